"""Reports: each a question that the published file answers, about whom and when it was asked, in every format."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pyarrow.parquet
import pytest

from sources.types import Published
from tests.warehouse.files import a_file
from tests.warehouse.laid import (
    DAY,
    HOUR,
    MINUTE,
    Of,
    a_story,
    declare,
    drifted,
    lay,
    mentioned,
    retells,
    url,
)  # fmt: skip
from tests.warehouse.seeding import NOW, RUN, an_article, identified, keep_anew, kept, read_page
from warehouse import arrow, asked, publish, query
from warehouse.asked import Wanted
from warehouse.connection import Connection, connect
from warehouse.errors import QueryError, WarehouseError

REPORTS = asked.reports()
NAMES = [one.name for one in REPORTS]
WANTED = {
    "attention", "share_of_voice", "first_to_report", "lag_to_indonesian_coverage", "who_cites_whom", "co_mentions",
    "headline_changes", "figure_drift", "source_health", "gaps", "new_names",
}  # fmt: skip
ALL = Wanted(now=NOW)
README = Path(__file__).parents[2] / "README.md"
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published file in which no relation is empty."""
    return a_file(tmp_path_factory.mktemp("asked") / "kabar.duckdb")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One in which every relation is."""
    return a_file(tmp_path_factory.mktemp("asked") / "kabar.duckdb", seeded=False)


@contextmanager
def filled(empty: Path, folder: Path, at: datetime = NOW) -> Iterator[tuple[Connection, Path]]:
    """An empty file to be filled, in which somebody looks for Lintang, Kabut and Ani, published then; where it lies."""
    path = Path(shutil.copy(empty, folder / "kabar.duckdb"))
    with connect(path) as db:
        declare(db)
        db.execute(
            "insert into store.entities (entity_id, name, type) values "
            "('lintang', 'Lintang', 'ORG'), ('kabut', 'Kabut', 'ORG'), ('ani', 'Ani', 'PERSON')"
        )
        yield db, path
        publish.sign(db, RUN, at)


def ask(published: Path, report: str, **options: object) -> query.Answer:
    """A report, as people ask for it."""
    one = asked.report(report)
    return query.answer(published, one.sql, asked.values(published, one, replace(ALL, **options)))  # type: ignore[arg-type]


def answered(published: Path, report: str, **options: object) -> Rows:
    """The rows of it."""
    return list(ask(published, report, **options).rows)


# ------------------------------------------------------------------ every report


def test_the_reports_that_are_promised_are_there() -> None:
    assert WANTED - {*NAMES} == set()


@pytest.mark.parametrize("report", REPORTS, ids=NAMES)
def test_a_report_begins_with_its_question(report: asked.Report) -> None:
    assert report.question.endswith("?")
    assert report.question[0].isupper()
    assert "$" not in report.question + report.notes


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_answered_in_full_and_in_an_empty_file(published: Path, empty: Path, name: str) -> None:
    assert ask(published, name).columns == ask(empty, name).columns


@pytest.mark.parametrize("report", REPORTS, ids=NAMES)
def test_what_a_report_says_of_columns_is_said_of_columns_that_it_has(published: Path, report: asked.Report) -> None:
    told = [column for columns, _ in report.meanings for column in columns.split(", ")]
    assert set(told) - set(ask(published, report.name).columns) == set()
    assert len(told) == len({*told})


@pytest.mark.parametrize("report", REPORTS, ids=NAMES)
def test_a_report_takes_all_that_it_says_it_takes_at_once(published: Path, report: asked.Report) -> None:
    given = {"entity": "contoh-ai", "outlet": "contoh", "since": NOW - 400 * DAY, "until": NOW + DAY, "most": 2}
    found = ask(published, report.name, **{name: given[name] for name in report.options})
    assert len(found.rows) <= 2 or report.name == "attention"  # whose most counts entities


@pytest.mark.parametrize("report", REPORTS, ids=NAMES)
def test_a_report_comes_in_every_format(published: Path, report: asked.Report) -> None:
    values = asked.values(published, report, ALL)
    table = arrow.arrow_answer(published, report.sql, values)
    rows = query.answer(published, report.sql, values)
    assert len(json.loads(query.as_json(rows))) == table.num_rows
    assert arrow.as_csv(table).count(b"\n") >= table.num_rows + 1
    assert pyarrow.parquet.read_table(BytesIO(arrow.as_parquet(table))).column_names == list(rows.columns)


@pytest.mark.parametrize("report", REPORTS, ids=NAMES)
def test_the_readme_has_every_report_as_it_is(report: asked.Report) -> None:
    assert f"| `{report.name}` | {report.question} | {', '.join(report.options)} |" in README.read_text("utf-8")


def test_a_report_is_given_what_it_names_and_no_more(published: Path) -> None:
    sql = "select $now::timestamptz as at, $watched::varchar[] as who, $outlet as outlet where $since is null"
    one = asked.Report(name="x", question="Who?", notes="", meanings=(), sql=sql)
    assert (one.parameters, one.options) == (("outlet", "since", "now", "watched"), ("outlet", "since"))
    values = asked.values(published, one, Wanted(now=NOW, watched=("contoh-ai", "anak"), outlet="lain"))
    assert query.answer(published, sql, values).rows == ((NOW, ["contoh-ai", "anak"], "lain"),)


# ------------------------------------------------------------------ what is refused

REFUSED = {
    "a report": ("atention", {}, "there is no report 'atention'; did you mean attention?"),
    "a report in other spelling": ("Who-cites-whom", {}, "did you mean who_cites_whom?"),
    "a report like none": ("zzz", {}, "there is no report 'zzz'; `kabar report --list` shows them all"),
    "an entity": ("attention", {"entity": "contoh_ai"}, "'contoh_ai' is no entity; did you mean contoh-ai?"),
    "an entity's name": ("attention", {"entity": "Contoh AI"}, "'Contoh AI' is no entity; did you mean contoh-ai?"),
    "an entity's weak alias": ("attention", {"entity": "SATU"}, "'SATU' is no entity; did you mean contoh-ai?"),
    "an entity like none": ("attention", {"entity": "zzz"}, "'zzz' is no entity; `kabar entities` lists them all"),
    "an outlet": ("source_health", {"outlet": "Contoh"}, "'Contoh' is no outlet; did you mean contoh?"),
    "an outlet like none": ("source_health", {"outlet": ""}, "'' is no outlet; `kabar status` lists them all"),
    "an option": ("momentum", {"since": NOW}, "report momentum takes no --since: it takes --entity, --most"),
    "no time": ("attention", {"since": NOW, "until": NOW}, "nothing is between 2025-06-11 12:00 and 2025-06-11 12:00"),
    "controls": ("attention", {"entity": "\x1b[2J"}, "is no entity"),
}


@pytest.mark.parametrize(("name", "options", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_asked_wrongly_is_said(published: Path, name: str, options: dict[str, object], said: str) -> None:
    with pytest.raises(QueryError) as refused:
        ask(published, name, **options)
    assert said in str(refused.value)
    assert str(refused.value).isprintable()


def test_without_a_published_file_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="is not there yet"):
        ask(tmp_path / "kabar.duckdb", "attention", entity="contoh-ai")


# ------------------------------------------------------------------ where it came from


@pytest.fixture(scope="module")
def newsroom(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An English original, retold in Indonesian, and that retold again; and another English report of its own."""
    with filled(empty, tmp_path_factory.mktemp("newsroom"), NOW + 3 * DAY) as (db, path):
        original = lay(db, "ledger", at=NOW, title="Original")
        first = lay(db, "warta", at=NOW + HOUR, title="Pertama")
        second = lay(db, "harian", at=NOW + 3 * HOUR, title="Kedua")
        own = lay(db, "gazette", at=NOW + 2 * HOUR)
        retells(db, first, Of(article=original))
        retells(db, second, Of(article=first))
        drifted(db, first, original, "converted", ("$42 million", "Rp 684 miliar"), rate=16285.7)
        drifted(db, first, original, "equal", ("38", "38"), place=3)
        drifted(db, second, first, "contradicted", ("Rp 684 miliar", "Rp 648 miliar"))
        cites(db, first, "ledger", said="mengutip ledger", role="source")
        cites(db, second, "antara", said="mengutip antara", role="source")
        cites(db, own, "ledger", said="mengutip ledger")
        for linked in (first, own):
            cites(db, linked, "ledger", address=url("ledger", 1))
        a_story(db, original, first, own, second)
        alone = lay(db, "ledger", 2, at=NOW)
        a_story(db, alone, name="told by nobody else")
        mentioned(db, first, "lintang")
        mentioned(db, alone, "lintang")
    return path


