"""The method tells everything: no indicator, regime, cap or setting is left out."""

from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.contract import REGIMES, RIGHTS
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.rules.hours import CALLING_HOURS
from bigtrust.rules.permission import DEFAULTS, SOURCES, Basis
from bigtrust.rules.regimes import rule_for
from bigtrust.rules.spc_rules import Rule
from bigtrust.settings.parts import CapSetting
from bigtrust.views import method, wording
from bigtrust.views.method.entries import Entry, source_in
from bigtrust.views.phrases import plain
from tests.measures.conftest import LAMPS, built_of

CONTACTS = "contacts\n customer_id | sent_at\n ann | 2024-05-01 10:00"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return built_of(LAMPS, tmp_path_factory.mktemp("method"))


def sections(build: Build) -> tuple[method.Section, ...]:
    return method.method(Scope(Role.EXECUTIVE, build.id), build).sections


def entries(build: Build) -> dict[str, Entry]:
    return {entry.anchor: entry for section in sections(build) for entry in section.entries}


def text(entry: Entry) -> str:
    told = " ".join((entry.title, entry.about, *(f"{t}: {m}" for t, m in entry.terms)))
    return told.replace(wording.NO_BREAK, " ")


def test_every_anchor_is_one_of_its_kind(build: Build):
    anchors = [entry.anchor for section in sections(build) for entry in section.entries]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_indicator_is_told_as_the_catalogue_has_it(build: Build, name: str):
    measure, told = CATALOGUE[name], text(entries(build)[name])
    for part in (measure.title, measure.question, measure.definition, measure.numerator_text):
        assert part in told
    assert measure.caveat in told
    if measure.target is not None:
        assert measure.target_source in told


@pytest.mark.parametrize("regime", REGIMES)
def test_every_rule_of_every_regime_is_told_with_its_source(build: Build, regime: str):
    told = [text(entry) for name, entry in entries(build).items() if name.startswith(regime)]
    for right in RIGHTS:
        rule = rule_for(regime, right)
        of_rule = [each for each in told if rule.citation in each and _answer(rule.answer) in each]
        assert of_rule
        if rule.extended:
            assert any(f"{rule.extended} in all" in each for each in of_rule)


def _answer(limit: object) -> str:
    return f"within {limit}" if limit else "without undue delay"


def test_every_permission_is_told_with_its_source(build: Build):
    told = " ".join(text(e) for name, e in entries(build).items() if name.startswith("permission"))
    assert DEFAULTS.keys() == SOURCES.keys()
    for source in SOURCES.values():
        assert source in told


@pytest.mark.parametrize("place", CALLING_HOURS)
def test_calling_hours_are_told_with_their_source(build: Build, place: str):
    assert CALLING_HOURS[place].source in text(entries(build)[f"hours_{place}"])


def test_every_rule_of_signals_is_told(build: Build):
    told = text(entries(build)["signals"])
    assert all(str(rule) in told for rule in Rule)


def test_what_a_company_set_is_what_is_told(tmp_path: Path):
    own = built_of(
        CONTACTS,
        tmp_path,
        caps=(CapSetting(limit=2, days=9, channel="sms"),),
        targets={"opt_out_rate": 0.25},
        permission={"BR": {"email": Basis.OPT_IN}},
    )
    told = entries(own)
    assert "2 contacts in 9 days by SMS" in text(told["cap_1"])
    assert "set in bigtrust.toml" in text(told["cap_1"])
    assert "cap_2" not in told
    assert "≤ 0.25 %: set in bigtrust.toml" in text(told["opt_out_rate"])
    assert "a consent that stands (set in bigtrust.toml)" in text(told["permission_BR"])


def test_of_a_default_that_a_wider_setting_overrides_nothing_is_told(tmp_path: Path):
    """A setting comes before every default, so American email and Italian email need a consent."""
    strict = {"US": {"all": Basis.OPT_IN}, "EU": {"email": Basis.OPT_IN}}
    told = entries(built_of(CONTACTS, tmp_path, permission=strict))
    consent = "a consent that stands (set in bigtrust.toml)"
    assert told["permission_US"].terms == (("Every channel", consent),)
    assert ("Email", consent) in told["permission_EU"].terms
    assert "permission_IT" not in told
    assert "PECR" in text(told["permission_GB"])


def test_what_has_no_data_says_so(tmp_path: Path):
    alone = entries(built_of(CONTACTS, tmp_path))
    assert "Here: no data: consent events are missing" in text(alone["opt_out_rate"])


def test_a_search_keeps_what_holds_every_word(build: Build):
    found = method.found(sections(build), "can-spam email")
    told = [entry for section in found for entry in section.entries]
    assert {"permission_US", "lag_us_email"} <= {entry.anchor for entry in told}
    assert all("can-spam" in text(entry).casefold() for entry in told)
    assert plain(method.lead(found, "can-spam email")).endswith("of “can-spam email”.")
    assert method.found(sections(build), "") == sections(build)


def test_a_search_for_what_is_not_there_says_so(build: Build):
    found = method.found(sections(build), "[zebra]")
    assert not found
    assert plain(method.lead(found, "[zebra]")) == "Nothing here speaks of “zebra”."


@pytest.mark.parametrize(
    ("docstring", "source"),
    [
        ("A.\n\n    Source: Wilson 1927.\n    Raises", "Wilson 1927"),
        ("A.\nSources: one;\ntwo.\nMore.", "one; two"),
        ("Nothing.", ""),
        (None, ""),
    ],
)
def test_a_docstring_s_source(docstring: str | None, source: str):
    assert source_in(docstring) == source
