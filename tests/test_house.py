"""The house of the design holds: a room imports only from rooms above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
SOURCE = CHECKOUT / "src" / "bigtrust"

# From the top of the house to its bottom.
ROOMS = [
    *("errors", "rules", "contract", "settings", "schema", "engines", "access"),
    *("sources", "facts", "loading", "promises", "rollups", "builds", "uploads"),
    *("measures", "books", "erasure", "views", "figures", "exports", "demo", "web", "cli"),
]


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


def scripts() -> list[Path]:
    return [CHECKOUT / "app.py", *sorted((CHECKOUT / "pages").rglob("*.py"))]


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module that the file imports, in full: bigtrust.rules.spc."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    parts = [name.split(".") for name in imported(path)]
    rooms = {part[1] for part in parts if part[0] == "bigtrust" and len(part) > 1}
    return rooms - {"__init__"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_imports_only_from_rooms_above_it(path: Path):
    own = room_of(path)
    below = [room for room in rooms_imported(path) if ROOMS.index(room) > ROOMS.index(own)]
    assert not below, f"{own} stands above {below}"


def test_only_web_and_what_it_lays_out_import_streamlit():
    knows = {path for path in modules() if any(n.startswith("streamlit") for n in imported(path))}
    assert {room_of(path) for path in knows} <= {"web"}


def test_no_script_lies_directly_in_pages():
    """Streamlit would serve it without running app.py, and with that any sign-in."""
    assert not list((CHECKOUT / "pages").glob("*.py"))


@pytest.mark.parametrize("path", scripts(), ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_page_asks_views_and_touches_no_data(path: Path):
    forbidden = {"sqlalchemy", "duckdb", "pandas", "psycopg", "pyarrow"}
    assert not forbidden & {name.split(".")[0] for name in imported(path)}
    assert rooms_imported(path) <= {"web", "views", "figures"}


def test_every_room_of_the_source_has_its_place_in_the_house():
    assert {room_of(path) for path in modules()} <= set(ROOMS)
