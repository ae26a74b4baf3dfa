"""The only door to DuckDB: opening the warehouse, transactions, and what its values look like outside.

The pipeline alone opens `warehouse.duckdb`, and writes in one short transaction after the other; people open the
published copy, read-only. While a process holds a DuckDB file nobody else opens it, not even to read.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError

Connection = duckdb.DuckDBPyConnection
Problem = duckdb.Error
Config = dict[str, str | bool | int | float | list[str]]

# The newest file format that DuckDB 1.5 writes: 194 MB for 100k articles, against 421 MB in the default one.
STORAGE_VERSION = "v1.5.0"
# Beyond this DuckDB works on disk. Its own default is four fifths of the machine's memory.
MEMORY = "1GB"
# What a reader may take: somebody's query is not to push the pipeline out of the memory, or fill the disk it writes to.
READERS_MEMORY, READERS_DISK = "2GB", "4GB"


@contextmanager
def connect(path: Path) -> Iterator[Connection]:
    """The warehouse at `path`, created if it is not there; all in the file and none in its log at the end, and closed.

    Inside a block of its own it shares what that has open: DuckDB takes 18 ms to open a warehouse, and .4 to share one.
    Raises WarehouseError when the file is held by another process, is no DuckDB file, or the disk is full.
    """
    with says_what(path):
        db = _opened(path)
        try:
            db.execute("set timezone = 'UTC'; set preserve_insertion_order = true")
            yield db
            _checkpoint(db)
        finally:
            db.close()


@contextmanager
def kept_open(path: Path) -> Iterator[None]:
    """Keeps the warehouse open for the blocks of `connect` inside, so that they have it sooner.

    Raises WarehouseError as `connect`.
    """
    with says_what(path):
        db = _opened(path)
    try:
        yield
    finally:
        db.close()


def _opened(path: Path) -> Connection:
    return duckdb.connect(
        str(path), config={"storage_compatibility_version": STORAGE_VERSION, "memory_limit": MEMORY}
    )  # fmt: skip


def _checkpoint(db: Connection) -> None:
    """What closing does, but for a file that is open elsewhere in this process.

    Where another thread is in the middle of a transaction, that one's block does it for both at its end.
    """
    try:
        db.execute("checkpoint")
    except duckdb.TransactionException as problem:
        if "other write transactions" not in str(problem):
            raise


@contextmanager
def connect_to_read(path: Path) -> Iterator[Connection]:
    """The published file at `path`, read-only, with no way to files, the network or settings.

    Raises WarehouseError when it is not there, cannot be read, or has not the relations that the block asks for.
    """
    with _opened_to_read(path, _readers_config(), "") as db:
        yield db


def _readers_config() -> Config:
    """No way out, and what does not fit into memory goes where anybody may write: the home may be another's."""
    return {
        "enable_external_access": "false",
        "memory_limit": READERS_MEMORY,
        "max_temp_directory_size": READERS_DISK,
        "temp_directory": str(Path(tempfile.gettempdir()) / f"kabar-{os.getpid()}"),
    }


@contextmanager
def connect_to_export(path: Path, folder: Path, scratch: Path) -> Iterator[Connection]:
    """The published file at `path`, read-only, with a way to files of `folder` and to no others; for our own SQL alone.

    What does not fit into memory goes into `scratch`, a folder in it. Raises WarehouseError as `connect_to_read`, and
    where the folder cannot be written.
    """
    place = str(folder).replace("'", "''")
    bounds = f"set allowed_directories = ['{place}']; set enable_external_access = false; "
    config: Config = {"memory_limit": MEMORY, "temp_directory": str(scratch)}
    with _opened_to_read(path, config, bounds) as db, says_what(folder):
        yield db


@contextmanager
def _opened_to_read(path: Path, config: Config, bounds: str) -> Iterator[Connection]:
    """The published file, with these settings, and these set as soon as it is open; none can be set after that."""
    if not path.exists():
        raise WarehouseError(f"{path} is not there yet: it is written by the first `kabar run`")
    with says_what(path, "; `kabar run` publishes it anew"):
        db = _readable(path, config)
        try:
            db.execute(f"{bounds}set timezone = 'UTC'; set enable_progress_bar = false; set lock_configuration = true")
            yield db
        except (duckdb.CatalogException, duckdb.BinderException) as strange:
            said = str(strange).splitlines()[0]
            raise WarehouseError(
                f"{path} is not of this kabar's making ({said}); `kabar run` makes it anew"
            ) from strange
        finally:
            db.close()


def _readable(path: Path, config: Config) -> Connection:
    try:
        return duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.IOException as problem:
        if "WAL" not in str(problem):
            raise
        raise WarehouseError(
            f"{path} was opened for writing by somebody, who left {path.name}.wal beside it: remove that one, and open "
            "what is published read-only"
        ) from problem


@contextmanager
def says_what(path: Path, way_out: str = "") -> Iterator[None]:
    """Turns what DuckDB says of a file it cannot use into one sentence with the way out, of a damaged one `way_out`."""
    try:
        yield
    except RuntimeError as problem:
        if "interrupted" not in str(problem):
            raise
        raise KeyboardInterrupt from problem  # DuckDB takes Ctrl-C during a query for itself, and raises this instead
    except duckdb.InterruptException as problem:
        raise KeyboardInterrupt from problem
    except duckdb.Error as problem:
        said = str(problem)
        if not isinstance(problem, duckdb.IOException | duckdb.FatalException) and not _is_full(said):
            raise
        raise WarehouseError(_file_trouble(path, said, way_out)) from problem


def _is_full(said: str) -> bool:
    """A disk that fills while committing is no IOException of DuckDB's."""
    return "No space left" in said or "Could not write" in said


def _file_trouble(path: Path, said: str, way_out: str) -> str:
    if "lock" in said:
        return f"{path} is held by another process; wait for it, or close what has it open ({said.splitlines()[0]})"
    if _is_full(said):
        return f"{path} could not be written, the disk is full; free some space and run again ({said.splitlines()[0]})"
    return f"{path} could not be used: {said.splitlines()[0]}{way_out}"


@contextmanager
def transaction(db: Connection) -> Iterator[Connection]:
    """All of the block's writes, or none."""
    db.begin()
    try:
        yield db
    except BaseException:
        db.rollback()
        raise
    db.commit()
