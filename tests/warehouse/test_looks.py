"""A page that is read again: written out where it says something else than before, noted where it does not."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from sources.types import Article, Extraction
from tests.warehouse.seeding import HOUR, NOW, PAGE, RUN, an_article, fetched, kept
from warehouse import checks, documents, extractions, pages
from warehouse.connection import Connection
from warehouse.extractions import Recorded
from warehouse.identity.ids import article_id

A, B, C = (an_article(f"Isi {name}.") for name in "ABC")
FULL, EDITED = (an_article(f"Isi {name}. " + "Satu dua tiga. " * 9) for name in "FE")
TEASER = replace(an_article("Isi T. Satu dua"), access="teaser")
HEADLINE = replace(an_article("Isi H"), access="headline")
VIDEO = Extraction(key="", outcome="video")


def _read(db: Connection, looks: Sequence[tuple[int, Article | None]]) -> Recorded:
    """Reads documents of one page, each from so many hours on, in one batch and in the order given."""
    documents.index(db, [kept(n=n + 1, at=NOW + n * HOUR) for n, _ in looks])
    waiting = {page.fetched_at: page for page in extractions.unread(db)}
    batch = [(waiting[NOW + n * HOUR], _extraction(article)) for n, article in looks]
    return extractions.record(db, batch, "test 1")


def _extraction(article: Article | None) -> Extraction:
    return Extraction(key="", outcome="ok", article=article) if article else VIDEO


def _absent(db: Connection, hours: int) -> None:
    pages.record(db, [fetched(PAGE)])
    (page,) = pages.known(db, [article_id("contoh", PAGE)])
    checks.record(db, [replace(fetched(PAGE, at=NOW + hours * HOUR, outcome="not_found"), page=page)])


def _told(db: Connection) -> list[tuple[str, str | None]]:
    return db.execute("select outcome, body from store.extractions order by observed_at").fetchall()


def _hours(found: Recorded) -> tuple[int, list[int]]:
    """How many documents were read again, and which of them read differently."""
    return len(found.again), sorted(round((page.fetched_at - NOW) / HOUR) for page in found.changed)


SERIES: dict[str, tuple[list[tuple[int, Article | None]], str, tuple[int, list[int]]]] = {
    "the same all the time": ([(0, A), (1, A), (2, A)], "Auu", (2, [])),
    "changed and changed back": ([(0, A), (1, B), (2, A), (3, A)], "ABAu", (3, [1, 2])),
    "another headline": ([(0, A), (1, replace(A, title="Judul lain"))], "AA", (1, [1])),
    "other furniture around it": ([(0, A), (1, replace(A, text="Isi A.\nBaca juga: lain"))], "Au", (1, [])),
    "a video in between": ([(0, A), (1, None), (2, A)], "A-u", (2, [])),
    "first a video": ([(0, None), (1, A)], "-A", (0, [])),
}


def _letters(told: list[tuple[str, str | None]]) -> str:
    return "".join({"ok": (body or "")[4:5], "unchanged": "u"}.get(outcome, "-") for outcome, body in told)


@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "one by one"])
@pytest.mark.parametrize(("looks", "told", "recorded"), SERIES.values(), ids=SERIES)
def test_only_what_reads_differently_is_written_out(
    db: Connection,
    at_once: bool,
    looks: list[tuple[int, Article | None]],
    told: str,
    recorded: tuple[int, list[int]],
) -> None:
    found = [_hours(_read(db, some)) for some in ([looks] if at_once else [[look] for look in looks])]
    assert _letters(_told(db)) == told
    assert (sum(again for again, _ in found), [n for _, changed in found for n in changed]) == recorded


def test_what_is_unchanged_keeps_its_digest_and_what_is_small_but_no_text(db: Connection) -> None:
    _read(db, [(0, replace(A, description="Ringkas", canonical_url=PAGE)), (1, replace(A, canonical_url=PAGE))])
    digests = db.execute("select distinct text_digest, canonical_url, tags from store.extractions").fetchall()
    assert len(digests) == 1
    assert len(digests[0][0]) == 64
    empty = "title is null and text is null and body is null and description is null"
    rows = db.execute(f"select outcome, {empty} from store.extractions order by observed_at").fetchall()
    assert rows == [("ok", False), ("unchanged", True)]
    assert db.execute("select count(distinct document_id), count(*) from store.zones").fetchall() == [(1, 2)]


def test_the_digest_is_that_of_the_rows_of_before(db: Connection) -> None:
    _read(db, [(0, A)])
    same = "select text_digest = sha256(title || chr(31) || body) from store.extractions"
    assert db.execute(same).fetchall() == [(True,)]


def test_how_an_article_came_back_is_written_out(db: Connection) -> None:
    _read(db, [(0, A), (1, A)])
    _absent(db, 2)
    assert _hours(_read(db, [(3, A)])) == (1, [])
    _read(db, [(4, A)])
    assert _letters(_told(db)) == "AuAu"


def test_pages_are_compared_with_themselves(db: Connection) -> None:
    other = "https://contoh.test/a/2"
    documents.index(db, [kept(), kept(other, n=1, at=NOW + HOUR), kept(n=2, at=NOW + HOUR, outlet_id="lain")])
    batch = [(page, _extraction(A)) for page in extractions.unread(db)]
    assert extractions.record(db, batch, "test 1") == Recorded(again=frozenset(), changed=())
    assert _letters(_told(db)) == "AAA"


def test_while_a_look_in_between_is_not_read_nothing_is_taken_for_unchanged(db: Connection) -> None:
    documents.index(db, [kept(n=2, at=NOW + HOUR)])
    _read(db, [(0, A), (2, A)])
    assert _letters(_told(db)) == "AA"
    _read(db, [(1, B)])
    assert _letters(_told(db)) == "ABA"


def test_what_was_taken_for_unchanged_waits_again_when_another_look_turns_up_before_it(db: Connection) -> None:
    _read(db, [(0, A), (2, A), (3, A)])
    _read(db, [(1, B)])
    assert _letters(_told(db)) == "ABu"
    assert [page.fetched_at for page in extractions.unread(db)] == [NOW + 2 * HOUR]
    _read(db, [(2, A)])
    assert _letters(_told(db)) == "ABAu"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_in_whatever_order_pages_are_read_no_state_is_lost(db: Connection, order: tuple[int, ...]) -> None:
    states = [(0, A), (1, B), (2, A)]
    for n in order:
        _read(db, [states[n]])
    for page in extractions.unread(db):
        extractions.record(db, [(page, _extraction(A))], "test 1")
    assert _letters(_told(db)) == "ABA"


WALLS: dict[str, tuple[list[tuple[int, Article | None]], str]] = {
    "a wall went up": ([(0, FULL), (1, TEASER), (2, HEADLINE)], "Fww"),
    "and fell": ([(0, FULL), (1, TEASER), (2, FULL), (3, EDITED), (4, TEASER)], "FwuEw"),
    "a wall from the first": ([(0, TEASER), (1, TEASER), (2, HEADLINE)], "TuH"),
    "a wall that fell, and went up again": ([(0, TEASER), (1, FULL), (2, TEASER)], "TFw"),
    "a teaser that says as much": ([(0, FULL), (1, replace(EDITED, access="teaser"))], "FE"),
    "a short piece": ([(0, FULL), (1, A)], "FA"),
    "a wall, and a video": ([(0, FULL), (1, None), (2, TEASER)], "F-w"),
}


def _walls(db: Connection) -> str:
    told = db.execute("select outcome, body from store.extractions order by observed_at").fetchall()
    return "".join("w" if outcome == "walled" else _letters([(outcome, body)]) for outcome, body in told)


@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "one by one"])
@pytest.mark.parametrize(("looks", "told"), WALLS.values(), ids=WALLS)
def test_a_teaser_of_what_was_had_whole_is_a_wall(
    db: Connection, at_once: bool, looks: list[tuple[int, Article | None]], told: str
) -> None:
    for some in [looks] if at_once else [[look] for look in looks]:
        _read(db, some)
    assert _walls(db) == told
    empty = "select count(*) from store.extractions where outcome = 'walled' and (text_digest, title, text, body)"
    assert db.execute(f"{empty} is distinct from (null, null, null, null)").fetchall() == [(0,)]


def test_a_wall_is_no_change(db: Connection) -> None:
    assert _hours(_read(db, [(0, FULL), (1, TEASER), (2, FULL)])) == (2, [])


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_in_whatever_order_pages_are_read_walls_are_found(db: Connection, order: tuple[int, ...]) -> None:
    states = dict(enumerate([TEASER, FULL, TEASER, EDITED]))
    for n in order:
        _read(db, [(n, states[n])])
    for _ in range(4):
        for page in extractions.unread(db):
            extractions.record(db, [(page, _extraction(states[round((page.fetched_at - NOW) / HOUR)]))], "test 1")
    assert extractions.unread(db) == ()
    assert _walls(db) == "TFwE"
    assert db.execute("select count(*) from store.zones").fetchall() == [(6,)]


def test_a_page_that_is_back_behind_a_wall_is_back(db: Connection) -> None:
    _read(db, [(0, FULL)])
    _absent(db, 1)
    _read(db, [(2, TEASER)])
    _read(db, [(3, TEASER)])
    assert _walls(db) == "FTu"
    assert extractions.unread(db) == ()


def test_recording_twice_is_recording_once(db: Connection) -> None:
    documents.index(db, [kept(n=1), kept(n=2, at=NOW + HOUR)])
    batch = [(page, _extraction(A)) for page in extractions.unread(db)]
    extractions.record(db, batch, "test 1")
    assert extractions.record(db, batch, RUN) == Recorded(again=frozenset(), changed=())
    assert _letters(_told(db)) == "Au"


def test_documents_with_the_bytes_of_the_one_before_are_never_read(db: Connection) -> None:
    documents.index(db, [kept(n=1), replace(kept(n=1, at=NOW + HOUR), outcome="unchanged")])
    assert [page.fetched_at for page in extractions.unread(db)] == [NOW]
