"""What may be decided of an entity at a place: the rules by their names, and how sure each makes it."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from warehouse.entities.spots import Place

# What accepts a name, and how sure that is.
SCORES: Final = {
    "strong": 1.0, "capitals": 0.97, "hashtag": 0.95,
    "short": 0.95, "surname": 0.95, "company": 0.9, "role": 0.88, "list": 0.85, "verb": 0.85, "possessive": 0.85,
    "move": 0.85, "again": 0.8, "section": 0.72, "field": 0.72,
}  # fmt: skip
# What refuses it: what is left of the evidence.
REFUSALS: Final = {
    "veto": 0.0, "period": 0.0, "language": 0.0, "other_name": 0.4, "other_person": 0.4, "requires": 0.3,
    "full_name": 0.3, "no_evidence": 0.3, "case": 0.2, "shared": 0.5, "initials": 0.0,
}  # fmt: skip
FULL: Final = frozenset({"strong", "capitals", "hashtag"})  # the name needs nobody's help
_SCORE_OF: Final = SCORES | REFUSALS
OPEN: Final = frozenset({"requires", "full_name", "no_evidence", "case"})  # what more evidence may turn over
LOCAL: Final = frozenset({"role", "verb", "possessive", "list", "move"})  # the sentence itself says who is meant
_new: Final[Callable[[Any, Any], "Verdict"]] = tuple.__new__  # a third of the time of Verdict(...)


class Verdict(NamedTuple):
    """What was decided of one entity at one place; `rule` is a key of `SCORES`, or of `REFUSALS`."""

    place: Place
    entity_id: str
    score: float
    rule: str

    @property
    def accepted(self) -> bool:
        """Whether the place is a mention of the entity."""
        return self.rule in SCORES


def said(place: Place, entity_id: str, rule: str) -> Verdict:
    """The verdict of that rule."""
    return _new(Verdict, (place, entity_id, _SCORE_OF[rule], rule))
