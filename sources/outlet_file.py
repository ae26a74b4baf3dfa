"""One outlet's file: its TOML read, checked key by key, and turned into an `Outlet`.

The first mistake found is raised as a `CatalogueError` that names file, key and remedy. Which files there
are, and what two of them may not both say, is the catalogue's business.
"""

import re
from functools import lru_cache
from typing import cast, get_args
from urllib.parse import urlsplit

from sources.errors import CatalogueError
from sources.patterns import regex_fault, selector_fault
from sources.routes_file import read_routes
from sources.toml_table import Table, listed, nearest, parse
from sources.types import AddressRules, Feed, FeedKind, LeftOut, Outlet, PageRules, ZoneName, ZoneRule

OUTLET_KEYS = (
    "name", "homepage", "country", "language", "time_zone", "group", "domains",
    "feeds", "left_out", "routes", "pages", "addresses",
)  # fmt: skip
FEED_KEYS = ("url", "section", "kind", "complete")
FEED_KINDS = ("feed", "sitemap", "index")
LEFT_OUT_KEYS = ("url", "reason")
PAGES_KEYS = ("body", "drop", "boilerplate", "bylines", "brands", "zoneless", "zones")
ZONE_KEYS = ("zone", "select", "heading")
ADDRESSES_KEYS = ("one_page", "strip", "hosts", "rewrite", "articles", "skip", "keys")
REWRITE_KEYS = ("from", "to")
SECTIONS = ("summary", "quotes", "analysis", "prediction", "qa", "references", "related", "body")
ZONES = tuple(zone for zone in get_args(ZoneName) if zone != "title")  # a title is no part of the text

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_ONE_PAGE = re.compile(r"[A-Za-z0-9_]+=[A-Za-z0-9_]+|(/[a-z0-9-]+)+")
_PARAMETER = re.compile(r"[A-Za-z0-9_\[\].-]+")
_REWRITTEN = re.compile(r"(?:[A-Za-z0-9._~:/?&=%+-]|\\[1-9])+")

# Names under these are registered one level down: the second levels that country registries share, and those of
# .id. The public suffix list has more, but would have to be downloaded again and again.
_SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "gob", "gov", "go", "gouv", "mil", "ne", "net", "or", "org"})
_SECOND_LEVELS_ID = frozenset({"biz", "desa", "my", "ponpes", "sch", "web"})


def registered_domain(host: str) -> str:
    """The part of `host` that somebody registered: `inet.detik.com` is `detik.com`, `x.go.id` is itself."""
    labels = host.lower().rstrip(".").split(".")
    if len(labels) < 3 or labels[-1].isdigit():  # an IPv4 address has no registered part
        return ".".join(labels)
    shared = len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS
    shared = shared or (labels[-1] == "id" and labels[-2] in _SECOND_LEVELS_ID)
    return ".".join(labels[-3:] if shared else labels[-2:])


@lru_cache(maxsize=256)  # a process that makes many runs reads the same files for each
def read_outlet(outlet_id: str, file: str, source: bytes) -> Outlet:
    """The outlet that `source`, the bytes of `file`, declares; every key but the first few has a default.

    Raises `CatalogueError` for the first mistake in it.
    """
    if not _ID.fullmatch(outlet_id) or len(outlet_id) > 64:
        raise CatalogueError(file, "file name", "an id is small letters, digits and single hyphens; rename the file")
    top = parse(file, source)
    top.only(OUTLET_KEYS)
    homepage = top.address("homepage")
    return Outlet(
        outlet_id=outlet_id,
        name=top.text("name"),
        homepage=homepage,
        country=top.matching("country", r"[A-Z]{2}", 'two capital letters, such as "ID"'),
        language=top.matching("language", r"[a-z]{2}", 'two small letters, such as "id"'),
        time_zone=top.time_zone("time_zone"),
        group_id=top.matching("group", _ID.pattern, 'small letters, digits and hyphens, such as "mnc"', outlet_id),
        domains=_domains(top, homepage),
        feeds=_feeds(top, outlet_id),
        left_out=tuple(_left_out(table) for table in top.tables("left_out")),
        routes=read_routes(top.tables("routes"), outlet_id),
        pages=_pages(top.table("pages")),
        addresses=_addresses(top.table("addresses")),
    )


def _domains(top: Table, homepage: str) -> tuple[str, ...]:
    own = registered_domain(urlsplit(homepage).hostname or "")
    further = top.texts("domains", _domain_fault)
    return tuple(dict.fromkeys((own, *further)))


def _feeds(top: Table, outlet_id: str) -> tuple[Feed, ...]:
    feeds = tuple(_feed(table, outlet_id) for table in top.tables("feeds"))
    if not feeds:
        raise top.wrong("feeds", "there is none; add [[feeds]] with a url, or delete the file")
    for place, feed in enumerate(feeds):
        if feed.url in [earlier.url for earlier in feeds[:place]]:
            raise top.wrong(f"feeds[{place + 1}].url", f'"{feed.url}" is there twice; delete one of the two')
    return feeds


