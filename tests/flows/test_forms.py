"""The forms: what the server knows of each flow's parameters, and which values it refuses before anything runs."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools.validation import is_valid

DEPLOYMENTS = yaml.safe_load((Path(__file__).parents[2] / "prefect.yaml").read_text("utf-8"))["deployments"]
NAMES = [deployment["name"] for deployment in DEPLOYMENTS]


@cache
def _schema(name: str) -> dict[str, Any]:
    return parameter_schema(load_flow_from_entrypoint(f"flows.{name}.{name}").fn).model_dump()


DAYS = {"from_day": "2025-06-09", "to_day": "2025-06-13"}


def test_there_are_the_deployments_that_are_promised() -> None:
    assert sorted(NAMES) == ["backfill", "maintain", "poll", "rebuild", "recheck", "report"]
    scheduled = {d["name"] for d in DEPLOYMENTS if d["schedules"]}
    assert scheduled == {"poll", "recheck", "report", "maintain"}


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=NAMES)
def test_each_says_what_it_is_and_is_found_by_module(deployment: dict[str, Any]) -> None:
    assert len(deployment["description"]) > 40
    assert deployment["tags"] == ["kabar"]
    assert deployment["work_pool"]["name"] == "kabar"
    assert deployment["entrypoint"] == f"flows.{deployment['name']}.{deployment['name']}"
    assert "concurrency_limit" not in deployment  # a slot that a dead run keeps would stop the deployment for good
    assert all(schedule["timezone"] == "Asia/Jakarta" for schedule in deployment["schedules"])


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_has_a_title_a_description_and_a_type(name: str) -> None:
    for parameter, schema in _schema(name)["properties"].items():
        assert schema["title"][0].isupper(), parameter
        assert schema["description"].endswith("."), parameter
        assert schema.get("type") or schema.get("anyOf"), parameter


REFUSED = [
    ("backfill", {}),
    ("backfill", {"from_day": "2025-06-09"}),
    ("backfill", DAYS | {"from_day": "last week"}),
    ("backfill", DAYS | {"to_day": "2025-13-01"}),
    ("backfill", DAYS | {"to_day": "1925-06-13"}),
    ("backfill", DAYS | {"from_day": "09/06/2025"}),
    ("backfill", DAYS | {"outlets": ["techcrunh"]}),
    ("backfill", DAYS | {"outlets": "techcrunch"}),
    ("backfill", DAYS | {"via": "magic"}),
    ("backfill", DAYS | {"warc": [""]}),
    ("backfill", DAYS | {"dry_run": "perhaps"}),
    ("poll", {"limit": 0}),
    ("poll", {"limit": 99_999}),
    ("poll", {"limit": 2.5}),
    ("poll", {"force": "yes"}),
    ("recheck", {"a_host": 0}),
    ("recheck", {"a_host": 99_999}),
    ("recheck", {"outlets": [""]}),
    ("rebuild", {"step": "everything"}),
    ("rebuild", {"since": "banana"}),
    ("maintain", {"check": "some"}),
    ("maintain", {"compact": 1}),
]
ACCEPTED = [
    ("backfill", DAYS),
    ("backfill", DAYS | {"outlets": ["techcrunch", "detik"], "via": "api", "dry_run": True}),
    ("backfill", DAYS | {"via": "warc", "warc": ["/srv/crawl.warc.gz"]}),
    ("poll", {}),
    ("poll", {"limit": 5, "force": True, "outlets": ["kompas"]}),
    ("poll", {"limit": None}),
    ("recheck", {"a_host": 2000}),
    ("rebuild", {"step": "tag", "since": "2025-06-09"}),
    ("rebuild", {"since": None}),
    ("maintain", {"check": "all", "compact": False, "retention": False}),
    ("report", {}),
]


@pytest.mark.parametrize(("name", "values"), REFUSED, ids=str)
def test_nonsense_is_refused_before_a_run_starts(name: str, values: dict[str, Any]) -> None:
    assert not is_valid(values, _schema(name))


@pytest.mark.parametrize(("name", "values"), ACCEPTED, ids=str)
def test_sense_is_not(name: str, values: dict[str, Any]) -> None:
    assert is_valid(values, _schema(name))
    flow = load_flow_from_entrypoint(f"flows.{name}.{name}")
    assert flow.validate_parameters(values).keys() <= _schema(name)["properties"].keys()
