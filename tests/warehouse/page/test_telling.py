"""What the page tells: which articles count where, in which order, and how much of it at the most."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse import laid
from tests.warehouse.files import a_file
from tests.warehouse.laid import DAY, HOUR, MINUTE, Of, a_story, declare, drifted, lay, mentioned, retells, url
from tests.warehouse.seeding import NOW, RUN, keep_anew
from warehouse import publish
from warehouse.connection import Connection, connect
from warehouse.errors import WarehouseError
from warehouse.page import watching
from warehouse.page.model import Told
from warehouse.page.telling import MOST_GAPS, MOST_UNTOLD, tell
from warehouse.page.timelines import MOST_LINES, MOST_TIMELINES
from warehouse.page.watching import Counted, Rising, rising
from warehouse.sentence import LONGEST_SENTENCE, LONGEST_TITLE

ENTITIES = (("lintang", "Lintang Robotics", "ORG"), ("karang", "Karang Modal", "ORG"), ("ambon", "Ambon", "PLACE"))

Build = Callable[[Connection], None]
Telling = Callable[..., Told]


def nothing(db: Connection) -> None:
    """Leaves the warehouse as it is."""


@pytest.fixture
def telling(tmp_path: Path) -> Telling:
    """Tells of a warehouse with outlets and entities, and what a test puts there."""

    def told(build: Build = nothing, *, watched: tuple[str, ...] = ("lintang",), now: datetime = NOW) -> Told:
        path = a_file(tmp_path / "kabar.duckdb", seeded=False)
        with connect(path) as db:
            declare(db, now)
            for row in ENTITIES:
                db.execute("insert into store.entities (entity_id, name, type) values (?, ?, ?)", [*row])
            build(db)
            publish.sign(db, RUN, now)
        return tell(path, now, watched)

    return told


def about(
    db: Connection, entity: str, outlet: str, n: int, *, at: datetime, zone: str = "body", title: str = ""
) -> str:  # fmt: skip
    """An article that names an entity."""
    article = lay(db, outlet, n, at=at, title=title)
    mentioned(db, article, entity, zone)
    return article


def afterwards(db: Connection, article: str) -> str:
    """The article was found by a backfill."""
    db.execute("update store.pages set route = 'api https://x.test/' where page_id = ?", [article])
    return article


def repeated(db: Connection, article: str, times: int, *, every: timedelta) -> list[str]:
    """The article as often again, under other addresses, each so much earlier than the one before; the newest first."""
    db.execute(
        "create or replace temp table again as select uuid() as id, uuid() as document, n, n * ?::interval as ago "
        "from range(1, ?) numbers(n)",
        [every, times + 1],
    )
    for table, changes in _AGAIN.items():
        db.execute(
            f"insert into store.{table} select t.* replace ({changes}) from store.{table} t, again, "
            "(select document_id as first from store.versions where article_id = $it) "
            f"where t.{'document_id = first' if 'document_id' in changes else 'article_id = $it'}",
            {"it": article},
        )
    return [str(one) for (one,) in db.execute("select id from again order by n").fetchall()]


_AGAIN = {
    "mentions": "document as document_id",
    "extractions": "document as document_id",
    "articles": "id as article_id, url || '/' || n as url, first_seen_at - ago as first_seen_at",
    "fingerprints": "id as article_id, article_no + n as article_no, published_at - ago as published_at",
    "versions": "id as article_id, document as document_id, published_at - ago as published_at, "
    "first_published_at - ago as first_published_at",
}


def copied(db: Connection, article: str, of: str) -> None:
    """The article has the text of another."""
    db.execute(
        "insert into store.duplicates by name select ?::uuid as article_id, ?::uuid as duplicate_of, "
        "'exact_text' as rule, 1 as score, '' as evidence, ?::timestamptz as decided_at, 'independent' as relation",
        [article, of, NOW],
    )


# ------------------------------------------------------------------ nothing, next to nothing, words


def test_of_an_empty_file_nothing_is_told_and_nothing_fails(tmp_path: Path) -> None:
    found = tell(a_file(tmp_path / "kabar.duckdb", seeded=False), NOW, ("lintang",))
    assert (found.articles, found.first_at, found.published_at, found.run_id) == (0, None, None, "")
    assert (found.today.articles, found.today.biggest, found.today.rising) == (0, "", "")
    assert [(one.name, one.is_known, one.ever, len(one.days)) for one in found.watched] == [("lintang", False, 0, 90)]
    rest = (found.stories, found.shares, found.follows, found.untold, found.names, found.sources, found.gaps)
    assert not any(rest)


def test_without_a_published_file_there_is_nothing_to_tell(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="is not there yet"):
        tell(tmp_path / "kabar.duckdb", NOW, ())


def test_one_article_is_news_of_whom_it_names(telling: Telling) -> None:
    found = telling(lambda db: about(db, "lintang", "ledger", 1, at=NOW - HOUR, title="Kapal"))
    assert (found.articles, found.today.articles, found.today.outlets) == (1, 1, 1)
    (piece,) = found.watched[0].news
    assert (piece.title, piece.sentence, piece.outlet, piece.lang, piece.url, piece.dated_at, piece.is_exact) == (
        "Kapal", "Satu dua tiga.", "Ledger", "en", url("ledger", 1), NOW - HOUR, True,
    )  # fmt: skip
    assert found.stories == ()


def test_nobody_watched_and_somebody_watched_twice(telling: Telling) -> None:
    assert telling(watched=()).watched == ()
    assert [one.entity_id for one in telling(watched=("karang", "lintang", "karang")).watched] == ["karang", "lintang"]


@pytest.mark.parametrize("words", ["x" * 10_000, "\u202egnirts\x00\x1b[31m " * 90, "<script>\n\n</script> " * 800])
def test_words_come_in_one_line_and_cut(telling: Telling, words: str) -> None:
    def build(db: Connection) -> None:
        article, other = (about(db, "lintang", o, 1, at=NOW - HOUR, title=words) for o in ("ledger", "warta"))
        a_story(db, article, other)
        retells(db, other, Of(article=article), evidence=f"{words}\nnext")
        drifted(db, other, article, "missing", (words, None))
        db.execute("update store.extractions set body = ?", [words])

    (story,) = (found := telling(build)).stories
    shown = [
        *((line.piece.title, LONGEST_TITLE) for line in story.lines),
        *((line.piece.sentence, LONGEST_SENTENCE) for line in story.lines),
        *((reason, LONGEST_SENTENCE) for line in story.lines for reason in line.evidence),
        *((drift.original, LONGEST_SENTENCE) for line in story.lines for drift in line.drifts),
        *((text, LONGEST_TITLE) for text in (story.title, found.today.biggest, found.watched[0].news[0].title)),
    ]
    assert len(shown) > 9
    for text, longest in shown:
        assert 0 < len(text) <= longest
        assert not set(text) & set("\x00\x1b\n\u202e")


def test_the_outlets_own_summary_comes_before_its_text(telling: Telling) -> None:
    def build(db: Connection) -> None:
        about(db, "lintang", "ledger", 1, at=NOW)
        db.execute("update store.extractions set description = 'Ringkas.'")

    assert telling(build).watched[0].news[0].sentence == "Ringkas."


# ------------------------------------------------------------------ the day


def test_the_day_is_24_hours_and_has_neither_what_was_found_afterwards_nor_what_is_to_come(telling: Telling) -> None:
    def build(db: Connection) -> None:
        for n, at in enumerate((NOW, NOW - HOUR, NOW - DAY, NOW - DAY - HOUR, NOW - 2 * DAY, NOW + MINUTE)):
            about(db, "lintang", "ledger", n, at=at)
        afterwards(db, about(db, "lintang", "warta", 1, at=NOW - HOUR))

    found = telling(build)
    assert (found.today.articles, found.today.articles_before, found.today.outlets) == (2, 2, 1)
    assert found.watched[0].last_day == 2
    assert [piece.dated_at for piece in found.watched[0].news] == [NOW, NOW - HOUR]


def test_what_the_articles_of_the_day_are(telling: Telling) -> None:
    def build(db: Connection) -> None:
        old, first = lay(db, "ledger", 1, at=NOW - 3 * DAY), lay(db, "ledger", 2, at=NOW - 3 * HOUR)
        second, third = lay(db, "warta", 1, at=NOW - 2 * HOUR), lay(db, "harian", 1, at=NOW - HOUR)
        a_story(db, old, third, name="old")
        a_story(db, first, second, name="new")
        copied(db, third, old)
        for derived, original in ((second, first), (second, old), (third, old)):
            retells(db, derived, Of(article=original), until=NOW if original == first else None)
            drifted(db, derived, original, "contradicted", ("tiga", "empat"))
        drifted(db, second, old, "rounded", ("tiga", "empat"), place=2)

    today = telling(build).today
    assert (today.articles, today.copies, today.stories, today.retellings, today.contradicted) == (3, 1, 1, 2, 2)


def test_the_biggest_story_is_that_of_most_owners(telling: Telling) -> None:
    def build(db: Connection) -> None:
        one_owner = [lay(db, o, n, at=NOW - HOUR) for o in ("kabarkini", "warta") for n in (1, 2)]
        two_owners = [lay(db, o, 3, at=NOW - HOUR, title=f"Kapal {o}") for o in ("ledger", "warta")]
        of_yesterday = [lay(db, o, 4, at=NOW - 2 * DAY) for o in ("ledger", "gazette", "harian")]
        for name, articles in (("a", one_owner), ("b", two_owners), ("c", of_yesterday)):
            a_story(db, *articles, name=name)

    today = telling(build).today
    assert (today.biggest, today.biggest_url, today.biggest_groups) == ("Kapal ledger", url("ledger", 3), 2)


def test_a_story_of_one_owner_is_not_big(telling: Telling) -> None:
    def build(db: Connection) -> None:
        a_story(db, *(lay(db, outlet, at=NOW) for outlet in ("kabarkini", "warta")))

    assert telling(build).today.biggest == ""


def counted(entity: str, last_day: int, before: int) -> Counted:
    return Counted(
        entity_id=entity, name=entity, is_known=True, last_day=last_day, last_week=0, usual_week=0.0, ever=99,
        before=before,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("whom", "known_days", "expected"),
    [
        ((), 28, ""),
        ((counted("a", 3, 0),), 28, "a"),
        ((counted("a", 2, 0),), 28, ""),
        ((counted("a", 5, 28 * 4),), 28, ""),
        ((counted("a", 9, 28 * 4),), 28, "a"),
        ((counted("a", 9, 28 * 4), counted("b", 8, 28)), 28, "b"),
        ((counted("a", 50, 0),), 6, ""),
        ((counted("a", 50, 0),), 7, "a"),
        ((counted("a", 4, 7 * 4),), 7, ""),
    ],
    ids=[
        "nobody", "from nothing", "too few", "as chance goes", "beyond it", "the further", "nothing to compare with",
        "a week to compare with", "in days that are known",
    ],
)  # fmt: skip
def test_who_rises(whom: tuple[Counted, ...], known_days: int, expected: str) -> None:
    assert rising(whom, known_days).name == expected


def test_who_rises_is_compared_with_a_day() -> None:
    assert rising((counted("a", 9, 28),), 28) == Rising(name="a", articles=9, usual=1.0)


@pytest.mark.parametrize(("days", "expected"), [(7, "Lintang Robotics"), (6, "")])
def test_nobody_rises_where_less_than_a_week_was_watched(telling: Telling, days: int, expected: str) -> None:
    def build(db: Connection) -> None:
        repeated(db, about(db, "lintang", "ledger", 1, at=NOW), 3, every=MINUTE)
        repeated(db, lay(db, "warta", 1, at=NOW - 2 * HOUR), days, every=DAY)

    today = telling(build).today
    assert (today.rising, today.rising_articles) == (expected, 4 if expected else 0)


# ------------------------------------------------------------------ whom people watch


def test_how_many_articles_name_the_watched(telling: Telling) -> None:
    def build(db: Connection) -> None:
        for n, days in enumerate((0, 1, 6, 7, 8, 20, 34, 35, 36, 200)):
            about(db, "lintang", "ledger", n, at=NOW - days * DAY)
        about(db, "karang", "ledger", 50, at=NOW)
        about(db, "lintang", "ledger", 51, at=NOW, zone="related")
        afterwards(db, about(db, "lintang", "ledger", 52, at=NOW))

    (one,) = telling(build).watched
    assert (one.last_day, one.last_week, one.usual_week, one.ever) == (1, 4, 1.0, 11)


def test_the_days_are_ninety_in_order_by_language(telling: Telling) -> None:
    midnight = NOW.replace(hour=0)

    def build(db: Connection) -> None:
        about(db, "lintang", "ledger", 1, at=NOW)
        about(db, "lintang", "warta", 1, at=midnight)
        about(db, "lintang", "warta", 2, at=midnight - MINUTE)
        about(db, "lintang", "warta", 3, at=midnight - 89 * DAY)
        about(db, "lintang", "warta", 4, at=midnight - 89 * DAY - MINUTE)
        about(db, "lintang", "harian", 5, at=NOW)
        db.execute("update store.extractions set lang = 'ms' where outlet_id = 'harian'")
        keep_anew(db)

    days = telling(build).watched[0].days
    assert [day.day for day in days] == [date(2025, 6, 11) - timedelta(days=n) for n in reversed(range(90))]
    assert [(n, day.en, day.id, day.other) for n, day in enumerate(days) if day.en or day.id or day.other] == [
        (0, 0, 1, 0), (88, 0, 1, 0), (89, 1, 1, 1),
    ]  # fmt: skip


def test_news_has_no_copies_nothing_that_is_gone_and_an_end(telling: Telling) -> None:
    def build(db: Connection) -> None:
        first = about(db, "lintang", "ledger", 1, at=NOW)
        others = repeated(db, first, watching.MOST_NEWS + 4, every=MINUTE)
        copied(db, first, others[0])
        db.execute("update store.versions set change_kind = 'unpublished' where article_id = ?", [others[1]])

    (one,) = telling(build).watched
    assert one.last_day == watching.MOST_NEWS + 5
    expected = [f"{url('ledger', 1)}/{n}" for n in (1, *range(3, watching.MOST_NEWS + 2))]
    assert [piece.url for piece in one.news] == expected


def test_a_share_is_of_the_articles_that_name_any_of_the_type(telling: Telling) -> None:
    def build(db: Connection) -> None:
        both = about(db, "lintang", "ledger", 1, at=NOW)
        mentioned(db, both, "karang")
        mentioned(db, both, "ambon")
        about(db, "karang", "ledger", 2, at=NOW)
        about(db, "ambon", "ledger", 3, at=NOW)
        about(db, "karang", "ledger", 4, at=NOW - 7 * DAY)
        about(db, "lintang", "ledger", 5, at=NOW - 91 * DAY)

    found = telling(build, watched=("lintang", "karang"))
    assert [(one.entity_id, one.week, one.articles, one.share) for one in found.shares] == [
        ("lintang", date(2025, 6, 2), 0, 0.0), ("lintang", date(2025, 6, 9), 1, 0.5),
        ("karang", date(2025, 6, 2), 1, 1.0), ("karang", date(2025, 6, 9), 2, 1.0),
    ]  # fmt: skip


# ------------------------------------------------------------------ who has it from whom


def test_who_follows_whom_in_the_last_90_days(telling: Telling) -> None:
    def build(db: Connection) -> None:
        original = lay(db, "ledger", 1, at=NOW - 2 * DAY)
        for n, hours in enumerate((2, 4, 9)):
            later = lay(db, "warta", n, at=NOW - 2 * DAY + hours * HOUR)
            retells(db, later, Of(article=original), how="stated" if n else "inferred")
        own, old = lay(db, "ledger", 2, at=NOW), lay(db, "harian", 1, at=NOW - 91 * DAY)
        for article in (own, old):
            retells(db, article, Of(article=original))
        db.execute("update store.outlets set name = 'reuters' where outlet_id = 'gazette'")
        retells(db, own, Of(outlet="gazette"), how="named")
        retells(db, own, Of(url="https://agency.test/wire/1"))
        retells(db, own, Of(outlet="reuters"), how="named")
        # Corrected since: what counts is when it was first published.
        db.execute("update store.versions set published_at = ? where article_id = ?", [NOW - HOUR, original])

    found = [(f.outlet, f.original_outlet, f.articles, f.stated, f.median_lag) for f in telling(build).follows]
    assert found == [
        ("Warta", "Ledger", 3, 2, 4 * 3600.0),
        ("Ledger", "Reuters", 1, 0, None),
        ("Ledger", "agency.test", 1, 1, None),
        ("Ledger", "reuters", 1, 0, None),
    ]


def test_a_timeline_tells_what_each_has_from_whom(telling: Telling) -> None:
    def build(db: Connection) -> None:
        first = about(db, "lintang", "ledger", 1, at=NOW - 5 * HOUR, zone="title")
        mentioned(db, first, "ambon", "title")
        second = lay(db, "warta", 1, at=NOW - 3 * HOUR)
        third = lay(db, "harian", 1, at=NOW - 2 * HOUR)
        fourth = lay(db, "gazette", 1, at=NOW - HOUR, precision="day")
        elsewhere = lay(db, "gazette", 2, at=NOW - 2 * DAY)
        a_story(db, first, second, third, fourth)
        retells(db, second, Of(article=first), how="inferred", confidence=0.5, evidence="satu\ndua")
        retells(db, second, Of(article=elsewhere), confidence=0.9)
        retells(db, third, Of(article=elsewhere), how="inferred", confidence=0.7)
        retells(db, fourth, Of(outlet="afp"), how="named")
        for n, verdict in enumerate(("missing", "equal", "contradicted")):
            drifted(db, second, first, verdict, ("tiga", None if verdict == "missing" else "empat"), place=n)
        copied(db, third, elsewhere)

    (story,) = telling(build).stories
    assert (story.title, story.articles, story.groups, story.independent_voices) == ("ledger 1", 4, 4, 3)
    assert (story.languages, story.entities, story.absent) == (
        ("en", "id"),
        ("Lintang Robotics",),
        ("Agence France-Presse",),
    )
    lines = [(x.piece.outlet, x.how, x.of, x.of_outlet, x.lag, x.is_copy) for x in story.lines]
    assert lines == [
        ("Ledger", "", "", "", None, False),
        ("Warta", "inferred", laid.an_id("ledger"), "Ledger", 2 * 3600.0, False),
        ("Harian", "inferred", "", "Gazette", 46 * 3600.0, True),
        ("Gazette", "named", "", "Agence France-Presse", None, False),
    ]
    told = story.lines[1]
    assert (told.evidence, told.figures, told.confidence, told.of_url) == (("satu", "dua"), 3, 0.5, url("ledger", 1))
    assert [(drift.verdict, drift.derived) for drift in told.drifts] == [("contradicted", "empat"), ("missing", "")]


def test_an_article_that_has_it_from_nobody_lags_behind_the_first(telling: Telling) -> None:
    def build(db: Connection) -> None:
        a_story(db, lay(db, "ledger", at=NOW - HOUR), lay(db, "warta", at=NOW))

    assert [line.lag for line in telling(build).stories[0].lines] == [None, 3600.0]


def test_what_was_taken_back_is_on_no_timeline(telling: Telling) -> None:
    def build(db: Connection) -> None:
        first, second = lay(db, "ledger", at=NOW - HOUR), lay(db, "warta", at=NOW)
        a_story(db, first, second)
        retells(db, second, Of(url="https://agency.test/wire/1"), until=NOW)

    found = telling(build)
    assert [line.how for line in found.stories[0].lines] == ["", ""]
    assert (found.stories[0].absent, found.follows, found.today.retellings) == ((), (), 0)


def test_which_stories_make_a_timeline_and_in_which_order(telling: Telling) -> None:
    def build(db: Connection) -> None:
        def of(name: str, n: int, at: datetime, *outlets: str) -> list[str]:
            articles = [lay(db, outlet, n + i, at=at, title=name) for i, outlet in enumerate(outlets)]
            a_story(db, *articles, name=name)
            return articles

        of("old, of three", 10, NOW - 30 * DAY, "ledger", "warta", "harian")
        of("one owner's three", 20, NOW - DAY, "warta", "kabarkini", "warta")
        of("two owners", 30, NOW - 2 * DAY, "ledger", "warta")
        of("alone", 40, NOW - DAY, "ledger")
        (from_afar,) = of("alone, retold", 50, NOW - DAY, "warta")
        retells(db, from_afar, Of(url="https://agency.test/wire/1"))

    titles = [story.title for story in telling(build).stories]
    assert titles == ["two owners", "alone, retold", "one owner's three", "old, of three"]


def test_the_figures_of_a_story_are_those_of_relation_stories(telling: Telling, tmp_path: Path) -> None:
    def build(db: Connection) -> None:
        first, second, third, fourth, fifth = (lay(db, o, 1, at=NOW - n * HOUR) for n, o in enumerate(laid.OUTLETS))
        a_story(db, fifth, fourth, third, second, name="whole")
        a_story(db, fourth, first, third, name="crossing")
        retells(db, third, Of(article=fourth))
        retells(db, second, Of(article=first), confidence=0.9)
        retells(db, second, Of(outlet="agency"), how="named", confidence=0.2)
        retells(db, first, Of(url="https://agency.test/wire/1"))
        retells(db, fourth, Of(article=fifth), until=NOW)

    asked = "first_at, last_at, articles, len(groups), independent_voices, languages"
    found = {
        story.story_id: (
            story.first_at, story.last_at, story.articles, story.groups, story.independent_voices,
            list(story.languages),
        )
        for story in telling(build).stories
    }  # fmt: skip
    with connect(tmp_path / "kabar.duckdb") as db:
        expected = {row[0]: row[1:] for row in db.execute(f"select story_id::varchar, {asked} from stories").fetchall()}
    assert found == expected
    assert len({row[4] for row in expected.values()}) == 2


def test_timelines_and_their_lines_have_an_end(telling: Telling) -> None:
    def build(db: Connection) -> None:
        last = lay(db, "ledger", 1, at=NOW)
        *others, first = repeated(db, last, MOST_LINES + 2, every=MINUTE)
        a_story(db, first, *others, last, name="long")
        for n in range(MOST_TIMELINES + 2):
            a_story(db, first, last, name=str(n))

    stories = telling(build).stories
    assert len(stories) == MOST_TIMELINES
    assert (stories[0].articles, len(stories[0].lines)) == (MOST_LINES + 3, MOST_LINES)
    assert stories[0].lines[0].piece.url == f"{url('ledger', 1)}/{MOST_LINES + 2}"


# ------------------------------------------------------------------ untold, new names


def test_what_no_indonesian_outlet_carried_the_newest_first(telling: Telling) -> None:
    def build(db: Connection) -> None:
        newest = about(db, "lintang", "ledger", 1, at=NOW - 3 * DAY, zone="title")
        for n, article in enumerate((newest, *repeated(db, newest, MOST_UNTOLD + 2, every=MINUTE))):
            a_story(db, article, name=str(n))

    found = telling(build).untold
    assert len(found) == MOST_UNTOLD
    assert (found[0].piece.url, found[0].articles, found[0].entities) == (url("ledger", 1), 1, ("Lintang Robotics",))


def test_untold_is_what_the_relation_of_that_name_has(telling: Telling, tmp_path: Path) -> None:
    def build(db: Connection) -> None:
        english = [about(db, "lintang", "ledger", n, at=NOW - n * DAY) for n in range(1, 7)]
        mentioned(db, english[3], "karang", "title")
        a_story(db, english[2], lay(db, "warta", 1, at=NOW - DAY), name="carried")
        a_story(db, english[3], lay(db, "gazette", 1, at=NOW - DAY), name="two")
        a_story(db, about(db, "ambon", "gazette", 2, at=NOW - 4 * DAY), name="of a place")
        a_story(db, about(db, "lintang", "harian", 1, at=NOW - 4 * DAY), name="in Indonesian")
        for n in (0, 1, 4, 5):
            a_story(db, english[n], name=str(n))
        retells(db, lay(db, "warta", 2, at=NOW - DAY), Of(article=english[4]))
        retells(db, lay(db, "warta", 3, at=NOW - DAY), Of(article=english[5]), until=NOW)

    found = [(one.piece.url, one.articles, one.entities) for one in telling(build).untold]
    with connect(tmp_path / "kabar.duckdb") as db:
        rows = db.execute("select url, articles, entities from untold_in_indonesian order by first_at desc").fetchall()
    names = {entity_id: name for entity_id, name, _ in ENTITIES}
    assert found == [(address, articles, tuple(names[one] for one in whom)) for address, articles, whom in rows]
    assert [(address, whom) for address, _, whom in found] == [
        (url("ledger", 2), ("Lintang Robotics",)), (url("ledger", 4), ("Karang Modal", "Lintang Robotics")),
        (url("ledger", 6), ("Lintang Robotics",)),
    ]  # fmt: skip


def test_a_new_name_says_whose_articles_have_it(telling: Telling) -> None:
    def build(db: Connection) -> None:
        for outlet in ("ledger", "warta"):  # whose past is known, so that a name can be new
            repeated(db, lay(db, outlet, 9, at=NOW - 30 * DAY), 30, every=DAY)
        for name, places in (("Kepal", (("ledger", 1), ("warta", 1))), ("Lekak", (("ledger", 2),))):
            for outlet, n in places:
                article = lay(db, outlet, n, at=NOW - n * HOUR, title="Judul")
                db.execute(
                    "insert into store.names select document_id, ?, 3 from store.versions where article_id = ?",
                    [name, article],
                )
        keep_anew(db)

    (one,) = telling(build).names
    assert (one.name, one.articles, one.outlets) == ("Kepal", 2, ("Ledger", "Warta"))
    assert (one.first_seen_at, one.example_title) == (NOW - HOUR, "Judul")


# ------------------------------------------------------------------ sources and gaps

_FEEDS = {  # of each outlet: status and last word of its feeds
    "ledger": (("healthy", ""), ("healthy", "")),
    "gazette": (("healthy", ""), ("failing", "timeout")),
    "kabarkini": (("failing", "not_found 404"), ("failing", "timeout")),
    "warta": (("failing", "refused 403"), ("failing", "robots")),
    "harian": (("stale", ""), ("healthy", "")),
}


def _with_feeds(db: Connection) -> None:
    db.execute("delete from store.feeds")
    for outlet, feeds in _FEEDS.items():
        for n, (status, detail) in enumerate(feeds):
            address = f"https://{outlet}.test/{n}.rss"
            db.execute(
                "insert into store.feeds by name select ? as feed_url, ? as outlet_id, 'all' as section, "
                "'feed' as kind, true as declared, ? as status, '' as etag, '' as last_modified, '' as body_digest, "
                "0 as conditional_polls, 0 as failures, ''  as moved_to, 0 as moved_times, '' as address, "
                "?::timestamptz as last_ok_at",
                [address, outlet, status, NOW - n * HOUR],
            )
            for at, said in ((NOW - DAY, "earlier"), (NOW, detail)):
                db.execute(
                    "insert into store.polls by name select uuid() as run_id, ? as feed_url, ?::timestamptz as "
                    "polled_at, 'failed' as outcome, 0 as bytes, 0 as ms, ? as detail",
                    [address, at, said],
                )


def test_how_the_sources_are(telling: Telling) -> None:
    found = telling(_with_feeds)
    assert [(one.outlet_id, one.state, one.failing_feeds, one.why) for one in found.sources] == [
        ("warta", "blocked", 2, "robots"), ("kabarkini", "silent", 2, "timeout"), ("gazette", "failing", 1, "timeout"),
        ("harian", "failing", 1, "stale"), ("ledger", "well", 0, ""),
    ]  # fmt: skip
    assert found.today.silent_outlets == 2


def test_an_outlet_that_refuses_its_pages_is_blocked(telling: Telling) -> None:
    def build(db: Connection) -> None:
        _with_feeds(db)
        for outlet in ("ledger", "gazette"):
            for n in range(3):
                lay(db, outlet, n, at=NOW - 3 * DAY)
        db.execute("update store.pages set outcome = 'blocked', last_attempt_at = ?", [NOW - HOUR])
        db.execute("update store.pages set outcome = 'ok' where url = ?", [url("gazette", 0)])

    states = {one.outlet_id: (one.state, one.why) for one in telling(build).sources}
    assert (states["ledger"], states["gazette"]) == (("blocked", "blocked"), ("failing", "timeout"))


def test_an_outlet_without_feeds_is_not_watched(telling: Telling) -> None:
    def build(db: Connection) -> None:
        _with_feeds(db)
        db.execute("update store.feeds set declared = false where outlet_id = 'ledger'")

    assert {one.outlet_id: one.state for one in telling(build).sources}["ledger"] == "unwatched"


def test_what_the_day_brought_by_feeds(telling: Telling) -> None:
    def build(db: Connection) -> None:
        lay(db, "ledger", 1, at=NOW - HOUR)
        lay(db, "ledger", 2, at=NOW - 2 * DAY)
        of_years_ago = lay(db, "ledger", 4, at=NOW - 900 * DAY)
        db.execute("update store.articles set first_seen_at = ? where article_id = ?", [NOW, of_years_ago])
        afterwards(db, lay(db, "ledger", 3, at=NOW - HOUR))
        db.execute("update store.versions set version = 2, observed_at = ?", [NOW - HOUR])
        db.execute(
            "update store.pages set outcome = 'timeout', next_attempt_at = ? where url = ?", [NOW, url("ledger", 2)]
        )

    (ledger,) = (one for one in telling(build).sources if one.outlet_id == "ledger")
    assert (ledger.articles, ledger.changed, ledger.waiting) == (2, 4, 1)


def test_gaps_that_are_open_or_were_given_up_of_late(telling: Telling) -> None:
    def build(db: Connection) -> None:
        for n, (status, days) in enumerate((("open", 90), ("closed", 1), ("permanent", 31), ("permanent", 29))):
            _gap(db, n, status, NOW - days * DAY)

    found = telling(build)
    assert [(gap.status, gap.outlet, gap.missing_until) for gap in found.gaps] == [
        ("open", "Ledger", NOW - 90 * DAY), ("permanent", "Ledger", NOW - 29 * DAY),
    ]  # fmt: skip
    assert found.today.open_gaps == 1


def test_gaps_have_an_end_and_are_all_counted(telling: Telling) -> None:
    def build(db: Connection) -> None:
        for n in range(MOST_GAPS + 3):
            _gap(db, n, "open", NOW - n * HOUR)

    found = telling(build)
    assert (len(found.gaps), found.today.open_gaps) == (MOST_GAPS, MOST_GAPS + 3)
    assert found.gaps[0].missing_until == NOW


def _gap(db: Connection, n: int, status: str, until: datetime) -> None:
    db.execute(
        "insert into store.gaps values (uuid(), ?, 'ledger', ?, ?, ?, null, 'no_overlap', ?, null, 0, null)",
        [f"https://ledger.test/{n}.rss", until - HOUR, until, status, until],
    )
