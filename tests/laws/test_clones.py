"""No eight lines of code stand twice, whatever their variables, texts and numbers are called.

The same calls on the same attributes in the same order are one piece of logic that serves twice.
What a value holds, a constant, and the keys of what is published are no logic.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "generator" / "shenbao"
SCRIPTS = ROOT / "site-templates" / "web" / "src"
LEAST = 8
"""Lines with code on them; fewer are idiom more often than logic."""


class Step(NamedTuple):
    """A statement of Python or a line of a script: its shape, how many lines of code, its place."""

    shape: str
    lines: int
    first: int
    last: int


class Clone(NamedTuple):
    """Two places of one shape: each a file, its first and its last line."""

    one: tuple[str, int, int]
    other: tuple[str, int, int]

    def __str__(self) -> str:
        return " ~ ".join(f"{file}:{first}-{last}" for file, first, last in self)

    def holds(self, clone: Clone) -> bool:
        """Say whether a clone is a part of this one."""
        return self != clone and all(
            file == inner and first <= start and end <= last
            for (file, first, last), (inner, start, end) in zip(self, clone, strict=True)
        )


class Shapes:
    """The shapes of the nodes of one module: their calls, attributes and keys, without names."""

    def __init__(self) -> None:
        self._known: dict[ast.AST, str] = {}

    def of(self, node: object) -> str:
        if isinstance(node, list):
            return f"[{','.join(map(self.of, node))}]"
        if not isinstance(node, ast.AST):
            return repr(node)
        if node not in self._known:
            self._known[node] = self._made(node)
        return self._known[node]

    def _made(self, node: ast.AST) -> str:
        if isinstance(node, ast.Name | ast.arg):
            return "name"
        if isinstance(node, ast.Constant):
            kept = node.value is None or isinstance(node.value, bool)
            return repr(node.value) if kept else type(node.value).__name__
        parts = {name: self.of(value) for name, value in ast.iter_fields(node)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            parts["func"] = node.func.id
        if isinstance(node, ast.Dict):
            parts["keys"] = str([key and ast.dump(key) for key in node.keys])
        if isinstance(node, ast.FunctionDef):
            parts["name"] = parts["returns"] = ""
        return f"{type(node).__name__}({','.join(parts.values())})"


def python_steps(source: str) -> Iterator[tuple[Step, ...]]:
    """Yield the statements of each body of a module; what only says or holds is none."""
    tree, shapes = ast.parse(source), Shapes()
    sentences = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    code = {
        number
        for number, line in enumerate(source.splitlines(), 1)
        if number not in sentences and re.search(r"\w", line.partition("#")[0])
    }
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                kept = [step for step in body if _is_logic(step, node)]
                yield tuple(_python_step(step, code, shapes) for step in kept)


def _is_logic(step: ast.stmt, around: ast.AST) -> bool:
    if isinstance(around, ast.Module | ast.ClassDef):
        return isinstance(step, ast.FunctionDef)
    sentence = isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)
    return not sentence and not isinstance(step, ast.Import | ast.ImportFrom)


def _python_step(node: ast.stmt, code: set[int], shapes: Shapes) -> Step:
    first, last = node.lineno, node.end_lineno or node.lineno
    lines = sum(number in code for number in range(first, last + 1))
    return Step(shapes.of(node), lines, first, last)


_PIECE = re.compile(
    r"(?P<passed>//[^\n]*|/\*.*?\*/)"
    r"|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"
    r"|(?P<called>[A-Za-z_$][\w$]*(?=\s*\()|(?<=\.)[A-Za-z_$][\w$]*|[A-Za-z_$][\w$]*(?=\??:))"
    r"|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)|(?P<end>\n)|(?P<sign>[^\s\w])",
    re.DOTALL,
)
_WORDS = re.compile(
    r"if|else|for|while|do|switch|case|default|break|continue|return|goto|throw|try|catch|finally"
    r"|const|let|new|typeof|instanceof|in|of|async|await|yield|static|void|true|false|null"
)
_DECLARED = re.compile(r"[# ].*|(?:(?:name|called|text|number|[*,;:?|<>{}\[\]]) *)+")
"""A field of a struct or an interface, as shapes have it, a line of a table of constants, a
directive of the preprocessor."""


def script_steps(source: str) -> Iterator[tuple[Step, ...]]:
    """Yield the lines of TypeScript or C that have more than signs, as one run."""
    steps: list[Step] = []
    number, shape = 1, list[str]()
    for piece in _PIECE.finditer(source + "\n"):
        kind, text = piece.lastgroup or "", piece[0]
        if kind == "end":
            line = " ".join(shape).strip()
            if re.search(r"\w", line) and not _DECLARED.fullmatch(line):
                steps.append(Step(line, 1, number, number))
            shape = []
        elif kind != "passed":
            shape.append(text if kind in {"called", "sign"} or _WORDS.fullmatch(text) else kind)
        number += text.count("\n")
    yield tuple(steps)


def clones_of(files: Mapping[str, Sequence[tuple[Step, ...]]], least: int = LEAST) -> list[Clone]:
    """Return the longest runs of steps that stand at two places and take so many lines."""
    runs = [(file, run) for file, several in files.items() for run in several]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (_, run) in enumerate(runs):
        for at, step in enumerate(run):
            places[step.shape].append((number, at))
    found = {
        clone
        for alike in places.values()
        for index, one in enumerate(alike)
        for other in alike[index + 1 :]
        if (clone := _clone(runs, one, other, least)) is not None
    }
    return sorted(clone for clone in found if not any(other.holds(clone) for other in found))


def _clone(
    runs: Sequence[tuple[str, tuple[Step, ...]]],
    one: tuple[int, int],
    other: tuple[int, int],
    least: int,
) -> Clone | None:
    (file, run), (second, along) = runs[one[0]], runs[other[0]]
    at, there = one[1], other[1]
    if at and there and run[at - 1].shape == along[there - 1].shape:
        return None  # it begins earlier
    more = 0
    for mine, its in zip(run[at:], along[there:], strict=False):
        if mine.shape != its.shape:
            break
        more += 1
    taken, again = run[at : at + more], along[there : there + more]
    if min(sum(step.lines for step in part) for part in (taken, again)) < least:
        return None
    if file == second and taken[-1].last >= again[0].first:
        return None  # lines that follow each other in one shape, as the arms of a choice
    return Clone((file, taken[0].first, taken[-1].last), (second, again[0].first, again[-1].last))


def house() -> dict[str, list[tuple[Step, ...]]]:
    """Return what the code of ours does, by the path of its file."""
    python = [(file, python_steps) for file in PACKAGE.rglob("*.py")]
    scripts = [
        (file, script_steps)
        for file in (*SCRIPTS.rglob("*.ts"), *PACKAGE.rglob("*.c"))
        if not file.name.endswith(".test.ts")
    ]
    return {
        file.relative_to(ROOT).as_posix(): list(steps(file.read_text(encoding="utf-8")))
        for file, steps in sorted((*python, *scripts))
    }


def test_no_eight_lines_of_code_stand_twice() -> None:
    assert [str(clone) for clone in clones_of(house())] == []


COUNTING = """
def count(rows, most):
    found = {}
    for row in rows:
        name = row.name.strip()
        if not name:
            continue
        found[name] = found.get(name, 0) + 1
        if len(found) > most:
            break
    return sorted(found)
