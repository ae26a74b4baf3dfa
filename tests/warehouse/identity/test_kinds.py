import pytest

from warehouse.identity.kinds import is_excerpt, is_live, is_serial

LIVE = {
    "a folder": ("https://contoh.test/live/2025/sidang-desa", "Sidang desa", True),
    "a live blog": ("https://contoh.test/berita/liveblog-sidang-1", "Sidang desa", True),
    "live updates in the address": ("https://contoh.test/a-live-updates-2025-6", "Sidang desa", True),
    "a live report": ("https://contoh.test/1", "Live Report: Sidang desa", True),
    "live, with a bar": ("https://contoh.test/1", "LIVE | Sidang desa", True),
    "live at the end": ("https://contoh.test/1", "Sidang desa, live updates", True),
    "Indonesian": ("https://contoh.test/1", "Laporan langsung: Sidang desa", True),
    "as it happened": ("https://contoh.test/1", "Village court: as it happened", True),
    "lives": ("https://contoh.test/lives-of-farmers", "Lives of farmers", False),
    "alive": ("https://contoh.test/alive/1", "Alive: farmers found", False),
    "live music": ("https://contoh.test/musik/1", "Petani menonton live musik", False),
    "a company": ("https://contoh.test/bisnis/live-nation", "Live Nation buys a theatre", False),
    "directly": ("https://contoh.test/1", "Bupati turun langsung ke sawah", False),
}


@pytest.mark.parametrize(("url", "title", "expected"), LIVE.values(), ids=LIVE)
def test_live(url: str, title: str, expected: bool) -> None:
    assert is_live(url, title) is expected


SERIAL = {
    "Harga emas Antam turun lagi": True,
    "Jadwal kapal dari Karang Jaya": True,
    "Prakiraan cuaca Karang Jaya": True,
    "Kurs rupiah menguat": True,
    "Cara memasak nasi pekan ini": True,
    "Startups Weekly: rice and robots": True,
    "Oil prices fall": True,
    "Pabrik baterai mulai dibangun": False,
    "Hariadi terpilih sebagai kepala desa": False,
    "Menghargai petani": False,
}


@pytest.mark.parametrize(("title", "expected"), SERIAL.items())
def test_serial(title: str, expected: bool) -> None:
    assert is_serial(title) is expected


@pytest.mark.parametrize(
    ("body", "description", "access", "expected"),
    [
        ("a b c", "", "full", False),
        ("a b c", "", "teaser", True),
        ("a b c", "", "headline", True),
        ("a b c", "x a b c y", "full", True),
        ("a b c d", "a b c", "full", False),
    ],
    ids=["full", "teaser", "headline", "its own description", "more than its description"],
)
def test_excerpt(body: str, description: str, access: str, expected: bool) -> None:
    assert is_excerpt(tuple(body.split()), tuple(description.split()), access) is expected
