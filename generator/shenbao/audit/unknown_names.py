"""Whether what rules, quotas and targets name is there: fields, columns, roles, options, holes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from shenbao.audit.expressions.unfolded_names import name_keys, unfolded
from shenbao.core.errors import Problem
from shenbao.core.messages.values import Value, alike
from shenbao.policy.cel.expression import Expression, first_members
from shenbao.policy.cel.mentions import Path
from shenbao.policy.model import FormOrTable, Notice, Rule, Table

_HOLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_OF_A_LIST = ("codes", "labels", "rows")
_COLUMN_AT = 3
"""Where a column stands in ``hospitals.rows.*.grade``."""


def _below(root: str, known: AbstractSet[Path], above: Path = ()) -> list[str]:
    """Return the places below a node as an expression calls them."""
    size = len(above)
    paths = (path[size:] for path in known if path[:size] == above and len(path) > size)
    return [".".join((root, *path)) for path in paths]


def check_mentions(notice: Notice) -> Iterator[Problem]:
    """Yield a problem for every name that nothing has."""
    readings = {reading.id for reading in notice.readings}
    columns = {item.name: [column.name for column in item.columns] for item in notice.lists}
    for home in notice.homes:
        yield from _Home(home, readings, columns).problems()
    yield from _across(notice)


@dataclass(frozen=True, slots=True)
class _Home:
    """A form or table whose rules are looked through; a table as the form of its rows."""

    home: FormOrTable
    readings: AbstractSet[str]
    columns: Mapping[str, Sequence[str]]

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong in the home."""
        form = self.home.as_form() if isinstance(self.home, Table) else self.home
        known = {tuple(node.pointer.split("/")[1:]) for node in form.fields()}
        for rule in form.all_rules():
            yield from self._rule(rule, known)
        for node in form.fields():
            above = tuple(node.pointer.split("/")[1:-1])
            for path in Expression.of(node.computed or "").names("self"):
                itself = path == (node.key,)
                if itself or (*above, *path) not in known:
                    found = ".".join(("self", *path))
                    place = self.home.in_file(node.pointer)
                    if itself:
                        args = {"rule": "x-computed", "found": found}
                        yield self._problem(place, "computed-itself", args)
                    else:
                        yield self._unknown(
                            place, "x-computed", found, _below("self", known, above)
                        )
            for found in self._nowhere(node.when or ""):
                place = self.home.in_file(node.pointer)
                yield self._unknown(place, "x-when", found, self._elsewhere())
        yield from self._fixed_rows(known)
        yield from self._keywords(form)

    def _keywords(self, home: FormOrTable) -> Iterator[Problem]:
        """Find rules that speak for a keyword which no field that they stand on has."""
        spoken: dict[tuple[str, str], list[tuple[str, AbstractSet[str]]]] = {}
        stands: list[tuple[Rule, AbstractSet[str]]] = [(rule, frozenset()) for rule in home.rules]
        for node in home.fields():
            asked = {"required"} if node.required or node.when else set()
            stands += [(rule, node.schema.keys() | asked) for rule in node.rules]
        for rule, there in stands:
            for keyword in rule.keywords:
                spoken.setdefault((rule.id, keyword), []).append((rule.pointer, there))
        for (identity, keyword), places in spoken.items():
            if not any(keyword in there for _, there in places):
                pointer, there = places[0]
                allowed = ", ".join(sorted(there)) or "none"
                args = {"rule": identity, "found": keyword, "allowed": allowed}
                yield self._problem(self.home.in_file(pointer), "keyword-never", args)

    def _rule(self, rule: Rule, known: AbstractSet[Path]) -> Iterator[Problem]:
        at = tuple(rule.pointer.split("/")[1:])
        listed = {column for names in self.columns.values() for column in names}
        for before, expression in _with_values(rule):
            lost = [
                ("self", path)
                for path in Expression.of(expression).names("self")
                if (*at, *path) not in known
            ]
            if self.home.is_table:
                lost += [
                    ("app", path)
                    for path in Expression.of(expression).names("app")
                    if path not in known
                ]
            lost += [
                ("ref", path)
                for path in Expression.of(expression).names("ref")
                if self._no_column(path)
            ]
            asked = first_members([expression], "value")
            lost += [("value", (name,)) for name in asked if name not in before]
            for root, path in lost:
                if path:
                    names = {
                        "self": _below("self", known, at),
                        "app": _below("app", known),
                        "value": [f"value.{name}" for name in before],
                        "ref": self._elsewhere(),
                    }
                    place, found = self.home.in_file(rule.pointer), ".".join((root, *path))
                    yield self._unknown(place, rule.id, found, names[root])
            for found in unfolded(expression, name_keys(self.home), listed):
                args = {"rule": rule.id, "found": found}
                yield self._problem(self.home.in_file(rule.pointer), "names-unfolded", args)
        shown = "".join(case.message.zh + case.message.en for case in rule.cases)
        for hole in dict.fromkeys(_HOLE.findall(shown)):
            if hole not in rule.values:
                args = {"rule": rule.id, "found": hole, "allowed": ", ".join(rule.values) or "none"}
                yield self._problem(self.home.in_file(rule.pointer), "hole-unknown", args)

    def _no_column(self, path: Path) -> bool:
        """Say whether a path below ``ref`` asks for what a list, or this one, does not have."""
        columns = self.columns.get(path[0])
        if columns is None or len(path) == 1:
            return False
        member = len(path) > _COLUMN_AT and path[_COLUMN_AT] not in columns
        return path[1] not in _OF_A_LIST or member

    def _nowhere(self, expression: str) -> Iterator[str]:
        """Yield the lists and readings that an expression names and the notice does not have."""
        for root, known in (("ref", self.columns), ("reading", self.readings)):
            for name in first_members([expression], root):
                if name not in known:
                    yield f"{root}.{name}"

    def _fixed_rows(self, known: AbstractSet[Path]) -> Iterator[Problem]:
        fixed = self.home.fixed_rows if isinstance(self.home, Table) else None
        if fixed is None or fixed.applies is None or not isinstance(self.home, Table):
            return
        allowed = {"row": {column.key for column in self.home.columns}}
        for name, source in zip(("item", "item2"), fixed.sources, strict=False):
            allowed[name] = {*self.columns.get(source.list_name, ())}
        lost = [
            f"{name}.{member}"
            for name, members in allowed.items()
            for member in first_members([fixed.applies], name)
            if member not in members
        ]
        lost += self._nowhere(fixed.applies)
        lost += [
            ".".join(("app", *path))
            for path in Expression.of(fixed.applies).names("app")
            if path not in known
        ]
        names = [f"{name}.{member}" for name, members in allowed.items() for member in members]
        names += [*_below("app", known), *self._elsewhere()]
        for found in lost:
            yield self._unknown("/x-rows/applies", "x-rows", found, names)

    def _elsewhere(self) -> list[str]:
        """Return the names of lists with their columns, and of readings."""
        found = [f"reading.{name}" for name in sorted(self.readings)]
        for name, columns in self.columns.items():
            found += [f"ref.{name}", *(f"ref.{name}.{member}" for member in _OF_A_LIST)]
            found += [f"ref.{name}.rows.*.{column}" for column in columns]
        return found

    def _unknown(self, place: str, rule: str, found: str, names: Iterable[str]) -> Problem:
        args = {"rule": rule, "found": found, **alike(found, names)}
        return self._problem(place, "name-unknown", args)

    def _problem(self, place: str, message: str, args: Mapping[str, Value]) -> Problem:
        return Problem(file=self.home.file, pointer=place, message=message, args=dict(args))


