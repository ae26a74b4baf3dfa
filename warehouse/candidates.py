"""Which articles may tell one event: looked up by rare keys within the window, kept as edges, followed to their end.

No pair is looked at that shares no key, and nothing is counted over the warehouse that decides of a pair: which edges
there are in the end does not depend on the order in which articles came.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from warehouse.connection import Connection
from warehouse.fingerprints import ADDRESS
from warehouse.load import NUMBERS, append, numbered

WINDOW = 168  # hours between two articles of one event, at most
TIED = 720  # hours between an article and the one that it gives as its source, or another of the same source
# Articles of one window that share a key, from which it says nothing. What is common anywhere has no key in the first
# place; this is for what only this warehouse has too much of.
HOT = 2_000


class Pair(NamedTuple):
    """Two articles by number, the smaller first."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A row of `store.edges`."""

    one: int
    other: int
    score: float


# Pairs of one of these articles with any that is settled, or is one of these: the others find these in their turn.
_BY_TRAITS = f"""
    with
        mine as materialized (
            select * from store.rare_keys where article_no in {NUMBERS} and key < {ADDRESS}::ubigint
        ),
        near as materialized (
            select k.* from store.rare_keys k
            where k.key < {ADDRESS}::ubigint
                and k.hour between (select min(hour) - {WINDOW} from mine) and (select max(hour) + {WINDOW} from mine)
                and k.key in (select key from mine)
        ),
        hot as (select key from near group by key having count(*) > {HOT}),
        few as (select * from near anti join hot using (key)),
        ready as (
            select article_no from few where article_no in (select article_no from store.linked where settled)
            union select article_no from mine
        )
    select distinct least(m.article_no, f.article_no), greatest(m.article_no, f.article_no)
    from mine m join few f using (key)
    where m.article_no <> f.article_no and abs(m.hour - f.hour) <= {WINDOW}
        and f.article_no in (from ready)
    order by all
"""

# Pairs of one of these articles with any that has, or gives, an address which it has or gives.
_BY_ADDRESSES = f"""
    with mine as materialized (
        select article_no, hour, key from store.rare_keys
        where article_no in {NUMBERS} and key >= {ADDRESS}::ubigint
    )
    select distinct
        least(m.article_no, k.article_no), greatest(m.article_no, k.article_no), abs(m.hour - k.hour) <= {TIED}
    from mine m join store.rare_keys k using (key)
    where m.article_no <> k.article_no
    order by all
"""


def by_traits(db: Connection, numbers: Iterable[int]) -> tuple[Pair, ...]:
    """The pairs of one of these articles with another that share the key of a rare trait, in the window."""
    rows = db.execute(_BY_TRAITS, {"these": numbered(numbers)}).fetchall()
    return tuple(Pair(*row) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """Pairs in which one gives an address of the other, or both the same; `near` are those that are near in time."""

    near: tuple[Pair, ...]
    all: tuple[Pair, ...]


def by_addresses(db: Connection, numbers: Iterable[int]) -> Tied:
    """The pairs of one of these articles with another by the addresses that they have and give."""
    rows = db.execute(_BY_ADDRESSES, {"these": numbered(numbers)}).fetchall()
    return Tied(
        near=tuple(Pair(one, other) for one, other, is_near in rows if is_near),
        all=tuple(Pair(one, other) for one, other, _ in rows),
    )


# ------------------------------------------------------------------ edges


def edges(db: Connection, numbers: Iterable[int]) -> dict[Pair, float]:
    """The edges that have one of these articles at an end, with their scores."""
    rows = db.execute(
        f"select one, other, score from store.edges where one in {NUMBERS} or other in {NUMBERS} order by one, other",
        {"these": numbered(numbers)},
    ).fetchall()
    return {Pair(one, other): score for one, other, score in rows}


def lay(db: Connection, numbers: Iterable[int], found: dict[Pair, float]) -> None:
    """Makes the edges of these articles those found.

    Those with an article that waits to be settled stay until its turn: what hangs together would come apart till then.
    """
    ready = f"(from {NUMBERS} union all select article_no from store.linked where settled)"
    db.execute(
        f"delete from store.edges "
        f"where (one in {NUMBERS} or other in {NUMBERS}) and one in {ready} and other in {ready}",
        {"these": numbered(numbers)},
    )
    append(db, "store.edges", [EdgeRow(*pair, score) for pair, score in sorted(found.items())])


def drop(db: Connection, numbers: Iterable[int]) -> None:
    """Takes away the edges of these articles."""
    db.execute(f"delete from store.edges where one in {NUMBERS} or other in {NUMBERS}", {"these": numbered(numbers)})


_STORY_MATES = f"""
    select distinct l.article_no
    from store.story_articles s join store.linked l using (article_id)
    where s.story_id in (
        select story_id from store.story_articles join store.linked using (article_id) where article_no in {NUMBERS}
    )
"""


def mates(db: Connection, numbers: Iterable[int]) -> frozenset[int]:
    """These articles and all that share a story with one of them."""
    found = frozenset(numbers)
    rows = db.execute(_STORY_MATES, {"these": numbered(found)}).fetchall()
    return found | {number for (number,) in rows}


def reached(db: Connection, numbers: Collection[int]) -> tuple[frozenset[int], dict[Pair, float]]:
    """All that edges and stories lead to from these articles, to the end, and the edges among them."""
    found: set[int] = set()
    among: dict[Pair, float] = {}
    fresh = mates(db, numbers)
    while fresh:
        found |= fresh
        beside = edges(db, fresh)
        among |= beside
        fresh = mates(db, {number for pair in beside for number in pair} - found) - found
    return frozenset(found), among


def components(numbers: Iterable[int], pairs: Iterable[Pair]) -> tuple[tuple[int, ...], ...]:
    """The numbers in groups that the pairs hold together, each in order."""
    head = {number: number for number in numbers}

    def top(number: int) -> int:
        while head[number] != number:
            head[number] = number = head[head[number]]
        return number

    for one, other in pairs:
        if one in head and other in head:
            head[top(one)] = top(other)
    groups: dict[int, list[int]] = {}
    for number in sorted(head):
        groups.setdefault(top(number), []).append(number)
    return tuple(tuple(group) for group in groups.values())
