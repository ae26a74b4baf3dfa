"""Forms of an Indonesian word that mean the same in a search: with -nya, active, passive and bare; pure.

Only what bends a word, nothing that makes another of it: `pendanaan` (funding) does not lead to `dana` (money, and a
wallet of that name), nor `masalah` to `masa`. Which of the forms exist is for the index to say. The nasal rules are
those of Tata Bahasa Baku Bahasa Indonesia for the prefix meng-.
"""

import re

_SHORTEST = 4  # letters of what is left: "hanya" is not "ha", "media" not "dia"
_SHORTEST_VOWEL = 6  # before a vowel, k may have been dropped: "mengawal" (to escort) is not of "awal" (beginning)

# What the active form begins with, and how its root does.
_ACTIVE = (
    (re.compile(r"^mem(?=[bf]|p[rls])"), ("",)),
    (re.compile(r"^mem(?=[aeiou])"), ("p",)),
    (re.compile(r"^meny(?=[aeiou])"), ("s",)),
    (re.compile(r"^meng(?=[gh]|k[rlh])"), ("",)),
    (re.compile(r"^meng(?=[aeiou])"), ("", "k")),
    (re.compile(r"^men(?=[cdjz]|t[r]|s[yt])"), ("",)),
    (re.compile(r"^men(?=[aeiou])"), ("t",)),
    (re.compile(r"^me(?=[lrwy]|m[aeiou]|n[aeiou])"), ("",)),
)
_PASSIVE = re.compile(r"^di(?=[a-z])")
# How a root begins, and its active form: what is put before it, after dropping so many letters.
_NASAL = (
    (re.compile(r"^(?:[bf]|p[rls])"), "mem", 0),
    (re.compile(r"^p[aeiou]"), "mem", 1),
    (re.compile(r"^s[aeiou]"), "meny", 1),
    (re.compile(r"^(?:[gh]|k[rlh])"), "meng", 0),
    (re.compile(r"^k[aeiou]"), "meng", 1),
    (re.compile(r"^(?:[cdjz]|tr|s[yt])"), "men", 0),
    (re.compile(r"^t[aeiou]"), "men", 1),
    (re.compile(r"^[lrwy]"), "me", 0),
)
_PLAIN = re.compile(r"[a-z]{4,24}")


def indonesian_forms(word: str) -> tuple[str, ...]:
    """Other forms of the word, most of which will not exist; none for what is no plain word."""
    if not _PLAIN.fullmatch(word):
        return ()
    base = word.removesuffix("nya") if len(word) >= _SHORTEST + 3 else word
    bases = [base, *_roots(base)]
    forms = [form for one in bases for form in (one, *_voices(one))]
    return tuple(dict.fromkeys(f for form in forms for f in (form, f"{form}nya") if f != word))


def _roots(word: str) -> list[str]:
    found = [start + word[m.end() :] for rule, starts in _ACTIVE if (m := rule.match(word)) for start in starts]
    if passive := _PASSIVE.match(word):
        found.append(word[passive.end() :])
    return [root for root in found if len(root) >= _SHORTEST]


def _voices(root: str) -> list[str]:
    """The root in passive and active voice."""
    voices = [f"di{root}"]
    voices += [prefix + root[drop:] for rule, prefix, drop in _NASAL if rule.match(root)]
    if root[0] in "aeiou" and len(root) >= _SHORTEST_VOWEL:
        voices.append(f"meng{root}")
    return voices
