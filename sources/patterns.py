"""Whether a pattern that a person wrote into an outlet's file is one: regular expressions and CSS selectors.

Nothing is matched here; what passes is compiled again where it is used.
"""

import re
from collections.abc import Iterator

from cssselect import GenericTranslator, SelectorError

LONGEST = 300  # characters of one pattern
MOST_DOTS = 2  # `.*` and the like in one pattern: each multiplies the time by the length of the line

_PIECE = re.compile(
    r"""
      \\.                                   # an escaped character
    | \[\^?\]?(?:\\.|[^\]\\])*\]            # a class, whatever it holds
    | \(\?[aiLmsux-]+\)                     # flags
    | \(\?P=\w+\)                          # a reference back
    | \((?:\?(?:P?<[=!]|P?<\w+>|[=!:>]|[aiLmsux-]+:))?     # a group opens
    | (?:[*+?]|\{\d*,?\d*\})[?+]?           # how often
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_OFTEN = re.compile(r"[*+]|\{\d*,\d*\}|\{\d{3,}\}")  # more than a fixed few times
_OPENS = re.compile(r"\((?!\?P=|\?[aiLmsux-]+\)).*")
_BACK = re.compile(r"\\[1-9]|\(\?P=\w+\)")


def regex_fault(pattern: str) -> str:
    """Why `pattern` may not be used as a regular expression, in words that end a sentence; empty if it may.

    Refused besides the malformed: what can take exponential time on an ordinary line. That is to repeat a
    group which holds a repetition or an alternative (`(a+)+`, `(a|ab)+`), and to refer back to a group.
    """
    if len(pattern) > LONGEST:
        return f"has {len(pattern)} characters; split it into patterns of at most {LONGEST}"
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression ({error}); correct it, or escape what is meant literally"
    if compiled.flags & re.VERBOSE:
        return "is written in verbose mode; write it on one line, without (?x)"
    if compiled.match(""):
        return "matches even an empty line; make a part of it mandatory"
    return _explosive(pattern)


def selector_fault(selector: str) -> str:
    """Why `selector` is no CSS selector, in words that end a sentence; empty if it is one."""
    if len(selector) > LONGEST:
        return f"has {len(selector)} characters; split it into selectors of at most {LONGEST}"
    try:
        GenericTranslator().css_to_xpath(selector)
    except (SelectorError, RecursionError) as error:
        return f'is no CSS selector ({error}); write one such as "div.article p"'
    return ""


def _explosive(pattern: str) -> str:
    """What makes a well-formed `pattern` slow on some line; empty if nothing does."""
    dots, before = 0, ""
    loose = [False]  # of each open group: does it repeat or choose inside?
    closed = False  # the same of the group that closed last
    for piece in _pieces(pattern):
        often = bool(_OFTEN.match(piece))
        if _BACK.fullmatch(piece):
            return "refers back to a group, which can take for ever; write it without"
        if often and before == ")" and closed:
            return "repeats a group that repeats or chooses inside, which can take for ever; write it flat"
        dots += often and before == "."
        if _OPENS.fullmatch(piece):
            loose.append(False)
        elif piece == ")":
            closed = loose.pop()
            loose[-1] = loose[-1] or closed
        elif often or piece[0] in "?|":
            loose[-1] = True
        before = piece
    if dots > MOST_DOTS:
        return f'says "any text" {dots} times; {MOST_DOTS} times is the most that stays quick'
    return ""


def _pieces(pattern: str) -> Iterator[str]:
    return (match.group() for match in _PIECE.finditer(pattern))
