"""Linking in a warehouse: the same stories and originals whoever comes first, and nothing left of what goes."""

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources.types import Link
from tests.warehouse import linking
from tests.warehouse.files import a_file
from tests.warehouse.seeding import NOW, RUN, an_outlet
from tests.warehouse.stories import labelled
from warehouse import feeds, fingerprints, forget, linked, linkers, originals, settling, told, unlinking
from warehouse.connection import Connection, connect, transaction
from warehouse.identity.ids import article_id
from warehouse.integrity_of_links import RULES
from warehouse.settling import Settled
from warehouse.stories.model import Agreement, Told
from warehouse.stories.pairing import Profile

ORDERS = 2  # of arrival; tests/prove has more
AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
RAISED = (
    "Brightloom, a maker of looms from Ghent, raised $40.3 million from Harbour Peak, chief Oda Vermeiren said.\n"
    "It weaves 1,150 carpets a day and will open a hall in Porto, partner Joost Lindqvist said."
)
TOLD = (
    "Brightloom, pembuat alat tenun dari Ghent, meraih pendanaan US$40,3 juta dari Harbour Peak, kata Oda Vermeiren.\n"
    "Perusahaan menenun 1.150 karpet per hari dan akan membuka gedung di Porto, ujar Joost Lindqvist."
)
OTHER = "Feri Lembayung kembali melayani Bitung dan Ternate, kata kepala pelabuhan Yohanis Rumengan."
ORIGINAL = "https://techcrunch.com/2026/03/03/brightloom-raises-40m/"


def an_article(
    outlet: str, n: int, title: str, text: str, *, hours: float = 0, lang: str = "id", url: str = "",
    links: tuple[Link, ...] = (),
) -> Told:  # fmt: skip
    address = url or f"https://{outlet}.test/a/{n}"
    one = labelled.told(f"{outlet} {n}", outlet, address, title, text, lang, AT + timedelta(hours=hours))
    return linking.named(replace(one, links=links))


RAISES = an_article("techcrunch", 1, "Brightloom raises $40.3M for its looms", RAISED, lang="en", url=ORIGINAL)
RETOLD = an_article("detik", 2, "Brightloom raih pendanaan US$40,3 juta", TOLD, hours=3)
STATED = an_article("kompas", 3, "Brightloom dapat US$40,3 juta", f"{TOLD}\nSumber: {ORIGINAL}", hours=5)
FERRY = an_article("antara", 4, "Feri Lembayung kembali berlayar", OTHER, hours=4)
ALL = (RAISES, RETOLD, STATED, FERRY)


def urls(*articles: Told) -> frozenset[str]:
    return frozenset(one.url for one in articles)


def broken(db: Connection) -> list[str]:
    """The sentences of the rules of linking that do not hold."""
    return [what for what, query in RULES if db.execute(query).fetchall()]


def link(db: Connection, linker_no: int, *articles: Told) -> Settled:
    linking.lay(db, articles)
    linking.read(db, linker_no)
    return linking.settle(db)


def changes(db: Connection) -> list[tuple[object, ...]]:
    return db.execute("select change, len(articles) from store.story_changes order by rowid").fetchall()


@pytest.fixture
def no(db: Connection) -> Iterator[int]:
    """The number of today's linker, in a warehouse that has nothing; in the end it contradicts itself nowhere."""
    yield linking.prepare(db)
    assert broken(db) == []


# ------------------------------------------------------------------ reading


def test_an_article_is_read_as_it_is_there(db: Connection, no: int) -> None:
    one = replace(RETOLD, links=(Link("https://x.test/a", 0, 10),), canonical_url="https://y.test/b", section="Bisnis")
    linking.lay(db, [one, FERRY])
    assert told.read(db, [one.article_id]) == (
        replace(one, mentions=tuple(sorted(one.mentions)), names=tuple(sorted(one.names)), group_id="detik"),
    )
    assert no == 1


def test_what_is_read_waits_no_more_but_for_another_linker(db: Connection, no: int) -> None:
    linking.lay(db, ALL)
    assert linked.pending(db, no) == 4
    newest = linked.waiting(db, no, 2)
    assert newest == (STATED.article_id, FERRY.article_id)
    linking.read(db, no)
    assert (linked.pending(db, no), linked.left_to_settle(db)) == (0, 4)
    linking.settle(db)
    assert linked.left_to_settle(db) == 0
    other = linkers.declare(db, "another", NOW)
    assert (other, linked.pending(db, other), linked.left_to_settle(db)) == (2, 4, 0)
    before = linking.decided(db)
    linking.read(db, other)
    linking.settle(db)
    assert linking.decided(db) == before
    assert linkers.declare(db, "l", NOW) == no
    assert linked.pending(db, no) == 4
    linking.read(db, no)
    linking.settle(db)


