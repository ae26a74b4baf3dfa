"""What each line of an article is: body, or furniture that stays in the text as a zone of its own.

Whole lines are told here, with the dateline in front of the first sentence and the desk's initials behind the
last. Richer roles of a text's parts (quotes, questions, references) would be told beside these, on the same pieces.
"""

import re
from dataclasses import dataclass

from sources.extract.markup import Line
from sources.types import PageRules, Zone, ZoneName

_LONGEST = 400  # characters of a line of furniture; prose is longer
_LONGEST_RELATED = 250

_RELATED = re.compile(
    r"(?:baca|lihat|simak|tonton|dengar)(?:kan)?\s?(?:juga|selengkapnya|pula|lainnya)\b"
    r"|(?:artikel|berita)\s(?:terkait|terpopuler|lainnya|serupa)\b|pilihan (?:editor|redaksi)\b|topik terkait\b"
    r"|rekomendasi untuk anda\b|sesuai minatmu\b|terkait\s?:|tags?\s?:"
    r"|(?:read|see|watch) (?:also|more|next)\s?:?(?:$|\s)|also (?:read|see|on|watch)\b.{0,3}|related(?: \w+)?\s?(?::|$)"
    r"|recommended (?:videos?|stories|reading)|more from\b|more on this story|most (?:read|popular)\b|don.t miss:?",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"advertisements?$|iklan$|scroll to (?:continue|resume)|scroll ke bawah|gulir untuk|lanjutkan membaca"
    r"|halaman (?:selanjutnya|berikutnya|sebelumnya|\d)|halaman\s?:|selengkapnya di halaman|selanjutnya\s?:?$"
    r"|\[gambas:[^\]]{0,80}\]\s{0,3}$|(?:simak|lihat|tonton|saksikan) (?:juga )?video\b|video\s?:"
    r"|(?:ikuti|follow|simak|dapatkan|cek|telusuri|update|bergabung|klik|join|temukan)\b.{0,160}"
    r"(?:google news|whatsapp|telegram|channel|facebook|twitter|instagram|aplikasi)"
    r"|dapatkan update berita|add (?:\w+ )?as a preferred source|telusuri berita .{0,60} lainnya"
    r"|(?:pewarta|penulis|reporter|editor|rep|red|redaktur|kontributor|jurnalis|sumber|source)\s{0,2}:.{0,120}$"
    r"|copyright\b.{0,80}(?:©|\(c\)|\d{4})|©|hak cipta|all rights reserved"
    r"|artikel (?:ini )?(?:telah|sudah|ini) .{0,40}tayang|.{3,60} berkontribusi dalam penulisan artikel"
    r"|courtesy of .{2,40}$|share(?: this)?(?: article)?:?$|bagikan\b.{0,40}$|\d{1,9} (?:dibaca|shares?|views?|comments?)$"
    r"|(?:click here to )?sign up (?:here|for|to)\b.{0,200}|subscribe (?:to|for|now)\b.{0,160}|newsletter$"
    r"|(?:follow|like|join) (?:us|me|him|her|business insider|\w+ (?:\w+ )?)\b.{0,40}(?:on|@).{0,100}$"
    r"|read the original article on|this (?:article|story|post) (?:was )?(?:originally|first) (?:published|appeared)"
    r"|get the latest .{0,120}(?:inbox|newsletter|here)|loading\.{0,3}$|story continues|continue reading"
    r"|techcrunch event$|disrupt 20\d\d|topics$|comments?$|print$|email$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\(?(?:antara foto|dok\.|dok\s?/|istimewa\)|foto\s?[:/]|photo(?:s|graph)?(?: by|:| credit)"
    r"|images?(?::| credit| source)"
    r"|sumber foto|ilustrasi.{0,80}\((?:foto|dok|shutterstock|freepik|pixabay|unsplash|istock|getty|antara|reuters))"
    r"|.{0,160}\((?:foto|photo|dok\.?|antara foto|shutterstock|getty images?|istimewa|ap photo|pixabay|unsplash)"
    r"[^()]{0,80}\)\.?$|getty images?$|.{0,80}(?:/| via )(?:getty images?|reuters|afp|ap)$",
    re.IGNORECASE,
)

