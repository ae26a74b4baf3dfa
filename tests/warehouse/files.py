"""Warehouses as files, laid once a process and written out for whoever wants one of its own."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.warehouse.seeding import a_warehouse


def a_file(path: Path, *, seeded: bool = True) -> Path:
    """What `a_warehouse` makes, at `path`: a migrated file of the test's own, closed."""
    path.write_bytes(_made(seeded))
    return path


@cache
def _made(seeded: bool) -> bytes:
    """To migrate takes half a second, to fill the relations another; to write the file takes ten milliseconds."""
    with TemporaryDirectory() as folder:
        return a_warehouse(Path(folder) / "warehouse.duckdb", seeded=seeded).read_bytes()
