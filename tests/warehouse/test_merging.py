"""Merging: when pages that share a key are one article, which id it keeps, and how a person takes that back."""

from dataclasses import replace
from datetime import datetime

import pytest

from sources.types import Found, SeenEntry
from tests.warehouse.seeding import (
    HOUR,
    NOW,
    RUN,
    a_find,
    a_poll,
    a_walk,
    an_article,
    an_outlet,
    everybody,
    identified,
    kept,
    read_page,
    record_poll,
    seen,
    walked,
)
from warehouse import current, feeds, walks
from warehouse.connection import Connection, transaction
from warehouse.errors import WarehouseError
from warehouse.identify import reset
from warehouse.identity.ids import article_id
from warehouse.integrity import contradictions_of
from warehouse.undo import restore, undo

FIRST, SECOND, THIRD = (f"https://contoh.test/2025/06/{day:02}/judul/" for day in (9, 10, 11))
TEXT = " ".join(f"kata{n}" for n in range(80))
OTHER = " ".join(f"lain{n}" for n in range(80))


@pytest.fixture(autouse=True)
def _declared(db: Connection) -> None:
    feeds.declare(db, [an_outlet()])


@pytest.fixture(autouse=True)
def _nothing_contradicts_itself(db: Connection):  # type: ignore[no-untyped-def]
    yield
    assert contradictions_of(db) == ()


def shown(url: str, *, guid: str, title: str = "Pendanaan awal untuk Contoh AI", at: datetime = NOW) -> SeenEntry:
    entry = seen(1, url=url, title=title, at=at)
    return replace(entry, entry=replace(entry.entry, guid=guid))


def read(db: Connection, url: str, body: str = TEXT, *, n: int, at: datetime = NOW, claim: str = "",
         title: str = "Pendanaan awal untuk Contoh AI", ended: str = "") -> None:  # fmt: skip
    document = replace(kept(url, n=n, at=at), final_url=ended or url)
    read_page(db, document, replace(an_article(body, title=title), canonical_url=claim))


def articles(db: Connection) -> list[str]:
    current.keep(db)
    return [url for (url,) in db.execute("select url from articles order by url").fetchall()]


def decisions(db: Connection) -> list[tuple[object, ...]]:
    return db.execute(
        "select article_id::varchar, duplicate_of::varchar, rule, relation from duplicates where undone_at is null"
    ).fetchall()


def own(url: str) -> str:
    return article_id("contoh", url)


POST = "https://contoh.test/?p=77"


def test_a_wordpress_post_is_one_article_whatever_its_address_and_headline_become(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid=POST)))
    read(db, FIRST, n=1)
    identified(db)
    record_poll(db, a_poll(shown(SECOND, guid=POST, title="Sama sekali lain"), at=NOW + HOUR))
    read(db, SECOND, OTHER, n=2, at=NOW + HOUR, title="Sama sekali lain")
    done = identified(db)
    assert (done.articles, done.merged) == (0, 1)
    assert articles(db) == [FIRST]
    assert decisions(db) == [(own(SECOND), own(FIRST), "same_post", "same article")]
    assert db.execute("select leads_to::varchar from redirects").fetchall() == [(own(FIRST),)]
    assert db.execute("select version, title from article_versions order by 1").fetchall() == [
        (1, "Pendanaan awal untuk Contoh AI"), (2, "Sama sekali lain"),
    ]  # fmt: skip
    assert db.execute("select count(*), count(distinct article_id) from sightings").fetchone() == (2, 1)
    assert db.execute("select distinct article_id::varchar from pages").fetchall() == [(own(FIRST),)]


def test_an_entry_whose_page_was_never_read_is_a_sighting_of_the_article_it_names(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid=POST)))
    read(db, FIRST, n=1)
    record_poll(db, a_poll(shown(SECOND, guid=POST), at=NOW + HOUR))
    identified(db)
    assert db.execute("select link from sightings order by first_seen_at").fetchall() == [(FIRST,), (SECOND,)]
    assert articles(db) == [FIRST]