def cites(
    db: Connection, article: str, outlet: str, *, said: str = "here", address: str | None = None,
    role: str = "background",
) -> None:  # fmt: skip
    """That the article names the outlet, or links to the address."""
    db.execute(
        "insert into store.citations select document_id, ?, ?, ?, ?, 0, 4, ? from store.versions "
        "where latest and article_id = ?",
        [outlet, address, "link" if address else "phrase", said, role, article],
    )


WARTA = ("Warta", 1, HOUR, HOUR, "Pertama", HOUR, "Original")
HARIAN = ("Harian", 1, 3 * HOUR, 3 * HOUR, "Kedua", 3 * HOUR, "Original")
# What is asked for, and which rows come.
ASKED: dict[str, tuple[dict[str, object], Rows]] = {
    "everything": ({}, [WARTA, HARIAN]),
    "an entity": ({"entity": "lintang"}, [WARTA]),
    "an entity that none of them names": ({"entity": "kabut"}, []),
    "an outlet": ({"outlet": "harian"}, [HARIAN]),
    "from then on": ({"since": NOW + 3 * HOUR}, [HARIAN]),
    "until then, which is not included": ({"until": NOW + 3 * HOUR}, [WARTA]),
}


@pytest.mark.parametrize(("options", "rows"), ASKED.values(), ids=ASKED)
def test_how_long_indonesian_outlets_take(newsroom: Path, options: dict[str, object], rows: Rows) -> None:
    assert answered(newsroom, "lag_to_indonesian_coverage", **options) == rows


