"""`kabar fixture`: a page from the archive, or asked for, made into a golden page, and what it is to be read as.

How a page becomes one is `sources.fixture`'s; here is where it comes from, and that both read alike.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from flows.errors import RunFailedError
from flows.lookup import look_up
from flows.settings import Settings
from sources import proposing
from sources.archive import Archive
from sources.catalogue import load
from sources.errors import ArchiveError, ExtractionError
from sources.extract.pool import extract_all
from sources.fixture.page import Fixture, made_of
from sources.http import open_web
from sources.types import Article, Ask, Outlet, Page, PageRules
from sources.urls import fetch_url, on_domains
from warehouse.archived import newest_copy
from warehouse.errors import WarehouseError

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """A golden page: its fixture, whose it is (empty: no outlet's that is known), and what both pages are read as.

    `before` is what the page itself is read as, `after` what its fixture is; `None` where that holds no article.
    """

    outlet_id: str
    fixture: Fixture
    before: Article
    after: Article | None


def golden(settings: Settings, url: str, say: Say) -> Golden:
    """The golden page of an article. `say` is told where the page comes from.

    Raises RunFailedError where it cannot be had, or holds no article, and FetchError where this machine's proxy or
    certificates are unusable.
    """
    outlet = next((o for o in load(settings.outlets).outlets if on_domains(url, o.domains)), None)
    page = _archived(settings, url, outlet, say) or _fetched(settings, url, outlet, say)
    before = _read(page)
    if before is None:
        raise RunFailedError(f"{url}: no article is read in it, so no test can be made of it")
    try:
        fixture = made_of(replace(page, language=before.lang), outlet.domains if outlet else ())
    except ExtractionError as error:
        raise RunFailedError(str(error)) from error
    homepage = outlet.homepage if outlet else fixture.url
    again = replace(page, body=fixture.page.encode(), url=f"{homepage}berita/{Path(fixture.url).name}")
    return Golden(
        outlet_id=outlet.outlet_id if outlet else proposing.outlet_id_of(url),
        fixture=fixture,
        before=before,
        after=_read(replace(again, content_type="text/html; charset=utf-8")),
    )


def expected(made: Golden, name: str) -> str:
    """The row for `EXPECTED` in tests/sources/extract/test_pages.py, as the fixture is read now: look it through."""
    article = made.after
    if article is None:
        return ""
    when = article.published.at if article.published else None
    shown = f"datetime({when:%Y, %-m, %-d, %-H, %-M, %-S}, tzinfo=UTC)" if when else "None"
    starts, ends = " ".join(article.body.split()[:4]), " ".join(article.body.split()[-4:])
    apart = {zone.zone: article.text[zone.char_start : zone.char_end] for zone in article.zones}
    told = {zone: " ".join(text.split()[:4]) for zone, text in apart.items() if zone not in ("title", "body")}
    return (
        f'    "{name}": Expected(\n'
        f'        "{made.outlet_id}", {article.title!r}, {article.authors!r},\n'
        f"        {shown}, {article.dateline!r}, {article.desk!r}, {article.access!r},\n"
        f"        {starts!r}, {ends!r}, {told!r},\n"
        "    ),"
    )


def _archived(settings: Settings, url: str, outlet: Outlet | None, say: Say) -> Page | None:
    """The newest copy in the archive; `None` where there is none, or nothing was ever published."""
    if not settings.published.exists():
        return None
    try:
        canonical = look_up(settings, url)[0]
        ref = newest_copy(settings.published, canonical)
        document = Archive(settings.archive).read(ref) if ref else None
    except (WarehouseError, ArchiveError) as reason:
        say(f"not from the archive: {reason}")
        return None
    if document is None:
        return None
    say(f"from the archive, as fetched at {document.fetched_at:%Y-%m-%dT%H:%M:%SZ}")
    return _page(document.final_url, document.body, document.header("content-type"), outlet)


def _fetched(settings: Settings, url: str, outlet: Outlet | None, say: Say) -> Page:
    address = fetch_url(url, outlet.addresses) if outlet else url
    say(f"asking {address}")
    with open_web(
        user_agent=settings.user_agent, clock=settings.clock, host_gap=settings.host_gap,
        budget=settings.host_budget, allow_private=settings.allow_private_hosts,
    ) as web:  # fmt: skip
        answer = web.get(Ask(url=address, purpose="page"))
    response = answer.response
    if response is None or answer.outcome != "ok":
        last = answer.exchanges[-1]
        said = f"{last.outcome}" + (f" {last.status}" if last.status else "")
        raise RunFailedError(f"{url}: the page could not be had ({said})")
    return _page(response.final_url, response.body, response.header("content-type"), outlet)


def _page(url: str, body: bytes, content_type: str, outlet: Outlet | None) -> Page:
    return Page(
        key=url,
        url=url,
        body=body,
        content_type=content_type,
        language=outlet.language if outlet else proposing.language_of((), (), url).value,
        time_zone=outlet.time_zone if outlet else proposing.zone_by_host(url),
        rules=outlet.pages if outlet else PageRules(),
    )


def _read(page: Page) -> Article | None:
    """The article in it, read where it can be stopped: the page is anybody's."""
    return next(extract_all([page], workers=1)).article
