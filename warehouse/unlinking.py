"""Articles that go: every row by which others were linked with them; those who were, wait to be settled again."""

from collections.abc import Sequence
from datetime import datetime

from warehouse import candidates, derivations, linked, stories_kept
from warehouse.connection import Connection
from warehouse.load import NUMBERS, joined, numbered
from warehouse.stories_kept import Moment

NOBODY = "00000000-0000-0000-0000-000000000000"  # in place of a run, where none is on


def drop(db: Connection, article_ids: Sequence[str], now: datetime, run_id: str = NOBODY) -> int:
    """Takes these articles out of stories, edges and derivations; how many of them had been read.

    What they cite stays with their documents. The transaction is the caller's.
    """
    rows = db.execute(
        "select article_no, article_id::varchar from store.linked where article_id in (from store.ids(?))",
        [joined(article_ids)],
    ).fetchall()
    if not rows:
        return 0
    numbers, gone = [number for number, _ in rows], [article_id for _, article_id in rows]
    beside = {number for pair in candidates.edges(db, numbers) for number in pair}
    given = {number for pair in candidates.by_addresses(db, numbers).all for number in pair}
    left = candidates.mates(db, numbers) | beside | given
    retold = derivations.leave(db, gone)
    candidates.drop(db, numbers)
    for table in ("linked", "fingerprints", "rare_keys"):
        db.execute(f"delete from store.{table} where article_no in {NUMBERS}", {"these": numbered(numbers)})
    stories_kept.leave(db, gone, Moment(now=now, run_id=run_id))
    db.execute("delete from store.originals where asked_by in (from store.ids(?))", [joined(gone)])
    linked.unsettle(db, left - set(numbers))
    linked.unsettle_articles(db, retold)
    return len(gone)


def sweep(db: Connection, now: datetime, run_id: str = NOBODY) -> int:
    """Drops the articles that are there no more: merged, unpublished, taken back; and what has no number of its own, to
    be read again. The transaction is the caller's.
    """
    return drop(db, (*linked.vanished(db), *linked.of_one_number(db)), now, run_id)
