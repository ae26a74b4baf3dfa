"""Whether a name that may mean something else is the entity, at one place: every rule.

They are asked in the order of `verdicts.SCORES`, and the first that holds gives its name. What the whole document says
is asked in `context`, then what stands beside the name (`surroundings`, `neighbours`), then what speaks against it
(`objections`).
"""

from warehouse.entities.context import Context
from warehouse.entities.evidence import Evidence
from warehouse.entities.lexicon import Form, Lexicon, Pattern, is_ordinary
from warehouse.entities.model import Document
from warehouse.entities.neighbours import Neighbours
from warehouse.entities.objections import Objections
from warehouse.entities.spots import Place, Sheet
from warehouse.entities.surroundings import (
    Case,
    are_initials,
    article_before,
    capital_after,
    case_at,
    letter_lead,
    may_be_verb_after,
    move_before,
    possessive_after,
    role_beside,
    verb_after,
)
from warehouse.entities.verdicts import SCORES, Verdict, said
from warehouse.entities.words import COMMON, WARES


class Judge:
    """Judges the places of one document, in their order, with what is known of it."""

    def __init__(self, lexicon: Lexicon, sheet: Sheet, evidence: Evidence, document: Document) -> None:
        self._lexicon = lexicon
        self._sheet = sheet
        self._lines = sheet.normal.lines
        self._evidence = evidence
        self._day = document.published_at.date() if document.published_at else None
        self._lang = document.lang
        self._context = Context(lexicon, sheet, evidence)
        self._neighbours = Neighbours(lexicon, sheet)
        self._objections = Objections(lexicon, sheet, evidence, self._neighbours)
        self._lifted: set[tuple[int, str]] = set()  # accepted by a sentence of their own: elsewhere too then

    def learn(self, lifted: set[tuple[int, str]], accepted: set[int]) -> None:
        """What was accepted counts from now on: patterns with an entity by their sentence, hits in whatever way."""
        self._lifted |= lifted
        self._neighbours.accepted |= accepted
        self._context.ask_again()

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
        rule = self._context.rule(place, form) or self._by_sentence(place, pattern, form)
        return self._objections.contradicted(place, form, rule) if rule in SCORES else rule

    def _by_sentence(self, place: Place, pattern: Pattern, form: Form) -> str:
        case = case_at(self._lines, place.start, place.end)
        again = "again" if (place.pattern, form.entity_id) in self._lifted else ""
        if case == "capitals" or pattern.written != "written":
            return again or "case"
        if role_beside(self._lines, place.start, place.end, form.type):
            return "role"
        if self._neighbours.in_list(place, form):
            return "list"
        if form.type != "PLACE" and verb_after(self._lines, place.end):
            return "verb"
        if possessive_after(self._lines, place.end):
            return "possessive"
        if self._is_moved(place, form, case):
            return "move"
        return again or self._by_section(place, form, case)

    def _is_moved(self, place: Place, form: Form, case: Case) -> bool:
        """Whether somebody comes to a firm or goes from it; what is an ordinary word too, not in a headline."""
        if form.type != "ORG" or (case != "middle" and self._is_common(place)):
            return False
        return move_before(self._lines, place.start)

    def _by_section(self, place: Place, form: Form, case: Case) -> str:
        """Where outlet or text are about such things, and the text nowhere uses the word: a capital inside a sentence.

        Where one begins, a verb has to follow.
        """
        opens = case == "start" and not self._is_common(place) and self._is_used_as_firm(place)
        if (case == "middle" or opens) and self._is_no_word(place):
            if self._evidence.is_of_technology:
                return "section"
            if case == "middle" and self._is_of_field(place, form):
                return "field"
        return "no_evidence" if case == "middle" else "case"

    def _is_of_field(self, place: Place, form: Form) -> bool:
        """Whether other firms of its field stand there; a river and a team have an article: "the Amazon"."""
        return self._context.is_of_field(form.entity_id) and not article_before(self._lines, place.start)

    def _is_common(self, place: Place) -> bool:
        return self._lower(place) in COMMON

    def _is_no_word(self, place: Place) -> bool:
        """Whether a name is longer than two letters and stands nowhere in small ones."""
        word = self._lower(place)
        return len(word) > 2 and not self._evidence.says_low(word)

    def _lower(self, place: Place) -> str:
        return self._sheet.normal.flat[place.start : place.end].lower()

    def _is_used_as_firm(self, place: Place) -> bool:
        """Whether behind it stands what may be a verb, or something that a firm makes: "Apple Watch shipments"."""
        return may_be_verb_after(self._lines, place.end) or capital_after(self._lines, place.end).lower() in WARES

    def _is_used(self, place: Place, form: Form) -> bool:
        """Whether a name of one letter is used as a name: "platform X", "X said", "X's users"."""
        start, end = place.start, place.end
        if letter_lead(self._lines, start) or verb_after(self._lines, end) or possessive_after(self._lines, end):
            return True
        if (
            may_be_verb_after(self._lines, end)
            or self._neighbours.listed(place, form, -1)
            or self._neighbours.listed(place, form, 1)
        ):
            return True
        return role_beside(self._lines, start, end, form.type)
