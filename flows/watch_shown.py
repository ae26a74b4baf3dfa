"""What the Atom feed shows and ever told, as a file under KABAR_HOME/looks: how it is read and written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.atom import Entry
from flows.looks import DAMAGED, packed, unpacked
from sources import durable
from warehouse.watch.model import Mark

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry of the feed, and the mark by which its news is known."""

    mark: Mark
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the feed shows (the newest first), what it ever told, and about whom."""

    entities: tuple[str, ...]
    updated: datetime
    shown: tuple[Shown, ...]
    told: frozenset[Mark]


def last(home: Path, watched: Sequence[str]) -> State | None:
    """What the feed showed; none where it was about others, or cannot be read: it begins anew then."""
    try:
        state = _read(json.loads(_path(home).read_text("utf-8")))
    except (FileNotFoundError, *DAMAGED):
        return None
    return state if state.entities == tuple(sorted(set(watched))) else None


def note(home: Path, state: State) -> None:
    """Puts this in the place of what was noted before. Raises OSError where it cannot be written."""
    path = _path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    durable.written(path, _written(state))


def forget(home: Path) -> None:
    """Takes away what was noted: where there is no feed, nobody keeps headlines in it up to date, or takes them out."""
    _path(home).unlink(missing_ok=True)


def _path(home: Path) -> Path:
    return home / "looks" / "atom.json"


def _written(state: State) -> str:
    shown = [
        asdict(one.entry)
        | {
            "mark": one.mark.hex(),
            "published": one.entry.published.isoformat(),
            "updated": one.entry.updated.isoformat(),
        }
        for one in state.shown
    ]
    said = {
        "format": _FORMAT, "entities": state.entities, "updated": state.updated.isoformat(), "shown": shown,
        "told": packed(state.told),
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _read(said: Mapping[str, Any]) -> State:
    if said["format"] != _FORMAT:
        raise ValueError("another format")
    return State(
        entities=tuple(said["entities"]),
        updated=datetime.fromisoformat(said["updated"]),
        shown=tuple(_shown_before(one) for one in said["shown"]),
        told=unpacked(said["told"]),
    )


def _shown_before(said: Mapping[str, Any]) -> Shown:
    entry = {name: said[name] for name in Entry.__slots__} | {
        "terms": tuple(said["terms"]),
        "published": datetime.fromisoformat(said["published"]),
        "updated": datetime.fromisoformat(said["updated"]),
    }
    return Shown(mark=bytes.fromhex(said["mark"]), entry=Entry(**entry))
