"""Amounts in titles without a currency: "Investasi 14,3 Miliar di Scale AI", "raises 6.6B at 157B valuation".

A scaled number is money there where the word before it (past "sekitar", "nearly" and the like) or behind it speaks of
money, and the word behind is no other thing that is counted: it has to be of a closed list. Not here: other amounts.
"""

import re

from warehouse.entities.money_text import Text
from warehouse.entities.ranges import Sum

_ABOUT_WORDS = """
    sekitar hampir nyaris lebih dari kurang capai mencapai hingga sampai tembus jadi sebesar total a an about nearly
    almost over more than up to around just at of record rekor another additional
"""
_BEFORE_WORDS = """
    investasi investasikan pendanaan pendanaannya senilai seharga bernilai valuasi valuasinya akuisisi dana
    didanai danai rugi merugi kerugian laba untung keuntungan utang berutang gugatan denda didenda pinjaman
    kredit modal suntikan anggaran pendapatan omzet omset bayar dibayar ganti-rugi hibah donasi hadiah bonus
    gaji harga kekayaan pajak raup kantongi gelontorkan kucurkan suntik investment invests raises raise raised
    raising valuation valued worth funding secures secured nabs bags fined fine acquisition buyout loan debt
    profit loss losses revenue pays
"""
_BEHIND_WORDS = """
    valuation funding round raise investment seed fund deal buyout acquisition lawsuit fine loan debt bailout
    bid takeover ipo valuasi dana pendanaan investasi gugatan pinjaman
"""
_NEUTRAL_WORDS = """
    di ke untuk dari dalam pada oleh buat demi bagi dan atau usai setelah saat karena akibat dengan lewat kepada
    per gegara sebelum guna melalui in for to at from on by after amid with as and or over into via series
    before since
"""
_ABOUT, _BEFORE = frozenset(_ABOUT_WORDS.split()), frozenset(_BEFORE_WORDS.split())
_BEHIND, _NEUTRAL = frozenset(_BEHIND_WORDS.split()), frozenset(_NEUTRAL_WORDS.split())
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_NEXT = re.compile(r" ?[,.:;!?)'\"|-]| ?\Z| ([a-z]+)")


def is_money(text: Text, found: Sum) -> bool:
    """Whether a number of a title that has a scale and no currency is money by its neighbours."""
    behind = _NEXT.match(text.lower, found.end)
    if not found.scaled or behind is None:
        return False
    word = behind[1] or ""
    if word in _BEHIND:
        return True
    words = _WORD.findall(text.lower[max(0, found.start - 60) : found.start])
    while words and words[-1] in _ABOUT:
        words.pop()
    return bool(words) and words[-1] in _BEFORE and (not word or word in _NEUTRAL)
