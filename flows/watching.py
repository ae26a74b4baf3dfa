"""Watching: what is news about some entities since somebody looked last, or since a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows import looks
from flows.looks import Look
from flows.settings import Settings
from warehouse.watch import reading
from warehouse.watch.model import Happening, marks

FIRST_LOOK = timedelta(hours=24)  # how far back who never looked before is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is news, what kabar had first at last; `since` and `until` are the moments between which it became so.

    `look` is to be noted when all of it was told.
    """

    happenings: tuple[Happening, ...]
    since: datetime
    until: datetime
    is_first: bool
    look: Look


def since_last(settings: Settings, entity_ids: Sequence[str]) -> Watched:
    """What is news about these entities since the last look at just them; at the first look, of the last 24 hours.

    Raises QueryError for one that is unknown, WarehouseError where nothing is published, RunFailedError where the
    last look cannot be read.
    """
    before = looks.last(settings.home, entity_ids)
    if before is None:
        return _since(settings.published, entity_ids, None)
    reading.refuse_unknown(settings.published, entity_ids)
    with reading.opened(settings.published, entity_ids) as published:
        fresh = [one for one in published.found if not one.is_among(before.told)]
        return Watched(
            happenings=published.happenings(fresh),
            since=before.published_at,
            until=published.published_at,
            is_first=False,
            look=Look(
                entities=tuple(entity_ids),
                published_at=published.published_at,
                told=before.told | marks(published.found),
            ),
        )


def since(settings: Settings, entity_ids: Sequence[str], moment: datetime | None) -> Watched:
    """What kabar came to know since `moment`, or in the 24 hours before it published last. Raises as `since_last`."""
    return _since(settings.published, entity_ids, moment)


def _since(path: Path, entity_ids: Sequence[str], moment: datetime | None) -> Watched:
    reading.refuse_unknown(path, entity_ids)
    with reading.opened(path, entity_ids) as published:
        begin = moment or published.published_at - FIRST_LOOK
        return Watched(
            happenings=published.happenings([one for one in published.found if one.known_at >= begin]),
            since=begin,
            until=published.published_at,
            is_first=True,
            look=Look(entities=tuple(entity_ids), published_at=published.published_at, told=marks(published.found)),
        )
