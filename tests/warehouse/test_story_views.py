"""Where articles come from, answered by relations: roots of chains, voices, lags, followers, who alone has a story."""

from datetime import timedelta

import pytest

from tests.warehouse.laid import (
    DAY,
    HOUR,
    MINUTE,
    Of,
    a_story,
    an_id,
    declare,
    drifted,
    lay,
    mentioned,
    retells,
    url,
)  # fmt: skip
from tests.warehouse.seeding import NOW, RUN
from warehouse import publish
from warehouse.connection import Connection

ELSEWHERE = "https://agency.test/wire/1"


@pytest.fixture(autouse=True)
def _declared(db: Connection) -> None:
    declare(db)


def rows(db: Connection, columns: str, relation: str) -> list[tuple[object, ...]]:
    return db.execute(f"select {columns} from {relation} order by all").fetchall()


def one(db: Connection, columns: str, relation: str) -> tuple[object, ...]:
    (only,) = rows(db, columns, relation)
    return only


# ------------------------------------------------------------------ derivations


def root_of(db: Connection, article: str) -> tuple[object, ...]:
    return one(db, "root_id::varchar, root_url", f"derivations where article_id = '{article}'")


def test_an_original_that_retells_nothing_is_its_own_root(db: Connection) -> None:
    original, retelling = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW)
    retells(db, retelling, Of(article=original))
    assert root_of(db, retelling) == (original, url("ledger", 1))


def test_the_root_is_at_the_other_end_of_the_chain_whatever_its_length(db: Connection) -> None:
    outlets = ("ledger", "gazette", "warta", "kabarkini", "harian")
    chain = [lay(db, outlet, at=NOW + n * HOUR) for n, outlet in enumerate(outlets)]
    for younger, older in zip(chain[1:], chain, strict=False):
        retells(db, younger, Of(article=older))
    assert {root_of(db, article) for article in chain[1:]} == {(chain[0], url("ledger", 1))}


def test_a_chain_may_end_outside_the_warehouse(db: Connection) -> None:
    first, second = lay(db, "warta", at=NOW), lay(db, "harian", at=NOW)
    retells(db, first, Of(url=ELSEWHERE))
    retells(db, second, Of(article=first))
    assert root_of(db, second) == root_of(db, first) == (None, ELSEWHERE)


def test_an_outlet_of_which_no_article_is_known_is_no_root_and_ends_the_chain(db: Connection) -> None:
    first, second = lay(db, "warta", at=NOW), lay(db, "harian", at=NOW)
    retells(db, first, Of(outlet="ledger"), how="named")
    retells(db, second, Of(article=first))
    assert root_of(db, first) == (None, None)
    assert root_of(db, second) == (first, url("warta", 1))


def test_the_chain_goes_on_along_the_surest_original(db: Connection) -> None:
    sure, unsure = lay(db, "ledger", at=NOW), lay(db, "gazette", at=NOW)
    middle, last = lay(db, "warta", at=NOW), lay(db, "harian", at=NOW)
    retells(db, middle, Of(article=unsure), confidence=0.6)
    retells(db, middle, Of(article=sure), confidence=0.9)
    retells(db, last, Of(article=middle))
    assert root_of(db, last) == (sure, url("ledger", 1))


def test_a_circle_ends(db: Connection) -> None:
    circle = [lay(db, outlet, at=NOW) for outlet in ("ledger", "gazette", "warta")]
    for article, original in zip(circle, circle[1:] + circle[:1], strict=True):
        retells(db, article, Of(article=original))
    assert root_of(db, circle[0])[0] == circle[2]
    assert len(rows(db, "*", "derivations")) == 3


def test_two_that_give_each_other_as_source(db: Connection) -> None:
    two = [lay(db, outlet, at=NOW) for outlet in ("ledger", "warta")]
    retells(db, two[0], Of(article=two[1]))
    retells(db, two[1], Of(article=two[0]))
    assert [root_of(db, article)[0] for article in two] == [two[1], two[0]]


