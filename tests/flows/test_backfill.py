"""Past days on request: what is found, what is asked for twice (nothing), and what is said of what could not be had.

The long form of the kills is in tests/prove.
"""

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.backfilling import BackfillSummary
from sources.archive import Archive
from sources.types import Response
from tests.web import pasts, rows
from tests.web.harm import descendants_gone, kill_when
from tests.web.kabar import Kabar, only
from tests.web.pasts import FIRST, IDS, LAST, WINDOW
from tests.web.publishers import Faults, Web, publishing
from warehouse.connection import connect

LATE = date(2025, 6, 8)  # three days show of a trouble what eight do
KINDS = {"lampau": "api", "harian": "index", "bulanan": "sitemap"}


@dataclass(frozen=True)
class Filled:
    """A home after one undisturbed backfill of the window, never to be run again, and what that said."""

    home: Path
    outlets: Path
    summary: BackfillSummary


@contextmanager
def _alone(folder: Path) -> Iterator[Kabar]:
    """An installation outside of any test: this process reaches its web as its proxy, and no other."""
    with publishing() as web, pytest.MonkeyPatch.context() as patch:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        patch.setenv("HTTP_PROXY", web.url)
        yield Kabar(home=folder / "home", outlets=pasts.declare(folder / "outlets", *web.pasts.values()), web=web)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    with _alone(tmp_path_factory.mktemp("past")) as kabar:
        return Filled(home=kabar.home, outlets=kabar.outlets, summary=kabar.backfill(FIRST, LAST, *IDS))


