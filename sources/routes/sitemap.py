"""Routes of kind sitemap: a file for each month or day, one file for all, or an index of such files.

What an index names is followed where it may hold articles of the slice: by the month or day in its address, or by when
it was last changed. A sitemap mostly knows only when an article was changed (`lastmod`), which is never before it was
published: what was changed before the slice began is left out, and so is what bears another day in its address; all
else is kept. Where it says when an article was published (a news sitemap), the slice's own are kept. What a sitemap
looks like is known to `sources.sitemaps`.
"""

import itertools
import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from sources import sitemaps
from sources.dates import parse_stamp
from sources.errors import FeedError
from sources.routes import windows
from sources.routes.model import day_in, find, reach, unbroken
from sources.sitemaps import Contents, Place
from sources.types import Days, Found, Listing, Outlet, Response, Route, Stamp, Step
from sources.urls import host_of, on_domains

DEEPEST = 3  # an index, an index in it, and the sitemaps that this one names

_DAY = timedelta(days=1)
_FOR_EVER = date(9000, 1, 1)
_MOST_NAMED = 4  # days in an address that are looked at
_BY_DAY = re.compile(r"\{(?:date|next):[^{}]*%-?[dj]")
_W3C = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)? ?(?:Z|[+-]\d\d:?\d\d)?)?)?")
# sitemap-2025-03.xml, 2025/3/11.xml, news-20250311.xml.gz, sitemap.xml?yyyy=2025&mm=03&dd=11
_DATED = re.compile(
    r"(?<!\d)(?:(?:yyyy=|year=)?((?:19|20)\d\d)(?:[-_/.]|&(?:mm|month)=)(1[0-2]|0?[1-9])"
    r"(?:(?:[-_/.]|&(?:dd|day)=)(3[01]|[12]\d|0?[1-9]))?"
    r"|((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?)(?!\d)"
)
# Lists of what no article is: post_tag-sitemap.xml, sitemap-images.xml
_OTHER = r"(?:images?|foto|photos?|videos?|authors?|categor(?:y|ies)|post_tag|tags?|topics?)"
_OF_OTHERS = re.compile(rf"(?:^|/){_OTHER}[-_]?sitemap[-_\d]*\.|(?:^|/)sitemaps?[-_]{_OTHER}[-_\d]*\.", re.IGNORECASE)


def slices(route: Route, days: Days, zone: str) -> tuple[Days, ...]:
    """The months of the stretch; its days by themselves where the address names the day."""
    own = windows.own_days(route, days, zone)
    return windows.single_days(own) if _BY_DAY.search(route.url) else windows.months(own)


def begin(route: Route, part: Days, outlet: Outlet) -> tuple[Step, ...]:  # noqa: ARG001
    """The slice's file, or the one that there is."""
    return (_step(windows.filled(route.url, part, windows.page_number(route, 1)), depth=1),)


def read(route: Route, part: Days, step: Step, response: Response, outlet: Outlet) -> Listing:
    """The articles that a sitemap names, and the sitemaps that it leads to; both are counted in `listed`.

    Raises FeedError for an index below two others, where all that is named lies on another site, for what was led to in
    the place of a month's or day's file, and for a month, or a site, without anything in it: that is a file that is not
    there (yet). A day may well be empty.
    """
    url = response.final_url
    if _depth(step) == 1 and not windows.names_day(route.url, part, url):
        raise FeedError(url, "not_a_feed", f"led to what does not name {part.first}")
    named = sitemaps.contents(response.body, url=url, content_type=response.header("content-type"))
    if named.sitemaps and _depth(step) >= DEEPEST:
        raise FeedError(url, "not_a_feed", f"an index of sitemaps, {DEEPEST} deep")
    if named.pages and not any(on_domains(place.url, outlet.domains) for place in named.pages):
        raise FeedError(url, "not_a_feed", f"its articles are not on {', '.join(outlet.domains)}")
    if not named.pages and not named.sitemaps and _depth(step) == 1 and not _BY_DAY.search(route.url):
        raise FeedError(url, "not_a_feed", "a sitemap that lists nothing")
    return Listing(
        found=_found(named.pages, route, part, outlet),
        listed=len(named.pages) + len(named.sitemaps),
        leads_to=_leads_to(named.sitemaps, route, part, step, response, outlet),
        detail=_reach(named, route, part, step, outlet, response.fetched_at),
    )


# ------------------------------------------------------------------ articles


def _found(pages: tuple[Place, ...], route: Route, part: Days, outlet: Outlet) -> tuple[Found, ...]:
    finds = (
        find(place.url, outlet=outlet, base=place.url, title=place.title, published=_stamp(place.published_raw, outlet))
        for place in pages
        if on_domains(place.url, outlet.domains) and _may_be_of(place, route, part, outlet)
    )
    return tuple(found for found in finds if found)


def _may_be_of(place: Place, route: Route, part: Days, outlet: Outlet) -> bool:
    """Whether the page may have been published in the slice.

    A date that lies outside the file's own month or day contradicts the file, which nobody else asks for it: a
    publication date is then of another zone (a day to spare), and a change before it says nothing.
    """
    zone, around = windows.zone_of(route, outlet.time_zone), _with_spare(part)
    own = _days_of_file(route, part)
    if published := _stamp(place.published_raw, outlet):
        is_contradicted = own and windows.lies_outside(published, own, zone)
        return not windows.lies_outside(published, around if is_contradicted else part, zone)
    if (day := day_in(place.url)) and not around.first <= day <= around.last:
        return False
    changed = _stamp(place.modified_raw, outlet)
    if own and windows.lies_outside(changed, replace(own, last=_FOR_EVER), zone):
        return True
    return not windows.lies_outside(changed, replace(part, last=_FOR_EVER), zone)


