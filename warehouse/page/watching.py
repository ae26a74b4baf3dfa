"""The watched entities: how many articles name them, on which days, which are the newest, and which of them rises."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt

from warehouse.connection import Connection
from warehouse.page.asking import ask
from warehouse.page.model import Day, Watched
from warehouse.page.pieces import Pieces

DAYS = 90
MOST_NEWS = 20  # articles of the last day about one entity: what is read at a sitting
_LEAST_KNOWN = 7  # days by which a day is measured: a week has weekdays and a weekend
_LEAST = 3  # articles: two are a coincidence
_BEYOND = 2.0  # standard deviations of a Poisson count: one quiet day in forty goes so far


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A watched entity's figures."""

    entity_id: str
    name: str
    is_known: bool
    last_day: int
    last_week: int
    usual_week: float
    ever: int
    before: int  # articles of the 28 days before the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read of the watched entities: figures in their order, days, and ids of the newest articles."""

    counted: Sequence[Counted]
    days: Mapping[str, Mapping[date, Day]]
    news: Mapping[str, Sequence[str]]

    @property
    def article_ids(self) -> list[str]:
        """The articles that are shown."""
        return [article_id for ids in self.news.values() for article_id in ids]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rising:
    """Who rose: by name, with the articles of the last day, and those of a day before it. No name: nobody."""

    name: str = ""
    articles: int = 0
    usual: float = 0.0


def find(db: Connection, now: datetime) -> Found:
    """Needs the relations `watching`, `recent` and `naming`."""
    values: dict[str, object] = {"now": now, "most": MOST_NEWS}
    counted = [Counted(**dict(zip(Counted.__slots__, row, strict=True))) for row in ask(db, "watched", values)]
    days: dict[str, dict[date, Day]] = defaultdict(dict)
    for entity_id, day, en, indonesian, other in ask(db, "days", values):
        days[entity_id][day] = Day(day=day, en=en, id=indonesian, other=other)
    news: dict[str, list[str]] = defaultdict(list)
    for entity_id, article_id in ask(db, "news", values):
        news[entity_id].append(article_id)
    return Found(counted=counted, days=days, news=news)


def watched(found: Found, pieces: Pieces, today: date) -> tuple[Watched, ...]:
    """They with the 90 days that end with `today`, days without articles included."""
    return tuple(
        Watched(
            entity_id=one.entity_id, name=one.name, is_known=one.is_known, last_day=one.last_day,
            last_week=one.last_week, usual_week=one.usual_week, ever=one.ever,
            days=_days(found.days.get(one.entity_id, {}), today),
            news=tuple(pieces[article] for article in found.news.get(one.entity_id, ()) if article in pieces),
        )
        for one in found.counted
    )  # fmt: skip


def rising(counted: Sequence[Counted], known_days: int) -> Rising:
    """Whose last day went furthest beyond what their four weeks before make likely, were their articles independent.

    `known_days` is how many of those 28 days were watched: their articles are the mean's. Nobody where it is less than
    a week: all would seem to rise.
    """
    if known_days < _LEAST_KNOWN:
        return Rising()
    risen = [(_excess(one, known_days), one) for one in counted if one.last_day >= _LEAST]
    excess, most = max(risen, key=lambda pair: pair[0], default=(0.0, None))
    if most is None or excess < _BEYOND:
        return Rising()
    return Rising(name=most.name, articles=most.last_day, usual=most.before / known_days)


def _excess(one: Counted, known_days: int) -> float:
    usual = one.before / known_days
    return (one.last_day - usual) / sqrt(max(usual, 1.0))


def _days(known: Mapping[date, Day], today: date) -> tuple[Day, ...]:
    every = (today - timedelta(days=back) for back in reversed(range(DAYS)))
    return tuple(known.get(day) or Day(day=day, en=0, id=0, other=0) for day in every)
