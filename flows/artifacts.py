"""What people look at on the server when a flow has ended: summaries, feed health, the report's address.

`after_...` are called with what a flow did, leave its artifacts and return the message of its last state. What they
leave is built by pure functions here; titles and addresses are from the web, so nothing in them is taken for markup.
"""

import logging
import re
from collections.abc import Sequence
from pathlib import Path

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.runtime import flow_run

from flows.console import cell, in_words
from flows.maintaining import MaintainSummary
from flows.session import Summary
from flows.settings import Settings
from warehouse import news, status
from warehouse.errors import WarehouseError
from warehouse.news import News
from warehouse.status import OutletStatus

log = logging.getLogger("flows")

MOST_NEWS = 60
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&])")


def after_run(summary: Summary, settings: Settings) -> str:
    """Leaves the run's summary and the outlets' health, where the run did anything at all."""
    done = in_words(summary)
    for fault in summary.faults:
        log.warning("left out: %s", fault)
    if _did_nothing(summary) or not flow_run.id:
        return done
    try:
        found = news.about(settings.published, summary.run_id, settings.watch, MOST_NEWS)
        health = status.outlets(settings.published)
    except WarehouseError as unread:
        log.warning("no artifacts: %s", unread)
        return done
    kind = flow_run.flow_name or "run"
    create_markdown_artifact(run_in_markdown(summary, found), key=f"kabar-{kind}", description=done)
    create_table_artifact(health_table(health), key="kabar-outlets", description="How outlets and their feeds are")
    return done


def after_report(page: Path, settings: Settings) -> str:
    """Leaves a link to the page."""
    del settings
    address = page.absolute().as_uri()
    if flow_run.id:
        create_link_artifact(address, link_text=str(page), key="kabar-report", description="The report page")
    return f"Written: {page}"


def after_maintenance(summary: MaintainSummary, settings: Settings) -> str:
    """Leaves what was done and what is wrong."""
    del settings
    done = maintenance_in_words(summary)
    if flow_run.id:
        create_markdown_artifact(maintenance_in_markdown(summary), key="kabar-maintain", description=done)
    return done


def _did_nothing(summary: Summary) -> bool:
    return not any(n for word, n in summary.counts if word != "left")


def run_in_markdown(summary: Summary, found: Sequence[News]) -> str:
    """A run as a page: one sentence, what is new about the watched, a line per outlet, what was left out."""
    parts = [f"**{plain(in_words(summary))}.**", _news(found), _outlets(summary)]
    if summary.left:
        parts.append(f"{summary.left} more pages are listed and not fetched yet.")
    if summary.faults:
        parts.append("### Left out\n\n" + "\n".join(f"- {plain(fault)}" for fault in summary.faults))
    return "\n\n".join(part for part in parts if part)


def _news(found: Sequence[News]) -> str:
    if not found:
        return "Nothing new about the watched entities."
    lines = ["### New about the watched entities"]
    for name in dict.fromkeys(one.name for one in found):
        lines.append(f"\n**{plain(name)}**\n")
        lines += [
            f"- {_linked(one)} ({plain(one.outlet_id)}, {cell(one.dated_at)})" for one in found if one.name == name
        ]
    return "\n".join(lines)


def _linked(one: News) -> str:
    title = plain(one.title or one.url)
    is_safe = re.fullmatch(r"https?://[^\s<>()\[\]\\]{1,2000}", one.url)
    return f"[{title}]({one.url})" if is_safe else title


def _outlets(summary: Summary) -> str:
    if not summary.lines:
        return ""
    rows = ["| outlet | polled | new | fetched | failed | articles |", "|---|--:|--:|--:|---|--:|"]
    for line in summary.lines:
        failed = ", ".join(f"{n} {reason}" for reason, n in line.failed)
        cells = (line.outlet_id, line.polled, line.new_entries, line.fetched, failed, line.articles)
        rows.append("| " + " | ".join(plain(str(one)) for one in cells) + " |")
    return "\n".join(rows)


def health_table(health: Sequence[OutletStatus]) -> list[dict[str, str | int]]:
    """The outlets as rows of a table, those in trouble first."""
    troubled_first = sorted(health, key=lambda one: (one.healthy == one.feeds and not one.blocked, one.outlet_id))
    return [
        {
            "outlet": one.outlet_id,
            "healthy feeds": f"{one.healthy} of {one.feeds}",
            "last answer": cell(one.last_ok_at),
            "newest item": cell(one.newest_item_at),
            "articles": one.articles,
            "pending": one.pending,
            "failed": one.failed,
            "troubles": one.troubles,
        }
        for one in troubled_first
    ]


def maintenance_in_words(summary: MaintainSummary) -> str:
    """What upkeep did, in one sentence without its full stop."""
    saved = summary.size_before - summary.size_after
    done = [
        f"{summary.files_retired} files retired" if summary.files_retired else "",
        f"warehouse {_mega(summary.size_before)} to {_mega(summary.size_after)}" if saved > 0 else "",
        f"{summary.documents_checked} documents of {summary.files_checked} files checked",
        f"{summary.flow_runs_deleted} old flow runs deleted" if summary.flow_runs_deleted else "",
        f"{len(summary.troubles)} troubles" if summary.troubles else "no trouble",
    ]
    return ", ".join(part for part in done if part)


def maintenance_in_markdown(summary: MaintainSummary) -> str:
    """Upkeep as a page: what was done, what contradicts itself, what was left as it is."""
    parts = [f"**{plain(maintenance_in_words(summary))}.**"]
    for heading, sentences in (("Troubles", summary.troubles), ("Notes", summary.notes)):
        if sentences:
            parts.append(f"### {heading}\n\n" + "\n".join(f"- {plain(one)}" for one in sentences))
    return "\n\n".join(parts)


def _mega(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def plain(text: str) -> str:
    """Text as Markdown that shows exactly it, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
