"""The words above the parts of a page: headings that open a section, in Indonesian and English.

Only words are known here: how far a section goes and where none may open is told in `sections`. Every repetition is
bounded. A heading that articles use for their own chapters too (Analysis, Q&A, Summary) is `unsure`; those that mean
a conclusion (Kesimpulan, Conclusion, Bottom line) are none at all.
"""

import re
from typing import NamedTuple

from sources.types import PageRules, ZoneName

LONGEST = 90  # characters of a heading
_LONGEST_INLINE = 1200  # characters of a line with its heading in front


class Heading(NamedTuple):
    """What a line opens.

    `sure` if hardly an article has such a chapter of its own, `inline` if the section is the line itself, `own` if the
    outlet's rules say so.
    """

    zone: ZoneName
    sure: bool = True
    inline: bool = False
    own: bool = False


_SUMMARY = (
    r"(?:ikhtisar|ringkasan|rangkuman|intisari) (?:dalam )?\w{1,12} (?:detik|menit|kalimat|poin)"
    r"|(?:ikhtisar|ringkasan|rangkuman|intisari) (?:berita|artikel|singkat|cepat|ai|oleh ai|dari ai)(?: ini)?"
    r"|(?:inti|isi) (?:berita|artikel) (?:dalam|ini).{0,30}|poin[- ](?:poin )?(?:penting|utama|kunci)(?:nya)?"
    r"|poin-poin (?:penting|utama|kunci)(?:nya)?|hal(?:-hal)? penting dari (?:berita|artikel) ini"
    r"|(?:the )?key (?:takeaways?|points?|highlights)(?: from this (?:story|article))?|at a glance|tl ?[;:.]? ?dr"
    r"|(?:quick|article|story|ai|ai-generated|\d{1,2}-second) (?:summary|recap|take|digest)"
    r"|summary (?:generated )?(?:by|with) ai|(?:story|article) highlights|in this (?:story|article) in brief"
    r"|the (?:story|article|news) in (?:brief|short|\d{1,2} seconds)|(?:the )?main (?:takeaways|points)"
)
_SUMMARY_UNSURE = (
    r"ringkasan|rangkuman|ikhtisar|intisari|sorotan|poin utama|inti berita|summary|highlights|takeaways"
    r"|in (?:brief|short|a nutshell)|the gist|quick take|what to know|what you need to know"
)
_EXPERTS = r"(?:para )?(?:ahli|pakar|pengamat)"
_QUOTES = (
    rf"(?:analisis|analisa|pendapat|komentar|kutipan|pandangan|tanggapan|opini|kata|apa kata|menurut) {_EXPERTS}"
    r"|expert(?:s|'s|’s|s'|s’)? (?:analys[ie]s|opinions?|quotes?|views?|comments?|takes?|insights?|commentary|says?)"
    r"|what (?:the )?experts (?:say|are saying|think)"
    r"|(?:analys[ie]s|quotes|opinions?|views|comments) (?:by|from) experts"
)
_OURS = r"(?:kami|redaksi|ai|(?:tim|dari|oleh) (?:kami|redaksi|ai))"
_ANALYSIS = (
    rf"anali(?:sis|sa) {_OURS}|(?:pandangan|ulasan|opini|penilaian) (?:kami|redaksi)|(?:our|ai|editor.?s) analysis"
    r"|our (?:take|view|verdict on this story|opinion|assessment)|analysis (?:by|from) (?:our .{2,30}|ai)"
)
_PREDICTION = (
    rf"(?:prediksi|proyeksi|perkiraan|ramalan) {_OURS}|(?:our|ai) (?:predictions?|forecasts?|outlook)"
    r"|what we (?:expect|predict)|predictions? (?:by|from) (?:our .{2,30}|ai)"
)
_ABOUT = r"(?: (?:seputar|tentang|mengenai|soal|terkait|about|on) .{2,60})?"
_QA = (
    r"(?:pertanyaan (?:terkait|(?:yang )?(?:paling )?(?:sering|kerap) (?:di(?:ajukan|tanyakan)|muncul)|umum|populer)"
    r"|faqs?(?: \(.{3,50}\))?|frequently asked questions?(?: \(faqs?\))?)"
    rf"{_ABOUT}|tanya[- ]jawab (?:terkait|singkat)"
    r"|related questions|people also ask(?:ed)?|(?:common|popular) questions|your questions,? answered"
)
_QA_UNSURE = rf"tanya[- ]jawab{_ABOUT}|q ?(?:&|and|dan) ?a|questions (?:and|&) answers|pertanyaan dan jawaban"
_REFERENCES = (
    r"referensi|daftar (?:pustaka|referensi|sumber)|sumber(?:-sumber)?(?: (?:berita|artikel|referensi|asli|rujukan))?"
    r"|rujukan|references?|sources?(?: (?:and|&) (?:references|further reading))?|bibliography|works cited"
    r"|original (?:article|source|story)|artikel (?:asli|sumber)|tautan sumber|source links?"
)
_RELATED = (
    r"(?:artikel|berita|tulisan|konten|video) (?:serupa|terkait|terpopuler|lainnya|sejenis)|rekomendasi untuk anda"
    r"|(?:rekomendasi|pilihan) (?:artikel|berita|editor|redaksi)|sesuai minatmu|terpopuler|mungkin anda (?:suka|minati)"
    r"|(?:top|more|latest|related|partner|recommended|popular|trending|other|similar)"
    r" (?:news|stories|articles|posts|reading)"
    r"|you (?:may|might) also like|most (?:read|popular)|recommended for you|trending(?: now)?|read next|more to read"
    r"|editor.?s picks?"
)

