"""Who is named in the published file, and how often: what people ask beside the list of entities."""

from pathlib import Path

from warehouse import query
from warehouse.errors import QueryError, WarehouseError

_ARTICLES = "select entity_id, count(distinct article_id) from mentions_body group by all"


def articles_by_entity(published: Path) -> dict[str, int] | None:
    """In how many articles' title or body each entity stands; `None` where nothing was published, or not tagged."""
    try:
        return dict(query.answer(published, _ARTICLES).rows)
    except WarehouseError:  # not there yet, or published by a kabar that did not tag
        return None


def new_names(published: Path, *, days: int, limit: int) -> query.Answer:
    """Names in no file that first stood in the published file's last `days`, the most telling first.

    Raises WarehouseError where nothing was published yet, or no names were looked for when it was.
    """
    sql = (
        "select * from new_names where first_seen_at >= "
        f"(select published_at from kabar_info) - interval {days:d} day order by score desc, name limit {limit:d}"
    )
    try:
        return query.answer(published, sql)
    except QueryError as missing:
        raise WarehouseError(
            f"{published} has no new names, an older kabar published it: `kabar rebuild --step tag` adds them"
        ) from missing
