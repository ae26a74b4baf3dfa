"""Looking again at pages over several runs: edits are seen, nothing that is there is lost, and nobody is bothered.

All looks that a page gets, to its last, and more kills are in tests/prove.
"""

from datetime import datetime, timedelta

from flows import steps
from sources.archive import Archive
from sources.types import ArchiveRef
from tests.web import rows, stories
from tests.web.harm import kill_when
from tests.web.kabar import Kabar
from tests.web.publishers import Web
from warehouse import extractions, runs
from warehouse.connection import connect
from warehouse.extractions import UnreadPage

PIECE = stories.UNRELATED  # published an hour before the first run: it is due at 13:00, 19:00 and 20:00 the next day
PAGE = f"http://kabarkini.test:8080{PIECE.path}"
ASKED = f"http://kabarkini.test{PIECE.path}"
EDITED = (*PIECE.paragraphs[:-1], "Kapal cadangan disiapkan untuk akhir pekan panjang.", PIECE.paragraphs[-1])


def _page(kabar: Kabar) -> tuple[object, ...]:
    """How far one got with the page: outcome, looks, when it is looked at again."""
    return rows.store(kabar.home, f"select outcome, checks, check_at from store.pages where url = '{PAGE}'")[0]


def _documents(kabar: Kabar) -> list[tuple[object, ...]]:
    query = f"select outcome from store.documents where purpose = 'page' and key = '{PAGE}' order by fetched_at"
    return [outcome for (outcome,) in rows.store(kabar.home, query)]


def _read(kabar: Kabar) -> list[str]:
    query = f"select outcome from store.extractions where url = '{PAGE}' order by observed_at"
    return [outcome for (outcome,) in rows.store(kabar.home, query)]


def _absences(kabar: Kabar) -> list[tuple[datetime, str]]:
    return rows.store(kabar.home, "select observed_at, outcome from store.absences order by observed_at")


def _look(kabar: Kabar, web: Web) -> dict[str, int]:
    """Moves the clock to when the page is due, and runs its outlet alone; what the run counted."""
    due = _page(kabar)[2]
    assert isinstance(due, datetime)
    web.clock.now = max(due, web.clock.now)
    web.clear()
    counts = dict(kabar.run("kabarkini").counts)
    assert web.requests().count(ASKED) == 1
    return counts


def ages_of_looks(kabar: Kabar, web: Web, most: int) -> list[float]:
    """Has the page looked at whenever it is due, so often at most: its ages then, in hours."""
    ages: list[float] = []
    while len(ages) < most and (due := _page(kabar)[2]) is not None:
        assert isinstance(due, datetime)
        ages.append((due - PIECE.published) / timedelta(hours=1))
        _look(kabar, web)
    return ages


# ------------------------------------------------------------------ what a look sees


def test_a_page_is_looked_at_at_the_ages(ran: Kabar, web: Web) -> None:
    assert ages_of_looks(ran, web, 3) == [2, 8, 32]
    assert _page(ran) == ("ok", 3, PIECE.published + timedelta(days=5))
    assert _documents(ran) == ["ok", *["unchanged"] * 3]
    assert _read(ran) == ["ok"]
    assert len(rows.published(ran.home, f"from article_versions where title = '{PIECE.title}'")) == 1


def test_an_edit_is_seen_at_the_next_look(ran: Kabar, web: Web) -> None:
    web.rewritten[PIECE.path] = EDITED
    counts = _look(ran, web)
    assert counts["checked"] >= 1
    assert "absent" not in counts
    assert _documents(ran) == ["ok", "ok"]
    assert _read(ran) == ["ok", "ok"]
    texts = rows.published(
        ran.home, f"select text from article_versions where title = '{PIECE.title}' order by version"
    )
    assert ["cadangan" in text for (text,) in texts] == [False, True]
    assert rows.published(ran.home, f"select count(*) from articles where title = '{PIECE.title}'") == [(1,)]


