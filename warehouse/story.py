"""One story, read from the published file: which articles tell it, what retells what, and what changed on the way."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.connection import Connection, connect_to_read
from warehouse.errors import WarehouseError
from warehouse.load import joined
from warehouse.stories.tree import Article, Doubt, Figure, Link, Material, Node, grown

_ID = re.compile(r"[0-9a-f]{4}[0-9a-f-]{0,32}", re.IGNORECASE)  # an id, or its beginning
_WHOLE, _DIGITS = 36, 32  # characters of an id; without its hyphens
_HOPS = 10  # originals of originals, merges of merges


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story and its tree. Without a `story_id` it is an article that tells none (a column, or not linked yet), with
    what it retells and what retells it.
    """

    story_id: str | None
    title: str
    first_at: datetime
    last_at: datetime
    first_outlet: str
    articles: int
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    groups: tuple[str, ...]
    independent_voices: int
    tree: tuple[Node, ...]


def named(published: Path, what: str) -> str:
    """The id of the story that `what` is the id of, or begins; of one that was merged, the story it became part of.

    Empty for an address or an article's id. Raises WarehouseError where none or several stories begin so, or it ended.
    """
    if not _ID.fullmatch(what):
        return ""
    with connect_to_read(published) as db:
        story_id = _named(db, what.lower())
        if not story_id and len(what) < _WHOLE:
            raise WarehouseError(
                f"no story has an id that begins with {what}; "
                '`kabar sql "select story_id, title from stories order by last_at desc limit 20"` shows the newest'
            )
        return _led(db, story_id, what)


def _named(db: Connection, what: str) -> str:
    digits = what.replace("-", "")[:_DIGITS]
    ends = {"low": digits.ljust(_DIGITS, "0"), "high": digits.ljust(_DIGITS, "f")}
    rows = db.execute(
        "select distinct story_id::varchar from (select story_id from store.stories union all "
        "select story_id from store.story_changes where change in ('merged', 'ended')) "
        "where story_id between $low::uuid and $high::uuid order by all limit 4",
        ends,
    ).fetchall()
    if len(rows) > 1:
        some = ", ".join(story_id for (story_id,) in rows[:3])
        raise WarehouseError(f"several stories begin with {what}: {some}{' ...' if len(rows) > 3 else ''}; give more")
    return str(rows[0][0]) if rows else ""


def _led(db: Connection, story_id: str, what: str) -> str:
    """The story itself, or where it went."""
    for _ in range(_HOPS):
        if not story_id or db.execute("select 1 from store.stories where story_id = ?", [story_id]).fetchone():
            return story_id
        went = db.execute(
            "select other_id::varchar from store.story_changes where story_id = ? and change = 'merged' "
            "order by changed_at desc limit 1",
            [story_id],
        ).fetchone()
        if went is None or went[0] is None:
            break
        story_id = went[0]
    raise WarehouseError(
        f"story {what} has ended: none of its articles tells it any more (relation story_changes says when); "
        "`kabar story` with the address of one of its articles shows where that is now"
    )


def of_article(published: Path, url: str) -> Story:
    """The story that the article at canonical address `url` tells, or the article alone where it tells none.

    Raises WarehouseError where no article was read there.
    """
    with connect_to_read(published) as db:
        found = db.execute(
            "select a.article_id::varchar, m.story_id::varchar from store.pages p "
            "left join store.redirects r on r.article_id = p.page_id "
            "join store.articles a on a.article_id = coalesce(r.leads_to, p.page_id) "
            "left join store.story_articles m on m.article_id = a.article_id where p.url = ? limit 1",
            [url],
        ).fetchone()
        if found is None:
            raise WarehouseError(f"no article was read at {url}; `kabar explain {url}` says what became of that page")
        article_id, story_id = found
        return _story(db, story_id) if story_id else _alone(db, article_id)


def of_id(published: Path, story_id: str) -> Story:
    """The story with this id, which has to be there."""
    with connect_to_read(published) as db:
        return _story(db, story_id)


def _story(db: Connection, story_id: str) -> Story:
    rows = db.execute(
        "select s.title, s.first_at, s.last_at, coalesce(o.name, s.first_outlet_id), s.articles, s.outlets, "
        "s.languages, s.groups, s.independent_voices from stories s "
        "left join store.outlets o on o.outlet_id = s.first_outlet_id where s.story_id = ?::uuid",
        [story_id],
    ).fetchall()
    title, first_at, last_at, first_outlet, articles, outlets, languages, groups, voices = rows[0]
    members = dict(
        db.execute(
            "select article_id::varchar, why from store.story_articles where story_id = ?::uuid", [story_id]
        ).fetchall()
    )
    return Story(
        story_id=story_id, title=title, first_at=first_at, last_at=last_at, first_outlet=first_outlet,
        articles=articles, outlets=tuple(outlets), languages=tuple(languages), groups=tuple(groups),
        independent_voices=voices, tree=grown(_material(db, tuple(members), members)),
    )  # fmt: skip


