"""HTML index pages read as feeds, for outlets that offer nothing better.

Which links are articles is said by the outlet's file (`addresses.articles`); how a page is read for its text is
extraction's business, not this module's.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from sources import entries
from sources.dates import parse_stamp
from sources.errors import BadAddress, FeedError
from sources.tidy import MAX_ENTRIES
from sources.types import AddressRules, Entry, FeedDocument
from sources.urls import canonical_url, is_article

MAX_LINKS = 20_000  # looked at on one page
MAX_ODD = 1_000  # texts that may be a date and are none: it takes up to some ms to refuse one
_BESIDE = 4  # steps up from a link, at most, to what still belongs to it alone
_CARD = 200  # elements in what belongs to one link, at most
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_DATED = re.compile(r"date|time|waktu|tanggal", re.IGNORECASE)
_BARE = re.compile(r"\D{0,20}\d{1,4}.{1,15}\d{2,4}.{1,10}\d{1,2}[:.]\d{2}.{0,10}")  # a day and a clock, and no more


@dataclass(slots=True)
class _Found:
    """One article on the page, gathered from all links to it."""

    link: str
    anchors: list[html.HtmlElement] = field(default_factory=list)


class _Dates:
    """Which texts of one page print a date in its zone; each is read once, and after `MAX_ODD` that do not no more."""

    def __init__(self, zone: str) -> None:
        self._zone, self._known, self._odd = zone, dict[str, bool](), 0

    def __contains__(self, raw: str) -> bool:
        if raw not in self._known:
            if self._odd >= MAX_ODD:
                return False
            self._known[raw] = parse_stamp(raw, zone=self._zone) is not None
            self._odd += not self._known[raw]
        return self._known[raw]


def read(text: str, *, url: str, zone: str, addresses: AddressRules | None) -> FeedDocument:
    """The articles that the page `text` links to, in the page's order, links to one article merged.

    An entry has the heading or the longest text of its links as title, and a date only where one stands beside
    its links alone. Raises FeedError without a rule that says what an article's address is.
    """
    if addresses is None or not addresses.articles:
        raise FeedError(url, "not_a_feed", "an index needs addresses.articles in the outlet's file")
    page = _page(text, url)
    found = _articles(page, url, addresses)
    dates = _Dates(zone)
    read_entries = [_entry(article, url, zone, addresses, dates) for article in found.values()]
    return FeedDocument(
        format="index",
        title=entries.plain(page.findtext(".//title") or "", entries.MAX_TITLE),
        link=url,
        language=entries.clean(page.get("lang") or "")[: entries.MAX_LANGUAGE],
        entries=tuple(read_entries),
    )


def _page(text: str, url: str) -> html.HtmlElement:
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FeedError(url, "not_a_feed", f"no page: {error}"[:200]) from error
    return page


def _articles(page: html.HtmlElement, url: str, addresses: AddressRules) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    base = entries.web_address(next(iter(page.xpath("//base/@href")), ""), url) or url
    for anchor in itertools.islice(page.iter("a"), MAX_LINKS):
        key, link = _article(anchor, base, addresses)
        if key and (key in found or len(found) < MAX_ENTRIES):
            found.setdefault(key, _Found(link)).anchors.append(anchor)
    return found


def _article(anchor: html.HtmlElement, base: str, addresses: AddressRules) -> tuple[str, str]:
    """The canonical address a link leads to and the link itself; empty where it leads to no article."""
    href = (anchor.get("href") or "").strip()
    if not href or href.startswith("#"):
        return "", ""
    link = entries.web_address(href, base).partition("#")[0]
    try:
        key = canonical_url(link, addresses) if link else ""
    except BadAddress:
        return "", ""
    return (key, link) if key and is_article(link, addresses) else ("", "")


def _entry(article: _Found, url: str, zone: str, addresses: AddressRules, dates: _Dates) -> Entry:
    title = max((_title(anchor) for anchor in article.anchors), key=lambda pair: (pair[0], len(pair[1])))[1]
    raw = next((raw for anchor in article.anchors if (raw := _date_beside(anchor, url, addresses, dates))), "")
    said = {"link": article.link, "title": title, "date": raw}
    return entries.build(
        guid=article.link,
        link=article.link,
        title=title,
        zone=zone,
        published_raw=raw,
        said={key: value for key, value in said.items() if value},
    )


def _title(anchor: html.HtmlElement) -> tuple[bool, str]:
    """What a link is called, and whether a heading says so."""
    heading = next((part for part in anchor.iter(*_HEADINGS)), None)
    if heading is not None and (text := _words(heading)):
        return True, text
    parent = anchor.getparent()
    within = parent is not None and parent.tag in _HEADINGS
    return within, _words(anchor) or entries.plain(anchor.get("title") or "", entries.MAX_TITLE)


def _words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(itertools.islice(element.itertext(), 1_000)).split())[: entries.MAX_TITLE]


def _date_beside(anchor: html.HtmlElement, url: str, addresses: AddressRules, dates: _Dates) -> str:
    """The one stamp in the largest stretch around `anchor` that leads to no other article."""
    key, stamp = _article(anchor, url, addresses)[0], ""
    card: html.HtmlElement | None = anchor
    for _ in range(_BESIDE):
        if card is None or not _alone(card, key, url, addresses):
            break
        stamps = list(itertools.islice(_stamps(card, dates), 2))
        if len(stamps) > 1:
            break
        stamp = stamps[0] if stamps else stamp
        card = card.getparent()
    return stamp


def _alone(card: html.HtmlElement, key: str, url: str, addresses: AddressRules) -> bool:
    parts = list(itertools.islice(card.iter(), _CARD + 1))
    if len(parts) > _CARD:
        return False
    links = (_article(part, url, addresses)[0] for part in parts if part.tag == "a")
    return all(link in {"", key} for link in links)


def _stamps(card: html.HtmlElement, dates: _Dates) -> Iterator[str]:
    """The different stamps in `card`, as printed: in `time`, in what is classed as a date, or bare with a clock."""
    shown = (raw for element in card.iter("time", "span", "div", "p", "small") for raw in _printed(element))
    stamps = (raw for raw in shown if raw and len(raw) <= entries.MAX_RAW_DATE and raw in dates)
    seen: set[str] = set()
    for raw in stamps:
        if raw not in seen:
            seen.add(raw)
            yield raw


def _printed(element: html.HtmlElement) -> tuple[str, ...]:
    """What may be a stamp here. A title or an attribute says in full what the text says as "2 hours ago"."""
    if element.tag == "time":
        return (element.get("datetime") or _words(element),)
    hinted = _DATED.search(element.get("class") or "") and len(element) <= 2
    words = _words(element) if hinted or not len(element) else ""
    stated = element.get("title") or ""
    return tuple(text for text in (stated, words) if _BARE.fullmatch(text) or (hinted and text))[:1]
