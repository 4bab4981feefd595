"""Where a mistake of a policy folder stands in its files: pointer and line, as an editor has them.

What finds mistakes knows the place in a form with its references resolved. Here it becomes
that of the file in which the words stand, a shared definition's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from shenbao.core.errors import Place, Problem
from shenbao.core.paths import pointer_of, unescaped
from shenbao.policy.files.json_lines import Steps, values
from shenbao.policy.files.reader import Problems, raw_text
from shenbao.policy.load.resolve_refs import Library

_RULES = ("x-rules", "x-table-rules")
_DEEPEST = 400
"""Steps on the way to a place; references may run in a circle."""


def located(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """Return the problems with the lines of their places; a mistake in a definition is one."""
    files = _Files(root)
    return tuple(dict.fromkeys(files.located(problem) for problem in problems))


@dataclass(slots=True)
class _Files:
    """The files of a policy folder, each read once."""

    root: Path
    library: Library = field(init=False)
    documents: dict[Path, Any] = field(default_factory=dict)
    lines: dict[Path, Mapping[Steps, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.library = Library(root=self.root, problems=Problems(root=self.root))

    def located(self, problem: Problem) -> Problem:
        """Return a problem with its line, and that of the place where the same stood before."""
        rule = problem.args.get("rule", problem.args.get("id"))
        place = self._place(Place(problem.file, problem.pointer, problem.line), rule, last=True)
        before = problem.before and self._place(problem.before, rule)
        return replace(
            problem, file=place.file, pointer=place.pointer, line=place.line, before=before
        )

    def _place(self, place: Place, rule: Any, *, last: bool = False) -> Place:
        file = self.root / place.file
        if place.line or not (place.pointer or rule) or file.suffix != ".json":
            return place
        at = _At(self, file, self._document(file))
        steps = [unescaped(step) for step in place.pointer.split("/")]
        if not all(at.step(step) for step in steps[1:]):
            line = self._lines(file).get(at.path, 0) if at.file == file else 0
            return Place(place.file, place.pointer, line)
        at.to_rule(rule, last=last)
        if not at.path:
            return place
        name = self.library.problems.name(at.file)
        return Place(name, pointer_of([*at.path]), self._lines(at.file).get(at.path, 0))

    def _document(self, file: Path) -> Any:
        if file not in self.documents:
            try:
                self.documents[file] = json.loads(raw_text(file) or "null")
            except (ValueError, RecursionError):
                self.documents[file] = None
        return self.documents[file]

    def _lines(self, file: Path) -> Mapping[Steps, int]:
        if file not in self.lines:
            self.lines[file] = dict(values(raw_text(file) or ""))
        return self.lines[file]

    def referred(self, file: Path, reference: str) -> tuple[Path, Steps, Any] | None:
        """Return the file, the place in it and the value that a reference names."""
        address, _, name = reference.partition("#/$defs/")
        target = self.library.file(address, file)
        document = None if target is None else self._document(target)
        definitions = document.get("$defs") if isinstance(document, dict) else None
        if target is None or not isinstance(definitions, dict) or name not in definitions:
            return None
        return target, ("$defs", name), definitions[name]


@dataclass(slots=True)
class _At:
    """A place on the way down a file, through references, and what it stands in."""

    files: _Files
    file: Path
    node: Any
    path: Steps = ()
    above: list[tuple[Path, Steps, Any]] = field(default_factory=list)

    def step(self, name: str) -> bool:
        """Go down one member; stay where there is none, or it is none of a reference either."""
        while not _has(self.node, name):
            if not self._refer():
                return False
        key = int(name) if isinstance(self.node, list) else name
        self.above.append((self.file, self.path, self.node))
        self.path, self.node = (*self.path, key), self.node[key]
        return True

    def to_rule(self, rule: Any, *, last: bool) -> None:
        """Go to what is called ``rule`` here, in the definition or, handed down, further up."""
        start = (self.file, self.path, self.node)
        while True:
            if self._at_rule(rule, last=last):
                return
            if not self._refer():
                break
        for above in reversed(self.above):
            self.file, self.path, self.node = above
            if self._at_rule(rule, last=last):
                return
        self.file, self.path, self.node = start

    def _at_rule(self, rule: Any, *, last: bool) -> bool:
        if not isinstance(self.node, dict) or not isinstance(rule, str):
            return False
        if rule.startswith("x-") and rule in self.node:
            self.path = (*self.path, rule)
            return True
        found = [
            (*self.path, key, number)
            for key in _RULES
            for number, value in enumerate(self.node.get(key) or ())
            if isinstance(value, dict) and value.get("id") == rule
        ]
        if found:
            self.path = found[-1 if last else 0]
        return bool(found)

    def _refer(self) -> bool:
        reference = self.node.get("$ref") if isinstance(self.node, dict) else None
        found = self.files.referred(self.file, reference) if isinstance(reference, str) else None
        if found is None or len(self.above) > _DEEPEST:
            return False
        self.above.append((self.file, self.path, self.node))
        self.file, self.path, self.node = found
        return True


def _has(node: Any, name: str) -> bool:
    if isinstance(node, list):
        return name.isdecimal() and int(name) < len(node)
    return isinstance(node, dict) and name in node
