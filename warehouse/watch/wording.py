"""What there is to say of a piece of news besides its headline: a sentence, in English; pure."""

from collections.abc import Sequence
from datetime import timedelta

from warehouse.sentence import cut, headline, one_line
from warehouse.watch.model import Piece

COPY = "the text is another article's"
_LONGEST_FIGURE = 60  # characters
_MOST_OUTLETS = 6
_HOW = {"stated": "as it says itself", "inferred": "as its facts and words show", "named": "which it names"}


def of_story(articles: int, outlets: Sequence[str]) -> str:
    """How far a story has come."""
    named = ", ".join(one_line(outlet) for outlet in outlets[:_MOST_OUTLETS])
    more = f" and {len(outlets) - _MOST_OUTLETS} more" if len(outlets) > _MOST_OUTLETS else ""
    told = "outlet tells" if len(outlets) == 1 else "outlets tell"
    pieces = "article" if articles == 1 else "articles"
    return f"{len(outlets)} {told} it in {articles} {pieces}: {named}{more}"


def of_retelling(piece: Piece, outlet: str, how: str, original: Piece | None) -> str:
    """What an article retells, how much later, and how that is known."""
    whose = one_line(outlet) or "another outlet"
    if original is None:
        return f"retells {whose}, {_HOW[how]}"
    return f"retells {whose}{_later(piece.dated_at - original.dated_at)}, {_HOW[how]}: {headline(original.title)}"


def of_contradiction(original: Piece | None, was: str, is_now: str) -> str:
    """Which figure an article has in the place of which."""
    whose = one_line(original.outlet) if original else "its original"
    return f"has {_figure(is_now)} where {whose} has {_figure(was)}"


def _figure(text: str) -> str:
    return cut(one_line(text), _LONGEST_FIGURE)


def _later(lag: timedelta) -> str:
    """A span as people say it; nothing where the original is dated later than what retells it: a date is wrong."""
    minutes = int(lag.total_seconds() // 60)
    if minutes < 0:
        return ""
    if minutes < 60:
        return f" {minutes} min later"
    if minutes < 48 * 60:
        return f" {minutes // 60} h {minutes % 60} min later" if minutes % 60 else f" {minutes // 60} h later"
    return f" {minutes // (24 * 60)} days later"
