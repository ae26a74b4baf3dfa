"""Figures of a retelling that are read loosely: only to see whether a figure of the original is there in any form.

Numbers whatever stands beside them ("Sebanyak 410 dari"), months and years alone, times in words ("setahun", "half an
hour"), shares in words ("sepertiga"). None of these contradicts anything: none is `sure`. Every pattern is anchored at
a word or digit and bounded.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from warehouse.entities.numbers import SCALES, Writing, read_figure
from warehouse.stories.comparing import Hedge, Quantity
from warehouse.stories.passages import Passage

MOST: Final = 600  # of each form in a text
_SHARES: Final = {
    50: "half|setengah|separuh|seperdua", 33.3333: "a third|one[ -]third|sepertiga",
    66.6667: "two[ -]thirds|dua pertiga",
    25: "a quarter|one quarter|seperempat|one in four|satu dari empat", 75: "three[ -]quarters|tiga perempat",
    20: "a fifth|one[ -]fifth|seperlima|satu dari lima|one in five", 40: "two[ -]fifths|dua perlima",
    60: "three[ -]fifths|tiga perlima", 10: "a tenth|one[ -]tenth|sepersepuluh|satu dari sepuluh|one in ten",
    80: "four out of five|four in five|empat dari lima", 70: "seven out of ten|seven in ten|tujuh dari sepuluh",
    90: "nine out of ten|nine in ten|sembilan dari sepuluh",
}  # fmt: skip
_SHARE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<s{n}>{words})' for n, words in enumerate(_SHARES.values()))})(?!\w)", re.IGNORECASE
)
_SHARE_OF_TIME = re.compile(
    r"(?: an?)?[ -](?:jam|hour|hari|day|abad|century|tahun|year|juta|miliar|million|billion|kilo|final|mil)"
)
_UNITS: Final = {
    "minute": "menit|minutes?", "hour": "jam|hours?", "day": "hari|days?", "week": "pekan|minggu|weeks?",
    "month": "bulan|months?", "year": "tahun|years?",
}  # fmt: skip
_UNIT = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
_TIME = re.compile(
    rf"\b(?:(?P<half>(?:setengah|half an?) )|(?P<and_half>1[.,]5 )|(?:se|(?:satu|one|1) ))(?:{_UNIT})(?!\w)",
    re.IGNORECASE,
)
_MONTHS = (
    "January|Januari", "February|Februari", "Maret", "April", "Mei", "June|Juni", "July|Juli", "August|Agustus",
    "September", "October|Oktober", "November", "December|Desember",
)  # fmt: skip
_MONTH = re.compile(
    rf"\b(?:{'|'.join(f'(?P<m{n}>{words})' for n, words in enumerate(_MONTHS, 1))})(?: (?P<y>20[0-9]{{2}}))?\b"
)
_YEAR = re.compile(r"(?<![\w.,/:$€£-])(?:19|20)[0-9]{2}(?![\w:/]|[.,][0-9]|-[0-9])")
_NUMBER = re.compile(r"(?<![\w.,$€£¥#@/:])(?:[Kk]e-)?([0-9]{1,12}(?:[.,][0-9]{1,6}){0,4})(?: ([a-z]{2,10}))?(?![\w/:])")


def loose(part: Passage, lang: str, at: datetime) -> Iterator[Quantity]:
    """What a stretch of a retelling has that may be a figure, in no order; a month alone is the nearest to `at`."""
    yield from _shares(part)
    yield from _times(part)
    yield from _months(part, at)
    for match in islice(_YEAR.finditer(part.text), MOST):
        yield _at(part, match, "date")._replace(key=match[0])
    yield from _numbers(part, lang)


def _at(part: Passage, match: re.Match[str], kind: str) -> Quantity:
    start, end = part.start + match.start(), part.start + match.end()
    return Quantity(
        "date" if kind == "date" else "percent" if kind == "percent" else "count",
        start, end, match[0], part.of_title, sure=False,
    )  # fmt: skip


def _shares(part: Passage) -> Iterator[Quantity]:
    values = tuple(_SHARES)
    for match in islice(_SHARE.finditer(part.text), MOST):
        if match.lastgroup is not None and _SHARE_OF_TIME.match(part.text, match.end()) is None:
            yield _at(part, match, "percent")._replace(value=values[int(match.lastgroup[1:])], hedge="about")


def _times(part: Passage) -> Iterator[Quantity]:
    for match in islice(_TIME.finditer(part.text), MOST):
        unit = next(unit for unit in _UNITS if match[unit])
        value = 0.5 if match["half"] else 1.5 if match["and_half"] else 1.0
        more: Hedge = "over" if part.text.startswith(" lebih", match.end()) else "about"
        yield _at(part, match, "count")._replace(value=value, unit=unit, hedge=more)


def _months(part: Passage, at: datetime) -> Iterator[Quantity]:
    for match in islice(_MONTH.finditer(part.text), MOST):
        number = next(n for n in range(1, 13) if match[f"m{n}"])
        year = match["y"] or f"{at.year:04}"
        yield _at(part, match, "date")._replace(key=f"{year}-{number:02}", dated=match["y"] is not None)


def _numbers(part: Passage, lang: str) -> Iterator[Quantity]:
    writing = Writing(lang=lang if lang in {"id", "en"} else "en", mixed=False, whole=True, cents=False, indian=False)
    for match in islice(_NUMBER.finditer(part.text), MOST):
        scale = SCALES.get(match[2] or "")
        value = read_figure(match[1], (scale,) if scale else (), writing)
        if value is not None and value > 1 and (scale or not _YEAR.fullmatch(match[1])):
            end = match.end() if scale else match.end(1)
            one = _at(part, match, "count")
            yield one._replace(
                end=part.start + end, surface=part.text[match.start() : end],
                value=float(value * scale.factor if scale else value),
            )  # fmt: skip
