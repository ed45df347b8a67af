"""Numbers, changes, dates and lists in words, by the company's locale.

Numbers and dates follow the locale, the names of months among them; all other words are English.
A number and its unit never part at the end of a line. A rounded figure never says more than the
exact one: what is not zero does not read as 0, and what is not all does not read as 100 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
PERCENT: Final = "%"
UNCHANGED: Final = "unchanged"
CONFIDENCE: Final = f"95{NO_BREAK}%"  # of intervals
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
        return UNCHANGED
    points = f"{NO_BREAK}points" if unit == PERCENT else ""
    return f"{'up' if difference > 0 else 'down'}{NO_BREAK}{number(size, unit)}{points}"


def unit_of(value: float, unit: str) -> str:
    """The unit as it stands behind `value`: "1 person", "2 people"; a rate's stays as it is."""
    if unit in RATES:
        return unit.replace("1,000", _formatted(1000, 0))
    if value != 1:
        return unit
    return _SINGULARS.get(unit, unit.removesuffix("s"))


_SINGULARS: Final = {"people": "person", "breaches": "breach"}


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
    return _on_one_line(format_date(day, "long", locale=_written.locale))


def medium_day(day: date) -> str:
    """ "5 Oct 2026", on one line."""
    return _on_one_line(format_date(day, "medium", locale=_written.locale))


def short_day(day: date) -> str:
    """ "17 Nov", on one line."""
    return _day_by("MMMd", day)


def day_seen_on(day: date, now: date) -> str:
    """ "17 Nov", or "17 Nov 2025" where that is another year."""
    return short_day(day) if day.year == now.year else medium_day(day)


def month(day: date) -> str:
    """ "April 2026", on one line."""
    return _day_by("yMMMM", day)


def short_month(day: date) -> str:
    """ "Apr 2026", on one line."""
    return _day_by("yMMM", day)


def month_alone(day: date) -> str:
    """ "Apr"."""
    return str(format_date(day, "LLL", locale=_written.locale))


def moment(when: datetime) -> str:
    """ "23 Nov 2026 20:15", on one line, in the zone that `when` carries."""
    time = format_time(when, "short", locale=_written.locale)
    return f"{medium_day(when)}{NO_BREAK}{_on_one_line(time)}"


def typed_day() -> str:
    """How a day is typed into a field: "DD/MM/YYYY"."""
    pattern = _written.locale.date_formats["short"].pattern
    order = "".join(dict.fromkeys(letter for letter in pattern if letter in _TYPED))
    between = next((mark for mark in pattern if mark in "/-."), "/")
    return between.join(_TYPED[letter] for letter in (order if order in _ORDERS else "yMd"))


_TYPED: Final = {"d": "DD", "M": "MM", "y": "YYYY"}
_ORDERS: Final = ("dMy", "Mdy", "yMd")


def separators() -> str:
    """Of decimals, then of thousands, as Plotly wants them: ".,"."""
    return get_decimal_symbol(_written.locale) + get_group_symbol(_written.locale)


def write_as(locale: str) -> None:
    """From now on numbers and dates are written as in `locale`: a process is one company's."""
    _written.locale = Locale.parse(locale)


@dataclass
class _Written:
    locale: Locale


_written = _Written(Locale.parse("en_GB"))


def _day_by(skeleton: str, day: date) -> str:
    return _on_one_line(format_skeleton(skeleton, day, locale=_written.locale))


def _on_one_line(text: str) -> str:
    return str(text).replace(" ", NO_BREAK)


def _decimals(value: float, unit: str) -> int:
    """None for whole numbers; else one, and two for a rate below one."""
    if float(value).is_integer():
        return 0
    if unit in RATES:
        return 2 if abs(value) < 0.995 else 1
    return 1 if abs(value) < 100 else 0


def _formatted(value: float, decimals: int) -> str:
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return str(format_decimal(value, pattern, locale=_written.locale))
