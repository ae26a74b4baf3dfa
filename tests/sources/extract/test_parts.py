"""Whole pages of many parts, in the markup of aggregators, from bytes to zones."""

import pytest

from sources.extract.page import extract
from sources.types import Article, PageRules, ZoneRule
from tests.sources.extract.making import page

PROSE = (
    "Cirebon, Indonesia - Perusahaan Lipat membuka laboratorium robot di tepi pelabuhan pada Senin pagi, lalu "
    "mengundang warga untuk melihat dua lengan mesin yang melipat peta para pendaki tanpa merobeknya.",
    "Wali kota menyebut laboratorium itu akan menyerap empat ratus pekerja, separuhnya lulusan sekolah kejuruan, dan "
    "sewa dermaga lama akan dipakai untuk memperbaiki tanggul yang jebol pada musim hujan tahun lalu.",
    "Para nelayan khawatir kapal mereka harus pindah, tetapi pengelola pelabuhan berjanji menyediakan dermaga baru "
    "sebelum akhir tahun, lengkap dengan tempat lelang ikan dan bengkel jaring.",
)
QUESTIONS = (("Siapa yang membuka laboratorium itu?", "Perusahaan Lipat dari Bandung."),
             ("Kapan dermaga baru selesai?", "Sebelum akhir tahun, menurut pengelola pelabuhan."))  # fmt: skip
ORDER = ("title", "summary", "body", "references", "analysis", "quotes", "prediction", "qa", "related", "hashtags")


def of_paragraphs() -> str:
    """Every line a paragraph, headings and bullets included."""
    lines = (
        "Courtesy of HarborPost",
        "Mengapa pelabuhan tua menjadi rumah bagi robot pelipat peta, dan siapa yang membayar sewanya.",
        "12 Mei 2025, 07.15 WIB", "310 dibaca", "Share", "Ikhtisar 20 Detik",
        "• Lipat membuka laboratorium robot di Cirebon.", "• Nelayan dijanjikan dermaga baru.", *PROSE,
        "Referensi:", "[1] https://harborpost.test/2025/05/12/robots-at-the-pier/", "Analisis Redaksi",
        "Kepindahan ini lebih soal citra daripada soal robot.", "Pendapat Ahli", "Ratna Contoh",
        "“Robot yang melipat peta tetap membutuhkan orang yang membacanya.”", "Prediksi Redaksi",
        "Dermaga baru akan selesai lebih dahulu daripada robotnya.", "Pertanyaan Terkait",
        *(line for asked, told in QUESTIONS for line in ("Q", asked, "A", told)), "Artikel Serupa",
        "Kapal Tua Jadi Perpustakaan TerapungHarborPost", "Teknologi", "3 hari lalu", "88 dibaca",
        "#Lipat #RobotCirebon",
    )  # fmt: skip
    return "".join(f"<p>{line}</p>" for line in lines)


def of_sections() -> str:
    """Sections with headings, lists and boxes."""
    prose = "".join(f"<p>{line}</p>" for line in PROSE)
    asked = "".join(f"<div class='faq'><h3>{question}</h3><p>{told}</p></div>" for question, told in QUESTIONS)
    return f"""<p class="deck">Mengapa pelabuhan tua menjadi rumah bagi robot pelipat peta, dan siapa membayarnya.</p>
        <p>12 Mei 2025, 07.15 WIB</p>
        <section><h2>⏱️ Ringkasan AI</h2><ul><li>Lipat membuka laboratorium robot di Cirebon.</li>
        <li>Nelayan dijanjikan dermaga baru.</li></ul></section><section class="story">{prose}</section>
        <section><h2>Referensi</h2><ol><li>HarborPost:
        <a href="https://harborpost.test/a">https://harborpost.test/a</a></li></ol></section>
        <section><h2>🧠 Analisis AI</h2><p>Kepindahan ini lebih soal citra daripada soal robot.</p></section>
        <section><h2>Kata Pakar</h2><h4>Ratna Contoh</h4>
        <blockquote>"Robot yang melipat peta tetap membutuhkan orang yang membacanya."</blockquote></section>
        <section><h2>🔮 Prediksi AI</h2><p>Dermaga baru akan selesai lebih dahulu daripada robotnya.</p></section>
        <section><h2>FAQ seputar laboratorium</h2>{asked}</section>
        <section><h2>Berita Terkait</h2><ul><li><a href="/2">Kapal Tua Jadi Perpustakaan</a></li></ul></section>
        <p>#Lipat #RobotCirebon</p>"""


def read(markup: str, rules: PageRules = PageRules()) -> Article:  # noqa: B008
    made = page(f"<article><h1>Robot Pelipat Peta Buka Rumah di Pelabuhan</h1>{markup}</article>", language="id")
    return extract(type(made)(**{name: getattr(made, name) for name in made.__slots__} | {"rules": rules}))


def order(article: Article) -> tuple[str, ...]:
    """The zones as they follow each other, boilerplate left out, neighbours of one name as one."""
    zones = [zone.zone for zone in article.zones if zone.zone != "boilerplate"]
    return tuple(name for n, name in enumerate(zones) if n == 0 or name != zones[n - 1])


@pytest.mark.parametrize("container", [("article",), ()], ids=["container", "trafilatura"])
@pytest.mark.parametrize("markup", [of_paragraphs(), of_sections()], ids=["paragraphs", "sections"])
def test_a_page_of_many_parts(markup: str, container: tuple[str, ...]) -> None:
    article = read(markup, PageRules(body=container))
    assert article.body == "\n".join(PROSE)
    found = order(article)
    assert found == tuple(name for name in ORDER if name in found)
    assert set(ORDER) - set(found) <= {"related", "hashtags"}  # trafilatura leaves out what is only links


def test_the_same_page_without_words_that_we_know() -> None:
    """Its outlet's rules tell the parts by their boxes."""
    markup = of_sections()
    for known, own in (("Ringkasan AI", "Sekejap"), ("Analisis AI", "Meja kami"), ("Kata Pakar", "Suara mereka"),
                       ("Prediksi AI", "Esok"), ("FAQ seputar laboratorium", "Kata pembaca")):  # fmt: skip
        markup = markup.replace(f"{known}</h2>", f"{own}</h2>")
    headings = {"summary": "Sekejap", "analysis": "Meja kami", "quotes": "Suara mereka", "prediction": "Esok"}
    rules = PageRules(
        body=("article",),
        zones=(
            *(ZoneRule(zone=zone, heading=(rf"\W*{words}",)) for zone, words in headings.items()),  # type: ignore[arg-type]
            ZoneRule(zone="qa", select=(".faq",)), ZoneRule(zone="qa", heading=("Kata pembaca",)),
        ),
    )  # fmt: skip
    article = read(markup, rules)
    assert article.body == "\n".join((*PROSE, "Kata pembaca"))  # a heading of boxes that are selected already
    assert set(ORDER) - {"related"} <= set(order(article))
