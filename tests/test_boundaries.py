"""Who may import whom, one door for each library, small modules, no clock below the flows: read from the code."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("sources", "warehouse", "flows")
LONGEST = 300  # lines
LONG_BY_NATURE = {"sources/types.py": "every value that passes between modules, and nothing else"}

# Each library that is not Python's own, and the modules that may import it: its doors. "flows/" is the whole folder.
DOORS = {
    "ahocorasick_rs": {"warehouse/entities/automaton.py"},
    "altair": {"flows/page/charts.py"},
    "cssselect": {"sources/patterns.py", "sources/extract/markup.py"},  # checks selectors; uses them
    "dateparser": {"sources/dates.py"},
    "duckdb": {"warehouse/connection.py"},
    "feedparser": {"sources/rss.py"},
    "filelock": {"flows/lock.py"},
    "httpcore": {"sources/network.py", "sources/sockets.py"},  # pools; the sockets under them
    "httpx": {"sources/addresses.py"},
    "langdetect": {"sources/language.py"},
    "lxml": {
        "sources/sitemaps.py", "sources/indexes.py",
        "sources/extract/markup.py", "sources/extract/body.py", "sources/extract/published.py",
        "sources/fixture/page.py",
    },
    "pebble": {"sources/extract/pool.py"},
    "prefect": {"flows/"},
    "protego": {"sources/robots.py"},
    "pyarrow": {"warehouse/load.py", "warehouse/arrow.py"},
    "pydantic": {"flows/"},
    "pydantic_settings": {"flows/settings.py"},
    "rensa": {"warehouse/identity/fingerprint.py"},
    "rich": {"flows/console.py"},
    "tantivy": {"warehouse/searching/index.py"},
    "trafilatura": {"sources/extract/body.py"},
    "typer": {"flows/cli.py", "flows/commands/"},
    "vl_convert": {"flows/page/charts.py"},
    "warcio": {"sources/records.py"},
}  # fmt: skip

# Required without being imported by us, each for a reason.
UNIMPORTED = {
    "fastapi": "held back for Prefect",
    "lxml_html_clean": "trafilatura needs it",
    "sqlalchemy": "held back for Prefect",
    "tzdata": "zoneinfo needs it where the system has no zones",
}

IMPORTED_AS = {"vl_convert_python": "vl_convert"}

# Who may ask what time it is: settings make the clock of a run; the others show a person the machine's real time, or
# are polite, which is measured by it.
CLOCKS = {
    "flows/settings.py", "flows/doctor.py", "flows/session.py", "flows/forget.py", "flows/undo.py", "flows/healing.py",
    "sources/http.py", "sources/politeness.py",
}  # fmt: skip
CLOCK_CALLS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One file of ours: its path from the root, its package, and what it imports ("warehouse.load", "duckdb")."""

    path: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path)

    @property
    def lines(self) -> int:
        return len((ROOT / self.path).read_text("utf-8").splitlines())

    @property
    def package(self) -> str:
        return self.path.split("/")[0]

    @property
    def imports(self) -> tuple[str, ...]:
        return tuple(name for node in ast.walk(self.tree) for name in _imported(node))

    @property
    def ours(self) -> tuple[str, ...]:
        return tuple(name for name in self.imports if name.split(".")[0] in (*PACKAGES, "tests"))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"relative import at line {node.lineno}"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def _parsed(path: str) -> ast.Module:
    """Not parsed before a test asks: every process of the tests imports this, and one needs it."""
    return ast.parse((ROOT / path).read_text("utf-8"), path)


def _modules() -> Iterator[Module]:
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        yield Module(path=path.relative_to(ROOT).as_posix())


MODULES = tuple(_modules())


def _is_of(name: str, *allowed: str) -> bool:
    return any(name == a or name.startswith(f"{a}.") for a in allowed)


def test_imports_of_ours() -> None:
    allowed = {
        "sources": ("sources",),
        "warehouse": ("warehouse", "sources.types"),
        "flows": ("flows", "warehouse", "sources"),
    }
    assert [(m.path, name) for m in MODULES for name in m.ours if not _is_of(name, *allowed[m.package])] == []


@pytest.mark.parametrize("room", ["identity", "entities", "stories"])
def test_rooms_that_decide_have_no_connection(room: str) -> None:
    inside = [module for module in MODULES if module.path.startswith(f"warehouse/{room}/")]
    doors = ("warehouse.connection", "warehouse.load", "duckdb", "pyarrow")
    assert [(m.path, name) for m in inside for name in m.imports if _is_of(name, *doors)] == []


def test_each_library_has_its_door() -> None:
    ours = {*PACKAGES, *sys.stdlib_module_names}
    imported = {(name.split(".")[0], module.path) for module in MODULES for name in module.imports}
    assert {(lib, path) for lib, path in imported if lib not in ours and not _is_door(lib, path)} == set()


def _is_door(library: str, path: str) -> bool:
    return any(path == door or (door.endswith("/") and path.startswith(door)) for door in DOORS.get(library, ()))


def test_every_door_is_used() -> None:
    used = {(name.split(".")[0], module.path) for module in MODULES for name in module.imports}
    doors = [(library, door) for library, paths in DOORS.items() for door in paths]
    assert [(lib, door) for lib, door in doors if not any(u == lib and p.startswith(door) for u, p in used)] == []


def test_every_requirement_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = {_library(line) for line in project["dependencies"]}
    assert required == {*DOORS, *UNIMPORTED}


def _library(requirement: str) -> str:
    name = requirement.split(";")[0]
    for sign in "[<>=!~ ":
        name = name.split(sign)[0]
    name = name.replace("-", "_")
    return IMPORTED_AS.get(name, name)


def test_modules_are_small() -> None:
    long = {module.path: module.lines for module in MODULES if module.lines > LONGEST}
    assert {path: lines for path, lines in long.items() if path not in LONG_BY_NATURE} == {}


def test_nobody_else_asks_what_time_it_is() -> None:
    asked = {module.path: _clock_calls(module) for module in MODULES if module.path not in CLOCKS}
    assert {path: calls for path, calls in asked.items() if calls} == {}
    named = [(module.path, name) for module in MODULES for name in module.imports if name.startswith("time.")]
    assert [(path, n) for path, n in named if f"{n.split('.')[0]}.{n.split('.')[-1]}" in CLOCK_CALLS] == []


def _clock_calls(module: Module) -> set[str]:
    return {ast.unparse(node) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)} & CLOCK_CALLS


def test_there_is_something_to_look_at() -> None:
    assert {module.package for module in MODULES} == {*PACKAGES}
