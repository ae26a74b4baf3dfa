"""`kabar backup`: the warehouse and the archive copied into a folder, consistent, verified, and only what is new.

    DIR/KABAR-BACKUP.txt          says what this is; written first
    DIR/warehouse-<digest>.duckdb
    DIR/archive/...               as in the home; hard links where the folder is on the same disk
    DIR/manifest.json             written last: until then the back-up of before is what stands

Nothing that the manifest in force names is touched before the new one is in its place, so whoever is killed in here
leaves the back-up of before, or none.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flows import manifest
from flows.errors import RunFailedError
from flows.lock import writing
from flows.manifest import BackedUpFile, Manifest
from flows.progress import Progress
from flows.settings import VERSION, Settings
from sources import durable
from sources.archive import Archive
from warehouse import runs
from warehouse.connection import connect, transaction
from warehouse.migrate import migrate
from warehouse.publish import refuse_half_closed

MARK = "KABAR-BACKUP.txt"
_ABOUT = """A back-up of kabar's home {home}.

It is whole if manifest.json is here. `kabar restore --check {folder}` verifies it, `kabar restore {folder}` puts it
into an empty KABAR_HOME.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSummary:
    """A back-up that was made: its files and bytes, and those of them that had to be copied or linked this time."""

    folder: str
    files: int
    bytes: int
    new_files: int
    new_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a back-up goes, and what is known to lie there."""

    folder: Path
    before: dict[str, BackedUpFile]
    link: bool


def backup(settings: Settings, folder: Path, progress: Progress, *, link: bool = True) -> BackupSummary:
    """Makes the back-up in `folder`, or brings the one there up to date. `link` lets it share the archive's files.

    Raises LockedError, WarehouseError, and RunFailedError: the folder is another's, or cannot be written.
    """
    now, run_id = settings.clock(), str(uuid4())
    with writing(settings.home, "backup", now.isoformat(timespec="seconds"), settings.lock_wait):
        version = _close(settings)
        try:
            place = _place(settings, folder.absolute(), link=link)
            made, new = _copy(settings, place, progress)
            manifest.write(place.folder, _manifest(settings, now, version, made))
            _prune(place.folder, {file.stored for file in made})
        except OSError as problem:
            raise RunFailedError(
                f"{folder} could not be written ({problem.strerror}): the back-up of before, if there is one, stands"
            ) from problem
        counts = {"files": len(made), "new_files": len(new)}
        with connect(settings.warehouse) as db, transaction(db):
            runs.start(db, run_id, "backup", now, None)
            runs.end(db, run_id, settings.clock(), "done", counts, str(place.folder))
    return BackupSummary(
        folder=str(place.folder),
        files=len(made),
        bytes=sum(f.bytes for f in made),
        new_files=len(new),
        new_bytes=sum(f.bytes for f in new),
    )


def _close(settings: Settings) -> int:
    """Brings what a killed run left in the log into the warehouse's file; the schema version."""
    with connect(settings.warehouse) as db:
        version = migrate(db)
    refuse_half_closed(settings.warehouse)
    return version


def _place(settings: Settings, folder: Path, *, link: bool) -> _Place:
    home = settings.home.absolute()
    if folder == home or home in folder.parents or folder in home.parents:
        raise RunFailedError(f"{folder} and {home} lie in each other: name a folder beside KABAR_HOME")
    if not (folder / MARK).exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RunFailedError(f"{folder} has something else in it: name an empty folder, or one that is a back-up")
        folder.mkdir(parents=True, exist_ok=True)
        durable.written(folder / MARK, _ABOUT.format(home=home, folder=folder))
    if not (folder / manifest.NAME).exists():
        return _Place(folder=folder, before={}, link=link)
    before = manifest.read(folder)
    if before.home != str(home):
        raise RunFailedError(f"{folder} is a back-up of {before.home}, this is {home}: name another folder")
    return _Place(folder=folder, before={file.path: file for file in before.files}, link=link)


def _copy(settings: Settings, place: _Place, progress: Progress) -> tuple[list[BackedUpFile], list[BackedUpFile]]:
    """Every file of the back-up as it lies there now, and those that are new."""
    names = [f"archive/{name}" for name, _ in Archive(settings.archive).files()]
    progress.begin("backup", len(names) + 1)
    made = [_warehouse(settings, place)]
    progress.advance("backup", 1, "warehouse.duckdb")
    for name in names:
        made.append(_file(settings.home / name, name, place))
        progress.advance("backup", 1, name)
    return made, [file for file in made if place.before.get(file.path) != file]


def _warehouse(settings: Settings, place: _Place) -> BackedUpFile:
    """Named by its digest: the one before stays until the manifest names this one."""
    source = settings.warehouse
    about = source.stat()
    found = durable.digest(source)
    stored = f"warehouse-{found[:16]}.duckdb"
    _put(source, place.folder / stored, found, link=False)
    return BackedUpFile(
        path="warehouse.duckdb", stored=stored, bytes=about.st_size, sha256=found, mtime_ns=about.st_mtime_ns
    )


def _file(source: Path, path: str, place: _Place) -> BackedUpFile:
    """A file of the archive; one that is there as it was the last time is not read again."""
    about, before = source.stat(), place.before.get(path)
    if before and (before.bytes, before.mtime_ns) == (about.st_size, about.st_mtime_ns):
        there = place.folder / before.stored
        if there.exists() and there.stat().st_size == before.bytes:
            return before
    found = durable.digest(source)
    stored = _name(path, before, found)
    _put(source, place.folder / stored, found, link=place.link)
    return BackedUpFile(path=path, stored=stored, bytes=about.st_size, sha256=found, mtime_ns=about.st_mtime_ns)


def _name(path: str, before: BackedUpFile | None, sha256: str) -> str:
    """Where a file goes: never over one that the manifest in force names and that has other bytes."""
    if before is None:
        return path
    return before.stored if before.sha256 == sha256 else f"{path}.{sha256[:16]}"


def _put(source: Path, target: Path, sha256: str, *, link: bool) -> None:
    """Has the bytes with this digest lie at `target`, read back after they were written. Raises RunFailedError."""
    if target.exists() and durable.digest(target) == sha256:
        return
    if link and durable.linked(source, target):
        return
    if durable.copied(source, target) != sha256 or durable.digest(target) != sha256:
        raise RunFailedError(f"{target} does not read back as it was written: is the disk sound?")


def _manifest(settings: Settings, now: datetime, version: int, made: Iterable[BackedUpFile]) -> Manifest:
    home = str(settings.home.absolute())
    return Manifest(made_at=now, home=home, kabar=VERSION, schema_version=version, files=tuple(made))


def _prune(folder: Path, named: set[str]) -> None:
    """Removes what is ours and the manifest in force does not name: of before, or left by a back-up that was killed."""
    ours = (*folder.glob("warehouse-*.duckdb*"), *folder.glob("archive/**/*"), *folder.glob(f"*{durable.COPYING}"))
    for path in sorted(set(ours), reverse=True):
        if path.is_dir():
            with suppress(OSError):
                path.rmdir()  # where it is empty
        elif path.relative_to(folder).as_posix() not in named:
            path.unlink()
