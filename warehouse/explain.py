"""Everything known about one article, in the order it happened: entries, fetches, versions, zones, and the rest.

Read from the published file. The sections are queries; a section with no rows is left out.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.connection import Connection, connect_to_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the explanation: a heading, column names, rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


_SECTIONS = (
    (
        "article",
        "select article_id, outlet_id, title, lang, authors, section, published_at, published_from, "
        "published_precision, access, word_count, version, dateline, desk, first_seen_at, duplicate_of, story_id "
        "from articles where url = $url",
    ),
    (
        "page",
        "select outcome, extraction, attempts, first_seen_at, next_attempt_at, detail from pages where url = $url",
    ),
    (
        "entries",
        "select feed_url, guid, title, published_raw, published_at, first_seen_at, last_seen_at, link "
        "from entries where url = $url order by first_seen_at, feed_url",
    ),
    (
        "fetches",
        "select url, started_at, outcome, status, bytes, ms, detail from fetches "
        "where purpose = 'page' and url in ($url, $fetched) order by started_at",
    ),
    (
        "archive",
        'select fetched_at, status, bytes, digest, file, "offset" from store.documents '
        "where purpose = 'page' and key = $url order by fetched_at",
    ),
    (
        "versions",
        "select version, observed_at, change_kind, title, length(text) as characters from article_versions "
        "where article_id in (select article_id from articles where url = $url) order by version",
    ),
    (
        "zones",
        "select z.version, z.zone, count(*) as parts, sum(z.char_end - z.char_start) as characters, "
        "any_value(if(z.zone = 'title', v.title, substring(v.text, z.char_start + 1, "
        "least(80, z.char_end - z.char_start)))) as example "
        "from zones z join article_versions v using (article_id, version) "
        "where article_id in (select article_id from articles where url = $url) group by all order by all",
    ),
    (
        "mentions",
        "select entity_id, zone, surface, char_start, score, rule from mentions "
        "where article_id in (select article_id from articles where url = $url) order by version, zone, char_start",
    ),
    (
        "sources",
        "select how, confidence, original_url, evidence from derivations "
        "where article_id in (select article_id from articles where url = $url)",
    ),
)


def known_address(published: Path, candidates: tuple[str, ...]) -> str:
    """The first of `candidates` that is a page's address, a feed's link or what a request asked for; "" if none is."""
    with connect_to_read(published) as db:
        for candidate in candidates:
            found = db.execute(
                "select url from pages where url = $a union all select url from entries where link = $a or guid = $a "
                "union all select key from store.documents where purpose = 'page' and $a in (url, final_url) limit 1",
                {"a": candidate},
            ).fetchone()
            if found:
                return str(found[0])
    return ""


def explain(published: Path, url: str, fetched: str) -> tuple[Section, ...]:
    """All that is known of the page at canonical address `url`, asked for as `fetched`."""
    with connect_to_read(published) as db:
        sections = tuple(_section(db, name, sql, url, fetched) for name, sql in _SECTIONS)
    return tuple(section for section in sections if section.rows)


def text_of(published: Path, url: str) -> str:
    """The body of the article at `url`, as people read it; empty where there is none."""
    with connect_to_read(published) as db:
        found = db.execute("select body from articles where url = ?", [url]).fetchone()
    return str(found[0]) if found else ""


def _section(db: Connection, name: str, sql: str, url: str, fetched: str) -> Section:
    values = {"url": url} | ({"fetched": fetched} if "$fetched" in sql else {})
    found = db.execute(sql, values)
    columns = tuple(str(c[0]) for c in found.description or ())
    return Section(name=name, columns=columns, rows=tuple(found.fetchall()))
