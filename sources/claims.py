"""What a page, a feed or a redirect claims an article's address to be: weighed, not obeyed.

Templates print one address for all pages, mobile themes point to the desktop's home page, agencies' copies name the
original on another site. Here is decided, from the claim and the address it was found at, whether the two may name
one article. A claim that all pages of an outlet share cannot be seen here: one page is all there is to look at.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from sources.errors import BadAddress
from sources.types import AddressRules, Outlet
from sources.urls import MAX_LENGTH, canonical_url, on_domains, outlet_key, why_skipped

Reason = Literal[
    "same", "accepted",     # it is the address itself, or another one of the same article
    "none",                 # nothing is claimed
    "not_an_address",
    "template",             # it was meant to be filled in
    "home", "index",        # the outlet's front page, or a list of articles
    "other_site",           # a copy that names its original, or an original that went elsewhere
    "not_an_article",       # a page of the outlet that its rules know for something else
    "other_article",        # the outlet's own ids differ
]  # fmt: skip

_PLACEHOLDERS = re.compile(r"\{\{|\}\}|\$\{|#\{|<%[=\s%-]|<\?|\[object|\{[a-z_]+\}|%%[a-z_]+%%")
_UNSET = frozenset({"undefined", "null", "nan"})  # what scripts print for what is not there
_ESCAPES = (("%25", "%"), ("%7b", "{"), ("%7d", "}"), ("%3c", "<"), ("%3e", ">"), ("%5b", "["), ("%5d", "]"))
_SCHEMELESS = re.compile(r"(?:[a-z0-9-]+\.)+(?!html?\b|php\b|aspx?\b|jsp\b)[a-z]{2,}(?:/|$)", re.IGNORECASE)
_SLUG_OR_NUMBER = re.compile(r"[^/-]-[^/-]+-[^/-]|\d{4}|[?&][a-z_]{1,20}=[^&]*\d")
_FRONT = re.compile(r"/(?:home|beranda|index|indeks|index\.html?|index\.php|default\.aspx?)?", re.IGNORECASE)
_NESTED = re.compile(r".https?(?::|%3a)(?:/|%2f){2}", re.IGNORECASE)  # a page to log in on leads on to the article
_WORDS = re.compile(r"[^-]-[^-]+-[^-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a claim is worth: the canonical address of the article where it is believed, and the reason.

    `url` is empty unless `reason` is same or accepted.
    """

    url: str
    reason: Reason


def weigh(claim: str, url: str, outlet: Outlet) -> Claim:
    """Whether `claim`, made at the article's canonical address `url`, names that article; never raises.

    A claim may be relative, without scheme, in the form of a mobile or tracked variant: what counts is the canonical
    address it comes to. `url` may lie on another site (a counter's link); then every article of the outlet will do.
    """
    text = claim.strip().replace("\\/", "/") if len(claim) <= 4 * MAX_LENGTH else claim
    if not text:
        return Claim(url="", reason="none")
    if len(text) > MAX_LENGTH:
        return Claim(url="", reason="not_an_address")
    claimed = _canonical(text, url, outlet)
    if _unfilled(text) or _unfilled(claimed):
        return Claim(url="", reason="template")
    if not claimed:
        return Claim(url="", reason="not_an_address")
    if is_front(claimed):
        return Claim(url="", reason="home")
    if claimed == url:
        return Claim(url=claimed, reason="same")
    objection = _objection(claimed, url, outlet)
    return Claim(url="", reason=objection) if objection else Claim(url=claimed, reason="accepted")


def is_front(url: str) -> bool:
    """Whether the canonical address `url` is that of a site's front page, which is no article's."""
    parts = urlsplit(url)
    return not parts.query and bool(_FRONT.fullmatch(parts.path))


# ------------------------------------------------------------------ small steps


def _objection(claimed: str, own: str, outlet: Outlet) -> Reason | None:
    """Why the address `claimed`, another one than `own`, is not that of the same article; `None`: it may be."""
    rules = outlet.addresses
    if not on_domains(claimed, outlet.domains):
        return "other_site"
    if _NESTED.search(claimed):
        return "not_an_article"
    if why_skipped(claimed, rules):
        return "not_an_article" if _SLUG_OR_NUMBER.search(_after_host(claimed)) else "index"
    if not rules.articles and not _SLUG_OR_NUMBER.search(_after_host(claimed)):
        return "index"  # without a rule, the look of an address has to do: articles have a slug or a number
    return "other_article" if _ids_differ(claimed, own, rules) else None


def _ids_differ(claimed: str, own: str, rules: AddressRules) -> bool:
    """Whether both addresses have an id, and not the same.

    Ids made of the headline's words do not tell: a headline that changes takes them along.
    """
    ids = {outlet_key(claimed, rules), outlet_key(own, rules)}
    return "" not in ids and len(ids) == 2 and not any(map(_WORDS.search, ids))


def _canonical(claim: str, url: str, outlet: Outlet) -> str:
    try:
        return canonical_url(_absolute(claim, url), outlet.addresses)
    except (BadAddress, ValueError):  # urljoin splits, and splitting objects to half an IPv6 address
        return ""


def _absolute(claim: str, url: str) -> str:
    if claim.startswith(("https://", "http://")):
        return claim
    return f"https://{claim}" if _SCHEMELESS.match(claim) else urljoin(url, claim)


def _unfilled(claim: str) -> bool:
    text = claim.lower()
    for escape, character in _ESCAPES:
        text = text.replace(escape, character)
    return bool(_PLACEHOLDERS.search(text)) or not _UNSET.isdisjoint(re.split("[/?#]", text))


def _after_host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"
