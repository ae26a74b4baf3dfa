"""Where a site's feeds may be: what its page and its robots.txt name, and the places where they usually lie.

Pure: nothing is asked for here. Whether a lead is a feed is known once it was asked for and read (`sources.feeds`);
what an outlet's file is to say of it is `sources.proposing`'s business.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from sources import entries
from sources.errors import ExtractionError
from sources.extract import markup, metadata
from sources.outlet_file import registered_domain
from sources.types import FeedKind
from sources.urls import COUNTERS, host_of, on_domains

FoundBy = Literal["given", "page", "link", "robots", "sitemap index", "usual place"]

MOST_LEADS = 200  # of one page; a portal with a feed a desk has some forty
MOST_LINKS = 5_000  # anchors of one page that are looked at
MOST_SITEMAPS = 50  # that one robots.txt or index is believed
LONGEST_NAME = 80  # characters of a site's name

# What a page calls a feed: the types that RFC 4287, the RSS board's note on autodiscovery and JSON Feed 1.1 name, and
# the two that servers in the wild use for both.
_FEED_TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
    "application/xml", "text/xml",
})  # fmt: skip
# Answers to an article, searches and forms of WordPress that are no news, in link titles and addresses.
_ASIDE = re.compile(r"comment|komentar|/wp-json/|oembed|xmlrpc|opensearch|/tag/|/author/|podcast", re.IGNORECASE)
_LIKE_A_FEED = re.compile(r"(?:^|[/.])(?:rss|feeds?|atom)(?:$|[/.?])|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_SITEMAP = re.compile(r"^\s{0,9}sitemap\s{0,9}:\s{0,9}(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_NEWS = re.compile(r"news|berita|latest|terbaru|terkini", re.IGNORECASE)
_ALL_OF_IT = re.compile(r"image|gambar|video|foto|photo|tag|topik|author|penulis|categor|kanal|page[_-]", re.IGNORECASE)

# Where feeds lie that no page names: WordPress, Drupal, Indonesian portals, site generators; then news sitemaps.
_USUAL: tuple[tuple[str, FeedKind], ...] = (
    ("/feed/", "feed"), ("/rss", "feed"), ("/rss.xml", "feed"), ("/feed.xml", "feed"), ("/atom.xml", "feed"),
    ("/index.xml", "feed"), ("/feed.json", "feed"), ("/news-sitemap.xml", "sitemap"),
    ("/sitemap-news.xml", "sitemap"), ("/sitemap_news.xml", "sitemap"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An address at which a feed may be, as what it would be declared, who says so, and what it is called there."""

    url: str
    kind: FeedKind
    found_by: FoundBy
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What a page says of its site: the site's name and language as printed (`id`, `en-US`), and its feeds.

    Empty where it says nothing, or is no page that can be read.
    """

    name: str = ""
    language: str = ""
    leads: tuple[Lead, ...] = ()


def read_front(body: bytes, *, content_type: str, url: str) -> Front:
    """What the page in `body`, fetched from `url`, says of its site; any bytes are read as far as that goes."""
    try:
        tree = markup.read_tree(body, content_type, url)
    except ExtractionError:
        return Front()
    metas = metadata.read_metas(tree)
    base = entries.web_address(next((b.get("href") or "" for b in tree.iter("base")), ""), url) or url
    locale = metadata.value(metas, "og:locale", "language", "content-language").replace("_", "-")
    named = metadata.value(metas, "og:site_name", "application-name", "apple-mobile-web-app-title")
    return Front(
        name=entries.plain(named, LONGEST_NAME) or _last_of_title(tree, url),
        language=entries.clean(tree.get("lang") or locale)[: entries.MAX_LANGUAGE],
        leads=distinct([*_declared(tree, base), *_linked(tree, base)])[:MOST_LEADS],
    )


def robots_leads(text: str, *, url: str) -> tuple[Lead, ...]:
    """The sitemaps that the robots.txt at `url` names and that may list the newest articles, the likeliest first."""
    named = (entries.web_address(found[1], url) for found in islice(_SITEMAP.finditer(text), MOST_SITEMAPS))
    return _ranked(_leads(filter(None, named), "robots"))


def index_leads(sitemaps: Iterable[str]) -> tuple[Lead, ...]:
    """Those of the sitemaps that an index names which may list the newest articles, the likeliest first."""
    return _ranked(_leads(islice(sitemaps, MOST_SITEMAPS), "sitemap index"))


def usual_places(url: str) -> tuple[Lead, ...]:
    """Where the feeds of the site of `url` lie if it has them where most do."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return tuple(Lead(url=origin + path, kind=kind, found_by="usual place") for path, kind in _USUAL)


def distinct(leads: Iterable[Lead]) -> tuple[Lead, ...]:
    """The leads in order, each address once, whatever its scheme, its `www.` and its last slash."""
    kept: dict[str, Lead] = {}
    for lead in leads:
        kept.setdefault(key(lead.url), lead)
    return tuple(kept.values())


def key(url: str) -> str:
    """What two spellings of one address have in common."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


# ------------------------------------------------------------------ what a page names


def _declared(tree: markup.Element, base: str) -> Iterator[Lead]:
    """Feeds that the page's head declares, on whatever host: the page's own word."""
    for link in islice(tree.iter("link"), MOST_LINKS):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in (link.get("rel") or "").lower().split() and kind in _FEED_TYPES:
            url, title = entries.web_address(link.get("href") or "", base), markup.squeeze(link.get("title") or "")
            if url and not _ASIDE.search(f"{url} {title}"):
                yield Lead(url=url, kind="feed", found_by="page", title=entries.plain(title, LONGEST_NAME))


def _linked(tree: markup.Element, base: str) -> Iterator[Lead]:
    """Links within the site that look like feeds: many portals list theirs at the foot and declare none."""
    domains = (registered_domain(host_of(base)), *COUNTERS)
    for anchor in islice(tree.iter("a"), MOST_LINKS):
        href = anchor.get("href") or ""
        if not _LIKE_A_FEED.search(href[: entries.MAX_LINK]):
            continue
        url = entries.web_address(href, base)
        if url and on_domains(url, domains) and not _ASIDE.search(url):
            text = markup.text_of(anchor)[:LONGEST_NAME]
            yield Lead(url=url, kind="feed", found_by="link", title=entries.plain(text, LONGEST_NAME))


def _last_of_title(tree: markup.Element, url: str) -> str:
    """The part of the page's title that the host's name confirms, else nothing: a title is mostly a slogan."""
    found = tree.find(".//title")
    host = registered_domain(host_of(url)).partition(".")[0].replace("-", "")
    parts = re.split(r"\s[|»•–—-]\s|[:,]\s", markup.text_of(found)[:300]) if found is not None else []
    fitting = [part.strip() for part in parts if metadata.key(part) and metadata.key(part) in (host, f"{host}com")]
    return next(iter(fitting), "")[:LONGEST_NAME]


def _leads(urls: Iterable[str], found_by: FoundBy) -> Iterator[Lead]:
    return (Lead(url=url, kind="sitemap", found_by=found_by) for url in urls)


def _ranked(leads: Iterable[Lead]) -> tuple[Lead, ...]:
    """News first; what lists pictures, tags or writers is left out."""
    path = {lead: urlsplit(lead.url).path for lead in leads}
    fitting = [lead for lead in path if _NEWS.search(path[lead]) or not _ALL_OF_IT.search(path[lead])]
    return distinct(sorted(fitting, key=lambda lead: _NEWS.search(path[lead]) is None))