def _with_spare(part: Days) -> Days:
    return Days(first=part.first - _DAY, last=part.last + _DAY)


def _days_of_file(route: Route, part: Days) -> Days | None:
    """The month or day that the file was asked for by; `None` for one that is not."""
    if not windows.is_dated(route.url):
        return None
    return part if _BY_DAY.search(route.url) else windows.month_of(part.first)


def _stamp(raw: str, outlet: Outlet) -> Stamp | None:
    """Sitemaps have W3C dates and nothing else; what is odd is no date, so that nothing is left out for it."""
    if not _W3C.fullmatch(raw):
        return None
    try:
        date.fromisoformat(raw[:10] if len(raw) > 7 else f"{raw}-01")
    except ValueError:
        return None
    return parse_stamp(raw, zone=outlet.time_zone)


def _reach(named: Contents, route: Route, part: Days, step: Step, outlet: Outlet, now: datetime) -> str:
    """How far back the file goes where it lists no more than the newest; of a cut one nothing is known for sure.

    A news sitemap forgets after two days, and a file that is all there is may hold the newest only. The files of an
    index, and those that were asked for by their date, hold all.
    """
    begins, until = windows.bounds(part, windows.zone_of(route, outlet.time_zone))
    if named.is_cut:
        return reach(until)
    if named.sitemaps and (since := _reach_of_index(named.sitemaps, step, route, part, outlet)) > begins:
        return reach(since)
    if windows.is_dated(route.url) or not named.pages:
        return ""
    articles = [place for place in named.pages if _is_article(place, outlet)]
    published = [stamp.at for place in articles if (stamp := _stamp(place.published_raw, outlet))]
    if published or _depth(step) > 1:
        return reach(unbroken(published, now))
    changed = [stamp.at for place in articles if (stamp := _stamp(place.modified_raw, outlet))]
    return reach(unbroken(changed, now) or until)


def _is_article(place: Place, outlet: Outlet) -> bool:
    """Whether its date tells how far a list of articles goes back: that of a page on the imprint does not."""
    found = find(place.url, outlet=outlet, base=place.url)
    return bool(found and not found.skip) and on_domains(place.url, outlet.domains)


def _reach_of_index(places: tuple[Place, ...], step: Step, route: Route, part: Days, outlet: Outlet) -> datetime:
    """From when on the index is known to name all that there is: from the oldest days that its addresses name, or from
    the slice's beginning on where it names a file that was last changed before. After the slice, where none that it
    names may hold any of it: then nothing was looked at."""
    zone = windows.zone_of(route, outlet.time_zone)
    begins, until = windows.bounds(part, zone)
    followed = [place for place in places if not _OF_OTHERS.search(place.url) and place.url != step.url]
    if not any(_may_hold(place, route, part, outlet) for place in followed):
        return until
    dated = [days.first for place in followed if (days := _named_days(place.url))]
    oldest = windows.bounds(Days(first=min(dated), last=min(dated)), zone)[0] if dated else until
    changed = [stamp.at for place in followed if (stamp := _stamp(place.modified_raw, outlet))]
    return begins if any(at < begins for at in changed) else min(oldest, until)


# ------------------------------------------------------------------ sitemaps in a sitemap


def _leads_to(
    places: tuple[Place, ...], route: Route, part: Days, step: Step, response: Response, outlet: Outlet
) -> tuple[Step, ...]:
    """The sitemaps that may hold articles of the slice, newest first; of too many, one more than is walked."""
    here, host = {step.url, response.final_url}, host_of(response.final_url)
    chosen = {
        place.url: _newness(place, outlet)
        for place in reversed(places)  # what is numbered goes upwards
        if place.url not in here
        and (on_domains(place.url, outlet.domains) or host_of(place.url) == host)
        and _may_hold(place, route, part, outlet)
    }
    newest_first = sorted(chosen, key=lambda url: chosen[url], reverse=True)
    return tuple(_step(url, depth=_depth(step) + 1) for url in newest_first[: route.most + 1])


def _may_hold(place: Place, route: Route, part: Days, outlet: Outlet) -> bool:
    """By the days in its address, with one to spare at either end: whose days they are is not said."""
    if _OF_OTHERS.search(place.url):
        return False
    if days := _named_days(place.url):
        return days.first - _DAY <= part.last and part.first <= days.last + _DAY
    since = replace(part, last=_FOR_EVER)
    return not windows.lies_outside(_stamp(place.modified_raw, outlet), since, windows.zone_of(route, outlet.time_zone))


def _named_days(url: str) -> Days | None:
    """The days that an address names: a month's, a day, or all between the first and the last where it names more."""
    named = [days for found in itertools.islice(_DATED.finditer(url), _MOST_NAMED) if (days := _days(found))]
    if not named:
        return None
    return Days(first=min(days.first for days in named), last=max(days.last for days in named))


def _days(found: re.Match[str]) -> Days | None:
    year, month, day = (int(found[place] or found[place + 3] or 0) for place in (1, 2, 3))
    try:
        first = date(year, month, day or 1)
    except ValueError:
        return None
    last = first if day else date(year + month // 12, month % 12 + 1, 1) - _DAY
    return Days(first=first, last=last)


def _newness(place: Place, outlet: Outlet) -> date:
    days, stamp = _named_days(place.url), _stamp(place.modified_raw, outlet)
    return days.last if days else stamp.at.date() if stamp else date.min


def _step(url: str, *, depth: int) -> Step:
    return Step(name=f"sitemap {url}" if depth == 1 else f"sitemap {depth} {url}", url=url)


def _depth(step: Step) -> int:
    """How deep the step lies: 1 for the first."""
    word = step.name.removeprefix("sitemap ").split(" ")[0]
    return int(word) if word.isdecimal() and len(word) == 1 else 1
