"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterator, Mapping

from sources import entries
from sources.errors import FeedError
from sources.tidy import MAX_ENTRIES
from sources.types import Entry, FeedDocument


def read(text: str, *, url: str, zone: str) -> FeedDocument:
    """The feed in the JSON `text`; raises FeedError where it is not JSON or no JSON Feed."""
    feed = _loaded(text, url)
    items, version = feed.get("items"), _text(feed, "version")
    if not isinstance(items, list) or not ("jsonfeed.org" in version or all(map(_is_item, items[:10]))):
        raise FeedError(url, "not_a_feed", "JSON, but no JSON Feed")
    link = entries.web_address(_text(feed, "home_page_url"), url)
    read_entries = [_entry(item, base=link or url, zone=zone) for item in items[:MAX_ENTRIES]]
    kept = tuple(entry for entry in read_entries if entry)
    return FeedDocument(
        format=f"json {version.rpartition('/')[2]}".strip()[:20] if "jsonfeed.org" in version else "json",
        title=entries.plain(_text(feed, "title"), entries.MAX_TITLE),
        link=link,
        language=entries.clean(_text(feed, "language"))[: entries.MAX_LANGUAGE],
        entries=kept,
        unusable=len(read_entries) - len(kept),
        damage="more entries than are read" if len(items) > MAX_ENTRIES else "",
    )


def _loaded(text: str, url: str) -> Mapping[str, object]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(url, "not_a_feed", f"broken JSON: {type(error).__name__}") from error
    if not isinstance(feed, dict):
        raise FeedError(url, "not_a_feed", "JSON, but no JSON Feed")
    return feed


def _is_item(item: object) -> bool:
    return isinstance(item, dict) and ("url" in item or "id" in item)


def _entry(item: object, *, base: str, zone: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    guid = _text(item, "id")
    stated = _text(item, "url") or (guid if guid.startswith(("http://", "https://")) else "")
    link = entries.web_address(stated or _text(item, "external_url"), base)
    if not link:
        return None
    return entries.build(
        guid=guid,
        link=link,
        title=_text(item, "title"),
        zone=zone,
        excerpt=_text(item, "summary") or _text(item, "content_text") or _text(item, "content_html"),
        authors=_authors(item),
        categories=(tag for tag in _list(item.get("tags")) if isinstance(tag, str)),
        language=_text(item, "language"),
        published_raw=_text(item, "date_published"),
        updated_raw=_text(item, "date_modified"),
        said=item,
    )


def _authors(item: Mapping[str, object]) -> Iterator[str]:
    """Version 1.1 has a list, version 1 had one."""
    for author in [*_list(item.get("authors")), item.get("author")]:
        if isinstance(author, dict):
            yield _text(author, "name")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(holder: Mapping[str, object], key: str) -> str:
    """Identifiers may be numbers, and are then read as text (JSON Feed 1.1, `id`)."""
    value = holder.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:100]
    return value if isinstance(value, str) else ""
