"""What it costs to settle 200 new articles beside 10,000, 100,000 and a million: `python -m tests.benchmarks.linking`.

The articles are made up: fingerprints of some twenty traits drawn from skewed lists of firms, people and amounts, nine
events in ten of one article, one of two to seven. Two densities are printed, for the ratio depends on it: the same
2,700 articles a day however many there are (10,000 are four days, a million is a year), which is how a warehouse grows;
and all of them within one year (27 to 2,700 a day), where the articles that are near in time grow a hundredfold too.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from flows import linking
from warehouse import linked, linkers, settling
from warehouse.articles import ArticleRow
from warehouse.connection import Connection, connect, transaction
from warehouse.fingerprints import KeyRow, address_key, hour_of, row_of
from warehouse.identity.ids import article_id
from warehouse.linked import LinkedRow
from warehouse.load import append
from warehouse.migrate import migrate
from warehouse.settling import Settled
from warehouse.stories.fingerprint import rare_keys
from warehouse.stories.model import Fingerprint, Trait
from warehouse.stories_kept import MemberRow, Moment, StoryRow

SIZES = (10_000, 100_000, 1_000_000)
DENSITY = 2_700  # articles a day
FRESH = 200
END = datetime(2026, 7, 1, tzinfo=UTC)
CHUNK = 20_000
OUTLETS = [f"outlet-{n}" for n in range(20)]
FIRMS, NAMES, WORDS = 3_000, 400_000, 5_000
MADE = 50_000
_ID = "md5({}::varchar || $k::varchar)::uuid as {}"
_AT = "{0} - to_hours($hours) as {0}"
_NO = "article_no + $off as article_no"
COPIED = {
    "linked": f"{_NO}, {_ID.format('article_id', 'article_id')}",
    "fingerprints": f"{_NO}, {_ID.format('article_id', 'article_id')}, {_AT.format('published_at')}",
    "rare_keys": f"{_NO}, (hour - $hours)::integer as hour",
    "articles": f"{_ID.format('article_id', 'article_id')}, {_AT.format('first_seen_at')}",
    "story_articles": f"{_ID.format('story_id', 'story_id')}, {_ID.format('article_id', 'article_id')}",
    "stories": f"{_ID.format('story_id', 'story_id')}, {_ID.format('first_article_id', 'first_article_id')}, "
    f"{_AT.format('first_at')}",
}
SYLLABLES = tuple(a + b for a in "bdgjklmnprstwz" for b in ("a", "e", "i", "o", "un"))
MOMENT = Moment(now=END, run_id="11111111-1111-4111-8111-111111111111")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="of articles stored")
    parser.add_argument("--turns", type=int, default=3, help="of which the median is printed")
    options = parser.parse_args()
    sizes = [size for size in SIZES if size <= options.most]
    print(f"{'stored':>10}{'a day':>8}{'laid':>8}{'settle 200':>12}{'cpu':>8}{'ratio':>8}{'waiting':>9}{'stories':>9}")
    for days in (None, 365):
        first = 0.0
        for size in sizes:
            took = row(size, days or size / DENSITY, options.turns, first)
            first = first or took
        print()


def row(size: int, days: float, turns: int, first: float) -> float:
    """Lay so many articles, settle 200 more, print a line; the seconds of processors that settling took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        began = time.perf_counter()
        lay(path, size, days)
        laid = time.perf_counter() - began
        found = sorted((once(path, turn) for turn in range(turns)), key=lambda one: one[0])
    cpu, took, waiting, done = found[len(found) // 2]
    ratio = cpu / first if first else 1.0
    print(
        f"{size:>10,}{size / days:>8,.0f}{laid:>7.0f}s{took:>11.2f}s{cpu:>7.2f}s{ratio:>8.2f}{waiting:>8.2f}s"
        f"{done.stories:>9}",
        flush=True,
    )
    return cpu


def once(path: Path, turn: int) -> tuple[float, float, float, Settled]:
    """Settles 200 new articles in a copy; seconds of processors and by the clock, and of finding out what waits."""
    apart = Path(shutil.copy(path, path.with_name(f"turn-{turn}.duckdb")))
    chance = random.Random(turn)
    made = articles(chance, END - timedelta(hours=6), 1 + turn, FRESH)
    fresh = list(islice(made, FRESH))
    with connect(apart) as db:
        with transaction(db):
            last = db.execute("select max(article_no) from store.linked").fetchall()[0][0]
            record(db, fresh, last + 1, settled=False)
        began = time.perf_counter()
        linked.vanished(db)
        linked.redated(db)
        linked.pending(db, 1)
        waiting = time.perf_counter() - began
        began, cpu = time.perf_counter(), time.process_time()
        with transaction(db):
            done = settling.settle(db, linking.rules_of(()), MOMENT)
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
    apart.unlink()
    return cpu, took, waiting, done


# ------------------------------------------------------------------ articles that nobody wrote


def lay(path: Path, size: int, days: float) -> None:
    """A warehouse of so many articles, spread over the days before the end, each a story of its own.

    The newest 50,000 are made (18 days, at the greater density), and stand there again, as often as needed, that much
    earlier each time: what is out of the window need not be new.
    """
    chance = random.Random(1)
    made = size // -(-size // MADE)
    span = timedelta(days=days * made / size)
    with connect(path) as db:
        migrate(db)
        linkers.declare(db, "benchmark", END)
        coming = articles(chance, END - span, 0, made)
        for first in range(1, made + 1, CHUNK):
            some = list(islice(coming, min(CHUNK, made + 1 - first)))
            with transaction(db):
                record(db, some, first, settled=True)
                stand(db, some)
        copy(db, made, size, span)


def copy(db: Connection, made: int, size: int, span: timedelta) -> None:
    """The articles again, the oldest first and numbered in the order of time, as a warehouse has them."""
    if size <= made:
        return
    times = size // made
    for table in COPIED:
        db.execute(f"create temp table made_{table} as from store.{table}; delete from store.{table}")
    for k in reversed(range(times)):
        values = {"off": (times - 1 - k) * made, "k": k, "hours": int(k * span.total_seconds() // 3600)}
        for table, columns in COPIED.items():
            used = {name: value for name, value in values.items() if f"${name}" in columns}
            db.execute(f"insert into store.{table} by name select * replace ({columns}) from made_{table}", used)
    for table in COPIED:
        db.execute(f"drop table made_{table}")


def articles(chance: random.Random, begin: datetime, seed: int, total: int) -> Iterator[Fingerprint]:
    """Articles of made-up events, in order of time."""
    step = (END - begin) / max(total, 1)
    event: list[Trait] = []
    left, n = 0, 0
    while True:
        if not left:
            event, left = happening(chance), 1 if chance.random() < 0.9 else chance.randint(2, 7)
        left -= 1
        at = begin + n * step
        yield article(chance, f"{seed}-{n}", at, event)
        n += 1


def happening(chance: random.Random) -> list[Trait]:
    """What all articles of an event say: firms that are often in the news, people who seldom are, figures."""
    firms = {skewed(chance, FIRMS) for _ in range(3)}
    people = {skewed(chance, NAMES, 0.25) for _ in range(3)}
    return [
        *(Trait("entity", f"firm-{n}", "lead", 2, weight(n, FIRMS), f"Firm {n}") for n in firms),
        *(Trait("name", person(n), "lead", 2, 6.5, person(n).title()) for n in people),
        *(
            Trait("amount", f"USD {chance.randint(10, 999)}{'0' * chance.randint(3, 9)}", "lead", 1, 7.5, "US$")
            for _ in range(chance.random() < 0.4)
        ),
        Trait("action", chance.choice(("hire", "raise", "launch", "sue", "cut")), "title", 1, 2.0, "x"),
    ]


def article(chance: random.Random, name: str, at: datetime, event: list[Trait]) -> Fingerprint:
    """One telling of an event: most of what it has, and words of its own."""
    kept = [trait for trait in event if chance.random() < 0.85]
    words = {skewed(chance, WORDS) for _ in range(14)}
    own = [Trait("concept", f"word-{n}", "body", 1, weight(n, WORDS), f"w{n}") for n in words]
    outlet = chance.choice(OUTLETS)
    return Fingerprint(
        article_id=article_id(outlet, name), outlet_id=outlet, group_id=outlet, lang=chance.choice(("en", "id")),
        published_at=at, kind="news", title=f"Title {name}", traits=tuple(sorted([*kept, *own])),
    )  # fmt: skip


def person(n: int) -> str:
    """A first name and a family name, out of syllables."""
    return f"{_word(n * 7919 % 4_000)} {_word(n * 104_729 % 90_000)}"


def _word(n: int) -> str:
    said = ""
    for _ in range(3 if n < 4_000 else 4):
        n, at = divmod(n, len(SYLLABLES))
        said += SYLLABLES[at]
    return said


def skewed(chance: random.Random, most: int, exponent: float = 0.35) -> int:
    """A number below `most`; small ones are far more frequent."""
    return int(most ** (chance.random() ** exponent)) - 1


def weight(n: int, most: int) -> float:
    """More for what is rarer."""
    return round(1 + 6 * (n + 1) / most if n > most / 100 else 1.0 + n / most, 2)


def record(db: Connection, some: list[Fingerprint], first: int, *, settled: bool) -> None:
    """Writes articles as if they had been read; numbered from `first`."""
    append(
        db, "store.linked",
        [
            LinkedRow(article_no=n, article_id=one.article_id, document_id=one.article_id, tagger_no=1, linker_no=1,
                      settled=settled)
            for n, one in enumerate(some, first)
        ],
    )  # fmt: skip
    append(db, "store.fingerprints", [row_of(n, one) for n, one in enumerate(some, first)])
    keys = [
        KeyRow(article_no=n, hour=hour_of(one.published_at), key=key)
        for n, one in enumerate(some, first)
        for key in (address_key(one.article_id), *(key >> 1 for key in rare_keys(one)))
    ]
    append(db, "store.rare_keys", keys)
    rows = [
        ArticleRow(article_id=one.article_id, outlet_id=one.outlet_id, url=f"https://x.test/{n}",
                   first_seen_at=one.published_at, discovered_via="feed")
        for n, one in enumerate(some, first)
    ]  # fmt: skip
    append(db, "store.articles", rows)


def stand(db: Connection, some: list[Fingerprint]) -> None:
    """Makes each a story of its own: which stories stand costs the same."""
    append(db, "store.story_articles", [MemberRow(one.article_id, one.article_id, 1.0, "") for one in some])
    rows = [
        StoryRow(story_id=one.article_id, title=one.title, first_at=one.published_at, first_outlet_id=one.outlet_id,
                 first_article_id=one.article_id, began_at=END)
        for one in some
    ]  # fmt: skip
    append(db, "store.stories", rows)


if __name__ == "__main__":
    main()
