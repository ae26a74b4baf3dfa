"""Ctrl-C at random moments of a run: one sentence, nothing of it left, and one clean run later everything is there."""

import random
import signal
import subprocess
import time

import pytest

from tests.web import rows
from tests.web.harm import descendants_gone
from tests.web.kabar import Kabar, only
from tests.web.publishers import Web

pytestmark = [pytest.mark.prove, pytest.mark.timeout(3600)]
SEED, MOMENTS = 20250611, 12
STOPPED = "kabar: stopped. Nothing is lost: the next run goes on from here."


def test_any_run_that_is_stopped_is_made_whole_by_one_that_is_not(kabar: Kabar, web: Web) -> None:
    web.delay = 0.05
    other = Kabar(home=kabar.home.with_name("undisturbed"), outlets=kabar.outlets, web=web)
    code, said, seconds = _stopped(other, 100)
    assert code == 0, said
    content, moments, stopped = rows.content(other.home), random.Random(SEED), 0
    for n in range(MOMENTS):
        one = Kabar(home=kabar.home.with_name(f"stopped-{n}"), outlets=kabar.outlets, web=web)
        moment = moments.uniform(0, seconds)
        code, said, _ = _stopped(one, moment)
        stopped += code == 130
        assert code in (0, 130, -signal.SIGINT), f"{moment:.2f} s: {said}"  # the last: all was done
        assert "Traceback" not in said, f"{moment:.2f} s: {said}"
        assert code != 130 or said.splitlines()[-1] == STOPPED, f"{moment:.2f} s: {said}"
        assert code == 130 or "Published: " in said, f"{moment:.2f} s: {said}"
        assert one.command("run", *only()).returncode == 0
        assert rows.content(one.home) == content, f"stopped after {moment:.2f} s of {seconds:.2f}"
        assert rows.twice(one.home) == {}
        one.remove()
    assert stopped >= MOMENTS // 2
    assert descendants_gone()


def _stopped(kabar: Kabar, moment: float) -> tuple[int, str, float]:
    """How a run ended upon which Ctrl-C was pressed then, what it said, and its seconds since it began to work."""
    with kabar.start("run", *only(), preexec=_listen) as process:
        assert process.stderr is not None
        first, began = process.stderr.readline(), time.monotonic()
        try:
            _, said = process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=100)
    return process.returncode, first + said, time.monotonic() - began


def _listen() -> None:
    """What is started in the background of a shell is deaf to Ctrl-C, and so are its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
