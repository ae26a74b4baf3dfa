"""Articles are gathered by what their stories agree on: in any order the same, and never by one member alone."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.stories.making import made
from tests.warehouse.stories.scoring import edges
from warehouse.stories.agreement import JOIN, agreement
from warehouse.stories.clusters import TIED, clusters
from warehouse.stories.core import MOST, NOTHING, Agreements
from warehouse.stories.model import Cluster, Fingerprint

A = made("a", "title: name brightloom 9; action raise 4", "lead: amount USD 40000000 7; name ivo lindqvist 9")
A2 = made("b", "title: name brightloom 9; action raise 4", "lead: amount USD 40000000 7; name ivo lindqvist 9", hours=3)
OTHER = made("z", "title: name kettleworks 9; action raise 4", "lead: amount USD 40000000 7; name ada moss 9", hours=1)
# Between them, alike both: it tells of the round, and in its latter half of what comes next.
BRIDGE = made(
    "b", "title: name brightloom 9; action raise 4",
    "lead: name ivo lindqvist 9; amount USD 40000000 7; name sena okafor 9; name palisade 9; amount USD 8100000 7",
    "body: count 310 case 6",
    hours=5,
)  # fmt: skip
BEYOND = made(
    "c", "title: name palisade 9; name sena okafor 9; action sue 4", "lead: amount USD 8100000 7",
    "body: count 310 case 6; name brightloom 9",
    hours=8,
)  # fmt: skip


def gathered(told: Sequence[Fingerprint], ties: Sequence[tuple[str, str]] = ()) -> list[str]:
    return ["".join(cluster.articles) for cluster in clusters(told, edges(told), ties)]


def test_one_event_is_one_story_and_another_another() -> None:
    assert gathered([A, A2, OTHER]) == ["ab", "z"]


def test_the_first_is_the_first_published_and_needs_no_reason() -> None:
    found = clusters([A2, A], edges([A, A2]), ())[0]
    assert found.articles == ("a", "b")
    assert found.scores[0] == 1.0
    assert found.scores[1] >= JOIN
    assert (found.why[0], "both name Brightloom" in found.why[1]) == ("", True)


def test_nobody_comes_in_by_one_member_alone() -> None:
    assert agreement(A, BRIDGE).score >= JOIN
    assert agreement(BRIDGE, BEYOND).score >= JOIN
    assert agreement(A, BEYOND).score < NOTHING
    assert gathered([A, BRIDGE, BEYOND]) == ["ab", "c"]


def test_without_an_edge_nothing_is_compared() -> None:
    assert ["".join(c.articles) for c in clusters([A, A2], (), ())] == ["a", "b"]


def test_ties_go_before_agreement() -> None:
    assert gathered([A, A2, OTHER], [("z", "a")]) == ["azb"]
    found = clusters([A, OTHER], (), [("z", "a")])
    assert found[0].why[1].startswith(TIED)


def test_a_tie_to_what_is_not_there_says_nothing() -> None:
    assert gathered([A, OTHER], [("z", "elsewhere"), ("elsewhere", "a")]) == ["a", "z"]


@pytest.mark.parametrize("kind", ["column", "roundup", "promotion", "evergreen"])
def test_what_is_no_news_is_in_no_story(kind: str) -> None:
    column = made(
        "k", "title: name brightloom 9; action raise 4", "lead: amount USD 40000000 7", hours=2, kind=kind
    )  # fmt: skip
    assert gathered([A, column], [("k", "a")]) == ["a"]


def test_a_brief_first_report_does_not_keep_two_apart() -> None:
    brief = made("a", "title: name brightloom 9; action raise 4")
    other = made("b", "title: amount USD 40000000 7", "lead: name ivo lindqvist 9; name palisade 9", hours=1)
    whole = made(
        "c", "title: name brightloom 9; action raise 4; amount USD 40000000 7",
        "lead: name ivo lindqvist 9; name palisade 9", hours=2,
    )  # fmt: skip
    assert agreement(brief, other).score < JOIN
    assert gathered([brief, other, whole]) in (["abc"], ["a", "bc"])


def test_the_core_is_of_the_first_articles() -> None:
    told = [A, *(made(f"b{n:02}", "title: name brightloom 9; action raise 4", hours=n) for n in range(1, 20))]
    agreements = Agreements([*told, OTHER])
    story = [f.article_id for f in told]
    assert agreements.with_core(["b19"], story) == agreements.with_core(["b19"], story[:MOST]) >= JOIN
    assert agreements.with_core(["b19"], story) != agreements.with_core(["b19"], story[: MOST - 1])
    assert agreements.with_core(["z"], story) == 0
    assert agreements.explained("b19", story)[0] == agreements.with_core(["b19"], story)
    assert agreements.explained("a", story)[0] == agreements.with_core(["a"], story[1:])


WHO = ("name brightloom 9", "name kettleworks 9", "name verdigris 9", "entity openai 3")
WHAT = ("action raise 4", "action hire 4", "action sue 4")
MUCH = ("amount USD 40000000 7", "amount USD 25000000 6", "amount IDR 650000000000 7", "count 45 people 6")
SAID = ("name ivo lindqvist 9", "name ada moss 9", "name lindqvist 6", "concept gudang 3")


@st.composite
def articles(draw: st.DrawFn) -> list[Fingerprint]:
    def some(of: Sequence[str]) -> list[str]:
        return draw(st.lists(st.sampled_from(of), max_size=3, unique=True))

    found = []
    for number in range(draw(st.integers(1, 12))):
        title, lead = (*some(WHO), *some(WHAT)), (*some(MUCH), *some(SAID))
        lines = [f"{place}: {'; '.join(part)}" for place, part in (("title", title), ("lead", lead)) if part]
        found.append(made(f"n{number:02}", *lines, hours=draw(st.integers(0, 30))))
    return found


@settings(max_examples=60, deadline=None)
@given(articles(), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=3), st.integers())
def test_any_order_gives_the_same_and_every_article_is_in_one(
    told: list[Fingerprint], pairs: list[tuple[int, int]], seed: int
) -> None:
    ties = [(f"n{one:02}", f"n{other:02}") for one, other in pairs]
    found = clusters(told, edges(told), ties)
    assert sorted(article for cluster in found for article in cluster.articles) == [f.article_id for f in told]
    random = Random(seed)
    shuffled, linked, tied = list(told), list(edges(told)), [(b, a) for a, b in ties]
    for each in (shuffled, linked, tied):
        random.shuffle(each)
    assert clusters(shuffled, linked, tied) == found
    where = {article: cluster for cluster in found for article in cluster.articles}
    assert all(where[one] is where[other] for one, other in ties if {one, other} <= where.keys())
    assert all(one_of_each(cluster) for cluster in found)


def one_of_each(cluster: Cluster) -> bool:
    return len(cluster.articles) == len(cluster.scores) == len(cluster.why) and cluster.scores[0] == 1.0
