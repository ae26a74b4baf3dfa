"""The questions asked most, answered by relations: who is named when, by whom first, beside whom, how much more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sources.types import Article, Published, Zone
from tests.warehouse.seeding import NOW, RUN, an_article, an_outlet, identified, kept, read_page, tag
from warehouse import current, feeds, publish, taggers
from warehouse.connection import Connection
from warehouse.entities.model import Alias, Entity, EntityType, Gazetteer
from warehouse.identity.ids import article_id

DAY = timedelta(days=1)
MONDAY = date(2025, 6, 9)  # the week of NOW


def an_entity(name: str, kind: EntityType = "ORG") -> Entity:
    return Entity(entity_id=name.lower(), name=name, type=kind, aliases=(Alias(text=name),))


META, SCALE, WANG = an_entity("Meta"), an_entity("Scale"), an_entity("Wang", "PERSON")


@pytest.fixture(autouse=True)
def _declared(db: Connection) -> None:
    feeds.declare(db, [an_outlet(), an_outlet("lain")])
    publish.sign(db, RUN, NOW)


def url(n: int, outlet: str = "contoh") -> str:
    return f"https://{outlet}.test/a/{n}"


def show(
    db: Connection, n: int, text: str, *, outlet: str = "contoh", at: datetime | None = NOW, title: str = "Judul"
) -> None:
    """An article of this outlet, published then; one that does not say when was first seen at NOW."""
    dated = Published(at=at, source="jsonld", precision="second") if at else None
    read(db, n, an_article(text, title=title, published=dated), outlet=outlet)


def read(db: Connection, n: int, article: Article, *, outlet: str = "contoh", at: datetime = NOW) -> None:
    if not db.execute("select 1 from store.pages where url = ?", [url(n, outlet)]).fetchall():
        db.execute(
            "insert into store.pages by name select ? as outlet_id, ? as url, 'feed' as discovered_via, "
            "?::timestamptz as first_seen_at, 1 as attempts, 'ok' as outcome, '' as detail, ?::uuid as page_id",
            [outlet, url(n, outlet), at, article_id(outlet, url(n, outlet))],
        )
    document = kept(url(n, outlet), n=n + round((at - NOW).total_seconds()), at=at, outlet_id=outlet)
    read_page(db, document, article)


def tagged(db: Connection, *entities: Entity) -> None:
    identified(db)
    tag(db, *(entities or (META, SCALE, WANG)))


def copy(db: Connection, younger: int, elder: int) -> None:
    """Somebody decided that the younger carries the elder's text."""
    db.execute(
        "insert into store.duplicates values (?, ?, 'exact_text', 1, '', now(), null, 'independent', null, null, true)",
        [article_id("contoh", url(younger)), article_id("contoh", url(elder))],
    )
    current.keep(db)


def rows(db: Connection, columns: str, relation: str) -> list[tuple[object, ...]]:
    return db.execute(f"select {columns} from {relation} order by all").fetchall()


# ------------------------------------------------------------------ what counts


def test_title_and_body_of_the_current_version_count_and_nothing_else(db: Connection) -> None:
    show(db, 1, "Meta dan Scale.")
    text = "Meta kini. Baca juga: Scale"
    zones = (Zone(zone="title", char_start=0, char_end=10), Zone(zone="body", char_start=0, char_end=10),
             Zone(zone="related", char_start=10, char_end=len(text)))  # fmt: skip
    read(db, 1, replace(an_article(text, title="Meta, Meta"), zones=zones), at=NOW + DAY)
    tagged(db)
    assert rows(db, "version, entity_id, zone, char_start, surface", "mentions_body") == [
        (2, "meta", "body", 0, "Meta"), (2, "meta", "title", 0, "Meta"), (2, "meta", "title", 6, "Meta"),
    ]  # fmt: skip
    assert rows(db, "entity_id, mentions, in_title", "article_entities") == [("meta", 3, True)]
    assert set(rows(db, "version, entity_id, zone", "mentions")) > {
        (1, "scale", "body"), (2, "scale", "related"),
    }  # fmt: skip


