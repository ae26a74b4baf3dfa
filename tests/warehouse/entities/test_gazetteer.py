"""The gazetteer of files: what a stanza needs, what each mistake is called, and that it stops only its stanza."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.entities.entity_file import KEYS
from warehouse.entities.gazetteer import Loaded, find, load, made_of
from warehouse.entities.model import Alias, Entity
from warehouse.entities.toml_source import LARGEST_FILE, Source
from warehouse.errors import EntityError

SHIPPED = load()

LINTANG = """\
[[entity]]
id = "lintang-robotics"
name = "Lintang Robotics"
type = "ORG"
aliases = ["Lintang Robotics"]
"""
RATRI = """\
[[entity]]
id = "ratri-wulandhani"
name = "Ratri Wulandhani"
type = "PERSON"
aliases = ["Ratri Wulandhani"]
parent = "lintang-robotics"
"""


def add(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def source(text: str, file: str = "u/a.toml", folder: int = 1) -> Source:
    return Source(file=file, content=text.encode(), folder=folder)


def made(*texts: str) -> Loaded:
    """Of files `u/a.toml`, `u/b.toml` and so on, in one folder."""
    return made_of([source(text, f"u/{chr(97 + n)}.toml") for n, text in enumerate(texts)])


def ids(loaded: Loaded) -> list[str]:
    return [entity.entity_id for entity in loaded.gazetteer.entities]


def said(loaded: Loaded) -> list[tuple[str, int, str, str]]:
    return [(fault.file, fault.line, fault.key, fault.value) for fault in loaded.faults]


def the_fault(loaded: Loaded) -> EntityError:
    assert len(loaded.faults) == 1, [str(fault) for fault in loaded.faults]
    return loaded.faults[0]


def one(loaded: Loaded) -> Entity:
    (entity,) = loaded.gazetteer.entities
    return entity


# ------------------------------------------------------------------ what is right


def test_what_is_shipped_has_no_fault() -> None:
    assert [str(fault) for fault in SHIPPED.faults] == []


def test_a_users_minimal_stanza_is_enough(tmp_path: Path) -> None:
    loaded = load([add(tmp_path, "mine.toml", LINTANG)])
    assert loaded.faults == ()
    assert [e for e in loaded.gazetteer.entities if e.entity_id == "lintang-robotics"] == [
        Entity(
            entity_id="lintang-robotics",
            name="Lintang Robotics",
            type="ORG",
            aliases=(Alias(text="Lintang Robotics"),),
        )
    ]
    assert len(ids(loaded)) == len(ids(SHIPPED)) + 1


def test_every_key_is_read() -> None:
    loaded = made(
        LINTANG
        + """\
