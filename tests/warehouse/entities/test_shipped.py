"""The shipped gazetteer is sound: its files load without a fault, the promised ids are there, and words are weak."""

import re
from collections import Counter

import pytest

from warehouse.entities.gazetteer import Loaded, load
from warehouse.entities.model import Alias, Entity

# The ids that queries are written with: each stays, whatever becomes of its aliases.
PROMISED = """
    meta-platforms meta-superintelligence-labs tbd-lab meta-fair meta-genai reality-labs scale-ai surge-ai mercor
    thinking-machines-lab tinker openai anthropic google alphabet google-deepmind techcrunch business-insider
    axel-springer yahoo-finance yahoo the-verge vox-media princeton-university stanford-university soumith-chintala
    mira-murati alexandr-wang ruben-mayer mark-zuckerberg yann-lecun fei-fei-li jason-droege rishabh-agarwal
    chaya-nayak rohan-varma pytorch pytorch-foundation linux-foundation llama llama-4 x-twitter x-corp louisiana
    hyperion-data-center prometheus-data-center united-states microsoft microsoft-ai apple amazon aws nvidia amd
    intel qualcomm broadcom tsmc samsung-electronics sk-hynix micron asml arm-holdings ibm oracle cisco salesforce
    adobe sap databricks snowflake palantir cloudflare coreweave nebius lambda-labs crusoe dell supermicro
    softbank-group stargate-project mgx xai spacex tesla neuralink safe-superintelligence mistral-ai cohere
    hugging-face perplexity-ai deepseek moonshot-ai zhipu-ai minimax baidu alibaba-group tencent bytedance huawei
    xiaomi byd stability-ai midjourney runway-ml character-ai inflection-ai ai21-labs eleutherai allen-institute-ai
    together-ai groq cerebras sambanova graphcore world-labs periodic-labs reflection-ai physical-intelligence
    skild-ai figure-ai boston-dynamics waymo wayve anduril elevenlabs suno synthesia harvey-ai glean sierra-ai
    anysphere cognition-ai windsurf replit lovable turing-com labelbox appen invisible-technologies handshake-ai
    y-combinator a16z sequoia-capital thrive-capital founders-fund khosla-ventures accel general-catalyst lightspeed
    linkedin github stripe uber sam-altman greg-brockman ilya-sutskever john-schulman barret-zoph lilian-weng
    andrew-tulloch mark-chen jakub-pachocki fidji-simo sarah-friar dario-amodei daniela-amodei jared-kaplan
    jack-clark mike-krieger jan-leike demis-hassabis shane-legg koray-kavukcuoglu jeff-dean sundar-pichai
    sergey-brin larry-page noam-shazeer satya-nadella mustafa-suleyman brad-smith-microsoft kevin-scott-microsoft
    bill-gates jensen-huang lisa-su lip-bu-tan pat-gelsinger tim-cook craig-federighi john-giannandrea elon-musk
    jeff-bezos andy-jassy matt-garman larry-ellison andrew-bosworth chris-cox-meta shengjia-zhao nat-friedman
    daniel-gross ruoming-pang joelle-pineau trapit-bansal jiahui-yu hongyu-ren shuchao-bi ahmad-al-dahle
    arthur-mensch aidan-gomez clement-delangue aravind-srinivas liang-wenfeng robin-li jack-ma zhang-yiming
    masayoshi-son marc-andreessen peter-thiel alex-karp andrew-ng andrej-karpathy geoffrey-hinton yoshua-bengio
    stuart-russell brendan-foody edwin-chen lucy-guo michael-truell amjad-masad varun-mohan bret-taylor evan-spiegel
    shou-zi-chew donald-trump david-sacks chatgpt gpt-4 gpt-4o gpt-5 gpt-oss openai-o1 openai-o3 sora dall-e codex
    whisper claude claude-code model-context-protocol gemini bard gemma notebooklm veo nano-banana alphafold tpu
    copilot github-copilot bing azure google-cloud meta-ai-assistant ray-ban-meta facebook-app instagram whatsapp
    threads tiktok grok colossus le-chat deepseek-r1 deepseek-v3 qwen ernie kimi doubao apple-intelligence siri
    alexa amazon-bedrock trainium cuda nvidia-h100 nvidia-h20 nvidia-blackwell stable-diffusion cursor devin
    comet-browser tensorflow iphone android ftc us-sec us-doj us-commerce nist european-commission european-union
    eu-ai-act gdpr uk-aisi komdigi kominfo ojk bank-indonesia kppu bssn brin bei-idx dpr-ri kpk uu-pdp danantara
    goto-group gojek gopay tokopedia grab shopee sea-group lazada bukalapak blibli tiket-com traveloka ovo dana
    linkaja xendit kredivo akulaku efishery ruangguru halodoc alodokter kopi-kenangan bank-jago bca bank-mandiri bri
    telkom-indonesia telkomsel indihome indosat xlsmart xl-axiata smartfren lintasarta dci-indonesia sahabat-ai
    kata-ai prosa-ai nodeflux ct-corp emtek mnc-group kompas-gramedia east-ventures ac-ventures alpha-jwc
    dailysocial detikcom kompas-com cnbc-indonesia cnn-indonesia antara-news tempo-media prabowo-subianto
    gibran-rakabuming joko-widodo meutya-hafid nezar-patria nadiem-makarim airlangga-hartarto purbaya-sadewa
    sri-mulyani rosan-roeslani luhut-pandjaitan andre-soelistyo patrick-walujo william-tanuwijaya kevin-aluwi
    anthony-tan forrest-li ferry-unardi achmad-zaky vikram-sinha gibran-huzaifah chairul-tanjung mit carnegie-mellon
    uc-berkeley new-york-university mila itb universitas-indonesia ugm binus indonesia jakarta silicon-valley
    san-francisco menlo-park ohio batam ikn-nusantara taiwan china singapore techcrunch-disrupt ces google-io
    nvidia-gtc wwdc meta-connect neurips ai-action-summit mwc
"""

