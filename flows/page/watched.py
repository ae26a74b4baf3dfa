"""Who is watched: a small chart of 90 days each, and the newest articles about them."""

from collections.abc import Iterator, Sequence

from flows.page import charts
from flows.page.markup import EMPTY, Html, join, tag, text
from flows.page.pieces import item
from flows.page.words import say
from warehouse.page.model import Day, Watched

_OPEN_NEWS = 3  # articles that stand on a card; the others are behind one tap
_MUCH = 1.5  # times the usual week: from there on it is pointed out
_WEEK = 7  # days


def watched(told: Sequence[Watched]) -> Html:
    """A card for each, in the order in which they are watched."""
    if not told:
        return tag("p", say("watched.nobody"), class_="none")
    return join((_legend(told), tag("div", *(_card(one, f"days-{n}") for n, one in enumerate(told)), class_="cards")))


def _legend(told: Sequence[Watched]) -> Html:
    has_other = any(day.other for one in told for day in one.days)
    kinds = (
        ("en", "watched.legend_en"),
        ("id", "watched.legend_id"),
        *((("xx", "watched.legend_other"),) if has_other else ()),
    )
    return tag("p", *(tag("span", say(key), class_=f"key {kind}") for kind, key in kinds), class_="legend")


def _card(one: Watched, label: str) -> Html:
    name = tag("h3", text(one.name, longest=80))
    if not one.is_known:
        return tag("article", name, tag("p", say("watched.unknown", name=one.entity_id), class_="none"), class_="card")
    if not any(_all(day) for day in one.days):
        return tag("article", name, tag("p", say("watched.never"), class_="none"), class_="card")
    return tag("article", name, _figures(one), _chart(one, label), _news(one), class_="card")


def _figures(one: Watched) -> Html:
    parts = [tag("b", say("watched.week", n=one.last_week)), say("watched.usual", usual=one.usual_week)]
    if one.usual_week and one.last_week >= _MUCH * one.usual_week:
        parts.append(tag("span", say("watched.above", times=one.last_week / one.usual_week), class_="chip up"))
    return tag("p", *_spaced(parts), class_="figures")


def _spaced(parts: Sequence[Html]) -> Iterator[Html]:
    for part in parts:
        yield Html(f"{part} ")


def _chart(one: Watched, label: str) -> Html:
    total, peak = sum(map(_all, one.days)), max(map(_all, one.days))
    caption = tag("figcaption", say("watched.chart", name=one.name, n=total, peak=peak), id=label, class_="unseen")
    return tag("figure", charts.days(one.days, label=label), caption, _table(one.days))


def _table(days: Sequence[Day]) -> Html:
    """The same by the week: 90 rows would be read to nobody's use."""
    weeks = [days[n : n + _WEEK] for n in range(0, len(days), _WEEK)]
    keys = ("week_of", "english", "indonesian", "other")
    head = tag("tr", *(tag("th", say(f"watched.{key}"), scope="col") for key in keys))
    rows = [_row(week) for week in reversed(weeks)]
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag("details", tag("summary", say("watched.table")), table, class_="figures-table")


def _row(week: Sequence[Day]) -> Html:
    counts = (sum(d.en for d in week), sum(d.id for d in week), sum(d.other for d in week))
    cells = (tag("td", say("one.number", n=n), class_="number") for n in counts)
    return tag("tr", tag("th", say("one.date", day=week[0].day), scope="row"), *cells)


def _news(one: Watched) -> Html:
    if not one.news:
        return tag("p", say("watched.quiet"), class_="none")
    shown, rest = one.news[:_OPEN_NEWS], one.news[_OPEN_NEWS:]
    more = (
        tag("details", tag("summary", say("watched.more", n=len(rest))), tag("ul", *map(item, rest), class_="news"))
        if rest
        else EMPTY
    )
    return join((tag("ul", *map(item, shown), class_="news"), more))


def _all(day: Day) -> int:
    return day.en + day.id + day.other
