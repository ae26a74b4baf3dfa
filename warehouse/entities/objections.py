"""What speaks against a name although a rule holds for it: part of a longer one, or somebody else's surname."""

from bisect import bisect_left, insort
from collections import defaultdict

from warehouse.entities.context import WHOLE
from warehouse.entities.evidence import Evidence
from warehouse.entities.lexicon import Form, Lexicon
from warehouse.entities.neighbours import Neighbours
from warehouse.entities.spots import Place, Sheet
from warehouse.entities.surroundings import (
    capital_after,
    case_at,
    is_acronym,
    is_followed_by_person,
    is_part_of_name,
    may_be_given,
    name_before,
    starts_sentence,
)
from warehouse.entities.words import HEADS


class Objections:
    """Asked for the places of one document, in their order: whom a surname meant last counts for the next."""

    def __init__(self, lexicon: Lexicon, sheet: Sheet, evidence: Evidence, neighbours: Neighbours) -> None:
        self._lexicon = lexicon
        self._lines = sheet.normal.lines
        self._evidence = evidence
        self._neighbours = neighbours
        self._others: dict[int, list[int]] = defaultdict(list)  # where a pattern stands in the name of somebody unknown

    def contradicted(self, place: Place, form: Form, rule: str) -> str:
        """`rule`, or what refuses the name although the rule holds."""
        if form.words > 1 or self._lexicon.patterns[place.pattern].written != "written":
            return rule
        if form.type == "PERSON":
            return self._somebody_else(place, form, rule)
        return "other_name" if self._is_other_name(place, rule) else rule

    def _is_other_name(self, place: Place, rule: str) -> bool:
        """Whether the words beside it make a longer name of it: "Scale Microgrid", "Big Apple"."""
        lines = self._lines
        after = capital_after(lines, place.end)
        if rule in WHOLE and (not after or (is_acronym(lines[place.start : place.end]) and after.lower() not in HEADS)):
            return False
        case = case_at(lines, place.start, place.end)
        if case == "capitals" or (case == "headline" and after.lower() not in HEADS):
            return False
        if after and is_part_of_name(after) and not self._neighbours.is_hit(place, 1):
            return rule != "role" or not is_followed_by_person(lines, place.end)
        before = name_before(lines, place.start)
        if not before or rule in WHOLE or is_acronym(before) or self._neighbours.is_hit(place, -1):
            return False
        return case != "start" and not self._opens_sentence(place, before)

    def _somebody_else(self, place: Place, form: Form, rule: str) -> str:
        """Whether a surname is that of another person: of "Vera Wang", or of whoever of the name was named last."""
        is_joined = self._lines[place.start - 1 : place.start] == "-"  # "Prabowo-Gibran" are two
        before = "" if is_joined else name_before(self._lines, place.start)
        after = capital_after(self._lines, place.end)
        if (before or after) and case_at(self._lines, place.start, place.end) in ("middle", "start"):
            if before and self._is_other_first_name(place, form, before):
                insort(self._others[place.pattern], place.order)
                return "other_person"
            if after and is_part_of_name(after) and not self._neighbours.is_hit(place, 1):
                return "other_name"
        others = self._others.get(place.pattern, ())
        at = bisect_left(others, place.order)
        is_other = at and others[at - 1] > self._evidence.last_named(form.entity_id, place.order)
        return "other_person" if is_other else rule

    def _is_other_first_name(self, place: Place, form: Form, before: str) -> bool:
        """Whether the word before it is a first name, and not this person's; a sentence's first word seldom is one."""
        if is_acronym(before) or self._neighbours.is_hit(place, -1):
            return False
        own = self._lexicon.people.get(form.entity_id, ())
        if any(name.startswith(before.rstrip(".")) for name in own):
            return False
        name = self._lines[place.start : place.end]
        if own[:1] == (name,) and self._evidence.is_first_of_another(before, name):  # "Ganjar Erick" are two
            return False
        return self._evidence.is_first_name(before) if self._opens_sentence(place, before) else may_be_given(before)

    def _opens_sentence(self, place: Place, before: str) -> bool:
        return starts_sentence(self._lines, place.start - 1 - len(before))