# Names that are ordinary words, or several things: never without evidence.
AMBIGUOUS = (
    "Meta", "Scale", "Surge", "Apple", "Tinker", "Gemini", "Claude", "Alphabet", "BI", "Antara", "ANTARA", "Tempo",
    "Kompas", "Detik", "DANA", "X", "AS", "US", "MIT", "SEC", "Intel", "Nova", "Together", "Figure", "Sierra", "Harvey",
    "Glean",
    "Lovable", "Cursor", "Windsurf", "Runway", "Comet", "Mila", "Grab", "Sea", "Mandiri", "Nusantara", "Gibran", "Wang",
    "Li", "Mayer", "Varma", "Agarwal", "Rohan Varma", "Rishabh Agarwal", "Brad Smith", "Edwin Chen", "Vikram Sinha",
)  # fmt: skip

# Words for which the general evidence (a verb, a role, the section) would be far too little.
NEED_MORE = (
    "Together", "Figure", "Sierra", "Harvey", "Glean", "Lovable", "Cursor", "Tinker", "Windsurf", "Runway", "Comet",
    "Mila", "MIT", "SEC", "DANA", "Antara", "Tempo", "Kompas", "Detik", "BI", "X", "AS", "US", "Surge", "Rohan Varma",
)  # fmt: skip

# These go by role, verb and section too, as names of firms in every second headline.
GENERAL = ("Meta", "Scale", "Apple", "Amazon", "Gemini", "Claude", "Alphabet", "Llama")


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    return load()


@pytest.fixture(scope="module")
def entities(shipped: Loaded) -> dict[str, Entity]:
    return {entity.entity_id: entity for entity in shipped.gazetteer.entities}


def forms(entities: dict[str, Entity], text: str) -> list[tuple[Entity, Alias]]:
    return [(entity, alias) for entity in entities.values() for alias in entity.aliases if alias.text == text]


def test_no_shipped_file_has_a_fault(shipped: Loaded) -> None:
    assert shipped.faults == ()


