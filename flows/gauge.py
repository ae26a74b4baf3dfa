"""How far a backfill is, as a bar on the server: what is done of what is known to be left, stretches of days and pages.

It may step back: a stretch that is walked finds pages to fetch. Batches count from their threads; the server is told
between them, by the thread that the flow runs in.
"""

import threading
from collections import Counter
from typing import cast
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.runtime import flow_run

from flows.progress import Logged


class Gauge:
    """Counts what is done and what is left, by step."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.done: Counter[str] = Counter()
        self.left: Counter[str] = Counter()

    def begin(self, step: str, total: int) -> None:
        """`total` are left now. What there is less of than was left before was done without being counted."""
        with self._lock:
            if step == "walk":
                self.done[step] += max(0, self.left[step] - total)
            self.left[step] = total

    def advance(self, step: str, n: int) -> None:
        """So many are done."""
        with self._lock:
            self.done[step] += n
            self.left[step] = max(0, self.left[step] - n)

    @property
    def percent(self) -> float:
        """From 0 to 100; never 100 while anything is left."""
        with self._lock:
            done, left = self.done.total(), self.left.total()
        return 100.0 * done / (done + left) if done + left else 0.0

    def __str__(self) -> str:
        return f"{self.left['walk']} stretches of days to walk, {self.left['fetch']} pages to fetch"


class Shown(Logged):
    """Progress as log lines and as a bar."""

    def __init__(self) -> None:
        self._gauge = Gauge()
        self._bar: UUID | None = None

    def begin(self, step: str, total: int) -> None:
        """Logs it, and moves the bar."""
        super().begin(step, total)
        if step in ("walk", "fetch"):
            self._gauge.begin(step, total)
            self._show(self._gauge.percent, str(self._gauge))

    def advance(self, step: str, n: int = 1, what: str = "") -> None:
        """Counts."""
        super().advance(step, n, what)
        self._gauge.advance(step, n)

    def end(self, said: str) -> None:
        """All of it is done that can be had now."""
        self._show(100.0, said)

    def _show(self, percent: float, said: str) -> None:
        if not flow_run.id:
            return
        if self._bar is None:
            made = create_progress_artifact(percent, key="kabar-backfill-progress", description=said)
            self._bar = cast(UUID, made)  # what it is in a flow that is no coroutine
        else:
            update_progress_artifact(self._bar, percent, description=said)
