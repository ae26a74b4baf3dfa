"""What `kabar doctor` finds: well or not, and for whatever is not the way out."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.doctor import Finding, examine
from flows.settings import Settings
from tests.flows.test_lock import held
from tests.warehouse.files import a_file
from warehouse.migrate import shipped_migrations


@pytest.fixture(autouse=True)
def _plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name
        for name in os.environ
        if name.startswith(("KABAR_", "PREFECT_", "SSL_CERT_")) or name.lower().endswith("_proxy")
    ]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with which nothing is wrong: a home that was published, a contact."""
    home = tmp_path_factory.mktemp("well")
    a_file(home / "kabar.duckdb")
    return Settings(home=home, contact="https://contoh.test/bot")


def found(settings: Settings, what: str) -> Finding:
    (finding,) = [finding for finding in examine(settings) if finding.what == what]
    return finding


def but(settings: Settings, **changed: object) -> Settings:
    return settings.model_copy(update=changed)


def test_where_all_is_well_nothing_is_to_be_done(well: Settings) -> None:
    findings = [finding for finding in examine(well) if finding.what != "disk"]  # of which a test machine may be short
    assert [finding for finding in findings if not finding.ok] == []
    assert {finding.remedy for finding in findings} == {""}


def test_everything_that_can_be_misconfigured_is_looked_at(well: Settings) -> None:
    looked_at = {finding.what for finding in examine(well)}
    assert looked_at == {
        "Python", "kabar", "clock", "KABAR_HOME", "disk", "proxy", "lock", "outlets", "entities", "user agent",
        "Prefect", "published file",
    }  # fmt: skip


def test_a_clock_that_stands(well: Settings) -> None:
    finding = found(but(well, now=datetime(2025, 6, 11, tzinfo=UTC)), "clock")
    assert not finding.ok
    assert "2025-06-11" in finding.found
    assert finding.remedy.startswith("unset KABAR_NOW")


def test_nobody_to_complain_to(well: Settings) -> None:
    finding = found(but(well, contact=""), "user agent")
    assert not finding.ok
    assert finding.remedy.startswith("set KABAR_CONTACT")


def test_nothing_published_yet(well: Settings, tmp_path: Path) -> None:
    finding = found(but(well, home=tmp_path / "none" / "yet"), "published file")
    assert finding == Finding(ok=False, what="published file", found="not there yet", remedy="`kabar run` writes it")


def test_a_published_file_that_is_none(well: Settings, tmp_path: Path) -> None:
    (tmp_path / "kabar.duckdb").write_text("x" * 5000)
    finding = found(but(well, home=tmp_path), "published file")
    assert not finding.ok
    assert "could not be used" in finding.found
    assert finding.remedy == "`kabar run` writes it anew"


def test_a_published_file_says_its_schema_and_when(well: Settings) -> None:
    assert found(well, "published file").found == f"schema {shipped_migrations()[-1].number}, of 2025-06-11 13:00:00Z"


