"""What the invented publishers publish: one story told three times, one that has nothing to do with it, and filler.

Nobody and nothing in here exists. Times are minutes before the clock's start; `edits` come after it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.web.clock import START


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """From `after` minutes past the start on, a piece has another headline."""

    after: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article. A paragraph of the form `<a href="..">..</a>` and the like is markup and printed as it is."""

    path: str
    title: str
    author: str
    section: str
    minutes_ago: int
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    feeds: bool = True  # listed in the RSS feed; the sitemap lists everything

    @property
    def published(self) -> datetime:
        return START - timedelta(minutes=self.minutes_ago)

    def title_at(self, now: datetime) -> str:
        """The headline as it reads at `now`."""
        passed = (now - START) / timedelta(minutes=1)
        return next((edit.title for edit in reversed(self.edits) if edit.after <= passed), self.title)

    @property
    def summary(self) -> str:
        return self.paragraphs[0]


ORIGINAL_URL = "http://startupledger.test:8080/2025/06/11/lintang-robotics-raises-42m-for-night-shift-warehouses/"

ORIGINAL = Piece(
    path="/2025/06/11/lintang-robotics-raises-42m-for-night-shift-warehouses/",
    title="Lintang Robotics raises $42M to run warehouses through the night",
    author="Maren Oduya",
    section="Robotics",
    minutes_ago=190,
    tags=("Lintang Robotics", "Harbour Peak Ventures", "funding"),
    edits=(Edit(after=150, title="Lintang Robotics raises $42M, names former port chief to its board"),),
    paragraphs=(
        "Lintang Robotics, a four-year-old company from Surabaya that rents out robots to warehouses, has raised "
        "$42 million in a Series B round led by Harbour Peak Ventures, the company told Startup Ledger.",
        "The round values Lintang at about $310 million, according to two people who saw the papers. Earlier backers "
        "Merantau Capital and the founders of the shipping group Tiga Layar joined in.",
        "Lintang does not sell its machines. Customers pay for every pallet that is moved between ten in the evening "
        "and five in the morning, when few people want to work and electricity is cheap.",
        "“Nobody grows up dreaming of stacking pallets at three in the morning,” chief executive Ratri "
        "Wulandhani said in an interview. “We took the hours that were left over.”",
        "The company says it runs 1,150 robots in 38 warehouses in Indonesia, Vietnam and the Philippines. It wants "
        "to have 4,000 of them by the end of next year, and to open an office in Rotterdam.",
        "Harbour Peak partner Joost Lindqvist will take a seat on the board. He said the fund had looked at eleven "
        "companies of the kind, and that Lintang was the only one whose robots were busier than its sales people.",
        "Not everybody is convinced. A trade union of dock workers in Tanjung Perak has asked the city to look into "
        "the safety of halls in which people and machines work at the same time.",
    ),
)

NAMED_REWRITE = Piece(
    path="/startup/d-7955102/robot-gudang-asal-surabaya-dapat-suntikan-rp-684-miliar",
    title="Robot Gudang Asal Surabaya Dapat Suntikan Rp 684 Miliar",
    author="Bagas Prameswara",
    section="startup",
    minutes_ago=95,
    tags=("lintang robotics", "startup", "pendanaan"),
    paragraphs=(
        "<strong>Jakarta</strong> - Perusahaan rintisan asal Surabaya, Lintang Robotics, mengantongi pendanaan seri B "
        "sebesar US$ 42 juta atau sekitar Rp 684 miliar. Putaran ini dipimpin oleh Harbour Peak Ventures.",
        "Lintang menyewakan robot kepada pengelola gudang dan hanya menagih untuk setiap palet yang dipindahkan pada "
        "malam hari, ketika tarif listrik lebih murah dan sedikit orang mau bekerja.",
        '"Kami mengambil jam-jam yang tersisa," kata CEO Lintang Ratri Wulandhani, dikutip dari Startup Ledger, '
        "Rabu (11/6/2025).",
        "Saat ini perusahaan mengoperasikan 1.150 robot di 38 gudang yang tersebar di Indonesia, Vietnam, dan "
        "Filipina. Jumlah itu ditargetkan menjadi 4.000 robot pada akhir tahun depan.",
        "Valuasi Lintang setelah putaran ini disebut mencapai US$ 310 juta. Investor lama seperti Merantau Capital "
        "juga kembali ikut serta.",
        "<strong>(bpr/adw)</strong>",
    ),
)

