"""How long `kabar sql "select 1"` takes, beside DuckDB from Python on the same file, in turns.

.venv/bin/python -m tests.benchmarks.starting [rounds]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from warehouse.connection import connect
from warehouse.migrate import migrate

ROUNDS = 15
LIMIT = 2.0  # times DuckDB alone
BARE = "import duckdb; print(duckdb.connect('{}', read_only=True).execute('select 1').fetchall())"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        published = Path(folder) / "kabar.duckdb"
        with connect(published) as db:
            migrate(db)
        kabar = (str(Path(sys.executable).with_name("kabar")), "sql", "select 1")
        bare = (sys.executable, "-c", BARE.format(published))
        taken = [(seconds(kabar, folder), seconds(bare, folder)) for _ in range(rounds + 1)][1:]
    for name, n in (("seconds", 0), ("of them of a core", 1)):
        ours, theirs = (median(pair[which][n] for pair in taken) for which in (0, 1))
        print(f"{name:18} kabar sql {ours:.3f}   duckdb {theirs:.3f}   ratio {ours / theirs:.2f} (limit {LIMIT})")


def seconds(command: tuple[str, ...], home: str) -> tuple[float, float]:
    """How long a command takes by the clock, and of a core."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "KABAR_HOME": home})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
