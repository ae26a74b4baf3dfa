"""Which lines of a page are the article: the outlet's container where its rules name one, trafilatura elsewhere.

What kind of line each is (furniture, caption) is told in `furniture`.
"""

import copy
import logging

import trafilatura
from lxml import etree
from trafilatura.metadata import Document

from sources.extract.jsonld import Claims
from sources.extract.markup import Element, Line, lines_of, plain_lines, select, squeeze, text_of
from sources.extract.mending import mend
from sources.extract.metadata import key
from sources.types import PageRules

LIBRARY = f"trafilatura {trafilatura.__version__}"
HOLDS_TEXT = 80  # letters and digits a container must have to be the article's
FEW = 20  # words beside links: with fewer, trafilatura has found something else than the article
USUAL = ("[itemprop=articleBody]", ".article-body", ".entry-content", ".post-content", "[class*=article-content]",
         "article[class*=body]")  # fmt: skip
WORTH_TAKING = 60  # words of a body in JSON-LD; what is shorter is an excerpt
LINK_TEXT = 15  # characters; what is shorter is no link to another article

# It reports what it discards at levels meant for a crawler's operator; our outcome says the same.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_lines(tree: Element, rules: PageRules, language: str, claims: Claims) -> tuple[Line, ...]:
    """The article's paragraphs in order; none where there is no text. Leaves `tree` as it is."""
    found = _in_container(tree, rules.body) or mend(tree, _apart(tree, by_trafilatura(tree, precise=language == "id")))
    if sum(len(line.text.split()) for line in found if not line.linked) < FEW:
        found = _in_container(tree, USUAL) or found
    claimed = len(claims.body.split())
    if claimed >= WORTH_TAKING and sum(len(line.text.split()) for line in found) < claimed / 2:
        return plain_lines(claims.body)  # a page that a script would fill from the data it carries
    if "liveblogposting" in claims.types:
        return tuple(line._replace(linked=False) for line in found)  # its headings link to themselves
    return found


def _in_container(tree: Element, selectors: tuple[str, ...]) -> tuple[Line, ...]:
    """The lines of the first container that holds text."""
    for selector in selectors:
        lines = [line for element in select(tree, selector) for line in lines_of(element)]
        if sum(sum(map(str.isalnum, line.text)) for line in lines) >= HOLDS_TEXT:
            return tuple(lines)
    return ()


def _apart(tree: Element, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a whole article element that trafilatura, finding little in it, has put on one line."""
    if len(lines) != 1:
        return lines
    wanted = key(lines[0].text)
    for element in tree.iter("article", "main"):
        if key(text_of(element)) == wanted:
            return tuple(lines_of(element))
    return lines


def by_trafilatura(tree: Element, *, precise: bool) -> tuple[Line, ...]:
    """What trafilatura takes for the article, without readers' comments.

    `precise` leaves out more: better on Indonesian pages, whose related links it would keep. Never with its own
    deduplication, which remembers earlier pages.
    """
    try:
        document = trafilatura.bare_extraction(
            copy.copy(tree), include_comments=False, favor_precision=precise, deduplicate=False
        )
    except (AttributeError, IndexError, KeyError, AssertionError, RecursionError, etree.LxmlError):
        return ()  # its slips on odd markup
    if not isinstance(document, Document) or document.body is None:
        return ()
    links = {squeeze("".join(link.itertext())) for link in tree.iter("a")}
    return tuple(
        line._replace(linked=len(line.text) >= LINK_TEXT and line.text in links) for line in lines_of(document.body)
    )