def test_an_entity_of_the_body_alone_is_not_in_the_title(db: Connection) -> None:
    show(db, 1, "Meta.", at=NOW - DAY)
    show(db, 2, "Scale.", at=None)
    copy(db, 2, 1)
    tagged(db)
    first = article_id("contoh", url(1))
    assert rows(db, "entity_id, outlet_id, dated_at, in_title, duplicate_of::varchar", "article_entities") == [
        ("meta", "contoh", NOW - DAY, False, None), ("scale", "contoh", NOW, False, first),
    ]  # fmt: skip


# ------------------------------------------------------------------ by day


def test_entities_by_utc_day_and_outlet(db: Connection) -> None:
    midnight = datetime(2025, 6, 10, tzinfo=UTC)
    show(db, 1, "Meta dan Meta.", at=midnight)
    show(db, 2, "Meta besok.", at=midnight + DAY - timedelta(seconds=1))
    show(db, 3, "Meta kemarin.", at=midnight - timedelta(seconds=1))
    show(db, 4, "Meta di tempat lain.", at=midnight, outlet="lain")
    show(db, 5, "Meta tanpa tanggal.", at=None)
    copy(db, 2, 1)
    tagged(db)
    db.execute("set timezone = 'Asia/Jakarta'")
    assert rows(db, "day, outlet_id, articles, texts, mentions", "entity_days") == [
        (date(2025, 6, 9), "contoh", 1, 1, 1),
        (date(2025, 6, 10), "contoh", 2, 1, 3),
        (date(2025, 6, 10), "lain", 1, 1, 1),
        (date(2025, 6, 11), "contoh", 1, 1, 1),
    ]


# ------------------------------------------------------------------ share


def test_the_share_is_of_the_articles_of_the_week_that_name_any_of_the_type(db: Connection) -> None:
    show(db, 1, "Meta dan Scale dan Wang.")
    show(db, 2, "Meta saja.")
    show(db, 3, "Meta lagi.", outlet="lain")
    show(db, 4, "Scale.")
    show(db, 5, "Wang saja, tanpa yang lain.")
    show(db, 6, "Scale sepekan lalu.", at=datetime(2025, 6, 8, 23, 59, tzinfo=UTC))
    copy(db, 2, 1)
    tagged(db)
    db.execute("set timezone = 'Asia/Jakarta'")
    assert rows(db, "week, entity_id, type, articles, texts, type_articles, share", "share_of_voice") == [
        (MONDAY - 7 * DAY, "scale", "ORG", 1, 1, 1, 1.0),
        (MONDAY, "meta", "ORG", 3, 2, 4, 0.75),
        (MONDAY, "scale", "ORG", 2, 2, 4, 0.5),
        (MONDAY, "wang", "PERSON", 2, 2, 2, 1.0),
    ]


# ------------------------------------------------------------------ pairs


def test_pairs_that_one_article_names(db: Connection) -> None:
    show(db, 1, "Wang memimpin Scale.", at=NOW - 3 * DAY)
    show(db, 2, "Scale, Wang, dan Meta, dan Meta.", at=NOW - DAY)
    show(db, 3, "Meta saja.")
    copy(db, 2, 1)
    tagged(db)
    assert rows(db, "entity_a, entity_b, articles, texts, first_at, last_at", "co_mentions") == [
        ("meta", "scale", 1, 0, NOW - DAY, NOW - DAY),
        ("meta", "wang", 1, 0, NOW - DAY, NOW - DAY),
        ("scale", "wang", 2, 1, NOW - 3 * DAY, NOW - DAY),
    ]


