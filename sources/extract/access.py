"""How much of an article a page gives, and whether it is an article at all.

Decided on what was read: wall phrases, lengths, types. No markup here.
"""

import re
from urllib.parse import urlsplit

from sources.extract.jsonld import Claims
from sources.extract.phrases import WALL
from sources.types import Access, ExtractionOutcome

_CHALLENGE = re.compile(
    r"just a moment|attention required|performing security verification|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|please enable javascript|enable javascript and cookies|datadome|perimeterx|px-captcha|are you a robot"
    r"|reference #\d|akses diblokir|access denied|checking your browser|request unsuccessful|unusual traffic"
    r"|pardon our interruption",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|not found|tidak ditemukan|page (?:doesn.t|does not) exist|no longer available", re.IGNORECASE
)
_VIDEO = re.compile(r"/(?:video|videos|tv|watch|embed)/|^(?:video|videos|20|tv)\.", re.IGNORECASE)
_PHOTO = re.compile(
    r"/(?:foto|photo|photos|readfoto|fotoberita|foto-\w+|galeri|gallery|galleries|slideshow|infografis|infografik|images"
    r"|inpicture)[/-]|^(?:foto|photo|infografis)\.",
    re.IGNORECASE,
)
_ARTICLE_WORDS = 25  # with fewer, a page is what its address and type say it is
_CHALLENGE_CHARS = 1200  # a challenge page shows little; an article may well be about one
_CHALLENGE_WORDS = 200
_COMPLETE = 0.6  # of the announced words; teasers measured have under a third


def not_an_article(
    url: str, claims: Claims, og_type: str, words: int, *, visible: str, title: str, link_lines: float, dated: bool
) -> ExtractionOutcome | None:
    """Why the page is no article; `None` if it may be one.

    `words` are those of the body found, `visible` the page's whole text, `link_lines` the share of the body's
    lines that are links, `dated` whether the metadata give a publication time.
    """
    suspicious = title if len(visible) > _CHALLENGE_CHARS else f"{title}\n{visible}"
    if words < _CHALLENGE_WORDS and not claims.is_article and _CHALLENGE.search(suspicious):
        return "blocked"
    if not dated and _is_index(url, claims, og_type, link_lines):
        return "index"
    if words >= _ARTICLE_WORDS:
        return None
    parts = urlsplit(url)
    place = f"{parts.path}/"
    if (
        "videoobject" in claims.types
        or og_type.startswith("video")
        or _VIDEO.search(place)
        or _VIDEO.search(parts.netloc)
    ):
        return "video" if words < 10 or not claims.is_article else None
    if not words and (_PHOTO.search(place) or _PHOTO.search(parts.netloc) or "imagegallery" in claims.types):
        return "photo"
    if not words and not wall_in(visible):
        return "no_article" if _MISSING.search(f"{title}\n{visible[:500]}") or not claims.is_article else "no_text"
    return None


def _is_index(url: str, claims: Claims, og_type: str, link_lines: float) -> bool:
    if claims.is_article or og_type == "article":
        return False
    root = urlsplit(url).path.strip("/") in ("", "index.html", "index.php", "home")
    lists = bool({"collectionpage", "itemlist"} & set(claims.types))
    return root or link_lines > 0.6 or (lists and link_lines > 0.3)


def wall_in(text: str) -> bool:
    """Whether the text asks the reader to subscribe before reading on."""
    return WALL.search(text) is not None


def grade(words: int, claims: Claims, visible: str) -> Access:
    """How much of the article is there: by the words announced in JSON-LD, or by a wall's own words.

    `isAccessibleForFree` alone decides nothing: some outlets mark every page and give the whole text all the same.
    """
    announced = max(claims.word_count, len(claims.body.split()))
    if announced >= 2 * _ARTICLE_WORDS:
        short = words < _COMPLETE * announced
        walled = wall_in(visible) or claims.is_free is False
    else:
        short = words < 150
        walled = wall_in(visible)
    if not (short and walled):
        return "full" if words else "headline"
    return "teaser" if words >= 10 else "headline"