def test_new_articles_that_are_read_with_all_the_others_have_numbers_of_their_own(db: Connection, no: int) -> None:
    link(db, no, *ALL[:2])
    linking.lay(db, ALL[2:])
    linking.read(db, linkers.declare(db, "another", NOW))
    linking.settle(db)
    assert db.execute("select count(distinct article_no) from store.linked").fetchall() == [(4,)]


def test_articles_that_share_a_number_are_read_again_and_have_one_each(db: Connection, no: int) -> None:
    link(db, no, *ALL)
    before = linking.decided(db)
    for table in ("linked", "fingerprints", "rare_keys"):
        db.execute(f"update store.{table} set article_no = 1 where article_no = 2")
    db.execute("delete from store.edges where one = 2 or other = 2")
    assert "two linked articles have one number" in broken(db)
    unlinking.sweep(db, NOW)
    assert linked.pending(db, no) == 2
    linking.read(db, no)
    linking.settle(db)
    assert linking.decided(db) == before


def test_what_was_tagged_by_another_tagger_is_read_again(db: Connection, no: int) -> None:
    link(db, no, RETOLD)
    db.execute("insert into store.taggers select 2, 'u', first_used_at, 0, 0 from store.taggers")
    db.execute("update store.tagged set tagger_no = -1")
    assert linked.pending(db, no) == 0
    db.execute("update store.tagged set tagger_no = 2")
    assert linked.pending(db, no) == 1