@pytest.mark.parametrize(("entities", "pairs"), [(50, 1225), (51, 0)])
def test_a_list_of_more_than_fifty_makes_no_pairs(db: Connection, entities: int, pairs: int) -> None:
    names = [f"Usaha{n:03}" for n in range(entities)]
    show(db, 1, " ".join(names))
    tagged(db, *map(an_entity, names))
    assert len(rows(db, "*", "co_mentions")) == pairs


# ------------------------------------------------------------------ first


def test_the_first_article_of_each_outlet(db: Connection) -> None:
    show(db, 1, "Meta kemudian.", at=NOW - DAY)
    show(db, 2, "Meta mula-mula.", at=NOW - 2 * DAY, title="Yang pertama")
    show(db, 3, "Meta tanpa tanggal.", at=None)
    show(db, 4, "Meta paling awal.", at=NOW - 3 * DAY, outlet="lain", title="Di tempat lain")
    tagged(db)
    assert rows(db, "outlet_id, first_at, title, url", "first_mentions") == [
        ("contoh", NOW - 2 * DAY, "Yang pertama", url(2)), ("lain", NOW - 3 * DAY, "Di tempat lain", url(4, "lain")),
    ]  # fmt: skip


# ------------------------------------------------------------------ momentum

MOMENTS = {
    "now": (timedelta(0), (1, 0, None)),
    "just within the week": (timedelta(days=7, seconds=-1), (1, 0, None)),
    "a week ago": (timedelta(days=7), (0, 0.25, 0)),
    "just within the four weeks": (timedelta(days=35, seconds=-1), (0, 0.25, 0)),
    "before": (timedelta(days=35), None),
    "yet to come": (timedelta(seconds=-1), None),
}


@pytest.mark.parametrize(("ago", "expected"), MOMENTS.values(), ids=MOMENTS)
def test_which_week_an_article_counts_in(
    db: Connection, ago: timedelta, expected: tuple[int, float, float | None] | None
) -> None:
    show(db, 1, "Meta.", at=NOW - ago)
    tagged(db)
    assert rows(db, "articles, before, ratio", "momentum") == ([expected] if expected else [])


def test_this_week_against_the_mean_of_the_four_before(db: Connection) -> None:
    for n, days in enumerate((1, 2, 3, 8, 15)):
        show(db, n, f"Meta hari ke-{n}.", at=NOW - days * DAY)
    copy(db, 1, 0)
    copy(db, 4, 3)
    tagged(db)
    assert rows(db, "*", "momentum") == [("meta", 3, 0.5, 6.0, 2, 0.25)]


# ------------------------------------------------------------------ taggers


def test_the_taggers_and_how_many_pages_carry_their_mentions(db: Connection) -> None:
    show(db, 1, "Meta.")
    identified(db)
    tag(db, META, version="a")
    show(db, 2, "Meta lagi.")
    identified(db)
    tag(db, META, SCALE, version="b")
    assert rows(db, "tagger_no, digest, first_used_at, entities, aliases, documents", "taggers") == [
        (1, "a", NOW, 1, 1, 0), (2, "b", NOW, 2, 2, 2),
    ]  # fmt: skip


def test_pages_that_wait_carry_the_mentions_of_the_tagger_before(db: Connection) -> None:
    show(db, 1, "Meta.")
    identified(db)
    tag(db, META, version="a")
    taggers.declare(db, Gazetteer(entities=(META, SCALE), digest="b"), "b", NOW)
    assert rows(db, "tagger_no, documents", "taggers") == [(1, 1), (2, 0)]


def test_what_the_last_tagger_changed(db: Connection) -> None:
    show(db, 1, "Meta dan Scale.")
    identified(db)
    tag(db, META, version="a")
    tag(db, SCALE, version="b")
    assert rows(db, "change, entity_id, char_start, char_end, surface, version", "mention_changes") == [
        ("appeared", "scale", 9, 14, "Scale", 1), ("vanished", "meta", 0, 4, "Meta", 1),
    ]  # fmt: skip
