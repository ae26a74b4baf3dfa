"""A story as lines for a terminal, and as values for programs. What pages say is shown as text on one line, and cut."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from flows.console import cell
from warehouse.stories.tree import Doubt, Figure, Link, Node
from warehouse.story import Story

_TITLE, _EVIDENCE, _SURFACE = 160, 200, 60  # characters that are shown of each
_FIGURES, _REASONS = 6, 4  # and lines, without `everything`
_OWN = "Reports of their own"
_KINDS = {
    "column": "a column", "roundup": "a roundup", "promotion": "a promotion", "evergreen": "an evergreen piece",
}  # fmt: skip
_VERDICTS = ("contradicted", "converted", "rounded", "equal", "missing")  # in this order


def lines(story: Story, *, everything: bool = False) -> Iterator[str]:
    """The story as people read it; `everything`: with all evidence, all figures, and what was not taken."""
    yield _text(story.title, _TITLE)
    yield from _head(story)
    retold = [node for node in story.tree if node.retellings]
    own = [node for node in story.tree if not node.retellings]
    for node in retold:
        yield ""
        yield from _root(node, everything)
    if own and (retold or len(own) > 1):
        yield ""
        yield _OWN
    for node in own:
        if not retold and len(own) == 1:
            yield ""
        yield from _root(node, everything)


def _head(story: Story) -> Iterator[str]:
    if story.story_id is None:
        node = next((n for n in _every(story.tree) if n.article and n.article.title == story.title), None)
        yield _no_story(node)
        return
    yield f"story {story.story_id}"
    span = story.last_at - story.first_at
    until = f" to {_moment(story.last_at, story.first_at)} UTC ({_span(span)})" if span else " UTC"
    yield f"{_moment(story.first_at)}{until}, first: {_text(story.first_outlet, _SURFACE)}"
    voices = _numbered(story.independent_voices, "independent voice")
    owners = _numbered(len(story.groups), "owner")
    yield (
        f"{_numbered(story.articles, 'article')} of {_numbered(len(story.outlets), 'outlet')} ({owners}) in "
        f"{' and '.join(_text(lang, 8) for lang in story.languages)}; {voices}"
    )


def _no_story(node: Node | None) -> str:
    kind = node.article.kind if node and node.article else ""
    if kind in ("", "news"):
        return "in no story yet: the next `kabar run` compares it with what else there is"
    return f"in no story: {_KINDS.get(kind, 'it')} tells no one event"


# ------------------------------------------------------------------ nodes


def _root(node: Node, everything: bool) -> Iterator[str]:
    yield _headline(node, _when(node))
    yield from _beneath(node, "", everything)


def _beneath(node: Node, margin: str, everything: bool) -> Iterator[str]:
    """What is told of a node under its headline, and what retells it."""
    bar = "│  " if node.retellings else "   "
    for line in _details(node, everything):
        yield f"{margin}{bar}{line}"
    for number, one in enumerate(node.retellings, 1):
        last = number == len(node.retellings)
        yield f"{margin}{'└─' if last else '├─'} {_headline(one, _lag(one))}"
        yield from _beneath(one, margin + ("   " if last else "│  "), everything)


def _headline(node: Node, when: str) -> str:
    outlet = _text(node.outlet, _SURFACE) or "an unknown outlet"
    if node.article is None:
        return f"{outlet}: not in the warehouse" if node.url else f"{outlet}: which of its articles is not known"
    lang = f" ({_text(node.article.lang, 8)})" if node.article.lang else ""
    return f"{when}  {outlet}{lang}  {_text(node.article.title, _TITLE)}"


def _details(node: Node, everything: bool) -> Iterator[str]:
    if node.url:
        yield _text(node.url, 2_000)
    if node.link:
        yield from _how(node.link, everything)
        yield from _figures(node.link.figures, everything)
    for link in node.beside:
        where = _text(link.original_url or f"an article of {link.original_outlet}", 2_000)
        yield f"also retells {where} ({link.how}, {link.confidence:.2f})"
    if node.article and not node.article.in_story:
        yield "(tells another story, or none)"
    elif node.article and node.article.why and (everything or not node.link):
        yield f"here because: {_text(node.article.why, _EVIDENCE)}"
    if everything:
        yield from map(_doubt, node.doubts)


def _how(link: Link, everything: bool) -> Iterator[str]:
    reasons = [_text(line, _EVIDENCE) for line in link.evidence.splitlines() if line.strip()]
    shown = reasons if everything else reasons[:_REASONS]
    yield f"{link.how} ({link.confidence:.2f})" + (f": {shown[0]}" if shown else "")
    for reason in [*shown[1:], *_left(len(reasons) - len(shown))]:
        yield f"  {reason}"


def _figures(figures: Sequence[Figure], everything: bool) -> Iterator[str]:
    """A line for each figure that differs, one for all that are missing, and how many are as they were."""
    most = len(figures) if everything else _FIGURES
    there = sorted((f for f in figures if f.derived is not None), key=lambda f: _VERDICTS.index(f.verdict))
    wanted = [f for f in there if everything or f.verdict != "equal"]
    for figure in wanted[:most]:
        rate = f" (at {figure.rate:,.6g})" if figure.rate is not None else ""
        yield f"{figure.verdict}: {_text(figure.original, _SURFACE)} -> {_text(figure.derived, _SURFACE)}{rate}"
    yield from _left(len(wanted) - most)
    if missing := [_text(f.original, _SURFACE) for f in figures if f.derived is None]:
        yield f"missing: {', '.join(missing[:most])}" + "".join(f", {left}" for left in _left(len(missing) - most))
    if not everything and (same := len(there) - len(wanted)):
        yield f"{_numbered(same, 'figure')} as in the original"


def _left(n: int) -> Iterator[str]:
    if n > 0:
        yield f"and {n} more (--all)"


def _doubt(doubt: Doubt) -> str:
    what = f"{_text(doubt.outlet, _SURFACE)}, {_text(doubt.title, _TITLE)} {_text(doubt.url, 2_000)}"
    return f"not taken ({doubt.score:.2f}): {what}: {_text(doubt.reason, _EVIDENCE)}"


# ------------------------------------------------------------------ words


def _text(value: str | None, most: int) -> str:
    """One line, with nothing in it that moves the cursor."""
    line = " ".join(cell(value).split())
    return line if len(line) <= most else line[: most - 3] + "..."


def _when(node: Node) -> str:
    return _moment(node.article.published_at) if node.article else ""


def _lag(node: Node) -> str:
    if node.lag is None:
        return _when(node)
    sign = "+" if node.lag >= timedelta(0) else "-"
    return f"{sign}{_span(abs(node.lag))}"


def _moment(at: datetime, after: datetime | None = None) -> str:
    """With its day, unless that is the one of `after`."""
    clock = f"{at:%H:%M}"
    return clock if after and after.date() == at.date() else f"{at.day} {at:%b %Y} {clock}"


def _span(span: timedelta) -> str:
    """`3 h 20 min`; from two days on in days and hours."""
    minutes = round(span.total_seconds() / 60)
    hours, days = minutes // 60, minutes // 1440
    if days >= 2:
        return f"{days} d" if hours == 24 * days else f"{days} d {hours - 24 * days} h"
    if not hours:
        return f"{minutes} min"
    return f"{hours} h" if minutes == 60 * hours else f"{hours} h {minutes - 60 * hours} min"


def _numbered(n: int, one: str) -> str:
    return f"{n} {one}" if n == 1 else f"{n} {one}s"


def _every(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _every(node.retellings)


# ------------------------------------------------------------------ for programs


def as_record(story: Story) -> dict[str, Any]:
    """The story as JSON has it: its tree as nested `retellings`, all evidence, figures and candidates with it."""
    record = {name: getattr(story, name) for name in story.__slots__}
    return record | {"tree": [_node(node) for node in story.tree]}


def _node(node: Node) -> dict[str, Any]:
    article = node.article
    told = {name: getattr(article, name) for name in article.__slots__} if article else {"article_id": None}
    return told | {
        "url": node.url,
        "outlet": node.outlet,
        "lag": node.lag,
        "link": _plain(node.link) if node.link else None,
        "beside": [_plain(link) for link in node.beside],
        "doubts": [{name: getattr(doubt, name) for name in doubt.__slots__} for doubt in node.doubts],
        "retellings": [_node(one) for one in node.retellings],
    }


def _plain(link: Link) -> dict[str, Any]:
    figures = [{name: getattr(figure, name) for name in figure.__slots__} for figure in link.figures]
    return {name: getattr(link, name) for name in link.__slots__} | {
        "evidence": link.evidence.splitlines(),
        "figures": figures,
    }
