"""What the report page tells, asked of the published file: the queries are the `.sql` files beside this module.

Here they are asked in their order and put together; how words are cut is in `warehouse.sentence`, how they are shown is
not the warehouse's business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from warehouse.connection import Connection, connect_to_read
from warehouse.load import joined
from warehouse.page import timelines, watching
from warehouse.page.asking import Row, ask, lay, made
from warehouse.page.model import Follow, NewName, OpenGap, Share, Source, Today, Told, Untold
from warehouse.page.pieces import Pieces, pieces
from warehouse.sentence import LONGEST_SENTENCE, cut, headline, one_line
from warehouse.stories import press

# Each list is as long as somebody reads; what is longer is for SQL, and says so there.
MOST_UNTOLD = MOST_NAMES = 30
MOST_GAPS = 60  # a feed that failed for a month has one a day, and two such feeds show what is wrong
MOST_FOLLOWS = 150  # the densest ten by ten of a matrix, and what is beside it
MOST_ENTITIES = 6  # of an untold story
# Pages refused in a week, none served, from which an outlet counts as blocked: one or two may be behind a wall alone.
_REFUSALS = 3


def tell(published: Path, now: datetime, watched: Sequence[str]) -> Told:
    """What is to be told at `now`, with the entities `watched` (ids, in their order), from what was published last.

    Raises WarehouseError where nothing is published.
    """
    with connect_to_read(published) as db:
        values: dict[str, object] = {"now": now, "watched": joined(watched)}
        lay(db, "called", _publications())
        for relation in ("watching", "recent", "naming"):
            lay(db, relation, values)
        return _told(db, values, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Info:
    """What the file is."""

    published_at: datetime | None
    run_id: str
    schema_version: int
    articles: int
    first_at: datetime | None


def _told(db: Connection, values: Mapping[str, object], now: datetime) -> Told:
    info = made(_Info, ask(db, "info", values)[0])
    whom, stories, untold = watching.find(db, now), timelines.find(db, now), _untold(db, values)
    shown = pieces(db, (*whom.article_ids, *stories.article_ids, *(row[0] for row in untold)))
    sources = tuple(_source(row) for row in ask(db, "sources", {**values, "refusals": _REFUSALS}))
    return Told(
        now=now, published_at=info.published_at, run_id=info.run_id, schema_version=info.schema_version,
        articles=info.articles, first_at=info.first_at,
        today=_today(db, values, whom, sources),
        watched=watching.watched(whom, shown, now.astimezone(UTC).date()),
        stories=timelines.timelines(stories, shown),
        shares=tuple(made(Share, row) for row in ask(db, "shares", values)),
        follows=tuple(made(Follow, row) for row in ask(db, "follows", {**values, "most": MOST_FOLLOWS})),
        untold=_with_pieces(untold, shown),
        names=tuple(_name(row) for row in ask(db, "names", {**values, "most": MOST_NAMES})),
        sources=sources,
        gaps=tuple(made(OpenGap, row) for row in ask(db, "gaps", {**values, "most": MOST_GAPS})),
    )  # fmt: skip


@cache
def _publications() -> Mapping[str, object]:
    shipped = press.load((), lambda _url, _outlet: None).publications
    names = (one.names[0].rstrip("*") for one in shipped)
    return {"ids": joined(one.outlet_id for one in shipped), "names": joined(names)}


def _today(db: Connection, values: Mapping[str, object], whom: watching.Found, sources: Sequence[Source]) -> Today:
    (figures,) = ask(db, "today", values)
    articles, before, outlets, copies, stories, retellings, contradicted, open_gaps, known_days = figures
    title, url, groups = next(iter(ask(db, "biggest", values)), ("", "", 0))
    risen = watching.rising(whom.counted, known_days)
    return Today(
        articles=articles, articles_before=before, outlets=outlets, copies=copies, stories=stories,
        retellings=retellings, contradicted=contradicted, rising=risen.name, rising_articles=risen.articles,
        rising_usual=risen.usual, biggest=headline(title), biggest_url=url, biggest_groups=groups,
        open_gaps=open_gaps, silent_outlets=sum(one.state in ("silent", "blocked") for one in sources),
    )  # fmt: skip


def _untold(db: Connection, values: Mapping[str, object]) -> list[Row]:
    return ask(db, "untold", {**values, "most": MOST_UNTOLD, "entities": MOST_ENTITIES})


def _with_pieces(rows: Sequence[Row], shown: Pieces) -> tuple[Untold, ...]:
    return tuple(
        Untold(piece=shown[article_id], articles=articles, entities=tuple(entities))
        for article_id, articles, entities in rows
        if article_id in shown
    )


def _name(row: Row) -> NewName:
    name, score, articles, outlets, first_seen_at, title, url = row
    return NewName(
        name=headline(name), score=score, articles=articles, outlets=tuple(outlets), first_seen_at=first_seen_at,
        example_title=headline(title), example_url=url,
    )  # fmt: skip


def _source(row: Row) -> Source:
    *all_else, why = row
    return made(Source, (*all_else, cut(one_line(why or ""), LONGEST_SENTENCE)))
