"""`kabar doctor`: what could keep kabar from working here, and the way out of each."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from flows.lock import holder
from flows.settings import VERSION, Settings, unknown_variables
from sources import proxies
from sources.catalogue import load
from sources.errors import FetchError
from sources.network import Wire
from warehouse import query
from warehouse.entities import gazetteer
from warehouse.errors import WarehouseError

LEAST_FREE = 2 * 1024**3  # bytes: a day of all outlets takes some 100 MB, publishing a second copy of the warehouse
OLDEST_CLOCK = datetime(2025, 6, 1, tzinfo=UTC)  # kabar was written later
_PROXIES = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: whether it is well, what it is, and the way out where it is not."""

    ok: bool
    what: str
    found: str
    remedy: str = ""


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Everything that is looked at, the well and the unwell; what is well needs no remedy."""
    findings = (
        *_versions(),
        _clock(settings),
        *_disk(settings),
        _proxy(),
        _lock(settings),
        *_outlets(settings),
        *_entities(settings),
        _contact(settings),
        *_strange_settings(),
        _prefect(),
        _published(settings),
    )
    return tuple(replace(finding, remedy="") if finding.ok else finding for finding in findings)


def _versions() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        ok=(3, 11) <= sys.version_info[:2] <= (3, 14), what="Python", found=python, remedy="use Python 3.11 to 3.14"
    )
    libraries = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "prefect", "trafilatura", "feedparser"))
    yield Finding(ok=True, what="kabar", found=f"{VERSION} ({libraries})")


def _clock(settings: Settings) -> Finding:
    if settings.now:
        return Finding(
            ok=False, what="clock", found=f"stands at {settings.now.isoformat()}",
            remedy="unset KABAR_NOW, unless recorded days are being replayed",
        )  # fmt: skip
    now = datetime.now(UTC)
    return Finding(
        ok=now > OLDEST_CLOCK, what="clock", found=now.isoformat(timespec="seconds"), remedy="set the machine's clock"
    )


def _disk(settings: Settings) -> Iterator[Finding]:
    there = next(folder for folder in (settings.home, *settings.home.absolute().parents) if folder.exists())
    writable = there.is_dir() and _is_writable(there)
    yield Finding(
        ok=writable, what="KABAR_HOME", found=str(settings.home.absolute()),
        remedy=f"{there} cannot be written: give yourself the right, or set KABAR_HOME",
    )  # fmt: skip
    free = shutil.disk_usage(there).free
    yield Finding(
        ok=free >= LEAST_FREE, what="disk", found=f"{free / 1024**3:.1f} GiB free",
        remedy=f"free some space: below {LEAST_FREE / 1024**3:.0f} GiB a run may not be able to publish",
    )  # fmt: skip


def _is_writable(folder: Path) -> bool:
    """Tried, not asked: rights alone do not tell for root, or for a folder that is none."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _proxy() -> Finding:
    """Proxies and certificates as a run would read them; nothing is connected to."""
    named = [f"{name}={_without_login(os.environ[name])}" for name in (*_proxies(), "NO_PROXY", *_CERTIFICATES)
             if os.environ.get(name)]  # fmt: skip
    remedy = ""
    try:
        Wire(allow_private=False).close()
    except FetchError as error:
        remedy = way_out(error)
    return Finding(ok=not remedy, what="proxy", found=", ".join(named) or "none", remedy=remedy)


def way_out(error: FetchError) -> str:
    """One sentence on what `open_web` ended with: the variables that are wrong, and what to do about them.

    The values are not repeated: a proxy's may hold a password.
    """
    if error.kind == "tls":
        name = next(
            name for name in _CERTIFICATES if os.environ.get(name)
        )  # a folder fails only where no file is named
        return f"{name} cannot be read as certificates ({error.detail}): correct or unset it"
    if names := " and ".join(name for name in _proxies() if not _is_proxy(os.environ[name])):
        return f"{names} names no http or https proxy: write http://host:port, or unset it"
    return str(error)


def _proxies() -> tuple[str, ...]:
    """The variables that name a proxy, in whatever case: small letters are what most programs look for first."""
    return tuple(sorted(n for n, value in os.environ.items() if value and n.upper() in _PROXIES))


def _is_proxy(value: str) -> bool:
    try:
        proxies.parsed(value)
    except FetchError:
        return False
    return True


def _without_login(value: str) -> str:
    return re.sub(r"^(\w{1,20}://)?.*@", r"\1***@", value)


def _lock(settings: Settings) -> Finding:
    who = holder(settings.home)
    if who is None:
        return Finding(ok=True, what="lock", found="free")
    return Finding(ok=True, what="lock", found=f"held by `kabar {who.command}`, process {who.pid}, since {who.since}")


def _outlets(settings: Settings) -> Iterator[Finding]:
    catalogue = load(settings.outlets)
    feeds = sum(len(outlet.feeds) for outlet in catalogue.outlets)
    yield Finding(ok=True, what="outlets", found=f"{len(catalogue.outlets)} outlets, {feeds} feeds")
    for fault in catalogue.faults:
        yield Finding(ok=False, what="outlet file", found=f"{fault.file}: {fault.key}", remedy=fault.remedy)


def _entities(settings: Settings) -> Iterator[Finding]:
    loaded = gazetteer.load(settings.entities)
    entities = loaded.gazetteer.entities
    aliases = sum(len(entity.aliases) for entity in entities)
    yield Finding(ok=True, what="entities", found=f"{len(entities)} entities, {aliases} aliases")
    for fault in loaded.faults:
        place = f"{fault.file}, line {fault.line}" if fault.line else fault.file
        value = f' "{fault.value}"' if fault.value else ""
        yield Finding(ok=False, what="entity file", found=f"{place}: {fault.key}{value}", remedy=fault.remedy)


def _contact(settings: Settings) -> Finding:
    return Finding(
        ok=bool(settings.contact), what="user agent", found=settings.user_agent,
        remedy="set KABAR_CONTACT to an address or page where publishers reach you",
    )  # fmt: skip


def _strange_settings() -> Iterator[Finding]:
    for sentence in unknown_variables(dict(os.environ)):
        yield Finding(ok=False, what="environment", found=sentence, remedy="correct or unset it")


def _prefect() -> Finding:
    url = os.environ.get("PREFECT_API_URL")
    return Finding(ok=True, what="Prefect", found=url or "no PREFECT_API_URL: runs work without a server")


def _published(settings: Settings) -> Finding:
    if not settings.published.exists():
        return Finding(ok=False, what="published file", found="not there yet", remedy="`kabar run` writes it")
    try:
        info = query.answer(settings.published, "select schema_version, published_at from kabar_info").rows[0]
    except (WarehouseError, IndexError) as problem:
        return Finding(ok=False, what="published file", found=str(problem), remedy="`kabar run` writes it anew")
    return Finding(ok=True, what="published file", found=f"schema {info[0]}, of {info[1]:%Y-%m-%d %H:%M:%S}Z")
