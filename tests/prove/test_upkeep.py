"""Kill -9 at random moments of upkeep, back-up and restore: nothing is lost, and the next one finishes the work."""

import random
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sources.archive import Archive
from tests.web import rows
from tests.web.kabar import Kabar
from tests.web.upkeep import files, maintained, verified
from warehouse.connection import connect, transaction
from warehouse.integrity import contradictions

pytestmark = [pytest.mark.prove, pytest.mark.timeout(1800)]
SEED, MOMENTS = 20250611, 20
BALLAST = 40  # files of 4 MB in the archive, so that there is something to be killed in
EXCEPT = ("runs", "published", "documents", "retired", "feeds", "outlets")


@pytest.fixture
def heavy(newsrooms: Kabar) -> Kabar:
    """An installation with a warehouse and an archive that take a while to copy."""
    with connect(newsrooms.home / "warehouse.duckdb") as db, transaction(db):
        db.execute(
            "insert into store.fetches by name "
            "select uuid() as run_id, 'http://x.test/' || md5(i::varchar) as url, md5((i + 1)::varchar) as host, "
            "'page' as purpose, now() as started_at, 'ok' as outcome, i as bytes, i as ms, "
            "md5((i + 2)::varchar) as detail from range(400_000) r(i)"
        )
    archive = Archive(newsrooms.home / "archive")
    first = files(newsrooms)[0]
    opening = (archive.root / first).read_bytes()[: archive.opening(first)]
    day = archive.root / "2025/06/10"
    day.mkdir(parents=True)
    for n in range(BALLAST):
        (day / f"kabar-20250610T120000Z-{n:012x}.warc.gz").write_bytes(opening + random.Random(n).randbytes(4_000_000))
    return newsrooms


def content(home: Path) -> dict[str, int]:
    """Every table's rows, as one number each."""
    tables = sorted(set(rows.counts(home)) - set(EXCEPT) - {"views_made", "migrations"})
    with connect(home / "warehouse.duckdb") as db:
        return {t: hash(db.execute(f"select count(*), sum(hash(t)) from store.{t} t").fetchall()[0]) for t in tables}


def killed(kabar: Kabar, seconds: float, *arguments: str, **more: str) -> bool:
    """Starts the real command and kills it after so many seconds; whether it was still at work then."""
    with kabar.start(*arguments, **more) as process:
        ends = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < ends:
            time.sleep(0.002)
        alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
    return alive


def seconds_of(kabar: Kabar, *arguments: str, **more: str) -> float:
    began = time.monotonic()
    done = kabar.command(*arguments, **more)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


def test_killed_upkeep_loses_nothing(heavy: Kabar) -> None:
    arguments, more = ("maintain", "--compact", "--check", "none"), {"KABAR_ARCHIVE_DAYS": "1"}
    undisturbed = heavy.apart("undisturbed")
    before, articles = content(heavy.home), rows.everything(heavy.home, "articles", "versions", "extractions")
    whole = seconds_of(undisturbed, *arguments, **more)
    assert len(files(undisturbed)) == 1
    moments, hits = random.Random(SEED), 0
    for n in range(MOMENTS):
        one = heavy.apart(f"killed-{n}")
        moment = moments.uniform(0.3 * whole, whole)
        hits += killed(one, moment, *arguments, **more)
        assert content(one.home) == before, f"after {moment:.2f} s of {whole:.2f}"
        done = one.command(*arguments, **more)
        assert done.returncode == 0, done.stderr
        assert content(one.home) == before
        assert files(one) == files(undisturbed)
        assert {path.name for path in one.home.iterdir() if path.name.startswith(".")} <= {".kabar.duckdb.spare"}
        assert maintained(one).troubles == ()
        assert contradictions(one.home / "kabar.duckdb") == ()
        if n % 5 == 0:
            one.rebuild()
            assert rows.everything(one.home, *articles) == articles
        shutil.rmtree(one.home)
    assert hits >= MOMENTS // 2


def test_a_killed_backup_leaves_the_one_before_or_none(heavy: Kabar, tmp_path: Path) -> None:
    folder, moments, hits = tmp_path / "backup", random.Random(SEED + 1), 0
    arguments = ("backup", str(folder), "--copy")
    whole = seconds_of(heavy, *arguments)
    shutil.rmtree(folder)
    for _ in range(MOMENTS // 2):  # none
        if killed(heavy, moments.uniform(0.2 * whole, whole), *arguments):
            hits += 1
            assert not (folder / "manifest.json").exists() or verified(folder).troubles == ()
    assert heavy.command(*arguments).returncode == 0
    assert verified(folder).troubles == ()
    for n in range(MOMENTS // 2):  # the one before
        with connect(heavy.home / "warehouse.duckdb") as db:
            db.execute(f"create table if not exists store.ours as select 1 as a; update store.ours set a = {n}")
        fresh = heavy.home / "archive" / "2025/06/12" / f"kabar-20250612T120000Z-{n + 100:012x}.warc.gz"
        fresh.write_bytes(random.Random(n).randbytes(4_000_000))
        hits += killed(heavy, moments.uniform(0.2 * whole, whole), *arguments)
        assert verified(folder).troubles == ()
    assert heavy.command(*arguments).returncode == 0
    assert verified(folder).troubles == ()
    assert not list(folder.rglob("*.copying"))
    assert hits >= MOMENTS // 2


def test_a_killed_restore_is_finished_by_the_next(heavy: Kabar, tmp_path: Path) -> None:
    folder, moments, hits = tmp_path / "backup", random.Random(SEED + 2), 0
    assert heavy.command("backup", str(folder)).returncode == 0
    other = replace(heavy, home=heavy.home.with_name("restored"))
    whole = seconds_of(other, "restore", str(folder))
    before = content(heavy.home)
    for n in range(MOMENTS // 2):
        one = replace(heavy, home=heavy.home.with_name(f"restored-{n}"))
        for _ in range(2):
            hits += killed(one, moments.uniform(0.3 * whole, whole), "restore", str(folder))
            if (one.home / "restore-under-way").exists():
                assert one.command("maintain").returncode == 1
        done = one.command("restore", str(folder))
        assert done.returncode == 0 or "is not empty" in done.stderr, done.stderr
        assert content(one.home) == before
        assert files(one) == files(heavy)
        assert not list(one.home.rglob("*.copying"))
        shutil.rmtree(one.home)
    assert hits >= MOMENTS // 4
