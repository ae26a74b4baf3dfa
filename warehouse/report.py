"""What the report page tells, asked of the published file: the queries are `warehouse/reports/*.sql`.

A query may name `$since`, `$now`, `$watched` and `$most`; its columns are named as people read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from warehouse.connection import Connection, connect_to_read

DAY = timedelta(days=1)
_MOST = 20  # articles about one entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table of the page: column names and rows, values as Python has them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """An article about somebody who is watched. `summary` is the outlet's own text, to be cut to a sentence."""

    entity: str
    outlet: str
    dated_at: datetime
    title: str
    summary: str
    url: str
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the page tells: of the day that ended at `now`, from what was published at `published_at`."""

    now: datetime
    published_at: datetime | None
    watched: Part
    news: tuple[NewsItem, ...]
    outlets: Part
    feeds: Part
    gaps: Part


def report(published: Path, now: datetime, watched: Sequence[str]) -> Report:
    """What is to be told at `now` about the day before. Raises WarehouseError where nothing is published."""
    values = {"since": now - DAY, "now": now, "watched": list(watched), "most": _MOST}
    with connect_to_read(published) as db:
        signed = db.execute("select published_at from kabar_info").fetchone()
        return Report(
            now=now,
            published_at=signed[0] if signed else None,
            watched=_asked(db, "watched", values),
            news=tuple(_item(row) for row in _asked(db, "news", values).rows),
            outlets=_asked(db, "outlets", values),
            feeds=_asked(db, "feeds", values),
            gaps=_asked(db, "open_gaps", values),
        )


def _asked(db: Connection, name: str, values: dict[str, object]) -> Part:
    sql = files("warehouse").joinpath("reports", f"{name}.sql").read_text("utf-8")
    code = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    found = db.execute(code, {key: value for key, value in values.items() if f"${key}" in code} or None)
    columns = tuple(str(c[0]) for c in found.description or ())
    return Part(columns=columns, rows=tuple(found.fetchall()))


def _item(row: tuple[Any, ...]) -> NewsItem:
    return NewsItem(**dict(zip(NewsItem.__slots__, row, strict=True)))
