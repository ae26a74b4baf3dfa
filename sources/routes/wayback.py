"""Routes of kind wayback: what the Wayback Machine captured of an outlet, in two ways.

A route to an address is walked by its captures: each is asked for as it was captured and read as the feed, sitemap or
front page that it was, and what it lists is found. A route that ends in `*` is one to pages: each article below it
that was captured in the slice is a find whose copy is asked for in its place. After
https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server. Captures are a sample: no day is ever known
whole by them. How often their host may be asked is said in `sources.politeness`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from sources import entries, feeds
from sources.decoding import decoded
from sources.errors import FeedError
from sources.routes import windows
from sources.routes.model import day_in, find
from sources.types import Days, FeedKind, Found, Listing, Outlet, Response, Route, Step
from sources.urls import on_domains

INDEX = "https://web.archive.org/cdx/search/cdx"
MOST_CAPTURES = 2_000  # steps of a slice: a month's captures, one an hour at the most, and the pages of their index
IS_CAPTURE = "memento-datetime"  # the header that every capture comes with (RFC 7089), and no page about one does
ROWS = 5_000  # of one page of the index, some 600 KB
# What was published at the end of a slice stands in captures of the hours after; where captures are rare, in the next.
AFTERWARDS = timedelta(days=1)
NEXT_WITHIN = timedelta(days=7)

_MOMENT = "%Y%m%d%H%M%S"
_COPY = re.compile(r"https?://web\.archive\.org/web/\d{1,14}(?:[a-z]{2}_)?/(https?://.+)")
_HOUR = 10  # digits of a moment
_RESUMES = re.compile(r"[A-Za-z0-9%+._~!()*'-]{1,4000}")


@dataclass(frozen=True, slots=True)
class _Capture:
    moment: str  # 14 digits, UTC
    original: str

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.moment, _MOMENT).replace(tzinfo=UTC)


# ------------------------------------------------------------------ an outlet's routes


def default_routes(outlet: Outlet) -> tuple[Route, ...]:
    """The captures of the outlet's feeds and of its front page: every outlet's last resort.

    Feeds whose address changes with the day have none. A front page is read by `addresses.articles`, or not at all.
    """
    listings = [feed.url for feed in outlet.feeds if not windows.is_dated(feed.url)]
    if outlet.addresses.articles:
        listings.append(outlet.homepage)
    return tuple(_route(url, outlet) for url in dict.fromkeys(listings))


def page_routes(outlet: Outlet) -> tuple[Route, ...]:
    """The captures of the outlet's article pages, domain by domain: for pages that are gone from its own site.

    There may be a great many, and what was captured in a slice may have been published long before it.
    """
    return tuple(_route(f"https://{domain}/*", outlet) for domain in outlet.domains)


def _route(url: str, outlet: Outlet) -> Route:
    return Route(kind="wayback", url=url, outlet_id=outlet.outlet_id, usual=60, most=MOST_CAPTURES, repeats="fault")


# ------------------------------------------------------------------ the three questions


def slices(route: Route, days: Days, zone: str) -> tuple[Days, ...]:
    """The months of the stretch; their days are UTC days, as captures are dated."""
    return windows.months(windows.own_days(route, days, zone))


def begin(route: Route, part: Days, outlet: Outlet) -> tuple[Step, ...]:  # noqa: ARG001
    """The first page of the index of captures."""
    return (_captures(route, part, page=1),)


def read(route: Route, part: Days, step: Step, response: Response, outlet: Outlet) -> Listing:
    """What a page of the index, or one capture, says. Raises FeedError for what is neither.

    A capture of what was no feed that day will never be one: it lists nothing, and `detail` says why.
    """
    if step.name.startswith("capture "):
        try:
            return _capture_of_a_listing(route, part, response, outlet)
        except FeedError as error:
            if not response.header(IS_CAPTURE):
                raise
            return Listing(detail=f"{error.kind}: {error.detail}"[:200])
    captures, resume = _rows(response)
    page = _page_of(step)
    onward = (_captures(route, part, page=page + 1, resume=resume),) if captures and resume else ()
    if _is_for_pages(route):
        return Listing(found=_copies(captures, part, outlet), listed=len(captures), leads_to=onward)
    until = windows.bounds(part, "UTC")[1] + AFTERWARDS
    goes_on = onward if captures and captures[-1].at < until else ()
    return Listing(listed=len(captures), leads_to=(*_to_ask_for(captures, until), *goes_on))


def _is_for_pages(route: Route) -> bool:
    return route.url.endswith("*")


# ------------------------------------------------------------------ the index of captures


def _captures(route: Route, part: Days, *, page: int, resume: str = "") -> Step:
    pages = _is_for_pages(route)
    below = route.url.removesuffix("*").partition("//")[2]
    match = "domain" if below.count("/") == 1 and below.endswith("/") else "prefix"
    until = part.last if pages else part.last + NEXT_WITHIN
    asked = [
        ("url", below if pages else route.url),
        ("output", "json"),
        ("fl", "timestamp,original"),
        ("from", f"{part.first:%Y%m%d}"),
        ("to", f"{until:%Y%m%d}"),
        ("filter", "statuscode:200"),
        *([("filter", "mimetype:text/html"), ("matchType", match), ("collapse", "urlkey")] if pages else []),
        *([] if pages else [("collapse", "digest")]),
        ("limit", str(ROWS)),
        ("showResumeKey", "true"),
    ]
    key = f"&resumeKey={resume}" if resume else ""  # it comes ready for the address
    return Step(
        name="captures" if page == 1 else f"captures {page}", url=f"{INDEX}?{urlencode(asked, safe=':/,')}{key}"
    )


def _page_of(step: Step) -> int:
    number = step.name.removeprefix("captures").strip()
    return int(number) if number.isdecimal() and len(number) <= 6 else 1


def _rows(response: Response) -> tuple[list[_Capture], str]:
    """The captures on a page of the index, and the key to what follows; empty where nothing does.

    The page is a JSON array: a row of names, the captures, and, where there are more, an empty row and the key. Rows
    that make no sense are left out.
    """
    url = response.final_url
    text = decoded(response.body, content_type=response.header("content-type")).strip()
    try:
        rows = json.loads(text) if text else []
    except (ValueError, RecursionError) as error:
        raise FeedError(url, "not_a_feed", f"no JSON: {type(error).__name__}") from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise FeedError(url, "not_a_feed", "JSON, but no list of captures")
    if rows and not {"timestamp", "original"} <= {name for name in rows[0] if isinstance(name, str)}:
        raise FeedError(url, "not_a_feed", "a list of captures without their times")
    resume = str(rows[-1][0]) if len(rows) > 2 and rows[-2] == [] and len(rows[-1]) == 1 else ""
    captures = list(_read_rows(rows)) if rows else []
    return captures[:ROWS], resume if _RESUMES.fullmatch(resume) else ""


def _read_rows(rows: list[list[object]]) -> Iterator[_Capture]:
    names = rows[0]
    moment_at, original_at = names.index("timestamp"), names.index("original")
    for row in rows[1:]:
        if len(row) != len(names):
            continue
        moment, original = row[moment_at], row[original_at]
        if _is_moment(moment) and isinstance(original, str) and original == entries.web_address(original, ""):
            yield _Capture(str(moment), original)


def _is_moment(text: object) -> bool:
    if not isinstance(text, str) or len(text) != 14 or not (text.isascii() and text.isdecimal()):
        return False
    try:
        datetime.strptime(text, _MOMENT)  # noqa: DTZ007 (only whether it is one)
    except ValueError:
        return False
    return True


# ------------------------------------------------------------------ captures of listings


def _to_ask_for(captures: list[_Capture], until: datetime) -> tuple[Step, ...]:
    """The captures before `until` and the first one after, newest first; of an hour's the first."""
    later = min((capture for capture in captures if capture.at >= until), key=lambda each: each.moment, default=None)
    wanted = [capture for capture in captures if capture.at < until] + ([later] if later else [])
    hourly: dict[str, _Capture] = {}
    for capture in sorted(wanted, key=lambda each: (each.moment, each.original)):
        hourly.setdefault(capture.moment[:_HOUR], capture)
    return tuple(Step(name=f"capture {each.moment}", url=_copy(each)) for each in reversed(hourly.values()))


