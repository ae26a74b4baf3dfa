"""Words for texts that nobody wrote: drawn as words are, a few of them most of the time."""

from random import Random

_ID = """\
yang dan di dengan untuk pada dari akan ini itu dalam tidak juga oleh sebagai telah ada bisa lebih karena saat
mereka perusahaan rintisan pendanaan awal dana investor meraih memimpin putaran teknologi kecerdasan buatan pusat
data pemerintah menteri aturan rencana ekonomi pasar saham rupiah bank digital layanan pengguna aplikasi ponsel
pintar mobil listrik baterai gudang robot kapal nelayan beras panen hujan banjir jalan kereta stasiun bandara
sekolah guru murid rumah sakit dokter obat vaksin warga polisi hakim sidang putusan korupsi pemilu partai calon
gubernur presiden rapat mengatakan menurut menjelaskan mengumumkan meluncurkan membangun menjual membeli menolak
mendukung mencatat naik turun tumbuh besar kecil baru lama cepat lambat pertama kedua ketiga tahun bulan pekan hari
kemarin besok triliun miliar juta persen orang kota desa pulau laut gunung sawah pabrik pekerja buruh upah ekspor
impor tarif pajak anggaran utang modal laba rugi harga minyak gas emas nikel tambang energi surya angin air bersih
sampah plastik hutan lahan sawit kopi teh"""
_EN = """\
the of and to in a is that for on with as by at from it this has have will was were are be an its which said company
startup funding round seed raises raised raising leads investors investor technology artificial intelligence data
center government minister rule plan economy market shares bank digital service users app smartphone electric car
battery warehouse robot ship fishing rice harvest rain flood road train station airport school teacher pupil
hospital doctor drug vaccine residents police judge trial ruling election party candidate governor president meeting
says according explains announces launches launched building builds sells buys rejects supports records rises falls
grows big small new old fast slow first second third year month week day yesterday tomorrow trillion billion million
percent people city village island sea mountain factory workers wages exports imports tariff tax budget debt capital
profit loss price oil gas gold nickel mine energy solar wind clean water waste plastic forest land palm coffee tea
machines thinking"""
_SYLLABLES = """\
ba be bi da di du ga gi ja ka ki ko la li lo ma mi mo na ni nu pa pi ra ri ro sa si su ta ti tu wa ya"""
RARE = 20_000  # words beside the common ones: text has them once in three


def phrases(lang: str, many: int) -> list[str]:
    """So many phrases of nine words; the same ones each time."""
    random = Random(lang)
    common, syllables = (_ID if lang == "id" else _EN).split(), _SYLLABLES.split()
    rare = ["".join(random.choices(syllables, k=random.randint(2, 4))) for _ in range(RARE)]
    seldom = random.choices(rare, [1 / (k + 3) for k in range(RARE)], k=3 * many)
    usual = random.choices(common, [1 / (k + 8) for k in range(len(common))], k=6 * many)
    return [" ".join(usual[6 * n : 6 * n + 6] + seldom[3 * n : 3 * n + 3]).capitalize() + "." for n in range(many)]
