"""Stories laid into a warehouse by hand: articles as if read and compared, and what was found between them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b, sha256
from uuid import NAMESPACE_URL, uuid5

from tests.warehouse.seeding import NOW, RUN, an_outlet, kept
from warehouse import current, feeds, publish
from warehouse.connection import Connection
from warehouse.documents import document_id
from warehouse.identity.ids import article_id
from warehouse.load import joined

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
# Outlets: whose group, in which language. Two of them have one owner.
OUTLETS = {
    "ledger": ("ledger", "en"), "gazette": ("gazette", "en"), "kabarkini": ("nusa", "id"), "warta": ("nusa", "id"),
    "harian": ("harian", "id"),
}  # fmt: skip


def declare(db: Connection, at: datetime = NOW) -> None:
    """The outlets, and that the file was published then."""
    outlets = [
        replace(an_outlet(name), group_id=group, language=lang) for name, (group, lang) in OUTLETS.items()
    ]  # fmt: skip
    feeds.declare(db, outlets)
    publish.sign(db, RUN, at)


def url(outlet: str, n: int) -> str:
    return f"https://{outlet}.test/a/{n}"


def an_id(outlet: str, n: int = 1) -> str:
    """The id of the outlet's nth article."""
    return article_id(outlet, url(outlet, n))


def lay(
    db: Connection, outlet: str, n: int = 1, *, at: datetime, title: str = "", text: str = "Satu dua tiga.",
    kind: str = "news", precision: str = "minute",
) -> str:  # fmt: skip
    """An article of the outlet, read, identified, and compared: its id.

    Written as a run leaves it: to let a run's functions read, identify and keep it takes .1 s (test_laid.py has both).
    """
    one, address, (group, lang) = an_id(outlet, n), url(outlet, n), OUTLETS[outlet]
    number = int(uuid5(NAMESPACE_URL, address)) % 10**9
    document = kept(address, n=number, at=at, outlet_id=outlet)
    values = {
        "id": one, "outlet": outlet, "url": address, "group": group, "lang": lang, "at": at, "kind": kind,
        "precision": precision, "number": number, "document": document_id(document), "offset": document.ref.offset,
        "digest": document.ref.digest, "title": title or f"{outlet} {n}", "text": text,
        "hash": int.from_bytes(blake2b(f"{outlet}\x1faddress\x1f{address}".encode(), digest_size=8).digest(), "big"),
        "says": sha256(f"{title or f'{outlet} {n}'}\x1f{text}".encode()).hexdigest(),
    }  # fmt: skip
    for statement in _LAID:
        db.execute(statement, {name: value for name, value in values.items() if f"${name}" in statement})
    return one


# A row of each table, but for signatures: a text is too short for one.
_LAID = (
    """
    insert into store.pages by name
    select $outlet as outlet_id, $url as url, 'feed' as discovered_via, $at::timestamptz as first_seen_at,
        1 as attempts, 'ok' as outcome, '' as detail, $id::uuid as page_id
    """,
    """
    insert into store.documents by name
    select $document as document_id, 'page' as purpose, $url as key, $outlet as outlet_id, $url as url,
        $url as final_url, 200 as status, 'text/html' as content_type, $at::timestamptz as fetched_at, 'ok' as outcome,
        '2025/06/11/a.warc.gz' as file, $offset as "offset", 90 as length, $digest as digest, 1234 as bytes,
        true as extracted
    """,
    """
    insert into store.extractions by name
    select $document as document_id, $outlet as outlet_id, $url as url, $at::timestamptz as observed_at,
        'test 1' as extractor, 'ok' as outcome, '' as detail, $title as title, $text as text, $text as body,
        $lang as lang, 'full' as access, len(string_split($text, ' ')) as word_count, $at::timestamptz as published_at,
        'jsonld' as published_from, $precision as published_precision, []::varchar[] as authors, '' as section,
        '' as description, ['AI'] as tags, '' as canonical_url, '' as dateline, '' as desk, $says as text_digest,
        $id::uuid as page_id, true as placed
    """,
    """
    insert into store.zones
    values ($document, 'title', 0, length($title)), ($document, 'body', 0, length($text))
    """,
    """
    insert into store.keys
    select $id, $outlet, 'address', $url, 'url', $at::timestamptz, $hash
    """,
    """
    insert into store.articles by name
    select $id::uuid as article_id, $outlet as outlet_id, $url as url, $at::timestamptz as first_seen_at,
        'feed' as discovered_via
    """,
    """
    insert into store.versions by name
    select $id::uuid as article_id, 1 as version, $document as document_id, $at::timestamptz as observed_at,
        $at::timestamptz as published_at, 'jsonld' as published_from, $precision as published_precision,
        []::varchar[] as authors, '' as section, true as latest, $at::timestamptz as first_published_at
    """,
    """
    insert into store.fingerprints
    values ($number, $id, $outlet, $group, $lang, $at::timestamptz, $kind, $title, '[]')
    """,
    """
    insert into store.current by name
    select coalesce(max(article_no), 0) + 1 as article_no, $id::uuid as article_id, $document as document_id,
        $outlet as outlet_id, $url as url, $title as title, $lang as lang, []::varchar[] as authors, '' as section,
        $at::timestamptz as published_at, 'jsonld' as published_from, $precision as published_precision,
        $at::timestamptz as first_seen_at, 'feed' as discovered_via, false as is_backfilled, 1 as version,
        $at::timestamptz as observed_at, $at::timestamptz as read_at, $at::timestamptz as first_published_at
    from store.current
    """,
)


