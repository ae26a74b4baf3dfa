"""A story as a tree: originals at the root, what retells them beneath, reports of their own beside. Pure.

What was read from the warehouse comes in as rows; which of an article's originals it stands under is decided here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from warehouse.stories.model import ArticleKind, How, Verdict

# What an article stands under: an article by its id, or what is not in the warehouse, by address or outlet.
Key = str
DEEPEST = 50  # retellings of retellings; a longer chain is cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article that tells the story, or that one of those retells or is retold by (then `in_story` is false).

    `is_exact` says that its time is known to the minute; `kind` is "" where it was not compared with others yet.
    """

    article_id: str
    url: str
    outlet: str
    lang: str
    title: str
    published_at: datetime
    is_exact: bool
    kind: ArticleKind | str
    in_story: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the original, and what the retelling has in its place (see `Drift` in `warehouse.stories.model`)."""

    verdict: Verdict
    original: str
    derived: str | None
    rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That `article_id` retells something, and why that is believed: a reason a line of `evidence`."""

    article_id: str
    original_id: str | None
    original_url: str | None
    original_outlet: str
    how: How
    confidence: float
    evidence: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An article that was considered for the original and not taken."""

    outlet: str
    title: str
    url: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One place of the tree. `article` is None for an original that is not in the warehouse: then `url` is its address,
    None where only the `outlet` is known.

    `link` says how it is known to retell what it stands under, `lag` how long after that it was published (None where
    either time is not known to the minute), `beside` what else it retells.
    """

    article: Article | None
    url: str | None
    outlet: str
    link: Link | None = None
    lag: timedelta | None = None
    beside: tuple[Link, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    retellings: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a tree is made of. Links of articles that are not among `articles` are left out."""

    articles: Sequence[Article]
    links: Sequence[Link]
    doubts: Mapping[str, Sequence[Doubt]]


def grown(material: Material) -> tuple[Node, ...]:
    """The trees: first those in which something is retold, then the reports of their own; each the oldest first.

    Every article stands in exactly one place: under the surest of its originals, or at a root.
    """
    articles = {article.article_id: article for article in material.articles}
    links: dict[Key, list[Link]] = defaultdict(list)
    for link in sorted(material.links, key=_surest):
        if link.article_id in articles:
            links[link.article_id].append(link)
    chosen = _without_circles({key: _above(some[0]) for key, some in links.items()}, articles)
    beneath: dict[Key, list[Key]] = defaultdict(list)
    for key, above in chosen.items():
        beneath[above].append(key)
    roots = [key for key in articles if key not in chosen] + [key for key in beneath if key not in articles]
    grower = _Grower(articles, links, chosen, beneath, material.doubts)
    nodes = [grower.node(key) for key in roots]
    return tuple(sorted(nodes, key=lambda node: (not _is_retold(node), _oldest(node), node.url or "", node.outlet)))


def _surest(link: Link) -> tuple[bool, float, str, str]:
    return link.how == "named", -link.confidence, link.original_url or "", link.original_outlet


def _above(link: Link) -> Key:
    return link.original_id or link.original_url or f"an article of {link.original_outlet}"


def _without_circles(chosen: Mapping[Key, Key], articles: Mapping[Key, Article]) -> dict[Key, Key]:
    """Every circle is cut above its oldest article, and what is too deep above the deepest that is not."""
    kept = dict(chosen)
    for start in chosen:
        path = [start]
        while (above := kept.get(path[-1])) is not None and above not in path and len(path) < DEEPEST:
            path.append(above)
        if above in path:
            circle = path[path.index(above) :]
            del kept[min(circle, key=lambda key: (articles[key].published_at, key))]
        elif above is not None:
            del kept[path[-1]]
    return kept


@dataclass(frozen=True, slots=True)
class _Grower:
    articles: Mapping[Key, Article]
    links: Mapping[Key, Sequence[Link]]
    chosen: Mapping[Key, Key]
    beneath: Mapping[Key, Sequence[Key]]
    doubts: Mapping[str, Sequence[Doubt]]

    def node(self, key: Key) -> Node:
        article = self.articles.get(key)
        retellings = tuple(sorted((self.node(one) for one in self.beneath.get(key, ())), key=_in_time))
        if article is None:
            link = self.links[self.beneath[key][0]][0]
            return Node(article=None, url=link.original_url, outlet=link.original_outlet, retellings=retellings)
        links = tuple(self.links.get(key, ()))
        stands = key in self.chosen
        return Node(
            article=article, url=article.url, outlet=article.outlet, link=links[0] if stands else None,
            lag=self._lag(article, self.articles.get(self.chosen[key])) if stands else None,
            beside=links[1:] if stands else links, doubts=tuple(self.doubts.get(key, ())), retellings=retellings,
        )  # fmt: skip

    def _lag(self, article: Article, original: Article | None) -> timedelta | None:
        if original is None or not (article.is_exact and original.is_exact):
            return None
        return article.published_at - original.published_at


def _is_retold(node: Node) -> bool:
    return bool(node.retellings)


def _in_time(node: Node) -> tuple[datetime, str]:
    return _oldest(node), node.url or ""


def _oldest(node: Node) -> datetime:
    """When the first article of the tree was published."""
    return min(article.published_at for article in every_article(node))


def every_article(node: Node) -> Iterator[Article]:
    """The articles of a tree, from the root."""
    if node.article:
        yield node.article
    for one in node.retellings:
        yield from every_article(one)
