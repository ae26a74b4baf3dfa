"""How a difference between two texts is found and shown. All prose is invented."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.identity.difference import Passage, as_line, difference, shortened


def brief(passages: tuple[Passage, ...]) -> list[tuple[str, str]]:
    return [(passage.kind, passage.text) for passage in passages]


def sides(passages: tuple[Passage, ...]) -> tuple[str, str]:
    before = "".join(passage.text for passage in passages if passage.kind != "new")
    after = "".join(passage.text for passage in passages if passage.kind != "gone")
    return before, after


FOUND = {
    "nothing": ("", "", []),
    "the same": ("satu dua", "satu dua", [("kept", "satu dua")]),
    "all new": ("", "satu", [("new", "satu")]),
    "all gone": ("satu", "", [("gone", "satu")]),
    "an amount": (
        "It raised $12 billion today.", "It raised $14.3 billion today.",
        [("kept", "It raised "), ("gone", "$12"), ("new", "$14.3"), ("kept", " billion today.")],
    ),
    "words added at the end": (
        "Kapal tiba di Muara", "Kapal tiba di Muara dan Bogor", [("kept", "Kapal tiba di Muara"), ("new", " dan Bogor")]
    ),
    "words added at the start": (
        "Kapal tiba di Muara", "Dua Kapal tiba di Muara", [("new", "Dua "), ("kept", "Kapal tiba di Muara")]
    ),
    "a paragraph added": (
        "Alfa.\nGama.", "Alfa.\nBeta.\nGama.", [("kept", "Alfa.\n"), ("new", "Beta.\n"), ("kept", "Gama.")]
    ),
    "a paragraph gone": ("Alfa.\nBeta.\n", "Alfa.\n", [("kept", "Alfa.\n"), ("gone", "Beta.\n")]),
    "a sentence told anew is one change": (
        "Alfa baik.\nTahun ini hujan turun lebat di sana.\nGama.",
        "Alfa baik.\nPedagang merugi di pasar, kata camat Muara.\nGama.",
        [
            ("kept", "Alfa baik.\n"), ("gone", "Tahun ini hujan turun lebat di sana."),
            ("new", "Pedagang merugi di pasar, kata camat Muara."), ("kept", "\nGama."),
        ],
    ),
    "changes in two sentences of a paragraph": (
        "Ada 12 kapal di sana. Ia diam. Ada 3 truk di sini.", "Ada 14 kapal di sana. Ia diam. Ada 4 truk di sini.",
        [
            ("kept", "Ada "), ("gone", "12"), ("new", "14"), ("kept", " kapal di sana. Ia diam. Ada "),
            ("gone", "3"), ("new", "4"), ("kept", " truk di sini."),
        ],
    ),
    "two changed words side by side": (
        "the big red boat sank fast", "the old blue boat sank fast",
        [("kept", "the "), ("gone", "big red"), ("new", "old blue"), ("kept", " boat sank fast")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), FOUND.values(), ids=FOUND.keys())
def test_what_is_found(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert brief(difference(before, after)) == expected


_texts = st.one_of(
    st.lists(st.sampled_from(["a", "b", "kata", ".", " ", "  ", "\n", "\r\n", "\u2028", "12"])).map("".join),
    st.text(max_size=60),
)


@given(_texts, _texts)
def test_a_difference_gives_both_texts_back(before: str, after: str) -> None:
    assert sides(difference(before, after)) == (before, after)


@given(_texts, _texts)
def test_neighbours_differ_in_kind_and_none_is_empty(before: str, after: str) -> None:
    kinds = [passage.kind for passage in difference(before, after)]
    assert all(passage.text for passage in difference(before, after))
    assert all(one != two and (one, two) != ("new", "gone") for one, two in pairwise(kinds))


@given(_texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    passages = difference(text, text)
    assert all(passage.kind == "kept" for passage in passages)
    assert shortened(passages) == ()


LONG = " ".join(f"kata{n}" for n in range(50))
SHOWN = {
    "nothing changed": (LONG, LONG, ""),
    "the middle": (f"{LONG} 12 {LONG}", f"{LONG} 14 {LONG}", "… kata48 kata49 [-12-]{+14+} kata0 kata1 …"),
    "between two": (f"12 {LONG} 3", f"14 {LONG} 4", "[-12-]{+14+} kata0 kata1 … kata48 kata49 [-3-]{+4+}"),
    "short ones stay": ("ada 12 kapal di sana", "ada 14 kapal di sana", "ada [-12-]{+14+} kapal di sana"),
    "words inserted": ("kapal itu tiba", "kapal besar itu tiba", "kapal {+besar+} itu tiba"),
    "words dropped": ("kapal besar itu tiba", "kapal itu tiba", "kapal [-besar-] itu tiba"),
    "paragraphs": ("Alfa.\nGama.", "Alfa.\nBeta.\nGama.", "Alfa. {+Beta.+} Gama."),
    "a long change is cut, too": (f"awal {LONG} akhir", "awal akhir", "awal [-kata0 … kata49-] akhir"),
    "what steers a terminal": ("awal\x1b[2J 12 akhir", "awal\x1b[2J 14\u202e akhir", "awal[2J [-12-]{+14+} akhir"),
}


@pytest.mark.parametrize(("before", "after", "line"), SHOWN.values(), ids=SHOWN.keys())
def test_what_people_see(before: str, after: str, line: str) -> None:
    shown = as_line(shortened(difference(before, after), 2))
    assert (
        shown.replace(" ".join(f"kata{n}" for n in range(8)), "kata0").replace(
            " ".join(f"kata{n}" for n in range(42, 50)), "kata49"
        )
        == line
    )


@given(_texts, _texts, st.integers(0, 5))
def test_a_line_is_one_short_line(before: str, after: str, context: int) -> None:
    line = as_line(shortened(difference(before, after), context))
    assert line.isprintable()
    assert "  " not in line


def test_a_text_without_blanks_is_shown_in_part() -> None:
    shown = as_line(shortened(difference("甲" * 5000 + " 12", "甲" * 5000 + " 14"), 8))
    assert len(shown) < 400
    assert shown.endswith("[-12-]{+14+}")


def _random(words: str, paragraphs: int, each: int, seed: int) -> str:
    chance = random.Random(seed)
    return "\n".join(" ".join(chance.choices(words, k=each)) for _ in range(paragraphs))


HOSTILE = {
    "one word for ever": ("x " + "a " * 750_000 + "y", "z " + "a " * 700_000 + "w"),
    "one letter for ever": ("x" * 3_000_000, "y" + "x" * 2_999_999),
    "one line for ever": ("x\n" + "a\n" * 500_000 + "y", "z\n" + "a\n" * 400_000 + "w"),
    "dots": ("." * 1_000_000 + "x", "x" + ". " * 500_000),
    "two words in turn, many paragraphs": (_random("ab", 1000, 300, 1), _random("ab", 1000, 300, 2)),
    "matches of one word each": (
        "\n".join(f"same {m}\n" + " ".join(f"a b x{n}" for n in range(250)) for m in range(50)),
        "\n".join(f"same {m}\n" + " ".join(f"a y{n} b" for n in range(250)) for m in range(50)),
    ),
    "two words in turn, one paragraph": (_random("ab", 1, 30_000, 1), _random("ab", 1, 30_000, 2)),
    "100,000 words the other way round": (
        " ".join(f"w{n}" for n in range(100_000)),
        " ".join(f"w{n}" for n in range(100_000, 0, -1)),
    ),
}


@pytest.mark.parametrize(("before", "after"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_cost_seconds_at_most(before: str, after: str) -> None:
    began = time.process_time()
    passages = difference(before, after)
    assert time.process_time() - began < 10
    assert sides(passages) == (before, after)
    assert len(as_line(shortened(passages))) < 100_000


def test_an_article_is_compared_by_words() -> None:
    chance = random.Random(7)
    words = [f"kata{chance.randrange(200)}" for _ in range(1500)]
    after = [*words[:100], "dua", *words[100:700], *words[710:1400], "tiga", *words[1401:]]
    passages = difference(" ".join(words), " ".join(after))
    changed = sum(len(passage.text.split()) for passage in passages if passage.kind != "kept")
    assert changed < 40
