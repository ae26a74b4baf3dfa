"""The figures of an article as they are compared along a derivation: amounts, counts, percentages, dates.

Where they stand is found by `warehouse.entities.amounts` and `figures`; here they are brought into one form, "three
hours and 40 minutes" is made one, and the words before a figure are read for whether it is exact. What is read in a
retelling alone is in `loose`. Nothing is compared here.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from warehouse.stories.comparing import Hedge, Quantity, identity, scale
from warehouse.stories.figures import Figure, figures
from warehouse.stories.loose import loose
from warehouse.stories.model import Told
from warehouse.stories.passages import READ, TITLE, Passage, passages

MOST: Final = 150  # figures of a text that are compared
_ZONES = 200
# Where an outlet says of an article's matter what the telling does not; never lists of other articles.
_TOLD_IN = frozenset({"summary", "body", "caption", "quotes", "analysis", "qa", "prediction"})
_REACH = 24  # characters before a figure in which a word says how exact it is
_OVER = (
    "more than|over|above|at least|exceeding|upward of|upwards of|north of|lebih dari|di atas|melebihi|melampaui|"
    "sedikitnya|setidaknya|paling sedikit|minimal|melewati|menembus|tembus"
)
_UNDER = (
    "nearly|almost|less than|under|below|just shy of|close to|hampir|nyaris|mendekati|kurang dari|"
    "di bawah|tak sampai|tidak sampai"
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
_CLOCK_BEFORE = re.compile(r"[0-9]:\Z|\b(?:pukul|jam|pkl\.?) ?\Z", re.IGNORECASE)
_CLOCK_BEHIND = re.compile(r":[0-9]| ?[ap]\.?m\b| (?:WIB|WITA|WIT|GMT|UTC)\b|[.:][0-9]{2} (?:WIB|WITA)", re.IGNORECASE)
_PARTED = re.compile(
    r"[ -](?:an?|the|are|is|was|were|has|have|told|said|of|on|in|at|to|that|who|per|yang|di|dari|ke|pada) "
)
_YEAR_BEHIND = re.compile(r",? ((?:19|20)[0-9]{2})(?![\w-])")


def of_original(told: Told) -> list[Quantity]:
    """The figures of title and telling by place, each value once, where it stands in the text if it stands there.

    Weekdays alone, which say when somebody spoke, are left out.
    """
    found = [one for one in _read(told, passages(told)) if one.kind != "date" or not _is_weekday(one)]
    return _once(found)


def of_retelling(told: Told) -> list[Quantity]:
    """The figures of everything that a retelling says of its matter, each value once; those read loosely not `sure`."""
    parts = _parts(told)
    found = _read(told, parts)
    return _once([*found, *_beside(found, told, parts)])


def _beside(found: Sequence[Quantity], told: Told, parts: Sequence[Passage]) -> Iterator[Quantity]:
    """What is read loosely where no figure was read."""
    taken = {(one.of_title, at) for one in found for at in range(one.start, min(one.end, one.start + 80))}
    for part in parts:
        for one in loose(part, told.lang, told.published_at):
            if one.kind == "percent" or (
                (one.of_title, one.start) not in taken and (one.of_title, one.end - 1) not in taken
            ):
                text = told.title if one.of_title else told.text
                yield one._replace(hedge=one.hedge or _hedge(text, one.start, one.end))


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
    for one in sorted(found, key=lambda q: (q.of_title, not q.sure, q.start)):
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
            yield _date(figure, text)
        elif figure.value is not None and not _is_clock(text, figure):
            yield _number(figure, figure.value, text)


def _date(figure: Figure, text: str) -> Quantity:
    """A month with the year that stands behind it, should that not be read yet."""
    surface = figure.surface.rstrip(".")
    one = _quantity(figure)._replace(key=figure.key, dated=_HAS_YEAR.search(surface) is not None, surface=surface)
    one = one._replace(end=one.start + len(surface))
    behind = None if one.dated or len(one.key) != len("2025-08") else _YEAR_BEHIND.match(text, one.end)
    if behind is None:
        return one
    return one._replace(
        end=behind.end(), surface=text[one.start : behind.end()], key=f"{behind[1]}-{one.key[-2:]}", dated=True
    )


def _number(figure: Figure, value: float, text: str) -> Quantity:
    """A count or percentage; what stands too far behind it is not what is counted ("700 a year ago")."""
    one = _quantity(figure)._replace(value=value, unit=figure.unit)
    parted = _PARTED.search(one.surface) if one.kind == "count" else None
    if parted is not None:
        end = one.start + parted.start()
        one = one._replace(end=end, surface=text[one.start : end], unit="")
    return one._replace(hedge=_hedge(text, one.start, one.end))


def _is_clock(text: str, figure: Figure) -> bool:
    """Whether a number is of a time of day, which is no count."""
    if figure.unit:
        return False
    before = text[max(0, figure.char_start - 8) : figure.char_start]
    return _CLOCK_BEFORE.search(before) is not None or _CLOCK_BEHIND.match(text, figure.char_end) is not None


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
