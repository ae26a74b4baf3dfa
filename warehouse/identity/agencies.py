"""Whom an article's text credits as its author: an agency, or the outlet whose text it reprints.

A credit says whose text this is, and stands where such things stand: in the dateline (`London (Reuters) -`), at the
foot (`(Ant)`, `Copyright © ANTARA 2025`, `Artikel ini telah tayang di Kompas.com`), or as the byline. A citation says
who was quoted for a sentence ("dilansir AFP", "kata Trump kepada Reuters", "menurut data Bloomberg") and is none; nor
is the owner of a picture (`ANTARA FOTO/...`, `REUTERS/John Doe`).
"""

import re

_NAMES = {
    "ANTARA": r"ANTARA(?: News|NEWS)?|[Aa]ntara(?: News|news(?:\.com)?)?|LKBN Antara|A[Nn][Tt]",
    "Reuters": r"[Rr]euters|REUTERS",
    "AP": r"AP|(?:The )?Associated Press",
    "AFP": r"AFP|Agence France[- ]Presse",
    "Bloomberg": r"Bloomberg(?: News)?|BLOOMBERG",
    "Xinhua": r"Xinhua(?: News Agency)?|XINHUA",
    "dpa": r"dpa|DPA",
    "Kyodo": r"Kyodo(?: News)?|KYODO",
    "Anadolu": r"Anadolu(?: Agency)?",
    "Bernama": r"Bernama|BERNAMA",
}
_ANY = "|".join(f"(?P<{agency}>{names})" for agency, names in _NAMES.items())

_HEAD, _FOOT, _REPRINT = 160, 600, 1_500  # characters at the beginning and the end in which credits stand

_DATELINES = (
    re.compile(rf"[^()\n]{{0,80}}\((?:{_ANY})(?:/[^()\n]{{1,20}})?\)\s{{0,3}}(?:--|[-–—])"),  # Jakarta (ANTARA) -
    re.compile(rf"[A-Z][\w.' ]{{1,30}},\s{{0,2}}(?:{_ANY})\s{{0,2}}(?:--|[-–—])\s"),  # JAKARTA, ANTARA -
)
_FEET = (
    # (Ant) (ANTARA) (Antara/jpnn) (ita/AFP); no picture's credit: those name a person or a source behind the slash
    re.compile(rf"\((?:[a-z]{{2,4}}/)?(?:{_ANY})(?:/(?!HO\b)[a-zA-Z]-?[a-z0-9]{{1,6}})?\)[\s.]{{0,4}}$", re.MULTILINE),
    re.compile(rf"^(?:Sumber|SUMBER|Source|Pewarta|Reporter|Rep|Penulis|Oleh)\s?:\s?(?:{_ANY})\s{{0,2}}(?:$|[/,.|])",
               re.MULTILINE),
    re.compile(rf"(?i:copyright)[^\w\n]{{0,5}}(?:\([cC]\)|©|ⓒ)?\s?(?:\d{{4}}\s)?(?:{_ANY})\b(?! FOTO)"),
    re.compile(rf"[©ⓒ]\s?(?:\d{{4}}\s)?(?:{_ANY})\b(?! FOTO)"),
    re.compile(rf"^(?:{_ANY})(?:/[A-Z][\w. ]{{1,40}})?[\s.]{{0,3}}$", re.MULTILINE),  # a line of its own: Antara/Rina
)  # fmt: skip
_BYLINE = re.compile(rf"(?:(?:Kantor Berita|LKBN|By|Oleh|Tim)\s)?(?:{_ANY})(?:\s?[/|,-].{{0,60}})?$")
# Reuters alone signs so; others that do are read as Reuters, which moves nothing but the evidence.
_REUTERS_SIGNS = re.compile(r"\bReporting by [^\n;]{2,200}; ?(?:Writing|Editing) by ")
_SITE = (
    r"(?P<site>[A-Za-z0-9-]{2,30}(?:\.[A-Za-z0-9-]{2,20}){0,2}\.(?:com|id|net|tv|org)"
    r"|[A-Z][\w-]{1,20}(?: [A-Z][\w-]{1,20}){0,2})"
)
_REPRINTED = (
    re.compile(rf"(?i:(?:artikel|berita) ini (?:\w{{1,12}} ){{0,2}}(?:ter|di)?tayang(?:kan)? di(?: laman)?)\s{_SITE}"),
    re.compile(rf"(?i:this (?:article|story) (?:was )?(?:originally|first) (?:published|appeared) (?:on|in))\s{_SITE}"),
    re.compile(rf"(?i:read the original article on)\s{_SITE}"),
)  # fmt: skip


def credited(text: str, authors: tuple[str, ...] = ()) -> str | None:
    """The agency ("ANTARA", "Reuters", "AP", ...) or site ("Kompas.com") that an article's text or byline credits.

    An agency goes before a site: who reprints Kompas.com's page of an agency's text carries the agency's. `text` is all
    that was kept of the page, furniture included.
    """
    head, foot = text[:_HEAD].lstrip(), text[-_FOOT:].rstrip()
    found = (
        *(pattern.match(head) for pattern in _DATELINES),
        *(pattern.search(foot) for pattern in _FEET),
        *(_BYLINE.match(author.strip()) for author in authors),
    )
    agency = next((match.lastgroup for match in found if match), None)
    if agency is not None:
        return agency
    return "Reuters" if _REUTERS_SIGNS.search(foot) else _site(text)


def _site(text: str) -> str | None:
    ends = text[-_REPRINT:], text[:_HEAD]
    return next((match["site"] for end in ends for pattern in _REPRINTED if (match := pattern.search(end))), None)


def is_from(credit: str, outlet_id: str) -> bool:
    """Whether a credit names this outlet itself: `Kompas.com` is `kompas`, `ANTARA` is `antara`."""
    name = "".join(char for char in credit.casefold().split(".")[0] if char.isalnum())
    return name == "".join(char for char in outlet_id.casefold() if char.isalnum())
