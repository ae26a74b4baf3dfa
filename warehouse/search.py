"""Search: articles that have all the words, the best first, each with the sentence that shows why.

The words are looked up in the index (`warehouse.searching`), what is shown comes from the published file, so an
article that was forgotten or merged since the index was brought up to date is not shown. Making the index is
`warehouse.searching.keeping`'s business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from warehouse.connection import Connection, connect_to_read
from warehouse.refusing import ENTITIES, OUTLETS, refuse_no_time, refuse_unknown
from warehouse.searching import articles
from warehouse.searching.excerpt import Marked, Sought, best_sentence, marked, sought
from warehouse.searching.index import Index, split, to_read, tokens
from warehouse.searching.keeping import Place, current
from warehouse.searching.model import DamagedIndexError, Filters, Matches
from warehouse.searching.terms import Term, parse
from warehouse.sentence import LONGEST_TITLE

MOST = 200  # hits that can be asked for: beyond them nothing is ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is searched for: words, and what an article must be beside. Empty: anything; `until` is not included."""

    words: str
    entity_id: str = ""
    outlet_ids: tuple[str, ...] = ()
    lang: str = ""
    since: datetime | None = None
    until: datetime | None = None
    most: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found. `title` and `sentence` are single lines; the score says only which is better."""

    article_id: str
    outlet_id: str
    url: str
    lang: str
    published_at: datetime
    title: Marked
    sentence: Marked
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best hits, and how many articles match in all. Where none does, `advice` is a sentence on what might."""

    hits: tuple[Hit, ...]
    total: int
    advice: str = ""


def is_fresh(published: Path, folder: Path) -> bool:
    """Whether the index in `folder` can be used and is of the published file as it stands.

    Raises WarehouseError where nothing is published.
    """
    place = _usable(folder)
    with connect_to_read(published) as db:
        return place is not None and place.made == articles.made(db)


def is_usable(folder: Path) -> bool:
    """Whether there is an index in `folder` that can be searched, of whatever published file."""
    return _usable(folder) is not None


def search(published: Path, folder: Path, wanted: Wanted, now: datetime) -> Found:
    """What is found.

    Raises QueryError for what cannot be searched for, DamagedIndexError where the index is of no use.
    """
    refuse_no_time(wanted.since, wanted.until)
    terms = parse(wanted.words, split)
    while True:
        place = _usable(folder)
        if not place:
            raise DamagedIndexError(f"{folder} holds no search index of use")
        try:
            return _found(published, folder / place.folder, terms, wanted, now)
        except DamagedIndexError:
            if _usable(folder) == place:
                raise  # else it was replaced meanwhile: the new one is asked


def _found(published: Path, folder: Path, terms: Sequence[Term], wanted: Wanted, now: datetime) -> Found:
    with to_read(folder) as index, connect_to_read(published) as db:
        filters = _filters(db, wanted)
        matches = index.find(terms, filters, now)
        hits = _hits(db, matches, _sought(index, terms), wanted.most)
        advice = "" if hits else _advice(index, terms, filters)
    return Found(hits=hits, total=matches.total if hits else 0, advice=advice)


def _usable(folder: Path) -> Place | None:
    place = current(folder)
    return place if place and place.is_readable and (folder / place.folder).is_dir() else None


def _filters(db: Connection, wanted: Wanted) -> Filters:
    for outlet_id in wanted.outlet_ids:
        refuse_unknown("outlet", outlet_id, db.execute(OUTLETS).fetchall(), "kabar status")
    if wanted.entity_id:
        refuse_unknown("entity", wanted.entity_id, db.execute(ENTITIES).fetchall(), "kabar entities")
    return Filters(
        outlet_ids=wanted.outlet_ids,
        lang=wanted.lang,
        since=wanted.since,
        until=wanted.until,
        keys=articles.about(db, wanted.entity_id) if wanted.entity_id else None,
    )


def _sought(index: Index, terms: Sequence[Term]) -> Sought:
    loose = [term.words[0] for term in terms if len(term.words) == 1 and not term.literal]
    return sought(terms, {form for word in loose for form in index.kin(word)})


def _hits(db: Connection, matches: Matches, what: Sought, most: int) -> tuple[Hit, ...]:
    best = matches.found[:most]
    there = articles.shown(db, [key for key, _ in best])
    return tuple(_hit(there[key], score, what) for key, score in best if key in there)


def _hit(article: articles.Shown, score: float, what: Sought) -> Hit:
    return Hit(
        article_id=article.article_id, outlet_id=article.outlet_id, url=article.url, lang=article.lang,
        published_at=article.published_at, title=marked(article.title, what, tokens, LONGEST_TITLE),
        sentence=best_sentence(article.body, what, tokens), score=round(score, 3),
    )  # fmt: skip


def _advice(index: Index, terms: Sequence[Term], filters: Filters) -> str:
    """Why nothing was found: a word stands nowhere (and the nearest that does), or all of them nowhere together."""
    anywhere = Filters()
    missing = [term for term in terms if not index.how_many(term, anywhere)]
    if missing:
        return " ".join(_missing(index, term) for term in missing[:3])
    if filters != anywhere and any(not index.how_many(term, filters) for term in terms):
        return "There are articles with that, but none that is what else was asked for."
    counts = ", ".join(f"{index.how_many(term, filters):,} have {_said(term)}" for term in terms)
    return f"No article has all of it: {counts}."


def _missing(index: Index, term: Term) -> str:
    if len(term.words) > 1:
        return f"Nowhere do the words {_said(term)} stand beside each other."
    near = _nearest(index, term.words[0])
    return f"{_said(term)} stands in no article{f'; did you mean {near}?' if near else '.'}"


def _nearest(index: Index, word: str) -> str:
    """The word most like it, by its letters, of those that begin like it; the most frequent among equals."""
    known = dict.fromkeys(text for text, _ in (*index.like(word[:2]), *index.like(word[:1])) if text != word)
    near = get_close_matches(word, known, n=3, cutoff=0.82)
    # The index's list has words of texts that were taken out, too.
    return next((text for text in near if index.how_many(Term(words=(text,), literal=True), Filters())), "")


def _said(term: Term) -> str:
    return f'"{" ".join(term.words)}"'[:80]
