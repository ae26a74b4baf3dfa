"""Patterns that people write into files: what is let through is quick, what is refused is refused in words."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.patterns import LONGEST, regex_fault, selector_fault


@pytest.mark.parametrize(
    "pattern",
    [
        "baca juga.{0,200}",
        r"/d-\d+",
        "(?i)(?:simak|tonton) video .+",
        "(?:ab)+c",
        "(?:a{2}b)+",
        r"\(a+\)+",  # brackets that are meant literally are no group
        "[(a+]+x",
        "(?:[a-z]+/)?read",
        "(?<=a)b+(?!c)",
        "(?P<name>[A-Z][a-z]+) - detik",
        "x" * LONGEST,
    ],
)
def test_lets_through(pattern: str) -> None:
    assert regex_fault(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(", "is no regular expression"),
        ("a{2,1}", "is no regular expression"),
        ("x" * (LONGEST + 1), "has 301 characters"),
        ("a*", "even an empty line"),
        ("(?x) a b", "verbose"),
        ("(a+)+b", "write it flat"),
        ("(a|ab)+c", "write it flat"),
        ("(?:a+){2,}b", "write it flat"),
        ("(?:(?:a+)b?)*c", "write it flat"),
        ("(?P<n>[ab]{1,9}){3,}", "write it flat"),
        ("(?:a?){200}b", "write it flat"),
        ("(a?a?)*?b", "write it flat"),
        (r"(a+)\1", "refers back"),
        ("(?P<n>a+)-(?P=n)", "refers back"),
        (".*a.*b.*c", "3 times"),
    ],
)
def test_refuses_in_words(pattern: str, why: str) -> None:
    assert why in regex_fault(pattern)


_PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "[ab]", "[^b]", ".", r"\w"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        inner.map("(?:{})".format),
        st.tuples(inner, inner).map("(?:{0[0]}|{0[1]})".format),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{1,}", "{2}", "*?"])).map("(?:{0[0]}){0[1]}".format),
    ),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(_PATTERNS)
def test_what_is_let_through_never_takes_exponential_time(pattern: str) -> None:
    if regex_fault(pattern):
        return
    for line in ("a" * 40 + "!", "ab" * 20 + "!"):
        begun = time.perf_counter()
        re.search(pattern + "$", line)
        assert time.perf_counter() - begun < 1


@pytest.mark.parametrize("selector", ["div.article", "#isi > p", ".a .b, .c", "div:has(p)", "p:not(.x)", "[data-x]"])
def test_lets_selectors_through(selector: str) -> None:
    assert selector_fault(selector) == ""


@pytest.mark.parametrize("selector", ["", "div[", "p::text", "<div>", "x" * (LONGEST + 1)])
def test_refuses_what_is_no_selector(selector: str) -> None:
    assert selector_fault(selector)
