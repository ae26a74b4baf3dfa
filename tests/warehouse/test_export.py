"""Exports: what is read back is what was published, only what changed is written, and nothing cut down stays."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.files import a_file
from tests.warehouse.seeding import NOW, RUN
from warehouse import publish
from warehouse.connection import Connection, Problem, connect, connect_to_export, connect_to_read
from warehouse.errors import WarehouseError
from warehouse.export import Line, export
from warehouse.exporting.layout import TEXT

# The types in which promised columns are written: a change of one breaks what others have built on the files.
WRITTEN = {
    "articles": "article_id VARCHAR outlet_id VARCHAR url VARCHAR title VARCHAR lang VARCHAR authors VARCHAR[] "
    "section VARCHAR published_at TIMESTAMP_WITH_TIME_ZONE published_from VARCHAR published_precision VARCHAR "
    "first_seen_at TIMESTAMP_WITH_TIME_ZONE discovered_via VARCHAR access VARCHAR text VARCHAR body VARCHAR "
    "word_count INTEGER version INTEGER duplicate_of VARCHAR story_id VARCHAR",
    "article_versions": "article_id VARCHAR version INTEGER observed_at TIMESTAMP_WITH_TIME_ZONE title VARCHAR "
    "text VARCHAR change_kind VARCHAR",
    "sightings": "article_id VARCHAR feed_url VARCHAR guid VARCHAR entry_title VARCHAR entry_excerpt VARCHAR "
    "first_seen_at TIMESTAMP_WITH_TIME_ZONE last_seen_at TIMESTAMP_WITH_TIME_ZONE",
    "zones": "article_id VARCHAR version INTEGER zone VARCHAR char_start INTEGER char_end INTEGER",
    "mentions": "article_id VARCHAR version INTEGER entity_id VARCHAR char_start INTEGER char_end INTEGER "
    "surface VARCHAR zone VARCHAR score DOUBLE rule VARCHAR",
    "amounts": "article_id VARCHAR version INTEGER char_start INTEGER char_end INTEGER surface VARCHAR value DOUBLE "
    "value_to DOUBLE currency VARCHAR converted_from VARCHAR zone VARCHAR",
    "derivations": "article_id VARCHAR original_url VARCHAR original_id VARCHAR how VARCHAR confidence DOUBLE "
    "evidence VARCHAR",
    "duplicates": "article_id VARCHAR duplicate_of VARCHAR rule VARCHAR score DOUBLE evidence VARCHAR "
    "decided_at TIMESTAMP_WITH_TIME_ZONE undone_at TIMESTAMP_WITH_TIME_ZONE",
    "stories": "story_id VARCHAR title VARCHAR first_at TIMESTAMP_WITH_TIME_ZONE first_outlet_id VARCHAR "
    "articles BIGINT outlets VARCHAR[] languages VARCHAR[]",
    "story_changes": "story_id VARCHAR change VARCHAR articles VARCHAR[]",
    "runs": "run_id VARCHAR command VARCHAR started_at TIMESTAMP_WITH_TIME_ZONE counts MAP(VARCHAR,_BIGINT)",
    "coverage_lag": "outlet_id VARCHAR retellings BIGINT median_lag DOUBLE p10_lag DOUBLE",
    "entity_days": "entity_id VARCHAR day DATE outlet_id VARCHAR articles BIGINT texts BIGINT mentions BIGINT",
}

MONTHS = "articles/month=2025-06/part.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A published file that may be changed, and where it is exported to."""

    published: Path
    folder: Path

    def export(self, *, text: bool = True, cut_at: str = "") -> dict[str, Line]:
        """The lines by relation; cut down after one of them, where that is named."""

        def done(relation: str, of: int) -> None:
            assert of > 40
            if relation == cut_at:
                raise KeyboardInterrupt

        lines = export(self.published, self.folder, text=text, kabar="1.0", done=done)
        return {line.relation: line for line in lines}

    def change(self, sql: str) -> None:
        """The next run's file, with this done to it."""
        with connect(self.published) as db:
            db.execute(sql)
            ((before,),) = db.execute("select max(published_at) from store.published").fetchall()
            publish.sign(db, RUN, (before or NOW) + timedelta(minutes=1))

    def files(self) -> dict[str, tuple[int, int]]:
        """Every exported file, with what changes when it is written anew."""
        found = {path.relative_to(self.folder).as_posix(): path.stat() for path in self.folder.rglob("*.parquet")}
        return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}

    def rewritten(self, before: dict[str, tuple[int, int]]) -> set[str]:
        """What was written anew, or is new, since then."""
        return {name for name, stat in self.files().items() if before.get(name) != stat}


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Home:
    """Nothing was exported yet."""
    return Home(published=published, folder=tmp_path / "an export's")


