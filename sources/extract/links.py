"""Links of an article to other sites, with the places of their words in its text.

Not here: whose site it is, and whether the article took anything from it.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from sources.extract.markup import Element, text_of
from sources.types import Link

_MOST = 200  # links of one article: what has more is a list
_TRIED = 1_000  # links to other sites of one page that are looked at
_LONGEST = 2_000  # characters of an address
_BLOCKS = frozenset(
    {"p", "li", "blockquote", "td", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article"}
)
_AROUND = 25  # characters before and behind a link by which it is found where its paragraph is cut otherwise
_LEAST = 25  # characters of words that are looked for without what stands around them
_SEARCHES = 300  # times that a page's whole text is searched
_PIECES = 200_000  # of text that are read in all the blocks of a page: those around others hold the same again
# Under which countries register names: co.id, com.au, or.jp (the suffixes of Indonesia and of the common ones).
_SECOND_LEVEL = frozenset(
    {"co", "com", "net", "org", "gov", "go", "ac", "or", "ne", "edu", "web", "my", "sch", "desa", "mil", "biz"}
)


class _Block(NamedTuple):
    """The text of a block on one line, and where in it each of its links begins."""

    text: str
    starts: dict[Element, int]


def read_links(tree: Element, text: str, page_url: str) -> tuple[Link, ...]:
    """The links of `text` (the article's, a paragraph a line) that lead to another host than the page's, in its order.

    A link whose words are not in the text (a button, a related line that was left out) is none of the article's.
    """
    home = _site(page_url)
    leaving = ((a, url) for a in tree.iter("a") if (url := _address(a, page_url)) and _site(url) != home)
    places = _Places(text)
    placed = ((places.of(anchor), url) for anchor, url in islice(leaving, _TRIED))
    found = {place: Link(url, *place) for place, url in placed if place}
    return tuple(link for _, link in sorted(found.items()))[:_MOST]


class _Places:
    """Where the links of one page stand in `text`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = _lines(text)
        self._blocks: dict[Element, _Block] = {}
        self._searches, self._pieces = _SEARCHES, _PIECES

    def of(self, anchor: Element) -> tuple[int, int] | None:
        """In the paragraph that it is in; or where the same words stand between the same, or alone if they are many."""
        words = text_of(anchor)
        if not words:
            return None
        at = -1
        for element in _around(anchor):
            block = self._block(element)
            if (line := self._lines.get(block.text)) is not None and anchor in block.starts:
                at = line + block.starts[anchor]
                break
        else:
            at = self._between(words, anchor)
        return (at, at + len(words)) if at >= 0 else None

    def _between(self, words: str, anchor: Element) -> int:
        """Where `words` stand between what stands around them in their block, or on one side of them."""
        for block in (self._block(element) for element in islice(_around(anchor), 1)):
            if anchor not in block.starts:
                break
            start, end = block.starts[anchor], block.starts[anchor] + len(words)
            before, behind = block.text[max(start - _AROUND, 0) : start], block.text[end : end + _AROUND]
            for left, right in ((before, behind), (before, ""), ("", behind), ("", "")):
                if len(left + words + right) >= _LEAST and (at := self._find(left + words + right)) >= 0:
                    return at + len(left)
        return -1

    def _block(self, element: Element) -> _Block:
        if element not in self._blocks:
            pieces = list(islice(_pieces(element), self._pieces))
            self._pieces -= len(pieces)
            self._blocks[element] = _read(pieces)
        return self._blocks[element]

    def _find(self, words: str) -> int:
        """Where `words` stand in the text, if in one place only."""
        self._searches -= 1
        at = self._text.find(words) if self._searches >= 0 else -1
        return at if at >= 0 and self._text.find(words, at + 1) < 0 else -1


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
    national = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if national else labels[-2:])


def _around(anchor: Element) -> Iterator[Element]:
    """The nearest two blocks around a link."""
    found = (above for above in anchor.iterancestors() if above.tag in _BLOCKS)
    for _, block in zip(range(2), found, strict=False):
        yield block


def _read(pieces: Iterable[tuple[Element | None, str]]) -> _Block:
    """The text with blanks single, in one pass: a page can be one paragraph of ten thousand links."""
    text: list[str] = []
    starts: dict[Element, int] = {}
    length, gap = 0, False  # of what is read; whether a blank is due before the next word
    for element, piece in pieces:
        if element is not None:
            starts[element] = length + (gap and length > 0)
        words = piece.split()
        if words:
            gap = length > 0 and (gap or piece[0].isspace())
            text.append(" " * gap + " ".join(words))
            length += len(text[-1])
            gap = piece[-1].isspace()
        elif piece:
            gap = True
    whole = "".join(text)
    return _Block(whole, {link: start + whole.startswith(" ", start) for link, start in starts.items()})


def _pieces(block: Element) -> Iterator[tuple[Element | None, str]]:
    """The text under a block in order, piece by piece, with the link that begins there."""
    yield None, block.text or ""
    open_elements, tails = [iter(block)], [""]
    while open_elements:
        element = next(open_elements[-1], None)
        if element is None:
            open_elements.pop()
            yield None, tails.pop()
        else:
            yield (element if element.tag == "a" else None), element.text or ""
            open_elements.append(iter(element))
            tails.append(element.tail or "")
