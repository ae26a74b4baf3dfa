"""Texts made to break the tagger: bounded in what they give, linear in their time, and true to their offsets."""

import time
from collections.abc import Callable

import pytest

from tests.warehouse.entities.gazetteers import TAGGER, document, entity
from warehouse.entities.finding import MOST
from warehouse.entities.model import Document, Gazetteer, Mention
from warehouse.entities.tagger import Tagger

GENEROUS = 60  # seconds of a core, however busy the machine is; each takes a few
MILLION = 1_000_000

HOSTILE: dict[str, Callable[[], str]] = {
    "three times as many weak names as are looked at": lambda: "Meta " * (3 * MOST),
    "three times as many strong names": lambda: "OpenAI " * (3 * MOST),
    "surnames of others": lambda: "Vera Wang, Wang. " * 20_000 + "Alexandr Wang " * 20_000,
    "surnames of ever others": lambda: (
        " ".join(f"Vera{chr(97 + n % 26)}{n} Wang." for n in range(20_000)) + " Alexandr Wang"
    ),
    "brackets that nothing closes": lambda: "([{<" * 250_000 + "OpenAI" + "([{<" * 1000,
    "a word without an end": lambda: "OpenAI" * 200_000 + " OpenAI",
    "nothing but spaces": lambda: " " * MILLION + "Scale" + " " * MILLION + "AI " + "\n " * MILLION,
    "accents on one letter": lambda: "OpenAI e" + "\u0301\u0316" * 300_000 + " OpenAI",
    "without width": lambda: "Open" + "\u200b\u00ad" * 300_000 + "AI OpenAI",
    "lone surrogates": lambda: "\ud800 OpenAI \udfff" * 50_000,
    "NULs": lambda: "OpenAI\x00Google\x00" * 50_000,
    "separators of the tagger's own": lambda: "OpenAI\n\x01\nGoogle\x01" * 50_000,
    "mixed scripts": lambda: "Мета ОpenAI 日本OpenAI語 OpenAI, مرحبا Meta İstanbul ﬁ ß " * 20_000,
    "lines of capitals": lambda: "META DAN SCALE AI\n" * 20_000,
    "capitals without a line": lambda: "META DAN SCALE AI " * 20_000,
    "hashtags": lambda: "#OpenAI#Meta #ScaleAI " * 40_000,
    "addresses": lambda: "https://a.test/OpenAI?OpenAI,OpenAI " * 30_000,
    "schemes": lambda: "://" * 300_000 + " OpenAI",
    "possessives": lambda: "Meta's " * 30_000,
    "a list": lambda: "Meta, Apple, Surge, Claude, " * 10_000,
    "hyphens": lambda: "-" * 300_000 + "OpenAI-" * 50_000,
    "quotes before a name": lambda: '"' * 300_000 + "Meta",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_bounded(make: Callable[[], str]) -> None:
    text = make()
    began = time.process_time()
    mentions = TAGGER.tag(document(text))
    assert time.process_time() - began < GENEROUS
    assert len(mentions) <= MOST
    assert [text[m.char_start : m.char_end] for m in mentions] == [m.surface for m in mentions]


@pytest.mark.parametrize("word", ["Meta ", "Meta-", "Apple. ", "Scale, "])
def test_a_section_on_technology_makes_nothing_slow(word: str) -> None:
    began = time.process_time()
    mentions = TAGGER.tag(document(word * 30_000, section="tekno"))
    assert time.process_time() - began < GENEROUS
    assert len(mentions) <= MOST


KEPT = {
    "behind brackets": ("([{<" * 1000 + "OpenAI", [("openai", "OpenAI")]),
    "behind a word without an end": ("OpenAI" * 1000 + " OpenAI", [("openai", "OpenAI")]),
    "between NULs": ("\x00OpenAI\x00", [("openai", "OpenAI")]),
    "between surrogates": ("\ud800OpenAI\udfff", [("openai", "OpenAI")]),
    "beside other scripts": ("日本OpenAI語 OpenAI", [("openai", "OpenAI")]),
    "of letters that look alike": ("ОреnAI Меta Ореn AI", []),
    "across what has no width": ("Open\u200bAI", [("openai", "Open\u200bAI")]),
}


@pytest.mark.parametrize(("text", "expected"), KEPT.values(), ids=KEPT.keys())
def test_what_is_still_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.entity_id, m.surface) for m in TAGGER.tag(document(text))] == expected


def test_behind_the_most_nothing_is_looked_at() -> None:
    assert len(TAGGER.tag(document("OpenAI " * (MOST + 50_000)))) == MOST


def test_an_article_of_three_megabytes_is_tagged_to_its_end() -> None:
    text = "Kalimat biasa tanpa nama siapa pun di dalamnya. " * 62_500 + "Kata OpenAI."
    assert [m.surface for m in TAGGER.tag(document(text))] == ["OpenAI"]


def test_a_name_across_two_windows_of_a_long_text() -> None:
    for shift in range(12):
        text = "x " * 249_995 + "." * shift + " Meta Superintelligence Labs " + "y " * 10_000
        assert [m.surface for m in TAGGER.tag(document(text))] == ["Meta Superintelligence Labs"]


def test_refusals_are_bounded_too() -> None:
    text = "Ia menyebut Meta sekali. " * 20_000
    refused = TAGGER.refused(document(text))
    assert len(refused) == 20_000
    assert {(r.surface, r.rule) for r in refused} == {("Meta", "no_evidence")}


def test_a_title_can_be_hostile_too() -> None:
    title = "META " * 100_000 + "\ud800 OpenAI"
    doc: Document = document("OpenAI", title=title)
    mentions: tuple[Mention, ...] = TAGGER.tag(doc)
    assert [m.zone for m in mentions] == ["title", "body"]
    assert title[mentions[0].char_start : mentions[0].char_end] == "OpenAI"


def test_half_a_character_beside_what_is_about_other_things() -> None:
    many = tuple(f"frasa {n}" for n in range(20))  # are looked for together, in the text without the related part
    tagger = Tagger(Gazetteer(entities=(entity("nova", "", "Nova", requires=many),), digest=""))
    there = document(zones=(("body", "Kata Nova, \ud800 frasa 17 itu."), ("related", "Nova \udfff")))
    assert [(m.surface, m.rule) for m in tagger.tag(there)] == [("Nova", "company"), ("Nova", "company")]
    assert [(m.surface, m.rule) for m in tagger.refused(there)] == []
