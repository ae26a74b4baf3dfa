"""What every flow does around its work on a Prefect server: settings, whose turn it is, healing, the state it ends in.

The state's message is what people read in the list of runs: what was done, that nothing was due, or why it was
another's turn. Nothing here works on news.
"""

import logging
from collections.abc import Callable
from typing import TypeVar, cast

from prefect.exceptions import TerminationSignal
from prefect.runtime import deployment, flow_run
from prefect.states import Completed

from flows.errors import LockedError
from flows.healing import end_here, heal
from flows.late import skip_late
from flows.lock import holder
from flows.progress import Logged, Progress
from flows.session import Call
from flows.settings import Settings, SettingsError
from flows.tasks import in_tasks

T = TypeVar("T")
OURS = ("flows", "sources", "warehouse")  # PREFECT_LOGGING_EXTRA_LOGGERS brings their words to the server

# Seconds that a deployed flow waits for its turn at least: a backfill takes the lock for two minutes at a time, and
# lets go of it so that others get theirs.
PATIENCE = 600.0


def settings_here() -> Settings:
    """The settings of this process. Raises SettingsError, also for a home that lies where the worker happens to be."""
    settings = Settings.load()
    if deployment.id and not settings.home.is_absolute():
        raise SettingsError(
            f"KABAR_HOME={settings.home} is relative, and a worker runs flows in a folder that it then removes: "
            "set KABAR_HOME to an absolute path where the worker is started"
        )
    return settings


def called_as(command: str, progress: Progress | None = None) -> Call:
    """How a flow calls its work: batches as tasks, progress as log lines, the flow run's id in the run's row."""
    return Call(command=command, each=in_tasks(), progress=progress or Logged(), flow_run_id=flow_run.id, heal=heal)


def in_turn(
    command: str, work: Callable[[Settings], T], said: Callable[[T, Settings], str], *, by_hand: bool = False
) -> T:
    """Does the work when it is its turn, and says what it did as the message of the state that it ends in.

    Called by a flow as its last word: Prefect gives a flow's caller the data of the state that it ended in.
    A deployed flow waits its turn with patience, but not for a run like itself: that one does all that is due, so this
    one ends at once, and many that come late after an outage end in seconds. What people ask for `by_hand` is done,
    or fails: it raises LockedError.
    """
    settings = settings_here()
    for name in OURS:  # without a level of their own they have the root's: warnings alone
        logging.getLogger(name).setLevel(logging.INFO)
    if not deployment.id:
        return _ended(work(settings), settings, said)
    who = holder(settings.home)
    if who and who.command == command and not by_hand:
        return cast(T, _skipped(f"Nothing to do: `kabar {command}` is at work since {who.since} (process {who.pid})"))
    if not by_hand:
        skip_late()
    patient = settings.model_copy(update={"lock_wait": max(settings.lock_wait, PATIENCE)})
    try:
        return _ended(work(patient), settings, said)
    except (TerminationSignal, KeyboardInterrupt):  # DuckDB turns the one into the other
        end_here()
    except LockedError as busy:
        if by_hand:
            raise
        return cast(T, _skipped(str(busy)))


def _ended(done: T, settings: Settings, said: Callable[[T, Settings], str]) -> T:
    return cast(T, Completed(message=said(done, settings), data=done))


def _skipped(why: str) -> object:
    return Completed(name="Skipped", message=why)
