"""RSS 0.9x to 2.0, RDF, Atom and CDF: the one door to feedparser.

feedparser never sees an address, a file name or an unbounded document: it gets tidied bytes and opens nothing. Its
readings of dates are not used: `08:34:00 WIB` is 7 hours wrong in it, it does not know Indonesian months, and what a
stamp leaves out it fills in from the machine's clock, so that reading a feed twice would give two dates. Of 3,157
stamps in feeds and test cases, `sources.dates` gave none for four that it read: two days that do not exist, a bare
year, and the year 2103.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import feedparser

from sources import entries
from sources.errors import FeedError
from sources.tidy import Tidied
from sources.types import Entry, FeedDocument
from sources.urls import on_domains

# Hosts that hand out counted links in place of the article's own; the feed names that one elsewhere in the entry.
PROXIES = ("feedproxy.google.com", "feedburner.com", "feedsportal.com", "feedblitz.com")

_FORMATS = {
    "rss090": "rdf 0.90", "rss10": "rdf 1.0", "rss091n": "rss 0.91", "rss091u": "rss 0.91", "rss092": "rss 0.92",
    "rss093": "rss 0.93", "rss094": "rss 0.94", "rss20": "rss 2.0", "rss": "rss", "atom01": "atom 0.1",
    "atom02": "atom 0.2", "atom03": "atom 0.3", "atom10": "atom 1.0", "atom": "atom", "cdf": "cdf",
}  # fmt: skip
_PERIODS = {
    "hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30), "yearly": timedelta(days=365),
}  # fmt: skip
# What feedparser's own code raises on damaged input, and the elements in which it was seen to (mutated real feeds).
_TRIPS = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RuntimeError)
_TRIPPING = re.compile(
    r"</?(?:[\w.-]{1,40}:)?(?:image|width|height|textinput|license|where|point|line|polygon|box|pos|poslist|lat|long|exterior|linearring|chapters?)\b[^<>]*+>",
    re.IGNORECASE,
)
_LONGEST_REFRESH = timedelta(days=365)
_NUMBER = re.compile(r"\s*(\d{1,7})\s*")


def read(markup: Tidied, *, root: str, url: str, zone: str) -> FeedDocument:
    """The feed in `markup`, whose root is `root`; raises FeedError where the parser finds none."""
    parsed = _parsed(markup.text, url)
    if not parsed.version and not parsed.entries and not parsed.feed:
        raise FeedError(url, "not_a_feed", "no known feed format")
    feed = parsed.feed
    link = entries.web_address(_text(feed, "link"), url)
    base = url if parsed.version.startswith("atom") else link or url
    read_entries = [_entry(raw, version=parsed.version, base=base, zone=zone) for raw in parsed.entries]
    kept = tuple(entry for entry in read_entries if entry)
    return FeedDocument(
        format=_FORMATS.get(parsed.version, parsed.version or root or "rss"),
        title=entries.plain(_text(feed, "title"), entries.MAX_TITLE),
        link=link,
        language=entries.clean(_text(feed, "language"))[: entries.MAX_LANGUAGE],
        refresh=_refresh(feed),
        entries=kept,
        unusable=len(read_entries) - len(kept),
        damage=_damage(markup, parsed),
    )


def _parsed(text: str, url: str) -> Any:
    """What feedparser makes of `text`; if it trips over damage in an element no entry needs, of the text without it."""
    try:
        return _attempt(text)
    except _TRIPS:
        pass
    try:
        return _attempt(_TRIPPING.sub("", text))
    except _TRIPS as error:
        raise FeedError(url, "not_a_feed", f"feedparser: {type(error).__name__}") from error


def _attempt(text: str) -> Any:
    return feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)


def _damage(markup: Tidied, parsed: Any) -> str:
    complaint = entries.clean(str(parsed.get("bozo_exception", "")))[:200] if parsed.bozo else ""
    return "; ".join(part for part in (markup.damage, complaint) if part)


def _entry(raw: Any, *, version: str, base: str, zone: str) -> Entry | None:
    link = _link(raw, base)
    if not link:
        return None
    published, updated = _own(raw, "published"), _own(raw, "updated")
    if not published and not version.startswith("atom"):  # RDF's only date is dc:date
        published = updated
    return entries.build(
        guid=_text(raw, "id").strip(),
        link=link,
        title=_text(raw, "title"),
        zone=zone,
        excerpt=_text(raw, "summary") or _content(raw),
        authors=_authors(raw),
        categories=(_text(tag, "term") or _text(tag, "label") for tag in _list(raw, "tags")),
        language=_text(raw, "language") or _text(raw.get("title_detail") or {}, "language"),
        published_raw=published,
        updated_raw=updated,
        said=_said(raw),
    )


def _said(raw: Any) -> dict[str, Any]:
    """All that feedparser kept, without the second copy of a text that it keeps beside its type and language."""
    said = dict(raw)
    for name, detail in raw.items():
        if name.endswith("_detail") and isinstance(detail, Mapping):
            of = said.get(name.removesuffix("_detail"))
            said[name] = {key: part for key, part in detail.items() if key != "value" or part != of}
    return said


def _link(raw: Any, base: str) -> str:
    """The article's own address: what a counting host names as the original, or else the link, or else the guid."""
    guid, stated = _text(raw, "id").strip(), _text(raw, "link").strip()
    if stated == guid and not guid.startswith(("http://", "https://", "/")):
        stated = ""  # a guid that only claims to be a permalink
    stated = stated or next((_text(link, "href") for link in _list(raw, "links") if _is_alternate(link)), "")
    originals = (_text(raw, "feedburner_origlink"), _text(raw, "pheedo_origlink"), stated, guid)
    found = [entries.web_address(text, base) for text in originals if text is stated or text.startswith("http")]
    return next((link for link in found if link and not on_domains(link, PROXIES)), next(filter(None, found), ""))


def _is_alternate(link: Mapping[str, object]) -> bool:
    return link.get("rel", "alternate") == "alternate"


def _content(raw: Any) -> str:
    return next((_text(content, "value") for content in _list(raw, "content")), "")


def _authors(raw: Any) -> list[str]:
    """Names where the feed has names; an author known by address alone is shown as written."""
    named = [_text(author, "name") for author in _list(raw, "authors")]
    return [name for name in named if name] or [_text(raw, "author")]


def _refresh(feed: Any) -> timedelta | None:
    """The longer of `ttl` (minutes) and `sy:updatePeriod` divided by `sy:updateFrequency`; None where neither is."""
    wishes = []
    if ttl := _number(_text(feed, "ttl")):
        wishes.append(timedelta(minutes=ttl))
    if period := _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower()):
        wishes.append(period / (_number(_text(feed, "sy_updatefrequency")) or 1))
    return min(max(wishes), _LONGEST_REFRESH) if wishes else None


def _number(text: str) -> int:
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else 0


def _text(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _own(holder: Any, key: str) -> str:
    """The value itself, without feedparser's habit of answering `updated` with `published`."""
    value = dict.get(holder, key)
    return value if isinstance(value, str) else ""


def _list(holder: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    value = holder.get(key)
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []
