"""Which forms of an Indonesian word are looked for: those that bend it, not those that make another of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.searching.forms import indonesian_forms

SAME = [
    ("meraih", "raih"), ("meraih", "diraih"), ("raih", "meraih"), ("meluncurkan", "diluncurkan"), ("beli", "membeli"),
    ("meluncurkan", "luncurkan"), ("akuisisi", "diakuisisi"), ("mengakuisisi", "akuisisi"), ("menyuntik", "suntik"),
    ("akuisisi", "mengakuisisi"), ("suntik", "menyuntik"), ("memakai", "dipakai"), ("memproduksi", "produksi"),
    ("mengirim", "kirim"), ("kirim", "mengirim"), ("menutup", "tutup"), ("mendanai", "didanai"),
    ("menggugat", "digugat"),
    ("pendanaan", "pendanaannya"), ("pendanaannya", "pendanaan"), ("dibelinya", "membeli"), ("didesain", "mendesain"),
]  # fmt: skip
APART = [
    ("pendanaan", "dana"), ("dana", "pendanaan"), ("masa", "masalah"), ("masalah", "masa"), ("ada", "adalah"),
    ("media", "dia"), ("hanya", "ha"), ("punya", "pu"), ("merah", "rah"), ("awal", "mengawal"), ("perusahaan", "usaha"),
    ("menteri", "eri"), ("digital", "menteri"), ("tanya", "ta"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "form"), SAME, ids=["-".join(pair) for pair in SAME])
def test_a_word_is_found_in_its_forms(word: str, form: str) -> None:
    assert form in indonesian_forms(word)


@pytest.mark.parametrize(("word", "other"), APART, ids=["-".join(pair) for pair in APART])
def test_another_word_is_not_found_with_it(word: str, other: str) -> None:
    assert other not in indonesian_forms(word)


@given(st.text(max_size=40))
def test_forms_are_few_and_never_the_word_itself(word: str) -> None:
    forms = indonesian_forms(word)
    assert word not in forms
    assert len(set(forms)) == len(forms) <= 40
    assert all(form.isascii() and form.isalpha() for form in forms)
