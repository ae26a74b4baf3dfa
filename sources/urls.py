"""Addresses as identity: one article, one address, however a feed, a reader or a tracker wrote it.

Pure text to text: nothing here asks a server. What a page claims of itself (rel=canonical), short links and ids inside
addresses are weighed elsewhere; this module only folds what can be folded by looking at the address and at what the
outlet's file says of its addresses.
"""

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from sources.errors import BadAddress
from sources.types import AddressRules

MAX_LENGTH = 2_000  # longer addresses are traps or data; the common limit of servers and browsers lies near 2,083

# Parameters that never say which article is meant. The prefixes belong to campaign tools; the names are those of
# click trackers and of the paging, one-page and regional switches that news sites add to an article's address.
TRACKING_PREFIXES = ("utm_", "guce_", "hsa_", "mtm_", "matomo_", "pk_", "mc_", "oly_", "vero_", "at_", "trk_")
_TRACKING = """
    _ga _gl _hsenc _hsmi amp campaign cmpid cid_source cvid dclid device fb_action_ids fb_ref fb_source fbclid
    ftag gbraid gclid gclsrc guccounter icid igsh igshid ir jxrecoid mkt_tok mvk_page msclkid ncid ns_campaign
    ns_mchannel ns_source op page param_mvk r rand ref ref_src ref_url referrer s_kwcid share showpage single
    smartautoplay soc_src soc_trk source spm srnd tag_from tpcc trk twclid wbraid xtor yclid ysclid zoom
"""
TRACKING = frozenset(_TRACKING.split())

_ENDS = "".join(map(chr, range(33))) + "\x7f\u2028\u2029\ufeff"  # browsers drop these around an address
_BREAKS = re.compile(r"[\t\r\n]")  # and these within it
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_ESCAPED_AMPERSANDS = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_DATED_PERMALINK = re.compile(r"/\d{4}/\d{2}/(?:\d{2}/)?[^/.]+")  # WordPress, "Day and name", "Month and name"
_NAMED_AMP = re.compile(r"^/(?:tags?|topics?|category|search)/amp$")  # a subject, not a variant


def canonical_url(url: str, rules: AddressRules) -> str:
    """The one address under which the article at `url` is kept; doing it twice changes nothing.

    Scheme and host in lower case, the outlet's variant hosts folded, `http` read as `https` (unless a port is named),
    fragment, default port, tracking and paging parameters dropped, `/amp` and the outlet's one-page suffix cut,
    percent-encoding normalised after RFC 3986 section 6.2.2. The path keeps its case, its double slashes and what else
    it says; the query keeps its order and every parameter not known to be idle (`?p=123` identifies).

    A trailing slash does not tell two articles apart: dated permalinks (`/2025/06/10/slug/`) get one, as WordPress
    serves them, all other paths lose it. Raises BadAddress for what is no web address or longer than `MAX_LENGTH`.
    """
    parts = _split(url)
    scheme, host = _scheme_and_host(parts, url, rules)
    path = _path(parts.path, rules)
    canonical = urlunsplit((scheme, host, path, _query(parts.query, rules), ""))
    if len(canonical) > MAX_LENGTH:
        raise BadAddress(canonical, f"longer than {MAX_LENGTH} characters")
    return canonical


def fetch_url(url: str, rules: AddressRules) -> str:
    """The address to ask for so that the outlet serves the article at `url` whole: its one-page switch added.

    `url` may be canonical or a feed's own link; what it already says is kept, so that an outlet which insists on
    a trailing slash is not asked twice.
    """
    if not rules.one_page:
        return url
    parts = _split(url)
    if rules.one_page.startswith("/"):
        path = parts.path.rstrip("/")
        if path and not path.endswith(rules.one_page):  # a site's root is no article
            path += rules.one_page
        return urlunsplit(parts._replace(path=path, fragment=""))
    name = _name(rules.one_page)
    kept = [pair for pair in parts.query.split("&") if pair and _name(pair) != name]
    return urlunsplit(parts._replace(query="&".join([*kept, rules.one_page]), fragment=""))


def is_article(url: str, rules: AddressRules) -> bool:
    """Whether the outlet's rules let `url` be an article's address."""
    return not why_skipped(url, rules)


