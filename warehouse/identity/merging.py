"""Whether two pages of one outlet are one article, by the keys they share; and which of them gives the article its id.

Pure. A key that says so by itself (one WordPress post, one id inside both addresses) decides unless the texts are
plainly two; one that feeds and templates are known to get wrong (a GUID, a canonical link) needs the headline or the
text to agree. What is not decided is decided again when more is known: nothing here says no for ever but a person.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from warehouse.identity.normal import words

ONE_DAY_SOMEWHERE = timedelta(hours=36)  # days start at other hours in other zones
ALIKE = 0.5  # share of words or word 5-grams from which a headline or text counts as the same one, edited
UNLIKE = 0.2  # and below which it counts as another
SAME = 0.9  # share of the words of two headlines from which they are one
SHORT = 25  # words: below, 5-grams say little, and the words themselves are compared
_POST = re.compile(r"[?&]p=\d+$")  # WordPress's own form of GUID, on whatever host: the number of a post, for ever
LONGEST = 5_000  # words looked at: an article's worth; texts come from the web


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is known of a page: since when, its headlines by page and feeds, its body ("" while unread)."""

    page_id: str
    url: str
    first_seen_at: datetime
    titles: tuple[str, ...] = ()
    body: str = ""
    read_at: datetime | None = None
    published_at: datetime | None = None
    is_awaited: bool = False  # not read yet, and still asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A key that two pages share: who said so (`url`, `feed`, `canonical`, `redirect`), and since when both have it."""

    page_id: str
    other_id: str
    kind: str
    value: str
    said_by: frozenset[str]
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A decision: article `article_id` is article `into`. `score` is how sure, 0 to 1."""

    article_id: str
    into: str
    rule: str
    score: float
    evidence: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    rule: str
    score: float
    because: str


def merges(
    looks: Mapping[str, Look],
    shared: Iterable[Shared],
    roots: Mapping[str, str],
    undone: Iterable[tuple[str, str]],
) -> tuple[Merge, ...]:
    """The merges that the shared keys ask for, in the order in which their evidence was there.

    `roots` leads from a page to the article it belongs to already (itself, where it is not named); roots have a look,
    too. What a person undid (pairs of ids) stays undone: the two articles are not joined again, by whatever key.
    """
    forest = _Forest(looks, roots, undone)
    found = []
    for evidence in sorted(shared, key=_when):
        a, b = forest.root(evidence.page_id), forest.root(evidence.other_id)
        if a == b or forest.parted(a, b):
            continue
        verdict = same_article(looks[evidence.page_id], looks[evidence.other_id], evidence)
        if verdict:
            found.append(forest.join(a, b, verdict, evidence))
    return tuple(found)


def _when(evidence: Shared) -> tuple[object, ...]:
    """Of what was there at once, the surest comes first."""
    return evidence.seen_at, _SUREST.index(evidence.kind), evidence.value, evidence.page_id, evidence.other_id


def same_article(a: Look, b: Look, evidence: Shared) -> _Verdict | None:
    """Whether the key that two pages share makes them one article; `None`: not as far as is known now."""
    title, body = title_alike(a, b), text_alike(a.body, b.body)
    accept, rule = _RULES[evidence.kind]
    if not accept(a, b, evidence, title, body):
        return None
    score = 1.0 if evidence.kind in ("wordpress", "outlet") else max(title, body or 0.0)
    because = f"{_said(evidence)}; headlines alike {title:.2f}" + ("" if body is None else f", texts {body:.2f}")
    return _Verdict(rule=rule, score=round(score, 3), because=because)


def _post(a: Look, b: Look, evidence: Shared, title: float, body: float | None) -> bool:
    """WordPress gives a post one number for ever, whatever becomes of its address and headline."""
    del a, b, evidence, title, body
    return True


def _own_id(a: Look, b: Look, evidence: Shared, title: float, body: float | None) -> bool:
    """The outlet's own id; only a rule that catches too much could be wrong, and then the texts are plainly two."""
    del a, b, evidence
    return not (body is not None and body < UNLIKE and title < SAME)


def _address(a: Look, b: Look, evidence: Shared, title: float, body: float | None) -> bool:
    """One led to the other, or names it: a template may name one page for all, an old address may lead anywhere."""
    if "redirect" in evidence.said_by or "canonical" not in evidence.said_by:
        return _own_id(a, b, evidence, title, body)
    return title >= ALIKE or (body is not None and body >= ALIKE)


