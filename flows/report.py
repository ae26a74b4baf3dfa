"""The flow `report`: the report page written anew, and a link to it on the server."""

from pathlib import Path

from prefect import flow

from flows import artifacts
from flows.reporting import write_report
from flows.served import in_turn
from flows.settings import Settings


@flow(name="report", persist_result=False)
def report() -> Path:
    """Writes the report page from what is published. Ends with where it lies."""

    def work(settings: Settings) -> Path:
        return write_report(settings, settings.clock())

    return in_turn("report", work, artifacts.after_report)
