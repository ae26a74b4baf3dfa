"""Publishing, whole: the warehouse is put where people open it, then what is made of it is brought up to date.

A follower reads the published file and writes beside it; the lock is held. It takes up what it missed when it, or the
process, was cut down: what it has to do it finds in the published file, whichever run that is of. What goes wrong
with one neither takes the published file back nor keeps the next one from its work.

While something is being forgotten a mark lies in the home, which outlives whoever is cut down: the first to publish
after it leaves no file behind that still has the words.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flows.errors import RunFailedError
from flows.settings import Settings
from sources import durable
from warehouse import publish as warehouse_file
from warehouse.compact import rewrite
from warehouse.connection import connect
from warehouse.errors import WarehouseError

log = logging.getLogger(__name__)

FORGETTING = "forget-under-way"  # marks a home whose files, not its rows alone, are to lose what is deleted


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


def _report_page(settings: Settings, now: datetime) -> None:
    """Where there is a page it goes first, for it may show what is forgotten."""
    from flows.reporting import page_of, write_report

    if page_of(settings).exists():
        page_of(settings).unlink()
        write_report(settings, now)


# In this order. Each imports what it needs when it is called: a run without anything new should start at once.
FOLLOWERS: tuple[Follower, ...] = (
    Follower(name="search index", keep=_search_index),
    Follower(name="Atom feed", keep=_atom_feed),
)
# The page is somebody's to write, when he wants to look: it is made anew only where it may show too much.
AFTER_FORGETTING = Follower(name="report page", keep=_report_page)


def sign_and_publish(
    settings: Settings,
    run_id: str,
    now: datetime,
    *,
    say: Callable[[str], None] = log.warning,
    followers: tuple[Follower, ...] = FOLLOWERS,
) -> list[Exception]:
    """Publishes the closed warehouse as of run `run_id`, then has the followers keep up; as `publish_again`."""
    sign(settings, run_id, now)
    return publish_again(settings, now, say=say, followers=followers)


def sign(settings: Settings, run_id: str, now: datetime) -> None:
    """Notes in the warehouse that it is published as of run `run_id`. Raises WarehouseError."""
    with connect(settings.warehouse) as db:
        warehouse_file.sign(db, run_id, now)


def publish_again(
    settings: Settings,
    now: datetime,
    *,
    say: Callable[[str], None] = log.warning,
    followers: tuple[Follower, ...] = FOLLOWERS,
) -> list[Exception]:
    """Publishes the closed warehouse as it was signed last, then has the followers keep up.

    Returns what is our own fault in the followers, to be raised when all else is done; what could be expected to go
    wrong is said. Raises WarehouseError where the file itself could not be published: the one from before stays.
    """
    forgetting = settings.home / FORGETTING
    if is_forgetting := forgetting.exists():
        rewrite(settings.warehouse)
        followers = (*followers, AFTER_FORGETTING)
    warehouse_file.publish(settings.warehouse, settings.published, keep=not is_forgetting)
    found = [_kept(follower, settings, now, say) for follower in followers]
    if is_forgetting:
        forgetting.unlink()
        durable.sync_folder(settings.home)
    return [bug for bug in found if bug]


def _kept(follower: Follower, settings: Settings, now: datetime, say: Callable[[str], None]) -> Exception | None:
    """Has one follower keep up; what is our own fault."""
    try:
        follower.keep(settings, now)
    except (OSError, WarehouseError, RunFailedError) as trouble:
        say(f"The {follower.name} could not be brought up to date; all else is published ({trouble}).")
    except Exception as bug:  # noqa: BLE001 - raised again when all else is done
        return bug
    return None
