"""From bytes to a bounded tree, and from elements to lines: the shared ground of what reads a page.

Decoding, the caps on size and elements, and the text of an element as paragraphs live here. What any of it means
does not.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cssselect import SelectorError
from lxml import etree, html
from lxml.cssselect import CSSSelector

from sources.errors import ExtractionError
from sources.types import ZoneName

MAX_BYTES = 3_000_000  # the largest real page met was 2.2 MB
MAX_ELEMENTS = 30_000  # the largest real page met had 11,529; trafilatura needs about 2 s for 40,000

Element = Any  # lxml publishes no types

# The options of trafilatura's own parser, so that it reads our tree as it would read the page. Without
# `huge_tree` libxml2 stops at a depth of 256, which no recursion below can mind.
_PARSER_OPTIONS = {
    "collect_ids": False, "default_doctype": False, "encoding": "utf-8", "remove_comments": True, "remove_pis": True,
}  # fmt: skip

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What the labels mean on the web (WHATWG encoding standard, table of names and labels).
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
          "euc_kr": "cp949", "iso8859-9": "cp1254", "tis-620": "cp874"}  # fmt: skip
_STATEFUL = ("iso2022", "utf-16", "utf-32", "hz")  # their bytes can be valid UTF-8 and mean something else
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s{0,100}<\?xml[^>]{0,200}>")
_BROKEN_ROOT = re.compile(r"(<html[^<>]{0,500}?)/>", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")

_BREAKING = frozenset({
    "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr",
    "section", "article", "aside", "header", "footer", "blockquote", "figure", "figcaption", "pre", "hr", "main",
    "nav", "form", "fieldset", "center",
    "head", "list", "item", "row", "quote", "lb",  # trafilatura's own names
})  # fmt: skip
_SILENT = frozenset({
    "script", "style", "noscript", "iframe", "template", "button", "select", "input", "textarea", "svg", "video",
    "audio", "object", "form",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "head"})
_ITEMS = frozenset({"li", "item"})
_MARKED = _SILENT | _HEADINGS | _ITEMS | {"a", "figcaption"}
_CELLS = frozenset({"td", "th", "cell"})

_Marks = tuple[bool, bool, bool, bool]  # in a link, in a caption, in a list's item, in a heading
_UNMARKED = (False, False, False, False)


class Line(NamedTuple):
    """One paragraph as the page shows it, with what its markup says of all of it.

    `linked` if it is link text, `caption` if it is under a picture, `item` of a list, `heading` of whatever level;
    `zone` if the outlet's rules give it one.
    """

    text: str
    linked: bool = False
    caption: bool = False
    item: bool = False
    heading: bool = False
    zone: ZoneName | None = None


def read_tree(body: bytes, content_type: str, url: str) -> Element:
    """The page's tree; `ExtractionError` too_large for what trafilatura would choke on, no_text for nothing."""
    if len(body) > MAX_BYTES:
        raise ExtractionError(url, "too_large", f"{len(body)} bytes")
    text = decode(body, content_type)
    text = _BROKEN_ROOT.sub(r"\1>", _DECLARATION.sub("", text, count=1), count=1)
    if not text.strip():
        raise ExtractionError(url, "no_text", "empty page")
    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(**_PARSER_OPTIONS))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ExtractionError(url, "no_text", "no markup") from error
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_ELEMENTS:
        raise ExtractionError(url, "too_large", f"{elements} elements")
    return tree


