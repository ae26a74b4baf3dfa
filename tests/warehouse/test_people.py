"""What people ask of one article and of the outlets, and what is left when an article is forgotten."""

from pathlib import Path

import pytest

from tests.warehouse.files import a_file
from tests.warehouse.seeding import FEED, HOUR, NOW, PAGE, RUN, a_poll, an_exchange, identified, kept, seen
from warehouse import compact, documents, entries, explain, forget, pages, status
from warehouse.connection import connect, transaction
from warehouse.identity.ids import article_id

LISTED = (
    "article", "page", "entries", "archive", "keys", "decisions", "versions", "changes", "zones", "mentions",
    "amounts", "citations", "derivations", "story",
)  # fmt: skip


def _sections(published: Path, url: str) -> dict[str, list[dict[str, object]]]:
    found = explain.explain(published, url, url + "?single=1")
    return {s.name: [dict(zip(s.columns, row, strict=True)) for row in s.rows] for s in found}


def test_all_that_is_known_of_an_article_in_the_order_it_happened(published: Path) -> None:
    found = _sections(published, PAGE)
    assert tuple(found) == LISTED
    assert found["article"][0]["title"] == "Judul"
    assert found["page"][0]["outcome"] == "ok"
    assert [row["feed_url"] for row in found["entries"]] == [FEED]
    assert [row["digest"] for row in found["archive"]] == [kept(n=1).ref.digest, kept(n=2).ref.digest]
    assert [row["characters"] for row in found["versions"]] == [14, 20]
    assert found["changes"] == [
        {"version": 2, "change_kind": "numbers", "part": "body", "change": "Satu dua [-tiga.-]{+tiga empat.+}"}
    ]
    assert {(row["version"], row["zone"], row["example"]) for row in found["zones"]} == {
        (1, "title", "Judul"),
        (1, "body", "Satu dua tiga."),
        (2, "title", "Judul"),
        (2, "body", "Satu dua tiga empat."),
    }


def test_who_and_how_much_is_in_the_current_version(published: Path) -> None:
    found = _sections(published, PAGE)
    assert [tuple(mention.values()) for mention in found["mentions"]] == [
        ("contoh-ai", "body", "Satu", 0, 1.0, "strong"), ("anak", "body", "dua", 5, 1.0, "strong"),
    ]  # fmt: skip
    assert [tuple(amount.values()) for amount in found["amounts"]] == [("tiga", 3.0, 4.0, "USD", "dua", "body", 9)]


def test_an_article_is_explained_alike_at_each_of_its_addresses(published: Path) -> None:
    other = "https://contoh.test/a/2"
    with connect(published) as db:
        db.execute("delete from store.redirects")
        db.execute(
            "insert into store.redirects select o.page_id, p.page_id from store.pages o, store.pages p "
            "where o.url = ? and p.url = ?",
            [other, PAGE],
        )
    found = _sections(published, other)
    assert found == _sections(published, PAGE)
    assert [page["url"] for page in found["page"]] == [PAGE, other]
    assert explain.text_of(published, other) == "Satu dua tiga empat."


def test_requests_are_found_under_the_address_that_was_asked(published: Path) -> None:
    with connect(published) as db:
        documents.record_exchanges(db, RUN, [an_exchange(PAGE + "?single=1"), an_exchange("https://contoh.test/a/2")])
    assert [row["url"] for row in _sections(published, PAGE)["fetches"]] == [PAGE + "?single=1"]


def test_of_a_page_without_an_article_there_is_what_there_is(published: Path) -> None:
    found = _sections(published, "https://contoh.test/a/3")
    assert tuple(found) == ("page", "entries", "keys")
    assert (found["page"][0]["outcome"], found["page"][0]["detail"]) == ("skipped", "video")
    assert explain.text_of(published, "https://contoh.test/a/3") == ""


def test_of_an_unknown_page_there_is_nothing(published: Path) -> None:
    assert explain.explain(published, "https://contoh.test/x", "https://contoh.test/x") == ()


def test_the_text_is_that_of_the_current_version(published: Path) -> None:
    assert explain.text_of(published, PAGE) == "Satu dua tiga empat."


KNOWN = {
    "a page": ((PAGE,), PAGE),
    "its id": ((article_id("contoh", PAGE),), PAGE),
    "an entry's guid": (("g2",), "https://contoh.test/a/2"),
    "the first that is known": (("https://contoh.test/x", "https://lain.test/a/4", PAGE), "https://lain.test/a/4"),
    "nothing known": (("https://contoh.test/x",), ""),
    "nothing asked": ((), ""),
}


@pytest.mark.parametrize(("candidates", "expected"), KNOWN.values(), ids=KNOWN)
def test_which_page_an_address_means(published: Path, candidates: tuple[str, ...], expected: str) -> None:
    assert explain.known_address(published, candidates) == expected


def test_a_line_for_each_outlet(published: Path) -> None:
    contoh, lain = status.outlets(published)
    assert (contoh.outlet_id, contoh.feeds, contoh.healthy, contoh.last_ok_at) == ("contoh", 1, 1, NOW)
    assert (contoh.articles, contoh.pending, contoh.failed, contoh.blocked) == (1, 0, 1, 0)
    assert contoh.troubles == "1 not_found"
    assert (lain.articles, lain.pending, lain.failed, lain.troubles) == (1, 1, 0, "")


