"""Everything known about one article, in the order it happened: entries, fetches, versions, zones, and the rest.

Read from the published file. The sections are queries; a section with no rows is left out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from warehouse import chosen
from warehouse.connection import Connection, connect_to_read
from warehouse.identity.difference import as_line, difference, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the explanation: a heading, column names, rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


# The article whose page is at $url, as `mine`; its addresses, as `ours`. Laid out once: every section asks for them.
_MINE = """
    create or replace temp table mine as
        select coalesce(r.leads_to, p.page_id) as article_id
        from store.pages p
        left join store.redirects r on r.article_id = p.page_id
        where p.url = $url and coalesce(r.leads_to, p.page_id) in (select article_id from store.articles)
"""
_OURS = """
    create or replace temp table ours as
        select p.outlet_id, p.url
        from store.pages p
        left join store.redirects r on r.article_id = p.page_id
        where coalesce(r.leads_to, p.page_id) in (from mine) or p.url = $url
"""
_CURRENT = "select document_id from store.versions where latest and article_id in (from mine)"

_SECTIONS = (
    (
        "article",
        "select article_id, outlet_id, url, title, lang, authors, section, published_at, published_from, "
        "published_precision, first_published_at, access, word_count, version, change_kind, dateline, desk, "
        "first_seen_at, duplicate_of, story_id from articles where article_id in (from mine)",
    ),
    (
        "page",
        "select url, outcome, extraction, attempts, first_seen_at, next_attempt_at, check_at, detail "
        "from pages where url in (select url from ours) order by first_seen_at, url",
    ),
    (
        "entries",
        "select feed_url, guid, title, published_raw, published_at, first_seen_at, last_seen_at, link "
        "from entries where url in (select url from ours) order by first_seen_at, feed_url",
    ),
    (
        "fetches",
        "select url, started_at, outcome, status, bytes, ms, detail from fetches "
        "where purpose = 'page' and url in (select url from ours union all select $fetched) order by started_at",
    ),
    (
        "archive",
        'select fetched_at, status, bytes, outcome, digest, file, "offset", gone_at from store.documents '
        "where purpose = 'page' and key in (select url from ours) order by fetched_at",
    ),
    (
        "keys",
        "select p.url, k.kind, k.value, k.said_by, k.seen_at from store.keys k "
        "join store.pages p using (page_id) where (p.outlet_id, p.url) in (from ours) "
        "order by k.seen_at, p.url, k.kind, k.value",
    ),
    (
        "decisions",
        "select d.relation, d.rule, d.score, p.url, o.url as duplicate_of, d.agency, d.evidence, d.decided_at, "
        "d.undone_at, d.undone_by from duplicates d "
        "left join store.pages p on p.page_id = d.article_id left join store.pages o on o.page_id = d.duplicate_of "
        "where (p.outlet_id, p.url) in (from ours) or (o.outlet_id, o.url) in (from ours) order by d.decided_at, p.url",
    ),
    (
        "versions",
        "select v.version, v.observed_at, v.change_kind, e.title, length(e.text) as characters "
        "from store.versions v join {texts} e using (document_id) "
        "where v.article_id in (from mine) order by v.version",
    ),
    (
        "zones",
        "select v.version, z.zone, count(*) as parts, sum(z.char_end - z.char_start) as characters, "
        "any_value(if(z.zone = 'title', e.title, substring(e.text, z.char_start + 1, "
        "least(80, z.char_end - z.char_start)))) as example "
        "from store.versions v join {texts} e using (document_id) join store.zones z using (document_id) "
        "where v.article_id in (from mine) group by all order by all",
    ),
    (
        "mentions",
        "select entity_id, zone, surface, char_start, score, rule from store.mentions "
        f"where document_id in ({_CURRENT}) order by zone <> 'title', char_start",
    ),
    (
        "amounts",
        "select surface, value, value_to, currency, converted_from, zone, char_start from store.amounts "
        f"where document_id in ({_CURRENT}) order by zone <> 'title', char_start",
    ),
    (
        "citations",
        "select role, kind, outlet_id, url, evidence, char_start from store.citations "
        f"where document_id in ({_CURRENT}) order by role = 'background', char_start, kind",
    ),
    (
        "derivations",
        "select how, confidence, original_url, original_outlet_id, original_id is not null as is_here, evidence, "
        "since_at, until_at from store.derivations where article_id in (from mine) "
        "order by until_at is not null, confidence desc, since_at, original_url",
    ),
    (
        "retellings",
        "select a.outlet_id, a.url, d.how, d.confidence, d.evidence from store.derivations d "
        "join store.articles a using (article_id) where d.original_id in (from mine) and d.until_at is null "
        "order by d.confidence desc, a.url",
    ),
    (
        "story",
        "select s.story_id, s.title, s.first_at, s.first_outlet_id, m.score, m.why, "
        "(select count(*) from store.story_articles o where o.story_id = m.story_id) as articles "
        "from store.story_articles m join store.stories s using (story_id) where m.article_id in (from mine)",
    ),
)


def known_address(published: Path, candidates: tuple[str, ...]) -> str:
    """The page that the first of `candidates` means: its address, a feed's link, what was asked for, or its id."""
    with connect_to_read(published) as db:
        for candidate in candidates:
            found = db.execute(
                "select url from pages where url = $a union all select url from entries where link = $a or guid = $a "
                "union all select key from store.documents where purpose = 'page' and $a in (url, final_url) "
                "union all select url from store.pages where page_id::varchar = $a limit 1",
                {"a": candidate},
            ).fetchone()
            if found:
                return str(found[0])
    return ""


