"""Kill -9 while identities are decided, at 20 random moments: the next run decides the same, and no half is left.

A home with merges, copies and versions of every kind, and 11,000 pages more, so that deciding takes three transactions.
"""

import random
from collections import Counter

import pytest

from tests.web import backlog, identities, rows
from tests.web.harm import descendants_gone, kill_in
from tests.web.kabar import Kabar, only
from warehouse.identify import PORTION

pytestmark = [pytest.mark.prove, pytest.mark.timeout(3600)]
SEED, MOMENTS, PAGES = 20250611, 20, 11_000
REBUILD, RUN = ("rebuild", "--step", "identify"), ("run", *only(identities.IDS))


@pytest.fixture
def decided(newsrooms: Kabar) -> Kabar:
    """Everything is in it, and decided."""
    backlog.fill(newsrooms.home, PAGES, identities.HOURS)
    newsrooms.rebuild("identify")
    return newsrooms


@pytest.fixture
def pending(decided: Kabar) -> Kabar:
    """The same where nothing is decided, as a rebuild leaves it that was killed at once."""
    return backlog.undecided(decided.apart("pending"))


def test_any_kill_while_deciding_is_made_whole_by_the_next_run(decided: Kabar, pending: Kabar) -> None:
    seconds = kill_in(decided.apart("undisturbed"), REBUILD, "extract", 600) or 0.0
    content, moments = rows.decided(decided.home), random.Random(SEED)
    hits: Counter[str] = Counter()
    for n in range(2 * MOMENTS):
        start, broken = ((decided, REBUILD), (pending, RUN))[n % 2]
        mending = (RUN, REBUILD)[n // 2 % 2]
        one, moment = start.apart(f"killed-{n}"), moments.uniform(0, seconds)
        said = f"{broken[0]} killed after {moment:.2f} s of {seconds:.2f}, then {mending[0]}"
        if ended := kill_in(one, broken, "extract", moment):
            seconds = ended  # too late: the machine is less busy than it was when this was measured
        else:
            left = backlog.left(one.home)
            hits[f"{left.placed // PORTION * PORTION:,} placed"] += 1
            assert left.halves == (), said
        done = one.command(*mending)
        assert done.returncode == 0, f"{said}: {done.stderr}"
        check = one.command("status", "--check")
        assert (check.returncode, check.stdout) == (0, ""), f"{said}\n{check.stdout}"
        assert rows.decided(one.home) == content, said
        assert rows.twice(one.home) == {}
        one.remove()
        if sum(hits.values()) == MOMENTS:
            break
    print(f"{sum(hits.values())} of {n + 1} kills hit within {seconds:.1f} s: {dict(hits)}")
    assert sum(hits.values()) == MOMENTS
    assert len(hits) > 1
    assert descendants_gone()


def test_killed_again_and_again_while_deciding_one_clean_run_makes_it_whole(decided: Kabar) -> None:
    one, moments = decided.apart("killed"), random.Random(SEED + 1)
    seconds = kill_in(decided.apart("undisturbed"), REBUILD, "extract", 600) or 0.0
    for n in range(10):
        kill_in(one, (REBUILD, RUN)[n % 2], "extract", moments.uniform(0, seconds))
    assert one.command(*RUN).returncode == 0
    check = one.command("status", "--check")
    assert (check.returncode, check.stdout) == (0, "")
    assert rows.decided(one.home) == rows.decided(decided.home)
