"""The characters of an address, in their one form: percent-encoding after RFC 3986, section 6.2.2, and dots in paths.

Text to text, part by part; which parts an address has, and what they mean, is known in `sources.urls`.
"""

import re
from urllib.parse import quote

_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def encoded(text: str, safe: str) -> str:
    """`text` with upper-case hex, unreserved characters and those of `safe` bare, everything else escaped."""
    text = _LONE_PERCENT.sub("%25", text)
    text = _ESCAPE.sub(_escape, text)
    return quote(text, safe=safe, errors="replace")


def without_dots(path: str) -> str:
    """The path without `.` and `..` (RFC 3986, 5.2.4), its double slashes untouched."""
    if "/." not in path:
        return path
    kept = [""]
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)


def _escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()
