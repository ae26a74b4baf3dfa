"""The search index of a home: brought up to date after publishing, and by whoever searches and finds it wanting.

A run that publishes and a person who searches may both find that the index has to be written: a lock beside it, which
is not the one of runs, sees to it that one of them does.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flows.errors import LockedError, RunFailedError
from flows.lock import writing
from flows.progress import Logged, Progress
from flows.settings import Settings
from warehouse.search import Found, Wanted, is_fresh, is_usable, search
from warehouse.searching.keeping import Kept, keep
from warehouse.searching.model import DamagedIndexError

log = logging.getLogger(__name__)

_PATIENCE = 5.0  # seconds that a search waits for a run to bring the index up to date, where the one before will do

_WORTH_SAYING = 20_000  # articles: fewer take no longer than reading the sentence


class _Told(Logged):
    """Progress of a run, to whom nobody handed a listener: what is worth saying is said on stderr."""

    def say(self, text: str) -> None:
        """Says it."""
        log.warning("%s", text)


def keep_index(settings: Settings, now: datetime) -> None:
    """Brings the index up to date with the published file. Raises WarehouseError, RunFailedError."""
    _keep(settings, now, _Told(), settings.lock_wait)


def find(settings: Settings, wanted: Wanted, progress: Progress, say: Callable[[str], None]) -> Found:
    """What is found, with an index that is made, mended or brought up to date before if need be.

    Raises QueryError for what cannot be searched for, WarehouseError where nothing is published, RunFailedError where
    there is no index and none can be written.
    """
    now, folder = settings.clock(), index_folder(settings)
    if not is_fresh(settings.published, folder):
        _freshen(settings, now, progress, say)
    try:
        return search(settings.published, folder, wanted, now)
    except DamagedIndexError as damaged:
        say(f"Made anew: {damaged}.")
        _keep(settings, now, progress, settings.lock_wait, anew=True)
        return search(settings.published, folder, wanted, now)


def index_folder(settings: Settings) -> Path:
    """Where the index of this home lies."""
    return settings.home / "search"


def _freshen(settings: Settings, now: datetime, progress: Progress, say: Callable[[str], None]) -> None:
    """Brings the index up to date; where that cannot be done, an older one has to do."""
    there = is_usable(index_folder(settings))
    try:
        _keep(settings, now, progress, _PATIENCE if there else settings.lock_wait)
    except RunFailedError as trouble:
        if not there:
            raise
        say(f"The search index is older than what is published: the newest articles may not be found ({trouble}).")


def _keep(settings: Settings, now: datetime, progress: Progress, wait: float, *, anew: bool = False) -> Kept:
    folder = index_folder(settings)
    try:
        with writing(folder, "search", now.isoformat(timespec="seconds"), wait, patient=True):
            return keep(settings.published, folder, _Shown(progress), anew=anew)
    except LockedError as busy:
        raise RunFailedError(str(busy)) from busy
    except OSError as problem:
        raise RunFailedError(
            f"the search index in {folder} cannot be written ({problem}): free some space, or give yourself the right"
        ) from problem


class _Shown:
    """The making of an index as progress."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done: int | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._done is None:
            if total >= _WORTH_SAYING:
                self._progress.say("The search index is being made, once: later runs only add to it.")
            self._progress.begin("index", total)
        self._progress.advance("index", done - (self._done or 0))
        self._done = done
