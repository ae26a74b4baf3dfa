"""What happens: the same kind of event in both languages, in all forms of a word; and what only looks like it."""

import pytest

from warehouse.stories.actions import actions
from warehouse.stories.words import words

SAME = [
    ("Meta hired her", "Meta merekrutnya", "hire"),
    ("the lab poached two people", "dua orang dibajak lab itu", "hire"),
    ("recruiting engineers", "perekrutan insinyur", "hire"),
    ("he resigned on Monday", "ia mengundurkan diri", "leave"),
    ("she stepped down", "ia hengkang", "leave"),
    ("they laid off staff", "mereka melakukan PHK", "lay off"),
    ("layoffs at the firm", "memangkas karyawan", "lay off"),
    ("raised a seed round", "meraih pendanaan", "raise"),
    ("the startup acquired a rival", "startup itu mengakuisisi pesaing", "acquire"),
    ("an acquisition", "pengambilalihan", "acquire"),
    ("the app launches", "aplikasi itu diluncurkan", "launch"),
    ("authors sued the firm", "para penulis menggugat perusahaan", "sue"),
    ("a lawsuit", "sebuah gugatan", "sue"),
    ("fined by the regulator", "didenda regulator", "fine"),
    ("police arrested him", "ia ditangkap polisi", "arrest"),
    ("the country banned the app", "negara itu melarang aplikasi tersebut", "ban"),
    ("data leaked", "data bocor", "breach"),
    ("hackers", "peretasan", "breach"),
    ("an outage", "layanan tumbang", "outage"),
    ("a partnership", "kemitraan", "partner"),
    ("the company went public", "perusahaan itu melantai", "go public"),
    ("a magnitude", "gempa bumi", "quake"),
    ("was appointed", "ditunjuk", "appoint"),
    ("the launch was delayed", "ditunda", "delay"),
    ("raised prices", "menaikkan harga", "price rise"),
    ("filed for bankruptcy", "pailit", "bankrupt"),
]


def keys(text: str, lang: str) -> list[str]:
    return [action.key for action in actions(words(text), lang, "title")]


@pytest.mark.parametrize(("english", "indonesian", "key"), SAME, ids=[f"{key}: {e}" for e, _, key in SAME])
def test_the_same_in_both_languages(english: str, indonesian: str, key: str) -> None:
    assert key in keys(english, "en")
    assert key in keys(indonesian, "id")


@pytest.mark.parametrize(
    ("text", "lang", "key"),
    [
        ("data menunjukkan hal lain", "id", "appoint"),
        ("Meta mempertahankan talenta", "id", "arrest"),
        ("pelatih tim itu", "id", "train"),
        ("fine wines", "en", "win"),
        ("ia tinggal di Bandung", "id", "leave"),
        ("keputusan rapat", "id", "rule"),
    ],
    ids=["show", "keep", "coach", "wines", "live", "decision"],
)
def test_what_only_looks_like_it(text: str, lang: str, key: str) -> None:
    assert key not in keys(text, lang)


def test_a_phrase_goes_before_its_words() -> None:
    assert keys("cutting jobs", "en") == ["lay off"]
    assert keys("penawaran umum perdana", "id") == ["go public"]


def test_of_neither_language_by_both() -> None:
    assert {"hire", "sue"} <= {*keys("merekrut hired", "nl"), *keys("digugat", "")}


def test_the_title_says_most() -> None:
    title, lead, body = (next(actions(words("sued"), "en", place)).weight for place in ("title", "lead", "body"))
    assert title > lead > body > 0


def test_where_it_stands() -> None:
    text = words("Kemarin Meta merekrut dia")
    assert [text[action.word].text for action in actions(text, "id", "body")] == ["merekrut"]
