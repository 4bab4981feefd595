"""What is no mistake and still worth a look in a policy folder, from the files as they are written.

A clause that nothing uses, a day or number in an expression that the notice already says (or the
one of another year), an application form that 我能报什么 asks nothing about, a field that may stay
empty and so leaves a rule of the source unasked, a role that looks misspelt.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.core.errors import Problem
from shenbao.core.messages.values import Value, many
from shenbao.core.paths import pointer_of
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Node, walk
from shenbao.policy.files.reader import Problems, read_json
from shenbao.policy.files.reader import walk as objects
from shenbao.policy.load.clauses import opening_line
from shenbao.policy.model import FormOrTable, Notice, Parameter
from shenbao.policy.model.editions import earlier
from shenbao.policy.model.parameter import is_day
from shenbao.policy.usage.applications import application_forms

_EXPRESSIONS = ("assert", "when", "where", "of", "x-when", "applies")
_NAMED = ("values", "counts", "sums")
"""Keys of expressions, and of objects whose values are expressions."""

_ROLES = frozenset(
    {
        "alliance",
        "co_leader",
        "contact",
        "contact_phone",
        "funding",
        "hospital",
        "lead_unit",
        "leader",
        "leader_birth",
        "leader_phone",
        "leader_title",
        "leader_unit",
        "matching_funding",
        "member",
        "members",
        "period_end",
        "period_start",
        "project_title",
        "specialty",
        "topic",
        "track",
        "unit",
        "unit_level",
    }
)
"""The roles that are in use, here or in what the program makes of a form."""

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_ALIKE = 0.8

_DAY = len("2024-04-30")
_YEAR = len("2024-")
_EDITIONS = 3
"""Years between a notice and one that it may be copied from."""


def reminders(root: Path, notice: Notice, notices: Sequence[Notice]) -> Iterator[Problem]:
    """Yield what is worth a look in a notice that could be loaded, with its place.

    ``notices`` are all that stand in the folder.
    """
    yield from _superseded(notice, notices)
    files = dict(_documents(root, notice))
    yield from _idle_clauses(root, notice, files.values())
    for name, document in files.items():
        for path, node in objects(document):
            for key, text in _expressions(node):
                place = pointer_of([*path, *key])
                cited = frozenset(_cited(document, path))
                yield from _Written(notice, name, place, text, cited).found()
    for home in notice.homes:
        yield from _customary(home)
    yield from _misspelt_roles(notice, files.values())
    for _, form in application_forms([notice]):
        if all(field.ask is None for field in form.fields()):
            yield Problem(
                file=form.file, pointer="", message="form-asks-nothing", args={"title": form.title}
            )


def _superseded(notice: Notice, notices: Sequence[Notice]) -> Iterator[Problem]:
    """Find a version that the superseded notice does not have now."""
    old = earlier(notices, notice)
    named = notice.edition.earlier
    if old is not None and named is not None and named[1] != old.edition.version:
        args: dict[str, Value] = {
            "found": named[1],
            "notice": old.id,
            "wanted": old.edition.version,
        }
        yield Problem(
            file=f"schemas/{notice.id}/notice.json",
            pointer="/edition/supersedes",
            message="supersedes-version",
            args=args,
        )


def _customary(home: FormOrTable) -> Iterator[Problem]:
    """Find fields that may be left empty though a rule of the source rests on them."""
    for node in home.fields():
        ruled = [
            rule.id
            for rule in node.rules
            if rule.basis == "source" and rule.severity == "error" and rule.clauses
        ]
        customary = node.basis == "customary" and node.required and not node.clauses
        if ruled and customary and not node.children and node.kind != "array":
            args: dict[str, Value] = {"title": node.title, "rules": many(ruled)}
            place = home.in_file(node.pointer)
            yield Problem(file=home.file, pointer=place, message="field-customary", args=args)


def _misspelt_roles(notice: Notice, documents: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    """Find roles that one field alone has, nothing asks for, and that are like another one."""
    fields = [(home, node) for home in notice.homes for node in home.fields() if node.role]
    count = Counter(node.role for _, node in fields)
    asked = {
        name
        for document in documents
        for _, node in objects(document)
        for key, value in node.items()
        if key != "x-role"
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str)
        for name in _WORD.findall(text)
    }
    for home, node in fields:
        role = str(node.role)
        known = _ROLES | {name for name, times in count.items() if name and times > 1} | asked
        near = difflib.get_close_matches(role, sorted(_ROLES - {role}), 2, _ALIKE)
        if role not in known and near:
            args: dict[str, Value] = {"found": role, "near": many(near)}
            place = home.in_file(node.pointer)
            yield Problem(file=home.file, pointer=place, message="role-like", args=args)


def _documents(root: Path, notice: Notice) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the files of a notice and what they say, by their names."""
    folder = root / "schemas" / notice.id
    silent = Problems(root=root)
    for file in (folder / "notice.json", *sorted(folder.glob("*/*.json"))):
        document = None if file.parent.name == "examples" else read_json(file, silent)
        if document is not None:
            yield silent.name(file), document


