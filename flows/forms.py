"""What flows are asked with: each parameter's type, title, description and bounds, of which the server makes its form.

Prefect takes title and description from the function unless the schema itself says them (`json_schema_extra`), and the
server checks a form's values by that schema alone: a format such as `date` is shown as a date picker and not enforced,
a pattern is. What no schema can say (the last day is not before the first) the flow says in its first second.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from flows.settings import Settings, SettingsError
from sources.catalogue import load

# The years that can be meant: no outlet's archive reaches further back, and a slip of the finger is caught.
_DAY = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def _asked(title: str, description: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "description": description, **more}


def _one_of_the_outlets(schema: dict[str, Any]) -> None:
    """Which outlets there are where the deployment is made; asked only when a schema is made, not at every run."""
    try:
        schema["enum"] = [outlet.outlet_id for outlet in load(Settings.load().outlets).outlets]
    except SettingsError:
        schema["pattern"] = "^[a-z0-9-]+$"


OutletId = Annotated[str, Field(json_schema_extra=_one_of_the_outlets)]
OutletIds = Annotated[
    tuple[OutletId, ...],
    Field(max_length=500, json_schema_extra=_asked("Outlets", "Only these outlets; none: all of them.")),
]
Force = Annotated[bool, Field(json_schema_extra=_asked("Force", "Also what is not due yet."))]
Newest = Annotated[
    Annotated[int, Field(ge=1, le=5000)] | None,
    Field(json_schema_extra=_asked("Limit", "Only the newest N entries of each feed; none: all that is due.")),
]
AHost = Annotated[
    int,
    Field(
        ge=1,
        le=2000,
        json_schema_extra=_asked("Pages a host", "At most so many pages of one host, the most due first."),
    ),
]
_Date = Annotated[date, Field(json_schema_extra={"pattern": _DAY})]
FirstDay = Annotated[
    date,
    Field(json_schema_extra=_asked("From", "The first day to fill, in UTC.", pattern=_DAY, examples=["2025-06-09"])),
]
LastDay = Annotated[
    date,
    Field(
        json_schema_extra=_asked(
            "To", "The last day to fill, in UTC; it is filled, too.", pattern=_DAY, examples=["2025-06-13"]
        )
    ),
]
Since = Annotated[
    _Date | None, Field(json_schema_extra=_asked("Since", "Only pages fetched on this UTC day or later; none: all."))
]
Step = Annotated[
    Literal["extract", "identify", "tag", "link"],
    Field(json_schema_extra=_asked("Step", "From which step on everything is made again.")),
]
Via = Annotated[
    Literal["auto", "api", "index", "sitemap", "feed", "wayback", "warc"],
    Field(
        json_schema_extra=_asked(
            "Via",
            "By which kind of route; auto: those that the outlet's file declares, in its order, until one is complete.",
        )
    ),
]
WarcFiles = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=4096)], ...],
    Field(
        max_length=500,
        json_schema_extra=_asked(
            "WARC files", "For via warc: paths of WARC files on the worker's machine, taken instead of asking anybody."
        ),
    ),
]
DryRun = Annotated[
    bool, Field(json_schema_extra=_asked("Dry run", "Only say what would be asked for and how long politeness takes."))
]
Compact = Annotated[bool, Field(json_schema_extra=_asked("Compact", "Copy the warehouse where that makes it smaller."))]
Retention = Annotated[
    bool, Field(json_schema_extra=_asked("Retention", "Let go of what is older than the settings keep."))
]
Check = Annotated[
    Literal["sample", "all", "none"],
    Field(json_schema_extra=_asked("Check", "How much of the archive is read and compared with its digests.")),
]
