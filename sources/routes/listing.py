"""Routes of kind index: HTML pages that list what an outlet published on one of its days.

How articles are told from other links, and dates from other text, is `sources.indexes`'. All that such a page lists is
kept, whatever date stands beside it: the day it is listed under is the outlet's word, and dates there are often ages.
"""

import re
from dataclasses import replace
from datetime import timedelta

from sources import feeds
from sources.errors import FeedError
from sources.routes import windows
from sources.routes.model import find
from sources.types import Days, FeedDocument, Listing, Outlet, Response, Route, Step

_DAY = timedelta(days=1)
_SOME = 3
_HEAD = 100_000  # bytes in which a page shows that it is one
_IS_PAGE = re.compile(rb"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)


def slices(route: Route, days: Days, zone: str) -> tuple[Days, ...]:
    """The outlet's days that overlap the stretch, each by itself."""
    return windows.single_days(windows.own_days(route, days, zone))


def begin(route: Route, part: Days, outlet: Outlet) -> tuple[Step, ...]:  # noqa: ARG001
    """The day's first page."""
    return (_page(route, part, 1),)


def read(route: Route, part: Days, step: Step, response: Response, outlet: Outlet) -> Listing:
    """What one page lists. Photos and videos are counted, too: a page of nothing else is not the end.

    It leads to the next page where it lists anything. Raises FeedError for what is no page, for one that was led to in
    its place and does not name the day, and for a first page whose articles are all of other days: a server that does
    not understand the date shows today's.
    """
    if not windows.names_day(route.url, part, response.final_url):
        raise FeedError(response.final_url, "not_a_feed", f"led to what does not name {part.first}")
    document = feeds.parse(
        response.body,
        kind="index",
        url=response.final_url,
        content_type=response.header("content-type"),
        zone=outlet.time_zone,
        addresses=replace(outlet.addresses, skip=()),
    )
    if not document.entries and not _IS_PAGE.search(response.body[:_HEAD]):
        raise FeedError(response.final_url, "not_a_feed", "no HTML page")
    page = windows.page_of(step.name)
    if page == 1 and _is_of_other_days(document, part, windows.zone_of(route, outlet.time_zone)):
        raise FeedError(response.final_url, "not_a_feed", f"lists nothing of {part.first}, but other days")
    finds = (
        find(entry.link, outlet=outlet, base=response.final_url, title=entry.title, published=entry.published)
        for entry in document.entries
    )
    goes_on = bool(document.entries) and windows.is_paged(route.url)
    return Listing(
        found=tuple(each for each in finds if each),
        listed=len(document.entries),
        leads_to=(_page(route, part, page + 1),) if goes_on else (),
        detail="" if document.entries or page > 1 else "the first page lists nothing",
    )


def _is_of_other_days(document: FeedDocument, part: Days, zone: str) -> bool:
    """With a day to spare at either end, for dates without a zone; fewer than three dates may be anybody's."""
    near = Days(first=part.first - _DAY, last=part.last + _DAY)
    dated = [entry.published for entry in document.entries if entry.published]
    return len(dated) >= _SOME and all(windows.lies_outside(stamp, near, zone) for stamp in dated)


def _page(route: Route, part: Days, page: int) -> Step:
    return Step(name=windows.page_name(page), url=windows.filled(route.url, part, windows.page_number(route, page)))
