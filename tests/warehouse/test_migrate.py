"""Migrating: each file once and whole, strange files refused, views as their files say."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.warehouse.files import a_file
from warehouse.connection import Problem, connect
from warehouse.errors import MigrationError
from warehouse.identity.ids import article_id
from warehouse.migrate import Migration, migrate, shipped_migrations, shipped_views

SHIPPED = shipped_migrations()


def _version(path: Path) -> list[tuple[object, ...]]:
    with connect(path) as db:
        return db.execute("select number, name from store.migrations order by number").fetchall()


def test_migrations_are_numbered_from_one_without_a_gap_and_named_by_what_they_do() -> None:
    assert [m.number for m in SHIPPED] == list(range(1, len(SHIPPED) + 1))
    assert all(m.name[4] == "_" and m.name[5:].replace("_", "").isalpha() for m in SHIPPED)


def test_a_fresh_file_gets_every_migration_and_every_view(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with connect(path) as db:
        assert migrate(db) == SHIPPED[-1].number
        views = {name for (name,) in db.execute("select view_name from duckdb_views() where not internal").fetchall()}
    assert _version(path) == [(m.number, m.name) for m in SHIPPED]
    assert views == {view.name for view in shipped_views()}


def test_migrating_again_changes_not_a_byte(tmp_path: Path) -> None:
    path = a_file(tmp_path / "w.duckdb")
    with connect(path) as db:
        before = db.execute("select view_oid, view_name from duckdb_views() where not internal").fetchall()
        assert migrate(db) == SHIPPED[-1].number
        assert db.execute("select view_oid, view_name from duckdb_views() where not internal").fetchall() == before
    assert _version(path) == [(m.number, m.name) for m in SHIPPED]


@pytest.mark.parametrize("until", range(1, len(SHIPPED)))
def test_a_file_of_any_earlier_version_is_brought_up(tmp_path: Path, until: int) -> None:
    with connect(tmp_path / "w.duckdb") as db:
        for migration in SHIPPED[:until]:
            db.execute(migration.sql)
            db.execute(
                "insert into store.migrations values (?, ?, ?)", [migration.number, migration.name, migration.checksum]
            )
        db.execute(
            "insert into store.runs (run_id, command, started_at, outcome) values (uuid(), 'run', now(), 'done')"
        )
        migrate(db)
        assert db.execute("select count(*) from runs").fetchone() == (1,)


def test_a_later_migration_keeps_the_rows(tmp_path: Path) -> None:
    path = a_file(tmp_path / "w.duckdb")
    later = Migration(
        number=len(SHIPPED) + 1, name="9999_x", sql="alter table store.articles add column shade varchar;"
    )
    with connect(path) as db:
        before = db.execute("select * from articles order by article_id").fetchall()
        assert migrate(db, (*SHIPPED, later)) == later.number
        assert db.execute("select * from articles order by article_id").fetchall() == before
        assert db.execute("select distinct shade from store.articles").fetchall() == [(None,)]


def test_an_edited_migration_is_refused_by_name(tmp_path: Path) -> None:
    path = a_file(tmp_path / "w.duckdb")
    edited = (SHIPPED[0], replace(SHIPPED[1], sql=SHIPPED[1].sql + "\n-- a word"), *SHIPPED[2:])
    with connect(path) as db, pytest.raises(MigrationError) as refused:
        migrate(db, edited)
    assert str(refused.value) == (
        "migration 0002_create_sources was applied to this warehouse and has been edited since: "
        "put the file back as it was and add the change as a new migration"
    )


def test_a_file_of_a_newer_kabar_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = a_file(tmp_path / "w.duckdb")
    before = _version(path)
    with connect(path) as db, pytest.raises(MigrationError, match=r"written by a newer kabar; install that one"):
        migrate(db, SHIPPED[:-1])
    assert _version(path) == before


def test_a_failing_migration_leaves_nothing_of_itself(tmp_path: Path) -> None:
    path = a_file(tmp_path / "w.duckdb")
    before = _version(path)
    sql = "create table store.half (a integer); alter table store.articles add column half varchar; select no_such();"
    bad = Migration(number=len(SHIPPED) + 1, name="9999_bad", sql=sql)
    with connect(path) as db:
        with pytest.raises(Problem):
            migrate(db, (*SHIPPED, bad))
        columns = db.execute("select * from store.articles limit 0").description
        assert "half" not in [c[0] for c in columns or ()]
        assert db.execute("select 1 from duckdb_tables() where table_name = 'half'").fetchall() == []
        assert db.execute("select count(*) from articles").fetchone() == (2,)  # the views still stand
    assert _version(path) == before


def test_views_are_made_anew_when_a_file_of_theirs_changed(tmp_path: Path) -> None:
    with connect(a_file(tmp_path / "w.duckdb")) as db:
        db.execute("create or replace view outlets as select 1 as old; create view left_behind as select 2 as old")
        db.execute("update store.views_made set digest = 'of other files'")
        migrate(db)
        assert db.execute("select count(outlet_id) from outlets").fetchone() == (2,)
        assert db.execute("select 1 from duckdb_views() where view_name = 'left_behind'").fetchall() == []


def test_the_file_is_of_the_newest_format_and_long_text_is_zstd(tmp_path: Path) -> None:
    path = a_file(tmp_path / "w.duckdb", seeded=False)
    words = "with words as (select string_agg(md5(i::varchar), ' ') as t from range(60) r(i)) "
    with connect(path) as db:
        db.execute(
            "insert into store.extractions "
            "(document_id, outlet_id, url, observed_at, extractor, outcome, detail, text, body) "
            f"{words} select uuid(), 'o', i::varchar, now(), 'x', 'ok', '', t || i, t || i from words, range(3000) r(i)"
        )
        db.execute("checkpoint")
        kinds = db.execute(
            "select column_name, list(distinct compression) from pragma_storage_info('store.extractions') "
            "where column_name in ('text', 'body') and segment_type = 'VARCHAR' group by all"
        ).fetchall()
        tags = db.execute("select tags['storage_version'] from duckdb_databases() where database_name = 'w'").fetchone()
    assert dict(kinds) == {"text": ["ZSTD"], "body": ["ZSTD"]}
    assert tags is not None
    assert tags[0].startswith("v1.5")


def test_a_warehouse_from_before_identity_keeps_its_rows_and_gets_their_ids(tmp_path: Path) -> None:
    with connect(tmp_path / "w.duckdb") as db:
        for migration in SHIPPED[:4]:
            db.execute(migration.sql)
            db.execute(
                "insert into store.migrations values (?, ?, ?)", [migration.number, migration.name, migration.checksum]
            )
        url = "https://contoh.test/ä"
        db.execute("insert into store.pages values ('contoh', ?, 'feed', now(), 1, now(), null, 'ok', '')", [url])
        db.execute(
            "insert into store.extractions (document_id, outlet_id, url, observed_at, extractor, outcome, detail, "
            "title, body) values (uuid(), 'contoh', ?, now(), 'k', 'ok', '', 'Judul', 'é')",
            [url],
        )
        migrate(db)
        own = article_id("contoh", url)
        digest = hashlib.sha256("Judul\x1fé".encode()).hexdigest()
        assert db.execute("select page_id::varchar, checks from store.pages").fetchall() == [(own, 0)]
        assert db.execute("select page_id::varchar, text_digest, placed from store.extractions").fetchall() == [
            (own, digest, False)
        ]
