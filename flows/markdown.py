"""What a run did, as a page of Markdown or rows of a table: pure text, for the server's page.

Titles and addresses are from the web, so nothing in them is taken for markup.
"""

import re
from collections import Counter
from collections.abc import Sequence

from flows.backfill_estimate import Estimate
from flows.backfilling import BackfillSummary
from flows.console import cell, in_words
from flows.maintaining import MaintainSummary
from flows.session import Summary
from warehouse.news import News
from warehouse.status import OutletStatus

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&])")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\\]{1,2000}")


def run(summary: Summary, found: Sequence[News]) -> str:
    """A run: one sentence, what is new about the watched, a line per outlet, what was left out."""
    left = f"{summary.left} more pages are listed and not fetched yet." if summary.left else ""
    return _parts(f"**{plain(in_words(summary))}.**", _news(found), _outlets(summary), left, _left_out(summary.faults))


def backfill(summary: BackfillSummary, found: Sequence[News]) -> str:
    """A backfill: one sentence, how each route's days stand, what is new about the watched, what was let be."""
    sentence = f"**{plain(backfill_in_words(summary))}.**"
    notes = _listed("Notes", summary.notes)
    return _parts(sentence, _days(summary), _news(found), notes, _left_out(summary.faults))


def backfill_in_words(summary: BackfillSummary) -> str:
    """What a backfill did, in one sentence without its full stop."""
    counts = dict(summary.counts)
    partial = sum(day.status == "partial" for day in summary.days)
    done = [
        f"{counts.get('found', 0)} pages found that no feed had shown",
        f"{counts.get('fetched', 0)} fetched",
        f"{counts.get('articles', 0)} articles",
        f"{partial} of {len(summary.days)} days partial" if partial else f"all {len(summary.days)} days complete",
        f"{summary.left} pages left" if summary.left else "",
    ]
    return ", ".join(part for part in done if part) + f", in {summary.seconds:.1f} s"


def _days(summary: BackfillSummary) -> str:
    """A line for each way that days of a route ended."""
    ends = Counter((day.outlet_id, day.route, day.status, day.reason) for day in summary.days)
    rows = [(outlet, route, n, f"{status} {reason}".strip()) for (outlet, route, status, reason), n in ends.items()]
    return _table(("outlet", "route", "days", "how they stand"), rows)


def estimate_in_words(estimate: Estimate) -> str:
    """What a backfill would ask for, in one sentence without its full stop."""
    if not estimate.hosts:
        return "Nothing is left to ask for; nobody was asked"
    listings, pages = sum(host.listings for host in estimate.hosts), sum(host.pages for host in estimate.hosts)
    return (
        f"At least {listings} requests for listings and about {pages} pages of {len(estimate.hosts)} hosts, "
        f"{estimate.seconds / 60:.0f} minutes at the least; nobody was asked"
    )


def estimate_table(estimate: Estimate) -> list[dict[str, str | int]]:
    """The hosts as rows of a table, the slowest first."""
    return [
        {"host": one.host, "listings": one.listings, "pages": one.pages, "minutes": f"{one.seconds / 60:.1f}"}
        for one in estimate.hosts
    ]


def health_table(health: Sequence[OutletStatus]) -> list[dict[str, str | int]]:
    """The outlets as rows of a table, those in trouble first."""
    troubled_first = sorted(health, key=lambda one: (one.healthy == one.feeds and not one.blocked, one.outlet_id))
    return [
        {
            "outlet": one.outlet_id,
            "healthy feeds": f"{one.healthy} of {one.feeds}",
            "last answer": cell(one.last_ok_at),
            "newest item": cell(one.newest_item_at),
            "articles": one.articles,
            "pending": one.pending,
            "failed": one.failed,
            "troubles": one.troubles,
            "missed": one.missed,
        }
        for one in troubled_first
    ]


def maintenance(summary: MaintainSummary) -> str:
    """Upkeep: what was done, what contradicts itself, what was left as it is."""
    sentence = f"**{plain(maintenance_in_words(summary))}.**"
    return _parts(sentence, _listed("Troubles", summary.troubles), _listed("Notes", summary.notes))


def maintenance_in_words(summary: MaintainSummary) -> str:
    """What upkeep did, in one sentence without its full stop."""
    done = [
        f"{summary.files_retired} files retired" if summary.files_retired else "",
        f"warehouse {_mega(summary.size_before)} to {_mega(summary.size_after)}"
        if summary.size_after < summary.size_before
        else "",
        f"{summary.documents_checked} documents of {summary.files_checked} files checked",
        f"{summary.flow_runs_deleted} old flow runs deleted" if summary.flow_runs_deleted else "",
        f"{len(summary.troubles)} troubles" if summary.troubles else "no trouble",
    ]
    return ", ".join(part for part in done if part)


def _news(found: Sequence[News]) -> str:
    if not found:
        return "Nothing new about the watched entities."
    lines = ["### New about the watched entities"]
    for name in dict.fromkeys(one.name for one in found):
        of_it = [one for one in found if one.name == name]
        lines.append(f"\n**{plain(name)}**\n")
        lines += [f"- {_linked(one)} ({plain(one.outlet_id)}, {cell(one.dated_at)})" for one in of_it]
    return "\n".join(lines)


def _linked(one: News) -> str:
    title = plain(one.title or one.url)
    return f"[{title}]({one.url})" if _ADDRESS.fullmatch(one.url) else title


def _outlets(summary: Summary) -> str:
    rows = [
        (
            line.outlet_id,
            line.polled,
            line.new_entries,
            line.fetched,
            ", ".join(f"{n} {reason}" for reason, n in line.failed),
            line.articles,
        )
        for line in summary.lines
    ]
    return _table(("outlet", "polled", "new", "fetched", "failed", "articles"), rows)


def _left_out(faults: Sequence[str]) -> str:
    return _listed("Left out", faults)


def _listed(heading: str, sentences: Sequence[str]) -> str:
    return f"### {heading}\n\n" + "\n".join(f"- {plain(one)}" for one in sentences) if sentences else ""


def _table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    if not rows:
        return ""
    lines = [names, ["---"] * len(names), *([plain(str(one)) for one in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _parts(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _mega(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def plain(text: str) -> str:
    """Text as Markdown that shows exactly it, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
