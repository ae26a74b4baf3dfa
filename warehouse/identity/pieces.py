"""Two articles beside each other: everything about them that a decision on copies rests on.

Not here: the decision (`copies`), and what forbids it (`vetoes`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from warehouse.identity.agencies import credited
from warehouse.identity.furniture import prose
from warehouse.identity.normal import words
from warehouse.identity.overlap import Overlap, Side, likeness, overlap

ALIKE = 0.7  # the share of two titles' words that both have, of all, from which they are one title


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article as far as copies are concerned; `text` is all that was kept, `body` the article alone."""

    article_id: str
    outlet_id: str
    group_id: str
    url: str
    title: str
    body: str
    text: str
    lang: str
    access: str
    published_at: datetime | None
    first_seen_at: datetime
    authors: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles beside each other: `copy` the later, `of` the earlier."""

    copy: Piece
    of: Piece
    texts: tuple[tuple[str, ...], tuple[str, ...]]  # the words of their prose
    overlap: Overlap
    alike: float  # the titles' common words, of all
    related: float  # the same, of the shorter title's
    titles: tuple[frozenset[str], frozenset[str]]
    relation: str
    credits: tuple[str | None, str | None]

    @property
    def sides(self) -> tuple[Side, Side]:
        """The two texts, the later first."""
        return self.overlap.left, self.overlap.right

    @property
    def exact(self) -> bool:
        """Whether they say the same, word for word."""
        return self.texts[0] == self.texts[1]

    @property
    def one_title(self) -> bool:
        """Whether they have one title, give or take a word."""
        return self.alike >= ALIKE


def earlier(a: Piece, b: Piece) -> bool:
    """Whether `a` is known to be earlier: by publication, else by first sight; for no two articles both ways."""
    return _dated(a) < _dated(b)


def _dated(piece: Piece) -> tuple[datetime, datetime, str]:
    return piece.published_at or piece.first_seen_at, piece.first_seen_at, piece.article_id


def apart(copy: Piece, of: Piece) -> timedelta:
    """How long after one the other was published, or first seen where nothing is said of that."""
    return abs(_dated(copy)[0] - _dated(of)[0])


def compare(copy: Piece, of: Piece, least: float = 0.0) -> Pair | None:
    """The later and the earlier beside each other; `None` where their Jaccard index is below `least`."""
    texts = words(prose(copy.body)), words(prose(of.body))
    if likeness(*texts) < least:
        return None
    titles = _telling(copy.title), _telling(of.title)
    common = len(titles[0] & titles[1])
    return Pair(
        copy=copy,
        of=of,
        texts=texts,
        overlap=overlap(*texts),
        alike=common / max(len(titles[0] | titles[1]), 1),
        related=common / max(min(map(len, titles)), 1),
        titles=titles,
        relation=_relation(copy, of),
        credits=(credited(copy.text, copy.authors), credited(of.text, of.authors)),
    )


def _telling(title: str) -> frozenset[str]:
    """A title's words that tell it from others: those of four letters and more, and numbers."""
    return frozenset(word for word in words(title) if len(word) >= 4 or word.isdigit())


def _relation(copy: Piece, of: Piece) -> str:
    if copy.outlet_id == of.outlet_id:
        return "same outlet"
    return "same group" if copy.group_id == of.group_id else "independent"