def test_other_furniture_is_no_other_state(ran: Kabar, web: Web) -> None:
    web.bulk = 100
    _look(ran, web)
    assert _documents(ran) == ["ok", "ok"]
    assert _read(ran) == ["ok", "unchanged"]
    sizes = rows.store(ran.home, f"select text is null, text_digest from store.extractions where url = '{PAGE}'")
    assert len({digest for _, digest in sizes}) == 1
    assert sorted(empty for empty, _ in sizes) == [False, True]


def test_the_same_bytes_are_neither_stored_nor_read_again(ran: Kabar, web: Web) -> None:
    counts = _look(ran, web)
    assert counts["checked"] >= 1
    assert counts.get("fetched", 0) == counts.get("articles", 0)
    assert _documents(ran) == ["ok", "unchanged"]
    archive = Archive(ran.home / "archive")
    copies = [d for name, _ in archive.files() for d in archive.scan(name) if d.key == PAGE]
    assert len(copies) == 2
    assert len({copy.body for copy in copies}) == 1
    assert max(copy.ref.length for copy in copies) > 1.5 * min(copy.ref.length for copy in copies)


def test_with_validators_an_unchanged_page_costs_a_304(kabar: Kabar, web: Web) -> None:
    web.validators = True
    kabar.run("kabarkini")
    for _ in range(2):
        _look(kabar, web)
    query = "select outcome, status, bytes from store.fetches where purpose = 'page' and url like ? order by started_at"
    with connect(kabar.home / "warehouse.duckdb") as db:
        asked = db.execute(query, [f"%{PIECE.path}%"]).fetchall()
    assert [(outcome, status) for outcome, status, _ in asked] == [("ok", 200), *[("not_modified", 304)] * 2]
    assert [size for *_, size in asked[1:]] == [0, 0]
    assert _documents(kabar) == ["ok"]
    assert _page(kabar)[:2] == ("ok", 2)
    web.rewritten[PIECE.path] = EDITED
    _look(kabar, web)
    assert _documents(kabar) == ["ok", "ok"]


def test_a_changed_page_is_looked_at_again_within_hours(ran: Kabar, web: Web) -> None:
    _look(ran, web)  # by its age alone it would be due 24 hours after the next
    web.rewritten[PIECE.path] = EDITED
    _look(ran, web)
    with connect(ran.home / "warehouse.duckdb") as db:
        query = (
            'select document_id::varchar, fetched_at, file, "offset", length, digest from store.documents '
            "where purpose = 'page' and key = ? order by fetched_at"
        )
        found = db.execute(query, [PAGE]).fetchall()
        old, new = (_as_read(row) for row in (found[0], found[-1]))
        steps.look_again_soon(db, (old,))
        steps.look_again_soon(db, (new,))
        steps.look_again_soon(db, ())
    assert _page(ran)[2] == web.clock.now + timedelta(hours=6)


def _as_read(row: tuple[object, ...]) -> UnreadPage:
    document, at, file, offset, length, digest = row
    ref = ArchiveRef(file=str(file), offset=int(str(offset)), length=int(str(length)), digest=str(digest))
    return UnreadPage(document_id=str(document), outlet_id="kabarkini", url=PAGE, fetched_at=at, ref=ref)  # type: ignore[arg-type]


# ------------------------------------------------------------------ pages that go, and come back


def test_a_page_that_is_gone_is_an_absence_and_its_article_stays(ran: Kabar, web: Web) -> None:
    for status in (404, 410):
        web.gone[PIECE.path] = status
        counts = _look(ran, web)
        assert (counts["absent"], counts.get("failed", 0)) == (1, 0)
    assert [outcome for _, outcome in _absences(ran)] == ["not_found", "gone"]
    assert _page(ran)[:2] == ("ok", 2)
    assert rows.published(ran.home, f"select outcome, extraction from pages where url = '{PAGE}'") == [("ok", "ok")]
    assert rows.published(ran.home, f"select count(*) from articles where url = '{PAGE}'") == [(1,)]


