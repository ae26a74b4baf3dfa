"""Publishing and what follows it: in order, and no failure of one takes back or hides the rest."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from flows.errors import RunFailedError
from flows.publishing import Follower, sign_and_publish
from flows.settings import Settings
from tests.warehouse.seeding import NOW, RUN
from warehouse import query
from warehouse.errors import WarehouseError

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
    assert said == [f"The index is as it was before this run; all else is published ({error})."]


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
