"""One article, one row, over whole runs: two days of newsrooms in which names change and texts are printed twice.

What the rules decide of a pair is under test in tests/warehouse; here, what a person finds in the published file after
`kabar run`, `undo-duplicate`, `rebuild` and `status --check`, and that these agree with each other.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.web import backlog, identities, rows
from tests.web.harm import kill_in
from tests.web.kabar import Kabar
from tests.web.newsrooms import at
from warehouse.integrity import contradictions
from warehouse.query import answer
from warehouse.status import outlets

HOURS = identities.HOURS
REBUILD = ("rebuild", "--step", "identify")
SAID = ("extractions", "entries", "pages")  # what the web said, beside what was decided of it


@pytest.fixture
def newsrooms(newsrooms: Kabar) -> Iterator[Kabar]:
    """Whatever a test did to its installation, nothing contradicts itself in it."""
    yield newsrooms
    assert contradictions(newsrooms.home / "kabar.duckdb") == ()


@pytest.fixture
def file(two_days: Path) -> Path:
    """What was published after the last run."""
    return two_days / f"{len(HOURS) - 1}.duckdb"


def ask(file: Path, query: str) -> list[tuple[Any, ...]]:
    return list(answer(file, query).rows)


def url(outlet_id: str, path: str) -> str:
    return f"http://{outlet_id}.test:8080{path}"


def article(file: Path, page: str) -> str:
    """The id of the article that has this page."""
    return str(ask(file, f"select article_id::varchar from pages where url = '{page}'")[0][0])


def decisions(file: Path, page: str) -> list[tuple[Any, ...]]:
    """Rule, relation and credit of what stands on the page's own id, and to which page it points."""
    query = (
        "select rule, relation, agency, o.url from duplicates d join store.pages p on p.page_id = d.article_id "
        "join store.pages o on o.page_id = d.duplicate_of "
        f"where undone_at is null and p.url = '{page}' order by decided_at, rule"
    )
    return ask(file, query)


def history(file: Path, page: str) -> list[tuple[Any, ...]]:
    """Number, kind and headline of every version of the page's article."""
    query = f"select version, change_kind, title from article_versions where article_id = '{article(file, page)}'"
    return ask(file, f"{query} order by version")


# ------------------------------------------------------------------ one article under several names

