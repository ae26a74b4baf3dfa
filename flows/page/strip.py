"""A story at a glance: a line of time with a mark for each article, drawn as SVG by hand; pure.

Time is drawn to the square root, for half of what retells an original comes within its first hours. Whoever cannot see
it reads the list below, which says the same.
"""

from math import sqrt

from flows.page.markup import EMPTY, Html
from warehouse.page.model import Retelling, Timeline

_HEIGHT, _MIDDLE = 18, 9  # px; places along the line are parts of its width, which the page gives it
_LEFT, _RIGHT = 1.0, 99.0  # per cent of it
_LEAST = 3  # marks: two are told by their times
_HOUR = 3600
_TICKS = (1, 3, 6, 12, 24, 48, 72, 120, 168)  # hours


def strip(story: Timeline) -> Html:
    """The marks, an own report's a ring, an original's filled; nothing where there are few, or all came at one time."""
    span = (story.last_at - story.first_at).total_seconds()
    if span <= 0 or len(story.lines) < _LEAST:
        return EMPTY
    since = [(line, (line.piece.dated_at - story.first_at).total_seconds()) for line in story.lines]
    ticks = "".join(_tick(_place(hours * _HOUR, span)) for hours in _TICKS if hours * _HOUR < span)
    originals = {line.of for line in story.lines}
    marks = "".join(_mark(line, _place(seconds, span), originals) for line, seconds in reversed(since))
    return Html(
        f'<svg class="strip" height="{_HEIGHT}" aria-hidden="true">'
        f'<line class="rail" x1="{_LEFT}%" x2="{_RIGHT}%" y1="{_MIDDLE}" y2="{_MIDDLE}"/>{ticks}{marks}</svg>'
    )


def _place(seconds: float, span: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * sqrt(min(max(seconds / span, 0), 1))


def _tick(x: float) -> str:
    return f'<line class="tick" x1="{x:.1f}%" x2="{x:.1f}%" y1="{_MIDDLE - 4}" y2="{_MIDDLE + 4}"/>'


def _mark(line: Retelling, x: float, originals: set[str]) -> str:
    lang = line.piece.lang if line.piece.lang in ("en", "id") else "xx"
    ring = f'<circle class="{lang} own" cx="{x:.1f}%" cy="{_MIDDLE}" r="5.5"/>'
    dot = f'<circle class="{lang}" cx="{x:.1f}%" cy="{_MIDDLE}" r="{{}}"/>'
    if line.piece.article_id in originals:
        return ring + dot.format(3)
    return dot.format(4) if line.how else ring
