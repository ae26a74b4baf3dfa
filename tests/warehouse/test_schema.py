"""What the published file says of itself: relations and columns, each with a comment, a type, and an example."""

import re
from functools import cache
from pathlib import Path

import pytest

from flows import schema_page
from warehouse import query, schema
from warehouse.errors import QueryError, WarehouseError
from warehouse.migrate import shipped_macros, shipped_views

README = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
NOWHERE = Path("/there/is/no/kabar.duckdb")
NAMES = sorted(one.name for one in (*shipped_views(), *shipped_macros()))
each_relation = pytest.mark.parametrize("name", NAMES)


@cache
def shipped() -> dict[str, schema.Relation]:
    """All relations, by name, as they are before there is a file; not read before a test asks."""
    return {one.name: one for one in schema.relations(NOWHERE)}


def test_the_file_describes_itself_as_the_shipped_views_do(published: Path) -> None:
    assert schema.relations(published) == tuple(shipped().values())
    assert [*shipped()] == NAMES


def test_every_relation_and_column_in_the_file_has_a_comment(published: Path) -> None:
    sql = """
        select view_name, '' from duckdb_views() where not internal and coalesce(comment, '') = ''
        union all
        select table_name, column_name from duckdb_columns()
        where schema_name = 'main' and not internal and coalesce(comment, '') = ''
        union all
        select function_name, '' from duckdb_functions()
        where schema_name = 'main' and not internal and coalesce(comment, '') = ''
    """
    assert query.answer(published, sql).rows == ()
    asked = "select count(*) from duckdb_columns() where schema_name = 'main' and not internal"
    assert query.answer(published, asked).rows[0][0] > 400


@each_relation
def test_a_relation_says_what_a_row_is_what_columns_mean_and_how_it_is_asked(name: str) -> None:
    relation = shipped()[name]
    assert relation.grain.startswith(("One row per ", "One row: "))
    assert relation.comment.startswith(relation.grain)
    assert len(relation.grain) < 300
    assert relation.columns
    assert all(re.fullmatch(r"[a-z]+(\([a-z, ]+\))?(\[\])?", column.type) for column in relation.columns)
    if relation.parameters:  # DuckDB takes no comments on a macro's columns: what is not another's, its own says
        said = re.findall(r"\w+", relation.comment)
        assert {c.name for c in relation.columns if not c.comment} <= {*said}
        assert {*relation.parameters} <= {*said}
    else:
        assert all(column.comment for column in relation.columns)


@each_relation
def test_the_example_of_a_relation_asks_it_and_is_answered(published: Path, name: str) -> None:
    assert re.search(rf"\bfrom {name}\b", shipped()[name].example)
    assert query.answer(published, shipped()[name].example).columns


def test_examples_are_of_relations_that_are_there() -> None:
    text = Path(schema.__file__).with_name("examples.sql").read_text("utf-8")
    assert re.findall(r"^-- (\w+)$", text, re.MULTILINE) == NAMES


ASKED = {
    "its name": ("articles", "articles"),
    "in capitals": (" Articles ", "articles"),
    "as it is called": ("articles_as_of(moment)", "articles_as_of"),
}


@pytest.mark.parametrize(("name", "found"), ASKED.values(), ids=ASKED)
def test_a_relation_is_found_by_name(published: Path, name: str, found: str) -> None:
    assert schema.relation(published, name) == shipped()[found]


def test_one_that_is_not_there_is_answered_with_the_nearest(published: Path) -> None:
    with pytest.raises(QueryError, match=r"there is no relation 'artikel'; did you mean articles\?"):
        schema.relation(published, "artikel")
    with pytest.raises(QueryError, match="`kabar schema` lists them all"):
        schema.relation(published, "\x1b[2Jzzz")


def test_types_are_those_of_the_file() -> None:
    types = {column.name: column.type for column in shipped()["articles"].columns}
    wanted = {"article_id": "uuid", "published_at": "timestamptz", "authors": "varchar[]", "backfilled": "boolean"}
    assert {name: types[name] for name in wanted} == wanted
    assert {column.name: column.type for column in shipped()["articles_as_of"].columns}.items() <= types.items()


def test_a_macro_s_columns_mean_what_those_of_the_same_name_do() -> None:
    meant = {column.name: column.comment for column in shipped()["articles"].columns}
    assert {c.name: c.comment for c in shipped()["articles_as_of"].columns}.items() <= meant.items()


def test_a_file_that_is_no_warehouse_is_said(tmp_path: Path) -> None:
    (tmp_path / "kabar.duckdb").write_text("hello " * 1000)
    with pytest.raises(WarehouseError, match="could not be used"):
        schema.relations(tmp_path / "kabar.duckdb")


# ------------------------------------------------------------------ as a page


def test_the_readme_has_the_relations_as_they_are() -> None:
    begin, end = README.find(schema_page.BEGIN), README.find(schema_page.END)
    assert README[begin : end + len(schema_page.END)] + "\n" == schema_page.of_all([*shipped().values()]), (
        "the README shows other relations: put what `kabar schema --format markdown` writes in the place of its part"
    )


def test_the_page_names_every_relation_and_every_column_that_is_promised() -> None:
    page = schema_page.of_all([*shipped().values()])
    assert [one.called for one in shipped().values() if f"| `{one.called}` |" not in page] == []
    promised = [one for one in shipped().values() if one.name in schema.PROMISED]
    assert len(promised) == len(schema.PROMISED)
    for one in promised:
        part = page.split(f"<code>{one.name}</code>")[1].split("</details>")[0]
        assert [column.name for column in one.columns] == re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)


def test_a_bar_in_a_comment_does_not_end_its_cell() -> None:
    column = schema.Column(name="kind", type="varchar", comment="a | b")
    one = schema.Relation(name="x", parameters=(), comment="One row.", columns=(column,), example="")
    assert schema_page.of_one(one) == (
        "### `x`\n\nOne row.\n\n"
        "| column | type | what it means |\n| --- | --- | --- |\n| `kind` | varchar | a \\| b |\n"
    )
