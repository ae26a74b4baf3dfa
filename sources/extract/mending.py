"""What trafilatura loses of an article it has found, and what it takes twice.

It can stop after the first of several containers of the same make, and loses text that lies bare between
paragraphs. Both are put back beside the paragraphs they belong to; repeats are taken out.
"""

import re
from collections import Counter
from collections.abc import Iterator

from sources.extract.markup import Element, Line, squeeze, text_of

_PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "blockquote")
_PROSE = 80  # characters of a paragraph that is worth putting back
_ENDS = (".", "!", "?", "”", '"', "’", "'", ")", ":", "…", "。")
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "figure", "section", "aside", "blockquote", "article", "center",
                     "script", "style", "iframe", "h1", "h2", "h3", "h4", "h5", "h6", "form", "noscript"})  # fmt: skip
_REPEATS = 150  # characters from which a line said twice is a repeat and no refrain
_DUMP = 500  # characters of a line that may hold the whole text once more

_KNOWN = 0.2  # of a text's runs of words: from there on it was kept, in other lines
_WORD = re.compile(r"\w+")

_Placed = tuple[int, Line]  # a line and its place in the page


def mend(tree: Element, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """`lines` with the prose that belongs beside them and was lost, without what is said twice."""
    wanted = {line.text for line in lines}
    places: dict[str, tuple[int, Element]] = {}
    order: dict[Element, int] = {}
    for number, element in enumerate(tree.iter(*_PARAGRAPHS)):
        order[element] = number
        text = text_of(element)
        if text in wanted:
            places.setdefault(text, (number, element))
    weights = Counter[Element]()
    for text, (_, element) in places.items():
        weights[element.getparent()] += len(text)
    if not weights:
        return _without_repeats(lines)
    home = weights.most_common(1)[0][0]
    said = _runs(" ".join(line.text for line in lines))
    lost = [placed for placed in _lost(tree, home, order) if _is_new(placed[1].text, said)]
    return _without_repeats(_woven(lines, places, lost))


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every three words in a row: what tells whether a text was said, however its lines were broken."""
    words = _WORD.findall(text)
    return set(zip(words, words[1:], words[2:], strict=False))


def _is_new(text: str, said: set[tuple[str, ...]]) -> bool:
    runs = _runs(text)
    return len(runs & said) < _KNOWN * len(runs)


def _lost(tree: Element, home: Element, order: dict[Element, int]) -> Iterator[_Placed]:
    """The prose in `home` and in the containers of the same make that is no link and has no block of its own."""
    make = home.get("class") or ""
    alike = [e for e in tree.iter(home.tag) if e.get("class") == make] if make else [home]
    for container in alike[:50]:
        found = [
            (order[child], Line(text))
            for child in container.iterchildren("p")
            if len(text := text_of(child)) >= _PROSE and text.endswith(_ENDS) and not _links(child, text)
        ]
        if container is home or len(found) > 1:
            yield from found
    yield from _bare(home, order)


def _bare(home: Element, order: dict[Element, int]) -> Iterator[_Placed]:
    """The runs of text in `home` that are in no block, each placed before the paragraph that follows it."""
    run: list[str] = [home.text or ""]
    waiting: list[Line] = []
    last = -1
    for child in [*home, None]:
        if child is not None and child.tag not in _BLOCKS and child.tag != "br":
            run += [*child.itertext(), child.tail or ""] if isinstance(child.tag, str) else [child.tail or ""]
            continue
        text = squeeze("".join(run))
        if len(text) >= _PROSE and text.endswith(_ENDS):
            waiting.append(Line(text))
        run = [child.tail or ""] if child is not None else []
        place = order.get(child)
        if place is not None:
            yield from ((place - 1, line) for line in waiting)
            waiting, last = [], place
    yield from ((last, line) for line in waiting)


def _links(element: Element, text: str) -> bool:
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked > 0.3 * len(text)


def _woven(lines: tuple[Line, ...], places: dict[str, tuple[int, Element]], lost: list[_Placed]) -> tuple[Line, ...]:
    """`lost` put in front of the first line that comes later in the page."""
    rest = sorted(lost, key=lambda placed: placed[0])
    result: list[Line] = []
    for line in lines:
        place = places.get(line.text, (-1,))[0]
        while rest and rest[0][0] < place:
            result.append(rest.pop(0)[1])
        result.append(line)
    return (*result, *(line for _, line in rest))


def _without_repeats(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    result: list[Line] = []
    seen: set[str] = set()
    said = Counter[str]()
    for line in lines:
        words = Counter(line.text.split())
        dump = len(line.text) >= _DUMP and (words - said).total() <= 0.05 * words.total()
        if dump or (len(line.text) >= _REPEATS and line.text in seen):
            continue
        seen.add(line.text)
        said += words
        result.append(line)
    return tuple(result)
