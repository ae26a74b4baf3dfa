"""The page's questions: the queries of this folder, asked of the published file by their names.

A query names its parameters (`$now`, `$most`), and is given those that it names. Some lay a temporary relation that
others ask, because they all begin with the articles of the last weeks: reading those anew each time would cost a second
each at a million articles.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from warehouse.connection import Connection

Row = tuple[Any, ...]
Made = TypeVar("Made")


def ask(db: Connection, name: str, values: Mapping[str, object]) -> list[Row]:
    """The rows of `<name>.sql`, with those of `values` that it names."""
    sql = _code(name)
    return db.execute(sql, {key: value for key, value in values.items() if f"${key}" in sql} or None).fetchall()


def lay(db: Connection, name: str, values: Mapping[str, object]) -> None:
    """Lays the temporary relation that `<name>.sql` makes."""
    ask(db, name, values)


def made(kind: type[Made], row: Row) -> Made:
    """A row whose columns are the fields of `kind`, in their order; a list is a tuple."""
    names: tuple[str, ...] = kind.__slots__  # type: ignore[attr-defined]
    return kind(**dict(zip(names, map(_frozen, row), strict=True)))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def _code(name: str) -> str:
    sql = files("warehouse").joinpath("page", f"{name}.sql").read_text("utf-8")
    return "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
