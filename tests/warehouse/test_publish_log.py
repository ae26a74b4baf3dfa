"""Somebody opened the published file to write into it: what he left beside it reaches nobody who reads the next."""

import subprocess
import sys
from pathlib import Path

from tests.warehouse.files import a_file
from tests.warehouse.seeding import NOW
from warehouse import query
from warehouse.connection import connect
from warehouse.publish import publish, sign

RUN = "6b616261-7200-4000-8000-000000000001"
# Dies without closing, so that what it wrote lies in the log beside the file.
INTRUDER = """
import os, sys, duckdb
db = duckdb.connect(sys.argv[1])
db.execute("create table mine as select 1 as a")
os._exit(0)
"""


def test_what_somebody_wrote_into_the_published_file_is_gone_with_the_next(tmp_path: Path) -> None:
    warehouse, published = tmp_path / "warehouse.duckdb", tmp_path / "kabar.duckdb"
    with connect(a_file(warehouse, seeded=False)) as db:
        sign(db, RUN, NOW)
    publish(warehouse, published)
    subprocess.run([sys.executable, "-c", INTRUDER, str(published)], check=True)
    assert published.with_name("kabar.duckdb.wal").exists()
    publish(warehouse, published)
    assert not published.with_name("kabar.duckdb.wal").exists()
    assert query.answer(published, "select count(*) from duckdb_tables() where table_name = 'mine'").rows == ((0,),)