def test_a_line_for_each_feed(published: Path) -> None:
    contoh, lain = status.feeds(published)
    assert (contoh.feed_url, contoh.status, contoh.last_outcome, contoh.last_polled_at) == (FEED, "healthy", "ok", NOW)
    assert lain.outlet_id == "lain"


def test_before_anything_was_declared_there_are_no_lines(tmp_path: Path) -> None:
    empty = a_file(tmp_path / "kabar.duckdb", seeded=False)
    assert status.outlets(empty) == ()
    assert status.feeds(empty) == ()


# ------------------------------------------------------------------ forgetting

WORDS = ("Satu dua", "Judul 1", "Ani")


def _where(published: Path, word: str) -> list[str]:
    """The tables and columns in which the word stands."""
    with connect(published) as db:
        columns = db.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'store' order by all"
        ).fetchall()
        return [
            f"{t}.{c}" for t, c in columns
            if db.execute(f'select 1 from store.{t} where "{c}"::varchar like ? limit 1', [f"%{word}%"]).fetchall()
        ]  # fmt: skip


@pytest.fixture
def forgotten(published: Path) -> Path:
    with connect(published) as db, transaction(db):
        db.execute("delete from store.extractions where url <> ?", [PAGE])  # another article has the same text
        gone = forget.forget(db, PAGE, NOW)
    assert dict(gone.rows)["versions"] == 2
    assert {ref.digest for ref in gone.records} == {kept(n=1).ref.digest, kept(n=2).ref.digest}
    return published


@pytest.mark.parametrize("word", WORDS)
def test_no_table_holds_a_word_of_what_was_forgotten(forgotten: Path, word: str) -> None:
    assert _where(forgotten, word) == []


def test_the_address_stays_and_says_so(forgotten: Path) -> None:
    with connect(forgotten) as db:
        rows = db.execute("select outcome, next_attempt_at, article_id from pages where url = ?", [PAGE]).fetchall()
        assert rows == [("forgotten", None, None)]
        assert db.execute("select count(*) from articles where url = ?", [PAGE]).fetchone() == (0,)
        assert db.execute("select count(*) from pages").fetchone() == (4,)


def test_a_feed_that_still_shows_it_brings_nothing_back(forgotten: Path) -> None:
    with connect(forgotten) as db:
        poll = a_poll(seen(1, authors=("Ani",)), at=NOW + 9 * HOUR)
        assert entries.record(db, [poll]) == 0
        assert pages.discover(db, [poll]) == 0
        assert identified(db).articles == 0
    assert _where(forgotten, "Judul 1") == []


def test_forgetting_again_finds_nothing(forgotten: Path) -> None:
    with connect(forgotten) as db, transaction(db):
        gone = forget.forget(db, PAGE, NOW)
    assert gone.rows == ()
    assert gone.records == ()


def test_forgetting_what_was_never_known_changes_nothing(published: Path) -> None:
    with connect(published) as db, transaction(db):
        before = db.execute("select * from pages order by all").fetchall()
        assert forget.forget(db, "https://contoh.test/x", NOW).rows == ()
        assert db.execute("select * from pages order by all").fetchall() == before


def test_a_record_that_only_points_at_the_bytes_goes_too(published: Path) -> None:
    elsewhere = kept("https://contoh.test/a/2", n=1, at=NOW + 5 * HOUR)
    with connect(published) as db:
        documents.index(db, [elsewhere])
        assert len(forget.records_of(db, PAGE)) == 3


def _content(path: Path) -> list[list[tuple[object, ...]]]:
    with connect(path) as db:
        tables = db.execute("select table_name from duckdb_tables() order by all").fetchall()
        return [db.execute(f"select * from store.{table} order by all").fetchall() for (table,) in tables]


def test_rewriting_keeps_every_row_and_relation(published: Path) -> None:
    before = _content(published)
    published.with_name(".kabar.duckdb.anew").write_bytes(b"of a run that was cut down")
    compact.rewrite(published)
    assert _content(published) == before
    assert status.outlets(published)
    assert explain.text_of(published, PAGE) == "Satu dua tiga empat."
    assert [path.name for path in published.parent.iterdir()] == ["kabar.duckdb"]


def test_rewritten_the_file_holds_no_byte_of_what_was_forgotten(published: Path) -> None:
    title = b"Judul yang hanya sekali ada di sini"
    with connect(published) as db:
        db.execute("update store.extractions set title = ? where url = ?", [title.decode(), PAGE])
    assert title in published.read_bytes()
    with connect(published) as db, transaction(db):
        forget.forget(db, PAGE, NOW)
    compact.rewrite(published)
    assert title not in published.read_bytes()


def test_a_warehouse_in_a_folder_with_a_quote_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "jum'at").mkdir()
    path = a_file(tmp_path / "jum'at" / "warehouse.duckdb")
    before = _content(path)
    compact.rewrite(path)
    assert _content(path) == before
