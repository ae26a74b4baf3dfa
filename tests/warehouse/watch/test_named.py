"""Who is named where, as the watching asks it of what is kept: the same as by every mention."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.warehouse.seeding import NOW, RUN, seed
from tests.warehouse.test_current import CHANGES
from warehouse import publish
from warehouse.connection import Connection, connect
from warehouse.migrate import migrate
from warehouse.watch.reading import asked

BY_EVERY_MENTION = """
    select distinct article_id, entity_id from mentions_body where entity_id in (select unnest($watched)) order by all
"""


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whoever_is_mentioned_is_named(tmp_path: Path, change: Callable[[Connection], None]) -> None:
    with connect(tmp_path / "warehouse.duckdb") as db:
        migrate(db)
        seed(db)
        change(db)
        publish.sign(db, RUN, NOW)
        every = [row[0] for row in db.execute("select distinct entity_id from mentions").fetchall()]
        for watched in (every, every[:1], ["nobody"]):
            found = sorted((row["article_id"], row["entity_id"]) for row in asked(db, "named", {"watched": watched}))
            assert found == db.execute(BY_EVERY_MENTION, {"watched": watched}).fetchall()
        assert every
