"""Addresses as identity: one article, one address, however a feed, a reader or a tracker wrote it.

Pure text to text: nothing here asks a server. What a page claims of itself (rel=canonical) is weighed in
`sources.claims`; this module only folds, and reads, what can be known by looking at the address and at what the
outlet's file says of its addresses. The address that is kept is also the one that is asked for.
"""

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from sources.errors import BadAddress
from sources.escapes import encoded, without_dots
from sources.parameters import identifying, name_of
from sources.types import AddressRules

MAX_LENGTH = 2_000  # longer addresses are traps or data; the common limit of servers and browsers lies near 2,083
MOST_REWRITES = 8  # rounds of an outlet's rewrites; one or two are usual

# Hosts that count clicks and lead on: what lies behind such a link is known once it was followed.
COUNTERS = ("feedproxy.google.com", "feedburner.com", "feedsportal.com", "feedblitz.com")

_ENDS = "".join(map(chr, range(33))) + "\x7f\u2028\u2029\ufeff"  # browsers drop these around an address
_BREAKS = re.compile(r"[\t\r\n]")  # and these within it
_NUMBERED_AMPERSAND = re.compile(r"&#0*38;")  # as WordPress escapes it: its "#" would begin a fragment
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_DATED_PERMALINK = re.compile(r"/\d{4}/\d{2}/(?:\d{2}/)?[^/.]+")  # WordPress, "Day and name", "Month and name"
_NAMED_AMP = re.compile(r"^/(?:tags?|topics?|category|search)/amp$")  # a subject, not a variant


def canonical_url(url: str, rules: AddressRules) -> str:
    """The one address under which the article at `url` is kept; doing it twice changes nothing.

    Scheme and host in lower case, the outlet's variant hosts folded, `http` read as `https` (unless a port is named),
    fragment, default port, tracking and paging parameters dropped, `/amp/` before the path, `/amp` and the outlet's
    one-page suffix after it cut, percent-encoding normalised after RFC 3986 section 6.2.2. The path keeps its case,
    its double slashes and what else it says; the query keeps its order and every parameter not known to be idle
    (`?p=123` identifies). Then the outlet's rewrites are applied until they change nothing; where that never ends,
    or ends in no address, there are none.

    A trailing slash does not tell two articles apart: dated permalinks (`/2025/06/10/slug/`) get one, as WordPress
    serves them, all other paths lose it. Raises BadAddress for what is no web address or longer than `MAX_LENGTH`.
    """
    plain = canonical = _folded(url, rules)
    for _ in range(MOST_REWRITES):
        rewritten = _rewritten(canonical, rules)
        if rewritten == canonical:
            return canonical
        try:
            canonical = _folded(rewritten, rules)
        except BadAddress:
            break
    return plain


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
    name = name_of(rules.one_page)
    kept = [pair for pair in parts.query.split("&") if pair and name_of(pair) != name]
    return urlunsplit(parts._replace(query="&".join([*kept, rules.one_page]), fragment=""))


def is_article(url: str, rules: AddressRules) -> bool:
    """Whether the outlet's rules let `url` be an article's address."""
    return not why_skipped(url, rules)


def why_skipped(url: str, rules: AddressRules) -> str:
    """Why `url` is no article's address after the outlet's rules; empty where it may be one, a counter's link among
    them, of which nothing can be known before it was followed."""
    if on_domains(url, COUNTERS):
        return ""
    for pattern in rules.skip:
        if re.search(pattern, url):
            return f"skip: {pattern}"
    if rules.articles and not any(re.search(pattern, url) for pattern in rules.articles):
        return "matches none of articles"
    return ""


def outlet_key(url: str, rules: AddressRules) -> str:
    """The outlet's own id in the canonical address `url` of an article; empty where its rules find none.

    Equal ids name one article of the outlet, whatever else in the addresses differs.
    """
    if not rules.keys or not is_article(url, rules):
        return ""
    found = next(filter(None, (re.search(pattern, url) for pattern in rules.keys)), None)
    return (found["key" if "key" in found.re.groupindex else 1] or "") if found else ""


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


def _folded(url: str, rules: AddressRules) -> str:
    parts = _split(url)
    scheme, host = _scheme_and_host(parts, url, rules)
    folded = urlunsplit((scheme, host, _path(parts.path, rules), identifying(parts.query, _idle(rules)), ""))
    if len(folded) > MAX_LENGTH:
        raise BadAddress(folded, f"longer than {MAX_LENGTH} characters")
    return folded


def _rewritten(url: str, rules: AddressRules) -> str:
    for pattern, to in rules.rewrites:
        url = re.sub(pattern, to, url, count=1)
    return url


def _idle(rules: AddressRules) -> frozenset[str]:
    one_page = () if not rules.one_page or rules.one_page.startswith("/") else (rules.one_page,)
    return frozenset(map(name_of, (*rules.strip, *one_page)))


def _split(url: str) -> SplitResult:
    cleaned = _NUMBERED_AMPERSAND.sub("&", _BREAKS.sub("", url.strip(_ENDS)))
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
    path = without_dots(encoded(path.replace("\\", "/"), safe="/:@!$&'()*+,;=%"))  # as browsers read a backslash
    endings = ("/amp", rules.one_page) if rules.one_page.startswith("/") else ("/amp",)
    while True:
        path = path.rstrip("/")
        ending = next((e for e in endings if path.endswith(e) and path != e), "")
        if ending and not _NAMED_AMP.match(path):
            path = path.removesuffix(ending)
        elif path.startswith("/amp/"):
            path = path.removeprefix("/amp")
        else:
            break
    return path + "/" if not path or _DATED_PERMALINK.fullmatch(path) else path