def test_lags_are_those_of_the_relation(newsroom: Path) -> None:
    kept_lags = "select o.name, l.median_lag from coverage_lag l join outlets o using (outlet_id)"
    by_outlet = dict(query.answer(newsroom, kept_lags).rows)
    assert {row[0]: row[2] for row in answered(newsroom, "lag_to_indonesian_coverage")} == by_outlet


def test_lags_count_from_first_publication_and_dates_without_a_time_have_none(empty: Path, tmp_path: Path) -> None:
    with filled(empty, tmp_path) as (db, path):
        original = lay(db, "ledger", at=NOW)
        again = Published(at=NOW + 9 * HOUR, source="jsonld", precision="minute")
        newer = an_article("Satu dua tiga, dan empat lima enam.", title="ledger 1", published=again)
        read_page(db, kept(url("ledger", 1), n=2, at=NOW + 9 * HOUR, outlet_id="ledger"), replace(newer, lang="en"))
        identified(db)
        told, undated = lay(db, "warta", at=NOW + HOUR), lay(db, "harian", at=NOW + DAY, precision="day")
        retells(db, told, Of(article=original))
        retells(db, undated, Of(article=original))
        a_story(db, original, told, undated)
    assert [row[:3] for row in answered(path, "lag_to_indonesian_coverage")] == [("Warta", 1, HOUR)]
    assert [(row[2], row[4]) for row in answered(path, "retellings")] == [("Harian", None), ("Warta", HOUR)]
    late = {row[0]: (row[1], row[4]) for row in answered(path, "first_to_report")}
    assert late == {"Ledger": (1, None), "Warta": (1, HOUR), "Harian": (1, None)}


def test_which_articles_retell_which_with_what_says_so(newsroom: Path) -> None:
    first = ("Ledger", "Original", "Warta", "Pertama", HOUR, "stated", pytest.approx(0.9), "says so", url("warta", 1))
    assert answered(newsroom, "retellings") == [first]
    assert answered(newsroom, "retellings", entity="lintang", until=NOW + 2 * HOUR, outlet="warta") == [first]
    assert answered(newsroom, "retellings", outlet="harian") == []
    assert answered(newsroom, "retellings", since=NOW + 2 * HOUR) == []


def test_whom_outlets_name(newsroom: Path) -> None:
    harian, warta = ("Harian", "antara", 1, 0, "mengutip antara"), ("Warta", "Ledger", 1, 1, "mengutip ledger")
    assert answered(newsroom, "who_cites_whom") == [harian, warta]
    assert answered(newsroom, "who_cites_whom", entity="lintang") == [warta]
    assert answered(newsroom, "who_cites_whom", outlet="harian") == [harian]
    assert answered(newsroom, "who_cites_whom", since=NOW + 2 * HOUR) == [harian]
    assert answered(newsroom, "who_cites_whom", until=NOW + 2 * HOUR) == [warta]
    assert answered(newsroom, "who_cites_whom", most=1) == [harian]


