"""Upkeep: what leaves the archive and what stays, that damage to it is found, that compaction loses nothing."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.forget import forget_page
from flows.retention import StoredFile, choose
from sources.archive import Archive
from sources.types import Response
from tests.web import identities, rows
from tests.web.kabar import Kabar
from tests.web.newsrooms import at
from tests.web.upkeep import files, maintained
from warehouse import extractions
from warehouse.compact import space
from warehouse.connection import connect, transaction
from warehouse.explain import explain
from warehouse.integrity import contradictions

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
BYTES = 1e-9  # of a GB
ALL = (
    "articles",
    "versions",
    "extractions",
    "zones",
    "entries",
    "pages",
    "mentions",
    "duplicates",
    "keys",
    "signatures",
)


def stored(*days_and_bytes: tuple[float, int]) -> list[StoredFile]:
    return [
        StoredFile(file=f"{n}", bytes=size, newest_at=NOW - timedelta(days=days), index=None)
        for n, (days, size) in enumerate(days_and_bytes)
    ]


@pytest.mark.parametrize(
    ("days", "most", "expected"),
    [
        (0, 0, []),
        (30, 0, [("1", "age"), ("3", "age")]),
        (40, 0, [("1", "age")]),
        (0, 100, []),
        (0, 99, [("1", "size")]),
        (0, 55, [("1", "size"), ("3", "size")]),
        (0, 54, [("1", "size"), ("3", "size"), ("0", "size")]),
        (35, 55, [("1", "age"), ("3", "age")]),
        (36, 55, [("1", "age"), ("3", "size")]),
        (1, 1, [("1", "age"), ("3", "age"), ("0", "age"), ("2", "size")]),
    ],
    ids=[
        "no limit",
        "old ones",
        "older ones",
        "fits",
        "a byte over",
        "two over",
        "three over",
        "both limits",
        "either",
        "all",
    ],
)
def test_what_is_due_is_the_oldest(days: int, most: int, expected: list[tuple[str, str]]) -> None:
    found = choose(stored((3, 20), (41, 30), (0.5, 35), (36, 15)), NOW, days, most)
    assert [(d.stored.file, d.why) for d in found] == expected


# ------------------------------------------------------------------ what stays when bytes go


def test_what_was_read_stays_when_its_bytes_go_and_a_rebuild_does_not_take_it_away(newsrooms: Kabar) -> None:
    before, text = (
        rows.everything(newsrooms.home, *ALL),
        rows.published(newsrooms.home, "select article_id, body from articles order by 1"),
    )
    there = files(newsrooms)
    done = maintained(newsrooms, archive_days=1)
    assert files(newsrooms) == there[-1:]
    assert (done.files_retired, done.troubles, done.notes) == (len(there) - 1, (), ())
    assert done.bytes_retired > 0
    assert rows.everything(newsrooms.home, *ALL) == before
    for step in ("tag", "identify", "extract"):
        newsrooms.rebuild(step)
        assert rows.published(newsrooms.home, "select article_id, body from articles order by 1") == text
        assert contradictions(newsrooms.home / "kabar.duckdb") == ()
    after = rows.everything(newsrooms.home, "articles", "versions", "extractions", "zones")
    assert after == {table: before[table] for table in after}
    assert rows.store(newsrooms.home, "from store.extractions where outcome = 'lost'") == []


def test_without_the_archive_as_a_whole_a_rebuild_keeps_every_article(newsrooms: Kabar) -> None:
    before = rows.everything(newsrooms.home, "articles", "versions", "extractions")
    maintained(newsrooms, archive_gb=BYTES)
    assert files(newsrooms) == []
    newsrooms.rebuild()
    assert rows.everything(newsrooms.home, "articles", "versions", "extractions") == before


def test_what_went_is_on_record_and_explained(newsrooms: Kabar) -> None:
    maintained(newsrooms, archive_days=1)
    [(n, why)] = rows.store(newsrooms.home, "select count(*), any_value(why) from store.retired")
    assert (n, why) == (3, "age")
    gone = "select count(*) from store.documents where gone_at is not null and file in (select file from store.retired)"
    kept = "select sum(documents) from store.retired"
    assert rows.store(newsrooms.home, gone) == rows.store(newsrooms.home, kept)
    [(url,)] = rows.store(
        newsrooms.home, "select min(key) from store.documents where gone_at is not null and extracted"
    )
    [archive] = [part for part in explain(newsrooms.home / "kabar.duckdb", url, url) if part.name == "archive"]
    assert any(row[archive.columns.index("gone_at")] for row in archive.rows)


def test_a_later_look_that_stood_for_the_bytes_goes_with_them(newsrooms: Kabar) -> None:
    maintained(newsrooms, archive_days=1)
    along = rows.store(
        newsrooms.home,
        "select count(*) from store.documents anti join store.retired using (file) where gone_at is not null",
    )
    assert along[0][0] > 0
    assert maintained(newsrooms).troubles == ()


def test_a_run_after_retention_finds_no_change_where_there_is_none(newsrooms: Kabar) -> None:
    versions = rows.everything(newsrooms.home, "versions", "articles")
    maintained(newsrooms, archive_gb=BYTES)
    newsrooms.web.clock.now = at(41)  # pages are looked at again, and there is no copy to compare them with
    newsrooms.run(*identities.IDS, force=True)
    assert rows.everything(newsrooms.home, "versions", "articles") == versions
    assert len(files(newsrooms)) == 1


def test_an_article_whose_page_is_gone_can_be_forgotten(newsrooms: Kabar) -> None:
    maintained(newsrooms, archive_gb=BYTES)
    [(url,)] = rows.store(newsrooms.home, "select min(url) from store.articles")
    forget_page(newsrooms.settings, url)
    assert rows.store(newsrooms.home, f"select count(*) from store.extractions where url = '{url}'") == [(0,)]


def test_what_is_forgotten_leaves_the_report_page_where_there_is_one(newsrooms: Kabar) -> None:
    page = newsrooms.home / "report.html"
    first, second = (
        url for (url,) in rows.store(newsrooms.home, "select url from store.articles order by url limit 2")
    )
    forget_page(newsrooms.settings, first)
    assert not page.exists()
    page.write_text("its headline, as the page told it")
    forget_page(newsrooms.settings, second)
    assert page.read_text().startswith("<!DOCTYPE html>")


# ------------------------------------------------------------------ what does not go


def test_a_file_stays_until_its_pages_are_read(newsrooms: Kabar) -> None:
    there = files(newsrooms)
    with connect(newsrooms.home / "warehouse.duckdb") as db, transaction(db):
        extractions.forget(db, None, identities.IDS)
    done = maintained(newsrooms, archive_days=1)
    waiting = (
        f"{len(there) - 1 - done.files_retired} files of the archive are due and stay until every page in them is read"
    )
    assert done.notes == (waiting,)
    assert there[0] in files(newsrooms)
    newsrooms.run(*identities.IDS)
    maintained(newsrooms, archive_days=1)
    assert there[0] not in files(newsrooms)
    assert contradictions(newsrooms.home / "kabar.duckdb") == ()


def test_a_file_with_documents_that_nobody_recorded_stays(newsrooms: Kabar) -> None:
    response = Response(
        url="http://baru.test/1", final_url="http://baru.test/1", permanent_url="http://baru.test/1", status=200,
        headers=(), body=b"baru", fetched_at=at(1),
    )  # fmt: skip
    archive = Archive(newsrooms.home / "archive")
    ref = archive.write(response, purpose="page", key="http://baru.test/1", outlet_id="x", known=lambda _: None)
    done = maintained(newsrooms, archive_gb=BYTES)
    assert done.notes[0].startswith("1 files of the archive are due")
    assert ref.file in files(newsrooms)


def test_a_file_that_was_noted_and_not_deleted_is_deleted_by_the_next(newsrooms: Kabar, tmp_path: Path) -> None:
    shutil.copytree(newsrooms.home / "archive", tmp_path / "archive")
    maintained(newsrooms, archive_days=1)
    kept = files(newsrooms)
    shutil.copytree(tmp_path / "archive", newsrooms.home / "archive", dirs_exist_ok=True)
    assert len(files(newsrooms)) == 4
    done = maintained(newsrooms)
    assert files(newsrooms) == kept
    assert done.troubles == ()


# ------------------------------------------------------------------ the check


def _damage(kabar: Kabar, how: str) -> None:
    path = kabar.home / "archive" / files(kabar)[-1]
    whole = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "short":
        path.write_bytes(whole[: len(whole) // 2])
    else:
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes(64) + whole[middle + 64 :])


@pytest.mark.parametrize("how", ["gone", "short", "overwritten"])
def test_damage_to_the_archive_is_said(newsrooms: Kabar, how: str) -> None:
    _damage(newsrooms, how)
    assert maintained(newsrooms).troubles[0].startswith("2025/06/12/kabar-")
    assert maintained(newsrooms, check="sample").troubles[0].startswith("2025/06/12/kabar-")


def test_the_command_ends_with_1_where_there_is_trouble(newsrooms: Kabar) -> None:
    _damage(newsrooms, "gone")
    done = newsrooms.command("maintain", "--format", "json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)[0]["troubles"]) == 1
    assert "trouble: 2025/06/" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_torn_end_is_a_note_and_no_trouble(newsrooms: Kabar) -> None:
    name = files(newsrooms)[-1]
    with (newsrooms.home / "archive" / name).open("ab") as stream:
        stream.write(b"\x1f\x8b\x08\x00torn")
    done = maintained(newsrooms)
    assert done.troubles == ()
    assert done.notes == (f"{name} ends in 8 bytes of a record that was cut short, as a killed run leaves it",)


def test_what_was_forgotten_is_no_trouble(newsrooms: Kabar) -> None:
    [(url,)] = rows.store(newsrooms.home, "select min(url) from store.articles")
    forget_page(newsrooms.settings, url)
    assert maintained(newsrooms).troubles == ()


def test_upkeep_of_a_home_that_was_never_run(kabar: Kabar) -> None:
    done = maintained(kabar)
    assert (done.files_checked, done.troubles, done.notes) == (0, (), ())


def test_a_check_counts_what_it_read_and_its_row_says_so(newsrooms: Kabar) -> None:
    done = maintained(newsrooms)
    [(n,)] = rows.store(newsrooms.home, "select count(*) from store.documents")
    assert (done.documents_checked, done.files_checked) == (n, 4)
    [(command, outcome, checked)] = rows.published(
        newsrooms.home,
        "select command, outcome, counts['documents_checked'] from runs order by started_at desc, command limit 1",
    )
    assert (command, outcome, checked) == ("maintain", "done", n)


# ------------------------------------------------------------------ compaction


def _bloated(kabar: Kabar) -> dict[str, int]:
    """Leaves more than half of the warehouse's file empty; how many rows each table has."""
    path = kabar.home / "warehouse.duckdb"
    with connect(path) as db:
        db.execute(
            "create table store.bulk as select md5(i::varchar) || md5((i + 1)::varchar) as a from range(400_000) r(i)"
        )
        db.execute("checkpoint")
        db.execute("create table store.after as from store.bulk limit 5000")
        db.execute("checkpoint")
        db.execute("drop table store.bulk")
        db.execute("checkpoint")
        assert space(db).is_worth_it(0.4)
        db.execute("drop table store.after")
    return rows.counts(kabar.home)


