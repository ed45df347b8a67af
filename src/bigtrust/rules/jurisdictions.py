"""Whose law holds where: countries, their subdivisions, and the European Union."""

from collections.abc import Iterator

EU = "EU"
MEANT = {"GB": "GB-ENG"}  # by a country alone
# fmt: off
EEA_MEMBERS = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO",
})
# fmt: on


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
