"""The catalogue as a company aims: its own targets in place of the defaults."""

from collections.abc import Mapping
from difflib import get_close_matches

from bigtrust.builds import Build
from bigtrust.errors import SettingsError
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.measure import Measure
from bigtrust.settings import FILE_NAME, Settings


def aimed(build: Build) -> Mapping[str, Measure]:
    """name -> measure, in the catalogue's order, with the targets of the build's settings."""
    targets: Mapping[str, float] = build.manifest["settings"]["targets"]
    return {
        name: measure.aiming_at(targets[name]) if name in targets else measure
        for name, measure in CATALOGUE.items()
    }


def refuse_unknown_indicators(settings: Settings) -> None:
    """SettingsError where [targets] or [[changes]] name an indicator that the catalogue has not.

    Settings are read before there is a catalogue, so they cannot see to it themselves.
    """
    named = dict.fromkeys(settings.targets, "[targets]")
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
