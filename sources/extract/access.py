"""How much of an article a page gives, and whether it is an article at all.

Decided on what was read: wall phrases, lengths, types. No markup here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from sources.extract.jsonld import Claims
from sources.extract.markup import Line
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
_SECTION = re.compile(r"[a-z]{2,20}(?:/[a-z]{2,20})?")
_ARTICLE_WORDS = 25  # with fewer, a page is what its address and type say it is
_CHALLENGE_CHARS = 1200  # a challenge page shows little; an article may well be about one
_CHALLENGE_WORDS = 200  # of one that says so in its title
_SHORT = 60  # words of one that does not
_PARAGRAPH = 80  # characters
_LIST = 0.6  # of the text in links; articles among 792 pages had up to .83, but with prose beside them
_COMPLETE = 0.6  # of the announced words; teasers measured have under a third


class Shown:
    """All the lines that a page shows, read when they are first asked about: most pages need no such look."""

    def __init__(self, read: Callable[[], list[Line]]) -> None:
        self._read = read

    @cached_property
    def lines(self) -> list[Line]:
        """The lines themselves."""
        return self._read()

    @property
    def text(self) -> str:
        """The page's whole text."""
        return "\n".join(line.text for line in self.lines)

    @property
    def prose(self) -> int:
        """About the words of the lines that are long enough to be paragraphs and no links, in any script."""
        return sum(len(line.text) for line in self.lines if not line.linked and len(line.text) >= _PARAGRAPH) // 6

    @property
    def links(self) -> float:
        """How much of the page's text is in lines that are links."""
        letters = sum(len(line.text) for line in self.lines)
        return sum(len(line.text) for line in self.lines if line.linked) / max(1, letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a page looks like at a glance.

    `words` are those of the body found, `shown` is all that the page shows; `dated` says whether the metadata give
    a publication time.
    """

    url: str
    title: str
    og_type: str
    words: int
    shown: Shown
    dated: bool


def not_an_article(look: Look, claims: Claims) -> ExtractionOutcome | None:
    """Why the page is no article; `None` if it may be one."""
    if not claims.is_article and _is_challenge(look):
        return "blocked"
    if not claims.is_article and _is_index(look, claims):
        return "index"
    if look.words >= _ARTICLE_WORDS:
        return None
    parts = urlsplit(look.url)
    path, host = f"{parts.path}/", parts.netloc
    filmed = "videoobject" in claims.types or look.og_type.startswith("video") or _VIDEO.search(path)
    if (filmed or _VIDEO.search(host)) and (look.words < 10 or not claims.is_article):
        return "video"
    if not look.words and (_PHOTO.search(path) or _PHOTO.search(host) or "imagegallery" in claims.types):
        return "photo"
    if not claims.is_article and _MISSING.search(look.title):
        return "no_article"
    if look.words or wall_in(look.shown.text):
        return None
    said_to_be = claims.is_article or look.og_type == "article"
    if said_to_be and look.dated:
        return None  # a headline with its date, whose text is filled in by scripts
    return "no_text" if said_to_be else "no_article"


def _is_challenge(look: Look) -> bool:
    if look.words < _CHALLENGE_WORDS and _CHALLENGE.search(look.title):
        return True
    return look.words < _SHORT and _CHALLENGE.search(look.shown.text[:_CHALLENGE_CHARS]) is not None


def _is_index(look: Look, claims: Claims) -> bool:
    """A front page, a section's page that says so, or links with hardly a paragraph between them."""
    path = urlsplit(look.url).path.strip("/")
    if path in ("", "index.html", "index.php", "home"):
        return True
    if look.dated or look.og_type not in ("", "website", "blog"):
        return False
    section = look.og_type == "website" and _SECTION.fullmatch(path) is not None
    lists = bool({"collectionpage", "itemlist"} & set(claims.types))
    return section or (look.shown.links > _LIST * (0.5 if lists else 1) and look.shown.prose < _SHORT)


def wall_in(text: str) -> bool:
    """Whether the text asks the reader to subscribe before reading on."""
    return WALL.search(text) is not None


def grade(look: Look, claims: Claims, *, cut: bool) -> Access:
    """How much of the article is there: by the words announced in JSON-LD, or by a wall's own words.

    `cut` says that the text ends in an ellipsis in brackets, as excerpts do.
    `isAccessibleForFree` alone decides nothing: some outlets mark every page and give the whole text all the same.
    """
    if cut and look.words >= 10:
        return "teaser"
    announced = max(claims.word_count, len(claims.body.split()))
    told = announced >= 2 * _ARTICLE_WORDS
    short = look.words < (_COMPLETE * announced if told else 150)
    if not (short and ((told and claims.is_free is False) or wall_in(look.shown.text))):
        return "full" if look.words else "headline"
    return "teaser" if look.words >= 10 else "headline"