weak_aliases = [
    { alias = "Lintang", from = 2021-10-28, until = 2024-01-01, language = "id", requires = ["robot", "a-b"] },
    "LR",
]
wikidata = "Q380"
requires = ["robot", "e-wallet"]
vetoes = ["bintang lintang"]
valid_from = 2020-02-18
field = "robotics"
"""
        + RATRI
    )
    assert loaded.faults == ()
    assert loaded.gazetteer.entities[0] == Entity(
        entity_id="lintang-robotics",
        name="Lintang Robotics",
        type="ORG",
        aliases=(
            Alias(text="Lintang Robotics"),
            Alias(text="LR", weak=True),
            Alias(
                text="Lintang",
                weak=True,
                since=date(2021, 10, 28),
                until=date(2024, 1, 1),
                language="id",
                requires=("a-b", "robot"),
            ),
        ),
        wikidata_id="Q380",
        requires=("e-wallet", "robot"),
        vetoes=("bintang lintang",),
        valid_from=date(2020, 2, 18),
        field="robotics",
    )
    assert loaded.gazetteer.entities[1].parent_id == "lintang-robotics"


STRONG = ["U.S.", "x.ai", "o3-mini", "xAI", "Ai2", "01.AI", "小米", "Côte", "GPT", "é.A", "detik.com", "iOS"]


@pytest.mark.parametrize("alias", STRONG)
def test_a_strong_alias_looks_like_a_name(alias: str) -> None:
    assert one(made(LINTANG.replace('["Lintang Robotics"]', f'["{alias}"]'))).aliases == (Alias(text=alias),)


def test_a_name_in_small_letters_is_said_to_be_one() -> None:
    text = LINTANG.replace('"Lintang Robotics"]', '{ alias = "lintangcom", lower_case = true }]')
    assert one(made(text)).aliases == (Alias(text="lintangcom"),)


def test_a_name_that_changed_hands_is_each_ones_in_its_time() -> None:
    older = LINTANG.replace('"Lintang Robotics"]', '{ alias = "Harbour", until = 2021-10-28 }]')
    newer = RATRI.replace('"Ratri Wulandhani"]', '{ alias = "Harbour", from = 2021-10-28 }]')
    assert made(older, newer).faults == ()
    assert the_fault(made(older.replace("28", "29"), newer)).key == "aliases"


def test_an_alias_is_anothers_in_another_language() -> None:
    first = LINTANG.replace('"Lintang Robotics"]', '{ alias = "Antara", language = "id" }]')
    second = RATRI.replace('"Ratri Wulandhani"]', '{ alias = "Antara", language = "en" }]')
    assert made(first, second).faults == ()
    assert len(made(first, second.replace('"en"', '"id"')).faults) == 1


def test_a_weak_alias_may_be_of_several() -> None:
    loaded = made(LINTANG + 'weak_aliases = ["Harbour"]\n' + RATRI + 'weak_aliases = ["Harbour"]\n')
    assert loaded.faults == ()


# ------------------------------------------------------------------ what is wrong


def changed(old: str, new: str, text: str = LINTANG) -> str:
    assert old in text
    return text.replace(old, new)


def aliases(toml: str) -> str:
    return changed('["Lintang Robotics"]', toml)


LONG = "x" * 101
ALIAS = 'aliases = ["Lintang Robotics"]\n'

# The text, then the fault's line, key, value, and what its remedy says.
MISTAKES: dict[str, tuple[str, int, str, str, str]] = {
    "unknown key": (LINTANG + 'wikidat = "Q1"', 6, "wikidat", "", 'no such key; did you mean "wikidata"?'),
    "far from any key": (LINTANG + "zzz = 1", 6, "zzz", "", "no such key; the keys here are id, name, type,"),
    "no id": (changed('id = "lintang-robotics"\n', ""), 1, "id", "", "missing; add it as text in quotes"),
    "no name": (changed('name = "Lintang Robotics"\n', ""), 1, "name", "", "missing"),
    "no type": (changed('type = "ORG"\n', ""), 1, "type", "", "missing"),
    "no alias": (changed(ALIAS, ""), 1, "aliases", "", "there is none; add the forms"),
    "no alias in the list": (aliases("[]"), 5, "aliases", "", "there is none"),
    "capitals in an id": (changed('"lintang-robotics"', '"Lintang"'), 2, "id", "Lintang", "small letters and digits"),
    "an underscore in an id": (changed("lintang-r", "lintang_r"), 2, "id", "lintang_robotics", "is no id"),
    "two hyphens in an id": (changed("lintang-r", "lintang--r"), 2, "id", "lintang--robotics", "is no id"),
    "an id too long": (changed("lintang-robotics", "x" * 65), 2, "id", "x" * 65, "at most 64 small letters"),
    "a number for a name": (changed('"Lintang Robotics"\nt', "7\nt"), 3, "name", "7", "is no text; write it in quotes"),
    "a blank name": (changed('= "Lintang Robotics"', '= " "'), 3, "name", " ", "is blank"),
    "a name without a letter": (changed('= "Lintang Robotics"', '= "!"'), 3, "name", "!", "neither letter nor digit"),
    "a type in small letters": (changed('"ORG"', '"org"'), 4, "type", "org", 'is no type; did you mean "ORG"?'),
    "a type begun": (changed('"ORG"', '"organisation"'), 4, "type", "organisation", "there are ORG, PERSON, PRODUCT"),
    "an empty type": (changed('"ORG"', '""'), 4, "type", "", "is blank"),
    "an alias for a list": (aliases('"Lintang"'), 5, "aliases", "Lintang", "a list in [brackets] belongs"),
    "a number for an alias": (aliases('["Ab c", 7]'), 5, "aliases[2]", "7", "is no text"),
    "a list for an alias": (aliases('[["Lintang"]]'), 5, "aliases[1]", "['Lintang']", "is no text"),
    "a blank alias": (aliases('["Lintang", ""]'), 5, "aliases[2]", "", "is blank"),
    "an alias too long": (aliases(f'["{LONG}"]'), 5, "aliases[1]", LONG[:100], "longer than 100 characters"),
    "an alias of signs": (aliases('["+++"]'), 5, "aliases[1]", "+++", "neither letter nor digit"),
    "an alias with a blank before it": (aliases('[" Lintang"]'), 5, "aliases[1]", " Lintang", "has blanks at an end"),
    "an alias with two blanks": (aliases('["Lin  tang"]'), 5, "aliases[1]", "Lin  tang", "two in a row"),
    "an alias with a tab": (aliases('["Lin\\ttang"]'), 5, "aliases[1]", "Lin\\ttang", "holds '\\t', which cannot be"),
    "an alias with an escape": (aliases('["Lin\\u001b"]'), 5, "aliases[1]", "Lin\\x1b", "cannot be seen"),
    "an alias with a hidden space": (aliases('["Lin\u200btang"]'), 5, "aliases[1]", "Lin\\u200btang", "cannot be seen"),
    "an alias twice": (aliases('["Lin Tang",\n"Lin Tang"]'), 5, "aliases", "Lin Tang", "is there twice"),
    "an alias strong and weak": (LINTANG + 'weak_aliases = ["Lintang Robotics"]', 6, "weak_aliases", "Lintang Robotics",
                                 "is there twice"),
    "one letter": (aliases('["Xin Tang",\n"X"]'), 6, "aliases[2]", "X", "too short to count wherever it stands; move"),
    "two letters": (aliases('["HP"]'), 5, "aliases[1]", "HP", "move it to weak_aliases"),
    "two letters and a sign": (aliases('["X+"]'), 5, "aliases[1]", "X+", "too short"),
    "an ordinary word": (aliases('["lintang"]'), 5, "aliases[1]", "lintang", "an ordinary word; write its capitals"),
    "ordinary words": (aliases('["kecerdasan buatan"]'), 5, "aliases[1]", "kecerdasan buatan", "an ordinary word"),
    "an ordinary word, by hyphen": (aliases('["e-wallet"]'), 5, "aliases[1]", "e-wallet", "an ordinary word"),
    "an alias without one": (aliases("[{ from = 2021-10-28 }]"), 5, "aliases[1].alias", "", "missing"),
    "an unknown key of an alias": (aliases('["Abc", { alias = "Lin Tang", form = 2021-10-28 }]'), 5, "aliases[2].form",
                                   "", 'did you mean "from"?'),
    "a day in quotes": (aliases('[\n{ alias = "Lin Tang", from = "2021-10-28" }]'), 6, "aliases[1].from", "2021-10-28",
                        "without quotes, such as 2021-10-28"),
    "an hour for a day": (LINTANG + "valid_from = 2021-10-28T10:00:00Z", 6, "valid_from", "2021-10-28 10:00:00+00:00",
                          "is no day"),
    "a year for a day": (LINTANG + "valid_from = 2021", 6, "valid_from", "2021", "is no day"),
    "ended before it began": (aliases('[{ alias = "Lin Tang", from = 2021-10-28, until = 2021-10-28 }]'), 5,
                              "aliases[1].until", "2021-10-28", "ends before it begins on 2021-10-28"),
    "a language in words": (aliases('[{ alias = "Lin Tang", language = "Indonesian" }]'), 5, "aliases[1].language",
                            "Indonesian", "write two small letters, such as id or en"),
    "a text for a flag": (aliases('[{ alias = "Lin Tang", lower_case = "yes" }]'), 5, "aliases[1].lower_case", "yes",
                          "true or false"),
    "a strong alias that requires": (aliases('[{ alias = "Lin T", requires = ["a"] }]'), 5, "aliases[1].requires",
                                     "", "move the alias to weak_aliases"),
    "a field": (LINTANG + 'field = "Robotics, AI"', 6, "field", "Robotics, AI", "write one word in small letters"),
    "an item of Wikidata": (LINTANG + 'wikidata = "380"', 6, "wikidata", "380", "write Q and its number, such as Q380"),
    "an address in Wikidata": (LINTANG + 'wikidata = "https://wikidata.test/Q1"', 6, "wikidata",
                               "https://wikidata.test/Q1", "is no item of Wikidata"),
    "an unknown parent": (LINTANG + 'parent = "lintang-robotic"', 6, "parent", "lintang-robotic",
                          'is no entity\'s id; did you mean "lintang-robotics"?'),
    "a parent near nothing": (LINTANG + 'parent = "qqq"', 6, "parent", "qqq", "add that entity, or delete the parent"),
    "its own parent": (LINTANG + 'parent = "lintang-robotics"', 6, "parent", "lintang-robotics",
                       "makes a circle (lintang-robotics in lintang-robotics)"),
    "a slip in requires": (LINTANG + 'requires = ["robot", "lintang-robotic"]', 6, "requires", "lintang-robotic",
                           'did you mean "lintang-robotics"? If it is a phrase, write it with a blank'),
    "a number in requires": (LINTANG + "requires = [7]", 6, "requires[1]", "7", "is no text"),
    "a blank veto": (LINTANG + 'vetoes = ["meta analysis",\n""]', 6, "vetoes[2]", "", "is blank"),
    "too many aliases": (aliases(str([f"Lin {n}" for n in range(201)])), 5, "aliases", "", "holds more than 200"),
    "not TOML": (changed('id = "lintang-robotics"', "id = lintang"), 2, "the file", "", "no TOML (Invalid value)"),
    "a key twice": (LINTANG + 'type = "ORG"\n\n', 6, "the file", "", "no TOML (Cannot overwrite a value"),
    "not closed": (LINTANG + "vetoes = [\n", 6, "the file", "", "no TOML"),
    "nested": ("a = " + "[" * 5000 + "]" * 5000, 1, "the file", "", "nested too deeply"),
    "a number without end": (LINTANG + "x = " + "1" * 5000, 6, "the file", "", "no TOML (Exceeds the limit"),
    "a number that cannot be written": (LINTANG + "parent = 0x" + "f" * 5000, 6, "parent", "a number", "is no text"),
    "an escape for a key": (LINTANG + '"\\u001b" = 1', 1, "\\x1b", "", "no such key"),
    "a long key": (LINTANG + "x" * 500 + " = 1", 6, "x" * 100, "", "no such key"),
    "a slip in an alias": (LINTANG + 'weak_aliases = ["Tang",\n{ alias = "Lin", requires = ["lintang-robotic"] }]', 7,
                           "weak_aliases", "lintang-robotic", 'did you mean "lintang-robotics"?'),
    "too large": ("#" * (LARGEST_FILE + 1), 1, "the file", "", "larger than 4194304 bytes"),
    "another header": ("\n[[entities]]\n" + 'id = "x"', 2, "entities", "", 'did you mean "[[entity]]"?'),
    "one bracket": (changed("[[entity]]", "# mine\n[entity]"), 2, "entity", "", "write it in two brackets: [[entity]]"),
    "a key before the header": ('name = "x"\n' + LINTANG, 1, "name", "", "belongs under an [[entity]] line"),
    "a stray key": ("\nversion = 1\n" + LINTANG, 2, "version", "", "a file holds [[entity]] stanzas and nothing else"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "key", "value", "remedy"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_file_line_key_value_and_remedy(
    text: str, line: int, key: str, value: str, remedy: str
) -> None:
    fault = the_fault(made(text))
    assert (fault.file, fault.line, fault.key, fault.value) == ("u/a.toml", line, key, value)
    assert remedy in fault.remedy
    assert str(fault).startswith(f"u/a.toml, line {line}: {key}: ")
    assert str(fault).isprintable()


def test_every_key_can_be_wrong() -> None:
    assert {*KEYS} <= {key.split("[")[0] for _, _, key, _, _ in MISTAKES.values()}


def test_all_the_mistakes_of_a_stanza_are_told_at_once() -> None:
    text = LINTANG.replace('"ORG"', '"firm"').replace('"lintang-robotics"', '"L R"') + "parent = 7\n"
    assert said(made(text)) == [
        ("u/a.toml", 2, "id", "L R"),
        ("u/a.toml", 4, "type", "firm"),
        ("u/a.toml", 6, "parent", "7"),
    ]


def test_a_mistake_stops_only_its_stanza() -> None:
    loaded = made(LINTANG + LINTANG.replace("lintang", "other").replace('"ORG"', '"firm"') + RATRI)
    assert ids(loaded) == ["lintang-robotics", "ratri-wulandhani"]
    assert said(loaded) == [("u/a.toml", 9, "type", "firm")]


# Each line is looked for in the whole file, so that a file full of mistakes would take minutes.
@pytest.mark.parametrize("top", ["", LINTANG], ids=["file", "stanza"])
def test_of_very_many_mistakes_the_first_are_told(top: str) -> None:
    loaded = made(top + "".join(f"k{n} = 1\n" for n in range(1000)), RATRI.replace("parent", "# "))
    assert ids(loaded) == ["ratri-wulandhani"]
    assert [key for _, _, key, _ in said(loaded)] == [f"k{n}" for n in range(50)]


def test_the_line_of_entities_in_one_list_is_where_it_begins() -> None:
    loaded = made('# Mine.\n\nentity = [\n{ id = "a", name = "A B", type = "ORG" },\n{ name = "C D" },\n]\n')
    assert {line for _, line, _, _ in said(loaded)} == {3}


def test_a_key_of_thousands_of_parts_is_not_read() -> None:
    loaded = made(LINTANG + "\n" + "a." * 1001 + "b = 1\n", RATRI.replace("parent", "# "))
    assert ids(loaded) == ["ratri-wulandhani"]
    assert str(the_fault(loaded)).startswith("u/a.toml, line 7: the file: more than 1000 dots on one line; break it")


def test_a_file_that_is_no_toml_stops_only_itself(tmp_path: Path) -> None:
    add(tmp_path, "a.toml", "[[")
    add(tmp_path, "b.toml", LINTANG)
    (tmp_path / "c.toml").write_bytes(b"\n\nname = '\xff'")
    loaded = load([tmp_path])
    assert {*ids(loaded)} - {*ids(SHIPPED)} == {"lintang-robotics"}
    assert [(file.rpartition("/")[2], line) for file, line, _, _ in said(loaded)] == [("a.toml", 1), ("c.toml", 3)]


def test_what_is_no_file_of_entities_is_left_alone(tmp_path: Path) -> None:
    add(tmp_path, ".hidden.toml", "[[")
    add(tmp_path, "notes.txt", "[[")
    assert load([tmp_path]) == SHIPPED


def test_a_folder_that_is_none_and_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.toml").mkdir()
    loaded = load([tmp_path / "nowhere", tmp_path, tmp_path / "x.toml"])
    assert loaded.gazetteer == SHIPPED.gazetteer
    missing, no_file = loaded.faults
    assert str(missing) == (
        f"{tmp_path}/nowhere: the folder: cannot be listed (No such file or directory); "
        "create it, or correct KABAR_ENTITIES"
    )
    assert str(no_file).startswith(f"{tmp_path}/x.toml: the file: cannot be read (no file)")


def test_of_a_folder_of_thousands_of_files_the_first_thousand_count(tmp_path: Path) -> None:
    for n in range(1001):
        (tmp_path / f"{n:04}.toml").touch()
    sources, faults = find([tmp_path])
    assert len([s for s in sources if s.folder == 1]) == 1000
    assert "holds more than 1000 files" in faults[0].remedy


def test_lines_are_those_of_the_file_whatever_is_in_its_texts() -> None:
    tricky = '''\
# [[entity]]
[[entity]]      # the first
id = "one"
name = """
[[entity]]
type = "X" \\""" and more"""
type = 'ORG'
aliases = ["type = 1", '# No comment']

  [[ entity ]]