def test_every_promised_id_is_there(entities: dict[str, Entity]) -> None:
    promised = PROMISED.split()
    assert len(set(promised)) == 422
    assert [entity_id for entity_id in promised if entity_id not in entities] == []


def test_every_kind_of_entity_is_there(entities: dict[str, Entity]) -> None:
    kinds = Counter(entity.type for entity in entities.values())
    assert {kind: kinds[kind] > 2 for kind in ("ORG", "PERSON", "PRODUCT", "PLACE", "EVENT", "LAW")} == dict.fromkeys(
        ("ORG", "PERSON", "PRODUCT", "PLACE", "EVENT", "LAW"), True
    )


def test_every_required_id_is_an_entitys(entities: dict[str, Entity]) -> None:
    """What is written as an id is one, but for the few words that have a hyphen themselves."""
    hyphenated = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
    words = {"e-wallet", "e-money", "ride-hailing", "vibe-coding", "video-generating", "text-to-video", "data-labeling"}
    wanted = {
        each
        for entity in entities.values()
        for each in (*entity.requires, *(each for alias in entity.aliases for each in alias.requires))
    }
    assert {each for each in wanted if hyphenated.fullmatch(each)} - set(entities) - words == set()


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_an_ambiguous_word_is_weak(entities: dict[str, Entity], text: str) -> None:
    found = forms(entities, text)
    assert found, "no alias at all"
    assert [entity.entity_id for entity, alias in found if not alias.weak] == []


@pytest.mark.parametrize("text", NEED_MORE)
def test_an_ordinary_word_requires_what_makes_it_a_name(entities: dict[str, Entity], text: str) -> None:
    assert all(alias.requires or entity.requires for entity, alias in forms(entities, text))


@pytest.mark.parametrize("text", GENERAL)
def test_a_firms_name_goes_by_general_evidence(entities: dict[str, Entity], text: str) -> None:
    assert not any(alias.requires or entity.requires for entity, alias in forms(entities, text))


def test_no_strong_alias_is_an_ordinary_word_in_small_letters(entities: dict[str, Entity]) -> None:
    small = {a.text for e in entities.values() for a in e.aliases if not a.weak and a.text.islower()}
    assert {text for text in small if not re.search(r"[.\d]", text)} == {"detikcom", "gpt-oss"}


def test_a_veto_holds_a_name_that_it_takes_away(entities: dict[str, Entity]) -> None:
    """Any other would never be asked."""
    idle = [
        (entity.entity_id, veto)
        for entity in entities.values()
        for veto in entity.vetoes
        if not any(alias.text in veto for alias in entity.aliases)
    ]
    assert idle == []


def test_no_veto_begins_with_a_preposition(entities: dict[str, Entity]) -> None:
    """ "to Scale" would take away the beginning of "to Scale AI", for what begins first goes before what is longer."""
    leading = {"to", "at", "in", "on", "for", "from", "by", "and", "di", "ke", "dari", "untuk", "oleh", "dan"}
    assert [v for e in entities.values() for v in e.vetoes if v.split()[0] in leading] == []


def test_the_name_facebook_passes_from_the_company_to_the_app_on_the_day_of_renaming(
    entities: dict[str, Entity],
) -> None:
    company = next(a for a in entities["meta-platforms"].aliases if a.text == "Facebook")
    app = next(a for a in entities["facebook-app"].aliases if a.text == "Facebook")
    meta = next(a for a in entities["meta-platforms"].aliases if a.text == "Meta")
    assert company.until == app.since == meta.since
    assert company.since is app.until is None


def test_scale_ai_belongs_to_nobody(entities: dict[str, Entity]) -> None:
    assert entities["scale-ai"].parent_id == ""


def test_no_description_stands_for_a_name(entities: dict[str, Entity]) -> None:
    """ "The parent of Facebook" names Facebook; "chatbot Grok" holds a word that is no part of the name."""
    describing = re.compile(r"^(?:induk|bos|aplikasi|chatbot|asisten|peramban|pusat data|klaster|proyek|tim|lab) ")
    assert [a.text for e in entities.values() for a in e.aliases if describing.match(a.text)] == []
