"""What stands at the head of a text before the article, and at its foot behind it: told by place and form, not words.

At the head: printed dates and bylines, the standfirst above them, the list that sums the article up. At the foot:
hashtags.
"""

import re
from collections.abc import Sequence

from sources.dates import parse_stamp
from sources.extract import phrases
from sources.extract.extents import PARAGRAPH, items
from sources.extract.markup import Line
from sources.extract.metadata import key
from sources.types import ZoneName

_HEAD = 8  # lines
_PROSE = 80  # characters of a paragraph
_DATE = 60  # characters of a line that holds a date and no more
_BYLINE = 120
_STANDFIRST = 500
_LONG = 12  # words
_ITEMS = range(2, 7)  # of a list that sums up; longer ones are the article's own
_ITEM_WORDS = (5, 60)
_BEHIND = 25  # words of the article behind what is taken from its head
_SENTENCE_LEAST = 20
_SENTENCE = (".", "!", "?", "…", "”", '"')
_FAR = 200  # lines in which dates are looked for
_STAMPS = 2  # dates below the first paragraph, from which on the text is a chronicle

_SPOKEN = re.compile(
    r"[\"“”„«»]|[a-z]{2}\)?[.!?]$|^[—–-]|(?:[^\W\d]{2,30}\W{1,3}){3}(?:[^\W\d]{2,30}\W{1,3}[^\W\d]{2}|.{0,40}\d[.!?]$)"
)
_LABEL = re.compile(
    r"\b(?:by|oleh|and|dan|penulis|reporter|editor|written|posted|published|updated|diterbitkan|diperbarui|on|at|pada"
    r"|for|senior|staff|writer|contributor|kontributor|jurnalis|tayang|terbit)\b",
    re.IGNORECASE,
)  # fmt: skip
_TAGS = re.compile(r"^\W{0,3}(?:tags?|tagar|hashtags?|topik)\s?:", re.IGNORECASE)


def head(lines: Sequence[Line], roles: Sequence[ZoneName], names: Sequence[str]) -> list[ZoneName]:
    """`roles` with the head told; `names` are those of the page's writers and of its outlet."""
    result = list(roles)
    first = next((n for n, line in enumerate(lines[:_HEAD]) if len(line.text) >= _PROSE), _HEAD)
    for n in [n for n, role in enumerate(result) if role == "body" and lines[n].zone is None][:_HEAD]:
        if n < first and _is_byline(lines[n].text, names):
            result[n] = "boilerplate"
    for n in [n for n, role in enumerate(result) if role == "body"][:3]:
        if lines[n].zone is None and is_date(lines[n].text):
            result[n] = "boilerplate"
            if n and result[n - 1] == "body" and _is_label(lines[n - 1]):
                result[n - 1] = "boilerplate"  # a writer that the metadata do not name, or the section
    _tell(result, _standfirst(lines, result), lines)
    _tell(result, _opening_list(lines, result), lines)
    return result


def _tell(roles: list[ZoneName], chosen: Sequence[int], lines: Sequence[Line]) -> None:
    """Call the chosen lines a summary, if an article longer than they are follows."""
    if not chosen:
        return
    behind = sum(
        len(line.text.split())
        for line, role in zip(lines[chosen[-1] + 1 :], roles[chosen[-1] + 1 :], strict=True)
        if role == "body" and len(line.text) >= _PROSE and not items([line])
    )
    if behind >= max(_BEHIND, sum(len(lines[n].text.split()) for n in chosen)):
        for n in chosen:
            roles[n] = "summary"


def _standfirst(lines: Sequence[Line], roles: Sequence[ZoneName]) -> list[int]:
    """The one or two sentences between the headline and the printed date or the number of readers."""
    below = next((n for n, line in enumerate(lines[:_HEAD]) if _is_stamp(line.text)), 0)
    above = [n for n in range(below) if roles[n] == "body" and not _is_label(lines[n])]
    if not above or len(above) > 2 or not all(_sums_up(lines[n]) for n in above):
        return []
    return [] if _is_chronicle(lines[below:_FAR]) else above


def _is_label(line: Line) -> bool:
    short = len(line.text) <= PARAGRAPH and len(line.text.split()) <= 4
    return short and line.zone is None and not line.text.endswith(_SENTENCE)


def _is_stamp(text: str) -> bool:
    return is_date(text) or phrases.COUNTER.match(text) is not None


def _is_chronicle(lines: Sequence[Line]) -> bool:
    """Whether dates stand between paragraphs again and again, as in a report by the hour."""
    begun = next((n for n, line in enumerate(lines) if len(line.text) >= _PROSE), len(lines))
    return sum(is_date(line.text) for line in lines[begun:]) >= _STAMPS


def _sums_up(line: Line) -> bool:
    """Whether the line is a sentence as a standfirst has it; the article itself may open with a dateline."""
    datelines = (*phrases.DATELINES, phrases.PLACE_ALONE)
    told = line.text.endswith(_SENTENCE) or len(line.text.split()) >= _LONG  # a headline is shorter
    sentence = told and _SENTENCE_LEAST <= len(line.text) <= _STANDFIRST and not items([line])
    return sentence and line.zone is None and not any(pattern.match(line.text) for pattern in datelines)


def _opening_list(lines: Sequence[Line], roles: Sequence[ZoneName]) -> list[int]:
    """The items of a list that opens the text and whose items are sentences; a numbered one is a chapter."""
    body = [n for n, role in enumerate(roles) if role == "body"]
    listed = body[: items([lines[n] for n in body])]
    counts = [len(lines[n].text.split()) for n in listed]
    fits = all(
        _ITEM_WORDS[0] <= count <= _ITEM_WORDS[1] and len(lines[n].text) >= PARAGRAPH
        for n, count in zip(listed, counts, strict=True)
    )
    plain = not any(lines[n].text[:1].isdigit() or lines[n].zone is not None for n in listed)
    return listed if len(listed) in _ITEMS and fits and plain else []


def is_date(text: str) -> bool:
    """Whether the line is a printed date and no more: a sentence that names a day has words or quotation marks."""
    if len(text) > _DATE or len(text.split()) > 9 or _SPOKEN.search(text):
        return False
    return parse_stamp(text, zone="UTC") is not None


def _is_byline(text: str, names: Sequence[str]) -> bool:
    """Whether the line holds names of `names`, labels and dates, and nothing else."""
    if len(text) > _BYLINE:
        return False
    rest = text.casefold()
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name.casefold(), " ") if len(name) > 2 else rest
    if rest == text.casefold():
        return False  # nobody is named
    rest = _LABEL.sub(" ", rest).strip(" -–—|,•·:/&()")
    return not key(rest) or is_date(rest)


def foot(lines: Sequence[Line], roles: Sequence[ZoneName]) -> list[ZoneName]:
    """`roles` with the lines of hashtags behind the last of the article told."""
    result = list(roles)
    tagged = [n for n, line in enumerate(lines) if line.zone is None and is_hashtags(line.text)]
    others = {n for n, role in enumerate(roles) if role == "body" and not phrases.DESK.fullmatch(lines[n].text)}
    last = max(others.difference(tagged), default=len(lines))
    for n in tagged:
        if n > last:
            result[n] = "hashtags"
    return result


def is_hashtags(text: str) -> bool:
    """Whether the line is hashtags and no more; emoji, punctuation and a label may stand with them."""
    if not phrases.HASHTAGS.search(text):
        return False
    return not key(phrases.HASHTAGS.sub(" ", _TAGS.sub("", text, count=1)))
