"""What README and packaging promise: commands, relations, settings, make targets; pinned requirements; the wheel."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from typer.main import get_command

from flows.cli import app
from flows.settings import Settings
from tests.warehouse.files import a_file
from warehouse.migrate import shipped_macros, shipped_views
from warehouse.query import answer

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
RELATIONS = [view.name for view in shipped_views()]
MACROS = [f"{macro.name}({macro.columns[0][0]})" for macro in shipped_macros()]
SETTINGS = [f"KABAR_{name.upper()}" for name in Settings.model_fields]
TARGETS = re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str) -> None:
    assert re.search(rf"\bkabar {command}\b", README)


@pytest.mark.parametrize("relation", [*RELATIONS, *MACROS])
def test_the_readme_names_every_relation(relation: str) -> None:
    assert f"`{relation}`" in README


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_readme_names_every_setting(setting: str) -> None:
    assert re.search(rf"\b{setting}\b", README)


@pytest.mark.parametrize("target", sorted({*TARGETS} - {"help"}))  # which is what `make` alone does
def test_the_readme_names_every_make_target(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", README)


def test_the_readme_names_nothing_that_is_not_there() -> None:
    assert set(re.findall(r"(?:`|\.venv/bin/)kabar ([a-z-]+)", README)) <= {*COMMANDS}
    assert set(re.findall(r"\bKABAR_[A-Z_]+\b", README)) <= {*SETTINGS}
    every = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)
    assert set(re.findall(r"`make ([a-z-]+)", README)) <= {*every}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("readme") / "kabar.duckdb")


QUERIES = [
    query.strip()
    for block in re.findall(r"^```sql\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for query in re.sub(r"--.*", "", block).split(";")
    if query.strip()
]


@pytest.mark.parametrize("sql", QUERIES)
def test_the_queries_of_the_readme_are_answered(published: Path, sql: str) -> None:
    assert answer(published, sql).columns


def test_make_has_what_a_newcomer_and_ci_call() -> None:
    assert {"setup", "run", "test", "check", "demo", "bench", "prove"} <= {*TARGETS}


# ------------------------------------------------------------------ requirements

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([\w.!+]+)( ; .+)?((?: --hash=sha256:[0-9a-f]{64})+)$")


def _pins(file: str) -> dict[str, tuple[Version, str]]:
    """Each library's pinned version, and the marker that limits it."""
    text = (ROOT / file).read_text("utf-8")
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.replace("\\\n", " ").splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    found = [PIN.match(line) for line in wanted]
    assert [line[:80] for line, match in zip(wanted, found, strict=True) if not match] == []
    return {canonicalize_name(m[1]): (Version(m[2]), m[3] or "") for m in found if m}


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_requirements_are_pinned_with_hashes_and_hold_no_address(file: str) -> None:
    assert _pins(file)
    assert "://" not in (ROOT / file).read_text("utf-8")


def _admitted(requirements: list[str], file: str) -> list[str]:
    """The requirements that the file does not pin, or pins outside the range."""
    pins = _pins(file)
    wanted = [Requirement(line) for line in requirements]
    missing = [str(r) for r in wanted if canonicalize_name(r.name) not in pins]
    outside = [
        str(r) for r in wanted if str(r) not in missing and pins[canonicalize_name(r.name)][0] not in r.specifier
    ]
    return missing + outside


def test_the_ranges_of_the_project_admit_what_is_pinned() -> None:
    assert _admitted(PROJECT["dependencies"], "requirements.txt") == []
    assert _admitted(PROJECT["optional-dependencies"]["dev"], "requirements-dev.txt") == []


def test_both_files_pin_the_same_versions() -> None:
    users, developers = (_pins(file) for file in REQUIREMENTS)
    assert {name: pin for name, pin in users.items() if developers.get(name, pin) != pin} == {}


def test_what_is_installed_here_is_what_is_pinned() -> None:
    pins = _pins("requirements.txt")
    names = [canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]]
    assert {name: version(name) for name in names if Version(version(name)) != pins[name][0]} == {}


# ------------------------------------------------------------------ the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=100)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_every_file_that_the_code_reads(wheel: zipfile.ZipFile) -> None:
    ours = [path for package in ("flows", "sources", "warehouse") for path in (ROOT / package).rglob("*")]
    wanted = {path.relative_to(ROOT).as_posix() for path in ours if path.suffix in (".py", ".sql", ".toml")}
    assert wanted - set(wheel.namelist()) == set()
    assert {suffix for suffix in (".sql", ".toml") if any(name.endswith(suffix) for name in wanted)} == {
        ".sql",
        ".toml",
    }


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"flows", "sources", "warehouse"}


def test_the_wheel_brings_the_command(wheel: zipfile.ZipFile) -> None:
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "kabar = flows.sql:main" in wheel.read(entry_points).decode()
