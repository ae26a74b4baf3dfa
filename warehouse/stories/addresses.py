"""Addresses that a text gives as its source: behind `Sumber:`, `Referensi:` and their like, and in plain sentences."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"“”’\[\]{}|\\^`]{4,1000}", re.IGNORECASE)
_MOST = 200  # addresses of one text
_TAIL = ".,;:!?)'…»*_"
# A label ends its line, or its address follows it; a numbered list under it belongs to it.
_LABEL = re.compile(
    r"""
    (?: ^ | [\s(\[—–-] )
    (?: (?: sumber (?:\s(?:berita | artikel | asli | utama | referensi | informasi | tulisan))?
    | referensi | rujukan | acuan | daftar\spustaka | (?:link | tautan)\s(?:asli | sumber)
    | (?:artikel | berita | laporan | tulisan | naskah | versi)
      \s(?:asli(?:nya)? | sumber | lengkap(?:nya)? | selengkapnya)
    | (?:dilansir | dikutip | disadur | disarikan | dinukil | diolah | diambil | diterjemahkan | diadaptasi | dirangkum
        | dihimpun | terjemahan | saduran | ditulis\sulang | mengutip | melansir) (?:\sdari)?
    | (?:baca\s)?(?:selengkapnya | lengkapnya) | baca\s(?:artikel | berita)\saslinya
    | (?:source | original | full)\s(?:article | source | story | report | text | link)
    | sources? | original | references? | based\son | adapted\sfrom | translated\sfrom
    | read\s(?:the\s)?(?:original | full | more | it)(?:\s(?:article | story | report))?
    | (?:first | originally)\s(?:published | appeared | reported) | courtesy\sof | h/t )
      (?:\s(?:di | at | on | by | in | here | dari | from | pada))? \s? [:：.]? )
    \s* (?: \[\d+\] | \d+[.)] | [-•*→] )? \s* [(\[<]? $
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What stands before a form to fill in or a podcast as often as before an article: "TechCrunch:", "link:", "via".
_INTRODUCTION = re.compile(
    r"(?:^|[\s(\[—–-])(?:link|tautan|via|(?-i:[A-Z][\w.]{2,20})\s?:)\s?:?\s*[(\[<]?$", re.IGNORECASE
)
_WEAK_LABEL = re.compile(r"(?:^|\s)(?:foto|photo|gambar|image|video|ilustrasi|grafis)\b[^\n]{0,20}$", re.IGNORECASE)
_HEADING = re.compile(
    r"^\W*(?:sumber(?:\s(?:berita|artikel|asli|referensi))?|referensi|rujukan|daftar\spustaka|sources?|references?|original\s(?:article|source))\W*$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"^\s*(?:\[\d+\]|\d+[.)]|[-•*→])?\s*(?:[^\n]{0,80}?[:\s–—-]\s*)?$")
_FAR = 6  # lines under a heading that may be its list


class Address(NamedTuple):
    """An address in a text; `labelled` where a label, beginning at `evidence_start`, makes it the text's source.

    `alone` says that it is all there is in its line, `introduced` that a word before it may name it the source.
    """

    url: str
    char_start: int
    char_end: int
    labelled: bool
    alone: bool
    introduced: bool
    evidence_start: int


def addresses(text: str) -> Iterator[Address]:
    """The addresses of `text`, at most 200."""
    for number, found in enumerate(_ADDRESS.finditer(text)):
        if number == _MOST:
            return
        url = _trimmed(found[0])
        length = len(url)
        url = url if url[:4].lower() == "http" else f"https://{url}"
        line_start = text.rfind("\n", 0, found.start()) + 1
        before = text[max(line_start, found.start() - 100) : found.start()]
        start, labelled, introduction = found.start(), False, None
        if label := _label(before):
            start, labelled = found.start() - len(before) + label.start(), True
        elif (heading := _heading(text, line_start, before)) is not None:
            start, labelled = heading, True
        elif introduction := _INTRODUCTION.search(before):
            start = found.start() - len(before) + introduction.start()
        yield Address(
            url,
            found.start(),
            found.start() + length,
            labelled,
            _alone(text, before, found.start() + length),
            introduction is not None,
            _skip_spaces(text, start),
        )


def _alone(text: str, before: str, end: int) -> bool:
    return not any(c.isalnum() for c in before) and not text[end : end + 3].split("\n", 1)[0].strip()


def _label(before: str) -> re.Match[str] | None:
    return None if _WEAK_LABEL.search(before) else _LABEL.search(before)


def _heading(text: str, line_start: int, before: str) -> int | None:
    """Where the heading of the list begins that this line belongs to; None where it belongs to none."""
    if not _ENTRY.match(before):
        return None
    end = line_start - 1
    for _ in range(_FAR):
        start = text.rfind("\n", 0, max(end, 0)) + 1
        line = text[start : max(end, 0)]
        if _HEADING.match(line):
            return start
        if line.strip() and "http" not in line:
            return None
        if start == 0:
            return None
        end = start - 1
    return None


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence around; a bracket stays where it is closed in the address."""
    while url and url[-1] in _TAIL:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


def _skip_spaces(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
