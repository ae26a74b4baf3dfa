"""What a server's answer means: its status, and whether a 200 is a page or a wall.

Pure. What is done about it (ask again, follow, give up) is in `sources.http`.
"""

import re

from sources.types import FetchOutcome

Headers = tuple[tuple[str, str], ...]

STATUSES: dict[int, FetchOutcome] = {
    404: "not_found", 410: "gone", 401: "refused", 403: "refused", 451: "refused", 429: "rate_limited",
}  # fmt: skip
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
PASSING_STATUSES = frozenset({429, 502, 503, 504})  # a 500 is a bug over there, it does not pass in seconds
PASSING: frozenset[FetchOutcome] = frozenset({"connection", "cut", "timeout"})


def outcome_of(status: int, *, conditional: bool) -> FetchOutcome:
    """The outcome that a status stands for; a 304 to a request without validators is a protocol error."""
    if status in STATUSES:
        return STATUSES[status]
    if status in REDIRECTS:
        return "redirect"
    if status == 304:
        return "not_modified" if conditional else "protocol"
    if 200 <= status < 300:
        return "ok"
    if 400 <= status < 500:
        return "client_error"
    return "server_error" if 500 <= status < 600 else "protocol"


def is_passing(outcome: FetchOutcome, status: int | None) -> bool:
    """Whether asking again in a moment may well help."""
    return status in PASSING_STATUSES if status is not None and status >= 400 else outcome in PASSING


# ------------------------------------------------------------------ walls: challenge pages served as pages

# Walls are small: the longest seen carry some 60 KB of script around a sentence or two. An article that quotes one
# of these phrases has more visible text than a wall.
WALL_BYTES = 150_000
WALL_TEXT = 1_500
SHELL_TEXT = 300

# The title of a document with little text, or its part after the site's name: an article has them within a headline
# ("... rolls out a Security Checkup tool").
WALL_TITLES = re.compile(
    r"(?:^|[-|:–])\s{0,9}(?:just a moment|attention required|access denied|akses (?:anda )?(?:diblokir|ditolak)"
    r"|are you a robot|security check|pardon our interruption|performing security verification)\b",
    re.IGNORECASE,
)
# In the visible text of a document with little of it.
WALL_PHRASES = re.compile(
    r"performing security verification|checking your browser before|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|enable javascript and cookies to continue|attention required! \| cloudflare|akses (?:anda )?diblokir"
    r"|access to this page has been denied|reference #\d+(?:\.[0-9a-f]+){2,}|datadome|perimeterx",
    re.IGNORECASE,
)
# In the visible text of a document with next to nothing else: also what an article's <noscript> may say.
SHELL_PHRASES = re.compile(r"please enable (?:javascript|js)\b|just a moment\.\.\.|attention required", re.IGNORECASE)
# In the markup of a document with next to no text: the services' own addresses and names.
SERVICES = re.compile(
    rb"captcha-delivery\.com|/cdn-cgi/challenge-platform/|_cf_chl_opt|window\._pxAppId|px-captcha|awswafintegration",
    re.IGNORECASE,
)

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def is_wall(headers: Headers, body: bytes) -> bool:
    """Whether a 200 is a challenge or refusal ("Just a moment...") in place of the page that was asked for."""
    if any(_says_so(name, value) for name, value in headers):
        return True
    if len(body) > WALL_BYTES or not _is_html(headers, body):
        return False
    markup = body.decode("utf-8", "replace")
    text = visible_text(markup)
    if len(text) > WALL_TEXT:
        return False
    title = _TITLE.search(markup)
    if WALL_PHRASES.search(text) or (title and WALL_TITLES.search(title[1])):
        return True
    return len(text) <= SHELL_TEXT and bool(SHELL_PHRASES.search(text) or SERVICES.search(body))


def visible_text(markup: str) -> str:
    """Roughly what a reader would see of `markup`: no tags, scripts or styles, spaces collapsed."""
    kept = []
    for name in ("script", "style", "svg"):
        markup = _without(markup, name)
    for piece in markup.split("<"):
        _, closed, text = piece.partition(">")
        kept.append(text if closed else piece)
    return _SPACES.sub(" ", " ".join(kept)).strip()


def _without(markup: str, name: str) -> str:
    """`markup` less the elements `name`; linear, where a regular expression over broken markup need not be."""
    lowered, kept, at = markup.lower(), [], 0
    while (start := lowered.find(f"<{name}", at)) >= 0:
        kept.append(markup[at:start])
        end = lowered.find(f"</{name}", start)
        if end < 0:
            return "".join(kept)
        at = end
    return "".join([*kept, markup[at:]])


def _says_so(name: str, value: str) -> bool:
    """Cloudflare and AWS name their challenges in a header."""
    return (name == "cf-mitigated" and "challenge" in value) or (
        name == "x-amzn-waf-action" and value.strip() in ("challenge", "captcha")
    )


def _is_html(headers: Headers, body: bytes) -> bool:
    kind = next((value for name, value in reversed(headers) if name == "content-type"), "")
    start = body[:1000].lstrip().lower()
    return "html" in kind.lower() or start.startswith((b"<!doctype html", b"<html"))
