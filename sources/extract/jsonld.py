"""What a page claims of itself in JSON-LD (schema.org), read whatever the JSON's state.

The fields as printed; which claim to believe is decided in `metadata`.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sources.extract.markup import Element, clean, squeeze

MAX_SCRIPT = 1_000_000  # characters
MAX_NODES = 5_000

_COMMENT = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|^[^\S\n]*//[^\S\n]*$", re.MULTILINE)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_ARTICLE = re.compile(r"(?:article|posting|report)$", re.IGNORECASE)
_SALVAGE = re.compile(r'"(datePublished|dateModified|headline|articleSection)"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,500})"')
# Branches that hold other works than the page's own.
_OTHERS = frozenset(
    ["itemListElement", "isRelatedTo", "relatedLink", "citation", "mentions", "comment", "review", "isBasedOn",
     "publisher", "about", "subjectOf", "workExample", "potentialAction", "breadcrumb", "image", "logo"]
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The page's own words on itself; empty where it says nothing."""

    types: tuple[str, ...] = ()  # of every node of the page's own, lower case
    is_article: bool = False
    url: str = ""
    headline: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    body: str = ""
    word_count: int = 0
    is_free: bool | None = None


def read_claims(tree: Element) -> Claims:
    """The claims of the page's article node, completed from its page node; empty claims where there is neither."""
    documents: list[Any] = []
    salvaged: dict[str, str] = {}
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            document = load(script.text[:MAX_SCRIPT])
            if document is None:
                salvaged |= {name: _unquote(value) for name, value in reversed(_SALVAGE.findall(script.text))}
            else:
                documents.append(document)
    own = list(_nodes(documents))
    by_id = {node["@id"]: node for node in own if isinstance(node.get("@id"), str) and len(node) > 1}
    ranked = sorted(own, key=_rank)
    nodes = [node for node in ranked if _rank(node) < _NEITHER]
    return _claims(own, nodes, by_id, salvaged)


def _claims(
    own: list[dict[str, Any]], nodes: list[dict[str, Any]], by_id: dict[str, dict[str, Any]], salvaged: dict[str, str]
) -> Claims:
    def first(*names: str) -> str:
        found = (_text(node.get(name)) for name in names for node in nodes)
        return next((text for text in found if text), next((salvaged[n] for n in names if n in salvaged), ""))

    authors = next((names for node in nodes if (names := tuple(_people(node.get("author"), by_id)))), ())
    free = next((free for node in nodes if (free := _truth(node.get("isAccessibleForFree"))) is not None), None)
    return Claims(
        types=tuple(sorted({kind for node in own for kind in _types(node)})),
        is_article=any(_rank(node) <= _ARTICLE_RANK for node in nodes) or "headline" in salvaged,
        url=first("url") or _address(next((n["mainEntityOfPage"] for n in nodes if "mainEntityOfPage" in n), "")),
        headline=first("headline"),
        published=first("datePublished", "dateCreated", "uploadDate"),
        modified=first("dateModified"),
        authors=authors,
        section=first("articleSection"),
        description=first("description"),
        keywords=next((words for node in nodes if (words := tuple(_keywords(node.get("keywords"))))), ()),
        body=next((clean(body) for node in nodes if isinstance(body := node.get("articleBody"), str)), ""),
        word_count=next((count for node in nodes if (count := _count(node.get("wordCount")))), 0),
        is_free=free,
    )


def load(script: str) -> Any:
    """The document, mended step by step: comments, control characters, commas, escapes, entities; `None`: hopeless."""
    text = _COMMENT.sub("", script).strip().rstrip(";")
    mended = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", text))
    for candidate in (text, mended, html.unescape(mended)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(documents: list[Any]) -> Iterator[dict[str, Any]]:
    """Every object of the page's own, outer before inner, at most MAX_NODES."""
    queue, seen = list(documents), 0
    while queue and seen < MAX_NODES:
        value = queue.pop(0)
        seen += 1
        if isinstance(value, list):
            queue.extend(value[:MAX_NODES])
        elif isinstance(value, dict):
            yield value
            queue.extend(inner for key, inner in value.items() if key not in _OTHERS and isinstance(inner, dict | list))


_ARTICLE_RANK, _PAGE_RANK, _NEITHER = 1, 2, 3


def _rank(node: dict[str, Any]) -> int:
    kinds = _types(node)
    if any(_ARTICLE.search(kind) for kind in kinds):
        return 0 if node.get("headline") or node.get("datePublished") else _ARTICLE_RANK
    return _PAGE_RANK if any(kind.endswith("webpage") for kind in kinds) else _NEITHER


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1].lower() for kind in kinds if isinstance(kind, str)]


def _people(value: Any, by_id: dict[str, dict[str, Any]], depth: int = 0) -> Iterator[str]:
    """The names of the persons among authors; a bare `@id` is looked up in the page's own graph."""
    if depth > 3:
        return
    if isinstance(value, str):
        yield _said(value)
    elif isinstance(value, list):
        for inner in value[:50]:
            yield from _people(inner, by_id, depth + 1)
    elif isinstance(value, dict):
        if not value.get("name") and isinstance(value.get("@id"), str):
            value = by_id.get(value["@id"], {})
        if "organization" not in _types(value) and "newsmediaorganization" not in _types(value):
            yield from _people(value.get("name"), by_id, depth + 1)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _said(str(value))


def _said(value: str) -> str:
    """A string of the JSON on one line; an escape can stand for half a character (`\\ud83d`, an emoji cut short)."""
    return squeeze(clean(html.unescape(value)))


def _address(value: Any) -> str:
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)


def _keywords(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        value = value.split(",")
    for word in value[:100] if isinstance(value, list) else ():
        if text := _text(word):
            yield text


def _count(value: Any) -> int:
    try:
        return max(0, int(value)) if isinstance(value, str | int) else 0
    except ValueError:
        return 0


def _truth(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _unquote(value: str) -> str:
    try:
        return _said(str(json.loads(f'"{value}"', strict=False)))
    except ValueError:
        return _said(value)
