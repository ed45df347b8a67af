"""Whose law holds where: countries, their subdivisions, and the European Union."""

from collections.abc import Iterator
from functools import cache

from babel import Locale

EU = "EU"
MEANT = {"GB": "GB-ENG"}  # by a country alone
# fmt: off
EEA_MEMBERS = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO",
})
# fmt: on
_NO_COUNTRY = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}  # territories of CLDR, not ISO 3166's


@cache
def countries() -> tuple[str, ...]:
    """The codes of ISO 3166-1."""
    territories = {str(code) for code in Locale("en").territories}
    return tuple(sorted(code for code in territories - _NO_COUNTRY if len(code) == 2))


def places(jurisdiction: str | None) -> Iterator[str]:
    """The places whose law holds in a jurisdiction (ISO 3166), from the narrowest to the widest:
    US-CA, US; IT, EU; GB-ENG, GB for GB too. None where the jurisdiction is unknown.
    """
    if jurisdiction is None:
        return
    country = jurisdiction.partition("-")[0]
    yield from dict.fromkeys((MEANT.get(jurisdiction, jurisdiction), country))
    if country in EEA_MEMBERS:
        yield EU


def bound_by(jurisdiction: str) -> frozenset[str]:
    """The countries, or the one subdivision, that the law of a jurisdiction binds; of a country
    that is bound, each subdivision is too.
    """
    return EEA_MEMBERS | {EU} if jurisdiction == EU else frozenset({jurisdiction})
