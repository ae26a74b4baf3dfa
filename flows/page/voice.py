"""Share of voice: who is watched, ranked by the newest week's share, with a line of the weeks before."""

from collections.abc import Sequence
from itertools import groupby

from flows.page import charts
from flows.page.markup import Html, join, tag, text
from flows.page.words import say
from warehouse.page.model import Share

_BEFORE = 4  # weeks that the newest is held against
_SAME = 0.0005  # of one: below that nothing is shown to have changed


def voice(told: Sequence[Share]) -> Html:
    """A table of them, and every week as figures behind one tap."""
    if not told:
        return tag("p", say("voice.none"), class_="none")
    entities = _by_entity(told)
    head = tag(
        "tr", *(tag("th", say(f"voice.{key}"), scope="col", class_=key) for key in ("name", "weeks", "share", "change"))
    )
    rows = (_row(weeks, f"weeks-{n}") for n, weeks in enumerate(entities))
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="voice")
    return join((table, tag("details", tag("summary", say("voice.table")), _figures(entities), class_="figures-table")))


def _by_entity(told: Sequence[Share]) -> list[list[Share]]:
    """The weeks of each by time; who has most of the newest week first."""
    ordered = sorted(told, key=lambda one: (one.entity_id, one.week))
    groups = [list(weeks) for _, weeks in groupby(ordered, key=lambda one: one.entity_id)]
    return sorted(groups, key=lambda weeks: (-weeks[-1].share, weeks[-1].name))


def _row(weeks: Sequence[Share], label: str) -> Html:
    last = weeks[-1]
    caption = say("voice.chart", name=last.name, first=weeks[0].share, last=last.share)
    figure = tag("figure", charts.weeks(weeks, label=label), tag("figcaption", caption, id=label, class_="unseen"))
    return tag(
        "tr",
        tag("th", text(last.name, longest=80), scope="row", class_="name"),
        tag("td", figure, class_="weeks"),
        tag("td", tag("b", say("one.share", part=last.share)), class_="share number"),
        tag("td", _change(weeks), class_="change number"),
    )


def _change(weeks: Sequence[Share]) -> Html:
    """The newest week against the mean of those before it, in points of a hundred."""
    before = weeks[:-1][-_BEFORE:]
    if not before:
        return Html("\u2013")
    change = weeks[-1].share - sum(one.share for one in before) / len(before)
    if abs(change) < _SAME:
        return say("voice.same")
    return tag("span", say("voice.up" if change > 0 else "voice.down", points=round(abs(change) * 100, 1)))


def _figures(entities: Sequence[Sequence[Share]]) -> Html:
    keys = ("name", "week_of", "articles", "share")
    head = tag("tr", *(tag("th", say(f"voice.{key}"), scope="col") for key in keys))
    rows = [_week(one) for weeks in entities for one in reversed(weeks)]
    return tag("table", tag("thead", head), tag("tbody", *rows))


def _week(one: Share) -> Html:
    return tag(
        "tr",
        tag("th", text(one.name, longest=80), scope="row"),
        tag("td", say("one.date", day=one.week)),
        tag("td", say("one.number", n=one.articles), class_="number"),
        tag("td", say("one.share", part=one.share), class_="number"),
    )
