"""How far stories agree with the labelled weeks, in pairs of articles: `python -m tests.warehouse.stories.scoring`.

Every week is gathered by itself, and all weeks of a half at once. `--errors` lists the pairs of tune that are wrong; of
hold only counts are ever printed, for nobody may tune on it.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from tests.warehouse.stories.labelled import HALVES, Labelled, fingerprints, read
from warehouse.stories.agreement import EDGE, agreement
from warehouse.stories.clusters import clusters
from warehouse.stories.model import Cluster, Edge, Fingerprint

WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Pairs of articles by what they are and what was made of them."""

    right: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]  # in one story here, and not of one event
    missed: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        found = len(self.right) + len(self.wrong)
        return len(self.right) / found if found else 1.0

    @property
    def recall(self) -> float:
        true = len(self.right) + len(self.missed)
        return len(self.right) / true if true else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} recall {self.recall:.3f} "
            f"({len(self.right)} right, {len(self.wrong)} wrong, {len(self.missed)} missed)"
        )


def edges(told: Sequence[Fingerprint]) -> tuple[Edge, ...]:
    """All pairs that may be one event: what the warehouse finds by rare keys, without them."""
    return tuple(_edges([each for each in told if each.kind == "news"]))


def _edges(told: Sequence[Fingerprint]) -> Iterator[Edge]:
    for one, other in combinations(sorted(told, key=lambda each: each.article_id), 2):
        if abs(one.published_at - other.published_at) <= WINDOW:
            score = agreement(one, other).score
            if score >= EDGE:
                yield Edge(one.article_id, other.article_id, score)


def ties(articles: Sequence[Labelled]) -> tuple[tuple[str, str], ...]:
    """Pairs of which one gives the address of the other."""
    known = {article.told.article_id for article in articles}
    return tuple(
        (article.told.article_id, article.derived_from)
        for article in articles
        if article.given == "address" and article.derived_from in known
    )


def stories(half: str) -> tuple[Cluster, ...]:
    """What becomes of all weeks of a half at once."""
    told = fingerprints(half)
    return clusters(told, edges(told), ties(read(half)))


def score(articles: Sequence[Labelled], found: Sequence[Cluster]) -> Result:
    """Pairs of one story against pairs of one event; articles of no event are no part of any true pair."""
    true = _pairs({article.told.article_id: article.story for article in articles if article.story})
    got = _pairs({article: cluster.articles[0] for cluster in found for article in cluster.articles})
    return Result(
        right=tuple(sorted(true & got)), wrong=tuple(sorted(got - true)), missed=tuple(sorted(true - got))
    )  # fmt: skip


def _pairs(group_of: dict[str, str]) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for article, group in group_of.items():
        groups.setdefault(group, []).append(article)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def explained(half: str, pair: tuple[str, str]) -> str:
    """A pair with its agreement, for reading."""
    told = {each.article_id: each for each in fingerprints(half)}
    one, other = told[pair[0]], told[pair[1]]
    found = agreement(one, other)
    return (
        f"{found.score:.2f} {pair[0]} | {pair[1]}  [{one.kind}, {other.kind}]\n     {one.title}\n     {other.title}\n"
        f"     + {'; '.join(found.shared)}\n     - {'; '.join(found.against)}"
    )


def main() -> None:
    """Print the figures of both halves, and with --errors the wrong pairs of tune."""
    for half in HALVES:
        result = score(read(half), stories(half))
        print(f"{half:<6}{result}")
        if half == "tune" and "--errors" in sys.argv:
            for name, pairs in (("wrong", result.wrong), ("missed", result.missed)):
                for pair in pairs:
                    print(f"{name} {explained(half, pair)}")


if __name__ == "__main__":
    main()
