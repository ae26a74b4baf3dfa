"""Fingerprints as rows: by what articles are compared, and the keys by which candidates are looked up.

A key below 2^63 stands for a rare trait. One above stands for an address: those of the article itself, and those that
it gives as its source.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from warehouse import chosen
from warehouse.connection import Connection
from warehouse.load import NUMBERS, append, joined, numbered
from warehouse.stories.model import Fingerprint, Trait

ADDRESS = 2**63  # the least key of an address


@dataclass(frozen=True, slots=True, kw_only=True)
class FingerprintRow:
    """A row of `store.fingerprints`."""

    article_no: int
    article_id: str
    outlet_id: str
    group_id: str
    lang: str
    published_at: datetime
    kind: str
    title: str
    traits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A row of `store.rare_keys`."""

    article_no: int
    hour: int
    key: int


# A numbered article, the keys of its rare traits, and the addresses that it gives as its source.
Numbered = tuple[int, Fingerprint, Sequence[int], Sequence[str]]


def record(db: Connection, articles: Sequence[Numbered]) -> None:
    """Writes fingerprints and keys. Of an article that is no news, addresses alone lead to others."""
    append(db, "store.fingerprints", [row_of(number, fingerprint) for number, fingerprint, _, _ in articles])
    own = addresses(db, [fingerprint.article_id for _, fingerprint, _, _ in articles])
    rows = []
    for number, fingerprint, rare, sources in articles:
        keys = {address_key(url) for url in (*own.get(fingerprint.article_id, ()), *sources)}
        if fingerprint.kind == "news":
            keys |= {key >> 1 for key in rare}
        hour = hour_of(fingerprint.published_at)
        rows += [KeyRow(article_no=number, hour=hour, key=key) for key in sorted(keys)]
    append(db, "store.rare_keys", rows)


def address_key(url: str) -> int:
    """The key of an address."""
    return ADDRESS | (int.from_bytes(blake2b(url.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1)


def hour_of(at: datetime) -> int:
    """The hour since 1970."""
    return int(at.timestamp() // 3600)


def addresses(db: Connection, article_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By article, the addresses of all its pages."""
    rows = db.execute(
        "with wanted as (select id as article_id from store.ids(?)), "
        "members as ("
        "    select article_id, article_id as page_id from wanted "
        "    union all select leads_to, article_id from store.redirects where leads_to in (from wanted)"
        ") "
        "select m.article_id::varchar, list(p.url order by p.url) from members m join store.pages p using (page_id) "
        "group by m.article_id",
        [joined(article_ids)],
    ).fetchall()
    return {article_id: tuple(urls) for article_id, urls in rows}


def read(db: Connection, numbers: Iterable[int]) -> dict[int, Fingerprint]:
    """The fingerprints of these articles, by number."""
    with chosen.rows(db, "fingerprints", f"article_no in {NUMBERS}", numbered(numbers)) as name:
        rows = db.execute(
            "select article_no, article_id::varchar, outlet_id, group_id, lang, published_at, kind, title, traits "
            f"from {name}"
        ).fetchall()
    return {
        number: Fingerprint(
            article_id=article_id,
            outlet_id=outlet_id,
            group_id=group_id,
            lang=lang,
            published_at=published_at,
            kind=kind,
            title=title,
            traits=tuple(Trait(*trait) for trait in json.loads(traits)),
        )
        for number, article_id, outlet_id, group_id, lang, published_at, kind, title, traits in rows
    }


def row_of(number: int, fingerprint: Fingerprint) -> FingerprintRow:
    """The fingerprint of a numbered article as a row."""
    return FingerprintRow(
        article_no=number,
        article_id=fingerprint.article_id,
        outlet_id=fingerprint.outlet_id,
        group_id=fingerprint.group_id,
        lang=fingerprint.lang,
        published_at=fingerprint.published_at,
        kind=fingerprint.kind,
        title=fingerprint.title,
        traits=json.dumps(fingerprint.traits, ensure_ascii=False, separators=(",", ":")),
    )