_WORDS: tuple[tuple[ZoneName, bool, str], ...] = (
        ("summary", True, _SUMMARY), ("summary", False, _SUMMARY_UNSURE), ("quotes", True, _QUOTES),
        ("analysis", True, _ANALYSIS), ("analysis", False, r"anali(?:sis|sa)|analysis"),
        ("prediction", True, _PREDICTION), ("prediction", False, r"prediksi|proyeksi|predictions?|outlook"),
        ("qa", True, _QA), ("qa", False, _QA_UNSURE), ("references", True, _REFERENCES), ("related", True, _RELATED),
)  # fmt: skip
# A heading and its section on one line.
_WORDS_INLINE: tuple[tuple[ZoneName, str], ...] = (
    ("summary", rf"{_SUMMARY}|ringkasan|rangkuman|intisari"), ("analysis", _ANALYSIS),
    ("prediction", _PREDICTION),
)  # fmt: skip
_WHOLE = tuple((zone, sure, re.compile(words, re.IGNORECASE)) for zone, sure, words in _WORDS)
_INLINE = tuple(
    (zone, re.compile(rf"(?:{words})\s?[:–—-]\s(?=\S.{{20}})", re.IGNORECASE)) for zone, words in _WORDS_INLINE
)


def read(text: str, rules: PageRules) -> Heading | None:
    """What the line `text` opens; the outlet's own headings come first."""
    for rule in rules.zones:
        if any(re.fullmatch(pattern, text) for pattern in rule.heading):
            return Heading(rule.zone, own=True)
    if len(text) <= LONGEST:
        bare = _bare(text)
        for zone, sure, pattern in _WHOLE:
            if pattern.fullmatch(bare):
                return Heading(zone, sure)
    if len(text) <= _LONGEST_INLINE:
        bare = _bare(text)
        for zone, pattern in _INLINE:
            if pattern.match(bare):
                return Heading(zone, inline=True)
    return None


def _bare(text: str) -> str:
    """`text` from its first letter or digit to its last: without emoji, bullets, brackets and the colon."""
    places = (n for n, char in enumerate(text) if char.isalnum())
    first = next(places, 0)
    last = next((n for n in range(len(text) - 1, first, -1) if text[n].isalnum()), first)
    return text[first : last + 1]
