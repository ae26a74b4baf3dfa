"""Articles as they are compared while a portion is settled: each fingerprint read once, each pair compared once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from warehouse import fingerprints
from warehouse.connection import Connection
from warehouse.stories.model import Agreement, Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How articles are compared: what is made of each once, and how the first of two such agrees with the second."""

    profile: Callable[[Fingerprint], Any]
    agree: Callable[[Any, Any], Agreement]


class Compared:
    """Fingerprints by number, numbers by article, and how well pairs agree."""

    def __init__(self, db: Connection, comparison: Comparison) -> None:
        self._db, self._comparison = db, comparison
        self._prints: dict[int, Fingerprint] = {}
        self._profiles: dict[int, Any] = {}
        self._numbers: dict[str, int] = {}
        self._agreements: dict[tuple[int, int], Agreement] = {}

    def load(self, numbers: Iterable[int]) -> None:
        """Reads those of these fingerprints that were not read yet."""
        missing = sorted(set(numbers) - self._prints.keys())
        if missing:
            self._prints |= (found := fingerprints.read(self._db, missing))
            self._numbers |= {fingerprint.article_id: number for number, fingerprint in found.items()}

    def __getitem__(self, number: int) -> Fingerprint:
        """The fingerprint of an article that was loaded."""
        return self._prints[number]

    def __contains__(self, number: int) -> bool:
        """Whether it was loaded, and is there."""
        return number in self._prints

    def ids(self, numbers: Iterable[int]) -> list[str]:
        """The ids of articles that were loaded."""
        return [self._prints[number].article_id for number in numbers]

    def numbers(self, article_ids: Iterable[str]) -> set[int]:
        """The numbers of those of these articles that were loaded."""
        return {self._numbers[article_id] for article_id in article_ids if article_id in self._numbers}

    def agreement(self, one: int, other: int) -> Agreement:
        """How the first agrees with the second."""
        if (one, other) not in self._agreements:
            self._agreements[one, other] = self._comparison.agree(self._profile(one), self._profile(other))
        return self._agreements[one, other]

    def _profile(self, number: int) -> Any:
        if number not in self._profiles:
            self._profiles[number] = self._comparison.profile(self._prints[number])
        return self._profiles[number]

    def score(self, one: int, other: int) -> float:
        """How well two agree, whichever is given first."""
        first, second = sorted((one, other), key=lambda number: self._prints[number].article_id)
        return self.agreement(first, second).score
