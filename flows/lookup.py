"""From what a person pastes to the address a page is kept under."""

from uuid import UUID

from flows.settings import Settings
from sources.catalogue import Catalogue, load
from sources.types import AddressRules, Outlet
from sources.urls import canonical_url, fetch_url, on_domains
from warehouse.errors import WarehouseError
from warehouse.explain import known_address


def look_up(settings: Settings, url: str) -> tuple[str, str]:
    """The canonical address of the page at `url` (or of the article with that id), and where it was asked for.

    Raises BadAddress for what is no web address, WarehouseError where nothing is known of it.
    """
    catalogue = load(settings.outlets)
    meant = (url,) if _is_id(url) else (canonical_url(url, _rules(catalogue, url)), url)
    known = known_address(settings.published, tuple(dict.fromkeys(meant)))
    if not known:
        raise WarehouseError(f"nothing is known of {url}: no feed listed it and no run asked for it")
    return known, fetch_url(known, _rules(catalogue, known))


def address_or_id(settings: Settings, what: str) -> str:
    """An article's id as it is, or the canonical address of the page that `what` leads to. Raises as `look_up`."""
    return what if _is_id(what) else look_up(settings, what)[0]


def _is_id(what: str) -> bool:
    try:
        return bool(UUID(what))
    except ValueError:
        return False


def _rules(catalogue: Catalogue, url: str) -> AddressRules:
    outlet: Outlet | None = next((o for o in catalogue.outlets if on_domains(url, o.domains)), None)
    return outlet.addresses if outlet else AddressRules()
