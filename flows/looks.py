"""The last look at what is news about somebody: a file under KABAR_HOME/looks for each set of entities.

It holds what was told, not only when: a moment would lose what is published late and dated early (a page that is read
or tagged in a later run than it was fetched in, an old capture out of a WARC file), and would tell everything again
after a rebuild. Eight bytes a piece of news: 20,000 articles are 213 kB.
"""

import base64
import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.errors import RunFailedError
from sources import durable
from warehouse.watch.model import Mark

_FORMAT = 1
_BYTES = 8  # of a mark
DAMAGED = (ValueError, KeyError, TypeError)  # what reading a file that is not as it was written raises


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was told of these entities up to `published_at`, when the file was published that was looked at."""

    entities: tuple[str, ...]
    published_at: datetime
    told: frozenset[Mark]


def last(home: Path, entities: Sequence[str]) -> Look | None:
    """The last look at these entities, in whichever order they are named; none where there was none.

    Raises RunFailedError where it is on record and cannot be read.
    """
    path = _path(home, entities)
    try:
        return _read(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, *DAMAGED) as damage:
        raise RunFailedError(
            f"{path} cannot be read ({damage}): remove it, and the next look is the first one again"
        ) from damage


def note(home: Path, look: Look) -> None:
    """Puts this look in the place of the last one, whole or not at all.

    Raises RunFailedError where it cannot be written: the next look then tells the same again.
    """
    path = _path(home, look.entities)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.written(path, _written(look))
    except OSError as problem:
        raise RunFailedError(
            f"{path} cannot be written ({problem.strerror}), so the next look tells the same again"
        ) from problem


def _path(home: Path, entities: Sequence[str]) -> Path:
    name = hashlib.sha256("\n".join(sorted(set(entities))).encode()).hexdigest()[:16]
    return home / "looks" / f"{name}.json"


def _written(look: Look) -> str:
    said = {
        "format": _FORMAT,
        "entities": sorted(set(look.entities)),
        "published_at": look.published_at.isoformat(),
        "told": packed(look.told),
    }
    return json.dumps(said, indent=1) + "\n"


def _read(text: str) -> Look:
    said = json.loads(text)
    if said["format"] != _FORMAT:
        raise ValueError(f"its format is {said['format']}, this kabar knows {_FORMAT}")
    return Look(
        entities=tuple(said["entities"]),
        published_at=datetime.fromisoformat(said["published_at"]),
        told=unpacked(said["told"]),
    )


def packed(told: Collection[Mark]) -> str:
    """Marks as text, in an order that is always the same."""
    return base64.b64encode(b"".join(sorted(told))).decode()


def unpacked(text: str) -> frozenset[Mark]:
    """The marks in such a text. Raises ValueError where it is damaged."""
    told = base64.b64decode(text, validate=True)
    if len(told) % _BYTES:
        raise ValueError("it ends in the middle of a mark")
    return frozenset(told[i : i + _BYTES] for i in range(0, len(told), _BYTES))