def original_of(url: str) -> str:
    """The address of which `url` is a capture; `url` itself where it is that of none."""
    found = _COPY.fullmatch(url)
    return found[1] if found else url


def is_notice(url: str, headers: tuple[tuple[str, str], ...]) -> bool:
    """Whether what came for `url`, asked for as a capture, is the machine's own page: maintenance, a redirect that was
    captured, one that it does not show any more."""
    return original_of(url) != url and all(name != IS_CAPTURE for name, _ in headers)


def _copy(capture: _Capture) -> str:
    """Where the capture is to be had as it came (`id_`), without the links and banners that are put in for readers."""
    return f"https://web.archive.org/web/{capture.moment}id_/{capture.original}"


def _capture_of_a_listing(route: Route, part: Days, response: Response, outlet: Outlet) -> Listing:
    document = feeds.parse(
        response.body,
        kind=_kind(route, outlet),
        url=route.url,
        content_type=response.header("content-type"),
        zone=outlet.time_zone,
        addresses=outlet.addresses,
    )
    if not feeds.belongs(document, outlet.domains):
        raise FeedError(route.url, "not_a_feed", f"its items are not on {', '.join(outlet.domains)}")
    finds = (
        find(entry.link, outlet=outlet, base=route.url, title=entry.title, published=entry.published)
        for entry in document.entries
    )
    return Listing(
        found=tuple(each for each in finds if each and not _lies_outside(each, part)), listed=len(document.entries)
    )


def _kind(route: Route, outlet: Outlet) -> FeedKind:
    declared = (feed.kind for feed in outlet.feeds if feed.url == route.url)
    return next(declared, "index" if route.url == outlet.homepage else "feed")


def _lies_outside(found: Found, part: Days) -> bool:
    """By the date that was printed, or by the day in the address, with one to spare: whose day it is is not said."""
    if found.published:
        return windows.lies_outside(found.published, part, "UTC")
    day, spare = day_in(found.url), timedelta(days=1)
    return day is not None and not part.first - spare <= day <= part.last + spare


# ------------------------------------------------------------------ captures of pages


def _copies(captures: Iterable[_Capture], part: Days, outlet: Outlet) -> tuple[Found, ...]:
    """Every article that was captured, once, with its earliest capture; what is no article is left out here: below a
    domain lie a hundred pages of lists to each article."""
    copies: dict[str, tuple[str, Found]] = {}
    for capture in captures:
        found = find(capture.original, outlet=outlet, base=capture.original)
        if not found or found.skip or _lies_outside(found, part) or not on_domains(found.url, outlet.domains):
            continue
        if found.url not in copies or capture.moment < copies[found.url][0]:
            copies[found.url] = capture.moment, _with_copy(found, capture)
    return tuple(found for _, found in copies.values())


def _with_copy(found: Found, capture: _Capture) -> Found:
    return Found(link=found.link, url=found.url, copy_url=_copy(capture))
