"""What an article is compared by: which parts of it count, what is one trait, and that all of it is bounded."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.types import Zone, ZoneName
from tests.warehouse.stories.labelled import told as labelled
from tests.warehouse.stories.tellings import PUBLISHED, telling
from warehouse.entities.amounts import find_amounts
from warehouse.entities.model import Document, Mention, Name
from warehouse.stories.fingerprint import MOST, fingerprint, rare_keys
from warehouse.stories.model import Told, Trait
from warehouse.stories.who import normal_name

MILLION = 1_000_000

# One event as two outlets have it; a move of the same firm to others in the same week.
ENGLISH = (
    "Brightloom hires Priya Venkatesan-Holt from OpenAI",
    "Brightloom, a robotics startup, has hired Priya Venkatesan-Holt, who ran a team of 45 researchers at OpenAI.\n"
    "The package is worth $60 million over four years, two people said. She starts on October 20.",
)
INDONESIAN = (
    "OpenAI Kehilangan Peneliti ke Brightloom",
    "Jakarta - Priya Venkatesan Holt, yang memimpin 45 orang di OpenAI, direkrut perusahaan robotika Brightloom.\n"
    "Nilainya USD 60 juta atau sekitar Rp 996 miliar untuk empat tahun, mulai 20 Oktober. Priya belum berkomentar.",
)
OTHER = (
    "Brightloom buka pabrik di Bandung",
    "Bandung - Brightloom membuka pabrik robot di Bandung dengan 300 pekerja. Nilai pabrik itu Rp 2,4 triliun.",
)


def article(title: str, text: str, lang: str) -> Told:
    return labelled("a", "contoh", "https://contoh.test/a", title, text, lang, PUBLISHED)


def by_key(told: Told) -> dict[tuple[str, str], Trait]:
    return {(trait.kind, trait.key): trait for trait in fingerprint(told).traits}


def test_two_languages_share_who_and_how_much() -> None:
    shared = by_key(article(*ENGLISH, "en")).keys() & by_key(article(*INDONESIAN, "id")).keys()
    assert {
        ("entity", "openai"), ("name", "priya venkatesan holt"), ("amount", "USD 60000000"), ("count", "45 person"),
        ("date", "2025-10-20"), ("action", "hire"), ("count", "4 year"),
    } <= shared  # fmt: skip


@pytest.mark.parametrize("comma", [", ", ". "])
def test_who_reports_is_not_in_the_news(comma: str) -> None:
    byline = f"Laporan Wartawan Tribunnews.com{comma}Reynas Abdila\nTRIBUNNEWS.COM, JAKARTA - "
    text = f"{byline}Sandhika Uno membuka pasar di Jakarta. Menurut Sandhika Uno, pasar itu ramai."
    found = by_key(article("Pasar Dibuka", text, "id"))
    names = {key for kind, key in found if kind == "name"}
    assert "sandhika uno" in names
    assert not {key for key in names if "reynas" in key or "wartawan" in key}
    both = by_key(article("Pasar Dibuka", f"{text} Ia disambut oleh Reynas Abdila di sana.", "id"))
    assert ("name", "reynas abdila") in both


def test_candidates_are_found_by_rare_keys() -> None:
    one, same, other = (
        set(rare_keys(fingerprint(article(*each, lang))))
        for each, lang in ((ENGLISH, "en"), (INDONESIAN, "id"), (OTHER, "id"))
    )
    assert len(one & same) >= 3
    assert len(one & same) > len(one & other)
    assert all(0 <= key < 2**64 for key in one | same | other)


def test_rare_keys_do_not_change() -> None:
    """They stand in the warehouse: another hash of the same trait would find nothing of what is stored."""
    found = rare_keys(fingerprint(telling("Rudi Hartono", names=(Name("Rudi Hartono Wijaya", 2),))))
    assert found == (284_803_113_337_300_967, 12_836_534_327_793_933_946, 16_245_954_470_459_565_113)


def test_where_nobody_is_named_rare_words_lead_on() -> None:
    one = fingerprint(telling("Scientists drill for fossils beneath the lake with a quantum battery.", lang="en"))
    same = fingerprint(telling("Ilmuwan mengebor fosil di bawah danau dengan baterai kuantum."))
    other = fingerprint(telling("Petani menanam padi di sawah saat musim hujan tiba."))
    assert set(rare_keys(one)) & set(rare_keys(same))
    assert not set(rare_keys(one)) & set(rare_keys(other))


def test_a_conversion_is_the_amount_that_it_converts() -> None:
    traits = by_key(article(*INDONESIAN, "id"))
    assert [key for kind, key in traits if kind == "amount"] == ["USD 60000000"]
    assert traits["amount", "USD 60000000"].times == 2


def test_a_bare_amount_of_a_title_is_its_like_in_the_text() -> None:
    title, text = "Investasi 14,3 Miliar di Brightloom", "Brightloom menerima 14,3 miliar dolar AS dari investor."
    document = Document(document_id="d", title=title, text=text, zones=(zone("body", text, text),), lang="id")
    traits = by_key(telling(text, title=title, amounts=find_amounts(document)))
    assert [(key, trait.position) for (kind, key), trait in traits.items() if kind == "amount"] == [
        ("USD 14300000000", "title")
    ]


def zone(name: ZoneName, part: str, text: str) -> Zone:
    at = text.index(part)
    return Zone(zone=name, char_start=at, char_end=at + len(part))


PARTS = ("Rupanya gempa 88.343 rumah.", "Tsunami 77.221 orang.", "Banjir 66.112 kapal.")


@pytest.mark.parametrize("other", ["related", "quotes", "qa", "boilerplate", "analysis", "prediction", "caption"])
def test_only_the_telling_counts(other: ZoneName) -> None:
    body, aside, summary = PARTS
    text = "\n".join(PARTS)
    zones = (zone("body", body, text), zone(other, aside, text), zone("summary", summary, text))
    told = telling(text, zones=zones, mentions=(mention("openai", aside, "Tsunami", text, other),))
    keys = {key for _, key in by_key(told)}
    assert {"88343", "66112", "earthquake"} <= keys
    assert not {"77221", "tsunami", "openai"} & keys


def mention(entity_id: str, part: str, surface: str, text: str, where: str) -> Mention:
    at = text.index(surface, text.index(part))
    return Mention(entity_id, at, at + len(surface), surface, where, 1.0, "strong")


def test_hashtags_say_who_for_half_the_weight() -> None:
    text = "OpenAI menutup kantor.\n#OpenAI #Mercor"
    zones = (zone("body", "OpenAI menutup kantor.", text), zone("hashtags", "#OpenAI #Mercor", text))
    mentions = (
        mention("openai", "OpenAI menutup", "OpenAI", text, "body"),
        mention("openai", "#OpenAI", "OpenAI", text, "hashtags"),
        mention("mercor", "#Mercor", "Mercor", text, "hashtags"),
    )
    traits = by_key(telling(text, zones=zones, mentions=mentions))
    assert traits["entity", "openai"].times == 1
    whole = by_key(telling("Mercor", mentions=(Mention("mercor", 0, 6, "Mercor", "body", 1.0, "strong"),)))
    assert traits["entity", "mercor"].weight == whole["entity", "mercor"].weight / 2


def test_positions_and_times() -> None:
    text = "Gempa di laut.\n" + "Warga tenang. " * 60 + "Ada gempa lagi, dan tsunami."
    traits = by_key(telling(text, title="Kapal karam"))
    assert traits["concept", "ship"].position == "title"
    assert (traits["concept", "earthquake"].position, traits["concept", "earthquake"].times) == ("lead", 2)
    assert traits["concept", "tsunami"].position == "body"
    assert traits["concept", "earthquake"].surface == "gempa"


def test_a_place_is_a_place_and_an_outlet_hardly_counts() -> None:
    traits = by_key(article("Kantor baru", "OpenAI membuka kantor di Singapura, tulis TechCrunch.", "id"))
    assert ("place", "singapore") in traits
    assert traits["entity", "techcrunch"].weight < traits["entity", "openai"].weight


NAMES = [
    ("Priya Venkatesan-Holt", "priya venkatesan holt"),
    ("Renée O’Brien", "renee obrien"),
    ("Presiden Direktur Rudi Hartono", "rudi hartono"),
    ("Dr. Sari Wulan", "sari wulan"),
    ("University of Toronto", "toronto university"),
    ("Universitas Toronto", "toronto university"),
    ("Brightloom's Labs", "brightloom labs"),
    ("Namanya Ruben Hartwell", "ruben hartwell"),
    ("…", ""),
]


@pytest.mark.parametrize(("written", "key"), NAMES, ids=[key for _, key in NAMES])
def test_normal_names(written: str, key: str) -> None:
    assert normal_name(written) == key


def test_a_surname_alone_is_the_longer_name() -> None:
    names = (Name("Ruben Hartwell", 1), Name("Hartwell", 3), Name("Wulan", 1))
    traits = by_key(telling("Ruben Hartwell dan Wulan. Hartwell.", names=names))
    assert {key for kind, key in traits if kind == "name"} == {"ruben hartwell", "wulan"}
    assert traits["name", "ruben hartwell"].times == 4
    assert traits["name", "ruben hartwell"].weight > traits["name", "wulan"].weight


def test_more_digits_weigh_more() -> None:
    weights = [
        next(t.weight for t in by_key(article("", f"Nilainya US${value} juta.", "id")).values() if t.kind == "amount")
        for value in ("2", "25", "251")
    ]
    assert weights == sorted(set(weights))


def test_the_order_of_what_was_found_is_no_matter() -> None:
    told = article(*INDONESIAN, "id")
    turned = replace(told, names=told.names[::-1], mentions=told.mentions[::-1])
    assert fingerprint(turned) == fingerprint(told)


@given(st.text(max_size=400), st.text(max_size=100), st.sampled_from(["en", "id", "ms", ""]))
def test_any_text(text: str, title: str, lang: str) -> None:
    found = fingerprint(telling(text, title=title, lang=lang))
    keys = [(trait.kind, trait.key) for trait in found.traits]
    assert keys == sorted(set(keys))
    assert len(keys) <= MOST
    assert all(0 <= trait.weight <= 10 and trait.times > 0 and trait.key for trait in found.traits)
    assert len(rare_keys(found)) <= 16
    assert found == fingerprint(telling(text, title=title, lang=lang))


HOSTILE: dict[str, Callable[[], str]] = {
    "quotation marks": lambda: '"' * MILLION,
    "opened quotations": lambda: "“" * MILLION + "a",
    "a digit without end": lambda: "1" * MILLION,
    "dots": lambda: "1.1," * MILLION,
    "number words": lambda: "dua belas " * MILLION,
    "hyphens": lambda: "ke-" * MILLION,
    "a word without end": lambda: "memper" * MILLION,
    "items": lambda: "1. a\n" * MILLION,
    "dates": lambda: "Jumat (29/8/2025) " * MILLION,
    "phrases begun": lambda: "a list of merah mata " * MILLION,
    "capitals that grow": lambda: "İ" * MILLION,
    "lone surrogates": lambda: "\ud800" * MILLION,
    "white space": lambda: " \n" * MILLION,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("lang", ["en", "id", ""])
def test_bounded(make: Callable[[], str], lang: str) -> None:
    text = make()
    many = tuple(Mention("openai", n, n + 1, text[n], "body", 1.0, "strong") for n in range(0, 20_000, 2))
    told = telling(text, title=text, url=text[:5000], section=text, lang=lang, mentions=many)
    began = time.process_time()
    found = fingerprint(told)
    assert time.process_time() - began < 5  # a hundredth of it on any machine
    assert len(found.traits) <= MOST
    assert len(rare_keys(found)) <= 16