def test_who_is_first(newsroom: Path) -> None:
    everybody = [
        ("Ledger", 1, 1, 1.0, None), ("Gazette", 1, 0, 0.0, 2 * HOUR), ("Harian", 1, 0, 0.0, 3 * HOUR),
        ("Warta", 1, 0, 0.0, HOUR),
    ]  # fmt: skip
    assert answered(newsroom, "first_to_report") == everybody
    assert answered(newsroom, "first_to_report", entity="lintang", since=NOW, until=NOW + MINUTE) == everybody
    assert answered(newsroom, "first_to_report", until=NOW) == []
    assert answered(newsroom, "first_to_report", entity="kabut") == []
    assert answered(newsroom, "first_to_report", outlet="warta") == [("Warta", 1, 0, 0.0, HOUR)]


def test_which_figures_changed(newsroom: Path) -> None:
    contradicted = ("contradicted", "Rp 684 miliar", "Rp 648 miliar", None, "Harian", "Kedua", "Warta", "Pertama")
    converted = ("converted", "$42 million", "Rp 684 miliar", 16285.7, "Warta", "Pertama", "Ledger", "Original")
    asking: dict[str, tuple[dict[str, object], Rows]] = {
        "all": ({}, [contradicted, converted]), "one": ({"most": 1}, [contradicted]),
        "entity": ({"entity": "lintang"}, [converted]), "outlet": ({"outlet": "harian"}, [contradicted]),
        "since": ({"since": NOW + 2 * HOUR}, [contradicted]), "until": ({"until": NOW + 2 * HOUR}, [converted]),
    }  # fmt: skip
    got = {
        key: [row[:8] for row in answered(newsroom, "figure_drift", **options)] for key, (options, _) in asking.items()
    }
    assert got == {key: rows for key, (_, rows) in asking.items()}


def test_who_alone_has_a_story_and_what_nobody_told_in_indonesian(newsroom: Path) -> None:
    alone = (NOW, "Ledger", "ledger", "ledger 2", 1, url("ledger", 2))
    assert answered(newsroom, "exclusive_stories") == [alone]
    assert answered(newsroom, "exclusive_stories", entity="lintang", outlet="ledger", since=NOW) == [alone]
    assert answered(newsroom, "exclusive_stories", entity="kabut") == []
    assert answered(newsroom, "exclusive_stories", until=NOW) == []
    untold = (NOW, "Ledger", "ledger 2", 1, ["lintang"], url("ledger", 2))
    assert answered(newsroom, "untold_in_indonesian") == [untold]
    assert answered(newsroom, "untold_in_indonesian", entity="lintang", outlet="ledger", since=NOW) == [untold]
    assert answered(newsroom, "untold_in_indonesian", entity="kabut") == []
    assert answered(newsroom, "untold_in_indonesian", until=NOW) == []


# ------------------------------------------------------------------ headlines


def test_which_headlines_changed(empty: Path, tmp_path: Path) -> None:
    with filled(empty, tmp_path) as (db, path):
        one = lay(db, "ledger", at=NOW, title="Board weighs sale", text="The board met at noon.")
        lay(db, "gazette", at=NOW, title="Nothing changes here")
        for hours, title in ((2, "Board rejects sale"), (5, "Board rejects sale"), (9, "Board rejects second offer")):
            said = Published(at=NOW, source="jsonld", precision="minute")
            article = an_article(f"The board met at noon. {hours} of nine members came.", title=title, published=said)
            read_page(db, kept(url("ledger", 1), n=hours, at=NOW + hours * HOUR, outlet_id="ledger"), article)
            identified(db)
        mentioned(db, one, "lintang")
    first = (NOW + 2 * HOUR, "Ledger", "Board weighs sale", "Board rejects sale", 2 * HOUR)
    second = (NOW + 9 * HOUR, "Ledger", "Board rejects sale", "Board rejects second offer", 9 * HOUR)
    asking: dict[str, tuple[dict[str, object], Rows]] = {
        "all": ({}, [second, first]), "one": ({"most": 1}, [second]),
        "entity": ({"entity": "lintang"}, [second, first]),
        "another": ({"entity": "kabut"}, []), "outlet": ({"outlet": "gazette"}, []),
        "since": ({"since": NOW + 3 * HOUR}, [second]), "until": ({"until": NOW + 9 * HOUR}, [first]),
    }  # fmt: skip
    got = {key: [row[:5] for row in answered(path, "headline_changes", **o)] for key, (o, _) in asking.items()}
    assert got == {key: rows for key, (_, rows) in asking.items()}


