"""Reading what is news about somebody from the published file: all that is known, then those pieces that are wanted.

Both from one open file, so that what is told and what is noted as told are of one moment. The queries are
`warehouse/watch/*.sql`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from warehouse.connection import Connection, connect_to_read
from warehouse.load import joined
from warehouse.refusing import ENTITIES
from warehouse.refusing import refuse_unknown as refuse_unknown_id
from warehouse.sentence import first_sentence, headline, one_line
from warehouse.watch import wording
from warehouse.watch.model import Found, Happening, Kind, Mark, Piece

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A piece of news and the row that tells the rest of it."""

    found: Found
    row: _Row


class Published:
    """The published file, open: what is news about some entities in it. Made by `opened`."""

    def __init__(self, db: Connection, watched: Sequence[str]) -> None:
        """Reads what there is; nothing of the articles themselves."""
        self._db = db
        self.published_at: datetime = db.execute("select published_at from kabar_info").fetchall()[0][0]
        before = _aliases(db)
        self._known = [_Known(found=_found(kind, row, before), row=row) for kind, row in _everything(db, watched)]

    @property
    def found(self) -> tuple[Found, ...]:
        """All that is news about them, ever."""
        return tuple(known.found for known in self._known)

    def happenings(self, wanted: Collection[Found], *, opening: Collection[Found] = ()) -> tuple[Happening, ...]:
        """These pieces of news as they are told, what kabar had first at last.

        Those of `opening` with the first sentence of their article, which takes longer to read than all the rest.
        """
        among, opened = set(wanted), set(opening)
        chosen = [known for known in self._known if known.found in among]
        openings = _openings(self._db, {str(known.row["article_id"]) for known in chosen if known.found in opened})
        pieces = _pieces(self._db, {i for known in chosen for i in _articles_of(known.row)}, openings)
        told = [_happening(known, pieces) for known in chosen if str(known.row["article_id"]) in pieces]
        return tuple(sorted(told, key=_newest_last, reverse=True))


@contextmanager
def opened(published: Path, watched: Sequence[str]) -> Iterator[Published]:
    """What is news about the entities `watched`. Raises WarehouseError where nothing is published."""
    with connect_to_read(published) as db:
        yield Published(db, watched)


def refuse_unknown(published: Path, entity_ids: Sequence[str]) -> None:
    """Raises QueryError naming the first of these that is no entity of the published file, and the nearest one."""
    with connect_to_read(published) as db:
        known = db.execute(ENTITIES).fetchall()
    for one in entity_ids:
        refuse_unknown_id("entity", one, known, "kabar entities")


# ------------------------------------------------------------------ all that is known


def _everything(db: Connection, watched: Sequence[str]) -> Iterator[tuple[Kind, _Row]]:
    db.execute(f"create temp table named as {_sql('named')}", {"watched": list(watched)})
    for row in asked(db, "articles", {}):
        yield ("copy" if row["is_copy"] else "article"), row
    for row in asked(db, "stories", {}):
        yield "story", row
    for row in asked(db, "retellings", {}):
        yield "retelling", row
    for row in asked(db, "drifts", {}):
        yield "contradiction", row


def _found(kind: Kind, row: _Row, before: Mapping[str, Sequence[str]]) -> Found:
    name = str(row["story_id"] if kind == "story" else row["article_id"])
    return Found(
        kind=kind, names=(name, *before.get(name, ())), rest=row["rest"], about=tuple(row["about"]),
        known_at=row["known_at"],
    )  # fmt: skip


def _aliases(db: Connection) -> Mapping[str, Sequence[str]]:
    before: dict[str, list[str]] = defaultdict(list)
    for row in asked(db, "aliases", {}):
        before[row["id"]].append(row["before"])
    return before


def asked(db: Connection, name: str, values: Mapping[str, object]) -> Iterator[_Row]:
    """The rows of the query `<name>.sql`, by column."""
    found = db.execute(_sql(name), dict(values) or None)
    columns = [str(column[0]) for column in found.description or ()]
    return (dict(zip(columns, row, strict=True)) for row in found.fetchall())


def _sql(name: str) -> str:
    text = files("warehouse").joinpath("watch", f"{name}.sql").read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


# ------------------------------------------------------------------ as it is told


def _articles_of(row: _Row) -> Iterator[str]:
    yield str(row["article_id"])
    if row.get("original_id"):
        yield str(row["original_id"])


def _openings(db: Connection, article_ids: Collection[str]) -> dict[str, str]:
    if not article_ids:
        return {}
    return {row["article_id"]: row["opening"] for row in asked(db, "openings", {"ids": joined(sorted(article_ids))})}


def _pieces(db: Connection, article_ids: Collection[str], openings: Mapping[str, str]) -> dict[str, Piece]:
    if not article_ids:
        return {}
    rows = asked(db, "pieces", {"ids": joined(sorted(article_ids))})
    return {row["article_id"]: _piece(row, openings.get(row["article_id"], "")) for row in rows}


def _piece(row: _Row, opening: str) -> Piece:
    return Piece(
        article_id=row["article_id"], outlet_id=row["outlet_id"], outlet=one_line(row["outlet"]), lang=row["lang"],
        url=row["url"], title=headline(row["title"]), sentence=first_sentence(opening), dated_at=row["dated_at"],
    )  # fmt: skip


def _happening(known: _Known, pieces: Mapping[str, Piece]) -> Happening:
    row, found = known.row, known.found
    piece = pieces[str(row["article_id"])]
    original = pieces.get(str(row.get("original_id")))
    return Happening(
        found=found, piece=piece, says=_says(found.kind, row, piece, original),
        story_id=found.names[0] if found.kind == "story" else None,
        original_id=original.article_id if original else None,
        original_url=original.url if original else row.get("original_url"),
    )  # fmt: skip


def _newest_last(one: Happening) -> tuple[datetime, datetime, str, Mark]:
    return one.found.known_at, one.piece.dated_at, one.found.kind, one.found.marks[0]


def _says(kind: Kind, row: _Row, piece: Piece, original: Piece | None) -> str:
    match kind:
        case "article":
            return ""
        case "copy":
            return wording.COPY
        case "story":
            return wording.of_story(row["articles"], row["outlets"])
        case "retelling":
            return wording.of_retelling(piece, row["outlet"], row["how"], original)
        case "contradiction":
            return wording.of_contradiction(original, row["original"], row["derived"])
