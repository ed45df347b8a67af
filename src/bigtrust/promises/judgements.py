"""What several promises need of one snapshot, worked out once."""

from functools import cached_property
from typing import Any

from sqlalchemy import Select, Table

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises import (
    asking,
    calls,
    caps,
    cases,
    choices,
    complaints,
    consents,
    contacts,
    counted,
    notices,
    offers,
    permission,
    pressure,
    ranks,
    requests,
    sharing,
    standing,
    systems,
    withdrawals,
)


class Judgements:
    """Spells and judgements over the facts, each a table (or statement) made when first asked."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @cached_property
    def people(self) -> Table:
        return permission.people(self.snapshot)

    @cached_property
    def pairs(self) -> Table:
        return choices.pairs(self.snapshot, self._choices)

    @cached_property
    def cells_of_pairs(self) -> Table:
        return self._cells_of_pairs[0]

    @cached_property
    def pairs_in_cells(self) -> Table:
        return self._cells_of_pairs[1]

    @cached_property
    def kinds_of_message(self) -> Table:
        return counted.kinds_of_message(self.snapshot)

    @cached_property
    def marketing_messages(self) -> Table:
        return counted.marketing_messages(self.snapshot, self.kinds_of_message, self.pairs)

    @cached_property
    def counted_contacts(self) -> Table:
        return counted.counted_contacts(self.snapshot, self.people, self.marketing_messages)

    @cached_property
    def consent_spells(self) -> Table:
        return consents.consent_spells(self.snapshot, self._choices, self.pairs)

    @cached_property
    def permission_stretches(self) -> Table:
        return standing.permission_stretches(
            self.snapshot, self.consent_spells, self.people, self.pairs, self._bases
        )

    @cached_property
    def opt_outs(self) -> Table:
        return standing.opt_outs(
            self.snapshot, self.consent_spells, self.people, self.pairs, self._bases
        )

    @cached_property
    def judged_contacts(self) -> Table:
        return contacts.judged_contacts(
            self.snapshot,
            self.consent_spells,
            self.people,
            self.marketing_messages,
            self._bases,
            self._tolerated_days,
        )

    @cached_property
    def asked(self) -> Table:
        return asking.asked(self.snapshot, self.pairs)

    @cached_property
    def notices_in_force(self) -> Table:
        return notices.notices_in_force(self.snapshot)

    @cached_property
    def knowers(self) -> Table:
        return systems.knowers(self.snapshot)

    @cached_property
    def two_systems(self) -> Table:
        return systems.two_systems(self.snapshot, self.knowers)

    @cached_property
    def circles(self) -> Table:
        return systems.circles(self.snapshot, self.knowers, self.two_systems)

    @cached_property
    def known_states(self) -> Table:
        return systems.known_states(self.snapshot, self.knowers, self.pairs)

    @cached_property
    def withdrawals(self) -> Table:
        return withdrawals.withdrawals(
            self.snapshot, self.opt_outs, self.judged_contacts, self.pairs, self.people
        )

    @cached_property
    def beyond_caps(self) -> Table:
        return caps.beyond_caps(
            self.snapshot, self.people, self.marketing_messages, self.counted_contacts
        )

    @cached_property
    def pressures(self) -> Table:
        return pressure.pressures(self.snapshot)

    @cached_property
    def pressure_spells(self) -> Table:
        return pressure.pressure_spells(self.snapshot, self.people, self.counted_contacts)

    @cached_property
    def pressed_events(self) -> Select[Any]:
        return pressure.pressed_events(
            self.snapshot, self.people, self.pressure_spells, self.opt_outs
        )

    @cached_property
    def judged_calls(self) -> Table:
        return calls.judged_calls(
            self.snapshot, self.people, self.marketing_messages, self.counted_contacts
        )

    @cached_property
    def ranked_contacts(self) -> Table:
        return ranks.ranked_contacts(self.snapshot, self.marketing_messages, self.counted_contacts)

    @cached_property
    def opt_outs_by_contacts(self) -> Table:
        return ranks.opt_outs_by_contacts(
            self.snapshot, self.opt_outs, self.pairs, self.ranked_contacts
        )

    @cached_property
    def repurchase_times(self) -> Table:
        return offers.repurchase_times(self.snapshot)

    @cached_property
    def judged_offers(self) -> Table:
        return offers.judged_offers(
            self.snapshot, self.marketing_messages, self.counted_contacts, self.repurchase_times
        )

    @cached_property
    def open_cases(self) -> Table:
        return cases.open_cases(self.snapshot)

    @cached_property
    def request_clocks(self) -> Table:
        return requests.request_clocks(self.snapshot)

    @property
    def outstanding(self) -> Select[Any]:
        return requests.outstanding(self.snapshot, self.request_clocks)

    @cached_property
    def complaint_limits(self) -> Table:
        return complaints.complaint_limits(self.snapshot)

    @cached_property
    def next_complaints(self) -> Table:
        return complaints.next_complaints(self.snapshot)

    @cached_property
    def named_recipients(self) -> Table:
        return notices.named_recipients(self.snapshot, self.notices_in_force)

    @cached_property
    def sharing_choices(self) -> Table:
        return sharing.sharing_choices(self.snapshot, self._choices, self.people)

    @cached_property
    def _cells_of_pairs(self) -> tuple[Table, Table]:
        return choices.cells_of_pairs(self.snapshot, self.pairs)

    @cached_property
    def _choices(self) -> Table:
        return choices.choices(self.snapshot)

    @cached_property
    def _bases(self) -> Table:
        return permission.bases(self.snapshot, self.people)

    @cached_property
    def _tolerated_days(self) -> Table:
        return permission.tolerated_days(
            self.snapshot, self.people, self._bases, self.consent_spells
        )
