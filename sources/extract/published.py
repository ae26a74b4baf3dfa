"""When a page was published and last changed: every date it offers, weighed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sources.dates import parse_stamp
from sources.extract.jsonld import Claims
from sources.extract.markup import Element, text_of
from sources.extract.metadata import Metas, value
from sources.types import DateSource, Page, Published, Stamp

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
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
_ZONE = re.compile(r"\s*(?:z|[+-]\d\d:?\d\d)\s*$", re.IGNORECASE)
_DATED = re.compile(r"date|time|publish|tanggal|waktu|tgl|byline|posted|jadwal", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|diperbarui|diupdate", re.IGNORECASE)
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_MIDNIGHT = ("T00:00:00", " 00:00:00", "T00:00Z", "T00:00+")
_SAME_DAY = timedelta(days=1, hours=14)  # whatever the zone
_SHORT = 120  # characters of a printed date with all its trimmings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    name: str  # the meta's name, or the JSON-LD key in lower case
    raw: str
    source: DateSource


def read_published(tree: Element, metas: Metas, claims: Claims, page: Page) -> Published | None:
    """The page's publication time: the first claim that gives a time, else the first that gives a day.

    JSON-LD comes before meta, meta before what the page prints, all before the day in the address. A claim that
    the outlet's `zoneless` rules name is read without the zone it ends in.
    """
    day: Published | None = None
    for claim in _claimed(tree, metas, claims, page):
        stamp = _read(claim, page)
        if stamp is None:
            continue
        found = Published(at=stamp.at, source=claim.source, precision=stamp.precision)
        if found.precision in ("second", "minute"):
            if day is None or day.source == "page" or abs(found.at - day.at) <= _SAME_DAY:
                return found  # the time of the day that a better source names
        elif day is None:
            day = found
    return day


def read_modified(metas: Metas, claims: Claims, page: Page) -> datetime | None:
    """When the page says it was last changed."""
    raws = [("datemodified", claims.modified, "jsonld")] if claims.modified else []
    raws += [(name, content, "meta") for name in _MODIFIED if (content := value(metas, name))]
    for name, raw, source in raws:
        stamp = _read(_Claim(name=name, raw=raw, source="jsonld" if source == "jsonld" else "meta"), page)
        if stamp is not None:
            return stamp.at
    return None


def _claimed(tree: Element, metas: Metas, claims: Claims, page: Page) -> Iterator[_Claim]:
    if claims.published:
        yield _Claim(name="datepublished", raw=claims.published, source="jsonld")
    for name in _PUBLISHED:
        if raw := value(metas, name):
            yield _Claim(name=name, raw=raw, source="meta")
    for name, raw in _shown(tree):
        yield _Claim(name=name, raw=raw, source="page")
    if found := _IN_PATH.search(urlsplit(page.url).path):
        yield _Claim(name="path", raw="-".join(found.groups()), source="page")


def _shown(tree: Element) -> Iterator[tuple[str, str]]:
    """The dates in the page's markup and text, most explicit first: itemprop, `time`, date-like classes."""
    for element in tree.xpath("//*[@itemprop='datePublished' and not(self::meta)]")[:5]:
        yield "itemprop", element.get("datetime") or element.get("content") or text_of(element)[:_SHORT]
    times = [t for t in tree.iter("time") if not _UPDATED.search(_names(t))]
    for element in sorted(times[:20], key=lambda t: t.get("pubdate") is None):
        yield "time", element.get("datetime") or text_of(element)
    for element in tree.xpath("//*[@class or @id][not(descendant::p)]"):
        if _DATED.search(_names(element)) and not _UPDATED.search(_names(element)):
            text = text_of(element)
            if len(text) <= _SHORT and any(map(str.isdecimal, text)):
                yield "text", text


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:300]


def _read(claim: _Claim, page: Page) -> Stamp | None:
    raw = claim.raw
    if claim.name in {name.lower() for name in page.rules.zoneless}:
        raw = _ZONE.sub("", raw)
    stamp = parse_stamp(raw, zone=page.time_zone)
    if stamp is not None and stamp.precision in ("second", "minute") and any(mark in raw for mark in _MIDNIGHT):
        return Stamp(at=stamp.at, precision="day")
    return stamp