def _feed(table: Table, outlet_id: str) -> Feed:
    table.only(FEED_KEYS)
    kind = table.text("kind", "feed")
    if kind not in FEED_KINDS:
        raise table.wrong("kind", f'"{kind}" is none of {listed(FEED_KINDS)}{nearest(kind, FEED_KINDS)}')
    return Feed(
        url=table.address("url", dated=True),
        outlet_id=outlet_id,
        section=table.text("section", "all"),
        kind=cast(FeedKind, kind),
        complete=table.truth("complete", default=False),
    )


def _left_out(table: Table) -> LeftOut:
    table.only(LEFT_OUT_KEYS)
    return LeftOut(url=table.address("url", dated=True), reason=table.text("reason"))


def _pages(table: Table) -> PageRules:
    table.only(PAGES_KEYS)
    return PageRules(
        body=table.texts("body", selector_fault),
        drop=table.texts("drop", selector_fault),
        boilerplate=table.texts("boilerplate", regex_fault),
        bylines=table.texts("bylines", _byline_fault),
        brands=table.texts("brands"),
        zoneless=table.texts("zoneless"),
        zones=tuple(_zone(zone) for zone in table.tables("zones")),
    )


def _zone(table: Table) -> ZoneRule:
    table.only(ZONE_KEYS)
    name = table.text("zone")
    if name not in ZONES:
        raise table.wrong("zone", f'"{name}" is none of {listed(ZONES)}{nearest(name, ZONES)}')
    rule = ZoneRule(
        zone=cast(ZoneName, name),
        select=table.texts("select", selector_fault),
        heading=table.texts("heading", regex_fault),
    )
    if rule.heading and name not in SECTIONS:
        raise table.wrong("heading", f'opens no section of zone "{name}", only of {listed(SECTIONS)}; use "select"')
    if not rule.select and not rule.heading:
        raise table.wrong("select", 'missing, and "heading" too; add one of them as a list in [brackets]')
    return rule


def _addresses(table: Table) -> AddressRules:
    table.only(ADDRESSES_KEYS)
    example = 'a parameter such as "single=1" or a path such as "/all"'
    return AddressRules(
        one_page=table.matching("one_page", _ONE_PAGE.pattern, example, ""),
        strip=table.texts("strip", _parameter_fault),
        hosts=_hosts(table.table("hosts")),
        rewrites=tuple(_rewrite(rewrite) for rewrite in table.tables("rewrite")),
        articles=table.texts("articles", regex_fault),
        skip=table.texts("skip", regex_fault),
        keys=table.texts("keys", _key_fault),
    )


def _hosts(table: Table) -> tuple[tuple[str, str], ...]:
    hosts = tuple((variant, table.text(variant)) for variant in table.values)
    for variant, kept in hosts:
        if fault := _host_fault(variant) or _host_fault(kept):
            raise table.wrong(f'"{variant}"', f'"{variant}" = "{kept}" {fault}')
        if variant == kept or kept in table.values:
            raise table.wrong(f'"{variant}"', f'"{kept}" is a variant itself; name the host that is kept')
    return hosts


def _rewrite(table: Table) -> tuple[str, str]:
    table.only(REWRITE_KEYS)
    pattern, to = table.text("from"), table.text("to")
    if fault := regex_fault(pattern):
        raise table.wrong("from", f"{pattern!r:.60} {fault}")
    if not _REWRITTEN.fullmatch(to):
        raise table.wrong("to", f"{to!r:.60} is no part of an address; write what replaces the match, \\1 for a group")
    groups = re.compile(pattern).groups
    if missing := [number for number in re.findall(r"\\(\d)", to) if int(number) > groups]:
        raise table.wrong("to", f'names group {missing[0]}, and "from" has {groups}; put ( ) around what is kept')
    return pattern, to


def _key_fault(pattern: str) -> str:
    if fault := regex_fault(pattern):
        return fault
    compiled = re.compile(pattern)
    if "key" in compiled.groupindex or compiled.groups == 1:
        return ""
    return f"has {compiled.groups} groups; put one ( ) around the id, or name it (?P<key>...)"


def _byline_fault(pattern: str) -> str:
    if fault := regex_fault(pattern):
        return fault
    named = "name" in re.compile(pattern).groupindex
    return "" if named else "has no group for the name; put (?P<name>...) around it"


def _host_fault(host: str) -> str:
    return "" if _HOST.fullmatch(host) else 'holds no host name; write it in small letters, such as "m.contoh.test"'


def _domain_fault(domain: str) -> str:
    if fault := _host_fault(domain):
        return fault
    own = registered_domain(domain)
    return "" if own == domain else f'is a host of "{own}"; name that domain'


def _parameter_fault(name: str) -> str:
    return "" if _PARAMETER.fullmatch(name) else 'is no parameter\'s name; write it bare, such as "page"'
