"""Articles gathered into events, from their pairs and from what must be together. Pure, and the same in any order.

The articles, by the time of their publication, each join the story whose core they agree with best, or begin one; then
stories whose cores agree become one. A pair of articles alone brings nobody in: it only says which stories to look at.
"""

from collections.abc import Iterator, Sequence

from warehouse.stories.agreement import JOIN, agree
from warehouse.stories.core import Core, cores
from warehouse.stories.model import Agreement, Cluster, Edge, Fingerprint
from warehouse.stories.pairing import Profile

TIED = "one gives the address of the other, or both give the same"
REASONS = 4  # of an article, in words


def clusters(
    fingerprints: Sequence[Fingerprint], edges: Sequence[Edge], ties: Sequence[tuple[str, str]]
) -> tuple[Cluster, ...]:
    """Every article of kind news in one cluster, ordered by their first article's time and id.

    `edges` are between articles that may tell one event; `ties` between those that do, whatever they say. Those that
    name an article which is not among `fingerprints`, or is no news, say nothing.
    """
    news = sorted((f for f in fingerprints if f.kind == "news"), key=_when)
    by_id = {f.article_id: f for f in news}
    units = _tied(news, [tie for tie in ties if tie[0] in by_id and tie[1] in by_id])
    tied = {f.article_id for unit in units if len(unit) > 1 for f in unit}
    beside = _beside([edge for edge in edges if edge.one in by_id and edge.other in by_id])
    found = _joined(_gathered(units, beside), beside)
    return tuple(sorted((_cluster(core, tied) for core in found), key=lambda c: _when(by_id[c.articles[0]])))


def _when(article: Fingerprint) -> tuple[float, str]:
    return article.published_at.timestamp(), article.article_id


def _tied(news: Sequence[Fingerprint], ties: Sequence[tuple[str, str]]) -> list[list[Fingerprint]]:
    """Articles that come together, in the order of the first of each."""
    head = {f.article_id: f.article_id for f in news}

    def top(article: str) -> str:
        while head[article] != article:
            head[article] = article = head[head[article]]
        return article

    for one, other in ties:
        head[top(one)] = top(other)
    units: dict[str, list[Fingerprint]] = {}
    for f in news:
        units.setdefault(top(f.article_id), []).append(f)
    return list(units.values())


def _beside(edges: Sequence[Edge]) -> dict[str, list[str]]:
    beside: dict[str, list[str]] = {}
    for edge in edges:
        beside.setdefault(edge.one, []).append(edge.other)
        beside.setdefault(edge.other, []).append(edge.one)
    return beside


def _gathered(units: Sequence[Sequence[Fingerprint]], beside: dict[str, list[str]]) -> dict[int, Core]:
    """Stories by number, after each unit in its turn has joined the best or begun one."""
    found: dict[int, Core] = {}
    story_of: dict[str, int] = {}
    for unit, alone in zip(units, cores(units), strict=True):
        near = {story_of[other] for f in unit for other in beside.get(f.article_id, ()) if other in story_of}
        number = _best(alone.profile, found, near)
        if number is None:
            number = len(found)
            found[number] = alone
        else:
            for f in unit:
                found[number].add(f)
        story_of |= {f.article_id: number for f in unit}
    return found


def _best(profile: Profile, found: dict[int, Core], near: set[int]) -> int | None:
    """The story whose core agrees best, of equals the earlier; None where none does."""
    scores = [(-agree(profile, found[number].profile).score, number) for number in sorted(near)]
    score, number = min(scores, default=(0.0, -1))
    return number if -score >= JOIN else None


def _joined(stories: dict[int, Core], beside: dict[str, list[str]]) -> list[Core]:
    """Stories that turn out to be one, from the first on: a brief first report may have kept two apart."""
    story_of = {f.article_id: number for number, core in stories.items() for f in core.articles}
    for last in sorted(stories):
        number: int | None = last
        while number is not None:
            number = _join_earlier(number, stories, story_of, beside)
    return list(stories.values())


def _join_earlier(
    number: int, stories: dict[int, Core], story_of: dict[str, int], beside: dict[str, list[str]]
) -> int | None:
    """Make a story part of the best of those before it that its articles lead to; the number of that, if any."""
    near = {story_of[other] for f in stories[number].articles for other in beside.get(f.article_id, ())}
    into = _best(stories[number].profile, stories, {n for n in near if n < number})
    if into is not None:
        together = sorted((*stories[into].articles, *stories.pop(number).articles), key=_when)
        stories[into] = cores([together])[0]
        story_of |= {f.article_id: into for f in together}
    return into


def _cluster(core: Core, tied: set[str]) -> Cluster:
    """The story's articles, each with how well it agrees with the core as it came to be."""
    first, *others = sorted(core.articles, key=_when)
    found = [(f, agree(Profile(f), core.profile)) for f in others]
    return Cluster(
        articles=(first.article_id, *(f.article_id for f, _ in found)),
        scores=(1.0, *(agreement.score for _, agreement in found)),
        why=("", *("; ".join(_reasons(agreement, f.article_id in tied)) for f, agreement in found)),
    )


def _reasons(agreement: Agreement, is_tied: bool) -> Iterator[str]:
    if is_tied:
        yield TIED
    yield from agreement.shared[:REASONS]