def _guid(a: Look, b: Look, evidence: Shared, title: float, body: float | None) -> bool:
    """Feeds use a GUID again for another item: texts decide, or headlines of one day where one cannot be read."""
    if _POST.search(evidence.value):
        return True
    if body is not None:
        return body >= ALIKE or (body >= UNLIKE and title >= SAME)
    if a.is_awaited or b.is_awaited:
        return False  # its text will tell
    return title >= ALIKE and _about_one_day(a, b)


_RULES: dict[str, tuple[Callable[[Look, Look, Shared, float, float | None], bool], str]] = {
    "wordpress": (_post, "same_post"),
    "outlet": (_own_id, "same_id"),
    "address": (_address, "same_address"),
    "guid": (_guid, "same_guid"),
}


_SUREST = tuple(_RULES)


def _about_one_day(a: Look, b: Look) -> bool:
    if a.published_at is None or b.published_at is None:
        return abs(a.first_seen_at - b.first_seen_at) <= ONE_DAY_SOMEWHERE
    return abs(a.published_at - b.published_at) <= ONE_DAY_SOMEWHERE


def _said(evidence: Shared) -> str:
    value = evidence.value.replace("\n", " ")
    names = {
        "wordpress": f"both are post {value}",
        "outlet": f"both carry the outlet's id {value}",
        "guid": f"one feed gave both the GUID {value}",
    }
    who = {"canonical": "by a page's canonical link", "redirect": "by a redirect"}
    said = " and ".join(who[by] for by in sorted(evidence.said_by) if by in who)
    return names.get(evidence.kind, f"both are at {value} {said}".rstrip())


# ------------------------------------------------------------------ likeness, order-free


def title_alike(a: Look, b: Look) -> float:
    """The best share of words that a headline of one has in common with one of the other, 0 to 1."""
    pairs = ((_words(x), _words(y)) for x in a.titles for y in b.titles)
    return max((_overlap(set(x), set(y), most=True) for x, y in pairs), default=0.0)


def text_alike(a: str, b: str) -> float | None:
    """The share of the shorter text's word 5-grams that the other has, 0 to 1; `None` where one is unread."""
    if not a or not b:
        return None
    left, right = _words(a), _words(b)
    if min(len(left), len(right)) < SHORT:
        return _overlap(set(left), set(right), most=True)
    return _overlap(_grams(left), _grams(right), most=False)


def _overlap(a: set[str], b: set[str], *, most: bool) -> float:
    whole = len(a | b) if most else min(len(a), len(b))
    return len(a & b) / whole if whole else 0.0


def _words(text: str) -> tuple[str, ...]:
    return words(text)[:LONGEST]


def _grams(words: Sequence[str]) -> set[str]:
    return {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}


# ------------------------------------------------------------------ which article is which


class _Forest:
    """Every page's way to its article; the elder of two that are joined keeps its id."""

    def __init__(self, looks: Mapping[str, Look], roots: Mapping[str, str], undone: Iterable[tuple[str, str]]) -> None:
        self._looks = looks
        self._leads_to = {page: root for page, root in roots.items() if page != root}
        self._undone = tuple(undone)

    def root(self, page_id: str) -> str:
        while page_id in self._leads_to:
            page_id = self._leads_to[page_id]
        return page_id

    def parted(self, a: str, b: str) -> bool:
        """Whether a person said that a part of the one and a part of the other are two articles."""
        return any({self.root(x), self.root(y)} == {a, b} for x, y in self._undone)

    def join(self, a: str, b: str, verdict: _Verdict, evidence: Shared) -> Merge:
        elder, younger = sorted((a, b), key=self._age)
        self._leads_to[younger] = elder
        pages = (self._looks[evidence.page_id], self._looks[evidence.other_id])
        return Merge(
            article_id=younger,
            into=elder,
            rule=verdict.rule,
            score=verdict.score,
            evidence=f"{verdict.because}: {' and '.join(sorted(page.url for page in pages))}",
            decided_at=max([evidence.seen_at, *(page.read_at for page in pages if page.read_at)]),
        )

    def _age(self, page_id: str) -> tuple[datetime, str]:
        return self._looks[page_id].first_seen_at, self._looks[page_id].url
