"""What stands around a name in its sentence: how it is capitalised, and what beside it speaks for it or against it.

Everything looks at a few dozen characters of either side, in normalised text with its line breaks. What the whole
document says is `evidence`'s.
"""

import re
from typing import Final, Literal

from warehouse.entities.function_words import ENGLISH, INDONESIAN, OFFICES, ROLES, TITLES
from warehouse.entities.model import EntityType
from warehouse.entities.words import (
    APART,
    BASES,
    BETWEEN,
    CLITICS,
    COMPOUNDS,
    DATES,
    FOLLOWS,
    GIVEN,
    HEADS,
    KINDS,
    LEADS,
    LETTER_LEADS,
    LINKS,
    MODALS,
    MOVES,
    MOVES_BARE,
    PERSON_LEADS,
    PLACE_LEADS,
    SIDES,
    VERBS,
    WARES,
)

Case = Literal["middle", "start", "headline", "capitals"]

_SIDE: Final = 60  # characters
_MONEY: Final = frozenset("$€£¥")
_LINE: Final = 160  # a longer one is no headline
_OPENING: Final = " \"'([*“„«"
_QUOTES: Final = f"{_OPENING}”»"  # a sentence may begin behind them
_ENDS: Final = ".!?:;\n…•–—"
_WORD: Final = re.compile(r"[^\W_][\w'&.-]*")
_AUXILIARIES: Final = 3
_PLAIN: Final = frozenset(map(str.lower, ENGLISH | INDONESIAN)) | DATES
_ARTICLES: Final = (" the ", " a ", " an ")
_JOINTS: Final = (" ", "-")
_POSTS: Final = OFFICES | ROLES | TITLES  # "Menteri Komunikasi dan Digital Meutya"
_VERB_FORM: Final = re.compile(
    "(?:Ber|Di|Mem|Men|Ter)[a-z]{4,}|[A-Z][a-z]{3,}ed"
)  # "Jokowi Bertemu Gibran", "Picked Wang"

_LED: Final = 100  # characters before initials that are looked at
_LED_BY: Final = re.compile(
    r"(?:[iI]nisial(?:nya)?|INISIAL(?:NYA)?|[iI]nitials|INITIALS)[\s:,\"'(“]{0,3}"
    r"(?:[A-Z]{1,3}(?: \(\d{1,2}[^()]{0,8}\))?[\"'”]?(?:, | & |/|,? (?:dan|DAN|serta|and|AND) )[\"'“]?){0,8}\Z"
)
_AGE: Final = re.compile(r" ?\((?:[5-9]|[1-9]\d)(?: ?(?:tahun|TAHUN|thn|th|years?(?: old)?))?\)")


def case_at(lines: str, start: int, end: int) -> Case:
    """What the capital at `start` may mean: nothing, but in the middle of a sentence that is not all capitalised."""
    left = max(lines.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE, 0)
    right = lines.find("\n", end, end + _LINE)
    right = min(right if right >= 0 else end + _LINE, len(lines))
    around = f"{lines[left:start]} {lines[end:right]}"
    if around.isupper():
        return "capitals"
    if right - left < _LINE and lines[right - 1] != "." and _is_headline(around):
        return "headline"
    return "start" if starts_sentence(lines, start) else "middle"


def _is_headline(words: str) -> bool:
    """Whether most longer words have a capital, as in Indonesian titles and many English ones."""
    long = [word for word in _WORD.findall(words) if len(word) > 3]
    return len(long) >= 2 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def starts_sentence(lines: str, start: int) -> bool:
    """Whether a sentence, a quotation or an item of a list begins here, a dateline's text among them."""
    place = start
    while place > max(0, start - 5) and lines[place - 1] in _QUOTES:
        place -= 1
    if place == 0 or lines[place - 1] in _ENDS:
        return True
    return lines[place - 1] == "-" and lines[place - 2 : place - 1] in (" ", "\n")


# ------------------------------------------------------------------ what speaks for it


def role_beside(lines: str, start: int, end: int, kind: EntityType) -> bool:
    """Whether a word beside it says that here stands a firm, a product, a place."""
    before = _words_before(lines, start)
    if kind == "PLACE":
        return bool(before) and before[-1] in PLACE_LEADS
    while before and before[-1] in LINKS:
        before.pop()
    if before and before[-1] in LEADS:
        return True
    return _role_after(lines[end : end + _SIDE].partition("\n")[0])


def _role_after(right: str) -> bool:
    """ "Meta CEO", "Surge, a startup", "Tinker, layanan"."""
    words = [word.lower().rstrip(".'") for word in _WORD.findall(right.partition(",")[0])]
    if right[:1] == " " and words and words[0] in FOLLOWS:
        return True
    if not right.startswith((", ", " (")):
        return False
    apart = [word.lower() for word in _WORD.findall(re.split(r"[,.;)]", right[2:])[0])][:7]
    return bool(apart) and apart[0] in APART and any(word in KINDS for word in apart)


def _words_before(lines: str, start: int) -> list[str]:
    """The words of the same clause before it, in lower case; none where a comma or a full stop stands between."""
    left = lines[max(0, start - _SIDE) : start].rpartition("\n")[2].rstrip(_OPENING)
    if not left or not (left[-1].isalnum() or left[-1] in "-."):
        return []
    if left[-1] in "-." and lines[start - 1] != left[-1]:
        return []
    clause = re.split(r"[,;:!?()]|\. ", left)[-1]
    return [word.lower().rstrip(".'-") for word in _WORD.findall(clause)][-4:]