LINKED_REWRITE = Piece(
    path="/teknologi/20250611181500-185-1239001/sewa-robot-malam-hari-lintang-raih-us-42-juta",
    title="Sewa Robot Malam Hari, Lintang Raih US$42 Juta",
    author="Nadira Kusumastuti",
    section="Teknologi",
    minutes_ago=45,
    tags=("robot", "logistik", "lintang"),
    paragraphs=(
        "<strong>Jakarta, Warta Nusa</strong> -- Penyewaan robot gudang Lintang Robotics memperoleh dana segar US$42 "
        "juta dari sejumlah investor yang dipimpin Harbour Peak Ventures.",
        "Model bisnis perusahaan tersebut tidak menjual robot, melainkan memungut biaya per palet yang dipindahkan "
        "antara pukul 22.00 hingga 05.00.",
        f'Sebagaimana <a href="{ORIGINAL_URL}">diberitakan</a> sebelumnya, dana itu akan dipakai untuk menambah '
        "armada robot dan membuka kantor di Rotterdam, Belanda.",
        "Joost Lindqvist dari Harbour Peak akan duduk di dewan direksi. Ia menyebut pihaknya menimbang sebelas "
        "perusahaan sejenis sebelum menjatuhkan pilihan pada perusahaan asal Surabaya itu.",
        "Di sisi lain, serikat pekerja pelabuhan Tanjung Perak meminta pemerintah kota memeriksa keselamatan gudang "
        "tempat manusia dan mesin bekerja bersamaan.",
        "<strong>(ndk/rmt)</strong>",
    ),
)

UNRELATED = Piece(
    path="/berita/d-7955140/kapal-feri-lembayung-kembali-melayani-rute-bitung-ternate",
    title="Kapal Feri Lembayung Kembali Melayani Rute Bitung-Ternate",
    author="Sekar Ayuningrat",
    section="berita",
    minutes_ago=60,
    tags=("feri", "ternate"),
    paragraphs=(
        "<strong>Bitung</strong> - Kapal feri Lembayung kembali melayani penyeberangan Bitung-Ternate setelah tiga "
        "pekan menjalani perawatan di galangan.",
        "Kepala pelabuhan Yohanis Rumengan mengatakan kapal itu berangkat dua kali sepekan, setiap Selasa dan Jumat "
        "pukul 16.00 waktu setempat.",
        "Penumpang diminta membeli karcis paling lambat satu hari sebelum keberangkatan. Selama musim angin barat, "
        "jadwal dapat berubah sewaktu-waktu.",
        "<strong>(skr/adw)</strong>",
    ),
)


def _english(slug: str, title: str, minutes_ago: int, *paragraphs: str) -> Piece:
    return Piece(path=f"/2025/06/11/{slug}/", title=title, author="Teo Vandersloot", section="Startups",
                 minutes_ago=minutes_ago, paragraphs=paragraphs)  # fmt: skip


def _kabarkini(slug: str, title: str, minutes_ago: int, *paragraphs: str) -> Piece:
    return Piece(path=f"/berita/{slug}", title=title, author="Tim Kabarkini", section="berita",
                 minutes_ago=minutes_ago, paragraphs=paragraphs)  # fmt: skip


def _warta(slug: str, title: str, minutes_ago: int, *paragraphs: str, feeds: bool = True) -> Piece:
    return Piece(path=f"/ekonomi/{slug}", title=title, author="Warta Nusa", section="Ekonomi",
                 minutes_ago=minutes_ago, paragraphs=paragraphs, feeds=feeds)  # fmt: skip


