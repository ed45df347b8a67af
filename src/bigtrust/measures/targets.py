"""The catalogue as a company aims: its own targets and goalposts in place of the defaults."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from bigtrust.builds import Build
from bigtrust.errors import SettingsError
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.measure import Measure
from bigtrust.settings import FILE_NAME, Settings


def aimed(build: Build) -> Mapping[str, Measure]:
    """name -> measure, in the catalogue's order, as the settings of the build aim."""
    settings = build.manifest["settings"]
    return aimed_by(settings["targets"], settings["goalposts"])


def aimed_by(
    targets: Mapping[str, float], goalposts: Mapping[str, Mapping[str, float]]
) -> Mapping[str, Measure]:
    """name -> measure; goalposts by `good` and `bad`."""
    found = {
        name: measure.aiming_at(targets[name]) if name in targets else measure
        for name, measure in CATALOGUE.items()
    }
    for name, posts in goalposts.items():
        found[name] = replace(found[name], good=posts["good"], bad=posts["bad"])
    return found


def refuse_unknown_indicators(settings: Settings) -> None:
    """SettingsError where [targets], [goalposts] or [[changes]] name no indicator.

    Settings are read before there is a catalogue, so they cannot see to it themselves.
    """
    named = dict.fromkeys(settings.targets, "[targets]")
    named |= dict.fromkeys(settings.goalposts, "[goalposts]")
    named |= {name: "[[changes]]" for change in settings.changes for name in change.indicators}
    for name, where in named.items():
        if name not in CATALOGUE:
            near = get_close_matches(name, CATALOGUE, 1)
            meant = f" (did you mean {near[0]}?)" if near else ""
            raise SettingsError(
                f"{settings.home / FILE_NAME}: {where} names {name!r}, which is no"
                f" indicator{meant}; allowed: {', '.join(CATALOGUE)}.",
                "Put it right and run again.",
            )