def move_before(lines: str, start: int) -> bool:
    """Whether somebody comes there or goes from there: "bergabung dengan Meta", "left Cohere", "poached from Apple"."""
    *_, verb, last = ("", "", *_words_before(lines, start))
    if last == "left" and verb in SIDES:
        return False
    return last in MOVES_BARE or last in MOVES.get(verb, ())


def verb_after(lines: str, end: int) -> bool:
    """Whether it does what firms and persons do, at most three auxiliaries or days of the week later."""
    before = ""
    for word in _words_after(lines, end)[: _AUXILIARIES + 1]:
        if word in VERBS or (before in MODALS and word in BASES):
            return True
        if word not in BETWEEN and word not in MODALS and word not in DATES:
            return False
        before = word
    return False


def may_be_verb_after(lines: str, end: int) -> bool:
    """Whether what follows has the form of an English verb: "Apple purges apps", "Amazon is shutting down"."""
    words = _words_after(lines, end)
    return bool(words) and (words[0] in BETWEEN or words[0] in MODALS or words[0].endswith(("s", "ed")))


def _words_after(lines: str, end: int) -> list[str]:
    """The words of the same clause after it, in lower case."""
    if lines[end : end + 1] != " ":
        return []
    return [word.lower() for word in re.split(r"[,.;:!?()\n\"“”]", lines[end + 1 : end + _SIDE])[0].split()]


def possessive_after(lines: str, end: int) -> bool:
    """Whether it owns something, or has what only names have: "Meta's $2 billion", "Meta-lah", "Intel-powered"."""
    if lines[end : end + 1] == "-":
        found = _WORD.match(lines, end + 1, end + _SIDE)
        return found is not None and (found[0] in CLITICS or found[0] in COMPOUNDS)
    owned = lines[end + 3 : end + 4]
    return lines[end : end + 3] == "'s " and (owned.isalnum() or owned in _MONEY)


# ------------------------------------------------------------------ what speaks against it


def capital_after(lines: str, end: int) -> str:
    """The word with a capital that follows after a space or a hyphen; "" for none."""
    if lines[end : end + 1] not in _JOINTS or not lines[end + 1 : end + 2].isupper():
        return ""
    found = _WORD.match(lines, end + 1, end + _SIDE)
    return found[0].removesuffix("'s") if found else ""


def is_part_of_name(word: str) -> bool:
    """Whether a capitalised word makes a longer name with what is before it: no role, verb, date, or ware of a firm."""
    lower = word.lower().rstrip(".")
    return not (lower in WARES or lower in FOLLOWS or lower in LEADS or lower in _PLAIN or lower in VERBS)


def is_followed_by_person(lines: str, end: int) -> bool:
    """Whether two capitalised words follow, neither of them what a firm ends in: "CEO Oracle Safra Catz"."""
    words = lines[end : end + _SIDE].partition("\n")[0].split()[:2]
    return len(words) == 2 and all(word[:1].isupper() and word.lower().strip(",.") not in HEADS for word in words)


def name_before(lines: str, start: int) -> str:
    """The word with a capital directly before, as it stands there, where it may be part of a longer name; else ""."""
    left = lines[max(0, start - _SIDE) : start]
    if left[-1:] not in _JOINTS:
        return ""
    word = left[:-1].rpartition("\n")[2].rpartition(" ")[2].lstrip(_OPENING)
    if not word[:1].isupper() or word.endswith("'s") or (word[-1] in '.,;:!?)"”»' and len(word) > 2):
        return ""
    lower = word.lower()
    if lower in _PLAIN or lower in LEADS or lower in PERSON_LEADS or lower in PLACE_LEADS or lower in VERBS:
        return ""
    return word


def is_acronym(word: str) -> bool:
    """ "AI Meta", "PHK Meta", "IPO Cerebras"."""
    return len(word) > 1 and word.isupper()


def article_before(lines: str, start: int) -> bool:
    """ "the Amazon", where the firm is Amazon."""
    return lines[max(0, start - 5) : start].lower().endswith(_ARTICLES)


def letter_lead(lines: str, start: int) -> bool:
    """Whether the word before a name of one letter says that it is one: "platform X"."""
    before = _words_before(lines, start)
    return bool(before) and (before[-1] in LETTER_LEADS or lines[start - 3 : start] == "'s ")


def may_be_given(word: str) -> bool:
    """Whether a capitalised word inside a sentence may be somebody's first name: no post, and no verb of a headline."""
    return is_given(word) or not (word in _POSTS or _VERB_FORM.fullmatch(word))


def is_given(word: str) -> bool:
    """Whether it is one of the frequent first names."""
    return word.lower() in GIVEN


def are_initials(lines: str, start: int, end: int) -> bool:
    """Whether two or three capitals stand for somebody's name: "berinisial AS dan MK", "the initials MK", "AS (35)"."""
    if not 1 < end - start < 4 or not lines[start:end].isupper():
        return False
    if lines.startswith((" (", "("), end) and _AGE.match(lines, end):
        return True
    led = lines[max(0, start - _LED) : start]
    # Seldom one of these stands there, and the pattern, which is tried at every character, takes several times as long.
    is_led = "nisial" in led or "nitials" in led or "NISIAL" in led or "NITIALS" in led
    return is_led and _LED_BY.search(led) is not None
