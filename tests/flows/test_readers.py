"""Who reads while kabar writes: no error, no half state, and always the newest run. The long form is in tests/prove."""

import time

from tests.web import rows
from tests.web.kabar import Kabar
from tests.web.pasts import FIRST, IDS
from tests.web.readers import reading


def test_readers_see_whole_files_of_the_newest_run_while_others_are_written(past: Kabar) -> None:
    past.run(*IDS)
    published: list[tuple[str, float]] = []

    def note() -> None:
        ((run_id,),) = rows.published(past.home, "select run_id::varchar from kabar_info")
        published.append((run_id, time.time()))

    with reading(past.home / "kabar.duckdb", ("fresh", "open", "copy")) as seen:
        past.backfill(FIRST, FIRST, "harian")
        note()
        past.rebuild("identify")
        note()
        past.web.clock.move(hours=1)
        past.run(*IDS)
        note()
    assert [reader.errors for reader in seen] == [[], [], []]
    assert [reader.half for reader in seen] == [[], [], []]
    assert [reader.stale(published) for reader in seen if reader.kind == "fresh"] == [[]]
    assert all(reader.queries for reader in seen)
    ((fresh,),) = ([reader] for reader in seen if reader.kind == "fresh")
    assert len({run_id for run_id, _, _ in fresh.runs}) == len(fresh.runs) > 1
