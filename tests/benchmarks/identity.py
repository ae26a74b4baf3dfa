"""What 200 new articles cost in a warehouse of 10 thousand, 100 thousand and a million: loading and identifying them.

.venv/bin/python -m tests.benchmarks.identity [sizes...]

The stored articles are invented by SQL, one a minute: bodies of some 280 words, three keys and a fingerprint each. The
new ones take the pipeline's own way: entries, pages, documents, extractions, then `identify`. Every tenth is a copy of
the one before.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from sources.types import Article, Extraction, Zone
from tests.warehouse.seeding import NOW, a_poll, an_outlet, fetched, identified, kept, seen
from warehouse import documents, entries, extractions, feeds, pages
from warehouse.connection import Connection, connect, transaction
from warehouse.migrate import migrate

SIZES = (10_000, 100_000, 1_000_000)
BATCH, BATCHES = 200, 7
WORDS = [f"{a}{b}{c}" for a in ("ka", "me", "ber", "pen") for b in ("lo", "ri", "sa", "tu", "ni") for c in range(40)]
SITE = "https://contoh.test/berita"
LIMIT = 2.0  # times the cost at the smallest size

_STORED = """
    create temp table numbers as
    select i, uuid() as page_id, uuid() as document_id, $now::timestamptz - ($rows - i) * interval 1 minute as at_
    from range($rows) r(i);
    insert into store.pages by name
    select 'contoh' as outlet_id, $site || '/tersimpan/' || i as url, 'feed' as discovered_via,
           at_ as first_seen_at, 1 as attempts, at_ as last_attempt_at, 'ok' as outcome, '' as detail, page_id
    from numbers;
    insert into store.entries by name
    select uuid() as entry_id, 'https://contoh.test/rss' as feed_url, 'contoh' as outlet_id, 'g' || i as guid,
           $site || '/tersimpan/' || i as link, $site || '/tersimpan/' || i as url, page_id,
           md5(i::varchar) as title, md5((i + 1)::varchar) as excerpt, [] as authors, ['Tekno'] as categories,
           'id' as lang, '' as published_raw, at_ as published_at, 'second' as published_precision, '' as updated_raw,
           '{}' as said, 0 as place, at_ as first_seen_at, at_ as last_seen_at, true as keyed
    from numbers;
    insert into store.documents by name
    select document_id, 'page' as purpose, $site || '/tersimpan/' || i as key, 'contoh' as outlet_id, key as url,
           key as final_url, 200 as status, 'text/html' as content_type, at_ as fetched_at, 'ok' as outcome,
           '2025/06/11/a.warc.gz' as file, i * 9000 as "offset", 9000 as length, sha256(i::varchar) as digest,
           9000 as bytes, true as extracted
    from numbers;
    insert into store.extractions by name
    select document_id, 'contoh' as outlet_id, $site || '/tersimpan/' || i as url, page_id, at_ as observed_at,
           'kabar' as extractor, 'ok' as outcome, '' as detail, md5(i::varchar) as title,
           md5(i::varchar) || ' ' || b.body as text, md5(i::varchar) || ' ' || b.body as body, 'id' as lang,
           'full' as access, 280 as word_count, at_ as published_at, 'jsonld' as published_from,
           'second' as published_precision, ['Ani'] as authors, 'tekno' as section, '' as description, [] as tags,
           '' as canonical_url, '' as dateline, '' as desk, sha256(i::varchar) as text_digest, true as placed
    from numbers join bodies b on b.n = i % 2000;
    insert into store.keys
    select page_id, 'contoh', kind, i::varchar, 'url', at_, hash(i, kind)
    from numbers, (values ('address'), ('outlet'), ('guid')) k(kind);
    insert into store.articles select page_id, 'contoh', $site || '/tersimpan/' || i, at_, 'feed' from numbers;
    insert into store.versions
    select page_id, 1, document_id, at_, null, at_, 'jsonld', 'second', ['Ani'], 'tekno', true, at_ from numbers;
    insert into store.signatures
    select i + 1, document_id, at_, 280, unhex(sha256(i::varchar)),
           unhex(array_to_string([sha256(i::varchar || '-' || j) for j in range(16)], '')) from numbers;
    insert into store.bands select hash(i, j), i + 1 from numbers, range(32) b(j);
