"""Articles gathered into events, from their pairs and from what must be together. Pure, and the same in any order.

The articles, by the time of their publication, each join the story whose core they agree with best, or begin one; then
stories whose cores agree become one. A pair of articles alone brings nobody in: it only says which stories to look at.
"""

from collections.abc import Iterator, Sequence

from warehouse.stories.agreement import JOIN
from warehouse.stories.core import Agreements
from warehouse.stories.model import Agreement, Cluster, Edge, Fingerprint

TIED = "one gives the address of the other, or both give the same"
REASONS = 4  # of an article, in words

_Stories = dict[int, list[str]]  # by number, the articles of each in order of publication


def clusters(
    fingerprints: Sequence[Fingerprint], edges: Sequence[Edge], ties: Sequence[tuple[str, str]]
) -> tuple[Cluster, ...]:
    """Every article of kind news in one cluster, ordered by their first article's time and id.

    `edges` are between articles that may tell one event; `ties` between those that do, whatever they say. Those that
    name an article which is not among `fingerprints`, or is no news, say nothing.
    """
    news = sorted((f for f in fingerprints if f.kind == "news"), key=lambda f: (f.published_at, f.article_id))
    place = {f.article_id: n for n, f in enumerate(news)}
    units = _tied(list(place), [tie for tie in ties if tie[0] in place and tie[1] in place])
    gathering = _Gathering(Agreements(news, units), place, edges)
    for unit in units:
        gathering.take(unit)
    gathering.join()
    tied = {article for unit in units if len(unit) > 1 for article in unit}
    found = sorted(gathering.stories.values(), key=lambda story: place[story[0]])
    return tuple(_cluster(story, gathering.agreements, tied) for story in found)


def _tied(articles: Sequence[str], ties: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Articles that come together, in the order of the first of each."""
    head = {article: article for article in articles}

    def top(article: str) -> str:
        while head[article] != article:
            head[article] = article = head[head[article]]
        return article

    for one, other in ties:
        head[top(one)] = top(other)
    units: dict[str, list[str]] = {}
    for article in articles:
        units.setdefault(top(article), []).append(article)
    return list(units.values())


class _Gathering:
    """Stories while articles are put into them."""

    def __init__(self, agreements: Agreements, place: dict[str, int], edges: Sequence[Edge]) -> None:
        self.agreements = agreements
        self.stories: _Stories = {}
        self._place = place
        self._story_of: dict[str, int] = {}
        self._beside: dict[str, list[str]] = {article: [] for article in place}
        for one, other, _ in edges:
            if one in place and other in place:
                self._beside[one].append(other)
                self._beside[other].append(one)

    def take(self, unit: Sequence[str]) -> None:
        """Put articles that come together into the best story, or let them begin one."""
        number = self._best(unit, self._near(unit))
        if number is None:
            number = len(self._story_of)
            self.stories[number] = []
        self._put(unit, number)

    def join(self) -> None:
        """Make one of stories that turn out to be one: a brief first report may have kept two apart."""
        for last in sorted(self.stories):
            number: int | None = last
            while number is not None:
                number = self._join_earlier(number)

    def _join_earlier(self, number: int) -> int | None:
        """Make a story part of the best of those before it that its articles lead to; the number of that, if any."""
        story = self.stories[number]
        into = self._best(story, {near for near in self._near(story) if near < number})
        if into is not None:
            self._put(self.stories.pop(number), into)
        return into

    def _near(self, articles: Sequence[str]) -> set[int]:
        others = (other for article in articles for other in self._beside[article])
        return {self._story_of[other] for other in others if other in self._story_of}

    def _best(self, articles: Sequence[str], near: set[int]) -> int | None:
        """The story that agrees best, of equals the earlier; None where none does."""
        scores = [(-self.agreements.with_core(articles, self.stories[number]), number) for number in near]
        score, number = min(scores, default=(0.0, -1))
        return number if -score >= JOIN else None

    def _put(self, articles: Sequence[str], number: int) -> None:
        story = self.stories[number]
        story += articles
        story.sort(key=lambda article: self._place[article])
        self._story_of |= dict.fromkeys(articles, number)


def _cluster(story: Sequence[str], agreements: Agreements, tied: set[str]) -> Cluster:
    """The story's articles, each with how well it agrees with the core, and why."""
    found = [(article, *agreements.explained(article, story)) for article in story[1:]]
    return Cluster(
        articles=tuple(story),
        scores=(1.0, *(score for _, score, _ in found)),
        why=("", *("; ".join(_reasons(agreement, article in tied)) for article, _, agreement in found)),
    )


def _reasons(agreement: Agreement, is_tied: bool) -> Iterator[str]:
    if is_tied:
        yield TIED
    yield from agreement.shared[:REASONS]
