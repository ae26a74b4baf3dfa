"""What goes into the search index and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.errors import WarehouseError


class DamagedIndexError(WarehouseError):
    """The index cannot be read: it is made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """An article as the index takes it."""

    key: int
    state: int
    outlet_id: str
    lang: str
    published_at: datetime
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an article must be, beside its words. `keys`: it is one of these; `None`: any."""

    outlet_ids: tuple[str, ...] = ()
    lang: str = ""
    since: datetime | None = None
    until: datetime | None = None
    keys: Sequence[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The keys of what matches, the best first, with their scores; and how many match in all."""

    found: tuple[tuple[int, float], ...]
    total: int
