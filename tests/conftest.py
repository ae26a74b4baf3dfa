"""What every test runs under: no way out of this machine."""

import gc
import ipaddress
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest

os.environ.pop("COLUMNS", None)  # how wide tables are is no business of whoever runs the tests

from tests.web import entities, identities, pasts
from tests.web.browser import browsing, command
from tests.web.kabar import Kabar
from tests.web.misbehaving import Misbehaving, misbehaving
from tests.web.newsrooms import at
from tests.web.pages import Looker
from tests.web.publishers import Web, publishing
from tests.web.shared import made_once


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: a third of the time tests wait for a server, a lock, a gap."""
    return (os.cpu_count() or 1) + 1


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where the long proofs are not asked for, no process reads their files: what they import takes seconds."""
    left_out = collection_path.name == "prove" and config.getoption("markexpr") == "not prove"
    return True if left_out else None


def pytest_collection_finish() -> None:
    """What thousands of collected tests consist of stays to the end: no collection of garbage looks at it again."""
    gc.freeze()


# What tests write is copied, synchronised and thrown away by the gigabyte: on a disk in memory where there is room.
MEMORY_DISK, ROOM = Path("/dev/shm"), 4 * 2**30
if MEMORY_DISK.is_dir() and os.access(MEMORY_DISK, os.W_OK) and shutil.disk_usage(MEMORY_DISK).free >= ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_DISK))

LONGEST_FIRST = ("web", "flows", "warehouse")  # then all others: whoever comes last waits for nobody


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of long tests first, so that the processes end together."""
    items.sort(key=lambda item: _place(item.path.relative_to(Path(__file__).parent).parts[0]))


def _place(folder: str) -> int:
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)


PROXY_SETTINGS = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


def _is_here(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text == socket.gethostname()
    return address.is_loopback or address.is_unspecified


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    """Outside names do not resolve, and connecting to an outside address fails the test."""
    if event == "socket.getaddrinfo" and not _is_here(arguments[0]):
        if _is_address(arguments[0]):
            return
        raise socket.gaierror(socket.EAI_NONAME, f"no names outside this machine in tests: {arguments[0]!r}")
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(address[0]):
            raise RuntimeError(f"a test tried to connect to {address!r}")


def _is_address(host: object) -> bool:
    try:
        ipaddress.ip_address(str(host))
    except ValueError:
        return False
    return True


sys.addaudithook(_stay_here)

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("kabar", deadline=None)
hypothesis.settings.load_profile("kabar")


@pytest.fixture(autouse=True)
def _no_proxy_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXY_SETTINGS:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="session", autouse=True)
def _nobody_trusted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Reading the system's certificates takes 40 ms a time, and no server here shows one of theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SSL_CERT_FILE", raising=False)
        patch.setenv("SSL_CERT_DIR", str(tmp_path_factory.mktemp("certificates")))
        yield


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as running:
        yield running


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """The simulated web, which this process reaches as its proxy."""
    with publishing() as running:
        monkeypatch.setenv("HTTP_PROXY", running.url)
        yield running


@pytest.fixture
def kabar(web: Web, tmp_path: Path) -> Kabar:
    """An installation that was never run."""
    return Kabar(home=tmp_path / "home", outlets=web.declare(tmp_path / "outlets"), web=web)


@pytest.fixture
def past(web: Web, tmp_path: Path) -> Kabar:
    """An installation that knows the newsrooms with archives, and was never run."""
    return Kabar(home=tmp_path / "home", outlets=pasts.declare(tmp_path / "outlets", *web.pasts.values()), web=web)


@contextmanager
def _publishing_alone() -> Iterator[Web]:
    """The simulated web outside of any test: this process reaches it as its proxy, and no other."""
    with publishing() as running, pytest.MonkeyPatch.context() as patch:
        for name in PROXY_SETTINGS:
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        patch.setenv("HTTP_PROXY", running.url)
        yield running


@pytest.fixture(scope="session")
def first_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after one undisturbed run, to be copied or read, never run again."""

    def make(folder: Path) -> None:
        with _publishing_alone() as web:
            Kabar(home=folder / "home", outlets=web.declare(folder / "outlets"), web=web).run()

    return made_once(tmp_path_factory, "first", make) / "home"


@pytest.fixture
def ran(kabar: Kabar, first_home: Path) -> Kabar:
    """An installation that was run once, at the clock's start."""
    shutil.copytree(first_home, kabar.home)
    return kabar


@pytest.fixture(scope="module")
def looker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looker]:
    """A browser of their own for the tests of a file, which see to it that there is one."""
    program = command()
    assert program
    with browsing(program, tmp_path_factory.mktemp("browser") / "profile") as plain:
        yield Looker(line=plain.line, said=plain.said)


@pytest.fixture(scope="session")
def watched_home(first_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after one run without, and one with, an entity file of its own; to be copied."""

    def make(folder: Path) -> None:
        home = Path(shutil.copytree(first_home, folder / "home"))
        with _publishing_alone() as web:
            people = entities.declare(folder / "entities")
            Kabar(home=home, outlets=web.declare(folder / "outlets"), web=web, entities=people).run()

    return made_once(tmp_path_factory, "watched", make) / "home"


@pytest.fixture
def watching(kabar: Kabar, watched_home: Path, tmp_path: Path) -> Kabar:
    """An installation that knows some people in the news."""
    shutil.copytree(watched_home, kabar.home)
    return replace(kabar, entities=entities.declare(tmp_path / "entities"))


@pytest.fixture(scope="session")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the newsrooms' outlet files, a home after a run at each of their hours, never to be run again, and
    what was published after each: `0.duckdb` and so on."""

    def make(folder: Path) -> None:
        with _publishing_alone() as web:
            kabar = Kabar(home=folder / "home", outlets=identities.declare(folder / "outlets"), web=web)
            for n, hours in enumerate(identities.HOURS):
                web.clock.now = at(hours)
                kabar.run(*identities.IDS)
                shutil.copy(kabar.home / "kabar.duckdb", folder / f"{n}.duckdb")

    return made_once(tmp_path_factory, "days", make)


@pytest.fixture
def newsrooms(web: Web, tmp_path: Path, two_days: Path) -> Kabar:
    """An installation of its own after those two days."""
    web.clock.now = at(identities.HOURS[-1])
    home = Path(shutil.copytree(two_days / "home", tmp_path / "home"))
    return Kabar(home=home, outlets=two_days / "outlets", web=web)
