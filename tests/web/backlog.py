"""A backlog: thousands of pages that were read and not placed, so that deciding on them takes a while.

They are written straight into the warehouse, between the pages that an installation has: one in forty names another as
its original, two in sixty have one long text, the rest are notices of a line.
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.warehouse.identity.writing import story
from tests.web import identities
from tests.web.kabar import Kabar
from tests.web.newsrooms import at
from warehouse import identify
from warehouse.connection import connect, transaction
from warehouse.integrity import Contradiction, contradictions_of

TEXTS = 60  # long ones, each printed several times

_PAGES = """
    create temp table backlog as
    select
        i, uuid() as document_id, 'pindah' as outlet_id, $site || i || '-kabar-dari-desa' as url,
        if(i % 40 = 7, $site || (i - 1) || '-kabar-dari-desa', '') as claim,
        md5('page' || i)::uuid as page_id,
        $first::timestamptz + i * ($last::timestamptz - $first) / $pages as seen_at,
        if(i % 60 < 2, $texts[(i // 60) % len($texts) + 1], 'Warga desa nomor ' || i || ' menunggu kabar.') as body
    from range($pages) r(i);
    insert into store.pages by name
    select outlet_id, url, 'feed' as discovered_via, seen_at as first_seen_at, 1 as attempts,
           seen_at as last_attempt_at, 'ok' as outcome, '' as detail, page_id, 0 as checks
    from backlog;
    insert into store.documents by name
    select document_id, 'page' as purpose, url as key, outlet_id, url, url as final_url, 200 as status,
           'text/html' as content_type, seen_at as fetched_at, 'ok' as outcome, '2025/06/11/backlog.warc.gz' as file,
           i * 900 as "offset", 900 as length, sha256(url) as digest, 900 as bytes, true as extracted
    from backlog;
    insert into store.extractions by name
    select document_id, outlet_id, url, page_id, seen_at as observed_at, 'kabar' as extractor, 'ok' as outcome,
           '' as detail, 'Kabar dari desa' as title, body as text, body, 'id' as lang, 'full' as access,
           len(string_split(body, ' ')) as word_count, seen_at as published_at, 'jsonld' as published_from,
           'second' as published_precision, [] as authors, '' as section, '' as description, [] as tags,
           claim as canonical_url, '' as dateline, '' as desk, sha256(body) as text_digest, false as placed
    from backlog;
    insert into store.zones by name
    select document_id, 'title' as zone, 0 as char_start, length('Kabar dari desa') as char_end from backlog
    union all by name select document_id, 'body' as zone, 0 as char_start, length(body) as char_end from backlog;
    drop table backlog;
"""


def fill(home: Path, pages: int, hours: tuple[float, ...]) -> None:
    """Adds so many pages to the home's warehouse, read between the first of these hours and the last."""
    values = {
        "pages": pages, "site": "http://pindah.test:8080/arsip/", "first": at(hours[0]), "last": at(hours[-1]),
        "texts": [story(180, 100 + n) for n in range(TEXTS)],
    }  # fmt: skip
    with connect(home / "warehouse.duckdb") as db, transaction(db):
        for statement in _PAGES.split(";\n"):
            if statement.strip():
                wanted = {name: value for name, value in values.items() if f"${name}" in statement}
                db.execute(statement, wanted or None)


def undecided(kabar: Kabar) -> Kabar:
    """The same installation, in which nothing is decided now: all that was waits to be decided anew."""
    with connect(kabar.home / "warehouse.duckdb") as db, transaction(db):
        identify.reset(db, identities.IDS)
    return kabar


# What is true of a warehouse in which a part is not decided yet; nothing else may contradict itself in it.
WAITING = {
    "a page that was read waits for its article", "a standing decision merged nothing",
    "an article is linked that is there no more",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What somebody who was killed left: how many pages have their place, and what contradicts itself."""

    placed: int
    halves: tuple[Contradiction, ...]


def left(home: Path) -> Left:
    """What is in the warehouse of a home, which is not touched by this."""
    with tempfile.TemporaryDirectory() as folder:
        for file in home.glob("warehouse.duckdb*"):
            shutil.copy(file, folder)
        with connect(Path(folder) / "warehouse.duckdb") as db:
            placed = db.execute("select count(*) from store.extractions where placed").fetchall()[0][0]
            halves = tuple(c for c in contradictions_of(db) if c.what not in WAITING)
    return Left(placed=placed, halves=halves)
