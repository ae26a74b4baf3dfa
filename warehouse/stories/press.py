"""Whom an article can cite: the publications of `press.toml` and the outlets that kabar reads, by name and by site."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from sources.types import Outlet
from warehouse.stories.model import Publication

MOST_NAMES = 500  # of one text
Canonical = Callable[[str, str | None], str | None]  # an address and whose it is -> its one form; None: no address


class Named(NamedTuple):
    """A publication's name at a place in a text."""

    outlet_id: str
    char_start: int
    char_end: int
    weak: bool


@dataclass(frozen=True)
class Press:
    """Every publication, by id. `canonical` gives an address the form in which the warehouse keeps it."""

    publications: tuple[Publication, ...]
    canonical: Canonical

    def named(self, text: str) -> Iterator[Named]:
        """The places where a publication's name stands as words of its own, at most 500; of several the longest."""
        for found in islice(self._names.finditer(text), MOST_NAMES):
            name = found[0]
            outlet_id = self._strong.get(_plain(name)) or self._family(name)
            if outlet_id is None and name in self._weak:
                yield Named(self._weak[name], found.start(), found.end(), True)
            elif outlet_id is not None and (_is_name(name) or outlet_id in self._small):
                yield Named(outlet_id, found.start(), found.end(), _is_word(name))

    def at(self, url: str) -> Publication | None:
        """Whose site an address is on; None where that is nobody known, or the address is none."""
        try:
            host = (urlsplit(url).hostname or "").rstrip(".")
        except ValueError:
            return None
        labels = host.split(".")
        for first in range(len(labels) - 1):
            if found := self._hosts.get(".".join(labels[first:])):
                return found
        return None

    def publication(self, outlet_id: str) -> Publication | None:
        """The publication of this id."""
        return self._by_id.get(outlet_id)

    @cached_property
    def _by_id(self) -> dict[str, Publication]:
        return {p.outlet_id: p for p in self.publications}

    @cached_property
    def _hosts(self) -> dict[str, Publication]:
        return {host: p for p in self.publications for host in p.hosts}

    @cached_property
    def _strong(self) -> dict[str, str]:
        return {_plain(name): p.outlet_id for p in self.publications for name in (*p.names, *p.hosts)}

    @cached_property
    def _small(self) -> frozenset[str]:
        """Whose name begins with a small letter (detikcom)."""
        return frozenset(p.outlet_id for p in self.publications if any(name[0].islower() for name in p.names))

    def _family(self, name: str) -> str | None:
        return next((outlet_id for family, outlet_id in self._families.items() if name.startswith(family)), None)

    @cached_property
    def _families(self) -> dict[str, str]:
        return {name[:-1]: p.outlet_id for p in self.publications for name in p.names if name.endswith("*")}

    @cached_property
    def _weak(self) -> dict[str, str]:
        return {name: p.outlet_id for p in self.publications for name in p.weak}

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Strong names in any case, weak ones as they are written; the longest first."""
        forms = [(name, _form(name)) for p in self.publications for name in (*p.names, *p.hosts)]
        forms += [(name, re.escape(name)) for p in self.publications for name in p.weak]
        letters: dict[str, list[str]] = {}
        for name, form in sorted(forms, key=lambda form: -len(form[0])):
            letters.setdefault(name[0].lower(), []).append(form)
        # Grouped by letter: ten times as fast as one list of two hundred alternatives.
        groups = (f"(?=[{re.escape(c + c.upper())}])(?:{'|'.join(some)})" for c, some in letters.items())
        return re.compile(rf"(?<![\w@#/.])(?:{'|'.join(groups)})(?!\w)")


def load(outlets: Sequence[Outlet], canonical: Canonical) -> Press:
    """The shipped publications, with the names and sites of these outlets added to theirs, or as new ones."""
    shipped = {p.outlet_id: p for p in _shipped()}
    for outlet in outlets:
        known = shipped.get(outlet.outlet_id) or Publication(outlet_id=outlet.outlet_id, names=(outlet.name,))
        shipped[outlet.outlet_id] = replace(
            known, ours=True, hosts=tuple(dict.fromkeys([*known.hosts, *_hosts_of(outlet)]))
        )
    return Press(publications=tuple(shipped.values()), canonical=canonical)


def digest_of(press: Press) -> str:
    """Names all of the press that decides what is cited."""
    return repr(press.publications)


def _shipped() -> Iterable[Publication]:
    text = files(__package__).joinpath("press.toml").read_text("utf-8")
    for stanza in tomllib.loads(text)["publications"]:
        yield Publication(
            outlet_id=stanza["id"],
            names=tuple(stanza["names"]),
            weak=tuple(stanza.get("weak", ())),
            hosts=tuple(stanza.get("hosts", ())),
            agency=stanza.get("agency", False),
        )


def _hosts_of(outlet: Outlet) -> tuple[str, ...]:
    home = (urlsplit(outlet.homepage).hostname or "").removeprefix("www.")
    return tuple(dict.fromkeys([home, *(domain.removeprefix("www.") for domain in outlet.domains)]))


def _is_name(name: str) -> bool:
    """Whether it is written as a name, or as a site: "the New York Times", "Rest of World", not "the guardian"."""
    words = name.removeprefix("the ").split()
    return "." in name or not (words[0][0].islower() or words[-1][0].islower())


def _is_word(name: str) -> bool:
    """Whether it is a single word behind an article: "the Information" can be anybody's."""
    return name.startswith("the ") and name.count(" ") == 1


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name).lower()


def _form(name: str) -> str:
    """What finds a name: in any case, or with whatever it goes on where it stands for a family of them."""
    if name.endswith("*"):
        return rf"{re.escape(name[:-1])}[ -]?[A-Z]\w{{1,20}}(?:\.(?:com|co\.id|id))?"
    return "(?i:" + r"\s".join(re.escape(word) for word in name.split(" ")) + ")"
