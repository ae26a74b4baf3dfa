"""What is in a copy of the warehouse, looked at in a process of its own: `python -m warehouse.snapshot FILE`.

A damaged file may take down the process that opens it, and a copy is opened to find that out.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from warehouse.connection import Problem, connect_to_read
from warehouse.errors import WarehouseError
from warehouse.retention import Extent, extents

_LONGEST = 600  # seconds; a file of 20 GB takes about ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The schema version of a copy, its articles, and how long each file of its archive has to be."""

    schema_version: int
    articles: int
    extents: tuple[Extent, ...]


def look_into(path: Path) -> Snapshot:
    """What is in the closed warehouse file at `path`. Raises WarehouseError where it cannot be opened or read."""
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "warehouse.snapshot", str(path)],
            capture_output=True, text=True, timeout=_LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as problem:
        raise WarehouseError(f"{path} could not be read within {_LONGEST} s") from problem
    if done.returncode:
        said = (done.stderr.strip() or f"the process that read it ended with {done.returncode}").splitlines()[-1]
        raise WarehouseError(f"{path} could not be read: {said}")
    found = json.loads(done.stdout)
    lengths = tuple(Extent(file=file, end=end) for file, end in found["extents"])
    return Snapshot(schema_version=found["schema_version"], articles=found["articles"], extents=lengths)


def _main(path: Path) -> None:
    with connect_to_read(path) as db:
        version, articles = db.execute(
            "select (select max(number) from store.migrations), (select count(*) from store.articles)"
        ).fetchall()[0]
        lengths = [(extent.file, extent.end) for extent in extents(db)]
    sys.stdout.write(json.dumps({"schema_version": version, "articles": articles, "extents": lengths}))


if __name__ == "__main__":
    try:
        _main(Path(sys.argv[1]))
    except (WarehouseError, Problem) as unread:
        sys.exit(str(unread))
