"""The same stories and originals in 20 orders of arrival, and after kill -9 while linking at 20 random moments."""

import random
import shutil
from pathlib import Path

import pytest

from tests.warehouse import linking
from tests.warehouse.stories import labelled
from tests.warehouse.test_linking import arrive
from tests.web import identities, rows
from tests.web.harm import descendants_gone, kill_in
from tests.web.kabar import Kabar, only
from warehouse.connection import connect
from warehouse.migrate import migrate

pytestmark = [pytest.mark.prove, pytest.mark.timeout(3600)]
SEED, MOMENTS, ORDERS = 20250611, 20, 20
REBUILD, RUN = ("rebuild", "--step", "link"), ("run", *only(identities.IDS))
DECIDED = (
    "select list(url order by url) from articles where story_id is not null group by story_id order by all",
    "select a.url, d.original_url, d.original_id, d.how, d.confidence, d.evidence from derivations d "
    "join articles a using (article_id) order by all",
    "from store.drifts order by all",
    "from store.derivation_candidates order by all",
)


def test_twenty_orders_of_arrival_give_the_same_stories(tmp_path: Path) -> None:
    week = tuple(linking.named(one.told) for one in labelled.read("tune"))
    laid = tmp_path / "laid.duckdb"
    with connect(laid) as db:
        migrate(db)
        linking.prepare(db)
        linking.lay(db, week)
    with connect(Path(shutil.copy(laid, tmp_path / "at-once.duckdb"))) as db:
        linking.read(db, 1, [linking.reading(one) for one in week])
        linking.settle(db)
        whole = linking.decided(db)
    print(f"{len(week)} articles")
    for seed in range(ORDERS):
        assert arrive(Path(shutil.copy(laid, tmp_path / f"{seed}.duckdb")), week, seed) == whole, seed


def test_any_kill_while_linking_is_made_whole_by_the_next_run(newsrooms: Kabar) -> None:
    newsrooms.rebuild("link")
    whole = decided(newsrooms)
    assert len(whole[0]) > 1
    seconds = kill_in(newsrooms.apart("undisturbed"), REBUILD, "link", 600) or 0.0
    moments, hits = random.Random(SEED), 0
    for n in range(3 * MOMENTS):
        one = newsrooms.apart(f"killed-{n}")
        if kill_in(one, REBUILD, "link", moments.uniform(0, 0.8 * seconds)) is None:
            hits += 1
        assert one.command(*(RUN, REBUILD)[n // 2 % 2]).returncode == 0
        check = one.command("status", "--check")
        assert (check.returncode, check.stdout) == (0, "")
        assert decided(one) == whole
        one.remove()
        if hits == MOMENTS:
            break
    print(f"{hits} of {n + 1} kills hit within {seconds:.1f} s")
    assert hits == MOMENTS
    assert descendants_gone()


def decided(one: Kabar) -> list[rows.Rows]:
    return [rows.published(one.home, sql) for sql in DECIDED]
