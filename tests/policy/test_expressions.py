"""One expression: parsed once, and what is asked of it read off its tree."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from shenbao.policy.cel.engine import current
from shenbao.policy.cel.engine.port import Given, NoAnswer, Program, Refused
from shenbao.policy.cel.evaluation import Undecided
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.formula import Signs
from shenbao.policy.cel.mentions import VARIABLES
from shenbao.policy.cel.printing import printed
from shenbao.policy.cel.syntax import Call, Node, parts
from shenbao.policy.load.folder import load_notices

ROOT = Path(__file__).parents[2]
WORDS = Signs(plus=" + ", minus=" − ", times=" × ", over=" ÷ ", number="{:g}".format)
SHEET = Signs(plus="+", minus="-", times="*", over="/", number=repr)


def expressions() -> Iterator[str]:
    """Every expression of the notices, and of the vectors of the profile."""
    for notice in load_notices(ROOT):
        for home in notice.homes:
            for rule in home.all_rules():
                yield from (rule.when or "true", *rule.values.values())
                yield from (case.assertion for case in rule.cases)
            for node in home.fields():
                yield from (text for text in (node.when, node.computed) if text)
    vectors = json.loads((ROOT / "tests/conformance/vectors/cel.json").read_text(encoding="utf-8"))
    yield from (vector["expr"] for vector in vectors)


def regrouped(node: Node) -> object:
    """A tree in which it does not count how parts joined by the same ``&&`` are grouped."""
    if isinstance(node, Call) and node.function in ("_&&_", "_||_"):
        flat = [regrouped(part) for part in node.parts]
        same = [part for part in flat if isinstance(part, tuple) and part[0] == node.function]
        own = {id(part) for part in same}
        return (node.function, *(x for p in flat for x in (p[1:] if id(p) in own else (p,))))
    return (
        type(node),
        str(node) if not parts(node) else str(_head(node)),
        *map(regrouped, parts(node)),
    )


def _head(node: Node) -> tuple[object, ...]:
    names = ("function", "name", "asked", "macro", "row", "method")
    return tuple(getattr(node, name, None) for name in names)


def test_an_expression_that_is_printed_is_the_same_expression() -> None:
    """The tree of every expression of the policy, and of the profile, comes back from its text."""
    read = 0
    for text in dict.fromkeys(expressions()):
        tree = Expression.of(text).tree
        if tree is not None and "{}" not in text:
            again = Expression.of(printed(tree)).tree
            assert again is not None
            assert regrouped(again) == regrouped(tree), text
            read += 1
    assert read > 300


@pytest.mark.parametrize(
    "text",
    [
        "1 - (2 - 3)",
        "(1 + 2) * -(3)",
        "!(!self) && -(-5) == - 5",
        "(self ? 1 : 2) + (app ? 3 : 4)",
        "self ? (app ? 1 : 2) : ref ? 3 : 4",
        "(self || app) && (ref || row)",
        "{'a': 1, 2: [self]}['a'] in [1.0, 2u]",
        "'\\\\ \\' \" \\n \\u4e2d' + b'a' + r'\\d'",
        "(self.filter(r, r > 1) + app).map(r, r != 2, r * 2).exists_one(r, has(r.a.b))",
        "self.`a-b`[0].size() == size(self)",
    ],
)
def test_brackets_signs_and_quotes_are_kept_where_they_count(text: str) -> None:
    tree = Expression.of(text).tree
    assert tree is not None
    assert Expression.of(printed(tree)).tree == tree


def test_other_functions_can_be_called_in_the_place_of_some() -> None:
    tree = Expression.of("int(self) + size('int(x)') + app.int(1)").tree
    assert tree is not None
    assert printed(tree, {"int": "own"}) == 'own(self) + size("int(x)") + app.int(1)'


@pytest.mark.parametrize(
    ("text", "words", "sheet"),
    [
        ("100.0 * self.a / self.b.c", "100 × a ÷ b.c", "100.0*a/b.c"),
        ("(self.a - 1.5) * (self.b + self.a)", "(a − 1.5) × (b + a)", "(a-1.5)*(b+a)"),
        ("self.a - (self.b - self.a)", "a − (b − a)", "a-(b-a)"),
        ("-self.a + -2.0", "−a + -2", "-a+-2.0"),
        ("self.a > 1.0 ? 1.0 : 2.0", None, None),
        ("self.a + app.b", None, None),
        ("self", None, None),
        ("size(self.a)", None, None),
        ("sum(self.a.map(r, r.b)) / self.c", "a.*.b ÷ c", "a.*.b/c"),
        ("sum(self.a.map(r, r.b > 1.0, r.b))", None, None),
        ("sum(self.a.map(r, self.b))", None, None),
        ("self.nobody + 1.0", None, None),
    ],
)
def test_plain_arithmetic_is_a_formula(text: str, words: str | None, sheet: str | None) -> None:
    """In words and for a sheet alike; whatever is more than arithmetic has none."""

    def name(path: tuple[str, ...]) -> str | None:
        return None if path == ("nobody",) else ".".join(path)

    assert Expression.of(text).formula(name, WORDS) == words
    assert Expression.of(text).formula(name, SHEET) == sheet


def test_texts_that_are_written_out_are_what_they_stand_for() -> None:
    assert Expression.of("self in ['a', r'\\d'] || app['k'] == '\\n'").literals == (
        "a",
        "\\d",
        "k",
        "\n",
    )


class _Parrot:
    """An engine of another host, which has learnt one answer."""

    def parse(self, text: str) -> bytes:
        raise Refused(text)

    def given(self, data: Mapping[str, Any]) -> Given:
        return list(data)

    def compile(self, text: str, variables: tuple[str, ...]) -> Program:
        assert variables == VARIABLES
        if text == "never":
            raise Refused("not a word that I know")
        return _Word(text)


class _Word:
    gives = "DYN"

    def __init__(self, text: str) -> None:
        self.text = text

    def run(self, given: Given) -> Any:
        assert given == []
        if self.text == "lost":
            raise NoAnswer("missing")
        return self.text == "yes"


def test_another_host_brings_its_own_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What evaluates stands behind a port; all answers of an engine are passed on."""
    monkeypatch.setattr(current, "_chosen", [])
    current.use(_Parrot())
    assert Expression("yes").holds({}) is True
    assert Expression("no").holds({}) is False
    assert Expression("lost").holds({}) == Undecided("missing")
    assert Expression("never").holds({}) == Undecided("expression")
    assert Expression("yes").mentions == ()


