"""What a flow leaves on the server for people to look at, when it has ended: summaries, health, the report's address.

`after_...` are called with what a flow did, leave its artifacts and return the message of its last state. What is in
them is written by `flows.markdown`. Outside a flow nothing is left. Events are `flows.emitting`'s.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.runtime import flow_run

from flows import markdown
from flows.backfill_estimate import Estimate
from flows.backfilling import BackfillSummary
from flows.console import in_words
from flows.emitting import emit_news
from flows.maintaining import MaintainSummary
from flows.session import Summary
from flows.settings import Settings
from warehouse import news, status
from warehouse.errors import WarehouseError
from warehouse.news import News

log = logging.getLogger("flows")

MOST_NEWS = 60


def after_run(summary: Summary, settings: Settings) -> str:
    """Leaves the run's summary and the outlets' health, where the run did anything at all."""
    done = in_words(summary)
    for fault in summary.faults:
        log.warning("left out: %s", fault)
    if flow_run.id and any(n for word, n in summary.counts if word != "left"):
        page = markdown.run(summary, _news(settings, [summary.run_id]))
        create_markdown_artifact(page, key=f"kabar-{flow_run.flow_name}", description=done)
        _leave_health(settings)
        emit_news(settings)
    return done


def after_backfill(summary: BackfillSummary, settings: Settings) -> str:
    """Leaves how the days stand."""
    done = markdown.backfill_in_words(summary)
    if flow_run.id:
        page = markdown.backfill(summary, _news(settings, summary.run_ids))
        create_markdown_artifact(page, key="kabar-backfill", description=done)
    return done


def after_estimate(estimate: Estimate, settings: Settings) -> str:
    """Leaves what would be asked for, host by host."""
    del settings
    done = markdown.estimate_in_words(estimate)
    if flow_run.id:
        create_table_artifact(markdown.estimate_table(estimate), key="kabar-backfill-estimate", description=done)
    return done


def after_report(page: Path, settings: Settings) -> str:
    """Leaves a link to the page."""
    del settings
    if flow_run.id:
        address = page.absolute().as_uri()
        create_link_artifact(address, link_text=str(page), key="kabar-report", description="The report page")
    return f"Written: {page}"


def after_maintenance(summary: MaintainSummary, settings: Settings) -> str:
    """Leaves what was done and what is wrong."""
    del settings
    done = markdown.maintenance_in_words(summary)
    if flow_run.id:
        create_markdown_artifact(markdown.maintenance(summary), key="kabar-maintain", description=done)
    return done


def _news(settings: Settings, run_ids: Sequence[str]) -> tuple[News, ...]:
    try:
        return news.about(settings.published, run_ids, settings.watch, MOST_NEWS)
    except WarehouseError as unread:
        log.warning("what is new could not be read: %s", unread)
        return ()


def _leave_health(settings: Settings) -> None:
    try:
        health = status.outlets(settings.published)
    except WarehouseError as unread:
        log.warning("how outlets are could not be read: %s", unread)
        return
    create_table_artifact(
        markdown.health_table(health), key="kabar-outlets", description="How outlets and their feeds are"
    )
