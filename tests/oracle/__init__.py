"""An oracle of every indicator: plain Python, row by row, clear rather than fast.

It is written from the definitions of the indicators, the sheet of rules and docs/decisions.md,
and shares nothing with the product but the contract and the settings. Where those texts leave a
choice, AMBIGUITIES says which one was made here; the page of decisions has settled most since.

AMBIGUITIES
 As-of and days
  a. "Its day" and "midnight sharp" of the latest moment are by the company's time zone.
  b. A row is after as-of by the day it is counted on: contacts, consent events and purchases by
     the customer's own, requests, their events and complaints by the company's. A stopping
     request counts as a consent event (customer's day) and as a request (company's day).
  c. A closing after as-of takes the outcome with it: that request is not known to be withdrawn.
     An outcome `withdrawn` without a closing is not withdrawn yet either.
  d. A data set whose every row is after as-of is given, not absent; one loaded without rows is
     absent.
  e. Where the column joined_on is not given, nobody knows who is active, as without customers;
     where only a cell is empty, that customer is never active.
  f. A person who is met in other data sets but not in `customers` is a person, never active.
 Permission
  g. Indicators 1, 3 and 4 need consent_events: without them (even with objections by request)
     they are no data, not "nobody consented".
  h. Pairs are made (decision 6) where no pair is NAMED; pairs made for one event do not keep
     another from making its own. (direct_marketing, all) for an event for all of both is made
     only where no pair is named or made. `requested` names no pair.
  i. The pair (purpose, all) has no channel whose law could be asked: opt_in everywhere.
  j. Where no basis is set, permission cannot be told, even with a consent, and even after
     leaving: the contact is left out of 3, and the pair is not at risk in 1.
  k. A soft opt-in contact after leaving is judged without purchases, too: only consent permits.
  l. A consent by import lifts a refusal. A revoked, expired or invalidated consent leaves what
     soft_opt_in and opt_out permit anyway.
  m. "Permission stood just before it" (indicator 1) is as of the moments before the opt-out's
     own: another event of the very same moment changes nothing. Day of leaving and joining: that
     of the opt-out. A purchase counts if strictly earlier.
  n. The lag: 48 hours are elapsed hours; the business days of the United States are those of the
     customer's jurisdiction (federal in the United States), counted on the customer's days.
  o. "In processing" is every contact without permission while an opt-out stands within the lag,
     whether or not permission stood before the opt-out.
 Choice
  A1. The pairs of every stock are those known at as-of, not at the day asked for.
  A2. 5 and 20 count each opt-out that indicator 1 would (one a moment and pair, not one a
      period); two at one moment of one pair are one.
  A3. A consent at the moment of another opt-out ends the window of the first all the same: it
      lifted it, if for no time.
  A4. Of two consents at one moment the import comes first, then the lesser event_id: the last
      names the notice.
  A5. 7 and 24 leave out a notice that is not known or not yet published; 24 does not look past
      a person's latest answer for one that is.
  A6. 9 needs consent_events ("without valid consent" cannot be told without them) and the column
      registration; a purchase without one told is neither declined nor as a guest.
  A7. 10 needs consent_events, as 1; being reachable begins and ends at closes of days.
 Discretion
  B1. 11 needs notices and notice_recipients; without `recipients` only names can match.
  B2. 12 needs consent_events, customer_id and legal_basis; requests may be absent. Its
      denominator has every disclosure of a person, whatever the basis, told or not.
  B3. An opt-out of sale that names a channel stops messages only, as in the other bases. Its 15
      business days begin with the company's day of receipt, by the customer's jurisdiction.
 Restraint
  p. A cap of a country binds its parts (FR those of FR-..), one of EU its members.
  q. 13 and 14 have no figure by channel: a cap is of a channel or of all. 15-19 are counts of
     contacts, and have.
  C1. 16 needs product_category of contacts, and purchases; without product_categories times are
      learned. "At least 10 %" is met by 10 % exactly; ties are counted in fractions.
  C2. 17 needs contacts, complaints with closed_at, and requests that something can close: what
      only half of the data tells would flatter.
  C3. 18: Saturdays are no day before a holiday, and neither is Sunday's eve: 10-19 is theirs
      anyway. A holiday before a holiday is a holiday. Holidays are those of the customer's part.
  C4. 19: by the customer's own day; outcomes empty or bounced are not delivered.
  C5. 20: no figure without joined_on (and left_on for departures): nobody is at risk. A day of
      leaving after as-of is not known yet, so the day before it is no departure.
 Transparency
  D1. 23 has no categories on any day but as-of. `described_in_notice` not told: not described.
 Requests
  r. One due day a request, from all that is known at as-of, also for stocks of earlier days.
  s. Pauses are whole days from the day of asking to the day of telling (of clarification, both
     included), added after the months are; the roll-over comes last. Asking twice is asking once.
     Telling unasked changes nothing.
  t. A wait that begins after the due day (as it stood) changes nothing: a clock that has run out
     cannot be stopped. Closing ends no wait: a request closed during an open one never falls due.
  u. The extension under gdpr must be told by receipt + 1 month, rolled over, pauses aside; under
     uk_gdpr by the due day with start and pauses; elsewhere by the due day without extension.
  v. uk_gdpr and complaint_to_controller: no day to answer ("without undue delay"), so never
     overdue. gdpr and complaint_to_controller: one month, as any right.
  w. Where rules.md has no row for a regime and right (lgpd erasure, ccpa access), the regime's
     ordinary limit.
  x. us_foia and ccpa count federal holidays whatever the jurisdiction.
  y. Requests need closed_at or request_events: with neither, 25-27 are no data (closed_at).
  z. At one moment of one request, asking comes before telling.
  E1. 28: answers up to as-of count, also those after the period. "At least" is met exactly.
  E2. 29: 30 days "from the day after receipt" end on receipt + 30, rolled over; ccpa by federal
      holidays. Needs request_events, as do the extensions of 30.
  E3. 30: extensions and closings are compared by day. The first extension told decides. The rule
      of the regime holds whatever due_at says; a clock that stands still is not over.
  E4. 33: without `upheld`, or without customer_id, there is no data. 33's repeats may lie outside
      of the filter.
  E5. 34 needs suspected_violation of both complaints and requests, and their closings.
 Coherence
  F1. 36: a state is one of consent, refused, opted out, or none of these. People in two systems
      that know no pair in common agree. An event knows every pair that it covers.
  F2. 37 needs contacts alone: breaches of promises that cannot be judged are not counted.
 Trust index
  G1. The floor of 1 is that of a principle's mean, inside the geometric mean only.
 Filters: a segment is the customer's, also for complaints and requests; by `channel` a complaint
 is the channel it came in by, and its denominator stays all active customers.
"""

