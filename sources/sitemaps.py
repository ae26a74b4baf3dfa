"""Sitemaps as lists of articles: news sitemaps, plain ones, and those that are lists of addresses in text.

After https://www.sitemaps.org/protocol.html and Google's news extension. Namespaces are often wrong or missing, so
elements go by their local names. `read` reads one that is polled as a feed; `contents` all that any of them names, an
index of sitemaps too. Nothing is followed here.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from sources import compression, entries
from sources.decoding import decoded
from sources.errors import FeedError
from sources.tidy import MAX_ENTRIES, MAX_SITEMAP_TAGS, Tidied, root_of, tidied
from sources.types import Entry, FeedDocument

LARGEST = 52_428_800  # bytes, unpacked: what the protocol allows a sitemap
MOST_PLACES = 50_000  # addresses in one, likewise

_LINE = re.compile(r"\s*(https?://\S+)\s*")
_MEANT = frozenset({"loc", "lastmod", "title", "publication_date", "language", "name", "keywords", "genres"})
_ROOTS = frozenset({"urlset", "sitemapindex"})
_NAMING = frozenset({"url", "sitemap"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One address that a sitemap names, as it says it: absolute, its dates the sitemap's own characters."""

    url: str
    title: str = ""
    published_raw: str = ""
    modified_raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that one sitemap names: pages, and, in an index, sitemaps. `is_cut`: it goes on beyond what is read."""

    pages: tuple[Place, ...] = ()
    sitemaps: tuple[Place, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Located:
    """One `url` of a sitemap: what it says, by local name; the first of each counts."""

    loc: str
    said: dict[str, str]

    @property
    def newest(self) -> str:
        return self.said.get("publication_date") or self.said.get("lastmod", "")


def read(markup: Tidied, *, root: str, url: str, zone: str) -> FeedDocument:
    """The articles of the sitemap in `markup`; of more than `MAX_ENTRIES` the newest, in the sitemap's order."""
    if root == "sitemapindex":
        raise FeedError(url, "not_a_feed", "an index of sitemaps: name one of them")
    located = list(_located(_tree(markup.text, url)))
    kept = _newest(located)
    read_entries = [_entry(place, base=url, zone=zone) for place in kept]
    usable = tuple(entry for entry in read_entries if entry)
    cut = "more entries than are read" if len(kept) < len(located) else ""
    return FeedDocument(
        format="sitemap news" if any("publication_date" in place.said for place in kept) else "sitemap",
        language=next((entry.language for entry in usable if entry.language), ""),
        entries=usable,
        unusable=len(read_entries) - len(usable),
        damage="; ".join(part for part in (markup.damage, cut) if part),
    )


def contents(body: bytes, *, url: str, content_type: str) -> Contents:
    """All that the sitemap in `body`, fetched from `url`, names: of any form, an index too, gzipped or not.

    At most 50 MB unpacked and 50,000 addresses. Raises FeedError of kind `not_a_feed` for what is no sitemap.
    """
    text = decoded(_unzipped(body, url), content_type=content_type)
    root = root_of(text)
    if root in _ROOTS:
        return _all_named(_bounded(text), url)
    if root or not is_text(text):
        raise FeedError(url, "not_a_feed", "an HTML page" if root == "html" else "no sitemap")
    lines = [found[1] for line in text.splitlines() if (found := _LINE.fullmatch(line))]
    places = tuple(_named({"loc": line}, url) for line in lines[:MOST_PLACES])
    return Contents(pages=tuple(filter(None, places)), is_cut=len(lines) > MOST_PLACES)


def is_text(text: str) -> bool:
    """Whether `text` is a sitemap in its text form: an address a line, and nothing else at its head."""
    lines = [line for line in text[:20_000].splitlines()[:10] if line.strip()]
    return bool(lines) and all(_LINE.fullmatch(line) for line in lines)


def read_text(text: str, *, url: str, zone: str) -> FeedDocument:
    """The articles of a sitemap in text form."""
    lines = text.splitlines()
    located = [_Located(found[1], {"loc": found[1]}) for line in lines if (found := _LINE.fullmatch(line))]
    read_entries = [_entry(place, base=url, zone=zone) for place in located[:MAX_ENTRIES]]
    usable = tuple(entry for entry in read_entries if entry)
    cut = "more entries than are read" if len(located) > MAX_ENTRIES else ""
    return FeedDocument(format="sitemap text", entries=usable, unusable=len(read_entries) - len(usable), damage=cut)