NAMES = {
    "a GUID that stays while address and headline change": (
        url("pindah", "/2025/06/11/dermaga-ditunda/"), url("pindah", "/2025/06/11/dermaga-baru-dibuka/"), "same_guid",
        [(1, None, "Dermaga baru dibuka pekan depan"), (2, "headline", "Pembukaan dermaga ditunda")],
    ),
    "a WordPress post that is rewritten from headline to end": (
        url("pindah", "/2025/06/11/putusan-sela/"), url("pindah", "/2025/06/11/sidang-dimulai/"), "same_post",
        [(1, None, "Sidang sengketa tanah dimulai"), (2, "text", "Hakim menjatuhkan putusan sela")],
    ),
    "an address that leads to another": (
        url("pindah", "/2025/06/11/pasar-lama-direnovasi/"), url("pindah", "/2025/06/11/pasar-lama/"), "same_address",
        [(1, None, "Pasar lama direnovasi")],
    ),
    "a slug that changes around the outlet's id": (
        url("banyakjalan", "/berita/d-502/panen-raya-mundur-sebulan"),
        url("banyakjalan", "/berita/d-502/panen-raya-mundur"), "same_id",
        [(1, None, "Panen raya mundur dua pekan"), (2, "text", "Panen raya mundur sebulan")],
    ),
    "a page that comes to name another as its original": (
        url("banyakjalan", "/berita/kereta-malam-penuh-sampai-juli"),
        url("banyakjalan", "/berita/kereta-malam-penuh-lagi"), "same_address",
        [(1, None, "Kereta malam penuh sampai Juli"), (2, "headline", "Kereta malam penuh")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("younger", "elder", "rule", "versions"), NAMES.values(), ids=NAMES)
def test_two_addresses_are_one_article_with_the_elders_id_and_every_state(
    file: Path, younger: str, elder: str, rule: str, versions: list[tuple[object, ...]]
) -> None:
    mine = article(file, elder)
    assert article(file, younger) == mine
    assert ask(file, f"select url from articles where article_id = '{mine}'") == [(elder,)]
    assert [(rule, relation) for rule, relation, *_ in decisions(file, younger) if relation == "same article"] == [
        (rule, "same article")
    ]
    links = {link for (link,) in ask(file, f"select link from sightings where article_id = '{mine}'")}
    assert {elder, younger} <= links
    assert history(file, elder) == versions


def test_a_page_that_two_feeds_list_in_three_forms_is_one_page_and_one_article(file: Path) -> None:
    page = url("banyakjalan", "/berita/d-501/jembatan-gantung-rampung")
    shown = ask(file, "select link, feed_url from sightings where link like '%d-501%'")
    assert {link.removeprefix(page) for link, _ in shown} == {
        "?utm_source=rss&utm_medium=feed", "/amp?fbclid=xyz", "?page=all",
    }  # fmt: skip
    assert {feed for _, feed in shown} == {url("banyakjalan", "/rss"), url("banyakjalan", "/rss/terbaru")}
    for relation in ("pages", "articles"):
        assert ask(file, f"select url from {relation} where url like '%d-501%'") == [(page,)]
    asked = ask(file, "select distinct url from fetches where purpose = 'page' and url like '%d-501%'")
    assert asked == [(page,)]


# ------------------------------------------------------------------ one text in several articles

FIRST = url("pagi", "/nasional/100-bendungan-karang-jaya-terisi")
LATE = url("pagi", "/nasional/101-menteri-tinjau-tambang")
COPIES = {
    "an agency's report at a house's two outlets": (
        url("petang", "/a/200-bendungan-karang-jaya-kini-terisi"), FIRST, "same group", "ANTARA"
    ),
    "at another house, edited": (url("laut", "/b/300-bendungan-terisi-lebih-cepat"), FIRST, "independent", "ANTARA"),
    "the earliest is seen last": (url("petang", "/a/201-tambang-ditinjau-menteri"), LATE, "same group", "ANTARA"),
    "the earliest is seen last, at another house": (
        url("laut", "/b/302-menteri-datangi-tambang"), LATE, "independent", "ANTARA"
    ),
    "of what an article with two addresses says now": (
        url("laut", "/b/303-putusan-sela-dibacakan"), url("pindah", "/2025/06/11/sidang-dimulai/"), "independent", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("copy", "of", "relation", "agency"), COPIES.values(), ids=COPIES)
def test_a_copy_stays_an_article_and_points_to_the_earliest(
    file: Path, copy: str, of: str, relation: str, agency: str | None
) -> None:
    query = f"select o.url from articles a left join articles o on o.article_id = a.duplicate_of where a.url = '{copy}'"
    assert ask(file, query) == [(of,)]
    assert [found[1:3] for found in decisions(file, copy)] == [(relation, agency)]
    assert ask(file, f"select duplicate_of from articles where url = '{of}'") == [(None,)]


def test_each_text_counts_once_and_what_only_looks_alike_stays_apart(file: Path) -> None:
    copies = {copy for copy, *_ in COPIES.values()}
    found = ask(file, "select url from articles where duplicate_of is not null")
    assert {page for (page,) in found} == copies
    for page in (
        url("petang", "/harga/401-emas-rabu"),  # the list of two days
        url("petang", "/harga/402-emas-kamis"),
        url("pagi", "/nasional/102-beban-listrik-naik"),  # a report, and the reaction that repeats all of it
        url("laut", "/b/301-warga-tanggapi-kenaikan"),
    ):
        assert decisions(file, page) == []
        assert ask(file, f"select count(*) from articles where url = '{page}'") == [(1,)]


# ------------------------------------------------------------------ feeds and their GUIDs


def test_new_guids_at_every_poll_add_no_entries(newsrooms: Kabar) -> None:
    feed, published = url("acak", "/rss"), newsrooms.home / "kabar.duckdb"
    newsrooms.web.clock.move(hours=1)
    newsrooms.run("acak")
    assert ask(published, f"select outcome, new_entries from polls where feed_url = '{feed}' order by polled_at") == [
        ("ok", 4), *[("ok", 0)] * len(HOURS),
    ]  # fmt: skip
    assert ask(published, f"select guids from feeds where feed_url = '{feed}'") == [("random",)]
    seen = ask(published, f"select last_seen_at from entries where feed_url = '{feed}'")
    assert seen == [(newsrooms.web.clock.now,)] * 4
    assert ask(published, "select count(*) from articles where outlet_id = 'acak'") == [(4,)]


def test_one_guid_for_all_items_joins_none_of_them_whatever_their_headlines(file: Path) -> None:
    assert ask(file, "select guids from feeds where outlet_id = 'satuguid'") == [("reused",)]
    assert ask(file, "select count(*), count(distinct guid) from entries where outlet_id = 'satuguid'") == [(4, 1)]
    assert ask(file, "select count(*), count(distinct title) from articles where outlet_id = 'satuguid'") == [(3, 2)]
    unread = url("satuguid", "/e/2-lowongan-kerja-di-kota")
    assert ask(file, f"select outcome, article_id from pages where url = '{unread}'") == [("not_found", None)]


# ------------------------------------------------------------------ what becomes of a page

CHANGES = {
    "a number, a correction, a paragraph": ("/f/1-rumah-sakit-rawat-pasien", [None, "numbers", "correction", "text"]),
    "another headline": ("/f/4-ruang-ditambah", [None, "headline"]),
    "410": ("/f/2-laporan-dicabut", [None, "unpublished"]),
    "404 twice, then back": ("/f/3-halaman-hilang", [None, "unpublished", "restored"]),
}


@pytest.mark.parametrize(("path", "kinds"), CHANGES.values(), ids=CHANGES)
def test_each_change_is_a_version_of_its_kind(file: Path, path: str, kinds: list[str | None]) -> None:
    page = url("ralat", path)
    assert [kind for _, kind, _ in history(file, page)] == kinds
    assert ask(file, f"select version, change_kind from articles where url = '{page}'") == [(len(kinds), kinds[-1])]


def test_a_404_seen_once_is_believed_by_nobody(two_days: Path) -> None:
    page = url("ralat", "/f/3-halaman-hilang")
    assert [len(history(two_days / f"{n}.duckdb", page)) for n in range(len(HOURS))] == [1, 1, 2, 3]


# ------------------------------------------------------------------ as it was known then


@pytest.mark.parametrize("n", range(len(HOURS)), ids=lambda n: f"{HOURS[n]:g} h")
def test_articles_as_of_a_run_are_what_that_run_published(file: Path, two_days: Path, n: int) -> None:
    columns = "select * exclude (story_id)"  # which story it was in then is not kept
    as_of = f"{columns} from articles_as_of(timestamptz '{at(HOURS[n]).isoformat()}') order by article_id"
    then = ask(two_days / f"{n}.duckdb", f"{columns} from articles order by article_id")
    assert then
    assert ask(file, as_of) == then


def test_the_command_answers_as_of_a_moment(newsrooms: Kabar) -> None:
    moments = {at(-1): 0, at(0): 26, at(1.49): 26, at(33): 28}
    counts = " union all ".join(f"select count(*) from articles_as_of(timestamptz '{m.isoformat()}')" for m in moments)
    said = newsrooms.said("sql", counts, "--format", "csv")
    assert said.returncode == 0, said.stderr
    assert [int(line) for line in said.stdout.splitlines()[1:]] == list(moments.values())


# ------------------------------------------------------------------ undone by a person


def merged(file: Path) -> dict[str, str]:
    """Every page that was read, with the address of the article that it belongs to."""
    return dict(ask(file, "select p.url, a.url from pages p join articles a using (article_id) order by 1"))


def copied(file: Path) -> set[str]:
    return {page for (page,) in ask(file, "select url from articles where duplicate_of is not null")}


POST, COPY = NAMES["a GUID that stays while address and headline change"][0], next(iter(COPIES.values()))[0]


def test_what_a_person_undid_no_run_and_no_rebuild_decides_again(newsrooms: Kabar) -> None:
    """A merge, named by its id, and a copy, named by an address."""
    published = newsrooms.home / "kabar.duckdb"
    before = merged(published), copied(published)
    ((page_id,),) = ask(published, f"select page_id::varchar from store.pages where url = '{POST}'")
    _undone(newsrooms, "Undone", page_id)
    assert (merged(published), copied(published)) == (before[0] | {POST: POST}, before[1])
    _undone(newsrooms, "Undone", f"{COPY}?utm_source=rss")
    apart = before[0] | {POST: POST}, before[1] - {COPY}
    assert (merged(published), copied(published)) == apart
    newsrooms.run(*identities.IDS, force=True)
    assert (merged(published), copied(published)) == apart
    for step in ("identify", "extract"):
        newsrooms.rebuild(step)
        assert (merged(published), copied(published)) == apart
        assert contradictions(published) == ()
    _undone(newsrooms, "Stands again", POST, "--restore")
    assert (merged(published), copied(published)) == (before[0], apart[1])
    _undone(newsrooms, "Stands again", COPY, "--restore")
    assert (merged(published), copied(published)) == before


def _undone(kabar: Kabar, said: str, *arguments: str) -> None:
    done = kabar.said("undo-duplicate", *arguments)
    assert done.returncode == 0, done.stderr
    assert said in done.stderr


PUTUSAN = url("pindah", "/2025/06/11/putusan-sela/")
CHANGED = {"an undone merge": ("undo-duplicate", PUTUSAN), "a forgotten copy": ("forget", COPY, "--yes")}
POINTING = "select a.url, o.url from articles a left join articles o on o.article_id = a.duplicate_of order by all"


@pytest.mark.parametrize("arguments", CHANGED.values(), ids=CHANGED)
def test_what_pointed_there_points_at_once_where_a_rebuild_would(newsrooms: Kabar, arguments: tuple[str, ...]) -> None:
    published = newsrooms.home / "kabar.duckdb"
    done = newsrooms.said(*arguments)
    assert done.returncode == 0, done.stderr
    at_once = ask(published, POINTING)
    newsrooms.rebuild("identify")
    assert ask(published, POINTING) == at_once


def test_nothing_to_undo_is_said_in_a_sentence_that_names_the_way(newsrooms: Kabar) -> None:
    done = newsrooms.command("undo-duplicate", FIRST)
    assert done.returncode == 1
    assert COPY in done.stderr
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------ explained, made anew, checked


def test_explain_shows_keys_decisions_and_what_each_version_changed(newsrooms: Kabar) -> None:
    said = newsrooms.said("explain", POST, "--format", "json")
    assert said.returncode == 0, said.stderr
    sections = {section["section"]: section["rows"] for section in json.loads(said.stdout)}
    assert [(d["rule"], d["url"], d["undone_at"]) for d in sections["decisions"]] == [("same_guid", POST, None)]
    assert "kabar-101" in sections["decisions"][0]["evidence"]
    assert [(c["version"], c["part"]) for c in sections["changes"]] == [(2, "title")]
    assert "ditunda" in sections["changes"][0]["change"]
    assert {key["kind"] for key in sections["keys"]} == {"address", "guid"}
    assert len(sections["entries"]) == len(sections["page"]) == len(sections["versions"]) == 2


@pytest.mark.parametrize("step", ["identify", "extract"])
def test_made_anew_twice_everything_is_the_same(newsrooms: Kabar, step: str) -> None:
    was = rows.published(newsrooms.home, "from articles order by article_id")
    newsrooms.rebuild(step)
    once = rows.decided(newsrooms.home), rows.everything(newsrooms.home, *SAID)
    assert rows.published(newsrooms.home, "from articles order by article_id") == was
    newsrooms.rebuild(step)
    assert (rows.decided(newsrooms.home), rows.everything(newsrooms.home, *SAID)) == once


def test_after_every_run_nothing_contradicts_itself(two_days: Path) -> None:
    assert {contradictions(two_days / f"{n}.duckdb") for n in range(len(HOURS))} == {()}


HARM = {
    "a version is gone": "delete from store.versions where version = 1",
    "a redirect is gone": "delete from store.redirects where true",
    "a page is gone": "delete from store.pages where url like '%putusan-sela/'",
    "a band is gone": "delete from store.bands where signature_no = 1",
    "a decision is gone": "delete from store.duplicates where rule = 'same_post'",
    "a merged id has an article": "insert into store.articles select leads_to, '', '', now(), '' from store.redirects",
}


def test_check_is_content_with_a_whole_file_and_names_what_is_wrong_with_another(newsrooms: Kabar) -> None:
    said = newsrooms.said("status", "--check")
    assert (said.returncode, said.stdout) == (0, "")
    with duckdb.connect(str(newsrooms.home / "kabar.duckdb")) as db:
        db.execute(HARM["a version is gone"])
    said = newsrooms.command("status", "--check", "--format", "json")
    assert said.returncode == 1
    assert {"an article has no version", "versions are not numbered 1, 2, 3"} <= {
        c["what"] for c in json.loads(said.stdout)
    }
    newsrooms.run(*identities.IDS)  # publishes a whole file again


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_what_is_missing_by_hand_is_found(file: Path, tmp_path: Path, harm: str) -> None:
    harmed = Path(shutil.copy(file, tmp_path / "harmed.duckdb"))
    with duckdb.connect(str(harmed)) as db:
        db.execute(harm)
    assert contradictions(harmed) != ()


def test_status_counts_the_articles_that_the_relation_has(newsrooms: Kabar) -> None:
    counted = {one.outlet_id: one.articles for one in outlets(newsrooms.home / "kabar.duckdb") if one.articles}
    sql = "select outlet_id, count(*) from articles group by all"
    assert counted == dict(rows.published(newsrooms.home, sql))


# ------------------------------------------------------------------ killed; the long form is in tests/prove


def test_killed_twice_while_deciding_nothing_is_left_half_done(newsrooms: Kabar) -> None:
    backlog.fill(newsrooms.home, 300, HOURS)
    seconds = newsrooms.rebuild("identify").seconds
    content = rows.decided(newsrooms.home)
    one = backlog.undecided(newsrooms.apart("killed"))
    hits = 0
    for share in (0.1, 0.5):
        hits += kill_in(one, REBUILD, "extract", seconds * share) is None
        assert backlog.left(one.home).halves == ()
    assert hits
    assert contradictions(one.home / "kabar.duckdb") == contradictions(newsrooms.home / "kabar.duckdb") == ()
    one.run(*identities.IDS)
    assert contradictions(one.home / "kabar.duckdb") == ()
    assert rows.decided(one.home) == content