@pytest.fixture(scope="module", params=[20], ids=["walking"])  # at twenty other moments: `make prove`
def killed_home(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A home after a backfill that was killed (-9) after so many requests, to be copied."""
    with _alone(tmp_path_factory.mktemp("killed")) as kabar:
        kabar.web.delay = 0.02
        assert kill_when(kabar, lambda: len(kabar.web.requests()) >= request.param, IDS, ("backfill", *WINDOW))
        assert descendants_gone()
        return kabar.home


@pytest.fixture
def killed(past: Kabar, killed_home: Path) -> Kabar:
    """An installation whose backfill was killed."""
    shutil.copytree(killed_home, past.home)
    return past


@pytest.fixture
def whole(filled: Filled) -> dict[str, rows.Rows]:
    """What an undisturbed backfill ends with."""
    return rows.past(filled.home)


@pytest.fixture
def had(past: Kabar, filled: Filled) -> Kabar:
    """An installation that was backfilled once."""
    shutil.copytree(filled.home, past.home)
    return past


def _published(web: Web, outlet_id: str, first: date = FIRST, last: date = LAST, zone: object = None) -> set[str]:
    past = web.pasts[f"{outlet_id}.test"]
    return {
        past.site + post.path
        for post in past.published(web.clock.now)
        if first <= post.published.astimezone(zone).date() <= last  # type: ignore[arg-type]
    }


def test_everything_of_the_window_is_found_by_each_kind_of_route(filled: Filled, web: Web) -> None:
    sql = "select outlet_id, url, discovered_via, backfilled, published_from from articles"
    found = rows.published(filled.home, sql)
    assert _published(web, "lampau") == {row[1] for row in found if row[0] == "lampau"}
    for outlet_id in IDS:  # days of the outlet's own, and all that a month's file names: never less than was asked for
        assert _published(web, outlet_id) <= {row[1] for row in found if row[0] == outlet_id}
    assert {(row[0], row[2]) for row in found} == set(KINDS.items())
    assert {row[3:] for row in found} == {(True, "jsonld")}
    days = filled.summary.days
    assert {(day.status, day.reason) for day in days if FIRST <= day.day <= LAST} == {("complete", "")}
    assert filled.summary.left == 0
    assert rows.twice(filled.home) == {}
    assert rows.published(filled.home, "select count(*) from entries") == [(0,)]
    by_day = Counter(day.day for day in days for _ in range(day.new) if day.outlet_id == "lampau")
    assert by_day == {FIRST + timedelta(days=n): 3 for n in range(8)}


def test_a_second_backfill_asks_for_nothing_and_changes_nothing(had: Kabar, web: Web) -> None:
    before, content = rows.counts(had.home), rows.past(had.home)
    had.backfill(FIRST, LAST, *IDS)
    assert web.requests() == []
    assert rows.counts(had.home) == before | {"runs": before["runs"] + 1}
    assert rows.past(had.home) == content


def test_what_a_feed_had_shown_stays_seen(past: Kabar, web: Web) -> None:
    past.run("lampau")
    shown = {url for (url,) in rows.published(past.home, "select url from articles")}
    past.backfill(FIRST, date(2025, 6, 11), "lampau")
    told = rows.published(
        past.home, "select url, a.discovered_via, backfilled, route from articles a join pages using (url)"
    )
    assert len(shown) == pasts.IN_FEED
    assert {row[0] for row in told if not row[2]} == shown
    assert {row[1:] for row in told if row[0] in shown} == {("feed", False, None)}
    route = "api http://lampau.test:8080/wp-json/wp/v2/posts"
    assert {row[1:] for row in told if row[0] not in shown} == {("api", True, route)}
    assert shown < {url for (url,) in rows.published(past.home, "select url from finds where article_id is not null")}


def test_a_killed_backfill_goes_on_and_asks_for_no_finished_page_again(
    killed: Kabar, web: Web, whole: dict[str, rows.Rows]
) -> None:
    archive = Archive(killed.home / "archive")
    held = {document.url for name, _ in archive.files() for document in archive.scan(name)}
    assert held
    killed.backfill(FIRST, LAST, *IDS)
    assert not held & set(web.asked())
    assert rows.past(killed.home) == whole
    assert rows.twice(killed.home) == {}


def test_a_run_takes_up_what_a_killed_backfill_had_archived(killed: Kabar) -> None:
    killed.run(*IDS)
    archive = Archive(killed.home / "archive")
    listings = [d for name, _ in archive.files() for d in archive.scan(name) if d.purpose == "listing"]
    recorded = rows.store(killed.home, "select count(*) from store.documents where purpose = 'listing'")
    assert listings
    assert recorded == [(len(listings),)]
    assert rows.published(killed.home, "select count(*) from walked where outcome = 'ok'") == [(len(listings),)]


def test_bad_answers_cost_nothing_but_time(past: Kabar, web: Web) -> None:
    first, ids = date(2025, 6, 9), ("bulanan", "lampau")
    other = replace(past, home=past.home.with_name("undisturbed"))
    other.backfill(first, LAST, *ids)
    web.faults = Faults(0.4, seed=11)
    past.backfill(first, LAST, *ids)
    web.faults = None
    for _ in range(2):
        web.clock.move(hours=2)
        past.backfill(first, LAST, *ids)
    ours, theirs = rows.past(past.home), rows.past(other.home)
    for name in ("articles", "pages", "finds"):
        assert ours[name] == theirs[name], name
    assert rows.twice(past.home) == {}


def test_a_day_is_partial_with_its_reason_and_whole_when_the_trouble_is_over(past: Kabar, web: Web) -> None:
    web.pasts["lampau.test"].trouble["api"] = 503
    summary = past.backfill(LATE, LAST, "lampau")
    mine = [day for day in summary.days if day.route.startswith("api ")]
    assert {(day.status, day.reason) for day in mine} == {("partial", "server_error")}
    web.pasts["lampau.test"].trouble.clear()
    summary = past.backfill(LATE, LAST, "lampau")
    assert {day.status for day in summary.days if day.route.startswith("api ")} == {"complete"}


def test_an_index_that_repeats_its_pages_is_partial(past: Kabar, web: Web) -> None:
    web.pasts["harian.test"].stuck = True
    past.backfill(date(2025, 6, 4), date(2025, 6, 4), "harian", via="index")
    told = rows.published(past.home, "select distinct status, reason from walked_days")
    assert told == [("partial", "repeats")]
    web.pasts["harian.test"].stuck = False
    past.backfill(date(2025, 6, 4), date(2025, 6, 4), "harian", via="index")
    assert rows.published(past.home, "select distinct status, reason from walked_days") == [("complete", None)]
    assert _published(web, "harian", date(2025, 6, 4), date(2025, 6, 4), pasts.JAKARTA) <= {
        url for (url,) in rows.published(past.home, "select url from articles")
    }


def test_the_next_kind_is_asked_for_what_the_first_cannot_tell_and_for_nothing_else(past: Kabar, web: Web) -> None:
    past.backfill(LATE, LAST, "keduanya")
    assert not [asked for asked in web.requests() if "indeks" in asked]
    other = replace(past, home=past.home.with_name("other"))
    web.pasts["keduanya.test"].trouble["api"] = 404
    other.backfill(LATE, LAST, "keduanya")
    told = rows.published(other.home, "select distinct discovered_via from articles")
    assert told == [("index",)]
    found = {url for (url,) in rows.published(other.home, "select url from articles")}
    assert _published(web, "keduanya", LATE) <= found


def test_a_day_that_is_not_over_is_walked_again(past: Kabar, web: Web) -> None:
    today = web.clock.now.date()
    past.backfill(LAST, today, "lampau")
    days = "select day, status, reason, covered_until from walked_days order by day"
    assert rows.published(past.home, days) == [
        (LAST, "complete", None, web.clock.now.replace(hour=0)),
        (today, "partial", "not_over", web.clock.now),
    ]
    web.clock.move(hours=24)
    web.clear()
    past.backfill(LAST, today, "lampau")
    assert [row[:3] for row in rows.published(past.home, days)] == [
        (LAST, "complete", None),
        (today, "complete", None),
    ]
    assert _published(web, "lampau", LAST, today) == {
        url for (url,) in rows.published(past.home, "select url from articles")
    }
    assert len([asked for asked in web.requests() if "wp-json" in asked]) == 1


def test_an_article_without_a_date_has_that_of_the_listing(past: Kabar, web: Web) -> None:
    web.pasts["lampau.test"].undated = True
    past.backfill(LAST, LAST, "lampau")
    told = rows.published(past.home, "select url, published_at, published_from from articles")
    posts = [post for post in web.pasts["lampau.test"].posts if post.published.date() == LAST]
    site = web.pasts["lampau.test"].site
    assert set(told) == {(site + post.path, post.published, "api") for post in posts}
    before = rows.everything(past.home, "versions", "articles")
    past.rebuild()
    assert rows.everything(past.home, *before) == before


def test_a_run_that_is_due_gets_in_between(past: Kabar, web: Web) -> None:
    web.delay = 0.25
    with past.start("backfill", "--from", str(LATE), "--to", str(LAST), *only(("bulanan", "lampau"))) as backfill:
        deadline = time.monotonic() + 60
        while len(web.requests()) < 6 and time.monotonic() < deadline:
            time.sleep(0.02)
        past.run("keduanya", lock_wait=20)
        web.delay = 0  # it was in between; how slowly the rest is answered says nothing more
        _, said = backfill.communicate(timeout=100)
    assert backfill.returncode == 0, said
    commands = [command for (command,) in rows.store(past.home, "select command from store.runs order by rowid")]
    assert commands[0] == commands[-1] == "backfill"
    assert "run" in commands
    assert rows.published(past.home, "select distinct reason from walked_days order by 1") == [("not_over",), (None,)]


def test_polls_keep_a_part_of_the_days_requests(past: Kabar, web: Web) -> None:
    done = past.command("backfill", *WINDOW, "--outlet", "lampau", KABAR_HOST_BUDGET="12")
    assert done.returncode == 0, done.stderr
    assert len([asked for asked in web.requests() if "lampau" in asked]) == 9
    ((left,),) = rows.published(past.home, "select count(*) from pages where outcome = 'budget'")
    assert left
    assert f"note: lampau: pages that were not asked for, and will be later: {left} (budget)" in done.stderr
    run = past.said("run", "--outlet", "lampau", KABAR_HOST_BUDGET="12")
    assert run.returncode == 0, run.stderr
    assert rows.published(past.home, "select outcome from polls") == [("ok",)]
    assert rows.published(past.home, "select count(*) from breaches") == [(0,)]


def test_pages_that_were_given_up_are_tried_once_more(past: Kabar, web: Web) -> None:
    past.backfill(LAST, LAST, "lampau")
    with connect(past.home / "warehouse.duckdb") as db:
        db.execute("delete from store.documents where purpose = 'page'")
        db.execute("update store.pages set outcome = 'not_found', next_attempt_at = null, check_at = null")
    web.clear()
    past.backfill(LAST, LAST, "lampau")
    assert web.requests() == []  # a moment ago is too soon
    web.clock.move(days=8)
    past.backfill(LAST, LAST, "lampau")
    assert len([asked for asked in web.requests() if "/baca/" in asked]) == pasts.A_DAY
    assert rows.published(past.home, "select distinct outcome from pages") == [("ok",)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2025-06-05", "--to", "2025-06-04"), "kabar: --to 2025-06-04 is before --from 2025-06-05: "),
        (("--from", "2025-06-05", "--to", "2025-06-12"), "kabar: --to 2025-06-12 has not come yet: today is"),
        (("--from", "0001-01-01", "--to", "2025-06-04"), "kabar: --from 0001-01-01 is before there was a web: "),
        ((*WINDOW, "--outlet", "lampua"), "kabar: the catalogue: lampua: no such outlet; did you mean"),
        ((*WINDOW, "--outlet", "lampau", "--via", "index"), "kabar: lampau has no route of kind index: there are api"),
        ((*WINDOW, "--via", "rss"), "kabar: --via rss: there are auto, api, index"),
        ((*WINDOW, "--via", "warc"), "kabar: --via warc reads files: name them with --warc FILE"),
        ((*WINDOW, "--warc", "nowhere.warc.gz"), "kabar: --warc nowhere.warc.gz: there is no such file"),
    ],
    ids=["backwards", "tomorrow", "antiquity", "unknown outlet", "no such route", "no such kind", "no file", "missing"],
)  # fmt: skip
def test_what_cannot_be_meant_is_one_sentence_and_asks_nobody(
    past: Kabar, web: Web, arguments: tuple[str, ...], said: str
) -> None:
    done = past.said("backfill", *arguments)
    told = [line for line in done.stderr.splitlines() if line.startswith("kabar: ")]
    assert done.returncode == 2
    assert told[-1].startswith(said)
    assert "Traceback" not in done.stderr
    assert web.requests() == []
    assert not (past.home / "warehouse.duckdb").exists()


def test_a_dry_run_says_what_it_would_ask_for_and_asks_nobody(past: Kabar, web: Web) -> None:
    done = past.said("backfill", *WINDOW, *only(IDS), "--dry-run", "--format", "json", KABAR_HOST_GAP="2")
    assert done.returncode == 0, done.stderr
    assert "Nobody was asked" in done.stderr
    assert '"host": "harian.test"' in done.stdout
    assert web.requests() == []


def test_a_dry_run_says_that_nothing_is_left(had: Kabar, web: Web) -> None:
    done = had.said("backfill", *WINDOW, *only(IDS), "--dry-run")
    assert "Nothing is left to ask for" in done.stderr
    assert web.requests() == []


def _crawl(path: Path, web: Web, first: date, last: date) -> Path:
    """Somebody's crawl of a newsroom, made an hour after each post was published."""
    past, folder = web.pasts["lampau.test"], path.with_suffix("")
    archive = Archive(folder, sync=False)
    for post in past.posts:
        if first <= post.published.date() <= last:
            at, url = post.published + timedelta(hours=1), past.site + post.path
            body = past.answer(post.path, web.clock.now).body.encode()
            response = Response(
                url=url, final_url=url, permanent_url=url, status=200, headers=(("content-type", "text/html"),),
                body=body, fetched_at=at,
            )  # fmt: skip
            archive.write(response, purpose="page", key=url, outlet_id="", known=lambda _: None)
    path.write_bytes(b"".join((folder / name).read_bytes() for name, _ in archive.files()))
    return path


def test_a_crawls_file_is_read_in_place_of_asking_anybody(past: Kabar, web: Web, tmp_path: Path) -> None:
    file = _crawl(tmp_path / "CC-NEWS-1.warc.gz", web, FIRST, LAST)
    summary = past.backfill(FIRST, LAST, "lampau", "harian", warc=(file,))
    assert web.requests() == []
    told = rows.published(past.home, "select url, discovered_via, backfilled, published_at from articles")
    assert {row[0] for row in told} == _published(web, "lampau")
    assert {row[1:3] for row in told} == {("warc", True)}
    assert {(day.status, day.reason, day.new) for day in summary.days} == {("partial", "no_proof", 3)}
    before = rows.counts(past.home)
    past.backfill(FIRST, LAST, "lampau", "harian", warc=(file,))
    assert rows.counts(past.home) == before | {"runs": before["runs"] + 1}


def test_a_killed_reading_of_a_file_goes_on(past: Kabar, web: Web, tmp_path: Path) -> None:
    file = _crawl(tmp_path / "CC-NEWS-1.warc.gz", web, FIRST, LAST)
    archive, arguments = past.home / "archive", ("backfill", *WINDOW, "--warc", str(file))
    assert kill_when(past, lambda: any(archive.rglob("*.warc.gz")), ("lampau",), arguments)
    past.backfill(FIRST, LAST, "lampau", warc=(file,))
    assert {url for (url,) in rows.published(past.home, "select url from articles")} == _published(web, "lampau")
    assert rows.twice(past.home) == {}
    assert rows.archived(past.home) == len(_published(web, "lampau"))
    assert web.requests() == []


def test_a_file_that_is_cut_short_gives_what_it_has(past: Kabar, web: Web, tmp_path: Path) -> None:
    file = _crawl(tmp_path / "cut.warc.gz", web, FIRST, LAST)
    file.write_bytes(file.read_bytes()[:-300])
    summary = past.backfill(FIRST, LAST, "lampau", warc=(file,))
    assert {day.reason for day in summary.days} == {"cut"}
    assert rows.published(past.home, "select count(*) from articles") == [(len(_published(web, "lampau")) - 1,)]
