"""Names that stand beside one another: directly, or as the members of a list."""

from typing import Final

from warehouse.entities.lexicon import Form, Lexicon
from warehouse.entities.spots import Place, Sheet
from warehouse.entities.words import CONJUNCTIONS

FIRMS: Final = frozenset({"ORG", "PRODUCT"})


class Neighbours:
    """The hits of one document, as each sees those beside it; `accepted` are those that were taken for somebody."""

    def __init__(self, lexicon: Lexicon, sheet: Sheet) -> None:
        self._lexicon = lexicon
        self._sheet = sheet
        self.accepted: set[int] = set()

    def in_list(self, place: Place, form: Form) -> bool:
        """Whether it stands beside a name of its kind in a list, or is one of three: "Mercor dan Surge"."""
        before, after = self.listed(place, form, -1), self.listed(place, form, 1)
        if len(before) + len(after) > 1 and form.type in FIRMS:
            return True
        return any(self._is_named(at, form) for at in (*before[:1], *after[:1]))

    def listed(self, place: Place, form: Form, step: int) -> list[int]:
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
        return bool(forms) and forms[0].type != "PERSON" and (forms[0].type in FIRMS) == (form.type in FIRMS)

    def _is_named(self, at: int, form: Form) -> bool:
        """Whether that hit is a name of the same kind without doubt."""
        pattern = self._sheet.hits[at][0]
        return self._is_like(pattern, form) and (not self._lexicon.weak[pattern] or at in self.accepted)

    def is_hit(self, place: Place, step: int) -> bool:
        """Whether another name of the gazetteer stands directly before (-1) or after (1) it."""
        hits = self._sheet.hits
        if place.at < 0 or not 0 <= place.at + step < len(hits):
            return False
        other = hits[place.at + step]
        return other[1] - place.end == 1 if step > 0 else place.start - other[2] == 1
