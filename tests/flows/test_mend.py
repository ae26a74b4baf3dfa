"""What a run leaves undone, and what the archive can no longer give: neither stops the next run."""

from sources.archive import Archive
from tests.web import rows, stories
from tests.web.kabar import Kabar
from tests.web.publishers import Web
from warehouse import runs
from warehouse.connection import connect
from warehouse.forget import forget


def test_only_a_pass_that_ended_well_ends_the_mending(ran: Kabar) -> None:
    with connect(ran.home / "warehouse.duckdb") as db:
        assert not runs.is_unmended(db)
        now = ran.settings.clock()
        runs.start(db, "00000000-0000-4000-8000-000000000001", "run", now, None)
        runs.start(db, "00000000-0000-4000-8000-000000000002", "forget", now, None)
        runs.end(db, "00000000-0000-4000-8000-000000000002", now, "done", {})
        assert runs.is_unmended(db)
    ran.web.clock.move(hours=1)
    ran.run()
    with connect(ran.home / "warehouse.duckdb") as db:
        assert not runs.is_unmended(db)


def test_a_page_whose_bytes_are_spoilt_is_a_row_and_stops_nothing(ran: Kabar) -> None:
    query = "select file, \"offset\", key from store.documents where purpose = 'page' order by key limit 1"
    file, offset, url = rows.published(ran.home, query)[0]
    with (ran.home / "archive" / file).open("r+b") as stream:
        stream.seek(offset + 40)
        stream.write(b"spoilt")
    summary = ran.rebuild()
    told = dict(rows.published(ran.home, "select url, extraction from pages"))
    assert told.pop(url) == "lost"
    assert set(told.values()) == {"ok"}
    assert dict(summary.counts)["articles"] == 8


def test_what_lies_before_recorded_documents_is_taken_up_too(ran: Kabar, web: Web) -> None:
    """One batch's records lie between another's: the first to be recorded says nothing of those before it."""
    before = rows.content(ran.home)
    with connect(ran.home / "warehouse.duckdb") as db:
        for purpose in ("page", "feed"):
            first = 'select document_id from store.documents where purpose = ? order by file, "offset" limit 1'
            (document,) = db.execute(first, [purpose]).fetchall()[0]
            (key,) = db.execute("select key from store.documents where document_id = ?", [document]).fetchall()[0]
            db.execute("delete from store.documents where document_id = ?", [document])
            if purpose == "feed":
                db.execute("delete from store.entries where feed_url = ?", [key])
            else:
                db.execute(
                    "update store.pages set outcome = 'pending', next_attempt_at = first_seen_at where url = ?", [key]
                )
        db.execute("update store.runs set outcome = 'cut'")
    web.clear()
    ran.run()
    assert rows.content(ran.home) == before
    assert not [asked for asked in web.requests() if "robots" not in str(asked)]


def test_what_was_forgotten_after_a_cut_does_not_come_back(ran: Kabar) -> None:
    with connect(ran.home / "warehouse.duckdb") as db:
        query = "select key from store.documents where key like ? and purpose = 'page'"
        (url,) = db.execute(query, [f"%{stories.ORIGINAL.path}%"]).fetchall()[0]
        db.execute("delete from store.documents where key = ?", [url])
        db.execute("update store.runs set outcome = 'cut'")
        forget(db, url, ran.web.clock.now)
    ran.run()
    told = dict(rows.published(ran.home, "select url, outcome from pages"))
    assert told[url] == "forgotten"
    assert url not in dict(rows.published(ran.home, "select url, 1 from articles"))
    archive = Archive(ran.home / "archive")
    kept = [document.key for name, _ in archive.files() for document in archive.scan(name)]
    assert kept
    assert url not in kept


def test_rebuilding_leaves_the_articles_of_an_outlet_whose_file_is_broken(ran: Kabar) -> None:
    before = rows.content(ran.home)
    file = ran.outlets / "kabarkini.toml"
    whole = file.read_text()
    file.write_text("name = ")
    ran.rebuild()
    file.write_text(whole)
    assert rows.content(ran.home) == before


def test_one_outlet_that_cannot_be_reached_is_not_an_outage_of_ours(kabar: Kabar) -> None:
    done = kabar.said("run", "--outlet", "kabarkini", HTTP_PROXY="http://127.0.0.1:9")
    assert done.returncode == 0, done.stderr
    assert rows.published(kabar.home, "select distinct outcome from polls") == [("failed",)]
