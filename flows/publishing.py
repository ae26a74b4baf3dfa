"""Publishing, whole: the warehouse is put where people open it, then what is made of it is brought up to date.

A follower reads the published file and writes beside it; the lock is held. It takes up what it missed when it, or the
process, was cut down: what it has to do it finds in the published file, whichever run that is of. What goes wrong
with one neither takes the published file back nor keeps the next one from its work.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flows.errors import RunFailedError
from flows.settings import Settings
from warehouse import publish as warehouse_file
from warehouse.connection import connect
from warehouse.errors import WarehouseError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Something that follows the published file. `keep` brings it up to date; `name` is for people: "search index".

    It raises OSError, WarehouseError or RunFailedError for what can be expected, such as a full disk.
    """

    name: str
    keep: Callable[[Settings, datetime], None]


def _search_index(settings: Settings, now: datetime) -> None:
    from flows.searching import keep_index

    keep_index(settings, now)


def _atom_feed(settings: Settings, now: datetime) -> None:
    from flows.watch_feed import keep

    keep(settings, now)


# In this order. Each imports what it needs when it is called: a run without anything new should start at once.
FOLLOWERS: tuple[Follower, ...] = (
    Follower(name="search index", keep=_search_index),
    Follower(name="Atom feed", keep=_atom_feed),
)


def sign_and_publish(
    settings: Settings,
    run_id: str,
    now: datetime,
    *,
    say: Callable[[str], None] = log.warning,
    followers: tuple[Follower, ...] = FOLLOWERS,
) -> list[Exception]:
    """Publishes the closed warehouse as of run `run_id`, then has the followers keep up; as `publish_again`."""
    with connect(settings.warehouse) as db:
        warehouse_file.sign(db, run_id, now)
    return publish_again(settings, now, say=say, followers=followers)


def publish_again(
    settings: Settings,
    now: datetime,
    *,
    keep: bool = True,
    say: Callable[[str], None] = log.warning,
    followers: tuple[Follower, ...] = FOLLOWERS,
) -> list[Exception]:
    """Publishes the closed warehouse as it was signed last, then has the followers keep up.

    With `keep` false no older file stays beside: what it has is to be gone. Returns what is our own fault in the
    followers, to be raised when all else is done; what could be expected to go wrong is said. Raises WarehouseError
    where the file itself could not be published: the one from before stays.
    """
    warehouse_file.publish(settings.warehouse, settings.published, keep=keep)
    found = (_kept(follower, settings, now, say) for follower in followers)
    return [bug for bug in found if bug]


def _kept(follower: Follower, settings: Settings, now: datetime, say: Callable[[str], None]) -> Exception | None:
    """Has one follower keep up; what is our own fault."""
    try:
        follower.keep(settings, now)
    except (OSError, WarehouseError, RunFailedError) as trouble:
        say(f"The {follower.name} is as it was before this run; all else is published ({trouble}).")
    except Exception as bug:  # noqa: BLE001 - raised again when all else is done
        return bug
    return None
