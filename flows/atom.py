"""An Atom feed (RFC 4287) as text, from values; pure. What stands in it is `flows.watch_feed`'s business.

Words from the web are one line of plain text here: what XML 1.0 has no room for is left out, the rest escaped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from warehouse.sentence import is_address

# All but these stands in no XML 1.0 document, escaped or not (https://www.w3.org/TR/xml/#charsets).
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `id` is an IRI that is its own for ever; `link` is a web address; `terms` are its categories.

    `language` is that of title and summary, two or three letters; empty where it is ours.
    """

    id: str
    title: str
    summary: str
    link: str
    author: str
    language: str
    terms: tuple[str, ...]
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A whole feed; the entries in the order in which they are written."""

    id: str
    title: str
    subtitle: str
    updated: datetime
    entries: tuple[Entry, ...]


def may_stand(entry: Entry) -> bool:
    """Whether the entry can be written: without content it has to link somewhere (RFC 4287, 4.1.2)."""
    return is_address(entry.link) and not _NO_CHARACTER.search(entry.link)


def atom(feed: Feed) -> str:
    """The feed as a document. The same feed is always the same text."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>{_text(feed.id)}</id>",
        f'<title type="text">{_text(feed.title)}</title>',
        f'<subtitle type="text">{_text(feed.subtitle)}</subtitle>',
        f"<updated>{_instant(feed.updated)}</updated>",
        "<author><name>kabar</name></author>",
        "<generator>kabar</generator>",
    )
    return "\n".join((*head, *map(_entry, feed.entries), "</feed>", ""))


def _entry(entry: Entry) -> str:
    language = f" xml:lang={_attribute(entry.language)}" if _LANGUAGE.fullmatch(entry.language) else ""
    lines = (
        f"<entry{language}>",
        f"<id>{_text(entry.id)}</id>",
        f'<title type="text">{_text(entry.title)}</title>',
        f'<link rel="alternate" type="text/html" href={_attribute(entry.link)}/>',
        f"<author><name>{_text(entry.author)}</name></author>",
        *_categories(entry.terms),
        f"<published>{_instant(entry.published)}</published>",
        f"<updated>{_instant(entry.updated)}</updated>",
        f'<summary type="text">{_text(entry.summary)}</summary>',
        "</entry>",
    )
    return "\n".join(lines)


def _categories(terms: Sequence[str]) -> list[str]:
    return [f"<category term={_attribute(term)}/>" for term in terms]


def _text(text: str) -> str:
    return escape(_NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text))


def _instant(at: datetime) -> str:
    """RFC 3339, whole seconds, as RFC 4287 wants it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