def test_the_elder_keeps_its_id_even_where_only_the_younger_was_read(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid=POST)))
    record_poll(db, a_poll(shown(SECOND, guid=POST), at=NOW + HOUR))
    read(db, SECOND, n=1, at=NOW + HOUR)
    identified(db)
    assert db.execute("select article_id::varchar, url from articles").fetchall() == [(own(FIRST), FIRST)]


@pytest.mark.parametrize("found_first", [False, True], ids=["shown first", "found first"])
def test_a_post_that_a_feed_showed_and_a_backfill_found_is_one_article(db: Connection, found_first: bool) -> None:
    """Its slug was corrected in between: the archive knows only the new address."""

    def find() -> None:
        one = Found(link=SECOND, url=SECOND, title="Pendanaan awal", published=None, guid=POST)
        walks.record(db, RUN, a_walk(), walked(1, listed=1, at=NOW), [one])
        read(db, SECOND, OTHER, n=2, at=NOW)

    def show() -> None:
        record_poll(db, a_poll(shown(FIRST, guid=POST), at=NOW + HOUR if found_first else NOW - HOUR))
        read(db, FIRST, n=1, at=NOW + HOUR if found_first else NOW - HOUR)

    for step in (find, show) if found_first else (show, find):
        step()
        identified(db)
    assert articles(db) == ([SECOND] if found_first else [FIRST])
    (decision,) = decisions(db)
    assert decision[2:] == ("same_post", "same article")
    reset(db, ["contoh"])
    identified(db)
    assert articles(db) == ([SECOND] if found_first else [FIRST])
    assert decisions(db) == [decision]


def test_finds_that_name_nothing_beside_their_address_do_not_wait_for_ever(db: Connection) -> None:
    walks.record(db, RUN, a_walk(), walked(1, listed=2), [a_find(1), a_find(2)])
    assert identified(db).merged == 0
    assert db.execute("select count(*) from store.finds where not keyed").fetchall() == [(0,)]
    assert db.execute("select count(*) from store.keys").fetchall() == [(0,)]


GUID_CASES = {
    "the text is the same, edited": (TEXT.replace("kata5 ", "kata500 "), "Judul yang lain", True),
    "the texts are two": (OTHER, "Pendanaan awal untuk Contoh AI", False),
}


@pytest.mark.parametrize(("body", "title", "one"), GUID_CASES.values(), ids=GUID_CASES)
def test_a_guid_makes_one_article_only_where_the_texts_agree(db: Connection, body: str, title: str, one: bool) -> None:
    record_poll(db, a_poll(shown(FIRST, guid="42"), shown(SECOND, guid="42", title=title)))
    read(db, FIRST, n=1)
    read(db, SECOND, body, n=2, title=title)
    identified(db)
    assert articles(db) == ([FIRST] if one else [FIRST, SECOND])


def test_a_guid_of_items_that_were_not_read_needs_like_headlines_of_about_one_day(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid="42"), shown(SECOND, guid="42"),
                           shown(THIRD, guid="42", at=NOW + 72 * HOUR)))  # fmt: skip
    db.execute("update store.pages set outcome = 'gone', next_attempt_at = null where url <> ?", [FIRST])
    read(db, FIRST, n=1)
    identified(db)
    assert [row[:2] for row in decisions(db)] == [(own(SECOND), own(FIRST))]


def test_a_guid_waits_for_the_text_of_a_page_that_is_still_asked_for(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid="42"), shown(SECOND, guid="42")))
    read(db, FIRST, n=1)
    identified(db)
    assert decisions(db) == []
    read(db, SECOND, OTHER, n=2, title="Sama sekali lain")
    identified(db)
    assert articles(db) == [FIRST, SECOND]


