"""A cell judged exactly: its value, and whether type, constraints and references hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from shenbao.core.engines import current as engines
from shenbao.core.engines.ports import SchemaRefused
from shenbao.tabular.judge.cell_types import Reader, value_reader
from shenbao.tabular.judge.datetimes import Span
from shenbao.tabular.judge.patterns import Pattern, PatternError
from shenbao.tabular.schema.table_schema import BOUNDS, JSON_SCHEMA, Field

FailureKind: TypeAlias = Literal["type", "constraint", "foreign"]


class Failure(NamedTuple):
    """What does not hold: the type, a constraint by its name, a foreign key by its number."""

    kind: FailureKind
    detail: str = ""


class Judged(NamedTuple):
    """The value of a cell (None where it is missing or wrong) and what does not hold."""

    value: Any
    failures: tuple[Failure, ...] = ()

    @property
    def blank(self) -> bool:
        """Nothing is there, as opposed to something wrong."""
        return self.value is None and not any(item.kind == "type" for item in self.failures)


class LimitError(Exception):
    """A constraint cannot be compared with a value of its type."""

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A foreign key of one column: its number in the schema and the values that exist."""

    number: int
    values: Collection[Any]


CellReader: TypeAlias = Callable[[Any], Judged]
_Check: TypeAlias = Callable[[Any], bool]

_WRONG_TYPE = Judged(None, (Failure("type"),))


def cell_reader(field: Field, references: Sequence[Reference] = ()) -> CellReader:
    """Return what judges the cells of a column. Raises LimitError for a senseless constraint."""
    read = value_reader(field)
    missing = field.missing
    checks = tuple(
        (Failure("constraint", name), _check(name, limit, read)) for name, limit in field.checked
    )
    item = _item_reader(field)

    def judge(cell: Any) -> Judged:
        value = None if str(cell) in missing else cell
        if value is not None:
            value = read(value)
            if value is None:
                return _WRONG_TYPE
        failures: tuple[Failure, ...] = ()
        for failure, holds in checks:
            if not holds(value):
                failures += (failure,)
        if item is not None and value is not None and not failures:
            value, failures = _items(item, value)
        if references and value is not None:
            failures += tuple(
                Failure("foreign", str(reference.number))
                for reference in references
                if not _stands_in(value, reference.values)
            )
        return Judged(value, failures)

    return judge


def _item_reader(field: Field) -> CellReader | None:
    described = field.options.get("arrayItem")
    if field.type != "array" or not described:
        return None
    from shenbao.tabular.schema.table_schema import DEFAULT_MISSING, read_field

    described = {"type": "any", **described, "name": field.name}
    described.pop("arrayItem", None)
    return cell_reader(read_field(described, DEFAULT_MISSING))


def _items(item: CellReader, values: list[Any]) -> tuple[list[Any], tuple[Failure, ...]]:
    """Judge the items of an array; its own failures are theirs, each once."""
    judged = [item(value) for value in values]
    failures = dict.fromkeys(failure for one in judged for failure in one.failures)
    return [one.value for one in judged], tuple(failures)


def _stands_in(value: Any, values: Collection[Any]) -> bool:
    try:
        return value in values
    except TypeError:
        return False


def _check(name: str, limit: Any, read: Reader) -> _Check:
    if name in BOUNDS:
        return _bound(name, read(limit))
    if name == "enum":
        return _enum([read(item) for item in limit])
    return _CHECKS[name](limit)


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
    "exclusiveMaximum": lambda value, limit: value < limit,
}


def _bound(name: str, limit: Any) -> _Check:
    if limit is None or limit != limit:  # noqa: PLR0124 - NaN is the value unlike itself
        raise LimitError(name)
    compare = _COMPARE[name]

    def holds(value: Any) -> bool:
        if value is None:
            return True
        try:
            return bool(value == value and compare(value, limit))  # noqa: PLR0124
        except TypeError:
            # A time with an offset and a limit without one: neither is before the other.
            return False

    return holds


def _pattern(source: str) -> _Check:
    try:
        pattern = Pattern(source)
    except PatternError as error:
        raise LimitError("pattern") from error
    # What cannot be told in reasonable time is not let through.
    return lambda value: value is None or pattern.matches(value) is True


def _enum(allowed: list[Any]) -> _Check:
    if all(isinstance(item, str) for item in allowed):
        texts = frozenset(allowed)
        return lambda value: value is None or (isinstance(value, str) and value in texts)
    known = frozenset(map(_compared, allowed))
    return lambda value: value is None or _compared(value) in known


def _compared(value: Any) -> Any:
    """Return what is equal where two values are, and can be looked up."""
    if isinstance(value, dict):
        return dict, frozenset((key, _compared(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return isinstance(value, list), tuple(map(_compared, value))
    return (Span, value.length) if isinstance(value, Span) else value


def _json_schema(schema: Mapping[str, Any]) -> _Check:
    try:
        validator = engines.json_schema().compile_any(schema)
    except SchemaRefused as error:
        raise LimitError(JSON_SCHEMA) from error

    def holds(value: Any) -> bool:
        if value is None:
            return True
        try:
            return validator.is_valid(value)
        except ValueError:
            # What cannot be told (nested too deep, a number beyond any) is not let through.
            return False

    return holds


_CHECKS: Mapping[str, Callable[[Any], _Check]] = {
    "required": lambda limit: lambda value: not (limit and value is None),
    "minLength": lambda limit: lambda value: value is None or len(value) >= limit,
    "maxLength": lambda limit: lambda value: value is None or len(value) <= limit,
    "pattern": _pattern,
    JSON_SCHEMA: _json_schema,
}
