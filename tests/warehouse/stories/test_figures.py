"""Counts, percentages, scores and dates: what is read, in both languages alike, and what is left out."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.stories.tellings import telling
from warehouse.entities.model import Amount
from warehouse.stories.dates import dates
from warehouse.stories.figures import Figure, figures, plain, significant
from warehouse.stories.passages import passages

WEDNESDAY = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


def read(text: str, lang: str, *, amounts: tuple[Amount, ...] = ()) -> list[Figure]:
    told = telling(text, lang=lang, at=WEDNESDAY, amounts=amounts)
    return list(figures(told, passages(told)))


def keys(text: str, lang: str) -> list[str]:
    return [figure.key for figure in read(text, lang)]


SAME = [
    ("They let 200 employees go.", "Mereka melepas 200 karyawan.", "200 person"),
    ("About 200 data labeling staff lost work.", "Sekitar 200 orang kehilangan kerja.", "200 person"),
    ("She stayed two months.", "Ia bertahan dua bulan.", "2 month"),
    ("It has 500 million users.", "Penggunanya mencapai 500 juta pengguna.", "500000000 user"),
    ("It has 3.4 million users.", "Ada 3,4 juta pengguna.", "3400000 user"),
    ("Output was 88,343 tons.", "Produksinya 88.343 ton.", "88343"),
    ("It sells in 14 cities.", "Dijual di 14 kota.", "14 city"),
    ("Profit grew 11.6 percent.", "Laba naik 11,6 persen.", "11.6%"),
    ("Profit grew 11.6%.", "Laba naik 11,6%.", "11.6%"),
    ("A 60,000-seat ground.", "Berkapasitas 60.000 tempat duduk.", "60000"),
    ("The hosts won 2-1 at home.", "Tuan rumah menang 2-1 di kandang.", "2-1"),
    ("In the 72nd minute.", "Pada menit ke-72.", "72"),
    ("The site draws 120 megawatts.", "Pusat itu menyedot 120 megawatt.", "120 megawatt"),
    ("Twelve countries signed.", "Dua belas negara meneken.", "12 country"),
]


@pytest.mark.parametrize(("english", "indonesian", "key"), SAME, ids=[key for _, _, key in SAME])
def test_the_same_in_both_languages(english: str, indonesian: str, key: str) -> None:
    one, other = keys(english, "en"), keys(indonesian, "id")
    if key not in {"60000", "72"}:  # what is counted is known in one of them alone
        assert one == other == [key]
    assert [k.split()[0] for k in one] == [k.split()[0] for k in other] == [key.split()[0]]


NONE = [
    ("Llama 4 was late.", "en"),
    ("Windows 11 turun.", "id"),
    ("The B200 and the M4 sell.", "en"),
    ("One employee left.", "en"),
    ("Satu orang pergi.", "id"),
    ("Dua itu cukup.", "id"),
    ("It cost $15 each.", "en"),
    ("v1.2.3.4.5.6.7.8", "en"),
]


@pytest.mark.parametrize(("text", "lang"), NONE, ids=[text for text, _ in NONE])
def test_no_figure(text: str, lang: str) -> None:
    assert read(text, lang) == []


def test_money_is_no_count() -> None:
    text = "Nilainya 14,3 miliar dolar AS untuk 200 orang."
    start = text.index("14,3")
    amount = Amount(start, text.index(" untuk"), "14,3 miliar dolar AS", 14.3e9, None, "USD", None, None, "body")
    assert [figure.key for figure in read(text, "id", amounts=(amount,))] == ["200 person"]


@pytest.mark.parametrize(
    ("text", "surface", "key"),
    [("Pecat 200 karyawan.", "200 karyawan", "200 person"), ("Naik 11,6 persen lagi.", "11,6 persen", "11.6%"),
     ("Terbit Jumat (27/2/2026).", "27/2/2026", "2026-02-27")],
    ids=["count", "percent", "date"],
)  # fmt: skip
def test_offsets_and_values(text: str, surface: str, key: str) -> None:
    (figure,) = read(text, "id")
    assert (figure.key, figure.surface) == (key, surface)
    assert text[figure.char_start : figure.char_end] == surface


def test_more_digits_say_more() -> None:
    weights = [read(f"Ada {number} orang.", "id")[0].weight for number in ("20", "21", "214", "2.147")]
    assert weights == sorted(weights)
    assert weights[0] < weights[-1]


DATES = [
    ("on Friday", "en", "2026-02-27"),
    ("on Wednesday", "en", "2026-03-04"),
    ("next Friday", "en", "2026-03-06"),
    ("pada Jumat lalu", "id", "2026-02-27"),
    ("Jumat (27/2/2026)", "id", "2026-02-27"),
    ("Jum'at (27/2)", "id", "2026-02-27"),
    ("Senin, 2 Maret 2026", "id", "2026-03-02"),
    ("on Sept. 29", "en", "2025-09-29"),
    ("August 29, 2025", "en", "2025-08-29"),
    ("29 Agt 2025", "id", "2025-08-29"),
    ("mulai 20 Oktober 2025", "id", "2025-10-20"),
    ("20th of October, 2025", "en", "2025-10-20"),
    ("Juni lalu", "id", "2025-06"),
    ("last June", "en", "2025-06"),
    ("since October", "en", "2025-10"),
    ("hingga Juni", "id", "2026-06"),
    ("Juni mendatang", "id", "2026-06"),
    ("in April", "en", "2026-04"),
    ("Nopember 2024", "id", "2024-11"),
    ("sejak 2019", "id", "2019"),
    ("in 2019", "en", "2019"),
    ("13/2/2026", "en", "2026-02-13"),
]


@pytest.mark.parametrize(("text", "lang", "key"), DATES, ids=[text for text, _, _ in DATES])
def test_dates(text: str, lang: str, key: str) -> None:
    assert [dated.key for dated in dates(text, lang, WEDNESDAY)] == [key]


NO_DATES = [
    ("dua minggu lalu", "id"), ("Minggu lalu", "id"), ("skor 24/7", "en"), ("31/2/2026", "id"), ("3/4/2026", "en"),
    ("you may go", "en"), ("pada 2026", "id"), ("42/99/2026", "id"), ("99 Maret", "id"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lang"), NO_DATES, ids=[text for text, _ in NO_DATES])
def test_no_dates(text: str, lang: str) -> None:
    found = [dated.key for dated in dates(text, lang, WEDNESDAY)]
    if text == "Minggu lalu":  # last week, or Sunday where it opens a sentence: a day near publication either way
        assert found in ([], ["2026-03-01"])
    else:
        assert found == []


def test_the_reader_s_day() -> None:
    """Late on Friday in UTC it is Saturday in Jakarta, and still Friday in New York."""
    late = datetime(2026, 3, 6, 23, 0, tzinfo=UTC)
    assert [d.key for d in dates("pada Sabtu", "id", late)] == ["2026-03-07"]
    assert [d.key for d in dates("on Saturday", "en", late)] == ["2026-02-28"]


@given(st.text(max_size=300), st.sampled_from(["en", "id", ""]))
def test_any_text(text: str, lang: str) -> None:
    for figure in read(text, lang):
        assert text[figure.char_start : figure.char_end] == figure.surface
        assert figure.weight > 0


@given(st.integers(min_value=2, max_value=10**12))
def test_written_as_both_languages_do(number: int) -> None:
    english, indonesian = f"{number:,} people", f"{number:,} orang".replace(",", ".")
    assert keys(f"There were {english}.", "en") == keys(f"Ada {indonesian}.", "id") != []


@given(st.integers(min_value=1, max_value=10**12))
def test_plain_and_significant(number: int) -> None:
    assert plain(Decimal(number)) == str(number)
    assert significant(Decimal(number)) == len(str(number).rstrip("0"))
