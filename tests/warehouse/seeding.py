"""Values for warehouse tests, and a warehouse that was filled through the functions that the pipeline uses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sources.gaps import compare
from sources.keys import entry_keys, page_keys
from sources.types import (
    ArchiveRef,
    Article,
    Days,
    Entry,
    Exchange,
    Extraction,
    Feed,
    FeedDocument,
    FeedState,
    Found,
    Kept,
    Key,
    Outlet,
    PageFetch,
    Poll,
    Published,
    Response,
    Route,
    SeenEntry,
    SliceEnd,
    Stamp,
    Step,
    Walked,
    WantedPage,
    Zone,
)
from warehouse import (
    current,
    documents,
    entries,
    extractions,
    feeds,
    pages,
    publish,
    runs,
    taggers,
    tags,
    untagged,
    walks,
)
from warehouse.connection import Connection, connect
from warehouse.entities.model import Alias, Amount, Document, Entity, Gazetteer, Mention, Name
from warehouse.identify import Identified, Ways, identify
from warehouse.listed import Persons
from warehouse.migrate import migrate

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
RUN = "11111111-1111-4111-8111-111111111111"
HOUR = timedelta(hours=1)
FEED = "https://contoh.test/rss"
PAGE = "https://contoh.test/a/1"


def an_outlet(outlet_id: str = "contoh", *, feed_urls: tuple[str, ...] = (FEED,)) -> Outlet:
    return Outlet(
        outlet_id=outlet_id, name=outlet_id.title(), homepage=f"https://{outlet_id}.test/", country="ID",
        language="id", time_zone="Asia/Jakarta", group_id="grup", domains=(f"{outlet_id}.test",),
        feeds=tuple(a_feed(url, outlet_id) for url in feed_urls),
    )  # fmt: skip


def a_feed(url: str = FEED, outlet_id: str = "contoh", section: str = "all") -> Feed:
    return Feed(url=url, outlet_id=outlet_id, section=section)


def seen(
    n: int, *, url: str = "", title: str = "", skip: str = "", at: datetime | None = NOW, authors: tuple[str, ...] = (),
    precision: str = "minute",
) -> SeenEntry:  # fmt: skip
    address = url or f"https://contoh.test/a/{n}"
    stamp = Stamp(at=at, precision=precision) if at else None  # type: ignore[arg-type]
    entry = Entry(
        guid=f"g{n}", link=address, title=title or f"Judul {n}", excerpt="Ringkas", authors=authors,
        categories=("Tekno", "AI"), published_raw=at.isoformat() if at else "", published=stamp, said='{"id": "x"}',
    )  # fmt: skip
    return SeenEntry(entry=entry, url=address, skip=skip, place=n)


def a_poll(*showing: SeenEntry, at: datetime = NOW, feed: Feed | None = None, outcome: str = "ok") -> Poll:
    good, feed = outcome == "ok", feed or a_feed()
    return Poll(
        feed=feed, polled_at=at, outcome=outcome, exchanges=(an_exchange(feed.url, "feed", at=at),),  # type: ignore[arg-type]
        response=_response(feed.url, 200 if good else 304, at),
        body_digest="sha256:00", bytes=10, entries=showing, document=FeedDocument(format="rss 2.0") if good else None,
    )  # fmt: skip


def _response(url: str, status: int, at: datetime) -> Response:
    return Response(
        url=url, final_url=url, permanent_url=url, status=status, headers=(), body=b"", fetched_at=at
    )  # fmt: skip


def an_exchange(url: str, purpose: str = "page", *, at: datetime = NOW, outcome: str = "ok") -> Exchange:
    return Exchange(
        url=url, host="contoh.test", purpose=purpose, started_at=at, outcome=outcome, status=200, bytes=5, ms=7,  # type: ignore[arg-type]
    )  # fmt: skip


def kept(key: str = PAGE, *, at: datetime = NOW, purpose: str = "page", n: int = 0, outlet_id: str = "contoh") -> Kept:
    """A document in the archive; `n` tells documents with different bytes apart."""
    ref = ArchiveRef(file="2025/06/11/a.warc.gz", offset=100 * n, length=90, digest=f"sha256:{n:064x}")
    return Kept(
        ref=ref, purpose=purpose, key=key, outlet_id=outlet_id, url=key, final_url=key, status=200,  # type: ignore[arg-type]
        content_type="text/html", fetched_at=at, outcome="ok", bytes=1234,
    )  # fmt: skip


def an_article(
    text: str = "Satu dua tiga.", *, title: str = "Judul", published: Published | None = None,
    authors: tuple[str, ...] = (), section: str = "",
) -> Article:  # fmt: skip
    zones = Zone(zone="title", char_start=0, char_end=len(title)), Zone(zone="body", char_start=0, char_end=len(text))
    return Article(
        title=title, text=text, body=text, lang="id", word_count=len(text.split()), access="full", published=published,
        authors=authors, section=section, tags=("AI",), zones=zones,
    )  # fmt: skip


def fetched(url: str = PAGE, *, at: datetime = NOW, outcome: str = "ok", again: datetime | None = None) -> PageFetch:
    return PageFetch(
        page=WantedPage(outlet_id="contoh", url=url, attempts=0), fetched_at=at, outcome=outcome,  # type: ignore[arg-type]
        exchanges=(an_exchange(url, at=at),), attempts=1, next_attempt_at=again,
    )  # fmt: skip


def read_page(db: Connection, document: Kept, article: Article | None, outcome: str = "ok") -> None:
    """Indexes a document and records what it says, as fetching and extracting do."""
    documents.index(db, [document])
    page = next(u for u in extractions.unread(db) if u.document_id == documents.document_id(document))
    extraction = Extraction(key=page.document_id, outcome=outcome, article=article)  # type: ignore[arg-type]
    extractions.record(db, [(page, extraction)], "test 1")


class PlainNaming:
    """The keys that sources make, by the rules of an outlet that has none of its own."""

    def of_entry(self, outlet_id: str, feed_url: str, guid: str, link: str, url: str) -> tuple[Key, ...]:
        return entry_keys(feed_url, guid, link, url, an_outlet(outlet_id))

    def of_page(self, outlet_id: str, url: str, final_url: str, claim: str) -> tuple[Key, ...]:
        return page_keys(url, final_url, claim, an_outlet(outlet_id))


def everybody(outlet_id: str, bylines: tuple[str, ...]) -> tuple[str, ...]:
    return bylines


def identified(db: Connection, persons: Persons = everybody, now: datetime = NOW) -> Identified:
    """Identifies what waits, as a run does, and keeps what people ask."""
    done = identify(db, Ways(naming=PlainNaming(), persons=persons), now)
    current.keep(db)
    return done


def record_poll(db: Connection, poll: Poll, state: FeedState | None = None) -> None:
    """Writes a poll as a run does."""
    before = state or FeedState(feed_url=poll.feed.url)
    found = compare(entries.window(poll), entries.known(db, poll, before), before) if poll.document else None
    at = poll.polled_at
    after = replace(before, last_polled_at=at, last_ok_at=at, listed_at=at, covered_until=at, interval=HOUR)
    entries.record(db, [poll])
    pages.discover(db, [poll])
    polled = feeds.PolledFeed(
        poll=poll, state=after, status="healthy", entries=len(poll.entries) if found else None,
        new_entries=found.new if found else None, overlap=found.overlap if found else None,
    )  # fmt: skip
    feeds.record(db, RUN, [polled])
    documents.record_exchanges(db, RUN, poll.exchanges)


_ENRICHED = """
    insert into store.links
        select document_id, 'https://asal.test/1', 0, 4 from store.versions where latest;
    insert into store.citations
        select document_id, 'contoh', null, 'phrase', 'dua', 5, 8, 'source' from store.versions where latest;
    insert into store.fingerprints
        select
            row_number() over (order by article_id), article_id, outlet_id, 'grup', 'en', timestamptz '2025-06-01',
            'news', 'Judul', '[]'
        from store.articles;
    insert into store.derivations
        select max(article_id), 'https://lain.test/a/4', min(article_id), 'lain', 'stated', .9, 'alamat', true,
            '2025-06-11', null from store.articles;
    insert into store.derivation_candidates
        select min(article_id), max(article_id), .4, 'terlalu sedikit' from store.articles;
    insert into store.originals
        select 'https://asal.test/1', null, null, min(article_id), '2025-06-11', null from store.articles;
    insert into store.drifts
        select max(article_id), min(article_id), 'amount', 'missing', 'tiga', 9, 13, null, null, null, null
        from store.articles;
    insert into store.duplicates
        select max(article_id), min(article_id), 'exact_text', 1, 'digest', '2025-06-11', null, 'independent',
            null, null, true from store.articles;
    insert into store.redirects select uuid(), min(article_id) from store.articles;
    insert into store.stories
        select uuid(), 'Judul', '2025-06-01', 'contoh', min(article_id), '2025-06-11' from store.articles;
    insert into store.story_articles select story_id, article_id, 1, '' from store.stories, store.articles;
    insert into store.story_changes
        select story_id, 'born', null, [first_article_id], '2025-06-11', uuid() from store.stories;
    insert into store.fetches by name
        select
            gen_random_uuid() as run_id, 'https://contoh.test/' || n as url, 'contoh.test' as host, 'page' as purpose,
            t as started_at, 'ok' as outcome, 0 as bytes, 10 as ms, '' as detail, t as wire_at,
            2.0 as host_gap
        from (values (1, timestamptz '2025-06-11 12:00:00+00'), (2, timestamptz '2025-06-11 12:00:01+00')) v (n, t);
    insert into store.gaps values (
        gen_random_uuid(), 'https://contoh.test/rss', 'contoh', '2025-06-01', '2025-06-02', 'open', null, 'no_overlap',
        '2025-06-02', null, 0, null
    );
