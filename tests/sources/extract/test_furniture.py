"""Lines that are furniture, lines that only look it, datelines and the desk's initials."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.extract.furniture import Furnished, furnish
from sources.extract.markup import Line
from sources.types import PageRules

FIRST = "Perusahaan rintisan itu membuka kantor baru pada hari Senin dan merekrut empat puluh peneliti robot."
LAST = "Kantor kedua akan dibuka tahun depan di kota lain."


def furnished(*lines: str, indonesian: bool = True, **rules: tuple[str, ...]) -> Furnished:
    return furnish(tuple(map(Line, lines)), PageRules(**rules), indonesian=indonesian)


DATELINES = [
    ("Jakarta, CNBC Indonesia - ", "Jakarta, CNBC Indonesia"),
    ("Jakarta, CNN Indonesia -- ", "Jakarta, CNN Indonesia"),
    ("JAKARTA, KOMPAS.com - ", "JAKARTA, KOMPAS.com"),
    ("Liputan6.com, Jakarta - ", "Liputan6.com, Jakarta"),
    ("TRIBUNNEWS.COM, JAKARTA - ", "TRIBUNNEWS.COM, JAKARTA"),
    ("REPUBLIKA.CO.ID, JAKARTA -- ", "REPUBLIKA.CO.ID, JAKARTA"),
    ("TEMPO.CO, Jakarta - ", "TEMPO.CO, Jakarta"),
    ("Jakarta (ANTARA) - ", "Jakarta (ANTARA)"),
    ("Jakarta (ANTARA News) - ", "Jakarta (ANTARA News)"),
    ("Bisnis.com, JAKARTA - ", "Bisnis.com, JAKARTA"),
    ("KONTAN.CO.ID - JAKARTA. ", "KONTAN.CO.ID - JAKARTA."),
    ("JAKARTA - ", "JAKARTA"),
    ("Suara.com - ", "Suara.com"),
    ("tirto.id - ", "tirto.id"),
    ("VIVA – ", "VIVA"),
    ("WASHINGTON (Reuters) - ", "WASHINGTON (Reuters)"),
    ("Louisiana, Amerika Serikat - ", ""),  # the story's place, not the newsroom's
    ("", ""),
]


@pytest.mark.parametrize(("dateline", "kept"), DATELINES, ids=[case[0] for case in DATELINES])
def test_datelines_stay_in_the_text_and_leave_the_body(dateline: str, kept: str) -> None:
    found = furnished(dateline + FIRST, LAST)
    assert found.text == f"{dateline}{FIRST}\n{LAST}"
    assert found.dateline == kept
    assert found.body == f"{FIRST if kept else dateline + FIRST}\n{LAST}"


@pytest.mark.parametrize("initials", ["afr/afr", "lau/pta", "H-2", "Ant/OL-1", "kpl/pur/tch", "abd"])
def test_the_desks_initials(initials: str) -> None:
    for lines in ((FIRST, f"{LAST} ({initials})"), (FIRST, LAST, f"({initials})"), (FIRST, LAST, f"[{initials}]")):
        found = furnished(*lines)
        assert (found.desk, found.body) == (initials, f"{FIRST}\n{LAST}")


@pytest.mark.parametrize("ending", ["(AS)", "(2025)", "(Badan Pusat Statistik)", "(29/8/2025)"])
def test_brackets_that_are_text(ending: str) -> None:
    assert furnished(FIRST, f"{LAST} {ending}").desk == ""


ROLES = [
    ("Baca juga: Harga Cabai Turun", "related"), ("BACA JUGA:", "related"), ("Lihat juga", "related"),
    ("Pilihan Editor: Kisah Pembuat Kompas", "related"), ("Read more: The man who sells fog", "related"),
    ("ADVERTISEMENT", "boilerplate"), ("SCROLL TO CONTINUE WITH CONTENT", "boilerplate"),
    ("[Gambas:Video CNN]", "boilerplate"), ("Simak Video \"Robot Melipat Kertas\"", "boilerplate"),
    ("Ikuti berita terkini lewat WhatsApp Channel kami", "boilerplate"), ("Halaman Selanjutnya", "boilerplate"),
    ("Pewarta: Budi Contoh Editor: Eka Penyunting Copyright © ANTARA 2026", "boilerplate"),
    ("Sign up for our daily newsletter", "boilerplate"), ("Sudah berlangganan? Masuk", "boilerplate"),
    ("Foto: Budi Contoh/Antara", "caption"), ("(ANTARA FOTO/Budi Contoh)", "caption"),
    ("Seekor kucing tidur di dermaga (Dok. Pribadi)", "caption"), ("https://example.test/asli", "references"),
    ("Also on Monday, the company said it would hire more people.", "body"),
    ("Like many others, she relied on the old ferry to get to work.", "body"),
    ("Update WhatsApp terbaru membawa fitur yang lama ditunggu.", "body"),
    ("Copyright law has been changed in 2019 to protect the authors of maps.", "body"),
    ("Many factors contributed to this decline, the report says.", "body"),
    ("Most popular among visitors is the lighthouse bakery.", "body"),
    ("Antara Jakarta dan Bandung ada tiga jalur kereta.", "body"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "role"), ROLES, ids=[case[0] for case in ROLES])
def test_roles_of_lines(line: str, role: str) -> None:
    found = furnished(FIRST, line, LAST)
    roles = {zone.zone for zone in found.zones if line in found.text[zone.char_start : zone.char_end]}
    assert roles == {role}


def test_an_outlets_own_patterns_match_whole_lines() -> None:
    found = furnished(FIRST, "Promosi 1", "Promosi 1 tahun ini berhasil.", boilerplate=(r"Promosi \d",))
    assert found.body == f"{FIRST}\nPromosi 1 tahun ini berhasil."


def test_all_behind_a_heading_of_other_articles_is_related() -> None:
    found = furnished(FIRST, LAST, "Artikel Serupa", "Judul lain tentang hal lain", "12 hari lalu")
    assert found.body == f"{FIRST}\n{LAST}"
    assert found.zones[-1].zone == "related"


@given(st.lists(st.text(min_size=1, max_size=60).filter(lambda t: t.strip() and "\n" not in t), max_size=12))
def test_no_lines_crash_and_zones_tile(lines: list[str]) -> None:
    found = furnished(*lines)
    assert found.text == "\n".join(lines)
    assert found.body == "\n".join(found.text[z.char_start : z.char_end] for z in found.zones if z.zone == "body")
