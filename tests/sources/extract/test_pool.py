"""The pool of processes: every page comes back as what became of it, and none harms another."""

from collections.abc import Iterator
from datetime import timedelta

from sources.extract.pool import extract_all, read
from sources.types import Page
from tests.sources.extract.making import PROSE, article, ld, page

LIMIT = timedelta(seconds=20)


def pages(count: int) -> list[Page]:
    return [
        page(article(f"Page {n} opens with this line about the ferry.", *PROSE), url=f"https://a.test/{n}")
        for n in range(count)
    ]


def test_all_come_back_in_order_with_their_keys() -> None:
    found = list(extract_all(pages(7), workers=2, limit=LIMIT))
    assert [one.key for one in found] == [f"https://a.test/{n}" for n in range(7)]
    assert {one.outcome for one in found} == {"ok"}
    assert all(one.article is not None and f"Page {n} opens" in one.article.body for n, one in enumerate(found))


def test_failures_of_every_kind_spare_the_others() -> None:
    good = pages(3)
    slow = page("<p>word and some more words of a sentence that goes on</p>" * 29_000, url="https://a.test/slow")
    dated = "<meta name='date' content='2025-08-30 08:34'>"
    broken = page(article(), head=dated, url="https://a.test/bug", time_zone="Nowhere/Land")
    missing = page(b"", url="https://a.test/empty")
    given = [good[0], slow, good[1], broken, missing, good[2]]
    found = {one.key: one for one in extract_all(given, workers=2, limit=timedelta(seconds=1))}
    assert found["https://a.test/slow"].outcome == "timeout"
    assert found["https://a.test/empty"].outcome == "no_text"
    assert found["https://a.test/bug"].outcome == "crashed"
    assert found["https://a.test/bug"].detail.startswith("bug: ZoneInfoNotFoundError")
    assert {found[one.key].outcome for one in good} <= {"ok"}


def test_what_cannot_be_stored_ends_with_its_page() -> None:
    found = read(page(article("Ferry."), language="\ud83d"))
    assert (found.outcome, found.article, found.detail) == ("crashed", None, "bug: lang is no valid UTF-8")


def test_a_page_of_halved_characters_can_be_stored() -> None:
    head = ld(headline="Ferry \ud83d", articleSection="\udc00", author="Budi \ud83d", articleBody="\ud83d ".join(PROSE))
    found = read(page(article(title="Old ferry \ufffe"), head=head))
    assert (found.outcome, found.detail) == ("ok", "")


def test_pages_are_read_only_a_little_ahead() -> None:
    asked = []

    def source() -> Iterator[Page]:
        for one in pages(30):
            asked.append(one.key)
            yield one

    results = extract_all(source(), workers=1, limit=LIMIT)
    next(results)
    assert len(asked) <= 4
    results.close()  # type: ignore[attr-defined]  # an iterator made by a generator; the pool ends with it


def test_nothing_in_nothing_out() -> None:
    assert list(extract_all([], workers=2, limit=LIMIT)) == []
