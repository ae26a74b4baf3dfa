"""Notes by which an outlet says that an article of its own was wrong, in English and Indonesian.

A note of correction, clarification, retraction or right of reply (`hak jawab` of Indonesia's Press Law 40/1999) counts;
one that only announces more text ("Update:", "diperbarui", an editor's note on anything else) does not. The words alone
are ambiguous (a share price has its "koreksi", a law "telah diubah", a firm "mohon maaf"), so each pattern asks for
the place or the company that makes them the outlet's own. What the notes say is not read.
"""

import re

from warehouse.identity.wording import plain

# A note that heads its line: the word, perhaps a date or what is corrected, then a colon or a dash.
_HEADED = re.compile(
    r"""
    ^[\W_]{0,4}
    (?:
        (?:corrections?|clarifications?|retraction|erratum|corrigendum)
        (?:\ (?:and|&)\ (?:corrections?|clarifications?))?
        (?:,?\ \(?(?:[a-z]{3,9}\.?\ \d|\d)[^:\n]{0,30}|\ \([^)\n]{1,30}\))?
        \s?(?::|-(?!\w*\ (?:of|in|to)\b))
      | corrected(?:\ version)?\s?[-:)\]]
      | (?:catatan\ )?(?:ralat|koreksi)(?:\ (?:redaksi|berita|judul|artikel|naskah))?(?:\ ?[(,][^:\n]{0,40})?\s?[:)\]]
      | hak\ (?:jawab|koreksi)(?:\ [^:\n]{0,60})?\s?[:)\]]
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_WORK = r"(?:story|article|post|piece|report|item|column|headline|page|review|interview|transcript|caption)"
_KARYA = r"(?:artikel|berita|tulisan|naskah|judul|isi|laporan|teks|keterangan\ foto)"

# A sentence anywhere of which the outlet's own article is the subject.
_SENTENCE = re.compile(
    rf"""
    \b(?:
        (?:this|the)\ (?:{_WORK}|headline\ (?:of|on)\ this\ {_WORK})\ (?:has\ been|was)\ (?:\w+\ )?
        (?:corrected|retracted|amended
          |(?:updated|edited|revised|changed|modified)\b[^.\n]{{0,80}}?
           \b(?:correct|clarif|fix|error|mistake|misst|misspel|misident|inaccura|incorrect))
      | (?:an|a|the)\ (?:earlier|previous|prior|original)\ version\ of\ (?:this|our|the)\ {_WORK}
      | this\ {_WORK}\ (?:(?:originally|previously|initially|first)\ )?
        (?:mis(?:stated|spelled|spelt|identified|attributed|quoted|characterized|reported|named)
          |(?:incorrectly|mistakenly|erroneously|wrongly)\ \w)
      | headline\ (?:of|on)\ this\ {_WORK}\ (?:has\ been|was)\ (?:\w+\ )?(?:changed|updated|revised|edited)
      | we\ (?:sincerely\ )?regret\ the\ (?:error|mistake)
      | {_KARYA}(?:\ (?:dan|serta|dari|isi|{_KARYA})){{0,3}}\ ini\ (?:(?:telah|sudah)\ )?(?:kami\ )?
        (?:(?:di)?(?:ralat|koreksi|ubah|perbaiki|sunting|revisi)\b
          |(?:mengalami|dilakukan)\ (?:perubahan|perbaikan|koreksi|penyuntingan|ralat|revisi)
          |diperbarui\b[^.\n]{{0,60}}?\b(?:kesalahan|kekeliruan|koreksi|mengoreksi|meralat|akurasi))
      | telah\ dilakukan\ (?:perubahan|perbaikan|koreksi|ralat)\ (?:pada|terhadap|atas|di)\ {_KARYA}
      | (?:redaksi|dengan\ ini\ kami)\ (?:telah\ )?(?:meralat|mengoreksi|mencabut)\b
      | redaksi\ (?:[\w.]+\ )?(?:(?:mohon|memohon|meminta)|menyampaikan\ permohonan)\ maaf
      | versi\ (?:sebelumnya|awal)\ (?:dari\ )?{_KARYA}
      | (?:pada|dalam)\ {_KARYA}\ sebelumnya\b,?\ (?:tertulis|ditulis|terdapat\ k|terjadi\ k)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_SHORTEST_NOTE = len("Ralat:")
_LONGEST_NOTE = 160  # characters: enough to tell two notes apart, too short to take in the next paragraph's edits


def notes(title: str, body: str) -> tuple[str, ...]:
    """The beginning of every note of correction in an article, in order; the same note may count twice.

    To be compared with another state's notes, not to be shown: the wording is `plain` and cut.
    """
    lines = (plain(line) for line in (title, *body.splitlines()) if len(line) >= _SHORTEST_NOTE)
    return tuple(line[at : at + _LONGEST_NOTE] for line in lines for at in _places(line))


def _places(line: str) -> list[int]:
    headed = _HEADED.match(line)
    return ([0] if headed else []) + [found.start() for found in _SENTENCE.finditer(line)]
