"""Which currency a sign, a code or a word names, and about how much of it a dollar buys.

A dollar sign or word alone is the US dollar; "pound", "peso", "krona" and others that several countries or other
things have count only with what tells them apart (`needs`). "¥" is the yuan where the document names yuan or renminbi
and no yen. Not here: numbers.
"""

from decimal import Decimal
from typing import NamedTuple

SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₱": "PHP",
    "฿": "THB", "₫": "VND", "₪": "ILS", "₦": "NGN", "₴": "UAH",
}  # fmt: skip
# What stands before a "$" (US$) or behind it ($US).
DOLLARS = {
    "US": "USD", "USD": "USD", "AS": "USD", "S": "SGD", "SG": "SGD", "SGD": "SGD", "HK": "HKD", "HKD": "HKD",
    "A": "AUD", "AU": "AUD", "AUD": "AUD", "NZ": "NZD", "NZD": "NZD", "C": "CAD", "CA": "CAD", "CAD": "CAD",
    "CDN": "CAD", "NT": "TWD", "TWD": "TWD", "R": "BRL", "MX": "MXN", "B": "BND",
}  # fmt: skip
_FIRM = "USD IDR EUR GBP JPY CNY RMB SGD MYR KRW INR AUD HKD TWD THB VND CHF NZD BRL NOK DKK MXN"
_WARY = (
    "CAD PHP SEK SAR AED QAR KWD RUB ZAR NGN ILS PKR BDT LKR BND"  # also other things: a number must look like money
)
CODES = {
    **{code: code for code in (*_FIRM.split(), *_WARY.split())},
    "RMB": "CNY", "Rp": "IDR", "RP": "IDR", "rp": "IDR", "rP": "IDR", "RM": "MYR", "Rs": "INR", "Dh": "AED",
}  # fmt: skip
WARY = frozenset(_WARY.split())
DOTTED = frozenset({"Rp", "RP", "rp", "Rs"})  # "Rp. 5.000"
WHOLE = frozenset({"IDR", "VND", "KRW", "JPY"})  # no small change in use
CENTS = frozenset({"USD", "GBP", "AUD", "CAD", "SGD", "NZD", "HKD"})
INDIAN = frozenset({"INR", "PKR", "BDT", "LKR"})

# About how many a dollar bought in the 2020s: enough to tell a conversion from two amounts. Not for currencies that
# lost most of their worth within the years that are read (lira, naira).
PER_DOLLAR = {
    "USD": 1, "IDR": 15500, "EUR": 0.9, "GBP": 0.78, "JPY": 135, "CNY": 7, "SGD": 1.33, "MYR": 4.4, "KRW": 1300,
    "INR": 83, "AUD": 1.5, "HKD": 7.8, "TWD": 31, "THB": 34, "VND": 24500, "CHF": 0.9, "NZD": 1.65, "BRL": 5.2,
    "CAD": 1.35, "PHP": 56, "SEK": 10.3, "NOK": 10.4, "DKK": 6.8, "SAR": 3.75, "AED": 3.67, "QAR": 3.64, "RUB": 85,
}  # fmt: skip

