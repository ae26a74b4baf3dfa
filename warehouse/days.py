"""Past days as people read of them: how each stands by each route, what was found there, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sources.types import Days
from warehouse.connection import Connection
from warehouse.finds import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteDays:
    """Which of a route's own days are meant, and in which zone they are; `by_day`: it is walked day by day."""

    outlet_id: str
    route: str
    days: Days
    zone: str
    by_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """How one day of one route stands: `found` articles are named for it, `new` of which no feed had shown."""

    outlet_id: str
    route: str
    day: date
    status: str
    reason: str
    found: int
    new: int


# A find is of the day that it was listed under, where the route lists day by day; else of the day of its publication,
# as the listing says, or its page. Where nobody says, it is counted in no day.
_LINES = """
    with
        meant as (
            select
                unnest($outlets::varchar[]) as outlet_id, unnest($routes::varchar[]) as route,
                unnest($firsts::date[]) as first, unnest($lasts::date[]) as last,
                unnest($zones::varchar[]) as zone, unnest($by_day::boolean[]) as by_day
        ),
        named as (
            select
                f.outlet_id, f.route, f.page_id, a.article_id, coalesce(p.route = f.route, false) as is_new,
                if(m.by_day, f.day_from, timezone(m.zone, coalesce(f.published_at, v.published_at))::date) as day
            from store.finds f
            join meant m using (outlet_id, route)
            left join store.pages p using (page_id)
            left join store.redirects w on w.article_id = f.page_id
            left join store.articles a on a.article_id = coalesce(w.leads_to, f.page_id)
            left join (from store.versions where latest) v on v.article_id = a.article_id
        )
    select
        d.outlet_id, d.route, d.day, d.status, d.reason, count(distinct n.page_id),
        count(distinct n.article_id) filter (n.is_new)
    from store.walked_days d
    join meant m on m.outlet_id = d.outlet_id and m.route = d.route and d.day between m.first and m.last
    left join named n on n.outlet_id = d.outlet_id and n.route = d.route and n.day = d.day
    group by all
    order by d.outlet_id, d.day desc, d.route
"""


def day_lines(db: Connection, meant: Sequence[RouteDays]) -> tuple[DayLine, ...]:
    """The days that are meant and were walked, each outlet's newest first."""
    values = {
        "outlets": [one.outlet_id for one in meant],
        "routes": [one.route for one in meant],
        "firsts": [one.days.first for one in meant],
        "lasts": [one.days.last for one in meant],
        "zones": [one.zone for one in meant],
        "by_day": [one.by_day for one in meant],
    }
    rows = db.execute(_LINES, values).fetchall()
    return tuple(
        DayLine(outlet_id=row[0], route=row[1], day=row[2], status=row[3], reason=row[4], found=row[5], new=row[6])
        for row in rows
    )


def captured_days(db: Connection, walk: Walk) -> tuple[date, ...]:
    """The UTC days of a walk on which the pages that it found were captured, as far as they lie in the archive."""
    rows = db.execute(
        "select distinct d.fetched_at::date as day from store.finds f join store.pages p using (page_id) "
        "join store.documents d on d.purpose = 'page' and d.outlet_id = p.outlet_id and d.key = p.url "
        "where f.outlet_id = $outlet and f.route = $route and day between $first and $last order by day",
        {"outlet": walk.outlet_id, "route": walk.route.name, "first": walk.days.first, "last": walk.days.last},
    ).fetchall()
    return tuple(day for (day,) in rows)
