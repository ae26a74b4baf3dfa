"""Sitemaps as lists of articles: news sitemaps, plain ones, and those that are lists of addresses in text.

After https://www.sitemaps.org/protocol.html and Google's news extension. Namespaces are often wrong or missing, so
elements go by their local names. A sitemap index names sitemaps, not articles, and is not followed here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from sources import entries
from sources.errors import FeedError
from sources.tidy import MAX_ENTRIES, Tidied
from sources.types import Entry, FeedDocument

_LINE = re.compile(r"\s*(https?://\S+)\s*")
_MEANT = frozenset({"loc", "lastmod", "title", "publication_date", "language", "name", "keywords", "genres"})


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
            said: dict[str, str] = {}
            for part in element.iter(etree.Element):
                name, text = _local(part), (part.text or "").strip()
                if name in _MEANT and text:
                    said.setdefault(_news_title_first(name, part), text)
            yield _Located(said.get("loc", ""), said)


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
