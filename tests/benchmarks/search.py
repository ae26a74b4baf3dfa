"""What search costs over many articles: `python -m tests.benchmarks.search [FILE]`.

The index's first build and its bytes, a run that brought nothing and one that brought 200 articles, then questions,
beside a scan of the same texts (`ilike`). Each is measured in a process of its own, as a person's question is: wall
time and processor time of the work, without starting Python; a question is asked twice, the second time is told.
FILE is a published file (tests.benchmarks.synthetic lays them); without one, 100,000 articles are laid for it.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.synthetic import NOW, lay
from warehouse.connection import connect, connect_to_read
from warehouse.search import Wanted, search
from warehouse.searching.keeping import keep

LIMIT = 1_000  # ms: of a question
QUESTIONS = {
    "Thinking Machines": Wanted(words="Thinking Machines"),
    "a phrase": Wanted(words='"Thinking Machines"'),
    "pendanaan awal": Wanted(words="pendanaan awal"),
    "raising": Wanted(words="raising"),
    "three frequent words": Wanted(words="yang dan di"),
    "about an entity": Wanted(words="pendanaan", entity_id="meta-platforms"),
    "of an outlet, a week": Wanted(words="startup", outlet_ids=("techcrunch",), since=NOW - timedelta(days=7)),
    "nothing, advised": Wanted(words="pendanan zzyzx"),
}
_SCAN = (
    "select v.article_id, e.title from store.versions v join store.extractions e using (document_id) "
    "where v.latest and (e.title ilike $like or e.body ilike $like) order by v.published_at desc limit 20"
)
# As after a run that brought 200 articles: they lie at the end.
_NEWER = (
    "update store.extractions set text_digest = text_digest || '2' "
    "where rowid > (select max(rowid) - 200 from store.extractions)"
)


def main() -> None:
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(once(*sys.argv[2:])))
        return
    given = Path(sys.argv[1]) if sys.argv[1:] else None
    with tempfile.TemporaryDirectory(dir=given.parent if given else None) as folder:
        file, index = Path(folder) / "kabar.duckdb", Path(folder) / "search"
        if given:
            shutil.copyfile(given, file)
        else:
            lay(file, 100_000, now=NOW)
        measure(file, index)


def measure(file: Path, index: Path) -> None:
    """The index's life, then the questions."""
    tell("first build", "keep", file, index)
    print(f"   {sum(f.stat().st_size for f in index.rglob('*') if f.is_file()) / 1e6:,.0f} MB of index")
    tell("nothing new", "keep", file, index)
    with connect(file) as db:
        db.execute(_NEWER)
    tell("200 new articles", "keep", file, index)
    for name in QUESTIONS:
        tell(name, "ask", file, index, name, limit=LIMIT)
    for words in ("Thinking Machines", "pendanaan awal"):
        tell(f"ilike {words!r}", "scan", file, index, words)


def tell(name: str, what: str, *about: object, limit: float = float("inf")) -> None:
    """One measurement, made in a process of its own and told in a line."""
    command = [sys.executable, "-m", "tests.benchmarks.search", "--once", what, *map(str, about)]
    ms, cpu, memory, said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    late = "  beyond the limit" if ms > limit else ""
    print(f"{name:26} {ms:9,.0f} ms {cpu:9,.0f} ms of processor {memory:6,.0f} MB  {said}{late}", flush=True)


def once(what: str, file: str, index: str, about: str = "") -> tuple[float, float, float, str]:
    """Wall ms, processor ms, peak MB, and what came of it."""
    if what == "ask":
        ask(what, file, index, about)
    wall, cpu = time.perf_counter(), time.process_time()
    said = ask(what, file, index, about)
    spent = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)
    return *spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, said


def ask(what: str, file: str, index: str, about: str) -> str:
    """What came of it, in words."""
    if what == "keep":
        kept = keep(Path(file), Path(index))
        return f"{kept.come:,} in, {kept.gone:,} out{', anew' if kept.anew else ''}"
    if what == "ask":
        found = search(Path(file), Path(index), QUESTIONS[about], NOW)
        return f"{found.total:,} found" if found.hits else found.advice
    with connect_to_read(Path(file)) as db:
        return f"{len(db.execute(_SCAN, {'like': f'%{about}%'}).fetchall())} rows"


if __name__ == "__main__":
    main()