def test_a_guid_in_wordpress_form_is_a_post_on_whatever_host(db: Connection) -> None:
    guid = "https://asal.test/?p=77"
    record_poll(db, a_poll(shown(FIRST, guid=guid), shown(SECOND, guid=guid, title="Sama sekali lain")))
    read(db, FIRST, n=1)
    read(db, SECOND, OTHER, n=2, title="Sama sekali lain")
    identified(db)
    assert articles(db) == [FIRST]


def test_a_guid_that_every_item_has_names_nothing(db: Connection) -> None:
    urls = [f"https://contoh.test/a/{n}" for n in range(30)]
    record_poll(db, a_poll(*(shown(url, guid="1") for url in urls)))
    for n, url in enumerate(urls):
        read(db, url, n=n)
    identified(db)
    assert [row for row in decisions(db) if row[3] == "same article"] == []


def test_equal_headlines_of_two_stories_stay_apart(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid="1"), shown(SECOND, guid="2")))
    read(db, FIRST, n=1)
    read(db, SECOND, OTHER, n=2)
    identified(db)
    assert articles(db) == [FIRST, SECOND]
    assert decisions(db) == []


CLAIMS = {
    "it names the other, and the texts agree": (SECOND, TEXT, True),
    "a template names one page for all": (SECOND, OTHER, False),
    "it names the front page": ("https://contoh.test/", TEXT, False),
    "it names another site": ("https://lain.test/2025/06/10/judul/", TEXT, False),
    "it is no address": ("{{ canonical }}", TEXT, False),
}


@pytest.mark.parametrize(("claim", "body", "one"), CLAIMS.values(), ids=CLAIMS)
def test_a_canonical_link_is_weighed_not_obeyed(db: Connection, claim: str, body: str, one: bool) -> None:
    title = "Judul halaman lain sama sekali" if body is OTHER else "Pendanaan awal untuk Contoh AI"
    record_poll(db, a_poll(shown(FIRST, guid=FIRST, title=title), shown(SECOND, guid=SECOND)))
    read(db, FIRST, body, n=1, claim=claim, title=title)
    read(db, SECOND, n=2)
    identified(db)
    merged = [row for row in decisions(db) if row[2] == "same_address"]
    assert len(merged) == one


def test_where_asking_for_a_page_ended_is_the_article_too(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid=FIRST), shown(SECOND, guid=SECOND)))
    read(db, FIRST, n=1, ended=SECOND)
    read(db, SECOND, n=2)
    identified(db)
    assert [row[2] for row in decisions(db)] == ["same_address"]


def test_three_addresses_are_one_article_whichever_evidence_comes_first(db: Connection) -> None:
    record_poll(db, a_poll(shown(SECOND, guid="b"), shown(THIRD, guid="b"), shown(FIRST, guid="a")))
    read(db, SECOND, n=1)
    read(db, THIRD, n=2)
    identified(db)
    read(db, FIRST, n=3, claim=THIRD, at=NOW + HOUR)
    identified(db)
    assert articles(db) == [FIRST]
    assert sorted(db.execute("select article_id::varchar, leads_to::varchar from redirects").fetchall()) == sorted(
        [(own(SECOND), own(FIRST)), (own(THIRD), own(FIRST))]
    )


# ------------------------------------------------------------------ undoing


def merged(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid=POST)))
    read(db, FIRST, n=1)
    record_poll(db, a_poll(shown(SECOND, guid=POST), at=NOW + HOUR))
    read(db, SECOND, TEXT + " baru.", n=2, at=NOW + HOUR)
    identified(db)
    assert articles(db) == [FIRST]


