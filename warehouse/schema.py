"""What there is to ask: every public relation as the published file itself describes it, with an example.

Names, types and comments are read from the file (from a warehouse without rows where there is none yet); the examples
are `warehouse/examples.sql`. How that is shown is told elsewhere.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from warehouse.connection import Connection, connect, connect_to_read
from warehouse.errors import QueryError
from warehouse.migrate import migrate
from warehouse.sentence import one_line

# The relations that are documented column by column: what others build on. The rest may change more freely.
PROMISED = (
    "outlets", "feeds", "articles", "article_versions", "sightings", "zones", "entities", "aliases", "mentions",
    "amounts", "citations", "derivations", "duplicates", "stories", "story_articles", "polls", "fetches", "gaps",
    "runs", "kabar_info",
)  # fmt: skip

_VIEWS = """
    select view_name, comment from duckdb_views() where schema_name = 'main' and not internal order by view_name
"""
_COLUMNS = """
    select table_name, column_name, data_type, comment from duckdb_columns()
    where schema_name = 'main' and not internal order by table_name, column_index
"""
_MACROS = """
    select function_name, comment, parameters from duckdb_functions()
    where schema_name = 'main' and function_type = 'table_macro' and not internal order by function_name
"""
# Whose columns mean the same where a macro has one of that name: DuckDB takes no comments on a macro's columns.
_LIKE = ("articles", "story_articles", "derivations")
_EXAMPLE = re.compile(r"^-- (\w+)\n(.+?);$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its type as DuckDB writes it in small letters, and what it means (empty where that is another's)."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What can stand after `from`; one with `parameters` wants them in brackets. `comment` begins with the grain."""

    name: str
    parameters: tuple[str, ...]
    comment: str
    columns: tuple[Column, ...]
    example: str

    @property
    def called(self) -> str:
        """Its name as it is written in a query: `articles_as_of(moment)`."""
        return f"{self.name}({', '.join(self.parameters)})" if self.parameters else self.name

    @property
    def grain(self) -> str:
        """The first sentence of its comment, without the full stop."""
        return re.split(r"\.(?:\s|$)", self.comment, maxsplit=1)[0]


def relations(published: Path) -> tuple[Relation, ...]:
    """All of them, by name, as the file has them; where it is not there yet, as the first run will make it."""
    with _described(published) as db:
        columns = _columns(db)
        views = [
            Relation(
                name=name, parameters=(), comment=comment or "", columns=columns.get(name, ()), example=_example(name)
            )
            for name, comment in db.execute(_VIEWS).fetchall()
        ]
        macros = [
            Relation(
                name=name, parameters=tuple(parameters), comment=comment or "", example=_example(name),
                columns=_columns_of_macro(db, name, len(parameters), columns),
            )
            for name, comment, parameters in db.execute(_MACROS).fetchall()
        ]  # fmt: skip
    return tuple(sorted((*views, *macros), key=lambda one: one.name))


def relation(published: Path, name: str) -> Relation:
    """The one of this name. Raises QueryError with the nearest where there is none."""
    by_name = {one.name: one for one in relations(published)}
    wanted = name.strip().lower().split("(")[0]
    if found := by_name.get(wanted):
        return found
    near = get_close_matches(wanted, by_name, n=1)
    way = f"did you mean {near[0]}?" if near else "`kabar schema` lists them all"
    raise QueryError(f"there is no relation {one_line(name)[:80]!r}; {way}")


@contextmanager
def _described(published: Path) -> Iterator[Connection]:
    if published.exists():
        with connect_to_read(published) as db:
            yield db
        return
    with connect(Path(":memory:")) as db:
        migrate(db)
        yield db


def _columns(db: Connection) -> dict[str, tuple[Column, ...]]:
    found: dict[str, tuple[Column, ...]] = {}
    for relation_name, name, kind, comment in db.execute(_COLUMNS).fetchall():
        column = Column(name=name, type=_type(kind), comment=comment or "")
        found[relation_name] = (*found.get(relation_name, ()), column)
    return found


def _columns_of_macro(
    db: Connection, name: str, parameters: int, known: dict[str, tuple[Column, ...]]
) -> tuple[Column, ...]:
    meant = {column.name: column.comment for like in reversed(_LIKE) for column in known.get(like, ())}
    described = db.execute(f'describe from "{name}"({", ".join(["null"] * parameters)})').fetchall()
    return tuple(Column(name=row[0], type=_type(row[1]), comment=meant.get(row[0], "")) for row in described)


def _type(kind: str) -> str:
    return kind.lower().replace("timestamp with time zone", "timestamptz")


def _example(name: str) -> str:
    """The query that is shipped for it; empty where there is none."""
    shipped = files("warehouse").joinpath("examples.sql").read_text("utf-8")
    return next((found[2] for found in _EXAMPLE.finditer(shipped) if found[1] == name), "")
