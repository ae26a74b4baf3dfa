"""What contradicts itself is found and named, and a whole warehouse has nothing of it: rules of tagging and linking."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse import linking
from tests.warehouse.files import a_file
from tests.warehouse.seeding import (
    ANAK,
    CONTOH,
    NOW,
    a_poll,
    an_article,
    an_outlet,
    identified,
    kept,
    read_page,
    record_poll,
    seen,
    tag,
)
from warehouse import feeds, linkers, taggers
from warehouse.connection import Connection, connect
from warehouse.entities.model import Gazetteer
from warehouse.integrity import contradictions_of

_GAP = (
    "insert into store.gaps select uuid(), feed_url, outlet_id, '2025-06-01'::timestamptz, '{}'::timestamptz, '{}', "
    "{}, 'no_overlap', '2025-06-02', {}, 0, null from store.feeds"
)

_DERIVATION = (
    "insert into store.derivations select {}, 'u', {}, null, 'stated', 1, '', true, '2025-06-11', {} "
    "from store.linked where article_no = 1"
)
_ORIGINAL = (
    "insert into store.originals select 'https://x.test/a', 'x', {}, article_id, now(), null from store.linked "
    "where article_no = 1"
)

# A statement that breaks the rule, and the rule's sentence.
HARM = {
    "a gap is of no feed": f"{_GAP.format('2025-06-02', 'open', 'null', 'null')}; update store.gaps set feed_url = 'x'",
    "a gap ends before it begins": _GAP.format("2025-06-01", "open", "null", "null"),
    "a gap is closed by nobody, or is not closed and yet by somebody": _GAP.format(
        "2025-06-02", "closed", "null", "'2025-06-03'"
    ),
    "a gap is settled and nobody knows when, or is open and was settled": _GAP.format(
        "2025-06-02", "permanent", "null", "null"
    ),
    "gaps of one feed overlap": f"{_GAP.format('2025-06-02', 'open', 'null', 'null')}; "
    f"{_GAP.format('2025-06-03', 'open', 'null', 'null')}",
    "a feed is covered beyond its last good poll": "update store.feeds set covered_until = last_ok_at + interval 1 day",
    "zones overlap": "insert into store.zones select document_id, 'quotes', 3, 6 from store.tagged",
    "a zone is of no extraction": "insert into store.zones values (uuid(), 'body', 0, 6)",
    "a tagged page is of no extraction": "insert into store.tagged values (uuid(), 2)",
    "a page is tagged twice": "insert into store.tagged from store.tagged",
    "a page is tagged by no known tagger": "update store.tagged set tagger_no = -9",
    "a page counts as tagged by today's tagger, others by another": "update store.tagged set tagger_no = 1 "
    "where document_id = (select max(document_id) from store.tagged)",
    "a mention is of no tagged page": "insert into store.mentions by name "
    "select * replace (uuid() as document_id) from store.mentions limit 1",
    "an amount is of no tagged page": "update store.amounts set document_id = uuid()",
    "a name is of no tagged page": "update store.names set document_id = uuid()",
    "a change is of no tagged page": "update store.mention_changes set document_id = uuid()",
    "an entity is there twice": "insert into store.entities from store.entities",
    "an alias is of no entity": "insert into store.aliases by name select 'x' as entity_id, 'X' as alias, true as weak",
    "a mention is of no known entity": "update store.mentions set entity_id = 'x' where entity_id = 'anak'",
    "a mention is in no zone of its name": "update store.mentions set zone = 'related'",
    "a mention is not as long as its place": "update store.mentions set char_end = char_end + 1",
    "a mention in a title is not what stands there": "update store.mentions set surface = 'Lima' where zone = 'title'",
    "a mention in a text is not what stands there": "update store.mentions set char_start = char_start + 1, "
    "char_end = char_end + 1 where zone = 'body'",
    "an article is linked twice": "insert into store.linked from store.linked",
    "two linked articles have one number": "update store.linked set article_no = 7",
    "an article is linked that is there no more": "update store.linked set article_id = uuid()",
    "an article is linked by no known linker": "update store.linked set linker_no = 9",
    "articles count as linked by today's linker, others by another": "update store.linked set linker_no = 2 "
    "where article_no = 1",
    "a linked article has not one fingerprint": "delete from store.fingerprints",
    "a fingerprint is of no linked article": "update store.fingerprints set article_id = uuid()",
    "a rare key is of no linked article": "insert into store.rare_keys values (9, 1, 1)",
    "an edge is of no linked article": "insert into store.edges values (1, 9, 1)",
    "an edge is there twice": "insert into store.edges values (1, 2, 1), (1, 2, 1)",
    "an edge begins with the larger number": "insert into store.edges values (2, 1, 1)",
    "a news article that is settled is not in one story": "delete from store.story_articles",
    "an article that is no news is settled, and in a story": "update store.fingerprints set kind = 'column'",
    "an article of a story is linked no more": "update store.story_articles set article_id = uuid()",
    "a story has no article": "update store.stories set story_id = uuid()",
    "an article is of no story that is there": "delete from store.stories",
    "a story is there twice": "insert into store.stories from store.stories",
    "a story does not begin with one of its articles": "update store.stories set first_article_id = uuid()",
    "a derivation is of no linked article": f"{_DERIVATION.format('uuid()', 'null', 'null')}",
    "an original is not there": _DERIVATION.format("article_id", "uuid()", "null"),
    "an article retells itself": _DERIVATION.format("article_id", "article_id", "null"),
    "a derivation stands twice": f"{_DERIVATION.format('article_id', 'null', 'null')}; "
    f"{_DERIVATION.format('article_id', 'null', 'null')}",
    "a derivation ends before it begins": _DERIVATION.format("article_id", "null", "'2020-01-01'"),
    "a figure drifts along no derivation that stands": "insert into store.drifts "
    "values (uuid(), uuid(), 'count', 'equal', '1', 0, 1, '1', 0, 1, null)",
    "a candidate is of no linked article": "insert into store.derivation_candidates values (uuid(), uuid(), 1, '')",
    "a citation is of no extraction": "insert into store.citations "
    "values (uuid(), null, 'https://x.test/a', 'url', 'x', 0, 1, 'source')",
    "a link is of no extraction": "insert into store.links values (uuid(), 'https://x.test/a', 0, 1)",
    "a wanted original is there twice": f"{_ORIGINAL.format('null')}; {_ORIGINAL.format('null')}",
    "a wanted original has no page": _ORIGINAL.format("uuid()"),
}  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, each tagged by two taggers, and linked."""
    path = a_file(tmp_path_factory.mktemp("whole") / "warehouse.duckdb", seeded=False)
    with connect(path) as db:
        feeds.declare(db, [an_outlet()])
        record_poll(db, a_poll(seen(1), seen(2)))
        for n in (1, 2):
            read_page(db, kept(f"https://contoh.test/a/{n}", n=n), an_article("Satu dua tiga.", title=f"Satu {n}"))
        identified(db)
        tag(db, CONTOH, version="a")
        tag(db, CONTOH, ANAK, version="b")
        linking.read(db, linkers.declare(db, "a", NOW))
        linkers.declare(db, "b", NOW)
        db.execute("update store.linked set linker_no = -linker_no")
        linking.settle(db)
    return path


@pytest.fixture
def whole(file: Path, tmp_path: Path) -> Iterator[Connection]:
    with connect(Path(shutil.copy(file, tmp_path / "warehouse.duckdb"))) as db:
        yield db


def test_in_a_whole_warehouse_nothing_contradicts_itself(whole: Connection) -> None:
    assert contradictions_of(whole) == ()


def test_a_warehouse_that_waits_for_a_tagger_without_an_entity_is_whole(whole: Connection) -> None:
    taggers.declare(whole, Gazetteer(entities=(CONTOH,), digest="c"), "c", NOW)
    assert contradictions_of(whole) == ()


@pytest.mark.parametrize("what", HARM)
def test_what_is_wrong_is_named(whole: Connection, what: str) -> None:
    whole.execute(HARM[what])
    assert what in {found.what for found in contradictions_of(whole)}