def test_the_day_alone_leaves_the_time_to_when_it_was_seen(db: Connection, no: int) -> None:
    linking.lay(db, [RETOLD])
    said = "update store.versions set published_at = '{}', published_precision = '{}', first_published_at = '{}'"
    for at, precision, counted in (
        ("2026-03-03 00:00:00+00", "day", RETOLD.published_at),
        ("2026-03-01 00:00:00+00", "day", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01 00:00:00+00", "month", RETOLD.published_at),
        ("2026-03-03 09:30:00+00", "minute", datetime(2026, 3, 3, 9, 30, tzinfo=UTC)),
    ):
        db.execute(said.format(at, precision, at))
        assert [one.published_at for one in told.read(db, [RETOLD.article_id])] == [counted]
    linking.read(db, no)
    assert linked.pending(db, no) == 0
    db.execute(said.format("2026-03-03 09:45:00+00", "minute", "2026-03-03 09:45:00+00"))
    linked.redated(db)
    assert linked.pending(db, no) == 1
    linking.read(db, no)
    linked.redated(db)
    assert linked.pending(db, no) == 0
    linking.settle(db)


# ------------------------------------------------------------------ settling


def test_one_event_is_one_story_with_its_originals(db: Connection, no: int) -> None:
    done = link(db, no, *ALL)
    assert (done.articles, done.stories, done.derivations) == (4, 2, 2)
    assert linking.stories(db) == {urls(RAISES, RETOLD, STATED), urls(FERRY)}
    found = {(row[0], row[1], row[2], row[4]) for row in linking.retellings(db)}
    assert found == {
        (RETOLD.article_id, ORIGINAL, RAISES.article_id, "inferred"),
        (STATED.article_id, ORIGINAL, RAISES.article_id, "stated"),
    }
    assert changes(db) == [("born", 3), ("born", 1)]
    drifted = db.execute("select distinct verdict from store.drifts where kind = 'amount'").fetchall()
    assert drifted == [("equal",)]


def test_an_original_that_comes_later_takes_its_place(db: Connection, no: int) -> None:
    link(db, no, STATED)
    assert {row[1:3] for row in linking.retellings(db)} == {(ORIGINAL, None)}
    wanted = "select url, outlet_id, asked_by::varchar, page_id, asked_at from store.originals"
    assert db.execute(wanted).fetchall() == [(ORIGINAL, "techcrunch", STATED.article_id, None, None)]
    later = linking.Moment(now=NOW + timedelta(hours=1), run_id=RUN)
    linking.lay(db, [RAISES])
    linking.read(db, no)
    with transaction(db):
        settling.settle(db, linking.real_rules(), later)
    assert {row[1:3] for row in linking.retellings(db)} == {(ORIGINAL, RAISES.article_id)}
    history = "select original_id is null, since_at, until_at from store.derivations order by since_at"
    assert db.execute(history).fetchall() == [(True, NOW, later.now), (False, later.now, None)]
    assert linking.stories(db) == {urls(RAISES, STATED)}


def test_what_is_settled_again_changes_no_row(db: Connection, no: int) -> None:
    link(db, no, *ALL)
    tables = ("story_articles", "stories", "derivations", "story_changes", "drifts")
    places = [db.execute(f"select rowid, * from store.{table} order by all").fetchall() for table in tables]
    linked.reset(db, None)
    linking.read(db, no)
    assert linking.settle(db).derivations == 0
    after = [db.execute(f"select rowid, * from store.{table} order by all").fetchall() for table in tables]
    assert after[:-1] == places[:-1]
    assert [row[1:] for row in after[-1]] == [row[1:] for row in places[-1]]


def test_originals_of_outlets_that_are_read_are_asked_for_once(db: Connection, no: int) -> None:
    elsewhere = f"{TOLD}\nSumber: https://www.nytimes.com/2026/03/03/business/looms.html"
    link(db, no, STATED, an_article("suara", 7, "Brightloom kebanjiran dana", elsewhere, hours=6))
    assert originals.ask(db, ["techcrunch", "detik"], NOW) == 1
    assert originals.ask(db, ["techcrunch", "detik"], NOW) == 0
    pages = "select url, outcome, discovered_via, route, next_attempt_at from store.pages where route is not null"
    assert db.execute(pages).fetchall() == [(ORIGINAL, "pending", "citation", "citation", NOW)]
    asked = "select outlet_id, page_id::varchar, asked_at from store.originals order by outlet_id nulls first"
    assert db.execute(asked).fetchall() == [
        (None, None, None), ("techcrunch", article_id("techcrunch", ORIGINAL), NOW),
    ]  # fmt: skip


def test_a_page_that_is_known_is_not_asked_for(db: Connection, no: int) -> None:
    linking.lay(db, [RAISES])
    db.execute("delete from store.articles; delete from store.versions")
    db.execute("update store.pages set outcome = 'forgotten'")
    link(db, no, STATED)
    assert db.execute("select count(*) from store.originals").fetchall() == [(0,)]
    assert originals.ask(db, ["techcrunch"], NOW) == 0
    assert db.execute("select outcome from store.pages where url = ?", [ORIGINAL]).fetchall() == [("forgotten",)]


def test_settled_again_in_portions_stories_keep_their_ids(laid: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(laid, tmp_path / "warehouse.duckdb"))
    with connect(path) as db:
        linking.read(db, 1)
        linking.settle(db)
        told = db.execute("select story_id, article_id from store.story_articles order by all").fetchall()
        changed = len(changes(db))
        linked.reset(db, None)
        linking.read(db, 1)
        linking.settle(db, limit=3)
        assert db.execute("select story_id, article_id from store.story_articles order by all").fetchall() == told
        assert len(changes(db)) == changed


# ------------------------------------------------------------------ order of arrival


@pytest.fixture(scope="module")
def week() -> tuple[Told, ...]:
    """Some sixty articles of two labelled weeks."""
    return tuple(linking.named(one.told) for one in labelled.read("tune"))[:60]


@pytest.fixture(scope="module")
def laid(week: tuple[Told, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse in which they are all fetched and tagged."""
    path = tmp_path_factory.mktemp("week") / "warehouse.duckdb"
    with connect(a_file(path, seeded=False)) as db:
        linking.prepare(db)
        linking.lay(db, week)
    return path


def arrive(path: Path, week: Sequence[Told], seed: int) -> tuple[object, ...]:
    """Reads and settles the articles in an order and in portions of its own, cut down now and then."""
    chance = random.Random(seed)
    coming = [linking.reading(one) for one in chance.sample(week, len(week))]
    with connect(path) as db:
        while coming:
            size = chance.choice((1, 4, 11, 25))
            linking.read(db, 1, coming[:size])
            coming = coming[size:]
            if chance.random() < 0.4:
                cut_down(db, chance)
            if chance.random() < 0.8:
                linking.settle(db, limit=chance.choice((2, 9, 1_000)))
        linking.settle(db)
        assert broken(db) == []
        return linking.decided(db)


def cut_down(db: Connection, chance: random.Random) -> None:
    """A portion that ends somewhere in its midst."""
    left, real = chance.randrange(1, 60), linking.real_rules()

    def until_then(*both: Profile) -> Agreement:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        return real.comparison.agree(*both)

    rules = replace(real, comparison=replace(real.comparison, agree=until_then))
    with suppress(KeyboardInterrupt):
        linking.settle(db, rules, limit=chance.choice((3, 30)))


def test_whoever_comes_first_the_stories_are_the_same(week: tuple[Told, ...], laid: Path, tmp_path: Path) -> None:
    at_once = Path(shutil.copy(laid, tmp_path / "at-once.duckdb"))
    with connect(at_once) as db:
        linking.read(db, 1, [linking.reading(one) for one in week])
        linking.settle(db)
        whole = linking.decided(db)
    assert any(len(story) > 3 for story in whole[0])  # type: ignore[attr-defined]
    assert len(whole[1]) > 10  # type: ignore[arg-type]
    for seed in range(ORDERS):
        assert arrive(Path(shutil.copy(laid, tmp_path / f"{seed}.duckdb")), week, seed) == whole, seed


# ------------------------------------------------------------------ what changes, and what goes


def test_a_new_version_is_linked_in_place_of_the_old(db: Connection, no: int) -> None:
    link(db, no, *ALL)
    before = db.execute("select story_id from store.stories order by first_at").fetchall()
    again = replace(FERRY, article_id=STATED.article_id, document_id=RUN, url=STATED.url, outlet_id="kompas",
                    published_at=STATED.published_at)  # fmt: skip
    linking.change(db, again, 2)
    assert linked.waiting(db, no, 9) == (STATED.article_id,)
    linking.read(db, no)
    linking.settle(db)
    assert linking.stories(db) == {urls(RAISES, RETOLD), urls(FERRY, STATED)}
    found = {(row[0], row[2]) for row in linking.retellings(db)}
    assert (RETOLD.article_id, RAISES.article_id) in found
    assert (STATED.article_id, RAISES.article_id) not in found
    assert db.execute("select story_id from store.stories order by first_at").fetchall() == before


@pytest.mark.parametrize("gone", ALL, ids=lambda one: one.outlet_id)
def test_it_is_as_if_what_goes_had_never_been(db: Connection, no: int, gone: Told, tmp_path: Path) -> None:
    link(db, no, *ALL)
    linking.unpublish(db, gone)
    with transaction(db):
        assert unlinking.sweep(db, NOW) == 1
    assert broken(db) == []
    linking.settle(db)
    with connect(a_file(tmp_path / "other.duckdb", seeded=False)) as other:
        link(other, linking.prepare(other), *(one for one in ALL if one is not gone))
        assert linking.decided(db) == linking.decided(other)


def test_of_a_forgotten_page_no_word_is_left(db: Connection, no: int) -> None:
    feeds.declare(db, [an_outlet("techcrunch")])
    link(db, no, *ALL)
    with transaction(db):
        gone = forget.forget(db, ORIGINAL, NOW)
    assert dict(gone.rows)["linked"] == 1
    assert broken(db) == []
    titles = db.execute("select title from store.stories union all select title from store.fingerprints").fetchall()
    assert RAISES.title not in {title for (title,) in titles}
    assert {row[1:3] for row in linking.retellings(db)} == {(ORIGINAL, None)}
    linking.settle(db)
    assert (STATED.article_id, ORIGINAL) in {row[:2] for row in linking.retellings(db)}
    assert originals.ask(db, ["techcrunch"], NOW) == 0


def test_a_story_of_which_nothing_is_left_ends(db: Connection, no: int) -> None:
    link(db, no, FERRY)
    linking.unpublish(db, FERRY)
    unlinking.sweep(db, NOW)
    assert linking.stories(db) == frozenset()
    assert changes(db) == [("born", 1), ("ended", 1)]


def test_an_address_of_a_merged_article_leads_to_its_elder(db: Connection, no: int) -> None:
    elder = replace(RAISES, url=ORIGINAL + "amp", article_id=article_id("techcrunch", ORIGINAL + "amp"))
    linking.lay(db, [elder])
    link(db, no, STATED)
    assert {row[2] for row in linking.retellings(db)} == {None}
    younger = article_id("techcrunch", ORIGINAL)
    db.execute("insert into store.redirects values (?, ?)", [younger, elder.article_id])
    db.execute("insert into store.pages by name select * replace (?::uuid as page_id, ? as url) from store.pages "
               "where page_id = ?", [younger, ORIGINAL, elder.article_id])  # fmt: skip
    linked.read_again(db, [younger, elder.article_id])
    linking.read(db, no)
    linking.settle(db)
    assert {row[2] for row in linking.retellings(db)} == {elder.article_id}
    assert linking.stories(db) == {urls(elder, STATED)}


def test_keys_of_traits_and_of_addresses_are_apart() -> None:
    assert fingerprints.address_key(ORIGINAL) >= fingerprints.ADDRESS
    assert fingerprints.address_key(ORIGINAL) < 2**64
    assert fingerprints.address_key(ORIGINAL) != fingerprints.address_key(ORIGINAL + "?")
