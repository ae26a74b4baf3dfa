"""Articles that tests lay by hand are those that a run's own functions make of the same page."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sources.types import Published
from tests.warehouse.files import a_file
from tests.warehouse.laid import OUTLETS, an_id, declare, lay, url
from tests.warehouse.seeding import NOW, an_article, identified, kept, read_page
from warehouse import current
from warehouse.connection import Connection, connect

ARTICLES = (
    ("ledger", 1, NOW, "Kapal", "Satu dua tiga.", "minute"),
    ("warta", 2, NOW - timedelta(days=3), "", "Sebuah mercusuar dibuka di tanjung. Kapal berlayar lagi.", "day"),
    ("ledger", 3, NOW + timedelta(minutes=1), "x" * 300, "Satu dua tiga.", "minute"),
)


def test_an_article_that_is_laid_is_as_a_run_makes_it(tmp_path: Path) -> None:
    laid, made = (a_file(tmp_path / f"{name}.duckdb", seeded=False) for name in ("laid", "made"))
    with connect(laid) as db:
        declare(db)
        for outlet, n, at, title, text, precision in ARTICLES:
            assert lay(db, outlet, n, at=at, title=title, text=text, precision=precision) == an_id(outlet, n)
        found = _everything(db)
    with connect(made) as db:
        declare(db)
        for article in ARTICLES:
            _make(db, *article)
        assert found == _everything(db)
        assert len(found["current"]) == len(ARTICLES)


def _make(db: Connection, outlet: str, n: int, at: datetime, title: str, text: str, precision: str) -> None:
    address, (group, lang), headline = url(outlet, n), OUTLETS[outlet], title or f"{outlet} {n}"
    number = int(uuid5(NAMESPACE_URL, address)) % 10**9
    said = Published(at=at, source="jsonld", precision=precision)  # type: ignore[arg-type]
    db.execute(
        "insert into store.pages by name select ? as outlet_id, ? as url, 'feed' as discovered_via, "
        "?::timestamptz as first_seen_at, 1 as attempts, 'ok' as outcome, '' as detail, ?::uuid as page_id",
        [outlet, address, at, an_id(outlet, n)],
    )
    read_page(
        db, kept(address, n=number, at=at, outlet_id=outlet),
        replace(an_article(text, title=headline, published=said), lang=lang),
    )  # fmt: skip
    identified(db)
    db.execute(
        "insert into store.fingerprints values (?, ?, ?, ?, ?, ?, 'news', ?, '[]')",
        [number, an_id(outlet, n), outlet, group, lang, at, headline],
    )
    current.keep(db)


def _everything(db: Connection) -> dict[str, list[tuple[Any, ...]]]:
    tables = db.execute(
        "select table_name from information_schema.tables where table_schema = 'store' and table_type = 'BASE TABLE'"
    ).fetchall()
    return {table: sorted(db.execute(f"from store.{table}").fetchall(), key=repr) for (table,) in tables}
