"""What the search index is made of and shows, as the published file has it.

An article's key in the index is DuckDB's hash of its id, eight bytes in place of thirty-six: two of a million
articles share one once in thirty-seven million such files. Its state is the hash of all that the index holds of it:
where it differs, the article is read anew. Both are DuckDB's own numbers, so the index says by which version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from warehouse.connection import Connection
from warehouse.load import numbered, unsigned
from warehouse.searching.model import Indexed

_READ_AT_ONCE = 500
# Beyond half of the articles it is quicker to write an index than to mend it, and leaves nothing behind.
_MOST_CHANGED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a published file is, as far as an index of it is concerned: whose run, when, and by which DuckDB."""

    run_id: str
    published_at: str
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What an index lacks of the published file, or has too much: keys. `anew`: it has to be made anew."""

    come: tuple[int, ...]
    gone: tuple[int, ...]
    anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article that was found, as it is shown."""

    key: int
    article_id: str
    outlet_id: str
    url: str
    lang: str
    published_at: datetime
    title: str
    body: str


@cache
def _sql(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text("utf-8")


def made(db: Connection) -> Made:
    """What the open file is."""
    row = db.execute(
        "select coalesce(any_value(run_id)::varchar, ''), coalesce(max(published_at)::varchar, ''), version() "
        "from store.published"
    ).fetchone()
    assert row
    return Made(run_id=row[0], published_at=row[1], engine=row[2])


def how_many(db: Connection) -> int:
    """How many articles it has."""
    row = db.execute("select count(*) from store.articles").fetchone()
    return int(row[0]) if row else 0


def difference(db: Connection, keys: Sequence[int], states: Sequence[int]) -> Difference:
    """How the open file differs from an index with these keys in these states.

    Where somebody asked that an article be forgotten, an index that has it is to be made anew: taking it out leaves
    its words in the index's files.
    """
    with unsigned(db, "indexed", key=keys, state=states):
        rows = db.execute(_sql("changed")).fetchall()
    come = tuple(key for key, kind in rows if kind == "come")
    gone = tuple(key for key, kind in rows if kind in ("gone", "forgotten"))
    forgotten = any(kind == "forgotten" for _, kind in rows)
    return Difference(come=come, gone=gone, anew=forgotten or len(rows) > max(1_000, _MOST_CHANGED * len(keys)))


def all_of(db: Connection) -> Iterator[Indexed]:
    """Every article, as it is indexed."""
    yield from _indexed(db, _sql("texts"), None)


def some_of(db: Connection, keys: Sequence[int]) -> Iterator[Indexed]:
    """The articles with these keys, as they are indexed."""
    if keys:
        yield from _indexed(db, f"{_sql('texts')}{_SOME}", numbered(keys))


# By row numbers: filtered by key alone, every text is read on the way (1 s of processor for 200 new articles beside
# 100,000, in place of .08 s).
_SOME = (
    " and e.rowid in (select x.rowid from store.extractions x join store.versions w using (document_id) "
    "where w.latest and hash(w.article_id) in (select text::ubigint from store.texts($these)))"
)


def _indexed(db: Connection, sql: str, these: str | None) -> Iterator[Indexed]:
    found = db.execute(sql, {"these": these} if these else None)
    while rows := found.fetchmany(_READ_AT_ONCE):
        for key, state, outlet_id, lang, published_at, title, body in rows:
            yield Indexed(
                key=key, state=state, outlet_id=outlet_id, lang=lang, published_at=published_at, title=title, body=body
            )  # fmt: skip


def about(db: Connection, entity_id: str) -> tuple[int, ...]:
    """The keys of the articles in whose title or body the entity stands."""
    sql = "select distinct hash(article_id) from article_entities where entity_id = ?"
    rows = db.execute(sql, [entity_id]).fetchall()
    return tuple(key for (key,) in rows)


def shown(db: Connection, keys: Sequence[int]) -> dict[int, Shown]:
    """The articles with these keys, by key; those that are there no more are left out."""
    rows = db.execute(_sql("documents"), {"these": numbered(keys)}).fetchall()
    articles = {row[1]: row for row in rows}
    if not articles:
        return {}
    texts = db.execute(_sql("shown").replace("$these", ", ".join("?" * len(articles))), list(articles)).fetchall()
    return {
        (key := articles[document][0]): Shown(
            key=key, article_id=articles[document][2], outlet_id=articles[document][3], url=articles[document][4],
            published_at=articles[document][5], lang=lang, title=title, body=body,
        )
        for document, lang, title, body in texts
    }  # fmt: skip
