"""Who is tagged and who is not, in sentences of both languages; and what holds for every text."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.types import ZoneName
from tests.warehouse.entities.gazetteers import ENTITIES, GAZETTEER, TAGGER, document, entity, surfaces
from warehouse.entities.model import Alias, Document, Entity, Gazetteer, Mention
from warehouse.entities.tagger import Tagger

# Every mention is marked: [surface|entity].
MARKED = {
    "a strong name anywhere": "Kantor [OpenAI|openai] di sana ramai.",
    "in lower case it is none": "Kantor openai di sana ramai; harga apple turun.",
    "part of a longer word": "Ollama, Metaverse, OpenAIs and MetaOpenAI are other things.",
    "possessive": "[OpenAI|openai]'s board and [Google|google]’s lawyers met.",
    "clitics with a hyphen": "[OpenAI|openai]-lah, [OpenAI|openai]-nya, [Google|google]-kah, [Google|google]-pun.",
    "a clitic glued on": "Produk [OpenAI|openai]nya laris.",
    "hyphen as dash": "Di [TBD Labs|tbd]-tempat para peneliti bekerja, semua sibuk.",
    "prefixes": "Para eks-[OpenAI|openai], non-[Google|google], anti-[Microsoft|microsoft] dan pra-[OpenAI|openai].",
    "compounds": "The [Google|google]-owned lab and a [Microsoft|microsoft]-backed startup.",
    "a space forgotten": "Ia bekerja di[Jakarta|jakarta] dan pindah ke[Jakarta|jakarta].",
    "no space after the full stop": "Ia pindah ke [OpenAI|openai].Keputusan itu mengejutkan.",
    "brackets and quotes": "(“[OpenAI|openai]”, ‘[Google|google]’) [Microsoft|microsoft]/[OpenAI|openai]",
    "the longest wins": "[Meta Superintelligence Labs|msl] dan [Google DeepMind|deepmind] bersaing.",
    "role, firm and person": "CEO [Scale AI|scale] [Alexandr Wang|wang] pindah.",
    "a long role": "Mantan Senior Vice President of GenAI Product and Operations [Scale AI|scale] itu pergi.",
    "titles belong to nobody": "Presiden OpenAI bukan [Sam Altman|altman].".replace("OpenAI", "[OpenAI|openai]"),
    "a line break inside": "Ia memimpin [Scale\nAI|scale] sejak lama.",
    "a no-break space inside": "Ia memimpin [Scale\u00a0AI|scale] sejak lama.",
    "a soft hyphen inside": "Ia memimpin [Open\u00adAI|openai] sejak lama.",
    "two paragraphs are no name": "Ia menyebut Scale\n\nAI adalah bidangnya.",
    "another version": "GPT-4.5 and GPT-4o are others; [GPT-4|gpt-4] is old. So ended [GPT-4|gpt-4].",
    "an address": "Lihat https://example.com/OpenAI,Google/Mercor?q=Scale AI. [OpenAI|openai] diam.",
    "a bare address": "Lihat openai.com/Mercor dan news.contoh.test/a-Mercor-b, bukan user@OpenAI.",
    "an address that is an alias": "Menurut [techcrunch.com|techcrunch], itu benar.",
    "hashtags": "Sudah resmi! #[ThinkingMachinesLab|tml] #[miramurati|murati] #OpenAIDay #[OpenAI|openai] selesai.",
    "weak beside its full name": "[Meta Platforms|meta] naik. Saham [Meta|meta] menguat.",
    "weak beside a relative": "[Mark Zuckerberg|zuck] bicara di kantor [Meta|meta].",
    "weak after a role": "Seorang peneliti di [Meta|meta] mundur.",
    "weak before a role": "The [Meta|meta] CEO spoke.",
    "weak with a verb": "Kemarin [Meta|meta] mengumumkan kacamata baru.",
    "weak with a verb later": "Yesterday [Meta|meta] has also reportedly hired him.",
    "weak at the start with a verb": "[Apple|apple] announced a phone. Everybody wants [Apple|apple] there.",
    "weak in a list": "Ia pernah di [Microsoft|microsoft], [Apple|apple], dan [Google|google].",
    "weak of a possessive": "He liked [Surge|surge]'s tool.",
    "weak of a sum": "[Meta|meta]'s $14 billion bet",
    "weak of a year": "[Apple|apple]'s 2026 plans",
    "weak with a clitic": "[Meta|meta]-lah yang menghubungi mereka.",
    "weak with nothing": "Ia menyebut Meta sekali. Apple itu buah. Surge itu lonjakan.",
    "weak in an ordinary sentence": "Scale matters. Surge protectors sell. Meta descriptions help.",
    "a longer name of another": "CEO Scale Microgrid dan peneliti di Meta Mono bicara; Surge Ventures, Apple Bank.",
    "a bank beside the firm": "[Apple Inc.|apple] is no Apple Bank, and Apple University said so.",
    "a veto": "[Meta Platforms|meta] was in a Meta analysis; a meta-analysis of [Instagram|instagram].",
    "two weak that need each other": "The letter went to Brad Smith. [Microsoft|microsoft] is silent.".replace(
        "Brad Smith", "[Brad Smith|smith]"
    ),
    "what it needs is not there": "Brad Smith said so. DANA dari pemerintah cair. Tempo lagu itu cepat.",
    "what it needs is there": "Isi saldo dompet digital [DANA|dana] kini mudah.",
    "an ordinary word in lower case": "Dompet digital menambah dana, tempo hari [OVO|ovo] juga.",
    "surname beside the full name": "[Alexandr Wang|wang] pindah. Sejak kedatangan [Wang|wang], semua berubah.",
    "surname before the full name": "[Wang|wang] pindah, kata [Alexandr Wang|wang].",
    "surname alone": "Wang pindah, kata Murati.",
    "somebody else's surname": "[Alexandr Wang|wang] met Vera Wang and Jerry Wang there.",
    "and then that one is meant": "[Alexandr Wang|wang] left. Jerry Wang came. Later Wang laughed.",
    "until the other is named again": "Jerry Wang came. [Alexandr Wang|wang] left. Later [Wang|wang] laughed.",
    "opening a sentence, a name elsewhere": "[Alexandr Wang|wang] met Xiaoyu Lee. Xiaoyu Wang left. Then Wang laughed.",
    "opening a sentence, of the gazetteer": "[Alexandr Wang|wang] left. Soumith Wang came. Then Wang laughed.",
    "a word that is no name elsewhere": "[Alexandr Wang|wang] had luck. Luck [Wang|wang] had. [Wang|wang] laughed.",
    "opening a quotation": "[Alexandr Wang|wang] pergi. “Ya.” Pidato [Wang|wang] usai. “Langkah [Wang|wang] itu.”",
    "opening an item of a list": "[Alexandr Wang|wang]:\n- Kritik [Wang|wang] tajam\n- Pidato [Wang|wang] panjang",
    "the team of somebody": "[Alexandr Wang|wang] pergi. Tim [Wang|wang] tinggal. [Wang|wang] diam.",
    "a post before the surname": "[Mira Murati|murati] hadir. Menteri Komunikasi dan Digital [Murati|murati] bicara.",
    "a verb of a headline": "[Mira Murati|murati] hadir. Momen pagi ketika ia Bertemu [Murati|murati] itu.",
    "a verb of an English one": "[Mira Murati|murati] left. Why they all Picked [Murati|murati] to lead this year.",
    "initials": "Pria berinisial OVO dan inisial MSL dari [OVO|ovo] dan [Meta Superintelligence Labs|msl].",
    "initials in a list": "Mereka berinisial MK, OVO (35), dan AS, warga [Amerika Serikat|us].",
    "initials in quotes": "Inisialnya 'OVO'; by his initials, OVO, he is known. [OVO|ovo] is silent.",
    "initials in English": "A man with the initials OVO left. The initial [OVO|ovo] report said so.",
    "initials in capitals": "PRIA BERINISIAL OVO DITANGKAP\nIa bekerja di [OVO|ovo].",
    "initials with an age": "Polisi menahan OVO (35), AS (21 tahun), dan MSL (17) di [Amerika Serikat|us].",
    "a number in brackets that is no age": "[OVO|ovo] (2025), [OVO|ovo] (1) dan [OVO|ovo] (12 Juni) begitu.",
    "a long name with an age": "[OpenAI|openai] (10) is older. [Mira Murati|murati] (36) and [Murati|murati] (36).",
    "a title before the surname": "[Sam Altman|altman] spoke. CEO [Altman|altman] and Mr. [Altman|altman] agreed.",
    "the nearest of two": "[Daniela Amodei|daniela]. [Amodei|daniela] left. [Dario Amodei|dario]. [Amodei|dario] left.",
    "an acronym with its group around": "Unit inti [MSL|msl] di [TBD Labs|tbd] pindah.",
    "an acronym with nothing": "MSL adalah liga mini di sini.",
    "capitals in a mixed line": "Saham META naik; ia menulis META di papan.",
    "a headline of its own case": "[Scale AI|scale] Pecat 200 Orang\nIa terkejut dengan [Scale|scale] itu.",
    "a country": "Ia terbang ke [AS|us] lewat [Amerika Serikat|us]. AS Roma menang.",
    "an acronym before a name": "Presiden [AS|us] Joko Widodo dari [Amerika Serikat|us] tiba.",
    "a name with a dot inside": "Binance.OpenAI dan sudah selesai.[OpenAI|openai] begitu.",
    "two joined by a hyphen": "[Sam Altman|altman] bicara, lalu kubu Ganjar-[Altman|altman] menang.",
    "a product that stands in another": "Ollama and llama.cpp are none; [Meta Platforms|meta] has [Llama|llama].",
    "nothing inside a refused name": "[Meta|meta] AI sedang diuji oleh [Instagram|instagram].",
}  # fmt: skip


def unmarked(marked: str) -> tuple[str, list[tuple[str, str]]]:
    text, expected = "", []
    for number, part in enumerate(marked.replace("]", "[").split("[")):
        surface, _, entity_id = part.partition("|")
        if number % 2:
            expected.append((entity_id, surface))
        text += surface if number % 2 else part
    return text, expected


@pytest.mark.parametrize("marked", MARKED.values(), ids=MARKED.keys())
def test_marked_sentences(marked: str) -> None:
    text, expected = unmarked(marked)
    assert surfaces(TAGGER.tag(document(text))) == expected


OPENERS = """
    Pernyataan Kunjungan Langkah Rencana Kepergian Keputusan Disampaikan Kritik Pidato Tim Respons Kehadiran Penunjukan
    Ditambahkan Bertemu Critics Sources Insiders Departing Naming Losing Luring
