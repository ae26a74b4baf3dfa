"""Tagging in a warehouse: what waits, what is recorded, what another tagger changes, and what goes with a page."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.types import Article, Published, Zone
from tests.warehouse.files import a_file
from tests.warehouse.seeding import (
    HOUR,
    NOW,
    a_poll,
    an_article,
    an_outlet,
    fetched,
    identified,
    kept,
    read_page,
    record_poll,
    seen,
    tag,
)
from warehouse import documents, extractions, feeds, forget, looks, pages, retagged, taggers, tags, untagged
from warehouse.connection import Connection, connect, transaction
from warehouse.entities.model import Alias, Amount, Entity, Gazetteer, Mention, Name
from warehouse.integrity import contradictions_of
from warehouse.load import joined
from warehouse.retagged import EntityChange

BASE = "https://contoh.test/a/"
META = Entity(
    entity_id="meta", name="Meta", type="ORG", wikidata_id="Q380",
    aliases=(
        Alias(text="Meta Platforms", since=date(2021, 10, 28)),
        Alias(text="Meta", weak=True, requires=("llama", "WhatsApp"), until=date(2030, 1, 1), language="en"),
    ),
)  # fmt: skip
LLAMA = Entity(
    entity_id="llama", name="Llama", type="PRODUCT", aliases=(Alias(text="Llama"),), parent_id="meta",
    valid_from=date(2023, 2, 24),
)  # fmt: skip
GAZETTEER = Gazetteer(entities=(META, LLAMA), digest="g1")


@pytest.fixture(autouse=True)
def _nothing_contradicts_itself(db: Connection):  # type: ignore[no-untyped-def]
    yield
    assert contradictions_of(db) == ()


def named(*names: str, way: str = "strong") -> Entity:
    """An entity whose aliases are these; its id is the first in lower case."""
    return Entity(entity_id=names[0].lower(), name=names[0], type="ORG", aliases=tuple(Alias(text=n) for n in names))


def show(db: Connection, n: int, text: str = "Meta membuka kantor.", *, at: datetime = NOW, **more: object) -> str:
    """A page with an article, listed, read and identified; its document."""
    if not db.execute("select 1 from store.outlets").fetchall():
        feeds.declare(db, [an_outlet()])
    record_poll(db, a_poll(seen(n), at=at))
    return look(db, n, an_article(text, **more), at=at)  # type: ignore[arg-type]


def look(db: Connection, n: int, article: Article, *, at: datetime, byte: int = 0) -> str:
    document = kept(f"{BASE}{n}", n=100 * n + byte, at=at)
    read_page(db, document, article)
    identified(db)
    return documents.document_id(document)


def found(db: Connection, table: str = "mentions") -> list[tuple[object, ...]]:
    return db.execute(f"select * exclude (document_id) from store.{table} order by all").fetchall()


def changed(db: Connection) -> list[tuple[object, ...]]:
    return db.execute(
        "select change, entity_id, char_start, tagger_before, tagger_no from store.mention_changes order by all"
    ).fetchall()


# ------------------------------------------------------------------ declaring


def test_the_gazetteer_is_written_down_as_it_is(db: Connection) -> None:
    taggers.declare(db, GAZETTEER, "v1", NOW)
    assert db.execute("select * from entities order by entity_id").fetchall() == [
        ("llama", "Llama", "PRODUCT", None, "meta", date(2023, 2, 24)),
        ("meta", "Meta", "ORG", "Q380", None, None),
    ]
    assert db.execute("select * from aliases order by alias").fetchall() == [
        ("llama", "Llama", False, [], None, None, None),
        ("meta", "Meta", True, ["llama", "WhatsApp"], None, date(2030, 1, 1), "en"),
        ("meta", "Meta Platforms", False, [], date(2021, 10, 28), None, None),
    ]


def test_of_the_gazetteer_of_before_nothing_stays(db: Connection) -> None:
    taggers.declare(db, GAZETTEER, "v1", NOW)
    taggers.declare(db, Gazetteer(entities=(LLAMA,), digest="g2"), "v2", NOW)
    assert db.execute("select entity_id, alias from aliases").fetchall() == [("llama", "Llama")]
    assert db.execute("select entity_id from entities").fetchall() == [("llama",)]
    taggers.declare(db, Gazetteer(entities=(), digest="g3"), "v3", NOW)
    assert db.execute("select count(*) from entities").fetchall() == [(0,)]


def test_a_tagger_has_a_number_and_keeps_it(db: Connection) -> None:
    numbers = [taggers.declare(db, GAZETTEER, version, NOW + n * HOUR) for n, version in enumerate("abacb")]
    assert numbers == [1, 2, 1, 3, 2]
    assert db.execute("select * from store.taggers order by tagger_no").fetchall() == [
        (1, "a", NOW, 2, 3), (2, "b", NOW + HOUR, 2, 3), (3, "c", NOW + 3 * HOUR, 2, 3),
    ]  # fmt: skip


def test_declaring_the_same_again_touches_no_row(db: Connection) -> None:
    places = "select rowid from store.aliases union all select rowid from store.entities order by all"
    taggers.declare(db, GAZETTEER, "v1", NOW)
    taggers.declare(db, Gazetteer(entities=(LLAMA,), digest="g2"), "v2", NOW)
    before = db.execute(places).fetchall()
    taggers.declare(db, Gazetteer(entities=(LLAMA,), digest="g2"), "v2", NOW)
    assert db.execute(places).fetchall() == before


# ------------------------------------------------------------------ waiting


def test_a_document_is_read_as_its_version_and_its_page_have_it(db: Connection) -> None:
    text = "Meta membuka kantor. Baca juga: lain"
    zones = (Zone(zone="related", char_start=20, char_end=36), Zone(zone="body", char_start=0, char_end=20),
             Zone(zone="title", char_start=0, char_end=5))  # fmt: skip
    published = Published(at=NOW - HOUR, source="jsonld", precision="second")
    record_poll(db, a_poll(seen(1)))
    look(db, 1, replace(an_article(text, section="Tekno", published=published), zones=zones), at=NOW)
    show(db, 2, "Yang lain.", at=NOW - HOUR)
    first, second = untagged.waiting(db, 1, 10)
    assert (first.title, first.text, first.lang, first.url) == ("Judul", text, "id", f"{BASE}1")
    assert (first.outlet_id, first.section, first.published_at) == ("contoh", "Tekno", NOW - HOUR)
    assert first.zones == (zones[2], zones[1], zones[0])
    assert [z.char_end for z in second.zones] == [5, 10]


def test_the_newest_come_first_so_many_as_asked_for_and_no_older_than_asked_for(db: Connection) -> None:
    ids = [show(db, n, f"Isi {n}.", at=NOW + n * HOUR) for n in (2, 1, 3)]
    newest = [ids[2], ids[0], ids[1]]
    assert [d.document_id for d in untagged.waiting(db, 1, 10)] == newest
    assert [d.document_id for d in untagged.waiting(db, 1, 2)] == newest[:2]
    since = NOW + 2 * HOUR
    assert [d.document_id for d in untagged.waiting(db, 1, 10, since)] == newest[:2]
    assert (untagged.pending(db, 1), untagged.pending(db, 1, since)) == (3, 2)


def test_what_is_tagged_waits_no_more_but_for_another_tagger(db: Connection) -> None:
    ids = [show(db, n, f"Isi {n}.") for n in (1, 2)]
    tags.record(db, 1, [tags.Tagged(document_id=ids[0])])
    assert [d.document_id for d in untagged.waiting(db, 1, 10)] == ids[1:]
    assert (untagged.pending(db, 1), untagged.pending(db, 2)) == (1, 2)
    taggers.declare(db, GAZETTEER, "v1", NOW)


def test_every_version_waits_and_what_shows_nothing_new_does_not(db: Connection) -> None:
    first = show(db, 1, "Isi A.")
    second = look(db, 1, an_article("Isi B."), at=NOW + HOUR, byte=1)
    look(db, 1, an_article("Isi B."), at=NOW + 2 * HOUR, byte=2)
    assert [d.document_id for d in untagged.waiting(db, 1, 10)] == [second, first]


def test_a_document_that_two_versions_show_waits_once(db: Connection) -> None:
    document = show(db, 1)
    pages.record(db, [fetched(f"{BASE}1")])
    db.execute("insert into store.versions by name select * replace (2 as version, true as latest) from store.versions")
    db.execute("update store.versions set latest = false where version = 1")
    db.execute("update store.versions set section = 'Bisnis' where version = 2")
    waiting = untagged.waiting(db, 1, 10)
    assert [(d.document_id, d.section) for d in waiting] == [(document, "Bisnis")]
    assert untagged.pending(db, 1) == 1


def test_nothing_waits_in_an_empty_warehouse(db: Connection) -> None:
    assert (untagged.waiting(db, 1, 10), untagged.pending(db, 1)) == ((), 0)


def test_the_document_that_a_page_shows_now(tmp_path: Path) -> None:
    path = a_file(tmp_path / "kabar.duckdb", seeded=False)
    with connect(path) as db:
        show(db, 1, "Isi A.")
        look(db, 1, an_article("Isi B."), at=NOW + HOUR, byte=1)
    assert [d.text for d in untagged.documents_of(path, f"{BASE}1")] == ["Isi B."]
    assert [z.zone for d in untagged.documents_of(path, f"{BASE}1") for z in d.zones] == ["title", "body"]
    assert untagged.documents_of(path, f"{BASE}9") == ()


# ------------------------------------------------------------------ recording


def test_all_that_was_found_is_written(db: Connection) -> None:
    document = show(db, 1, "Meta bayar Rp2 miliar ke Budi.")
    number = taggers.declare(db, GAZETTEER, "v1", NOW)
    of = tags.Tagged(
        document_id=document,
        mentions=(Mention("meta", 0, 4, "Meta", "body", 0.9, "verb"),),
        amounts=(Amount(11, 21, "Rp2 miliar", 2e9, 3e9, "IDR", "US$1", 4, "body"),
                 Amount(15, 16, "2", 2.5, None, None, None, None, "body")),
        names=(Name("Budi", 1), Name("Banyak", 40_000)),
    )  # fmt: skip
    tags.record(db, number, [of])
    assert found(db) == [("meta", 0, 4, "Meta", "body", pytest.approx(0.9), "verb")]
    assert found(db, "amounts") == [
        (11, 21, "Rp2 miliar", 2e9, 3e9, "IDR", "US$1", 4, "body"), (15, 16, "2", 2.5, None, None, None, None, "body"),
    ]  # fmt: skip
    assert found(db, "names") == [("Banyak", 32_767), ("Budi", 1)]
    assert db.execute("select document_id::varchar, tagger_no from store.tagged").fetchall() == [(document, 1)]


def test_recording_again_replaces_what_was_found_in_these_documents_alone(db: Connection) -> None:
    show(db, 1, "Meta dan Llama, tiga kali.")
    show(db, 2, "Meta lagi, tiga.")
    tag(db, META, LLAMA)
    before = [found(db, table) for table in ("mentions", "amounts", "names", "tagged")]
    other = db.execute("select document_id::varchar from store.mentions where entity_id = 'llama'").fetchall()[0][0]
    tags.record(db, 1, [tags.Tagged(document_id=other)])
    assert [(m[0], m[1]) for m in found(db)] == [("meta", 0)]
    assert [len(found(db, table)) for table in ("amounts", "names", "tagged")] == [1, 1, 2]
    assert changed(db) == []
    tags.reset(db, None)
    assert tag(db, META, LLAMA) == 2
    assert [found(db, table) for table in ("mentions", "amounts", "names", "tagged")] == before


STRANGE = ["NUL \x00 di tengah", "it's", 'dua "kutip"', "$tagger ? %s", "\x1f\x1e", "\u202eterbalik", "🦙🦙", "a\u0301"]


@pytest.mark.parametrize("surface", STRANGE, ids=ascii)
def test_a_surface_is_kept_as_it_stands(db: Connection, surface: str) -> None:
    show(db, 1, f"Kata {surface} lagi.")
    tag(db, named(surface))
    taggers.declare(db, Gazetteer(entities=(), digest="g"), "v2", NOW)
    tag(db, version="v2")
    rows = db.execute("select surface, char_start, char_end from store.mention_changes").fetchall()
    assert rows == [(surface, 5, 5 + len(surface))]


# ------------------------------------------------------------------ another tagger


def test_what_another_tagger_changes_is_kept_beside_what_stays(db: Connection) -> None:
    show(db, 1, "Meta dan Llama dan Scale.")
    tag(db, named("Meta"), named("Llama"), version="a")
    assert changed(db) == []
    tag(db, named("Meta"), named("Scale"), version="b")
    assert changed(db) == [("appeared", "scale", 19, 1, 2), ("vanished", "llama", 9, 1, 2)]
    assert [(m[0], m[1]) for m in found(db)] == [("meta", 0), ("scale", 19)]


def test_the_same_place_with_another_rule_or_surface_is_no_change(db: Connection) -> None:
    document = show(db, 1, "Meta.")
    number = taggers.declare(db, GAZETTEER, "a", NOW)
    tags.record(db, number, [tags.Tagged(document_id=document, mentions=[_mention(0, "Meta")])])
    number = taggers.declare(db, GAZETTEER, "b", NOW)
    again = _mention(0, "Meta")._replace(rule="verb", score=0.7)
    tags.record(db, number, [tags.Tagged(document_id=document, mentions=[again])])
    assert changed(db) == []
    assert found(db)[0][-1] == "verb"


def test_retagging_in_several_runs_gives_one_comparison(db: Connection) -> None:
    for n in range(3):
        show(db, n, f"Meta {n} dan Llama.", at=NOW + n * HOUR)
    tag(db, named("Meta"), version="a")
    number = taggers.declare(db, Gazetteer(entities=(named("Llama"),), digest="b"), "b", NOW)
    for _ in range(3):
        (document,) = untagged.waiting(db, number, 1)
        tags.record(db, number, [tags.Tagged(document_id=document.document_id)])
    assert [row[:2] for row in changed(db)] == 3 * [("vanished", "meta")]
    assert untagged.pending(db, number) == 0


def test_a_document_that_is_tagged_for_the_first_time_is_no_change(db: Connection) -> None:
    show(db, 1)
    tag(db, named("Meta"), version="a")
    show(db, 2, "Meta lagi.", at=NOW + HOUR)
    tag(db, named("Meta"), named("kantor"), version="b")
    assert changed(db) == [("appeared", "kantor", 13, 1, 2)]


def test_of_the_taggers_before_no_change_stays(db: Connection) -> None:
    show(db, 1, "Meta dan Llama.")
    for version, entity in (("a", "Meta"), ("b", "Llama"), ("c", "dan")):
        tag(db, named(entity), version=version)
    assert [row[:2] for row in changed(db)] == [("appeared", "dan"), ("vanished", "llama")]
    tag(db, named("dan"), version="d")
    assert changed(db) == []


def test_back_to_the_tagger_of_before(db: Connection) -> None:
    show(db, 1, "Meta dan Llama.")
    for version, entity in (("a", "Meta"), ("b", "Llama"), ("a", "Meta")):
        assert tag(db, named(entity), version=version) == 1
    assert changed(db) == [("appeared", "meta", 0, 2, 1), ("vanished", "llama", 9, 2, 1)]
    assert db.execute("select tagger_no, documents from taggers order by 1").fetchall() == [(1, 1), (2, 0)]


def _mention(start: int, surface: str, entity_id: str = "meta", zone: str = "body") -> Mention:
    return Mention(entity_id, start, start + len(surface), surface, zone, 1.0, "strong")


_mentions = st.lists(
    st.builds(_mention, st.integers(0, 3), st.just("M"), st.sampled_from("ab"), st.sampled_from(["title", "body"])),
    unique=True,
)  # fmt: skip


@given(old=_mentions, new=_mentions)
def test_what_was_without_what_vanished_and_with_what_appeared_is_what_is(
    old: list[Mention], new: list[Mention]
) -> None:
    rows = list(retagged.compare("d", 2, 1, old, new))
    there = set(old)
    for row in rows:
        mention = Mention(row.entity_id, row.char_start, row.char_end, row.surface, row.zone, row.score, row.rule)
        assert (mention in there) is (row.change == "vanished")
        (there.remove if row.change == "vanished" else there.add)(mention)
    assert there == set(new)
    assert list(retagged.compare("d", 2, 1, old, old)) == []


# ------------------------------------------------------------------ once more


def test_what_is_to_be_tagged_again_keeps_its_mentions_until_it_is(db: Connection) -> None:
    show(db, 1, "Meta dan Llama.")
    tag(db, named("Meta"), version="a")
    before = found(db)
    tags.reset(db, None)
    tags.reset(db, None)
    assert found(db) == before
    assert untagged.pending(db, 1) == 1
    assert tag(db, named("Meta"), version="a") == 1
    assert (found(db), changed(db), untagged.pending(db, 1)) == (before, [], 0)


def test_what_was_to_be_tagged_again_is_compared_with_the_tagger_that_did_it(db: Connection) -> None:
    show(db, 1, "Meta dan Llama.")
    tag(db, named("Meta"), version="a")
    tags.reset(db, None)
    tag(db, named("Llama"), version="b")
    assert changed(db) == [("appeared", "llama", 9, 1, 2), ("vanished", "meta", 0, 1, 2)]
    tags.reset(db, None)
    tag(db, named("Llama"), version="b")
    assert len(changed(db)) == 2


def test_only_what_was_seen_since_is_tagged_again(db: Connection) -> None:
    ids = [show(db, n, f"Isi {n}.", at=NOW + n * HOUR) for n in (1, 2)]
    tag(db, named("Isi"))
    tags.reset(db, NOW + 2 * HOUR)
    assert [d.document_id for d in untagged.waiting(db, 1, 10)] == ids[1:]


# ------------------------------------------------------------------ going with the page


def _documents_by_table(db: Connection) -> dict[str, set[str]]:
    return {
        table: {d for (d,) in db.execute(f"select document_id::varchar from store.{table}").fetchall()}
        for table in tags.OF_DOCUMENTS
    }


@pytest.fixture
def both(db: Connection) -> list[str]:
    """Two documents, each with rows in all tables."""
    ids = [show(db, n, f"Meta {n} dan Llama, tiga.", at=NOW + n * HOUR) for n in (1, 2)]
    tag(db, named("Meta"), version="a")
    tag(db, named("Llama"), version="b")
    db.execute("insert into store.links select document_id, 'https://far.test/a', 0, 4 from store.tagged")
    db.execute(
        "insert into store.citations by name "
        "select document_id, 'phrase' as kind, 'menurut' as evidence, 'source' as role from store.tagged"
    )
    assert _documents_by_table(db) == {table: set(ids) for table in tags.OF_DOCUMENTS}
    return ids


def test_what_was_found_goes_with_the_extraction(db: Connection, both: list[str]) -> None:
    looks.take_back(db, "from store.ids($documents)", {"documents": joined(both[:1])})
    assert _documents_by_table(db) == {table: {both[1]} for table in tags.OF_DOCUMENTS}
    read_again = extractions.unread(db)
    assert [page.document_id for page in read_again] == both[:1]
    db.execute("delete from store.versions where document_id = ?", [both[0]])
    db.execute("delete from store.articles where article_id not in (select article_id from store.versions)")


def test_what_was_found_goes_with_a_forgotten_page(db: Connection, both: list[str]) -> None:
    with transaction(db):
        gone = dict(forget.forget(db, f"{BASE}1", NOW).rows)
    assert _documents_by_table(db) == {table: {both[1]} for table in tags.OF_DOCUMENTS}
    assert {table: gone.get(table) for table in tags.OF_DOCUMENTS} == {
        "mentions": 1, "amounts": 1, "names": 1, "tagged": 1, "mention_changes": 2, "links": 1, "citations": 1,
        "current": 1,
    }  # fmt: skip


# ------------------------------------------------------------------ as people read it


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    path = a_file(tmp_path / "kabar.duckdb", seeded=False)
    with connect(path) as db:
        for n in range(5):
            text = f"Kata pembuka yang cukup panjang untuk dipotong.\nMeta {n} dan Llama. Meta lagi, sampai ke akhir."
            published = Published(at=NOW - timedelta(days=n), source="jsonld", precision="second")
            show(db, n, text, at=NOW, published=published, title=f"Llama {n}")
        tag(db, named("Meta"), version="a")
        tag(db, named("Llama"), version="b")
    return path


def test_changes_by_entity_with_an_example_of_each_of_the_newest_documents(compared: Path) -> None:
    meta = "yang cukup panjang untuk dipotong. [Meta] {n} dan Llama. Meta lagi, sampai ke..."
    assert retagged.changes(compared) == (
        EntityChange(
            entity_id="llama", appeared=10, vanished=0,
            examples=tuple(f"+ contoh 2025-06-{11 - n:02} title: [Llama] {n}" for n in range(3)),
        ),
        EntityChange(
            entity_id="meta", appeared=0, vanished=10,
            examples=tuple(f"- contoh 2025-06-{11 - n:02} ...{meta.format(n=n)}" for n in range(3)),
        ),
    )  # fmt: skip


def test_before_any_change_there_are_none(published: Path, tmp_path: Path) -> None:
    assert retagged.changes(a_file(tmp_path / "empty.duckdb", seeded=False)) == ()
    assert [(c.entity_id, c.appeared, c.vanished) for c in retagged.changes(published)] == [("anak", 3, 0)]
