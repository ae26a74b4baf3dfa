"""What one run works with: settings, outlets, now, and who runs its batches and shows its progress."""

from dataclasses import dataclass
from datetime import datetime

from flows.batches import Each
from flows.progress import Progress
from flows.settings import Settings
from flows.tally import Tally
from sources.archive import Archive
from sources.keeping import RobotsBook, Shelf
from sources.types import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one run works with. `outlets` are those it is for."""

    settings: Settings
    outlets: tuple[Outlet, ...]
    now: datetime
    run_id: str
    each: Each
    progress: Progress
    tally: Tally
    archive: Archive
    shelf: Shelf
    sites: RobotsBook