id = 'two'
name = "Two # [[entity]]"
aliases = [
    "Two of Two",   # "Two of Nothing"
    { alias = "Two to Two", from = 2018-01-01, until = 2019-01-01 },
    { alias = "Two to Three", from = 2020-01-01, until = 2019-01-01 },
    "nothing much",
]
type = "FIRM"
'''
    assert said(made(tricky)) == [
        ("u/a.toml", 4, "name", '[[entity]]\\ntype = "X" """ and more'),
        ("u/a.toml", 16, "aliases[3].until", "2019-01-01"),
        ("u/a.toml", 17, "aliases[4]", "nothing much"),
        ("u/a.toml", 19, "type", "FIRM"),
    ]


# ------------------------------------------------------------------ what two say


def test_two_with_one_id_in_one_folder() -> None:
    loaded = made(LINTANG, RATRI + LINTANG.replace("Lintang Robotics", "Lintang Labs"))
    assert loaded.gazetteer.entities[0].name == "Lintang Robotics"
    fault = the_fault(loaded)
    assert (fault.file, fault.line, fault.key, fault.value) == ("u/b.toml", 8, "id", "lintang-robotics")
    assert "is the id of an entity in u/a.toml, line 2 already" in fault.remedy


def test_a_users_entity_replaces_the_shipped_one_with_its_id() -> None:
    changed_name = LINTANG.replace('"Lintang Robotics"', '"Lintang Robotics Tbk"')
    loaded = made_of([source(LINTANG, "s/a.toml", 0), source(RATRI, "s/b.toml", 0), source(changed_name)])
    assert loaded.faults == ()
    assert loaded.gazetteer.entities[0].name == "Lintang Robotics Tbk"
    assert loaded.gazetteer.entities[0].aliases == (Alias(text="Lintang Robotics Tbk"),)


@pytest.mark.parametrize("slip", ['type = "FIRM"', 'type = "ORG"\nparent = "nobody"'], ids=["alone", "beside others"])
def test_where_a_users_entity_is_faulty_the_shipped_one_counts(slip: str) -> None:
    loaded = made_of([source(LINTANG, "s/a.toml", 0), source(LINTANG.replace('type = "ORG"', slip))])
    assert one(loaded).type == "ORG"
    assert the_fault(loaded).file == "u/a.toml"


def test_two_claim_one_strong_alias_and_the_later_is_left_out() -> None:
    second = RATRI.replace('["Ratri Wulandhani"]', '["Ratri Wulandhani",\n    "Lintang Robotics"]')
    loaded = made(LINTANG, second)
    assert ids(loaded) == ["lintang-robotics"]
    fault = the_fault(loaded)
    assert (fault.file, fault.line, fault.key, fault.value) == ("u/b.toml", 6, "aliases", "Lintang Robotics")
    assert fault.remedy == (
        'is a strong alias of "lintang-robotics" already (u/a.toml, line 2); move it to weak_aliases in one of the two'
    )


def test_a_user_is_told_how_to_take_an_alias_from_a_shipped_entity() -> None:
    taken = RATRI.replace('["Ratri Wulandhani"]', '["Lintang Robotics"]')
    loaded = made_of([source(LINTANG, "s/a.toml", 0), source(taken)])
    assert ids(loaded) == ["lintang-robotics"]
    assert 'or write an entity with the id "lintang-robotics", which replaces' in the_fault(loaded).remedy
    both = made_of([source(LINTANG, "s/a.toml", 0), source(taken + LINTANG.replace("Lintang Robotics", "Lintang"))])
    assert both.faults == ()


def test_aliases_are_the_same_in_whatever_quotes_and_widths() -> None:
    first, second = (LINTANG.replace('["Lintang Robotics"]', f'["{a}"]') for a in ("Lin’s Tang", "Ｌin's Tang"))
    assert len(made(first, second.replace("lintang", "other")).faults) == 1


def test_of_a_circle_one_is_left_out_and_the_others_count() -> None:
    def entity(name: str, parent: str) -> str:
        return LINTANG.replace("lintang-robotics", name).replace("Lintang", name) + f'parent = "{parent}"\n'

    loaded = made(entity("aaa", "bbb") + entity("bbb", "ccc") + entity("ccc", "aaa") + entity("ddd", "aaa"))
    assert ids(loaded) == ["aaa", "bbb", "ddd"]
    assert said(loaded) == [("u/a.toml", 18, "parent", "aaa")]
    assert "makes a circle (aaa in bbb in ccc in aaa)" in loaded.faults[0].remedy
    assert [e.parent_id for e in loaded.gazetteer.entities] == ["bbb", "", "aaa"]


def test_whose_parent_is_faulty_stays_without_it() -> None:
    loaded = made(LINTANG.replace('"ORG"', '"FIRM"') + RATRI)
    assert said(loaded) == [("u/a.toml", 4, "type", "FIRM")]
    assert one(loaded).parent_id == ""


# ------------------------------------------------------------------ the digest

SECOND_LAYOUT = """\
# The same, laid out otherwise.
[[entity]]
type = 'PERSON'
parent = "lintang-robotics"
aliases = [{ alias = "Ratri Wulandhani" }]   # her only name
id = "ratri-wulandhani"
name = "Ratri \\u0057ulandhani"

[[entity]]
aliases = [
    "Lintang Robotics",
]
id = "lintang-robotics"
name = "Lintang Robotics"
type = "ORG"
"""


def test_the_same_entities_have_the_same_digest_however_they_are_laid_out() -> None:
    every = {made(*texts).gazetteer.digest for texts in [(LINTANG, RATRI), (RATRI + LINTANG,), (SECOND_LAYOUT,)]}
    assert len(every) == 1


def test_the_order_of_lists_says_nothing() -> None:
    text = LINTANG + 'requires = ["aaa", "bbb"]\nvetoes = ["ccc", "ddd"]\nweak_aliases = ["Lin", "Tang"]\n'
    turned = LINTANG + 'requires = ["bbb", "aaa"]\nvetoes = ["ddd", "ccc"]\nweak_aliases = ["Tang", "Lin"]\n'
    assert made(text).gazetteer == made(turned).gazetteer


CHANGES = [
    ('"lintang-robotics"', '"lintang"'),
    ('name = "Lintang Robotics"', 'name = "Lintang"'),
    ('"ORG"', '"PRODUCT"'),
    ('["Lintang Robotics"]', '["Lintang Labs"]'),
    ('["Lintang Robotics"]', '["Lintang Robotics", "Lintang Labs"]'),
    ("aliases", "weak_aliases"),
    ('"Lintang Robotics"]', '{ alias = "Lintang Robotics", from = 2021-10-28 }]'),
    ('"Lintang Robotics"]', '{ alias = "Lintang Robotics", until = 2021-10-28 }]'),
    ('"Lintang Robotics"]', '{ alias = "Lintang Robotics", language = "id" }]'),
    ('"ORG"', '"ORG"\nrequires = ["robot"]'),
    ('"ORG"', '"ORG"\nvetoes = ["robot"]'),
    ('"ORG"', '"ORG"\nwikidata = "Q380"'),
    ('"ORG"', '"ORG"\nvalid_from = 2021-10-28'),
    ('"ORG"', '"ORG"\nfield = "robotics"'),
]


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=[new for _, new in CHANGES])
def test_whatever_an_entity_says_is_in_the_digest(old: str, new: str) -> None:
    after = made(changed(old, new))
    assert after.faults == ()
    assert after.gazetteer.digest != made(LINTANG).gazetteer.digest


def test_the_digest_of_known_entities() -> None:
    assert made(LINTANG, RATRI).gazetteer.digest == "86cdefd466f1716f973472e03987c0d3b9b16f5ad7758ab2a3d762f0462b2946"


# ------------------------------------------------------------------ whatever a file holds

PIECES = [
    "[[entity]]\n", 'id = "a"\n', 'id = "b-c"\n', 'name = "A Name"\n', 'type = "ORG"\n', 'type = "X"\n', "[entity]\n",
    'aliases = ["A Name"]\n', "aliases = [{ alias = 1 }]\n", 'weak_aliases = ["a"]\n', 'parent = "a"\n',
    'parent = "b-c"\n', "requires = []\n", "valid_from = 2021-10-28\n", '"', "'''", "\x00", "#", "=", "[", "]", "\n",
    'aliases = [{ alias = "A Name", until = 2020-01-01 }]\n', "[[entity.aliases]]\n", "[entity.x]\n", "\r\n", "\ufeff",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join), max_size=3))
