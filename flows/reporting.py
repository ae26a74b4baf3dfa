"""The report page: `report.html` in KABAR_HOME, written from the published file."""

from datetime import datetime
from pathlib import Path

from flows.errors import RunFailedError
from flows.page import page
from flows.settings import Settings
from sources import durable
from warehouse.page.telling import tell


def page_of(settings: Settings) -> Path:
    """Where the page lies, if it was written."""
    return settings.home / "report.html"


def write_report(settings: Settings, now: datetime) -> Path:
    """Writes the page anew, whole, and returns where it lies.

    Raises WarehouseError where nothing is published yet, RunFailedError where the page cannot be written.
    """
    told = page(tell(settings.published, now, settings.watch))
    where = page_of(settings)
    try:
        durable.written(where, told)
    except OSError as problem:
        raise RunFailedError(f"{where} cannot be written ({problem.strerror}): give yourself the right") from problem
    return where