@pytest.fixture(scope="session")
def _exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    home = Home(published=a_file(folder / "kabar.duckdb"), folder=folder / "export")
    home.export()
    return home.folder


@pytest.fixture
def exported(home: Home, _exported: Path) -> Home:
    """What is published was exported once."""
    shutil.copy(_exported.with_name("kabar.duckdb"), home.published)
    shutil.copytree(_exported, home.folder)
    return home


@contextmanager
def reading(folder: Path, before: str = "") -> Iterator[Connection]:
    """A DuckDB of somebody else's that ran the script."""
    with connect(folder.parent / "somebody.duckdb") as db:
        db.execute("set timezone = 'UTC'")
        db.execute(before + (folder / "read.sql").read_text("utf-8"))
        yield db


def relations(db: Connection) -> list[str]:
    rows = db.execute("select view_name from duckdb_views() where not internal order by view_name").fetchall()
    return [name for (name,) in rows]


def everything(db: Connection, names: list[str]) -> dict[str, Any]:
    """The columns with their types, and the rows, of every relation."""
    found = {}
    for name in names:
        columns = [row[:2] for row in db.execute(f'describe "{name}"').fetchall()]
        found[name] = columns, sorted(db.execute(f'from "{name}"').fetchall(), key=repr)
    return found


_TOLD: dict[str, dict[str, Any]] = {}  # by what the file holds: most tests publish the same


def as_published(published: Path) -> dict[str, Any]:
    digest = sha256(published.read_bytes()).hexdigest()
    if digest not in _TOLD:
        with connect_to_read(published) as db:
            _TOLD[digest] = everything(db, relations(db))
    return _TOLD[digest]


def as_exported(folder: Path) -> dict[str, Any]:
    with reading(folder) as db:
        return everything(db, relations(db))


def test_what_is_read_back_is_what_was_published(home: Home) -> None:
    lines = home.export()
    published = as_published(home.published)
    assert as_exported(home.folder) == published
    assert {name: line.rows for name, line in lines.items()} == {n: len(rows) for n, (_, rows) in published.items()}
    assert published["coverage_lag"][1]
    assert published["runs"][1]


def test_an_empty_warehouse_gives_every_relation_with_its_columns(tmp_path: Path) -> None:
    home = Home(published=a_file(tmp_path / "kabar.duckdb", seeded=False), folder=tmp_path / "export")
    with pytest.raises(WarehouseError, match="was not published by a run"):
        home.export()
    home.change("select 1")
    home.export()
    assert as_exported(home.folder) == as_published(home.published)


def test_columns_are_written_in_the_types_that_were_promised(exported: Home) -> None:
    found = {}
    with connect(exported.folder.parent / "somebody.duckdb") as db:
        for relation in WRITTEN:
            path = str(exported.folder / relation / "**" / "part.parquet").replace("'", "''")
            rows = db.execute(f"describe from read_parquet('{path}', hive_partitioning = false)").fetchall()
            found[relation] = {name: kind.replace(" ", "_") for name, kind, *_ in rows}
    for relation, words in WRITTEN.items():
        promised = dict(zip(words.split()[::2], words.split()[1::2], strict=True))
        assert {name: found[relation].get(name) for name in promised} == promised, relation