def test_a_page_that_went_is_looked_at_again_within_hours(ran: Kabar, web: Web) -> None:
    _look(ran, web)
    web.gone[PIECE.path] = 404
    _look(ran, web)
    assert _page(ran)[2] == web.clock.now + timedelta(hours=6)
    _look(ran, web)
    assert _page(ran)[2] == PIECE.published + timedelta(hours=32)


def test_a_page_that_is_back_is_read_again_though_it_is_the_same(ran: Kabar, web: Web) -> None:
    _goes_and_comes(ran, web)
    assert _documents(ran)[2:] == ["unchanged"]


def test_a_page_that_is_back_is_read_again_though_its_validators_are_the_same(kabar: Kabar, web: Web) -> None:
    web.validators = True
    kabar.run("kabarkini")
    _goes_and_comes(kabar, web)
    assert _documents(kabar)[2:] == []


def _goes_and_comes(kabar: Kabar, web: Web) -> None:
    web.gone[PIECE.path] = 404
    _look(kabar, web)
    web.gone.clear()
    _look(kabar, web)
    assert _documents(kabar) == ["ok", "ok"]
    assert _read(kabar) == ["ok", "ok"]
    _look(kabar, web)
    assert len(_absences(kabar)) == 1


# ------------------------------------------------------------------ looks that tell nothing


def test_a_server_in_trouble_takes_nothing_away_and_is_asked_later(ran: Kabar, web: Web) -> None:
    before = rows.published(ran.home, "select url, title, text from articles order by all")
    web.down.add("kabarkini.test")
    due = _page(ran)[2]
    assert isinstance(due, datetime)
    web.clock.now = due
    counts = dict(ran.run("kabarkini").counts)
    assert counts["checked"] >= 1
    outcome, checks, again = _page(ran)
    assert (outcome, checks) == ("ok", 1)
    assert again == due + timedelta(minutes=30)
    page = rows.published(ran.home, f"select outcome, extraction, detail from pages where url = '{PAGE}'")
    assert page[0][:2] == ("ok", "ok")
    assert "when looked at again: server_error" in page[0][2]
    assert rows.published(ran.home, "select url, title, text from articles order by all") == before
    assert _absences(ran) == []
    web.down.clear()
    _look(ran, web)
    assert rows.published(ran.home, f"select detail from pages where url = '{PAGE}'") == [(None,)]
    assert _documents(ran) == ["ok", "unchanged"]


def test_what_the_archive_lost_is_asked_for_whole(kabar: Kabar, web: Web) -> None:
    web.validators = True
    kabar.run("kabarkini")
    for path in (kabar.home / "archive").rglob("*.warc.gz"):
        path.write_bytes(b"")
    _look(kabar, web)
    asked = [seen for seen in web.state.seen if seen.path == PIECE.path]
    assert [seen.header("If-None-Match") for seen in asked] == [""]
    archive = Archive(kabar.home / "archive")
    copies = [d for name, _ in archive.files() for d in archive.scan(name) if d.key == PAGE]
    assert [PIECE.title.encode() in copy.body for copy in copies] == [True]


# ------------------------------------------------------------------ measure


def test_a_second_run_at_once_asks_for_nothing(ran: Kabar, web: Web) -> None:
    web.clock.move(hours=3)
    assert dict(ran.run().counts)["checked"] > 3
    web.clear()
    counts = dict(ran.run().counts)
    assert web.requests() == []
    assert "checked" not in counts


def test_force_forces_no_look_and_a_limit_forbids_none(ran: Kabar, web: Web) -> None:
    web.clear()
    ran.run(force=True)
    assert [asked for asked in web.requests() if PIECE.path in asked] == []
    web.clock.now = PIECE.published + timedelta(hours=2)
    summary = ran.run(limit=1)
    assert web.requests().count(ASKED) == 1
    assert summary.left == 0


