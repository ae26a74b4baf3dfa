"""Stories as they stand: which articles each has, and what becomes of them when they are gathered anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.connection import Connection
from warehouse.load import append, joined
from warehouse.stories.model import Cluster, Fingerprint, Standing, StoryChange


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A row of `store.stories`."""

    story_id: str
    title: str
    first_at: datetime
    first_outlet_id: str
    first_article_id: str
    began_at: datetime


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A row of `store.story_articles`."""

    story_id: str
    article_id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A row of `store.story_changes`."""

    story_id: str
    change: str
    other_id: str | None
    articles: tuple[str, ...]
    changed_at: datetime
    run_id: str


def standing(db: Connection, article_ids: Iterable[str]) -> tuple[Standing, ...]:
    """The stories that have one of these articles, by id."""
    members: dict[str, set[str]] = defaultdict(set)
    for row in _members(db, article_ids):
        members[row.story_id].add(row.article_id)
    return tuple(Standing(story_id=story, articles=frozenset(members[story])) for story in sorted(members))


def _members(db: Connection, article_ids: Iterable[str]) -> list[MemberRow]:
    """Every row of the stories that have one of these articles."""
    rows = db.execute(
        "select story_id::varchar, article_id::varchar, score, why from store.story_articles where story_id in "
        "(select story_id from store.story_articles where article_id in (from store.ids(?)))",
        [joined(article_ids)],
    ).fetchall()
    return [MemberRow(*row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something is written, and by which run."""

    now: datetime
    run_id: str


def write(
    db: Connection,
    named: Sequence[tuple[str, Cluster]],
    changes: Sequence[StoryChange],
    before: Sequence[Standing],
    fingerprints: Mapping[str, Fingerprint],
    moment: Moment,
) -> frozenset[str]:
    """Puts these stories in the place of those that stood `before`; only what changed is written.

    Returns the articles of every story whose articles are not those that it had, old and new ones.
    """
    there = set(_members(db, [article for story in before for article in story.articles]))
    wanted = {
        MemberRow(story_id, article, round(score, 6), why)
        for story_id, cluster in named
        for article, score, why in zip(cluster.articles, cluster.scores, cluster.why, strict=True)
    }
    _take_members(db, there - wanted)
    append(db, "store.story_articles", sorted(wanted - there, key=lambda row: (row.story_id, row.article_id)))
    _write_stories(db, named, before, fingerprints, moment.now)
    note(db, changes, moment)
    had = {story.story_id: story.articles for story in before}
    have = {story_id: frozenset(cluster.articles) for story_id, cluster in named}
    moved = [had.get(i, frozenset()) | have.get(i, frozenset()) for i in had | have if had.get(i) != have.get(i)]
    return frozenset(article for articles in moved for article in articles)


def note(db: Connection, changes: Iterable[StoryChange], moment: Moment) -> None:
    """Writes down what became of stories."""
    rows = [
        ChangeRow(
            story_id=change.story_id, change=change.change, other_id=change.other_id, articles=change.articles,
            changed_at=moment.now, run_id=moment.run_id,
        )
        for change in changes
    ]  # fmt: skip
    append(db, "store.story_changes", rows)


def _take_members(db: Connection, rows: Collection[MemberRow]) -> None:
    pairs = joined(f"{row.story_id} {row.article_id}" for row in rows)
    db.execute(
        "delete from store.story_articles where story_id in (from store.ids($stories)) and (story_id, article_id) in "
        "(select split_part(text, ' ', 1)::uuid, split_part(text, ' ', 2)::uuid from store.texts($pairs))",
        {"stories": joined({row.story_id for row in rows}), "pairs": pairs},
    )


def _write_stories(
    db: Connection,
    named: Sequence[tuple[str, Cluster]],
    before: Sequence[Standing],
    fingerprints: Mapping[str, Fingerprint],
    now: datetime,
) -> None:
    there = _rows(db, [story.story_id for story in before])
    wanted = {story_id: _row(story_id, fingerprints[cluster.articles[0]], there, now) for story_id, cluster in named}
    gone = [story_id for story_id, row in there.items() if wanted.get(story_id) != row]
    db.execute("delete from store.stories where story_id in (from store.ids(?))", [joined(gone)])
    append(db, "store.stories", [row for story_id, row in sorted(wanted.items()) if there.get(story_id) != row])


def _row(story_id: str, first: Fingerprint, there: Mapping[str, StoryRow], now: datetime) -> StoryRow:
    return StoryRow(
        story_id=story_id,
        title=first.title,
        first_at=first.published_at,
        first_outlet_id=first.outlet_id,
        first_article_id=first.article_id,
        began_at=there[story_id].began_at if story_id in there else now,
    )


def _rows(db: Connection, story_ids: Iterable[str]) -> dict[str, StoryRow]:
    rows = db.execute(
        "select story_id::varchar, title, first_at, first_outlet_id, first_article_id::varchar, began_at "
        "from store.stories where story_id in (from store.ids(?))",
        [joined(story_ids)],
    ).fetchall()
    return {row[0]: StoryRow(**dict(zip(StoryRow.__slots__, row, strict=True))) for row in rows}


# ------------------------------------------------------------------ articles that go


def leave(db: Connection, article_ids: Collection[str], moment: Moment) -> None:
    """Takes these articles out of their stories; a story that has none left ends, others get another first article."""
    before = {story.story_id: story.articles for story in standing(db, article_ids)}
    concerned = tuple(before)
    db.execute("delete from store.story_articles where article_id in (from store.ids(?))", [joined(article_ids)])
    left = dict(
        db.execute(
            "select s.story_id::varchar, arg_min(f, (f.published_at, f.article_id)) from store.story_articles s "
            "join (select article_id, title, published_at, outlet_id from store.fingerprints) f using (article_id) "
            "where s.story_id in (from store.ids(?)) group by s.story_id",
            [joined(concerned)],
        ).fetchall()
    )
    rows = _rows(db, concerned)
    db.execute("delete from store.stories where story_id in (from store.ids(?))", [joined(concerned)])
    kept = [_first(rows[story_id], left[story_id]) for story_id in concerned if story_id in left]
    append(db, "store.stories", kept)
    ended = [
        StoryChange(story_id=story_id, change="ended", other_id=None, articles=tuple(sorted(before[story_id])))
        for story_id in concerned
        if story_id not in left
    ]
    note(db, ended, moment)


def _first(row: StoryRow, first: Mapping[str, object]) -> StoryRow:
    return StoryRow(
        story_id=row.story_id,
        title=str(first["title"]),
        first_at=first["published_at"],  # type: ignore[arg-type]
        first_outlet_id=str(first["outlet_id"]),
        first_article_id=str(first["article_id"]),
        began_at=row.began_at,
    )
