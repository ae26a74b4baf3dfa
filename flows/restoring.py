"""`kabar restore`: a back-up verified from its first byte to its last, and put into an empty home.

While a home is being restored it carries a mark, which keeps every other command from writing there; whoever is killed
in here is followed by another `kabar restore` of the same back-up, which takes up what lies there already.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows import manifest
from flows.batches import raise_all
from flows.errors import RunFailedError
from flows.lock import RESTORING, writing
from flows.manifest import BackedUpFile, Manifest
from flows.progress import Progress
from flows.publishing import publish_again
from flows.settings import Settings
from sources import durable
from warehouse.errors import WarehouseError
from warehouse.migrate import shipped_migrations
from warehouse.snapshot import look_into

_OURS = ("kabar.lock", RESTORING)  # and what begins so


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A back-up that was verified; `troubles` are sentences, and it is good where there are none."""

    folder: str
    made_at: str
    schema_version: int
    files: int
    bytes: int
    articles: int
    troubles: tuple[str, ...]


def check_backup(folder: Path, progress: Progress) -> BackupReport:
    """Reads the whole back-up: every file against its digest, the warehouse, that all it tells of is there.

    Raises RunFailedError where there is no manifest to go by.
    """
    folder = folder.absolute()
    found = manifest.read(folder)
    progress.begin("verify", len(found.files))
    troubles = [trouble for file in found.files if (trouble := _verified(folder / file.stored, file, progress))]
    articles = 0
    try:
        articles, more = _warehouse(folder, found)
        troubles += more
    except WarehouseError as problem:
        troubles.append(str(problem))
    return BackupReport(
        folder=str(folder),
        made_at=found.made_at.isoformat(timespec="seconds"),
        schema_version=found.schema_version,
        files=len(found.files),
        bytes=sum(file.bytes for file in found.files),
        articles=articles,
        troubles=tuple(dict.fromkeys(troubles)),
    )


def restore(settings: Settings, folder: Path, progress: Progress) -> Manifest:
    """Puts the back-up in `folder` into the home, which must be empty; every file is verified.

    Raises LockedError, WarehouseError, and RunFailedError: no whole back-up, a home with something in it, a disk that
    is full.
    """
    folder, now = folder.absolute(), settings.clock()
    found = manifest.read(folder)
    _refuse_newer(found)
    with writing(settings.home, "restore", now.isoformat(timespec="seconds"), settings.lock_wait):
        try:
            _mark(settings.home, found)
            _put_back(settings, folder, found, progress)
            bugs = publish_again(settings, now, say=progress.say)
            (settings.home / RESTORING).unlink()
        except OSError as problem:
            raise RunFailedError(
                f"{settings.home} could not be written ({problem.strerror}): "
                "free some space and run the same `kabar restore` again"
            ) from problem
    raise_all(bugs)
    return found


def _mark(home: Path, found: Manifest) -> None:
    """Notes which back-up is being put back; refuses a home with anything else in it."""
    mark, name = home / RESTORING, f"{found.home} {found.made_at.isoformat()}\n"
    if mark.exists():
        if mark.read_text("utf-8") != name:
            raise RunFailedError(f"{home} is being restored from another back-up: go on with that one, or empty {home}")
        return
    if there := sorted(path.name for path in home.iterdir() if not path.name.startswith(_OURS)):
        raise RunFailedError(f"{home} is not empty ({there[0]} lies there): set KABAR_HOME to an empty folder")
    durable.written(mark, name)


def _put_back(settings: Settings, folder: Path, found: Manifest, progress: Progress) -> None:
    """The archive first, the warehouse last: a home has no warehouse before it has all that the warehouse tells of."""
    progress.begin("restore", len(found.files))
    for file in sorted(found.files, key=lambda one: one.path == "warehouse.duckdb"):
        target = _inside(settings.home, file.path)
        if not (target.exists() and target.stat().st_size == file.bytes and durable.digest(target) == file.sha256):
            read = durable.copied(folder / file.stored, target)
            if read != file.sha256 or durable.digest(target) != file.sha256:
                raise RunFailedError(f"{folder / file.stored} is damaged: use another back-up")
        progress.advance("restore", 1, file.path)


def _inside(home: Path, path: str) -> Path:
    """Where a file of the manifest belongs: below the home, whatever its name tries."""
    target = home / path
    if not target.resolve().is_relative_to(home.resolve()):
        raise RunFailedError(f"the back-up names a file outside the home ({path}): use another back-up")
    return target


def _verified(path: Path, file: BackedUpFile, progress: Progress) -> str:
    """What is wrong with one file; empty where nothing is."""
    progress.advance("verify", 1, file.path)
    try:
        if path.stat().st_size != file.bytes:
            return f"{path} has {path.stat().st_size} bytes, and had {file.bytes}"
        return "" if durable.digest(path) == file.sha256 else f"{path} is damaged: its bytes are not those of then"
    except OSError as problem:
        return f"{path} cannot be read: {problem.strerror}"


def _warehouse(folder: Path, found: Manifest) -> tuple[int, list[str]]:
    """The articles in the warehouse's copy, and what is wrong with it or not there of what it tells of."""
    stored = {file.path: file for file in found.files}
    if "warehouse.duckdb" not in stored:
        return 0, ["the back-up has no warehouse"]
    inside = look_into(folder / stored["warehouse.duckdb"].stored)
    troubles = list(_missing(stored, {f"archive/{extent.file}": extent.end for extent in inside.extents}))
    if inside.schema_version != found.schema_version:
        troubles.append(f"the warehouse has schema version {inside.schema_version}, not {found.schema_version}")
    return inside.articles, troubles


def _missing(stored: dict[str, BackedUpFile], ends: dict[str, int]) -> Iterator[str]:
    for path, end in ends.items():
        if path not in stored:
            yield f"the warehouse has documents in {path}, which is not in the back-up"
        elif stored[path].bytes < end:
            yield f"{path} is too short for the documents that the warehouse has in it"


def _refuse_newer(found: Manifest) -> None:
    known = shipped_migrations()[-1].number
    if found.schema_version > known:
        raise RunFailedError(
            f"the back-up has schema version {found.schema_version}, this kabar knows {known}: "
            f"it was made by kabar {found.kabar}; install that one or a newer one"
        )
