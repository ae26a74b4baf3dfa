"""Runs that are killed, answered badly or left without room: what is there in the end is what is there without harm.

The long forms, at many random moments and with more faults, are in tests/prove.
"""

import signal
import time
from pathlib import Path

import pytest

from tests.web import rows
from tests.web.harm import files_up_to, killed_at
from tests.web.kabar import Kabar, only
from tests.web.publishers import Faults, Web

BULK = 1_200_000  # bytes a page: the nine of them do not fit into what is allowed below, the warehouse does
ROOM = 5_500_000


@pytest.mark.parametrize("requests", [11, 16], ids=["while fetching", "while reading"])
def test_what_a_killed_run_leaves_is_made_whole_by_the_next(
    kabar: Kabar, web: Web, first_home: Path, requests: int
) -> None:
    killed_at(kabar, requests)
    web.clear()
    held = rows.archived(kabar.home)
    kabar.run()
    assert len(web.requests()) <= 16 - held, "what was archived before a kill is not asked for again"
    assert rows.content(kabar.home) == rows.content(first_home)
    assert rows.twice(kabar.home) == {}
    assert rows.published(kabar.home, "select outcome from runs order by started_at, outcome") == [("cut",), ("done",)]


def test_ctrl_c_stops_at_once_with_one_sentence_and_the_next_run_goes_on(
    kabar: Kabar, web: Web, first_home: Path
) -> None:
    interrupted(kabar, web, 4)  # while polling
    assert rows.content(kabar.home) == rows.content(first_home)


def interrupted(kabar: Kabar, web: Web, requests: int) -> None:
    """Presses Ctrl-C in a run after so many requests, then runs again."""
    web.delay = 0.05
    with kabar.start("run", *only()) as process:
        deadline = time.monotonic() + 60
        while len(web.requests()) < requests and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "kabar: stopped. Nothing is lost: the next run goes on from here."
    assert "Traceback" not in said
    web.delay = 0
    kabar.run()


def test_bad_answers_cost_nothing_but_time(kabar: Kabar, web: Web, first_home: Path) -> None:
    web.faults = Faults(0.8, seed=7)
    kabar.run()
    assert rows.content(kabar.home) != rows.content(first_home)
    for share in (0.2, 0.2, 0, 0):
        web.clock.move(minutes=20)
        web.faults = Faults(share, seed=8)
        kabar.run()
    assert rows.content(kabar.home) == rows.content(first_home)
    assert rows.twice(kabar.home) == {}


def test_a_full_disk_stops_the_run_with_one_sentence_and_harms_nothing(
    kabar: Kabar, web: Web, first_home: Path
) -> None:
    web.bulk = BULK
    done = kabar.command("run", *only(), preexec=files_up_to(ROOM))
    said = [line for line in done.stderr.splitlines() if line.startswith("kabar: ")]
    assert done.returncode == 1
    assert len(said) == 1
    assert "cannot be written" in said[0]
    assert "Traceback" not in done.stderr
    assert 0 < rows.archived(kabar.home) < 16
    kabar.run()
    assert rows.content(kabar.home) == rows.content(first_home)  # whose pages had less furniture, and the same texts
    assert rows.twice(kabar.home) == {}
