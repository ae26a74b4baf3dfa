"""Exporting: the public relations as Parquet files by month, and only those anew whose rows changed.

    DIR/articles/month=2025-06/part.parquet     a relation whose rows have a time, their own or their article's
    DIR/outlets/part.parquet                    any other
    DIR/read.sql, DIR/manifest.json             views over all that; what each file was made of

Every file is written beside, flushed and renamed into its place, the manifest last: an export that was cut down is
made whole by the next. How relations lie is decided in `warehouse.exporting`.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from warehouse.connection import Connection, connect_to_export
from warehouse.errors import WarehouseError
from warehouse.exporting.folder import WORK, clear, refuse_unfit, remove_months, remove_others
from warehouse.exporting.layout import NO_MONTH, Laid, lay, month_of, path_of, read_sql
from warehouse.exporting.manifest import MANIFEST, Exported, Manifest, Part, read, written
from warehouse.spare import flush

_ROWS = 20_480  # of a row group: with whole texts some 100 MB while it is written
_AS = f"(format parquet, compression zstd, row_group_size {_ROWS})"
_STAGED = "(format parquet, compression lz4_raw, partition_by (exported_month), write_partition_columns false)"

Done = Callable[[str, int], None]  # told the relation that is done, and of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of one relation: its rows and files, how many of these were written anew or removed, and bytes."""

    relation: str
    rows: int
    files: int
    written: int
    removed: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """The open published file, the folder, what it was exported with last, and what is said while it goes on."""

    db: Connection
    folder: Path
    before: Manifest | None

    @property
    def work(self) -> Path:
        return self.folder / WORK


def export(
    published: Path, folder: Path, *, text: bool, kabar: str, done: Done = lambda _, __: None
) -> tuple[Line, ...]:
    """Brings the export in `folder` to what is published; `text`: with the articles' texts and feeds' excerpts.

    `kabar` is the program's version, for the manifest; `done` hears of each relation. Nobody else may export into the
    folder meanwhile. Raises WarehouseError: nothing is published, the folder holds something else, or cannot be
    written; what was there before stays readable then.
    """
    folder = folder.absolute()
    refuse_unfit(folder)
    with _told(folder), connect_to_export(published, folder, folder / WORK) as db:
        try:
            clear(folder)
            (folder / WORK).mkdir(parents=True)
            target = _Target(db=db, folder=folder, before=_before(db, folder))
            return _export(target, text=text, kabar=kabar, done=done)
        finally:
            clear(folder)


def _export(target: _Target, *, text: bool, kabar: str, done: Done) -> tuple[Line, ...]:
    info = _info(target.db)
    if target.before and _is_current(target, target.before, info | {"kabar": kabar, "text": text}):
        return tuple(_line(one.name, one.parts) for one in target.before.relations)
    if not target.before:  # that the folder is ours is to be known also to who comes after one that was cut down
        _put(target, MANIFEST, lambda path: path.write_text("{}\n", "utf-8"))
    laid = _relations(target.db, text=text)
    _months_of_articles(target.db)
    lines, exported = [], []
    for one in laid:
        parts, line = _relation(target, one)
        exported.append(Exported(name=one.name, columns=one.columns, parts=parts))
        lines.append(line)
        done(one.name, len(laid))
    months = [one.name for one in laid if one.month]
    remove_others(target.folder, months, [one.name for one in laid if not one.month])
    made = Manifest(relations=tuple(exported), kabar=kabar, text=text, **info)
    script = read_sql(str(target.folder), made.published_at, laid, _comments(target.db))
    _put(target, "read.sql", lambda path: path.write_text(script, "utf-8"))
    _put(target, MANIFEST, lambda path: path.write_text(written(made), "utf-8"))
    return tuple(lines)


# ------------------------------------------------------------------ one relation


def _relation(target: _Target, one: Laid) -> tuple[tuple[Part, ...], Line]:
    """Writes what changed of a relation, removes the months that are gone."""
    now = _digests(target.db, one)
    stale = [part.month for part in now if not _is_there(target, one, part)]
    _write(target, one, stale)
    removed = remove_months(target.folder / one.name, {part.month for part in now})
    parts = tuple(_sized(target.folder, one, part) for part in now)
    return parts, replace(_line(one.name, parts), written=len(stale), removed=removed)


def _line(name: str, parts: tuple[Part, ...]) -> Line:
    """A relation of which nothing was written."""
    rows, size = sum(part.rows for part in parts), sum(part.bytes for part in parts)
    return Line(relation=name, rows=rows, files=len(parts), written=0, removed=0, bytes=size)


def _is_current(target: _Target, before: Manifest, said: dict[str, Any]) -> bool:
    """Whether the same file was exported before, in the same way, and all of it lies there."""
    if {name: getattr(before, name) for name in said} != said or not (target.folder / "read.sql").is_file():
        return False
    files = ((target.folder / path_of(one.name, part.month), part) for one in before.relations for part in one.parts)
    return all(file.is_file() and file.stat().st_size == part.bytes for file, part in files)


