"""Runs of capitalised words in a text: where they stand, and whether the capital says anything there.

What becomes of them is decided in `warehouse.entities.names`. Everything is one pass over the text.
"""

import re

from warehouse.entities.function_words import ALONE, SMALL

MASK = "\0"  # in the place of every character of a mention: no letter, no space, no end of a sentence
_MASK_AFTER, _MASK_BEFORE = f" {MASK}", f"{MASK} "
WORDS = 12  # a longer run is read in pieces, so that a text in capitals takes no longer than another

_UPPER = "".join(c for c in map(chr, (*range(0x250), *range(0x1E00, 0x1F00))) if c.isupper())
_U = f"[{_UPPER}]"
# After a number these say that it counts or measures: no part of a name, as "Llama 4" is.
_UNITS = (
    "persen|percent|million|billion|trillion|miliar|milyar|juta|ribu|triliun|tahun|years?|bulan|months?|pekan|weeks?|"
    "hari|days?|orang|people|kali|times|hours?|jam|menit|minutes?|others?|of|and|to|dan|hingga|sampai|am|pm|AM|PM|WIB"
)
_REST = (
    rf"(?:\.(?:{_U}\.)+|\.(?= {_U})|"  # U.S., the D. of John D. Rockefeller; else letters and what joins them:
    rf"\w{{0,40}}(?:['’](?!(?:s|re|ll|ve|d|m|t)\b)\w{{1,40}}|[-&](?:{_U}|\d)\w{{0,40}}|\.(?:ai|io|com)\b){{0,3}}\+?)"
)
_PARTICLE = rf"(?:of(?: the)?|for|de(?: la)?|del|van(?: der)?|von|der|den|bin|binti|ibn|al|el|&)(?= {_U})"
_NUMBER = rf"\d{{1,2}}(?:\.\d{{1,2}})?(?![\w%]|[.,:/-]\w|[ -](?:{_UNITS})\b)"
_NOT_INSIDE = rf"(?:(?<![\w#@/._=%&{MASK}]{_U})|(?<=(?<![\w#@/._=%&{MASK}])[a-z]{_U}))"  # the latter: eFishery
_RUN = re.compile(rf"{_U}{_NOT_INSIDE}{_REST}(?:[ \xa0]{{1,2}}(?:{_U}{_REST}|{_PARTICLE}|{_NUMBER})){{0,{WORDS - 1}}}")
# 160 characters: a longer line is no heading.
_HEADING = re.compile(r"^(?!.{161}).+(?<![.!?…\"”,);\s])[ \xa0\r]{0,9}$", re.MULTILINE)
_LETTERS = re.compile(r"[^\W\d_]+")

# A full stop after one of these, or after a single letter, ends no sentence.
_SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Drs?|Prof|Ir|Hj|St|PT|Jl|No|vs|Gen|Sen|Rep|Gov|Sgt|Lt|Jr|Sr|Inc|Muh|Moh|Abd)|(?<!\w)[A-Z])$"
)
_OPENING = "\"'“‘«([{*–—-•>"


# Capitalised words beside each other; whether the first has its capital from its place in a sentence; whether a mention
# stands right before or after them; where they start. A plain tuple, for there are sixty in an article.
Run = tuple[list[str], bool, bool, int]


def read_runs(text: str) -> list[Run]:
    """The runs of a text in order, but for single words that are never a name."""
    runs: list[Run] = []
    for found in _RUN.finditer(text):
        words, start = found[0], found.start()
        if start > 1 and text[start - 1] == " " and ((before := text[start - 2]).isalnum() or before == ","):
            if words not in ALONE:
                runs.append((words.split(), False, text.startswith(_MASK_AFTER, found.end()), start))
            continue
        if start and "a" <= text[start - 1] <= "z":
            start -= 1
            words = text[start : found.end()]
        if words not in ALONE:
            beside = text.startswith(_MASK_AFTER, found.end()) or text.startswith(_MASK_BEFORE, max(0, start - 2))
            runs.append((words.split(), opens_sentence(text, start), beside, start))
    return runs


def opens_sentence(text: str, start: int) -> bool:
    """Whether what starts there is the first of its text, sentence or quotation."""
    if text[max(0, start - 1) : start] == "-" and text[max(0, start - 2)].isalnum():
        return False  # ex-OpenAI
    place = start - 1
    while place >= 0 and start - place < WORDS and (text[place] in _OPENING or text[place].isspace()):
        if text[place] == "\n":
            return True
        place -= 1
    if place < 0 or (start - place > 1 and text[start - 1] in _OPENING):
        return True
    if text[place] != ".":
        return text[place] in '!?:;…|”’"»])'
    return not _SHORTENED.search(text[max(0, place - 6) : place])


def says_nothing(line: str) -> bool:
    """Whether a headline's capitals are no evidence: it is All in Title Case, or ALL IN CAPITALS.

    A sentence has a word of content in lower case to every five capitalised ones, or opens with a word in lower case.
    """
    words = _LETTERS.findall(line)
    capitals = sum(1 for word in words if word[0].isupper())
    lower = sum(1 for word in words if len(word) > 3 and word[0].islower() and word not in SMALL)
    return capitals > 0 and lower * 5 < capitals and not words[0].islower()


def silent_headings(text: str) -> list[tuple[int, int]]:
    """Where the lines are that may be headings, being short and without a sentence's end, and say nothing."""
    return [found.span() for found in _HEADING.finditer(text) if says_nothing(found[0])]