from datetime import date
from typing import Any

from bigtrust.settings import Settings
from tests.companies import Company
from tests.oracle.days import DAY
from tests.oracle.expected import Expected, no_data
from tests.oracle.figures import BY_CHANNEL, BY_PRESSURE, BY_PURPOSE, FIGURES, FLOWS, STOCKS
from tests.oracle.index import Index, index
from tests.oracle.known import Asked, Known
from tests.oracle.ledger import Breach, breaches

__all__ = ["BY_CHANNEL", "FIGURES", "FLOWS", "STOCKS", "Breach", "Expected", "Index", "Oracle"]

DIMENSIONS = {"channel": BY_CHANNEL, "purpose": BY_PURPOSE, "pressure": BY_PRESSURE}


class Oracle:
    """What each figure of a company should be, under its settings."""

    def __init__(self, company: Company, settings: Settings) -> None:
        self.known = Known(company, settings)

    @property
    def as_of(self) -> date | None:
        """The last day known; None where nothing has a moment."""
        return self.known.as_of

    def figure(self, name: str, first: date, last: date, **filters: Any) -> Expected:
        """The figure over the days first to last (a stock: at the close of `last`).

        `filters`: channel, purpose, pressure ('0', '1-2', ...), or a segment column of customers,
        and the value asked for.
        Shares are fractions; opt_out_rate is per permission in 30 days; counts have no
        denominator. ValueError for days after as-of, and for a dimension that does not apply.
        """
        if self.as_of and last > self.as_of:
            raise ValueError(f"{last} is after as-of, {self.as_of}")
        for dimension, figures in DIMENSIONS.items():
            if dimension in filters and name not in figures:
                raise ValueError(f"{name} is not counted by {dimension}")
        missing = self._missing(name)
        if missing:
            return no_data(missing)
        asked = Asked(self.known, filters)
        if name in STOCKS:
            return STOCKS[name][0](self.known, last, asked)
        return FLOWS[name][0](self.known, first, last, asked)

    def _missing(self, name: str) -> tuple[str, ...]:
        _, needed = (FLOWS | STOCKS)[name]
        of_requests = any(need.startswith("requests") for need in needed)
        closing = self.known.nothing_closes_requests() if of_requests else ()
        return self.known.missing(*needed) or closing

    def ledger(self) -> list[Breach]:
        """Every breach up to as-of of the promises that can be judged."""
        return list(breaches(self.known))

    def index(self, last: date) -> Index:
        """The trust index of a day: flows over the 30 days to it, stocks at its close."""
        return index(lambda name: self._latest(name, last))

    def _latest(self, name: str, last: date) -> Expected:
        """Where nothing was to judge, the figure of 30, 60, ... 360 days before: of rates of
        customers not from before there is something told of what they count.
        """
        days = [last - 30 * times * DAY for times in range(13)]
        begins = min(self._days_of_counted(name), default=days[-1])
        days = [day for day in days if day >= begins]
        told = [self.figure(name, day - 29 * DAY, day) for day in days]
        return next((figure for figure in told if figure.value is not None), told[0])

    def _days_of_counted(self, name: str) -> list[date]:
        if name == "complaints_per_1000":
            return [complaint["received"] for complaint in self.known.complaints]
        if name in ("over_contacted_customers", "people_let_down"):
            return [contact["day"] for contact in self.known.contacts]
        return []
