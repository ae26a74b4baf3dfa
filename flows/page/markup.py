"""HTML made of parts: what is text is escaped where it enters, what is markup says so by its type; pure.

Whatever comes from the web passes `text`, `link` or `address`. What the parts say is in `flows.page.words`.
"""

import re
from collections.abc import Iterable
from html import escape

from warehouse.sentence import cut, is_address, one_line

LONGEST = 400  # characters: longer than any headline or sentence that the page is given
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Html(str):
    """Markup, ready to stand on the page."""

    __slots__ = ()


EMPTY = Html("")


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Parts one after the other; `between` is markup, too."""
    return Html(between.join(parts))


def tag(name: str, *inside: Html, **attributes: str) -> Html:
    """An element; `class_` and `aria_label` stand for what Python cannot spell. An empty value is left out."""
    said = "".join(f' {_spelled(key)}="{escape(value)}"' for key, value in attributes.items() if value)
    return Html(f"<{name}{said}>{''.join(inside)}</{name}>")


def _spelled(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def text(words: str, *, lang: str = "", longest: int = LONGEST) -> Html:
    """Words from the web: in one line, cut, escaped, and kept apart, so that their direction turns no others round."""
    return tag("bdi", Html(escape(cut(one_line(words), longest))), lang=lang if _LANGUAGE.fullmatch(lang) else "")


def link(url: str, inside: Html, **attributes: str) -> Html:
    """A link to an outlet, that tells it nothing of who follows it; what is no web address is no link."""
    if not is_address(url):
        return tag("b", inside, **attributes)
    return tag("a", inside, href=url, rel="noopener noreferrer nofollow", **attributes)


def shortened(url: str) -> Html:
    """An address as people read it: without its scheme, and cut."""
    return text(re.sub(r"^https?://(www\.)?", "", one_line(url)), longest=80)
