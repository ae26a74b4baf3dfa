"""Who wrote a page: persons only, one name each."""

import html
import re
from collections.abc import Iterable, Iterator

from sources.extract.jsonld import Claims
from sources.extract.markup import Element, Line, squeeze, text_of
from sources.extract.metadata import Metas, key, values
from sources.types import PageRules

MAX_AUTHORS = 12
_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "content_author", "dc.creator", "byl",
    "cxenseparse:author", "dcterms.creator",
)  # fmt: skip
_SHORT = 150  # characters of a byline

_LABEL = re.compile(
    r"^(?:(?:oleh|by|pewarta|penulis|reporter|rep|jurnalis|author|written by|posted by|words by|laporan|wartawan)"
    r"\b\s{0,3}[:\-]?\s{0,3})+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:[-–—|]\s.*|\|.*)$|\s*[-–]\s*(?:detik|cnn|cnbc|okezone|sindo|tempo|viva).*$"
    r"|\s+(?:editor|red|redaktur|copyright|foto|fotografer|sumber)\s?:.*$|\s*©.*$|\s+for\s+[A-Z].*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[;,/&]|\bdan\b|\band\b|\bserta\b|\|)\s*")
_DEGREE = re.compile(
    r"^(?:s|m|d)\.?\s?(?:h|e|i|t|kom|ip|sos|pd|si|sc|m|hum|ag|ikom|ak)\.?$|^(?:ph\.?d|mba|jr|sr|ma|md|ll\.?m|ii|iii)\.?$",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"https?:|www\.|@|\d|redaksi|^admin|administrator|^tim$|^team\b|\bstaff?\b|^kontributor\b|^editor\b|newsroom"
    r"|^antara\b|^reuters$|^ap$|^afp$|associated press|\.com\b|\.co\b|\.id\b|indonesia$|^user$|^guest|^unknown$"
    r"|^tim (?:redaksi|liputan|liputan6|detik|editor|penulis|media|riset|data|kreatif|digital|produksi|(?-i:[a-z]))"
    r"|^none$|^null$|^undefined$|correspondent|news desk|newsdesk|^the \w+$|^detik|^cnn|^cnbc|^kompas|^tempo$|^by$",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[^\W\d_][\w.'’ʼ\-]*(?:\s+[\w.'’ʼ\-\"“”()]+){0,6}$")
_WHERE = re.compile(r"author|byline|penulis|reporter|jurnalis|pewarta|wartawan", re.IGNORECASE)


def read_authors(
    tree: Element, metas: Metas, claims: Claims, rules: PageRules, site: str, lines: tuple[Line, ...]
) -> tuple[str, ...]:
    """The persons who wrote the page; none where only a brand is named.

    The outlet's own `bylines` rules come first (some outlets' metadata name the editor), then JSON-LD, then meta,
    then what the page shows beside the text.
    """
    for source in _sources(tree, metas, claims, rules, lines):
        if names := persons_among(source, rules, site):
            return names
    return ()


def _sources(
    tree: Element, metas: Metas, claims: Claims, rules: PageRules, lines: tuple[Line, ...]
) -> Iterator[Iterable[str]]:
    """Where a byline may stand, the best first; made as they are asked for."""
    if rules.bylines:
        yield _by_rules(rules, (*_shown(tree), *(line.text for line in lines)))
    yield claims.authors
    yield list(values(metas, *_METAS))
    yield _shown(tree)


def persons_among(bylines: Iterable[str], rules: PageRules, site: str) -> tuple[str, ...]:
    """The persons that several bylines name, each once; `site` is the outlet's own name, which is nobody's."""
    brands = frozenset(key(brand) for brand in (*rules.brands, site, f"Tim {site}") if brand)
    return tuple(dict.fromkeys(name for raw in bylines for name in persons(raw, brands)))[:MAX_AUTHORS]


def persons(raw: str, brands: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of persons in one byline: labels, brands, degrees and tails cut, several people split."""
    text = squeeze(html.unescape(raw))
    if not text or len(text) > _SHORT:
        return
    text = _TAIL.sub("", _LABEL.sub("", text))
    for part in _SPLIT.split(text):
        name = _TAIL.sub("", _LABEL.sub("", part or "")).strip(" .-–—:,*'\"")
        if name and not _DEGREE.match(name) and key(name) not in brands and _is_person(name):
            yield name


def _is_person(name: str) -> bool:
    return 3 <= len(name) <= 60 and bool(_NAME.match(name)) and not _NO_PERSON.search(name) and name != name.lower()


def _by_rules(rules: PageRules, texts: Iterable[str]) -> Iterator[str]:
    patterns = [re.compile(pattern) for pattern in rules.bylines]
    for text in texts:
        for pattern in patterns:
            if found := pattern.search(text[:1000]):
                yield found["name"] or ""


def _shown(tree: Element) -> Iterator[str]:
    """The short texts that the markup calls a byline: rel, itemprop, then class and id."""
    found = tree.xpath("//*[@rel='author' or @itemprop='author' or contains(@itemprop, 'author')]")[:10]
    found += [e for e in tree.xpath("//*[@class or @id]") if _WHERE.search(f"{e.get('class')} {e.get('id')}"[:300])][
        :20
    ]
    for element in found:
        text = element.get("content") if element.tag == "meta" else text_of(element)
        if text and len(text) <= _SHORT:
            yield text
