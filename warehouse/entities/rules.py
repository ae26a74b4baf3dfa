"""Whether a name that may mean something else is the entity, at one place: every rule, its name and its score.

The rules are asked in the order of `SCORES`, and the first that holds gives its name. What they ask of the sentence is
in `surroundings`, of the document in `evidence`.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from datetime import date
from typing import Final, NamedTuple

from warehouse.entities.evidence import Evidence, Position
from warehouse.entities.lexicon import Form, Lexicon, Pattern
from warehouse.entities.spots import Field, Place
from warehouse.entities.surroundings import (
    Case,
    case_at,
    head_after,
    is_acronym,
    is_followed_by_person,
    letter_lead,
    name_after,
    name_before,
    possessive_after,
    role_beside,
    verb_after,
)
from warehouse.entities.words import CONJUNCTIONS, ORDINARY

# What accepts a name, and how sure that is.
SCORES: Final = {
    "strong": 1.0, "capitals": 0.97, "hashtag": 0.95,
    "short": 0.95, "surname": 0.95, "company": 0.9, "role": 0.88, "list": 0.85, "verb": 0.85, "possessive": 0.85,
    "again": 0.8, "section": 0.72,
}  # fmt: skip
# What refuses it: what is left of the evidence.
REFUSALS: Final = {
    "veto": 0.0, "period": 0.0, "language": 0.0, "other_name": 0.4, "other_person": 0.4, "requires": 0.3,
    "full_name": 0.3, "no_evidence": 0.3, "case": 0.2, "shared": 0.5,
}  # fmt: skip
OPEN: Final = frozenset({"requires", "full_name", "no_evidence", "case"})  # what more evidence may turn over
LOCAL: Final = frozenset({"role", "verb", "possessive", "list"})  # the sentence itself says who is meant
_WHOLE: Final = frozenset({"short", "surname", "company"})  # the document does
_FIRMS: Final = frozenset({"ORG", "PRODUCT"})


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


class Judge:
    """Judges the places of one document, in their order, with what is known of it."""

    def __init__(
        self, lexicon: Lexicon, fields: tuple[Field, Field], evidence: Evidence, day: date | None, lang: str
    ) -> None:
        self._lexicon = lexicon
        self._fields = fields
        self._evidence = evidence
        self._day = day
        self._lang = lang
        self._others: dict[int, list[Position]] = defaultdict(list)  # where a pattern names somebody unknown
        self.lifted: set[tuple[int, str]] = set()  # accepted by their sentence: so in the rest of the document
        self.accepted: set[tuple[int, int]] = set()  # field and hit

    def verdicts(self, place: Place, vetoed: frozenset[str] = frozenset()) -> list[Verdict]:
        """One of each entity that the pattern may mean, in the order of their ids; at most one accepted.

        `vetoed` are entities that a longer phrase around the place shows not to be meant.
        """
        pattern = self._lexicon.patterns[place.pattern]
        if vetoed:
            pattern = pattern._replace(vetoed=pattern.vetoed | vetoed)
        by_entity: dict[str, Verdict] = {}
        for form in pattern.forms:
            verdict = self._said(place, form.entity_id, self._rule(place, pattern, form))
            by_entity[form.entity_id] = max(verdict, by_entity.get(form.entity_id, verdict), key=lambda v: v.score)
        found = [*by_entity.values()]
        accepted = [verdict for verdict in found if verdict.accepted]
        if len(accepted) < 2:
            return found
        best = max(accepted, key=lambda verdict: (verdict.score, *self._standing(verdict)))
        return [v if v is best or not v.accepted else self._said(place, v.entity_id, "shared") for v in found]

    def _standing(self, verdict: Verdict) -> tuple[bool, int, Position]:
        """What else the document says of one of two entities with one name."""
        known = self._evidence.known(verdict.place.zone)
        related = len(self._lexicon.related[verdict.entity_id] & known)
        named = self._evidence.last_named(verdict.entity_id, (verdict.place.field, verdict.place.char_start))
        return verdict.entity_id in known, related, named

    def _said(self, place: Place, entity_id: str, rule: str) -> Verdict:
        return Verdict(place, entity_id, SCORES.get(rule, REFUSALS.get(rule, 0.0)), rule)

    def _rule(self, place: Place, pattern: Pattern, form: Form) -> str:
        if form.entity_id in pattern.vetoed:
            return "veto"
        if self._day and ((form.since and self._day < form.since) or (form.until and self._day >= form.until)):
            return "period"
        if form.language and self._lang and form.language != self._lang:
            return "language"
        if not form.weak and not _is_ordinary(pattern, form):
            return "strong" if pattern.written == "written" else pattern.written
        rule = self._weak(place, pattern, form)
        return self._contradicted(place, form, rule) if rule in SCORES else rule

    # -------------------------------------------------------------- for it

    def _weak(self, place: Place, pattern: Pattern, form: Form) -> str:
        known = self._evidence.known(place.zone)
        if form.entity_id in known:
            return "surname" if form.type == "PERSON" else "short"
        if form.requires_ids or form.requires_phrases:
            required = not form.requires_ids.isdisjoint(known) or any(map(self._evidence.says, form.requires_phrases))
            return "company" if required else "requires"
        if form.type == "PERSON":
            return "full_name"
        if not self._lexicon.related[form.entity_id].isdisjoint(known):
            return "company"
        if pattern.written == "written":
            return self._by_sentence(place, form)
        return "again" if (place.pattern, form.entity_id) in self.lifted else "case"

    def _by_sentence(self, place: Place, form: Form) -> str:
        lines = self._fields[place.field].normal.lines
        case = case_at(lines, place.start, place.end)
        if case == "capitals":
            return "again" if (place.pattern, form.entity_id) in self.lifted else "case"
        if role_beside(lines, place.start, place.end, form.type):
            return "role"
        if self._in_list(place, form):
            return "list"
        if form.type != "PLACE" and verb_after(lines, place.end):
            return "verb"
        if possessive_after(lines, place.end):
            return "possessive"
        if (place.pattern, form.entity_id) in self.lifted:
            return "again"
        return self._by_section(place, case)

    def _by_section(self, place: Place, case: Case) -> str:
        """A capital in the middle of a sentence, where the outlet writes about such things and nobody uses the word."""
        word = self._fields[place.field].normal.flat[place.start : place.end].lower()
        if case == "middle" and self._evidence.is_of_technology and len(word) > 2 and not self._evidence.says_low(word):
            return "section"
        return "no_evidence" if case == "middle" else "case"

    def _in_list(self, place: Place, form: Form) -> bool:
        """Whether it stands in a list beside a name of its kind: "Mercor dan Surge"."""
        if place.at < 0:
            return False
        field = self._fields[place.field]
        for other in (place.at - 1, place.at + 1):
            if 0 <= other < len(field.hits) and self._is_named(place.field, other, form):
                first, second = sorted((field.hits[other][1:], (place.start, place.end)))
                if field.normal.flat[first[1] : second[0]] in CONJUNCTIONS:
                    return True
        return False

    def _is_named(self, field: int, at: int, form: Form) -> bool:
        pattern = self._fields[field].hits[at][0]
        forms = self._lexicon.patterns[pattern].forms
        if not forms or (self._lexicon.sure[pattern] is None and (field, at) not in self.accepted):
            return False
        return (forms[0].type in _FIRMS) == (form.type in _FIRMS) and forms[0].type != "PERSON"

    # -------------------------------------------------------------- against it

    def _contradicted(self, place: Place, form: Form, rule: str) -> str:
        """`rule`, or what refuses the name although the rule holds."""
        if self._lexicon.patterns[place.pattern].written != "written" or form.words > 1:
            return rule
        lines = self._fields[place.field].normal.lines
        case = case_at(lines, place.start, place.end)
        if place.end - place.start == 1 and not letter_lead(lines, place.start):
            return "other_name"
        if case == "capitals":
            return rule
        if form.type == "PERSON":
            return self._somebody_else(place, form, rule, case)
        return "other_name" if self._is_other_name(place, rule, case) else rule

    def _is_other_name(self, place: Place, rule: str, case: Case) -> bool:
        """Whether the words beside it make a longer name of it: "Scale Microgrid", "Big Apple"."""
        lines = self._fields[place.field].normal.lines
        if head_after(lines, place.end):
            return True
        if case == "headline":
            return False
        if name_after(lines, place.end) and not self._is_hit(place, 1):
            return rule != "role" or not is_followed_by_person(lines, place.end)
        before = name_before(lines, place.start)
        if not before or rule in _WHOLE or is_acronym(before) or self._is_hit(place, -1):
            return False
        return case != "start" and not self._opens_sentence(place, before)

    def _somebody_else(self, place: Place, form: Form, rule: str, case: Case) -> str:
        """Whether a surname is that of another person: of "Vera Wang", or of whoever of the name was named last."""
        lines = self._fields[place.field].normal.lines
        here = (place.field, place.char_start)
        if case != "headline":
            if self._is_other_first_name(place, form):
                insort(self._others[place.pattern], here)
                return "other_person"
            if name_after(lines, place.end) and not self._is_hit(place, 1):
                return "other_name"
        others = self._others[place.pattern]
        at = bisect_left(others, here)
        is_other = at and others[at - 1] > self._evidence.last_named(form.entity_id, here)
        return "other_person" if is_other else rule

    def _is_other_first_name(self, place: Place, form: Form) -> bool:
        lines = self._fields[place.field].normal.lines
        before = name_before(lines, place.start)
        if not before or is_acronym(before) or self._is_hit(place, -1):
            return False
        if self._opens_sentence(place, before) and self._evidence.says_low(before.lower()):
            return False
        own = before.rstrip(".")
        return not any(name.startswith(own) for name in self._lexicon.people.get(form.entity_id, ()))

    def _is_hit(self, place: Place, step: int) -> bool:
        """Whether another name of the gazetteer stands directly before (-1) or after (1) it."""
        hits = self._fields[place.field].hits
        if place.at < 0 or not 0 <= place.at + step < len(hits):
            return False
        other = hits[place.at + step]
        return other[1] - place.end == 1 if step > 0 else place.start - other[2] == 1

    def _opens_sentence(self, place: Place, before: str) -> bool:
        lines = self._fields[place.field].normal.lines
        return case_at(lines, place.start - 1 - len(before), place.start - 1) == "start"


def _is_ordinary(pattern: Pattern, form: Form) -> bool:
    """Whether capitals make an ordinary word of a strong name: "ANDROID"."""
    return pattern.written == "capitals" and form.words == 1 and pattern.text.lower() in ORDINARY