def test_a_month_is_a_file_sorted_by_time(exported: Home) -> None:
    with connect(exported.folder.parent / "somebody.duckdb") as db:
        path = str(exported.folder / MONTHS).replace("'", "''")
        rows = db.execute(f"select coalesce(published_at, first_seen_at) from '{path}'").fetchall()
        codecs = db.execute(f"select distinct compression from parquet_metadata('{path}')").fetchall()
    assert rows == sorted(rows)
    assert len(rows) >= 2
    assert codecs == [("ZSTD",)]


def test_nothing_is_written_where_nothing_changed(exported: Home) -> None:
    before = exported.files()
    assert {name for name, line in exported.export().items() if line.written} == set()
    assert exported.files() == before


MOVED = "update store.versions set published_at = timestamptz '2025-05-09 10:00:00+00'"


def test_a_later_run_that_changed_nothing_writes_what_names_the_run(exported: Home) -> None:
    exported.change("select 1")
    assert {name for name, line in exported.export().items() if line.written} == {"kabar_info"}
    assert as_exported(exported.folder) == as_published(exported.published)


def test_what_changed_is_written_and_no_other_month(home: Home) -> None:
    home.change(f"{MOVED} where article_id = (select article_id from store.articles where outlet_id = 'contoh')")
    home.export()
    before = home.files()
    home.change(
        "update store.extractions set title = 'Judul baru' where outlet_id = 'lain'; "
        "delete from store.current where outlet_id = 'lain'"  # as it goes with a page that is read anew
    )
    home.export()
    assert as_exported(home.folder) == as_published(home.published)
    rewritten = home.rewritten(before)
    assert MONTHS in rewritten
    assert "articles/month=2025-05/part.parquet" in before.keys() - rewritten
    assert not any(name.startswith(("mentions", "zones", "polls", "outlets")) for name in rewritten)


def test_a_month_that_vanished_is_removed(exported: Home) -> None:
    exported.change(MOVED)
    lines = exported.export()
    assert lines["articles"].removed == 1
    assert not (exported.folder / MONTHS).parent.exists()
    assert as_exported(exported.folder) == as_published(exported.published)


@pytest.mark.parametrize("damaged", ["", '{"format": 1}'], ids=["gone", "damaged"])
@pytest.mark.parametrize("names", [("manifest.json",), (MONTHS, "outlets/part.parquet")], ids=["manifest", "files"])
def test_what_was_lost_or_damaged_is_written_again(exported: Home, names: tuple[str, ...], damaged: str) -> None:
    for name in names:
        (exported.folder / name).write_text(damaged)
        if not damaged and name != "manifest.json":
            (exported.folder / name).unlink()
    exported.export()
    assert as_exported(exported.folder) == as_published(exported.published)


@pytest.mark.parametrize("at", ["articles", "mentions"])
def test_an_export_that_was_cut_down_is_made_whole_by_the_next(exported: Home, at: str) -> None:
    exported.change(f"{MOVED}; delete from store.mentions")
    with pytest.raises(KeyboardInterrupt):
        exported.export(cut_at=at)
    assert {p.name for p in exported.folder.iterdir() if p.name.startswith(".")} == set()
    exported.export()
    assert as_exported(exported.folder) == as_published(exported.published)


def test_killed_in_the_middle_of_the_first_one(home: Home) -> None:
    (home.folder / ".kabar-export" / "stage").mkdir(parents=True)
    (home.folder / ".kabar-export" / "stage" / "half.parquet").write_bytes(b"PAR1")
    home.export()
    assert as_exported(home.folder) == as_published(home.published)
    assert not (home.folder / ".kabar-export").exists()