def decode(body: bytes, content_type: str = "") -> str:
    """The page's characters, without control characters: by BOM, by what is valid, by what is declared.

    Valid UTF-8 is UTF-8 whatever was declared: many pages are re-encoded on the way and keep their old label.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return clean(body.removeprefix(bom).decode(encoding, "replace"))
    declared = _declared(body, content_type)
    if not declared.startswith(_STATEFUL):
        try:
            return clean(body.decode())
        except UnicodeDecodeError:
            pass
    if not declared or declared == "utf-8":
        text = body.decode("utf-8", "replace")
        # A page cut in the middle of a character is still UTF-8; one in Latin-1 is full of damage.
        declared = "utf-8" if text.count("\ufffd") * 20 < sum(char > "\x7f" for char in text) else "cp1252"
    return clean(body.decode(declared, "replace"))


def _declared(body: bytes, content_type: str) -> str:
    """The encoding that header or markup names, by Python's name; empty where none that is known."""
    found = _CHARSET.search(body[:4096])
    labels = [label[1] for label in (_HEADER_CHARSET.search(content_type),) if label]
    for label in [*labels, found[1].decode("ascii", "replace") if found else ""]:
        try:
            name = codecs.lookup(label.strip()).name
            "".encode(name)  # a codec of bytes or of compression is no charset
        except (LookupError, UnicodeError, TypeError, ValueError, AttributeError):
            continue
        return _WIDER.get(name, name)
    return ""


def clean(text: str) -> str:
    """`text` with line feeds only, without control characters and halves of characters, which no file can hold."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def squeeze(text: str) -> str:
    """`text` on one line, blanks single."""
    return " ".join(text.split())


def text_of(element: Element) -> str:
    """All text under `element`, on one line."""
    return squeeze("".join(element.itertext()))


def select(tree: Element, selector: str) -> list[Element]:
    """The elements that match a CSS selector, none of them inside another; none for a selector that is wrong."""
    try:
        found = CSSSelector(selector, translator="html")(tree)
    except (SelectorError, etree.XPathError):
        return []
    chosen = set(found)
    return [element for element in found if not any(above in chosen for above in element.iterancestors())]


def drop(tree: Element, selectors: tuple[str, ...]) -> None:
    """Remove what matches, keeping the text behind it."""
    for selector in selectors:
        for element in select(tree, selector):
            if element.getparent() is not None:
                element.drop_tree()


def lines_of(element: Element) -> list[Line]:
    """The paragraphs under `element`: what block elements and line breaks set apart, blanks single."""
    lines: list[Line] = []
    text: list[str] = []
    kinds: set[_Marks] = set()  # of the pieces that have a letter
    for piece, marks in _pieces(element):
        if piece is not None:
            text.append(piece)
            if marks not in kinds and any(map(str.isalnum, piece)):
                kinds.add(marks)
        elif text:
            if whole := _BLANKS.sub(" ", "".join(text).replace("\n", " ")).strip():
                linked, caption, item, heading = (all(kind) for kind in zip(*(kinds or {_UNMARKED}), strict=True))
                lines.append(Line(whole, linked, caption, item, heading))
            text, kinds = [], set()
    return lines


def _pieces(element: Element) -> Iterator[tuple[str | None, _Marks]]:
    """The text under `element` in order, `None` where a line ends; with each what it stands in."""
    linked = captioned = items = headings = silent = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag, begins = node.tag, event == "start"
        if tag in _MARKED:
            step = 1 if begins else -1
            linked += step * (tag == "a")
            captioned += step * (tag == "figcaption")
            items += step * (tag in _ITEMS)
            headings += step * (tag in _HEADINGS)
            silent += step * (tag in _SILENT)
        if tag in _BREAKING:
            yield None, _UNMARKED
        elif not begins and tag in _CELLS:
            yield " ", (linked > 0, captioned > 0, items > 0, headings > 0)
        text = node.text if begins else node.tail
        if text and not silent and (begins or node is not element):
            yield text, (linked > 0, captioned > 0, items > 0, headings > 0)
    yield None, _UNMARKED


def plain_lines(text: str) -> tuple[Line, ...]:
    """The paragraphs of a text that is not a page, markup in it taken out."""
    if "<" in text:
        try:
            return tuple(lines_of(html.fragment_fromstring(text, create_parent="div")))
        except (etree.ParserError, etree.XMLSyntaxError):
            pass
    return tuple(Line(squeeze(line)) for line in text.split("\n") if line.strip())
