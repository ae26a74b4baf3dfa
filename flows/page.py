"""The report as one HTML page that needs nothing else: no scripts, nothing loaded, every word from the web escaped.

A headline and one sentence is the most that it shows of an article: the text is the outlet's.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from typing import Any

from warehouse.report import NewsItem, Part, Report

LONGEST_TITLE, LONGEST_SENTENCE = 200, 240  # characters

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --dim: #888; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin-top: 2.2rem; } h3 { font-size: 1rem; }
.dim { color: var(--dim); } .scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; width: 100%; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } td { overflow-wrap: anywhere; }
ul.news { list-style: none; padding: 0; } ul.news li { margin: 0 0 .9rem; } ul.news p { margin: 0; }
"""
# Nothing on the page may load or run, whatever got into it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_ENDS = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]{0,2}\s+(?=[^\sa-z])")
_ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x1f\x7f-\x9f]+")
_TOO_SHORT = 40  # characters: "Jakarta." and "Dr." end no sentence


def page(report: Report) -> str:
    """The whole page."""
    parts = (
        _head(report),
        _section("Watched", _watched(report)),
        _section("Outlets, the last 24 hours", _table(report.outlets)),
        _section("Feeds in trouble", _table(report.feeds, none="No feed that was asked is in trouble.")),
        _section("Open gaps", _table(report.gaps, none="No gap is open.")),
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>kabar, {report.now:%Y-%m-%d}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def first_sentence(text: str) -> str:
    """The first sentence of a text, cut where it is long; line breaks and control characters are spaces."""
    plain = " ".join(_CONTROLS.sub(" ", text).split())
    end = next((found.end() for found in _ENDS.finditer(plain) if found.end() >= _TOO_SHORT), len(plain))
    return _cut(plain[:end].strip(), LONGEST_SENTENCE)


def _head(report: Report) -> str:
    told = f", from what was published at {_time(report.published_at)}" if report.published_at else ""
    return f'<h1>kabar</h1>\n<p class="dim">The 24 hours to {_time(report.now)}{told}. Times are UTC.</p>'


def _section(name: str, inside: str) -> str:
    return f"<h2>{escape(name)}</h2>\n{inside}"


def _watched(report: Report) -> str:
    if not report.watched.rows:
        return '<p class="dim">Nobody is watched: KABAR_WATCH names entities.</p>'
    news = [
        f"<h3>{_words(entity)}</h3>\n{_news(items)}"
        for entity, items in groupby(report.news, key=lambda item: item.entity)
    ]
    nothing = '<p class="dim">No article of the last 24 hours names them.</p>'
    return _table(report.watched) + "\n" + ("\n".join(news) or nothing)


def _news(items: Iterable[NewsItem]) -> str:
    return '<ul class="news">\n' + "\n".join(_item(item) for item in items) + "\n</ul>"


def _item(item: NewsItem) -> str:
    title = _words(_cut(item.title, LONGEST_TITLE) or item.url)
    copy = ", a copy of another's text" if item.is_copy else ""
    sentence = first_sentence(item.summary)
    return (
        f"<li>{_link(item.url, title)}\n"
        f'<p class="dim">{_words(item.outlet)}, {_time(item.dated_at)}{copy}</p>'
        + (f"\n<p>{_words(sentence)}</p>" if sentence else "")
        + "</li>"
    )


def _table(part: Part, *, none: str = "Nothing.") -> str:
    if not part.rows:
        return f'<p class="dim">{escape(none)}</p>'
    numbers = [all(isinstance(row[n], int) for row in part.rows) for n in range(len(part.columns))]
    head = "".join(f"<th{_kind(n)}>{escape(name)}</th>" for name, n in zip(part.columns, numbers, strict=True))
    body = "\n".join(
        "<tr>" + "".join(f"<td{_kind(n)}>{_cell(v)}</td>" for v, n in zip(row, numbers, strict=True)) + "</tr>"
        for row in part.rows
    )
    return f'<div class="scroll"><table>\n<tr>{head}</tr>\n{body}\n</table></div>'


def _kind(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _time(value)
    return str(value) if isinstance(value, int) else _words(_cut(str(value), LONGEST_SENTENCE))


def _time(at: datetime) -> str:
    return f"<time>{at.astimezone(UTC):%Y-%m-%d %H:%M}</time>"


def _words(text: str) -> str:
    """Text from the web: escaped, and kept apart, so that one line written from right to left turns no other round."""
    return f"<bdi>{escape(_CONTROLS.sub(' ', text))}</bdi>"


def _link(url: str, inside: str) -> str:
    if not _ADDRESS.fullmatch(url):
        return inside
    return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{inside}</a>'


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "\u2026"
