"""What nobody told in Indonesian, and names that are new: lists of what somebody may want to look into; pure."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flows.page.markup import Html, join, link, tag, text
from flows.page.pieces import item
from flows.page.words import say, when
from warehouse.page.model import NewName, Untold
from warehouse.sentence import LONGEST_TITLE

T = TypeVar("T")

_NAMES, _OUTLETS = 4, 4  # of a story; of a new name
_SHOWN = 10  # stories, and names, that are shown at once; the others are behind one tap


def untold(told: Sequence[Untold]) -> Html:
    """English stories in their order."""
    if not told:
        return tag("p", say("untold.none"), class_="none")
    return _folded("untold.more", told, _stories)


def _stories(told: Sequence[Untold]) -> Html:
    return tag("ul", *map(_untold, told), class_="news columns")


def _untold(one: Untold) -> Html:
    count = (say("untold.articles", n=one.articles),) if one.articles > 1 else ()
    names = join((text(name, longest=60) for name in one.entities[:_NAMES]), ", ")
    return item(one.piece, *count, *((names,) if names else ()))


def names(told: Sequence[NewName]) -> Html:
    """Names with an article each in which they stand."""
    if not told:
        return tag("p", say("names.none"), class_="none")
    return _folded("names.more", told, _table)


def _folded(key: str, told: Sequence[T], shown: Callable[[Sequence[T]], Html]) -> Html:
    """The first of them, and the others behind a line that says how many they are."""
    first, rest = told[:_SHOWN], told[_SHOWN:]
    if not rest:
        return shown(first)
    return join((shown(first), tag("details", tag("summary", say(key, n=len(rest))), shown(rest), class_="more")))


def _table(told: Sequence[NewName]) -> Html:
    keys = ("name", "articles", "first", "example")
    head = tag("tr", *(tag("th", say(f"names.{key}"), scope="col", class_=key) for key in keys))
    return tag("table", tag("thead", head), tag("tbody", *map(_name, told)), class_="names")


def _name(one: NewName) -> Html:
    outlets = join((text(outlet, longest=40) for outlet in one.outlets[:_OUTLETS]), ", ")
    more = len(one.outlets) - _OUTLETS
    others = Html(f" +{more}") if more > 0 else Html("")
    example = link(
        one.example_url, text(one.example_title or one.example_url, longest=LONGEST_TITLE), class_="headline"
    )
    return tag(
        "tr",
        tag("th", text(one.name, longest=80), scope="row", class_="name"),
        tag("td", say("one.number", n=one.articles), class_="articles number"),
        tag("td", when(one.first_seen_at, is_exact=False), class_="first"),
        tag("td", tag("p", example), tag("p", outlets, others, class_="by"), class_="example"),
    )
