"""What is kept for those who ask is what it is made of, whatever became of that since it was kept last."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.files import a_file
from tests.warehouse.seeding import ANAK, CONTOH, NOW, PAGE, RUN, identified, tag
from warehouse import current, extractions, forget, publish
from warehouse.connection import Connection, connect

# Row by row, and by another way than the one that keeps it: what a reader must find.
CURRENT = """
    select
        a.article_id, v.document_id, a.outlet_id, a.url, e.title, e.lang, v.authors, v.section, v.published_at,
        v.version, (select p.route from store.pages p where p.page_id = a.article_id) is not null,
        (select min(s.story_id) from store.story_articles s where s.article_id = a.article_id)
    from store.articles a, store.versions v, store.extractions e
    where v.article_id = a.article_id and v.document_id = e.document_id
      and v.version = (select max(o.version) from store.versions o where o.article_id = a.article_id)
    order by all
"""
KEPT = """
    select article_id, document_id, outlet_id, url, title, lang, authors, section, published_at, version,
        is_backfilled, story_id
    from store.current order by all
"""
NAMED = """
    select a.article_id, m.entity_id, a.outlet_id, coalesce(v.published_at, a.first_seen_at), count(*),
        bool_or(m.zone = 'title')
    from store.articles a, store.versions v, store.mentions m
    where v.article_id = a.article_id and v.document_id = m.document_id and m.zone in ('title', 'body')
      and v.version = (select max(o.version) from store.versions o where o.article_id = a.article_id)
    group by all order by all
"""
NAMES = """
    select a.article_id, n.name, n.mentions
    from store.articles a, store.versions v, store.names n
    where v.article_id = a.article_id and v.document_id = n.document_id
      and v.version = (select max(o.version) from store.versions o where o.article_id = a.article_id)
    order by all
"""
KEPT_NAMES = """
    select c.article_id, k.name, n.mentions
    from store.names_of n, store.known_names k, store.current c
    where k.name_no = n.name_no and c.article_no = n.article_no
    order by all
"""
KEPT_NAMED = "select article_id, entity_id, outlet_id, dated_at, mentions, in_title from store.named order by all"


KEPT_OF = {KEPT: CURRENT, KEPT_NAMED: NAMED, KEPT_NAMES: NAMES}


def _nothing(db: Connection) -> None:
    """Kept twice is kept once."""


def _tagged_anew(db: Connection) -> None:
    tag(db, ANAK, version="v3")


def _never_tagged(db: Connection) -> None:
    db.execute("delete from store.mentions; delete from store.tagged")
    db.execute("delete from store.current")
    current.keep(db)
    tag(db, CONTOH, ANAK, version="v2")


def _read_anew(db: Connection) -> None:
    extractions.forget(db, None, ["contoh"])
    identified(db)


def _forgotten(db: Connection) -> None:
    forget.forget(db, PAGE, NOW)


def _merged(db: Connection) -> None:
    """Two articles are one, as the steps leave them: the younger's rows are gone, its id leads to the elder."""
    db.execute("delete from store.versions where article_id = (select max(article_id) from store.articles)")
    db.execute("delete from store.articles where article_id = (select max(article_id) from store.articles)")


def _retold(db: Connection) -> None:
    db.execute("insert into store.story_articles select uuid(), article_id, 1, '' from store.articles limit 1")


def _dated_anew(db: Connection) -> None:
    db.execute("update store.versions set published_at = published_at - interval 3 day, section = 'lain'")


def _found_afterwards(db: Connection) -> None:
    db.execute("update store.pages set route = 'api' where outcome = 'ok'")


CHANGES: dict[str, Callable[[Connection], None]] = {
    "nothing": _nothing, "tagged anew": _tagged_anew, "tagged after it was published": _never_tagged,
    "read anew": _read_anew, "forgotten": _forgotten, "merged": _merged, "told in a story": _retold,
    "dated anew": _dated_anew, "found afterwards": _found_afterwards,
}  # fmt: skip


@pytest.fixture
def db(tmp_path: Path):  # type: ignore[no-untyped-def]
    with connect(a_file(tmp_path / "warehouse.duckdb")) as connection:
        yield connection


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_it_is_as_what_it_is_made_of(db: Connection, change: Callable[[Connection], None]) -> None:
    for kept, made_of in KEPT_OF.items():
        assert rows(db, kept) == rows(db, made_of) != []
    change(db)
    publish.sign(db, RUN, NOW)
    for kept, made_of in KEPT_OF.items():
        assert rows(db, kept) == rows(db, made_of)
    assert rows(db, "from store.known_names anti join store.names_of using (name_no)") == []


def test_a_copy_points_to_the_earliest_until_that_is_undone(db: Connection) -> None:
    elder, first = (f"00000000-0000-5000-8000-00000000000{n}" for n in (2, 1))
    db.execute("delete from store.duplicates")
    publish.sign(db, RUN, NOW)
    article = rows(db, "select article_id from store.named")[0][0]
    for younger, older in ((article, elder), (elder, first)):
        db.execute(
            "insert into store.duplicates values "
            "(?, ?, 'exact_text', 1, '', now(), null, 'independent', null, null, true)",
            [younger, older],
        )
    publish.sign(db, RUN, NOW)
    assert {*rows(db, f"{_COPIES} where article_id = '{article}'")} == {(first,)}
    db.execute("update store.duplicates set undone_at = now()")
    publish.sign(db, RUN, NOW)
    assert {*rows(db, f"{_COPIES}")} == {(None,)}


_COPIES = """
    select duplicate_of::varchar
    from (select article_id, duplicate_of from store.current union all select article_id, duplicate_of from store.named)
"""


def test_what_did_not_change_keeps_its_row(db: Connection) -> None:
    """Publishing writes little where little changed."""
    before = rows(db, "select article_no, article_id from store.current order by 1")
    publish.sign(db, RUN, NOW + timedelta(hours=1))
    assert rows(db, "select article_no, article_id from store.current order by 1") == before


def rows(db: Connection, sql: str) -> list[tuple[object, ...]]:
    return db.execute(sql).fetchall()
