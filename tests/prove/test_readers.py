"""Half an hour of runs, backfills and rebuilds while people read: what each of them saw is printed, errors are none."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle

import pytest

from tests.web import rows
from tests.web.kabar import Kabar
from tests.web.pasts import FIRST, IDS, LAST
from tests.web.readers import reading

pytestmark = [pytest.mark.prove, pytest.mark.timeout(3600)]
MINUTES = 30


def _writers(kabar: Kabar) -> Iterator[Callable[[], object]]:
    """What writes, in turns; each is a run of its own, and publishes."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    for day, step in zip(cycle(days), cycle(("identify", "tag", "link", "extract")), strict=False):
        yield lambda: kabar.run(*IDS, force=True)
        yield lambda day=day: kabar.backfill(day, day, *IDS)  # type: ignore[misc]
        yield lambda step=step: kabar.rebuild(step)  # type: ignore[misc]


def test_half_an_hour_of_writing_disturbs_no_reader(past: Kabar, capsys: pytest.CaptureFixture[str]) -> None:
    past.run(*IDS)
    published: list[tuple[str, float]] = []
    ends = time.monotonic() + MINUTES * 60
    with reading(past.home / "kabar.duckdb") as seen:
        for write in _writers(past):
            past.web.clock.move(minutes=20)
            write()
            ((run_id,),) = rows.published(past.home, "select run_id::varchar from kabar_info")
            published.append((run_id, time.time()))
            if time.monotonic() > ends:
                break
    with capsys.disabled():
        for reader in seen:
            print(f"\n{reader.kind}: {reader.queries} queries of {reader.files} files, {len(reader.errors)} errors, "
                  f"{len(reader.half)} half states, {len(reader.runs)} runs, oldest {reader.oldest:.1f} s")  # fmt: skip
        print(f"published {len(published)} times")
    assert [(reader.kind, reader.errors, reader.half) for reader in seen] == [(r.kind, [], []) for r in seen]
    assert [r.stale(published) for r in seen if r.kind in ("fresh", "sql")] == [[], [], []]