@pytest.mark.parametrize("named", [SECOND, own(SECOND)], ids=["by address", "by id"])
def test_what_was_merged_can_be_taken_apart_and_stays_so(db: Connection, named: str) -> None:
    merged(db)
    with transaction(db):
        gone = undo(db, named, None, everybody, NOW + 2 * HOUR)
    assert [(d.article_id, d.duplicate_of, d.rule) for d in gone] == [(own(SECOND), own(FIRST), "same_post")]
    assert articles(db) == [FIRST, SECOND]
    assert db.execute("select version from article_versions").fetchall() == [(1,), (1,)]
    record_poll(db, a_poll(shown(SECOND, guid=POST, title="Baru lagi"), at=NOW + 3 * HOUR))
    identified(db)
    assert articles(db) == [FIRST, SECOND]
    reset(db, ["contoh"])
    identified(db)
    assert articles(db) == [FIRST, SECOND]
    assert decisions(db) == [] or {row[3] for row in decisions(db)} == {"same outlet"}


def test_what_was_undone_can_be_taken_back(db: Connection) -> None:
    merged(db)
    with transaction(db):
        undo(db, SECOND, FIRST, everybody, NOW + 2 * HOUR)
        restore(db, SECOND, FIRST, everybody, NOW + 3 * HOUR)
    assert articles(db) == [FIRST]
    assert db.execute("select max(version) from article_versions").fetchone() == (2,)
    assert db.execute("select count(*) from duplicates where relation = 'same article'").fetchone() == (2,)


@pytest.mark.parametrize("named", [FIRST, own(FIRST), "https://contoh.test/a/nowhere"])
def test_nothing_to_undo_is_one_sentence(db: Connection, named: str) -> None:
    merged(db)
    with pytest.raises(WarehouseError, match=r"duplicate|nothing is known"):
        undo(db, named, None, everybody, NOW)


def test_an_undone_merge_of_three_leaves_the_other_two_together(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid=POST)))
    record_poll(db, a_poll(shown(SECOND, guid=POST), at=NOW + HOUR))
    record_poll(db, a_poll(shown(THIRD, guid=POST), at=NOW + 2 * HOUR))
    for n, url in enumerate((FIRST, SECOND, THIRD)):
        read(db, url, n=n, at=NOW + n * HOUR)
    identified(db)
    with transaction(db):
        undo(db, THIRD, None, everybody, NOW + 4 * HOUR)
    assert articles(db) == [FIRST, THIRD]
    reset(db, ["contoh"])
    identified(db)
    assert articles(db) == [FIRST, THIRD]


# ------------------------------------------------------------------ as of a moment, and made anew


def as_of(db: Connection, at: datetime) -> list[tuple[object, ...]]:
    return db.execute("select url, version, title from articles_as_of(?) order by url", [at]).fetchall()


def test_the_articles_as_they_were_known_at_a_moment(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid="a", title="Satu dua tiga")))
    read(db, FIRST, n=1, title="Satu dua tiga")
    record_poll(db, a_poll(shown(SECOND, guid="b"), at=NOW + HOUR))
    read(db, SECOND, n=2, at=NOW + HOUR)
    identified(db)
    read(db, SECOND, n=3, at=NOW + 2 * HOUR, claim=FIRST)
    identified(db)
    assert articles(db) == [FIRST]
    title = "Pendanaan awal untuk Contoh AI"
    assert as_of(db, NOW - HOUR) == []
    assert as_of(db, NOW) == [(FIRST, 1, "Satu dua tiga")]
    assert as_of(db, NOW + HOUR) == [(FIRST, 1, "Satu dua tiga"), (SECOND, 1, title)]
    assert as_of(db, NOW + 2 * HOUR) == [(FIRST, 2, title)]
    assert (
        db.execute("select * exclude (story_id) from articles").fetchall()
        == db.execute("select * exclude (story_id) from articles_as_of(?)", [NOW + 9 * HOUR]).fetchall()
    )


def test_as_of_before_an_undoing_the_two_were_one(db: Connection) -> None:
    merged(db)
    then = as_of(db, NOW + HOUR)
    with transaction(db):
        undo(db, SECOND, None, everybody, NOW + 5 * HOUR)
    assert as_of(db, NOW + HOUR) == then
    assert [row[0] for row in as_of(db, NOW + 5 * HOUR)] == [FIRST, SECOND]


