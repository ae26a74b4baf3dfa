"""What is worth an event on a Prefect server, decided from what is published and from what was emitted before; pure.

kabar.entity.spike     kabar.entity.<id>      much more is written about a watched entity than is usual; once a day
kabar.feed.gap         kabar.feed.<address>   a feed may have dropped items unseen; once a gap
kabar.outlet.blocked   kabar.outlet.<id>      an outlet refuses us; once, until it serves us again
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from warehouse.sentence import cut, one_line
from warehouse.watch.unusual import Blocked, Day, Opened, Unusual
from warehouse.watch.usual import is_spike, usual

# Whoever emits looks back so far for what an earlier run opened and could not tell.
OPENED_WITHIN = timedelta(days=2)
_REMEMBERED = timedelta(days=40)  # longer than anything is looked back for
_LONGEST_NAME = 100  # characters
_BLOCKED = "blocked "  # keys that are remembered for as long as it is so


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`key` is its own for ever; `resource` is what it is about, `related` an outlet it concerns, or empty."""

    key: str
    event: str
    resource: str
    name: str
    related: str
    payload: tuple[tuple[str, str | int | float], ...]


def due(found: Unusual, emitted: Mapping[str, datetime]) -> tuple[Event, ...]:
    """What is to be emitted now. `emitted`: the keys of what was, and when."""
    events = (*_spikes(found.days), *map(_gap, found.opened), *map(_blocked, found.blocked))
    return tuple(one for one in events if one.key not in emitted)


def remembered(found: Unusual, emitted: Mapping[str, datetime], events: tuple[Event, ...]) -> dict[str, datetime]:
    """What was emitted when these events are; what nobody will ask for again is forgotten."""
    now = found.published_at
    blocked = {_blocked(one).key for one in found.blocked}
    kept = {
        key: at
        for key, at in emitted.items()
        if (key in blocked if key.startswith(_BLOCKED) else at > now - _REMEMBERED)
    }
    return kept | {one.key: now for one in events}


def _spikes(days: tuple[Day, ...]) -> Iterator[Event]:
    for one in days:
        if is_spike(one.texts, one.owners, one.before):
            yield Event(
                key=f"spike {one.entity_id} {one.day}", event="kabar.entity.spike",
                resource=f"kabar.entity.{one.entity_id}", name=_name(one.name), related="",
                payload=(
                    ("day", one.day.isoformat()), ("articles", one.texts), ("owners", one.owners),
                    ("usual", round(usual(one.before), 2)), ("compared_days", len(one.before)),
                ),
            )  # fmt: skip


def _gap(one: Opened) -> Event:
    return Event(
        key=f"gap {one.gap_id}", event="kabar.feed.gap", resource=f"kabar.feed.{one.feed_url}",
        name=_name(one.feed_url), related=one.outlet_id,
        payload=(
            ("outlet_id", one.outlet_id), ("feed_url", one.feed_url), ("missing_from", one.missing_from.isoformat()),
            ("missing_until", one.missing_until.isoformat()), ("reason", one.reason),
        ),
    )  # fmt: skip


def _blocked(one: Blocked) -> Event:
    return Event(
        key=f"{_BLOCKED}{one.outlet_id}", event="kabar.outlet.blocked", resource=f"kabar.outlet.{one.outlet_id}",
        name=_name(one.outlet), related="", payload=(("outlet_id", one.outlet_id), ("why", _name(one.why))),
    )  # fmt: skip


def _name(text: str) -> str:
    return cut(one_line(text), _LONGEST_NAME)
