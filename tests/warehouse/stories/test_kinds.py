"""What is news and what is not, by title, address, section and text; in doubt it is news."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.stories.tellings import telling
from warehouse.stories.kinds import kind

TITLES = {
    "promotion": [
        ("Last 48 hours to save up to $500 on your TechCrunch Disrupt 2026 pass", "en"),
        ("TechCrunch All Stage 2026: Early Bird rates end Friday", "en"),
        ("Hear from three founders at TechCrunch Disrupt 2026", "en"),
        ("Vote for the session you want to see at TechCrunch Disrupt 2026", "en"),
        ("5 ways TechCrunch Sessions: AI will fuel your growth", "en"),
        ("The best headphone deals this weekend", "en"),
        ("Promo Gajian Maret, Belanja Hemat di Gerai Ini", "id"),
        ("Flash Sale Ponsel Gunung 7, Potongan Rp 300 Ribu", "id"),
        ("Webinar Gratis: Memulai Usaha Kopi", "id"),
    ],
    "roundup": [
        ("Week in Review: A quiet week for chips", "en"),
        ("Startups Weekly: Money moves north", "en"),
        ("A comprehensive list of 2026 tech layoffs", "en"),
        ("10 things in tech you need to know today", "en"),
        ("5 Berita Terpopuler: Banjir hingga Harga Cabai", "id"),
        ("[POPULER TEKNO] Ponsel Lipat Murah | Fitur Baru", "id"),
        ("Rangkuman Pendanaan Startup Pekan Kedua Maret", "id"),
        ("Populer Pekan Ini: Bank Digital dan Kereta Malam", "id"),
    ],
    "column": [
        ("Opini: Kota Tanpa Trotoar", "id"),
        ("Kolom: Menunggu Hujan", "id"),
        ("Opinion: Stop naming models after fruit", "en"),
        ("I quit my job at a bank to grow mushrooms", "en"),
    ],
    "evergreen": [
        ("Apa Itu Pusat Data? Ini Fungsinya", "id"),
        ("Cara Mengganti Kata Sandi Surel", "id"),
        ("7 Cara Menghemat Kuota", "id"),
        ("Prakiraan Cuaca di Malang Hari Ini: Pagi Berawan", "id"),
        ("Tips Merawat Baterai Ponsel", "id"),
        ("How to delete your old accounts", "en"),
        ("What is a context window?", "en"),
        ("Everything you need to know about passkeys", "en"),
    ],
    "news": [
        ("Startup wins the battlefield at TechCrunch Disrupt", "en"),
        ("Meta raises prices of its headset", "en"),
        ("How Brightloom lost its founder", "en"),
        ("What Brightloom told its investors", "en"),
        ("Brightloom explained its losses to staff on Monday", "en"),
        ("OpenAI offers a week of free access to students", "en"),
        ("Begini Cara Kemendag Menahan Harga Cabai", "id"),
        ("Menteri Promosikan Wisata Danau", "id"),
        ("Cara Meta Membalas Gugatan Penulis", "id"),
        ("Harga Emas Naik, Apa Itu Gara-gara Perang?", "id"),
        ("Kolom Abu Gunung Capai 700 Meter", "id"),
        ("Catatan Waktu Pelari Itu Dipersoalkan", "id"),
    ],
}
CASES = [(title, lang, expected) for expected, cases in TITLES.items() for title, lang in cases]


@pytest.mark.parametrize(("title", "lang", "expected"), CASES, ids=[title for title, _, _ in CASES])
def test_titles(title: str, lang: str, expected: str) -> None:
    assert kind(telling(title=title, lang=lang)) == expected


@pytest.mark.parametrize(
    ("url", "section", "expected"),
    [
        ("https://contoh.test/kolom/kota-tanpa-trotoar", "", "column"),
        ("https://kolom.contoh.test/kota", "", "column"),
        ("https://contoh.test/a", "Opini", "column"),
        ("https://contoh.test/advertorial/bank-ramah", "", "promotion"),
        ("https://contoh.test/a", "Advertorial", "promotion"),
        ("https://contoh.test/terpopuler/lima", "", "roundup"),
        ("https://contoh.test/how-to/reset", "", "evergreen"),
        ("https://contoh.test/tekno/kolom-komentar-ditutup", "Tekno", "news"),
        ("https://contoh.test/bisnis/opini-publik", "Bisnis", "news"),
    ],
)
def test_addresses_and_sections(url: str, section: str, expected: str) -> None:
    assert kind(telling("Sebuah teks.", title="Judul biasa", url=url, section=section)) == expected


def test_who_counts_things_off_and_says_so() -> None:
    text = "Berikut daftarnya pekan ini:\n1. Bank membuka cabang.\n2. Kereta malam kembali.\n3. Harga cabai turun."
    assert kind(telling(text, title="Bank, Kereta, Cabai")) == "roundup"
    assert kind(telling("Hiya! If you want this in your inbox every Wednesday, sign up.", lang="en")) == "roundup"
    assert kind(telling("Ada tiga hal.\n1. Satu.\n2. Dua.\n3. Tiga.", title="Aturan Baru Parkir")) == "news"


def test_who_speaks_of_himself() -> None:
    column = "Kemarin saya naik kereta malam. Bagi saya, bangku tegak itu pelajaran tentang kota."
    assert kind(telling(column, title="Bangku Tegak")) == "column"
    quoted = '"Saya senang, saya pulang," ujar Rudi. "Saya tidak tahu," katanya.'
    assert kind(telling(quoted, title="Rudi Pulang")) == "news"
    unmarked = "Saya senang saya pulang, kata Rudi. Saya tidak tahu, ujarnya."
    assert kind(telling(unmarked, title="Rudi Pulang")) == "news"
    essay = "I sold my house. My sister laughed. This as-told-to essay is based on a conversation with a farmer."
    assert kind(telling(essay, title="Selling the house", lang="en")) == "column"


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60), st.sampled_from(["en", "id", "nl"]))
def test_any_text(title: str, text: str, section: str, lang: str) -> None:
    found = kind(telling(text, title=title, section=section, lang=lang))
    assert found in {"news", "column", "roundup", "promotion", "evergreen"}
