"""Amounts of money as two languages write them: what is read, what is left out, and that offsets always hold."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.types import Zone
from warehouse.entities.amounts import find_amounts
from warehouse.entities.model import Amount, Document

MILLION, BILLION, TRILLION = 10**6, 10**9, 10**12


def document(text: str, lang: str, *, title: str = "", zones: tuple[Zone, ...] | None = None) -> Document:
    whole = (Zone(zone="body", char_start=0, char_end=len(text)),)
    return Document(document_id="d", title=title, text=text, zones=whole if zones is None else zones, lang=lang)


def found(text: str, lang: str) -> list[Amount]:
    return list(find_amounts(document(text, lang)))


def short(amount: Amount) -> tuple[object, ...]:
    ends = (amount.value,) if amount.value_to is None else (amount.value, amount.value_to)
    return (amount.surface, *ends, amount.currency)


# A sentence with its amount in square brackets, its value (or both ends), its currency.
Case = tuple[str, float | tuple[float, float], str]

INDONESIAN: list[Case] = [
    # before the number
    ("Pabrikan itu menanam [USD 14,3 miliar] di sana.", 14.3 * BILLION, "USD"),
    ("Nilainya [US$ 2 miliar] menurut laporan.", 2 * BILLION, "USD"),
    ("Nilainya [US$2 miliar].", 2 * BILLION, "USD"),
    ("Nilainya [$2 miliar].", 2 * BILLION, "USD"),
    ("Nilainya [US $2 miliar].", 2 * BILLION, "USD"),
    ("Nilainya [USD $5 juta].", 5 * MILLION, "USD"),
    ("Nilainya [AS$5 juta].", 5 * MILLION, "USD"),
    ("Dana [Rp230 triliun] cair.", 230 * TRILLION, "IDR"),
    ("GUGATAN [RP 130 TRILIUN] DITOLAK", 130 * TRILLION, "IDR"),
    ("Gugatan [RP 130 Triliun] ditolak", 130 * TRILLION, "IDR"),
    ("Belanja [Rp 130 T] disetujui.", 130 * TRILLION, "IDR"),
    ("Belanja [Rp 130 T].", 130 * TRILLION, "IDR"),
    ("Belanja [Rp1,3T] disetujui.", 1.3 * TRILLION, "IDR"),
    ("Rumah [Rp 1,5 M] laku.", 1.5 * BILLION, "IDR"),
    ("Rumah [Rp 1,5M] laku.", 1.5 * BILLION, "IDR"),
    ("Ponsel [Rp 2 jt] laku.", 2 * MILLION, "IDR"),
    ("Ongkos [Rp 50rb] saja.", 50_000, "IDR"),
    ("Ongkos [Rp 50k] saja.", 50_000, "IDR"),
    ("Ongkos [Rp10.000] saja.", 10_000, "IDR"),
    ("Ongkos [Rp 10.000],- saja.", 10_000, "IDR"),
    ("Ongkos [Rp. 10.000] saja.", 10_000, "IDR"),
    ("Ongkos [Rp.10.000] saja.", 10_000, "IDR"),
    ("Sisa [Rp1.234.567,89] di rekening.", 1_234_567.89, "IDR"),
    ("Sisa [Rp 1.234.567.890] di rekening.", 1_234_567_890, "IDR"),
    ("Tagihan [IDR 5 triliun] lunas.", 5 * TRILLION, "IDR"),
    ("Tagihan [SGD 5 juta] lunas.", 5 * MILLION, "SGD"),
    ("Tagihan [S$ 5 juta] lunas.", 5 * MILLION, "SGD"),
    ("Tagihan [HK$ 5 juta] lunas.", 5 * MILLION, "HKD"),
    ("Tagihan [RM3.499] lunas.", 3499, "MYR"),
    ("Tagihan [€1,2 miliar] lunas.", 1.2 * BILLION, "EUR"),
    ("Tagihan [EUR 1,2 miliar] lunas.", 1.2 * BILLION, "EUR"),
    ("Ponsel [Rp 3 jutaan] laris.", 3 * MILLION, "IDR"),
    ("Utang [Rp 2 ribu triliun] membengkak.", 2000 * TRILLION, "IDR"),
    ("Denda [Rp 2 juta 500 ribu] dibayar.", 2_500_000, "IDR"),
    ("Gaji [Rp 5 juta] per bulan.", 5 * MILLION, "IDR"),
    ("Gaji [Rp 5 juta]/bulan.", 5 * MILLION, "IDR"),
    ("Saham dihargai [US$ 182,5] per saham.", 182.5, "USD"),
    ("Minyak [US$ 82,41] per barel.", 82.41, "USD"),
    ("Mungkin [Rp 15 (triliun)] dialihkan.", 15 * TRILLION, "IDR"),
    ("Anggaran [Rp 4 miliar]2. Dinas lain", 4 * BILLION, "IDR"),
    ("Bayar [Rp 5 juta rupiah] tunai.", 5 * MILLION, "IDR"),
    ("Bayar [Rp 50.000]Baca juga", 50_000, "IDR"),
    # behind it
    ("Mereka menanam [14,3 miliar dolar AS] di sana.", 14.3 * BILLION, "USD"),
    ("Mereka menanam [14,3 miliar dollar AS] di sana.", 14.3 * BILLION, "USD"),
    ("Mereka menanam [2 juta dolar Amerika Serikat] di sana.", 2 * MILLION, "USD"),
    ("Mereka menanam [2 juta dolar] di sana.", 2 * MILLION, "USD"),
    ("Mereka menanam [5 juta dolar Singapura] di sana.", 5 * MILLION, "SGD"),
    ("Mereka menanam [5 juta dolar Hong Kong] di sana.", 5 * MILLION, "HKD"),
    ("Mereka menanam [9 miliar krona Swedia] di sana.", 9 * BILLION, "SEK"),
    ("Mereka menanam [900 ringgit] di sana.", 900, "MYR"),
    ("Mereka menanam [3 juta yen] di sana.", 3 * MILLION, "JPY"),
    ("Mereka menanam [3 juta yuan] di sana.", 3 * MILLION, "CNY"),
    ("Mereka menanam [20 miliar won Korea Selatan] di sana.", 20 * BILLION, "KRW"),
    ("Harganya [1.299 euro] saja.", 1299, "EUR"),
    ("Harganya [100 juta poundsterling] saja.", 100 * MILLION, "GBP"),
    ("Bantuan [5 juta rupiah] cair.", 5 * MILLION, "IDR"),
    ("Bantuan [500 ribu rupiah] cair.", 500_000, "IDR"),
    ("Bantuan [113.856 dolar AS] cair.", 113_856, "USD"),
    ("Bantuan [5 juta USD] cair.", 5 * MILLION, "USD"),
    # in words
    ("Denda [seratus juta rupiah] menanti.", 100 * MILLION, "IDR"),
    ("Denda [dua miliar dolar AS] menanti.", 2 * BILLION, "USD"),
    ("Denda [dua ratus lima puluh juta rupiah] menanti.", 250 * MILLION, "IDR"),
    ("Denda [tiga belas triliun rupiah] menanti.", 13 * TRILLION, "IDR"),
    ("Denda [setengah triliun rupiah] menanti.", TRILLION / 2, "IDR"),
    ("Denda [satu setengah miliar rupiah] menanti.", 1.5 * BILLION, "IDR"),
    ("Denda [sejuta dolar] menanti.", MILLION, "USD"),
    ("Denda [seribu rupiah] menanti.", 1000, "IDR"),
    ("Denda [lima ribu lima ratus rupiah] menanti.", 5500, "IDR"),
    # ranges
    ("Gajinya [US$450.000–500.000] setahun.", (450_000, 500_000), "USD"),
    ("Gajinya [US$ 450.000 - 500.000] setahun.", (450_000, 500_000), "USD"),
    ("Anggaran [Rp 5-7 triliun] siap.", (5 * TRILLION, 7 * TRILLION), "IDR"),
    ("Hunian [Rp 1-2,5 M] laris.", (BILLION, 2.5 * BILLION), "IDR"),
    ("Nilai antara [US$1 miliar dan US$2 miliar] dibahas.", (BILLION, 2 * BILLION), "USD"),
    ("Nilai [US$1 miliar hingga US$2 miliar] dibahas.", (BILLION, 2 * BILLION), "USD"),
    ("Nilai [Rp 500 juta sampai Rp 4,8 miliar] dibahas.", (500 * MILLION, 4.8 * BILLION), "IDR"),
    ("Nilai [Rp 500.000 hingga Rp 2 juta] dibahas.", (500_000, 2 * MILLION), "IDR"),
    ("Nilai [Rp 500.000 sampai 700.000] dibahas.", (500_000, 700_000), "IDR"),
    ("Nilai [Rp 5 juta s.d. Rp 7 juta] dibahas.", (5 * MILLION, 7 * MILLION), "IDR"),
    ("Nilai [20-25 miliar rupiah] dibahas.", (20 * BILLION, 25 * BILLION), "IDR"),
    ("Nilai [dua hingga tiga miliar dolar] dibahas.", (2 * BILLION, 3 * BILLION), "USD"),
    ("Harga [42-45 dolar AS] per barel.", (42, 45), "USD"),
    # dots and commas
    ("Modal [Rp 1.500 miliar] cair.", 1500 * BILLION, "IDR"),
    ("Modal [Rp 1,298 triliun] cair.", 1.298 * TRILLION, "IDR"),
    ("Modal [2.5 miliar dolar] cair.", 2.5 * BILLION, "USD"),
    ("Modal [US$2.5 billion] cair.", 2.5 * BILLION, "USD"),
    ("Modal [$1.234 billion] cair.", 1.234 * BILLION, "USD"),
    ("Modal [US$1,500] cair.", 1500, "USD"),
    ("Modal [$4,282.50] cair.", 4282.5, "USD"),
    ("Modal [US$0,25] cair.", 0.25, "USD"),
    ("Modal [US$100m] cair.", 100 * MILLION, "USD"),
    ("Modal [Rp 3096,39 triliun] cair.", 3096.39 * TRILLION, "IDR"),
]

ENGLISH: list[Case] = [
    ("The fund closed at [$14.3 billion] today.", 14.3 * BILLION, "USD"),
    ("The fund closed at [$14.3B] today.", 14.3 * BILLION, "USD"),
    ("The fund closed at [$100M] today.", 100 * MILLION, "USD"),
    ("The fund closed at [$100 M] today.", 100 * MILLION, "USD"),
    ("The fund closed at [$100m] today.", 100 * MILLION, "USD"),
    ("The fund closed at [$100MM] today.", 100 * MILLION, "USD"),
    ("The fund closed at [$100mn] today.", 100 * MILLION, "USD"),
    ("The fund closed at [$2.5bn] today.", 2.5 * BILLION, "USD"),
    ("The fund closed at [€1.2bn] today.", 1.2 * BILLION, "EUR"),
    ("The fund closed at [£300m] today.", 300 * MILLION, "GBP"),
    ("The fund closed at [$1.5T] today.", 1.5 * TRILLION, "USD"),
    ("The fund closed at [$250K] today.", 250_000, "USD"),
    ("The fund closed at [$100M]+ today.", 100 * MILLION, "USD"),
    ("The fund closed at [US$5 million] today.", 5 * MILLION, "USD"),
    ("The fund closed at [CA$250 million] today.", 250 * MILLION, "CAD"),
    ("The fund closed at [A$5m] today.", 5 * MILLION, "AUD"),
    ("The fund closed at [NZ$5m] today.", 5 * MILLION, "NZD"),
    ("The fund closed at [$41.5 million NZD] today.", 41.5 * MILLION, "NZD"),
    ("The fund closed at [$5 million Canadian].", 5 * MILLION, "CAD"),
    ("The fund closed at [$1,234.56] today.", 1234.56, "USD"),
    ("The fund closed at [¥400 billion] today.", 400 * BILLION, "JPY"),
    ("The fund closed at [RMB 5 billion] today.", 5 * BILLION, "CNY"),
    ("The fund closed at [₹29,990] today.", 29_990, "INR"),
    ("The fund closed at [₹1,00,000] today.", 100_000, "INR"),
    ("The fund closed at [Rs 500 crore] today.", 5 * BILLION, "INR"),
    ("The fund closed at [Rs. 2 lakh crore] today.", 2 * TRILLION, "INR"),
    ("The fund closed at [26.26 billion Indian rupees] today.", 26.26 * BILLION, "INR"),
    ("The fund closed at [20,000 euros] today.", 20_000, "EUR"),
    ("The fund closed at [5 million U.S. dollars] today.", 5 * MILLION, "USD"),
    ("The fund closed at [3 million Singapore dollars] today.", 3 * MILLION, "SGD"),
    ("The fund closed at [500 USD] today.", 500, "USD"),
    ("The fund closed at [Rp 10.000] today.", 10_000, "IDR"),
    ("The fund closed at [Rp 5 trillion] today.", 5 * TRILLION, "IDR"),
    ("The fund closed at [$1.500] today.", 1.5, "USD"),
    ("Gas is [$3.459] per gallon.", 3.459, "USD"),
    ("It costs [$200]-a-month now.", 200, "USD"),
    ("It costs [$1]/month now.", 1, "USD"),
    ("A [$1.5-billion] plant opens.", 1.5 * BILLION, "USD"),
    ("A [10-million-dollar] plant opens.", 10 * MILLION, "USD"),
    ("They raised [two million dollars] there.", 2 * MILLION, "USD"),
    ("They raised [a billion dollars] there.", BILLION, "USD"),
    ("They raised [half a billion dollars] there.", BILLION / 2, "USD"),
    ("They raised [twenty-five million dollars] there.", 25 * MILLION, "USD"),
    ("They raised [one hundred and fifty million euros] there.", 150 * MILLION, "EUR"),
    ("They raised [two and a half billion dollars] there.", 2.5 * BILLION, "USD"),
    ("They raised [a hundred dollars] there.", 100, "USD"),
    ("Britain paid [62 billion pounds] for it.", 62 * BILLION, "GBP"),
    ("Seoul paid [5 million won] for it.", 5 * MILLION, "KRW"),
    ("It sought [$10 million to $15 million] again.", (10 * MILLION, 15 * MILLION), "USD"),
    ("It sought [$10 to $15 million] again.", (10 * MILLION, 15 * MILLION), "USD"),
    ("It sought [$10-15 million] again.", (10 * MILLION, 15 * MILLION), "USD"),
    ("It sought [$300M to $400M] again.", (300 * MILLION, 400 * MILLION), "USD"),
    ("It sought [$5M-$10M] again.", (5 * MILLION, 10 * MILLION), "USD"),
    ("It sought between [$5 and $10 million] again.", (5 * MILLION, 10 * MILLION), "USD"),
    ("Fines range from [$150 to $200] there.", (150, 200), "USD"),
    ("Fines are [$500 to $1 million] there.", (500, MILLION), "USD"),
    ("Estimates: [one to thirteen billion dollars] a year.", (BILLION, 13 * BILLION), "USD"),
]


@pytest.mark.parametrize(
    ("sentence", "value", "currency", "lang"),
    [(*case, "id") for case in INDONESIAN] + [(*case, "en") for case in ENGLISH],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_amount(sentence: str, value: float | tuple[float, float], currency: str, lang: str) -> None:
    before, surface, behind = re.split(r"[\[\]]", sentence)
    ends = value if isinstance(value, tuple) else (value,)
    (amount,) = found(before + surface + behind, lang)
    assert short(amount) == (surface, *map(float, ends), currency)
    assert (amount.char_start, amount.char_end) == (len(before), len(before) + len(surface))
    assert (amount.converted_from, amount.converted_from_start, amount.zone) == (None, None, "body")


NO_AMOUNTS = [
    ("miliaran dolar mengalir", "id"),
    ("ratusan juta rupiah hilang", "id"),
    ("beberapa juta dolar hilang", "id"),
    ("puluhan triliun rupiah hilang", "id"),
    ("Rp puluhan juta hilang", "id"),
    ("naik 14,3 persen dan 5% lagi", "id"),
    ("14,3 miliar pengguna aktif", "id"),
    ("investasi tumbuh 2 juta unit", "id"),
    ("pada 2025 dolar AS menguat", "id"),
    ("pada pukul 09.15 rupiah melemah", "id"),
    ("pada 17 Agustus rupiah melemah", "id"),
    ("hari ke-5 dolar menguat", "id"),
    ("kurs Rp16.400 dipakai", "id"),
    ("rupiah di level Rp 16.412 pagi ini", "id"),
    ("rupiah melemah ke Rp 16.300 pagi ini", "id"),
    ("dijual Rp 16.400 per dolar AS", "id"),
    ("ditutup Rp 16.335/US$ sore ini", "id"),
    ("US$1 = Rp 16.400 hari ini", "id"),
    ("1 dolar AS = Rp 16.400 hari ini", "id"),
    ("hubungi 0812-3456-7890 atau 021 555", "id"),
    ("Jalan Dolar 5 nomor 10", "id"),
    ("kartu RTX 5090 dan B200 serta M4", "id"),
    ("nilainya US$ 2 M katanya", "id"),
    ("nilainya Rp 1.549, 22 miliar katanya", "id"),
    ("nilainya Rp 1.23.456 katanya", "id"),
    ("nilainya Rp 007 katanya", "id"),
    ("Rp dan US$ tanpa angka", "id"),
    ("pelanggan PLN 5 juta rumah", "id"),
    ("RS 500 tempat tidur", "id"),
    ("anggaran 11,93 triliun disebut", "id"),
    ("dua tiga juta rupiah", "id"),
    ("satu persen saja, lima belas orang", "id"),
    ("billions of dollars were lost", "en"),
    ("hundreds of millions of dollars were lost", "en"),
    ("several million dollars were lost", "en"),
    ("the million-dollar question", "en"),
    ("a million-dollar question", "en"),
    ("multi-million dollar deals", "en"),
    ("8 billion people and 5 million downloads", "en"),
    ("measured in 2025 dollars", "en"),
    ("three dollar-denominated bonds", "en"),
    ("he won 5 million votes", "en"),
    ("he lost 130 pounds in 2 years", "en"),
    ("the $1990s and the $100s", "en"),
    ("shares of $TSLA and $META rose 5", "en"),
    ("10 Euro 5 trucks at Euro 2024", "en"),
    ("PHP 8.3 and the CAD 2024 suite", "en"),
    ("sterling traded at $1.2925 on Friday", "en"),
    ("it weighs €1.500 they say", "en"),
    ("nobody knows what Rp 5M would be", "en"),
    ("model 14.3B with 70B parameters", "en"),
    ("skorâ\x89¥77,5 tercatat", "id"),
    ("a 5-dollar-store chain", "en"),
    ("a $5% raise", "en"),
    ("version$5abc", "en"),
    ("it weighs $5 k they say", "en"),
    ("bakeries raised $45 […]", "en"),
    ("bakeries raised $45...", "en"),
    ("bakeries raised $1.1. billion", "en"),
    ("1-2-3-4 5/6/2025 10:30", "en"),
]


@pytest.mark.parametrize(("text", "lang"), NO_AMOUNTS, ids=[text for text, _ in NO_AMOUNTS])
def test_no_amount(text: str, lang: str) -> None:
    assert found(text, lang) == []


# Two sums in a row: their surfaces, and whether the second is the first in another currency.
PAIRS = [
    ("USD 14,3 miliar", " atau sekitar ", "Rp230 triliun", "id", True),
    ("US$2 miliar", " (", "Rp32,8 triliun", "id", True),
    ("US$2 miliar", " (setara ", "Rp 32,8 triliun", "id", True),
    ("US$2 miliar", " atau setara dengan ", "Rp 32,8 triliun", "id", True),
    ("US$2 miliar", ", kira-kira ", "Rp 32,8 triliun", "id", True),
    ("599 dolar AS", " (sekitar ", "Rp 9,1 juta", "id", True),
    ("US$20", " per bulan atau sekitar ", "Rp 300 ribu", "id", True),
    ("US$ 15-30", " atau sekitar ", "Rp 200-400 ribu", "id", True),
    ("RM3.499", " sekira ", "Rp 11,9 jutaan", "id", True),
    ("US$2 miliar", " dan ", "Rp32,8 triliun", "id", False),
    ("US$2 miliar", ". Sekitar ", "Rp32,8 triliun", "id", False),
    ("US$2 miliar", "\n(", "Rp32,8 triliun", "id", False),
    ("US$2 miliar", " atau ", "US$3 miliar", "id", False),
    ("US$2", " atau ", "Rp32,8 triliun", "id", False),
    ("US$2 miliar", " untuk pabrik di Jawa, bukan ", "Rp32,8 triliun", "id", False),
    ("$2 billion", " (about ", "€1.7 billion", "en", True),
    ("€9 million", " equity round (", "$9.4 million", "en", True),
    ("€80 million", " in total (around ", "$85 million", "en", True),
    ("₹374.80", " (", "$4.29", "en", True),
    ("202.5 billion rupiahs", ", equivalent to ", "$12.6 million", "en", True),
    ("$2 billion", " and ", "€1.7 billion", "en", False),
    ("$2 billion", " (", "€50", "en", False),
]


@pytest.mark.parametrize(("one", "between", "other", "lang", "converts"), PAIRS, ids=lambda part: str(part))
def test_conversion(one: str, between: str, other: str, lang: str, converts: bool) -> None:
    first, second = found(f"Nilai {one}{between}{other} itu", lang)
    assert (first.surface, second.surface, first.converted_from) == (one, other, None)
    assert (second.converted_from, second.converted_from_start) == ((one, 6) if converts else (None, None))


def test_a_second_conversion_is_of_the_first_sum() -> None:
    first, second, third = found("Nilai US$2 miliar (Rp32,8 triliun atau €1,8 miliar) itu", "id")
    assert second.converted_from == third.converted_from == first.surface


def test_a_conversion_may_name_its_rate() -> None:
    amounts = found("Beban US$ 700 juta atau sekitar Rp 9,8 triliun (kurs Rp 14.000) lunas.", "id")
    assert [(a.surface, a.converted_from) for a in amounts] == [
        ("US$ 700 juta", None), ("Rp 9,8 triliun", "US$ 700 juta"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "It rose from $10 million to $15 million.",
        "It fell by $2 to $64 a barrel.",
        "Laba naik dari Rp 5 juta hingga Rp 7 juta.",
        "It paid $15 to $10 there.",
        "Nilai Rp 5 juta - US$ 7 juta dibahas.",
    ],
)
def test_two_sums_are_no_range(text: str) -> None:
    assert [a.value_to for a in found(text, "en" if text.startswith("It") else "id")] == [None, None]


def test_a_year_before_a_sum_is_no_range() -> None:
    assert [short(a) for a in found("Sales of kites fell from $12.4 billion in 2019 to $2.9 billion.", "en")] == [
        ("$12.4 billion", 12.4e9, "USD"), ("$2.9 billion", 2.9e9, "USD"),
    ]  # fmt: skip


TITLES = [
    ("Pabrik Roti Terima Investasi 14,3 Miliar di Jawa", "id", ("14,3 Miliar", 14.3e9)),
    ("Akuisisi Toko Senilai 14,3 Miliar untuk Gudang", "id", ("14,3 Miliar", 14.3e9)),
    ("Valuasi Tembus 2,5 Triliun", "id", ("2,5 Triliun", 2.5e12)),
    ("Toko Roti Rugi 5 M", "id", ("5 M", 5e9)),
    ("Bakery raises 6.6B for ovens", "en", ("6.6B", 6.6e9)),
    ("Bakery lands at 157B valuation", "en", ("157B", 157e9)),
    ("Bakery in 2 billion funding round", "en", ("2 billion", 2e9)),
    ("Toko Roti Capai 14,3 Miliar Pengguna", "id", None),
    ("Investasi 2 Juta Unit Oven", "id", None),
    ("Dana 1,5 Juta Ton Gandum", "id", None),
    ("Bakery feeds 8 billion people", "en", None),
    ("Bakery raises 5 million users", "en", None),
    ("Bakery opens a 70B model", "en", None),
    ("Investasi 2025 untuk Roti", "id", None),
]


@pytest.mark.parametrize(("title", "lang", "expected"), TITLES, ids=[title for title, _, _ in TITLES])
def test_titles_leave_the_currency_out(title: str, lang: str, expected: tuple[str, float] | None) -> None:
    amounts = find_amounts(document(title, lang, title=title))
    assert [(a.surface, a.value, a.currency, a.zone) for a in amounts] == (
        [(*expected, None, "title")] if expected else []
    )


@pytest.mark.parametrize(
    "text", ["Modal 2.5 miliar dolar, lalu US$ 1.500 juta", "Modal 2.5 miliar dolar, lalu 1,500 juta dolar"]
)
def test_what_a_document_writes_both_ways_is_left_out(text: str) -> None:
    assert [a.surface for a in found(text, "id")] == ["2.5 miliar dolar"]


def test_the_language_decides_what_a_dot_is() -> None:
    text = "EUR 1.500 juta, 1.500 rupiah"
    assert [a.value for a in found(text, "id")] == [1.5e9, 1500.0]
    assert [a.value for a in found("$1.500 million", "en")] == [1.5e6]
    assert [a.value for a in found("RM1.500 juta", "ms")] == [1.5e6]
    assert [a.value for a in found("$1.500 million, $2,5 juta", "")] == [1.5e6, 2.5e6]
    assert [a.value for a in found("$1.500, $2,500", "")] == []


def test_yen_or_yuan() -> None:
    assert [a.currency for a in found("It paid ¥500 there.", "en")] == ["JPY"]
    assert [a.currency for a in found("It paid ¥500 there, as the yuan fell.", "en")] == ["CNY"]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("Nilai US$\u00a02\u00a0miliar itu", "US$\u00a02\u00a0miliar", 2e9),
        ("Nilai Rp\u20091,5\u202ftriliun itu", "Rp\u20091,5\u202ftriliun", 1.5e12),
        ("Nilai ＄１４．３ billion itu", "＄１４．３ billion", 14.3e9),
        ("Nilai Rp\t5 juta itu", "Rp\t5 juta", 5e6),
        ("Nilai “US$5‑7 juta” itu", "US$5‑7 juta", 5e6),
        ("İİİ nilai Rp 5 juta itu", "Rp 5 juta", 5e6),
        ("\x00\ud800 nilai Rp 5 juta itu", "Rp 5 juta", 5e6),
    ],
)
def test_odd_characters_keep_their_places(text: str, surface: str, value: float) -> None:
    (amount,) = found(text, "id")
    assert (amount.surface, amount.value) == (surface, value)
    assert text[amount.char_start : amount.char_end] == surface


def test_zones_and_order() -> None:
    text = "Ringkasan Rp 1 juta.\nIsi Rp 2 juta dan Rp 3 juta."
    zones = (
        Zone(zone="title", char_start=0, char_end=12), Zone(zone="body", char_start=21, char_end=len(text)),
        Zone(zone="summary", char_start=0, char_end=20),
    )  # fmt: skip
    amounts = find_amounts(document(text, "id", title="Kue Rp 9 juta", zones=zones))
    assert [(a.zone, a.surface) for a in amounts] == [
        ("title", "Rp 9 juta"), ("summary", "Rp 1 juta"), ("body", "Rp 2 juta"), ("body", "Rp 3 juta"),
    ]  # fmt: skip


def test_amounts_in_the_manner_of_a_news_rewrite() -> None:
    text = (
        "Investasi toko roti senilai USD 7,2 miliar atau sekitar Rp115 triliun mulai goyah.\n"
        "Padahal oven senilai USD 25 miliar di Garut sudah dipesan, kata laporan Juni 2025.\n"
        'Simak Video "Toko Roti Bayar Gugatan Senilai RP 65 Triliun"\n'
        "Kompensasi berkisar antara US$225.000–250.000 (belum termasuk bonus)."
    )
    assert [(*short(a), a.converted_from) for a in found(text, "id")] == [
        ("USD 7,2 miliar", 7.2e9, "USD", None),
        ("Rp115 triliun", 115e12, "IDR", "USD 7,2 miliar"),
        ("USD 25 miliar", 25e9, "USD", None),
        ("RP 65 Triliun", 65e12, "IDR", None),
        ("US$225.000–250.000", 225_000.0, 250_000.0, "USD", None),
    ]


# Numbers written in each style read as the number.
CENTS = st.integers(min_value=1, max_value=10**13)


def written(cents: int, thousands: str, decimal: str) -> str:
    whole = f"{cents // 100:,}".replace(",", thousands)
    return f"{whole}{decimal}{cents % 100:02}"


@given(cents=CENTS)
def test_money_with_cents(cents: int) -> None:
    value = float(Decimal(cents) / 100)
    for lang in ("id", "en"):
        assert [a.value for a in found(f"x Rp {written(cents, '.', ',')} y", lang)] == [value]
        assert [a.value for a in found(f"x US${written(cents, ',', '.')} y", lang)] == [value]


@given(whole=st.integers(min_value=1, max_value=10**12))
def test_whole_money(whole: int) -> None:
    indonesian, english = f"{whole:,}".replace(",", "."), f"{whole:,}"
    for text, lang in [
        (f"x Rp{indonesian} y", "id"), (f"x Rp {indonesian} y", "en"), (f"x USD {indonesian} y", "id"),
        (f"x {indonesian} rupiah y", "id"), (f"x ${english} y", "en"), (f"x ${english} y", "id"),
        (f"x Rp {whole} y", "id"),
    ]:  # fmt: skip
        if not (lang == "id" and "rupiah" in text and 1900 <= whole <= 2099):
            assert [a.value for a in found(text, lang)] == [float(whole)], text


@given(
    tenths=st.integers(min_value=1, max_value=9999),
    scale=st.sampled_from(
        [("ribu", "thousand", 3), ("juta", "million", 6), ("miliar", "billion", 9), ("triliun", "trillion", 12)]
    ),
)
def test_scaled_money(tenths: int, scale: tuple[str, str, int]) -> None:
    indonesian, english, zeros = scale
    value = float(Decimal(tenths) / 10 * 10**zeros)
    whole, tail = divmod(tenths, 10)
    for text, lang in [
        (f"US$ {whole},{tail} {indonesian} x", "id"), (f"{whole},{tail} {indonesian} dolar AS x", "id"),
        (f"US$ {whole}.{tail} {indonesian} x", "id"), (f"${whole}.{tail} {english} x", "en"),
        (f"{whole}.{tail} {english} euros x", "en"), (f"${whole}.{tail}-{english} x", "en"),
    ]:  # fmt: skip
        assert [a.value for a in found(text, lang)] == [value], text


ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def said(number: int) -> str:
    """A number below a thousand in Indonesian words."""
    hundreds, rest = divmod(number, 100)
    words = ["seratus"] if hundreds == 1 else [ONES[hundreds], "ratus"] if hundreds else []
    if rest in (10, 11):
        words += ["sepuluh" if rest == 10 else "sebelas"]
    elif rest < 20 and rest > 11:
        words += [ONES[rest - 10], "belas"]
    else:
        words += [ONES[rest // 10], "puluh"] if rest >= 20 else []
        words += [ONES[rest % 10]] if rest % 10 else []
    return " ".join(words)


@given(millions=st.integers(min_value=1, max_value=999), thousands=st.integers(min_value=2, max_value=999))
def test_spoken_money(millions: int, thousands: int) -> None:
    assert [a.value for a in found(f"{said(millions)} juta rupiah", "id")] == [millions * 1e6]
    text = f"{said(millions)} miliar {said(thousands)} ribu rupiah"
    assert [a.value for a in found(text, "id")] == [millions * 1e9 + thousands * 1e3]


WRITTEN = (
    "Rp|US$|$|€|5|14,3|1.500|2025| | |-|–|.|,|(|)|/| juta| miliar|M|T| billion|k| dolar AS| rupiah| per | kurs "
    "| hingga | to | atau sekitar |satu|dua |ratus |half a |a |million|-an|%|\n|\u00a0|İ|\ud800|\x00|５|USD |won|=|s.d."
)
PIECES = st.sampled_from(WRITTEN.split("|"))


@settings(max_examples=300)
@given(pieces=st.lists(PIECES, max_size=30), lang=st.sampled_from(["id", "en", "ms", ""]), title=st.booleans())
@example(pieces=["US$", "5", "-", "5", "-", "5"], lang="id", title=True)
def test_surfaces_are_the_text_there_and_never_overlap(pieces: list[str], lang: str, title: bool) -> None:
    text = "".join(pieces)
    amounts = find_amounts(document("" if title else text, lang, title=text if title else ""))
    end = 0
    for amount in amounts:
        assert text[amount.char_start : amount.char_end] == amount.surface
        assert end <= amount.char_start < amount.char_end
        assert amount.value_to is None or amount.value < amount.value_to
        assert amount.converted_from is None or amount.converted_from_start in {a.char_start for a in amounts}
        end = amount.char_end


HOSTILE = {
    "digits": "1" * 2_000_000,
    "grouped": "1." * 1_000_000,
    "chains": "$1-" * 600_000,
    "signs": "Rp " * 600_000,
    "sums": "Rp 1 " * 400_000,
    "ranges": "US$1 hingga US$2 hingga " * 80_000,
    "words": "satu " * 400_000 + "rupiah",
    "currencies": "5 pound " * 200_000,
    "articles": "half a " * 300_000 + "dollars",
    "rates": "kurs rupiah level " * 100_000 + "Rp 1",
    "brackets": "Rp 1 juta (" * 150_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_bounded(name: str) -> None:
    started = time.process_time()
    assert len(found(HOSTILE[name], "id")) <= 10_000
    assert time.process_time() - started < 6
