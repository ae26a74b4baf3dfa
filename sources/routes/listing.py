"""Routes of kind index: HTML pages that list what an outlet published on one of its days.

How articles are told from other links, and dates from other text, is `sources.indexes`'. All that such a page lists is
kept, whatever date stands beside it: the day it is listed under is the outlet's word, and dates there are often ages.
"""

from dataclasses import replace

from sources import feeds
from sources.routes import windows
from sources.routes.model import find
from sources.types import Days, Listing, Outlet, Response, Route, Step


def slices(route: Route, days: Days, zone: str) -> tuple[Days, ...]:
    """The outlet's days that overlap the stretch, each by itself."""
    return windows.single_days(windows.own_days(route, days, zone))


def begin(route: Route, part: Days, outlet: Outlet) -> tuple[Step, ...]:  # noqa: ARG001
    """The day's first page."""
    return (_page(route, part, 1),)


def read(route: Route, part: Days, step: Step, response: Response, outlet: Outlet) -> Listing:
    """What one page lists. Photos and videos are counted, too: a page of nothing else is not the end.

    It leads to the next page where it lists anything.
    """
    document = feeds.parse(
        response.body,
        kind="index",
        url=response.final_url,
        content_type=response.header("content-type"),
        zone=outlet.time_zone,
        addresses=replace(outlet.addresses, skip=()),
    )
    finds = (
        find(entry.link, outlet=outlet, base=response.final_url, title=entry.title, published=entry.published)
        for entry in document.entries
    )
    goes_on = bool(document.entries) and windows.is_paged(route.url)
    return Listing(
        found=tuple(each for each in finds if each),
        listed=len(document.entries),
        leads_to=(_page(route, part, windows.page_of(step.name) + 1),) if goes_on else (),
    )


def _page(route: Route, part: Days, page: int) -> Step:
    return Step(name=windows.page_name(page), url=windows.filled(route.url, part, windows.page_number(route, page)))
