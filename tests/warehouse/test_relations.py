"""What people query: promised relations, columns, values and grains, each with its comment, empty and filled."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from sources.types import Access, DateSource, DiscoveredVia, Precision, ZoneName
from tests.warehouse.files import a_file
from tests.warehouse.seeding import an_outlet
from warehouse import feeds
from warehouse.connection import Connection, Problem, connect, connect_to_read
from warehouse.migrate import shipped_migrations, shipped_views

# The promise: a column goes only after a release that says it will. More may follow.
PROMISED = {
    "outlets": "outlet_id name country lang group_id",
    "feeds": "feed_url outlet_id section status last_ok_at newest_item_at",
    "articles": "article_id outlet_id url title lang authors section published_at published_from published_precision "
    "first_seen_at discovered_via access text body word_count version duplicate_of story_id",
    "headlines": "article_id outlet_id url title lang published_at published_precision first_seen_at duplicate_of "
    "story_id",
    "article_versions": "article_id version observed_at title text change_kind",
    "sightings": "article_id feed_url guid entry_title entry_excerpt first_seen_at last_seen_at",
    "zones": "article_id version zone char_start char_end",
    "entities": "entity_id name type wikidata_id parent_id",
    "aliases": "entity_id alias weak",
    "mentions": "article_id version entity_id char_start char_end surface zone score rule",
    "amounts": "article_id version char_start char_end surface value value_to currency converted_from zone",
    "citations": "article_id version outlet_id url kind evidence char_start char_end role",
    "derivations": "article_id original_url original_id how confidence evidence original_outlet_id attributed root_id "
    "root_url",
    "derivation_history": "article_id original_url original_id how confidence evidence since_at until_at",
    "derivation_candidates": "article_id original_id score reason",
    "originals": "url outlet_id given_by wanted_at asked_at outcome article_id",
    "links": "article_id version url char_start char_end",
    "duplicates": "article_id duplicate_of rule score evidence decided_at undone_at",
    "stories": "story_id title first_at first_outlet_id articles outlets languages first_article_id last_at groups "
    "independent_voices",
    "story_articles": "story_id article_id score why",
    "story_changes": "story_id change other_id articles changed_at run_id",
    "figure_drift": "article_id title original_id original_title kind verdict original derived rate",
    "coverage_lag": "outlet_id retellings median_lag p10_lag p90_lag fastest_lag",
    "who_follows_whom": "outlet_id original_outlet_id articles stated inferred named median_lag",
    "exclusive_stories": "story_id group_id title first_at first_outlet_id first_article_id articles",
    "untold_in_indonesian": "story_id title first_at first_outlet_id first_article_id url articles entities",
    "polls": "feed_url polled_at outcome status bytes ms overlap",
    "fetches": "url host purpose started_at outcome status bytes ms",
    "gaps": "feed_url missing_from missing_until status closed_by",
    "coverage": "outlet_id first_listed_at covered_until open_gaps closed_gaps permanent_gaps",
    "recall": "outlet_id day source listed shown share",
    "runs": "run_id command started_at ended_at flow_run_id outcome counts",
    "kabar_info": "schema_version run_id published_at",
    "mentions_body": "article_id version entity_id char_start char_end surface zone score rule",
    "article_entities": "article_id entity_id outlet_id dated_at mentions in_title duplicate_of",
    "entity_days": "entity_id day outlet_id articles texts mentions",
    "share_of_voice": "entity_id week type articles texts type_articles share",
    "co_mentions": "entity_a entity_b articles texts first_at last_at",
    "first_mentions": "entity_id outlet_id article_id first_at title",
    "momentum": "entity_id articles before ratio texts texts_before",
    "mention_changes": "article_id version change entity_id char_start char_end surface zone score rule",
    "taggers": "tagger_no digest first_used_at entities aliases documents",
    "breaches": "host wire_at url run_id breach due was",
    "new_names": "name score articles outlets groups mentions articles_before first_seen_at last_seen_at example_title "
    "example_url",
}
SCHEMA_VERSION = 10  # a promise changes only together with this number

GRAINS = {
    "outlets": "outlet_id",
    "feeds": "feed_url",
    "articles": "article_id",
    "headlines": "article_id",
    "article_versions": "article_id, version",
    "sightings": "feed_url, guid, entry_title, entry_excerpt, link, published_raw, categories",
    "zones": "article_id, version, zone, char_start",
    "entities": "entity_id",
    "aliases": "entity_id, alias",
    "mentions": "article_id, version, entity_id, zone, char_start, char_end",
    "amounts": "article_id, version, zone, char_start, char_end",
    "citations": "article_id, version, kind, evidence, char_start",
    "derivations": "article_id, original_url, original_outlet_id",
    "derivation_history": "article_id, original_url, original_outlet_id, since_at",
    "derivation_candidates": "article_id, original_id",
    "originals": "url",
    "links": "article_id, version, url, char_start",
    "duplicates": "article_id, duplicate_of, decided_at",
    "stories": "story_id",
    "story_articles": "story_id, article_id",
    "story_changes": "story_id, change, changed_at, run_id",
    "figure_drift": "article_id, original_id, kind, original_start",
    "coverage_lag": "outlet_id",
    "who_follows_whom": "outlet_id, original_outlet_id",
    "exclusive_stories": "story_id",
    "untold_in_indonesian": "story_id",
    "polls": "feed_url, polled_at",
    "fetches": "url, started_at, run_id",
    "gaps": "feed_url, missing_from",
    "coverage": "outlet_id",
    "recall": "outlet_id, day, source",
    "runs": "run_id",
    "redirects": "article_id",
    "kabar_info": "",
    "mentions_body": "article_id, entity_id, zone, char_start, char_end",
    "article_entities": "article_id, entity_id",
    "entity_days": "entity_id, day, outlet_id",
    "share_of_voice": "entity_id, week",
    "co_mentions": "entity_a, entity_b",
    "first_mentions": "entity_id, outlet_id",
    "momentum": "entity_id",
    "mention_changes": "article_id, version, entity_id, zone, char_start, char_end",
    "taggers": "tagger_no",
    "new_names": "name",
    "entries": "entry_id",
    "pages": "outlet_id, url",
    "breaches": "host, wire_at, url, breach",
    "walked": "outlet_id, route, day_from, day_until, step, spent, run_id",
    "walked_days": "outlet_id, route, day",
    "finds": "outlet_id, route, day_from, url",
}

LISTS = {
    ("articles", "authors"), ("stories", "outlets"), ("stories", "languages"), ("stories", "groups"),
    ("untold_in_indonesian", "entities"),
}  # fmt: skip
VALUES = {
    ("articles", "published_from"): {"feed", "jsonld", "meta", "page", "api", "sitemap"},
    ("articles", "published_precision"): {"second", "minute", "day", "month"},
    ("articles", "discovered_via"): {"feed", "api", "index", "sitemap", "wayback", "warc", "citation"},
    ("articles", "access"): {"full", "teaser", "headline"},
    ("zones", "zone"): {
        "title", "summary", "body", "quotes", "analysis", "prediction", "qa", "references", "related", "hashtags",
        "boilerplate", "caption",
    },
    ("citations", "kind"): {"url", "link", "phrase", "agency", "canonical"},
    ("citations", "role"): {"source", "background"},
    ("derivations", "how"): {"stated", "named", "inferred"},
    ("story_changes", "change"): {"born", "merged", "split", "ended"},
    ("figure_drift", "kind"): {"amount", "count", "percent", "date"},
    ("figure_drift", "verdict"): {"equal", "rounded", "converted", "missing", "contradicted"},
    ("gaps", "status"): {"open", "closed", "permanent"},
    ("article_versions", "change_kind"): {"headline", "text", "numbers", "correction", "unpublished", "restored", None},
    ("mention_changes", "change"): {"appeared", "vanished"},
    ("mentions_body", "zone"): {"title", "body"},
    ("duplicates", "relation"): {"same article", "same outlet", "same group", "independent"},
}  # fmt: skip

RELATIONS = [view.name for view in shipped_views()]


@pytest.fixture(scope="module", params=["empty", "filled"])
def any_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("w") / "kabar.duckdb", seeded=request.param == "filled")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with connect_to_read(a_file(tmp_path_factory.mktemp("w") / "kabar.duckdb")) as db:
        yield db


@pytest.mark.parametrize("relation", PROMISED)
def test_promised_columns_are_there(filled: Connection, relation: str) -> None:
    there = [c[0] for c in filled.execute(f"select * from {relation} limit 0").description or ()]
    assert [c for c in PROMISED[relation].split() if c not in there] == []


def test_the_promise_is_of_this_schema_version() -> None:
    assert shipped_migrations()[-1].number == SCHEMA_VERSION


def test_every_relation_is_readable(any_file: Path) -> None:
    with connect_to_read(any_file) as db:
        for relation in RELATIONS:
            db.execute(f"select * from {relation}").fetchall()


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_is_filled_by_the_seeding(filled: Connection, relation: str) -> None:
    assert filled.execute(f"select count(*) > 0 from {relation}").fetchone() == (True,)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_holds_one_row_per_what_it_says(filled: Connection, relation: str) -> None:
    key = f"({GRAINS[relation]})" if GRAINS[relation] else "1"
    rows, keys = filled.execute(f"select count(*), count(distinct {key}) from {relation}").fetchall()[0]
    assert rows == keys


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_and_each_of_its_columns_has_a_comment(filled: Connection, relation: str) -> None:
    found = filled.execute("select comment from duckdb_views() where view_name = ?", [relation]).fetchone()
    assert found is not None
    assert str(found[0]).startswith("One row")
    columns = filled.execute(
        "select column_name, comment from duckdb_columns() where table_name = ? and schema_name = 'main'", [relation]
    ).fetchall()
    assert columns
    assert [name for name, comment in columns if not comment] == []


def test_lists_are_lists_of_text_instants_have_a_zone_and_ids_are_uuids(filled: Connection) -> None:
    rows = filled.execute(
        "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'main' and not internal"
    ).fetchall()
    kinds = {(table, column): kind for table, column, kind in rows}
    assert {kinds[key] for key in LISTS} == {"VARCHAR[]"}
    assert {key for key, kind in kinds.items() if key[1].endswith("_at")} == {
        key
        for key, kind in kinds.items()
        if kind == "TIMESTAMP WITH TIME ZONE" and not key[1].startswith(("missing_", "covered_"))
    }
    assert {kind for (_, column), kind in kinds.items() if column in ("article_id", "story_id", "run_id")} == {"UUID"}
    assert kinds[("runs", "counts")] == "MAP(VARCHAR, BIGINT)"
    assert kinds[("stories", "articles")] == "BIGINT"


@pytest.mark.parametrize("key", VALUES, ids=".".join)
def test_only_promised_values_occur(filled: Connection, key: tuple[str, str]) -> None:
    relation, column = key
    found = {v for (v,) in filled.execute(f"select distinct {column} from {relation}").fetchall()}
    assert found - {None} <= VALUES[key]


def test_the_types_of_the_sources_have_exactly_the_promised_values() -> None:
    assert set(get_args(DateSource)) == VALUES[("articles", "published_from")]
    assert set(get_args(Precision)) == VALUES[("articles", "published_precision")]
    assert set(get_args(DiscoveredVia)) == VALUES[("articles", "discovered_via")]
    assert set(get_args(Access)) == VALUES[("articles", "access")]
    assert set(get_args(ZoneName)) == VALUES[("zones", "zone")]


@pytest.mark.parametrize(
    "wrong",
    [
        "insert into store.derivations values (uuid(), 'u', null, null, 'guessed', 1, '', true, now(), null)",
        "insert into store.gaps values (uuid(), 'f', 'o', now(), now(), 'unknown', null, 'r', now(), null, 0, null)",
        "insert into store.runs (run_id, command, started_at, outcome) values (uuid(), 'run', now(), 'ok')",
    ],
    ids=["derivations.how", "gaps.status", "runs.outcome"],
)
def test_values_that_a_table_checks_are_refused(tmp_path: Path, wrong: str) -> None:
    with connect(a_file(tmp_path / "w.duckdb", seeded=False)) as db, pytest.raises(Problem, match="CHECK"):
        db.execute(wrong)


def test_an_article_shows_its_current_version_and_each_version_its_own_text(filled: Connection) -> None:
    url = "https://contoh.test/a/1"
    found = filled.execute("select version, text, body, word_count from articles where url = ?", [url]).fetchall()
    assert found == [(2, "Satu dua tiga empat.", "Satu dua tiga empat.", 4)]
    versions = filled.execute(
        "select v.version, v.text from article_versions v join articles a using (article_id) "
        "where a.url = ? order by v.version",
        [url],
    ).fetchall()
    assert versions == [(1, "Satu dua tiga."), (2, "Satu dua tiga empat.")]


def test_pages_show_what_became_of_every_address_that_a_feed_listed(filled: Connection) -> None:
    rows = filled.execute("select url, outcome, extraction, article_id is not null from pages order by url").fetchall()
    assert rows == [
        ("https://contoh.test/a/1", "ok", "ok", True),
        ("https://contoh.test/a/2", "not_found", "no_article", False),
        ("https://contoh.test/a/3", "skipped", None, False),
        ("https://lain.test/a/4", "pending", "ok", True),
    ]


def test_a_feed_that_is_no_longer_declared_is_retired(tmp_path: Path) -> None:
    path = a_file(tmp_path / "w.duckdb")
    with connect(path) as db:
        feeds.declare(db, [an_outlet()])
        statuses = dict(db.execute("select outlet_id, status from feeds").fetchall())
    assert statuses == {"contoh": "healthy", "lain": "retired"}
