"""Publishing and what follows it: in order, and no failure of one takes back or hides the rest."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from flows.backing_up import backup
from flows.errors import RunFailedError
from flows.forget import forget_page
from flows.progress import Logged
from flows.publishing import FORGETTING, Follower, sign_and_publish
from flows.restoring import restore
from flows.settings import Settings
from tests.warehouse.seeding import NOW, RUN
from tests.web import rows
from tests.web.harm import kill_when
from tests.web.kabar import Kabar
from warehouse import query
from warehouse.connection import connect
from warehouse.errors import WarehouseError
from warehouse.migrate import shipped_migrations

INFO = "select run_id::varchar, published_at from kabar_info"


@pytest.fixture
def settings(first_home: Path, tmp_path: Path) -> Settings:
    """Settings of a home with a warehouse and nothing published."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(first_home / "warehouse.duckdb", home)
    return Settings(home=home, now=NOW)


def _noting(name: str, seen: list[str], error: Exception | None = None) -> Follower:
    """A follower that notes what it finds published, then fails with `error`."""

    def keep(settings: Settings, now: datetime) -> None:
        ((run_id, at),) = query.answer(settings.published, INFO).rows
        seen.append(f"{name} {run_id} {at == now}")
        if error:
            raise error

    return Follower(name=name, keep=keep)


def test_followers_come_after_the_file_in_their_order(settings: Settings) -> None:
    seen: list[str] = []
    followers = (_noting("index", seen), _noting("feed", seen))
    assert sign_and_publish(settings, RUN, NOW, followers=followers) == []
    assert seen == [f"index {RUN} True", f"feed {RUN} True"]


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), WarehouseError("full"), RunFailedError("full")], ids=repr
)
def test_what_can_be_expected_is_said_and_the_next_is_kept(settings: Settings, error: Exception) -> None:
    seen: list[str] = []
    said: list[str] = []
    followers = (_noting("index", seen, error), _noting("feed", seen))
    assert sign_and_publish(settings, RUN, NOW, say=said.append, followers=followers) == []
    assert [line.split()[0] for line in seen] == ["index", "feed"]
    assert said == [f"The index could not be brought up to date; all else is published ({error})."]


def test_bugs_are_given_back_when_all_is_done(settings: Settings) -> None:
    seen: list[str] = []
    said: list[str] = []
    bugs = [ValueError("one"), KeyError("two")]
    followers = tuple(_noting(str(n), seen, bug) for n, bug in enumerate(bugs))
    assert sign_and_publish(settings, RUN, NOW, say=said.append, followers=followers) == bugs
    assert (len(seen), said) == (2, [])
    assert query.answer(settings.published, INFO).rows == ((RUN, NOW),)


def test_nothing_follows_where_nothing_was_published(settings: Settings) -> None:
    seen: list[str] = []
    settings.published.mkdir()
    with pytest.raises(WarehouseError):
        sign_and_publish(settings, RUN, NOW, followers=(_noting("index", seen),))
    assert seen == []


# ------------------------------------------------------------------ what the file says of itself


def _signed(home: Path) -> tuple[object, ...]:
    """Of what is published: its command, how that ended, whether it is the last, and its version and time."""
    sql = """
        select r.command, r.outcome, r.ended_at is not null, r.rank = 1, schema_version, published_at >= r.started_at
        from kabar_info
        join (select *, row_number() over (order by started_at desc, ended_at desc) as rank from runs) r using (run_id)
    """
    (found,) = rows.published(home, sql)
    return found


def test_whatever_wrote_last_has_signed_what_is_published(ran: Kabar, tmp_path: Path) -> None:
    version = shipped_migrations()[-1].number
    expected = [_said_by(ran, command) for command in ("run", "rebuild", "forget", "killed", "run")]
    assert expected == [
        (command, "done", True, True, version, True) for command in ("run", "rebuild", "forget", "forget", "run")
    ]
    backup(ran.settings, tmp_path / "backup", Logged())
    restored = Settings(home=tmp_path / "restored", now=ran.web.clock.now)
    restore(restored, tmp_path / "backup", Logged())
    assert _signed(restored.home) == expected[-1]


def _said_by(kabar: Kabar, command: str) -> tuple[object, ...]:
    kabar.web.clock.move(hours=1)
    if command == "run":
        kabar.run()
    elif command == "rebuild":
        kabar.rebuild("link")
    elif command == "forget":
        ((url,),) = rows.published(kabar.home, "select min(url) from articles")
        forget_page(kabar.settings, str(url))
    else:
        assert kill_when(kabar, lambda: _is_polled(kabar.home), arguments=("run", "--force"))
    return _signed(kabar.home)


def _is_polled(home: Path) -> bool:
    """Whether a run has begun to write: the warehouse has a log beside it."""
    return (home / "warehouse.duckdb.wal").exists()


def test_killed_while_it_publishes_the_old_file_is_there_and_the_next_run_publishes(ran: Kabar) -> None:
    before = _signed(ran.home)
    ran.web.clock.move(hours=1)
    kill_when(ran, lambda: (ran.home / ".kabar.duckdb.next").exists(), arguments=("run", "--force"))
    assert _signed(ran.home)[:2] == before[:2]
    ran.web.clock.move(hours=1)
    ran.run()
    assert _signed(ran.home)[:4] == ("run", "done", True, True)
    assert not (ran.home / ".kabar.duckdb.next").exists()


def test_a_forgetting_cut_down_before_it_published_is_finished_by_the_next_run(ran: Kabar) -> None:
    ((url,),) = rows.published(ran.home, "select min(url) from articles")
    title = b"A headline that stands nowhere else"
    with connect(ran.settings.warehouse) as db:
        db.execute("update store.extractions set title = ? where url = ?", [title.decode(), url])
    assert title in ran.settings.warehouse.read_bytes()
    page = ran.home / "report.html"
    page.write_text("its headline, as the page told it")
    rewriting = ran.home / ".warehouse.duckdb.anew"
    assert kill_when(ran, rewriting.exists, arguments=("forget", str(url), "--yes"), outlets=())
    assert title in ran.settings.warehouse.read_bytes()
    ran.web.clock.move(hours=1)
    ran.run()
    assert not any(title in file.read_bytes() for file in ran.home.glob("*.duckdb*"))
    assert not any(title in file.read_bytes() for file in ran.home.glob(".*duckdb*"))
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert not (ran.home / FORGETTING).exists()
