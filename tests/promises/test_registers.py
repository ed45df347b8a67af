"""What the company says of itself, as it stands at as-of (decisions.md, 70)."""

from collections.abc import Callable
from datetime import date

from bigtrust.builds import Build
from bigtrust.measures.registers import (
    Held,
    MeetingPlace,
    category_of,
    data_held,
    meeting_places,
    named_by,
)
from tests.companies import Company, company

SAID = """
notices
  notice_version | published_on | language
  2022           | 2022-01-01   | it
  2024           | 2024-01-01   | it
  2024-en        | 2024-01-01   | en
  2024-later     | 2024-06-01   | it
notice_recipients
  notice_version | recipient | recipient_category | purpose
  2022           | brokers   |                    | research
  2024           | post      |                    | delivery
  2024           |           | carriers           | delivery
  2024-en        |           | carriers           | delivery
  2024-later     | brokers   |                    | research
recipients
  recipient | recipient_category
  swift     | carriers
  post      | carriers
  brokers   |
disclosures
  recipient | occurred_at
  swift     | 2024-03-01 10:00
data_inventory
  data_category | purpose  | legal_basis | retention_days | described_in_notice
  address       | delivery | contract    | 3650           | true
  telemetry     |          |             |                |
  videos        | security | contract    | 0              | false
touchpoints
  touchpoint | kind  | links_notice | offers_choice | checked_on
  till       | store | false        |               | 2024-03-02
  site       |       | true         | true          |
  app        |       | false        | false         | 2024-04-01
"""


def test_a_build_keeps_whom_notices_in_force_name_what_is_held_and_where_people_meet_the_company(
    build_of: Callable[[Company], Build],
):
    build = build_of(company(SAID))
    assert named_by(build) == {
        ("post", "delivery"): ("2024 (it)", "2024-en (en)"),
        ("swift", "delivery"): ("2024 (it)", "2024-en (en)"),
    }
    assert category_of(build) == {"swift": "carriers", "post": "carriers"}
    assert data_held(build) == [
        Held("address", "delivery", "contract", 3650, True),
        Held("telemetry", "", "", None, None),
        Held("videos", "security", "contract", 0, False),
    ]
    assert meeting_places(build) == [
        MeetingPlace("site", "", True, True, None),
        MeetingPlace("till", "store", False, None, date(2024, 3, 2)),
    ]
