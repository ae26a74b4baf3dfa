"""What the last change of the tagger changed: mentions that appeared and vanished in documents that both had tagged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warehouse.entities.model import Mention


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of `store.mention_changes`."""

    document_id: str
    tagger_no: int
    tagger_before: int
    change: str
    entity_id: str
    char_start: int
    char_end: int
    surface: str
    zone: str
    score: float
    rule: str


def compare(
    document_id: str, tagger_no: int, tagger_before: int, old: Sequence[Mention], new: Sequence[Mention]
) -> Iterator[ChangeRow]:
    """The mentions that only one of the two taggers found: an entity at a place; its score and rule may differ."""
    there, wanted = {_place(m): m for m in old}, {_place(m): m for m in new}
    for change, these, others in (("appeared", wanted, there), ("vanished", there, wanted)):
        for place, mention in these.items():
            if place not in others:
                yield ChangeRow(document_id, tagger_no, tagger_before, change, *mention)


def _place(m: Mention) -> tuple[str, str, int, int]:
    return m.entity_id, m.zone, m.char_start, m.char_end
