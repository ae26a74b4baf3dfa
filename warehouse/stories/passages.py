"""What of an article is its telling, and how prominent each part of that is.

Title, summary and body tell the event; related items, boxes of quotes, questions and answers, analyses and furniture
are about others or by others. The lead is the summary and the first lines of the body. Bounded: the body's first 30,000
characters, which the longest of articles have.
"""

from collections.abc import Sequence
from typing import NamedTuple

from warehouse.stories.model import Position, Told

READ = 30_000  # characters of the text, at most
TITLE = 1_000  # characters of a title, at most
_ZONES = 200  # stretches of body or summary that are looked at
_LEAD = 120  # characters that a lead has at least: a dateline on a line of its own is none
_LEAD_END = 600  # and at most


class Passage(NamedTuple):
    """A stretch of the title (`of_title`) or the text that tells the event, `start` its offset there."""

    position: Position
    text: str
    start: int
    of_title: bool = False


def passages(told: Told) -> tuple[Passage, ...]:
    """The title, then what stands in summary and body in order, the lead apart."""
    found = [Passage("title", told.title[:TITLE], 0, of_title=True)]
    left, lead_end = READ, _lead_end(told)
    for zone in [z for z in told.zones if z.zone in {"summary", "body"}][:_ZONES]:
        start, end = zone.char_start, min(zone.char_end, zone.char_start + left)
        left -= max(0, end - start)
        cut = end if zone.zone == "summary" else min(max(start, lead_end), end)
        found += [Passage("lead", told.text[start:cut], start)] if cut > start else []
        found += [Passage("body", told.text[cut:end], cut)] if end > cut else []
    return tuple(found)


def place(parts: Sequence[Passage], at: int, *, of_title: bool) -> Position | None:
    """How prominent what begins at an offset is; None where it is not of the telling."""
    for part in parts:
        if part.of_title == of_title and part.start <= at < part.start + len(part.text):
            return part.position
    return None


def _lead_end(told: Told) -> int:
    """Where the body's first lines end: with the line in which the lead has its least length."""
    body = next((zone for zone in told.zones if zone.zone == "body"), None)
    if body is None:
        return 0
    start, last = body.char_start, min(body.char_end, body.char_start + _LEAD_END)
    line = told.text.find("\n", start + _LEAD, last)
    return line if line >= 0 else last
