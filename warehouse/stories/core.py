"""What the articles of one story agree on, laid out as a fingerprint, so that others are compared with it. Pure.

A trait counts by how many of the articles have it, the first article twice: what one retelling adds weighs little, and
an article that is like that one alone is not like the story.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from warehouse.stories import likeness
from warehouse.stories.model import Fingerprint, Position, Trait
from warehouse.stories.pairing import Profile

FIRST = 2.0  # votes of the article that was published first; the others have one each
LEAST = 0.15  # of all votes: a trait that fewer have is left out of the core
MOST = 96  # traits of a core
_RANK: tuple[Position, ...] = ("title", "lead", "body")


class Core:
    """A story while articles are added to it, each in turn; the first to be added is the first that was published."""

    def __init__(self, first: Fingerprint) -> None:
        self.articles: list[Fingerprint] = []
        self._votes: dict[tuple[str, str], float] = {}
        self._traits: dict[tuple[str, str], Trait] = {}
        self._all = 0.0
        self._profile: Profile | None = None
        self.add(first)

    def add(self, article: Fingerprint) -> None:
        """Count an article's traits in."""
        votes = 1.0 if self.articles else FIRST
        self.articles.append(article)
        self._all += votes
        self._profile = None
        for trait in article.traits:
            key = self._key(trait)
            self._votes[key] = self._votes.get(key, 0.0) + votes
            self._traits[key] = _joined(self._traits.get(key), trait)

    @property
    def profile(self) -> Profile:
        """The core as of now, to compare with."""
        if self._profile is None:
            first = self.articles[0]
            self._profile = Profile(first if len(self.articles) == 1 else replace(first, traits=self._agreed()))
        return self._profile

    def _key(self, trait: Trait) -> tuple[str, str]:
        """Under which of the traits here this one counts: a name also under another spelling of it."""
        key = (trait.kind, trait.key)
        if key in self._traits or trait.kind != "name":
            return key
        like = ((likeness.names(*sorted((trait.key, known))), known) for kind, known in self._traits if kind == "name")
        likest = max(like, default=(0.0, ""), key=lambda found: (found[0], found[1]))
        return ("name", likest[1]) if likest[0] >= likeness.PART else key

    def _agreed(self) -> tuple[Trait, ...]:
        """The traits that enough have, weighted by how many do."""
        shares = {key: votes / self._all for key, votes in self._votes.items()}
        found = [
            self._traits[key]._replace(weight=self._traits[key].weight * share)
            for key, share in shares.items()
            if share >= LEAST
        ]
        return tuple(sorted(sorted(found, key=lambda t: (-t.weight, t.kind, t.key))[:MOST]))


def cores(stories: Iterable[Sequence[Fingerprint]]) -> list[Core]:
    """A core for each of these lists of articles, which are in order of publication."""
    made = []
    for first, *others in stories:
        made.append(core := Core(first))
        for article in others:
            core.add(article)
    return made


def _joined(known: Trait | None, trait: Trait) -> Trait:
    """A trait that several articles have: as the first has it, and as prominent as it is anywhere."""
    if known is None:
        return trait
    position = min(known.position, trait.position, key=_RANK.index)
    return known._replace(
        position=position, times=max(known.times, trait.times), weight=max(known.weight, trait.weight)
    )
