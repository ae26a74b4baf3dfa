"""The figures of an article as they are compared along a derivation: amounts, counts, percentages, dates.

Where they stand is found by `warehouse.entities.amounts` and `figures`; here they are brought into one form, "three
hours and 40 minutes" is made one, the words before a figure are read for whether it is exact, and shares in words
("sepertiga", "two thirds") are read as percentages. Nothing is compared here.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from warehouse.stories.comparing import Hedge, Quantity, identity, scale
from warehouse.stories.figures import Figure, figures
from warehouse.stories.model import Told
from warehouse.stories.passages import READ, TITLE, Passage, passages

MOST: Final = 300  # figures of a text that are compared
_ZONES = 200
# Where an outlet says of an article's matter what the telling does not; never lists of other articles.
_TOLD_IN = frozenset({"summary", "body", "caption", "quotes", "analysis", "qa", "prediction"})
_REACH = 24  # characters before a figure in which a word says how exact it is
_OVER = (
    "more than|over|above|at least|exceeding|upward of|upwards of|north of|lebih dari|di atas|melebihi|melampaui|"
    "sedikitnya|setidaknya|paling sedikit|minimal|melewati|menembus|tembus"
)
_UNDER = (
    "nearly|almost|less than|under|below|up to|as many as|just shy of|close to|hampir|nyaris|mendekati|kurang dari|"
    "di bawah|tak sampai|tidak sampai|hingga|sampai|maksimal"
)
_ABOUT = (
    "about|around|roughly|approximately|some|an estimated|or so|sekitar|kira-kira|kurang lebih|sekira|lebih kurang|"
    "kisaran|berkisar|setara"
)
_BEFORE = re.compile(rf"\b(?:(?P<over>{_OVER})|(?P<under>{_UNDER})|(?P<about>{_ABOUT}))[ ]?(?:an? )?\Z", re.IGNORECASE)
_BEHIND = re.compile(r" (?:lebih|or more|and counting)\b|-?an\b|\+", re.IGNORECASE)
_AND = re.compile(r",? (?:and |dan )?")
_NO_DIGIT = re.compile(r"[^\d]+")
_HAS_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SHARES: Final = {
    50: "half|one half|setengah|separuh|seperdua", 33.3333: "a third|one third|one-third|sepertiga",
    66.6667: "two thirds|two-thirds|dua pertiga", 25: "a quarter|one quarter|seperempat|one in four|satu dari empat",
    75: "three quarters|three-quarters|tiga perempat", 20: "a fifth|one fifth|seperlima|satu dari lima",
    60: "three fifths|three-fifths|tiga perlima", 40: "two fifths|two-fifths|dua perlima",
    10: "a tenth|one tenth|sepersepuluh|satu dari sepuluh", 80: "four out of five|empat dari lima",
    70: "seven out of ten|seven in ten|tujuh dari sepuluh", 90: "nine out of ten|nine in ten|sembilan dari sepuluh",
}  # fmt: skip
_SHARE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<s{n}>{words})' for n, words in enumerate(_SHARES.values()))})(?!\w)", re.IGNORECASE
)
_NO_SHARE = re.compile(r"[ -](?:jam|hour|hari|day|abad|century|tahun|year|juta|miliar|million|billion|kilo|final|mil)")


def of_original(told: Told) -> list[Quantity]:
    """The figures of title and telling by place, each value once, where it stands in the text if it stands there.

    Weekdays alone, which say when somebody spoke, are left out.
    """
    found = [one for one in _read(told, passages(told)) if one.kind != "date" or not _is_weekday(one)]
    return _once(found)


def of_retelling(told: Told) -> list[Quantity]:
    """The figures of everything that a retelling says of its matter, each value once, and shares in words."""
    parts = _parts(told)
    shares = [share for part in parts for share in _shares(part)]
    return _once([*_read(told, parts), *shares])


def _is_weekday(one: Quantity) -> bool:
    return len(one.key) == len("2025-08-29") and _NO_DIGIT.fullmatch(one.surface) is not None


def _parts(told: Told) -> list[Passage]:
    """Title and all zones that are about this article's matter, at most as much text as `passages` reads."""
    parts, left = [Passage("title", told.title[:TITLE], 0, of_title=True)], READ
    for zone in [z for z in told.zones if z.zone in _TOLD_IN][:_ZONES]:
        end = min(zone.char_end, zone.char_start + left)
        if end > zone.char_start:
            parts.append(Passage("body", told.text[zone.char_start : end], zone.char_start))
            left -= end - zone.char_start
    return parts


