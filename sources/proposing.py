"""The outlet file that is proposed for a site: id, name, country, language, zone and feeds, guessed, and as TOML.

Pure. What is guessed says so in a comment in the file: whoever adds an outlet is to look at it. That the text is an
outlet file is the catalogue's to say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sources.outlet_file import registered_domain
from sources.types import FeedKind
from sources.urls import host_of

LONGEST_ID = 64
LONGEST_SECTION = 40

# Country and zone by the last label of a host: countries with one zone, or with one in which most newsrooms sit (those
# are marked). Of the rest, and of .com, the language has to tell.
_COUNTRIES = {
    "id": ("ID", "Asia/Jakarta"), "my": ("MY", "Asia/Kuala_Lumpur"), "sg": ("SG", "Asia/Singapore"),
    "ph": ("PH", "Asia/Manila"), "th": ("TH", "Asia/Bangkok"), "vn": ("VN", "Asia/Ho_Chi_Minh"),
    "bn": ("BN", "Asia/Brunei"), "tl": ("TL", "Asia/Dili"), "jp": ("JP", "Asia/Tokyo"), "kr": ("KR", "Asia/Seoul"),
    "in": ("IN", "Asia/Kolkata"), "hk": ("HK", "Asia/Hong_Kong"), "tw": ("TW", "Asia/Taipei"),
    "cn": ("CN", "Asia/Shanghai"), "uk": ("GB", "Europe/London"), "ie": ("IE", "Europe/Dublin"),
    "de": ("DE", "Europe/Berlin"), "fr": ("FR", "Europe/Paris"), "nl": ("NL", "Europe/Amsterdam"),
    "it": ("IT", "Europe/Rome"), "es": ("ES", "Europe/Madrid"), "ch": ("CH", "Europe/Zurich"),
    "us": ("US", "America/New_York"), "ca": ("CA", "America/Toronto"), "au": ("AU", "Australia/Sydney"),
    "nz": ("NZ", "Pacific/Auckland"), "br": ("BR", "America/Sao_Paulo"),
}  # fmt: skip
_SEVERAL_ZONES = frozenset({"ID", "US", "CA", "AU", "BR"})
_BY_LANGUAGE = {"id": "id", "ms": "my", "en": "us", "ja": "jp", "ko": "kr", "th": "th", "vi": "vn", "de": "de",
                "fr": "fr", "it": "it", "nl": "nl"}  # fmt: skip
_BY_CODE = {code: place for place, (code, _) in _COUNTRIES.items()}
_LANGUAGES = {"ID": "id", "MY": "ms"}  # of country domains that name one language surely enough
_EMPTY_WORDS = frozenset({"rss", "feed", "feeds", "atom", "xml", "index", "sitemap", "news", "json", "rdf", "category",
                          "kanal", "www", "com", "all", "default", "home", "latest", "main"})  # fmt: skip
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A value, and on what it rests; `doubt` says what is to be looked at, empty where it is as good as known."""

    value: str
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedFeed:
    """A feed as the file is to declare it; `note` is a comment beside it."""

    url: str
    kind: FeedKind = "feed"
    section: str = "all"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """All that the file is to say."""

    outlet_id: str
    name: Guess
    homepage: str
    country: Guess
    language: Guess
    time_zone: Guess
    feeds: tuple[ProposedFeed, ...]
    domains: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # lines at the end, as comments


def outlet_id_of(url: str, taken: Iterable[str] = ()) -> str:
    """An id made of the host's registered name (`contoh` of `www.contoh.co.id`), with its ending where that is taken.

    Empty where nothing can be made of it.
    """
    own = registered_domain(host_of(url))
    plain, whole = (re.sub(r"[^a-z0-9]+", "-", text)[:LONGEST_ID].strip("-") for text in (own.partition(".")[0], own))
    known = set(taken)
    return next((one for one in (plain, whole) if one and one not in known), whole)


def language_of(said: Sequence[str], read: Sequence[str], url: str) -> Guess:
    """The outlet's language: what its articles were `read` as, else what page and feed `said`, else the host's country.

    A feed's `en-US` is what its software was shipped with: articles know better.
    """
    claimed = [tag.strip().lower()[:2] for tag in said if re.match(r"[a-zA-Z]{2}(?:[-_]|$)", tag.strip())]
    if read:
        found = max(set(read), key=lambda one: (read.count(one), one))
        if len(found) == 2:
            odd = f"; the site itself says {claimed[0]}" if claimed and claimed[0] != found else ""
            return Guess(value=found, doubt=f"as its articles read{odd}" if odd else "")
    if claimed:
        return Guess(value=claimed[0], doubt="as the site says; no article was long enough to tell")
    code = _COUNTRIES.get(_ending(url), ("", ""))[0]
    if code in _LANGUAGES:
        return Guess(value=_LANGUAGES[code], doubt="guessed from the address")
    return Guess(value="en", doubt="guessed: nothing says it")


