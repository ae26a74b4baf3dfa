"""Kill -9 while articles are tagged, at 20 random moments: the next run tags the same, and nothing is there twice.

A home with 11,000 pages more than its newsrooms wrote, so that tagging takes a dozen transactions.
"""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.web import backlog, entities, identities, rows
from tests.web.harm import descendants_gone, kill_in
from tests.web.kabar import Kabar, only

pytestmark = [pytest.mark.prove, pytest.mark.timeout(3600)]
SEED, MOMENTS, PAGES = 20250611, 20, 11_000
REBUILD, RUN = ("rebuild", "--step", "tag"), ("run", *only(identities.IDS))
FOUND = ("mentions", "amounts", "names")
VILLAGERS = """
[[entity]]
id = "desa"
name = "Warga desa"
type = "PLACE"
aliases = ["Warga desa nomor"]
"""


@pytest.fixture
def tagged(newsrooms: Kabar, tmp_path: Path) -> Kabar:
    """Everything is in it, tagged by a gazetteer that knows nobody in it."""
    backlog.fill(newsrooms.home, PAGES, identities.HOURS)
    newsrooms.rebuild("identify")
    return replace(newsrooms, entities=entities.declare(tmp_path / "entities", VILLAGERS))


def test_any_kill_while_tagging_is_made_whole_by_the_next_run(tagged: Kabar) -> None:
    whole = tagged.apart("whole")
    whole.rebuild("tag")
    found = rows.everything(whole.home, *FOUND)
    assert len([row for row in found["mentions"] if row[1] == "desa"]) > PAGES / 2
    seconds = kill_in(tagged.apart("undisturbed"), REBUILD, "tag", 600) or 0.0
    moments, hits, halves = random.Random(SEED), 0, 0
    for n in range(2 * MOMENTS):
        one, broken = tagged.apart(f"killed-{n}"), (REBUILD, RUN)[n % 2]
        if kill_in(one, broken, "tag", moments.uniform(0, seconds)) is None:
            hits += 1
            halves += 0 < _villagers(one) < _villagers(whole)
        assert one.command(*(RUN, REBUILD)[n // 2 % 2]).returncode == 0
        check = one.command("status", "--check")
        assert (check.returncode, check.stdout) == (0, "")
        assert rows.everything(one.home, *FOUND) == found
        one.remove()
        if hits == MOMENTS:
            break
    print(f"{hits} of {n + 1} kills hit within {seconds:.1f} s, {halves} of them with a part of the articles tagged")
    assert hits == MOMENTS
    assert halves > 0
    assert descendants_gone()


def _villagers(one: Kabar) -> int:
    return int(rows.store(one.home, "select count(*) from store.mentions where entity_id = 'desa'")[0][0])
