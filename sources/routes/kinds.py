"""The kinds of routes, by name: the one place that knows them all."""

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
    """What knows how `route` is walked."""
    return _KINDS[route.kind]
