"""Stories laid into a warehouse by hand: articles as if read and compared, and what was found between them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from sources.types import Published
from tests.warehouse.seeding import NOW, RUN, an_article, an_outlet, identified, kept, read_page
from warehouse import current, feeds, publish
from warehouse.connection import Connection
from warehouse.identity.ids import article_id

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
    """An article of the outlet, read, identified, and compared: its id."""
    one, address, (group, lang) = an_id(outlet, n), url(outlet, n), OUTLETS[outlet]
    said = Published(at=at, source="jsonld", precision=precision)  # type: ignore[arg-type]
    db.execute(
        "insert into store.pages by name select ? as outlet_id, ? as url, 'feed' as discovered_via, "
        "?::timestamptz as first_seen_at, 1 as attempts, 'ok' as outcome, '' as detail, ?::uuid as page_id",
        [outlet, address, at, one],
    )
    number = int(uuid5(NAMESPACE_URL, address)) % 10**9
    headline = title or f"{outlet} {n}"
    read_page(
        db, kept(address, n=number, at=at, outlet_id=outlet),
        replace(an_article(text, title=headline, published=said), lang=lang),
    )  # fmt: skip
    identified(db)
    db.execute(
        "insert into store.fingerprints values (?, ?, ?, ?, ?, ?, ?, ?, '[]')",
        [number, one, outlet, group, lang, at, kind, headline],
    )
    current.keep(db)
    return one


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
    current.keep(db)
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
