"""Whether an article is news, or a column, a roundup, a promotion, or something that is as true next year.

What is no news tells no event, and is in no story. `kinds.toml` holds what gives it away in titles, addresses, sections
and first lines; beside that, a text that counts off several things and says so is a roundup, and one whose author
speaks of himself outside quotation marks a column. Precision comes first: in doubt it is news.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from warehouse.stories.model import ArticleKind, Told

_READ: Final = 2_000  # characters of the text in which phrases are looked for
_WHOLE: Final = 8_000  # characters in which the author may speak of himself
_TITLE: Final = 500
_KINDS: Final[tuple[ArticleKind, ...]] = ("promotion", "roundup", "column", "evergreen")
_ITEM = re.compile(r"^(?:[1-9][0-9]?[.)]\s|[•*–—-] ?\w|[^\n]{3,60} — )", re.MULTILINE)
_ITEMS: Final = 3  # lines that count something off, at least
_QUOTED = re.compile(r"“[^”\n]{0,2000}”?|\"[^\"\n]{0,2000}\"?")
_SELF: Final = {
    "en": re.compile(r"\b(?<!Fund )I(?:['’](?:m|ve|d|ll)\b|(?= [a-z]))|\b[Mm]y\b"),
    "id": re.compile(r"\b(?:saya|aku)\b", re.IGNORECASE),
}
_REPORTED = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|jelas|ungkap|tegas|imbuh|papar|sebut|tambah)(?:nya)?\b|\b(?:said|says|told|added)\b"
)
_OFTEN: Final = 2  # times that the author names himself, at least; and that others are reported to speak in a report


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    lists = tomllib.loads((files("warehouse") / "stories" / "kinds.toml").read_text("utf-8"))
    return {kind: {part: _any(each) for part, each in parts.items()} for kind, parts in lists.items()}


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def kind(told: Told) -> ArticleKind:
    """What an article is."""
    return next((each for each in _KINDS if _is(told, each)), "news")


def _is(told: Told, which: ArticleKind) -> bool:
    by, title, head = _patterns()[which], told.title[:_TITLE].strip(), told.text[:_READ]
    if (
        by["title"].search(title)
        or by["url"].search(told.url[:1000])
        or by["section"].search(told.section[:100].strip())
    ):
        return True
    if "text" in by and by["text"].search(head):
        return True
    if which == "promotion":
        return by["event"].search(title) is not None and by["offer"].search(title) is not None
    if which == "roundup":
        return by["listing"].search(f"{title}\n{head[:300]}") is not None and _counts_off(told.text[:_WHOLE])
    return which == "column" and _speaks_of_himself(told)


def _counts_off(text: str) -> bool:
    return sum(1 for _ in _ITEM.finditer(text)) >= _ITEMS


def _speaks_of_himself(told: Told) -> bool:
    """Whether the author does, in lines in which nobody is quoted, and reports no words of others."""
    pattern = _SELF.get(told.lang)
    if pattern is None:
        return False
    unquoted = _QUOTED.sub(" ", told.text[:_WHOLE])
    reported = sum(1 for _ in _REPORTED.finditer(unquoted))
    return reported < _OFTEN <= sum(1 for _ in pattern.finditer(unquoted))
