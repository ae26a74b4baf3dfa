"""Which article another retells: by address, by the outlet named, through another retelling, or by nothing it says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.page.reasons import reason
from warehouse.stories.agreement import IN_WORDS
from warehouse.stories.deriving import derive
from warehouse.stories.model import Agreement, Candidate, Citation, Derivation, Fingerprint

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
ADDRESS = "https://techcrunch.com/2026/03/03/brightloom-closes/"
TOLD = Fingerprint(
    article_id="told", outlet_id="suara", group_id="arkadia", lang="id", published_at=NOON, kind="news",
    title="Brightloom tutup", traits=(),
)  # fmt: skip


def source(outlet_id: str | None, url: str | None = None, role: str = "source") -> Citation:
    return Citation(
        outlet_id=outlet_id, url=url, kind="url" if url else "phrase", evidence=url or f"dilansir {outlet_id}",
        char_start=0, char_end=9, role=role,  # type: ignore[arg-type]
    )  # fmt: skip


def candidate(
    article_id: str,
    coverage: float,
    score: float = 0.8,
    outlet_id: str = "techcrunch",
    hours: float = 2,
    url: str = "",
    shared: int = 8,
) -> Candidate:
    said = ("both name Ada Brook", *"bcdefgh")[:shared]
    return Candidate(
        article_id=article_id, url=url or f"https://{outlet_id}.test/{article_id}", outlet_id=outlet_id,
        agreement=Agreement(score=score, coverage=coverage, shared=said, against=()),
        published_at=NOON - timedelta(hours=hours), same_story=True,
    )  # fmt: skip


def stated(article_id: str, url: str = ADDRESS, original_id: str | None = None) -> Derivation:
    return Derivation(
        article_id=article_id, original_url=url, original_id=original_id, original_outlet_id="techcrunch",
        how="stated", confidence=0.98, evidence="", attributed=True,
    )  # fmt: skip


def taken(found: tuple[Derivation, ...]) -> list[tuple[str | None, str]]:
    return [(d.original_id, d.how) for d in found]


def test_an_address_decides_whether_its_article_is_there_or_not() -> None:
    cited = (source("techcrunch", ADDRESS), source("techcrunch"))
    absent, _ = derive(TOLD, cited, (), ())
    assert [(d.original_url, d.original_id, d.how) for d in absent] == [(ADDRESS, None, "stated")]
    there, _ = derive(TOLD, cited, (candidate("o", 0.1, 0.01, url=ADDRESS), candidate("better", 0.9)), ())
    assert taken(there) == [("o", "stated")]
    assert "gives the address" in there[0].evidence


def test_an_address_in_passing_counts_where_its_article_agrees() -> None:
    cited = (source("techcrunch", ADDRESS, "background"),)
    assert taken(derive(TOLD, cited, (candidate("o", 0.6, url=ADDRESS),), ())[0]) == [("o", "stated")]
    assert derive(TOLD, cited, (candidate("o", 0.2, 0.1, url=ADDRESS),), ())[0] == ()


def test_a_list_of_addresses_is_less_sure() -> None:
    few, _ = derive(TOLD, [source("reuters", f"https://reuters.com/a/{n}-b-c") for n in range(2)], (), ())
    many, _ = derive(TOLD, [source("reuters", f"https://reuters.com/a/{n}-b-c") for n in range(6)], (), ())
    assert len(many) == 6
    assert many[0].confidence < few[0].confidence


def test_the_named_outlets_article_that_agrees_best_is_taken() -> None:
    pool = (candidate("weaker", 0.3, 0.3), candidate("o", 0.6, 0.4), candidate("k", 0.9, outlet_id="kompas"))
    found, doubted = derive(TOLD, (source("techcrunch"),), pool, ())
    assert taken(found) == [("o", "inferred")]
    assert found[0].attributed
    assert "names its source" in found[0].evidence
    assert "both name Ada Brook" in found[0].evidence
    assert {d.original_id: d.reason.split(";")[0] for d in doubted} == {
        "k": "it names another source (techcrunch)", "weaker": "another article of that outlet agrees better",
    }  # fmt: skip


def test_two_articles_of_the_named_outlet_that_agree_alike_leave_it_open() -> None:
    found, _ = derive(TOLD, (source("techcrunch"),), (candidate("a", 0.6), candidate("b", 0.6)), ())
    assert [(d.how, d.original_url, d.original_outlet_id) for d in found] == [("named", None, "techcrunch")]


def test_another_retelling_of_the_event_gives_the_address() -> None:
    found, _ = derive(TOLD, (source("techcrunch"),), (), (stated("other"),))
    assert [(d.original_url, d.how) for d in found] == [(ADDRESS, "inferred")]
    assert "another retelling" in found[0].evidence


def test_retellings_that_give_different_addresses_leave_it_open() -> None:
    siblings = (stated("x"), stated("y", "https://techcrunch.com/2026/03/02/another-thing/"))
    assert derive(TOLD, (source("techcrunch"),), (), siblings)[0][0].how == "named"


def test_what_names_another_source_is_not_taken_from_who_agrees() -> None:
    found, doubted = derive(TOLD, (source("reuters"),), (candidate("o", 0.95, 0.99),), ())
    assert [(d.how, d.original_outlet_id, d.original_id) for d in found] == [("named", "reuters", None)]
    assert doubted[0].reason.startswith("it names another source (reuters)")


def test_with_nobody_named_nearly_all_of_it_must_be_there() -> None:
    assert taken(derive(TOLD, (), (candidate("o", 0.8),), ())[0]) == [("o", "inferred")]
    assert not derive(TOLD, (), (candidate("o", 0.8),), ())[0][0].attributed
    found, doubted = derive(TOLD, (), (candidate("o", 0.5),), ())
    assert found == ()
    assert "too little agrees" in doubted[0].reason


def test_with_nobody_named_a_few_things_in_common_are_not_enough() -> None:
    assert derive(TOLD, (), (candidate("o", 0.9, shared=6),), ())[0] == ()


def test_who_retells_the_outlet_itself_is_not_its_source() -> None:
    itself = replace(stated("o"), original_outlet_id="suara")
    assert derive(TOLD, (), (candidate("o", 0.9),), (itself,))[0] == ()


def test_with_nobody_named_a_second_candidate_leaves_it_open() -> None:
    rivals = (candidate("a", 0.8), candidate("b", 0.78, outlet_id="kompas"))
    found, doubted = derive(TOLD, (), rivals, ())
    assert found == ()
    assert {d.reason.split(";")[0] for d in doubted} == {"a second article agrees about as well"}


@pytest.mark.parametrize(("ahead", "direct"), [(0.02, "o"), (0.15, "r")])
def test_of_an_original_and_its_retelling_the_original_is_taken_unless_the_other_has_clearly_more(
    ahead: float, direct: str
) -> None:
    pool = (candidate("o", 0.7), candidate("r", 0.7 + ahead, 0.8 + ahead, outlet_id="kompas", hours=1))
    found, _ = derive(TOLD, (), pool, (stated("r", original_id="o"),))
    assert taken(found) == [(direct, "inferred")]


@pytest.mark.parametrize(
    "unfit",
    [candidate("later", 0.9, hours=-1), candidate("own", 0.9, outlet_id="suara")],
    ids=["published later", "of the same outlet"],
)  # fmt: skip
def test_what_cannot_be_the_original_is_not_considered(unfit: Candidate) -> None:
    assert derive(TOLD, (), (unfit,), ()) == ((), ())


@pytest.mark.parametrize("kind", ["column", "roundup", "promotion", "evergreen"])
def test_what_tells_no_event_is_derived_by_its_own_word_alone(kind: str) -> None:
    told = replace(TOLD, kind=kind)  # type: ignore[arg-type]
    assert derive(told, (), (candidate("o", 0.9),), ())[0] == ()
    assert derive(told, (source("techcrunch", ADDRESS),), (), ())[0][0].how == "stated"


def test_the_order_of_candidates_changes_nothing() -> None:
    pool = [candidate(name, 0.4 + n / 20, outlet_id=f"o{n % 3}", hours=n) for n, name in enumerate("abcdefg")]
    assert derive(TOLD, (), pool, ()) == derive(TOLD, (), pool[::-1], ())


def test_the_page_has_every_reason_in_both_languages() -> None:
    """Reasons are written once, in English; a sentence that is changed here alone would stand on the page as it is."""
    original = candidate("o", 0.9, shared=0)
    alike = replace(original, agreement=replace(original.agreement, shared=("both name Ada Brook",) * 8))
    named, in_passing = (source("techcrunch"),), (source("techcrunch", role="background"),)
    decided = (
        derive(TOLD, (source("techcrunch", ADDRESS),), (), ()), derive(TOLD, named, (), (stated("other"),)),
        derive(TOLD, named, (), ()), derive(TOLD, in_passing, (alike,), ()), derive(TOLD, (), (alike,), ()),
    )  # fmt: skip
    lines = {line for found, _ in decided for one in found for line in one.evidence.splitlines()}
    lines |= {f"{words} Ada Brook" for words in IN_WORDS.values()}
    assert len(lines) >= 14
    assert [line for line in lines if 'lang="id"' not in reason(line)] == []
    bold = "<bdi>&lt;b&gt;</bdi>"
    told = f'<span lang="en">both quote {bold}</span><span lang="id">keduanya mengutip {bold}</span>'
    assert reason("both quote <b>") == told
