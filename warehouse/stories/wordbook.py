"""A list of what words and phrases of two languages mean, and where they stand in a text.

A list is written a line each, `English forms | Indonesian forms`, forms parted by commas; the first English form is the
meaning's key, or what stands before a colon. Forms of the key "-" mean nothing, whatever their bare forms do. A word is
looked up as it stands, then in its bare forms (`words`); a phrase goes before its words. Linear in the text: a word is
looked up once, phrases have at most `_LONGEST` words.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from warehouse.stories.words import Word, bare_forms

_LONGEST: Final = 5  # words of a phrase
_NOTHING: Final = "-"
_REMEMBERED: Final = 50_000  # words whose bare forms were tried


class Meaning(NamedTuple):
    """A key, and the forms that mean it in either language."""

    key: str
    english: tuple[str, ...]
    indonesian: tuple[str, ...]


class Found(NamedTuple):
    """A meaning in a text: the numbers of its first word and of the word behind it."""

    key: str
    first: int
    behind: int


def meanings(lines: str) -> Iterator[Meaning]:
    """What the lines of a list say; `ValueError` where one does not have two sides."""
    for line in filter(None, map(str.strip, lines.splitlines())):
        head, colon, rest = line.partition(":")
        english, bar, indonesian = (rest if colon else line).partition("|")
        if not bar:
            raise ValueError(f"no two sides: {line!r}")
        forms = _forms(english)
        yield Meaning(head.strip() if colon else forms[0], forms, _forms(indonesian))


def _forms(side: str) -> tuple[str, ...]:
    """Hyphens, dots and apostrophes part words here as they do in texts."""
    plain = side.replace("-", " ").replace(".", " ")
    return tuple(" ".join(form.split()) for form in plain.split(",") if form.strip())


class Wordbook:
    """Meanings by their forms."""

    def __init__(self, known: Iterable[Meaning]) -> None:
        self._tables: dict[str, dict[str, str]] = {"en": {}, "id": {}}
        self._phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {"en": {}, "id": {}}
        for meaning in known:
            for lang, forms in (("en", meaning.english), ("id", meaning.indonesian)):
                for form in forms:
                    self._add(lang, form, meaning.key)
        for phrases in self._phrases.values():
            for started in phrases.values():
                started.sort(key=lambda phrase: -len(phrase[0]))
        self._means = lru_cache(_REMEMBERED)(self._looked_up)

    def _add(self, lang: str, form: str, key: str) -> None:
        first, *rest = form.split()
        if len(rest) >= _LONGEST:
            raise ValueError(f"too long: {form!r}")
        if rest:
            self._phrases[lang].setdefault(first, []).append((tuple(rest), key))
        else:
            self._tables[lang].setdefault(form, "" if key == _NOTHING else key)

    def find(self, text: Sequence[Word], lang: str) -> Iterator[Found]:
        """The meanings in a text, in order, none across another; in a text of neither language, of both."""
        at = 0
        while at < len(text):
            found = self._at(text, at, lang if lang in self._tables else "en")
            if found is None and lang not in self._tables:
                found = self._at(text, at, "id")
            if found is not None:
                yield found
            at = found.behind if found else at + 1

    def _at(self, text: Sequence[Word], at: int, lang: str) -> Found | None:
        word = text[at].text
        for rest, key in self._phrases[lang].get(word, ()):
            behind = at + 1 + len(rest)
            if behind <= len(text) and all(map(_is_form, (w.text for w in text[at + 1 : behind]), rest)):
                return Found(key, at, behind)
        key = self._means(word, lang)
        return Found(key, at, at + 1) if key else None

    def _looked_up(self, word: str, lang: str) -> str:
        table = self._tables[lang]
        return next((table[form] for form in bare_forms(word, lang) if form in table), "")


def _is_form(word: str, form: str) -> bool:
    """Whether a word is a phrase's, its plural or with a clitic."""
    return word == form or (word.startswith(form) and word[len(form) :] in {"s", "nya"})
