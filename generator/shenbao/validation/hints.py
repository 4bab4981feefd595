"""What to write instead, where that is certain: dates, amounts and codes as clerks type them.

A hint never decides anything: the table is wrong whether or not somebody can say why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from shenbao.core.masking import MASK
from shenbao.core.messages.shortening import CUT
from shenbao.core.messages.values import Many
from shenbao.core.spreadsheet import day_of_number
from shenbao.tabular.results import Issue

if TYPE_CHECKING:  # a table alone is checked without any policy
    from shenbao.policy.model import CodeList, Field

Hint: TypeAlias = dict[str, str]
"""The id of a message as ``hint`` and what fills it."""

_WIDTH = {0x3000: 0x20, **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}
"""Full-width forms only: NFKC would also turn ① and ² into digits."""

TITLE = "tables-do-title"
"""The hint to a label that is the title of the right column."""

_WRONG_LABEL = "tables-incorrect-label"
_LONGEST = 60
_NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{1,9})?"
_PLAIN = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_TOLERANT = re.compile(_NUMBER)
_SCIENTIFIC = re.compile(r"[1-9](?:\.[0-9]+)?[eE]\+?[0-9]{2,3}")
_WITH_UNIT = re.compile(rf"({_NUMBER}) ?([^\s0-9.,+-]{{1,4}})")
_DAY = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: ?0{1,2}:00(?::00)?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_YEAR = re.compile(r"([0-9]{4})(?:年度?|\.0)")
_SERIAL = re.compile(r"([2-5][0-9]{4})(?:\.0+)?")
_WHOLE = re.compile(r"([+-]?[0-9]{1,18})\.0+")
_UNIT_IN_TITLE = re.compile(r"[（(](?:单位[:：]? ?)?([^（()）]{1,6})[)）]$")
_MONEY = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(10**8)}
_NOTHING = frozenset({"无", "/", "\\", "-", "--", "—", "——", "NA", "N/A", "NULL", "不详", "暂无"})
_MANY_YUAN = 10_000
_CUSTOM = ("decimalChar", "groupChar")


@dataclass(frozen=True, slots=True, kw_only=True)
class HintColumn:
    """What hints need to know of a column; ``codes`` are its choices by what people type."""

    type: str = "any"
    format: str = "default"
    title: str = ""
    unit: str = ""
    required: bool = False
    plain_numbers: bool = True
    codes: Mapping[str, str] = field(default_factory=dict)


def hint_columns(schema: Any) -> dict[str, HintColumn]:
    """Return the columns of a schema by name; what is no schema has none."""
    fields = schema.get("fields") if isinstance(schema, Mapping) else None
    return {
        item["name"]: _column(item)
        for item in (fields if isinstance(fields, list) else ())
        if isinstance(item, Mapping) and isinstance(item.get("name"), str)
    }


def column_of(node: Field, code_list: CodeList | None) -> HintColumn:
    """Return what hints need to know of a field of ours."""
    kinds = {"number": "number", "integer": "integer", "boolean": "boolean"}
    day = "date" if node.schema.get("format") == "date" else "string"
    choices = [] if code_list is None else code_list.rows
    return HintColumn(
        type=kinds.get(node.kind, day),
        title=node.title,
        unit=node.unit or "",
        required=node.required or node.keyed,
        codes=_codes(
            node.schema.get("enum"),
            [{"value": row.code, "label": row.label} for row in choices],
        ),
    )


def hint(issue: Issue, column: HintColumn, *, workbook: bool = False) -> Hint:
    """Return the hint to an issue, nothing where no hint is certain."""
    value = _one(issue.value)
    if not value or value == MASK or value.endswith(CUT) or len(value) > _LONGEST:
        return {}
    if issue.code == "type-error":
        return _heading(issue, column) or _typed(_narrow(value), column, workbook=workbook)
    if issue.code == "constraint-error":
        text = _narrow(value)
        found = _code(value, column) or _heading(issue, column)
        return found or _yuan(text, column) or _scientific(text, column)
    return {}


def _heading(issue: Issue, column: HintColumn) -> Hint:
    """Return the hint to a cell that is the heading of its column, where a header comes again."""
    headings = {_fold(column.title), _fold(_one(issue.column))}
    return {"hint": "tables-do-header"} if _fold(_one(issue.value)) in headings else {}


def _typed(text: str, column: HintColumn, *, workbook: bool) -> Hint:
    find = _BY_TYPE.get(column.type)
    if workbook and column.type == "string" and _PLAIN.fullmatch(text):
        return {"hint": "tables-hint-stored-number"}
    found = find(text, column) if find else {}
    if not found and not column.required and text.upper() in _NOTHING:
        return {"hint": "tables-do-empty"}
    return found


def header_hints(issues: Sequence[Issue], known: Mapping[str, HintColumn]) -> dict[int, Hint]:
    """Return the hints to labels that are wrong, by the number of the column.

    Where one column is left out or added, all behind it are wrong too; that is said once.
    """
    wrong = {
        issue.field: issue
        for issue in issues
        if issue.message == _WRONG_LABEL and issue.field is not None
    }
    places = {name: number for number, name in enumerate(known, start=1)}
    found: dict[int, Hint] = {}
    for number, issue in wrong.items():
        label, name, after = _one(issue.value), _one(issue.column), wrong.get(number + 1)
        column = known.get(name)
        if column is not None and label and label.strip() in {column.title, name}:
            found[number] = {"hint": TITLE, "wanted": name}
        elif number - 1 not in wrong and after is not None and label == after.column:
            found[number] = {"hint": "tables-hint-column-missing", "wanted": name}
        elif number - 1 not in wrong and after is not None and after.value == name:
            found[number] = {"hint": "tables-hint-column-extra", "wanted": label}
        elif label in places and number - 1 not in wrong:
            found[number] = {"hint": "tables-do-order", "wanted": str(places[label])}
    return found


def _one(value: str | Many | None) -> str:
    """Return the value or name of one column; nothing for those of several."""
    return value if isinstance(value, str) else ""


def _column(item: Mapping[str, Any]) -> HintColumn:
    constraints = item.get("constraints")
    constraints = constraints if isinstance(constraints, Mapping) else {}
    title = item["title"] if isinstance(item.get("title"), str) else ""
    told = item.get("shenbao:unit")
    unit = _UNIT_IN_TITLE.search(title)
    return HintColumn(
        type=str(item.get("type") or "string"),
        format=str(item.get("format") or "default").removeprefix("fmt:"),
        title=title,
        unit=told if isinstance(told, str) else unit[1] if unit else "",
        required=constraints.get("required") is True,
        plain_numbers=not any(item.get(name) for name in _CUSTOM),
        codes=_codes(constraints.get("enum"), item.get("categories")),
    )


def _codes(allowed: Any, categories: Any) -> dict[str, str]:
    """Map what people may have meant to the code, where it can be only one."""
    meant: dict[str, set[str]] = {}
    for value, label in _choices(allowed, categories):
        for form in {_fold(value), _fold(label)} - {""}:
            meant.setdefault(form, set()).add(value)
    return {form: min(codes) for form, codes in meant.items() if len(codes) == 1}


def _choices(allowed: Any, categories: Any) -> Iterator[tuple[str, str]]:
    texts = {str(value) for value in allowed} if isinstance(allowed, list) else set()
    yield from ((text, "") for text in texts)
    for item in categories if isinstance(categories, list) else ():
        if isinstance(item, Mapping) and (not texts or str(item.get("value")) in texts):
            yield str(item.get("value")), str(item.get("label") or "")


def _narrow(text: str) -> str:
    return text.translate(_WIDTH).strip()


def _fold(text: str) -> str:
    return "".join(text.translate(_WIDTH).split()).casefold()


def _write(wanted: str) -> Hint:
    return {"hint": "tables-do-write", "wanted": wanted}


def _number(text: str, column: HintColumn) -> Hint:
    if not column.plain_numbers:
        return {}
    if _TOLERANT.fullmatch(text):
        wanted = text.replace(",", "").removeprefix("+")
        if column.type == "integer" and (whole := _WHOLE.fullmatch(wanted)):
            wanted = whole[1]
        fits = column.type == "number" or "." not in wanted
        return _write(wanted) if fits else {}
    amount = _WITH_UNIT.fullmatch(text)
    if amount is None:
        return {}
    number, unit = Decimal(amount[1].replace(",", "")), amount[2]
    if unit != column.unit:
        if unit not in _MONEY or column.unit not in _MONEY:
            return {"hint": "tables-do-unit"}
        number = number * _MONEY[unit] / _MONEY[column.unit]
    wanted = _text(number)
    if column.type == "integer" and "." in wanted:
        return {"hint": "tables-do-unit"}
    return {"hint": "tables-do-unit-wanted", "wanted": wanted}


def _text(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(text: str, column: HintColumn) -> Hint:
    found = _DAY.fullmatch(text)
    parts = (found[1], found[3], found[4]) if found else None
    if found is None and (compact := _COMPACT.fullmatch(text)):
        parts = (compact[1], compact[2], compact[3])
    if parts is None:
        return _serial(text, column)
    try:
        day = date(*map(int, parts))
    except ValueError:
        return {"hint": "tables-hint-no-such-day"}
    wanted = _formatted(day, column.format)
    return {} if wanted == text else _write(wanted)


def _serial(text: str, column: HintColumn) -> Hint:
    found = _SERIAL.fullmatch(text)
    if found is None:
        return {}
    day = day_of_number(int(found[1]))
    return {"hint": "tables-do-serial", "wanted": _formatted(day, column.format)}


def _formatted(day: date, form: str) -> str:
    return day.isoformat() if form in {"default", "any"} else day.strftime(form)


def _yearmonth(text: str, _column: HintColumn) -> Hint:
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:  # noqa: PLR2004 - months
        return {}
    return _write(f"{found[1]}-{int(found[2]):02}")


def _year(text: str, _column: HintColumn) -> Hint:
    found = _YEAR.fullmatch(text)
    if found is None:
        return _write(text) if re.fullmatch("[0-9]{4}", text) else {}
    return _write(found[1])


def _code(value: str, column: HintColumn) -> Hint:
    code = column.codes.get(_fold(value))
    if code is None or code == value:
        return {}
    return {"hint": "tables-do-code", "wanted": code}


def _scientific(text: str, column: HintColumn) -> Hint:
    if column.type != "string" or not _SCIENTIFIC.fullmatch(text):
        return {}
    return {"hint": "tables-hint-scientific"}


def _yuan(text: str, column: HintColumn) -> Hint:
    if column.unit != "万元" or not _PLAIN.fullmatch(text) or Decimal(text) < _MANY_YUAN:
        return {}
    return {"hint": "tables-hint-yuan", "wanted": _text(Decimal(text) / _MANY_YUAN)}


_BY_TYPE: Mapping[str, Callable[[str, HintColumn], Hint]] = {
    "boolean": _code,
    "date": _date,
    "integer": _number,
    "number": _number,
    "year": _year,
    "yearmonth": _yearmonth,
}