_OUTLETS = (
    r"(?:[A-Z][\w]{1,20}\.(?:com|co\.id|id|net|tv)|[A-Z]{2,15}\.(?:COM|CO\.ID|CO|ID|NET)|tirto\.id|CNN Indonesia"
    r"|CNBC Indonesia|VOA Indonesia|BBC Indonesia|BBC News Indonesia|DW Indonesia|KATADATA|Katadata"
    r"|VIVA(?:\.co\.id|news)?|TEMPO(?:\.CO)?|ANTARA(?: News)?|Antara|Reuters|REUTERS|AP|AFP|iNews(?:\.id)?|IDN Times|detikcom|SINDOnews"
    r"|Liputan6|Republika|Bloomberg|DPA|dpa|Xinhua|PTI|IANS|UPI|ANI|CBS|KOMPAS|Kompas|KONTAN)"
)
_PLACE = r"[A-Z][\w.'’\-]{1,20}(?:[ ][A-Z][\w.'’\-]{1,20}){0,3}"
_DASH = r"\s{0,2}(?:--|[-–—]|―)\s{0,2}"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PLACE},\s{{0,2}}{_OUTLETS}{_DASH}",  # Jakarta, CNBC Indonesia -
        rf"{_OUTLETS},\s{{0,2}}{_PLACE}(?:,\s{{0,2}}{_PLACE})?{_DASH}",  # Liputan6.com, Jakarta -
        rf"{_PLACE}(?:,\s{{0,2}}[\w. ]{{2,20}})?\s{{1,2}}\({_OUTLETS}[^()]{{0,20}}\){_DASH}",  # Jakarta (ANTARA) -
        rf"{_OUTLETS}{_DASH}(?:[A-Z]{{3,20}}\.\s{{0,2}})?",  # KONTAN.CO.ID - JAKARTA.
    )
)
# A place alone, as detik, Okezone and SINDOnews print it: only where Indonesian puts it, before a new sentence.
_PLACE_ALONE = re.compile(
    r"(?:[A-Z]{3,20}(?:[ ][A-Z]{2,20}){0,2}|[A-Z][a-z]{2,20}(?:[ ][A-Z][a-z]{1,20}){0,2})"
    r"\s{0,2}(?:--|[-–—])\s{1,2}(?=[A-Z\"'“‘\d])"
)
_DESK = re.compile(
    r"\s{0,3}[\[(]((?:[A-Za-z]{2,6}(?:/[A-Za-z]{2,6}){1,2}|(?:[A-Za-z]{2,6}/)?[A-Z]{1,3}-\d{1,2}|[a-z]{2,4}|\*))[\])]"
    r"\s{0,3}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """A text with its zones, and the furniture kept as data."""

    text: str
    body: str
    zones: tuple[Zone, ...]
    dateline: str = ""
    desk: str = ""


_Piece = tuple[ZoneName, str]


def furnish(lines: tuple[Line, ...], rules: PageRules, *, indonesian: bool) -> Furnished:
    """The lines as one text, tiled by zones (newlines between paragraphs belong to none)."""
    patterns = tuple(re.compile(pattern) for pattern in rules.boilerplate)
    roles = _follow([(_role(line, patterns), line) for line in lines])
    paragraphs: list[list[_Piece]] = [[(role, line.text)] for role, line in roles]
    dateline = _cut_dateline(paragraphs, indonesian=indonesian)
    desk = _cut_desk(paragraphs) if indonesian else ""
    return _tile(paragraphs, dateline, desk)


def _role(line: Line, patterns: tuple[re.Pattern[str], ...]) -> ZoneName:
    text = line.text
    if line.caption:
        return "caption"
    if any(pattern.fullmatch(text) for pattern in patterns):
        return "boilerplate"
    bare = text.lstrip("-–•*·>»|[( ").lstrip() if len(text) <= _LONGEST else text
    if len(text) <= _LONGEST_RELATED and _RELATED.match(bare):
        return "related"
    if len(text) <= _LONGEST and (_BOILERPLATE.match(bare) or _BOILERPLATE.match(text)):
        return "boilerplate"
    if len(text) <= _LONGEST_RELATED and _CAPTION.match(text):
        return "caption"
    return "body"


def _follow(roles: list[tuple[ZoneName, Line]]) -> list[tuple[ZoneName, Line]]:
    """Link lines behind a "Baca juga" that stands alone are what it points at."""
    result: list[tuple[ZoneName, Line]] = []
    pointing = False
    for role, line in roles:
        told: ZoneName = "related" if role == "body" and pointing and line.linked else role
        pointing = told == "related"
        result.append((told, line))
    return result


def _cut_dateline(paragraphs: list[list[_Piece]], *, indonesian: bool) -> str:
    """Split the dateline off the first body paragraph; what it says, without the dash."""
    for paragraph in paragraphs[:6]:
        role, text = paragraph[0]
        if role != "body":
            continue
        found = next((m for pattern in _DATELINES if (m := pattern.match(text))), None)
        if found is None and indonesian:
            found = _PLACE_ALONE.match(text)
        if found is not None and found.end() < len(text):
            paragraph[:] = [("boilerplate", found[0]), ("body", text[found.end() :])]
            return found[0].strip(" -–—―")
        if len(text) > 60:
            return ""
    return ""


def _cut_desk(paragraphs: list[list[_Piece]]) -> str:
    """Split the desk's initials off the end of one of the last body paragraphs; what they say."""
    bodies = [paragraph for paragraph in paragraphs if paragraph[-1][0] == "body"]
    for paragraph in bodies[:-4:-1]:
        text = paragraph[-1][1]
        found = _DESK.search(text[-40:])
        if found is None:
            continue
        cut = len(text) - (len(text[-40:]) - found.start())
        before: list[_Piece] = [("body", text[:cut])] if cut else []
        paragraph[-1:] = [*before, ("boilerplate", text[cut:])]
        return found[1]
    return ""


def _tile(paragraphs: list[list[_Piece]], dateline: str, desk: str) -> Furnished:
    zones: list[Zone] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        at += number > 0
        for role, text in paragraph:
            if number and zones and zones[-1].zone == role and zones[-1].char_end == at - 1:
                start = zones.pop().char_start  # goes on over the newline
            else:
                start = at
            zones.append(Zone(zone=role, char_start=start, char_end=at + len(text)))
            at += len(text)
    return Furnished(
        text="\n".join("".join(text for _, text in paragraph) for paragraph in paragraphs),
        body="\n".join(text for paragraph in paragraphs for role, text in paragraph if role == "body"),
        zones=tuple(zones), dateline=dateline, desk=desk,
    )  # fmt: skip
