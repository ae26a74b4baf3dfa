"""What a feed's body says, whatever its form, and whether it still is the outlet's feed.

Pure: bytes in, `FeedDocument` out. Each form has its module (`rss`, `jsonfeed`, `sitemaps`, `indexes`); this one
tells them apart. When a feed is asked is decided in `schedule`, asking is done by `http`.
"""

from collections.abc import Iterable

from sources import indexes, jsonfeed, rss, sitemaps
from sources.decoding import decoded, unpacked
from sources.errors import FeedError
from sources.tidy import MAX_SITEMAP_TAGS, root_of, tidied
from sources.types import AddressRules, FeedDocument, FeedKind
from sources.urls import on_domains

MAX_BYTES = 5 * 1024 * 1024  # of a body, unpacked: the largest real feeds are under 2 MB


def parse(
    body: bytes,
    *,
    kind: FeedKind,
    url: str,
    content_type: str,
    zone: str,
    addresses: AddressRules | None = None,
) -> FeedDocument:
    """The feed in `body`, fetched from `url`; dates without a zone are read in `zone`.

    RSS, RDF, Atom, JSON Feed and sitemaps are read as what they are, whichever of them was expected. HTML is read only
    where the outlet's file says that the feed is an index, by `addresses`. At most 5 MB and 2,000 entries; fields are
    cut as `sources.entries` says. Raises FeedError of kind `not_a_feed` for everything else.
    """
    text = decoded(unpacked(body, url=url, limit=MAX_BYTES), content_type=content_type)
    root = root_of(text)
    if kind == "index" and root in {"", "html"}:
        return indexes.read(text, url=url, zone=zone, addresses=addresses)
    if root == "html":
        raise FeedError(url, "not_a_feed", "an HTML page")
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return jsonfeed.read(text.lstrip("\ufeff"), url=url, zone=zone)
    if not root:
        return _rootless(text, kind=kind, url=url, zone=zone)
    if root in {"urlset", "sitemapindex"}:
        return sitemaps.read(tidied(text, tags=MAX_SITEMAP_TAGS), root=root, url=url, zone=zone)
    return rss.read(tidied(text), root=root, url=url, zone=zone)


def belongs(document: FeedDocument, domains: tuple[str, ...]) -> bool:
    """Whether the feed is that of the outlet with `domains`: an address may come to serve another site's items.

    One link of an entry, one guid that is an address, or the feed's own link on the domains is enough. An empty feed
    belongs, and so does one whose links all lead to counting hosts (FeedBurner) and name no site at all.
    """
    if not document.entries:
        return True
    named = [address for address in _addresses(document) if not on_domains(address, rss.PROXIES)]
    return not named or any(on_domains(address, domains) for address in named)


def _addresses(document: FeedDocument) -> Iterable[str]:
    if document.link:
        yield document.link
    for entry in document.entries:
        yield entry.link
        if entry.guid.startswith(("http://", "https://")):
            yield entry.guid


def _rootless(text: str, *, kind: FeedKind, url: str, zone: str) -> FeedDocument:
    """Text without any root we know: a sitemap in text form, or nothing."""
    if kind == "sitemap" and sitemaps.is_text(text):
        return sitemaps.read_text(text, url=url, zone=zone)
    raise FeedError(url, "not_a_feed", "empty" if not text.strip() else "no known feed format")
