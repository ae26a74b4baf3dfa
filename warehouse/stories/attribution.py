"""The phrases by which English and Indonesian texts name whom they took something from.

A publication's name cites it where such a phrase stands right before or behind it; anywhere else it is a subject
("TechCrunch Disrupt", "Business Insider sued"). The Indonesian list follows the usage of the outlets that kabar reads.
"""

import re
from typing import NamedTuple

_REACH = 90  # characters before and behind a name in which its phrase is looked for
_PATTERN = re.IGNORECASE | re.VERBOSE

# What may stand between the phrase and the name: "dilansir dari laman teknologi TechCrunch", "dikutip detikINET dari".
_FILLERS = r"""
    (?:(?-i:[A-Z][\w.’'-]{1,20}(?:\s[A-Z][\w.’'-]{0,20}){1,2}),?\s(?:of | from | at | dari)\s)?
    (?:(?:dari | oleh | pada | di | ke | the | a | an | by | from | in | on | with | to | via | dan | and
    | media | laman | situs(?:\sweb)? | portal(?:\sberita)? | harian | koran | surat\skabar | majalah | kantor\sberita
    | outlet | kanal | akun | stasiun(?:\stelevisi)? | televisi | berita | publikasi | tim | redaksi | tekno | data
    | teknologi | bisnis | keuangan | asing | ternama | lokal | Amerika(?:\sSerikat)? | AS | US | Inggris | Jepang
    | Jerman | Prancis | China | Israel | Rusia | Korea(?:\sSelatan)? | Spanyol | Italia | resmi | milik | pemerintah
    | dalam | melalui | lewat | dengan | bersama | negeri | setempat | nasional | internasional | otomotif | olahraga
    | jurnalis | wartawan | kolumnis | reporter
    | state(?:-run | -owned)? | local | national | British | American | Indonesian | Chinese | Japanese | German
    | French | Israeli | Russian | Korean | Spanish | Italian | business | financial | trade | broadcaster | television
    | network
    | publication | paper | daily | weekly | tabloid | news | tech | website | site | outlets? | magazine | newspaper
    | agency
    | (?-i:\w*[a-z0-9][A-Z.]\w+) | , | ["“'(] )\s*){0,6}
"""
_BEFORE_ID = r"""
    (?:(?:demikian | seperti | sebagaimana)\s(?:yang\s)?)?
      (?:dilansir | dikutip | dihimpun | dirangkum | diberitakan | diwartakan | dilaporkan | dikabarkan | ditulis)
    | lansir | melansir | mengutip | kutip | menukil | dinukil | disadur | menyadur | disarikan | diterjemahkan | dimuat
    | (?:laporan | pemberitaan | artikel | tulisan | wawancara(?:nya)? | keterangan | informasi)
      (?:\s(?:terbaru | eksklusif | terkini | khusus | investigasi | awal))?
      (?:\syang\s(?:dirilis | dimuat | diterbitkan | ditulis | dikutip))?
    | menurut | merujuk(?:\s(?:pada | kepada))? | berdasarkan | kepada | (?:telah | sudah)\stayang(?:\ssebelumnya)?
    | pertama\skali\stayang | sumber(?:\sberita | \sartikel | \sasli)?\s*: | laporan\s*: | \(?via\s*:?
    | dilihat | diperoleh | didapat | ditinjau
"""
_BEFORE_EN = r"""
    according\sto(?:\s(?:a | an | the | new | recent | exclusive)){0,3}
      (?:\s(?:report | reports | reporting | story | article | investigation))?
    | (?:(?:first | earlier | originally | previously | also | initially)\s)?
      (?:reported | published | broken | covered | revealed | appeared)\s(?:earlier\s)?(?:by | in | on | with)
    | as\sreported\sby | tells | told | telling | interview(?:ed)?(?:\s(?:with | by | to)) | speaking\s(?:to | with)
    | spoke\s(?:to | with)
    | (?:report | reports | reporting | story | article | investigation | scoop)\s(?:from | by | in | on | at)
    | (?:summari[sz]ed | quoted)\sby | (?:reprinted | republished)\s(?:by | from | in | on) | comes?\sto\sus\sfrom
    | (?:e-?mail | e-?mailed | comments? | remarks | response)\s(?:\w+\s){0,2}to | reports?\sfor
    | (?:said | explained | revealed | disclosed | admitted)\sto | (?:reached | contacted)\sby
    | (?<=[,”"]\s)(?:reports | writes | wrote | notes)
    | (?:with\s(?:files | reporting) | additional\sreporting)\s(?:from | by)
    | citing | cited\sby | cites | (?:seen | viewed | obtained | reviewed)\sby | courtesy\sof
    | sources?\s*: | via | per | h/t | hat\stip\sto | statement\sto | confirmed\sto
"""
_BEFORE = re.compile(rf"(?<![\w@#/]) (?P<cue>{_BEFORE_ID} | {_BEFORE_EN}) [\s:]* {_FILLERS} $", _PATTERN)

