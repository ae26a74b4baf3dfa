"""Markup made safe to hand to a parser: one linear pass that mends a little and bounds everything.

Feed parsers have spots that take quadratic time or more (tags compared with all tags before, an e-mail pattern run
over an author of any length, comments that never close), and XML has entities that multiply. What leaves here has no
DTD, no entity but XML's five, no comment or processing instruction, few enough namespaces and entries, and short
elements where a parser does more than copy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

MAX_ENTRIES = 2_000
MAX_NAMESPACES = 100
SHORT_TEXT = 8_000  # characters in all the short elements of one entry together
SHORT_ELEMENT = 1_000  # in one of them
SHORT_ELEMENTS = 500  # of them in one entry
MAX_TAGS = 100_000  # of feeds: 2,000 entries of 25 elements; a parser takes up to 40 µs for each
MAX_SITEMAP_TAGS = 600_000  # 50,000 addresses of 5 elements, the most a sitemap may hold
MAX_TEXT = 8_000_000  # characters of what leaves here: mending makes five of one `&`
LONGEST_TAG = 20_000  # characters; a longer one loses its attributes
LONGEST_PROLOG = 100_000  # characters in which the root must begin: comments, warnings of a server

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|rdf|feed|channel|urlset|sitemapindex|html)\b", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")  # XML 1.0, 2.2
_TOKEN = re.compile(
    r"<!\[CDATA\[|<!--|<\?|<![A-Za-z]"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*+)"
    r"(?:(?P<rest>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)|(?P<odd>[^<>]*+))>"
)
_ATTRIBUTE = re.compile(r"\s([\w:.-]{1,100}+)\s{0,9}=\s{0,9}(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"']++))")
_AMPERSAND = re.compile(r"&(?:(lt|gt|amp|quot|apos);|#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z0-9]{2,31});)?")
_NAMESPACE = re.compile(r"\sxmlns:([\w.-]{1,100})")
_ENTRY = frozenset({"item", "entry"})
_ROOTS = frozenset({"rss", "rdf", "feed", "channel", "urlset", "sitemapindex"})
# Elements from which a parser makes lists, names or dates: their text is short or is nobody's name.
_SHORT_NAMES = """
    author creator name email contributor publisher webmaster managingeditor owner keywords tags category subject
    pubdate published updated date modified issued created expirationdate lastbuilddate credit rating
    explicit block where point line polygon box pos poslist chapter
"""
_SHORT = frozenset(_SHORT_NAMES.split())


@dataclass(frozen=True, slots=True)
class Tidied:
    """Bounded markup that begins with its root, and what was wrong with it (empty: nothing)."""

    text: str
    damage: str


def root_of(text: str) -> str:
    """The local name of the document's root in lower case, if it is one that feeds or pages have; else empty."""
    head = text[:LONGEST_PROLOG]
    if found := _ROOT.search(head):
        return found[1].lower()
    return "html" if _HTML.search(head) else ""


def tidied(text: str, *, tags: int = MAX_TAGS) -> Tidied:
    """`text` from its root on, mended and bounded: at most `MAX_ENTRIES` items or entries, and `tags` tags."""
    found = _ROOT.search(text[:LONGEST_PROLOG])
    text = _ILLEGAL.sub("", text[found.start() :] if found else text)
    writer = _Writer(tags)
    for piece in _pieces(text):
        writer.take(*piece)
        if writer.ended:
            break
    return Tidied("".join(writer.out), "; ".join(dict.fromkeys(writer.damage)))


