"""Every kind that a file may declare can be walked, and every shipped route asks for an address on its outlet."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from sources.catalogue import load
from sources.routes import windows
from sources.routes.kinds import kind_of
from sources.routes_file import ROUTE_KINDS
from sources.types import Days, Outlet, Route, RouteKind
from sources.urls import on_domains

ROUTES = [(outlet, route) for outlet in load().outlets for route in outlet.routes]
DAYS = Days(first=date(2025, 10, 20), last=date(2025, 10, 22))
IDS = [f"{outlet.outlet_id} {route.kind} {route.section}" for outlet, route in ROUTES]


@pytest.mark.parametrize("kind", ROUTE_KINDS)
def test_every_kind_is_known(kind: RouteKind) -> None:
    known = kind_of(Route(kind=kind, url="https://contoh.test/", outlet_id="contoh"))
    assert callable(known.slices)
    assert callable(known.begin)
    assert callable(known.read)


@pytest.mark.parametrize(("outlet", "route"), ROUTES, ids=IDS)
def test_every_route_begins_on_its_outlets_site(outlet: Outlet, route: Route) -> None:
    kind = kind_of(route)
    parts = kind.slices(route, DAYS, outlet.time_zone)
    own = windows.own_days(route, DAYS, outlet.time_zone)
    assert (parts[0].first, parts[-1].last) == (own.first, own.last)
    for part in parts:
        (step,) = kind.begin(route, part, outlet)
        assert on_domains(step.url, outlet.domains)
        assert "{" not in step.url
        assert urlsplit(step.url).scheme == "https"


@pytest.mark.parametrize(("outlet", "route"), ROUTES, ids=IDS)
def test_every_index_can_tell_articles(outlet: Outlet, route: Route) -> None:
    assert route.kind != "index" or outlet.addresses.articles


FIRST = {
    "techcrunch": "https://techcrunch.com/wp-json/wp/v2/posts?after=2025-10-19T23:59:59Z&before=2025-10-23T00:00:00Z",
    "business-insider": "https://www.businessinsider.com/sitemap/2025-10.xml",
    "kompas": "https://indeks.kompas.com/?site=all&date=2025-10-20&page=1",
    "detik": "https://inet.detik.com/indeks?date=10%2F20%2F2025&page=1",
    "cnn-indonesia": "https://www.cnnindonesia.com/indeks/2?date=2025/10/20&page=1",
    "cnbc-indonesia": "https://www.cnbcindonesia.com/indeks?date=2025/10/20&tipe=&page=1",
    "liputan6": "https://www.liputan6.com/indeks/2025/10/20?start=2025-10-20&end=2025-10-21&page=1",
    "katadata": "https://katadata.co.id/sitemap/post/2025-10.xml",
    "okezone": "https://index.okezone.com/bydate/channel/2025/10/20/1/0/",
    "sindonews": "https://www.sindonews.com/indeks/0/0?t=2025-10-20",
    "republika": "https://republika.co.id/index/0/2025/10/20",
    "tribunnews": "https://www.tribunnews.com/sitemap-news.xml",
    "dailysocial": "https://news.dailysocial.id/wp-json/wp/v2/posts?after=2025-10-19T23:59:59Z&before=2025-10-23",
}


@pytest.mark.parametrize(("outlet_id", "address"), FIRST.items(), ids=FIRST)
def test_outlets_are_asked_as_they_want_it(outlet_id: str, address: str) -> None:
    outlet, route = next((outlet, route) for outlet, route in ROUTES if outlet.outlet_id == outlet_id)
    kind = kind_of(route)
    part = kind.slices(route, DAYS, outlet.time_zone)[0]
    assert kind.begin(route, part, outlet)[0].url.startswith(address)


def test_one_feed_misses_nothing() -> None:
    assert [feed.url for outlet in load().outlets for feed in outlet.feeds if feed.complete] == [
        "https://techcrunch.com/feed/"
    ]
