"""The names that recur and are in no gazetteer: which count, and in what order."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.warehouse.files import a_file
from warehouse import current
from warehouse.connection import Connection, connect

NOW = datetime(2025, 6, 30, tzinfo=UTC)
FILLER = "Pengisi"  # stands in every article of the past, so that outlets have one


class File:
    """A warehouse file into which articles are written as identification and tagging would leave them."""

    def __init__(self, db: Connection) -> None:
        self.db, self.count = db, 0

    def outlet(self, outlet_id: str, group_id: str = "", *, since: int = 120) -> None:
        """An outlet, and an article of it for every day since then."""
        self.db.execute(
            "insert into store.outlets (outlet_id, name, country, lang, group_id, homepage, time_zone) "
            "values (?, ?, 'ID', 'id', ?, '', '')",
            [outlet_id, outlet_id, group_id],
        )
        self.db.execute(
            "create or replace temp table past as "
            "select uuid() as id, ?::timestamptz - day * interval 1 day as day from range(1, ?) days(day)",
            [NOW, since + 1],
        )
        self.db.execute("insert into store.articles select id, ?, id::varchar, day, 'feed' from past", [outlet_id])
        self.db.execute(
            "insert into store.versions (article_id, version, document_id, observed_at, authors, section, latest, "
            "first_published_at) select id, 1, id, day, [], '', true, day from past"
        )
        self.db.execute(
            "insert into store.extractions (document_id, outlet_id, url, observed_at, extractor, outcome, detail, "
            "title) select id, ?, id::varchar, day, '', 'ok', '', 'Judul' from past",
            [outlet_id],
        )
        self.db.execute("insert into store.names select id, ?, 1 from past", [FILLER])

    def article(
        self, outlet_id: str, days_ago: float, names: dict[str, int], *, title: str = "Judul", latest: bool = True
    ) -> UUID:
        self.count += 1
        key, at = UUID(int=self.count), NOW - timedelta(days=days_ago)
        url = f"https://{outlet_id}.test/{self.count}"
        self.db.execute("insert into store.articles values (?, ?, ?, ?, 'feed')", [key, outlet_id, url, at])
        self.db.execute(
            "insert into store.versions (article_id, version, document_id, observed_at, authors, section, latest, "
            "first_published_at) values (?, 1, ?, ?, [], '', ?, ?)",
            [key, key, at, latest, at],
        )
        self.db.execute(
            "insert into store.extractions (document_id, outlet_id, url, observed_at, extractor, outcome, detail, "
            "title) values (?, ?, ?, ?, '', 'ok', '', ?)",
            [key, outlet_id, url, at, title],
        )
        for name, mentions in names.items():
            self.db.execute("insert into store.names values (?, ?, ?)", [key, name, mentions])
        return key

    def copy(self, article_id: UUID, of: UUID, *, relation: str = "independent", undone: bool = False) -> None:
        self.db.execute(
            "insert into store.duplicates (article_id, duplicate_of, rule, score, evidence, decided_at, undone_at, "
            "relation) values (?, ?, 'exact_text', 1, '', ?, ?, ?)",
            [article_id, of, NOW, NOW if undone else None, relation],
        )

    def ranked(self) -> list[str]:
        current.keep(self.db)
        rows = self.db.execute("select name from new_names order by score desc, articles desc, name").fetchall()
        return [name for (name,) in rows if name != FILLER]

    def row(self, name: str, columns: str) -> tuple[object, ...]:
        current.keep(self.db)
        return self.db.execute(f"select {columns} from new_names where name = ?", [name]).fetchall()[0]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[File]:
    with connect(a_file(tmp_path / "w.duckdb", seeded=False)) as db:
        db.begin()
        db.execute("insert into store.published values (uuid(), ?)", [NOW])
        there = File(db)
        for outlet_id, group_id in (("satu", "grup"), ("dua", "grup"), ("tiga", "lain")):
            there.outlet(outlet_id, group_id)
        yield there
        db.rollback()


def test_a_name_recurs_in_two_articles_or_twice_in_one(file: File) -> None:
    file.article("satu", 1, {"Sekali Saja": 1, "Dua Kali": 2, "Dua Artikel": 1})
    file.article("satu", 2, {"Dua Artikel": 1})
    assert file.ranked() == ["Dua Artikel", "Dua Kali"]


def test_a_row_says_where_the_name_was_seen(file: File) -> None:
    file.article("dua", 3, {"Cahayu Lab": 2}, title="Yang pertama")
    file.article("satu", 2, {"Cahayu Lab": 1}, title="Yang kedua")
    file.article("tiga", 1, {"Cahayu Lab": 4}, title="Yang ketiga")
    columns = "articles, outlets, groups, mentions, articles_before, first_seen_at, last_seen_at, example_title"
    first, last = NOW - timedelta(days=3), NOW - timedelta(days=1)
    assert file.row("Cahayu Lab", columns) == (3, 3, 2, 7, 0, first, last, "Yang pertama")
    assert str(file.row("Cahayu Lab", "example_url")[0]).startswith("https://dua.test/")


def test_what_is_in_the_gazetteer_is_left_out_however_it_is_written(file: File) -> None:
    file.article("satu", 1, {"Cahayu Lab": 3, "OpenLantern": 3, "Lantera": 3})
    file.db.execute(
        "insert into store.aliases (entity_id, alias, weak, requires) "
        "values ('a', 'CAHAYU LAB', false, []), ('b', 'OpenLantern', true, [])"
    )
    assert file.ranked() == ["Lantera"]


def test_only_the_last_28_days_count_and_nothing_of_the_future(file: File) -> None:
    file.article("satu", 29, {"Lampau": 5})
    file.article("satu", -1, {"Mendatang": 5})
    file.article("satu", 27, {"Kini": 5})
    assert file.ranked() == ["Kini"]


def test_a_date_that_is_later_than_the_first_sight_is_none(file: File) -> None:
    key = file.article("satu", 1, {"Kini": 5})
    file.db.execute("update store.versions set first_published_at = '2031-01-01' where article_id = ?", [key])
    assert file.row("Kini", "first_seen_at") == (NOW - timedelta(days=1),)


def test_an_article_without_a_date_counts_from_its_first_sight(file: File) -> None:
    key = file.article("satu", 1, {"Kini": 5})
    file.db.execute("update store.versions set first_published_at = null where article_id = ?", [key])
    assert file.row("Kini", "first_seen_at") == (NOW - timedelta(days=1),)


def test_an_article_of_the_past_that_was_found_today_is_of_the_past(file: File) -> None:
    key = file.article("satu", 0, {"Lampau": 5})
    then = NOW - timedelta(days=100)
    file.db.execute("update store.versions set first_published_at = ? where article_id = ?", [then, key])
    assert file.ranked() == []


def test_versions_that_were_replaced_do_not_count(file: File) -> None:
    file.article("satu", 1, {"Dahulu": 5}, latest=False)
    assert file.ranked() == []


def test_copies_do_not_count_until_undone(file: File) -> None:
    original, copied = (file.article(outlet, 1, {"Cahayu": 2}) for outlet in ("satu", "tiga"))
    file.copy(copied, original)
    assert file.row("Cahayu", "articles, groups") == (1, 1)
    file.db.execute("update store.duplicates set undone_at = ?", [NOW])
    assert file.row("Cahayu", "articles, groups") == (2, 2)


def test_the_elder_of_two_addresses_of_one_article_is_no_copy(file: File) -> None:
    elder = file.article("satu", 1, {"Cahayu": 2})
    file.copy(UUID(int=10**9), elder, relation="same article")
    file.db.execute("insert into store.redirects values (?, ?)", [UUID(int=10**9), elder])
    assert file.row("Cahayu", "articles") == (1,)


def test_a_copy_that_was_merged_is_still_one(file: File) -> None:
    original, elder = (file.article(outlet, 1, {"Cahayu": 2}) for outlet in ("satu", "tiga"))
    file.copy(UUID(int=10**9), original)
    file.db.execute("insert into store.redirects values (?, ?)", [UUID(int=10**9), elder])
    assert file.row("Cahayu", "articles") == (1,)


def test_voices_of_two_owners_weigh_more_than_two_of_one(file: File) -> None:
    for outlet, name in (("satu", "Sendiri"), ("dua", "Sendiri"), ("satu", "Tersebar"), ("tiga", "Tersebar")):
        file.article(outlet, 1, {name: 1})
    assert file.ranked() == ["Tersebar", "Sendiri"]
    assert file.row("Sendiri", "articles, outlets, groups") == (2, 2, 1)


def test_however_many_outlets_are_all_counted(file: File) -> None:
    for n in range(70):
        file.outlet(f"o{n}", f"g{n // 2}", since=2)
        file.article(f"o{n}", 1, {"Di Mana-Mana": 1})
    assert file.row("Di Mana-Mana", "articles, outlets, groups") == (70, 70, 35)


def test_articles_of_the_future_are_not_of_before(file: File) -> None:
    for days_ago in (-1, -40, 2):
        file.article("satu", days_ago, {"Kini": 2})
    columns = "articles, articles_before, first_seen_at, last_seen_at"
    then = NOW - timedelta(days=2)
    assert file.row("Kini", columns) == (1, 0, then, then)


def test_a_headline_may_be_the_first_that_has_a_name(file: File) -> None:
    file.article("tiga", 3, {}, title="Why Cahayu Lab Is Blue")
    file.article("satu", 1, {"Cahayu Lab": 1})
    columns = "articles, articles_before, first_seen_at, example_title"
    assert file.row("Cahayu Lab", columns) == (2, 0, NOW - timedelta(days=3), "Why Cahayu Lab Is Blue")


def test_more_articles_weigh_more(file: File) -> None:
    for _ in range(4):
        file.article("satu", 1, {"Sering": 1})
    for _ in range(2):
        file.article("satu", 1, {"Jarang": 1})
    assert file.ranked() == ["Sering", "Jarang"]
    assert file.row("Sering", "score")[0] == pytest.approx(2 * 2 ** (-1 / 14), abs=0.01)


def test_what_was_first_seen_later_is_newer(file: File) -> None:
    for name, first in (("Kemarin", 1), ("Pekan Lalu", 8), ("Bulan Ini", 27)):
        file.article("satu", first, {name: 1})
        file.article("satu", 0.5, {name: 1})
    assert file.ranked() == ["Kemarin", "Pekan Lalu", "Bulan Ini"]


def test_a_name_halves_with_every_fourteen_days(file: File) -> None:
    file.article("satu", 0, {"Hari Ini": 2})
    file.article("satu", 14, {"Dua Pekan": 2})
    assert file.row("Hari Ini", "score")[0] == pytest.approx(1, abs=0.01)
    assert file.row("Dua Pekan", "score")[0] == pytest.approx(0.5, abs=0.01)


def test_a_name_that_was_there_before_is_less_new(file: File) -> None:
    for _ in range(8):
        file.article("satu", 60, {"Lama": 1})
    for _ in range(8):
        file.article("satu", 1, {"Lama": 1})
    file.article("satu", 1, {"Baru": 2})
    assert file.ranked() == ["Baru", "Lama"]
    assert file.row("Lama", "articles, articles_before, first_seen_at") == (8, 8, NOW - timedelta(days=60))
    assert file.row("Lama", "score")[0] == pytest.approx(8**0.5 * 0.5 * 2 ** (-60 / 14), abs=0.005)


def test_what_a_new_outlet_wrote_from_its_beginning_is_not_new(file: File) -> None:
    file.outlet("baru", since=10)
    for day in (10, 9, 5, 2):
        file.article("baru", day, {"Bupati Setempat": 3})
    for day in (9, 5):
        file.article("satu", day, {"Cahayu": 1})
    assert file.ranked() == ["Cahayu", "Bupati Setempat"]
    assert file.row("Bupati Setempat", "score")[0] == pytest.approx(0, abs=0.1)


def test_one_old_article_does_not_give_an_outlet_a_past(file: File) -> None:
    file.outlet("baru", since=30)
    file.article("baru", 3000, {FILLER: 1})
    for day in (30, 20, 10):
        file.article("baru", day, {"Bupati Setempat": 3})
    assert file.row("Bupati Setempat", "score")[0] == pytest.approx(0, abs=0.15)


HEADLINES = {
    "Title Case": ("Ann Barlow Launches Cahayu Lab to Sell Light", 2),
    "possessive": ("Why Cahayu Lab’s Light Is Blue", 2),
    "at its end": ("The Light of Cahayu Lab", 2),
    "punctuation": ("Light, ‘Cahayu Lab’, and More", 2),
    "another name": ("Cahayu Labs Launches Lights", 1),
    "a part": ("Cahayu Launches Lights", 1),
    "nothing": ("", 1),
}


@pytest.mark.parametrize("case", HEADLINES)
def test_a_headline_elsewhere_confirms_a_name_of_two_words(case: str, file: File) -> None:
    title, groups = HEADLINES[case]
    file.article("satu", 1, {"Cahayu Lab": 2})
    file.article("tiga", 1, {}, title=title)
    assert file.row("Cahayu Lab", "groups") == (groups,)


def test_a_headline_confirms_no_single_word_and_nothing_twice(file: File) -> None:
    file.article("satu", 1, {"Tenang": 2, "Cahayu Lab": 2}, title="Cahayu Lab: Cahayu Lab")
    file.article("tiga", 1, {}, title="Warga Tetap Tenang Saat Lampu Padam")
    file.article("tiga", 1, {}, title="Cahayu Lab Against Cahayu Lab")
    assert file.row("Tenang", "articles, mentions") == (1, 2)
    assert file.row("Cahayu Lab", "articles, mentions") == (2, 3)


def test_a_file_that_was_never_published_has_none(file: File) -> None:
    file.article("satu", 1, {"Cahayu": 2})
    file.db.execute("delete from store.published")
    assert file.ranked() == []
