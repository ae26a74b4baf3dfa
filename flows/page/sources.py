"""How the outlets' feeds are, and the stretches in which something may have been missed; pure."""

from collections.abc import Sequence
from datetime import datetime

from flows.page.markup import EMPTY, Html, join, shortened, tag, text
from flows.page.pieces import DOT
from flows.page.words import say, when
from warehouse.page.model import OpenGap, Source

_STATES = ("well", "failing", "silent", "blocked", "unwatched")
_REASONS = ("no_overlap", "only_pinned", "not_answering")
# What ends a poll, in the words of the page; whatever else it was is shown as it was noted.
_WHYS = (
    "not_found",
    "gone",
    "refused",
    "blocked",
    "rate_limited",
    "server_error",
    "client_error",
    "timeout",
    "connection",
    "dns",
    "tls",
    "cut",
    "robots",
    "not_a_feed",
    "other_site",
    "stale",
)
_OPEN_GAPS = 10  # gaps that are shown at once


def sources(told: Sequence[Source], now: datetime) -> Html:
    """A row for each outlet, those in trouble first."""
    if not told:
        return tag("p", say("sources.none"), class_="none")
    ordered = sorted(told, key=lambda one: (one.state in ("well", "unwatched"), one.state == "unwatched"))
    well = sum(one.state == "well" for one in told)
    keys = ("outlet", "state", "articles", "changed", "waiting", "answered", "newest")
    head = tag("tr", *(tag("th", say(f"sources.{key}"), scope="col", class_=key) for key in keys))
    return join((
        tag("p", say("sources.summary", well=well, n=len(told)), class_="lead"),
        tag("table", tag("thead", head), tag("tbody", *(_source(one, now) for one in ordered)), class_="outlets"),
        tag("p", say("sources.notes"), class_="small"),
    ))  # fmt: skip


def _source(one: Source, now: datetime) -> Html:
    counts = (("articles", one.articles), ("changed", one.changed), ("waiting", one.waiting))
    return tag(
        "tr",
        tag("th", text(one.outlet, longest=60), scope="row", class_="outlet"),
        tag("td", _state(one), class_="state"),
        *(tag("td", say("one.number", n=n), class_=f"{key} number") for key, n in counts),
        tag("td", _time(one.last_answer_at, now), class_="answered"),
        tag("td", tag("span", say("sources.newest"), class_="narrow"), _time(one.newest_item_at, now), class_="newest"),
    )


def _state(one: Source) -> Html:
    known = one.state in _STATES
    mark = tag(
        "span", say(f"sources.{one.state}") if known else text(one.state, longest=30),
        class_=f"state-of {one.state if known else ''}",
    )  # fmt: skip
    parts = [say("sources.failing_of", failing=one.failing_feeds, n=one.feeds)] if one.failing_feeds else []
    parts += [_why(one.why)] if one.why else []
    return join((mark, tag("p", join(parts, DOT), class_="by"))) if parts else mark


def _why(noted: str) -> Html:
    """`not_found 404`: what happened, and what the server's answer was."""
    code, _, rest = noted.partition(" ")
    if code not in _WHYS:
        return text(noted, longest=120, lang="en")
    return join((say(f"why.{code}"), text(rest, longest=80, lang="en"))[: 2 if rest else 1], " ")


def _time(at: datetime | None, now: datetime) -> Html:
    return when(at, now=now) if at else say("sources.never")


def gaps(told: Sequence[OpenGap]) -> Html:
    """The open ones first, each with where, when and why."""
    if not told:
        return tag("p", say("sources.no_gaps"), class_="none")
    ordered = sorted(told, key=lambda one: (one.status != "open", one.missing_from))
    shown, rest = ordered[:_OPEN_GAPS], ordered[_OPEN_GAPS:]
    more = (
        tag("details", tag("summary", say("sources.more_gaps", n=len(rest))), _gap_table(rest), class_="more")
        if rest
        else EMPTY
    )
    return join((tag("p", say("sources.gaps_lede"), class_="small"), _gap_table(shown), more))


def _gap_table(told: Sequence[OpenGap]) -> Html:
    keys = ("feed", "from", "length", "why")
    head = tag("tr", *(tag("th", say(f"sources.{key}"), scope="col", class_=key) for key in keys))
    return tag("table", tag("thead", head), tag("tbody", *map(_gap, told)), class_="gaps")


def _gap(one: OpenGap) -> Html:
    status = say(f"sources.{one.status}") if one.status in ("open", "permanent") else text(one.status, longest=20)
    why = say(f"sources.{one.reason}") if one.reason in _REASONS else text(one.reason, longest=120, lang="en")
    feed = tag("p", shortened(one.feed_url), class_="by")
    return tag(
        "tr",
        tag("th", tag("b", text(one.outlet, longest=60)), feed, scope="row", class_="feed"),
        tag("td", when(one.missing_from), class_="from"),
        tag("td", say("stories.length", lag=one.missing_until - one.missing_from), class_="length"),
        tag(
            "td",
            tag("span", status, class_=f"chip {'wrong' if one.status == 'open' else ''}"),
            Html(" "),
            why,
            class_="why",
        ),
    )
