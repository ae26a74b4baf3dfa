"""Which articles were read by which linker, what was found in them by themselves, and which wait to be settled.

An article waits to be read while its current document, as today's tagger tagged it, was not read by today's linker; it
waits to be settled from then on, until its story and its original are decided as of what else is there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse import citations, fingerprints
from warehouse.connection import Connection
from warehouse.load import NUMBERS, append, joined, numbered
from warehouse.stories.model import Citation, Fingerprint
from warehouse.told import CURRENT, DATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article that was read: what it cites, by what it is compared, and the keys that lead to others."""

    document_id: str
    fingerprint: Fingerprint
    keys: tuple[int, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRow:
    """A row of `store.linked`."""

    article_no: int
    article_id: str
    document_id: str
    tagger_no: int
    linker_no: int
    settled: bool


_WAITING = f"""
    from (from store.versions where {CURRENT}) v
    join (from store.tagged where tagger_no > 0) t using (document_id)
    anti join (from store.linked where linker_no = $linker) l
        on l.article_id = v.article_id and l.document_id = v.document_id and l.tagger_no = t.tagger_no
"""


def pending(db: Connection, linker_no: int) -> int:
    """How many articles wait to be read by this linker."""
    return int(db.execute(f"select count(*) {_WAITING}", {"linker": linker_no}).fetchall()[0][0])


def waiting(db: Connection, linker_no: int, limit: int) -> tuple[str, ...]:
    """The ids of at most `limit` articles that wait to be read by this linker, the newest first."""
    rows = db.execute(
        f"select v.article_id::varchar {_WAITING} order by v.observed_at desc, v.article_id limit $limit",
        {"linker": linker_no, "limit": limit},
    ).fetchall()
    return tuple(article_id for (article_id,) in rows)


def record(db: Connection, linker_no: int, readings: Sequence[Reading]) -> None:
    """Writes what was found in these articles in place of what was found before; they wait to be settled then.

    An article keeps its number. The transaction is the caller's.
    """
    ids = [reading.fingerprint.article_id for reading in readings]
    numbers, free = _numbers(db, ids), _next_number(db)
    taggers = _taggers(db, [reading.document_id for reading in readings])
    for table in ("linked", "fingerprints", "rare_keys"):
        db.execute(f"delete from store.{table} where article_no in {NUMBERS}", {"these": numbered(numbers.values())})
    for place, article_id in enumerate(i for i in ids if i not in numbers):
        numbers[article_id] = free + place
    rows = [
        LinkedRow(
            article_no=numbers[reading.fingerprint.article_id],
            article_id=reading.fingerprint.article_id,
            document_id=reading.document_id,
            tagger_no=taggers[reading.document_id],
            linker_no=linker_no,
            settled=False,
        )
        for reading in readings
    ]
    append(db, "store.linked", rows)
    citations.record(db, {reading.document_id: reading.citations for reading in readings})
    fingerprints.record(
        db,
        [(numbers[r.fingerprint.article_id], r.fingerprint, r.keys, citations.sources(r.citations)) for r in readings],
    )


def _numbers(db: Connection, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of these articles; those that were never read have none."""
    rows = db.execute(
        "select article_id::varchar, article_no from store.linked where article_id in (from store.ids(?))",
        [joined(ids)],
    ).fetchall()
    return dict(rows)


def _taggers(db: Connection, documents: Iterable[str]) -> dict[str, int]:
    rows = db.execute(
        "select document_id::varchar, abs(tagger_no) from store.tagged where document_id in (from store.ids(?))",
        [joined(documents)],
    ).fetchall()
    return dict(rows)


def _next_number(db: Connection) -> int:
    return int(db.execute("select coalesce(max(article_no), 0) + 1 from store.linked").fetchall()[0][0])


# ------------------------------------------------------------------ settling


def unsettled(db: Connection, limit: int) -> tuple[int, ...]:
    """The numbers of at most `limit` articles that wait to be settled, the oldest first."""
    rows = db.execute(
        "select article_no from store.linked l join store.fingerprints f using (article_no) where not l.settled "
        "order by f.published_at, f.article_id limit ?",
        [limit],
    ).fetchall()
    return tuple(number for (number,) in rows)


def left_to_settle(db: Connection) -> int:
    """How many articles wait to be settled."""
    return int(db.execute("select count(*) from store.linked where not settled").fetchall()[0][0])


def settle(db: Connection, numbers: Iterable[int]) -> None:
    """Notes that these articles are settled."""
    db.execute(f"update store.linked set settled = true where article_no in {NUMBERS}", {"these": numbered(numbers)})


def unsettle(db: Connection, numbers: Iterable[int]) -> None:
    """Makes these articles wait to be settled again."""
    db.execute(
        f"update store.linked set settled = false where settled and article_no in {NUMBERS}",
        {"these": numbered(numbers)},
    )


def unsettle_articles(db: Connection, article_ids: Iterable[str]) -> None:
    """Likewise, by id."""
    db.execute(
        "update store.linked set settled = false where settled and article_id in (from store.ids(?))",
        [joined(article_ids)],
    )


# ------------------------------------------------------------------ reading again


def read_again(db: Connection, article_ids: Iterable[str]) -> None:
    """Makes these articles wait to be read again: an address was added to them, or taken from them."""
    db.execute(
        "update store.linked set linker_no = -linker_no where linker_no > 0 and article_id in (from store.ids(?))",
        [joined(article_ids)],
    )


def reset(db: Connection, since: datetime | None) -> None:
    """Makes articles (whose current version was observed since, or all) wait to be read again."""
    db.execute(
        "update store.linked set linker_no = -linker_no where linker_no > 0 and article_id in "
        "(select article_id from store.versions where latest and ($since is null or observed_at >= $since))",
        {"since": since},
    )


def vanished(db: Connection) -> tuple[str, ...]:
    """The ids of articles that were read and have no current version any more."""
    rows = db.execute(
        f"select article_id::varchar from store.linked anti join (from store.versions where {CURRENT}) "
        "using (article_id)"
    ).fetchall()
    return tuple(article_id for (article_id,) in rows)


def of_one_number(db: Connection) -> tuple[str, ...]:
    """The ids of articles with a number that another has, too.

    Until November 2026 new ones were given such, where they were read together with all that were read before.
    """
    rows = db.execute(
        "select article_id::varchar from store.linked qualify count(*) over (partition by article_no) > 1"
    ).fetchall()
    return tuple(article_id for (article_id,) in rows)


def redated(db: Connection) -> None:
    """Makes the articles wait to be read again that count as published at another time than they did."""
    db.execute(
        "update store.linked set linker_no = -linker_no where linker_no > 0 and article_id in ("
        f"    select a.article_id from store.articles a join (from store.versions where {CURRENT}) v using (article_id)"
        f"    join store.fingerprints f using (article_id) where f.published_at <> {DATED}"
        ")"
    )
