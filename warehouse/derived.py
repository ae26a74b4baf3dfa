"""Which articles retell which, decided anew for the articles that something changed for: the reading and writing of it.

An article is compared with those it has an edge to, those of its story, and those whose address it gives as its source.
What others of its story state counts as evidence, and only what they state: so nothing depends on who came first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from warehouse import candidates, citations, derivations, originals, stories_kept, told
from warehouse.compared import Compared
from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import joined
from warehouse.originals import Readable
from warehouse.stories.model import Candidate, Citation, Derivation, Doubted, Drift, Fingerprint, Told

Derive = Callable[
    [Fingerprint, Sequence[Citation], Sequence[Candidate], Sequence[Derivation]],
    tuple[tuple[Derivation, ...], tuple[Doubted, ...]],
]
Drifts = Callable[[Told, Told], tuple[Drift, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What decides."""

    derive: Derive
    drifts: Drifts
    readable: Readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """The numbers of articles that were read anew, and of all that something changed for, those among them."""

    fresh: frozenset[int]
    touched: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What is around the touched articles: by number the others to compare with, by article what it cites and where."""

    beside: Mapping[int, frozenset[int]]
    stories: Mapping[int, frozenset[int]]
    cited: Mapping[str, Sequence[Citation]]
    given: Mapping[int, Mapping[int, str]]  # the articles whose address one gives, and the address
    urls: Mapping[int, str]
    stated: Mapping[int, Sequence[Derivation]]  # what those stated that nothing changed for


def settle(db: Connection, rules: Rules, compared: Compared, portion: Portion, now: datetime) -> int:
    """Decides anew what the touched articles retell, and notes what they give and is not there; how many are new."""
    compared.load(portion.touched)
    touched = sorted(number for number in portion.touched if number in compared)
    around = _around(db, compared, touched)
    found, doubted = _derive(rules, compared, touched, around)
    ids = compared.ids(touched)
    new = derivations.write(db, {article: found.get(article, ()) for article in ids}, now)
    derivations.write_doubted(db, ids, doubted)
    fresh = set(compared.ids(number for number in portion.fresh if number in compared))
    _drift(db, rules, ids, fresh | {article for article, _ in new.links})
    originals.note(db, {article: around.cited.get(article, ()) for article in fresh}, rules.readable, now)
    return new.rows


def _around(db: Connection, compared: Compared, touched: Sequence[int]) -> _Around:
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in candidates.edges(db, touched):
        beside[one].add(other)
        beside[other].add(one)
    cited = citations.cited(db, compared.ids(touched))
    given = _given(db, compared, cited)
    compared.load({*beside, *(other for others in given.values() for other in others)})
    stories: dict[int, frozenset[int]] = {}
    for story in stories_kept.standing(db, compared.ids(touched)):
        members = frozenset(compared.numbers(story.articles))
        stories |= dict.fromkeys(members, members)
    around = {*touched, *beside, *(other for others in given.values() for other in others)}
    others = [number for number in around - set(touched) if number in compared]
    standing = derivations.standing(db, compared.ids(others))
    return _Around(
        beside={number: frozenset(others) for number, others in beside.items()},
        stories=stories,
        cited=cited,
        given=given,
        urls=_urls(db, compared, [number for number in around if number in compared]),
        stated={
            number: [one for one in standing.get(compared[number].article_id, ()) if one.how == "stated"]
            for number in others
        },
    )


def _given(db: Connection, compared: Compared, cited: Mapping[str, Sequence[Citation]]) -> dict[int, dict[int, str]]:
    """By article, the articles whose address it gives as its source, with the address as it gives it."""
    wanted = {
        article_id(one.outlet_id, one.url)
        for some in cited.values()
        for one in some
        if one.role == "source" and one.outlet_id and one.url
    }
    found = dict(
        db.execute(
            "select w.id::varchar, l.article_no from store.ids(?) w left join store.redirects r on r.article_id = w.id "
            "join store.linked l on l.article_id = coalesce(r.leads_to, w.id)",
            [joined(wanted)],
        ).fetchall()
    )
    given: dict[int, dict[int, str]] = {}
    for article, some in cited.items():
        for one in some:
            other = found.get(article_id(one.outlet_id, one.url)) if one.outlet_id and one.url else None
            if one.role == "source" and one.url and other is not None:
                (number,) = compared.numbers([article])
                given.setdefault(number, {}).setdefault(other, one.url)
    return given


def _urls(db: Connection, compared: Compared, numbers: Sequence[int]) -> dict[int, str]:
    rows = db.execute(
        "select article_id::varchar, url from store.articles where article_id in (from store.ids(?))",
        [joined(compared.ids(numbers))],
    ).fetchall()
    urls = dict(rows)
    return {number: urls.get(compared[number].article_id, "") for number in numbers}


# ------------------------------------------------------------------ what is derived


def _derive(
    rules: Rules, compared: Compared, touched: Sequence[int], around: _Around
) -> tuple[dict[str, tuple[Derivation, ...]], list[Doubted]]:
    """First what each by itself retells, then once more beside what others of its story state."""
    compared_with = {number: _candidates(compared, number, around) for number in touched}
    first = {number: _of(rules, compared, number, around, compared_with[number], ()) for number in touched}
    stated = {
        **around.stated,
        **{number: [one for one in found if one.how == "stated"] for number, (found, _) in first.items()},
    }
    found: dict[str, tuple[Derivation, ...]] = {}
    doubted: list[Doubted] = []
    for number in touched:
        derived, doubts = first[number]
        if siblings := _siblings(compared, number, around, compared_with[number], stated):
            derived, doubts = _of(rules, compared, number, around, compared_with[number], siblings)
        found[compared[number].article_id] = derived
        doubted += doubts
    return found, doubted


def _of(
    rules: Rules,
    compared: Compared,
    number: int,
    around: _Around,
    some: Sequence[Candidate],
    siblings: Sequence[Derivation],
) -> tuple[tuple[Derivation, ...], tuple[Doubted, ...]]:
    article = compared[number]
    found, doubted = rules.derive(article, around.cited.get(article.article_id, ()), some, siblings)
    given = {url: compared[other].article_id for other, url in around.given.get(number, {}).items()}
    return tuple(_with_original(one, given) for one in found), doubted


def _with_original(one: Derivation, given: Mapping[str, str]) -> Derivation:
    """The derivation with its original's id: an address that it gives leads there, whatever the two say of the time."""
    if one.original_id or one.how != "stated" or not one.original_url:
        return one
    return replace(one, original_id=given.get(one.original_url))