def test_a_home_that_cannot_be_written(well: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")  # no folder can be made in it, not even by root
    finding = found(but(well, home=tmp_path / "file" / "home"), "KABAR_HOME")
    assert not finding.ok
    assert "cannot be written" in finding.remedy


def test_who_holds_the_lock_is_said(well: Settings, tmp_path: Path) -> None:
    assert found(well, "lock") == Finding(ok=True, what="lock", found="free")
    with held(tmp_path) as other:
        finding = found(but(well, home=tmp_path), "lock")
    assert finding.ok
    assert finding.found == f"held by `kabar rebuild`, process {other.pid}, since 2025-06-11T12:00:00+00:00"


def test_an_outlet_s_file_that_is_wrong_is_named_with_its_remedy(well: Settings, tmp_path: Path) -> None:
    (tmp_path / "contoh.toml").write_text('name = "Contoh"\nhomepage = "contoh"\n')
    findings = [f for f in examine(but(well, outlets=(tmp_path,))) if f.what == "outlet file"]
    assert findings
    assert all(not f.ok and "contoh.toml" in f.found and f.remedy for f in findings)


def test_the_entities_that_are_loaded_are_counted(well: Settings, tmp_path: Path) -> None:
    before = found(well, "entities").found.split()
    (tmp_path / "mine.toml").write_text(
        '[[entity]]\nid = "contoh-ai"\nname = "Contoh AI"\ntype = "ORG"\n'
        'aliases = ["Contoh AI"]\nweak_aliases = ["Contoh"]\n'
    )
    after = found(but(well, entities=(tmp_path,)), "entities")
    assert after.ok
    assert after.found == f"{int(before[0]) + 1} entities, {int(before[2]) + 2} aliases"


def test_each_mistake_in_an_entity_file_is_named_with_line_and_remedy(well: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('\n[[entity]]\nid = "Contoh"\nname = "Contoh"\naliases = []\n')
    findings = [f for f in examine(but(well, entities=(tmp_path, tmp_path / "none"))) if f.what == "entity file"]
    assert [(f.ok, f.found) for f in findings] == [
        (False, f"{tmp_path / 'none'}: the folder"),
        (False, f"{tmp_path}/mine.toml, line 2: type"),
        (False, f'{tmp_path}/mine.toml, line 3: id "Contoh"'),
        (False, f"{tmp_path}/mine.toml, line 5: aliases"),
    ]
    assert all(f.remedy for f in findings)


def test_variables_that_are_no_settings(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KABAR_CONTAKT", "me")
    assert found(well, "environment") == Finding(
        ok=False, what="environment", found="KABAR_CONTAKT is no setting; did you mean KABAR_CONTACT?",
        remedy="correct or unset it",
    )  # fmt: skip


def test_a_proxy_is_shown_and_certificates_must_be_there(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(well, "proxy").found == "none"
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    assert found(well, "proxy") == Finding(ok=True, what="proxy", found="HTTPS_PROXY=http://proxy.test:3128")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    finding = found(well, "proxy")
    assert not finding.ok
    assert finding.remedy.startswith("SSL_CERT_FILE cannot be read as certificates ([Errno 2]")


def test_certificates_that_are_none(well: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    finding = found(well, "proxy")
    assert not finding.ok
    assert finding.remedy.startswith("SSL_CERT_FILE cannot be read as certificates")


@pytest.mark.parametrize("name", ["ALL_PROXY", "https_proxy", "HTTP_PROXY"])
@pytest.mark.parametrize("value", ["socks5h://127.0.0.1:1080", "http://127.0.0.1:99999", "http://"])
def test_a_proxy_of_another_kind(well: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert found(well, "proxy") == Finding(
        ok=False, what="proxy", found=f"{name}={value}",
        remedy=f"{name} names no http or https proxy: write http://host:port, or unset it",
    )  # fmt: skip


@pytest.mark.parametrize(
    "value", ["http://budi:rahasia@proxy.test:3128", "budi:rahasia@proxy.test", "x://a:rahasia/@b"]
)
def test_a_proxy_s_password_is_nobody_s_business(well: Settings, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    assert "***@" in found(well, "proxy").found
    assert "rahasia" not in str(found(well, "proxy"))


def test_a_server_of_prefect_s_is_shown(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "without a server" in found(well, "Prefect").found
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.test/api")
    assert found(well, "Prefect").found == "http://prefect.test/api"


def test_whatever_is_not_well_comes_with_a_remedy(
    well: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KABAR_QZX", "1")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    (tmp_path / "x.toml").write_text("[[")
    unwell = but(well, contact="", now=datetime(2025, 6, 11, tzinfo=UTC), home=tmp_path, outlets=(tmp_path,))
    findings = [finding for finding in examine(unwell) if not finding.ok]
    assert len(findings) >= 6
    assert [finding for finding in findings if not finding.remedy] == []
