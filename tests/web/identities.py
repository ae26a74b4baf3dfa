"""Two days of news in which one article has several names, and several articles have one text.

Each newsroom is a case that `kabar` has to judge. A run at each of the `HOURS` sees all of it: pages are looked at
again two, eight and thirty-two hours after publication, and a few hours after a change.
"""

from pathlib import Path

from tests.warehouse.identity.writing import edited, story
from tests.web.newsrooms import Item, Newsroom, Sheet

HOURS = (0, 1.5, 8, 33)  # after the clock's start

LONG = story(300)


def _listed(path: str, title: str, **said: object) -> Item:
    return Item(path=path, title=title, **said)  # type: ignore[arg-type]


# ------------------------------------------------------------------ one article under several names

# A GUID that stays while headline and address change; a WordPress post that is rewritten; an old address that leads on.
_MOVED = story(280, 1)
MOVES = Newsroom(
    outlet_id="pindah",
    feeds={
        "/rss": (
            _listed("/2025/06/11/dermaga-baru-dibuka/", "Dermaga baru dibuka pekan depan", guid="kabar-101", until=1),
            _listed("/2025/06/11/dermaga-ditunda/", "Pembukaan dermaga ditunda", guid="kabar-101", since=1),
            _listed("/2025/06/11/sidang-dimulai/", "Sidang sengketa tanah dimulai",
                    guid="http://pindah.test:8080/?p=77", until=1),
            _listed("/2025/06/11/putusan-sela/", "Hakim menjatuhkan putusan sela",
                    guid="http://pindah.test:8080/?p=77", since=1),
            _listed("/2025/06/11/pasar-lama/", "Pasar lama direnovasi", until=1),
            _listed("/2025/06/11/pasar-lama-direnovasi/", "Pasar lama direnovasi", since=1),
        )
    },
    pages={
        "/2025/06/11/dermaga-baru-dibuka/": (Sheet(title="Dermaga baru dibuka pekan depan", text=_MOVED),),
        "/2025/06/11/dermaga-ditunda/": (Sheet(title="Pembukaan dermaga ditunda", text=_MOVED, since=1),),
        "/2025/06/11/sidang-dimulai/": (Sheet(title="Sidang sengketa tanah dimulai", text=story(200, 2)),),
        "/2025/06/11/putusan-sela/": (
            Sheet(title="Hakim menjatuhkan putusan sela", text=story(220, 3), since=1),
        ),
        "/2025/06/11/pasar-lama/": (
            Sheet(title="Pasar lama direnovasi", text=story(210, 4)),
            Sheet(leads_to="/2025/06/11/pasar-lama-direnovasi/", since=1),
        ),
        "/2025/06/11/pasar-lama-direnovasi/": (
            Sheet(title="Pasar lama direnovasi", text=story(210, 4), since=1),
        ),
    },
)  # fmt: skip

# One page under three links of two feeds; a slug that changes around an id, and a printed edition that names its
# original; two pages with one text of which the one names the other only later.
_WAYS = "/berita/d-501/jembatan-gantung-rampung"
WAYS = Newsroom(
    outlet_id="banyakjalan",
    feeds={
        "/rss": (
            _listed(f"{_WAYS}?utm_source=rss&utm_medium=feed", "Jembatan gantung rampung"),
            _listed("/berita/d-502/panen-raya-mundur", "Panen raya mundur dua pekan", until=1),
            _listed("/berita/d-502/panen-raya-mundur-sebulan", "Panen raya mundur sebulan", since=1),
            _listed("/berita/kereta-malam-penuh-lagi", "Kereta malam penuh sampai Juli"),
            _listed("/berita/kereta-malam-penuh-sampai-juli", "Kereta malam penuh"),
        ),
        "/rss/terbaru": (
            _listed(f"{_WAYS}/amp?fbclid=xyz", "Jembatan gantung rampung", guid="501"),
            _listed(f"{_WAYS}?page=all", "Jembatan gantung rampung!", guid="501"),
            _listed("/cetak/panen-raya-mundur-dua-pekan", "Cetak: panen raya mundur sebulan", guid="c502", since=1),
        ),
    },
    pages={
        _WAYS: (Sheet(title="Jembatan gantung rampung", text=story(240, 5)),),
        "/berita/d-502/panen-raya-mundur": (Sheet(title="Panen raya mundur dua pekan", text=story(230, 6)),),
        "/berita/d-502/panen-raya-mundur-sebulan": (
            Sheet(title="Panen raya mundur sebulan", text=edited(story(230, 6), 40), since=1),
        ),
        "/cetak/panen-raya-mundur-dua-pekan": (
            Sheet(
                title="Panen raya mundur sebulan",
                text=edited(story(230, 6), 40),
                claims="/berita/d-502/panen-raya-mundur",
            ),
        ),
        "/berita/kereta-malam-penuh-lagi": (Sheet(title="Kereta malam penuh sampai Juli", text=story(200, 7)),),
        "/berita/kereta-malam-penuh-sampai-juli": (
            Sheet(title="Kereta malam penuh", text=story(200, 7)),
            Sheet(title="Kereta malam penuh", text=story(200, 7), since=1, claims="/berita/kereta-malam-penuh-lagi"),
        ),
    },
    rules="[addresses]\nkeys = ['/berita/d-(\\d+)']\n",
)