def _pieces(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Text, CDATA sections (as text, already escaped) and tags, in order; comments and declarations are left out."""
    at = 0
    while found := _TOKEN.search(text, at):
        yield _mended(text[at : found.start()]), None
        if found["name"]:
            yield "", found
            at = found.end()
            continue
        opening = found[0]
        closing = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}.get(opening, ">")
        end = text.find(closing, found.end())
        end = len(text) if end < 0 else end
        if opening == "<![CDATA[":
            yield _escaped(text[found.end() : end]), None
        at = end + len(closing)
    yield _mended(text[at:]), None


class _Writer:
    """What has been written so far, and which bounds are used up."""

    def __init__(self, tags: int) -> None:
        self.out: list[str] = []
        self.damage: list[str] = []
        self.ended = False
        self._root = ""
        self._entries_left, self._tags_left, self._text_left = MAX_ENTRIES, tags, MAX_TEXT
        self._namespaces: set[str] = set()
        self._dropping = ""  # the element whose end is awaited; "*": the root's
        self._renew()

    def _renew(self) -> None:
        self._short_text, self._short_elements, self._short_depth = SHORT_TEXT, SHORT_ELEMENTS, 0
        self._short_element = SHORT_ELEMENT

    def take(self, text: str, tag: re.Match[str] | None) -> None:
        if tag is None:
            self._take_text(text)
            return
        self._tags_left -= 1
        if self._tags_left < 0 and self._dropping != "*":
            self._stop("more markup than is read")
        if tag["end"]:
            self._take_end(tag["name"])
        else:
            self._take_start(tag["name"], _attributes(tag))

    def _take_text(self, text: str) -> None:
        if self._dropping or not text:
            return
        if self._short_depth:
            kept = text[: min(self._short_text, self._short_element)]
            self._short_text -= len(kept)
            self._short_element -= len(kept)
            text = kept if kept == text else kept.rpartition("&")[0] if "&" in kept[-12:] else kept
        self._text_left -= len(text)
        if self._text_left < 0:
            self._stop("more text than is read")
            return
        self.out.append(text)

    def _stop(self, why: str) -> None:
        """Write no more than the end of the root."""
        self._dropping = "*"
        self.damage.append(why)

    def _take_end(self, name: str) -> None:
        local = _local(name)
        if self._dropping:
            if self._dropping == name:
                self._dropping = ""
                return
            if self._dropping != "*" or local not in _ROOTS:
                return
        elif local in _SHORT:
            self._short_depth = max(0, self._short_depth - 1)
        self.out.append(f"</{name}>")
        self.ended = name == self._root

    def _take_start(self, name: str, rest: str) -> None:
        local, empty = _local(name), rest.endswith("/")
        if local in _ENTRY:
            self._begin_entry()
        if self._dropping:
            return
        if local in _SHORT and not self._may_take_short(name, empty):
            return
        self._root = self._root or name
        if "xmlns:" in rest:
            rest = self._bounded_namespaces(rest)
        self.out.append(f"<{name}{_mended(rest)}>")

    def _begin_entry(self) -> None:
        if self._dropping == "*":
            return
        self._renew()
        self._entries_left -= 1
        self._dropping = ""
        if self._entries_left < 0:
            self._stop("more entries than are read")

    def _may_take_short(self, name: str, empty: bool) -> bool:
        self._short_elements -= 1
        if self._short_elements < 0:
            self._dropping = "" if empty else name
            return False
        if self._short_depth == 0:
            self._short_element = SHORT_ELEMENT
        self._short_depth += 0 if empty else 1
        return True

    def _bounded_namespaces(self, rest: str) -> str:
        self._namespaces.update(_NAMESPACE.findall(rest))
        if len(self._namespaces) <= MAX_NAMESPACES:
            return rest
        self.damage.append("more namespaces than are read")
        return _NAMESPACE.sub(" ignored", rest)


def _attributes(tag: re.Match[str]) -> str:
    """What stands in a start tag after its name; one with stray quotes keeps the attributes that can be told."""
    rest, odd = tag["rest"], tag["odd"]
    if len(rest or odd or "") > LONGEST_TAG:
        return ""
    if rest is not None:
        return rest
    pairs = ((found[1], found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(odd))
    kept = "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in pairs)
    return kept + ("/" if odd.endswith("/") else "")


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _mended(text: str) -> str:
    """Text in which every `&` begins a reference XML knows, and no `<` or `]]>` is left."""
    if "<" in text or "]]>" in text:
        text = text.replace("<", "&lt;").replace("]]>", "]]&gt;")
    return _AMPERSAND.sub(_reference, text) if "&" in text else text


def _reference(match: re.Match[str]) -> str:
    known, decimal, hexadecimal, name = match.groups()
    if known:
        return match[0]
    if decimal or hexadecimal:
        return _numbered(int(decimal) if decimal else int(hexadecimal, 16))
    if name and (characters := html5.get(name + ";")):
        return _escaped(characters)
    return "&amp;" + match[0][1:]


def _numbered(number: int) -> str:
    legal = (
        number in {9, 10, 13} or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    )
    return f"&#{number};" if legal else "\ufffd"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
