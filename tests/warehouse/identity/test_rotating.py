"""Lines that change by themselves are no part of a text; the same words in a sentence are."""

import pytest

from warehouse.identity.history import change_kind
from warehouse.identity.rotating import lasting

ROTATING = (
    "Dibaca 1348 kali", "1.348 kali dibaca", "5 jam yang lalu", "Updated 5 hours ago", "2 menit lalu", "Komentar (12)",
    "12 komentar", "Share this article 28 shares", "4.5k views", "Last updated: 5 July 2025, 14:00",
    "Diperbarui 5 Juli 2025 14:00 WIB", "Rini Wati 09/06/2025, 13:43", "09/06/2025", "14.00 WIB",
    "Oleh Rini 5 Juli 2025 14:05",
)  # fmt: skip
PROSE = (
    "Polisi menahan 12 orang dalam dua hari.", "Harga naik 5 persen sejak 3 hari yang lalu.",
    "Gempa terjadi pukul 14.00 WIB.", "The firm raised $12 million 5 years ago and hired 300 people.",
    "Sebanyak 28 orang dibaca namanya.", "Baca juga: lain", "Pada 5 Juli 2025 perusahaan itu menutup dua pabrik.",
    "Rp 5.000", "2025",
)  # fmt: skip


@pytest.mark.parametrize("line", ROTATING)
def test_a_line_that_rotates_is_no_change(line: str) -> None:
    assert lasting("Judul", f"Satu dua.\n{line}\nTiga.") == "Satu dua.\nTiga."
    assert change_kind("Judul", f"Satu dua.\n{line}", "Judul", "Satu dua.") is None


@pytest.mark.parametrize("line", PROSE)
def test_a_line_of_the_text_stays(line: str) -> None:
    assert lasting("Judul", f"Satu dua.\n{line}") == f"Satu dua.\n{line}"


def test_a_headline_told_again_at_the_head_is_the_headlines_change() -> None:
    assert change_kind("Lama", "Lama\nSatu dua.", "Baru", "Baru\nSatu dua.") == "headline"


def test_hostile_lines_cost_no_time() -> None:
    assert lasting("J", "1 " * 200_000) == "1 " * 200_000
    assert lasting("J", "\n".join(["a b c 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 jam"] * 20_000)).count("\n") == 19_999