_NOT_THEIRS = r"""
    (?! \s (?:an?\s | its\s)?
        (?:loss(?:es)? | profits? | revenue | earnings | outage | layoffs | kerugian | laba | pendapatan) )
"""
# "Bloomberg's Mark Gurman reports".
_PERSON = r"(?:['’]s?\s(?-i:[A-Z][\w.'-]{1,20}(?:\s[A-Z][\w.'-]{0,20}){1,2}),?\s)?"
_AFTER_EN = rf"""
    {_PERSON}(?:(?:has | had | have | was(?:\sthe)?)\s)?
      (?:(?:first | earlier | previously | also | exclusively | recently)\s)?(?:to\s)?
      (?:reported | reports | report | revealed | broke\sthe | learned){_NOT_THEIRS}\b
    | {_PERSON}(?:(?:first | earlier | previously)\s)?(?:wrote | writes | notes | noted)\b
    | ['’]s\s(?:reporting | report | story | scoop | investigation | article | interview)\b
"""
_TELLS = "melaporkan | menulis | memberitakan | mewartakan | mengabarkan"
_AFTER_ID = rf"""
    (?:(?:pertama\skali | sebelumnya | telah | juga)\s)?
      (?:{_TELLS} | mengungkap(?:kan)? | menyebut(?:kan)?){_NOT_THEIRS}\b
    | ,?\s?(?:seperti | sebagaimana | demikian)\s(?:yang\s)?(?:dikutip | dilansir)\b
"""
_LINKING = r"^ [\”\"')]* (?:,?\s(?:which | that | yang))? \s?"
_AFTER = re.compile(rf"{_LINKING} (?P<cue>{_AFTER_EN} | {_AFTER_ID})", _PATTERN)
# What only a paper does: "Viva menyebut" can be said of a politician of that name.
_AFTER_WEAK = re.compile(rf"{_LINKING} (?P<cue>{_AFTER_EN} | (?:{_TELLS}){_NOT_THEIRS}\b)", _PATTERN)
# Names that go on: the outlet's events, its other firms, its people; and news about the outlet itself.
_SUBJECT = re.compile(
    r"""
    ^ (?:['’]s)? \s (?: Disrupt | Sessions | (?:Startup\s)?Battlefield | All\sStage | Equity | Mobility | [Ee]vents?
    | Group | Gramedia | TV | FM | Network | Media\sGroup | Corporation | Awards? | Summit | Institute | Foundation
    | CEO | editor | founder | parent | owner | staff | employees | union | pemimpin | redaksi | karyawan
    | pemilik | induk | Billionaires? | Intelligence | Terminal | Economics | Philanthropies | Opinion | LP ) \b
    """,
    re.VERBOSE,
)
# The same of any name that is a word or somebody's too: "Viva Yoga", "the Information Commissioner"; a day is none.
_GOES_ON = re.compile(
    r"""
    ^ (?: - | [ ][0-9] | [ ] (?! (?: Senin | Selasa | Rabu | Kamis | Jumat | Sabtu | Minggu
    | (?:Mon | Tues | Wednes | Thurs | Fri | Satur | Sun)day | Online | Magazine | News ) \b) [A-Z] )
    """,
    re.VERBOSE,
)
_INITIALS = re.compile(r"[A-Z]{2}")
# Two letters are a suspect's or a witness's as well ("AP melaporkan", "menurut DW"): these words do not do for them.
_LOOSE = re.compile(rf"menurut | berdasarkan | keterangan | informasi | laporan | {_TELLS}", _PATTERN)
# A picture's credit says nothing about the article: "photo via AP", "gambar: courtesy of".
_PICTURE = re.compile(
    r"\b(?:photo|foto|image|picture|gambar|ilustrasi|illustration|grafis|screenshot|graphic)s?(?:\s\w+){0,2}\W{0,3}$",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\(?via | courtesy | sumber | source | laporan\s*:", _PATTERN)
_MONTHS = (
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|"
    "january|february|march|may|june|july|august|october|december"
)
_OLD = re.compile(
    rf"""
    \b (?: (?:bulan | tahun | pekan | minggu | {_MONTHS})\s(?:lalu | silam | sebelumnya) | sebelumnya\stelah | pernah
    | (?:last | previous)\s(?:week | month | year | fall | spring | summer | winter | {_MONTHS})
    | earlier\sthis\s(?:month | year) | previously | (?:years? | months? | weeks?)\sago | back\sin
    | (?:pada | in)\s(?:19 | 20)\d\d | (?:pada | di)\s(?:awal | pertengahan | akhir)\s(?:tahun | bulan) ) \b
    """,
    _PATTERN,
)
_SINCE = re.compile(r"\b(?:days?|weeks?|months?|years?)\s(?:after|since)\s(?:the\s)?$", re.IGNORECASE)
_DATA = re.compile(r"\bdata\s(?:dari\s)?$", re.IGNORECASE)
_FIRM = re.compile(
    r"""
    .*(?:lansir | dikutip | dihimpun | dirangkum | diberitakan | diwartakan) | mengutip | menukil | dinukil | disadur
    | menyadur | disarikan | diterjemahkan | laporan\s(?:terbaru | eksklusif) | (?:telah | sudah)\stayang
    | pertama\skali\stayang
    | sumber | courtesy | source | first\s(?:reported | published | appeared) | originally | as\sreported\sby
    | reprinted | republished | with\s
    """,
    _PATTERN,
)


class Phrase(NamedTuple):
    """An attribution around a name: where it begins and ends in the text, and its words.

    `firm` says that the words alone make the publication the article's source ("dilansir dari"), `passing` that they
    speak of an older matter or of its data ("berdasarkan data Bloomberg").
    """

    char_start: int
    char_end: int
    cue: str
    firm: bool
    passing: bool


def attribution(text: str, start: int, end: int, *, weak: bool = False) -> Phrase | None:
    """The attribution of the name at these offsets of `text`; None where it is no more than named.

    `weak` says that the name is a word of the language, or somebody else's, too.
    """
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before = text[max(line_start, start - _REACH) : start]
    after = text[end : min(line_end if line_end >= 0 else len(text), end + _REACH)]
    if _SUBJECT.match(after) or (weak and _GOES_ON.match(after)):
        return None
    if cue := _BEFORE.search(before):
        phrase_start, phrase_end = start - len(before) + cue.start("cue"), end
    elif cue := (_AFTER_WEAK if weak else _AFTER).match(after):
        phrase_start, phrase_end = start, end + cue.end("cue")
    else:
        return None
    words = " ".join(cue["cue"].lower().split())
    initials = weak and _INITIALS.fullmatch(text, start, end) and _LOOSE.match(words)
    if initials or (_CREDIT.match(words) and _PICTURE.search(text[max(line_start, phrase_start - 40) : phrase_start])):
        return None
    older = _SINCE.search(text[max(phrase_start - 40, 0) : phrase_start])
    passing = bool(
        older or _DATA.search(text[phrase_start:start]) or _OLD.search(_near(text, phrase_start, phrase_end))
    )
    return Phrase(phrase_start, phrase_end, words, bool(_FIRM.match(words)), passing)


def _near(text: str, start: int, end: int) -> str:
    """What stands right around, up to the sentence's ends: a few words before, the date behind."""
    begin = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), start - 25) + 1
    ends = [found for mark in (". ", "\n") if (found := text.find(mark, end)) >= 0]
    return text[begin : min([*ends, end + 45, len(text)])]
