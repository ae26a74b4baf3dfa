"""Stories as timelines: from the first article, or what is known as its origin, to the retellings; pure.

What is known of a retelling opens with a tap or a key: how it is known, and which figures changed on the way.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flows.page.markup import EMPTY, Html, join, link, shortened, tag, text
from flows.page.pieces import DOT, headline, spot
from flows.page.retellings import known
from flows.page.strip import strip
from flows.page.words import say, when
from warehouse.page.model import Retelling, Timeline
from warehouse.sentence import LONGEST_TITLE, is_address

_OPEN = 3  # stories whose lines are shown at once
_LISTED = 12  # stories whose headline is; the others are behind one tap
_MOST_LINES, _FEWER_LINES = 30, 12  # of a listed story; of one behind the tap
_SHOWN_LINES, _FEW = 8, 2  # of a story that is open; so few more are shown, too
_NAMES = 6  # entities of a story


def stories(told: Sequence[Timeline], now: datetime) -> Html:
    """The stories in their order."""
    if not told:
        return tag("p", say("stories.none"), class_="none")
    shown = [_story(story, now, is_open=n < _OPEN) for n, story in enumerate(told[:_LISTED])]
    rest = [_story(story, now, most=_FEWER_LINES) for story in told[_LISTED:]]
    more = tag("details", tag("summary", say("stories.more", n=len(rest))), *rest, class_="more") if rest else EMPTY
    return join((_legend(), *shown, more))


def _legend() -> Html:
    kinds = ("original", "retelling", "own")
    keys = (tag("span", tag("span", class_=f"mark-of {kind}"), say(f"stories.{kind}")) for kind in kinds)
    languages = (tag("span", say(f"watched.legend_{lang}"), class_=f"key {lang}") for lang in ("en", "id"))
    return tag("p", *keys, *languages, class_="legend")


def _story(story: Timeline, now: datetime, *, is_open: bool = False, most: int = _MOST_LINES) -> Html:
    title = tag("h3", text(story.title, longest=LONGEST_TITLE))
    summary = tag("summary", title, _facts(story, now), strip(story))
    inside = join((_about(story), _absent(story.absent), _lines(story, most, now)))
    return Html(f'<details class="story"{" open" if is_open else ""}>{summary}{inside}</details>')


def _facts(story: Timeline, now: datetime) -> Html:
    marks = join(spot(lang) for lang in story.languages[:4])
    parts = [marks] if marks else []
    parts += [
        say("stories.articles", n=story.articles),
        say("stories.groups", n=story.groups),
        say("stories.voices", n=story.independent_voices),
        when(story.first_at, now=now),
    ]
    if story.last_at > story.first_at:
        parts.append(say("stories.span", lag=story.last_at - story.first_at))
    return tag("p", join(parts, DOT), class_="by")


def _about(story: Timeline) -> Html:
    names = join((text(name, longest=60) for name in story.entities[:_NAMES]), ", ")
    return tag("p", say("stories.about", names=names), class_="about") if names else EMPTY


def _absent(absent: Sequence[str]) -> Html:
    """Origins that were never fetched: addresses, or names of outlets."""
    if not absent:
        return EMPTY
    named = (link(one, shortened(one)) if is_address(one) else text(one, longest=80) for one in absent)
    return tag("p", say("stories.absent"), Html(" "), join(named, ", "), class_="absent")


def _lines(story: Timeline, most: int, now: datetime) -> Html:
    outlets = {line.piece.article_id: line.piece.outlet for line in story.lines}
    originals = {line.of for line in story.lines if line.of}
    lines = [_line(line, n, now, outlets, originals) for n, line in enumerate(story.lines[:most])]
    left = story.articles - len(lines)
    return join((_folded(lines), tag("p", say("stories.cut", n=left), class_="none") if left > 0 else EMPTY))


def _folded(lines: Sequence[Html]) -> Html:
    """The first lines, and the others behind one tap where they are more than a few."""
    first, rest = lines[:_SHOWN_LINES], lines[_SHOWN_LINES:]
    if len(rest) <= _FEW:
        return tag("ol", *lines, class_="line")
    summary = tag("summary", say("watched.more", n=len(rest)))
    return join((
        tag("ol", *first, class_="line"),
        tag("details", summary, tag("ol", *rest, start=str(len(first) + 1), class_="line"), class_="more"),
    ))  # fmt: skip


def _line(line: Retelling, n: int, now: datetime, outlets: dict[str, str], originals: set[str]) -> Html:
    """One article: how late on the left, who says it on the right."""
    piece = line.piece
    is_original = piece.article_id in originals
    kind = " ".join(
        (
            "original" if is_original else "retold" if line.how else "own",
            piece.lang if piece.lang in ("en", "id") else "xx",
        )
    )
    part = _part(line, is_original)
    who = join((spot(piece.lang), tag("b", text(piece.outlet, longest=80)), *((part,) if part else ())), DOT)
    return tag(
        "li",
        tag("p", _lag(line, n), when(piece.dated_at, is_exact=piece.is_exact, now=now), class_="lag"),
        tag("div", tag("p", headline(piece)), tag("p", who, class_="by"), known(line, outlets), class_="told"),
        class_=kind,
    )


def _lag(line: Retelling, n: int) -> Html:
    if not n or line.lag is None:
        return tag("b", say("stories.first")) if not n else EMPTY
    return tag("b", say("stories.lag", lag=timedelta(seconds=line.lag)))


def _part(line: Retelling, is_original: bool) -> Html:
    """What it is in the story; that it retells another is said below it."""
    if line.is_copy:
        return say("stories.copy")
    if is_original:
        return say("stories.original")
    return EMPTY if line.how else say("stories.own")