# ------------------------------------------------------------------ who is in it


@pytest.fixture(scope="module")
def named(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lintang in three articles of two outlets and two weeks, Kabut in one of them, and a person in another."""
    yesterday, earlier = NOW - DAY, NOW - 9 * DAY
    who = (
        ("warta", 1, yesterday, ("lintang", "kabut")), ("harian", 1, yesterday + HOUR, ("lintang", "ani")),
        ("warta", 2, earlier, ("lintang",)), ("warta", 3, yesterday, ()),
    )  # fmt: skip
    with filled(empty, tmp_path_factory.mktemp("named")) as (db, path):
        for outlet, n, at, entities in who:
            one = lay(db, outlet, n, at=at)
            for entity in entities:
                mentioned(db, one, entity)
    return path


def test_attention_by_day_has_the_days_without_articles(named: Path) -> None:
    rows = answered(named, "attention", since=NOW - 10 * DAY, entity="lintang")
    days = [date(2025, 6, 1) + timedelta(days=n) for n in range(11)]
    had = {date(2025, 6, 2): (1, 1, 1), date(2025, 6, 10): (2, 2, 2)}
    assert rows == [("Lintang", day, *had.get(day, (0, 0, 0))) for day in days]


def test_attention_by_week_and_month_and_of_the_most_named_alone(named: Path) -> None:
    weeks = answered(named, "attention", most=1)
    assert {row[0] for row in weeks} == {"Lintang"}
    assert [row[1:3] for row in weeks[-2:]] == [(date(2025, 6, 2), 1), (date(2025, 6, 9), 2)]
    assert len(weeks) == 14  # 90 days
    months = answered(named, "attention", since=NOW - 1000 * DAY, entity="kabut", outlet="warta")
    assert months[-1] == ("Kabut", date(2025, 6, 1), 1, 1, 1)
    assert len(months) == 34


def test_attention_ends_before_its_end(named: Path) -> None:
    midnight = datetime.combine(NOW.date() - DAY, datetime.min.time(), NOW.tzinfo)
    rows = answered(named, "attention", entity="lintang", since=midnight - 2 * DAY, until=midnight)
    assert [row[1:3] for row in rows] == [(date(2025, 6, 8), 0), (date(2025, 6, 9), 0)]


def test_shares_of_voice_are_of_a_type(named: Path) -> None:
    lintang, kabut, ani = ("Lintang", "ORG", 1, 3, 3, 2, 3, 1.0), ("Kabut", "ORG", 2, 1, 1, 1, 3, 0.3333), (
        "Ani", "PERSON", 1, 1, 1, 1, 1, 1.0,
    )  # fmt: skip
    assert answered(named, "share_of_voice") == [lintang, ani, kabut]
    assert answered(named, "share_of_voice", entity="kabut") == [kabut]
    assert answered(named, "share_of_voice", most=1) == [lintang]
    assert answered(named, "share_of_voice", outlet="harian")[1] == ("Lintang", "ORG", 1, 1, 1, 1, 1, 1.0)
    assert answered(named, "share_of_voice", until=NOW - 2 * DAY) == [("Lintang", "ORG", 1, 1, 1, 1, 1, 1.0)]


def test_who_is_named_with_whom(named: Path) -> None:
    kabut, ani = ("Kabut", "Lintang", 1, 1, NOW - DAY), ("Ani", "Lintang", 1, 1, NOW - DAY + HOUR)
    assert answered(named, "co_mentions") == [ani, kabut]
    assert answered(named, "co_mentions", outlet="warta") == [kabut]
    assert answered(named, "co_mentions", since=NOW - DAY + MINUTE) == [ani]
    assert answered(named, "co_mentions", until=NOW - DAY + MINUTE, most=5) == [kabut]
    assert answered(named, "co_mentions", entity="lintang") == [
        ("Lintang", "Ani", 1, 1, NOW - DAY + HOUR), ("Lintang", "Kabut", 1, 1, NOW - DAY),
    ]  # fmt: skip
    assert answered(named, "co_mentions", entity="kabut") == [("Kabut", "Lintang", 1, 1, NOW - DAY)]


def test_who_rises(named: Path) -> None:
    assert answered(named, "momentum") == [
        ("Lintang", "ORG", 2, 0.25, 8.0, 1.57), ("Ani", "PERSON", 1, 0.0, None, 1.0),
        ("Kabut", "ORG", 1, 0.0, None, 1.0),
    ]  # fmt: skip
    assert [row[0] for row in answered(named, "momentum", entity="kabut")] == ["Kabut"]


# ------------------------------------------------------------------ the sources


def test_how_the_sources_are(published: Path) -> None:
    found = ask(published, "source_health", since=NOW - DAY, until=NOW + DAY)
    contoh, lain = (dict(zip(found.columns, row, strict=True)) for row in found.rows)
    assert (contoh["outlet"], contoh["feeds"], contoh["healthy"], contoh["polls"], contoh["failed"]) == (
        "Contoh", 1, 1, 1, 0,
    )  # fmt: skip
    assert (contoh["articles"], contoh["unread"], contoh["open_gaps"], contoh["missing_hours"]) == (1, 0, 1, 24.0)
    assert (lain["outlet"], lain["polls"], lain["open_gaps"]) == ("Lain", 1, 0)
    before = ask(published, "source_health", until=NOW - DAY, outlet="contoh")
    assert [row[before.columns.index("polls")] for row in before.rows] == [0]
    assert [row[before.columns.index("articles")] for row in before.rows] == [0]


def test_what_may_have_been_missed_and_what_became_of_it(empty: Path, tmp_path: Path) -> None:
    with filled(empty, tmp_path) as (db, path):
        stretches = (
            ("ledger", NOW - DAY, NOW, "closed", "api x"), ("ledger", NOW - 3 * DAY, NOW - 2 * DAY, "permanent", None),
            ("warta", NOW - 2 * DAY, NOW - DAY - HOUR, "open", None), ("warta", NOW - HOUR, NOW, "open", None),
        )  # fmt: skip
        for outlet, since, until, status, closed_by in stretches:
            db.execute(
                "insert into store.gaps values (gen_random_uuid(), ?, ?, ?, ?, ?, ?, 'no_overlap', ?, null, 2, null)",
                [f"https://{outlet}.test/rss", outlet, since, until, status, closed_by, until],
            )
    shown = [(row[0], row[2], row[5], row[7]) for row in answered(path, "gaps")]
    assert shown == [
        ("Warta", "open", 1.0, None), ("Warta", "open", 23.0, None), ("Ledger", "permanent", 24.0, None),
        ("Ledger", "closed", 24.0, "api x"),
    ]  # fmt: skip
    assert [row[2] for row in answered(path, "gaps", outlet="ledger")] == ["permanent", "closed"]
    assert [row[5] for row in answered(path, "gaps", since=NOW - DAY - HOUR)] == [1.0, 24.0]
    assert [row[5] for row in answered(path, "gaps", until=NOW - 2 * DAY + HOUR, most=5)] == [23.0, 24.0]


def test_names_of_the_week(empty: Path, tmp_path: Path) -> None:
    with filled(empty, tmp_path) as (db, path):
        young, old = "Kabut Biru", "Ombak Timur"
        said = ("warta", 1, young), ("harian", 2, young), ("warta", 20, old), ("harian", 19, old)
        for n, (outlet, days, name) in enumerate(said):
            one = lay(db, outlet, n, at=NOW - days * DAY)
            db.execute(
                "insert into store.names select document_id, ?, 2 from store.versions where latest and article_id = ?",
                [name, one],
            )
        keep_anew(db)
    assert [row[0] for row in answered(path, "new_names")] == [young]
    assert {row[0] for row in answered(path, "new_names", since=NOW - 28 * DAY)} == {young, old}
    assert [row[0] for row in answered(path, "new_names", since=NOW - 28 * DAY, until=NOW - 7 * DAY)] == [old]
    assert len(answered(path, "new_names", since=NOW - 28 * DAY, most=1)) == 1
