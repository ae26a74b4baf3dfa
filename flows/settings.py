"""Settings: the environment (`KABAR_...`), then `kabar.toml` beside where the command runs; one frozen object."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

Clock = Callable[[], datetime]
VERSION = version("kabar")


class SettingsError(Exception):
    """A setting is wrong; the message names it, its value and the way out."""


class Settings(BaseSettings):
    """Everything that can be set. Paths are as given, relative to where the command runs."""

    model_config = SettingsConfigDict(env_prefix="KABAR_", toml_file="kabar.toml", frozen=True, extra="forbid")

    home: Path = Path("data")
    outlets: Annotated[tuple[Path, ...], NoDecode] = ()
    entities: Annotated[tuple[Path, ...], NoDecode] = ()
    contact: str = ""
    watch: Annotated[tuple[str, ...], NoDecode] = ("meta-platforms", "scale-ai", "thinking-machines-lab")
    allow_private_hosts: bool = False
    now: datetime | None = None
    host_gap: float = Field(default=2.0, ge=0, le=3600)
    host_budget: int = Field(default=20_000, ge=0)
    lock_wait: float = Field(default=60.0, ge=0, le=86_400)
    fetchers: int = Field(default=32, ge=1, le=256)
    archive_days: int = Field(default=0, ge=0, le=36_500)
    archive_gb: float = Field(default=0, ge=0)
    prefect_days: int = Field(default=30, ge=1, le=3650)
    workers: int = Field(default_factory=lambda: max(1, os.cpu_count() or 1), ge=1, le=64)

    @field_validator("outlets", "entities", mode="before")
    @classmethod
    def _folders(cls, value: object) -> object:
        """One folder, or several separated as in PATH."""
        return tuple(part for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("watch", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        """Entity ids, separated by commas or spaces."""
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("now")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        """An instant without a zone is UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @classmethod
    def load(cls) -> Self:
        """The settings of this process. Raises SettingsError naming every setting that is wrong."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError("; ".join(_said(e) for e in error.errors())) from error
        except ValueError as error:  # a kabar.toml that is no TOML
            raise SettingsError(f"kabar.toml: {error}") from error

    @property
    def warehouse(self) -> Path:
        """The file that the pipeline alone opens."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The file that people open."""
        return self.home / "kabar.duckdb"

    @property
    def archive(self) -> Path:
        """The folder of WARC files."""
        return self.home / "archive"

    @property
    def clock(self) -> Clock:
        """What time it is: `now` for as long as the process lives where it is set, else the machine's clock."""
        return partial(_always, self.now) if self.now else partial(datetime.now, UTC)

    @property
    def user_agent(self) -> str:
        """Who we say we are: our name and version, and where to complain."""
        return f"kabar/{VERSION} (+{self.contact or 'contact not set'})"


def _always(at: datetime) -> datetime:
    return at


def as_environment(settings: Settings) -> dict[str, str]:
    """The settings as variables for a process that starts in another folder: all that is set, paths made absolute.

    Without it a `kabar.toml` and a relative KABAR_HOME would mean something else there, or nothing.
    """
    said = {name: _as_text(getattr(settings, name)) for name in settings.model_fields_set if name != "home"}
    return {f"KABAR_{name.upper()}": text for name, text in said.items()} | {
        "KABAR_HOME": str(settings.home.absolute())
    }


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return (
            os.pathsep.join(str(v.absolute()) for v in value)
            if value and isinstance(value[0], Path)
            else ",".join(value)
        )
    return value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)


def unknown_variables(environment: dict[str, str]) -> tuple[str, ...]:
    """A sentence for each `KABAR_` variable that is no setting, with the nearest one."""
    known = [f"KABAR_{name.upper()}" for name in Settings.model_fields]
    strange = sorted(name for name in environment if name.startswith("KABAR_") and name not in known)
    return tuple(f"{name} is no setting{_nearest(name, known)}" for name in strange)


def _nearest(name: str, known: list[str]) -> str:
    """The prefix that all share makes nothing alike."""
    short = {one.removeprefix("KABAR_"): one for one in known}
    near = get_close_matches(name.removeprefix("KABAR_"), short, n=1)
    return f"; did you mean {short[near[0]]}?" if near else f"; there are {', '.join(known)}"


def _said(error: object) -> str:
    assert isinstance(error, dict)
    name = "KABAR_" + "_".join(str(part) for part in error["loc"][:1]).upper()
    if error["type"] == "extra_forbidden":
        return (
            f"kabar.toml: {error['loc'][0]} is no setting{_nearest(str(error['loc'][0]), list(Settings.model_fields))}"
        )
    hint = "; write an instant such as 2025-06-11T12:00:00Z" if name == "KABAR_NOW" else ""
    return f"{name}={error['input']!r}: {error['msg']}{hint}"
