import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.identity.writing import story
from warehouse.identity.normal import words
from warehouse.identity.overlap import Overlap, likeness, overlap

A = words(story(300))


def of(left: str, right: str) -> Overlap:
    return overlap(words(left), words(right))


def test_equal_texts() -> None:
    found = overlap(A, A)
    assert (found.jaccard, found.left.contained, found.right.contained) == (1.0, 1.0, 1.0)
    assert (found.left.longest, found.left.front, found.replaced) == (0, 0, 0)


def test_different_texts() -> None:
    found = overlap(A, words(story(300, seed=1)))
    assert found.jaccard == 0.0
    assert (found.left.longest, found.left.front, found.left.head) == (300, 300, 300)


def test_one_text_within_another_is_judged_both_ways() -> None:
    found = overlap(A[:150], A)
    assert found.left.contained == 1.0
    assert found.right.contained == pytest.approx(146 / 296)
    assert (found.left.longest, found.right.longest) == (0, 150)


def test_paragraphs_in_another_order_cost_their_borders_alone() -> None:
    found = overlap(A[150:] + A[:150], A)
    assert found.left.contained == pytest.approx(292 / 296)
    assert (found.left.longest, found.left.front) == (0, 0)


def test_own_words_in_front_are_counted_up_to_the_common_ground() -> None:
    new = words(story(100, seed=1))
    found = overlap(new[:60] + A[:20] + new[60:] + A[20:], A)
    assert (found.left.front, found.left.head) == (100, 60)
    assert (found.right.front, found.right.head) == (0, 0)


NUMBERS = {
    "the same": ("harga emas naik 25 ribu kemarin sore", "harga emas naik 25 ribu kemarin sore", (1, 0)),
    "another price": ("harga emas naik 25 ribu kemarin sore", "harga emas naik 17 ribu kemarin sore", (1, 1)),
    "another style of one price": ("harga emas naik 1.925 ribu lagi", "harga emas naik 1,925 ribu lagi", (1, 0)),
    "another day": ("dan pada hari rabu harga emas naik lagi", "dan pada hari kamis harga emas naik lagi", (1, 1)),
    "a day in place of a word": (
        "dan pada hari rabu harga emas naik lagi",
        "dan pada hari ini harga emas naik lagi",
        (0, 0),
    ),
    "another sentence": ("harga emas naik 25 ribu", "warga desa memanen 40 ton padi", (0, 0)),
    "a row more": (
        "beras seharga 12 ribu per kilo beras seharga 14 ribu per kilo",
        "beras seharga 12 ribu per kilo",
        (1, 0),
    ),
    "two of three": (
        "emas naik 5 ribu lalu turun 7 ribu dan kini tetap 9 ribu saja",
        "emas naik 6 ribu lalu turun 8 ribu dan kini tetap 9 ribu saja",
        (3, 2),
    ),
}


@pytest.mark.parametrize(("left", "right", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_numbers(left: str, right: str, expected: tuple[int, int]) -> None:
    for found in (of(left, right), of(right, left)):
        assert (found.numbers, found.replaced) == expected


texts = st.lists(st.sampled_from(["a", "b", "c", "1", "2", "mei"]), max_size=30).map(tuple)


@given(texts, texts)
def test_sides_are_symmetric_and_bounded(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    found, turned = overlap(left, right), overlap(right, left)
    assert (found.left, found.right) == (turned.right, turned.left)
    assert (found.jaccard, found.shared, found.replaced) == (turned.jaccard, turned.shared, turned.replaced)
    assert found.jaccard == likeness(left, right)
    for side in (found.left, found.right):
        assert 0 <= side.contained <= 1
        assert side.head <= side.front <= side.words
        assert side.longest <= side.words
    assert found.replaced <= found.numbers


def test_time_is_bounded() -> None:
    chance = random.Random(1)
    numbers = tuple(str(chance.randrange(50)) if n % 2 else "x" for n in range(60_000))
    started = time.process_time()
    overlap(numbers, numbers[::-1])
    overlap(("1", "x", "y") * 20_000, ("2", "x", "y") * 20_000)
    left, right = ([word for n in range(20_000) for word in ("x", str(n * 2 + odd), "y")] for odd in (0, 1))
    overlap(tuple(left), tuple(right))
    assert time.process_time() - started < 10