"""


@pytest.mark.parametrize("opener", OPENERS.split())
def test_the_capital_of_a_sentence_makes_no_first_name(opener: str) -> None:
    found = TAGGER.tag(document(f"CEO Alexandr Wang pergi. {opener} Wang itu mengejutkan. Wang diam."))
    assert surfaces(found) == [("wang", "Alexandr Wang"), ("wang", "Wang"), ("wang", "Wang")]


@pytest.mark.parametrize("name", ["Jerry", "Vera", "Siti", "Agus", "Wei", "Mira"])
def test_a_known_first_name_is_one_wherever_it_stands(name: str) -> None:
    for text in (f"{name} Wang said so. Later Wang laughed.", f"Kata {name} Wang, itu benar. Lalu Wang tertawa."):
        assert surfaces(TAGGER.tag(document(f"Alexandr Wang left. {text}"))) == [("wang", "Alexandr Wang")]


def test_two_persons_side_by_side_are_both_meant() -> None:
    tagger = of(entity("erick", "Erick Thohir", "Erick", kind="PERSON"))
    text = "Ganjar Pranowo dan Erick Thohir hadir. Duet Ganjar Erick menang. Erick senang."
    assert surfaces(tagger.tag(document(text)))[1:] == [("erick", "Erick")] * 2
    assert len(tagger.tag(document("Erick Thohir hadir. Ia bertemu Ganjar Erick. Erick senang."))) == 1


def test_tim_is_a_name_in_english() -> None:
    text = "Alexandr Wang left. Tim Wang came."
    tagger = of(*ENTITIES, entity("cook", "Tim Cook", kind="PERSON"))
    assert len(tagger.tag(document(text, lang="en"))) == 1
    assert len(tagger.tag(document(text, lang="id"))) == 2


TITLES = {
    "a verb before a surname": ("Bertemu Altman", "Kata Sam Altman, ia senang.", ["Altman|altman"]),
    "all in capitals": ("META INVESTASI DI SCALE AI", "Kata Mark Zuckerberg.", ["META|meta", "SCALE AI|scale"]),
    "capitals alone say nothing": ("META DAN DANA DIBAHAS", "Sebuah kabar.", []),
    "capitals of an ordinary word": ("ANDROID ITU ROBOT", "Sebuah kabar.", []),
    "capitals with a text that tells": ("META RAJAI PASAR", "Saham [Meta] dimiliki Meta Platforms.", ["META|meta"]),
    "a headline with a verb": ("Meta Umumkan PHK Besar", "Sebuah kabar.", ["Meta|meta"]),
    "a headline whose text tells": ("Nasib Meta di Ujung Tanduk", "Meta Platforms rugi.", ["Meta|meta"]),
    "a headline without anything": ("Serba Serbi Meta dan Surge Hari Ini", "Sebuah kabar.", []),
    "a vetoed headline in capitals": ("SCALE MICROGRID BUKA KANTOR", "Scale AI diam.", []),
}


@pytest.mark.parametrize(("title", "text", "expected"), TITLES.values(), ids=TITLES.keys())
def test_titles(title: str, text: str, expected: list[str]) -> None:
    found = [mention for mention in TAGGER.tag(document(text, title=title)) if mention.zone == "title"]
    assert [f"{mention.surface}|{mention.entity_id}" for mention in found] == expected


def test_the_full_name_in_the_address_is_evidence() -> None:
    text = "Chintala membuka sesi."
    assert TAGGER.tag(document(text, url="https://contoh.test/a/1")) == ()
    found = TAGGER.tag(document(text, url="https://contoh.test/2025/soumith-chintala-pindah-1"))
    assert [(mention.entity_id, mention.rule) for mention in found] == [("chintala", "surname")]


def test_the_full_name_in_a_hashtag_or_a_source_is_evidence() -> None:
    for source in ("#SoumithChintala", "Sumber: https://contoh.test/meta-soumith-chintala-2025"):
        found = TAGGER.tag(document(f"Chintala membuka sesi.\n{source}"))
        assert ("chintala", "Chintala") in surfaces(found)


def test_what_is_about_other_things_is_no_evidence_elsewhere_but_is_tagged() -> None:
    text = document(zones=(("body", "Ia menyebut Meta sekali."), ("related", "Instagram dan Meta turun")))
    assert [(mention.entity_id, mention.zone) for mention in TAGGER.tag(text)] == [
        ("instagram", "related"),
        ("meta", "related"),
    ]


def test_each_mention_has_its_zone() -> None:
    zones: tuple[tuple[ZoneName, str], ...] = (
        ("summary", "OpenAI di sini."),
        ("body", "Google di sana."),
        ("related", "Mercor"),
    )
    found = TAGGER.tag(document(title="Soal OpenAI", zones=zones))
    assert [(mention.surface, mention.zone) for mention in found] == [
        ("OpenAI", "title"), ("OpenAI", "summary"), ("Google", "body"), ("Mercor", "related"),
    ]  # fmt: skip


RULES = {
    "strong": "Kantor OpenAI", "short": "Meta Platforms: Meta", "surname": "Sam Altman: Altman",
    "company": "Instagram: Meta", "role": "peneliti di Meta", "verb": "Kini Meta mengumumkan",
    "possessive": "He liked Meta's phone", "list": "antara Google dan Meta", "again": "CEO Meta pergi dan Meta diam",
    "move": "Rani pindah ke Meta", "field": "Google dulu, lalu OpenAI, kini giliran Meta pindah.",
    "hashtag": "#OpenAI", "capitals": "SAHAM OPENAI NAIK",
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), RULES.items(), ids=RULES.keys())
def test_the_rule_is_named_and_is_sure_enough(rule: str, text: str) -> None:
    found = TAGGER.tag(document(text))
    assert found[-1].rule == rule
    assert all(0.7 <= mention.score <= 1 for mention in found)


def test_the_section_is_evidence_inside_a_sentence() -> None:
    text = "Banyak orang melihat Meta di sana."
    assert TAGGER.tag(document(text, section="Otomotif")) == ()
    assert [mention.rule for mention in TAGGER.tag(document(text, section="Tekno"))] == ["section"]
    assert TAGGER.tag(document("Banyak orang melihat Surge di sana, sebuah surge.", section="Tekno")) == ()


MOVED = {
    "joined": "He joined [Meta|meta].", "a headline": "Eks Wali Kota Pindah ke [Meta|meta]",
    "left": "She left [Meta|meta] in May.", "left for": "She left for [Meta|meta].",
    "away from": "Two were lured away from [Meta|meta] again.",
    "the first word": "Tinggalkan [Meta|meta] kini juga", "a side": "On the far left Meta is drawn.",
    "a word in a headline": "Why Farmers Left Scale Behind", "a longer name": "He joined Apple Growers of Kent.",
    "small letters": "He joined apple growers.", "a product": "Bulan pindah ke Llama pada Selasa.",
    "another sentence": "He joined. Meta is a prefix.",
}  # fmt: skip


@pytest.mark.parametrize("marked", MOVED.values(), ids=MOVED.keys())
def test_who_comes_to_a_firm_or_goes_from_it(marked: str) -> None:
    text, expected = unmarked(marked)
    assert surfaces(TAGGER.tag(document(text))) == expected


FIELDS = {
    "two": "[OpenAI|openai] met [Google|google] there. In his view [Meta|meta] was right.",
    "one": "[OpenAI|openai] was there. In his view Meta was right.",
    "one of another": "[OpenAI|openai] met [Mercor|mercor] there. In his view Meta was right.",
    "an article": "[OpenAI|openai] met [Google|google] there. They talked about the Meta all night.",
    "where a sentence begins": "[OpenAI|openai] met [Google|google] there. Apple prices rose.",
    "an ordinary word": "[OpenAI|openai] met [Google|google] there. It is too meta, and his Meta is no better.",
    "one without a field": "[OpenAI|openai] met [Google|google] there. In his view Surge was right.",
}


@pytest.mark.parametrize("marked", FIELDS.values(), ids=FIELDS.keys())
def test_two_firms_of_a_field_speak_for_a_third(marked: str) -> None:
    text, expected = unmarked(marked)
    assert surfaces(TAGGER.tag(document(text))) == expected


REFUSED = {
    "no_evidence": ("Ia menyebut Meta sekali.", "meta"),
    "case": ("Meta itu awalan.", "meta"),
    "veto": ("Mark Zuckerberg read a Meta analysis.", "meta"),
    "requires": ("Kartu DANA hilang.", "dana"),
    "full_name": ("Kata Wang, itu benar.", "wang"),
    "other_person": ("Alexandr Wang met Vera Wang.", "wang"),
    "other_name": ("The researchers at Meta Mono left.", "meta"),
    "period": ("Kabar Danantara.", "danantara"),
    "initials": ("Seorang pria, OVO (35), ditahan.", "ovo"),
}


@pytest.mark.parametrize(("rule", "case"), REFUSED.items(), ids=REFUSED.keys())
def test_what_is_refused_says_why(rule: str, case: tuple[str, str]) -> None:
    text, entity_id = case
    refused = TAGGER.refused(document(text, on=date(2024, 1, 1)))
    assert [(r.entity_id, r.rule) for r in refused] == [(entity_id, rule)]
    assert all(text[r.char_start : r.char_end] == r.surface and r.score < 0.7 for r in refused)


def test_the_first_of_the_phrases_holds_its_names_in_capitals_too() -> None:
    tagger = of(entity("scale", "Scale AI", "Scale", vetoes=("A Scale Model", "B Scale Model", "C Scale Model")))
    for letter in "ABC":
        title = f"{letter} SCALE MODEL TERJUAL"
        refused = tagger.refused(document("Scale AI diam.", title=title))
        assert [(r.surface, r.rule, r.zone) for r in refused] == [("SCALE", "veto", "title")], title


def test_names_have_their_time_and_language() -> None:
    aliases = (
        Alias(text="Facebook", until=date(2021, 10, 28)),
        Alias(text="Meta Corp", since=date(2021, 10, 28)),
        Alias(text="induk Facebook", language="id"),
    )
    tagger = of(Entity(entity_id="meta", name="Meta", type="ORG", aliases=aliases))
    text = "Facebook, Meta Corp"
    assert surfaces(tagger.tag(document(text, on=date(2021, 10, 27)))) == [("meta", "Facebook")]
    assert surfaces(tagger.tag(document(text, on=date(2021, 10, 28)))) == [("meta", "Meta Corp")]
    assert len(tagger.tag(document(text))) == 2
    assert surfaces(tagger.tag(document("induk Facebook", lang="id"))) == [("meta", "induk Facebook")]
    assert surfaces(tagger.tag(document("induk Facebook", lang="en"))) == [("meta", "Facebook")]


def test_of_two_with_one_name_the_better_supported_is_meant() -> None:
    tagger = of(
        entity("bank", "Bank Indonesia", "BI", requires=("rupiah",)),
        entity("insider", "Business Insider", "BI", requires=("majalah",)),
    )
    assert surfaces(tagger.tag(document("Kata BI, rupiah menguat."))) == [("bank", "BI")]
    assert surfaces(tagger.tag(document("Kata BI, majalah itu laku."))) == [("insider", "BI")]
    assert surfaces(tagger.tag(document("Kata BI."))) == []
    both = tagger.tag(document("Business Insider menulis soal rupiah. Kata BI begitu."))
    assert surfaces(both)[-1] == ("insider", "BI")


def of(*entities: Entity) -> Tagger:
    return Tagger(Gazetteer(entities=entities, digest="some"))


def test_the_version_is_of_the_gazetteer() -> None:
    assert Tagger(GAZETTEER).version == TAGGER.version
    assert Tagger(Gazetteer(entities=ENTITIES, digest="another")).version != TAGGER.version


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert of().tag(document("OpenAI dan Meta", title="META")) == ()


# ------------------------------------------------------------------ what holds for every text

WORDS = "META|SCALE AI|#ScaleAI|#openai|CEO|Vera|said|mengumumkan|-nya|nya|’s|'s|https://a.test/|www.a.test/|1|A|a"
SIGNS = [*" .,-@#([“”…\n\t\u00a0\u200b\u00ad\u0301\x00\x01\ud800", "  ", "\n\n", "\r\n", "e\u0301"]
LETTERS = ["\ufb01", "Ｍｅｔａ", "𝐌𝐞𝐭𝐚", "İ", "ß", "日本", "é"]
ALIASES = [alias.text for entity in ENTITIES for alias in entity.aliases]
PIECES = st.sampled_from([*ALIASES, *WORDS.split("|"), *SIGNS, *LETTERS])
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)
DOCUMENTS = st.builds(lambda title, text: document(text, title=title), TEXTS, TEXTS)


def standing(doc: Document, mention: Mention) -> str:
    return (doc.title if mention.zone == "title" else doc.text)[mention.char_start : mention.char_end]


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
def test_offsets_are_those_of_the_stored_text(doc: Document) -> None:
    mentions = TAGGER.tag(doc)
    assert [standing(doc, mention) for mention in mentions] == [mention.surface for mention in mentions]
    assert all(mention.surface for mention in mentions)
    for refused in TAGGER.refused(doc):
        assert standing(doc, Mention(*refused)) == refused.surface


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
def test_mentions_are_in_order_and_apart(doc: Document) -> None:
    mentions = TAGGER.tag(doc)
    titles = [mention for mention in mentions if mention.zone == "title"]
    assert list(mentions[: len(titles)]) == titles
    for part in (titles, mentions[len(titles) :]):
        assert all(before.char_end <= after.char_start for before, after in pairwise(part))
    assert TAGGER.tag(doc) == mentions


REVERSED = Tagger(Gazetteer(entities=ENTITIES[::-1], digest="of these tests"))


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
def test_the_order_of_entities_does_not_matter(doc: Document) -> None:
    assert REVERSED.tag(doc) == TAGGER.tag(doc)
    assert REVERSED.refused(doc) == TAGGER.refused(doc)
