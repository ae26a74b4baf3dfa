"""What is left of furniture in a body: pointers at other articles, datelines, credits, the desk's initials.

The extractor keeps most of it out of a body already. What it missed must not decide whether two texts are one: the
customers of an agency put their own dateline in front and their own pointers in between.
"""

import re

from warehouse.identity.normal import LONGEST_TEXT

_LONGEST = 250  # characters of a line of furniture; prose is longer

# Whole lines, told by how they begin.
_LINE = re.compile(
    r"\W{0,3}(?:"
    r"(?:baca|simak|tonton|lihat|dengar|saksikan)(?:kan)?\s?(?:juga|pula|selengkapnya|lainnya|video)\b"
    r"|scroll (?:to|ke) |gulir (?:untuk|ke)|lanjutkan membaca|advertisement|iklan$|\[gambas:"
    r"|halaman (?:selanjutnya|berikutnya|sebelumnya|\d)|pilihan (?:editor|redaksi)|(?:artikel|berita) terkait"
    r"|(?:pewarta|penulis|reporter|editor|redaktur|kontributor|jurnalis|rep|red|sumber|source|tags?)\s?:"
    r"|copyright\b|hak cipta|©|all rights reserved|(?:artikel|berita) ini .{0,30}tayang"
    r"|dapatkan (?:update|berita)|(?:ikuti|follow|join|gabung|bergabung|klik)\b.{0,160}"
    r"(?:google news|whatsapp|telegram|channel|saluran|kanal|facebook|twitter|instagram)"
    r"|(?:read|see|watch) (?:also|more|next)\b|also read\b|related\s?:|sign up (?:for|to|here)\b|subscribe (?:to|now)\b"
    r"|(?:additional )?(?:reporting|writing) by\b|editing by\b|read the original article\b|follow us\b"
    r"|this (?:article|story|post) (?:was )?(?:originally|first) (?:published|appeared)"
    r")",
    re.IGNORECASE,
)
# Pieces inside a line, where a page's lines ran together.
_INLINE = re.compile(
    r"(?:SCROLL TO|Scroll to) (?i:continue|resume)(?i: with)?(?i: content)|\[Gambas:[^\]\n]{0,80}\]|\bADVERTISEMENT\b"
)
_INLINE_BEGINS = ("SCROLL TO ", "Scroll to ", "[Gambas:", "ADVERTISEMENT")  # sought first: that takes a tenth as long
# The foot of a text whose last lines ran together: from here to its end.
_FOOT = re.compile(
    r"(?:artikel ini (?:\w{1,12} ){0,2}tayang di\b|dapatkan update berita\b|(?:pewarta|penulis|reporter)\s?:"
    r"|copyright (?:©|ⓒ|\(c\)|\d{4})).*",
    re.IGNORECASE | re.DOTALL,
)
_FOOT_IN = 500  # characters at the end of a text in which a foot can begin
_DESK = re.compile(r"\s{0,3}[\[(][A-Za-z*]{1,8}(?:[/-][A-Za-z0-9]{1,8}){0,2}[\])]\W{0,3}$")  # (afr/afr) (Ant) (H-2) (*)
_DASH = re.compile(r"\s(?:--|[-–—])\s")
_DATELINE_IN = 80  # characters at the beginning in which a dateline's dash stands


def prose(body: str) -> str:
    """The body without what is left of furniture, a paragraph a line."""
    lines = [line.strip() for line in _without_pieces(body[:LONGEST_TEXT]).split("\n")]
    kept = [line for line in lines if line and not _is_furniture(line)]
    if not kept:
        return ""
    kept[0] = _without_dateline(kept[0])
    return _without_desk(_without_foot("\n".join(kept)))


def _without_pieces(text: str) -> str:
    return _INLINE.sub(" ", text) if any(begin in text for begin in _INLINE_BEGINS) else text


def _is_furniture(line: str) -> bool:
    return len(line) <= _LONGEST and _LINE.match(line) is not None


def _without_dateline(line: str) -> str:
    """`JAKARTA, KOMPAS.com - `, `London (Reuters) -- ` and their like: names alone, then a dash."""
    dash = _DASH.search(line[:_DATELINE_IN])
    if dash is None:
        return line
    names = re.findall(r"[^\W\d_]+", line[: dash.start()])
    are_names = 1 <= len(names) <= 8 and all(name[0].isupper() or name in ("com", "co", "id", "net") for name in names)
    return line[dash.end() :] if are_names else line


def _without_foot(text: str) -> str:
    start = max(len(text) - _FOOT_IN, 0)
    return text[:start] + _FOOT.sub("", text[start:])


def _without_desk(text: str) -> str:
    start = max(len(text) - 40, 0)
    return text[:start] + _DESK.sub("", text[start:])
