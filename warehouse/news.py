"""What is new about whom since a run began: the articles that name the entities people watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.connection import connect_to_read


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An article had for the first time that names a watched entity in title or body."""

    entity_id: str
    name: str
    outlet_id: str
    title: str
    url: str
    dated_at: datetime


_NEWS = """
    with had as (
        select article_id from article_versions
        where version = 1 and observed_at >= (
            select min(started_at) from runs where run_id in (select unnest($run_ids::uuid[]))
        )
    ),
    named as (select distinct entity_id, article_id from mentions_body semi join had using (article_id))
    select n.entity_id, e.name, a.outlet_id, coalesce(a.title, ''), a.url, coalesce(a.published_at, a.first_seen_at)
    from named n
    join entities e using (entity_id)
    join articles a using (article_id)
    where n.entity_id in (select unnest($watched::varchar[]))
    order by list_position($watched::varchar[], n.entity_id), 6 desc, a.url
    limit $most
"""


def about(published: Path, run_ids: Sequence[str], watched: Sequence[str], most: int) -> tuple[News, ...]:
    """What the runs brought about the watched entities, in their order, the newest first; `most` at the most.

    Raises WarehouseError where nothing is published.
    """
    with connect_to_read(published) as db:
        rows = db.execute(_NEWS, {"run_ids": list(run_ids), "watched": list(watched), "most": most}).fetchall()
    return tuple(News(**dict(zip(News.__slots__, row, strict=True))) for row in rows)