LEDGER = (
    ORIGINAL,
    _english(
        "quillfish-shuts-its-note-taking-app", "Quillfish shuts its note-taking app after six years", 330,
        "Quillfish, the note-taking app with the blue squid, will close at the end of July, its maker said on "
        "Wednesday. Users can take their notes with them as plain text.",
        "The company of nine people from Lisbon never charged for the app and lived on two grants and the patience of "
        "its founder, who is going back to teaching geography at a school near the sea.",
    ),
    _english(
        "bramblewick-sells-tide-sensors-to-insurers", "Bramblewick sells its tide sensors to insurers now", 260,
        "Bramblewick used to sell sensors that measure the tide to harbour masters. Harbour masters are few, so the "
        "company now sells what the sensors say to insurers, of whom there are many.",
        "Its first three customers cover houses on the coast of the North Sea. They pay by the kilometre of coast and "
        "by the hour, and may look back as far as the year in which the first sensor was put into the water.",
    ),
    _english(
        "after-hours-ovenbird-opens-a-second-kiln", "Ovenbird opens a second kiln", -200,
        "Ovenbird, which bakes bricks with heat that data centres throw away, has opened a second kiln next to a "
        "server hall in Tallinn and says that the bricks are as hard as any.",
        "The first kiln has been running for a year and has warmed, by the company's own count, four hundred thousand "
        "bricks. A third one is planned where the mayor of a town in Finland wants a swimming pool.",
    ),
)  # fmt: skip

KABARKINI = (
    NAMED_REWRITE,
    UNRELATED,
    _kabarkini(
        "d-7955033/pasar-bunga-kayon-buka-sampai-tengah-malam", "Pasar Bunga Kayon Buka Sampai Tengah Malam", 240,
        "<strong>Surabaya</strong> - Pasar bunga di tepi kali kini buka sampai tengah malam setiap akhir pekan. "
        "Pedagang berharap pembeli datang setelah pulang bekerja.",
        "Pengelola pasar menambah lampu dan tempat duduk di sepanjang jalan. Parkir kendaraan dipindahkan ke halaman "
        "sekolah yang kosong pada malam hari.",
    ),
    _kabarkini(
        "d-7955399/jembatan-gantung-cihurip-rampung-bulan-depan", "Jembatan Gantung Cihurip Rampung Bulan Depan", -160,
        "<strong>Garut</strong> - Jembatan gantung sepanjang 120 meter di Cihurip ditargetkan rampung bulan depan. "
        "Warga selama ini menyeberang dengan rakit bambu.",
        "Pelaksana proyek mengatakan tinggal memasang papan lantai dan pagar. Setelah itu jembatan akan diuji dengan "
        "beban karung pasir selama tiga hari.",
    ),
)  # fmt: skip

WARTA = (
    LINKED_REWRITE,
    _warta(
        "20250611154500-92-1238950/harga-kelapa-parut-turun-di-tiga-pasar", "Harga Kelapa Parut Turun di Tiga Pasar",
        195,
        "<strong>Makassar, Warta Nusa</strong> -- Harga kelapa parut di tiga pasar turun setelah pasokan dari pulau "
        "seberang kembali lancar sejak awal pekan.",
        "Pedagang menjual satu butir kelapa parut seharga Rp12 ribu, turun dari Rp17 ribu pada bulan lalu. Pembeli "
        "mulai kembali membeli untuk keperluan katering.",
    ),
    _warta(
        "20250611120500-92-1238871/koperasi-nelayan-mandar-beli-gudang-es", "Koperasi Nelayan Mandar Beli Gudang Es",
        415,
        "<strong>Majene, Warta Nusa</strong> -- Koperasi nelayan membeli gudang es milik perusahaan yang berhenti "
        "beroperasi tahun lalu. Kapasitasnya mencapai dua puluh ton.",
        "Ketua koperasi mengatakan ikan tidak lagi harus dijual murah pada siang hari. Nelayan dapat menunggu harga "
        "yang lebih baik hingga esok pagi.",
        feeds=False,
    ),
)  # fmt: skip
