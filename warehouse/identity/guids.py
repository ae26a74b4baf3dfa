"""How far a feed's GUIDs tell its articles apart, by what it showed before and shows now. Pure.

RSS 2.0 asks that a GUID name one item for ever (https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt).
Feeds break that in two ways: they make a new one at every request, and they give one to several items.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sources.types import GuidHabit

ENOUGH = 3  # items: fewer may be edits of their addresses
MOST = 0.8  # share of a feed's known items from which a habit is no accident


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A GUID and the address that it came with."""

    guid: str
    url: str


def habit(before: GuidHabit, shown: Iterable[Named], known: Iterable[Named]) -> GuidHabit:
    """The feed's habit after it showed `shown`; `known` is all that it had said of those GUIDs and addresses before.

    What a feed was once found to do it is taken to do for good: a habit is a program's, and a wrong merge costs more
    than a missed one.
    """
    now, then = tuple(shown), tuple(known)
    if before != "kept":
        return before
    if _makes_new_ones(now, then):
        return "random"
    return "reused" if _uses_again(now, then) else "kept"


def _makes_new_ones(now: tuple[Named, ...], then: tuple[Named, ...]) -> bool:
    """The addresses are known, their GUIDs are not."""
    guids = _by_address(then)
    known = [named for named in now if named.url in guids]
    changed = [named for named in known if named.guid not in guids[named.url]]
    return _most(len(changed), len(known))


def _uses_again(now: tuple[Named, ...], then: tuple[Named, ...]) -> bool:
    """One GUID stands at several addresses at once, or known ones stand at other addresses each time."""
    at_once = [addresses for addresses in _by_guid(now).values() if len(addresses) > 1]
    if len(at_once) >= ENOUGH or any(len(addresses) >= ENOUGH for addresses in at_once):
        return True
    before = _by_guid(then)
    known = [named for named in now if named.guid in before]
    return _most(len([named for named in known if named.url not in before[named.guid]]), len(known))


def _most(some: int, of: int) -> bool:
    return some >= ENOUGH and some >= MOST * of


def _by_guid(named: tuple[Named, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in named:
        found[one.guid].add(one.url)
    return found


def _by_address(named: tuple[Named, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in named:
        found[one.url].add(one.guid)
    return found
