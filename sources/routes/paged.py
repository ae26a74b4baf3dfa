"""Routes of kind feed: a feed whose older pages can be asked for (`/feed/?paged=7`), newest first.

There is no asking for a day: the walk goes back until everything on a page is older than the slice.
"""

from datetime import datetime

from sources import feeds
from sources.errors import FeedError
from sources.routes import windows
from sources.routes.model import find, reach
from sources.types import Days, FeedDocument, Listing, Outlet, Response, Route, Stamp, Step


def slices(route: Route, days: Days, zone: str) -> tuple[Days, ...]:
    """The months of the stretch; their days are UTC days."""
    return windows.months(windows.own_days(route, days, zone))


def begin(route: Route, part: Days, outlet: Outlet) -> tuple[Step, ...]:  # noqa: ARG001
    """The newest page."""
    return (_page(route, part, 1),)


def read(route: Route, part: Days, step: Step, response: Response, outlet: Outlet) -> Listing:
    """What one page lists of the slice, with how far back it goes in `detail`.

    It leads to the next page unless all that has a date on it is older than the slice, or it lists nothing.
    """
    document = _document(response, outlet)
    zone = windows.zone_of(route, outlet.time_zone)
    stamps = [entry.published or entry.updated for entry in document.entries]
    finds = (
        find(
            entry.link,
            outlet=outlet,
            base=response.final_url,
            title=entry.title,
            published=entry.published,
            guid=entry.guid,
        )
        for entry, stamp in zip(document.entries, stamps, strict=True)
        if not windows.lies_outside(stamp, part, zone)
    )
    dates = [stamp.at for stamp in stamps if stamp]
    goes_on = bool(stamps) and not _is_older(stamps, windows.bounds(part, zone)[0])
    return Listing(
        found=tuple(each for each in finds if each),
        listed=len(document.entries),
        leads_to=(_page(route, part, windows.page_of(step.name) + 1),) if goes_on else (),
        detail=reach(min(dates, default=None)),
    )


def _document(response: Response, outlet: Outlet) -> FeedDocument:
    url = response.final_url
    document = feeds.parse(
        response.body,
        kind="feed",
        url=url,
        content_type=response.header("content-type"),
        zone=outlet.time_zone,
        addresses=outlet.addresses,
    )
    if not feeds.belongs(document, outlet.domains):
        raise FeedError(url, "not_a_feed", f"its items are not on {', '.join(outlet.domains)}")
    return document


def _is_older(stamps: list[Stamp | None], begins: datetime) -> bool:
    """Whether every date on the page is before the slice: a single old piece that is shown on top ends nothing."""
    dates = [stamp.at for stamp in stamps if stamp]
    return bool(dates) and max(dates) < begins


def _page(route: Route, part: Days, page: int) -> Step:
    return Step(name=windows.page_name(page), url=windows.filled(route.url, part, windows.page_number(route, page)))
