"""The text of a cell as a value: read tolerantly, every change listed, nothing guessed.

A cell that cannot be read as its column's type stays text, so that the check refuses it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from shenbao.policy.model import Field, Notice
from shenbao.submissions.headers import fold

Value: TypeAlias = str | int | float | bool

_WIDTH = {0x3000: 0x20, **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}
"""Full-width forms only: NFKC would also turn ① and ² into digits."""

_LONGEST_NUMBER = 300
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_TOLERANT = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(r"[+-]?[0-9][0-9,.]*\s*(?:[^\s0-9.,]{1,4})")
_DATES = (
    re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"),
    re.compile(r"([0-9]{4})(年)([0-9]{1,2})月([0-9]{1,2})日"),
)
_BOOLEANS = {"是": True, "否": False, "true": True, "false": False}
_PROBABLY_YUAN = 10_000.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and, where the text was changed or is doubtful, the rules that say how."""

    value: Value
    remarks: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[str], Cell]


def reader(notice: Notice, column: Field) -> Reader:
    """Return the reader of a column's cells; cells are given without outer spaces."""
    if column.kind in ("number", "integer"):
        if column.unit == "%":
            return _percentage
        return _yuan_number if column.unit == "万元" else _number
    if column.kind == "boolean":
        return _boolean
    if column.schema.get("format") == "date":
        return _date
    meant = _meant(notice, column)
    if not meant:
        return Cell
    return lambda text: _code(text, meant)


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


def _number(text: str) -> Cell:
    if len(text) > _LONGEST_NUMBER:
        return Cell(text)
    if _PLAIN.fullmatch(text):
        return Cell(_numeric(text))
    narrow = text.translate(_WIDTH).strip()
    if _TOLERANT.fullmatch(narrow):
        return Cell(_numeric(narrow.replace(",", "")), ("csv.number-normalised",))
    return Cell(text, ("csv.number-with-unit",) if _WITH_UNIT.fullmatch(narrow) else ())


def _percentage(text: str) -> Cell:
    """Read ``85%``, as a spreadsheet saves a cell shown in per cent, as 85."""
    cell = _number(text)
    if not isinstance(cell.value, str):
        return cell
    bare = _number(text.translate(_WIDTH).strip().removesuffix("%").rstrip())
    return cell if isinstance(bare.value, str) else Cell(bare.value, ("csv.number-normalised",))


def _yuan_number(text: str) -> Cell:
    cell = _number(text)
    if isinstance(cell.value, int | float) and cell.value >= _PROBABLY_YUAN:
        return Cell(cell.value, (*cell.remarks, "csv.probably-yuan"))
    return cell


def _numeric(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _boolean(text: str) -> Cell:
    known = _BOOLEANS.get(text.casefold())
    return Cell(text) if known is None else Cell(known)


def _date(text: str) -> Cell:
    narrow = text.translate(_WIDTH).strip()
    for pattern in _DATES:
        found = pattern.fullmatch(narrow)
        if not found:
            continue
        try:
            day = date(int(found[1]), int(found[3]), int(found[4])).isoformat()
        except ValueError:
            return Cell(text)
        return Cell(day, () if day == text else ("csv.date-normalised",))
    return Cell(text)


def _code(text: str, meant: Mapping[str, str]) -> Cell:
    code = meant.get(text) or meant.get(fold(text), text)
    return Cell(code, () if code == text else ("csv.code-from-label",))


def _meant(notice: Notice, column: Field) -> dict[str, str]:
    """Map codes and labels (as printed and folded) to codes; an ambiguous label to nothing.

    Only where the values of the column are codes: a list that does not bind is no translation.
    """
    if column.list_name is None or "enum" not in column.schema:
        return {}
    rows = notice.code_list(column.list_name).rows
    meant: dict[str, set[str]] = {}
    for row in rows:
        for form in {row.label, fold(row.label)} - {""}:
            meant.setdefault(form, set()).add(row.code)
    clear = {form: min(codes) for form, codes in meant.items() if len(codes) == 1}
    return {**clear, **{row.code: row.code for row in rows}}
