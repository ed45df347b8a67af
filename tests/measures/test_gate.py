"""The attack on what is published: integer programming over the whole protected cube.

Of every hidden cell, however few dimensions it has, the least and the most that it can be, given
all that an analyst is shown of the month. Known to within 2, it is as good as told: it fails.
What an exact figure alone says (two complaints in all are at most two anywhere) is not its doing.

Companies of two or three groups in all are left out: there the lines of a cube, taken together,
still tell what none of them tells alone (decisions.md, 73, says how often).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain, combinations, product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.disclosure import Protection
from bigtrust.measures.figure import Figure
from bigtrust.rules.period import Period, months_to
from tests.companies import Company
from tests.stores import built, settings_of

AS_OF = date(2024, 12, 31)
MONTHS = months_to(AS_OF, date(2024, 1, 1))
SEGMENTS = {"customers": {"region": "personal", "age_band": "personal"}}
DIMENSIONS = ("region", "age_band", "topic")
COMPLAINTS = CATALOGUE["complaints_per_1000"]
ALL = "*"
NARROW = 2
MOST = 10_000
Cell = tuple[str, ...]  # a value of each dimension, or ALL
Cube = Mapping[Cell, Figure]


@dataclass(frozen=True)
class Shape:
    """How many people live in each region; what share of them complains in a month; in how many
    of one group it happens at once.
    """

    people: Sequence[int]
    bands: int
    topics: int
    complaining: float
    at_once: int = 0

    @property
    def values(self) -> tuple[list[str], ...]:
        """Of each dimension that there is, its values."""
        numbers = (len(self.people), self.bands, self.topics)
        return tuple(
            [f"{name} {number}" for number in range(many)]
            for name, many in zip(DIMENSIONS, numbers, strict=True)
            if many
        )


ALONE = {
    "two regions": Shape((90, 45), 0, 0, 0.15),
    "three regions": Shape((200, 60, 35), 0, 0, 0.1),
    "eight regions": Shape((300, 200, 150, 100, 80, 60, 40, 35), 0, 0, 0.06),
}
CROSSED = {
    "regions by two bands": Shape((150, 120, 100, 80, 60, 50, 40, 35), 2, 0, 0.1),
    "regions by bands": Shape((170, 110, 75, 50), 4, 0, 0.1),
    "regions by bands by topics": Shape((190, 140, 110, 85, 65, 50), 4, 3, 0.15),
    "regions by bands, a group of which complains": Shape(
        (200, 200, 150, 150), 4, 0, 0.003, at_once=12
    ),
}
LONG = [
    *((name, 0) for name in CROSSED if "group" not in name),
    *((name, 1) for name in (*ALONE, *CROSSED)),
]
every_case = pytest.mark.parametrize(
    ("name", "seed"),
    [
        *((name, 0) for name in (*ALONE, *CROSSED) if (name, 0) not in LONG),
        *(pytest.param(*case, marks=pytest.mark.long) for case in LONG),
    ],
)


def company(shape: Shape, seed: int) -> Company:
    """Nobody complains twice in a month, so that four people are four complaints."""
    chance = Random(seed)  # noqa: S311 (no secret)
    people = [
        {
            "customer_id": f"{region}{place:03}",
            "joined_on": date(2020, 1, 1),
            "region": f"region {region}",
            "age_band": f"age_band {chance.randrange(max(shape.bands, 1))}",
        }
        for region, many in enumerate(shape.people)
        for place in range(many)
    ]
    group = [each for each in people if each["region"] == "region 0"]
    group = [each for each in group if each["age_band"] == "age_band 0"][: shape.at_once]
    met = {month: group[: month.first.month + 2] for month in MONTHS}
    complaints = [
        {
            "complaint_id": f"{month.first:%m}{person['customer_id']}",
            "customer_id": person["customer_id"],
            "received_at": datetime(2024, month.first.month, 9, 10, tzinfo=UTC),
            "topic": f"topic {chance.randrange(max(shape.topics, 1))}",
            "closed_at": None,
        }
        for month in MONTHS
        for person in people
        if chance.random() < shape.complaining * month.first.month / 6 or person in met[month]
    ]
    return Company({"customers": people, "complaints": complaints})


def built_at(home: Path, told: Company) -> Build:
    home.mkdir(exist_ok=True)
    settings = settings_of(home, f"duckdb:///{home / 'facts.duckdb'}")
    return built(told, settings.model_copy(update={"as_of": AS_OF, "segments": SEGMENTS}))


def cubes(build: Build, shape: Shape) -> dict[Period, dict[Cell, Figure]]:
    """All that an analyst may ask for: of each choice of dimensions, each cell and its figure."""
    names = DIMENSIONS[: len(shape.values)]
    found: dict[Period, dict[Cell, Figure]] = {month: {} for month in MONTHS}
    choices = (combinations(names, number) for number in range(len(names) + 1))
    for chosen in chain.from_iterable(choices):
        scope = Scope(Role.ANALYST, build.id)
        for figure in calculate(COMPLAINTS, MONTHS, chosen, scope, build):
            values = dict(zip(chosen, figure.group, strict=True))
            found[figure.period][tuple(values.get(name, ALL) for name in names)] = figure
    return found


def bounds(figure: Figure) -> tuple[float, float]:
    """Between which counts the figure says that it lies."""
    if figure.protection == Protection.FEW:
        return 0, 4
    if figure.numerator is None:
        return 0, MOST
    if figure.protection == Protection.ROUNDED:
        return max(figure.numerator - 2, 5), figure.numerator + 2
    return figure.numerator, figure.numerator


def covers(cell: Cell, inner: Cell) -> bool:
    return all(outside in (ALL, inside) for outside, inside in zip(cell, inner, strict=True))


def known_of(cube: Cube, inner: Sequence[Cell]) -> LinearConstraint:
    """What the figures say of the counts of the innermost cells."""
    rows = np.array([[covers(cell, each) for each in inner] for cell in cube], dtype=float)
    lows, highs = zip(*map(bounds, cube.values()), strict=True)
    return LinearConstraint(rows, lows, highs)


def solved(cube: Cube, known: LinearConstraint) -> Iterator[str]:
    """The hidden cells that what is known gives away. (What is hidden for another's sake, and is
    5 at least, may be known as well as what is rounded.)
    """
    unknowns = known.A.shape[1]
    for place, (cell, figure) in enumerate(cube.items()):
        if figure.numerator is not None or _said_by_exact_ones(cell, cube) <= NARROW:
            continue
        least, most = (sign * _least(sign * known.A[place], known) for sign in (1, -1))
        if most - least <= NARROW and least < 5:
            yield f"{cell} is between {least:g} and {most:g} ({unknowns} unknowns)"


def _said_by_exact_ones(cell: Cell, cube: Cube) -> float:
    """The most that there can be in the cell by an exact one around it."""
    around = (figure for each, figure in cube.items() if covers(each, cell))
    return min(figure.numerator for figure in around if not figure.protection)


def _least(aim: np.ndarray, known: LinearConstraint) -> float:
    found = milp(aim, constraints=known, bounds=Bounds(0, MOST), integrality=np.ones(len(aim)))
    assert found.success
    return float(found.fun)


@every_case
def test_no_hidden_cell_of_the_cube_is_solved(tmp_path: Path, name: str, seed: int):
    shape = (ALONE | CROSSED)[name]
    inner = list(product(*shape.values))
    hidden, failed = 0, []
    for month, cube in cubes(built_at(tmp_path, company(shape, seed)), shape).items():
        hidden += sum(figure.numerator is None for figure in cube.values())
        failed += [f"{month.first:%B}: {each}" for each in solved(cube, known_of(cube, inner))]
    assert hidden
    assert not failed, f"{len(failed)} of {hidden}: " + "; ".join(failed)


def test_without_what_is_withheld_the_attack_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The gate can fail: it does where cells are protected one by one."""
    monkeypatch.setattr("bigtrust.measures.withholding._is_narrow", lambda *_: False)
    shape = ALONE["two regions"]
    found = cubes(built_at(tmp_path, company(shape, 0)), shape)
    inner = list(product(*shape.values))
    assert any(list(solved(cube, known_of(cube, inner))) for cube in found.values())


