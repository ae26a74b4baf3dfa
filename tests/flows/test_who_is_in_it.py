"""From the page to entities and amounts, for the three shapes that foreign stories take here: an aggregator's page with
summary, invented quotes, questions and related items around the article; a newspaper's rewrite; a summary under emoji.
"""

import html
from collections import Counter

import pytest

from sources.extract.page import extract
from sources.types import Article, Page, PageRules
from warehouse.entities.amounts import find_amounts
from warehouse.entities.gazetteer import load
from warehouse.entities.model import Document, Mention
from warehouse.entities.tagger import Tagger

AGGREGATOR = """Mistral Kehilangan Dua Ilmuwan Setelah Suntikan 1,7 Miliar dari ASML
Courtesy of The Verge
Mistral Kehilangan Dua Ilmuwan Setelah Suntikan 1,7 Miliar dari ASML
Mengulas hubungan ASML dan Mistral yang mendingin, serta nasib Le Chat di tengah persaingan dengan OpenAI.
12 Okt 2025, 07.15 WIB
64 dibaca
Share
Ikhtisar 15 Detik
• ASML menjadi pemegang saham terbesar Mistral.
• Dua ilmuwan Mistral pindah ke pesaing.
• Mistral menyiapkan versi baru Le Chat.
Paris, Prancis - ASML menanamkan 1,7 miliar dolar AS di perusahaan model bahasa bernama Mistral AI dan menempatkan \
seorang direktur di sana. Hubungan keduanya mendingin ketika CEO Mistral, Arthur Mensch, menolak membuka kode.
Salah satu ilmuwan utama Mistral, yang namanya tidak disebut, pindah ke Cohere. Mensch turun tangan sendiri.
Para peneliti menilai cip dari Nvidia lebih mudah didapat daripada buatan Groq, meskipun Mistral memesan keduanya.
Mistral sendiri menyiapkan pengganti Le Chat yang lebih cepat daripada ChatGPT dan akan diumumkan akhir tahun.
Referensi:
[1] https://www.theverge.com/2025/10/11/mistral-asml-scientists-leave
Analisis Kami
"ASML membeli waktu, bukan teknologi. Mistral perlu merapikan rumahnya."
Analisis Ahli
Andrew Ng
"Modal besar tidak menggantikan tim yang kompak."
Yoshua Bengio
"Keterbukaan adalah kekuatan laboratorium kecil."
Prediksi Kami
Mistral mungkin akan bekerja sama dengan Google atau Amazon untuk menambah komputasi.
Pertanyaan Terkait
Q
Siapa pemegang saham terbesar Mistral?
A
ASML menjadi pemegang saham terbesar Mistral sejak tahun ini.
Artikel Serupa
Meta Rekrut Tiga Peneliti Paris dari MistralTechCrunch
Teknologi
9 hari lalu
41 dibaca
Meta Rekrut Tiga Peneliti Paris dari Mistral
"""

REWRITE = """Rencana Surge AI mencari modal luar akhirnya terkuak. Perusahaan pelabelan data itu disebut membidik dana \
USD 1,2 miliar atau sekitar Rp19,9 triliun, padahal selama ini Edwin Chen selalu menolak investor.
Laporan terbaru dari TechCrunch menyebut pembicaraan berlangsung sejak Scale AI kehilangan beberapa klien. Salah satu \
yang ikut berbicara adalah Chief Financial Officer Surge AI bernama Lina Hartwell.
Hartwell sebelumnya bekerja di Stripe, perusahaan pembayaran. Chen, yang dulu insinyur di Google, menempatkannya di \
tim kecil-tempat seluruh kontrak disusun.
Klien Mulai Berpindah
Meski Mercor tumbuh lebih cepat, sumber menyebut OpenAI dan Anthropic masih memakai Surge untuk tugas tersulit.
CEO Scale AI Jason Droege membantah kehilangan pelanggan. Droege menyebut Meta tetap klien utamanya.
Menurut unggahan Chen di platform X (sebelumnya Twitter), timnya hanya 120 orang.
Langkah itu menunjukkan mahalnya data, seperti dilansir Techcrunch.
Simak Video "Video: Elon Musk Bayar Denda Rp 2 Triliun"
(agt/agt)
"""