@pytest.mark.parametrize("at", ["aliases", "articles"])
def test_the_first_one_that_was_cut_down_is_made_whole_by_the_next(home: Home, at: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        home.export(cut_at=at)
    home.export()
    assert as_exported(home.folder) == as_published(home.published)


def test_what_somebody_put_beside_an_export_stays(exported: Home) -> None:
    for name in ("notes", ".git", "empty"):
        (exported.folder / name).mkdir()
    for name in ("notes/thesis.txt", "notes/part.parquet", ".git/config"):
        (exported.folder / name).write_text("mine")
    exported.change(MOVED)
    exported.export()
    assert (exported.folder / "empty").is_dir()
    assert {p.read_text() for folder in ("notes", ".git") for p in (exported.folder / folder).iterdir()} == {"mine"}


def test_without_text_no_word_of_an_article_is_in_it(home: Home) -> None:
    home.export(text=False)
    with reading(home.folder) as db:
        columns = {c for (c,) in db.execute("select column_name from duckdb_columns() where not internal").fetchall()}
    assert columns & TEXT == set()
    home.change("update store.extractions set text = text || ' Lagi.'")
    assert {name for name, line in home.export(text=False).items() if line.written} == {"kabar_info"}
    home.export()
    assert as_exported(home.folder) == as_published(home.published)


def test_views_say_what_the_relations_say(exported: Home) -> None:
    said = (
        "select comment from duckdb_columns() where table_name = 'articles' and schema_name = 'main' "
        "order by column_index"
    )
    of_it = "select comment from duckdb_views() where view_name = 'articles'"
    with connect_to_read(exported.published) as db:
        expected = db.execute(said).fetchall(), db.execute(of_it).fetchall()
    with reading(exported.folder) as db:
        assert (db.execute(said).fetchall(), db.execute(of_it).fetchall()) == expected


def test_a_folder_that_was_moved_is_named_before(exported: Home) -> None:
    moved = exported.folder.rename(exported.folder.with_name("moved"))
    with reading(moved, f"set variable kabar = '{moved}';") as db:
        assert db.execute("select count(*) > 0 from articles").fetchall() == [(True,)]


def test_a_relation_that_is_no_more_leaves_no_files(exported: Home) -> None:
    exported.change("drop view links")
    exported.export()
    assert not (exported.folder / "links").exists()


@pytest.mark.parametrize("name", ["a*b", "a[1]", "a?", "a{b}", "a\nb"])
def test_a_name_that_says_more_than_a_name_is_refused(home: Home, tmp_path: Path, name: str) -> None:
    with pytest.raises(WarehouseError, match="export into another folder"):
        Home(published=home.published, folder=tmp_path / name).export()


def test_a_folder_with_something_else_in_it_is_left_alone(home: Home) -> None:
    home.folder.mkdir()
    (home.folder / "thesis.txt").write_text("mine")
    with pytest.raises(WarehouseError, match="is not empty and no export of kabar's"):
        home.export()
    assert [path.name for path in home.folder.iterdir()] == ["thesis.txt"]
    (home.folder / "manifest.json").write_text('{"name": "a web page", "icons": []}')
    with pytest.raises(WarehouseError, match="is not empty and no export of kabar's"):
        home.export()


def test_what_cannot_be_written_is_said(home: Home) -> None:
    home.folder.write_text("a file")
    with pytest.raises(WarehouseError, match="could not be written"):
        home.export()


@pytest.mark.parametrize(
    "sql",
    [
        "copy (select 1) to '{outside}/out.parquet'",
        "from read_csv('{outside}/somebody.csv')",
        "attach '{outside}/other.duckdb' as other",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "create table store.more as select 1",
    ],
    ids=lambda sql: sql.split("'")[0].strip(),
)
def test_the_connection_reaches_that_folder_alone(home: Home, tmp_path: Path, sql: str) -> None:
    home.folder.mkdir()
    (tmp_path / "somebody.csv").write_text("a\n1\n")
    with connect_to_export(home.published, home.folder, home.folder / "scratch") as db, pytest.raises(Problem):
        db.execute(sql.format(outside=tmp_path))
