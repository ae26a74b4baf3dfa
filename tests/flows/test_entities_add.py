"""`kabar entities add`: what it writes, what it refuses, and that nothing is lost where it does."""

import os
import tomllib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.entities_add import NotAddedError, Wanted, _replace, stanza_of
from warehouse.entities.gazetteer import load
from warehouse.entities.model import Alias, Entity

OURS = """\
# Mine.
[[entity]]
id = "lintang-robotics"
name = "Lintang Robotics"
type = "ORG"
aliases = ["Lintang Robotics", "Int’l Lintang"]
weak_aliases = ["Lintang"]"""  # without an end of line

Add = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith(("KABAR_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "ours.toml").write_text(OURS)
    return tmp_path / "mine"


@pytest.fixture
def add(folder: Path) -> Add:
    """Adds; `name=value` are variables of the environment."""

    def call(*arguments: str, **environment: str) -> Result:
        return CliRunner(env={"KABAR_ENTITIES": str(folder), **environment}).invoke(
            app, ["entities", "add", *arguments]
        )

    return call


def entity(folder: Path, entity_id: str) -> Entity:
    (found,) = [e for e in load([folder]).gazetteer.entities if e.entity_id == entity_id]
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# ------------------------------------------------------------------ what is added


def test_a_name_and_a_type_are_enough(add: Add, folder: Path) -> None:
    said = add("Selat Kembar Labs", "--type", "ORG")
    assert said.exit_code == 0
    assert (
        said.stdout
        == (folder / "added.toml").read_text()
        == (
            '[[entity]]\nid = "selat-kembar-labs"\nname = "Selat Kembar Labs"\ntype = "ORG"\n'
            'aliases = ["Selat Kembar Labs"]\n'
        )
    )
    assert said.stderr.startswith(f"Added to {folder}/added.toml. Next: `kabar rebuild --step tag --compare`")
    assert load([folder]).faults == ()


def test_everything_can_be_said(add: Add, folder: Path) -> None:
    said = add(
        "Selat Kembar", "--type", "product", "--alias", 'Selat "K"', "--alias", "Kembar\\Selat", "--weak", "Kembar",
        "--weak", "SK", "--parent", "lintang-robotics", "--requires", "lintang-robotics", "--requires", "kabel laut",
        "--id", "selat", "--file", "products",
    )  # fmt: skip
    assert said.exit_code == 0, said.stderr
    assert {*contents(folder)} == {"ours.toml", "products.toml"}
    assert entity(folder, "selat") == Entity(
        entity_id="selat",
        name="Selat Kembar",
        type="PRODUCT",
        aliases=(
            Alias(text="Kembar\\Selat"),
            Alias(text='Selat "K"'),
            Alias(text="Selat Kembar"),
            Alias(text="Kembar", weak=True),
            Alias(text="SK", weak=True),
        ),
        parent_id="lintang-robotics",
        requires=("kabel laut", "lintang-robotics"),
    )


def test_a_name_that_is_a_weak_alias_is_no_strong_one(add: Add, folder: Path) -> None:
    assert add("Selat", "--type", "ORG", "--weak", "Selat").exit_code == 0
    assert entity(folder, "selat").aliases == (Alias(text="Selat", weak=True),)


def test_what_stands_in_the_file_stays_as_it_is(add: Add, folder: Path) -> None:
    (folder / "ours.toml").chmod(0o640)
    for name in ("Selat Kembar", "Laut Dalam"):
        assert add(name, "--type", "ORG", "--file", "ours.toml").exit_code == 0
    text = (folder / "ours.toml").read_text()
    assert text.startswith(OURS + '\n\n[[entity]]\nid = "selat-kembar"')
    assert load([folder]).faults == ()
    assert (folder / "ours.toml").stat().st_mode & 0o777 == 0o640
    assert {*contents(folder)} == {"ours.toml"}


def test_a_link_stays_one(add: Add, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text("# Elsewhere.\n")
    (folder / "added.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert add("Selat Kembar", "--type", "ORG").exit_code == 0
    assert (folder / "added.toml").is_symlink()
    assert (tmp_path / "elsewhere.toml").read_text().startswith("# Elsewhere.\n\n[[entity]]")


@pytest.mark.parametrize("named", [".", "new/folder", "mine"])
def test_a_folder_is_named_in_any_way_and_made_where_there_is_none(add: Add, tmp_path: Path, named: str) -> None:
    for name in ("Selat Kembar", "Laut Dalam"):
        assert add(name, "--type", "ORG", KABAR_ENTITIES=named).exit_code == 0
    assert (tmp_path / named / "added.toml").read_text().count("[[entity]]") == 2


def test_the_first_of_several_folders_is_written(add: Add, folder: Path, tmp_path: Path) -> None:
    both = f"{tmp_path / 'first'}{os.pathsep}{folder}"
    assert add("Selat Kembar", "--type", "ORG", "--parent", "lintang-robotics", KABAR_ENTITIES=both).exit_code == 0
    assert (tmp_path / "first" / "added.toml").exists()
    assert {*contents(folder)} == {"ours.toml"}


def test_other_mistakes_in_other_files_do_not_keep_it_out(add: Add, folder: Path) -> None:
    (folder / "wrong.toml").write_text("[[")
    assert add("Selat Kembar", "--type", "ORG").exit_code == 0


IDS = {
    "Thinking Machines Lab": "thinking-machines-lab",
    "O'Reilly’s": "oreillys",
    "  C3.ai, Inc. ": "c3-ai-inc",
    "Crédit Côte": "credit-cote",
    "x" * 80: "x" * 64,
    "x" * 63 + " yz": "x" * 63,
}


@pytest.mark.parametrize(("name", "entity_id"), IDS.items(), ids=IDS.values())
def test_the_id_is_made_of_the_name(name: str, entity_id: str) -> None:
    assert f'id = "{entity_id}"\n' in stanza_of(Wanted(name=name, type="ORG"))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3), TEXTS)
def test_whatever_is_written_is_what_is_read(name: str, aliases: list[str], weak: list[str], parent: str) -> None:
    stanza = stanza_of(
        Wanted(name=name, type="ORG", aliases=tuple(aliases), weak_aliases=tuple(weak), parent=parent, entity_id="x")
    )
    (read,) = tomllib.loads(stanza)["entity"]
    assert (read["id"], read["name"], read.get("parent", "")) == ("x", name, parent)
    assert {*read.get("aliases", [])} == {*aliases, *([] if name in weak else [name])}
    assert {*read.get("weak_aliases", [])} == {*weak}


# ------------------------------------------------------------------ what is refused

ADD = ("Selat Kembar", "--type", "ORG")
REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "an id that is there": (("Lintang Robotics!", "--type", "ORG"), '"lintang-robotics" is Lintang Robotics already'),
    "an id that is shipped": ((*ADD, "--id", "openai"), '"openai" is OpenAI already: give this one another with --id'),
    "a strong alias": ((*ADD, "--alias", "Int'l Lintang"), '"Int’l Lintang" is an alias of lintang-robotics (Lintang'),
    "the name as an alias": (("Lintang Robotics", "--type", "ORG", "--id", "lr"), "is an alias of lintang-robotics"),
    "a weak alias, strong": ((*ADD, "--alias", "Lintang"), '"Lintang" is a weak alias of lintang-robotics (Lintang '
                             "Robotics); add it with --weak"),
    "a strong alias, weak": ((*ADD, "--weak", "Lintang Robotics"), "is an alias of lintang-robotics"),
    "a parent that is none": ((*ADD, "--parent", "lintang"), 'not added: parent: "lintang" is no entity\'s id; did you '
                              'mean "lintang-robotics"?'),
    "two letters": ((*ADD, "--alias", "SK"), '"SK" is too short to count wherever it stands; move it to weak_aliases '
                    "(--weak)"),
    "an ordinary word": ((*ADD, "--alias", "selat"), 'not added: aliases[2]: "selat" in small letters is an ordinary'),
    "an alias twice": ((*ADD, "--alias", "Selat", "--weak", "Selat"), '"Selat" is there twice'),
    "a blank alias": ((*ADD, "--alias", " "), "is blank"),
    "an escape": ((*ADD, "--alias", "Sel\x1bat"), "cannot be seen"),
    "no text": ((*ADD, "--alias", "Sel\udcffat"), "is no text: its bytes are not UTF-8"),
    "a bad id": ((*ADD, "--id", "Selat Kembar"), '"Selat Kembar" is no id; write at most 64 small letters'),
    "no id": (("海峡", "--type", "ORG"), 'no id can be made of "海峡": give it one with --id'),
    "a file elsewhere": ((*ADD, "--file", "../up.toml"), '"../up.toml" is no name of a file in'),
    "a hidden file": ((*ADD, "--file", ".toml"), "is no name of a file in"),
    "a file that does not load": ((*ADD, "--file", "wrong.toml"), "not added: first correct "),
    "a slip in requires": ((*ADD, "--requires", "lintang-robotic"), 'did you mean "lintang-robotics"?'),
    "an unknown type": (("Selat Kembar", "--type", "FIRM"), "--type"),
    "no type": (("Selat Kembar",), "--type"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_added_is_refused_and_nothing_is_written(
    add: Add, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    (folder / "wrong.toml").write_text("[[\n")
    before = contents(folder)
    ended = add(*arguments)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert said in " ".join(ended.stderr.split())
    assert "Traceback" not in ended.stderr
    assert contents(folder) == before


def test_without_a_folder_the_way_out_is_said(add: Add) -> None:
    ended = add(*ADD, KABAR_ENTITIES="")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr == (
        "kabar: there is no folder for entities of yours: set KABAR_ENTITIES to one, such as KABAR_ENTITIES=entities\n"
    )


def test_a_folder_that_cannot_be_made(add: Add, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = add(*ADD, KABAR_ENTITIES=str(tmp_path / "file" / "mine"))
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "cannot be written (Not a directory): give yourself the right, or set KABAR_ENTITIES" in ended.stderr


def test_what_somebody_else_wrote_meanwhile_is_not_lost(folder: Path) -> None:
    with pytest.raises(NotAddedError, match="was changed meanwhile: add it again"):
        _replace(folder / "ours.toml", b"before", b"after")
    assert contents(folder) == {"ours.toml": OURS.encode()}


def _add_lines(target: Path, times: int) -> int:
    """Adds a line of its own so often; how often it was told that it did."""
    added = 0
    for n in range(times):
        before = target.read_bytes()
        with suppress(NotAddedError):
            _replace(target, before, before + f"# {os.getpid()} {n}\n".encode())
            added += 1
    return added


def test_of_several_at_once_nothing_is_lost(folder: Path) -> None:
    target = folder / "several.toml"
    target.touch()
    with ProcessPoolExecutor(4) as pool:
        added = sum(pool.map(partial(_add_lines, target), [150] * 4))
    assert len(target.read_bytes().splitlines()) == added > 0