def test_no_file_stops_the_others(texts: list[str]) -> None:
    loaded = made(LINTANG, *(text.encode("utf-8", "ignore").decode() for text in texts))
    assert "lintang-robotics" in ids(loaded)
    assert ids(loaded) == sorted({*ids(loaded)})
    assert {e.parent_id for e in loaded.gazetteer.entities} <= {*ids(loaded), ""}
    for fault in loaded.faults:
        assert fault.file[2:] in ("b.toml", "c.toml", "d.toml")
        assert 1 <= fault.line <= texts[ord(fault.file[2]) - ord("b")].count("\n") + 1


def _stanzas(numbers: list[int]) -> Iterator[str]:
    for n in numbers:
        yield LINTANG.replace("lintang-robotics", f"l-{n}").replace("Lintang", f"L{n}") + f'parent = "l-{n // 2}"\n'


@given(st.integers(0, 2**32))
def test_no_order_of_files_and_stanzas_changes_the_gazetteer(seed: int) -> None:
    numbers = list(range(2, 12))
    first = "".join(_stanzas(numbers)) + LINTANG.replace("lintang-robotics", "l-1")
    random.Random(seed).shuffle(numbers)
    *stanzas, last = _stanzas(numbers)
    second = made(last + LINTANG.replace("lintang-robotics", "l-1"), "".join(stanzas))
    assert second.faults == ()
    assert made(first).gazetteer == second.gazetteer
