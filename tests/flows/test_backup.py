"""Back-ups: consistent, incremental, verified; what is damaged is found, what would destroy something is refused."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from flows import manifest
from flows.errors import RunFailedError
from flows.forget import forget_page
from flows.lock import RESTORING
from tests.web import rows
from tests.web.kabar import Kabar, only
from tests.web.upkeep import backed_up, files, restored, verified

ALL = ("articles", "versions", "extractions", "documents", "entries", "pages", "polls", "fetches", "mentions")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "one"


def elsewhere(kabar: Kabar) -> Kabar:
    """An installation with nothing in it, beside."""
    return replace(kabar, home=kabar.home.with_name("elsewhere"))


def archive(home: Path) -> dict[str, bytes]:
    there = home / "archive"
    return {p.relative_to(there).as_posix(): p.read_bytes() for p in there.rglob("*") if p.is_file()}


# ------------------------------------------------------------------ there and back


def test_what_was_backed_up_is_what_is_restored(ran: Kabar, folder: Path) -> None:
    made = backed_up(ran, folder)
    report = verified(folder)
    assert (report.troubles, report.files, report.articles) == ((), made.files, 9)
    other = elsewhere(ran)
    restored(other, folder)
    assert rows.everything(other.home, *ALL) == rows.everything(ran.home, *ALL)
    assert archive(other.home) == archive(ran.home)
    assert rows.published(other.home, "select count(*) from articles") == [(9,)]
    assert not (other.home / RESTORING).exists()
    ran.web.clock.move(hours=4)
    for one in (ran, other):
        one.run()
    assert rows.content(other.home) == rows.content(ran.home)


def test_only_what_is_new_is_copied_again(ran: Kabar, folder: Path) -> None:
    first = backed_up(ran, folder)
    assert (first.new_files, first.new_bytes) == (first.files, first.bytes)
    there = {path: path.stat().st_mtime_ns for path in (folder / "archive").rglob("*.gz")}
    ran.web.clock.move(hours=4)
    ran.run()
    second = backed_up(ran, folder)
    assert second.new_files == 2  # the warehouse, and the archive's file of that run
    assert {path: path.stat().st_mtime_ns for path in there} == there
    assert len(list(folder.glob("warehouse-*.duckdb"))) == 1
    assert verified(folder).troubles == ()


@pytest.mark.parametrize("link", [True, False], ids=["shared", "copied"])
def test_files_are_shared_only_where_that_is_wanted(ran: Kabar, folder: Path, link: bool) -> None:
    backed_up(ran, folder, link=link)
    [name] = files(ran)
    assert (folder / "archive" / name).samefile(ran.home / "archive" / name) is link


def test_what_was_forgotten_leaves_the_next_backup(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    before = archive(folder)
    [(url,)] = rows.store(ran.home, "select min(url) from store.articles")
    forget_page(ran.settings, url)
    assert archive(folder) == before
    backed_up(ran, folder)
    [name] = [file.stored for file in manifest.read(folder).files if file.path.startswith("archive/")]
    assert name.removeprefix("archive/") not in before  # that one stood until this manifest did
    assert verified(folder).troubles == ()
    assert list(archive(folder).values()) == list(archive(ran.home).values()) != list(before.values())


def test_what_left_the_archive_leaves_the_next_backup(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    shutil.rmtree(ran.home / "archive")
    backed_up(ran, folder)
    assert archive(folder) == {}
    assert "which is not in the back-up" in verified(folder).troubles[0]


def test_a_backup_has_its_row(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    found = rows.store(ran.home, "select outcome, detail, counts['files'] from store.runs where command = 'backup'")
    assert found == [("done", str(folder), 2)]


# ------------------------------------------------------------------ damage


def _overwrite(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:1000] + bytes(255 - b for b in whole[1000:1050]) + whole[1050:])


def _forge(folder: Path) -> None:
    path = folder / manifest.NAME
    path.write_text(path.read_text().replace('"schema_version": ', '"schema_version": 1'))


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file of the archive overwritten": (lambda f: _overwrite(next(f.rglob("*.gz"))), "is damaged"),
    "a file of the archive gone": (lambda f: next(f.rglob("*.gz")).unlink(), "cannot be read"),
    "a file of the archive cut": (lambda f: next(f.rglob("*.gz")).write_bytes(b"x"), "has 1 bytes"),
    "the warehouse overwritten": (lambda f: _overwrite(next(f.glob("*.duckdb"))), "is damaged"),
    "the manifest gone": (lambda f: (f / manifest.NAME).unlink(), "is no whole back-up"),
    "the manifest cut": (lambda f: (f / manifest.NAME).write_text("{"), "is damaged, or of another kabar"),
    "the manifest of another time": (_forge, "does not carry its own digest"),
}


@pytest.mark.parametrize(("harm", "said"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found_and_not_restored(ran: Kabar, folder: Path, harm: Callable[[Path], object], said: str) -> None:
    backed_up(ran, folder, link=False)
    harm(folder)
    try:
        troubles = verified(folder).troubles
    except RunFailedError as refused:
        troubles = (str(refused),)
    assert any(said in trouble for trouble in troubles), troubles
    with pytest.raises(RunFailedError):
        restored(elsewhere(ran), folder)
    assert not (ran.home.with_name("elsewhere") / "kabar.duckdb").exists()


def test_a_warehouse_that_cannot_be_opened_is_said_though_its_digest_is_right(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    found = manifest.read(folder)
    garbage = b"no database" * 1000
    (folder / found.files[0].stored).write_bytes(garbage)
    broken = replace(found.files[0], bytes=len(garbage), sha256=sha256(garbage).hexdigest())
    manifest.write(folder, replace(found, files=(broken, *found.files[1:])))
    assert "could not be read" in verified(folder).troubles[0]


def test_a_backup_of_a_newer_kabar_is_refused(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    manifest.write(folder, replace(manifest.read(folder), schema_version=9999))
    with pytest.raises(RunFailedError, match="schema version 9999, this kabar knows"):
        restored(elsewhere(ran), folder)


def test_a_manifest_that_reaches_out_of_the_home_is_refused(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    found = manifest.read(folder)
    manifest.write(folder, replace(found, files=(*found.files, replace(found.files[1], path="../outside.gz"))))
    with pytest.raises(RunFailedError, match="outside the home"):
        restored(elsewhere(ran), folder)
    assert not (ran.home.parent / "outside.gz").exists()


# ------------------------------------------------------------------ refusals


def test_a_folder_of_somebody_elses_is_not_touched(ran: Kabar, folder: Path) -> None:
    (folder / "archive").mkdir(parents=True)
    (folder / "archive" / "mine.warc.gz").write_bytes(b"mine")
    with pytest.raises(RunFailedError, match="has something else in it"):
        backed_up(ran, folder)
    assert [p.name for p in folder.rglob("*") if p.is_file()] == ["mine.warc.gz"]


@pytest.mark.parametrize("where", ["home", "home/archive/backup", "."], ids=["the home", "in it", "around it"])
def test_a_folder_in_the_home_is_refused(ran: Kabar, where: str) -> None:
    with pytest.raises(RunFailedError, match="lie in each other"):
        backed_up(ran, ran.home.parent / where)


def test_a_backup_of_another_home_is_not_overwritten(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    with pytest.raises(RunFailedError, match="is a back-up of"):
        backed_up(ran.apart("other"), folder)
    assert verified(folder).troubles == ()


def test_a_home_with_something_in_it_is_not_restored_into(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    before = rows.counts(ran.home)
    with pytest.raises(RunFailedError, match=r"is not empty \(archive lies there\): set KABAR_HOME to an empty folder"):
        restored(ran, folder)
    assert rows.counts(ran.home) == before


def test_a_restore_that_was_cut_down_keeps_others_out_and_is_taken_up(ran: Kabar, folder: Path) -> None:
    backed_up(ran, folder)
    other = elsewhere(ran)
    restored(other, folder)
    for name in ("warehouse.duckdb", "kabar.duckdb"):  # as it was a moment before the end
        (other.home / name).unlink()
    found = manifest.read(folder)
    (other.home / RESTORING).write_text(f"{found.home} {found.made_at.isoformat()}\n")
    done = other.command("run", *only())
    assert done.returncode == 1
    assert "was being restored from a back-up" in done.stderr
    restored(other, folder)
    assert rows.everything(other.home, *ALL) == rows.everything(ran.home, *ALL)


# ------------------------------------------------------------------ the commands


def test_the_commands(ran: Kabar, folder: Path) -> None:
    done = ran.command("backup", str(folder), "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["files"] == 2
    done = ran.said("restore", "--check", str(folder))
    assert (done.returncode, "is whole: 2 files" in done.stderr) == (0, True), done.stderr
    done = ran.said("restore", str(folder))
    assert (done.returncode, "is not empty" in done.stderr) == (1, True)
    done = elsewhere(ran).command("restore", str(folder))
    assert (done.returncode, "Restored: 2 files" in done.stderr) == (0, True), done.stderr
    _overwrite(next(folder.glob("*.duckdb")))
    done = ran.said("restore", "--check", str(folder))
    assert (done.returncode, "is no good back-up" in done.stderr) == (1, True)
