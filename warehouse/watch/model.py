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
    """An article, as much as may be shown of it. `sentence` may be empty."""

    article_id: str
    outlet_id: str
    outlet: str
    lang: str
    url: str
    title: str
    sentence: str
    dated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One piece of news about `about` (entity ids), in `piece`; of a story, in its first article.

    `news_id` names it for ever among its kind. `known_at`: when kabar first had it, which may be long after the
    article was published. `says`: what there is to say besides the headline, in one sentence; empty for an article.
    """

    kind: Kind
    news_id: str
    about: tuple[str, ...]
    known_at: datetime
    piece: Piece
    says: str
    story_id: str | None
    original_id: str | None
    original_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of news before anything is read of its articles: what it is known by, and when it was first known.

    `names` are all the ids that its article or story ever had, the one of today first.
    """

    kind: Kind
    names: tuple[str, ...]
    rest: str
    about: tuple[str, ...]
    known_at: datetime

    @property
    def news_id(self) -> str:
        """Names it among its kind."""
        return self.names[0] if not self.rest else f"{self.names[0]}-{_digest(self.rest).hex()}"

    @property
    def mark(self) -> Mark:
        """What is kept of it where it was told."""
        return self._mark(self.names[0])

    def is_among(self, told: frozenset[Mark]) -> bool:
        """Whether it was told, also under an id that its article or story had before."""
        return any(self._mark(name) in told for name in self.names)

    def _mark(self, name: str) -> Mark:
        # A copy is an article: that one is found to be a copy, or no copy, is not told again.
        kind = "article" if self.kind == "copy" else self.kind
        return _digest("\n".join((kind, name, self.rest)))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def marks(found: Iterable[Found]) -> frozenset[Mark]:
    """What is kept where all of these were told."""
    return frozenset(one.mark for one in found)
