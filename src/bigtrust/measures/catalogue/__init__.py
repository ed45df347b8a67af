"""The catalogue: every indicator once, a file a principle, in the order of indicators.md."""

from collections.abc import Mapping
from types import MappingProxyType

from bigtrust.measures.catalogue.accountability import ACCOUNTABILITY
from bigtrust.measures.catalogue.choice import CHOICE
from bigtrust.measures.catalogue.coherence import COHERENCE
from bigtrust.measures.catalogue.discretion import DISCRETION
from bigtrust.measures.catalogue.restraint import RESTRAINT
from bigtrust.measures.catalogue.transparency import TRANSPARENCY
from bigtrust.measures.measure import Measure

_PRINCIPLES = (CHOICE, DISCRETION, RESTRAINT, TRANSPARENCY, ACCOUNTABILITY, COHERENCE)
CATALOGUE: Mapping[str, Measure] = MappingProxyType(
    {measure.name: measure for measures in _PRINCIPLES for measure in measures}
)

__all__ = ["CATALOGUE", "Measure"]
