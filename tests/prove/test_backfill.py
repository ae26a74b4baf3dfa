"""Kill -9 at 20 random moments of a backfill: it ends with the same rows, and no finished page is asked for twice."""

import random
import time

import pytest

from sources.archive import Archive
from tests.web import rows
from tests.web.harm import after, descendants_gone, kill_when
from tests.web.kabar import Kabar, only
from tests.web.pasts import IDS, WINDOW
from tests.web.publishers import Faults, Web

pytestmark = pytest.mark.prove
SEED, MOMENTS = 20250612, 20


@pytest.fixture
def whole(past: Kabar, web: Web) -> tuple[dict[str, rows.Rows], float]:
    """What an undisturbed backfill by the real command ends with, and the seconds it took."""
    web.delay = 0.05
    other = Kabar(home=past.home.with_name("undisturbed"), outlets=past.outlets, web=web)
    began = time.monotonic()
    assert other.command("backfill", *WINDOW, *only(IDS)).returncode == 0
    return rows.past(other.home), time.monotonic() - began


def _held(kabar: Kabar) -> set[str]:
    archive = Archive(kabar.home / "archive")
    return {document.url for name, _ in archive.files() for document in archive.scan(name)}


@pytest.mark.timeout(1800)
def test_any_killed_backfill_is_made_whole_by_one_more(
    past: Kabar, web: Web, whole: tuple[dict[str, rows.Rows], float]
) -> None:
    content, seconds = whole
    moments = random.Random(SEED)
    killed = 0
    for n in range(MOMENTS):
        one = Kabar(home=past.home.with_name(f"killed-{n}"), outlets=past.outlets, web=web)
        moment = moments.uniform(0.5, seconds)
        killed += kill_when(one, after(moment), IDS, ("backfill", *WINDOW))
        held = _held(one)
        web.clear()
        done = one.command("backfill", *WINDOW, *only(IDS))
        assert done.returncode == 0, f"{moment:.2f} s: {done.stderr}"
        assert not held & set(web.asked()), f"killed after {moment:.2f} s of {seconds:.2f}"
        assert rows.past(one.home) == content, f"killed after {moment:.2f} s of {seconds:.2f}"
        assert rows.twice(one.home) == {}
    assert killed >= MOMENTS // 2
    assert descendants_gone()


@pytest.mark.timeout(1800)
def test_a_backfill_killed_twenty_times_over_with_bad_answers_is_made_whole(
    past: Kabar, web: Web, whole: tuple[dict[str, rows.Rows], float]
) -> None:
    content, seconds = whole
    moments = random.Random(SEED + 1)
    web.faults = Faults(0.2, seed=SEED)
    for _ in range(MOMENTS):
        kill_when(past, after(moments.uniform(1.0, seconds)), IDS, ("backfill", *WINDOW))
    web.faults = None
    for _ in range(2):
        web.clock.move(hours=2)
        done = past.command("backfill", *WINDOW, *only(IDS))
        assert done.returncode == 0, done.stderr
    ours = rows.past(past.home)
    for name in ("articles", "pages", "finds", "walked_days"):
        assert ours[name] == content[name], name
    assert rows.twice(past.home) == {}
