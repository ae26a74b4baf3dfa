"""Two articles on one event agree, two on one topic do not: by hand-made traits, one thing changed at a time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.stories.making import made
from warehouse.stories import likeness
from warehouse.stories.agreement import EDGE, JOIN, agreement
from warehouse.stories.model import Fingerprint, Trait

HIRED = (
    "title: entity meta-platforms 3; entity openai 3; name priya venkatesan 9; action hire 4",
    "lead: amount USD 60000000 6; entity meta-superintelligence-labs 8; count 45 people 6",
    "body: name colin abara 9; date 2026-03-20 5",
)
RETOLD = (
    "title: entity meta-platforms 3; entity openai 3; action hire 4",
    "lead: name priya venkatesan 9; amount USD 60000000 6",
    "body: name colin abara 9; count 45 people 6",
)


def score(one: tuple[str, ...], other: tuple[str, ...], hours: float = 6) -> float:
    return agreement(made("a", *one, lang="en"), made("b", *other, hours=hours)).score


ONE_EVENT = {
    "retold": RETOLD,
    "with a surname alone": (
        "title: entity meta-platforms 3; action hire 4",
        "lead: name venkatesan 6; amount USD 60000000 6; entity openai 3",
        "body: name colin abara 9",
    ),
    "with the amount in rupiah and the name respelt": (
        "title: entity meta-platforms 3; amount IDR 960000000000 6; action hire 4",
        "lead: name priya venkatessan 9; entity openai 3",
        "body: name colin abara 9; count 45 people 6",
    ),
}
TWO_EVENTS = {
    "shared firms alone": (
        "title: entity meta-platforms 3; entity openai 3; action sue 4",
        "lead: entity google 3; entity microsoft 3",
        "body: name tomas rydberg 9",
    ),
    "another person is hired": (
        "title: entity meta-platforms 3; entity openai 3; name tomas rydberg 9; action hire 4",
        "lead: amount USD 25000000 6; entity meta-superintelligence-labs 8",
        "body: count 12 people 6; name leah strand 9",
    ),
    "another firm and another sum, the same act": (
        "title: entity google 3; entity openai 3; name leah strand 9; action hire 4",
        "lead: amount USD 60000000 6",
        "body: name tomas rydberg 9",
    ),
    "the same person in passing": (
        "title: entity anthropic 3; name leah strand 9; action raise 4; amount USD 900000000 6",
        "lead: name arkadia ventures 9; name tomas rydberg 9",
        "body: name priya venkatesan 9; entity openai 3; entity meta-platforms 3",
    ),
}


@pytest.mark.parametrize("case", ONE_EVENT)
def test_one_event_agrees(case: str) -> None:
    assert score(HIRED, ONE_EVENT[case]) >= JOIN


@pytest.mark.parametrize("case", TWO_EVENTS)
def test_two_events_do_not(case: str) -> None:
    assert score(HIRED, TWO_EVENTS[case]) < EDGE


def changed(lines: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    assert any(old in line for line in lines)
    return tuple(line.replace(old, new) for line in lines)


SPEAKS_AGAINST = {
    "another amount": ("amount USD 60000000", "amount USD 25000000"),
    "another person": ("name priya venkatesan", "name tomas rydberg"),
    "another act": ("action hire", "action sue"),
    "another count": ("count 45 people", "count 12 people"),
}


@pytest.mark.parametrize("case", SPEAKS_AGAINST)
def test_what_is_other_speaks_against(case: str) -> None:
    old, new = SPEAKS_AGAINST[case]
    assert score(HIRED, changed(HIRED, old, new)) < score(HIRED, HIRED)


def test_a_shared_firm_says_less_than_a_shared_person() -> None:
    firm = ("title: entity meta-platforms 3", "lead: name leah strand 9; name tomas rydberg 9")
    person = ("title: name priya venkatesan 9", "lead: name leah strand 9; name tomas rydberg 9")
    assert score(HIRED, firm) < score(HIRED, person)


def test_few_traits_that_are_all_shared_are_no_proof() -> None:
    assert score(("title: entity openai 3",), ("title: entity openai 3",), hours=0) < JOIN / 2
    assert score((), (), hours=0) < EDGE


def test_days_between_them_speak_against() -> None:
    scores = [score(HIRED, RETOLD, hours=hours) for hours in (1, 24, 72, 160)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_one_outlet_seldom_tells_an_event_twice() -> None:
    one, other = made("a", *HIRED), made("b", *RETOLD, hours=2)
    assert agreement(one, replace(other, outlet_id=one.outlet_id)).score < agreement(one, other).score


def test_it_says_why() -> None:
    one, other = made("a", *HIRED), made("b", *changed(RETOLD, "USD 60000000", "USD 61000000"), hours=2)
    found = agreement(one, other)
    assert "both name Priya Venkatesan" in found.shared
    assert "both say Usd 60000000 (Usd 61000000)" in found.shared
    against = agreement(one, made("b", *changed(HIRED, "USD 60000000", "USD 25000000"))).against
    assert against == ("Usd 60000000 here, Usd 25000000 there",)
    assert agreement(one, made("c", "title: name priya venkatesan 9")).against == (
        "Meta-Superintelligence-Labs here alone",
    )


def test_coverage_is_of_the_first() -> None:
    whole, part = made("a", *HIRED), made("b", "title: name priya venkatesan 9")
    assert agreement(part, whole).coverage == 1.0
    assert 0 < agreement(whole, part).coverage < 0.5


TRAITS = st.builds(
    Trait,
    st.sampled_from(["entity", "name", "place", "amount", "count", "percent", "date", "action", "quote", "concept"]),
    st.sampled_from(
        ["ruben mayer", "mayer", "rubin mayer", "USD 40000000", "USD 41000000", "IDR 650000000000", "x", ""]
    ),
    st.sampled_from(["title", "lead", "body"]),
    st.integers(1, 3),
    st.floats(0, 10),
    st.text(max_size=3),
)
FINGERPRINTS = st.builds(
    lambda traits, hours: Fingerprint(
        **{name: getattr(made("a", hours=hours), name) for name in Fingerprint.__slots__ if name != "traits"},
        traits=tuple(sorted({(t.kind, t.key): t for t in traits}.values(), key=lambda t: (t.kind, t.key))),
    ),
    st.lists(TRAITS, max_size=10),
    st.integers(0, 200),
)


@given(FINGERPRINTS, FINGERPRINTS)
def test_it_is_symmetric_and_within_bounds(one: Fingerprint, other: Fingerprint) -> None:
    there, back = agreement(one, other), agreement(other, one)
    assert there.score == back.score
    assert 0 <= there.score <= 1
    assert 0 <= there.coverage <= 1.0001
    assert len(there.against) == len(back.against)


NAMES = {
    "the same": ("ruben mayer", "ruben mayer", 1),
    "an id": ("ruben-mayer", "ruben mayer", 1),
    "joined": ("bright loom", "brightloom", 1),
    "a firm's form": ("pt kantongku indonesia tbk", "kantongku indonesia", 1),
    "a surname": ("ruben mayer", "mayer", likeness.PART),
    "a first name": ("ruben mayer", "ruben", likeness.FIRST),
    "a letter otherwise": ("farah odoya", "farah oduya", likeness.SPELT),
    "another first name": ("budi santoso", "agus santoso", 0),
    "a vague word": ("scale ai", "ai", 0),
    "a short word": ("bri life", "bri", 0),
    "another person": ("ruben mayer", "leah strand", 0),
    "another number": ("gpt 4", "gpt 5", 0),
    "a number in a word": ("galeri60", "galeri61", 0),
    "a year beside it": ("pekan raya 2025", "pekan raya", likeness.PART),
    "one letter, in a short name": ("grab", "grib", 0),
    "nothing": ("", "", 0),
}


@pytest.mark.parametrize("case", NAMES)
def test_names(case: str) -> None:
    one, other, wanted = NAMES[case]
    assert likeness.names(one, other) == likeness.names(other, one) == wanted


AMOUNTS = {
    "the same": ("USD 14300000000", "USD 14300000000", 1),
    "rounded": ("USD 14300000000", "USD 14000000000", likeness.NEAR),
    "another": ("USD 14300000000", "USD 10000000000", 0),
    "converted": ("USD 40000000", "IDR 650000000000", likeness.CONVERTED),
    "another in rupiah": ("USD 40000000", "IDR 400000000000", 0),
    "a currency of no known rate": ("TRY 40000000", "USD 40000000", 0),
    "none named": ("? 40000000", "? 40000000", 1),
    "a range": ("USD 450000-500000", "USD 450000", 1),
    "nothing": ("USD 0", "USD 0", 0),
    "no amount": ("x", "", 0),
}


@pytest.mark.parametrize("case", AMOUNTS)
def test_amounts(case: str) -> None:
    one, other, wanted = AMOUNTS[case]
    assert likeness.amounts(one, other) == likeness.amounts(other, one) == wanted
