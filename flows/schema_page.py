"""The relations as Markdown: what the README shows of them, between two marks that a test looks for."""

from collections.abc import Iterable, Sequence

from warehouse.schema import PROMISED, Relation

BEGIN = "<!-- relations: as `kabar schema --format markdown` writes them -->"
END = "<!-- end of relations -->"


def of_all(relations: Sequence[Relation]) -> str:
    """Every relation in a line, then the columns of those that are promised, folded."""
    promised = [one for name in PROMISED for one in relations if one.name == name]
    lines = _table(("relation", "one row per"), ((f"`{one.called}`", _grain(one)) for one in relations))
    folded = [
        f"<details><summary>Columns of <code>{one.name}</code></summary>\n\n{_columns(one)}\n\n</details>"
        for one in promised
    ]
    return "\n\n".join([BEGIN, lines, *folded, END]) + "\n"


def of_one(relation: Relation) -> str:
    """What a relation is, its columns, and an example."""
    example = f"\n\n```sql\n{relation.example};\n```" if relation.example else ""
    return f"### `{relation.called}`\n\n{relation.comment}\n\n{_columns(relation)}{example}\n"


def _grain(relation: Relation) -> str:
    return relation.grain.removeprefix("One row per ").removeprefix("One row: ")


def _columns(relation: Relation) -> str:
    rows = ((f"`{column.name}`", column.type, column.comment) for column in relation.columns)
    return _table(("column", "type", "what it means"), rows)


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [names, ["---"] * len(names), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
