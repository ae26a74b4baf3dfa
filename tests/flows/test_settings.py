"""Settings: where they come from, what they may be, and what is said of those that are wrong."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.settings import VERSION, Settings, SettingsError, unknown_variables

NOON = datetime(2025, 6, 11, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and no settings from outside."""
    for name in [name for name in os.environ if name.startswith("KABAR_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_set_where_nothing_is() -> None:
    settings = Settings.load()
    assert settings.home == Path("data")
    assert settings.outlets == settings.entities == ()
    assert (settings.contact, settings.allow_private_hosts, settings.now) == ("", False, None)
    assert settings.host_gap == 2
    assert settings.workers >= 1


def test_where_everything_lies() -> None:
    settings = Settings(home=Path("x"))
    assert settings.warehouse == Path("x/warehouse.duckdb")
    assert settings.published == Path("x/kabar.duckdb")
    assert settings.archive == Path("x/archive")


FOLDERS = {
    "one": ("a", (Path("a"),)),
    "two": (f"a{os.pathsep}/b/c", (Path("a"), Path("/b/c"))),
    "none": ("", ()),
    "a gap": (f"a{os.pathsep}{os.pathsep}b{os.pathsep}", (Path("a"), Path("b"))),
}


@pytest.mark.parametrize("name", ["outlets", "entities"])
@pytest.mark.parametrize(("value", "expected"), FOLDERS.values(), ids=FOLDERS)
def test_folders_are_separated_as_in_path(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: tuple[Path, ...]
) -> None:
    monkeypatch.setenv(f"KABAR_{name.upper()}", value)
    assert getattr(Settings.load(), name) == expected


INSTANTS = {
    "with Z": "2025-06-11T12:00:00Z",
    "with a zone": "2025-06-11T19:00:00+07:00",
    "without a zone": "2025-06-11T12:00:00",
    "without seconds": "2025-06-11T12:00Z",
}


@pytest.mark.parametrize("value", INSTANTS.values(), ids=INSTANTS)
def test_now_is_an_instant_and_the_clock_stands_at_it(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("KABAR_NOW", value)
    settings = Settings.load()
    assert settings.now == NOON
    assert settings.clock() == settings.clock() == NOON
    assert settings.clock().tzinfo is UTC


def test_without_now_the_clock_goes() -> None:
    clock = Settings.load().clock
    before = datetime.now(UTC)
    assert before <= clock() <= datetime.now(UTC)


@pytest.mark.parametrize(("value", "on"), [("1", True), ("true", True), ("on", True), ("0", False), ("no", False)])
def test_a_switch(monkeypatch: pytest.MonkeyPatch, value: str, on: bool) -> None:
    monkeypatch.setenv("KABAR_ALLOW_PRIVATE_HOSTS", value)
    assert Settings.load().allow_private_hosts is on


def test_the_user_agent_names_us_and_where_to_complain() -> None:
    assert Settings(contact="https://contoh.test/bot").user_agent == f"kabar/{VERSION} (+https://contoh.test/bot)"
    assert Settings().user_agent == f"kabar/{VERSION} (+contact not set)"


def test_the_file_is_read_and_the_environment_goes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("kabar.toml").write_text('contact = "file"\nhost_gap = 5\noutlets = ["a", "b"]\nnow = 2025-06-11T12:00:00Z\n')
    monkeypatch.setenv("KABAR_CONTACT", "environment")
    settings = Settings.load()
    assert (settings.contact, settings.host_gap, settings.now) == ("environment", 5, NOON)
    assert settings.outlets == (Path("a"), Path("b"))


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().contact = "x"


WRONG = {
    "now": ("KABAR_NOW", "kemarin", "KABAR_NOW='kemarin': Input should be a valid datetime"),
    "now, the way out": ("KABAR_NOW", "kemarin", "write an instant such as 2025-06-11T12:00:00Z"),
    "gap below 0": ("KABAR_HOST_GAP", "-0.1", "KABAR_HOST_GAP='-0.1': Input should be greater than or equal to 0"),
    "gap not a number": ("KABAR_HOST_GAP", "nan", "KABAR_HOST_GAP='nan'"),
    "gap endless": ("KABAR_HOST_GAP", "inf", "KABAR_HOST_GAP='inf'"),
    "no workers": ("KABAR_WORKERS", "0", "KABAR_WORKERS='0'"),
    "too many fetchers": ("KABAR_FETCHERS", "10000", "KABAR_FETCHERS='10000'"),
    "a switch": ("KABAR_ALLOW_PRIVATE_HOSTS", "perhaps", "KABAR_ALLOW_PRIVATE_HOSTS='perhaps'"),
    "waiting": ("KABAR_LOCK_WAIT", "-1", "KABAR_LOCK_WAIT='-1'"),
}


@pytest.mark.parametrize(("name", "value", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_named_with_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        Settings.load()
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KABAR_WORKERS", "0")
    monkeypatch.setenv("KABAR_HOST_GAP", "x")
    with pytest.raises(SettingsError, match=r"KABAR_HOST_GAP='x': .*; KABAR_WORKERS='0': "):
        Settings.load()


FILES = {
    "an unknown key": (b'contakt = "me"', "kabar.toml: contakt is no setting; did you mean contact?"),
    "a key like none": (b"zzz = 1", "kabar.toml: zzz is no setting; there are home, outlets, "),
    "no TOML": (b"contact", "kabar.toml: "),
    "no text": (b"\xff\xfe", "kabar.toml: "),
    "a wrong value": (b"workers = 0", "KABAR_WORKERS=0: "),
}


@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=FILES)
def test_a_wrong_file_is_said(content: bytes, said: str) -> None:
    Path("kabar.toml").write_bytes(content)
    with pytest.raises(SettingsError) as error:
        Settings.load()
    assert str(error.value).startswith(said)


VARIABLES = {
    "near one": ("KABAR_HOSTGAP", "KABAR_HOSTGAP is no setting; did you mean KABAR_HOST_GAP?"),
    "near another": ("KABAR_CONTAKT", "KABAR_CONTAKT is no setting; did you mean KABAR_CONTACT?"),
    "near none": ("KABAR_QZX", "KABAR_QZX is no setting; there are KABAR_HOME, KABAR_OUTLETS, "),
}


@pytest.mark.parametrize(("name", "said"), VARIABLES.values(), ids=VARIABLES)
def test_a_variable_that_is_no_setting_is_named_with_the_nearest(name: str, said: str) -> None:
    environment = {name: "1", "KABAR_HOME": "x", "PATH": "/bin", "kabar_lower": "1"}
    (sentence,) = unknown_variables(environment)
    assert sentence.startswith(said)


def test_every_setting_is_known_as_a_variable() -> None:
    assert unknown_variables({f"KABAR_{name.upper()}": "" for name in Settings.model_fields}) == ()
