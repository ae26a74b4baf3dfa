"""Stories as timelines: their articles by time, what each has from whom, and what changed on the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from warehouse.connection import Connection
from warehouse.page.asking import Row, ask, lay
from warehouse.page.model import Drift, Piece, Retelling, Timeline
from warehouse.page.pieces import Pieces
from warehouse.sentence import LONGEST_SENTENCE, cut, headline, one_line

# A page that is read in a few minutes and opened on a phone: forty stories of a line to thirty each are some 400 KB.
MOST_TIMELINES, MOST_LINES = 40, 30
MOST_ENTITIES = 6  # of a story: a line of names
MOST_ABSENT = 5  # originals that nobody fetched
MOST_EVIDENCE = 12  # reasons of a line: the linker gives a handful, a long text may give it dozens
MOST_DRIFTS = 12  # figures of a line

_VALUES = {"most": MOST_TIMELINES, "lines": MOST_LINES, "entities": MOST_ENTITIES, "absent": MOST_ABSENT}
_Pair = tuple[str, str]  # the article that retells, its original


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it was asked for, before its article is known."""

    story_id: str
    article_id: str
    published_at: datetime
    how: str
    confidence: float | None
    of: str
    original_id: str | None
    of_outlet: str
    of_url: str
    lag: float | None
    evidence: str
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read of the stories of the page: their rows, their lines, and what became of figures."""

    stories: Sequence[Row]
    lines: Sequence[Line]
    drifts: Mapping[_Pair, Sequence[Drift]]

    @property
    def article_ids(self) -> Iterable[str]:
        """The articles that have a line."""
        return (line.article_id for line in self.lines)


def find(db: Connection, now: datetime) -> Found:
    """The stories that make a timeline at `now`. Needs the relations `recent` and `called`."""
    values: dict[str, object] = {"now": now, **_VALUES}
    lay(db, "telling", values)
    lay(db, "members", values)
    lines = [Line(**dict(zip(Line.__slots__, row, strict=True))) for row in ask(db, "lines", values)]
    return Found(stories=ask(db, "timelines", values), lines=lines, drifts=_drifts(ask(db, "drifts", values)))


def timelines(found: Found, pieces: Pieces) -> tuple[Timeline, ...]:
    """They with their articles."""
    lines: dict[str, list[Retelling]] = defaultdict(list)
    for line in found.lines:
        if piece := pieces.get(line.article_id):
            dated = replace(piece, dated_at=line.published_at)
            drifts = found.drifts.get((line.article_id, line.original_id or ""), ())
            lines[line.story_id].append(_retelling(line, drifts, dated))
    return tuple(_timeline(row, lines[row[0]]) for row in found.stories)


def _drifts(rows: Iterable[Row]) -> Mapping[_Pair, Sequence[Drift]]:
    """The figures that were compared, by pair; those that read the same among them."""
    found: dict[_Pair, list[Drift]] = defaultdict(list)
    for article_id, original_id, verdict, original, derived, rate in rows:
        here = Drift(verdict=verdict, original=_short(original), derived=_short(derived), rate=rate)
        found[article_id, original_id].append(here)
    return found


_WORST_FIRST = ("contradicted", "converted", "rounded", "missing")


def _retelling(line: Line, compared: Sequence[Drift], dated: Piece) -> Retelling:
    changed = sorted(
        (drift for drift in compared if drift.verdict in _WORST_FIRST),
        key=lambda drift: _WORST_FIRST.index(drift.verdict),
    )
    return Retelling(
        piece=dated, how=line.how, confidence=line.confidence, of=line.of, of_outlet=line.of_outlet,
        of_url=line.of_url, lag=line.lag, evidence=_reasons(line.evidence),
        drifts=tuple(changed[:MOST_DRIFTS]), figures=len(compared), is_copy=line.is_copy,
    )  # fmt: skip


def _timeline(row: Row, lines: Sequence[Retelling]) -> Timeline:
    story_id, title, first_at, last_at, groups, voices, languages, entities, articles, absent = row
    return Timeline(
        story_id=story_id, title=headline(title), first_at=first_at, last_at=last_at, groups=groups,
        independent_voices=voices, languages=tuple(languages), entities=tuple(entities), articles=articles,
        absent=tuple(absent), lines=tuple(lines),
    )  # fmt: skip


def _reasons(evidence: str) -> tuple[str, ...]:
    said = filter(None, map(_short, evidence.splitlines()))
    return tuple(islice(said, MOST_EVIDENCE))


def _short(text: str) -> str:
    return cut(one_line(text), LONGEST_SENTENCE)
