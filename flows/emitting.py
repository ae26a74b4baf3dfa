"""Emitting events to the Prefect server on which a flow runs; what was emitted is kept in KABAR_HOME/looks/events.json.

It is noted before it is emitted: an event that was lost with its process is told by the page and by `kabar status`,
one that comes twice may wake somebody twice.
"""

import json
import logging
from datetime import datetime
from pathlib import Path

from prefect.events import emit_event
from prefect.runtime import flow_run

from flows.events import OPENED_WITHIN, Event, due, remembered
from flows.looks import DAMAGED
from flows.settings import Settings
from sources import durable
from warehouse.errors import WarehouseError
from warehouse.watch.unusual import unusual

log = logging.getLogger("flows")


def emit_news(settings: Settings) -> tuple[Event, ...]:
    """Emits what is unusual in what is published and was not emitted before; outside a flow nothing. Returns it.

    What cannot be read or noted is a warning: it is no reason for a run that did its work to fail.
    """
    if not flow_run.id:
        return ()
    path = settings.home / "looks" / "events.json"
    try:
        found = unusual(settings.published, settings.watch, OPENED_WITHIN)
        before = _emitted(path)
        events = due(found, before)
        if (after := remembered(found, before, events)) != before:
            _note(path, after)
    except (WarehouseError, OSError) as trouble:
        log.warning("no events were emitted: %s", trouble)
        return ()
    for one in events:
        _emit(one)
    return events


def _emit(one: Event) -> None:
    related = [{"prefect.resource.id": f"kabar.outlet.{one.related}", "prefect.resource.role": "outlet"}]
    emit_event(
        event=one.event,
        resource={"prefect.resource.id": one.resource, "prefect.resource.name": one.name},
        related=related if one.related else None,
        payload=dict(one.payload),
    )


def _emitted(path: Path) -> dict[str, datetime]:
    """What was emitted; nothing where that is not known."""
    try:
        said = json.loads(path.read_text("utf-8"))
        return {str(key): datetime.fromisoformat(at) for key, at in said["emitted"].items()}
    except (FileNotFoundError, AttributeError, *DAMAGED):
        return {}


def _note(path: Path, emitted: dict[str, datetime]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"emitted": {key: at.isoformat() for key, at in sorted(emitted.items())}}
    durable.written(path, json.dumps(said, ensure_ascii=False, indent=1) + "\n")
