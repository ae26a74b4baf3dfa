"""From an archived page to an article: the order of reading, and the one place that says no.

Pure: the same bytes and rules give the same article, whatever was read before.
"""

from sources import language
from sources.errors import ExtractionError
from sources.extract import access, body, bylines, furniture, jsonld, links, markup, metadata, published, selected
from sources.extract.markup import Element, Line
from sources.types import Article, Page, Zone

EXTRACTOR = f"kabar 3, {body.LIBRARY}"  # stored with each extraction: raise it when the same page reads otherwise


def extract(page: Page) -> Article:
    """The article on the page; `ExtractionError` with the outcome as `kind` where there is none."""
    tree = markup.read_tree(page.body, page.content_type, page.url)
    claims = jsonld.read_claims(tree)
    metas = metadata.read_metas(tree)
    said = metadata.describe(tree, metas, claims, page.url)
    when = published.read_published(tree, metas, claims, page, said.title)
    markup.drop(tree, page.rules.drop)
    lines = _without_headline(body.read_lines(tree, page.rules, page.language, claims), said.title, tree)
    lines = selected.mark(tree, lines, page.rules)
    authors = bylines.read_authors(tree, metas, claims, page.rules, said.site, lines)
    writers = (*authors, said.site) if said.site else authors
    text = furniture.furnish(lines, page.rules, indonesian=page.language == "id", writers=writers)
    words = len(text.body.split())
    look = access.Look(
        url=page.url, title=said.title, og_type=metadata.value(metas, "og:type").lower(), words=words,
        shown=access.Shown(lambda: markup.lines_of(tree)),
        dated=when is not None and when.source != "page",
    )  # fmt: skip
    outcome = access.not_an_article(look, claims)
    if outcome is not None:
        raise ExtractionError(page.url, outcome)
    title_zone = (Zone(zone="title", char_start=0, char_end=len(said.title)),) if said.title else ()
    return Article(
        title=said.title,
        text=text.text,
        body=text.body,
        zones=title_zone + text.zones,
        lang=language.detect(said.title, text.body, page.language),
        word_count=words,
        access=access.grade(look, claims, cut=text.body.endswith(("[…]", "[...]"))),
        published=when,
        modified_at=published.read_modified(metas, claims, page),
        authors=authors,
        section=said.section,
        description=said.summary,
        tags=said.tags,
        canonical_url=said.canonical_url,
        dateline=text.dateline,
        desk=text.desk,
        links=links.read_links(tree, text.text, page.url),
    )


def _without_headline(lines: tuple[Line, ...], title: str, tree: Element) -> tuple[Line, ...]:
    """The lines without the headline at their head; a first paragraph that serves as the title stays.

    A headline is what a heading says, or what is said more than once; a text without a headline is listed under
    its first paragraph.
    """
    wanted = metadata.key(title)
    if not wanted:
        return lines
    repeats = [n for n, line in enumerate(lines[:5]) if metadata.key(line.text) == wanted]
    if repeats and sum(metadata.key(markup.text_of(p)) == wanted for p in tree.iter("p")) == 1:
        repeats.pop()  # the paragraph; what else says it is the heading above
    return tuple(line for n, line in enumerate(lines) if n not in repeats)
