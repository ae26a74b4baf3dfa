"""The `[[routes]]` of an outlet's file: ways to what it published on past days, read and checked key by key.

What a route's keys mean is said at `sources.types.Route`; how it is walked is known in `sources.routes`. Two kinds are
not declared: every outlet can be looked for in the Wayback Machine, and WARC files are named where they are read.
"""

import re
from datetime import date, timedelta
from typing import Literal, cast

from sources.routes import windows
from sources.toml_table import Table, listed, nearest
from sources.types import Days, Route, RouteKind, RouteState

ROUTE_KEYS = (
    "kind", "url", "section", "first", "step", "entries", "usual", "most", "repeats", "state",
)  # fmt: skip
ROUTE_KINDS = ("api", "index", "sitemap", "feed")
ROUTE_STATES = ("seen", "unseen")
REPEATS = ("end", "fault")
MOST_PAGES = 10_000  # of a slice: no outlet has as many, and a walk that meets as many is lost

_DAY = date(2025, 10, 21)  # any day serves to see what a template makes of it
_POSTS = re.compile(r"/wp/v2/[a-z]")


def read_routes(tables: tuple[Table, ...], outlet_id: str) -> tuple[Route, ...]:
    """The routes that `tables` declare, in order; raises `CatalogueError` for the first mistake."""
    routes: list[Route] = []
    for table in tables:
        route = _route(table, outlet_id)
        if route.name in {earlier.name for earlier in routes}:
            raise table.wrong("url", f'"{route.url}" is there twice as {route.kind}; delete one of the two')
        if routes and route.kind != routes[-1].kind and route.kind in {earlier.kind for earlier in routes}:
            raise table.wrong(
                "kind", f'routes are tried kind by kind; move this one up to the others of "{route.kind}"'
            )
        routes.append(route)
    return tuple(routes)


def _route(table: Table, outlet_id: str) -> Route:
    table.only(ROUTE_KEYS)
    kind = cast(RouteKind, _one_of(table, "kind", ROUTE_KINDS))
    repeats = _one_of(table, "repeats", REPEATS, "end" if kind == "index" else "fault")
    return Route(
        kind=kind,
        url=_template(table, kind),
        outlet_id=outlet_id,
        section=table.text("section", "all"),
        first=table.number("first", 1, least=0, most=1_000),
        step=table.number("step", 1, least=1, most=1_000),
        entries=table.number("entries", 20, least=1, most=50_000),  # the last is what a sitemap may hold
        usual=table.number("usual", 1, least=1, most=MOST_PAGES),
        most=table.number("most", 200, least=1, most=MOST_PAGES),
        repeats=cast(Literal["end", "fault"], repeats),
        state=cast(RouteState, _one_of(table, "state", ROUTE_STATES, "unseen")),
    )


def _one_of(table: Table, key: str, known: tuple[str, ...], default: str | None = None) -> str:
    value = table.text(key, default)
    if value not in known:
        raise table.wrong(key, f'"{value}" is none of {listed(known)}{nearest(value, known)}')
    return value


def _template(table: Table, kind: RouteKind) -> str:
    template = table.address("url", plain=_example)
    if fault := _template_fault(template, kind):
        raise table.wrong("url", f'"{template}" {fault}')
    return template


def _example(template: str) -> str:
    return windows.filled(template, Days(first=_DAY, last=_DAY))


def _template_fault(template: str, kind: RouteKind) -> str:
    """What `template` lacks, or has too much, for a route of `kind`; empty if nothing."""
    days, pages = windows.is_dated(template), windows.is_paged(template)
    if kind == "api":
        if days or pages:
            return "is filled in by itself; write the endpoint without {date:...} and {page}"
        return "" if _POSTS.search(template) else 'is no WordPress endpoint; write it up to ".../wp-json/wp/v2/posts"'
    if kind == "index":
        return "" if _tells_days_apart(template) else "does not tell the day; put {date:%Y-%m-%d} where it belongs"
    if kind == "feed":
        return "" if pages else "does not tell the page; put {page} where its number belongs"
    return "has pages, which sitemaps have not; delete {page}" if pages else ""


def _tells_days_apart(template: str) -> bool:
    days = (_DAY + place * timedelta(days=1) for place in (0, 1, 366))
    return len({windows.filled(template, Days(first=day, last=day)) for day in days}) == 3
