"""A month of polling in which now and then nobody polls: the run's own steps, at moments drawn from a seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flows import closing, steps, walking
from flows.batches import in_threads
from flows.job import Job
from flows.progress import Logged
from flows.run import run_pass
from flows.session import Call, Scope, asking, in_session
from flows.settings import Settings
from flows.tally import Tally
from sources.catalogue import Catalogue
from sources.catalogue import load as load_outlets
from tests.web.month import BEGIN, Air, Month, outages
from warehouse import pages
from warehouse.connection import connect

READINGS = 10  # more than there are pages that a month's walks find, at `pages.OLD_ONES_A_HOST` a run


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """An installation that watches the month's outlets; the process needs HTTP_PROXY."""

    home: Path
    outlets: Path
    month: Month
    air: Air
    seed: int

    def settings(self, now: datetime) -> Settings:
        """Those of a run at `now`."""
        return Settings(home=self.home, outlets=(self.outlets,), now=now, host_gap=0, host_budget=0, workers=1)

    def moments(self, pause: tuple[float, float]) -> Iterator[datetime]:
        """When somebody asks: every so many hours, outages aside."""
        dice, at = random.Random(f"{self.seed} moments"), BEGIN
        gone = outages(self.seed)
        while at < self.month.end:
            if not any(begins <= at < ends for begins, ends in gone):
                yield at
            at += timedelta(hours=dice.uniform(*pause))

    def poll(self, pause: tuple[float, float]) -> None:
        """Polls the month through and closes gaps, without fetching a page: those that it lists are pending.

        One session for all of it, in which the time moves on: to open one takes longer than its steps.
        """
        ours = {outlet.outlet_id for outlet in self.month.outlets}
        outlets = tuple(outlet for outlet in load_outlets((self.outlets,)).outlets if outlet.outlet_id in ours)
        scope = Scope(catalogue=Catalogue(outlets=outlets), outlets=outlets, faults=())
        in_session(self.settings(BEGIN), _call(), scope, partial(self._polls, pause), publish=lambda: False)

    def _polls(self, pause: tuple[float, float], job: Job) -> Iterator[Callable[[], object]]:
        for now in self.moments(pause):
            self.air.now = now
            one = replace(job, now=now, settings=self.settings(now), tally=Tally())
            with asking(one) as web:
                yield partial(steps.poll, one, web)
                yield partial(closing.close_gaps, one, partial(walking.walk, one, web))

    def read(self) -> None:
        """Whole runs from the end of the month on until every page was asked for: each takes some of those that walks
        found, besides all that feeds showed."""
        ids = [outlet.outlet_id for outlet in self.month.outlets]
        for n in range(READINGS):
            now = self.air.now = self.month.end + n * timedelta(minutes=15)
            run_pass(self.settings(now), _call(), outlet_ids=ids)
            with connect(self.settings(now).warehouse) as db:
                if not pages.pending(db, now, ids):
                    return


def _call() -> Call:
    return Call(command="run", each=in_threads(4), progress=Logged())
