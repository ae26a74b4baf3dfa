"""A story as a tree: every article in one place, whatever claims to retell what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from warehouse.stories.tree import DEEPEST, Article, Link, Material, Node, every_article, grown

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def an_article(name: str, hours: int = 0, *, is_exact: bool = True) -> Article:
    return Article(
        article_id=name, url=f"https://{name}.test/", outlet=name, lang="id", title=name,
        published_at=NOW + hours * HOUR, is_exact=is_exact, kind="news", in_story=True,
    )  # fmt: skip


def a_link(article: str, original: str | None = None, url: str | None = None, confidence: float = 0.9) -> Link:
    address = url or (f"https://{original}.test/" if original else None)
    return Link(
        article_id=article, original_id=original, original_url=address, original_outlet=original or "elsewhere",
        how="stated" if address else "named", confidence=confidence, evidence="",
    )  # fmt: skip


def shape(articles: list[Article], *links: Link) -> list[object]:
    return [_shape(node) for node in grown(Material(articles=articles, links=links, doubts={}))]


def _shape(node: Node) -> object:
    name = node.article.article_id if node.article else node.url or f"? {node.outlet}"
    return (name, *map(_shape, node.retellings)) if node.retellings else name


A, B, C = an_article("a"), an_article("b", 1), an_article("c", 2)


def test_retellings_stand_under_what_they_retell_and_reports_of_their_own_beside() -> None:
    assert shape([C, B, A], a_link("c", "b"), a_link("b", "a")) == [("a", ("b", "c"))]
    assert shape([C, B, A], a_link("c", "b")) == [("b", "c"), "a"]
    assert shape([C, B, A], a_link("c", "a"), a_link("b", "a")) == [("a", "b", "c")]
    assert shape([C, B, A]) == ["a", "b", "c"]


def test_originals_that_are_not_there_are_roots_by_address_or_outlet() -> None:
    links = a_link("a", url="https://x.test/"), a_link("b", url="https://x.test/"), a_link("c")
    assert shape([A, B, C], *links) == [("https://x.test/", "a", "b"), ("? elsewhere", "c")]


def test_an_article_stands_under_the_surest_of_its_originals() -> None:
    sure, unsure = a_link("c", "a", confidence=0.9), a_link("c", "b", confidence=0.8)
    named = a_link("c", confidence=1.0)
    (retold, _) = grown(Material(articles=[A, B, C], links=[named, unsure, sure], doubts={}))
    (c,) = retold.retellings
    assert (retold.article, c.link, c.beside) == (A, sure, (unsure, named))


def test_the_lag_is_between_times_that_are_known_to_the_minute() -> None:
    for is_exact, lag in ((True, 2 * HOUR), (False, None)):
        articles = [replace(A, is_exact=is_exact), C]
        (root,) = grown(Material(articles=articles, links=[a_link("c", "a")], doubts={}))
        assert root.retellings[0].lag == lag


def test_a_circle_is_cut_above_its_oldest() -> None:
    assert shape([A, B, C], a_link("a", "b"), a_link("b", "c"), a_link("c", "a")) == [("a", ("c", "b"))]
    assert shape([A, B], a_link("a", "a"), a_link("b", "a")) == [("a", "b")]


def test_what_hangs_below_a_circle_stays_there() -> None:
    assert shape([A, B, C], a_link("a", "b"), a_link("b", "a"), a_link("c", "b")) == [("a", ("b", "c"))]


def test_a_chain_longer_than_anybody_reads_is_cut() -> None:
    many = [an_article(f"n{n}", n) for n in range(2_000)]
    links = [a_link(younger.article_id, older.article_id) for older, younger in pairwise(many)]
    nodes = grown(Material(articles=many, links=links, doubts={}))
    assert sum(1 for node in nodes for _ in every_article(node)) == 2_000
    assert max(_depth(node) for node in nodes) <= DEEPEST


def _depth(node: Node) -> int:
    return 1 + max(map(_depth, node.retellings), default=0)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh-?"), st.floats(0, 1)), max_size=20))
def test_whatever_is_claimed_every_article_stands_in_one_place(claims: list[tuple[str, str, float]]) -> None:
    articles = [an_article(name, n % 3) for n, name in enumerate("abcdefgh")]
    links = [
        a_link(one, None if of in "-?" else of, "https://x.test/" if of == "-" else None, sure)
        for one, of, sure in claims
    ]
    nodes = grown(Material(articles=articles, links=links, doubts={}))
    assert sorted(article.article_id for node in nodes for article in every_article(node)) == list("abcdefgh")
    assert nodes == grown(Material(articles=articles[::-1], links=links[::-1], doubts={}))