def test_what_was_taken_back_is_history_alone(db: Connection) -> None:
    original, retelling = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW)
    retells(db, retelling, Of(outlet="ledger"), how="named", until=NOW)
    retells(db, retelling, Of(article=original), how="inferred")
    assert one(db, "how", "derivations") == ("inferred",)
    assert rows(db, "how, until_at", "derivation_history") == [("inferred", None), ("named", NOW)]
    assert one(db, "named, inferred", "who_follows_whom") == (0, 1)


def test_citations_are_of_the_current_version(db: Connection) -> None:
    article = lay(db, "warta", at=NOW)
    db.execute("update store.versions set latest = false")
    db.execute(
        "insert into store.versions by name select * replace (2 as version, uuid() as document_id, true as latest) "
        "from store.versions"
    )
    db.execute(
        "insert into store.citations select document_id, 'ledger', null, 'phrase', 'versi ' || version, 0, 1, 'source' "
        "from store.versions"
    )
    assert rows(db, "article_id::varchar, version, evidence", "citations") == [(article, 2, "versi 2")]


def test_candidates_with_what_a_person_reads(db: Connection) -> None:
    original, article = lay(db, "ledger", at=NOW, title="Asli"), lay(db, "warta", at=NOW)
    db.execute("insert into store.derivation_candidates values (?, ?, .4, 'too little')", [article, original])
    assert one(db, "original_outlet_id, original_url, original_title, score, reason", "derivation_candidates") == (
        "ledger", url("ledger", 1), "Asli", 0.4, "too little",
    )  # fmt: skip


def test_what_became_of_originals_that_were_not_there(db: Connection) -> None:
    there, by = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW)
    for values in ([url("ledger", 1), "ledger", there, NOW], [ELSEWHERE, None, None, None]):
        db.execute("insert into store.originals values (?, ?, ?, ?, ?, ?)", [*values[:3], by, NOW, values[3]])
    assert rows(db, "url, outlet_id, asked_at, outcome, article_id::varchar", "originals") == [
        (ELSEWHERE, None, None, None, None), (url("ledger", 1), "ledger", NOW, "ok", there),
    ]  # fmt: skip


# ------------------------------------------------------------------ stories


def test_what_a_story_counts(db: Connection) -> None:
    first = lay(db, "ledger", at=NOW, title="First")
    others = [lay(db, "warta", at=NOW + HOUR), lay(db, "kabarkini", at=NOW + 2 * HOUR)]
    a_story(db, first, *others)
    columns = "title, first_at, first_outlet_id, first_article_id::varchar, last_at, articles"
    assert one(db, columns, "stories") == ("First", NOW, "ledger", first, NOW + 2 * HOUR, 3)
    assert one(db, "outlets, languages, groups, independent_voices", "stories") == (
        ["kabarkini", "ledger", "warta"], ["en", "id"], ["ledger", "nusa"], 2,
    )  # fmt: skip


def voices(db: Connection, *articles: str) -> object:
    a_story(db, *articles)
    return one(db, "independent_voices", "stories")[0]


def test_a_retelling_adds_no_voice(db: Connection) -> None:
    first, second = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW)
    retells(db, second, Of(article=first))
    assert voices(db, first, second, lay(db, "harian", at=NOW)) == 2


def test_two_outlets_of_one_owner_are_one_voice(db: Connection) -> None:
    assert voices(db, lay(db, "warta", at=NOW), lay(db, "kabarkini", at=NOW)) == 1


def test_two_that_retell_one_original_which_is_not_there_are_one_voice(db: Connection) -> None:
    two = [lay(db, outlet, at=NOW) for outlet in ("warta", "harian")]
    for article in two:
        retells(db, article, Of(url=ELSEWHERE))
    assert voices(db, *two) == 1


def test_who_names_an_outlet_that_reports_itself_adds_no_voice(db: Connection) -> None:
    first, second = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW)
    retells(db, second, Of(outlet="ledger"), how="named")
    assert voices(db, first, second) == 1


def test_a_link_that_was_taken_back_silences_nobody(db: Connection) -> None:
    first, second = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW)
    retells(db, second, Of(article=first), until=NOW)
    assert voices(db, first, second) == 2


def test_two_that_give_each_other_are_still_one_voice(db: Connection) -> None:
    first, second = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW)
    retells(db, second, Of(article=first))
    retells(db, first, Of(article=second))
    assert voices(db, first, second) == 1


