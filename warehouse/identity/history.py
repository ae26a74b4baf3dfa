"""Which looks at an article's pages are versions of it, and what kind of change each is.

Everything is decided again from all observations: the same set gives the same versions, in whatever order or batches
they came. Not here: where observations are stored, and when the next look is due.

What was left for us to say:

- A difference that no reader minds (white space, quotes, dashes) is no version, whatever the digests say.
- An article has one address at a time, the newest of its pages: once a newer one has been seen, what older ones show
  changes nothing, or an article with two addresses would change with every look at the other.
- Only the address's absence counts, and only after a sighting of it. 410 (gone) is believed at once (RFC 9110, 15.5.11:
  likely permanent), 404 when the next look at that page finds it missing as well: outlets answer 404 for minutes.
- A version that was gone and is back is `restored`, also where its text changed meanwhile.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from warehouse.identity.corrections import notes
from warehouse.identity.rotating import lasting
from warehouse.identity.wording import numberless, plain

ChangeKind = Literal["headline", "text", "numbers", "correction", "unpublished", "restored"]
Outcome = Literal["ok", "gone", "not_found"]

# An observation's place in time: instant, document, page, outcome. A page's: is it the latest address, first sighting.
_Moment = tuple[datetime, str, str, str]
_Rank = tuple[bool, _Moment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One look at one of an article's pages.

    `outcome` ok is a sighting and has a document; gone (410) and not_found (404) are absences and have none: they are
    given as they were answered, unconfirmed. `digest` is of title and body, which are needed where digests differ.
    `is_latest_address` is a property of the page: False where the article has a newer address than this.
    """

    page_id: str
    observed_at: datetime
    document_id: str | None
    digest: str
    title: str = ""
    body: str = ""
    is_latest_address: bool = True
    outcome: Outcome = "ok"

    def __post_init__(self) -> None:
        if (self.outcome == "ok") != (self.document_id is not None):
            raise ValueError(f"page {self.page_id}: an observation {self.outcome!r} with document {self.document_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A version. `document_id` shows its title and text; for an unpublished one, those of the version before.

    `observed_at` is the look that showed it first, for an unpublished one the look that made the absence believed.
    """

    version: int  # 1, 2, 3
    document_id: str
    observed_at: datetime
    change_kind: ChangeKind | None  # None for the first alone


def history(observations: Sequence[Observation]) -> tuple[State, ...]:
    """An article's versions, oldest first, from all looks at all its pages; none where it was never seen.

    A look that is given twice counts once. A page that turns out to be an older address takes its absences back: the
    article had moved, so numbers given before its new address was known may change.
    """
    states: list[State] = []
    newest: Observation | None = None  # the look that made the newest version
    for look in _telling(observations):
        state = _first(look) if newest is None else _next(states[-1], newest, look)
        if state is not None:
            states.append(state)
            newest = look
    return tuple(states)


def _first(look: Observation) -> State | None:
    if look.document_id is None:
        return None
    return State(version=1, document_id=look.document_id, observed_at=look.observed_at, change_kind=None)


def _next(last: State, before: Observation, look: Observation) -> State | None:
    kind = _kind(last, before, look)
    if kind is None:
        return None
    document_id = look.document_id or last.document_id
    return State(
        version=last.version + 1, document_id=document_id, observed_at=look.observed_at, change_kind=kind
    )  # fmt: skip


def _kind(last: State, before: Observation, look: Observation) -> ChangeKind | None:
    missing = last.change_kind == "unpublished"
    if look.document_id is None:
        return None if missing else "unpublished"
    if missing:
        return "restored"
    if look.digest == before.digest:
        return None
    return change_kind(before.title, before.body, look.title, look.body)


def change_kind(before_title: str, before_body: str, after_title: str, after_body: str) -> ChangeKind | None:
    """What changed from one title and body to another; `None` where no reader would see a difference.

    The first that holds: `correction` (a note of correction that was not there before, whatever else changed),
    `numbers` (amounts, dates, percentages, in the title or the body, all other words kept in their order),
    `headline` (the title alone), `text`.
    """
    if (plain(before_title), plain(before_body)) == (plain(after_title), plain(after_body)):
        return None
    before = plain(before_title), plain(lasting(before_title, before_body))
    after = plain(after_title), plain(lasting(after_title, after_body))
    if before == after:
        return None
    if Counter(notes(after_title, after_body)) - Counter(notes(before_title, before_body)):
        return "correction"
    if all(map(_same_but_numbers, before, after)):
        return "numbers"
    return "headline" if before[1] == after[1] else "text"


def _same_but_numbers(before: str, after: str) -> bool:
    return before == after or numberless(before) == numberless(after)


def _telling(observations: Sequence[Observation]) -> Iterator[Observation]:
    """The looks that say something, in order: sightings at the newest address known by then, believed absences."""
    looks = [look for _, look in sorted({_moment(look): look for look in observations}.items())]
    ranks = _ranks(looks)
    address = max(ranks.values(), default=None)
    leading: _Rank | None = None
    misses = 0
    for look in looks:
        rank = ranks.get(look.page_id)
        if rank is None or (leading is not None and rank < leading):
            continue  # a page that was never there, or an older address
        if look.document_id is not None:
            leading, misses = rank, 0
            yield look
        elif rank == leading == address and rank[0]:
            misses += 1
            if look.outcome == "gone" or misses > 1:
                yield look


def _ranks(looks: Sequence[Observation]) -> dict[str, _Rank]:
    """Of every page that was seen; the greater, the newer its address. The caller's word goes before sightings."""
    older = {look.page_id for look in looks if not look.is_latest_address}
    first: dict[str, _Moment] = {}
    for look in looks:
        if look.document_id is not None:
            first.setdefault(look.page_id, _moment(look))
    return {page_id: (page_id not in older, moment) for page_id, moment in first.items()}


def _moment(look: Observation) -> _Moment:
    return look.observed_at, look.document_id or "", look.page_id, look.outcome
