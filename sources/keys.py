"""Everything that names an article: the keys in a feed's entry and in a page, each with who says so.

Two addresses of one outlet that share a key may be one article. Whether they are is decided where all keys are known;
here nothing is compared, and nothing known of other entries: that a feed reuses its GUIDs cannot be seen.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import urlsplit

from sources.claims import is_front, weigh
from sources.errors import BadAddress
from sources.types import Key, Outlet
from sources.urls import MAX_LENGTH, canonical_url, on_domains, outlet_key

# Where WordPress answers `?p=<number>`: at a site's root or one folder down. Elsewhere `p` is the number of a page.
_WORDPRESS_PATH = re.compile(r"/(?:[A-Za-z0-9_-]{1,40}/?)?(?:index\.php)?")
_POST = re.compile(r"(?:^|&)p=0*([1-9]\d{0,11})(?:&|$)")


def entry_keys(feed_url: str, guid: str, link: str, url: str, outlet: Outlet) -> tuple[Key, ...]:
    """What the entry with `guid` and `link` in the feed at `feed_url` says of which article it is.

    `url` is the canonical address made of `link`; empty where none could be made. If it was made by other rules than
    today's, the address by today's is a key, too. No key is there twice.
    """
    return _once(
        (
            *_named(url, "url", outlet),
            *_named(_canonical(url, outlet), "url", outlet),
            *_post(link, "url", outlet),
            *_post(guid, "feed", outlet),
            *_in_guid(feed_url, guid.strip(), link.strip(), url, outlet),
        )
    )


def page_keys(url: str, final_url: str, claim: str, outlet: Outlet) -> tuple[Key, ...]:
    """What the page asked for at `url`, found at `final_url` says of it; `claim` is its own canonical link.

    Where asking ended and what is claimed count only where `sources.claims` believes them; a claim has to agree with
    the address asked for and with the one where that led. As of an entry, the address by today's rules is a key, too.
    """
    end = weigh(final_url, url, outlet).url
    claimed = weigh(claim, end or url, outlet).url
    if end not in ("", url):
        claimed = weigh(claimed, url, outlet).url
    said = ((url, "url"), (_canonical(url, outlet), "url"), (end, "redirect"), (claimed, "canonical"))
    return _once(key for address, who in said for key in (*_named(address, who, outlet), *_post(address, who, outlet)))


# ------------------------------------------------------------------ kind by kind


def _named(url: str, said_by: str, outlet: Outlet) -> Iterator[Key]:
    """The canonical address `url`, and the outlet's own id in it; a front page names no article."""
    if not url or is_front(url):
        return
    yield Key(kind="address", value=_bounded(url), said_by=said_by)
    if key := outlet_key(url, outlet.addresses):
        yield Key(kind="outlet", value=_bounded(key), said_by=said_by)


def _post(address: str, said_by: str, outlet: Outlet) -> Iterator[Key]:
    """The number of a WordPress post, from its plain permalink on one of the outlet's hosts."""
    url = _canonical(address, outlet)
    parts = urlsplit(url)
    number = _POST.search(parts.query)
    if number and _WORDPRESS_PATH.fullmatch(parts.path) and on_domains(url, outlet.domains):
        folder = parts.path.removesuffix("index.php").rstrip("/")
        yield Key(kind="wordpress", value=f"{parts.netloc}{folder}/?p={number[1]}", said_by=said_by)


def _in_guid(feed_url: str, guid: str, link: str, url: str, outlet: Outlet) -> Iterator[Key]:
    """The GUID within its feed, unless it only repeats the address; and the article's address in it, if the link is
    that of a counter on another site."""
    address = _canonical(guid, outlet)
    if not guid or guid == link or (address and (address == url or is_front(address))):
        return
    yield Key(kind="guid", value=_bounded(f"{feed_url}\n{guid}"), said_by="feed")
    if address and url and not on_domains(url, outlet.domains):
        yield from _named(weigh(guid, url, outlet).url, "feed", outlet)


# ------------------------------------------------------------------ small steps


def _canonical(text: str, outlet: Outlet) -> str:
    if not text.strip().lower().startswith(("http://", "https://")):
        return ""
    try:
        return canonical_url(text, outlet.addresses)
    except BadAddress:
        return ""


def _bounded(value: str) -> str:
    """The value itself, or its beginning and the digest of all of it where it is longer than any address may be."""
    if len(value) <= MAX_LENGTH:
        return value
    digest = sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{value[:200]} sha256:{digest}"


def _once(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Each key with whoever said it first."""
    first: dict[tuple[str, str], Key] = {}
    for key in keys:
        first.setdefault((key.kind, key.value), key)
    return tuple(first.values())
