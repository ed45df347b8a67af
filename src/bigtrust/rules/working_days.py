"""Working days of a jurisdiction: neither its weekend nor a public holiday.

Source: Regulation (EEC, Euratom) 1182/71 Art 2(2): working days are all days other than public
holidays and the weekend. The `holidays` package knows both; only its `public` category counts,
so a one-off closure of offices (Christmas Eve 2024 in Washington) stays a working day.
A jurisdiction is an ISO 3166 code. GB means GB-ENG. The US and its states use the US federal
holidays, which the federal rules count by. A subdivision with no holidays of its own (IT-25)
follows its country.
"""

import re
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays

from bigtrust.errors import TrustError

_ISO_3166 = re.compile(r"^([A-Z]{2})(?:-([A-Z0-9]{1,3}))?$")
_MEANT_SUBDIVISION = {"GB": "ENG"}
_FEDERAL = frozenset({"US"})


class UnknownJurisdictionError(TrustError):
    """No calendar is known for the jurisdiction."""


def is_working_day(day: date, jurisdiction: str) -> bool:
    """Whether offices in `jurisdiction` are held to work on `day`."""
    return day in _working_days(jurisdiction, day.year)


def next_working_day(day: date, jurisdiction: str) -> date:
    """`day` itself if it is a working day, else the first one after it."""
    return day if is_working_day(day, jurisdiction) else add_working_days(day, 1, jurisdiction)


def add_working_days(day: date, n: int, jurisdiction: str) -> date:
    """The `n`-th working day (n >= 1) strictly after `day`, which need not be one itself."""
    if n < 1:
        raise ValueError(f"n is {n}; working days are counted forward, from 1")
    year = day.year
    working = _in_order(jurisdiction, year)
    position = bisect_right(working, day) + n - 1
    while position >= len(working):
        position -= len(working)
        year += 1
        working = _in_order(jurisdiction, year)
    return working[position]


def holiday_name(day: date, jurisdiction: str) -> str | None:
    """What the public holiday on `day` is called, in English where known; None if there is none."""
    return _holidays(jurisdiction, day.year).get(day)


@lru_cache(maxsize=4096)
def _working_days(jurisdiction: str, year: int) -> frozenset[date]:
    return frozenset(_in_order(jurisdiction, year))


@lru_cache(maxsize=4096)
def _in_order(jurisdiction: str, year: int) -> tuple[date, ...]:
    calendar = _holidays(jurisdiction, year)
    length = date(year, 12, 31).timetuple().tm_yday
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(length))
    return tuple(d for d in days if d not in calendar and d.weekday() not in calendar.weekend)


@lru_cache(maxsize=4096)
def _holidays(jurisdiction: str, year: int) -> HolidayBase:
    country, subdivision = _calendar_place(jurisdiction)
    # Built for one year and never asked about another: it would quietly grow by that year.
    return country_holidays(country, subdiv=subdivision, years=year, expand=False, language="en_US")


def _calendar_place(jurisdiction: str) -> tuple[str, str | None]:
    """The country and the subdivision whose holidays count."""
    code = _ISO_3166.match(jurisdiction)
    if code is None or (subdivisions := _subdivisions(code[1])) is None:
        raise UnknownJurisdictionError(
            f"The jurisdiction {jurisdiction!r} has no calendar of holidays.",
            "Give an ISO 3166 code such as IT, GB-ENG or US-CA.",
        )
    country, subdivision = code[1], code[2]
    if country in _FEDERAL:
        return country, None
    if subdivision in subdivisions:
        return country, subdivision
    return country, _MEANT_SUBDIVISION.get(country)


def _subdivisions(country: str) -> tuple[str, ...] | None:
    """Those with holidays of their own; None where the code is no country's (nor a byname)."""
    try:
        calendar = country_holidays(country)
    except NotImplementedError:
        return None
    return calendar.subdivisions if calendar.country == country else None