def _alone(db: Connection, article_id: str) -> Story:
    material = _material(db, (article_id,), {article_id: ""})
    (one,) = (article for article in material.articles if article.article_id == article_id)
    return Story(
        story_id=None, title=one.title, first_at=one.published_at, last_at=one.published_at, first_outlet=one.outlet,
        articles=1, outlets=(one.outlet,), languages=(one.lang,), groups=(), independent_voices=0,
        tree=grown(material),
    )  # fmt: skip


# ------------------------------------------------------------------ what the tree is made of


def _material(db: Connection, article_ids: Sequence[str], members: dict[str, str]) -> Material:
    """These articles, what they go back to, and what retells them."""
    figures = _figures(db, article_ids)
    links = _links(db, article_ids, figures, "article_id in (from store.ids($ids))")
    known = {*article_ids}
    above = links
    for _ in range(_HOPS):
        fresh = {link.original_id for link in above if link.original_id} - known
        if not fresh:
            break
        known |= fresh
        above = _links(db, fresh, figures, "article_id in (from store.ids($ids))")
        links = [*links, *above]
    below = "original_id in (from store.ids($ids)) and article_id not in (from store.ids($ids))"
    links = list(dict.fromkeys([*links, *_links(db, article_ids, figures, below)]))
    everybody = known | {link.article_id for link in links}
    doubted = _doubted(db, article_ids)
    read = _articles(db, everybody | {original for _, original, _, _ in doubted}, members)
    return Material(
        articles=[article for article in read if article.article_id in everybody],
        links=links,
        doubts=_doubts(doubted, {article.article_id: article for article in read}),
    )


_Figures = dict[tuple[str, str], list[Figure]]


def _links(db: Connection, ids: Collection[str], figures: _Figures, where: str) -> list[Link]:
    rows = db.execute(
        "select d.article_id::varchar, d.original_id::varchar, d.original_url, "
        "coalesce(o.name, d.original_outlet_id, regexp_extract(d.original_url, '://([^/]+)', 1), ''), "
        "d.how, d.confidence, d.evidence from store.derivations d "
        f"left join store.outlets o on o.outlet_id = d.original_outlet_id where d.until_at is null and {where} "
        "order by all",
        {"ids": joined(ids)},
    ).fetchall()
    return [
        Link(
            article_id=article, original_id=original, original_url=url, original_outlet=outlet, how=how,
            confidence=confidence, evidence=evidence, figures=tuple(figures.get((article, original or ""), ())),
        )
        for article, original, url, outlet, how, confidence, evidence in rows
    ]  # fmt: skip


def _figures(db: Connection, ids: Collection[str]) -> _Figures:
    rows = db.execute(
        "select article_id::varchar, original_id::varchar, verdict, original, derived, rate from store.drifts "
        "where article_id in (from store.ids($ids)) or original_id in (from store.ids($ids)) "
        "order by original_start, kind",
        {"ids": joined(ids)},
    ).fetchall()
    found: _Figures = defaultdict(list)
    for article, original_id, verdict, original, derived, rate in rows:
        found[article, original_id].append(Figure(verdict=verdict, original=original, derived=derived, rate=rate))
    return found


def _articles(db: Connection, ids: Collection[str], members: dict[str, str]) -> list[Article]:
    rows = db.execute(
        "select a.article_id::varchar, a.url, coalesce(o.name, a.outlet_id), coalesce(f.lang, ''), "
        "coalesce(f.title, ''), coalesce(f.published_at, a.first_seen_at), "
        "coalesce(v.published_precision in ('second', 'minute'), false), coalesce(f.kind, '') "
        "from (from store.articles where article_id in (from store.ids($ids))) a "
        "left join (from store.fingerprints where article_id in (from store.ids($ids))) f using (article_id) "
        "left join (from store.versions where latest and article_id in (from store.ids($ids))) v using (article_id) "
        "left join store.outlets o on o.outlet_id = a.outlet_id order by a.article_id",
        {"ids": joined(ids)},
    ).fetchall()
    return [
        Article(
            article_id=article_id, url=url, outlet=outlet, lang=lang, title=title, published_at=published,
            is_exact=is_exact, kind=kind, in_story=article_id in members, why=members.get(article_id, ""),
        )
        for article_id, url, outlet, lang, title, published, is_exact, kind in rows
    ]  # fmt: skip


_Doubted = tuple[str, str, float, str]


def _doubted(db: Connection, ids: Collection[str]) -> list[_Doubted]:
    return db.execute(
        "select article_id::varchar, original_id::varchar, score, reason from store.derivation_candidates "
        "where article_id in (from store.ids($ids)) order by score desc, original_id",
        {"ids": joined(ids)},
    ).fetchall()


def _doubts(rows: Sequence[_Doubted], articles: Mapping[str, Article]) -> dict[str, list[Doubt]]:
    found: dict[str, list[Doubt]] = defaultdict(list)
    for article_id, original_id, score, reason in rows:
        if one := articles.get(original_id):
            found[article_id].append(Doubt(outlet=one.outlet, title=one.title, url=one.url, score=score, reason=reason))
    return found
