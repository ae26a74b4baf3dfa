"""The warehouse stays open during a run: what goes wrong with it in one step is over in the next."""

import resource
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from flows.batches import in_threads
from flows.job import Job
from flows.progress import Logged
from flows.session import Call, Scope, Summary, Work, in_session
from flows.settings import Settings
from sources.catalogue import Catalogue
from tests.web import rows
from warehouse.connection import connect, transaction
from warehouse.errors import WarehouseError

NOW = datetime.fromisoformat("2025-06-11T05:00:00+00:00")


def _write(warehouse: Path, name: str, many: int) -> None:
    with connect(warehouse) as db, transaction(db):
        db.execute(
            "insert into store.robots select ? || '/' || i, 200, md5(i::varchar) || md5((i + 1)::varchar), ? "
            "from range(?) r(i)", [name, NOW, many],
        )  # fmt: skip


def _break(warehouse: Path) -> None:
    """A bug, upon which DuckDB refuses all that is asked of what it has open: here because its file cannot grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (warehouse.stat().st_size, before[1]))
    try:
        _write(warehouse, "broken", 10)
    except WarehouseError as error:
        raise ZeroDivisionError("a bug") from error
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _in_session(settings: Settings, work: Work, publish: Callable[[], bool] = lambda: True) -> Summary:
    call = Call(command="run", each=in_threads(1), progress=Logged())
    scope = Scope(catalogue=Catalogue(outlets=()), outlets=(), faults=())
    return in_session(settings, call, scope, work, publish=publish)


def test_a_bug_that_breaks_what_is_open_keeps_no_other_step_from_its_work(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, now=NOW)

    def work(job: Job) -> Iterator[Callable[[], object]]:
        yield lambda: _write(settings.warehouse, "before", 3)
        yield lambda: _break(settings.warehouse)
        yield lambda: _write(settings.warehouse, "after", 3)

    with pytest.raises(ZeroDivisionError, match="a bug"):
        _in_session(settings, work)
    assert rows.published(tmp_path, "select outcome, detail from store.runs") == [
        ("failed", "ZeroDivisionError: a bug")
    ]
    there = "select split_part(url, '/', 1) as name, count(*) from store.robots group by 1 order by 1"
    assert rows.published(tmp_path, there) == [("after", 3), ("before", 3), ("broken", 10)]  # that was in the log


def test_whether_to_publish_is_asked_once(tmp_path: Path) -> None:
    """A backfill publishes now and then: it says yes once, then no for a while."""
    settings, answers = Settings(home=tmp_path, now=NOW), iter((True, False, True))
    runs = [_in_session(settings, lambda job: iter(()), publish=lambda: next(answers)).run_id for _ in range(2)]
    assert rows.published(tmp_path, "select run_id::varchar, published_at from kabar_info") == [(runs[0], NOW)]
    _in_session(settings, lambda job: iter(()), publish=lambda: next(answers))
    assert rows.published(tmp_path, "select count(*) from runs") == [(3,)]
