"""Fingerprints in the warehouse: a row per text, its bands as rows, and which texts may be copies of each other.

Nothing is held in memory between runs: new texts find old ones by a hash join on the bands.
"""

from collections.abc import Collection, Sequence
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


def add(db: Connection, article_ids: Collection[str]) -> tuple[str, ...]:
    """Fingerprints every text these articles had and that has none yet; returns those documents in order.

    A text too short to be compared has none.
    """
    shown = [d for (d,) in db.execute(_SHOWN, [joined(article_ids)]).fetchall()]
    with chosen.extractions(db, "document_id", shown) as read:
        waiting = db.execute(_WAITING.format(chosen=read)).fetchall()
    first = _next_number(db)
    printed = [(row, fingerprint(row[2])) for row in waiting]
    found = [(row, mark) for row, mark in printed if mark is not None]
    rows = [_row(first + place, row, mark) for place, (row, mark) in enumerate(found)]
    append(db, "store.signatures", rows)
    append(db, "store.bands", [BandRow(band=b, signature_no=r.signature_no) for r in rows for b in bands(r.minhash)])
    return tuple(row.document_id for row in rows)


_SHOWN = """
    with shown as (select distinct document_id from store.versions where article_id in (from store.ids(?)))
    select document_id::varchar from shown
    where document_id not in (select document_id from store.signatures semi join shown using (document_id))
"""

_WAITING = """
    select e.document_id::varchar, coalesce(e.published_at, p.first_seen_at), e.body
    from {chosen} e join store.pages p using (page_id)
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


def candidates(db: Connection, document_ids: Sequence[str], window: timedelta) -> tuple[Candidate, ...]:
    """The pairs of one of these documents and one fingerprinted before it, at most `window` apart, that may be copies.

    They share a band or all of their words, and their signatures look alike. A band that more texts share than any
    agency has customers is furniture, and set aside.
    """
    values = {"documents": joined(document_ids), "window": window}
    first = db.execute(_FIRST, values).fetchall()[0][0]
    rows = db.execute(_CANDIDATES, values | {"hot": HOT, "first": first}).fetchall()
    return tuple(
        Candidate(document_id=new, other_id=old)
        for new, old, is_exact, a, b in rows
        if is_exact or similarity(a, b) >= WORTH_READING
    )


# Numbers grow with time, but for what is filled in later: what lies before the window is not even read.
_FIRST = """
    with mine as (
        select min(dated) as since, max(dated) as until, min(signature_no) as first from store.signatures
        where document_id in (from store.ids($documents))
    )
    select min(s.signature_no)
    from store.signatures s, mine
    where s.dated between mine.since - $window::interval and mine.until + $window::interval
"""

_CANDIDATES = """
    with
        mine as (select * from store.signatures where document_id in (from store.ids($documents))),
        my_bands as (
            select * from store.bands
            where signature_no between (select min(signature_no) from mine) and (select max(signature_no) from mine)
              and signature_no in (select signature_no from mine)
        ),
        near as materialized (
            select b.* from store.bands b semi join my_bands using (band) where b.signature_no >= $first
        ),
        hot as (select band from near group by band having count(*) > $hot),
        pairs as (
            select m.signature_no as new_no, n.signature_no as old_no
            from my_bands m join near n using (band) anti join hot using (band)
            where n.signature_no < m.signature_no
            union
            select m.signature_no, s.signature_no
            from mine m join store.signatures s using (exact)
            where s.signature_no between $first and m.signature_no - 1
        )
    select m.document_id::varchar, s.document_id::varchar, m.exact = s.exact, m.minhash, s.minhash
    from store.signatures s
    join pairs p on p.old_no = s.signature_no
    join mine m on m.signature_no = p.new_no
    where m.dated between s.dated - $window::interval and s.dated + $window::interval
    order by m.signature_no, s.signature_no
"""