def _unzipped(body: bytes, url: str) -> bytes:
    try:
        body = compression.decode(body, "gzip" if body.startswith(compression.GZIP_MAGIC) else "", LARGEST)
    except compression.TooLargeError:
        raise FeedError(url, "not_a_feed", f"larger than {LARGEST} bytes") from None
    except compression.BrokenError as error:
        raise FeedError(url, "not_a_feed", f"broken gzip: {error}") from None
    return body


def _bounded(text: str) -> Tidied:
    """At most `MAX_SITEMAP_TAGS` tags are read, so more are not looked at: a thousandfold gzip would take minutes."""
    most = MAX_SITEMAP_TAGS
    beyond = next(itertools.islice(re.finditer("<", text), most, None), None)
    markup = tidied(text[: beyond.start()] if beyond else text, tags=most)
    return replace(markup, damage=f"{markup.damage}; more markup than is read") if beyond else markup


def _all_named(markup: Tidied, url: str) -> Contents:
    """What an index and a list of pages name goes by the elements, not by the root: some mix them."""
    elements = (element for element in _tree(markup.text, url).iter(etree.Element) if _local(element) in _NAMING)
    named = [
        (_local(element), place)
        for element in itertools.islice(elements, MOST_PLACES)
        if (place := _named(_said(element), url))
    ]
    return Contents(
        pages=tuple(place for name, place in named if name == "url"),
        sitemaps=tuple(place for name, place in named if name == "sitemap"),
        is_cut=bool(markup.damage) or next(elements, None) is not None,
    )


def _named(said: dict[str, str], base: str) -> Place | None:
    url = entries.web_address(said.get("loc", ""), base)
    if not url:
        return None
    return Place(
        url=url,
        title=entries.plain(said.get("title", ""), entries.MAX_TITLE),
        published_raw=entries.clean(said.get("publication_date", ""))[: entries.MAX_RAW_DATE],
        modified_raw=entries.clean(said.get("lastmod", ""))[: entries.MAX_RAW_DATE],
    )


def _tree(text: str, url: str) -> etree._Element:
    """No entity, DTD or network is ever consulted; what is broken is read as far as it goes."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeedError(url, "not_a_feed", f"broken sitemap: {error}"[:200]) from error
    if tree is None:
        raise FeedError(url, "not_a_feed", "broken sitemap")
    return tree


def _located(tree: etree._Element) -> Iterator[_Located]:
    for element in tree.iter(etree.Element):
        if _local(element) == "url":
            said = _said(element)
            yield _Located(said.get("loc", ""), said)


def _said(element: etree._Element) -> dict[str, str]:
    said: dict[str, str] = {}
    for part in element.iter(etree.Element):
        name, text = _local(part), (part.text or "").strip()
        if name in _MEANT and text:
            said.setdefault(_news_title_first(name, part), text)
    return said


def _news_title_first(name: str, element: etree._Element) -> str:
    """An image or video has a title and an address of its own, which are not the article's."""
    parent = element.getparent()
    within = _local(parent) if parent is not None else ""
    return f"{within}:{name}" if within in {"image", "video"} else name


def _newest(located: list[_Located]) -> list[_Located]:
    """Dates here are W3C ones, which sort as they are written."""
    if len(located) <= MAX_ENTRIES:
        return located
    places = sorted(range(len(located)), key=lambda place: located[place].newest, reverse=True)
    return [located[place] for place in sorted(places[:MAX_ENTRIES])]


def _entry(place: _Located, *, base: str, zone: str) -> Entry | None:
    link = entries.web_address(place.loc, base)
    if not link:
        return None
    said = place.said
    return entries.build(
        guid=link,
        link=link,
        title=said.get("title", ""),
        zone=zone,
        categories=_keywords(said.get("keywords", "")),
        language=said.get("language", ""),
        published_raw=said.get("publication_date", ""),
        updated_raw=said.get("lastmod", ""),
        said=said,
    )


def _keywords(text: str) -> Iterable[str]:
    return (word for word in text[:10_000].split(","))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