"""


CONTOH = Entity(
    entity_id="contoh-ai", name="Contoh AI", type="ORG", wikidata_id="Q1",
    aliases=(Alias(text="Contoh AI"), Alias(text="Satu", weak=True, requires=("anak",))),
)  # fmt: skip
ANAK = Entity(entity_id="anak", name="Anak", type="ORG", aliases=(Alias(text="dua"),), parent_id="contoh-ai")


def keep_anew(db: Connection) -> None:
    """Keeps what people ask as of tables that were written past the functions that the pipeline uses."""
    db.execute("delete from store.current")
    current.keep(db)


def tag(db: Connection, *entities: Entity, version: str = "v1") -> int:
    """Tags what waits with a tagger that finds aliases wherever they stand; how many documents that were."""
    number = taggers.declare(db, Gazetteer(entities=entities, digest=version), version, NOW)
    waiting = untagged.waiting(db, number, 100)
    tags.record(db, number, [_tagged(document, entities) for document in waiting])
    current.keep(db)
    return len(waiting)


def _tagged(document: Document, entities: tuple[Entity, ...]) -> tags.Tagged:
    third = document.text.find("tiga")
    return tags.Tagged(
        document_id=document.document_id,
        mentions=[m for e in entities for alias in e.aliases for m in _stands(document, e.entity_id, alias.text)],
        amounts=[Amount(third, third + 4, "tiga", 3, 4, "USD", "dua", 5, "body")] if third >= 0 else [],
        names=[Name("Tiga", 2)],
    )


def _stands(document: Document, entity_id: str, alias: str) -> Iterator[Mention]:
    for zone in document.zones:
        text = document.title if zone.zone == "title" else document.text
        for found in re.finditer(re.escape(alias), text[zone.char_start : zone.char_end]):
            start, end = (zone.char_start + place for place in found.span())
            yield Mention(entity_id, start, end, alias, zone.zone, 1.0, "strong")


ROUTE = Route(kind="api", url="https://contoh.test/wp-json/wp/v2/posts", outlet_id="contoh", state="seen")
JUNE = Days(first=date(2025, 6, 1), last=date(2025, 6, 2))


def a_walk(*, route: Route = ROUTE, days: Days = JUNE) -> walks.Walk:
    return walks.Walk(outlet_id=route.outlet_id, route=route, days=days)


def walked(page: int, *, outcome: str = "ok", listed: int = 0, at: datetime = NOW, last: bool = True) -> Walked:
    """A step as it was taken; it leads to the next page unless it is the last."""
    following = () if last else (Step(name=f"page {page + 1}", url=f"{ROUTE.url}?page={page + 1}"),)
    step = Step(name=f"page {page}", url=f"{ROUTE.url}?page={page}")
    return Walked(step=step, outcome=outcome, asked_at=at, listed=listed, leads_to=following)


def a_find(n: int, *, at: datetime | None = NOW, skip: str = "", copy_url: str = "") -> Found:
    url = f"https://contoh.test/a/{n}"
    stamp = Stamp(at=at, precision="second") if at else None
    return Found(link=url, url=url, title=f"Judul {n}", published=stamp, skip=skip, copy_url=copy_url)


def _walk(db: Connection) -> None:
    """A day that was walked, and named an article that a feed had shown."""
    walks.record(db, RUN, a_walk(), walked(1, listed=1), [a_find(1)])
    whole = SliceEnd(status="complete", covered_until=NOW)
    walks.end(db, RUN, a_walk(), [walks.KnownDay(outlet_id="contoh", route=ROUTE.name, day=JUNE.first, end=whole)], NOW)


def seed(db: Connection) -> None:
    """Two outlets, four entries in two feeds, two articles (one of two versions), a failed page, no relation empty."""
    other = "https://lain.test/rss"
    runs.start(db, RUN, "run", NOW, None)
    feeds.declare(db, [an_outlet(), an_outlet("lain", feed_urls=(other,))])
    record_poll(db, a_poll(seen(1, authors=("Ani",)), seen(2), seen(3, skip="video")))
    elsewhere = seen(4, url="https://lain.test/a/4")
    record_poll(db, a_poll(elsewhere, feed=a_feed(other, "lain", "tekno")))
    pages.record(db, [fetched(PAGE), fetched("https://contoh.test/a/2", outcome="not_found")])
    read_page(db, kept(n=1), an_article(published=Published(at=NOW, source="jsonld", precision="second")))
    read_page(db, kept(n=2, at=NOW + HOUR), an_article("Satu dua tiga empat."))
    read_page(db, kept("https://lain.test/a/4", n=3, outlet_id="lain"), an_article(title="Lain"))
    read_page(db, kept("https://contoh.test/a/2", n=4), None, "no_article")
    _walk(db)
    identified(db)
    tag(db, CONTOH, version="v1")
    tag(db, CONTOH, ANAK, version="v2")
    db.execute(_ENRICHED)
    runs.end(db, RUN, NOW + HOUR, "done", {"polled": 2, "articles": 3})
    publish.sign(db, RUN, NOW + HOUR)


def a_warehouse(path: Path, *, seeded: bool = True) -> Path:
    """A migrated file at `path`, closed."""
    with connect(path) as db:
        migrate(db)
        if seeded:
            seed(db)
    return path
