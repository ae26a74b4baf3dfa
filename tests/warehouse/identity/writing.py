"""Invented prose of any length, and articles made of it."""

import random
from dataclasses import replace
from datetime import UTC, datetime

from warehouse.identity.copies import Piece

_WORDS = """
    warga desa pasar pabrik jembatan sungai sekolah petani nelayan kapal gudang panen rencana laporan sidang
    rapat dinas kepala bupati menteri pengamat peneliti pedagang penumpang kereta terminal pelabuhan bendungan
    listrik baterai tambang harga beban biaya anggaran pajak izin lahan hutan kebun cuaca banjir gempa bantuan
    dana proyek jalan rumah kota pulau mengatakan menilai menyebut membangun membuka menutup meninjau menolak
    menerima menunggu mengirim menanam memanen memperbaiki menyiapkan menghitung membahas mengusulkan
    menjelaskan mencatat memeriksa mendukung mengkritik meminta karena sebab ketika setelah sebelum sementara
    namun meski agar supaya hingga sejak selama dengan tanpa untuk dari pada yang tidak sudah akan masih belum
    hanya juga lebih paling sangat cukup kembali segera bersama kemarin besok nanti barat timur utara selatan
    tengah baru lama besar kecil tinggi rendah cepat lambat panjang pendek murah mahal aman
""".split()  # noqa: SIM905

NOON = datetime(2025, 6, 11, 5, tzinfo=UTC)
TITLE = "Pabrik baterai Karang Jaya mulai dibangun bulan depan"


def story(length: int, seed: int = 0) -> str:
    """So many words in sentences of twelve and paragraphs of three sentences; other words for another seed."""
    chance = random.Random(seed)
    words = [chance.choice(_WORDS) for _ in range(length)]
    sentences = [" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, length, 12)]
    return "\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def edited(text: str, every: int) -> str:
    """The text with every so-many-th word replaced."""
    return " ".join(
        f"ganti{'abcdefghij'[n % 10]}" if n % every == 0 else word for n, word in enumerate(text.split(), 1)
    )


def piece(body: str, **said: object) -> Piece:
    """An article of an outlet of its own, published at noon, all of whose text is its body."""
    made = Piece(
        article_id="b", outlet_id="contoh", group_id="contoh", url="https://contoh.test/berita/1", title=TITLE,
        body=body, text=body, lang="id", access="full", published_at=NOON, first_seen_at=NOON, authors=(),
        description="",
    )  # fmt: skip
    return replace(made, **said)  # type: ignore[arg-type]