def _digests(db: Connection, one: Laid) -> list[Part]:
    """The months of a relation, with the number of their rows and the sum of the hashes of these."""
    rows = db.execute(
        f"select exported_month, count(*), sum(hash(r))::varchar from ({_rows(one)}) r group by exported_month "
        "order by exported_month"
    ).fetchall()
    found = {month: Part(month=month, rows=count, digest=digest, bytes=0) for month, count, digest in rows}
    always = NO_MONTH if one.month else ""
    found.setdefault(always, Part(month=always, rows=0, digest="0", bytes=0))
    return list(found.values())


def _rows(one: Laid) -> str:
    """A relation's rows as they are written, with the month in which each lies."""
    if one.of_article:
        month = f"coalesce(m.month, '{NO_MONTH}')"
        source = f'"{one.name}" r left join exported_months m using (article_id)'
    else:
        month = month_of(one.month) if one.month else "''"
        source = f'"{one.name}" r'
    return f"select {one.selected}, {month} as exported_month from {source}"


def _is_there(target: _Target, one: Laid, part: Part) -> bool:
    """Whether the part lies there as it was written, and the same rows were written."""
    known = target.before.part(one.name, one.columns, part.month) if target.before else None
    if not known or (known.rows, known.digest) != (part.rows, part.digest):
        return False
    file = target.folder / path_of(one.name, part.month)
    return file.is_file() and file.stat().st_size == known.bytes


def _write(target: _Target, one: Laid, months: list[str]) -> None:
    """Writes these months. Where there are several they are first staged, so that the relation is computed once."""
    if len(months) > 1:
        wanted = ", ".join(f"'{month}'" for month in months)
        stage = target.work / "stage"
        _run(target, f"select * from ({_rows(one)}) where exported_month in ({wanted})", _STAGED, stage)
    for month in months:
        staged = target.work / "stage" / f"exported_month={month}"
        if staged.is_dir():
            source = f"read_parquet('{_quoted(staged)}/*.parquet', hive_partitioning = false)"
        else:
            source = f"(select * exclude (exported_month) from ({_rows(one)}) where exported_month = '{month}')"
        sql = f"select * from {source} order by {one.order}"
        _put(target, path_of(one.name, month), partial(_run, target, sql, _AS))
    shutil.rmtree(target.work / "stage", ignore_errors=True)


def _run(target: _Target, sql: str, how: str, path: Path) -> None:
    target.db.execute(f"copy ({sql}) to '{_quoted(path)}' {how}")


def _sized(folder: Path, one: Laid, part: Part) -> Part:
    size = (folder / path_of(one.name, part.month)).stat().st_size
    return Part(month=part.month, rows=part.rows, digest=part.digest, bytes=size)


# ------------------------------------------------------------------ what it is of


def _relations(db: Connection, *, text: bool) -> tuple[Laid, ...]:
    """Every public relation, by name."""
    rows = db.execute(
        "select view_name, c.column_name, c.data_type from duckdb_views() v "
        "join duckdb_columns() c on c.table_name = v.view_name and c.schema_name = v.schema_name "
        "where not v.internal and v.schema_name = 'main' order by view_name, column_index"
    ).fetchall()
    names = dict.fromkeys(name for name, _, _ in rows)
    return tuple(lay(name, tuple((c, kind) for n, c, kind in rows if n == name), text=text) for name in names)


def _comments(db: Connection) -> dict[tuple[str, str], str]:
    rows = db.execute(
        "select view_name, '', comment from duckdb_views() where schema_name = 'main' and not internal "
        "union all select table_name, column_name, comment from duckdb_columns() where schema_name = 'main'"
    ).fetchall()
    return {(relation, column): comment for relation, column, comment in rows if comment}


def _months_of_articles(db: Connection) -> None:
    """In which month each article lies: mentions and the like lie there, too."""
    month = month_of(lay("articles", (), text=True).month)
    db.execute(f"create temp table exported_months as select article_id, {month} as month from articles")


def _info(db: Connection) -> dict[str, Any]:
    """What the published file says of itself. Raises WarehouseError where it says nothing."""
    found = db.execute(_INFO)
    names = [str(column[0]) for column in found.description]
    rows = found.fetchall()
    if not rows:
        raise WarehouseError("that file was not published by a run: `kabar run` publishes one")
    return dict(zip(names, rows[0], strict=True))


_INFO = """
    select schema_version, run_id::varchar as run_id, strftime(published_at, '%Y-%m-%dT%H:%M:%SZ') as published_at,
           version() as hashed_by
    from kabar_info
"""


def _before(db: Connection, folder: Path) -> Manifest | None:
    """What the folder was exported with; `None` for the first time, and where hashes mean something else now."""
    file = folder / MANIFEST
    found = read(file.read_text("utf-8", "replace")) if file.is_file() else None
    ((hashed_by,),) = db.execute("select version()").fetchall()
    return found if found and found.hashed_by == hashed_by else None


# ------------------------------------------------------------------ the folder


def _put(target: _Target, path: str, write: Callable[[Path], object]) -> None:
    """Has a file written beside, makes it last, and puts it in its place."""
    beside, place = target.work / "next", target.folder / path
    write(beside)
    flush(beside)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside.replace(place)
    flush(place.parent)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise WarehouseError(
            f"{folder} could not be written ({problem.strerror}): free some space, or give yourself the right, and "
            "export again: it goes on from there"
        ) from problem


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