def test_the_timeline_of_a_story(db: Connection) -> None:
    first, second = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW + 90 * MINUTE)
    retells(db, second, Of(url=ELSEWHERE), confidence=0.5)
    retells(db, second, Of(article=first), how="inferred", confidence=0.8)
    story = a_story(db, first, second)
    a_story(db, lay(db, "harian", at=NOW), name="another")
    found = db.execute(
        "select outlet_id, lang, lag, url, how, original_id::varchar, score, why from story_timeline(?)", [story]
    ).fetchall()
    assert found == [
        ("ledger", "en", timedelta(0), url("ledger", 1), None, None, 1.0, ""),
        ("warta", "id", 90 * MINUTE, url("warta", 1), "inferred", first, 0.9, "both name what is named 1 times"),
    ]


# ------------------------------------------------------------------ lags and followers


def test_the_lag_of_an_outlet_is_from_the_root(db: Connection) -> None:
    original = lay(db, "ledger", at=NOW)
    first, second = lay(db, "warta", at=NOW + HOUR), lay(db, "harian", at=NOW + 5 * HOUR)
    retells(db, first, Of(article=original))
    retells(db, second, Of(article=first))
    assert rows(db, "outlet_id, retellings, median_lag", "coverage_lag") == [
        ("harian", 1, 5 * HOUR), ("warta", 1, HOUR),
    ]  # fmt: skip
    assert rows(db, "outlet_id, original_outlet_id, median_lag", "who_follows_whom") == [
        ("harian", "warta", 4 * HOUR), ("warta", "ledger", HOUR),
    ]  # fmt: skip


def test_the_lags_of_an_outlet_in_their_order(db: Connection) -> None:
    original = lay(db, "ledger", at=NOW)
    for n in range(1, 11):
        retells(db, lay(db, "warta", n, at=NOW + n * HOUR), Of(article=original))
    assert one(db, "retellings, fastest_lag, p10_lag, median_lag, p90_lag", "coverage_lag") == (
        10, HOUR, HOUR, 5.5 * HOUR, 9 * HOUR,
    )  # fmt: skip


@pytest.mark.parametrize("precision", ["day", "month"])
def test_who_says_no_more_than_the_day_has_no_lag(db: Connection, precision: str) -> None:
    original, retelling = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW + HOUR, precision=precision)
    retells(db, retelling, Of(article=original))
    assert rows(db, "*", "coverage_lag") == []
    assert one(db, "articles, median_lag", "who_follows_whom") == (1, None)


def test_an_original_that_is_not_there_has_followers_and_no_lag(db: Connection) -> None:
    for outlet, n in (("warta", 1), ("warta", 2), ("harian", 1)):
        retells(db, lay(db, outlet, n, at=NOW), Of(url=ELSEWHERE, outlet="agency" if n == 1 else None))
    assert rows(db, "*", "coverage_lag") == []
    columns = "outlet_id, original_outlet_id, articles, stated, median_lag"
    assert rows(db, columns, "who_follows_whom") == [
        ("harian", "agency", 1, 1, None), ("warta", "agency", 1, 1, None), ("warta", "agency.test", 1, 1, None),
    ]  # fmt: skip


def test_an_article_with_two_originals_of_one_outlet_counts_once(db: Connection) -> None:
    originals = [lay(db, "ledger", n, at=NOW) for n in (1, 2)]
    retelling = lay(db, "warta", at=NOW + HOUR)
    for original in originals:
        retells(db, retelling, Of(article=original))
    assert one(db, "articles, stated", "who_follows_whom") == (1, 1)


def test_figures_side_by_side(db: Connection) -> None:
    original, retelling = lay(db, "ledger", at=NOW, title="Asli"), lay(db, "warta", at=NOW, title="Ulang")
    drifted(db, retelling, original, "converted", ("$42 million", "Rp 684 miliar"), rate=16285.7)
    drifted(db, retelling, original, "missing", ("$7 million", None), place=9)
    columns = "outlet_id, title, original_outlet_id, original_title, verdict, original, derived, rate"
    assert rows(db, columns, "figure_drift") == [
        ("warta", "Ulang", "ledger", "Asli", "converted", "$42 million", "Rp 684 miliar", 16285.7),
        ("warta", "Ulang", "ledger", "Asli", "missing", "$7 million", None, None),
    ]


