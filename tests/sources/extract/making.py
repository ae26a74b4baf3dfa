"""Pages made for a test, around as little markup as it needs."""

import html
import json
from typing import Any

from sources.types import Page, PageRules

PROSE = (
    "The council of the small harbour town decided on Monday that the old ferry will sail again from next spring.",
    "Fishermen had asked for it since the bridge was closed, and more than two thousand people signed a letter.",
    "The mayor said the repairs would cost less than a new boat and that the first crossing would be free for all.",
)


def page(
    markup: str | bytes, *, head: str = "", url: str = "https://example.test/news/ferry-sails-again",
    language: str = "en",
    content_type: str = "text/html; charset=utf-8", time_zone: str = "Asia/Jakarta", **rules: tuple[str, ...],
) -> Page:  # fmt: skip
    """A page of the given markup; a `str` is wrapped in a document. What else is given are the outlet's rules."""
    whole = markup if isinstance(markup, bytes) else f"<html><head>{head}</head><body>{markup}</body></html>".encode()
    return Page(
        key=url, url=url, body=whole, content_type=content_type, language=language, time_zone=time_zone,
        rules=PageRules(**rules),
    )  # fmt: skip


def article(*paragraphs: str, title: str = "Old ferry sails again") -> str:
    """The markup of an article with that headline and those paragraphs."""
    text = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs or PROSE)
    return f"<article><h1>{html.escape(title)}</h1><div class='story'>{text}</div></article>"


def ld(**fields: Any) -> str:
    """A JSON-LD block of a news article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'
