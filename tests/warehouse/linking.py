"""Articles put into a warehouse as if they had been fetched, read and tagged, then read and settled by the linker."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from uuid import NAMESPACE_URL, uuid5

from flows import linking
from sources.catalogue import load as load_outlets
from sources.types import Outlet
from tests.warehouse.seeding import NOW, RUN
from warehouse import linked, linkers, pages, settling, tags, told
from warehouse.articles import ArticleRow, VersionRow
from warehouse.connection import Connection, transaction
from warehouse.extractions import ExtractionRow, LinkRow, ZoneRow
from warehouse.identity.ids import article_id
from warehouse.linked import Reading
from warehouse.load import append
from warehouse.pages import PageRow
from warehouse.settling import Rules, Settled
from warehouse.stories.model import Told
from warehouse.stories_kept import Moment as Moment
from warehouse.taggers import TaggerRow

MOMENT = Moment(now=NOW, run_id=RUN)


@cache
def outlets() -> tuple[Outlet, ...]:
    """The shipped outlets."""
    return load_outlets().outlets


def named(one: Told) -> Told:
    """The article with the ids that it has in a warehouse."""
    document = str(uuid5(NAMESPACE_URL, f"{one.url} {one.document_id}"))
    return replace(one, article_id=article_id(one.outlet_id, one.url), document_id=document)


def prepare(db: Connection) -> int:
    """A warehouse in which a tagger and a linker have been; the linker's number."""
    append(db, "store.taggers", [TaggerRow(tagger_no=1, digest="t", first_used_at=NOW, entities=0, aliases=0)])
    return linkers.declare(db, "l", NOW)


def lay(db: Connection, articles: Sequence[Told]) -> None:
    """Puts articles there, fetched, read and tagged."""
    pages.add(db, [_page(one) for one in articles])
    append(db, "store.articles", [_article(one) for one in articles])
    append(db, "store.versions", [_version(one, 1) for one in articles])
    lay_documents(db, articles)


def lay_documents(db: Connection, articles: Sequence[Told]) -> None:
    """Puts what articles say now there, read and tagged."""
    append(db, "store.extractions", [_extraction(one) for one in articles])
    append(db, "store.zones", [zone for one in articles for zone in _zones(one)])
    append(db, "store.links", [LinkRow(document_id=o.document_id, **x._asdict()) for o in articles for x in o.links])
    tags.record(
        db, 1,
        [
            tags.Tagged(document_id=o.document_id, mentions=o.mentions, amounts=o.amounts, names=o.names)
            for o in articles
        ],
    )  # fmt: skip


def change(db: Connection, one: Told, version: int) -> None:
    """The article reads otherwise now."""
    db.execute("update store.versions set latest = false where article_id = ?", [one.article_id])
    append(db, "store.versions", [_version(one, version)])
    lay_documents(db, [one])


def unpublish(db: Connection, one: Told) -> None:
    """The article is away now."""
    db.execute("update store.versions set latest = false where article_id = ?", [one.article_id])
    append(db, "store.versions", [replace(_version(one, 9), change_kind="unpublished")])


def read(db: Connection, linker_no: int, readings: Iterable[Reading] | None = None) -> None:
    """Reads what waits; or writes these readings as if that had given them."""
    if readings is None:
        readings = [reading(one) for one in told.read(db, linked.waiting(db, linker_no, 10_000))]
    with transaction(db):
        linked.record(db, linker_no, list(readings))


def reading(one: Told) -> Reading:
    """What the real rules find in an article by itself."""
    return linking.read(one, linking.press_of(outlets()))


def settle(db: Connection, rules: Rules | None = None, limit: int = settling.PORTION) -> Settled:
    """Settles all that waits, so many at a time."""
    total = Settled()
    while True:
        with transaction(db):
            done = settling.settle(db, rules or real_rules(), MOMENT, limit)
        if not done.articles:
            return total
        total = Settled(
            articles=total.articles + done.articles, stories=total.stories + done.stories,
            derivations=total.derivations + done.derivations,
        )  # fmt: skip


@cache
def real_rules() -> Rules:
    """The rules of a run, with the shipped outlets."""
    return linking.rules_of(outlets())


def stories(db: Connection) -> frozenset[frozenset[str]]:
    """The current stories as sets of addresses."""
    rows = db.execute(
        "select list(a.url) from store.story_articles join store.articles a using (article_id) group by story_id"
    ).fetchall()
    return frozenset(frozenset(urls) for (urls,) in rows)


def retellings(db: Connection) -> frozenset[tuple[object, ...]]:
    """Which article retells which now, how and why."""
    rows = db.execute(
        "select article_id::varchar, original_url, original_id::varchar, original_outlet_id, how, confidence, evidence "
        "from store.derivations where until_at is null"
    ).fetchall()
    return frozenset(rows)


def decided(db: Connection) -> tuple[object, ...]:
    """All that settling decides and that does not depend on who came first."""
    members = db.execute(
        "select s.first_article_id::varchar, s.title, m.article_id::varchar, m.score, m.why "
        "from store.story_articles m join store.stories s using (story_id)"
    ).fetchall()
    edges = db.execute(
        "select least(a.article_id, b.article_id)::varchar, greatest(a.article_id, b.article_id)::varchar, score "
        "from store.edges e join store.linked a on a.article_no = e.one join store.linked b on b.article_no = e.other"
    ).fetchall()
    others = [db.execute(f"select * from store.{table}").fetchall() for table in ("derivation_candidates", "drifts")]
    return stories(db), retellings(db), *(frozenset(rows) for rows in (members, edges, *others))


def _zones(one: Told) -> list[ZoneRow]:
    return [
        ZoneRow(document_id=one.document_id, zone=zone.zone, char_start=zone.char_start, char_end=zone.char_end)
        for zone in one.zones
    ]


def _page(one: Told) -> PageRow:
    return PageRow(
        page_id=one.article_id, outlet_id=one.outlet_id, url=one.url, discovered_via="feed",
        first_seen_at=one.published_at, attempts=1, last_attempt_at=NOW, next_attempt_at=None, outcome="ok", detail="",
    )  # fmt: skip


def _article(one: Told) -> ArticleRow:
    return ArticleRow(
        article_id=one.article_id, outlet_id=one.outlet_id, url=one.url, first_seen_at=one.published_at,
        discovered_via="feed",
    )  # fmt: skip


def _version(one: Told, version: int) -> VersionRow:
    return VersionRow(
        article_id=one.article_id, version=version, document_id=one.document_id, observed_at=_seen(one, version),
        change_kind=None, published_at=one.published_at, published_from="jsonld", published_precision="second",
        authors=(), section=one.section, first_published_at=one.published_at, latest=True,
    )  # fmt: skip


def _seen(one: Told, version: int) -> datetime:
    return one.published_at + timedelta(minutes=10 * version)


def _extraction(one: Told) -> ExtractionRow:
    return ExtractionRow(
        document_id=one.document_id, outlet_id=one.outlet_id, url=one.url, observed_at=one.published_at,
        page_id=one.article_id, extractor="t", outcome="ok", detail="", title=one.title, text=one.text, body=one.text,
        lang=one.lang, word_count=1, text_digest=one.document_id, canonical_url=one.canonical_url or None,
    )  # fmt: skip
