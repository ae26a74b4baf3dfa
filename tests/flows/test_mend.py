"""What a run leaves undone, and what the archive can no longer give: neither stops the next run."""

from tests.web import rows
from tests.web.kabar import Kabar
from warehouse import runs
from warehouse.connection import connect


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
