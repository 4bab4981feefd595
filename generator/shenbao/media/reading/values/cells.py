"""The text of a cell as a value: read tolerantly, every change listed, nothing guessed.

A cell that cannot be read as its column's type stays text, so that the check refuses it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeAlias

from shenbao.media.reading.values import writings
from shenbao.policy.headings import fold_heading
from shenbao.policy.model import Field, Notice

Value: TypeAlias = str | int | float | bool | None

_WITH_UNIT = re.compile(r"[+-]?[0-9][0-9,.]*\s*(?:[^\s0-9.,]{1,4})")
_A_MOMENT = "2000-01-31T12:30:59"
_PROBABLY_YUAN = 10_000.0
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_RATIO = "比"
_YES_READ, _NO_READ = "csv.read-as-yes", "csv.read-as-no"


@dataclass(frozen=True, slots=True)
class CellReading:
    """A value and, where the text was changed or is doubtful, the rules that say how.

    None is the value of a text that says nothing: a box that nobody ticked.
    """

    value: Value
    remarks: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[str], CellReading]


_REMEMBERED = 4096
"""So many texts of a column are read once: the rows of a table repeat days, codes and names.

What repeats is one object then: the rows of many tables stand in memory together.
"""


def reader(notice: Notice, column: Field) -> Reader:
    """Return the reader of a column's cells; cells are given without outer spaces."""
    return lru_cache(_REMEMBERED)(_reader(notice, column))


def _reader(notice: Notice, column: Field) -> Reader:
    if column.kind in ("number", "integer"):
        if column.unit == "%":
            return _percentage
        if _is_year(column):
            return partial(_or_number, writings.year)
        if _is_ratio(column):
            return partial(_or_number, writings.ratio)
        return _yuan_number if column.unit == "万元" else _number
    if column.kind == "boolean":
        return _boolean
    return _date if column.schema.get("format") == "date" else _text_reader(notice, column)


def is_total(notice: Notice, column: Field, text: str) -> bool:
    """Say whether ``text``, the first of a row, marks it as the sum of the others.

    Where the column offers such a choice, it is one.
    """
    return writings.is_total(text) and fold_heading(text) not in {
        fold_heading(form) for pair in codes(notice, column).items() for form in pair
    }


def _is_year(column: Field) -> bool:
    """Say whether every number that a column takes is a year."""
    least, most = column.schema.get("minimum", 0), column.schema.get("maximum", float("inf"))
    return column.kind == "integer" and least >= _FIRST_YEAR and most <= _LAST_YEAR


def _is_ratio(column: Field) -> bool:
    """Say whether a column asks how many come to one: it has no unit and is called so."""
    return column.kind == "number" and column.unit is None and _RATIO in column.title


def _or_number(special: Callable[[str], int | float | None], text: str) -> CellReading:
    value = special(text)
    return _number(text) if value is None else CellReading(value, ("csv.number-normalised",))


def _text_reader(notice: Notice, column: Field) -> Reader:
    meant = _meant(notice, column)
    if meant:
        return lambda text: _code(text, meant)
    pattern = column.schema.get("pattern")
    if pattern is not None and _takes(pattern, _A_MOMENT):
        return lambda text: _moment(text, pattern)
    return CellReading


def labels(notice: Notice, field: Field) -> dict[str, str]:
    """Map the codes of a field to the texts that a form shows: labels alike carry their code."""
    allowed = field.schema.get("enum")
    if allowed is None:
        allowed = [field.schema["const"]] if "const" in field.schema else []
    code_list = next((item for item in notice.lists if item.name == field.list_name), None)
    plain = {str(code): code_list.label(str(code)) if code_list else str(code) for code in allowed}
    times = Counter(plain.values())
    return {
        code: label if times[label] == 1 else f"{label}（{code}）" for code, label in plain.items()
    }


def codes(notice: Notice, field: Field) -> dict[str, str]:
    """Map the texts that a form shows for a field to its codes."""
    return {shown: code for code, shown in labels(notice, field).items()}


def _number(text: str) -> CellReading:
    value = writings.number(text)
    if value is not None:
        plain = writings.is_plain_number(text)
        return CellReading(value, () if plain else ("csv.number-normalised",))
    with_unit = _WITH_UNIT.fullmatch(writings.narrow(text))
    return CellReading(text, ("csv.number-with-unit",) if with_unit else ())


def _percentage(text: str) -> CellReading:
    """Read ``85%``, as people type it and a spreadsheet shows it, as 85."""
    cell = _number(text)
    if not isinstance(cell.value, str):
        return cell
    value = writings.percentage(text)
    return cell if value is None else CellReading(value, ("csv.number-normalised",))


def _yuan_number(text: str) -> CellReading:
    cell = _number(text)
    if isinstance(cell.value, int | float) and cell.value >= _PROBABLY_YUAN:
        return CellReading(cell.value, (*cell.remarks, "csv.probably-yuan"))
    return cell


def _boolean(text: str) -> CellReading:
    if writings.is_empty_box(text) or writings.is_unmarked(text, writings.YES_OR_NO):
        return CellReading(None)
    known = writings.truth(text)
    if known is None:
        return CellReading(text)
    plain = text.lower() in ("是", "否", "true", "false")
    return CellReading(known, () if plain else (_YES_READ if known else _NO_READ,))


def _date(text: str) -> CellReading:
    found = writings.when(text)
    if found is None:
        return CellReading(text)
    if found.time is not None:
        return CellReading(found.day, ("csv.time-dropped",))
    return CellReading(found.day, () if found.day == text else ("csv.date-normalised",))


def _moment(text: str, pattern: str) -> CellReading:
    """Read a day with its time of day, where the pattern of a text asks for both."""
    found = None if _takes(pattern, text) else writings.when(text)
    moment = found.moment if found is not None else None
    if moment is None or not _takes(pattern, moment):
        return CellReading(text)
    return CellReading(moment, ("csv.moment-normalised",))


def _takes(pattern: str, text: str) -> bool:
    from shenbao.policy.patterns import searching

    return searching(pattern).search(text) is not None


def _code(text: str, meant: Mapping[str, str]) -> CellReading:
    code = meant.get(text) or meant.get(fold_heading(text))
    if code is None:
        if writings.is_unmarked(text, meant):
            return CellReading(None)
        chosen = writings.marked(text, meant)
        return (
            CellReading(text)
            if chosen is None
            else CellReading(meant[chosen], ("csv.choice-marked",))
        )
    return CellReading(code, () if code == text else ("csv.code-from-label",))


def _meant(notice: Notice, column: Field) -> dict[str, str]:
    """Map codes, labels and the list's other names to codes; an ambiguous one to nothing.

    Only where the values of the column are codes: a list that does not bind is no translation.
    """
    if "enum" not in column.schema or column.kind != "string":
        return {}
    shown = codes(notice, column)
    rows = () if column.list_name is None else notice.code_list(column.list_name).rows
    labelled = _clear((row.label, row.code) for row in rows)
    also = _clear((alias, row.code) for row in rows for alias in row.aliases)
    return {**also, **shown, **labelled, **{row.code: row.code for row in rows}}


def _clear(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map names, as printed and folded, to codes; one of several codes is left out."""
    meant: dict[str, set[str]] = {}
    for name, code in named:
        for form in {name, fold_heading(name)} - {""}:
            meant.setdefault(form, set()).add(code)
    return {form: min(known) for form, known in meant.items() if len(known) == 1}
