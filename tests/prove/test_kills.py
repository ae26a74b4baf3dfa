"""Kill -9 at 20 random moments of a run: one clean run later everything is there, and nothing twice."""

import random
import time
from pathlib import Path

import pytest

from tests.flows.test_harm import interrupted
from tests.web import rows
from tests.web.harm import after, descendants_gone, kill_when, killed_at
from tests.web.kabar import Kabar, only
from tests.web.publishers import Web

pytestmark = pytest.mark.prove
SEED, MOMENTS = 20250611, 20


@pytest.fixture
def whole(kabar: Kabar, web: Web) -> tuple[dict[str, rows.Rows], float]:
    """What an undisturbed run of the real command ends with, and the seconds it took."""
    web.delay = 0.05
    other = Kabar(home=kabar.home.with_name("undisturbed"), outlets=kabar.outlets, web=web)
    began = time.monotonic()
    assert other.command("run", *only()).returncode == 0
    return rows.content(other.home), time.monotonic() - began


@pytest.mark.timeout(1800)
def test_any_killed_run_is_made_whole_by_one_clean_one(
    kabar: Kabar, web: Web, whole: tuple[dict[str, rows.Rows], float]
) -> None:
    content, seconds = whole
    moments = random.Random(SEED)
    killed = 0
    for n in range(MOMENTS):
        one = Kabar(home=kabar.home.with_name(f"killed-{n}"), outlets=kabar.outlets, web=web)
        moment = moments.uniform(0.1, seconds)
        killed += kill_when(one, after(moment))
        done = one.command("run", *only())
        assert done.returncode == 0, f"{moment:.2f} s: {done.stderr}"
        assert rows.content(one.home) == content, f"killed after {moment:.2f} s of {seconds:.2f}"
        assert rows.twice(one.home) == {}
    assert killed >= MOMENTS // 2
    assert descendants_gone()


@pytest.mark.timeout(1800)
def test_a_run_killed_twenty_times_over_is_made_whole_by_one_clean_one(
    kabar: Kabar, web: Web, whole: tuple[dict[str, rows.Rows], float]
) -> None:
    content, seconds = whole
    moments = random.Random(SEED + 1)
    for _ in range(MOMENTS):
        kill_when(kabar, after(moments.uniform(0.5, seconds)))
    done = kabar.command("run", *only())
    assert done.returncode == 0, done.stderr
    assert rows.content(kabar.home) == content
    assert rows.twice(kabar.home) == {}


@pytest.mark.parametrize("requests", [1, 4, 8, 11, 14])
def test_ctrl_c_at_other_moments(kabar: Kabar, web: Web, first_home: Path, requests: int) -> None:
    interrupted(kabar, web, requests)
    assert rows.content(kabar.home) == rows.content(first_home)


@pytest.mark.parametrize("requests", [1, 4, 8])
def test_what_a_run_killed_while_polling_leaves_is_made_whole_by_the_next(
    kabar: Kabar, first_home: Path, requests: int
) -> None:
    killed_at(kabar, requests)
    kabar.run()
    assert rows.content(kabar.home) == rows.content(first_home)


@pytest.mark.timeout(1800)
def test_a_killed_second_run_with_edits_is_made_whole(kabar: Kabar, web: Web) -> None:
    web.delay = 0.05
    kabar.run()
    web.clock.move(hours=4)
    other = Kabar(home=kabar.home.with_name("undisturbed"), outlets=kabar.outlets, web=web)
    web.clock.move(hours=-4)
    other.run()
    web.clock.move(hours=4)
    began = time.monotonic()
    assert other.command("run", *only()).returncode == 0
    seconds = time.monotonic() - began
    moments = random.Random(SEED + 2)
    for _ in range(5):
        kill_when(kabar, after(moments.uniform(0.8, seconds)))
    assert kabar.command("run", *only()).returncode == 0
    assert rows.content(kabar.home) == rows.content(other.home)
    assert rows.twice(kabar.home) == {}
