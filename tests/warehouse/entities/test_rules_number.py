"""Nobody changes what is found without raising the number by which homes know that they have to look again.

The digest is of the code alone: comments, docstrings and how the lines are laid out do not count. It is the same in
every Python that the project runs on.
"""

import ast
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from warehouse.entities import amounts, names, tagger

FOLDER = Path(tagger.__file__).parent
PACKAGE = "warehouse.entities."

# What decides what each of them finds.
MODULES = {
    "tagger": """
        automaton boundaries context evidence finding function_words judging lexicon model neighbours normal
        objections places rules spots surroundings tagger verdicts words
    """,
    "amounts": "amounts beside conversions currencies model money money_text numbers ranges rates titles",
    "names": "function_words model names places runs",
}
# What decides nothing of it: a change in what the entity files say is in the gazetteer's own digest.
OTHERS = "agreement entity_file gazetteer toml_source toml_stanza"

# The number beside the digest of the code that it is the number of.
KNOWN = {
    "tagger": (3, "e4469d8742c21ee4"),
    "amounts": (1, "a40e506ef93c853a"),
    "names": (1, "ecdbf55dbe0a2051"),
}
NUMBERS = {"tagger": tagger.RULES, "amounts": amounts.RULES, "names": names.RULES}


@pytest.mark.parametrize("which", KNOWN)
def test_the_number_is_that_of_the_code(which: str) -> None:
    now = NUMBERS[which], digest(*(code(module) for module in MODULES[which].split()))
    assert now == KNOWN[which], (
        f"what {which} finds may have changed: raise RULES in {which}.py, "
        f"or only put the new digest here when it finds the same: {now}"
    )


def test_every_module_is_listed() -> None:
    listed = {name for names_ in (*MODULES.values(), OTHERS) for name in names_.split()}
    assert listed == {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}


@pytest.mark.parametrize("which", MODULES)
def test_what_a_module_needs_is_listed_with_it(which: str) -> None:
    listed = set(MODULES[which].split())
    assert which in listed
    assert {needed for module in listed for needed in imported(module)} <= listed


SAME = {
    "a comment": "def f(x):\n    # why\n    return x + 1\n",
    "a docstring": 'def f(x):\n    """What."""\n    return x + 1\n',
    "other lines": "def f(\n    x,\n):\n\n    return (x + 1)\n",
}
OTHER = {
    "a number": "def f(x):\n    return x + 2\n",
    "a kind of number": "def f(x):\n    return x + 1.0\n",
    "an operator": "def f(x):\n    return x - 1\n",
    "a name": "def f(y):\n    return y + 1\n",
    "a word of a list": 'def f(x):\n    return x + "1"\n',
    "an order": "def f(x):\n    return 1 + x\n",
}
CODE = "def f(x):\n    return x + 1\n"


def test_the_digest_is_the_same_in_every_python() -> None:
    strings = """x = f'{a!r:>{w}} {{y}}' 'b' f"c{d['e']}\\n{{" if x else 'é' 'f', rb'g'"""
    function = "def f(a: int = 1, *b, c=2, **d) -> None:\n    try:\n        yield -1\n    finally:\n        pass"
    assert digest(strings, function) == "34fbdd3ee9a8e541"


@pytest.mark.parametrize("code_", SAME.values(), ids=SAME.keys())
def test_how_it_is_written_does_not_count(code_: str) -> None:
    assert digest(code_) == digest(CODE)


@pytest.mark.parametrize("code_", OTHER.values(), ids=OTHER.keys())
def test_what_it_does_counts(code_: str) -> None:
    assert digest(code_) != digest(CODE)


# ------------------------------------------------------------------ the digest


def code(module: str) -> str:
    return (FOLDER / f"{module}.py").read_text(encoding="utf-8")


def imported(module: str) -> Iterator[str]:
    """The modules of the folder that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(code(module))):
        if isinstance(node, ast.ImportFrom) and node.module and f"{node.module}.".startswith(PACKAGE):
            inside = node.module.removeprefix(PACKAGE)
            yield from [inside] if inside != node.module else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix(PACKAGE) for a in node.names if a.name.startswith(PACKAGE))


def digest(*codes: str) -> str:
    """Of the trees of the codes, in that order."""
    return sha256("\n".join(spelled(ast.parse(text)) for text in codes).encode()).hexdigest()[:16]


def spelled(node: object) -> str:
    """A tree in a form that does not depend on the Python: `ast.dump` has other empty fields in each."""
    if isinstance(node, list):
        return f"[{' '.join(map(spelled, node))}]"
    if not isinstance(node, ast.AST):
        return ascii(node)
    fields = ((name, value) for name, value in ast.iter_fields(node) if name not in ("ctx", "kind", "type_comment"))
    filled = [(name, merged(node, without_docstring(node, name, value))) for name, value in fields]
    inner = " ".join(f"{name}={spelled(value)}" for name, value in filled if value is not None and value != [])
    return f"{type(node).__name__}({inner})"


def without_docstring(node: ast.AST, name: str, value: object) -> object:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    if name == "body" and isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None:
        return node.body[1:]
    return value


def merged(node: ast.AST, value: object) -> object:
    """The parts of an f-string, with the text between two values in one piece: some Pythons have several."""
    if not (isinstance(node, ast.JoinedStr) and isinstance(value, list)):
        return value
    parts: list[object] = []
    for part in value:
        text = part.value if isinstance(part, ast.Constant) else None
        if isinstance(text, str) and parts and isinstance(parts[-1], str):
            parts[-1] += text
        else:
            parts.append(part if text is None else text)
    return [part for part in parts if part != ""]