_PLACES = {
    "US": "us|u.s.|american|as|amerika|amerika serikat", "SG": "singapore|singaporean|singapura",
    "AU": "australian|australia", "HK": "hong kong|hongkong", "CA": "canadian|kanada",
    "NZ": "new zealand|selandia baru", "TW": "new taiwan|taiwan|taiwanese", "BN": "brunei",
    "ZW": "zimbabwean|zimbabwe", "NA": "namibian|namibia", "JM": "jamaican|jamaika", "FJ": "fijian|fiji",
    "GB": "british|inggris|sterling", "EG": "egyptian|mesir", "LB": "lebanese|lebanon", "SY": "syrian|suriah",
    "CN": "chinese|china|tiongkok|cina", "JP": "japanese|jepang",
    "KR": "south korean|korean|korea selatan|korea|korsel",
    "KP": "north korean|korea utara", "MY": "malaysian|malaysia", "IN": "indian|india", "PK": "pakistani|pakistan",
    "LK": "sri lankan|sri lanka", "NP": "nepali|nepalese|nepal", "ID": "indonesian|indonesia", "TH": "thai|thailand",
    "PH": "philippine|filipino|filipina", "MX": "mexican|meksiko", "AR": "argentine|argentina", "CL": "chilean|chile",
    "CO": "colombian|kolombia", "CU": "cuban|kuba", "VN": "vietnamese|vietnam", "SA": "saudi|arab saudi|saudi arabian",
    "QA": "qatari|qatar", "OM": "omani|oman", "IR": "iranian|iran", "YE": "yemeni|yaman", "AE": "emirati|uea",
    "MA": "moroccan|maroko", "CH": "swiss", "SE": "swedish|swedia", "NO": "norwegian|norwegia", "DK": "danish|denmark",
    "BR": "brazilian|brasil", "RU": "russian|rusia", "BY": "belarusian|belarusia", "TR": "turkish|turki",
    "IL": "israeli|israel", "NG": "nigerian|nigeria", "ZA": "south african|afrika selatan", "KW": "kuwaiti|kuwait",
    "IQ": "iraqi|irak", "JO": "jordanian|yordania",
}  # fmt: skip
PLACES = {name: code for code, names in _PLACES.items() for name in names.split("|")}


class Word(NamedTuple):
    """A currency's word: the code by place, and `alone` what it is without one (empty: it needs a place)."""

    alone: str
    places: dict[str, str]


_WORDS = {
    "dollar dollars dolar": (
        "USD", "US:USD SG:SGD AU:AUD HK:HKD CA:CAD NZ:NZD TW:TWD BN:BND ZW:ZWL NA:NAD JM:JMD FJ:FJD",
    ),
    "rupiah rupiahs": ("IDR", "ID:IDR"), "euro euros": ("EUR", ""), "yen": ("JPY", "JP:JPY"),
    "yuan renminbi": ("CNY", "CN:CNY"), "poundsterling": ("GBP", "GB:GBP"), "ringgit ringgits": ("MYR", "MY:MYR"),
    "pound pounds": ("", "GB:GBP EG:EGP LB:LBP SY:SYP"), "won": ("", "KR:KRW KP:KPW"), "baht": ("THB", "TH:THB"),
    "rupee rupees rupe": ("INR", "IN:INR PK:PKR LK:LKR NP:NPR"), "riyal riyals": ("SAR", "SA:SAR QA:QAR OM:OMR YE:YER"),
    "peso pesos": ("", "PH:PHP MX:MXN AR:ARS CL:CLP CO:COP CU:CUP"), "dong": ("", "VN:VND"),
    "dirham dirhams": ("AED", "AE:AED MA:MAD"), "franc francs frank": ("", "CH:CHF"),
    "dinar dinars": ("", "KW:KWD IQ:IQD JO:JOD"), "krona kronor krone kroner": ("", "SE:SEK NO:NOK DK:DKK"),
    "real": ("", "BR:BRL"), "reais": ("BRL", ""), "rial": ("", "IR:IRR OM:OMR YE:YER"), "naira": ("NGN", "NG:NGN"),
    "ruble rubles rouble roubles rubel": ("RUB", "RU:RUB BY:BYN"), "lira liras": ("TRY", "TR:TRY LB:LBP SY:SYP"),
    "rand": ("", "ZA:ZAR"), "shekel shekels": ("ILS", "IL:ILS"),
}  # fmt: skip
WORDS = {
    word: Word(alone, dict(place.split(":") for place in places.split()))
    for words, (alone, places) in _WORDS.items()
    for word in words.split()
}


def currency_of(word: str, place: str) -> str:
    """The code of a currency's word (lower case) with the place beside it; empty where they do not tell."""
    found = WORDS[word]
    return found.places.get(PLACES.get(place, "?"), "") if place else found.alone


def apart(value: Decimal, currency: str, other: Decimal, into: str) -> float | None:
    """How many times two amounts are apart at the rates above, from 1; None where a rate is not known."""
    if currency not in PER_DOLLAR or into not in PER_DOLLAR or not value or not other:
        return None
    ratio = float(other) / PER_DOLLAR[into] / (float(value) / PER_DOLLAR[currency])
    return max(ratio, 1 / ratio)
