"""Numbers, changes, dates and lists in words, by the company's locale.

A number and its unit never part at the end of a line. A rounded figure never says more than the
exact one: what is not zero does not read as 0, and what is not all does not read as 100 %.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

LOCALE: Final = "en_GB"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
PERCENT: Final = "%"
PER_THOUSAND: Final = "per 1,000"
RATES: Final = (PERCENT, PER_THOUSAND, "per 1,000 customer-days")

_SMALL_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip


def number(value: float, unit: str = "") -> str:
    """The number alone: 1,284 of a count, 93.2 or 0.53 of a rate, "under 0.01" of a trace."""
    decimals = _decimals(value, unit)
    smallest = 10**-decimals
    if 0 < abs(value) < smallest / 2:
        return f"under{NO_BREAK}{_formatted(smallest, decimals)}"
    if unit == PERCENT and 100 - smallest / 2 <= value < 100:
        return f"over{NO_BREAK}{_formatted(100 - smallest, decimals)}"
    return _formatted(value, decimals)


def quantity(value: float, unit: str) -> str:
    """The number with its unit: "93.2 %", "4.2 per 1,000", "37 requests", "1 request"."""
    named = unit_of(value, unit).replace(" ", NO_BREAK)
    return f"{number(value, unit)}{NO_BREAK}{named}".rstrip(NO_BREAK)


def change(difference: float | None, unit: str) -> str:
    """How a figure moved: "up 0.4 points", "down 12", "unchanged"; "" where nobody knows."""
    if difference is None:
        return ""
    size = abs(difference)
    if float(format(size, f".{_decimals(size, unit)}f")) == 0:
        return "unchanged"
    points = f"{NO_BREAK}points" if unit == PERCENT else ""
    return f"{'up' if difference > 0 else 'down'}{NO_BREAK}{number(size, unit)}{points}"


def unit_of(value: float, unit: str) -> str:
    """The unit as it stands behind `value`: "1 person", "2 people"; a rate's stays as it is."""
    if unit in RATES or value != 1:
        return unit
    return {"people": "person"}.get(unit, unit.removesuffix("s"))


def in_words(count: int) -> str:
    """A small count in words: "no", "one", "ten", then "11"."""
    return _SMALL_NUMBERS[count] if count < len(_SMALL_NUMBERS) else number(count)


def counted(count: int, noun: str) -> str:
    """ "one promise", "three promises", "12 promises"."""
    return f"{in_words(count)} {noun if count == 1 else f'{noun}s'}"


def compact(count: float) -> str:
    """A count, in millions from a million on: "128,400", "1.2 m"."""
    if abs(count) < 1_000_000:
        return number(round(count))
    return f"{_formatted(count / 1_000_000, 1)}{NO_BREAK}m"


def lacking(missing: str) -> str:
    """ "consent events are missing", "data inventory is missing", "the column closed_at of
    complaints is missing".
    """
    data_set, _, column = missing.partition(".")
    words = data_set.replace("_", " ")
    if column:
        return f"the column {column} of {words} is missing"
    return f"{words} {'are' if words.endswith('s') else 'is'} missing"


def joined(parts: Sequence[str], word: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    *most, last = parts
    return f"{', '.join(most)} {word} {last}" if most else last


def sentence(text: str) -> str:
    """The text with its first letter large; a number or a name stays as it is."""
    return text[:1].upper() + text[1:]


def inside(title: str) -> str:
    """A title as it stands inside a sentence."""
    return title[:1].lower() + title[1:]


def long_day(day: date) -> str:
    """ "31 October 2026", on one line."""
    return format_date(day, "d MMMM y", locale=LOCALE).replace(" ", NO_BREAK)


def medium_day(day: date) -> str:
    """ "5 Oct 2026", on one line."""
    return format_date(day, "d MMM y", locale=LOCALE).replace(" ", NO_BREAK)


def short_day(day: date) -> str:
    """ "17 Nov", on one line."""
    return format_date(day, "d MMM", locale=LOCALE).replace(" ", NO_BREAK)


def month(day: date) -> str:
    """ "April 2026", on one line."""
    return format_date(day, "MMMM y", locale=LOCALE).replace(" ", NO_BREAK)


def moment(when: datetime) -> str:
    """ "23 Nov 2026 20:15", on one line, in the zone that `when` carries."""
    return format_datetime(when, "d MMM y HH:mm", locale=LOCALE).replace(" ", NO_BREAK)


def _decimals(value: float, unit: str) -> int:
    """None for whole numbers; else one, and two for a rate below one."""
    if float(value).is_integer():
        return 0
    if unit in RATES:
        return 2 if abs(value) < 0.995 else 1
    return 1 if abs(value) < 100 else 0


def _formatted(value: float, decimals: int) -> str:
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return str(format_decimal(value, pattern, locale=LOCALE))
