"""The charts, drawn when the page is written: SVG without scripts, in the page's own colours; the door of altair.

Colours are the page's CSS variables, so a chart turns dark with it. Months stand in both languages, one of which is
shown. What a chart says to whoever cannot see it is told by its figure's caption and table.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt
import vl_convert

from flows.page.markup import Html
from flows.page.words import say
from warehouse.page.model import Day, Share

WIDTH, HEIGHT = 240, 72  # of a chart of days, in px before the page scales it
_SPARK_WIDTH, _SPARK_HEIGHT = 150, 30
_LANGUAGES = ("en", "id", "other")
_DAY = timedelta(days=1)
_LEAST_TOP = 4  # articles a day: below that a chart of one article would look like a storm
_MONTH = re.compile(r">@(\d{4}-\d\d)<")
_HEAD = re.compile(r'<svg xmlns="[^"]*" xmlns:xlink="[^"]*" version="1.1" class="marks" width="[^"]*" height="[^"]*"')
_NOISE = re.compile(r' (?:aria-hidden="true"|pointer-events="none"|font-family="[^"]*"|stroke-width="0"|opacity="1")')
_EMPTY_PATH = re.compile(r'<path class="(?:background|foreground)"[^>]*(?:/>|></path>)')
_PLACE = re.compile(r"(\d+\.\d{2})\d+")


def days(told: Sequence[Day], *, label: str) -> Html:
    """Articles a day as columns, those in English below those in Indonesian. `label` is the id of its caption."""
    rows = [
        {"day": one.day.isoformat(), "lang": lang, "articles": count}
        for one in told
        for lang, count in zip(_LANGUAGES, (one.en, one.id, one.other), strict=True)
        if count
    ]
    top = max((one.en + one.id + one.other for one in told), default=0)
    first, last = told[0].day, told[-1].day
    chart = (
        alt.Chart({"values": rows})
        .mark_bar(size=2.1, aria=False)
        .encode(
            x=_days_axis(first, last),
            y=alt.Y(
                "articles:Q",
                scale=alt.Scale(domain=[0, max(top, _LEAST_TOP)], nice=False),
                axis=alt.Axis(title=None, values=[0, max(top, _LEAST_TOP)], domain=False, ticks=False, labelPadding=4),
            ),
            color=alt.Color(
                "lang:N",
                scale=alt.Scale(domain=list(_LANGUAGES), range=["var(--en)", "var(--id)", "var(--other)"]),
                legend=None,
            ),
            order=alt.Order("lang:N"),
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    return _drawn(chart, label)


def _days_axis(first: date, last: date) -> alt.X:
    """From the first day to the end of the last, a mark at each month's first day."""
    months = [day for n in range((last - first).days + 1) if (day := first + timedelta(days=n)).day == 1]
    return alt.X(
        "day:T",
        scale=alt.Scale(type="utc", domain=[_utc(first - _DAY), _utc(last + _DAY)], nice=False),
        axis=alt.Axis(
            title=None, values=[_utc(day) for day in months], labelExpr="'@' + utcFormat(datum.value, '%Y-%m')",
            labelAlign="left", labelOffset=2, grid=True, domain=True, tickSize=5,
        ),
    )  # fmt: skip


def _utc(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def weeks(told: Sequence[Share], *, label: str) -> Html:
    """A share by the week as a line with its last point. `label` is the id of its caption."""
    rows = [{"week": one.week.isoformat(), "share": one.share} for one in told]
    x = alt.X("week:T", axis=None, scale=alt.Scale(type="utc"))
    y = alt.Y("share:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False))
    base = alt.Chart({"values": rows}).encode(x=x, y=y)
    area = base.mark_area(color="var(--accent)", opacity=0.16, aria=False)
    line = base.mark_line(color="var(--accent)", strokeWidth=1.8, aria=False)
    last = (
        alt.Chart({"values": rows[-1:]})
        .encode(x=x, y=y)
        .mark_circle(size=34, color="var(--accent)", opacity=1, aria=False)
    )
    return _drawn((area + line + last).properties(width=_SPARK_WIDTH, height=_SPARK_HEIGHT), label)


def _drawn(chart: alt.Chart | alt.LayerChart, label: str) -> Html:
    """The SVG, as wide as its room, named by its caption."""
    styled = chart.configure(
        background="transparent",
        padding=4,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor="var(--dim)", labelFontSize=11, gridColor="var(--line)", domainColor="var(--line)",
            tickColor="var(--line)", aria=False,
        ),
    )  # fmt: skip
    svg = vl_convert.vegalite_to_svg(styled.to_dict())
    return Html(
        _in_both_languages(_slim(svg).replace("<svg", f'<svg class="chart" role="img" aria-labelledby="{label}"', 1))
    )


def _slim(svg: str) -> str:
    """Without a size of its own, what the page inherits anyway, and places finer than a hundredth of a pixel."""
    return _PLACE.sub(r"\1", _EMPTY_PATH.sub("", _NOISE.sub("", _HEAD.sub("<svg", svg, count=1))))


def _in_both_languages(svg: str) -> str:
    def month(found: re.Match[str]) -> str:
        name = say("one.month", day=date.fromisoformat(f"{found[1]}-01"))
        return f">{name.replace('<span', '<tspan').replace('</span', '</tspan')}<"

    return _MONTH.sub(month, svg)
