"""Upkeep of an installation under test, in this process."""

from pathlib import Path
from typing import Any

from flows.backing_up import BackupSummary, backup
from flows.batches import in_threads
from flows.maintaining import MaintainSummary, maintain
from flows.manifest import Manifest
from flows.progress import Logged
from flows.restoring import BackupReport, check_backup, restore
from flows.session import Call
from flows.settings import Settings
from sources.archive import Archive
from tests.web.kabar import Kabar


def settings(kabar: Kabar, **changes: Any) -> Settings:
    """Those of the installation, with changes."""
    return kabar.settings.model_copy(update=changes)


def maintained(
    kabar: Kabar, *, check: Any = "all", compact: bool = False, always: bool = False, **changes: Any
) -> MaintainSummary:
    """One upkeep; `changes` are settings."""
    call = Call(command="maintain", each=in_threads(1), progress=Logged())
    return maintain(settings(kabar, **changes), call, check=check, compact=compact, always=always)


def backed_up(kabar: Kabar, folder: Path, *, link: bool = True) -> BackupSummary:
    """A back-up of it."""
    return backup(settings(kabar), folder, Logged(), link=link)


def restored(kabar: Kabar, folder: Path) -> Manifest:
    """The back-up put into its home."""
    return restore(settings(kabar), folder, Logged())


def verified(folder: Path) -> BackupReport:
    """What is found in a back-up."""
    return check_backup(folder, Logged())


def files(kabar: Kabar) -> list[str]:
    """What lies in the archive, the oldest first."""
    return [name for name, _ in Archive(kabar.home / "archive").files()]