def _once(found: Sequence[Quantity]) -> list[Quantity]:
    """Each value once: where it stands first in the text, else in the title."""
    kept: dict[tuple[object, ...], Quantity] = {}
    for one in sorted(found, key=lambda q: (q.of_title, q.start)):
        kept.setdefault(identity(one), one)
    return list(islice(kept.values(), MOST))


def _read(told: Told, parts: Sequence[Passage]) -> list[Quantity]:
    found = [*_amounts(told, parts), *_merged(told, _figures(told, parts))]
    return sorted(found, key=lambda one: (one.of_title, one.start))


def _amounts(told: Told, parts: Sequence[Passage]) -> Iterator[Quantity]:
    ends = [(part.of_title, part.start, part.start + len(part.text)) for part in parts]
    for amount in told.amounts[: 2 * MOST]:
        in_title = amount.zone == "title"
        if any(of_title == in_title and start <= amount.char_start < end for of_title, start, end in ends):
            text = told.title if in_title else told.text
            yield Quantity(
                kind="amount", start=amount.char_start, end=amount.char_end, surface=amount.surface, of_title=in_title,
                value=amount.value, high=amount.value_to, unit=amount.currency or "",
                hedge=_hedge(text, amount.char_start, amount.char_end), origin=amount.converted_from_start,
            )  # fmt: skip


def _figures(told: Told, parts: Sequence[Passage]) -> Iterator[Quantity]:
    for figure in islice(figures(told, parts), 4 * MOST):
        text = told.title if figure.of_title else told.text
        if figure.kind == "date":
            yield _quantity(figure)._replace(key=figure.key, dated=_HAS_YEAR.search(figure.surface) is not None)
        elif figure.value is not None:
            hedge = _hedge(text, figure.char_start, figure.char_end)
            yield _quantity(figure)._replace(value=figure.value, unit=figure.unit, hedge=hedge)


def _quantity(figure: Figure) -> Quantity:
    return Quantity(
        kind=figure.kind, start=figure.char_start, end=figure.char_end, surface=figure.surface, of_title=figure.of_title
    )


def _merged(told: Told, found: Iterator[Quantity]) -> Iterator[Quantity]:
    """ "Three hours and 40 minutes" as one time, of the smaller unit."""
    last: Quantity | None = None
    for one in found:
        both = last and _both(told, last, one)
        if last is not None and both is None:
            yield last
        last = both or one
    if last is not None:
        yield last


def _both(told: Told, one: Quantity, other: Quantity) -> Quantity | None:
    (dimension, large), (same, small) = scale(one), scale(other)
    if dimension != "time" or dimension != same or large <= small or one.of_title != other.of_title:
        return None
    text = told.title if one.of_title else told.text
    if other.start < one.end or not _AND.fullmatch(text[one.end : min(other.start, one.end + 8)]):
        return None
    value = one.value * large / small + other.value
    return one._replace(end=other.end, surface=text[one.start : other.end], value=value, unit=other.unit)


def _hedge(text: str, start: int, end: int) -> Hedge:
    """Whether the words beside a figure say that it is more, less or about as much."""
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    if before is not None:
        return "over" if before["over"] else "under" if before["under"] else "about"
    return "over" if _BEHIND.match(text, end) else ""


def _shares(part: Passage) -> Iterator[Quantity]:
    values = tuple(_SHARES)
    for match in islice(_SHARE.finditer(part.text), MOST):
        if _NO_SHARE.match(part.text, match.end()) is None and match.lastgroup is not None:
            yield Quantity(
                kind="percent", start=part.start + match.start(), end=part.start + match.end(), surface=match[0],
                of_title=part.of_title, value=values[int(match.lastgroup[1:])], hedge="about",
            )  # fmt: skip