def _idle_clauses(
    root: Path, notice: Notice, documents: Iterable[Mapping[str, Any]]
) -> Iterator[Problem]:
    """Find the clauses that nothing names: no fact, field, rule, gap or correction."""
    named = {clause.corrects for clause in notice.clauses}
    for document in documents:
        for _, node in objects(document):
            for value in node.values():
                items = value if isinstance(value, list) else [value]
                named |= {item for item in items if isinstance(item, str)}
    file = f"schemas/{notice.id}/clauses.md"
    for clause in notice.clauses:
        if clause.id not in named and not clause.corrects and not clause.context:
            line = opening_line(root / file, clause.id)
            args: dict[str, Value] = {"found": clause.id, "number": clause.number}
            yield Problem(file=file, pointer="", message="clause-idle", args=args, line=line)


def _expressions(node: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the expressions right in an object, with the keys that lead to them."""
    for key in _EXPRESSIONS:
        if isinstance(node.get(key), str):
            yield (key,), node[key]
    for key in _NAMED:
        if isinstance(node.get(key), dict):
            for name, text in node[key].items():
                if isinstance(text, str):
                    yield (key, name), text


def _cited(document: Mapping[str, Any], path: Sequence[str | int]) -> Sequence[str]:
    """Return the clauses of an object, or of the nearest one around it that names any."""
    around: list[Any] = [document]
    for step in path:
        around.append(around[-1][step])
    lists = (node.get("x-source") for node in reversed(around) if isinstance(node, dict))
    found = next((cited for cited in lists if isinstance(cited, list)), ())
    return [item for item in found if isinstance(item, str)]


@dataclass(frozen=True, slots=True)
class _Written:
    """An expression as it is written in a file, with the clauses of what it belongs to."""

    notice: Notice
    file: str
    place: str
    text: str
    cited: frozenset[str]

    def found(self) -> Iterator[Problem]:
        """Yield the days and numbers that stand in it and that the notice says elsewhere."""
        tree = Expression.of(self.text).tree
        seen: set[object] = set()
        for constant in () if tree is None else _constants(tree):
            if constant not in seen:
                seen.add(constant)
                yield from self._constant(constant)

    def _constant(self, constant: str | float) -> Iterator[Problem]:
        params = [item for item in self.notice.params if self._says(item, constant)]
        if params:
            yield self._problem("literal-of-param", constant, [f"param.{params[0].id}"])
        elif isinstance(constant, str):
            days = dict(_days(self.notice.days, "notice"))
            same = [name for name, day in days.items() if day == constant]
            other = [name for name, day in days.items() if _other_year(day, constant)]
            if same:
                yield self._problem("literal-of-notice", constant, same)
            elif other:
                given = {"day": days[other[0]]}
                yield self._problem("literal-other-year", constant, other, **given)

    def _says(self, param: Parameter, constant: str | float) -> bool:
        """Say whether a parameter has this value, and a clause of this rule."""
        shared = self.cited.intersection(param.clauses)
        return param.value == constant and (isinstance(constant, str) or bool(shared))

    def _problem(
        self, message: str, constant: str | float, names: Sequence[str], **more: Value
    ) -> Problem:
        found = constant if isinstance(constant, str) else f"{constant:g}"
        args: dict[str, Value] = {"found": found, "names": many(names), **more}
        return Problem(file=self.file, pointer=self.place, message=message, args=args)


def _other_year(day: str, constant: str) -> bool:
    """Say whether two days stand in the same place of two years that are not far apart."""
    apart = abs(int(day[: _YEAR - 1]) - int(constant[: _YEAR - 1]))
    return day[_YEAR:] == constant[_YEAR:] and apart <= _EDITIONS


def _constants(tree: Node) -> Iterator[str | float]:
    """Yield the days and the numbers that an expression writes out."""
    for node in walk(tree):
        if isinstance(node, Call) and node.function == "date":
            of = node.parts[0]
            if isinstance(of, Constant) and is_day(of.value):
                yield of.value
        elif isinstance(node, Constant) and type(node.value) in (int, float):
            yield node.value


def _days(value: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Yield the days of a notice by the names that expressions have for them."""
    for key, item in value.items():
        if isinstance(item, str):
            yield f"{name}.{key}", item[:_DAY]
        else:
            yield from _days(item, f"{name}.{key}")