def country_of(url: str, said: Sequence[str], language: str) -> Guess:
    """The country by the host's ending, else by a region that page or feed name (`en-GB`), else by the language."""
    if _ending(url) in _COUNTRIES:
        return Guess(value=_COUNTRIES[_ending(url)][0])
    regions = [tag.strip()[3:5].upper() for tag in said if re.fullmatch(r"[a-zA-Z]{2}[-_][a-zA-Z]{2}", tag.strip())]
    if regions and regions[0] != "US":  # which is what software says that was never told
        return Guess(value=regions[0], doubt="guessed from the language tag")
    place = _BY_LANGUAGE.get(language, "us")
    return Guess(value=_COUNTRIES[place][0], doubt="guessed from the language")


def time_zone_of(country: str, dates: Sequence[str]) -> Guess:
    """The zone of most of the country's newsrooms; `dates` are feed dates as printed: their offset may contradict."""
    place = _BY_CODE.get(country)
    if place is None:
        return Guess(value="UTC", doubt="guessed: set the zone in which it prints its dates")
    zone = _COUNTRIES[place][1]
    printed = {_minutes(found) for raw in dates if (found := _OFFSET.search(raw))} - {0}  # GMT is nobody's own
    if printed and printed & _offsets(zone):
        return Guess(value=zone)
    if printed:
        return Guess(value=zone, doubt="guessed from the country, but its feeds' dates have another offset")
    several = "; the country has others" if country in _SEVERAL_ZONES else ""
    return Guess(value=zone, doubt=f"guessed from the country{several}")


def zone_by_host(url: str) -> str:
    """The zone in which to read dates without one, by the host's ending alone; UTC where that says nothing."""
    return _COUNTRIES.get(_ending(url), ("", "UTC"))[1]


def section_of(url: str, site: str) -> str:
    """What a feed's address calls its section: the last word in it that says something, or the host's own label.

    `all` where nothing does; `site` is the site's address.
    """
    parts = urlsplit(url)
    words = [re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") for word in parts.path.split("/")]
    words = [re.sub(r"-?(?:rss|feed|xml|atom|sitemap|json)$|^(?:rss|feed|sitemap)-", "", word) for word in words]
    host, own = host_of(url), registered_domain(host_of(site))
    label = host.removesuffix(own).rstrip(".").rpartition(".")[2]
    telling = [word for word in words if word not in _EMPTY_WORDS and re.search("[a-z]", word)]
    if not telling and label not in _EMPTY_WORDS and host != host_of(site):
        telling = [label]
    return telling[-1][:LONGEST_SECTION].strip("-") if telling else "all"


def as_toml(proposal: Proposal) -> str:
    """The proposal as the text of an outlet's file, each guess with a comment that says so."""
    lines = [
        _line("name", proposal.name),
        f"homepage = {quoted(proposal.homepage)}",
        _line("country", proposal.country),
        _line("language", proposal.language),
        _line("time_zone", proposal.time_zone),
    ]
    if proposal.domains:
        listed = ", ".join(map(quoted, proposal.domains))
        lines.append(f"domains = [{listed}]  # its feeds lead there; leave out what is not its own")
    for feed in proposal.feeds:
        lines += ["", "[[feeds]]" + (f"  # {_comment(feed.note)}" if feed.note else ""), f"url = {quoted(feed.url)}"]
        lines += [f"section = {quoted(feed.section)}"]
        lines += [f"kind = {quoted(feed.kind)}"] if feed.kind != "feed" else []
    notes = [f"# {_comment(note)}" for note in proposal.notes]
    return "\n".join([*lines, *([""] if notes else []), *notes]) + "\n"


def quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own, and DEL is the one that JSON leaves out."""
    return dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _line(key: str, guess: Guess) -> str:
    return f"{key} = {quoted(guess.value)}" + (f"  # {_comment(guess.doubt)}" if guess.doubt else "")


def _comment(text: str) -> str:
    """On one line, without what TOML forbids in a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _ending(url: str) -> str:
    return host_of(url).rpartition(".")[2]


def _minutes(offset: re.Match[str]) -> int:
    minutes = int(offset[2]) * 60 + int(offset[3])
    return -minutes if offset[1] == "-" else minutes


def _offsets(zone: str) -> set[int]:
    """The offsets from UTC that a zone has in winter and in summer, in minutes."""
    moments = (datetime(2025, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    return {round(offset.total_seconds() / 60) for moment in moments if (offset := moment.utcoffset()) is not None}
