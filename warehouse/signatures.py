"""Fingerprints in the warehouse: a row per text, its bands as rows, and which texts may be copies of each other.

Nothing is held in memory between runs: new texts find old ones by a hash join on the bands.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from warehouse import chosen
from warehouse.connection import Connection
from warehouse.identity.fingerprint import HOT, Fingerprint, bands, fingerprint, similarity
from warehouse.load import append, joined

WORTH_READING = 0.45  # estimated likeness from which two texts are compared word by word; the estimate errs by .09


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """A row of `store.signatures`."""

    signature_no: int
    document_id: str
    dated: datetime
    words: int
    exact: bytes
    minhash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class BandRow:
    """A row of `store.bands`."""

    band: int
    signature_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two documents whose texts may be one; `document_id` was fingerprinted after `other_id`."""

    document_id: str
    other_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The signatures numbered from `first` to `last`, both included."""

    first: int
    last: int


def add(db: Connection, document_ids: Collection[str]) -> Numbers | None:
    """Fingerprints those of these documents' texts that have none yet; which numbers they got, `None` for none.

    A text too short to be compared has none.
    """
    there = {d for (d,) in db.execute(_PRINTED, [joined(document_ids)]).fetchall()}
    with chosen.extractions(db, "document_id", set(document_ids) - there) as read:
        waiting = db.execute(_WAITING.format(chosen=read)).fetchall()
    first = _next_number(db)
    printed = [(row, fingerprint(row[2])) for row in waiting]
    found = [(row, mark) for row, mark in printed if mark is not None]
    rows = [_row(first + place, row, mark) for place, (row, mark) in enumerate(found)]
    append(db, "store.signatures", rows)
    append(db, "store.bands", [BandRow(band=b, signature_no=r.signature_no) for r in rows for b in bands(r.minhash)])
    return Numbers(first=first, last=first + len(rows) - 1) if rows else None


_PRINTED = "select document_id::varchar from store.signatures where document_id in (from store.ids(?))"

_WAITING = """
    with dated as (
        select document_id, min(published_at) as published_at
        from store.versions semi join {chosen} using (document_id)
        group by document_id
    )
    select e.document_id::varchar, coalesce(d.published_at, e.published_at, p.first_seen_at), e.body
    from {chosen} e join store.pages p using (page_id) left join dated d using (document_id)
    order by e.observed_at, e.document_id
"""


def _next_number(db: Connection) -> int:
    found = db.execute("select coalesce(max(signature_no), 0) + 1 from store.signatures").fetchone()
    return int(found[0]) if found else 1


def _row(number: int, waiting: tuple[object, ...], mark: Fingerprint) -> SignatureRow:
    document_id, dated, _ = waiting
    return SignatureRow(
        signature_no=number,
        document_id=str(document_id),
        dated=dated,  # type: ignore[arg-type]
        words=mark.words,
        exact=mark.exact,
        minhash=mark.minhash,
    )


def forget(db: Connection, document_ids: Collection[str]) -> None:
    """Takes away the fingerprints of these documents."""
    numbers = "select signature_no from store.signatures where document_id in (from store.ids(?))"
    db.execute(f"delete from store.bands where signature_no in ({numbers})", [joined(document_ids)])
    db.execute("delete from store.signatures where document_id in (from store.ids(?))", [joined(document_ids)])


def candidates(db: Connection, fresh: Numbers, window: timedelta) -> tuple[Candidate, ...]:
    """The pairs of a text with one of the `fresh` numbers and one numbered before it that may be copies.

    They share a band or all of their words, lie at most `window` apart, and their signatures look alike. A band that
    more texts share than any agency has customers is furniture, and set aside.
    """
    values: dict[str, object] = {"first": fresh.first, "last": fresh.last, "window": window}
    lowest = db.execute(_LOWEST, values).fetchall()[0][0]
    pairs = db.execute(_PAIRS, values | {"hot": HOT, "lowest": lowest}).fetchall()
    prints = _minhashes(db, {number for _, _, _, new, old in pairs for number in (new, old)})
    return tuple(
        Candidate(document_id=document, other_id=other)
        for document, other, is_exact, new, old in pairs
        if is_exact or similarity(prints[new], prints[old]) >= WORTH_READING
    )


def _minhashes(db: Connection, numbers: Collection[int]) -> dict[int, bytes]:
    listed = ", ".join(map(str, sorted(numbers))) or "-1"
    return dict(
        db.execute(f"select signature_no, minhash from store.signatures where signature_no in ({listed})").fetchall()
    )


# Numbers grow with time, but for what is filled in later: what lies before the window is not even read.
_LOWEST = """
    with mine as (
        select min(dated) as since, max(dated) as until
        from store.signatures where signature_no between $first and $last
    )
    select min(s.signature_no)
    from store.signatures s, mine
    where s.dated between mine.since - $window::interval and mine.until + $window::interval
"""

_PAIRS = """
    with
        there as (
            select signature_no, document_id, dated, exact
            from store.signatures where signature_no between $lowest and $last
        ),
        mine as (select * from there where signature_no >= $first),
        near as materialized (
            select * from store.bands
            where signature_no between $lowest and $last and band in (
                select band from store.bands where signature_no between $first and $last
            )
        ),
        hot as (select band from near group by band having count(*) > $hot),
        few as (select * from near anti join hot using (band)),
        pairs as (
            select m.signature_no as new_no, n.signature_no as old_no
            from few m join few n using (band)
            where m.signature_no >= $first and n.signature_no < m.signature_no
            union
            select m.signature_no, s.signature_no
            from mine m join there s using (exact)
            where s.signature_no < m.signature_no
            qualify row_number() over (partition by m.signature_no order by s.signature_no) <= $hot
        )
    select m.document_id::varchar, s.document_id::varchar, m.exact = s.exact, m.signature_no, s.signature_no
    from there s
    join pairs p on p.old_no = s.signature_no
    join mine m on m.signature_no = p.new_no
    where m.dated between s.dated - $window::interval and s.dated + $window::interval
    order by m.signature_no, s.signature_no
"""
