"""Bringing a warehouse file to this program's schema: numbered migrations once, views every time.

A migration is `warehouse/migrations/NNNN_verb_noun.sql`: forward only, applied in one transaction together with
its row in `store.migrations`. A view is `warehouse/views/NAME.sql`: comment lines, then a bare select.
The comment's text before the first `-- column:` line documents the relation (its first sentence is the
grain), the lines after it document the columns. A macro is `warehouse/macros/NAME.sql`: likewise, a select; the
lines after the text document its parameters.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile

from warehouse.connection import Connection, transaction
from warehouse.errors import MigrationError

_COLUMN_LINE = re.compile(r"^(\w+): (.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One numbered file; `checksum` is the SHA-256 of its text."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """Tells an edited file from the one that was applied."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One public relation: its query, and what it and each column mean."""

    name: str
    select: str
    comment: str
    columns: tuple[tuple[str, str], ...]


def migrate(db: Connection, migrations: tuple[Migration, ...] | None = None) -> int:
    """Applies what is missing and remakes every view; returns the schema version.

    Raises MigrationError for a file whose migrations were edited since, or that a newer kabar wrote.
    """
    known = shipped_migrations() if migrations is None else migrations
    applied = _applied(db)
    _refuse_strange(applied, known)
    for migration in known[len(applied) :]:
        _apply(db, migration)
    if views_digest() != _views_digest_of(db) or len(applied) != len(known):
        make_views(db)
    return known[-1].number


def shipped_migrations() -> tuple[Migration, ...]:
    """The migrations of this program, in order."""
    return tuple(
        Migration(number=int(file.name[:4]), name=file.name.removesuffix(".sql"), sql=file.read_text("utf-8"))
        for file in _sql_files("migrations")
    )


def shipped_views() -> tuple[View, ...]:
    """The public relations of this program, by name."""
    return tuple(_read_view(file.name.removesuffix(".sql"), file.read_text("utf-8")) for file in _sql_files("views"))


def shipped_macros() -> tuple[View, ...]:
    """The public relations of this program that take a parameter (their `columns` are those), by name."""
    return tuple(_read_view(file.name.removesuffix(".sql"), file.read_text("utf-8")) for file in _sql_files("macros"))


@cache
def views_digest() -> str:
    """Changes whenever a view's or macro's file does."""
    return hashlib.sha256(repr((shipped_views(), shipped_macros())).encode()).hexdigest()


def make_views(db: Connection) -> None:
    """Every view as its file says, with its comments, in one transaction.

    Views may use each other: those that cannot be made yet are tried again after the others.
    """
    with transaction(db):
        for (name,) in db.execute("select view_name from duckdb_views() where not internal").fetchall():
            db.execute(f'drop view "{name}"')
        _make_in_any_order(db, list(shipped_views()))
        for macro in shipped_macros():
            parameters = ", ".join(name for name, _ in macro.columns)
            db.execute(f'create or replace macro "{macro.name}"({parameters}) as table {macro.select}')
            said = " ".join([macro.comment, *(f"{name}: {meaning}." for name, meaning in macro.columns)])
            db.execute(f"comment on macro table \"{macro.name}\" is '{_quoted(said)}'")
        db.execute("delete from store.views_made")
        db.execute("insert into store.views_made values (?)", [views_digest()])


def _make_in_any_order(db: Connection, views: list[View]) -> None:
    names = {view.name for view in views}
    made: set[str] = set()
    while views:
        ready = [v for v in views if not (_words(v.select) & (names - made - {v.name}))]
        if not ready:
            raise MigrationError(f"views that need each other in a circle: {', '.join(v.name for v in views)}")
        for view in ready:
            _make(db, view)
            made.add(view.name)
        views = [v for v in views if v.name not in made]


def _words(select: str) -> set[str]:
    """The relations a view may read: every unqualified name after `from` or `join`."""
    return set(re.findall(r"\b(?:from|join)\s+([a-z_]+)(?![\w.])", select))


def _make(db: Connection, view: View) -> None:
    db.execute(f'create view "{view.name}" as {view.select}')
    db.execute(f"comment on view \"{view.name}\" is '{_quoted(view.comment)}'")
    for column, comment in view.columns:
        db.execute(f'comment on column "{view.name}"."{column}" is \'{_quoted(comment)}\'')


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _applied(db: Connection) -> tuple[tuple[int, str, str], ...]:
    there = db.execute(
        "select 1 from duckdb_tables() where schema_name = 'store' and table_name = 'migrations'"
    ).fetchone()
    if not there:
        return ()
    return tuple(db.execute("select number, name, checksum from store.migrations order by number").fetchall())


def _refuse_strange(applied: tuple[tuple[int, str, str], ...], known: tuple[Migration, ...]) -> None:
    if len(applied) > len(known):
        raise MigrationError(
            f"the warehouse has schema version {applied[-1][0]}, this kabar knows {known[-1].number}: "
            "it was written by a newer kabar; install that one, or use another KABAR_HOME"
        )
    for (number, name, checksum), migration in zip(applied, known, strict=False):
        if number != migration.number or checksum != migration.checksum:
            raise MigrationError(
                f"migration {name} was applied to this warehouse and has been edited since: "
                "put the file back as it was and add the change as a new migration"
            )


def _apply(db: Connection, migration: Migration) -> None:
    with transaction(db):
        db.execute(migration.sql)
        db.execute(
            "insert into store.migrations (number, name, checksum) values (?, ?, ?)",
            [migration.number, migration.name, migration.checksum],
        )


def _views_digest_of(db: Connection) -> str:
    found = db.execute("select digest from store.views_made").fetchone()
    return str(found[0]) if found else ""


def _read_view(name: str, text: str) -> View:
    head = [line[2:].strip() for line in takewhile(lambda line: line.startswith("--"), text.splitlines())]
    columns = [found.groups() for line in head if (found := _COLUMN_LINE.match(line))]
    comment = " ".join(line for line in head if not _COLUMN_LINE.match(line))
    select = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--")).strip().rstrip(";")
    return View(name=name, select=select, comment=comment, columns=tuple((c[0], c[1]) for c in columns))


def _sql_files(folder: str) -> list[Traversable]:
    there = files("warehouse").joinpath(folder)
    return sorted((f for f in there.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
