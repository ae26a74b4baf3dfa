"""Which sentences are an outlet's note that it was wrong. All prose is invented."""

import pytest

from warehouse.identity.corrections import notes

NOTES = {
    "headed": "Correction: The bakery opened in May, not in June.",
    "headed, with a date": "Correction, March 3, 2025: The bakery opened in May.",
    "headed, with a date and no comma": "Correction 3/4/25 7:05 a.m.: The bakery opened in May.",
    "headed, with a day": "Correction (March 3): The bakery opened in May.",
    "headed, capitals": "CORRECTION - The bakery opened in May.",
    "starred": "*Correction: The bakery opened in May.",
    "in brackets": "[Correction: The bakery opened in May.]",
    "clarification": "Clarification: The mayor spoke for herself.",
    "the two": "Corrections and clarifications: The mayor spoke for herself.",
    "an agency's headline": "CORRECTED-Bakery opens in May",
    "an editor's note that owns up": "Editor’s note: This story has been corrected to give the baker’s name.",
    "updated to correct": "This article was updated on Monday to correct the spelling of the street.",
    "updated to clarify": "This post has been updated to clarify who owns the oven.",
    "an earlier version": "An earlier version of this story gave the wrong street.",
    "a previous version": "A previous version of this article misstated the price.",
    "misstated": "This story originally misidentified the baker.",
    "incorrectly": "This piece incorrectly said that the oven was new.",
    "the headline": "The headline of this article has been changed.",
    "regret": "We regret the error.",
    "retracted": "This article has been retracted.",
    "ralat": "Ralat: Toko roti itu dibuka bulan Mei.",
    "ralat, in brackets": "(Ralat) Toko roti itu dibuka bulan Mei.",
    "ralat redaksi": "RALAT REDAKSI: Toko roti itu dibuka bulan Mei.",
    "koreksi, with a date": "Koreksi (3/4/2025): Toko roti itu dibuka bulan Mei.",
    "catatan koreksi": "Catatan koreksi: ada perbaikan pada nama jalan.",
    "catatan redaksi, the headline": "Catatan Redaksi: Judul artikel ini telah diubah agar lebih tepat.",
    "judul dan isi": "Judul dan isi berita ini telah kami ubah pada Senin pukul 10.00 WIB.",
    "diralat": "Berita ini telah diralat karena ada salah tulis nama.",
    "diubah": "Artikel ini diubah pada Selasa untuk menambah ketepatan.",
    "mengalami penyuntingan": "Artikel ini telah mengalami penyuntingan.",
    "diperbarui karena": "Berita ini telah diperbarui karena terdapat kekeliruan pada paragraf kedua.",
    "redaksi meralat": "Dengan ini redaksi meralat nama pemilik toko.",
    "redaksi mohon maaf": "Redaksi memohon maaf atas kekeliruan tersebut.",
    "hak jawab": "Hak Jawab: Pemilik toko menyatakan tidak pernah menjual roti basi.",
    "hak jawab of somebody": "Hak jawab pemilik Toko Roti Muara: kami tidak pernah menjual roti basi.",
    "tertulis": "Pada berita sebelumnya tertulis bahwa toko itu tutup.",
}

OTHERS = {
    "more to come": "Update: The bakery has now opened.",
    "updated with": "This story has been updated with a comment from the mayor.",
    "updated": "This post has been updated.",
    "an editor's note on another thing": "Editor's note: The baker is the author's sister.",
    "where it appeared": "This story originally appeared in the Muara Weekly.",
    "a share price": "A market correction of 5 percent: that is what traders expect.",
    "a correction of the market": "Correction in share prices: what to do now",
    "a department": "Corrections officers - four of them - were there.",
    "the law": "Pasal itu telah diubah dengan undang-undang yang baru.",
    "the index": "Koreksi IHSG: lima saham yang turun",
    "to correct oneself": "Ia meminta pejabat itu meralat ucapannya.",
    "tools": "Peralatan: oven, loyang, dan meja.",
    "a firm is sorry": "Kami memohon maaf atas gangguan layanan itu, kata direktur.",
    "to clarify": "Klarifikasi pemilik toko soal roti: tidak ada yang basi",
    "where it was shown": "Artikel ini telah tayang di Koran Muara dengan judul Roti.",
    "diperbarui": "Berita ini telah diperbarui pada Senin pukul 10.00 WIB.",
    "a right": "Hak jawab diatur dalam Undang-Undang Pers.",
    "an app": "An earlier version of the app crashed.",
    "the market fell": "IHSG terkoreksi 1,2 persen.",
}


@pytest.mark.parametrize("line", NOTES.values(), ids=NOTES.keys())
def test_notes_are_found(line: str) -> None:
    assert notes("Judul", f"Kalimat biasa.\n{line}\nKalimat lain.")


@pytest.mark.parametrize("line", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_no_note_is_not(line: str) -> None:
    assert notes("Judul", f"Kalimat biasa.\n{line}\nKalimat lain.") == ()


def test_a_headline_may_carry_the_note() -> None:
    assert notes("RALAT: Toko Roti Buka Mei", "Kalimat biasa.") == ("RALAT: Toko Roti Buka Mei",)


def test_a_note_in_the_midst_of_a_paragraph_starts_where_it_starts() -> None:
    (note,) = notes("", "The oven is hot. An earlier version of this story said it was cold.")
    assert note == "An earlier version of this story said it was cold."


def test_notes_are_compared_without_typography() -> None:
    assert notes("", "Correction: the “oven”") == notes("", 'Correction:  the "oven"')
