"""Which lines of a page stand in the elements that its outlet's zone rules select.

Lines are told by their text, as a reader of the page tells them: they may come from the page's own elements or from
trafilatura's copy of them. What their headings open is told in `sections`.
"""

from collections import Counter
from typing import NamedTuple

from sources.extract.markup import Element, Line, lines_of, select, text_of
from sources.extract.metadata import key
from sources.types import PageRules, ZoneName


class _Selected(NamedTuple):
    zones: dict[str, ZoneName]  # by the text's letters and digits
    times: Counter[str]


def mark(tree: Element, lines: tuple[Line, ...], rules: PageRules) -> tuple[Line, ...]:
    """`lines` with the zone of the selected element that each stands in.

    A text which the article says more often than the selected elements do is theirs only beside another of their
    lines: a teaser's headline may be the article's own.
    """
    selected = _select(tree, rules)
    if not selected.times:
        return lines
    keys = [key(line.text) for line in lines]
    said = Counter(keys)
    sure = [k in selected.zones and said[k] <= selected.times[k] for k in keys]
    told = tuple(
        line._replace(zone=selected.zones[k])
        if k in selected.zones and (sure[n] or _beside(sure, n, keys, selected.zones))
        else line
        for n, (line, k) in enumerate(zip(lines, keys, strict=True))
    )
    return told if any(line.zone in (None, "body") for line in told) else lines  # a selector of the whole page


def _select(tree: Element, rules: PageRules) -> _Selected:
    found = _Selected({}, Counter())
    for rule in rules.zones:
        for element in (element for selector in rule.select for element in select(tree, selector)):
            texts = [line.text for line in lines_of(element)]
            whole = [text_of(element)] if len(texts) > 1 else []  # trafilatura may join them
            for k in filter(None, map(key, texts + whole)):
                found.zones.setdefault(k, rule.zone)
                found.times[k] += 1
    return found


def _beside(sure: list[bool], n: int, keys: list[str], zones: dict[str, ZoneName]) -> bool:
    near = (m for m in (n - 1, n + 1) if 0 <= m < len(sure))
    return any(sure[m] and zones[keys[m]] == zones[keys[n]] for m in near)
