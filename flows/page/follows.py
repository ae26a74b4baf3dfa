"""Who follows whom: outlets against those that they retell, in a table whose cells darken; and in words; pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import ceil, sqrt

from flows.page.markup import Html, join, tag, text
from flows.page.pieces import DOT
from flows.page.words import say
from warehouse.page.model import Follow

_ROWS, _COLUMNS, _LISTED = 24, 10, 8
Cells = Mapping[tuple[str, str], Follow]


def follows(told: Sequence[Follow]) -> Html:
    """The table with its list. Nothing of it is shown by colour alone."""
    if not told:
        return tag("p", say("follows.none"), class_="none")
    cells = {(one.outlet, one.original_outlet): one for one in told}
    return tag("div", _matrix(cells), tag("div", tag("h3", say("follows.list")), _list(told)), class_="follows")


def _matrix(cells: Cells) -> Html:
    rows = _ranked([(who, one.articles) for (who, _), one in cells.items()], _ROWS)
    columns = _ranked([(whom, one.articles) for (_, whom), one in cells.items()], _COLUMNS)
    most = max(one.articles for one in cells.values())
    head = tag(
        "tr",
        tag("td", say("follows.corner"), class_="corner"),
        *(tag("th", tag("span", text(name, longest=40)), scope="col") for name in columns),
    )
    body = (_row(who, [cells.get((who, whom)) for whom in columns], most) for who in rows)
    table = tag("table", tag("thead", head), tag("tbody", *body), class_="matrix")
    label = tag("span", say("follows.scroll"), id="matrix", class_="unseen")
    return tag("div", label, table, class_="scroll", tabindex="0", role="region", aria_labelledby="matrix")


def _ranked(pairs: Sequence[tuple[str, int]], most: int) -> list[str]:
    counts: Counter[str] = Counter()
    for name, articles in pairs:
        counts[name] += articles
    return [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]


def _row(who: str, cells: Sequence[Follow | None], most: int) -> Html:
    return tag("tr", tag("th", text(who, longest=40), scope="row"), *(_cell(one, most) for one in cells))


def _cell(one: Follow | None, most: int) -> Html:
    """Darker by five steps, the number on it; steps of the root, for one pair often has most of it all."""
    if one is None:
        return Html("<td></td>")
    step = max(1, ceil(5 * sqrt(one.articles / most)))
    return tag("td", say("one.number", n=one.articles), class_=f"heat h{step}")


def _list(told: Sequence[Follow]) -> Html:
    most = sorted(told, key=lambda one: (-one.articles, one.outlet, one.original_outlet))[:_LISTED]
    return tag("ul", *map(_line, most), class_="plain")


def _line(one: Follow) -> Html:
    who, whom = (tag("b", text(name, longest=40)) for name in (one.outlet, one.original_outlet))
    parts = [say("follows.times", n=one.articles)]
    if one.stated:
        parts.append(say("follows.stated", n=one.stated))
    if one.median_lag is not None:
        parts.append(say("follows.lag", lag=timedelta(seconds=one.median_lag)))
    return tag("li", tag("p", say("follows.line", who=who, whom=whom)), tag("p", join(parts, DOT), class_="by"))
