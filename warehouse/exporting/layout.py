"""How relations lie in an export: which go by month and by which, how columns are written, and the views over them.

Nothing is read or written here. A type that not everything that reads Parquet knows is written as a plainer one, and
`read.sql` gives it back.
"""

from dataclasses import dataclass

# What says of which month a row is; all else that a run adds to lies in one file, written anew when it changes.
_MONTH = {
    "articles": "coalesce(published_at, first_seen_at)",
    "article_versions": "observed_at",
    "article_entities": "dated_at",
    "breaches": "wire_at",
    "duplicates": "decided_at",
    "derivation_history": "since_at",
    "entity_days": "day",
    "entries": "first_seen_at",
    "exclusive_stories": "first_at",
    "fetches": "started_at",
    "finds": "found_at",
    "first_mentions": "first_at",
    "gaps": "missing_from",
    "originals": "wanted_at",
    "pages": "first_seen_at",
    "polls": "polled_at",
    "recall": "day",
    "runs": "started_at",
    "share_of_voice": "week",
    "sightings": "first_seen_at",
    "stories": "first_at",
    "story_changes": "changed_at",
    "untold_in_indonesian": "first_at",
    "walked": "asked_at",
    "walked_days": "day",
}
# Rows of an article that have no time of their own lie in the month of the article.
_OF_AN_ARTICLE = (
    "amounts", "citations", "derivation_candidates", "derivations", "figure_drift", "links", "mention_changes",
    "mentions", "mentions_body", "story_articles", "zones",
)  # fmt: skip
# The outlets' own words beyond headlines and names: what `--without-text` leaves out.
TEXT = frozenset(("text", "body", "description", "excerpt", "entry_excerpt", "said"))

_WRITTEN = {"UUID": "varchar", "UUID[]": "varchar[]"}
NO_MONTH = "none"  # rows without a time; the file is there without any, too, so that the schema always is


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """One relation as it is exported: its columns with DuckDB's types, and the SQL that gives a row's month.

    `month` is empty where the relation is one file. `of_article` says that it is the month of the row's article.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    month: str
    of_article: bool

    @property
    def selected(self) -> str:
        """The columns as they are written."""
        return ", ".join(_written(name, kind) for name, kind in self.columns)

    @property
    def order(self) -> str:
        """How a file is sorted: by what says the month, then by the first columns, which name the row."""
        plain = [f'"{name}"' for name, kind in self.columns if name not in TEXT and kind[-1] not in ")]"]
        own = [self.month] if self.month and not self.of_article else []
        return ", ".join([*own, *plain[:4]])


def lay(name: str, columns: tuple[tuple[str, str], ...], *, text: bool) -> Laid:
    """How the relation of these columns (name, DuckDB's type) is exported, with or without the outlets' words."""
    kept = tuple(column for column in columns if text or column[0] not in TEXT)
    of_article = name in _OF_AN_ARTICLE
    return Laid(name=name, columns=kept, month="month" if of_article else _MONTH.get(name, ""), of_article=of_article)


def month_of(expression: str) -> str:
    """SQL for the month of a time, as `2025-06`; `none` where there is none, or it is of no year with four digits."""
    return (
        f"case when year({expression}) between 1000 and 9999 then strftime({expression}, '%Y-%m') else '{NO_MONTH}' end"
    )


def path_of(relation: str, month: str) -> str:
    """Where a part lies in the export."""
    return f"{relation}/month={month}/part.parquet" if month else f"{relation}/part.parquet"


def _written(name: str, kind: str) -> str:
    if kind == "INTERVAL":
        return f'epoch("{name}") as "{name}"'
    plain = _WRITTEN.get(kind)
    return f'"{name}"::{plain} as "{name}"' if plain else f'"{name}"'


def _read(name: str, kind: str) -> str:
    if kind == "INTERVAL":
        return f'to_microseconds(round("{name}" * 1e6)::bigint) as "{name}"'
    return f'"{name}"::{kind} as "{name}"' if kind in _WRITTEN else f'"{name}"'


_HEAD = """\
-- What kabar had published at {at}, as Parquet: the relations of kabar.duckdb as views, with their columns and types.
-- In the DuckDB shell: .read {folder}/read.sql    In Python: duckdb.sql(open("{folder}/read.sql").read())
-- Where the folder was moved, say first where it is: set variable kabar = '/there';
set variable kabar = coalesce(getvariable('kabar'), '{quoted}');
"""


def read_sql(folder: str, at: str, laid: tuple[Laid, ...], comments: dict[tuple[str, str], str]) -> str:
    """The script that makes a view of each relation over the export in `folder`, which is an absolute path.

    `comments` are by relation and column, the relation's own under column "".
    """
    head = _HEAD.format(at=at, folder=folder, quoted=_quoted(folder))
    return head + "".join(_view(one, comments) for one in laid)


def _view(one: Laid, comments: dict[tuple[str, str], str]) -> str:
    path = path_of(one.name, "*" if one.month else "").replace("month=*", "*")
    columns = ", ".join(_read(name, kind) for name, kind in one.columns)
    lines = [
        f'\ncreate or replace temp view "{one.name}" as select {columns}',
        f"from read_parquet(getvariable('kabar') || '/{path}', hive_partitioning = false);",
    ]
    if said := comments.get((one.name, "")):
        lines.append(f"comment on view \"{one.name}\" is '{_quoted(said)}';")
    lines += [
        f'comment on column "{one.name}"."{name}" is \'{_quoted(said)}\';'
        for name, _ in one.columns
        if (said := comments.get((one.name, name)))
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text.replace("'", "''")
