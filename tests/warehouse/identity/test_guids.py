"""What a feed's GUIDs are worth: kept for ever, used again, or new at every poll."""

import pytest

from warehouse.identity.guids import Named, habit


def named(*pairs: tuple[object, object]) -> list[Named]:
    return [Named(guid=str(guid), url=f"https://contoh.test/{url}") for guid, url in pairs]


FOUR = named(("a", 1), ("b", 2), ("c", 3), ("d", 4))
CASES = {
    "never seen before": (FOUR, [], "kept"),
    "as before": (FOUR, FOUR, "kept"),
    "one address was edited": (named(("a", 9), ("b", 2), ("c", 3), ("d", 4)), FOUR, "kept"),
    "one new item, one edited": (named(("e", 5), ("a", 9), ("b", 2), ("c", 3)), FOUR, "kept"),
    "all GUIDs are new, the addresses known": (named(("p", 1), ("q", 2), ("r", 3), ("s", 4)), FOUR, "random"),
    "all but one": (named(("p", 1), ("q", 2), ("r", 3), ("s", 4), ("e", 5)), [*FOUR, *named(("e", 5))], "random"),
    "two new GUIDs are edits": (named(("p", 1), ("q", 2)), FOUR, "kept"),
    "half of them new": (named(("p", 1), ("q", 2), ("r", 3), ("d", 4), ("e", 5), ("f", 6)),
                         [*FOUR, *named(("e", 5), ("f", 6))], "kept"),
    "one GUID for all": (named(("1", 1), ("1", 2), ("1", 3)), [], "reused"),
    "an item twice at once": (named(("a", 1), ("a", 2), ("b", 3)), [], "kept"),
    "numbers of places": (named(("1", 11), ("2", 12), ("3", 13)), named(("1", 1), ("2", 2), ("3", 3)), "reused"),
    "numbers of places, one new item": (named(("1", 4), ("2", 1), ("3", 2)), named(("1", 1), ("2", 2), ("3", 3)),
                                        "reused"),
}  # fmt: skip


@pytest.mark.parametrize(("shown", "known", "expected"), CASES.values(), ids=CASES)
def test_the_habit_of_a_feed(shown: list[Named], known: list[Named], expected: str) -> None:
    assert habit("kept", shown, known) == expected


@pytest.mark.parametrize("before", ["reused", "random"])
def test_a_habit_stays(before: str) -> None:
    assert habit(before, FOUR, FOUR) == before  # type: ignore[arg-type]
