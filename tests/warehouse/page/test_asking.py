"""The queries of the page: each says what it asks, and is asked."""

from importlib.resources import files

import pytest

PAGE = files("warehouse").joinpath("page")
QUERIES = sorted(file.name.removesuffix(".sql") for file in PAGE.iterdir() if file.name.endswith(".sql"))
CODE = "\n".join(file.read_text("utf-8") for file in PAGE.iterdir() if file.name.endswith(".py"))


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_asks_and_is_asked(name: str) -> None:
    assert PAGE.joinpath(f"{name}.sql").read_text("utf-8").startswith("-- ")
    assert f'"{name}"' in CODE


def test_there_are_queries() -> None:
    assert len(QUERIES) > 20