SUMMARY = """📌 Persoalan
1. Karpathy, salah satu tokoh di balik Autopilot, meninggalkan Tesla dan kini merintis sekolah daring.
2. Banyak peneliti Google DeepMind dan Meta mengikuti jejaknya.
🛠️ Cara dan Dugaan
1. Melalui pengumuman publik, Karpathy menulis: “saatnya mengajar dari nol”.
2. Kursusnya memakai PyTorch dan kartu grafis Nvidia sewaan.
📊 Temuan
1. Sekolah itu mengumpulkan US$35 juta dengan valuasi sekitar US$400 juta.
2. Gaji pengajar berkisar antara US$120.000–150.000 per tahun.
✅ Yang Perlu Diingat
1. Talenta senior seperti Karpathy menjadi rebutan; organisasi besar perlu bersiap.
Sumber:
https://www.businessinsider.com/andrej-karpathy-tesla-school-stanford-2025-10
🔥 #AndrejKarpathy #StanfordUniversity #AIStartup
"""


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load().gazetteer)


def _read(lines: str) -> Article:
    first, *_ = lines.split("\n")
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines.strip().split("\n"))
    page = (
        f"<!DOCTYPE html><html lang=id><head><meta charset=utf-8><title>{html.escape(first)}</title></head>"
        f"<body><article><h1>{html.escape(first)}</h1>{paragraphs}</article></body></html>"
    )
    return extract(
        Page(
            key="page", url="https://contoh.test/cerita", body=page.encode(), content_type="text/html; charset=utf-8",
            language="id", time_zone="Asia/Jakarta", rules=PageRules(),
        )
    )  # fmt: skip


def _document(article: Article) -> Document:
    return Document(
        document_id="page", title=article.title, text=article.text, zones=article.zones, lang=article.lang,
        url="https://contoh.test/cerita", outlet_id="contoh",
        published_at=article.published.at if article.published else None,
    )  # fmt: skip


def _in(mentions: tuple[Mention, ...], *zones: str) -> Counter[str]:
    return Counter(mention.entity_id for mention in mentions if mention.zone in zones)


def test_only_the_article_of_an_aggregators_page_is_counted(tagger: Tagger) -> None:
    document = _document(_read(AGGREGATOR))
    mentions = tagger.tag(document)
    body = _in(mentions, "body")
    assert body == {
        "asml": 1, "mistral-ai": 5, "arthur-mensch": 2, "nvidia": 1, "groq": 1, "le-chat": 1, "chatgpt": 1,
        "cohere": 1,
    }  # fmt: skip
    assert _in(mentions, "title") == {"mistral-ai": 1, "asml": 1}
    assert _in(mentions, "quotes") == {"andrew-ng": 1, "yoshua-bengio": 1}
    assert _in(mentions, "prediction") == {"mistral-ai": 1, "google": 1, "amazon": 1}
    assert _in(mentions, "qa") == {"mistral-ai": 2, "asml": 1}
    assert _in(mentions, "references") == {}
    assert _in(mentions, "related")["meta-platforms"] == 2
    assert [(a.surface, a.value, a.currency) for a in find_amounts(document) if a.zone == "body"] == [
        ("1,7 miliar dolar AS", 1.7e9, "USD")
    ]


def test_a_newspapers_rewrite(tagger: Tagger) -> None:
    document = _document(_read(REWRITE))
    mentions = tagger.tag(document)
    body = _in(mentions, "body")
    assert body == {
        "surge-ai": 3, "edwin-chen": 3, "techcrunch": 2, "scale-ai": 2, "stripe": 1, "google": 1, "mercor": 1,
        "openai": 1, "anthropic": 1, "jason-droege": 2, "meta-platforms": 1, "x-twitter": 1,
    }  # fmt: skip
    assert _in(mentions, "boilerplate") == {"elon-musk": 1}
    assert [(a.surface, a.value, a.currency, a.converted_from) for a in find_amounts(document) if a.zone == "body"] == [
        ("USD 1,2 miliar", 1.2e9, "USD", None),
        ("Rp19,9 triliun", 19.9e12, "IDR", "USD 1,2 miliar"),
    ]


def test_a_summary_whose_only_full_name_stands_in_hashtag_and_address(tagger: Tagger) -> None:
    document = _document(_read(SUMMARY))
    mentions = tagger.tag(document)
    assert _in(mentions, "body") == {
        "andrej-karpathy": 3, "tesla": 1, "google-deepmind": 1, "meta-platforms": 1, "pytorch": 1, "nvidia": 1
    }  # fmt: skip
    assert _in(mentions, "hashtags") == {"andrej-karpathy": 1, "stanford-university": 1}
    assert {"thinking-machines-lab", "scale-ai", "claude"} & {m.entity_id for m in mentions} == set()
    amounts = [(a.surface, a.value, a.value_to) for a in find_amounts(document) if a.zone == "body"]
    assert amounts == [
        ("US$35 juta", 35e6, None), ("US$400 juta", 400e6, None), ("US$120.000–150.000", 120_000, 150_000)
    ]  # fmt: skip
