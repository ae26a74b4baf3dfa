"""Stories keep their ids: by what they share, each id once, and everything that became of one is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.stories.model import Cluster, Standing, StoryChange
from warehouse.stories.standing import renamed


def cluster(articles: str) -> Cluster:
    return Cluster(articles=tuple(articles), scores=(1.0,) * len(articles), why=("",) * len(articles))


def standing(**stories: str) -> tuple[Standing, ...]:
    return tuple(Standing(story_id=story_id, articles=frozenset(articles)) for story_id, articles in stories.items())


def named(cluster: Cluster) -> str:
    return f"new-{cluster.articles[0]}"


def told(changes: tuple[StoryChange, ...]) -> list[str]:
    return [f"{c.story_id} {c.change} {c.other_id or ''} {''.join(c.articles)}".replace("  ", " ") for c in changes]


CASES = {
    "nothing before": (["ab", "c"], {}, ["new-a:ab", "new-c:c"], ["new-a born ab", "new-c born c"]),
    "as it was": (["ab"], {"s": "ab"}, ["s:ab"], []),
    "grows": (["abc"], {"s": "ab"}, ["s:abc"], []),
    "shrinks": (["a"], {"s": "ab"}, ["s:a"], []),
    "two become one": (["abc"], {"s": "ab", "t": "c"}, ["s:abc"], ["t merged s c"]),
    "of equals the smaller id": (["ab"], {"t": "a", "s": "b"}, ["s:ab"], ["t merged s a"]),
    "one becomes two": (["ab", "c"], {"s": "abc"}, ["s:ab", "new-c:c"], ["new-c split s c"]),
    "of equal halves the first": (["cd", "ab"], {"s": "abcd"}, ["s:ab", "new-c:cd"], ["new-c split s cd"]),
    "articles change places": (["abx", "cdey"], {"s": "abcd", "t": "xe"}, ["s:abx", "t:cdey"], []),
    "all its articles are gone": (["a"], {"s": "a", "t": "xy"}, ["s:a"], ["t ended xy"]),
    "no article at all": ([], {"s": "a"}, [], ["s ended a"]),
}


@pytest.mark.parametrize("case", CASES)
def test_renamed(case: str) -> None:
    clusters, before, after, changes = CASES[case]
    found, said = renamed([cluster(each) for each in clusters], standing(**before), named)
    assert [f"{story_id}:{''.join(each.articles)}" for story_id, each in found] == after
    assert told(said) == changes


def test_a_new_id_that_is_taken_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="s is another story's id"):
        renamed([cluster("a"), cluster("b")], standing(s="a"), lambda _: "s")
    with pytest.raises(ValueError, match="t is another story's id"):
        renamed([cluster("a"), cluster("b")], (), lambda _: "t")


def grouped(marks: dict[str, int]) -> list[str]:
    return ["".join(sorted(a for a in marks if marks[a] == mark)) for mark in sorted(set(marks.values()))]


@given(
    st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 4)),
    st.dictionaries(st.sampled_from("abcdefghijxyz"), st.integers(0, 4)),
    st.randoms(use_true_random=False),
)
def test_every_article_is_in_one_story_and_every_id_is_accounted_for(
    now: dict[str, int], before: dict[str, int], random: object
) -> None:
    clusters = [cluster(each) for each in grouped(now)]
    known = standing(**{f"s{number}": each for number, each in enumerate(grouped(before))})
    found, changes = renamed(clusters, known, named)
    assert sorted(article for _, each in found for article in each.articles) == sorted(now)
    ids = [story_id for story_id, _ in found]
    assert len(set(ids)) == len(ids)
    begun = {change.story_id for change in changes if change.change in ("born", "split")}
    over = {change.story_id for change in changes if change.change in ("merged", "ended")}
    assert (set(ids) - {s.story_id for s in known}, {s.story_id for s in known} - set(ids)) == (begun, over)
    assert len(changes) == len(begun) + len(over)
    assert {change.other_id for change in changes if change.change == "merged"} <= set(ids)
    shuffled, others = list(clusters), list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(others)  # type: ignore[attr-defined]
    assert renamed(shuffled, others, named) == (found, changes)
