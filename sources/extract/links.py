"""Links of an article to other sites, with the places of their words in its text.

Not here: whose site it is, and whether the article took anything from it.
"""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from sources.extract.markup import Element, squeeze, text_of
from sources.types import Link

_MOST = 200  # links of one article: what has more is a list
_TRIED = 1_000  # links to other sites of one page that are looked at
_LONGEST = 2_000  # characters of an address
_BLOCKS = frozenset(
    {"p", "li", "blockquote", "td", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article"}
)
_LEAST = 25  # characters of words that are looked for outside their own paragraph


def read_links(tree: Element, text: str, page_url: str) -> tuple[Link, ...]:
    """The links of `text` (the article's, a paragraph a line) that lead to another host than the page's, in its order.

    A link whose words are not in the text (a button, a related line that was left out) is none of the article's.
    """
    lines = _lines(text)
    home = _site(page_url)
    blocks: dict[Element, str] = {}
    leaving = ((a, url) for a in tree.iter("a") if (url := _address(a, page_url)) and _site(url) != home)
    placed = ((_place(anchor, blocks, lines, text), url) for anchor, url in islice(leaving, _TRIED))
    found = {place: Link(url, *place) for place, url in placed if place}
    return tuple(link for _, link in sorted(found.items()))[:_MOST]


def _lines(text: str) -> dict[str, int]:
    """Where each line begins; of equal lines the first."""
    starts: dict[str, int] = {}
    offset = 0
    for line in text.split("\n"):
        starts.setdefault(line, offset)
        offset += len(line) + 1
    return starts


def _address(anchor: Element, page_url: str) -> str:
    """Where a link leads, absolute; empty for what is no web address."""
    try:
        url = str(urljoin(page_url, (anchor.get("href") or "").strip()))
        if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname and len(url) <= _LONGEST:
            return url
    except ValueError:
        pass
    return ""


def _site(url: str) -> str:
    """The host without what stands for the same site: `www`, and the part before the last two labels."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    labels = host.split(".")
    short_ending = len(labels) > 2 and len(labels[-2]) <= 3  # co.id, com.au
    return ".".join(labels[-3:] if short_ending else labels[-2:])


def _place(anchor: Element, blocks: dict[Element, str], lines: dict[str, int], text: str) -> tuple[int, int] | None:
    """Where a link's words stand in the text: in the paragraph that it is in, or anywhere if they are many."""
    words = text_of(anchor)
    if not words:
        return None
    for block in _blocks(anchor):
        if block not in blocks:
            blocks[block] = text_of(block)
        line = blocks[block]
        if line in lines:
            at = line.find(words, max(len(_before(block, anchor)) - 1, 0))
            return (lines[line] + at, lines[line] + at + len(words)) if at >= 0 else None
    at = text.find(words) if len(words) >= _LEAST else -1
    return (at, at + len(words)) if at >= 0 else None


def _blocks(anchor: Element) -> Iterator[Element]:
    """The nearest two blocks around a link."""
    found = (above for above in anchor.iterancestors() if above.tag in _BLOCKS)
    for _, block in zip(range(2), found, strict=False):
        yield block


def _before(block: Element, anchor: Element) -> str:
    """What of a block's text stands before a link in it."""
    pieces: list[str] = [block.text or ""]
    for element in block.iterdescendants():
        if element is anchor:
            break
        pieces.append(element.text if isinstance(element.tag, str) and element.text else "")
    return squeeze("".join(pieces))
