"""The Atom feed of what is news about KABAR_WATCH: `watch.atom` in KABAR_HOME, brought up to date at publishing.

What stands in it is kept in `looks/atom.json`, with what was ever told there, so that an entry keeps its id and its
moment when everything is made again, and what is found late comes in at the top. The feed is written from that.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from flows.atom import Entry, Feed, atom, may_stand
from flows.settings import Settings
from flows.watch_shown import Shown, State, forget, last, note
from sources import durable
from warehouse.watch import reading
from warehouse.watch.model import Found, Happening, marks
from warehouse.watch.reading import Published

MOST = 100  # entries: what feed readers keep of a feed at least; a day of a busy entity
_KINDS = {"story": "Story", "retelling": "Retelling", "contradiction": "Contradiction"}
_OURS = uuid5(NAMESPACE_OID, "kabar: what is news about entities")


def keep(settings: Settings, now: datetime) -> None:
    """Brings the feed up to date with the published file; a feed in which nothing changed is not written.

    Raises WarehouseError where that cannot be read, OSError where the feed cannot be written: it is as it was then.
    """
    del now  # the file says when it was published
    path = settings.home / "watch.atom"
    if not settings.watch:
        path.unlink(missing_ok=True)
        forget(settings.home)
        return
    before = last(settings.home, settings.watch)
    with reading.opened(settings.published, settings.watch) as published:
        state = grown(before, published, settings.watch)
    if state != before:
        note(settings.home, state)
    _put(path, atom(feed_of(state)))


def _put(path: Path, text: str) -> None:
    try:
        if path.read_bytes() == text.encode():
            return
    except FileNotFoundError:
        pass
    durable.written(path, text)


# ------------------------------------------------------------------ what stands in it


def grown(before: State | None, published: Published, watched: Sequence[str]) -> State:
    """What the feed shows now. What is no news any more leaves it; what reads otherwise is updated; the rest stays."""
    news = [one for one in published.found if one.kind != "copy"]
    since = before.updated if before else published.published_at
    moment = max(since, published.published_at)  # a replay may publish at an earlier one
    there, fresh = _there(before, news), _fresh(before, news)
    told = {one.found: one for one in published.happenings([*there, *fresh], opening=fresh)}
    old = [_again(shown, told[one], moment) for one, shown in there.items() if one in told]
    new = [_shown(told[one], moment if before else one.known_at) for one in fresh if one in told]
    shown = sorted((one for one in (*old, *new) if may_stand(one.entry)), key=_place, reverse=True)[:MOST]
    return State(
        entities=tuple(sorted(set(watched))),
        updated=max([since, *(one.entry.updated for one in shown)]),
        shown=tuple(shown),
        told=(before.told if before else frozenset()) | marks(published.found),
    )


def _there(before: State | None, news: Sequence[Found]) -> dict[Found, Shown]:
    """The news that the feed shows already."""
    shown = {one.mark: one for one in before.shown} if before else {}
    return {one: shown[mark] for one in news for mark in one.marks if mark in shown}


def _fresh(before: State | None, news: Sequence[Found]) -> list[Found]:
    """The news that it never showed, as much as it has room for: the newest to kabar."""
    fresh = [one for one in news if before is None or not one.is_among(before.told)]
    return sorted(fresh, key=lambda one: (one.known_at, one.marks[0]))[-MOST:]


def _again(shown: Shown, happening: Happening, moment: datetime) -> Shown:
    """The entry as it reads now, updated where that is otherwise than before; an article's sentence is the old one."""
    entry, fresh = shown.entry, _shown(happening, shown.entry.updated).entry
    summary = entry.summary if happening.found.kind == "article" else fresh.summary
    fresh = replace(fresh, id=entry.id, published=entry.published, summary=summary)
    return shown if fresh == entry else replace(shown, entry=replace(fresh, updated=_whole(moment)))


def _shown(happening: Happening, updated: datetime) -> Shown:
    piece, kind = happening.piece, _KINDS.get(happening.found.kind, "")
    entry = Entry(
        id=_id(happening.found).urn,
        title=f"{kind}: {piece.title}" if kind else piece.title or piece.url,
        summary=f"{piece.outlet}: {happening.says}" if kind else piece.sentence,
        link=piece.url,
        author=piece.outlet,
        language="" if kind else piece.lang,
        terms=happening.found.about,
        published=_whole(piece.dated_at),
        updated=_whole(updated),
    )
    return Shown(mark=happening.found.marks[0], entry=entry)


def _id(found: Found) -> UUID:
    """An article's own id; of what happened to an article or story, one made of its id and of what that was."""
    own = UUID(found.names[0])
    return own if found.kind == "article" else uuid5(own, f"{found.kind}\n{found.rest}")


def _whole(at: datetime) -> datetime:
    """As exact as it is written, so that what is read back compares equal."""
    return at.astimezone(UTC).replace(microsecond=0)


def _place(shown: Shown) -> tuple[datetime, datetime, str]:
    return shown.entry.updated, shown.entry.published, shown.entry.id


def feed_of(state: State) -> Feed:
    """The feed that shows this."""
    return Feed(
        id=uuid5(_OURS, "\n".join(state.entities)).urn,
        title=f"News about {', '.join(state.entities)}",
        subtitle="Articles, stories that a second owner tells, retellings, and figures that are contradicted.",
        updated=state.updated,
        entries=tuple(one.entry for one in state.shown),
    )
