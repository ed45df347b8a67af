"""The catalogue as a company aims: its own targets in place of the defaults."""

from collections.abc import Mapping

from bigtrust.builds import Build
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.measure import Measure


def aimed(build: Build) -> Mapping[str, Measure]:
    """name -> measure, in the catalogue's order, with the targets of the build's settings."""
    targets: Mapping[str, float] = build.manifest["settings"]["targets"]
    return {
        name: measure.aiming_at(targets[name]) if name in targets else measure
        for name, measure in CATALOGUE.items()
    }
