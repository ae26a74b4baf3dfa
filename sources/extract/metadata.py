"""What a page says of itself beside its text: title, section, tags, description, canonical address.

JSON-LD first, then OpenGraph and meta, then what the page shows. Dates and people have their own modules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from sources.extract.jsonld import Claims
from sources.extract.markup import Element, squeeze, text_of

Metas = tuple[tuple[str, str], ...]  # name (lower case) and content, in the page's order

_SEPARATOR = re.compile(r"\s+(?:[|»›•·:]|::|-|–|—)\s+")
_HARD = re.compile(r"\s+(?:[|»•]|::)\s+")
_NOT_ALNUM = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The page in its own words, cleaned; empty where it says nothing."""

    title: str
    section: str
    summary: str
    tags: tuple[str, ...]
    canonical_url: str
    site: str


def read_metas(tree: Element) -> Metas:
    """Every `meta` that names something, by property, name or itemprop; some pages write `value` for `content`."""
    return tuple(
        (meta.get(attribute).strip().lower(), content)
        for meta in tree.iter("meta")
        if (content := squeeze(meta.get("content") or meta.get("value") or ""))
        for attribute in ("property", "name", "itemprop", "http-equiv")
        if meta.get(attribute)
    )


def values(metas: Metas, *names: str) -> Iterator[str]:
    """The contents under `names`, all of the first name before those of the second."""
    for name in names:
        yield from (content for key, content in metas if key == name)


def value(metas: Metas, *names: str) -> str:
    """The first content under the first of `names` that has one; empty where none has."""
    return next(values(metas, *names), "")


def describe(tree: Element, metas: Metas, claims: Claims, url: str) -> Description:
    """The page's description of itself."""
    site = value(metas, "og:site_name", "application-name")
    section = claims.section or value(metas, "article:section", "parsely-section", "sailthru.section", "section")
    return Description(
        title=_title(tree, metas, claims, _site_words(site, url)),
        section=section if "://" not in section else "",
        summary=value(metas, "og:description", "description", "twitter:description") or claims.description,
        tags=_tags(metas, claims),
        canonical_url=_canonical(tree, metas, claims, url),
        site=site,
    )


def key(text: str) -> str:
    """`text` by its letters and digits alone, for comparing titles."""
    return _NOT_ALNUM.sub("", text.casefold())


def _title(tree: Element, metas: Metas, claims: Claims, site_words: frozenset[str]) -> str:
    """The headline: an `h1` that the metadata confirm, else the metadata's, without the site's name."""
    named = [claims.headline, *values(metas, "og:title", "twitter:title")]
    document = tree.find(".//title")
    if document is not None:
        named.append(text_of(document))
    named = [strip_site(name, site_words) for name in named if name]
    shown = [text for h1 in tree.iter("h1") if (text := text_of(h1))]
    for heading in shown[:10]:
        if any(
            len(key(heading)) >= 8 and key(heading) in (key(name), key(name)[: len(key(heading))]) for name in named
        ):
            return heading
    return next(iter(named), "") or next(iter(shown), "")


def _site_words(site: str, url: str) -> frozenset[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    return frozenset(key(word) for word in (site, host, *labels[:-1], ".".join(labels[-2:])) if len(key(word)) > 2)


def strip_site(title: str, site_words: frozenset[str]) -> str:
    """`title` without the site's name (and what follows it) at its end, or at its start before a bar."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    for cut in _SEPARATOR.finditer(title):
        tail = key(_SEPARATOR.split(title[cut.end() :])[0])
        if tail in site_words or any(len(word) > 5 and tail.endswith(word) for word in site_words):
            return title[: cut.start()].strip() or title
    if key(parts[0]) in site_words:
        return title[_SEPARATOR.search(title).end() :]  # type: ignore[union-attr]  # there are two parts
    bars = list(_HARD.finditer(title))
    if bars and len(title[bars[0].end() :].split()) <= 4 and len(title[: bars[0].start()].split()) >= 4:
        return title[: bars[0].start()].strip()
    return title


def _tags(metas: Metas, claims: Claims) -> tuple[str, ...]:
    words = list(claims.keywords) or list(values(metas, "article:tag", "sailthru.tags", "parsely-tags"))
    if not words:
        words = list(values(metas, "news_keywords", "keywords"))[:1]
    split = (squeeze(tag) for word in words for tag in word.split(","))
    return tuple(dict.fromkeys(tag for tag in split if tag and len(tag) <= 100))[:50]


def _canonical(tree: Element, metas: Metas, claims: Claims, url: str) -> str:
    """The page's claim to an address, absolute; empty where it makes none that is an address."""
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for candidate in (*links, *values(metas, "og:url"), claims.url):
        address = _absolute(url, squeeze(candidate or ""))
        if address:
            return address
    return ""


def _absolute(base: str, address: str) -> str:
    try:
        whole = urljoin(base, address)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if address and parts.scheme in ("http", "https") and parts.hostname else ""
