"""The flow `rebuild`: the articles made again from the archive, with not one request."""

from datetime import date
from typing import Annotated, Literal

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.poll import called_as
from flows.run import Summary
from flows.run import rebuild as rebuild_all
from flows.settings import Settings

From = Annotated[
    Literal["extract", "identify", "tag"], Field(description="From which step on everything is made again.")
]
Since = Annotated[date | None, Field(description="Only pages fetched on this UTC day or later; none: all.")]


@flow(name="rebuild", task_runner=ThreadPoolTaskRunner(max_workers=1), persist_result=False)  # type: ignore[arg-type]
def rebuild(step: From = "extract", since: Since = None) -> Summary:
    """Reads every archived page again and decides anew which article each is. Returns what it did."""
    return rebuild_all(Settings.load(), called_as("rebuild"), step=step, since=since)