# ------------------------------------------------------------------ one text in several articles

_AGENCY = story(320, 10)
_LATE = story(310, 11)


def _from_agency(city: str, text: str = _AGENCY) -> str:
    return f"{city} (ANTARA) - {text}\n(Ant)"


MORNING = Newsroom(
    outlet_id="pagi",
    group="dua-pulau",
    feeds={
        "/rss": (
            _listed("/nasional/100-bendungan-karang-jaya-terisi", "Bendungan Karang Jaya terisi", published=-1.8),
            _listed("/nasional/101-menteri-tinjau-tambang", "Menteri tinjau tambang", published=-1.7, since=1),
            _listed("/nasional/102-beban-listrik-naik", "Beban listrik pulau selatan naik", published=-1.6),
        )
    },
    pages={
        "/nasional/100-bendungan-karang-jaya-terisi": (
            Sheet(title="Bendungan Karang Jaya terisi", text=_from_agency("Karang Jaya"), published=-1.8),
        ),
        "/nasional/101-menteri-tinjau-tambang": (
            Sheet(title="Menteri tinjau tambang", text=_from_agency("Jakarta", _LATE), published=-1.7),
        ),
        "/nasional/102-beban-listrik-naik": (
            Sheet(title="Beban listrik pulau selatan naik", text=story(400, 12), published=-1.6),
        ),
    },
)


def _prices(rupiah: int, day: str) -> str:
    rows = " ".join(f"Emas seberat {n} gram dijual Rp{rupiah * n}.000 di gerai kota." for n in (1, 2, 5, 10, 25))
    return f"{story(60, 14)} Harga berlaku pada {day}.\n{rows}\n{story(160, 15)}"


EVENING = Newsroom(
    outlet_id="petang",
    group="dua-pulau",
    feeds={
        "/rss": (
            _listed("/a/200-bendungan-karang-jaya-kini-terisi", "Bendungan Karang Jaya kini terisi", published=-1.2),
            _listed("/a/201-tambang-ditinjau-menteri", "Tambang ditinjau menteri", published=-1.1),
            _listed("/harga/401-emas-rabu", "Harga emas hari ini naik di gerai kota"),
            _listed("/harga/402-emas-kamis", "Harga emas hari ini turun di gerai kota", published=23.5, since=23.5),
        )
    },
    pages={
        "/a/200-bendungan-karang-jaya-kini-terisi": (
            Sheet(title="Bendungan Karang Jaya kini terisi", text=_from_agency("Petang"), published=-1.2),
        ),
        "/a/201-tambang-ditinjau-menteri": (
            Sheet(title="Tambang ditinjau menteri", text=_from_agency("Jakarta", _LATE), published=-1.1),
        ),
        "/harga/401-emas-rabu": (
            Sheet(title="Harga emas hari ini naik di gerai kota", text=_prices(1952, "Rabu (11/6/2025)")),
        ),
        "/harga/402-emas-kamis": (
            Sheet(
                title="Harga emas hari ini turun di gerai kota", text=_prices(1945, "Kamis (12/6/2025)"), published=23.5
            ),
        ),
    },
)
SEA = Newsroom(
    outlet_id="laut",
    feeds={
        "/rss": (
            _listed("/b/300-bendungan-terisi-lebih-cepat", "Bendungan terisi lebih cepat", published=-0.9),
            _listed("/b/301-warga-tanggapi-kenaikan", "Warga tanggapi kenaikan beban listrik", published=-0.8),
            _listed("/b/302-menteri-datangi-tambang", "Menteri datangi tambang", published=-0.7),
            _listed("/b/303-putusan-sela-dibacakan", "Putusan sela dibacakan hakim", published=2, since=2),
        )
    },
    pages={
        "/b/300-bendungan-terisi-lebih-cepat": (
            Sheet(title="Bendungan terisi lebih cepat", text=edited(_from_agency("Laut"), 60), published=-0.9),
        ),
        "/b/301-warga-tanggapi-kenaikan": (
            Sheet(title="Warga tanggapi kenaikan beban listrik", text=f"{story(90, 13)}\n{story(400, 12)}",
                  published=-0.8),
        ),
        "/b/302-menteri-datangi-tambang": (
            Sheet(title="Menteri datangi tambang", text=_from_agency("Laut", _LATE), published=-0.7),
        ),
        "/b/303-putusan-sela-dibacakan": (
            Sheet(title="Putusan sela dibacakan hakim", text=story(220, 3), published=2),
        ),
    },
)  # fmt: skip


