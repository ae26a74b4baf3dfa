"""Which id a story keeps when its articles are gathered anew, and what becomes of the ids that nobody keeps. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from warehouse.stories.model import Cluster, Standing, StoryChange

_Overlap = tuple[int, str, int]  # how many articles are shared, below zero; the standing id; the cluster's place


def renamed(
    clusters: Sequence[Cluster], standing: Sequence[Standing], new_id: Callable[[Cluster], str]
) -> tuple[tuple[tuple[str, Cluster], ...], tuple[StoryChange, ...]]:
    """Every cluster with its story's id, and what changed; both in an order of their own, whatever that of the input.

    A cluster keeps the id of the standing story that it shares most articles with, each id once; of equals the smaller
    id. `new_id` names the others; `ValueError` where it gives an id that is another's.
    """
    clusters = sorted(clusters, key=lambda cluster: cluster.articles)
    overlaps = _overlaps(clusters, standing)
    ids = _kept(overlaps)
    taken = {story.story_id for story in standing}
    for place, cluster in enumerate(clusters):
        if place not in ids:
            ids[place] = new_id(cluster)
            if ids[place] in taken:
                raise ValueError(f"{ids[place]} is another story's id")
            taken.add(ids[place])
    changes = (*_beginnings(clusters, ids, overlaps, standing), *_endings(ids, overlaps, standing))
    return tuple((ids[place], cluster) for place, cluster in enumerate(clusters)), changes


def _overlaps(clusters: Sequence[Cluster], standing: Sequence[Standing]) -> list[_Overlap]:
    """Every pair that shares an article, those that share most first, of equals the smaller id."""
    where = {article: place for place, cluster in enumerate(clusters) for article in cluster.articles}
    counted = (
        (story.story_id, Counter(where[article] for article in story.articles if article in where))
        for story in standing
    )
    return sorted((-shared, story_id, place) for story_id, places in counted for place, shared in places.items())


def _kept(overlaps: Sequence[_Overlap]) -> dict[int, str]:
    """The ids that clusters keep, by the cluster's place."""
    kept: dict[int, str] = {}
    used = set[str]()
    for _, story_id, place in overlaps:
        if place not in kept and story_id not in used:
            kept[place] = story_id
            used.add(story_id)
    return kept


def _beginnings(
    clusters: Sequence[Cluster], ids: dict[int, str], overlaps: Sequence[_Overlap], standing: Sequence[Standing]
) -> Iterator[StoryChange]:
    """The ids that are new: born, or split off the story that most of their articles were in."""
    known = {story.story_id for story in standing}
    off: dict[int, str] = {}
    for _, story_id, place in overlaps:
        off.setdefault(place, story_id)
    for place, cluster in enumerate(clusters):
        if ids[place] not in known:
            yield StoryChange(
                story_id=ids[place], change="split" if place in off else "born", other_id=off.get(place),
                articles=tuple(cluster.articles),
            )  # fmt: skip


def _endings(ids: dict[int, str], overlaps: Sequence[_Overlap], standing: Sequence[Standing]) -> Iterator[StoryChange]:
    """The ids that are no more: merged into the story that most of their articles are in now, or ended."""
    alive, into = set(ids.values()), dict[str, str]()
    for _, story_id, place in overlaps:
        into.setdefault(story_id, ids[place])
    for story in sorted(standing, key=lambda story: story.story_id):
        if story.story_id not in alive:
            other = into.get(story.story_id)
            yield StoryChange(
                story_id=story.story_id, change="merged" if other else "ended", other_id=other,
                articles=tuple(sorted(story.articles)),
            )  # fmt: skip
