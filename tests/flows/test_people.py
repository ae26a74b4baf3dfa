"""Runs and people side by side: readers, a second run, what is published, what is forgotten."""

import gzip
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from flows.lock import writing
from tests.web import rows, stories
from tests.web.kabar import Kabar, only
from tests.web.publishers import Web

READER = """
import sys
from pathlib import Path
from warehouse.connection import connect_to_read
with connect_to_read(Path(sys.argv[1])) as db:
    for _ in sys.stdin:
        print(db.execute("select count(*) from articles").fetchall()[0][0], flush=True)
"""


def test_sql_answers_while_a_run_is_writing(ran: Kabar, web: Web) -> None:
    web.clock.move(hours=3)  # one more was published, and pages are due to be looked at again
    web.delay = 0.3
    with ran.start("run", *only(("kabarkini",))) as run:
        _until(lambda: len(web.requests()) >= 3)
        done = ran.command("sql", "select count(*) as n from articles", "--format", "csv")
        assert run.poll() is None
        run.communicate(timeout=60)
    assert (done.returncode, done.stdout.split()) == (0, ['"n"', "9"])
    assert rows.published(ran.home, "select count(*) from articles") == [(10,)]


def test_a_reader_keeps_the_file_it_opened_when_another_is_published(ran: Kabar, web: Web) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(ran.home / "kabar.duckdb")], env=ran.environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    )  # fmt: skip
    with reader:
        assert _asked(reader) == "9"
        opened = (ran.home / "kabar.duckdb").stat().st_ino
        web.clock.move(hours=3)
        ran.run("kabarkini")
        assert (ran.home / "kabar.duckdb").stat().st_ino != opened
        assert _asked(reader) == "9"
    assert rows.published(ran.home, "select count(*) from articles") == [(10,)]


def test_a_second_run_says_who_holds_the_lock_and_gives_up(kabar: Kabar) -> None:
    with writing(kabar.home, "backfill", "2025-06-11T12:00:00+00:00", 1):
        began = time.monotonic()
        done = kabar.command("run", *only(), KABAR_LOCK_WAIT="0.5")
        took = time.monotonic() - began
    assert done.returncode == 1
    assert re.search(r"is being written by `kabar backfill` \(process \d+, .*gave up after 0\.5 s", done.stderr)
    assert took < 20
    assert not (kabar.home / "warehouse.duckdb").exists()


def test_every_published_view_can_be_selected_and_says_what_it_is(ran: Kabar) -> None:
    views = rows.published(ran.home, "select view_name, comment from duckdb_views() where not internal")
    assert len(views) >= 20
    for name, comment in views:
        assert comment, name
        rows.published(ran.home, f'select * from "{name}"')


def test_what_is_forgotten_is_gone_from_rows_and_archive_and_stays_away(ran: Kabar, web: Web) -> None:
    words = "patience of its founder"
    assert words in _archived_text(ran.home)
    url = next(url for (url,) in rows.published(ran.home, "select url from articles where url like '%quillfish%'"))
    done = ran.command("forget", url, "--yes")
    assert done.returncode == 0, done.stderr
    assert words not in _archived_text(ran.home)
    web.clear()
    web.clock.move(hours=1)
    ran.run(force=True)
    assert not [asked for asked in web.requests() if "quillfish" in asked]
    assert rows.published(ran.home, "select count(*) from articles") == [(8,)]
    for table, column in (("articles", "url"), ("extractions", "url"), ("documents", "key")):
        sql = f"select count(*) from store.{table} where {column} like '%quillfish%'"
        assert rows.store(ran.home, sql) == [(0,)], table
    assert rows.archived(ran.home) > 0
    ran.rebuild()
    assert rows.published(ran.home, "select count(*) from articles") == [(8,)]


def test_an_edited_headline_does_not_bring_back_what_was_forgotten(ran: Kabar, web: Web) -> None:
    assert ran.said("forget", stories.ORIGINAL_URL, "--yes").returncode == 0
    web.clock.move(hours=3)
    ran.run()
    said = rows.store(ran.home, f"select title, excerpt, said from store.entries where url = '{stories.ORIGINAL_URL}'")
    assert said == [("", "", "{}")] * 2  # two states were shown, and no word of either is left
    assert rows.store(ran.home, "select count(*) from store.articles where url like '%lintang-robotics%'") == [(0,)]


def test_the_whole_text_of_a_story_can_be_explained(ran: Kabar) -> None:
    done = ran.command("explain", stories.ORIGINAL_URL + "?utm_source=rss", "--text")
    assert done.returncode == 0, done.stderr
    assert stories.ORIGINAL.title in done.stdout
    assert stories.ORIGINAL.paragraphs[-1] in done.stdout


def _asked(reader: "subprocess.Popen[str]") -> str:
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write("again\n")
    reader.stdin.flush()
    return reader.stdout.readline().strip()


def _archived_text(home: Path) -> str:
    files = sorted((home / "archive").glob("**/*.warc.gz"))
    return "\n".join(gzip.decompress(file.read_bytes()).decode("utf-8", "replace") for file in files)


def _until(happened: Callable[[], bool], seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.01)
