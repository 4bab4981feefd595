"""Dropdowns and prompts (ECMA-376-1, 18.3.1.32): what Excel offers and refuses while one types.

The lists stand on a hidden sheet under defined names: a list inside a validation stops at
255 characters. An open list suggests; only what can never be right is stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shenbao.core.spreadsheet import column_letters, cut
from shenbao.forms.view import Node
from shenbao.media.excel.write.wording import say
from shenbao.policy.model import Field

FIRST_DAY = date(1900, 3, 1)
"""Excel believes that 1900 was a leap year: earlier days are text (ECMA-376-1, 18.17.4.1)."""

_NAME = "shenbao_list_"
_LONGEST_TITLE = 32
_LONGEST_PROMPT = 255
_FARTHEST = 1e15


@dataclass(slots=True)
class Lists:
    """The lists of one workbook, each once, with the names that dropdowns refer to."""

    _known: dict[tuple[str, ...], str] = field(default_factory=dict)

    def name(self, texts: Sequence[str]) -> str:
        """Return the defined name of a list of texts."""
        return self._known.setdefault(tuple(texts), f"{_NAME}{len(self._known) + 1}")

    def write(self, workbook: Any, sheet: Any, first_column: int) -> None:
        """Write the lists side by side and define their names."""
        for column, (texts, name) in enumerate(self._known.items(), first_column):
            for row, text in enumerate(texts):
                sheet.write_string(row, column, text)
            letters = column_letters(column)
            area = f"${letters}$1:${letters}${len(texts)}"
            workbook.define_name(name, f"='{sheet.get_name()}'!{area}")


def validation(
    node: Node, field_: Field | None, prompt: str, lists: Lists, texts: Sequence[str]
) -> dict[str, Any]:
    """Return what Excel checks and says at a value; ``texts`` are what its dropdown offers."""
    rule = _rule(node, field_, lists, texts)
    if rule["validate"] == "any" and not prompt:
        return {}
    if prompt:
        rule["input_title"] = cut(node.title, _LONGEST_TITLE)
        rule["input_message"] = cut(prompt, _LONGEST_PROMPT)
    if "error_message" in rule:
        rule["error_title"] = cut(node.title, _LONGEST_TITLE)
        rule["error_message"] = cut(rule["error_message"], _LONGEST_PROMPT)
    return rule


def _rule(node: Node, field_: Field | None, lists: Lists, texts: Sequence[str]) -> dict[str, Any]:
    schema = field_.schema if field_ is not None else {}
    if node.control == "computed" or (node.control == "locked" and not texts):
        return {"validate": "any"}
    if texts:
        return _listed(node, schema, lists, texts, boolean=_is(field_, "boolean"))
    if node.control == "number":
        return _number(schema, whole=_is(field_, "integer"))
    if node.control == "date":
        return _warning("date", ">=", FIRST_DAY, say("excel-form-error-date"))
    most = schema.get("maxLength")
    if most is None:
        return {"validate": "any"}
    return _warning("length", "<=", most, say("excel-form-error-length", count=str(most)))


def _warning(kind: str, criteria: str, value: Any, told: str) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": criteria,
        "value": value,
        "error_type": "warning",
        "error_message": told,
    }


def _is(field_: Field | None, kind: str) -> bool:
    return field_ is not None and field_.kind == kind


def _listed(
    node: Node, schema: Mapping[str, Any], lists: Lists, texts: Sequence[str], *, boolean: bool
) -> dict[str, Any]:
    closed = (boolean or "enum" in schema) and node.control != "checks"
    words = "excel-form-error-list" if closed else "excel-form-error-open"
    if node.control == "checks":
        words = "excel-form-error-several"
    return {
        "validate": "list",
        "source": f"={lists.name(texts)}",
        "error_type": "stop" if closed else "warning",
        "error_message": say(words),
    }


def _number(schema: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    """Return the limits; a bound of the policy warns, so that a draft can be typed."""
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    bounded = low is not None or high is not None
    kind = "whole" if whole else "number"
    if low is None and high is None:
        told = say("excel-form-error-number", kind=kind)
    elif high is None:
        told = say("excel-form-error-least", kind=kind, low=f"{low:g}")
    elif low is None:
        told = say("excel-form-error-most", kind=kind, high=f"{high:g}")
    else:
        told = say("excel-form-error-between", kind=kind, low=f"{low:g}", high=f"{high:g}")
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": -_FARTHEST if low is None else low,
        "maximum": _FARTHEST if high is None else high,
        "error_type": "warning" if bounded else "stop",
        "error_message": told,
    }
