"""A warehouse of any size, laid by SQL: `python -m tests.benchmarks.synthetic FOLDER [ARTICLES]`.

Two years of the shipped outlets and entities, skewed as news is: a few outlets and names have most, half of the
articles tell what others tell. Texts are words in no order, as long as real ones; mentions stand where they say.
Nothing is read or compared: the rows are what the steps would leave, not what they would make of these texts.
"""

import argparse
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pyarrow as pa
import pyarrow.compute as pc

from sources.catalogue import load as load_outlets
from tests.benchmarks.synthetic_words import phrases
from warehouse import feeds, publish, taggers
from warehouse.connection import Connection, connect, transaction
from warehouse.entities.gazetteer import load as load_entities
from warehouse.migrate import migrate

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
RUN = str(uuid5(NAMESPACE_URL, "synthetic"))
HERE = Path(__file__).parent / "laid"
CHUNK = 50_000  # documents whose texts are in memory at a time
PIECES = 34  # phrases a text: 2.4 kB
STOCK = 40_000  # phrases a language: no text has one twice, and zstd finds about as little as in real ones

# A document's phrases, drawn by its number; those of its headline are the first.
_DRAWN = """
    select d, lang = 'en' as is_english, coalesce(lead, '') as lead, coalesce(tail, '') as tail,
           if(u(n, 36) < .35 and first is not null, first, null) as head
    from document left join said using (d) where d > $after order by d limit $most
"""
_EXTRACTIONS = """
    insert into store.extractions by name
    select
        t.document_id, t.outlet_id, t.url, t.observed_at, 'synthetic' as extractor, 'ok' as outcome, '' as detail,
        p.title, p.text, p.body, t.lang, if(u(t.n, 37) < .95, 'full', 'teaser') as access,
        (length(p.body) / 7)::int as word_count, t.dated as published_at, 'jsonld' as published_from,
        'second' as published_precision, [] as authors, '' as section, left(p.body, 120) as description,
        ['tag'] as tags, t.url as canonical_url, '' as dateline, '' as desk, sha256(t.d::varchar) as text_digest,
        t.article_id as page_id, true as placed
    from texts p join document t using (d) order by d
"""
_PLACES = """
    insert into laid
    select d, document_id, length(title), length(body), length(text) - length(tail), length(text), head is not null
    from texts join document using (d)
"""
_FINGERPRINTS = """
    insert into store.fingerprints
    select a.n, a.article_id, a.outlet_id, a.group_id, a.lang, a.dated, a.kind, p.title, '[' || array_to_string(
        list_transform(range(30), i -> '["name","' || p.body[i * 20 + 1 : i * 20 + 16] || '","body",1,4.5,"so"]'), ','
    ) || ']'
    from texts p join document t using (d) join article a using (n) where t.latest order by a.n
"""


def lay(path: Path, articles: int, *, now: datetime = NOW) -> None:
    """A warehouse at `path`, which must not be there, that holds so many articles of the two years before `now`."""
    with connect(path) as db:
        db.execute("set memory_limit = '3GB'")
        migrate(db)
        with transaction(db):
            feeds.declare(db, load_outlets().outlets)
            taggers.declare(db, load_entities().gazetteer, "synthetic", now)
            db.execute("insert into store.linkers values (1, 'synthetic', $now)", {"now": now})
        db.execute(f"set variable articles = {articles}::bigint")
        db.execute(f"set variable run = '{RUN}'::uuid")
        db.execute(f"set variable now = timestamptz '{now.isoformat()}'")
        for name in ("1_articles", "2_names", None, "3_after_texts", "4_links", "5_asking"):
            began = time.perf_counter()
            _run(db, name) if name else _texts(db)
            print(f"  {name or 'texts':<14} {time.perf_counter() - began:6.1f} s", flush=True)
        publish.sign(db, RUN, now)


def _run(db: Connection, name: str) -> None:
    with transaction(db):
        db.execute((HERE / f"{name}.sql").read_text("utf-8"))


def _texts(db: Connection) -> None:
    db.execute(
        "create temp table laid (d bigint, document_id uuid, title_length int, body_length int, tail_at int, "
        "text_length int, headed boolean)"
    )
    stock = pa.chunked_array([pa.array(phrases("id", STOCK) + phrases("en", STOCK))]).combine_chunks()
    after = 0
    while (drawn := db.execute(_DRAWN, {"after": after, "most": CHUNK}).to_arrow_table()).num_rows:
        after = drawn.column("d")[-1].as_py()
        db.register("texts", _written(db, drawn, stock))
        with transaction(db):
            for query in (_EXTRACTIONS, _PLACES, _FINGERPRINTS):
                db.execute(query)
        db.unregister("texts")


def _written(db: Connection, drawn: pa.Table, stock: pa.Array) -> pa.Table:
    """Headline, text and body of each: the names it has, then phrases, then names again."""
    numbers = drawn.select(["d", "is_english"])
    db.register("numbers", numbers)
    places = db.execute(
        "select if(is_english, $stock, 0) + (hash(d * 64 + i) % $stock)::bigint as place "
        "from numbers, range($pieces) r(i) order by d, i",
        {"stock": STOCK, "pieces": PIECES},
    ).to_arrow_table()["place"]
    db.unregister("numbers")
    pieces = stock.take(places.combine_chunks())
    title = _joined(pieces, drawn.num_rows, 0, 1)
    body = _joined(pieces, drawn.num_rows, 1, PIECES - 3)
    foot = _joined(pieces, drawn.num_rows, PIECES - 3, PIECES)
    lead, tail, head = (drawn.column(name).combine_chunks() for name in ("lead", "tail", "head"))
    title = pc.coalesce(pc.binary_join_element_wise(head, title, " "), title)
    body = pc.binary_join_element_wise(lead, body, ". ")
    text = pc.binary_join_element_wise(body, foot, tail, "\n")
    return drawn.append_column("title", title).append_column("body", body).append_column("text", text)


def _joined(pieces: pa.Array, rows: int, first: int, last: int) -> pa.Array:
    each = pa.FixedSizeListArray.from_arrays(pieces, PIECES)
    part = pc.list_slice(each, first, last, return_fixed_size_list=False)
    assert len(part) == rows
    return pc.binary_join(part, " ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / "warehouse.duckdb"
    path.unlink(missing_ok=True)
    began = time.perf_counter()
    lay(path, options.articles)
    size = path.stat().st_size
    published = options.folder / "kabar.duckdb"
    published.unlink(missing_ok=True)
    os.link(path, published)
    print(f"{options.articles:,} articles, {size / 1024**2:,.0f} MiB, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