def _with_values(rule: Rule) -> Iterator[tuple[Sequence[str], str]]:
    """Yield the expressions of a rule, each with the named values that it may use."""
    values = list(rule.values)
    yield (), rule.when or ""
    for number, expression in enumerate(rule.values.values()):
        yield values[:number], expression
    for case in rule.cases:
        yield values, case.assertion


def _across(notice: Notice) -> Iterator[Problem]:
    """Look through quotas and targets."""
    for number, quota in enumerate(notice.quotas):
        conditions = [*quota.counts.values(), *quota.sums.values()]
        conditions += [quota.where or "", quota.of or ""]
        conditions += [quota.also[1]] if quota.also else []
        named = [*first_members(conditions, "role"), *(quota.also[:1] if quota.also else ())]
        yield from _roles(notice, f"/quotas/{number}", quota.id, quota.over, named)
    marks: set[str] = set()
    for number, target in enumerate(notice.targets):
        place = f"/targets/{number}"
        named = list(first_members([target.where or ""], "role"))
        yield from _roles(notice, place, target.id, target.over, named)
        for hole in dict.fromkeys(_HOLE.findall(target.message.zh + target.message.en)):
            unknown = {"rule": target.id, "found": hole, "allowed": "none"}
            yield _problem(notice, place, "hole-unknown", unknown)
        least, most = target.at_least, target.at_most
        if least is not None and most is not None and least > most:
            bounds = {"rule": target.id, "least": f"{least:g}", "most": f"{most:g}"}
            yield _problem(notice, f"{place}/at_least", "target-bounds", bounds)
        if target.mark in marks:
            twice = {"rule": target.id, "found": target.mark}
            yield _problem(notice, f"{place}/mark", "target-mark-twice", twice)
        marks.add(target.mark)


def _roles(
    notice: Notice, place: str, rule: str, over: Sequence[str], named: Sequence[str]
) -> Iterator[Problem]:
    homes = [home for home in notice.homes if home.id in over]
    roles = sorted({node.role for home in homes for node in home.fields() if node.role})
    for role in dict.fromkeys(named):
        if role not in roles:
            args = {"rule": rule, "found": role, "allowed": ", ".join(roles) or "none"}
            yield _problem(notice, place, "role-nowhere", args)


def _problem(notice: Notice, place: str, message: str, args: Mapping[str, str]) -> Problem:
    file = f"schemas/{notice.id}/notice.json"
    return Problem(file=file, pointer=place, message=message, args=dict(args))
