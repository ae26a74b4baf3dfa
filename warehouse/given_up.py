"""Pages that were given up: one more attempt at those of a stretch of time that somebody wants whole."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from warehouse.connection import Connection

REST = timedelta(days=7)  # since the last attempt: whoever asks for the same stretch twice does not ask for them twice

_TRY_AGAIN = """
    update store.pages set next_attempt_at = $now
    where next_attempt_at is null and last_attempt_at < $rested
        and outcome not in ('ok', 'pending', 'skipped', 'forgotten', 'gone', 'bad_address', 'private_address')
        and outlet_id in (select unnest($outlets::varchar[]))
        and page_id in (
            select p.page_id
            from store.pages p
            left join (select page_id, min(published_at) as at from store.entries group by page_id) e using (page_id)
            left join (select page_id, min(published_at) as at from store.finds group by page_id) f using (page_id)
            where coalesce(e.at, f.at, p.first_seen_at) >= $since and coalesce(e.at, f.at, p.first_seen_at) < $until
        )
    returning page_id::varchar
"""


def try_again(
    db: Connection, now: datetime, outlet_ids: Sequence[str], since: datetime, until: datetime
) -> tuple[str, ...]:
    """Makes these outlets' given-up pages due whose article is of the time from `since` to `until`; their ids.

    Not those that were asked for within the last `REST`, nor those that are gone for good.
    """
    values = {"now": now, "outlets": list(outlet_ids), "since": since, "until": until, "rested": now - REST}
    return tuple(page_id for (page_id,) in db.execute(_TRY_AGAIN, values).fetchall())
