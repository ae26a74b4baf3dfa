"""What forbids that an article is taken for a copy, however much of another's text it has.

Each rule is a kind of page whose text recurs for another reason than that somebody copied it: it is furniture, or a
form, or the background of a report of its own.
"""

from datetime import timedelta

from warehouse.identity.fingerprint import is_comparable
from warehouse.identity.kinds import is_excerpt, is_live, is_serial
from warehouse.identity.normal import words
from warehouse.identity.pieces import ALIKE, Pair, apart

# Agencies are reprinted within hours, evergreens between a house's desks within days; a column returns after seven
# days and a list of prices after one, so that time alone tells little, and a long window costs comparisons.
WINDOW = timedelta(days=14)

SURE = 0.8  # the Jaccard index from which a text is a copy unless a rule here forbids it

_SHORT = 150  # words: what one outlet prints twice at this length is a form that it fills in
_BRIEF, _BRIEF_SURE = 100, 0.9
_REISSUED = timedelta(days=2)  # the same short text again in one outlet: sooner is a slip, later is a series
_NEXT_ISSUE = timedelta(hours=20)  # of a daily list, however the hour of its publication varies
_COLUMN = timedelta(days=4)  # two desks of a house, or a mended re-issue, are sooner than a weekly column's next week

_OWN_FRONT = 50  # words of its own in front with which a text reports something: a reaction, an update
_OWN_FRONT_BELOW_SURE = 40
_OWN_SHARE = 0.125  # and as part of the whole: a changed lead at .8 has .11 of both texts, 60 words before 400 .13
_OWN_MORE = 1.5  # times the other's front: a changed lead takes the place of one like it

_REPLACED = ((2, 0.25), (3, 0.15), (6, 0.0))  # so many numbers, at least this share of all, make another issue
_FEW_NUMBERS = 4  # of which one is much
_ANCHORED = 0.2  # the share of a title's words that a text needs if it is what the title announces


def forbidden(pair: Pair) -> bool:
    """Whether any of the rules of this module forbids that one is taken for a copy of the other."""
    return any(forbids(pair) for forbids in VETOES)


def _is_too_far(pair: Pair) -> bool:
    """Texts of different seasons are compared in vain."""
    return apart(pair.copy, pair.of) > WINDOW


def _is_live(pair: Pair) -> bool:
    """A live page's text is whatever it was when somebody looked, and its opening stands on the next one."""
    return any(is_live(piece.url, piece.title) for piece in (pair.copy, pair.of))


def _says_too_little(pair: Pair) -> bool:
    """Flashes and stubs, and articles of which only the announcement is known: a column has one for all its issues."""
    return any(
        not is_comparable(text) or is_excerpt(text, words(piece.description), piece.access)
        for piece, text in zip((pair.copy, pair.of), pair.texts, strict=True)
    )


def _is_other_issue(pair: Pair) -> bool:
    """Titles that differ in their numbers alone are issues of a series, even around one text."""
    numbers = [{word for word in title if word.isdigit()} for title in pair.titles]
    texts = [title - own for title, own in zip(pair.titles, numbers, strict=True)]
    both = len(texts[0] & texts[1]) / max(len(texts[0] | texts[1]), 1)
    return both >= ALIKE and bool(numbers[0] - numbers[1]) and bool(numbers[1] - numbers[0])


def _is_series(pair: Pair) -> bool:
    """One outlet's list a day later, or its column a week later under another title, whatever it has in common."""
    if pair.relation != "same outlet":
        return False
    serial = is_serial(pair.copy.title) and is_serial(pair.of.title)
    later = apart(pair.copy, pair.of)
    return (serial and later > _NEXT_ISSUE) or (not pair.one_title and later > _COLUMN)


def _is_form(pair: Pair) -> bool:
    """A short text again in one outlet is a form or a column's standing words, unless title and day are the same.

    Anywhere, texts under 100 words need .9: in a notice of 80 words, 8 of which are a name, .8 says nothing.
    """
    shorter = min(side.words for side in pair.sides)
    if shorter < _BRIEF and pair.overlap.jaccard < _BRIEF_SURE:
        return True
    again = not pair.one_title or apart(pair.copy, pair.of) > _REISSUED
    return pair.relation == "same outlet" and shorter < _SHORT and again


def _has_other_numbers(pair: Pair) -> bool:
    """The same words around other prices, dates or tolls are another day's report.

    One number is mended now and then, in a copy as in any text; two that are a quarter of all are not, three that are
    .15, nor six. In what calls itself a list or a daily two are enough; of four numbers one is.
    """
    replaced, numbers = pair.overlap.replaced, pair.overlap.numbers
    if replaced == 1:
        return numbers <= _FEW_NUMBERS
    if is_serial(pair.copy.title) or is_serial(pair.of.title):
        return replaced >= 2
    return any(replaced >= least and replaced >= share * numbers for least, share in _REPLACED)


def _reports_anew(pair: Pair) -> bool:
    """A text with a report of its own in front, under its own title, repeats the other as background.

    A reaction of 60 words before 400 repeated ones stands at .87; a changed lead is shorter, or takes the place of one
    of its length. It is the same the other way round, where the reaction is the earlier known.
    """
    if pair.one_title:
        return False
    later, other = pair.sides
    return _is_report(later.front, later.words, other.front, pair) or _is_report(
        other.head, other.words, later.head, pair
    )


def _is_report(front: int, of: int, instead_of: int, pair: Pair) -> bool:
    if front / of < _OWN_SHARE:
        return False
    if pair.overlap.jaccard < SURE:
        return front >= _OWN_FRONT_BELOW_SURE
    return front >= _OWN_FRONT and front >= _OWN_MORE * instead_of


def _is_unannounced(pair: Pair) -> bool:
    """Where neither title speaks of what both texts say, nor of the other's, and both begin otherwise: furniture."""
    if pair.related > 0:
        return False
    return all(
        side.head > 0 and len(title) >= 3 and len(title & pair.overlap.shared) / len(title) < _ANCHORED
        for side, title in zip(pair.sides, pair.titles, strict=True)
    )


VETOES = (
    _is_too_far,
    _is_live,
    _says_too_little,
    _is_other_issue,
    _is_series,
    _is_form,
    _has_other_numbers,
    _reports_anew,
    _is_unannounced,
)
