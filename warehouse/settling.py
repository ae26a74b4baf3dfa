"""Settling: a portion of articles gets its edges, its stories and its originals, as of all that is there by now.

    rare keys -> pairs -> edges -> components -> stories -> derivations -> drift

What decides is in `warehouse.stories` and handed in as `Rules`. One transaction a portion, the caller's: whatever
moment a run is cut down at, what is not settled waits.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from warehouse import candidates, derived, linked, stories_kept
from warehouse.candidates import Pair
from warehouse.compared import Compared, Comparison
from warehouse.connection import Connection
from warehouse.derived import Derive, Drifts
from warehouse.originals import Readable
from warehouse.stories.model import Cluster, Edge, Fingerprint, Standing, StoryChange
from warehouse.stories_kept import Moment

PORTION = 1_000
_WINDOW = timedelta(hours=candidates.WINDOW)
_TIED = timedelta(hours=candidates.TIED)

Gather = Callable[[Sequence[Fingerprint], Sequence[Edge], Sequence[tuple[str, str]]], tuple[Cluster, ...]]
Rename = Callable[
    [Sequence[Cluster], Sequence[Standing], Callable[[Cluster], str]],
    tuple[tuple[tuple[str, Cluster], ...], tuple[StoryChange, ...]],
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What decides: the functions of `warehouse.stories`, the least score of an edge, and how a story is named."""

    comparison: Comparison
    edge: float
    clusters: Gather
    renamed: Rename
    new_id: Callable[[Cluster], str]
    derive: Derive
    drifts: Drifts
    readable: Readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How many articles a portion settled, and how many stories and derivations are new."""

    articles: int = 0
    stories: int = 0
    derivations: int = 0


def settle(db: Connection, rules: Rules, moment: Moment, limit: int = PORTION) -> Settled:
    """Settles the oldest of the articles that wait for it, at most `limit`; `articles` is 0 where none waits."""
    fresh = linked.unsettled(db, limit)
    if not fresh:
        return Settled()
    compared = Compared(db, rules.comparison)
    before = candidates.mates(db, {*fresh, *_ends(candidates.edges(db, fresh))})
    tied = candidates.by_addresses(db, fresh)
    edges = _edges(db, rules, compared, fresh, tied.near)
    candidates.lay(db, fresh, edges)
    touched = {*fresh, *before, *_ends(edges)}
    changes, moved = _gather(db, rules, compared, touched, moment)
    given = _ends(tied.all)
    touched |= given | _ends(candidates.edges(db, given)) | compared.numbers(moved)
    new = derived.settle(
        db, derived.Rules(derive=rules.derive, drifts=rules.drifts, readable=rules.readable), compared,
        derived.Portion(fresh=frozenset(fresh), touched=candidates.mates(db, touched)), moment.now,
    )  # fmt: skip
    linked.settle(db, fresh)
    born = sum(change.change in ("born", "split") for change in changes)
    return Settled(articles=len(fresh), stories=born, derivations=new)


def _ends(pairs: Iterable[Pair]) -> set[int]:
    return {number for pair in pairs for number in pair}


def _edges(
    db: Connection, rules: Rules, compared: Compared, fresh: Sequence[int], tied: Collection[Pair]
) -> dict[Pair, float]:
    """The pairs with one of the fresh articles that agree well enough, or are tied whatever they say."""
    alike = candidates.by_traits(db, fresh)
    compared.load({*fresh, *_ends(alike), *_ends(tied)})
    scored = {pair: compared.score(*pair) for pair in alike if _near(compared, pair, _WINDOW)}
    found = {pair: score for pair, score in scored.items() if score >= rules.edge}
    return found | {pair: compared.score(*pair) for pair in tied if _near(compared, pair, _TIED)}


def _near(compared: Compared, pair: Pair, window: timedelta) -> bool:
    """Whether two articles of kind news were published within the window."""
    if pair.one not in compared or pair.other not in compared:
        return False
    one, other = compared[pair.one], compared[pair.other]
    is_news = one.kind == "news" and other.kind == "news"
    return is_news and abs(one.published_at - other.published_at) <= window


def _gather(
    db: Connection, rules: Rules, compared: Compared, touched: Collection[int], moment: Moment
) -> tuple[tuple[StoryChange, ...], frozenset[str]]:
    """Gathers anew all that hangs together with these articles; what changed, and whose story has others in it."""
    everyone, edges = candidates.reached(db, touched)
    compared.load(everyone)
    news = [number for number in everyone if number in compared and compared[number].kind == "news"]
    tied = [pair for pair in candidates.by_addresses(db, news).near if _near(compared, pair, _TIED)]
    found: list[Cluster] = []
    for group in candidates.components(news, [*edges, *tied]):
        found += _clusters(rules, compared, group, edges, tied)
    standing = stories_kept.standing(db, compared.ids(number for number in everyone if number in compared))
    named, changes = rules.renamed(found, standing, rules.new_id)
    prints = {compared[number].article_id: compared[number] for number in news}
    return changes, stories_kept.write(db, named, changes, standing, prints, moment)


def _clusters(
    rules: Rules, compared: Compared, group: Sequence[int], edges: dict[Pair, float], tied: Sequence[Pair]
) -> tuple[Cluster, ...]:
    inside = frozenset(group)
    return rules.clusters(
        [compared[number] for number in group],
        [_edge(compared, p, score) for p, score in edges.items() if p.one in inside and score >= rules.edge],
        [(compared[p.one].article_id, compared[p.other].article_id) for p in tied if p.one in inside],
    )


def _edge(compared: Compared, pair: Pair, score: float) -> Edge:
    one, other = sorted(compared.ids(pair))
    return Edge(one, other, score)