def explain(published: Path, url: str, fetched: str) -> tuple[Section, ...]:
    """All that is known of the article that has a page at canonical address `url`, asked for as `fetched`."""
    with connect_to_read(published) as db, _laid_out(db, url) as texts:
        sections = [_section(db, name, sql.format(texts=texts), fetched) for name, sql in _SECTIONS]
        sections.insert(1 + [s.name for s in sections].index("versions"), _changes(db, texts))
    return tuple(section for section in sections if section.rows)


def text_of(published: Path, url: str) -> str:
    """The body of the article that has a page at `url`, as people read it; empty where there is none."""
    with connect_to_read(published) as db, _laid_out(db, url) as texts:
        found = db.execute(f"select body from {texts} join store.versions using (document_id) where latest").fetchone()
    return str(found[0]) if found else ""


@contextmanager
def _laid_out(db: Connection, url: str) -> Iterator[str]:
    """Lays out `mine` and `ours`, and the extractions that the article's versions show, whose name is yielded."""
    db.execute(_MINE, {"url": url})
    db.execute(_OURS, {"url": url})
    rows = db.execute("select document_id::varchar from store.versions where article_id in (from mine)").fetchall()
    with chosen.extractions(db, "document_id", [document_id for (document_id,) in rows]) as texts:
        yield texts


def _changes(db: Connection, texts: str) -> Section:
    """What each version changed: `[-gone-]{+new+}`, with a few words either side."""
    rows = db.execute(
        "select v.article_id, v.version, v.change_kind, e.title, e.body from store.versions v "
        f"join {texts} e using (document_id) where v.article_id in (from mine) order by v.article_id, v.version"
    ).fetchall()
    changes = [
        (version, kind, part, as_line(shortened(difference(old, new))))
        for (one, _, _, *before), (other, version, kind, *after) in pairwise(rows)
        if one == other
        for part, old, new in zip(("title", "body"), before, after, strict=True)
        if old != new
    ]
    return Section(name="changes", columns=("version", "change_kind", "part", "change"), rows=tuple(changes))


def _section(db: Connection, name: str, sql: str, fetched: str) -> Section:
    found = db.execute(sql, {"fetched": fetched} if "$fetched" in sql else None)
    columns = tuple(str(c[0]) for c in found.description or ())
    return Section(name=name, columns=columns, rows=tuple(found.fetchall()))
