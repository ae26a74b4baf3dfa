"""Whom an article cites: phrases in two languages, addresses, links, agencies, and what is no citation."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.types import Link, Zone
from warehouse.stories.citing import citations
from warehouse.stories.model import Citation, Told
from warehouse.stories.press import load

PRESS = load((), lambda url, outlet_id: url.split("#")[0] if url.startswith("https://") else None)
FILLER = "Perusahaan itu tumbuh cepat dan belum pernah untung, kata para pengamat yang mengikuti sektor ini. " * 12


def told(
    text: str, outlet_id: str = "suara", zones: tuple[Zone, ...] = (), canonical: str = "", links: tuple[Link, ...] = ()
) -> Told:
    return Told(
        article_id="a", document_id="d", outlet_id=outlet_id, group_id=outlet_id, url="https://contoh.test/a",
        title="", text=text, zones=zones or (Zone(zone="body", char_start=0, char_end=len(text)),), lang="id",
        section="",
        published_at=datetime(2026, 3, 3, tzinfo=UTC), canonical_url=canonical, links=links,
    )  # fmt: skip


def cited(text: str, outlet_id: str = "suara") -> list[tuple[str | None, str, str]]:
    return [(c.outlet_id, c.kind, c.role) for c in citations(told(text, outlet_id), PRESS)]


SOURCES = {
    "dilansir dari": "Brightloom tutup, dilansir dari TechCrunch.",
    "with a date": "Dilansir TechCrunch, Selasa (3/3/2026), Brightloom tutup.",
    "another spelling": "Brightloom tutup, demikian dilansir dari Techcrunch.",
    "two words": "Melansir Tech Crunch, Brightloom tutup.",
    "the outlet's own desk between": "Brightloom tutup, sebagaimana dihimpun KompasTekno dari TechCrunch, Rabu (4/3).",
    "fillers between": "Mengutip laman media teknologi Amerika Serikat TechCrunch, Brightloom tutup.",
    "latest report": "Laporan terbaru dari TechCrunch mengungkap ketegangan di Brightloom.",
    "courtesy": "Courtesy of TechCrunch\nBrightloom tutup.",
    "label": "Brightloom tutup.\nSumber: TechCrunch",
    "verb behind": "TechCrunch melaporkan bahwa Brightloom tutup.",
    "according to": "Brightloom is closing, according to a new report by TechCrunch.",
    "first reported": "Brightloom is closing. TechCrunch first reported the news.",
    "told": 'Nothing is decided, the founder told TechCrunch.',
    "news was earlier reported by": "The closing was earlier reported by TechCrunch.",
    "site name": "Dikutip dari techcrunch.com, Brightloom tutup.",
    "no blank before": "Penggugat bernama Brightloom Inc.Dikutip dari TechCrunch, perusahaan itu tutup.",
    "its reporter before": "Brightloom tutup, menurut Rena Halim dari TechCrunch.",
    "its reporter behind": "TechCrunch's Rena Halim reports that Brightloom is closing.",
    "described": "It is closing, according to the American tech news site TechCrunch.",
    "appeared": f"{FILLER}This article originally appeared on TechCrunch.",
    "with reporting": f"{FILLER}With reporting by TechCrunch.",
    "was there before": f"{FILLER}Artikel ini sebelumnya sudah tayang di TechCrunch dengan judul Brightloom Tutup.",
    "verb before": "Brightloom is closing, reports TechCrunch.",
    "in": "Dilansir dalam TechCrunch (3/3/2026), Brightloom tutup.",
    "a dateline": "SAN FRANCISCO (TechCrunch) — Brightloom is closing.",
}  # fmt: skip


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_who_is_named_as_the_source_is_cited(text: str) -> None:
    assert [(who, role) for who, _, role in cited(text)] == [("techcrunch", "source")]


SUBJECTS = {
    "its event": "Brightloom wins the stage at TechCrunch Disrupt, according to TechCrunch Disrupt.",
    "sued": "Business Insider sued the agency on Monday.",
    "its losses": "Business Insider reported a loss of 3 million dollars.",
    "its staff": "According to Business Insider employees, the union will vote.",
    "its publisher": "Program itu tayang menurut Kompas Gramedia.",
    "a person's name": "Viva Yoga hadir. Viva menyebut hubungan keduanya baik, menurut Viva Yoga.",
    "initials": "Perempuan berinisial AP melaporkan suaminya, menurut AP sendiri.",
    "a list of firms": "It ranks high, according to Fortune 500 rules.",
    "somebody else's name": "He must pay, according to the Information Commissioner.",
    "a repeated word": "Menurut Detik-detik itu, bayi ditemukan.",
    "the picture's credit": "An aircraft takes off (Rena Halim/Space agency photo via AP) on Monday.",
    "a picture's agency": f"Petugas mengangkat korban (AFP)\n{FILLER}",
    "a caption's agency": f"File photo of the president. (Reuters)\n{FILLER}",
    "a common word": "Harga naik dari tempo hari, menurut kompas moral antara kita.",
    "the same word with a capital": "Antara lain, Suara rakyat dan Merdeka.",
    "the central bank": "Menurut BI, inflasi rendah.",
    "named like a word": "Menurut dia, kota yang semula bernama Sumbawa itu maju.",
    "in a longer word": "Menurut TechCrunchers, itu lucu.",
}


@pytest.mark.parametrize("text", SUBJECTS.values(), ids=SUBJECTS)
def test_an_outlet_as_a_subject_is_not_cited(text: str) -> None:
    assert cited(text) == []


BACKGROUND = {
    "last month": "Seperti dilaporkan TechCrunch bulan lalu, Brightloom sempat untung.",
    "a month by name": "Seperti dilaporkan TechCrunch pada Agustus lalu, Brightloom sempat untung.",
    "the days since": "This comes a week after TechCrunch reported that Brightloom is for sale.",
    "its interview of a year": "Dalam wawancaranya bersama BBC pada 2016, ia berkata semua baik.",
    "last year": "Brightloom nearly closed, TechCrunch reported last year.",
    "its data": "Berdasarkan data Bloomberg, rupiah menguat.",
    "a statement at the end": f"{FILLER}{FILLER}The founder told Reuters that all is well.",
    "a statement deep in the text": f"{FILLER}Ia berkata kepada BBC bahwa semua baik.{FILLER}",
}


@pytest.mark.parametrize("text", BACKGROUND.values(), ids=BACKGROUND)
def test_one_older_or_passing_statement_is_background(text: str) -> None:
    assert [role for _, _, role in cited(text)] == ["background"]


def test_several_outlets_of_one_phrase_are_cited_each() -> None:
    assert [outlet for outlet, _, _ in cited("Dilansir AFP, BBC, dan CNN, Minggu (1/3/2026), kota itu tenang.")] == [
        "afp", "bbc", "cnn",
    ]  # fmt: skip


def test_an_outlet_does_not_cite_itself() -> None:
    assert cited("The founder told TechCrunch that nothing is decided.", "techcrunch") == []


ADDRESS = "https://techcrunch.com/2026/03/03/brightloom-closes/"
ADDRESSES = {
    "label and address": (f"Brightloom tutup.\nSumber: {ADDRESS}", "source"),
    "label above": (f"Brightloom tutup.\nSumber:\n{ADDRESS}", "source"),
    "numbered": (f"Brightloom tutup.\nReferensi:\n[1] {ADDRESS}", "source"),
    "second of a list": (f"Brightloom tutup.\nReferensi:\n[1] https://reuters.com/a-b-c/1\n[2] {ADDRESS}", "source"),
    "in brackets, with a full stop": (f"Brightloom tutup (sumber: {ADDRESS}).", "source"),
    "alone at the end": (f"Brightloom tutup.\n📎 {ADDRESS}", "source"),
    "read all": (f"Brightloom tutup.\nBaca selengkapnya: {ADDRESS}", "source"),
    "in passing": (f"Lihat {ADDRESS} untuk latar belakang.\n{FILLER}", "background"),
    "of the picture": (f"Sumber foto: {ADDRESS}\n{FILLER}", "background"),
    "behind its name": (f"TechCrunch: {ADDRESS}\n{FILLER}", "source"),
}


@pytest.mark.parametrize(("text", "role"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses_are_cited_as_what_they_are_given_for(text: str, role: str) -> None:
    found = [c for c in citations(told(text), PRESS) if c.url == ADDRESS]
    assert [(c.outlet_id, c.kind, c.role) for c in found] == [("techcrunch", "url", role)]


def test_an_address_without_its_scheme_is_one() -> None:
    found = citations(told("Tutup.\nSumber: www.businessinsider.com/brightloom-closes-2026-3"), PRESS)
    assert [c.url for c in found if c.kind == "url"] == ["https://www.businessinsider.com/brightloom-closes-2026-3"]


def test_a_front_page_is_no_article() -> None:
    assert [c.kind for c in citations(told("Tutup.\nSumber: https://techcrunch.com/"), PRESS) if c.kind == "url"] == []


@pytest.mark.parametrize(
    "text",
    ["Daftar melalui link https://forms.test/isi-data-diri-2026", "Instagram: https://www.instagram.com/p/CpIVAurv12/",
     "Kunjungi laman https://karier.test/lowongan/1", "Brightloom tutup.\nhttps://t.co/y5Wn5UBP8S",
     "Lihat https://contoh.test/2026/03/lain-lagi", "Sumber: https://contoh.test/2026/03/lain-lagi",
     "Sumber: https://www.forbes.com/profile/rena-halim-2", "Sumber: https://techcrunch.com/tag/ai-2/",
     "Sumber: https://techcrunch.com/wp-content/2026/03/logo-1.png"],
    ids=["form", "network", "page", "shortened", "own", "own source", "profile", "section", "picture"],
)  # fmt: skip
def test_addresses_of_no_article_that_was_retold_are_not_cited(text: str) -> None:
    assert citations(told(text), PRESS) == ()


def test_an_unknown_site_is_cited_where_it_is_said_to_be_the_source() -> None:
    (citation,) = citations(told("Brightloom tutup.\nSumber: https://lain.test/2026/brightloom-tutup"), PRESS)
    assert (citation.outlet_id, citation.url, citation.role) == (
        None, "https://lain.test/2026/brightloom-tutup", "source",
    )  # fmt: skip


def test_evidence_is_what_stands_in_the_text() -> None:
    text = f"Brightloom tutup.\nReferensi:\n[1] {ADDRESS}"
    citation = citations(told(text), PRESS)[0]
    assert (citation.evidence, citation.char_start) == (f"Referensi:\n[1] {ADDRESS}", 18)


def test_a_link_in_an_attribution_is_the_source_and_any_other_is_background() -> None:
    text = f"The news was first reported by TechCrunch. {FILLER}See also an older piece on funding."
    first, older = text.index("TechCrunch"), text.index("an older piece")
    links = (Link(ADDRESS, first, first + 10), Link("https://techcrunch.com/2025/01/01/old-one/", older, older + 14))
    found = [(c.url, c.role) for c in citations(told(text, links=links), PRESS) if c.kind == "link"]
    assert found == [(ADDRESS, "source"), ("https://techcrunch.com/2025/01/01/old-one/", "background")]


HEAD_LINKS = {
    "a report of nobody named": ("It is closing, according to a report.", "a report", "source"),
    "the second of a phrase": ("It is closing, according to Deadline and TechCrunch.", "TechCrunch", "source"),
    "a report of another": ("A week ago Bloomberg reported the deal.", "reported", "background"),
    "the words of a fact": ("It is closing after a loss of three millions.", "a loss", "background"),
}


@pytest.mark.parametrize(("text", "words", "role"), HEAD_LINKS.values(), ids=HEAD_LINKS)
def test_links_at_the_head_are_what_their_words_say(text: str, words: str, role: str) -> None:
    at = text.index(words)
    found = citations(told(text + FILLER, links=(Link(ADDRESS, at, at + len(words)),)), PRESS)
    assert [(c.url, c.role) for c in found if c.kind == "link"] == [(ADDRESS, role)]


def test_a_link_to_nobody_known_is_no_citation() -> None:
    text = "Read their own blog here for more."
    assert citations(told(text, links=(Link("https://brightloom.test/blog/a-b-c", 5, 20),)), PRESS) == ()


NAMES = {
    "with a small article": ("It is closing, according to the New York Times.", "new-york-times"),
    "with small words": ("It is closing, she told Rest of World.", "rest-of-world"),
    "a weak one behind an article": ("It is closing, she told the Guardian.", "guardian"),
    "a region's desk": ("Diberitakan Tribun Jogja, Senin (2/3/2026), Brightloom tutup.", "tribunnews"),
    "a region's site": ("Artikel ini telah tayang di TribunSolo.com dengan judul Brightloom Tutup.", "tribunnews"),
    "a desk": ("Dikutip dari detikJatim, Brightloom tutup.", "detik"),
    "its television": ("Brightloom tutup, dikutip dari YouTube Kompas TV.", "kompas-tv"),
    "a paper's verb": ("Brightloom tutup, demikian Tempo melaporkan.", "tempo"),
    "its reporter": ("It is closing, Reuters' Rena Halim noted.", "reuters"),
    "a weekday behind": ("Mengutip Kontan Senin (2/3/2026), Brightloom tutup.", "kontan"),
}


@pytest.mark.parametrize(("text", "outlet"), NAMES.values(), ids=NAMES)
def test_names_are_known_as_they_are_written(text: str, outlet: str) -> None:
    assert cited(text) == [(outlet, "phrase", "source")]


AGENCIES = {
    "at the head": ("Jakarta (ANTARA) - Harga beras naik.", "antara"),
    "at the end": ("Harga beras naik. (Antara)", "antara"),
    "short": ("Harga beras naik.\n(Ant)", "antara"),
    "with initials": ("Harga beras naik. (Reuters/abc)", "reuters"),
}


@pytest.mark.parametrize(("text", "agency"), AGENCIES.values(), ids=AGENCIES)
def test_an_agency_in_brackets_is_credited(text: str, agency: str) -> None:
    assert cited(text) == [(agency, "agency", "source")]


def test_a_canonical_address_on_another_site_is_a_citation() -> None:
    found = citations(told("Tutup.", canonical=ADDRESS), PRESS)
    expected = Citation(
        outlet_id="techcrunch", url=ADDRESS, kind="canonical", evidence=ADDRESS, char_start=None, char_end=None,
        role="source",
    )  # fmt: skip
    assert found == (expected,)


@pytest.mark.parametrize("zone", ["related", "caption", "quotes", "qa", "hashtags"])
def test_other_parts_of_the_page_cite_nobody(zone: str) -> None:
    text = "Brightloom tutup.\nMeta pindah, dilansir dari TechCrunch."
    zones = (Zone(zone="body", char_start=0, char_end=17), Zone(zone=zone, char_start=18, char_end=len(text)))  # type: ignore[arg-type]
    assert citations(told(text, zones=zones), PRESS) == ()


def test_the_shipped_press_is_sound() -> None:
    owners: dict[str, set[str]] = {}
    for p in PRESS.publications:
        for name in (*p.names, *p.weak, *p.hosts):
            owners.setdefault(name.lower(), set()).add(p.outlet_id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}
    assert len({p.outlet_id for p in PRESS.publications}) == len(PRESS.publications)
    assert PRESS.at("https://finance.yahoo.com/x").outlet_id == "yahoo-finance"  # type: ignore[union-attr]
    assert PRESS.at("https://nottechcrunch.com/x") is None


@given(st.text(alphabet=st.sampled_from("dilansrTechCunkp:.,() \n/ht\u00e9\ud83d\ude00"), max_size=300))
def test_offsets_hold_for_any_text(text: str) -> None:
    for c in citations(told(text), PRESS):
        if c.char_start is not None and c.char_end is not None:
            assert text[c.char_start : c.char_end][:300] == c.evidence


@pytest.mark.parametrize(
    "text",
    ["dilansir " * 50_000, "Reuters " * 50_000, "laporan dari " * 30_000 + "Reuters", "Sumber:\n" * 50_000 + ADDRESS,
     "(Reuters) " * 40_000, "Tribun " * 60_000, "told A" * 80_000 + " of CNN", "the " * 120_000,
     "CNN's " + "A" * 400_000, "\n" * 400_000 + ADDRESS, ADDRESS + "a" * 400_000, '"(, ' * 80_000 + "CNN"],
    ids=["phrases", "names", "fillers", "labels", "agencies", "family", "persons", "articles",
         "reporter", "lines", "address", "marks"],
)  # fmt: skip
def test_hostile_texts_are_read_within_bounds(text: str) -> None:
    assert len(citations(told(text), PRESS)) <= 100
