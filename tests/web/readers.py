"""People who read what is published while it is replaced: processes that ask over and over, and what they saw.

    python -m tests.web.readers KIND FILE STOP      until STOP is there; then one JSON object on stdout

Kinds: `fresh` opens the file for each query, `open` keeps it open over many, `copy` copies it slowly and asks the copy,
`sql` asks by `kabar sql`. What they ask is `HALF`: numbers that are 0 in every file that is whole and of one run.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from warehouse.connection import Connection, connect_to_read
from warehouse.query import answer

ROOT = Path(__file__).parents[2]
KINDS = ("fresh", "fresh", "open", "copy", "sql")
KEPT = 4.0  # seconds for which an open reader keeps a file
SLOWLY = 3.0  # seconds that a copy takes
_SQL = (sys.executable, "-c", "from flows.cli import main; main()", "sql")

# What must not be: rows whose other half is missing, a run that has not ended, no name or two of the file.
HALF = """
    select
        (select count(*) from kabar_info) - 1 as info,
        (select count(*) from kabar_info left join runs using (run_id) where ended_at is null) as unended,
        (select count(*) from articles anti join article_versions using (article_id, version)) as articles,
        (select count(*) from article_versions anti join articles using (article_id)) as versions,
        (select count(*) from mentions anti join article_versions using (article_id, version)) as mentions,
        (select count(*) from zones anti join article_versions using (article_id, version)) as zones,
        (select count(*) from article_entities anti join articles using (article_id)) as entities,
        (select count(*) from (select article_id from pages where article_id is not null)
         anti join articles using (article_id)) as pages,
        (select count(*) from story_articles anti join stories using (story_id)) as stories,
        (select count(*) from (select story_id from articles where story_id is not null)
         anti join story_articles using (story_id)) as told,
        (select count(*) from articles where length(text) is null) as texts,
        (select run_id::varchar from kabar_info) as run_id
"""


@dataclass(slots=True)
class Seen:
    """What one reader saw: its queries, what went wrong, half states, and each run with when it was first and last
    asked for (by the machine's clock); `oldest` is the age of the oldest file that gave an answer, in seconds."""

    kind: str
    queries: int = 0
    files: int = 0
    errors: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    runs: list[tuple[str, float, float]] = field(default_factory=list)
    oldest: float = 0.0

    def saw(self, row: Sequence[object], began: float, written: float) -> None:
        """One answer of a query begun then, from a file written then."""
        self.queries += 1
        *numbers, run_id = row
        if any(numbers):
            self.half.append(f"{run_id}: {numbers}")
        if not self.runs or self.runs[-1][0] != run_id:
            self.runs.append((str(run_id), began, began))
        self.runs[-1] = (str(run_id), self.runs[-1][1], began)
        self.oldest = max(self.oldest, time.time() - written)

    def stale(self, published: Sequence[tuple[str, float]]) -> list[str]:
        """Runs that were answered from after a later one had been published: run ids with when they were, in order."""
        found = []
        for run_id, _, last in self.runs:
            before = [name for name, at in published if at < last]
            if run_id in before[:-1]:
                found.append(f"{run_id} at {last:.1f}")
        return found


def _fresh(file: Path, seen: Seen) -> None:
    began, written = time.time(), file.stat().st_mtime
    seen.files += 1
    seen.saw(answer(file, HALF).rows[0], began, written)


def _open(file: Path, seen: Seen) -> None:
    """The same file for some seconds, and the same answer each time."""
    written, ends = file.stat().st_mtime, time.monotonic() + KEPT
    seen.files += 1
    with connect_to_read(file) as db:
        first = _all(db)
        while time.monotonic() < ends:
            seen.saw(_all(db)[0], time.time(), written)
            if _all(db) != first:
                seen.errors.append("an open file answers otherwise than before")
            time.sleep(0.3)


def _all(db: Connection) -> list[tuple[object, ...]]:
    rows = db.execute(HALF).fetchall()
    return rows + db.execute("select count(*), sum(hash(a)) from articles a").fetchall()


def _copy(file: Path, seen: Seen) -> None:
    """Like a back-up over a slow line: the file may be replaced more than once before its last byte is read."""
    seen.files += 1
    with tempfile.TemporaryDirectory() as folder, file.open("rb") as source:
        began, found = time.time(), os.fstat(source.fileno())
        with (Path(folder) / "copy.duckdb").open("wb") as target:
            for _ in range(20):
                target.write(source.read(found.st_size // 20 + 1))
                time.sleep(SLOWLY / 20)
        seen.saw(answer(Path(folder) / "copy.duckdb", HALF).rows[0], began, found.st_mtime)


def _sql(file: Path, seen: Seen) -> None:
    began, written = time.time(), file.stat().st_mtime
    seen.files += 1
    environment = os.environ | {"KABAR_HOME": str(file.parent)}
    done = subprocess.run(
        [*_SQL, HALF, "--format", "json"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        seen.errors.append(done.stderr[-500:])
    else:
        seen.saw(list(json.loads(done.stdout)[0].values()), began, written)


_ASKS: dict[str, Callable[[Path, Seen], None]] = {"fresh": _fresh, "open": _open, "copy": _copy, "sql": _sql}


def _read_until(stop: Path, kind: str, file: Path) -> Seen:
    seen = Seen(kind=kind)
    while not stop.exists():
        try:
            _ASKS[kind](file, seen)
        except Exception as error:  # noqa: BLE001 - whatever it is, a reader should not have seen it
            seen.errors.append(f"{type(error).__name__}: {error}"[:500])
            time.sleep(0.1)
        time.sleep(0.1)  # two cores have other things to do
    return seen


@contextmanager
def reading(file: Path, kinds: Sequence[str] = KINDS) -> Iterator[list[Seen]]:
    """Readers of the published file for as long as the block takes; what they saw is in the list after it."""
    found: list[Seen] = []
    with tempfile.TemporaryDirectory() as folder:
        stop = Path(folder) / "stop"
        command = [sys.executable, "-m", "tests.web.readers"]
        readers = [
            subprocess.Popen([*command, kind, str(file), str(stop)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
            for kind in kinds
        ]
        try:
            yield found
            stop.touch()
            found += [_of(json.loads(reader.communicate(timeout=60)[0])) for reader in readers]
        finally:
            for reader in readers:
                with suppress(ProcessLookupError):
                    reader.kill()
                reader.wait()


def _of(said: dict[str, object]) -> Seen:
    seen = Seen(**said)  # type: ignore[arg-type]
    seen.runs = [(name, first, last) for name, first, last in seen.runs]
    return seen


if __name__ == "__main__":
    json.dump(asdict(_read_until(Path(sys.argv[3]), sys.argv[1], Path(sys.argv[2]))), sys.stdout)