def _siblings(
    compared: Compared,
    number: int,
    around: _Around,
    some: Sequence[Candidate],
    stated: Mapping[int, Sequence[Derivation]],
) -> list[Derivation]:
    """What the others of its story, and its candidates, state, by article; not what they say of this one."""
    near = around.stories.get(number, frozenset()) | compared.numbers(candidate.article_id for candidate in some)
    own = compared[number].article_id
    others = sorted(near - {number}, key=lambda n: compared[n].article_id)
    return [one for other in others for one in stated.get(other, ()) if one.original_id != own]


def _candidates(compared: Compared, number: int, around: _Around) -> tuple[Candidate, ...]:
    """Articles of other outlets that it may retell, the earliest first: published no later, or given by address."""
    article, given = compared[number], around.given.get(number, {})
    near = around.beside.get(number, frozenset()) | around.stories.get(number, frozenset())
    found = [
        other
        for other in (near | given.keys()) - {number}
        if other in compared
        and compared[other].outlet_id != article.outlet_id
        and (other in given or compared[other].published_at <= article.published_at)
    ]
    return tuple(
        Candidate(
            article_id=compared[other].article_id,
            url=given.get(other) or around.urls.get(other, ""),
            outlet_id=compared[other].outlet_id,
            agreement=compared.agreement(number, other),
            published_at=compared[other].published_at,
            same_story=other in around.stories.get(number, frozenset()),
        )
        for other in sorted(found, key=lambda n: (compared[n].published_at, compared[n].article_id))
    )


# ------------------------------------------------------------------ what drifted


def _drift(db: Connection, rules: Rules, ids: Sequence[str], changed: Iterable[str]) -> None:
    """Compares figures along the links of these articles of which either end was read anew, or that are new."""
    own, anew = set(ids), set(changed)
    links = [link for link in derivations.linked(db, ids) if link[0] in own]
    todo = [link for link in links if link[0] in anew or link[1] in anew]
    read = {one.article_id: one for one in told.read(db, {i for link in todo for i in link})}
    found = {
        (article, original): rules.drifts(read[original], read[article])
        for article, original in todo
        if article in read and original in read
    }
    derivations.write_drifts(db, ids, found, kept=set(links) - found.keys())