def test_a_host_is_asked_for_so_many_pages_a_run_and_the_rest_later(ran: Kabar, web: Web) -> None:
    host, page = "banyak.test", "/page"
    with connect(ran.home / "warehouse.duckdb") as db:
        db.execute(
            "insert into store.pages by name select uuid() as page_id, 'kabarkini' as outlet_id, "
            f"'http://{host}:8080{page}?n=' || n as url, 'feed' as discovered_via, $now as first_seen_at, "
            "1 as attempts, $now as last_attempt_at, 'ok' as outcome, '' as detail, $now as check_at, 0 as checks "
            "from range(40) t(n)",
            {"now": web.clock.now},
        )
    asked = []
    for minutes in (0, 0, 15, 15):
        web.clock.move(hours=minutes / 60)
        web.clear()
        ran.run("kabarkini")
        asked.append(len([one for one in web.requests() if one.startswith(f"http://{host}{page}?n=")]))
    assert asked == [steps.CHECKS_A_HOST, 0, 40 - steps.CHECKS_A_HOST, 0]


# ------------------------------------------------------------------ feeds speak of edits


def test_an_edited_entry_has_its_page_looked_at_at_once_and_not_all_the_time(ran: Kabar, web: Web) -> None:
    path = stories.ORIGINAL.path  # has another headline from 14:30 on; its next look would be at 16:50
    asked = f"http://startupledger.test{path}"
    for hours, expected in ((2, 0), (1, 1), (0.5, 0)):
        web.clock.move(hours=hours)
        web.clear()
        ran.run("startup-ledger", force=True)
        assert web.requests().count(asked) == expected
    versions = "select v.title from article_versions v join articles a using (article_id)"
    titles = rows.published(ran.home, f"{versions} where a.url = '{stories.ORIGINAL_URL}' order by v.version")
    assert titles == [(stories.ORIGINAL.title,), (stories.ORIGINAL.edits[0].title,)]


# ------------------------------------------------------------------ runs that are cut down


def test_looks_that_a_cut_run_had_archived_are_taken_up(ran: Kabar, web: Web) -> None:
    web.rewritten[PIECE.path] = EDITED
    web.clock.move(hours=3)
    ran.run()
    expected = rows.content(ran.home), _page(ran), sorted(_all_documents(ran))
    with connect(ran.home / "warehouse.duckdb") as db:  # as it was before the second run wrote down its looks
        db.execute(
            "update store.pages set checks = 0, attempts = 1, check_at = $at where checks = 1", {"at": web.clock.now}
        )
        later = "select document_id from store.documents where purpose = 'page' and fetched_at = ? and key in "
        again = "(select url from store.pages where first_seen_at < ?)"
        for table in ("zones", "extractions", "documents"):
            db.execute(f"delete from store.{table} where document_id in ({later} {again})", [web.clock.now] * 2)
        assert extractions.unread(db) == ()
        db.execute("update store.runs set outcome = 'cut'")
        assert runs.is_unmended(db)
    web.clear()
    ran.run()
    assert web.requests() == []
    assert (rows.content(ran.home), _page(ran), sorted(_all_documents(ran))) == expected


def _all_documents(kabar: Kabar) -> list[tuple[str, str]]:
    return rows.store(kabar.home, "select key, outcome from store.documents")


def test_what_a_killed_run_of_looks_leaves_is_made_whole(ran: Kabar, web: Web) -> None:
    killed_while_looking(ran, web, 5)


def killed_while_looking(ran: Kabar, web: Web, requests: int) -> None:
    """Kills a run of looks after so many requests; the next one makes it whole."""
    web.rewritten[PIECE.path] = EDITED
    web.clock.move(hours=3)
    web.delay = 0.05
    web.clear()
    assert kill_when(ran, lambda: len(web.requests()) >= requests)
    web.delay = 0
    ran.run()
    assert _read(ran) == ["ok", "ok"]
    assert rows.twice(ran.home) == {}
    web.clear()
    ran.run()
    assert web.requests() == []
