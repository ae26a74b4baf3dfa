"""Words that both languages have: listed ones in their forms, shared ones by their spelling, places by their ids."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.stories.labelled import tagger
from warehouse.stories import commonness
from warehouse.stories.cognates import is_shared, shared_form
from warehouse.stories.concepts import concepts
from warehouse.stories.wordbook import Wordbook, meanings
from warehouse.stories.words import bare_forms, words


def keys(text: str, lang: str) -> list[str]:
    return [concept.key for concept in concepts(words(text), lang)]


SAME = [
    ("the governments", "pemerintahannya", "government"),
    ("cities", "kota-kota", "city"),
    ("earthquakes", "gempa bumi", "earthquake"),
    ("artificial intelligence", "kecerdasan buatan", "artificial intelligence"),
    ("layers of employees", "para karyawan", "employee"),
    ("she was interviewed", "ia diwawancarai", "interview"),
    ("data centers", "pusat data", "data center"),
    ("the striker scored", "penyerang itu mencetak", "striker"),
    ("smartphones", "ponselnya", "phone"),
    ("Japanese firms", "perusahaan Jepang", "japan"),
    ("in Egypt", "di Mesir", "egypt"),
    ("the United States", "Amerika Serikat", "united-states"),
    ("South Korea", "Korsel", "south-korea"),
    ("regulations", "peraturan", "rule"),
    ("prices", "harga-harga", "price"),
]


@pytest.mark.parametrize(("english", "indonesian", "key"), SAME, ids=[key for _, _, key in SAME])
def test_listed_words(english: str, indonesian: str, key: str) -> None:
    assert key in keys(english, "en")
    assert key in keys(indonesian, "id")


SHARED = [
    ("stabilization", "stabilisasi"), ("photography", "fotografi"), ("popularity", "popularitas"),
    ("capitalism", "kapitalisme"), ("frequency", "frekuensi"), ("methodology", "metodologi"), ("technic", "teknik"),
    ("alternative", "alternatif"), ("vaccine", "vaksin"), ("export", "ekspor"), ("conflict", "konflik"),
    ("document", "dokumen"), ("commission", "komisi"), ("virus", "virus"), ("processes", "proses"),
    ("oxygen", "oksigen"), ("archipelagic", "arkipelagik"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "indonesian"), SHARED, ids=[english for english, _ in SHARED])
def test_one_spelling(english: str, indonesian: str) -> None:
    assert shared_form(english, "en") == shared_form(indonesian, "id")


@pytest.mark.parametrize("word", ["occupation", "okupansi", "kalibrasi", "calibration"])
def test_shared_by_the_ending(word: str) -> None:
    lang = "en" if word.endswith("tion") else "id"
    assert is_shared(shared_form(word, lang))
    assert keys(word, lang) == [f"~{shared_form(word, lang)}"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("nevertheless", "en"),
        ("mengawasi", "id"),
        ("walaupun demikian", "id"),
        ("keretakan", "id"),
        ("the of and", "en"),
    ],
)
def test_nothing(text: str, lang: str) -> None:
    assert keys(text, lang) == []


def test_places_are_places_with_the_ids_of_the_gazetteer() -> None:
    tagger()
    of_gazetteer = commonness.places() - {"colossus", "hyperion-data-center", "prometheus-data-center"}
    listed = tomllib.loads((files("warehouse") / "stories" / "concepts.toml").read_text("utf-8"))["places"]
    known = {meaning.key for meaning in meanings(listed)}
    assert {"united-states", "china", "indonesia", "singapore"} <= known & of_gazetteer
    assert [c.kind for c in concepts(words("Jepang menang"), "id")] == ["place", "concept"]


def test_words_of_other_events_weigh_little() -> None:
    weights = [c.weight for c in concepts(words("pemerintah kecerdasan buatan okupansi superintelijen gempa"), "id")]
    assert all(0 < weight <= 3 for weight in weights)
    assert commonness.of_concept("government", 9) < commonness.of_concept("vaccine", 9)


BARE = [
    ("companies", "en", "company"), ("hiring", "en", "hire"), ("stopped", "en", "stop"), ("merekrut", "id", "rekrut"),
    ("penggugat", "id", "gugat"), ("menulisnya", "id", "tulis"), ("menyewakan", "id", "sewa"),
    ("dikirimi", "id", "kirim"), ("pembelian", "id", "beli"), ("memperluas", "id", "luas"), ("terkunci", "id", "kunci"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "lang", "bare"), BARE, ids=[word for word, _, _ in BARE])
def test_bare_forms(word: str, lang: str, bare: str) -> None:
    assert bare in list(bare_forms(word, lang))


@given(st.text(max_size=60), st.sampled_from(["en", "id", ""]))
def test_bare_forms_are_few_and_shorter(word: str, lang: str) -> None:
    forms = list(bare_forms(word, lang))
    assert forms[0] == word
    assert len(forms) < 120
    assert all(len(form) <= len(word) + 1 for form in forms)


@given(st.text(max_size=200), st.sampled_from(["en", "id", ""]))
def test_any_text(text: str, lang: str) -> None:
    said = words(text)
    for concept in concepts(said, lang):
        assert 0 <= concept.word < len(said)


@pytest.mark.parametrize("line", ["no sides", "a b c d e f | x"])
def test_a_list_that_is_wrong(line: str) -> None:
    with pytest.raises(ValueError, match=r"no two sides|too long"):
        Wordbook(meanings(line))


def test_every_shipped_weight_is_in_bounds() -> None:
    tables = tomllib.loads((files("warehouse") / "stories" / "commonness.toml").read_text("utf-8"))
    assert set(tables) == {"entity", "name", "concept"}
    assert all(0 <= weight <= commonness.MOST for table in tables.values() for weight in table.values())
