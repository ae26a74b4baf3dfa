"""An article's traits while they are gathered: each key once, where it stands first, how often. No rule is here."""

from collections.abc import Iterable, Sequence

from warehouse.stories.model import Position, Trait, TraitKind

MOST_TIMES = 1_000  # that a trait is counted
SURFACE = 80  # characters of a surface that are kept
KEY = 120  # characters of a key, at most: what is longer is no trait
_RANK: dict[Position, int] = {"title": 0, "lead": 1, "body": 2}


class Gathered:
    """Traits by kind and key."""

    def __init__(self) -> None:
        self._traits: dict[tuple[TraitKind, str], Trait] = {}

    def add(self, kind: TraitKind, key: str, position: Position, weight: float, surface: str, times: int = 1) -> None:
        """Adds a trait, or counts it again: the most prominent position and the greatest weight stay."""
        if not key or len(key) > KEY:
            return
        found = self._traits.get((kind, key))
        if found is None:
            count = min(times, MOST_TIMES)
            self._traits[kind, key] = Trait(kind, key, position, count, round(weight, 2), surface[:SURFACE])
            return
        first = position if _RANK[position] < _RANK[found.position] else found.position
        count = min(found.times + times, MOST_TIMES)
        self._traits[kind, key] = found._replace(
            position=first, times=count, weight=max(found.weight, round(weight, 2))
        )

    def has(self, kind: TraitKind, key: str) -> bool:
        """Whether this trait was added."""
        return (kind, key) in self._traits

    def heaviest(self, most: int, of_kind: dict[TraitKind, int]) -> tuple[Trait, ...]:
        """The `most` heaviest traits, no more of a kind than `of_kind` allows, in the order kind, key."""
        left = dict(of_kind)
        kept: list[Trait] = []
        for trait in _ranked(self._traits.values()):
            if left.get(trait.kind, most) > 0 and len(kept) < most:
                left[trait.kind] = left.get(trait.kind, most) - 1
                kept.append(trait)
        return tuple(sorted(kept, key=lambda trait: (trait.kind, trait.key)))


def _ranked(traits: Iterable[Trait]) -> Sequence[Trait]:
    """Heaviest first; of equal weight the more prominent, then the more frequent, then by key."""
    return sorted(traits, key=lambda t: (-t.weight, _RANK[t.position], -t.times, t.kind, t.key))