def test_as_of_before_a_merge_both_were_there_even_if_read_at_once(db: Connection) -> None:
    record_poll(db, a_poll(shown(FIRST, guid="a"), shown(SECOND, guid="b")))
    read(db, FIRST, n=1)
    read(db, SECOND, TEXT + " baru", n=2)
    identified(db)
    then = as_of(db, NOW + HOUR)
    read(db, SECOND, TEXT + " lagi", n=3, at=NOW + 2 * HOUR, claim=FIRST)
    identified(db)
    assert articles(db) == [FIRST]
    assert as_of(db, NOW + HOUR) == then
    assert [row[0] for row in then] == [FIRST, SECOND]


def everything(db: Connection) -> list[list[tuple[object, ...]]]:
    tables = ("articles", "versions", "duplicates", "redirects", "keys", "bands", "signatures")
    return [db.execute(f"select * from store.{table} order by all").fetchall() for table in tables]


def test_decided_anew_everything_is_the_same(db: Connection) -> None:
    merged(db)
    before = everything(db)
    reset(db, ["contoh"])
    assert db.execute("select count(*) from store.redirects").fetchone() == (0,)
    identified(db)
    assert everything(db) == before


def test_a_decision_that_nothing_speaks_for_any_more_is_undone_and_stays_on_record(db: Connection) -> None:
    merged(db)
    reset(db, ["contoh"])
    db.execute("delete from store.entries where guid = ? and url = ?", [POST, SECOND])
    db.execute("update store.extractions set body = ? where url = ?", [OTHER, SECOND])
    identified(db, now=NOW + 5 * HOUR)
    assert articles(db) == [FIRST, SECOND]
    assert db.execute("select undone_at, undone_by from duplicates where rule = 'same_post'").fetchall() == [
        (NOW + 5 * HOUR, "rebuild")
    ]


# ------------------------------------------------------------------ copies


PROSE = (
    "Pabrik sepatu di Garut menambah dua lini produksi setelah pesanan dari Eropa naik tajam sejak awal tahun. "
    "Direktur utama perusahaan itu mengatakan bahwa seluruh pekerja baru berasal dari desa di sekitar pabrik dan "
    "dilatih selama tiga bulan sebelum mulai bekerja. Pemerintah kabupaten menyambut rencana tersebut dan berjanji "
    "memperbaiki jalan yang menghubungkan kawasan industri dengan pelabuhan. Serikat pekerja meminta agar upah "
    "lembur dibayar tepat waktu dan kantin buka pada malam hari. Sebuah bank daerah menyalurkan kredit untuk mesin "
    "jahit baru yang lebih hemat listrik. Pengamat menilai langkah itu berani karena harga kulit sedang tinggi."
)


def copies(db: Connection) -> list[tuple[object, ...]]:
    current.keep(db)
    return db.execute("select url, duplicate_of::varchar from articles order by url").fetchall()


def three_copies(db: Connection) -> None:
    for n, url in enumerate((FIRST, SECOND, THIRD)):
        at = NOW + n * HOUR
        record_poll(db, a_poll(shown(url, guid=f"g{n}", title="Pabrik Sepatu Garut Tambah Lini", at=at), at=at))
        read(db, url, PROSE, n=n, at=at, title="Pabrik Sepatu Garut Tambah Lini")
    identified(db)


def test_copies_stay_articles_and_point_to_the_earliest(db: Connection) -> None:
    three_copies(db)
    assert copies(db) == [(FIRST, None), (SECOND, own(FIRST)), (THIRD, own(FIRST))]
    assert {row[2:] for row in decisions(db)} == {("exact_text", "same outlet")}


def test_a_copy_that_was_undone_does_not_come_back_by_way_of_a_third(db: Connection) -> None:
    three_copies(db)
    with transaction(db):
        undo(db, THIRD, None, everybody, NOW + 9 * HOUR)
    expected = [(FIRST, None), (SECOND, own(FIRST)), (THIRD, None)]
    assert copies(db) == expected
    reset(db, ["contoh"])
    identified(db)
    assert copies(db) == expected


