"""The proposed outlet's file: made of what was found, checked as the catalogue would read it, and put in its place."""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.adding import MOST_FEEDS, Site
from flows.errors import MisuseError
from flows.settings import Settings
from sources import proposing
from sources.catalogue import Catalogue, load
from sources.outlet_file import registered_domain
from sources.proposing import Proposal, ProposedFeed
from sources.types import Outlet
from sources.urls import COUNTERS, host_of, on_domains

FOLDER = Path("outlets")  # where no folder of the user's is set
MOST_DOMAINS = 4  # further ones that are proposed: a feed that leads to more is a collection of links


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file that is ready to be written: where, its text, and the outlet that the catalogue reads in it."""

    path: Path
    text: str
    outlet: Outlet


def draft(settings: Settings, catalogue: Catalogue, site: Site, *, replacing: Outlet | None = None) -> Draft:
    """The file proposed for the site, under a free id or that of the outlet it is to replace.

    Raises MisuseError where no id can be made, and CatalogueError where the file would not be read as one.
    """
    proposal = propose(site, catalogue, replacing)
    text = proposing.as_toml(proposal)
    return Draft(
        path=_folder(settings) / f"{proposal.outlet_id}.toml",
        text=text,
        outlet=_checked(settings, proposal.outlet_id, text),
    )


def refuse_taken(settings: Settings, catalogue: Catalogue, url: str) -> None:
    """Raises MisuseError where the file that the site of `url` would get is there already: before anybody is asked."""
    outlet_id = proposing.outlet_id_of(url, (outlet.outlet_id for outlet in catalogue.outlets))
    path = _folder(settings) / f"{outlet_id}.toml"
    if outlet_id and path.exists():
        raise _taken(path)


def propose(site: Site, catalogue: Catalogue, replacing: Outlet | None) -> Proposal:
    """All that the file is to say of the site."""
    fronts = [site.front, *(trial.front for trial in site.trials)]
    said = [tag for tag in (*(f.language for f in fronts), *(feed.document.language for feed in site.feeds)) if tag]
    read = [trial.article.lang for trial in site.trials if trial.article]
    language = proposing.language_of(said, read, site.homepage)
    country = proposing.country_of(site.homepage, said, language.value)
    dates = [entry.published_raw for feed in site.feeds for entry in feed.document.entries]
    return Proposal(
        outlet_id=replacing.outlet_id if replacing else _free_id(site.homepage, catalogue),
        name=_name(site),
        homepage=site.homepage,
        country=country,
        language=language,
        time_zone=proposing.time_zone_of(country.value, dates),
        feeds=_declared(site),
        domains=_domains(site),
        notes=tuple(f"also named by the site, not asked: {lead.url}" for lead in site.unasked[:MOST_FEEDS]),
    )


def write(planned: Draft, *, force: bool) -> None:
    """Puts the file in its place, whole or not at all; one that is there stays unless `force`.

    Raises MisuseError where it cannot be written, or another has the name.
    """
    path = planned.path
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8") as opened:
            opened.write(planned.text)
            opened.flush()
            os.fsync(opened.fileno())
        if force:
            fresh.replace(path)
        else:
            os.link(fresh, path)  # fails where the name is taken: nobody's file is lost between a look and a rename
    except FileExistsError:
        raise _taken(path) from None
    except OSError as problem:
        raise MisuseError(
            f"{path} cannot be written ({problem.strerror}): give yourself the right, or set KABAR_OUTLETS"
        ) from problem
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _folder(settings: Settings) -> Path:
    return settings.outlets[0] if settings.outlets else FOLDER


def _taken(path: Path) -> MisuseError:
    return MisuseError(f"{path} is there already: --force replaces it, --dry-run only shows")


def _checked(settings: Settings, outlet_id: str, text: str) -> Outlet:
    """The outlet that the catalogue reads in the text, among all others; raises what it says against it."""
    with tempfile.TemporaryDirectory(prefix="kabar-") as folder:
        (Path(folder) / f"{outlet_id}.toml").write_text(text, encoding="utf-8")
        after = load((*(place for place in settings.outlets if place.is_dir()), Path(folder)))
        for fault in after.faults:
            if fault.file.startswith(folder):
                raise fault
    return after.outlet(outlet_id)


def _free_id(homepage: str, catalogue: Catalogue) -> str:
    made = proposing.outlet_id_of(homepage, (outlet.outlet_id for outlet in catalogue.outlets))
    if not made:
        raise MisuseError(f"no id can be made of {homepage}: write the file by hand")
    return made


def _name(site: Site) -> proposing.Guess:
    """What the first page calls the site, else what the tried pages do, else the feed, else the host."""
    host = host_of(site.homepage)
    own = registered_domain(host)
    for front in (site.front, *(trial.front for trial in site.trials)):
        if front.name and front.name.lower() not in (host, own):
            return proposing.Guess(value=front.name)
    titles = [feed.document.title for feed in site.feeds if feed.document.title]
    telling = [title for title in titles if title.lower() not in (host, own)]
    if telling:
        return proposing.Guess(value=min(telling, key=len)[:80], doubt="as its feed is called")
    return proposing.Guess(value=own, doubt="made of the address")


def _declared(site: Site) -> tuple[ProposedFeed, ...]:
    """The feeds, with what each is called where that says more than the site's name."""
    name = _name(site).value
    titles = [feed.document.title or feed.lead.title for feed in site.feeds]
    return tuple(
        ProposedFeed(
            url=feed.url,
            kind=feed.lead.kind,
            section=proposing.section_of(feed.url, site.homepage),
            note="" if title in (name, host_of(site.homepage)) else title,
        )
        for feed, title in zip(site.feeds, titles, strict=True)
    )


def _domains(site: Site) -> tuple[str, ...]:
    """Further registered domains to which a fifth of the entries or more lead."""
    links = [entry.link for feed in site.feeds for entry in feed.document.entries]
    own = registered_domain(host_of(site.homepage))
    domains = [registered_domain(host_of(link)) for link in links if not on_domains(link, COUNTERS)]
    often = [name for name in dict.fromkeys(domains) if name and domains.count(name) * 5 >= len(domains)]
    return tuple(name for name in often if name != own)[:MOST_DOMAINS]