def why_skipped(url: str, rules: AddressRules) -> str:
    """Why `url` is no article's address after the outlet's rules; empty where it may be one."""
    for pattern in rules.skip:
        if re.search(pattern, url):
            return f"skip: {pattern}"
    if rules.articles and not any(re.search(pattern, url) for pattern in rules.articles):
        return "matches none of articles"
    return ""


def on_domains(url: str, domains: tuple[str, ...]) -> bool:
    """Whether the host of `url` is one of `domains` or lies below one."""
    host = host_of(url)
    return bool(host) and any(host == domain or host.endswith("." + domain) for domain in domains)


def host_of(url: str) -> str:
    """The host of `url` in lower case, without port; empty where `url` is no web address."""
    try:
        return _host(_split(url), url)
    except BadAddress:
        return ""


# ------------------------------------------------------------------ the parts, one by one


def _split(url: str) -> SplitResult:
    cleaned = _BREAKS.sub("", url.strip(_ENDS))
    if len(cleaned) > MAX_LENGTH:
        raise BadAddress(cleaned, f"longer than {MAX_LENGTH} characters")
    try:
        parts = urlsplit(cleaned)
        parts.port  # noqa: B018  raises for a port that is no number
    except ValueError as error:
        raise BadAddress(cleaned, str(error)) from error
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise BadAddress(cleaned, "not an http or https address")
    return parts


def _scheme_and_host(parts: SplitResult, url: str, rules: AddressRules) -> tuple[str, str]:
    """A named port is another service than the outlet's site: there the scheme stays as it is."""
    host = _kept_host(_host(parts, url), rules.hosts)
    if parts.port is None or (parts.scheme, parts.port) in {("http", 80), ("https", 443)}:
        return "https", host
    return parts.scheme, f"{host}:{parts.port}"


def _host(parts: SplitResult, url: str) -> str:
    host = (parts.hostname or "").rstrip(".")
    if "@" in parts.netloc:
        raise BadAddress(url, "carries a user name")
    if ":" in host:
        host = f"[{host}]"
    if not host or len(host) > 253:  # RFC 1035, 2.3.4
        raise BadAddress(url, "no usable host")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise BadAddress(url, "no usable host") from error
    if not _HOST.fullmatch(host) or ".." in host:
        raise BadAddress(url, "no usable host")
    return host


def _kept_host(host: str, hosts: tuple[tuple[str, str], ...]) -> str:
    """Follow the outlet's map to its end; a circle in it ends at the first name of the circle in the alphabet."""
    kept, path = dict(hosts), [host]
    while (following := kept.get(path[-1])) is not None:
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]


def _path(path: str, rules: AddressRules) -> str:
    path = _without_dots(_encoded(path, safe="/:@!$&'()*+,;=%"))
    endings = ("/amp", rules.one_page) if rules.one_page.startswith("/") else ("/amp",)
    while True:
        path = path.rstrip("/")
        ending = next((e for e in endings if path.endswith(e) and path != e), "")
        if not ending or _NAMED_AMP.match(path):
            break
        path = path.removesuffix(ending)
    return path + "/" if not path or _DATED_PERMALINK.fullmatch(path) else path


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4, without touching double slashes."""
    if "/." not in path:
        return path
    kept = [""]
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)


def _query(query: str, rules: AddressRules) -> str:
    idle = {_name(name) for name in rules.strip}
    if rules.one_page and not rules.one_page.startswith("/"):
        idle.add(_name(rules.one_page))
    pairs = _ESCAPED_AMPERSANDS.sub("&", query).split("&")
    encoded = (_encoded(pair, safe="/?:@!$'()*+,;=%[]|") for pair in pairs)
    return "&".join(pair for pair in encoded if pair and not _is_idle(_name(pair), idle))


def _is_idle(name: str, idle: set[str]) -> bool:
    return name in idle or name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _name(pair: str) -> str:
    return pair.partition("=")[0].lower()


def _encoded(text: str, safe: str) -> str:
    """Percent-encoding after RFC 3986, 6.2.2: upper-case hex, unreserved characters bare, everything else escaped."""
    text = _LONE_PERCENT.sub("%25", text)
    text = _ESCAPE.sub(_escape, text)
    return quote(text, safe=safe, errors="replace")


def _escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()
