"""Where a backfill stands while it goes on: what it has settled, what it lets be, and which pages it has tried."""

import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.backfill_plan import Known, RouteDay
from flows.slices import Progress
from sources.types import PageFetch, SliceEnd, WantedPage
from warehouse.days import DayLine
from warehouse.walks import KnownDay, Walk

PUBLISH_EVERY = 600.0  # seconds
DEAD_AFTER = 3  # slices of a route in a row of which not one step went well
MOST_TRIES = 2  # at one page: what fails then is for later runs, in their own time


@dataclass(slots=True)
class State:
    """The one thing in a backfill that changes; threads that walk note what they did here."""

    settled: dict[RouteDay, SliceEnd] = field(default_factory=dict)
    dead: dict[tuple[str, str], str] = field(default_factory=dict)
    again: tuple[str, ...] = ()  # ids of given-up pages that get one more attempt
    lines: tuple[DayLine, ...] = ()
    pages_left: int = 0
    is_begun: bool = False
    is_left: bool = True
    are_files_left: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _misses: Counter[tuple[str, str]] = field(default_factory=Counter)
    _tries: Counter[tuple[str, str]] = field(default_factory=Counter)
    _not_asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    _published_at: float = field(default_factory=time.monotonic)

    def known(self, ended: Iterable[KnownDay]) -> Known:
        """What there is to plan by: these days on record, and what this backfill has settled."""
        on_record = {RouteDay(day.outlet_id, day.route, day.day): day.end for day in ended}
        return Known(ended=on_record, settled=self.settled, dead=self.dead)

    def walked(self, progress: Progress) -> None:
        """Notes how a walk went; one that has steps left changes nothing."""
        if progress.end is None:
            return
        name = (progress.walk.outlet_id, progress.walk.route.name)
        with self._lock:
            self.settled |= {RouteDay(day.outlet_id, day.route, day.day): day.end for day in progress.days}
            self._misses[name] = self._misses[name] + 1 if progress.failed else 0
            if self._misses[name] >= DEAD_AFTER:
                self.dead[name] = progress.end.reason

    def is_dead(self, walk: Walk) -> bool:
        """Whether the walk's route is let be."""
        return (walk.outlet_id, walk.route.name) in self.dead

    def untried(self, pages: Iterable[WantedPage]) -> tuple[WantedPage, ...]:
        """Those of the pages that were not tried often enough."""
        return tuple(page for page in pages if self._tries[page.outlet_id, page.url] < MOST_TRIES)

    def fetched(self, fetched: Iterable[PageFetch]) -> None:
        """Notes the attempts; a page for which its host was left alone is not tried again in this backfill."""
        for one in fetched:
            self._tries[one.page.outlet_id, one.page.url] += 1 if one.is_attempt else MOST_TRIES
            if not one.is_attempt:
                self._not_asked[one.page.outlet_id, one.outcome] += 1

    def notes(self) -> tuple[str, ...]:
        """What is worth telling beside the days."""
        routes = tuple(
            f"{outlet_id}, {route}: let be after {DEAD_AFTER} stretches in a row that failed ({reason})"
            for (outlet_id, route), reason in sorted(self.dead.items())
        )
        return routes + tuple(
            f"{outlet_id}: pages that were not asked for, and will be later: {count} ({outcome})"
            for (outlet_id, outcome), count in sorted(self._not_asked.items())
        )

    def publishes(self) -> bool:
        """Whether what is there is to be published now: at the end, and now and then."""
        is_time = not self.is_left or time.monotonic() - self._published_at >= PUBLISH_EVERY
        if is_time:
            self._published_at = time.monotonic()
        return is_time