@pytest.mark.long
def test_two_builds_around_an_erasure_solve_no_hidden_cell(tmp_path: Path):
    """The attacker has both, and knows that one person is gone, but not from which cell."""
    shape = CROSSED["regions by bands"]
    whole = company(shape, 0)
    gone = whole["complaints"][len(whole["complaints"]) // 2]["customer_id"]
    left = Company(
        {name: [row for row in rows if row["customer_id"] != gone] for name, rows in whole.items()}
    )
    inner = list(product(*shape.values))
    before = cubes(built_at(tmp_path / "before", whole), shape)
    after = cubes(built_at(tmp_path / "after", left), shape)
    failed = [
        f"{month.first:%B}: {each}"
        for month in MONTHS
        for each in solved(before[month], _of_both(before[month], after[month], inner))
    ]
    assert not failed, "; ".join(failed)


def _of_both(before: Cube, after: Cube, inner: Sequence[Cell]) -> LinearConstraint:
    """The counts before, and how many of each the person takes along: one at most, of one cell."""
    then, now = known_of(before, inner), known_of(after, inner)
    nothing = np.zeros_like(then.A)
    one = np.concatenate([np.zeros(len(inner)), np.ones(len(inner))])
    return LinearConstraint(
        np.vstack([np.hstack([then.A, nothing]), np.hstack([now.A, -now.A]), one]),
        [*then.lb, *now.lb, 0],
        [*then.ub, *now.ub, 1],
    )


@pytest.mark.long
def test_a_cell_is_told_alike_by_whichever_way_it_is_asked_for(tmp_path: Path):
    """By group or by filter, in any order: the difference would tell what is hidden for what."""
    shape = CROSSED["regions by bands by topics"]
    build = built_at(tmp_path, company(shape, 0))
    scope = Scope(Role.ANALYST, build.id)

    def shown(month: Period, cell: Sequence[tuple[str, str]], *by: str) -> Figure:
        kept = {name: value for name, value in cell if name not in by}
        wanted = tuple(dict(cell)[name] for name in by)
        found = calculate(COMPLAINTS, [month], by, scope, build, kept)
        (figure,) = (each for each in found if each.group == wanted)
        return replace(figure, group=())

    for month in MONTHS[::6]:
        for values in list(product(*shape.values))[::11]:
            cell = list(zip(DIMENSIONS, values, strict=True))
            told = {
                shown(month, order, *by)
                for order in (cell, cell[::-1])
                for by in ((), ("region",), ("topic", "age_band"))
            }
            assert len(told) == 1
