"""What is a spike and what is not: counts, and what the distributions say of them."""

from collections.abc import Sequence
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.watch.usual import chance, is_spike, usual

QUIET = (0,) * 28
STEADY = (5, 4, 6, 5, 5, 6, 4) * 4
BURSTS = (0, 0, 0, 34, 0, 0, 1) * 4  # as much on the average, nearly all on one day of the week
WEEKLY = (12, 11, 13, 12, 11, 3, 2) * 4

COUNTS = st.lists(st.integers(0, 200), min_size=14, max_size=28)


@pytest.mark.parametrize(
    ("texts", "owners", "before", "spike"),
    [
        (4, 2, QUIET, True), (3, 3, QUIET, False), (9, 1, QUIET, False),
        (8, 4, STEADY, False), (14, 4, STEADY, True),
        (34, 4, BURSTS, False), (200, 4, BURSTS, True),
        (14, 4, WEEKLY, False), (45, 9, WEEKLY, True),
        (50, 9, STEADY[:13], False), (50, 9, STEADY[:14], True), (50, 9, (), False),
    ],
    ids=str,
)  # fmt: skip
def test_spikes(texts: int, owners: int, before: Sequence[int], spike: bool) -> None:
    assert is_spike(texts, owners, before) is spike


def test_where_counts_scatter_little_the_chance_is_poissons() -> None:
    # 1 - P(X <= 9) of a Poisson with mean 140.5 / 28: from its series, summed by hand.
    mean, term, below = 140.5 / 28, 1.0, 0.0
    assert usual(STEADY) == pytest.approx(mean, rel=0.01)
    mean = usual(STEADY)
    for n in range(10):
        below += term
        term *= mean / (n + 1)
    assert isclose(chance(10, STEADY), 1 - below * 2.718281828459045**-mean, rel_tol=1e-9)


def test_the_same_day_is_likelier_where_counts_scatter() -> None:
    assert sum(BURSTS) == sum(STEADY)
    assert chance(12, BURSTS) > 20 * chance(12, STEADY)


@given(before=COUNTS, texts=st.integers(0, 500))
def test_more_articles_are_never_likelier(before: list[int], texts: int) -> None:
    assert 0 <= chance(texts + 1, before) <= chance(texts, before) <= 1
    assert chance(0, before) == 1


@given(before=COUNTS)
def test_what_is_usual_is_no_spike(before: list[int]) -> None:
    assert not is_spike(max(before), 9, before) or max(before) > 5 * usual(before)
    assert not is_spike(int(usual(before)), 9, before)
