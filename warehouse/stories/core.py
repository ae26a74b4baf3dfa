"""How well articles agree with a story: with its core, on the average, and never with one of its articles alone. Pure.

The core are the articles that were published first: what they have in common is the event, and what one of them adds
brings nobody in, for the others do not have it. Each pair is compared once.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from statistics import fmean
from typing import Final

from warehouse.stories.agreement import agree
from warehouse.stories.model import Agreement, Fingerprint
from warehouse.stories.pairing import Profile

NOTHING: Final = 0.1  # below this score two articles have nothing to do with each other
MOST: Final = 12  # articles of a core: a story of hundreds costs each newcomer no more than one of a dozen


class Agreements:
    """The agreement of articles with each other, as far as anybody asked for it.

    `units` are the articles that are together whatever they say: who has to do with one of them has with all.
    """

    def __init__(self, articles: Iterable[Fingerprint], units: Iterable[Sequence[str]] = ()) -> None:
        self._articles = {f.article_id: f for f in articles}
        self._unit_of = {article: unit[0] for unit in units for article in unit}
        self._profiles: dict[str, Profile] = {}
        self._scores: dict[tuple[str, str], float] = {}

    def score(self, one: str, other: str) -> float:
        """How well two articles agree, by their ids."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._scores:
            self._scores[pair] = agree(self._profile(pair[0]), self._profile(pair[1])).score
        return self._scores[pair]

    def with_core(self, articles: Sequence[str], story: Sequence[str]) -> float:
        """How well articles agree with a story on the average, both in order of publication.

        0 where half of the core or more has nothing to do with them: then one of it speaks for them alone.
        """
        scores, voices = [], dict[tuple[str, str], float]()
        for one, other in product(articles[:MOST], story[:MOST]):
            scores.append(self.score(one, other))
            voice = self._unit_of.get(one, one), self._unit_of.get(other, other)
            voices[voice] = max(voices.get(voice, 0.0), scores[-1])
        least = sorted(voices.values())[(len(voices) - 1) // 2]
        return fmean(scores) if least >= NOTHING else 0.0

    def explained(self, article: str, story: Sequence[str]) -> tuple[float, Agreement]:
        """How well an article of a story agrees with the others of its core, and the agreement with the likest."""
        others = [other for other in story[: MOST + 1] if other != article][:MOST]
        likest = max(others, key=lambda other: self.score(article, other))
        return fmean(self.score(article, other) for other in others), agree(
            self._profile(article), self._profile(likest)
        )

    def _profile(self, article: str) -> Profile:
        if article not in self._profiles:
            self._profiles[article] = Profile(self._articles[article])
        return self._profiles[article]