def test_compaction_pays_where_much_is_empty_and_loses_no_row(newsrooms: Kabar) -> None:
    content = rows.content(newsrooms.home)
    counts = _bloated(newsrooms)
    done = maintained(newsrooms, compact=True)
    assert done.troubles == ()
    assert done.size_after < 0.8 * done.size_before
    assert rows.content(newsrooms.home) == content
    assert rows.counts(newsrooms.home) == counts | {"runs": counts["runs"] + 1}
    assert contradictions(newsrooms.home / "kabar.duckdb") == ()


def test_compaction_is_left_alone_where_it_does_not_pay_unless_it_is_asked_for(newsrooms: Kabar) -> None:
    file = (newsrooms.home / "warehouse.duckdb").stat().st_ino
    assert maintained(newsrooms, compact=True).troubles == ()
    assert (newsrooms.home / "warehouse.duckdb").stat().st_ino == file
    maintained(newsrooms, always=True)
    assert (newsrooms.home / "warehouse.duckdb").stat().st_ino != file


def test_what_a_killed_compaction_left_is_removed(newsrooms: Kabar) -> None:
    for name in (".warehouse.duckdb.anew", ".warehouse.duckdb.anew.wal"):
        (newsrooms.home / name).write_bytes(b"half")
    (newsrooms.home / ".warehouse.duckdb.anew.tmp").mkdir()
    maintained(newsrooms)
    assert [path.name for path in newsrooms.home.iterdir() if path.name.startswith(".warehouse")] == []
