"""What is in a warehouse, to compare: whole tables, and what a run must end with however it went."""

import gzip
from pathlib import Path
from typing import Any

from sources.archive import Archive
from warehouse.connection import connect
from warehouse.query import answer

Rows = list[tuple[Any, ...]]

# Content without times, run ids and places in the archive. Ids stay: they are made of addresses and of what was said.
# By which of two feeds a page was seen first (discovered_via) is left out: that is whoever answered first.
CONTENT = {
    "articles": "select article_id, outlet_id, url from store.articles",
    "versions": """
        select v.article_id, v.version, v.published_at, v.published_from, v.published_precision, v.authors, v.section,
               e.title, e.text_digest
        from store.versions v join store.extractions e using (document_id)""",
    "extractions": "select * exclude (document_id, observed_at) from store.extractions",
    "zones": """
        select e.outlet_id, e.url, z.zone, z.char_start, z.char_end
        from store.zones z join store.extractions e using (document_id)""",
    "pages": "select outlet_id, url, outcome from store.pages",
    "entries": "select * exclude (first_seen_at, last_seen_at, place) from store.entries",
}

# What walking the routes to past days leaves, without times and run ids; by which route a page was found is told here.
WALKED = {
    "walked": """
        select outlet_id, route, day_from, day_until, step, url, outcome, listed, new, leads_to, spent
        from store.walked""",
    "walked_days": "select outlet_id, route, day, status, reason, found from store.walked_days",
    "finds": """
        select outlet_id, route, day_from, step, url, link, title, published_at, published_precision
        from store.finds""",
    "pages": "select outlet_id, url, outcome, discovered_via, route from store.pages",
}

# All that identifying writes, but for the numbers of fingerprints, which stand for documents.
DECIDED = {
    **{t: f"from store.{t}" for t in ("articles", "versions", "duplicates", "redirects", "keys", "absences")},
    "signatures": "select * exclude (signature_no) from store.signatures",
    "bands": "select document_id, band from store.bands join store.signatures using (signature_no)",
    "shown": "select * exclude (text, body) from articles",
}

# What names a row of each table once.
KEYS = {
    "articles": "article_id",
    "versions": "article_id, version",
    "extractions": "document_id",
    "zones": "document_id, zone, char_start, char_end",
    "pages": "outlet_id, url",
    "entries": "entry_id",
    "documents": "document_id",
    "feeds": "feed_url",
    "outlets": "outlet_id",
    "runs": "run_id",
}


def store(home: Path, sql: str) -> Rows:
    """What `sql` selects from the pipeline's own file."""
    with connect(home / "warehouse.duckdb") as db:
        return db.execute(sql).fetchall()


def published(home: Path, sql: str) -> Rows:
    """What `sql` selects from the file that people open."""
    return list(answer(home / "kabar.duckdb", sql).rows)


def content(home: Path) -> dict[str, Rows]:
    """What the web said and what was made of it, table by table, in order."""
    return _answers(home, CONTENT)


def decided(home: Path) -> dict[str, Rows]:
    """All that was decided of what is one with what, table by table, in order."""
    return _answers(home, DECIDED)


def everything(home: Path, *tables: str) -> dict[str, Rows]:
    """Whole tables, in order."""
    return _answers(home, {table: f"from store.{table}" for table in tables})


def past(home: Path) -> dict[str, Rows]:
    """The same, with what walking the routes to past days left."""
    return _answers(home, CONTENT | WALKED)


def counts(home: Path) -> dict[str, int]:
    """How many rows every table has."""
    tables = store(home, "select table_name from information_schema.tables where table_schema = 'store'")
    return _numbers(home, {table: f"select count(*) from store.{table}" for (table,) in tables})


def twice(home: Path) -> dict[str, int]:
    """Tables in which a key stands more than once; empty when all is well."""
    sql = "select count(*) from (select 1 from store.{} group by {} having count(*) > 1)"
    found = _numbers(home, {table: sql.format(table, key) for table, key in KEYS.items()})
    return {table: n for table, n in found.items() if n}


def _answers(home: Path, questions: dict[str, str]) -> dict[str, Rows]:
    with connect(home / "warehouse.duckdb") as db:
        return {name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in questions.items()}


def _numbers(home: Path, questions: dict[str, str]) -> dict[str, int]:
    return {name: int(found[0][0]) for name, found in _answers(home, questions).items()}


def archived(home: Path) -> int:
    """How many documents the archive holds; every file is whole to its last byte, else this raises EOFError."""
    archive = Archive(home / "archive")
    for file, _ in archive.files():
        gzip.decompress((home / "archive" / file).read_bytes())
    return sum(1 for file, _ in archive.files() for _ in archive.scan(file))