# ------------------------------------------------------------------ who alone has it

OLD = NOW - 2 * DAY


def exclusive(db: Connection) -> list[tuple[object, ...]]:
    return rows(db, "group_id, title, articles", "exclusive_stories")


def test_a_story_of_one_owner_two_days_on(db: Connection) -> None:
    a_story(db, lay(db, "warta", at=OLD, title="Sendiri"), lay(db, "kabarkini", at=NOW))
    a_story(db, lay(db, "ledger", at=OLD + timedelta(seconds=1)), name="too young")
    a_story(db, lay(db, "ledger", 2, at=OLD), lay(db, "harian", at=NOW), name="of two owners")
    assert exclusive(db) == [("nusa", "Sendiri", 2)]


@pytest.mark.parametrize(
    "of", [Of(url=ELSEWHERE), Of(outlet="gazette"), Of(outlet="agency")], ids=["an address", "an outlet", "unknown"]
)
def test_a_story_that_is_taken_from_elsewhere_is_nobody_s_own(db: Connection, of: Of) -> None:
    article = lay(db, "warta", at=OLD)
    a_story(db, article)
    retells(db, article, of, how="stated" if of.url else "named")
    assert exclusive(db) == []


def test_a_story_that_another_outlet_of_the_owner_told_first_stays_its_own(db: Connection) -> None:
    first, second = lay(db, "warta", at=OLD), lay(db, "kabarkini", at=OLD)
    a_story(db, first, second)
    retells(db, second, Of(article=first))
    assert len(exclusive(db)) == 1


def untold(db: Connection) -> list[tuple[object, ...]]:
    return rows(db, "title, url, articles, entities", "untold_in_indonesian")


def test_an_english_story_of_somebody_watched_that_nobody_told_in_indonesian(db: Connection) -> None:
    first = lay(db, "ledger", at=OLD, title="Untold")
    a_story(db, first, lay(db, "gazette", at=NOW))
    for entity, zone in (("aa", "body"), ("bb", "body"), ("bb", "body"), ("zz", "title"), ("no", "related")):
        mentioned(db, first, entity, zone)
    assert untold(db) == [("Untold", url("ledger", 1), 2, ["zz", "bb", "aa"])]
    publish.sign(db, RUN, NOW - timedelta(seconds=1))
    assert untold(db) == []


def test_what_names_nobody_is_not_watched(db: Connection) -> None:
    a_story(db, lay(db, "ledger", at=OLD))
    assert untold(db) == []


def test_a_place_alone_is_nobody_watched(db: Connection) -> None:
    first = lay(db, "ledger", at=OLD)
    a_story(db, first)
    mentioned(db, first, "somewhere", "title")
    db.execute(
        "insert into store.entities by name select 'somewhere' as entity_id, 'Somewhere' as name, 'PLACE' as type"
    )
    assert untold(db) == []


def test_what_began_in_indonesian_is_not_untold_in_it(db: Connection) -> None:
    first = lay(db, "warta", at=OLD)
    a_story(db, first)
    mentioned(db, first, "aa")
    assert untold(db) == []


def test_a_story_that_is_told_in_indonesian_is_not_untold(db: Connection) -> None:
    first = lay(db, "ledger", at=OLD)
    a_story(db, first, lay(db, "harian", at=NOW))
    mentioned(db, first, "aa")
    assert untold(db) == []


def test_nor_is_one_that_an_indonesian_column_retells(db: Connection) -> None:
    first, column = lay(db, "ledger", at=OLD), lay(db, "harian", at=NOW, kind="column")
    a_story(db, first)
    mentioned(db, first, "aa")
    assert len(untold(db)) == 1
    retells(db, column, Of(article=first))
    assert untold(db) == []


def test_ids_are_those_that_articles_get(db: Connection) -> None:
    assert lay(db, "ledger", at=NOW) == an_id("ledger") == one(db, "article_id::varchar", "articles")[0]
