import time

import pytest

from warehouse.identity.agencies import credited, is_from

BODY = "Warga memanen padi lebih awal karena bendungan akan dibuka pekan depan.\n" * 12

CREDITS = {
    "ANTARA's dateline": (f"Jakarta (ANTARA) - {BODY}", "ANTARA"),
    "ANTARA's foot": (f"{BODY}Pewarta: Rina\nEditor: Budi\nCopyright © ANTARA 2025", "ANTARA"),
    "ANTARA's foot, glued": (f"{BODY}Pewarta : RinaEditor: Budi COPYRIGHT © ANTARA 2025", "ANTARA"),
    "(Ant)": (f"{BODY.rstrip()} (Ant)", "ANTARA"),
    "(ANTARA)": (f"{BODY.rstrip()} (ANTARA)", "ANTARA"),
    "(antara/house)": (f"{BODY.rstrip()} (antara/jpk)", "ANTARA"),
    "(ANT/Z-2)": (f"{BODY.rstrip()} (Ant/Z-2)", "ANTARA"),
    "Antara/reporter on a line": (f"{BODY}Antara/Rina Sari", "ANTARA"),
    "source: Antara": (f"{BODY}Sumber: Antara", "ANTARA"),
    "LKBN": (f"{BODY}Sumber: LKBN Antara", "ANTARA"),
    "Reuters's dateline": (f"LONDON (Reuters) - {BODY}", "Reuters"),
    "Reuters's dateline with a date before": (f"LONDON, June 11 (Reuters) - {BODY}", "Reuters"),
    "Reuters's signature": (f"{BODY}(Reporting by Rina Sari in Jakarta; Editing by Budi)", "Reuters"),
    "AP's dateline": (f"WASHINGTON (AP) — {BODY}", "AP"),
    "AP's copyright": (f"{BODY}Copyright 2025 The Associated Press. All rights reserved.", "AP"),
    "AFP behind the desk": (f"{BODY.rstrip()} (rin/AFP)", "AFP"),
    "(AFP)": (f"{BODY.rstrip()} (AFP)", "AFP"),
    "Bloomberg": (f"JAKARTA (Bloomberg) -- {BODY}", "Bloomberg"),
    "Xinhua": (f"BEIJING, 11 Juni (Xinhua) -- {BODY}", "Xinhua"),
    "Kompas.com": (f"{BODY}Artikel ini telah tayang di Kompas.com dengan judul \"Panen\".", "Kompas.com"),
    "first shown": (f"{BODY}Artikel ini sebelumnya telah tayang di Surya.co.id dengan judul :", "Surya.co.id"),
    "Tribun-Medan.com": (f"{BODY}Artikel ini telah tayang di Tribun-Medan.com dengan judul: Panen", "Tribun-Medan.com"),
    "English reprint": (f"{BODY}This article was originally published on Example.com.", "Example.com"),
    "an agency goes before a site": (f"{BODY}(Ant)\nArtikel ini telah tayang di Kompas.com dengan judul X", "ANTARA"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "agency"), CREDITS.values(), ids=CREDITS)
def test_credits(text: str, agency: str) -> None:
    assert credited(text) == agency


BYLINES = {
    "Antara": "ANTARA", "ANTARA News": "ANTARA", "Kantor Berita Antara": "ANTARA", "Reuters": "Reuters",
    "The Associated Press": "AP", "AFP": "AFP", "Agence France-Presse": "AFP", "Bloomberg News": "Bloomberg",
    "Antara Rina": None, "Ant Sudirman": None, "April Rina": None, "Rina, AP bureau chief": None,
}  # fmt: skip


@pytest.mark.parametrize(("author", "agency"), BYLINES.items())
def test_bylines(author: str, agency: str | None) -> None:
    assert credited(BODY, ("Rina Sari", author)) == agency


NONE = {
    "antara lain": f"Antara lain, {BODY}",
    "antara as a preposition": f"Jalan antara Jakarta dan Bandung (antara lain di Cimahi) - {BODY}",
    "in brackets at the end": f"{BODY}Ia menyebut beberapa desa (antara lain Sukamaju)",
    "AP inside words": f"{BODY}Rapat APBD (RAPBD) dan APEC",
    "an airport's AP": f"Jalan AP Pettarani - {BODY}",
    "Ant as a name": f"{BODY}Film Ant-Man dan Ant Middleton",
    "lower-case initials": f"{BODY.rstrip()} (ant/bud)",
    "according to Reuters": f"{BODY}Demikian menurut Reuters.",
    "quoted from AFP": f"Dilansir AFP, Rabu (11/6/2025), {BODY}",
    "told Bloomberg": f'{BODY}"Kami siap," katanya kepada Bloomberg.',
    "data of Bloomberg": f"Berdasarkan data Bloomberg, Rabu (11/6/2025), {BODY}",
    "the picture's owner": f"{BODY}Panen padi (ANTARA FOTO/Rina Sari)",
    "the picture's agency": f"{BODY}Panen padi (REUTERS/Rina Sari)",
    "the picture's source": f"{BODY}Panen padi (ANTARA/HO-Kemenpan)",
    "a picture's copyright": f"{BODY}© ANTARA FOTO",
    "a contribution": f"{BODY}The Associated Press contributed to this report.",
    "in the middle": f"{BODY * 10}\n(Reuters)\n{BODY * 10}",
    "no place named": f"{BODY}Artikel ini telah tayang di , dengan judul: Panen",
    "nothing": "",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_is_no_credit(text: str) -> None:
    assert credited(text) is None


@pytest.mark.parametrize(
    ("credit", "outlet", "expected"),
    [
        ("Kompas.com", "kompas", True),
        ("ANTARA", "antara", True),
        ("Media-Indonesia.com", "media-indonesia", True),
        ("Kompas.com", "tribunnews", False),
        ("AP", "antara", False),
    ],
)
def test_names_an_outlet(credit: str, outlet: str, expected: bool) -> None:
    assert is_from(credit, outlet) is expected


@pytest.mark.parametrize(
    "text", ["(" * 3_000_000, "A " * 1_500_000, "Reporting by " * 200_000, "a." * 1_500_000, "©" * 3_000_000]
)
def test_time_is_bounded(text: str) -> None:
    started = time.process_time()
    assert credited(text, (text,)) is None
    assert time.process_time() - started < 1
