"""Articles as lines of the page: outlet, time, headline that leads to the outlet, one sentence; pure."""

from flows.page.markup import EMPTY, Html, join, link, tag, text
from flows.page.words import when
from warehouse.page.model import Piece
from warehouse.sentence import LONGEST_SENTENCE, LONGEST_TITLE


def headline(piece: Piece) -> Html:
    """The headline, as a link to the outlet; an article without one is shown by its address."""
    return link(piece.url, text(piece.title or piece.url, lang=piece.lang, longest=LONGEST_TITLE), class_="headline")


def byline(piece: Piece, *more: Html) -> Html:
    """Who published it and when, and what else is to be said of it."""
    dated = when(piece.dated_at, is_exact=piece.is_exact)
    return tag("p", join((spot(piece.lang), text(piece.outlet, longest=80), dated, *more), DOT), class_="by")


def sentence(piece: Piece) -> Html:
    """Its one sentence, if it has any."""
    return (
        tag("p", text(piece.sentence, lang=piece.lang, longest=LONGEST_SENTENCE), class_="sentence")
        if piece.sentence
        else EMPTY
    )


def item(piece: Piece, *more: Html) -> Html:
    """An article in a list."""
    return tag("li", tag("p", headline(piece)), sentence(piece), byline(piece, *more))


def spot(lang: str) -> Html:
    """The language as a short mark in its colour."""
    kind = lang if lang in ("en", "id") else "xx"
    return tag("span", text(lang.upper() or "?", longest=3), class_=f"spot {kind}")


DOT = '<span class="dot" aria-hidden="true"> \u00b7 </span>'
