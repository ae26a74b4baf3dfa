"""Articles as they are compared while a portion is settled: each fingerprint read once, each pair compared once."""

from collections.abc import Callable, Iterable

from warehouse import fingerprints
from warehouse.connection import Connection
from warehouse.stories.model import Agreement, Fingerprint

Agree = Callable[[Fingerprint, Fingerprint], Agreement]


class Compared:
    """Fingerprints by number, numbers by article, and how well pairs agree."""

    def __init__(self, db: Connection, agree: Agree) -> None:
        self._db, self._agree = db, agree
        self._prints: dict[int, Fingerprint] = {}
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
            self._agreements[one, other] = self._agree(self._prints[one], self._prints[other])
        return self._agreements[one, other]

    def score(self, one: int, other: int) -> float:
        """How well two agree, whichever is given first."""
        first, second = sorted((one, other), key=lambda number: self._prints[number].article_id)
        return self.agreement(first, second).score
