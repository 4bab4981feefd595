"""Quotas that are a table of numbers, by level and track, as counters and cases.

The numbers stand once, in ``matrix``; each cell becomes a counter of the quota and a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.core import messages
from shenbao.core.messages.values import PolicyText, Value, alike, many
from shenbao.core.paths import pointer_of
from shenbao.policy.files.reader import Problems
from shenbao.policy.model import CodeList, FormOrTable
from shenbao.policy.shorthand.kinds.ask import double, short, text, texts

_STRICTEST = "error"
_TOGETHER = "+"
_UNLISTED = "unlisted"
CELL = "cell_"
"""How the counters of the cells are called, a number behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrices:
    """The matrices of a notice: ``homes`` are its forms and tables, ``lists`` those by name."""

    file: Path
    problems: Problems
    homes: Sequence[FormOrTable]
    lists: Mapping[str, CodeList]

    def written_out(self, quotas: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return quotas in which every matrix is counters and cases."""
        return [
            self._quota(quota, ["quotas", number]) if "matrix" in quota else quota
            for number, quota in enumerate(quotas)
        ]

    def _quota(self, quota: Mapping[str, Any], place: list[str | int]) -> Mapping[str, Any]:
        matrix = quota["matrix"]
        place = [*place, "matrix"]
        rows = self._axis(quota, matrix["rows"], [*place, "rows"])
        columns = self._axis(quota, matrix["columns"], [*place, "columns"])
        counts: dict[str, str] = {**quota.get("counts", {})}
        cases: list[Mapping[str, Any]] = []
        if isinstance(matrix["rows"], Mapping):
            counts[_UNLISTED] = f"!({_listed(matrix['rows'])})"
            cases.append(self._unlisted(matrix["rows"]))
        for row, numbers in matrix["most"].items():
            self._check([row], rows, [*place, "most", row])
            for column, most in numbers.items():
                codes = column.split(_TOGETHER)
                self._check(codes, columns, [*place, "most", row, column])
                name = f"{CELL}{len(counts)}"
                counts[name] = (
                    f"{_asked(matrix['rows'], [row])} && {_asked(matrix['columns'], codes)}"
                )
                labels = many([PolicyText(zh=columns.get(code, code)) for code in codes])
                shown: dict[str, Value] = {
                    "row": PolicyText(zh=rows.get(row, row)),
                    "column": labels,
                    "count": f"{{{name}}}",
                    "most": str(most),
                }
                cases.append(
                    {
                        "assert": f"counts.{name} <= {double(most)}",
                        "severity": matrix.get("severity", _STRICTEST),
                        "message": _message("quota-matrix" if most else "quota-matrix-none", shown),
                    }
                )
        kept = {key: value for key, value in quota.items() if key != "matrix"}
        return {**kept, "counts": counts, "cases": [*cases, *quota.get("cases", ())]}

    def _axis(
        self, quota: Mapping[str, Any], axis: Any, place: list[str | int]
    ) -> Mapping[str, str]:
        """Return the codes of an axis with their labels: of a role, or of a list's column."""
        if isinstance(axis, Mapping):
            found = self.lists.get(axis["list"])
            if found is None:
                self.problems.add(
                    self.file,
                    pointer_of(place),
                    "list-unknown",
                    found=axis["list"],
                    **alike(axis["list"]),
                )
                return {}
            names = [column.name for column in found.columns]
            if axis["column"] not in names:
                self._unknown(axis["column"], names, place, "column-unknown")
                return {}
            at = names.index(axis["column"])
            return {row.values[at]: row.values[at] for row in found.rows}
        labels: dict[str, str] = {}
        roles: set[str] = set()
        for home in self.homes:
            if home.id in quota["over"]:
                roles |= {node.role for node in home.fields() if node.role}
                labels.update(self._offered(home, axis))
        if axis not in roles:
            self._unknown(axis, roles, place, "also-unknown")
        return labels

    def _offered(self, home: FormOrTable, role: str) -> Iterator[tuple[str, str]]:
        node = home.field_with_role(role)
        code_list = None if node is None else self.lists.get(node.list_name or "")
        if node is not None and code_list is not None:
            known = {row.code: short(row) for row in code_list.rows}
            for code in node.schema.get("enum", known):
                yield code, known.get(code, code)

    def _check(
        self, codes: Iterable[str], known: Mapping[str, str], place: list[str | int]
    ) -> None:
        """Record codes that an axis does not have; an axis without codes is told already."""
        for code in codes:
            if known and code not in known:
                self._unknown(code, known, place, "matrix-code-unknown")

    def _unknown(
        self, found: str, known: Iterable[str], place: list[str | int], message: str
    ) -> None:
        names = sorted(known)
        said: dict[str, Value] = {"found": found, **alike(found, names)}
        allowed = many(names)
        self.problems.add(self.file, pointer_of(place), message, allowed=allowed, **said)

    def _unlisted(self, axis: Mapping[str, Any]) -> Mapping[str, Any]:
        found = self.lists.get(axis["list"])
        shown: dict[str, Value] = {"list": PolicyText(zh=found.title if found else "")}
        return {
            "assert": f"counts.{_UNLISTED} == 0.0",
            "severity": "review",
            "message": _message("quota-matrix-unlisted", shown),
        }


def _listed(axis: Mapping[str, Any], also: str = "") -> str:
    named = f"fold(u.label) == fold(role.{axis['by']})"
    return f"ref.{axis['list']}.rows.exists(u, {named}{also})"


def _asked(axis: Any, codes: Sequence[str]) -> str:
    """Return the expression that says that an entry is of one of these codes of an axis."""
    if isinstance(axis, Mapping):
        return _listed(axis, f" && u.{axis['column']} == {text(codes[0])}")
    if len(codes) == 1:
        return f"role.{axis} == {text(codes[0])}"
    return f"role.{axis} in {texts(codes)}"


def _message(message: str, shown: Mapping[str, Value]) -> Mapping[str, str]:
    return {language: messages.say(message, shown, language) for language in messages.LANGUAGES}
