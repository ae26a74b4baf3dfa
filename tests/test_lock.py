"""`make setup` installs what requirements.txt lists and nothing else (--no-deps): so the lists have to be whole."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent


def pinned(lock: str) -> dict[str, Requirement]:
    lines = re.findall(r"^[A-Za-z0-9][^\s\\]*==[^\\\n]*", (ROOT / lock).read_text(), re.MULTILINE)
    return {canonicalize_name(line.name): line for line in map(Requirement, lines)}


def wanted(name: str, extras: frozenset[str]) -> list[Requirement]:
    """What the installed distribution needs here, with these extras; nothing where it is not for this machine."""
    try:
        lines = [Requirement(line) for line in requires(name) or ()]
    except PackageNotFoundError:
        return []
    return [line for line in lines if not line.marker or any(line.marker.evaluate({"extra": e}) for e in extras | {""})]


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.txt", {"build"}), ("requirements-dev.txt", {"build", "dev"})]
)
def test_the_lock_names_all_that_is_needed_in_a_version_that_fits(lock: str, extras: set[str]) -> None:
    pins, seen = pinned(lock), set()
    waiting = [("kabar", frozenset(extras))]
    while waiting:
        step = waiting.pop()
        if step in seen:
            continue
        seen.add(step)
        for need in wanted(*step):
            name = canonicalize_name(need.name)
            assert name in pins, f"{step[0]} needs {need}, which {lock} does not pin"
            (pin,) = pins[name].specifier
            assert need.specifier.contains(pin.version, prereleases=True), f"{step[0]} needs {need}, pinned: {pin}"
            waiting.append((name, frozenset(need.extras)))
    assert len({name for name, _ in seen}) > 50


def test_setup_installs_the_lists_alone() -> None:
    installs = [line for line in (ROOT / "Makefile").read_text().splitlines() if "-r requirements" in line]
    assert len(installs) == 2
    assert all("--require-hashes --no-deps" in line for line in installs)