def a_story(db: Connection, *articles: str, name: str = "story") -> str:
    """A story that these articles tell, the first published first; its id."""
    story_id = str(uuid5(NAMESPACE_URL, name))
    db.execute(
        "insert into store.stories select ?, title, published_at, outlet_id, article_id, published_at "
        "from store.fingerprints where article_id = ?",
        [story_id, articles[0]],
    )
    for place, one in enumerate(articles):
        why = f"both name what is named {place} times" if place else ""
        db.execute("insert into store.story_articles values (?, ?, ?, ?)", [story_id, one, 1 - place / 10, why])
    db.execute(
        "update store.current set story_id = least(story_id, $story) where article_id in (from store.ids($ids))",
        {"story": story_id, "ids": joined(articles)},
    )
    return story_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Of:
    """What is retold: an article that is there, one that is not (by address), or an outlet's, nobody knows which."""

    article: str | None = None
    url: str | None = None
    outlet: str | None = None


def retells(
    db: Connection, article: str, of: Of, *, how: str = "stated", confidence: float = 0.9, evidence: str = "says so",
    until: datetime | None = None,
) -> None:  # fmt: skip
    """That this was found: the article retells that; `until` then, where it was taken back."""
    address, outlet = of.url, of.outlet
    if of.article:
        address, outlet = db.execute(
            "select url, outlet_id from store.articles where article_id = ?", [of.article]
        ).fetchall()[0]
    db.execute(
        "insert into store.derivations values (?, ?, ?, ?, ?, ?, ?, true, ?, ?)",
        [article, address, of.article, outlet, how, confidence, evidence, NOW - DAY, until],
    )


def drifted(
    db: Connection, article: str, original: str, verdict: str, surfaces: tuple[str, str | None],
    *, rate: float | None = None, place: int = 0,
) -> None:  # fmt: skip
    """What became of a figure of the original."""
    there = place if surfaces[1] is not None else None
    db.execute(
        "insert into store.drifts values (?, ?, 'amount', ?, ?, ?, ?, ?, ?, ?, ?)",
        [article, original, verdict, surfaces[0], place, place + 1, surfaces[1], there, there, rate],
    )


def mentioned(db: Connection, article: str, entity: str, zone: str = "body") -> None:
    """That the article's current version names the entity."""
    db.execute(
        "insert into store.mentions by name select document_id, ? as entity_id, ? as zone, 0 as char_start, "
        "4 as char_end, 'Satu' as surface, 1.0 as score, 'strong' as rule from store.versions "
        "where latest and article_id = ?",
        [entity, zone, article],
    )
    db.execute("delete from store.current where article_id = ?", [article])  # as whoever tags a document does
    current.keep(db)
