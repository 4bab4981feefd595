"""The rows of one submission that an expression can depend on (see ``policy.cel.joins``).

Rows whose column cannot be compared stay in. A table of many rows costs no look at all from
each. The page does the same (``src/check/row_dependencies.ts``).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.folding import folded
from shenbao.policy.cel.joins import Compared, Join
from shenbao.policy.cel.mentions import Path
from shenbao.validation.submission.unreadable_paths import NOTHING, UnreadablePaths

_UNKNOWN: Any = object()

_Key: TypeAlias = tuple[str, Hashable]


@dataclass(slots=True)
class RowIndex:
    """The lists of one submission, indexed as the joins of its rules ask.

    A cell in ``broken`` may stand for any value: its row is one that cannot be compared.
    ``of_lists`` keeps the columns of the notice's own lists for all submissions of a run.
    """

    variables: Mapping[str, Any]
    broken: UnreadablePaths = NOTHING
    of_lists: dict[Hashable, Any] = field(default_factory=dict)
    _columns: dict[Hashable, Any] = field(default_factory=dict)

    def narrowed(self, expression: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return ``variables`` with only the rows that ``expression`` can depend on."""
        for path, kept in self.rows(expression, variables).items():
            rows = _value(self.variables, path)
            variables = _put(variables, path, [rows[number] for number in kept])
        return variables

    def rows(self, expression: str, variables: Mapping[str, Any]) -> Mapping[Path, Sequence[int]]:
        """Return, for each list that it need not see whole, the numbers of the rows it needs."""
        found: dict[Path, Sequence[int]] = {}
        for join in Expression.of(expression).joins:
            rows = _value(self.variables, join.path)
            kept = self._kept(join, rows, variables) if isinstance(rows, list) else None
            if kept is not None:
                found[join.path] = kept
        return found

    def _kept(
        self, join: Join, rows: Sequence[Any], variables: Mapping[str, Any]
    ) -> Sequence[int] | None:
        """Return the numbers of the rows that any look keeps, None for all."""
        kept: set[int] = set()
        for look in join.looks:
            chosen = self._look(join, look, rows, variables)
            if chosen is None:
                return None
            kept.update(chosen)
        return sorted(kept)

    def _look(
        self,
        join: Join,
        look: Sequence[Compared],
        rows: Sequence[Any],
        variables: Mapping[str, Any],
    ) -> Sequence[int] | None:
        """Return the rows that may equal every value that can be compared, None without any."""
        wanted = [(self._column(join.path, part, rows), _keys(part, variables)) for part in look]
        usable = [(column, keys) for column, keys in wanted if keys is not None]
        if not usable:
            return None
        first = min((column.like(keys) for column, keys in usable), key=len)
        return [
            number
            for number in first
            if all(column.keys[number] in {*keys, None} for column, keys in usable)
        ]

    def _column(self, path: Path, part: Compared, rows: Sequence[Any]) -> _Column:
        of_list = path[0] == "ref"
        known = self.of_lists if of_list else self._columns
        key = path, part.column, part.names
        if key not in known:
            broken = {
                number
                for number in range(len(rows) if self.broken and not of_list else 0)
                if (*path[1:], number, *part.column) in self.broken
            }
            known[key] = _Column.of(rows, part, broken)
        column: _Column = known[key]
        return column


@dataclass(frozen=True, slots=True)
class _Column:
    """The key of each row, None where it has none, and the rows that have each."""

    keys: Sequence[_Key | None]
    rows: Mapping[_Key | None, Sequence[int]]

    @classmethod
    def of(cls, rows: Sequence[Any], part: Compared, broken: AbstractSet[int]) -> _Column:
        keys = [
            None if number in broken else _comparable(_value(row, part.column), names=part.names)
            for number, row in enumerate(rows)
        ]
        found: dict[_Key | None, list[int]] = {}
        for number, key in enumerate(keys):
            found.setdefault(key, []).append(number)
        return cls(keys, found)

    def like(self, keys: Sequence[_Key]) -> Sequence[int]:
        """Return the rows with one of these keys and those with none."""
        found = (number for key in dict.fromkeys(keys) for number in self.rows.get(key, ()))
        return (*found, *self.rows.get(None, ()))


def _comparable(value: Any, *, names: bool) -> _Key | None:
    """Return a value so that equal ones, as CEL compares them, are equal here."""
    if names:
        return ("string", folded(value)) if isinstance(value, str) else None
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, int | float):
        return ("number", float(value))
    if isinstance(value, str):
        return ("string", value)
    return ("null", None) if value is None else None


def _keys(compared: Compared, variables: Mapping[str, Any]) -> tuple[_Key, ...] | None:
    """Return what a row may equal, None where that cannot be told."""
    value = _value(variables, compared.path) if compared.path else compared.literal
    values = value if compared.among else [value]
    found = [_comparable(item, names=compared.names) for item in _items(values)]
    keys = tuple(key for key in found if key is not None)
    return keys if isinstance(values, list) and len(keys) == len(found) else None


def _items(values: Any) -> Sequence[Any]:
    return values if isinstance(values, list) else ()


def _value(value: Any, path: Path) -> Any:
    for step in path:
        value = value.get(step, _UNKNOWN) if isinstance(value, dict) else _UNKNOWN
    return value


def _put(value: Mapping[str, Any], path: Path, new: Any) -> dict[str, Any]:
    below = new if len(path) == 1 else _put(value[path[0]], path[1:], new)
    return {**value, path[0]: below}
