"""The contract in words and as a Data Package, in step with the contract itself."""

import json
from pathlib import Path

from bigtrust.contract import CONTRACT, Kind
from bigtrust.contract.documents import KINDS, datapackage, markdown

DATA = Path(__file__).parents[2] / "data"
AGAIN = "write it again: make documents"


def test_the_page_of_the_repository_is_in_step_with_the_contract():
    page = (DATA / "README.md").read_text(encoding="utf-8")
    assert page == markdown(CONTRACT.values()), AGAIN


def test_the_sample_s_data_package_is_in_step_with_the_contract():
    written = json.loads((DATA / "sample" / "datapackage.json").read_text(encoding="utf-8"))
    assert written == datapackage(CONTRACT.values()), AGAIN


def test_the_page_tells_every_data_set_column_word_and_kind():
    page = markdown(CONTRACT.values())
    for data_set in CONTRACT.values():
        section = page.partition(f"## {data_set.name}\n")[2].partition("\n## ")[0]
        assert f"- Adds {data_set.adds}." in section
        for column in data_set.columns:
            assert f"| `{column.name}` | {column.kind} |" in section
            assert all(f"`{word}`" in section for word in column.allowed)
    assert set(KINDS) == set(Kind)


def test_the_page_tells_limits_order_and_references_in_the_column_s_row():
    page = markdown(CONTRACT.values())
    assert "| 1 (not at all) to 7 (fully); at least 1; at most 7 |" in page
    assert (
        "| first day no longer a customer; not before `joined_on`; may lie in the future |" in page
    )
    assert "| `request_id` | id | yes | the request; refers to `requests` |" in page


def test_a_field_of_the_package_carries_type_and_constraints():
    package = datapackage(CONTRACT.values())
    by_name = {resource["name"]: resource["schema"] for resource in package["resources"]}
    score = next(f for f in by_name["survey_answers"]["fields"] if f["name"] == "score")
    sent = next(f for f in by_name["contacts"]["fields"] if f["name"] == "sent_at")
    assert (score["type"], score["constraints"]) == ("integer", {"minimum": 1, "maximum": 7})
    assert (sent["type"], sent["constraints"]) == ("datetime", {"required": True})


def test_a_key_with_a_column_that_may_be_empty_is_a_unique_key_and_no_primary_key():
    package = datapackage(CONTRACT.values())
    by_name = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert by_name["contacts"]["primaryKey"] == ["contact_id"]
    assert "primaryKey" not in by_name["notice_recipients"]
    assert by_name["notice_recipients"]["uniqueKeys"] == [
        ["notice_version", "recipient", "recipient_category", "purpose"]
    ]


def test_references_become_foreign_keys():
    package = datapackage(CONTRACT.values())
    events = next(r for r in package["resources"] if r["name"] == "request_events")
    assert events["schema"]["foreignKeys"] == [
        {
            "fields": ["request_id"],
            "reference": {"resource": "requests", "fields": ["request_id"]},
        }
    ]
