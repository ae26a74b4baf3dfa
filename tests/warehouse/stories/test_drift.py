"""What became of an original's figures in a retelling. All of it is invented."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.types import Zone
from tests.warehouse.stories.labelled import read, told
from warehouse.stories.comparing import nearest
from warehouse.stories.drift import drifts
from warehouse.stories.model import Drift, Told

AT = datetime(2025, 8, 29, 14, tzinfo=UTC)


def english(text: str, title: str = "A title without figures") -> Told:
    return told("original", "techcrunch", "https://techcrunch.com/2025/08/29/a/", title, text, "en", AT)


def indonesian(text: str, title: str = "Judul tanpa angka") -> Told:
    return told("derived", "suara", "https://www.suara.com/tekno/2025/08/30/a", title, text, "id", AT)


def one_row(original: str, derived: str) -> Drift:
    (row,) = drifts(english(original), indonesian(derived))
    return row


SAME = [
    ("Orvex paid $14.3 billion.", "Orvex membayar 14,3 miliar dolar AS.", "equal", "14,3 miliar dolar AS"),
    ("Orvex paid $14.3 billion.", "Orvex membayar lebih dari 14 miliar dolar.", "rounded", "14 miliar dolar"),
    ("Orvex paid $14.3 billion.", "Orvex membayar Rp230 triliun.", "converted", "Rp230 triliun"),
    ("Orvex paid $14.3 billion.", "Orvex membayar mahal.", "missing", None),
    ("Orvex has 1,287 employees.", "Karyawan Orvex hampir 1.300 orang.", "rounded", "1.300 orang"),
    ("Orvex has 1,287 employees.", "Sebanyak 1.287 pekerja ada di Orvex.", "equal", "1.287 pekerja"),
    ("Orvex has 312 employees.", "Orvex punya di atas 300 karyawan.", "rounded", "300 karyawan"),
    ("Orvex has 312 employees.", "Orvex punya 300 karyawan.", "rounded", "300 karyawan"),
    ("Orvex has 312 employees.", "Orvex punya kurang dari 300 karyawan.", "missing", None),
    ("It lasted three hours and 40 minutes.", "Lamanya 3 jam 40 menit.", "equal", "3 jam 40 menit"),
    ("It lasted three hours and 40 minutes.", "Lamanya tiga jam lebih.", "rounded", "tiga jam"),
    ("Logs are kept for 48 hours.", "Catatan disimpan dua hari.", "equal", "dua hari"),
    ("She was there for 18 months.", "Ia di sana selama 1,5 tahun.", "equal", "1,5 tahun"),
    ("Riders keep 20% of it.", "Pengayuh menerima seperlima dari itu.", "equal", "seperlima"),
    ("They own 30% of it.", "Mereka punya hampir sepertiga dari itu.", "rounded", "sepertiga"),
    ("The fee is 0.9 percent.", "Biayanya kurang dari 1%.", "rounded", "1%"),
    ("Work begins on July 1, 2026.", "Mulai 1 Juli 2026 mereka bekerja.", "equal", "1 Juli 2026"),
    ("Work begins on July 1, 2026.", "Mereka mulai bekerja pada Juli 2026.", "rounded", "pada Juli 2026"),
    ("A line is due in March 2027.", "Lini itu jalan Maret 2027.", "equal", "Maret 2027"),
    ("They met in 2019.", "Mereka bertemu sejak 2019.", "equal", "sejak 2019"),
]  # fmt: skip


@pytest.mark.parametrize(("original", "derived", "verdict", "surface"), SAME, ids=[f"{s[1]}" for s in SAME])
def test_a_figure_is_found_in_the_retelling(original: str, derived: str, verdict: str, surface: str | None) -> None:
    row = one_row(original, derived)
    assert (row.verdict, row.derived) == (verdict, surface)


def test_the_rate_of_a_conversion_is_said() -> None:
    assert one_row("Orvex paid $14.3 billion.", "Orvex membayar Rp230 triliun.").rate == 16083.9


def test_both_currencies_are_two_rows() -> None:
    found = drifts(
        english("Orvex paid $14.3 billion."), indonesian("Orvex bayar USD 14,3 miliar (sekitar Rp230 triliun).")
    )
    assert [(row.verdict, row.derived, row.rate) for row in found] == [
        ("equal", "USD 14,3 miliar", None), ("converted", "Rp230 triliun", 16083.9),
    ]  # fmt: skip


@pytest.mark.parametrize("worth", ["Rp23 triliun", "Rp2.300 triliun"])
def test_a_conversion_at_no_rate_that_there_was_contradicts(worth: str) -> None:
    found = drifts(english("Orvex paid $14.3 billion."), indonesian(f"Orvex bayar USD 14,3 miliar (sekitar {worth})."))
    assert [row.verdict for row in found] == ["equal", "contradicted"]


def test_the_worth_of_one_amount_is_not_the_worth_of_another() -> None:
    original = english("Orvex raised $40 million. Two years ago it was worth $48 million.")
    found = drifts(original, indonesian("Orvex meraih 40 juta dolar AS (sekitar Rp672 miliar)."))
    assert [row.verdict for row in found if row.original == "$48 million"] == ["missing"]
    assert [row.verdict for row in found if row.original == "$40 million"] == ["equal", "converted"]


def test_a_rounder_number_stands_for_one_figure() -> None:
    found = drifts(
        english("It paid $14.3 billion, then $14.2 billion."), indonesian("Dibayar sekitar 14 miliar dolar.")
    )
    assert sorted(row.verdict for row in found) == ["missing", "rounded"]


CONTRADICTED = [
    ("Downdetector logged 61,000 complaints.", "Downdetector mencatat 75 ribu aduan.", "75 ribu aduan"),
    ("The lawsuit of Quill asks for $75 million.", "Gugatan Quill menuntut 57 juta dolar AS.", "57 juta dolar AS"),
    ("Meta would hire 900 employees in London.", "Meta akan merekrut 700 karyawan di London.", "700 karyawan"),
]  # fmt: skip


@pytest.mark.parametrize(("original", "derived", "surface"), CONTRADICTED, ids=[c[2] for c in CONTRADICTED])
def test_another_value_of_the_same_thing_contradicts(original: str, derived: str, surface: str) -> None:
    row = one_row(original, derived)
    assert (row.verdict, row.derived) == ("contradicted", surface)


DOUBTED = [
    ("Orvex raised $40 million in its series B.", "Brenvik punya utang 45 juta dolar.", "nothing beside both"),
    ("Meta hired 900 employees.", "Meta merekrut 45 karyawan.", "too far apart"),
    ("Meta hired two researchers in London.", "Meta merekrut tiga peneliti di London.", "few people are in every text"),
    ("Downdetector logged 61,000 complaints.", "Downdetector: 75 ribu aduan, puncaknya 61.", "the digits are there"),
    ("Meta approves loans in 31 hours.", "Meta menyetujui pinjaman tak sampai dua hari.", "a bound that holds"),
    ("Meta hired 900 employees in London.", "Meta merekrut 700 atau 800 karyawan di London.", "two of them"),
    ("Verdigris wants 2,000 robots.", "Verdigris ingin robot pada pengujung 2027.", "a year is no count"),
    ("Meta spoke on August 29.", "Meta berbicara pada 28 Agustus.", "days of publication"),
]  # fmt: skip


@pytest.mark.parametrize(("original", "derived"), [d[:2] for d in DOUBTED], ids=[d[2] for d in DOUBTED])
def test_in_doubt_a_figure_is_missing(original: str, derived: str) -> None:
    assert {row.verdict for row in drifts(english(original), indonesian(derived))} <= {"missing"}


def test_a_value_that_is_said_twice_is_one() -> None:
    assert len(drifts(english("It paid $5 million. Yes, $5 million."), indonesian("Mahal."))) == 1


def test_of_a_title_nothing_is_said() -> None:
    assert drifts(english("Nothing.", title="Orvex raises $40M"), indonesian("Tidak ada.")) == ()
    assert drifts(english("Orvex raised $40M."), indonesian("Meraih modal.", title="Orvex raih 40 juta dolar")) == ()


@pytest.mark.parametrize("text", ["Trouble started at 6:12 a.m. on a hill.", "It ended between 9 and 11 a.m. there."])
def test_times_of_day_are_no_counts(text: str) -> None:
    assert drifts(english(text), indonesian("Tidak ada.")) == ()


def test_what_stands_in_a_list_of_other_articles_is_not_said() -> None:
    derived = indonesian("Orvex besar.\nBaca juga: 312 karyawan Orvex pindah")
    cut = derived.text.index("Baca")
    zones = (
        Zone(zone="body", char_start=0, char_end=cut),
        Zone(zone="related", char_start=cut, char_end=len(derived.text)),
    )
    (row,) = drifts(english("Orvex has 312 employees."), replace(derived, zones=zones))
    assert row.verdict == "missing"


def test_nobody_is_the_partner_of_two() -> None:
    assert nearest([(1.2, 0, 0), (1.1, 1, 0), (1.3, 0, 1)]) == [(1, 0), (0, 1)]


# ------------------------------------------------------------------ the labelled weeks


def test_a_faithful_retelling_contradicts_nothing() -> None:
    articles = {article.told.article_id: article.told for article in read("tune")}
    pairs = [(articles[a.derived_from], a.told) for a in read("tune") if a.derived_from]
    rows = [row for original, derived in pairs for row in drifts(original, derived)]
    kept = [row for row in rows if row.verdict != "missing"]
    assert [row for row in rows if row.verdict == "contradicted"] == []
    assert len(kept) > len(rows) / 2


def test_every_surface_is_what_stands_there() -> None:
    articles = {article.told.article_id: article.told for article in read("tune")}
    for article in read("tune"):
        if article.derived_from:
            _holds(articles[article.derived_from], article.told)


PIECES = st.sampled_from([
    "$14.3 billion", "Rp230 triliun", "(sekitar Rp 1,2 miliar)", "1,287 users", "lebih dari 1.300 pengguna", "30%",
    "sepertiga", "3 jam 40 menit", "20 Maret.", "in 2019", "Rabu (29/8/2025)", "Sebanyak 410 dari", "Meta", "merekrut",
    "karyawan", "12", "½", "𝟙", "ke-46", "\n", ".", ", ", "setengah jam", "İ 5 orang", "10-20 percent",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25), st.lists(PIECES, max_size=25))
@settings(max_examples=150, deadline=None)
def test_offsets_are_exact_whatever_the_text(ours: list[str], theirs: list[str]) -> None:
    _holds(english(" ".join(ours)), indonesian(" ".join(theirs)))


def _holds(original: Told, derived: Told) -> None:
    rows = drifts(original, derived)
    assert rows == drifts(original, derived)
    for row in rows:
        assert original.text[row.original_start : row.original_end] == row.original
        assert (row.derived is None) == (row.verdict == "missing")
        if row.derived is not None and row.derived_start is not None:
            assert derived.text[row.derived_start : row.derived_end] == row.derived
        assert row.rate is None or row.rate > 0


@pytest.mark.parametrize(
    "piece", ["US$5 juta (Rp80 miliar) ", "Meta 5 employees. ", "1.", "half an ", "Maret ", "seratus dua puluh ", "5% "]
)
def test_time_is_bounded(piece: str) -> None:
    text = "".join(piece.replace("5", str(5 + n % 7919)) for n in range(5_000))
    original, derived = english(text), indonesian(text.replace("7", "8"))
    started = time.process_time()
    drifts(original, derived)
    assert time.process_time() - started < 3
