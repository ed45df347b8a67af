"""The catalogue: every indicator once, a file a principle, in the order of indicators.md."""

from collections.abc import Mapping
from types import MappingProxyType

from bigtrust.measures.catalogue.accountability import ACCOUNTABILITY
from bigtrust.measures.catalogue.choice import CHOICE
from bigtrust.measures.catalogue.discretion import DISCRETION
from bigtrust.measures.catalogue.restraint import RESTRAINT
from bigtrust.measures.measure import Measure

CATALOGUE: Mapping[str, Measure] = MappingProxyType(
    {measure.name: measure for measure in (*CHOICE, *DISCRETION, *RESTRAINT, *ACCOUNTABILITY)}
)

__all__ = ["CATALOGUE", "Measure"]
