"""Whether a name that may mean something else is the entity, at one place: every rule.

They are asked in the order of `verdicts.SCORES`, and the first that holds gives its name. What they ask of the sentence
is in `surroundings`, of the document in `evidence`.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from warehouse.entities.evidence import ASIDE, Evidence
from warehouse.entities.lexicon import Form, Lexicon, Pattern, is_ordinary
from warehouse.entities.model import Document
from warehouse.entities.spots import Place, Sheet
from warehouse.entities.surroundings import (
    Case,
    are_initials,
    capital_after,
    case_at,
    is_acronym,
    is_followed_by_person,
    is_part_of_name,
    letter_lead,
    may_be_given,
    may_be_verb_after,
    name_before,
    possessive_after,
    role_beside,
    starts_sentence,
    verb_after,
)
from warehouse.entities.verdicts import SCORES, Verdict, said
from warehouse.entities.words import COMMON, CONJUNCTIONS, HEADS, WARES

_WHOLE: Final = frozenset({"short", "surname", "company"})  # the document does
_FIRMS: Final = frozenset({"ORG", "PRODUCT"})


class Judge:
    """Judges the places of one document, in their order, with what is known of it."""

    def __init__(self, lexicon: Lexicon, sheet: Sheet, evidence: Evidence, document: Document) -> None:
        self._lexicon = lexicon
        self._sheet = sheet
        self._lines = sheet.normal.lines
        self._evidence = evidence
        self._day = document.published_at.date() if document.published_at else None
        self._lang = document.lang
        self._whole: dict[tuple[int, str], str] = {}  # what the document says of a form, by its identity
        self._others: dict[int, list[int]] = defaultdict(list)  # where a pattern stands in the name of somebody unknown
        self._lifted: set[tuple[int, str]] = set()  # accepted by a sentence of their own: elsewhere too then
        self._accepted: set[int] = set()  # hits

    def learn(self, lifted: set[tuple[int, str]], accepted: set[int]) -> None:
        """What was accepted counts from now on: patterns with an entity by their sentence, hits in whatever way."""
        self._lifted |= lifted
        self._accepted |= accepted
        self._whole.clear()

    def words(self, verdict: Verdict) -> int:
        """Of how many words the name is that was accepted."""
        forms = self._lexicon.patterns[verdict.place.pattern].forms
        return max(form.words for form in forms if form.entity_id == verdict.entity_id)

    def verdicts(self, place: Place, vetoed: frozenset[str] = frozenset()) -> list[Verdict]:
        """One of each entity that the pattern may mean, in the order of their ids; at most one accepted.

        `vetoed` are entities that a longer phrase around the place shows not to be meant.
        """
        pattern = self._lexicon.patterns[place.pattern]
        if vetoed:
            pattern = pattern._replace(vetoed=pattern.vetoed | vetoed)
        found = [said(place, form.entity_id, self._rule(place, pattern, form)) for form in pattern.forms]
        return found if len(found) < 2 else self._one_of(found)

    def _one_of(self, found: list[Verdict]) -> list[Verdict]:
        """Each entity's best verdict, of which at most one is accepted."""
        by_entity: dict[str, Verdict] = {}
        for verdict in found:
            known = by_entity.setdefault(verdict.entity_id, verdict)
            by_entity[verdict.entity_id] = max(known, verdict, key=lambda v: v.score)
        accepted = [verdict for verdict in by_entity.values() if verdict.accepted]
        if len(accepted) < 2:
            return [*by_entity.values()]
        best = max(accepted, key=self._standing)
        return [v if v is best or not v.accepted else said(v.place, v.entity_id, "shared") for v in by_entity.values()]

    def _standing(self, verdict: Verdict) -> tuple[float, bool, int, int]:
        """How well one of two entities with one name stands in the document."""
        known = self._evidence.named(verdict.place.zone)
        related = len(self._lexicon.related[verdict.entity_id] & known)
        named = self._evidence.last_named(verdict.entity_id, verdict.place.order)
        return verdict.score, verdict.entity_id in known, related, named

    def _rule(self, place: Place, pattern: Pattern, form: Form) -> str:
        if form.entity_id in pattern.vetoed:
            return "veto"
        if self._day and ((form.since and self._day < form.since) or (form.until and self._day >= form.until)):
            return "period"
        if form.language and self._lang and form.language != self._lang:
            return "language"
        if are_initials(self._lines, place.start, place.end):
            return "initials"
        if not form.weak and not is_ordinary(pattern, form):
            return "strong" if pattern.written == "written" else pattern.written
        if place.end - place.start == 1 and not self._is_used(place, form):
            return "other_name"
        rule = self._weak(place, pattern, form)
        return self._contradicted(place, form, rule) if rule in SCORES else rule

    # -------------------------------------------------------------- for it

    def _weak(self, place: Place, pattern: Pattern, form: Form) -> str:
        key = (id(form), place.zone if place.zone in ASIDE else "")
        rule = self._whole.get(key)
        if rule is None:
            rule = self._whole[key] = self._by_document(place, form)
        return rule or self._by_sentence(place, pattern, form)

    def _by_document(self, place: Place, form: Form) -> str:
        """What the document says of a form, wherever it stands there; "" where its sentence is to be asked."""
        evidence = self._evidence
        rule = self._by_names(form, evidence.named(place.zone))
        if rule in SCORES:
            return rule
        if evidence.says_any(form.requires_phrases):
            return "company"
        if evidence.addressed and (by_address := self._by_names(form, evidence.addressed)) in SCORES:
            return by_address
        return "company" if self._is_paired(form) else rule

    def _by_names(self, form: Form, known: set[str]) -> str:
        if form.entity_id in known:
            if self._evidence.is_short(form.entity_id):
                return "again"
            return "surname" if form.type == "PERSON" else "short"
        if form.requires_ids or form.requires_phrases:
            return "requires" if form.requires_ids.isdisjoint(known) else "company"
        if form.type == "PERSON":
            return "full_name"
        return "" if self._lexicon.related[form.entity_id].isdisjoint(known) else "company"

    def _is_paired(self, form: Form) -> bool:
        """Whether two that need each other stand there, one in several words: "CEO Grab Anthony Tan"."""
        if form.type == "PERSON" and not form.requires_ids:
            return False
        others = form.requires_ids or self._lexicon.related[form.entity_id]
        return not others.isdisjoint(self._candidates if form.words > 1 else self._full_candidates)

    @cached_property
    def _candidates(self) -> set[str]:
        """Whom the places outside of what is about other things may mean."""
        return {form.entity_id for form in self._may_be()}

    @cached_property
    def _full_candidates(self) -> set[str]:
        return {form.entity_id for form in self._may_be() if form.words > 1}

    def _may_be(self) -> Iterator[Form]:
        for place in self._sheet.places:
            if place.zone not in ASIDE:
                yield from self._lexicon.patterns[place.pattern].forms

    def _by_sentence(self, place: Place, pattern: Pattern, form: Form) -> str:
        case = case_at(self._lines, place.start, place.end)
        again = "again" if (place.pattern, form.entity_id) in self._lifted else ""
        if case == "capitals" or pattern.written != "written":
            return again or "case"
        if role_beside(self._lines, place.start, place.end, form.type):
            return "role"
        if self._in_list(place, form):
            return "list"
        if form.type != "PLACE" and verb_after(self._lines, place.end):
            return "verb"
        if possessive_after(self._lines, place.end):
            return "possessive"
        return again or self._by_section(place, case)

    def _by_section(self, place: Place, case: Case) -> str:
        """Where the outlet writes about such things and the text nowhere uses the word: a capital inside a sentence.

        Where one begins, a verb has to follow.
        """
        word = self._sheet.normal.flat[place.start : place.end].lower()
        opens = case == "start" and word not in COMMON and self._is_used_as_firm(place)
        fits = case == "middle" or opens
        if fits and len(word) > 2 and self._evidence.is_of_technology and not self._evidence.says_low(word):
            return "section"
        return "no_evidence" if case == "middle" else "case"

    def _is_used_as_firm(self, place: Place) -> bool:
        """Whether behind it stands what may be a verb, or something that a firm makes: "Apple Watch shipments"."""
        return may_be_verb_after(self._lines, place.end) or capital_after(self._lines, place.end).lower() in WARES

    def _in_list(self, place: Place, form: Form) -> bool:
        """Whether it stands beside a name of its kind in a list, or is one of three: "Mercor dan Surge"."""
        before, after = self._listed(place, form, -1), self._listed(place, form, 1)
        if len(before) + len(after) > 1 and form.type in _FIRMS:
            return True
        return any(self._is_named(at, form) for at in (*before[:1], *after[:1]))

    def _listed(self, place: Place, form: Form, step: int) -> list[int]:
        """The next two hits in that direction that are of its kind, as far as a list goes."""
        hits, flat, found, at = self._sheet.hits, self._sheet.normal.flat, list[int](), place.at
        while at >= 0 and len(found) < 2 and 0 <= at + step < len(hits):
            first, second = sorted((at, at + step))
            if flat[hits[first][2] : hits[second][1]] not in CONJUNCTIONS or not self._is_like(
                hits[at + step][0], form
            ):
                break
            at += step
            found.append(at)
        return found

    def _is_like(self, pattern: int, form: Form) -> bool:
        forms = self._lexicon.patterns[pattern].forms
        return bool(forms) and forms[0].type != "PERSON" and (forms[0].type in _FIRMS) == (form.type in _FIRMS)

    def _is_named(self, at: int, form: Form) -> bool:
        """Whether that hit is a name of the same kind without doubt."""
        pattern = self._sheet.hits[at][0]
        return self._is_like(pattern, form) and (not self._lexicon.weak[pattern] or at in self._accepted)

    # -------------------------------------------------------------- against it

    def _contradicted(self, place: Place, form: Form, rule: str) -> str:
        """`rule`, or what refuses the name although the rule holds."""
        if form.words > 1 or self._lexicon.patterns[place.pattern].written != "written":
            return rule
        if form.type == "PERSON":
            return self._somebody_else(place, form, rule)
        return "other_name" if self._is_other_name(place, rule) else rule

    def _is_used(self, place: Place, form: Form) -> bool:
        """Whether a name of one letter is used as a name: "platform X", "X said", "X's users"."""
        start, end = place.start, place.end
        if letter_lead(self._lines, start) or verb_after(self._lines, end) or possessive_after(self._lines, end):
            return True
        if may_be_verb_after(self._lines, end) or self._listed(place, form, -1) or self._listed(place, form, 1):
            return True
        return role_beside(self._lines, start, end, form.type)

    def _is_other_name(self, place: Place, rule: str) -> bool:
        """Whether the words beside it make a longer name of it: "Scale Microgrid", "Big Apple"."""
        lines = self._lines
        after = capital_after(lines, place.end)
        if rule in _WHOLE and (
            not after or (is_acronym(lines[place.start : place.end]) and after.lower() not in HEADS)
        ):
            return False
        case = case_at(lines, place.start, place.end)
        if case == "capitals" or (case == "headline" and after.lower() not in HEADS):
            return False
        if after and is_part_of_name(after) and not self._is_hit(place, 1):
            return rule != "role" or not is_followed_by_person(lines, place.end)
        before = name_before(lines, place.start)
        if not before or rule in _WHOLE or is_acronym(before) or self._is_hit(place, -1):
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
            if after and is_part_of_name(after) and not self._is_hit(place, 1):
                return "other_name"
        others = self._others.get(place.pattern, ())
        at = bisect_left(others, place.order)
        is_other = at and others[at - 1] > self._evidence.last_named(form.entity_id, place.order)
        return "other_person" if is_other else rule

    def _is_other_first_name(self, place: Place, form: Form, before: str) -> bool:
        """Whether the word before it is a first name, and not this person's; a sentence's first word seldom is one."""
        if is_acronym(before) or self._is_hit(place, -1):
            return False
        own = self._lexicon.people.get(form.entity_id, ())
        if any(name.startswith(before.rstrip(".")) for name in own):
            return False
        name = self._lines[place.start : place.end]
        if own[:1] == (name,) and self._evidence.is_first_of_another(before, name):  # "Ganjar Erick" are two
            return False
        return self._evidence.is_first_name(before) if self._opens_sentence(place, before) else may_be_given(before)

    def _is_hit(self, place: Place, step: int) -> bool:
        """Whether another name of the gazetteer stands directly before (-1) or after (1) it."""
        hits = self._sheet.hits
        if place.at < 0 or not 0 <= place.at + step < len(hits):
            return False
        other = hits[place.at + step]
        return other[1] - place.end == 1 if step > 0 else place.start - other[2] == 1

    def _opens_sentence(self, place: Place, before: str) -> bool:
        return starts_sentence(self._lines, place.start - 1 - len(before))
