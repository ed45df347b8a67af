"""What several promises need of one snapshot, worked out once."""

from functools import cached_property

from sqlalchemy import Table

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises import (
    calls,
    caps,
    choices,
    complaints,
    consents,
    contacts,
    freshness,
    grievances,
    permission,
    pressure,
    requests,
    standing,
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
    def consent_spells(self) -> Table:
        return consents.consent_spells(self.snapshot, self._choices, self.pairs)

    @cached_property
    def permissions(self) -> Table:
        return standing.permissions(
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
            self.pairs,
            self._bases,
            self._tolerated_days,
        )

    @cached_property
    def ranked_contacts(self) -> Table:
        return caps.ranked_contacts(self.snapshot, self.people)

    @cached_property
    def over_cap_spells(self) -> Table:
        return caps.over_cap_spells(self.snapshot, self.ranked_contacts)

    @cached_property
    def pressure_changes(self) -> Table:
        return pressure.pressure_changes(self.snapshot, self.ranked_contacts)

    @cached_property
    def pressure_spells(self) -> Table:
        return pressure.pressure_spells(self.snapshot, self.people, self.pressure_changes)

    @cached_property
    def repurchase_times(self) -> Table:
        return freshness.repurchase_times(self.snapshot)

    @cached_property
    def fresh_offers(self) -> Table:
        return freshness.fresh_offers(self.snapshot, self.people, self.repurchase_times)

    @cached_property
    def contacts_amid_grievances(self) -> Table:
        return grievances.contacts_amid_grievances(self.snapshot, self.people)

    @cached_property
    def calls(self) -> Table:
        return calls.calls(self.snapshot, self.people)

    @cached_property
    def request_clocks(self) -> Table:
        return requests.request_clocks(self.snapshot)

    @cached_property
    def complaint_limits(self) -> Table:
        return complaints.complaint_limits(self.snapshot)

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
