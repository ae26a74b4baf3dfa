import time

import pytest

from warehouse.identity.furniture import prose

SENTENCE = "Warga memanen padi lebih awal karena bendungan akan dibuka."
ASIDE = {
    "pointer": "Baca juga: Bendungan dibuka pekan depan",
    "pointer in capitals": "BACA JUGA : Bendungan dibuka pekan depan",
    "pointer at a video": "Simak Video 'Panen raya di tepi sungai':",
    "scroll": "SCROLL TO CONTINUE WITH CONTENT",
    "advertisement": "ADVERTISEMENT",
    "embedded video": "[Gambas:Video Contoh]",
    "byline at the foot": "Pewarta: Rina Editor: Budi",
    "copyright": "Copyright © ANTARA 2025",
    "reprint": "Artikel ini telah tayang di Contoh.com dengan judul Panen Raya",
    "channel": "Ikuti berita pilihan kami di saluran WhatsApp Contoh",
    "English pointer": "Read also: The dam opens next week",
    "English credit": "Reporting by Rina in Jakarta; Editing by Budi",
    "initials": "(afr/afr)",
    "initials and number": "(H-2)",
    "agency's mark": "(Ant)",
}


@pytest.mark.parametrize("line", ASIDE.values(), ids=ASIDE)
def test_is_set_aside(line: str) -> None:
    assert prose(f"{SENTENCE}\n{SENTENCE}\n{line}").split("\n") == [SENTENCE, SENTENCE]


GLUED = {
    "dateline of an outlet": f"JAKARTA, CONTOH.com - {SENTENCE}",
    "dateline of an agency": f"Jakarta (ANTARA) - {SENTENCE}",
    "dateline, outlet first": f"Contoh6.com, Jakarta -- {SENTENCE}",
    "place alone": f"Kuala Lumpur — {SENTENCE}",
    "scroll inside a line": SENTENCE.replace(" padi ", " padi SCROLL TO CONTINUE WITH CONTENT "),
    "initials behind the last sentence": f"{SENTENCE} (rin/bud)",
    "credits behind the last sentence": f"{SENTENCE} Pewarta: Rina Editor: Budi Copyright © ANTARA 2025",
    "reprint behind the last sentence": f"{SENTENCE} Artikel ini telah tayang di Contoh.com dengan judul: Panen Raya",
}


@pytest.mark.parametrize("body", GLUED.values(), ids=GLUED)
def test_is_cut_off(body: str) -> None:
    assert prose(body).split() == SENTENCE.split()


STAYS = {
    "a sentence that begins like a pointer": "Baca juga " + "doa sebelum memanen dan sesudahnya, " * 8 + "kata dia.",
    "a dash inside the first sentence": "Warga desa itu - yang lama menunggu - memanen padi.",
    "brackets inside the text": "Badan itu (BPS) mencatat panen (naik) dua kali lipat pada tahun lalu.",
    "looking on": "Warga melihat juga sungai yang meluap.",
}


@pytest.mark.parametrize("body", STAYS.values(), ids=STAYS)
def test_prose_stays(body: str) -> None:
    assert prose(body).split() == body.split()


def test_nothing_but_furniture_is_no_prose() -> None:
    assert prose("ADVERTISEMENT\nBaca juga: Panen raya\n\n") == ""


@pytest.mark.parametrize(
    "body", ["- " * 1_000_000, "Baca juga " * 300_000, "(" * 3_000_000, "A - " * 700_000, "\n" * 3_000_000]
)
def test_time_is_bounded(body: str) -> None:
    started = time.process_time()
    prose(body)
    assert time.process_time() - started < 3
