"""How the raw strings of any feed become an `Entry`: plain text, bounds, dates, and what the feed said as JSON.

One place for RSS, Atom, JSON Feed, sitemaps and index pages, so that a field means the same whatever it came from.
"""

import html
import json
import re
import time
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin, urlsplit

from sources.dates import parse_stamp
from sources.types import Entry

# Characters kept of a field. Longer values are no titles, names or stamps but mistakes or attacks.
MAX_LINK = 2_000
MAX_TITLE = 1_000
MAX_EXCERPT = 5_000
MAX_NAME = 200
MAX_RAW_DATE = 200
MAX_LANGUAGE = 35  # RFC 5646, 4.4.1
MAX_AUTHORS = 20
MAX_CATEGORIES = 50
MAX_SAID = 65_536  # bytes
MAX_DEPTH = 20  # of the values in `said`

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*+)[^<>]*+>?")
_HIDDEN = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_SHOWN = re.compile(r"</(?:script|style)\s{0,9}>?", re.IGNORECASE)
_COMMENT, _COMMENT_END = re.compile("<!--"), re.compile("-->")
_SPACE = re.compile(r"\s+")
_BREAKS = re.compile(r"[\t\r\n]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u200b\u2060\ufeff]+")
_INLINE = frozenset("a abbr b bdi cite code em font i mark q s small span strong sub sup u wbr".split())  # noqa: SIM905


def plain(text: str, limit: int) -> str:
    """`text` as a person reads it: tags out, entities read, white space single; at most `limit` characters.

    Only what looks like a tag is one: `a < b` stays. Entities left by a feed that escaped twice are read too.
    """
    text = text[: limit * 40]  # enough for any markup around what is kept
    if "<" in text:
        text = _TAG.sub(_gap, _visible(text))
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = _SPACE.sub(" ", clean(text)).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean(text: str) -> str:
    """`text` without what no database or terminal can show: control characters, lone surrogates, zero widths."""
    return _UNPRINTABLE.sub("", text)


def web_address(link: str, base: str) -> str:
    """`link` made absolute on `base`; empty where that gives no http address of bounded length."""
    link = _BREAKS.sub("", clean(link).strip())
    if not link or len(link) > MAX_LINK:
        return ""
    try:
        absolute = link if link[:8].lower().startswith(("http://", "https://")) else urljoin(base, link)
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    usable = parts.scheme in {"http", "https"} and parts.hostname and len(absolute) <= MAX_LINK
    return absolute if usable else ""


def build(
    *,
    guid: str,
    link: str,
    title: str,
    zone: str,
    excerpt: str = "",
    authors: Iterable[str] = (),
    categories: Iterable[str] = (),
    language: str = "",
    published_raw: str = "",
    updated_raw: str = "",
    said: Mapping[str, object],
) -> Entry:
    """An entry of these raw strings, each cleaned and cut to its bound; `link` is absolute already."""
    published_raw, updated_raw = clean(published_raw)[:MAX_RAW_DATE], clean(updated_raw)[:MAX_RAW_DATE]
    return Entry(
        guid=clean(guid)[:MAX_LINK] or link,
        link=link,
        title=plain(title, MAX_TITLE),
        excerpt=plain(excerpt, MAX_EXCERPT),
        authors=_names(authors, MAX_AUTHORS),
        categories=_names(categories, MAX_CATEGORIES),
        language=clean(language)[:MAX_LANGUAGE],
        published_raw=published_raw,
        published=parse_stamp(published_raw, zone=zone),
        updated_raw=updated_raw,
        updated=parse_stamp(updated_raw, zone=zone),
        said=said_json(said),
    )


def said_json(said: Mapping[str, object]) -> str:
    """`said` as a JSON object, keys sorted, at most `MAX_SAID` bytes.

    Whatever is too large goes out whole, the largest value first, and is named under `kabar:left_out`.
    """
    kept = {str(key): value for key, value in _json_value(said, 0).items()}  # type: ignore[attr-defined]
    sizes = {key: len(_dumped({key: value})) for key, value in kept.items()}
    left_out: list[str] = []
    for key in sorted(sizes, key=lambda name: sizes[name], reverse=True):
        if sum(sizes.values()) + 2 <= MAX_SAID - 200 * len(left_out):
            break
        del kept[key], sizes[key]
        left_out.append(key[:100])
    if left_out:
        kept["kabar:left_out"] = sorted(left_out[:20])
    return _dumped(kept).decode()


# ------------------------------------------------------------------ small steps


def _visible(text: str) -> str:
    """Without comments, scripts and styles; what never closes hides the rest."""
    return _without(_without(text, _COMMENT, _COMMENT_END), _HIDDEN, _SHOWN)


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """One pass, however many openings there are."""
    kept, at = [], 0
    while begin := opening.search(text, at):
        kept.append(text[at : begin.start()])
        end = closing.search(text, begin.end())
        at = end.end() if end else len(text)
    return "".join([*kept, text[at:]])


def _gap(match: re.Match[str]) -> str:
    return "" if match[1].lower() in _INLINE else " "


def _names(names: Iterable[str], limit: int) -> tuple[str, ...]:
    """The names in order, each once, at most `limit`."""
    read: dict[str, None] = {}
    for name in names:
        if len(read) == limit:
            break
        if text := plain(name, MAX_NAME):
            read[text] = None
    return tuple(read)


def _json_value(value: object, depth: int) -> object:
    """Strings, numbers, lists and objects; a parser's own time structures have no place here."""
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if depth >= MAX_DEPTH or isinstance(value, time.struct_time):
        return None
    if isinstance(value, Mapping):
        parts = ((clean(str(key)), _json_value(part, depth + 1)) for key, part in dict(value).items())
        return {key: part for key, part in parts if part is not None}
    if isinstance(value, list | tuple):
        return [_json_value(part, depth + 1) for part in value]
    return None


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