"""
RENAMED = COUNTING.replace("rows", "items").replace("row", "item").replace("found", "seen")
OTHERWISE = COUNTING.replace(".strip()", ".lower()")
IN_SCRIPT = """
  const found = new Map();
  for (const row of rows) {
    const name = row.name.trim();
    if (!name) continue; // nothing
    found.set(name, (found.get(name) ?? 0) + 1);
    if (found.size > most) break;
    tell(found, "counted");
    last = row.at;
    sum += row.size;
  }
"""
RENAMED_IN_SCRIPT = IN_SCRIPT.replace("found", "seen").replace("counted", "told")


@pytest.mark.parametrize(
    ("one", "other", "steps", "number"),
    [
        pytest.param(COUNTING, RENAMED, python_steps, 1, id="with other names"),
        pytest.param(COUNTING, OTHERWISE, python_steps, 0, id="with another call"),
        pytest.param(IN_SCRIPT, RENAMED_IN_SCRIPT, script_steps, 1, id="in a script"),
        pytest.param(IN_SCRIPT, COUNTING, script_steps, 0, id="something else"),
    ],
)
def test_a_clone_is_the_same_calls_whatever_the_names(
    one: str,
    other: str,
    steps: Callable[[str], Iterator[tuple[Step, ...]]],
    number: int,
) -> None:
    assert len(clones_of({"a": list(steps(one)), "b": list(steps(other))})) == number


FIELDS = "class A:\n" + "".join(f"    x{number}: int\n" for number in range(12))
KEYS = ",\n".join(f"    'a{number}': x.a" for number in range(12))
PUBLISHED = f"def f(x):\n    return {{\n{KEYS}\n    }}\n"


def test_what_a_value_holds_and_what_its_keys_are_is_no_clone() -> None:
    others = FIELDS.replace("x", "y"), PUBLISHED.replace("'a", "'b")
    for one, other in zip((FIELDS, PUBLISHED), others, strict=True):
        files = {"a": list(python_steps(one)), "b": list(python_steps(other))}
        assert clones_of(files) == []
