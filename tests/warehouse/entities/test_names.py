"""Which capitalised names are found in a document, and which capitals are no name."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.types import Zone
from warehouse.entities.model import Document, Mention, Name
from warehouse.entities.names import LENGTH, NAMES, READ, find_names


def a_document(text: str, *, title: str = "", lang: str = "") -> Document:
    zones = Zone(zone="title", char_start=0, char_end=len(title)), Zone(zone="body", char_start=0, char_end=len(text))
    return Document(document_id="d", title=title, text=text, zones=zones, lang=lang)


def mentions_of(document: Document, *surfaces: str) -> tuple[Mention, ...]:
    """A mention wherever one of the surfaces stands."""
    return tuple(
        Mention("e", found.start(), found.end(), found[0], zone, 1.0, "strong")
        for zone, text in (("title", document.title), ("body", document.text))
        for found in re.finditer("|".join(map(re.escape, surfaces)) or r"(?!)", text)
    )


def names_in(text: str, *known: str, title: str = "", lang: str = "") -> dict[str, int]:
    document = a_document(text, title=title, lang=lang)
    return {found.name: found.mentions for found in find_names(document, mentions_of(document, *known))}


FOUND = {
    # what is a name
    "one word in a sentence": ("the startup Cahayu raised money", {"Cahayu": 1}),
    "one word, Indonesian": ("modal itu diterima Cahayu kemarin", {"Cahayu": 1}),
    "two words": ("money for Lentera Labs came late", {"Lentera Labs": 1}),
    "five words": ("the Pusat Riset Cahaya Laut Timor opened", {"Pusat Riset Cahaya Laut Timor": 1}),
    "CamelCase": ("it runs on OpenLantern now", {"OpenLantern": 1}),
    "CamelCase at the head of a sentence": ("OpenLantern is cheap. It is.", {"OpenLantern": 1}),
    "a lower-case letter before the capital": ("dana untuk eLentera naik", {"eLentera": 1}),
    "an acronym": ("kata peneliti BPLN itu", {"BPLN": 1}),
    "an acronym in brackets": ("badan itu (BPLN) dibubarkan", {"BPLN": 1}),
    "an acronym at the head of a sentence": ("BPLN menolak. Itu saja.", {"BPLN": 1}),
    "a digit inside": ("they trained Kuven3 on text", {"Kuven3": 1}),
    "a number behind": ("they released Lamara 4 on text", {"Lamara 4": 1}),
    "a decimal behind": ("they released Lamara 2.5 Pro today", {"Lamara 2.5 Pro": 1}),
    "an ampersand": ("a suit by Barlow & Quint ended", {"Barlow & Quint": 1}),
    "an ampersand inside": ("a suit by Q&Zed ended", {"Q&Zed": 1}),
    "of": ("the Ministry of Lanterns said so", {"Ministry of Lanterns": 1}),
    "for behind an institution": ("the Barlow Institute for Light said so", {"Barlow Institute for Light": 1}),
    "de": ("says Maria de Lanterna today", {"Maria de Lanterna": 1}),
    "bin": ("kata Ahmad bin Salahu kemarin", {"Ahmad bin Salahu": 1}),
    "a hyphen": ("says Fei-Lan Quint today", {"Fei-Lan Quint": 1}),
    "an apostrophe": ("says Brian O'Lantern today", {"Brian O'Lantern": 1}),
    "an Indonesian apostrophe": ("kata Nur'ain Basuki kemarin", {"Nur'ain Basuki": 1}),
    "an initial": ("says John D. Lantern today", {"John D. Lantern": 1}),
    "a dot and an ending": ("they bought Lantern.ai today", {"Lantern.ai": 1}),
    "a plus": ("they watch Lantern+ today", {"Lantern+": 1}),
    "accented letters": ("says Émile Lavóie today", {"Émile Lavóie": 1}),
    "a no-break space": ("says Mira\u00a0Lantera today", {"Mira Lantera": 1}),
    "after a quotation mark, two words": ("a film, “Blue Lantern”, won", {"Blue Lantern": 1}),
    "behind an abbreviation": ("kata Prof. Lantera kemarin", {"Lantera": 1}),
    # what belongs to no name
    "possessive": ("Near Lantera’s office and Lantera's lab", {"Lantera": 2}),
    "plural possessive": ("in the Lanteras' office", {"Lanteras": 1}),
    "clitic with a hyphen": ("kata bos Lantera-nya itu", {"Lantera": 1}),
    "clitic glued to a name of the document": ("kata Lantera soal Lanteranya", {"Lantera": 2}),
    "prefix with a hyphen": ("an ex-Lantera engineer and non-Lantera people", {"Lantera": 2}),
    "hyphen as a dash": ("di Lantera-tempat mereka bekerja", {"Lantera": 1}),
    "compound with a hyphen": ("a Lantera-backed fund", {"Lantera": 1}),
    "English function word first": ("It failed. The Lantera Group knows.", {"Lantera Group": 1}),
    "Indonesian function word first": ("Gagal. Menurut Budi Lantera, itu biasa.", {"Budi Lantera": 1}),
    "participle first": ("It is new. Called Lantera Machines Lab, it sells.", {"Lantera Machines Lab": 1}),
    "word that stands in lower case elsewhere": (
        "Engineers at home. Engineer Bob Lantera left. An engineer said so.", {"Bob Lantera": 1},
    ),
    "role": ("kata CEO Mira Lantera kemarin", {"Mira Lantera": 1}),
    "role and office": ("kata Direktur Utama Mira Lantera kemarin", {"Mira Lantera": 1}),
    "role and portfolio": ("kata Menteri Keuangan Budi Lantera kemarin", {"Budi Lantera": 1}),
    "role behind the firm": ("says Cahayu CEO Dylan Barlow today", {"Cahayu": 1, "Dylan Barlow": 1}),
    "role, organisation in capitals, person": ("kata Ketua BPLN Budi Lantera", {"BPLN": 1, "Budi Lantera": 1}),
    "role, place, person": ("kata Gubernur Jawa Barat Budi Lantera", {"Budi Lantera": 1}),
    "role behind an office": ("says Lantera Prime Minister Ann Barlow", {"Lantera": 1, "Ann Barlow": 1}),
    "role at the head of a sentence": ("It is. Cahayu CEO Dylan knows.", {"Dylan": 1}),
    "rank": ("kata Kombes Pol Budi Lantera kemarin", {"Budi Lantera": 1}),
    "polite word": ("kata Pak Lantera dan Bu Cahayu", {"Lantera": 1, "Cahayu": 1}),
    "weekday and month": ("kata Lantera, Senin 10 Oktober 2025, dan on Monday in March", {"Lantera": 1}),
    "person of an organisation": ("says Ann Barlow of Cahayu today", {"Ann Barlow": 1, "Cahayu": 1}),
    "a count behind": ("di Lantera 10 orang dan Cahayu 5 persen", {"Lantera": 1, "Cahayu": 1}),
    "a year behind": ("at Lantera 2025 they met", {"Lantera": 1}),
    # what says nothing
    "the head of a sentence": ("Lampu padam. Warga marah. \"Gelap sekali,\" katanya.", {}),
    "the head of a quotation": ("katanya, \"Gelap itu biasa.\"", {}),
    "the head of a line": ("Pertama\nKedua lampu padam.", {}),
    "a head of a sentence that stands inside another": ("Lantera padam. Kata bos Lantera, maaf.", {"Lantera": 2}),
    "places": ("in Paris, Jawa Barat and the United States", {}),
    "nationalities": ("an American and a Chinese firm", {}),
    "common acronyms": ("an AI, IPO and CEO, or UMKM and PHK", {}),
    "two letters": ("said QZ and XY", {}),
    "amounts": ("senilai Rp50 dan Rp 230 triliun", {}),
    "quarters": ("sales in Q3 and in H1", {}),
    "a line in capitals": ("SCROLL TO CONTINUE WITH LANTERA\nlampu padam", {}),
    "shouting": ("ia teriak LANTERA MENYALA SEKARANG di situ", {}),
    "a heading in Title Case": ("Lampu Padam Di Seluruh Desa\nwarga marah.", {}),
    "hashtags, handles, addresses": ("see #LanteraLabs @LanteraLabs https://lantera.test/Lantera/Labs", {}),
    "more than five words": ("the Satu Lantera Dua Lantera Tiga Lantera is", {}),
    "hashtag with a lower-case letter before the capital": ("see #eLantera", {}),
    "amount at the head of a sentence": ("Lampu padam. Rp50 juta hilang.", {}),
    "place behind a function word": ("It failed. The United States knows.", {}),
    "the head of a line behind one without an end": ("warga sangat marah karena lampu padam\nGelap sekali di desa", {}),
    "a name that is too long": (f"the L{'a' * 20} L{'e' * 20} L{'i' * 20} firm", {}),
    "a lower-case text": ("lampu padam di seluruh desa", {}),
    "nothing": ("", {}),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
def test_what_is_a_name(case: str) -> None:
    text, expected = FOUND[case]
    assert names_in(text) == expected


WITH_MENTIONS = {
    "a mention is no name": ("kata Lantera Labs soal Cahayu", ("Lantera Labs",), {"Cahayu": 1}),
    "nor a part of one": ("kata Lantera Labs soal Labs dan Lantera", ("Lantera Labs",), {}),
    "a longer name that holds a mention gives none": ("di Universitas Lantera", ("Lantera",), {}),
    "names beside a mention": ("says CEO Scala Ali Ann Barlow now", ("Scala Ali",), {"Ann Barlow": 1}),
    "a word beside a mention is doubtful": ("buys a Lantera Bintang today", ("Lantera",), {}),
    "unless it stands apart": ("buys a Lantera Cahayu, as Cahayu is cheap", ("Lantera",), {"Cahayu": 2}),
    "with a possessive between": ("buys Lantera’s Cahayu today", ("Lantera",), {"Cahayu": 1}),
}


@pytest.mark.parametrize("case", WITH_MENTIONS)
def test_names_overlap_no_mention(case: str) -> None:
    text, known, expected = WITH_MENTIONS[case]
    assert names_in(text, *known) == expected


TITLES = {
    "a sentence": ("Lantera Labs is the new startup of Ann Barlow", "a text", {"Lantera Labs": 1, "Ann Barlow": 1}),
    "Title Case": ("Ann Barlow Launches Lantera Labs to Sell Light", "a text", {}),
    "Title Case, Indonesian": ("Bos Lantera Ungkap Alasan Mundur dari Jabatan", "sebuah teks", {}),
    "Title Case confirms": ("Ann Barlow Launches Lantera Labs", "the Lantera Labs firm", {"Lantera Labs": 2}),
    "Title Case confirms whole words only": (
        "Lantera Labsville Grows Fast",
        "the Lantera Labs firm",
        {"Lantera Labs": 1},
    ),
    "nor parts of words": ("McLantera Labs Grows Fast", "the Lantera Labs firm", {"Lantera Labs": 1}),
    "capitals": ("LANTERA MENYALA", "sebuah teks", {}),
    "a question": ("Why is Lantera so expensive?", "a text", {"Lantera": 1}),
}


@pytest.mark.parametrize("case", TITLES)
def test_a_headline_says_something_only_where_it_is_a_sentence(case: str) -> None:
    title, text, expected = TITLES[case]
    assert names_in(text, title=title) == expected


def test_a_surname_counts_to_the_full_name() -> None:
    text = "kata Ann Barlow kemarin. Lalu kata Barlow lagi, dan Barlow pulang."
    assert names_in(text) == {"Ann Barlow": 3}


def test_a_part_counts_to_the_longer_name() -> None:
    assert names_in("the Lantera Machines firm, or Lantera Machines Lab") == {"Lantera Machines Lab": 2}


def test_an_acronym_is_not_part_of_a_longer_name() -> None:
    assert names_in("di BPLN dan di BPLN Surabaya Barat") == {"BPLN": 1, "BPLN Surabaya Barat": 1}


def test_role_firm_and_person_are_told_apart_where_the_person_is_named_again() -> None:
    assert names_in("kata CEO Cahayu Dylan Barlow. Lalu kata Barlow lagi") == {"Dylan Barlow": 2, "Cahayu": 1}
    assert names_in("kata CEO Cahayu Dylan Barlow. Lalu kata Dylan lagi") == {"Dylan Barlow": 2, "Cahayu": 1}


def test_an_indonesian_function_word_may_be_an_english_name() -> None:
    text = "It failed. Dan Lantera knows."
    assert names_in(text, lang="en") == {"Dan Lantera": 1}
    assert names_in(text, lang="id") == {"Lantera": 1}


def test_two_openings_with_the_same_words_are_a_name() -> None:
    text = "Whitney Wolfe Lantera is back. Whitney Wolfe Lantera left. So says Wolfe Lantera again."
    assert names_in(text) == {"Whitney Wolfe Lantera": 3}


def test_names_come_by_mentions_then_by_place() -> None:
    document = a_document("kata Zulfa Satu, Budi Dua, Cahya Tiga, lalu Cahya Tiga")
    assert find_names(document, ()) == (Name("Cahya Tiga", 2), Name("Zulfa Satu", 1), Name("Budi Dua", 1))


def test_the_title_comes_first() -> None:
    document = a_document("kata Budi Dua", title="Kata warga soal Zulfa Satu begitu saja")
    assert [found.name for found in find_names(document, ())] == ["Zulfa Satu", "Budi Dua"]


@pytest.mark.parametrize("zone", ["summary", "related", "boilerplate", "caption", "quotes", "references", "hashtags"])
def test_other_parts_of_the_page_are_not_looked_at(zone: str) -> None:
    text = "kata Lantera Satu\nkata Lantera Dua"
    zones = Zone(zone="body", char_start=0, char_end=18), Zone(zone=zone, char_start=18, char_end=len(text))  # type: ignore[arg-type]
    document = Document(document_id="d", title="", text=text, zones=zones)
    assert find_names(document, ()) == (Name("Lantera Satu", 1),)


def test_mentions_of_other_parts_of_the_page_hide_nothing() -> None:
    document = a_document("kata Lantera Satu")
    elsewhere = Mention("e", 5, 12, "Cahayu!", "related", 1.0, "strong")
    assert find_names(document, (elsewhere,)) == (Name("Lantera Satu", 1),)


def test_there_are_at_most_twenty() -> None:
    document = a_document(" dan ".join(f"Nama{letter}a Lantera{letter}a" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert len(find_names(document, ())) == NAMES


HOSTILE = {
    "one word for ever": "Lantera " * 200_000,
    "one letter for ever": "A" * 1_000_000,
    "capitals": "ABCDEF GHIJKL " * 100_000,
    "full stops": "A." * 500_000,
    "apostrophes": "A'b" * 300_000,
    "hyphens": "A-B" * 300_000,
    "different names": " ".join(f"dan Nama{n} Orang{n}" for n in range(60_000)),
    "spaces": "A" + " " * 1_000_000 + "B",
    "lines": "Aku\n" * 300_000,
    "particles": "A of the " * 100_000,
    "quotation marks": '"A" ' * 200_000,
    "openings": "( [ { « A" * 100_000,
    "NUL and surrogates": "Lantera\0\ud800 Satu\udfff " * 50_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_takes_no_longer_than_the_longest_article(case: str) -> None:
    document = a_document(HOSTILE[case], title=HOSTILE[case])
    start = time.process_time()
    found = find_names(document, ())
    assert time.process_time() - start < 2
    assert len(found) <= NAMES


def test_what_lies_beyond_the_longest_article_is_not_read() -> None:
    assert names_in("di " * (READ // 3) + " kata Lantera Satu") == {}


def test_nor_is_it_in_many_parts() -> None:
    text = ("di " * (READ // 6) + "\n") * 3 + "kata Lantera Satu"
    cuts = [*range(0, len(text), len(text) // 5), len(text)]
    zones = tuple(Zone(zone="body", char_start=start, char_end=end) for start, end in pairwise(cuts))
    assert find_names(Document(document_id="d", title="", text=text, zones=zones), ()) == ()


WORDS = st.sampled_from(
    ["Lantera", "Cahayu", "OpenLantern", "BPLN", "CEO", "Presiden", "Menurut", "The", "of", "kata", "said", "dan", "4",
     "2.5", "Lantera's", "Cahayu-nya", "Ann", "Barlow", "Senin", "Paris", "\n", ".",
      ",", "\"", "“", "(", ")", "&", "\0",
     "É", "ß", "İ", "A.", "A", "#Tag", "x/Y", "-", "’s"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(WORDS, max_size=40).map("".join),
    st.text(max_size=300),
    st.text(alphabet=st.characters(codec=None), max_size=100),
)


@st.composite
def tagged_documents(draw: st.DrawFn) -> tuple[Document, tuple[Mention, ...]]:
    document = a_document(draw(TEXTS), title=draw(TEXTS), lang=draw(st.sampled_from(["", "en", "id"])))
    return document, mentions_of(document, *draw(st.lists(st.sampled_from(["Lantera", "Ann Barlow", "Cahayu"]))))


@settings(max_examples=300, deadline=None)
@given(tagged_documents())
def test_every_name_stands_in_the_text_outside_mentions_and_within_bounds(
    tagged: tuple[Document, tuple[Mention, ...]],
) -> None:
    document, mentions = tagged
    found = find_names(document, mentions)
    assert len(found) <= NAMES
    assert len({name.name for name in found}) == len(found)
    outside = _outside(document, mentions)
    for name in found:
        assert 0 < len(name.name) <= LENGTH
        assert 0 < name.mentions <= 32_767
        assert name.name in outside
    assert list(found) == sorted(found, key=lambda name: -name.mentions)


def _outside(document: Document, mentions: tuple[Mention, ...]) -> str:
    """Title and body with single spaces, and something that no name holds in the place of mentions."""
    texts = {"title": list(document.title), "body": list(document.text)}
    for mention in mentions:
        texts[mention.zone][mention.char_start : mention.char_end] = "\0" * (mention.char_end - mention.char_start)
    return " ".join(" ".join("".join(texts[zone]) for zone in ("title", "body")).split())


@settings(max_examples=100, deadline=None)
@given(tagged_documents())
def test_the_same_document_gives_the_same_names(tagged: tuple[Document, tuple[Mention, ...]]) -> None:
    assert find_names(*tagged) == find_names(*tagged)