# ------------------------------------------------------------------ feeds and their GUIDs

RANDOM = Newsroom(
    outlet_id="acak",
    guids="random",
    feeds={"/rss": tuple(_listed(f"/c/{n}-kabar-dari-desa-{n}", f"Kabar dari desa {n}") for n in range(1, 5))},
    pages={
        f"/c/{n}-kabar-dari-desa-{n}": (Sheet(title=f"Kabar dari desa {n}", text=story(120, 20 + n)),)
        for n in range(1, 5)
    },
)
# All items have one GUID; two have one headline, and the second one's page was never there.
SAME = Newsroom(
    outlet_id="satuguid",
    guids="1",
    feeds={
        "/rss": (
            _listed("/e/1-lowongan-kerja-di-kota", "Lowongan kerja di kota"),
            _listed("/e/2-lowongan-kerja-di-kota", "Lowongan kerja di kota"),
            _listed("/e/3-lowongan-kerja-di-desa", "Lowongan kerja di desa"),
            _listed("/e/4-lowongan-kerja-di-kota", "Lowongan kerja di kota"),
        )
    },
    pages={
        f"/e/{n}-lowongan-kerja-di-{where}": (Sheet(title=f"Lowongan kerja di {where}", text=story(130, 30 + n)),)
        for n, where in ((1, "kota"), (3, "desa"), (4, "kota"))
    },
)

# ------------------------------------------------------------------ what becomes of a page

_HOSPITAL = "Rumah sakit itu merawat 24 pasien sejak Senin, kata kepala dinas, dan menyiapkan dua ruang tambahan."
_MENDED = _HOSPITAL.replace("24", "31")
_NOTE = "Ralat: dalam versi sebelumnya dari artikel ini nama kepala dinas tertulis keliru."
_REST = story(150, 41)
CHANGES = Newsroom(
    outlet_id="ralat",
    feeds={
        "/rss": (
            _listed("/f/1-rumah-sakit-rawat-pasien", "Rumah sakit rawat pasien"),
            _listed("/f/2-laporan-dicabut", "Laporan pemeriksaan beredar"),
            _listed("/f/3-halaman-hilang", "Halaman yang hilang sebentar"),
            _listed("/f/4-ruang-ditambah", "Ruang rawat akan ditambah"),
        )
    },
    pages={
        "/f/1-rumah-sakit-rawat-pasien": (
            Sheet(title="Rumah sakit rawat pasien", text=f"{_HOSPITAL}\n{_REST}"),
            Sheet(title="Rumah sakit rawat pasien", text=f"{_MENDED}\n{_REST}", since=1),
            Sheet(title="Rumah sakit rawat pasien", text=f"{_MENDED}\n{_REST}\n{_NOTE}", since=5),
            Sheet(title="Rumah sakit tambah ruang", text=f"{_MENDED}\n{story(80, 42)}\n{_REST}\n{_NOTE}", since=12),
        ),
        "/f/2-laporan-dicabut": (
            Sheet(title="Laporan pemeriksaan beredar", text=story(180, 43)), Sheet(status=410, since=1),
        ),
        "/f/3-halaman-hilang": (
            Sheet(title="Halaman yang hilang sebentar", text=story(170, 44)),
            Sheet(status=404, since=1),
            Sheet(title="Halaman yang hilang sebentar", text=story(170, 44), since=20),
        ),
        "/f/4-ruang-ditambah": (
            Sheet(title="Ruang rawat akan ditambah", text=story(160, 45)),
            Sheet(title="Ruang rawat ditambah pekan ini", text=story(160, 45), since=5),
        ),
    },
)  # fmt: skip

NEWSROOMS = (MOVES, WAYS, MORNING, EVENING, SEA, RANDOM, SAME, CHANGES)
IDS = tuple(newsroom.outlet_id for newsroom in NEWSROOMS)


def declare(folder: Path) -> Path:
    """Writes the newsrooms' outlet files to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for newsroom in NEWSROOMS:
        (folder / f"{newsroom.outlet_id}.toml").write_text(newsroom.file, encoding="utf-8")
    return folder
