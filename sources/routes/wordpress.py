"""Routes of kind api: the posts of a WordPress site, asked for by the instants between which they were published.

After https://developer.wordpress.org/rest-api/reference/posts/. The route's address is the endpoint, with what further
narrows it (`.../wp-json/wp/v2/posts?categories=12`). Slices are months, because deep paging is slow there and
sometimes refused; the oldest come first, so that what is published meanwhile moves no page.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

from sources.dates import parse_stamp
from sources.decoding import decoded, unpacked
from sources.errors import FeedError
from sources.routes import windows
from sources.routes.model import MAX_BYTES, find, in_all
from sources.types import Days, Found, Listing, Outlet, Response, Route, Stamp, Step

PER_PAGE = 100  # the most that WordPress gives
FIELDS = "id,link,date,date_gmt,modified_gmt,title,excerpt"

_DAY = timedelta(days=1)
_UTC = "%Y-%m-%dT%H:%M:%SZ"
_UNDATED = "0000"  # how a date_gmt begins that WordPress never wrote


def slices(route: Route, days: Days, zone: str) -> tuple[Days, ...]:
    """The months of the stretch; their days are UTC days."""
    return windows.months(windows.own_days(route, days, zone))


def begin(route: Route, part: Days, outlet: Outlet) -> tuple[Step, ...]:
    """The first page."""
    return (_page(route, part, outlet, 1),)


def read(route: Route, part: Days, step: Step, response: Response, outlet: Outlet) -> Listing:
    """The posts on one page. It leads to the next where X-WP-TotalPages says that there is one; without that header,
    where it lists anything at all: the page after the last is answered with an error 400.

    What it lists within a day of the slice is kept: it goes by its own clock, and the next slice will not list it.
    Raises FeedError for what is no list of posts, and for one of other days: a server, or a cache before it, that does
    not heed what it was asked for shows the newest.
    """
    posts = _posts(response)
    zone = windows.zone_of(route, outlet.time_zone)
    near = Days(first=part.first - _DAY, last=part.last + _DAY)
    finds = [each for post in posts if (each := _find(post, response.final_url, outlet))]
    found = tuple(each for each in finds if not windows.lies_outside(each.published, near, zone))
    if finds and not found:
        raise FeedError(response.final_url, "not_a_feed", f"lists nothing of {part.first} to {part.last}")
    page = windows.page_of(step.name)
    return Listing(
        found=found,
        listed=len(posts),
        leads_to=(_page(route, part, outlet, page + 1),) if posts and page < _pages(response, page + 1) else (),
        detail=in_all(response.header("x-wp-total").strip()),
    )


def _page(route: Route, part: Days, outlet: Outlet, page: int) -> Step:
    """Bounds are given with their zone: without one, WordPress takes them for the site's own time. Both are exclusive,
    and posts have whole seconds."""
    begins, until = windows.bounds(part, windows.zone_of(route, outlet.time_zone))
    asked = {
        "after": (begins - timedelta(seconds=1)).strftime(_UTC),
        "before": until.strftime(_UTC),
        "order": "asc",
        "orderby": "date",
        "per_page": PER_PAGE,
        "page": page,
        "_fields": FIELDS,
    }
    address = windows.filled(route.url, part, page)
    joint = "&" if "?" in address else "?"
    return Step(name=windows.page_name(page), url=f"{address}{joint}{urlencode(asked, safe=',:')}")


def _posts(response: Response) -> list[Mapping[str, object]]:
    url = response.final_url
    text = decoded(unpacked(response.body, url=url, limit=MAX_BYTES), content_type=response.header("content-type"))
    try:
        read = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FeedError(url, "not_a_feed", f"no JSON: {type(error).__name__}") from error
    if not isinstance(read, list) or not all(isinstance(post, dict) and "link" in post for post in read):
        raise FeedError(url, "not_a_feed", "JSON, but no list of posts")
    return read[:PER_PAGE]


def _find(post: Mapping[str, object], base: str, outlet: Outlet) -> Found | None:
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else title
    return find(
        _text(post.get("link")),
        outlet=outlet,
        base=base,
        title=_text(rendered),
        published=_published(post, outlet),
        guid=_permalink(post, base),
    )


def _permalink(post: Mapping[str, object], base: str) -> str:
    """The plain address by the post's number, which feeds give for a GUID: it stays when the slug changes."""
    site, endpoint, _ = base.partition("/wp-json/")
    number = post.get("id")
    return f"{site}/?p={number}" if endpoint and isinstance(number, int) and 0 < number < 10**12 else ""


def _published(post: Mapping[str, object], outlet: Outlet) -> Stamp | None:
    """`date_gmt` is UTC without saying so; the site's own `date` stands in for one that was never written."""
    universal = _text(post.get("date_gmt"))
    if universal and not universal.startswith(_UNDATED):
        return parse_stamp(universal, zone="UTC")
    return parse_stamp(_text(post.get("date")), zone=outlet.time_zone)


def _pages(response: Response, unknown: int) -> int:
    """How many pages there are; `unknown` where the header does not say."""
    said = response.header("x-wp-totalpages").strip()
    return int(said) if said.isdecimal() and len(said) <= 9 else unknown


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
