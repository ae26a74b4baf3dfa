"""Derivations as they stand and stood: which article retells which, whom else it was compared with, what drifted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.connection import Connection
from warehouse.load import append, joined
from warehouse.stories.model import Derivation, Doubted, Drift


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivationRow:
    """A row of `store.derivations`."""

    article_id: str
    original_url: str | None
    original_id: str | None
    original_outlet_id: str | None
    how: str
    confidence: float
    evidence: str
    attributed: bool
    since_at: datetime
    until_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftRow:
    """A row of `store.drifts`."""

    article_id: str
    original_id: str
    kind: str
    verdict: str
    original: str
    original_start: int
    original_end: int
    derived: str | None
    derived_start: int | None
    derived_end: int | None
    rate: float | None


# An article and its original, by id.
Link = tuple[str, str]


def standing(db: Connection, article_ids: Iterable[str]) -> dict[str, tuple[Derivation, ...]]:
    """By article, what it retells as of now."""
    rows = db.execute(
        "select article_id::varchar, original_url, original_id::varchar, original_outlet_id, how, confidence, "
        "evidence, attributed from store.derivations where until_at is null and article_id in (from store.ids(?))",
        [joined(article_ids)],
    ).fetchall()
    found: dict[str, list[Derivation]] = defaultdict(list)
    for article_id, url, original, outlet, how, confidence, evidence, attributed in rows:
        found[article_id].append(
            Derivation(
                article_id=article_id, original_url=url, original_id=original, original_outlet_id=outlet, how=how,
                confidence=confidence, evidence=evidence, attributed=attributed,
            )
        )  # fmt: skip
    return {article_id: tuple(sorted(some, key=_order)) for article_id, some in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """How many derivations were written that did not stand before, and the pairs of articles that they link anew."""

    rows: int
    links: tuple[Link, ...]


def write(db: Connection, wanted: Mapping[str, Sequence[Derivation]], now: datetime) -> New:
    """Makes these what the articles retell; what stood and does not stand any more is closed at `now`."""
    before = standing(db, wanted)
    had = {one for some in before.values() for one in some}
    have = {_rounded(one) for some in wanted.values() for one in some}
    _close(db, had - have, now)
    new = sorted(have - had, key=_order)
    append(db, "store.derivations", [_row(one, now) for one in new])
    there = {(one.article_id, one.original_id) for one in had}
    links = [(one.article_id, one.original_id) for one in new if one.original_id]
    return New(rows=len(new), links=tuple(link for link in links if link not in there))


def _rounded(one: Derivation) -> Derivation:
    return Derivation(
        article_id=one.article_id, original_url=one.original_url, original_id=one.original_id,
        original_outlet_id=one.original_outlet_id, how=one.how, confidence=round(one.confidence, 6),
        evidence=one.evidence, attributed=one.attributed,
    )  # fmt: skip


def _order(one: Derivation) -> tuple[str, str, str, str]:
    return one.article_id, one.original_url or "", one.original_outlet_id or "", one.how


def _close(db: Connection, gone: Iterable[Derivation], now: datetime) -> None:
    """What was found at this very moment, in an earlier portion of one run, leaves no trace."""
    for one in sorted(gone, key=_order):
        values = {
            "article": one.article_id, "url": one.original_url, "outlet": one.original_outlet_id, "how": one.how,
            "now": now,
        }  # fmt: skip
        where = (
            "until_at is null and article_id = $article and original_url is not distinct from $url "
            "and original_outlet_id is not distinct from $outlet and how = $how"
        )
        db.execute(f"delete from store.derivations where {where} and since_at >= $now", values)
        db.execute(f"update store.derivations set until_at = $now where {where}", values)


def _row(one: Derivation, now: datetime) -> DerivationRow:
    return DerivationRow(
        article_id=one.article_id, original_url=one.original_url, original_id=one.original_id,
        original_outlet_id=one.original_outlet_id, how=one.how, confidence=one.confidence, evidence=one.evidence,
        attributed=one.attributed, since_at=now, until_at=None,
    )  # fmt: skip


# ------------------------------------------------------------------ doubted, drifted


def write_doubted(db: Connection, article_ids: Iterable[str], doubted: Sequence[Doubted]) -> None:
    """Makes these the candidates that were considered for the articles and not taken."""
    db.execute("delete from store.derivation_candidates where article_id in (from store.ids(?))", [joined(article_ids)])
    append(db, "store.derivation_candidates", doubted)


def linked(db: Connection, article_ids: Iterable[str]) -> tuple[Link, ...]:
    """The pairs of article and original of which one of these articles is either."""
    rows = db.execute(
        "select distinct article_id::varchar, original_id::varchar from store.derivations "
        "where until_at is null and original_id is not null "
        "and (article_id in (from store.ids($ids)) or original_id in (from store.ids($ids))) order by all",
        {"ids": joined(article_ids)},
    ).fetchall()
    return tuple(rows)


def write_drifts(
    db: Connection, article_ids: Iterable[str], found: Mapping[Link, Sequence[Drift]], kept: Iterable[Link] = ()
) -> None:
    """Makes these the drifts of the articles along their links; those along the links `kept` stay as they are."""
    db.execute(
        "delete from store.drifts where article_id in (from store.ids($ids)) and (article_id, original_id) not in "
        "(select split_part(text, ' ', 1)::uuid, split_part(text, ' ', 2)::uuid from store.texts($kept))",
        {"ids": joined(article_ids), "kept": joined(f"{one} {other}" for one, other in kept)},
    )
    rows = [
        DriftRow(
            article_id=article_id, original_id=original_id, kind=one.kind, verdict=one.verdict, original=one.original,
            original_start=one.original_start, original_end=one.original_end, derived=one.derived,
            derived_start=one.derived_start, derived_end=one.derived_end, rate=one.rate,
        )
        for (article_id, original_id), drifts in found.items()
        for one in drifts
    ]  # fmt: skip
    append(db, "store.drifts", rows)


# ------------------------------------------------------------------ articles that go


def leave(db: Connection, article_ids: Sequence[str]) -> tuple[str, ...]:
    """Takes these articles out of every derivation, standing or closed; the ids of those that retold one of them.

    Who gives its address goes on giving it, and what was inferred of it is nothing any more.
    """
    ids = {"ids": joined(article_ids)}
    retold = db.execute(
        "select distinct article_id::varchar from store.derivations where original_id in (from store.ids($ids)) "
        "and article_id not in (from store.ids($ids))",
        ids,
    ).fetchall()
    db.execute(
        "delete from store.derivations where article_id in (from store.ids($ids)) "
        "or (original_id in (from store.ids($ids)) and how <> 'stated')",
        ids,
    )
    db.execute("update store.derivations set original_id = null where original_id in (from store.ids($ids))", ids)
    for table in ("derivation_candidates", "drifts"):
        db.execute(
            f"delete from store.{table} where article_id in (from store.ids($ids)) "
            "or original_id in (from store.ids($ids))",
            ids,
        )
    return tuple(article_id for (article_id,) in retold)
