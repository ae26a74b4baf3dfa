"""The kinds of routes that are walked step by step, by name: the one place that knows them all.

A WARC file is no walk: it is read in one go, by `sources.routes.warc`.
"""

from sources.routes import listing, paged, sitemap, wayback, wordpress
from sources.routes.model import Kind
from sources.types import Route, RouteKind

_KINDS: dict[RouteKind, Kind] = {
    "api": wordpress,
    "index": listing,
    "sitemap": sitemap,
    "feed": paged,
    "wayback": wayback,
}


def kind_of(route: Route) -> Kind:
    """What knows how `route` is walked; KeyError for a WARC file, which is not."""
    return _KINDS[route.kind]
