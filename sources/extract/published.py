"""When a page was published and last changed: every date it offers, weighed."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from lxml import etree

from sources.dates import parse_stamp
from sources.extract.jsonld import Claims
from sources.extract.markup import Element, text_of
from sources.extract.metadata import Metas, key, values
from sources.types import DateSource, Page, Published, Stamp

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "article:published:time",
    "datepublished", "pubdate", "content_publisheddate", "publishdate", "publish-date", "publish_date",
    "published_date", "published-date", "publication_date", "published_time", "published", "date_published",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "article.published", "originalpublicationdate", "article_date_original", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "dc.date.created", "dc.date", "dcterms.date", "datecreated", "displaydate", "ptime",
    "rnews:datepublished", "citation_publication_date", "article:post_date", "article.created", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "article:modified",
    "last-modified", "lastmod", "dcterms.modified", "dc.date.modified", "article.updated",
)  # fmt: skip
_ZONE = re.compile(r"(?<=\d)\s*(?:[ap]m\s+)?(?:z|[+-]\d\d:?\d\d|utc|gmt|e[ds]t|p[ds]t|wib|wita|wit)\s*$", re.IGNORECASE)
_DATED = re.compile(r"date|time|publish|tanggal|waktu|tgl|byline|posted|jadwal", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|diperbarui|diupdate|edited|revised", re.IGNORECASE)
_FIRST = re.compile(r"publi|terbit|tayang|posted", re.IGNORECASE)
_PRINTED = re.compile(r"\d\d\D.{0,20}?\d[:.時]\d\d|\d[:.]\d\d.{0,30}(?:19|20)\d\d")
_DAY_ALONE = re.compile(r"\s*(?:\w{3,9},?\s)?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}\s\w{3,9}\s\d{4})\s*")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_MIDNIGHT = ("T00:00:00", " 00:00:00", "T00:00Z", "T00:00+")
_SAME_DAY = timedelta(days=1, hours=14)  # whatever the zone
_SHORT = 80  # characters of a printed date with all its trimmings
_LOOK_AT = 200  # printed dates a page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    raw: str
    source: DateSource
    zoneless: bool = False


def read_published(tree: Element, metas: Metas, claims: Claims, page: Page, title: str) -> Published | None:
    """The page's publication time: the first claim that gives a time, else the first that gives a day.

    JSON-LD comes before meta, meta before what the page prints near its headline, all before the day in the
    address. A claim that the outlet's `zoneless` rules name is read without the zone it ends in; one without a
    zone takes it from another claim of the same clock reading.
    """
    stated = list(_stated(metas, claims, page))
    printed = cache(lambda: _printed(tree, page, title))  # a walk over the page that most pages do not need
    day: Published | None = None
    for claim in _in_turn(lambda: stated, printed):
        stamp = _read(claim, page)
        if stamp is None:
            continue
        found = Published(at=stamp.at, source=claim.source, precision=stamp.precision)
        if found.precision in ("second", "minute"):
            if day is None or abs(found.at - day.at) <= _SAME_DAY:
                return _zoned(found, claim, _in_turn(lambda: stated, printed), page)
        elif day is None:
            day = found
    return day or _in_path(page)


def _in_turn(*sources: Callable[[], list[_Claim]]) -> Iterator[_Claim]:
    for source in sources:
        yield from source()


def read_modified(metas: Metas, claims: Claims, page: Page) -> datetime | None:
    """When the page says it was last changed."""
    for claim in _stated(metas, claims, page, modified=True):
        stamp = _read(claim, page)
        if stamp is not None:
            return stamp.at
    return None


def _stated(metas: Metas, claims: Claims, page: Page, *, modified: bool = False) -> Iterator[_Claim]:
    """What JSON-LD and meta say, in order of trust."""
    rules = {name.lower() for name in page.rules.zoneless}
    lying = {content for name, content in metas if name in rules}  # one meta may go by several names
    raw, names = (claims.modified, _MODIFIED) if modified else (claims.published, _PUBLISHED)
    if raw:
        key = "datemodified" if modified else "datepublished"
        yield _Claim(raw=raw, source="jsonld", zoneless=f"jsonld:{key}" in rules)
    for name in names:
        for content in list(values(metas, name))[:3]:
            yield _Claim(raw=content, source="meta", zoneless=content in lying)


def _zoned(found: Published, claim: _Claim, others: Iterable[_Claim], page: Page) -> Published:
    """`found`, read with the zone that another claim of the same clock prints, where its own prints none."""
    if claim.zoneless or _ZONE.search(claim.raw):
        return found
    for other in others:
        zone = None if other.zoneless else _ZONE.search(other.raw)
        bare = parse_stamp(other.raw[: zone.start()], zone=page.time_zone) if zone else None
        if bare is not None and timedelta() <= found.at - bare.at < timedelta(minutes=1):
            whole = parse_stamp(other.raw, zone=page.time_zone)
            return Published(at=whole.at, source=claim.source, precision=whole.precision) if whole else found
    return found


def _printed(tree: Element, page: Page, title: str) -> list[_Claim]:
    """The dates in the page's markup and text: those that say they are the publication's, then by nearness.

    Near is near the headline. What says it is of an update comes last; what is of another day than the address
    says is another article's.
    """
    elements = list(tree.iter(etree.Element))
    heading = _headline_at(elements, title)
    found: list[tuple[bool, int, int, str]] = []
    for number, element in enumerate(elements):
        for raw, rank in _dates_in(element):
            late = bool(_UPDATED.search(raw)) and not _FIRST.search(raw)
            found.append((late, rank, abs(number - heading), raw))
        if len(found) > _LOOK_AT:
            break
    address = _in_path(page)
    printed = [_Claim(raw=raw, source="page") for *_, raw in sorted(found)]
    return [claim for claim in printed if address is None or _near(_read(claim, page), address.at)]


def _headline_at(elements: list[Element], title: str) -> int:
    """Where in the page the headline stands: its `h1`, else the innermost element that says it, else the top."""
    wanted, found = key(title), 0
    for number, element in enumerate(elements):
        if element.tag in ("title", "a", "script", "option") or not wanted:
            continue
        if key(element.text or "") == wanted or (element.tag == "h1" and key(text_of(element)) == wanted):
            if element.tag == "h1":
                return number
            found = found or number
    return found


def _dates_in(element: Element) -> Iterator[tuple[str, int]]:
    """What the element prints as its date, with how explicit it is (0: as the publication's)."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    stated = element.get("datetime") or element.get("content") or ""
    if element.get("itemprop") == "datePublished" and element.tag != "meta":
        yield (stated or text_of(element))[:_SHORT], 0
    elif element.tag == "time" and not _UPDATED.search(names):
        yield stated or text_of(element)[:_SHORT], 0 if element.get("pubdate") is not None else 1
    elif _DATED.search(names) and not _UPDATED.search(names) and len(element) < 10:
        text = element.get("datetime") or text_of(element)
        if len(text) <= _SHORT and any(map(str.isdecimal, text)):
            yield text, 1
    else:
        own = (element.text, *(child.tail for child in element))
        for text in own:
            if text and len(text) <= _SHORT and (_PRINTED.search(text) or _DAY_ALONE.fullmatch(text)):
                yield text.strip(), 2 - bool(_PRINTED.search(text))


def _in_path(page: Page) -> Published | None:
    found = _IN_PATH.search(urlsplit(page.url).path)
    stamp = parse_stamp("-".join(found.groups()), zone=page.time_zone) if found else None
    return Published(at=stamp.at, source="page", precision="day") if stamp else None


def _near(stamp: Stamp | None, day: datetime) -> bool:
    return stamp is not None and abs(stamp.at - day) <= timedelta(days=2)


def _read(claim: _Claim, page: Page) -> Stamp | None:
    raw = _ZONE.sub("", claim.raw) if claim.zoneless else claim.raw
    stamp = parse_stamp(raw, zone=page.time_zone)
    if stamp is not None and stamp.precision in ("second", "minute") and any(mark in raw for mark in _MIDNIGHT):
        return Stamp(at=stamp.at, precision="day")
    return stamp
