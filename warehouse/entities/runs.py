"""Runs of capitalised words in a text: where they stand, and whether the capital says anything there.

What becomes of them is decided in `warehouse.entities.names`. Everything is one pass over the text.
"""

import re

from warehouse.entities.function_words import ALONE, SMALL

MASK = "\0"  # in the place of every character of a mention: no letter, no space, no end of a sentence
_MASK_AFTER, _MASK_BEFORE = f" {MASK}", f"{MASK} "
HEADING = 160  # characters: a longer line is no heading
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
_LETTERS = re.compile(r"[^\W\d_]+")

# A full stop after one of these, or after a single letter, ends no sentence.
_SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Drs?|Prof|Ir|Hj|St|PT|Jl|No|vs|Gen|Sen|Rep|Gov|Sgt|Lt|Jr|Sr|Inc|Muh|Moh|Abd)|(?<!\w)[A-Z])$"
)
_OPENING = "\"'“‘«([{*–—-•>"
_ENDING = '!?:;…|”’"»])'
_NO_HEADING = '.!?…"”,);'  # and nothing at all
_NEAR = 10  # characters that are looked back


# Capitalised words beside each other; whether the first has its capital from its place in a sentence; whether a mention
# stands right before or after them; where they start. A plain tuple, for there are sixty in an article.
Run = tuple[list[str], bool, bool, int]


def read_runs(text: str) -> list[Run]:
    """The runs of a text in order, but for single words that are never a name."""
    runs: list[Run] = []
    for found in _RUN.finditer(text):
        words, start = found[0], found.start()
        before = text[start - 1 : start]
        if "a" <= before <= "z":  # eFishery
            words, start = before + words, start - 1
        if words in ALONE:
            continue
        beside = text.startswith(_MASK_AFTER, found.end())
        if before == " " and ((last := text[start - 2 : start - 1]).isalnum() or last == ","):
            runs.append((words.split(), False, beside, start))
        else:
            beside = beside or (start > 1 and text.startswith(_MASK_BEFORE, start - 2))
            runs.append((words.split(), opens_sentence(text, start), beside, start))
    return runs


def opens_sentence(text: str, start: int) -> bool:
    """Whether what starts there is the first of its text, line, sentence, quotation or bracket."""
    last = text[start - 1 : start]
    if last in _OPENING:  # as nothing is
        return last != "-" or not text[start - 2 : start - 1].isalnum()  # ex-OpenAI
    stretch = text[max(0, start - _NEAR) : start]
    before = stretch.rstrip()
    if not before or "\n" in stretch[len(before) :]:
        return True
    if before[-1] == ".":
        return not _SHORTENED.search(before, 0, len(before) - 1)
    return before[-1] in _ENDING or before[-1] in _OPENING


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
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if end - at <= HEADING and line.rstrip()[-1:] not in _NO_HEADING and says_nothing(line):
            found.append((at, end))
        at = end + 1
    return found
