"""Whole pages in outlets' own markup, read by the shipped outlet files: what comes of each field and zone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from sources.catalogue import load
from sources.extract.page import extract
from sources.types import Article, Page

PAGES = Path(__file__).parent / "pages"
CATALOGUE = load()


class Expected(NamedTuple):
    outlet: str
    title: str
    authors: tuple[str, ...]
    published: datetime
    dateline: str
    desk: str
    access: str
    starts: str
    ends: str
    apart: dict[str, str]  # zone, and a phrase that lies in it and not in the body


EXPECTED = {
    "techcrunch": Expected(
        "techcrunch", "Tiny robots learn to fold maps at a Bandung startup", ("Ardi Example", "Rosa Example"),
        datetime(2025, 6, 10, 14, 5, tzinfo=UTC), "", "", "full",
        "Lipat, a startup from Bandung,", "most of them researchers in soft robotics.", {},
    ),
    "business-insider": Expected(
        "business-insider", "I moved my bakery into a lighthouse. The bread got better.", ("Mila Example",),
        datetime(2025, 3, 4, 10, 15, 2, tzinfo=UTC), "", "", "full",
        "When the rent went up", "I would not call it easy.",
        {"related": "The man who sells fog", "boilerplate": "Read the original article"},
    ),
    "detik": Expected(
        "detik", "Robot Kecil Asal Bandung Pandai Melipat Peta", ("Budi Contoh",),
        datetime(2025, 6, 11, 2, 30, tzinfo=UTC), "Jakarta", "bdc/afr", "full",
        "Perusahaan rintisan Lipat dari Bandung", "robotnya siap dijual tahun depan.",
        {"related": "Sepuluh Peta Tertua", "boilerplate": "[Gambas:Video 20detik]"},
    ),
    "kompas": Expected(
        "kompas", "Pasar Terapung Kembali Ramai, Pedagang Mengaku Lega", ("Dewi Contoh",),
        datetime(2025, 8, 30, 1, 34, tzinfo=UTC), "BANJARMASIN, KOMPAS.com", "", "full",
        "Pasar terapung di tepi sungai", "sebelum musim hujan tiba.",
        {"related": "Harga Cabai Turun", "boilerplate": "Dapatkan update berita"},
    ),
    "cnbc-indonesia": Expected(
        "cnbc-indonesia", "Bos Lipat Bicara Rencana Kantor Baru", ("Putri Contoh",),
        datetime(2025, 8, 31, 3, 15, tzinfo=UTC), "Jakarta, CNBC Indonesia", "dem/dem", "full",
        "Pendiri Lipat mengatakan", "ujarnya kepada wartawan.", {"boilerplate": "[Gambas:Video CNBC]"},
    ),
    "cnn-indonesia": Expected(
        "cnn-indonesia", "Hujan Meteor Terlihat dari Tiga Pulau", (),
        datetime(2025, 8, 13, 0, 0, tzinfo=UTC), "Jakarta, CNN Indonesia", "lom/tim", "full",
        "Hujan meteor terlihat jelas", "lebih banyak daripada tahun lalu.", {},
    ),
    "sindonews": Expected(
        "sindonews", "Kereta Baru Melintas di Jalur Selatan", ("Tono Contoh",),
        datetime(2026, 7, 24, 6, 39, tzinfo=UTC), "YOGYAKARTA", "abd", "full",
        "Kereta baru mulai melintas", "dipesan dua minggu sebelumnya.", {"related": "Stasiun Tua Dipugar"},
    ),
    "republika": Expected(
        "republika", "Perpustakaan Desa Dibuka Sampai Malam", ("Wati Contoh",),
        datetime(2025, 5, 2, 12, 5, tzinfo=UTC), "REPUBLIKA.CO.ID, SLEMAN", "", "full",
        "Perpustakaan desa kini dibuka", "naik dua kali lipat dalam sebulan.", {"boilerplate": "Rep: Wati Contoh"},
    ),
    "liputan6": Expected(
        "liputan6", "Festival Layang-Layang Digelar di Pantai", ("Nia Contoh",),
        datetime(2025, 7, 6, 9, 0, tzinfo=UTC), "Liputan6.com, Denpasar", "", "full",
        "Festival layang-layang digelar", "lebih ramah daripada tahun sebelumnya.", {},
    ),
    "tempo-teaser": Expected(
        "tempo", "Di Balik Penutupan Pabrik Kertas", ("Rina Contoh",),
        datetime(2026, 7, 24, 4, 32, tzinfo=UTC), "", "", "teaser",
        "Pabrik kertas tertua", "kepada para buruhnya.", {"boilerplate": "Sudah berlangganan?"},
    ),
}  # fmt: skip


def read(name: str) -> Article:
    outlet = CATALOGUE.outlet(EXPECTED[name].outlet)
    return extract(
        Page(
            key=name, url=f"{outlet.homepage}berita/{name}", body=(PAGES / f"{name}.html").read_bytes(),
            content_type="text/html; charset=utf-8", language=outlet.language, time_zone=outlet.time_zone,
            rules=outlet.pages,
        )
    )  # fmt: skip


def test_every_page_is_expected() -> None:
    assert {page.stem for page in PAGES.glob("*.html")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_metadata(name: str) -> None:
    article, expected = read(name), EXPECTED[name]
    assert article.title == expected.title
    assert article.authors == expected.authors
    assert article.published is not None
    assert (article.published.at, article.published.source) == (expected.published, "jsonld")
    assert (article.dateline, article.desk, article.access) == (expected.dateline, expected.desk, expected.access)
    assert article.canonical_url.startswith("https://")
    assert article.lang == CATALOGUE.outlet(expected.outlet).language


@pytest.mark.parametrize("name", EXPECTED)
def test_body_and_zones(name: str) -> None:
    article, expected = read(name), EXPECTED[name]
    assert article.body.startswith(expected.starts)
    assert article.body.endswith(expected.ends)
    for zone, phrase in expected.apart.items():
        assert phrase not in article.body
        assert any(phrase in article.text[z.char_start : z.char_end] for z in article.zones if z.zone == zone)


def test_sections_tags_and_description() -> None:
    article = read("techcrunch")
    assert (article.section, article.tags) == ("Robotics", ("lipat", "robots", "Series A"))
    assert article.description == "Lipat raised $12 million to teach robots the hardest fold of all."
    assert article.modified_at == datetime(2025, 6, 10, 16, 20, 11, tzinfo=UTC)
    assert "Disrupt 2025" not in article.text
    assert "Most Popular" not in article.body


def test_a_container_of_line_breaks_has_paragraphs() -> None:
    assert read("sindonews").body.count("\n") == 2