"""


def main() -> None:
    sizes = tuple(int(a) for a in sys.argv[1:]) or SIZES
    print(f"{BATCH} new articles a batch, median of {BATCHES}; one process a size", flush=True)
    print(
        f"{'stored':>10} {'load ms':>8} {'identify ms':>12} {'both':>6} {'bytes an article':>17} {'peak MB':>8}",
        flush=True,
    )
    costs = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            warehouse = str(Path(folder) / "warehouse.duckdb")
            apart("--fill", str(size), warehouse)
            per_article = Path(warehouse).stat().st_size / size
            load, identify, peak = (float(word) for word in apart("--batches", warehouse).split())
        costs[size] = load + identify
        print(
            f"{size:>10,} {load:>8.0f} {identify:>12.0f} {costs[size]:>6.0f} {per_article:>17,.0f} {peak:>8,.0f}",
            flush=True,
        )
    ratio = costs[sizes[-1]] / costs[sizes[0]]
    print(f"at {sizes[-1]:,} it takes {ratio:.2f} times the {sizes[0]:,} (limit {LIMIT}); peak {peak / 1000:.2f} GB")


def apart(*arguments: str) -> str:
    """Does one part in a process of its own, so that one's memory is not another's."""
    command = [sys.executable, "-m", "tests.benchmarks.identity", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def batches(warehouse: Path) -> None:
    """Prints the median milliseconds of loading and identifying a batch, and the most memory held in MB."""
    spent = [batch(warehouse, n) for n in range(BATCHES)]
    load, identify = (1000 * median(times) for times in zip(*spent, strict=True))
    print(load, identify, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def fill(warehouse: Path, size: int) -> None:
    """Makes a warehouse of `size` articles."""
    with connect(warehouse) as db:
        migrate(db)
        feeds.declare(db, [an_outlet()])
        db.execute("set memory_limit = '8GB'; create temp table bodies (n bigint, body varchar)")
        chance = random.Random(7)
        db.executemany("insert into bodies values (?, ?)", [(n, prose(chance)) for n in range(2000)])
        values = {"rows": size, "now": NOW, "site": SITE}
        for statement in _STORED.split(";\n")[:-1]:
            db.execute(statement, {name: value for name, value in values.items() if f"${name}" in statement})
        db.execute("drop table numbers; drop table bodies; checkpoint")


def prose(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=280))


def batch(warehouse: Path, number: int) -> tuple[float, float]:
    """Loads and identifies one batch; the seconds of each, opening and closing the file included."""
    chance = random.Random(number)
    at = NOW + timedelta(hours=number + 1)
    urls = [f"{SITE}/baru/{number}-{n}" for n in range(BATCH)]
    texts = [prose(chance) for _ in range(BATCH)]
    for n in range(10, BATCH, 10):
        texts[n] = texts[n - 1]
    began = time.perf_counter()
    with connect(warehouse) as db:
        with transaction(db):
            load(db, urls, texts, at)
        loaded = time.perf_counter()
        done = identified(db, now=at)
    ended = time.perf_counter()
    assert (done.articles, done.copies) == (BATCH, BATCH // 10 - 1), done
    return loaded - began, ended - loaded


def load(db: Connection, urls: list[str], texts: list[str], at: datetime) -> None:
    """What polling, fetching and extracting write."""
    listed = (seen(at.hour * BATCH + n, url=url, title=f"Judul {url}", at=at) for n, url in enumerate(urls))
    poll = a_poll(*listed, at=at)
    entries.record(db, [poll])
    pages.discover(db, [poll])
    pages.record(db, [fetched(url, at=at) for url in urls])
    documents.index(db, [kept(url, at=at, n=n) for n, url in enumerate(urls)])
    unread = extractions.unread(db)
    bodies = dict(zip(urls, texts, strict=True))
    extractions.record(
        db,
        [(page, Extraction(key=page.document_id, outcome="ok", article=article(page.url, bodies))) for page in unread],
        "bench",
    )


def article(url: str, bodies: dict[str, str]) -> Article:
    text = bodies[url]
    title = " ".join(text.split()[:7])
    zones = Zone(zone="title", char_start=0, char_end=len(title)), Zone(zone="body", char_start=0, char_end=len(text))
    return Article(title=title, text=text, body=text, lang="id", word_count=280, access="full", zones=zones)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fill"]:
        fill(Path(sys.argv[3]), int(sys.argv[2]))
    elif sys.argv[1:2] == ["--batches"]:
        batches(Path(sys.argv[2]))
    else:
        main()
