"""What is news about somebody, as values, and when two of them are the same news; pure.

An article is news once, a story when a second owner tells it, a retelling once for each outlet whose article it
retells, a contradiction once for each figure. What it is known by stays the same when everything is made again from
the archive, when evidence grows, and when articles or stories turn out to be one.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["article", "copy", "story", "retelling", "contradiction"]
Mark = bytes  # eight of a digest: among a million marks two are the same once in forty million times


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article, as much as may be shown of it. `sentence` is empty where it was not asked for."""

    article_id: str
    outlet_id: str
    outlet: str
    lang: str
    url: str
    title: str
    sentence: str
    dated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of news before anything is read of its articles: what it is known by, and when it was first known.

    `names` are all the ids that its article or story ever had, the one of today first. `rest` tells apart what happened
    to one article. `known_at`: when kabar first had it, which may be long after the article was published.
    """

    kind: Kind
    names: tuple[str, ...]
    rest: str
    about: tuple[str, ...]
    known_at: datetime

    @property
    def marks(self) -> tuple[Mark, ...]:
        """By what it is known where it was told, under each of its names; by the first one from now on."""
        # A copy is an article: that one is found to be a copy, or no copy, is not told again.
        kind = "article" if self.kind == "copy" else self.kind
        return tuple(_digest("\n".join((kind, name, self.rest))) for name in self.names)

    def is_among(self, told: frozenset[Mark]) -> bool:
        """Whether it was told, also under an id that its article or story had before."""
        return not told.isdisjoint(self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A piece of news as it is told: in `piece`; of a story, in its first article.

    `says`: what there is to say besides the headline, in a few words; empty for an article.
    """

    found: Found
    piece: Piece
    says: str
    story_id: str | None
    original_id: str | None
    original_url: str | None


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def marks(found: Iterable[Found]) -> frozenset[Mark]:
    """What is kept where all of these were told."""
    return frozenset(one.marks[0] for one in found)
