"""What a whole document says of a name that may mean something else: the same wherever it stands there.

What it knows is `evidence`'s; how the sentences read is asked in `rules`.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from warehouse.entities.evidence import ASIDE, Evidence
from warehouse.entities.lexicon import Form, Lexicon
from warehouse.entities.spots import Place, Sheet
from warehouse.entities.verdicts import SCORES

WHOLE: Final = frozenset({"short", "surname", "company"})  # the rules by which the document does
_FIELD: Final = 2  # firms make a text one about their field


class Context:
    """Asked for the forms of one document's places; what it said once holds until it is told to ask again."""

    def __init__(self, lexicon: Lexicon, sheet: Sheet, evidence: Evidence) -> None:
        self._lexicon = lexicon
        self._sheet = sheet
        self._evidence = evidence
        self._fields: dict[str, bool] = {}  # of an entity, whether enough others of its field are named
        self._said: dict[tuple[int, str], str] = {}  # of a form, by its identity, and a zone

    def ask_again(self) -> None:
        """There is more evidence."""
        self._said.clear()
        self._fields.clear()

    def rule(self, place: Place, form: Form) -> str:
        """What the document says of a form, wherever it stands there; "" where its sentence is to be asked."""
        key = (id(form), place.zone if place.zone in ASIDE else "")
        rule = self._said.get(key)
        if rule is None:
            rule = self._said[key] = self._by_document(place, form)
        return rule

    def _by_document(self, place: Place, form: Form) -> str:
        evidence = self._evidence
        rule = self._by_names(form, evidence.named(place.zone))
        if rule in SCORES:
            return rule
        if evidence.says_any(form.requires_phrases):
            return "company"
        if evidence.addressed and (by_address := self._by_names(form, evidence.addressed)) in SCORES:
            return by_address
        return "company" if self._is_paired(form) else rule

    def is_of_field(self, entity_id: str) -> bool:
        """Whether two other firms of its field are named in full."""
        if entity_id not in self._fields:
            self._fields[entity_id] = len(self._of_field(entity_id)) >= _FIELD
        return self._fields[entity_id]

    def _of_field(self, entity_id: str) -> set[str]:
        fields, evidence = self._lexicon.fields, self._evidence
        if not (field := fields.get(entity_id)):
            return set()
        others = evidence.named("") - {entity_id}
        return {other for other in others if fields.get(other) == field and not evidence.is_short(other)}

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
