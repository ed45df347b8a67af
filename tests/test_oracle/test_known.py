"""The oracle on what is given, and known: each figure here was worked out by hand."""

from datetime import date

import pytest

from bigtrust.settings import Settings
from tests.companies import company
from tests.oracle import FIGURES, Expected, Oracle
from tests.test_oracle.examples import HOME, in_march


class TestAbsentData:
    def test_a_figure_whose_data_is_absent_names_it(self):
        text = """
            complaints
              received_at
              2024-03-10
            """
        named = {name: in_march(name, text).missing for name in FIGURES}
        assert named["opt_out_rate"] == ("consent_events",)
        assert named["contact_after_withdrawal"] == ("contacts", "consent_events")
        assert named["over_contacted_customers"] == ("contacts",)
        assert named["outstanding_requests"] == ("requests",)
        assert named["settled_in_8_weeks"] == ("complaints.closed_at",)
        figure = in_march("complaints_per_1000", text)
        assert figure == Expected(1, None, None, ("customers",))

    def test_requests_that_nothing_could_close_are_no_data(self):
        text = """
            requests
              received_at
              2024-03-10
            """
        assert in_march("outstanding_requests", text).missing == ("requests.closed_at",)


class TestAsOf:
    @pytest.mark.parametrize(
        ("latest", "as_of"),
        [
            ("2024-03-10 00:00", date(2024, 3, 10)),
            ("2024-03-10 00:01", date(2024, 3, 9)),
            ("2024-03-09 23:00Z", date(2024, 3, 10)),
        ],
    )
    def test_it_is_the_last_complete_day_in_the_companys_zone(self, latest, as_of):
        text = f"""
            requests
              received_at      | due_at
              2024-02-10 10:00 | 2024-06-01
              {latest}         |
            """
        assert Oracle(company(text), Settings(home=HOME)).as_of == as_of

    def test_a_day_after_it_cannot_be_asked_for(self):
        with pytest.raises(ValueError, match="after as-of"):
            in_march("opt_out_rate", "", Settings(home=HOME, as_of=date(2024, 3, 30)))


def test_the_defaults_of_the_settings_are_those_of_the_rules():
    settings = Settings(home=HOME)
    caps = {(cap.limit, cap.days, cap.channel, cap.jurisdiction) for cap in settings.caps}
    assert caps == {(8, 30, "all", None), (3, 7, "all", None), (4, 30, "phone", "FR")}
    assert (settings.lag.hours, settings.lag.us_business_days) == (48, 10)