def test_a_list_that_a_function_was_given_is_given_back() -> None:
    """Thousands of applications in one run: nothing of a name is kept once it was compared."""
    same_name_twice, names = (
        Expression("unique(self)"),
        [f"示例医院{number}" for number in range(50)],
    )
    assert same_name_twice.holds({"self": names}) is True
    tracemalloc.start()
    for _ in range(200):
        same_name_twice.holds({"self": names})
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 200_000  # 20 bytes for each name that was looked at; its text takes 100
    assert names == [f"示例医院{number}" for number in range(50)]


@pytest.mark.parametrize(
    ("expression", "data"),
    [
        ("fold(self)", ["示例医院", None]),
        ("unique(self)", ["示例医院", None]),
        ("self[0]", [None]),
        ("self.map(x, {'x': x})", [None, "示例医院"]),
    ],
)
def test_nothing_that_is_null_wears_out_the_interpreter(expression: str, data: Any) -> None:
    """Python before 3.12 counts who holds None, and ends the process when nobody is left."""
    asked = Expression(expression)
    asked.value({"self": data})
    gc.collect()  # what other tests left behind lets go of its own now, not within the loop
    before = sys.getrefcount(None)
    for _ in range(5000):
        asked.value({"self": data})
    assert sys.getrefcount(None) > before - 2500


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="nobody counts who holds None there")
def test_the_interpreter_ends_in_peace_though_references_to_nothing_were_lost() -> None:
    """The runtime gives more away than is known of: what is spare is not given back at the end."""
    program = (
        "import ctypes\n"
        "import shenbao.policy.cel.engine.google\n"
        "for _ in range(100_000): ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