def test_an_earlier_one_that_is_found_later_is_what_the_others_point_to(db: Connection) -> None:
    title, before = "Pabrik Sepatu Garut Tambah Lini", NOW - 5 * HOUR
    three_copies(db)
    url = "https://contoh.test/a/5"
    record_poll(db, a_poll(shown(url, guid="g5", title=title, at=before), at=NOW + 6 * HOUR))
    read(db, url, PROSE, n=5, at=NOW + 6 * HOUR, title=title)
    db.execute("update store.extractions set published_at = ? where url = ?", [before, url])
    identified(db)
    assert copies(db) == [(FIRST, own(url)), (SECOND, own(url)), (THIRD, own(url)), (url, None)]


def test_two_of_one_text_are_never_copies_of_each_other(db: Connection) -> None:
    title = "Pabrik Sepatu Garut Tambah Lini"
    for n, url in enumerate((FIRST, SECOND)):
        record_poll(db, a_poll(shown(url, guid=f"g{n}", title=title, at=NOW + n * HOUR), at=NOW + n * HOUR))
        read(db, url, PROSE, n=n, at=NOW + n * HOUR, title=title)
        identified(db)
    read(db, FIRST, PROSE + " Acara ditutup dengan doa.", n=5, at=NOW + 48 * HOUR, title=title)
    db.execute("update store.extractions set published_at = observed_at where url = ?", [FIRST])
    identified(db)
    assert copies(db) == [(FIRST, None), (SECOND, own(FIRST))]


def test_a_parting_holds_when_either_is_merged_with_a_third(db: Connection) -> None:
    merged(db)
    with transaction(db):
        undo(db, SECOND, None, everybody, NOW + 2 * HOUR)
    later = NOW + 3 * HOUR
    record_poll(db, a_poll(shown(THIRD, guid="t"), at=later))
    read(db, THIRD, TEXT, n=7, at=later, claim=FIRST)
    identified(db)
    assert dict(db.execute("select url, article_id::varchar from pages").fetchall())[THIRD] == own(FIRST)
    read(db, THIRD, TEXT + " baru.", n=9, at=later + HOUR, claim=SECOND)
    identified(db)
    rows = dict(db.execute("select url, article_id::varchar from pages").fetchall())
    assert rows[FIRST] != rows[SECOND]


def test_what_was_undone_stays_so_by_the_id_of_the_elder_too(db: Connection) -> None:
    elder = "https://contoh.test/2025/05/01/lama/"
    record_poll(db, a_poll(shown(elder, guid=POST, at=NOW + 30 * HOUR), at=NOW - HOUR))
    three_copies(db)
    record_poll(db, a_poll(shown(SECOND, guid=POST), at=NOW + 5 * HOUR))
    identified(db)
    assert dict(copies(db))[elder] == own(FIRST)
    with transaction(db):
        undo(db, elder, None, everybody, NOW + 9 * HOUR)
    assert dict(copies(db))[elder] is None
    reset(db, ["contoh"])
    identified(db)
    assert dict(copies(db))[elder] is None


def test_of_three_the_one_that_was_undone_stays_apart_by_whatever_way(db: Connection) -> None:
    for n, url in enumerate((FIRST, SECOND, THIRD)):
        record_poll(db, a_poll(shown(url, guid=POST), at=NOW + n * HOUR))
        read(db, url, n=n, at=NOW + n * HOUR)
    identified(db)
    with transaction(db):
        undo(db, SECOND, None, everybody, NOW + 4 * HOUR)
    assert articles(db) == [FIRST, SECOND]
    reset(db, ["contoh"])
    identified(db)
    assert articles(db) == [FIRST, SECOND]
    with transaction(db):
        restore(db, SECOND, None, everybody, NOW + 5 * HOUR)
    assert articles(db) == [FIRST]
