"""What the template of the form draws: nodes with their control, hints and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbao.core import messages
from shenbao.forms.controls import LANGUAGE, Control, chosen_from, code_list_of, control, filled_by
from shenbao.policy.cel.formula_words import formulas
from shenbao.policy.model import Clause, Field, Form, Notice

_WIDE_TEXT = 100
_TALL_TEXT = 1000
_FIRST_ROWS = 20

_ANY_DAY = date(2024, 4, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node as the template draws it."""

    pointer: str
    title: str
    control: Control | None
    required: bool
    basis: str
    unit: str | None
    hints: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    locked: str
    width: str
    lines: int
    sources: tuple[Clause, ...]
    demands: tuple[str, ...]
    children: tuple[Node, ...]
    item: Node | None
    initial: int
    most: int
    row_title: str
    all_customary: bool
    fill: tuple[str, int] | None = None
    limit: int = 0
    """How many characters it may have; 0 where nothing limits them."""

    @property
    def starred(self) -> bool:
        """Whether its label has a star: it must be filled in, and does not come by itself."""
        return self.required and self.control != "computed"

    @property
    def customary(self) -> bool:
        """Whether its label has the mark of what the source does not ask."""
        return self.basis == "customary"

    @property
    def title_with_unit(self) -> str:
        """The title as it stands over or beside a value."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


def sections(notice: Notice, form: Form) -> tuple[Node, ...]:
    """Return the sections of a form, ready to draw."""
    made = formulas(form)
    return tuple(_node(notice, section, made) for section in form.sections)


def dom_id(pointer: str, tokens: Sequence[str]) -> str:
    """Return the id of a node's element; outside rows it is the field's anchor.

    ``tokens`` take the places of the row marks; they keep their underscores, by which the
    script finds them.
    """
    rows = iter(tokens)
    steps = pointer.split("/")[1:]
    return "-".join(("f", *(next(rows) if s == "*" else s.replace("_", "-") for s in steps)))


def _node(notice: Notice, field: Field, made: Mapping[str, str]) -> Node:
    kind = control(notice, field)
    offered = chosen_from(notice, field) if kind is not None else None
    values = [node for node in field.walk() if node.kind not in ("object", "array")]
    return Node(
        pointer=field.pointer,
        title=field.title,
        control=kind,
        required=field.demanded,
        basis=field.basis if kind is not None else "",
        unit=field.unit,
        hints=(*_hints(notice, field, kind), *_computed(field, made)),
        choices=offered.rows if offered is not None else (),
        locked=_locked(notice, field),
        width=_width(field, kind),
        lines=_lines(field),
        sources=_sources(notice, field),
        demands=tuple(dict.fromkeys(_demands(field))),
        children=tuple(_node(notice, child, made) for child in field.children),
        item=_node(notice, field.item, made) if field.item is not None else None,
        initial=_initial(field),
        most=field.schema.get("maxItems", 0),
        row_title=_row_title(field),
        fill=_fill(notice, field),
        limit=field.schema.get("maxLength", 0),
        all_customary=bool(values) and all(node.basis == "customary" for node in values),
    )


def _fill(notice: Notice, field: Field) -> tuple[str, int] | None:
    """Return the title and the number of the choices that the list can be filled with."""
    filled = filled_by(notice, field)
    return None if filled is None else (filled[0].title, len(filled[1].rows))


def _locked(notice: Notice, field: Field) -> str:
    if "const" not in field.schema:
        return ""
    value = str(field.schema["const"])
    code_list = code_list_of(notice, field)
    return code_list.label(value) if code_list is not None else value


def _width(field: Field, kind: Control | None) -> str:
    if kind in ("number", "date"):
        return f"short {kind}"
    if kind == "computed":
        return "short number"
    if kind in ("textarea", "checks", "checkbox"):
        return "long"
    long = kind == "text" and field.schema.get("maxLength", 0) > _WIDE_TEXT and not field.list_name
    return "long" if long and "/*" not in field.pointer else "short"


def _lines(field: Field) -> int:
    tall = field.schema.get("maxLength", 0) > _TALL_TEXT and "/*" not in field.pointer
    return 7 if tall else 3


def _initial(field: Field) -> int:
    """Return how many empty rows the form shows: those it needs, at least one."""
    needed: int = field.schema.get("minItems", 0)
    return min(max(1, needed), _FIRST_ROWS)


def _row_title(field: Field) -> str:
    if field.item is not None and field.item.title:
        return field.item.title
    return field.title.partition("、")[2] or field.title


def _hints(notice: Notice, field: Field, kind: Control | None) -> list[str]:
    """Return the help under the label: the policy's words first, then the limits."""
    hints = [field.description] if field.description else []
    code_list = code_list_of(notice, field)
    if code_list is not None and code_list.status == "missing":
        hints.append(_say("form-hint-missing-list", title=code_list.title))
    if kind == "combo" and code_list is not None and not code_list.closed:
        hints.append(_say("form-hint-open-list"))
    if kind == "date":
        hints.append(_say("form-hint-date", **date_writings(field)))
    if kind == "locked" and not hints:
        hints.append(_say("form-hint-locked"))
    if kind == "number" and not any(mark.isdigit() for mark in field.description):
        hints.extend(_range(field))
    if field.demanded_by_key:
        hints.append(_say("form-hint-key"))
    if kind == "textarea" and "maxLength" in field.schema:
        hints.append(_say("form-hint-length", count=str(field.schema["maxLength"])))
    if field.schema.get("minItems", 0) > 1:
        hints.append(_say("form-hint-rows", count=str(field.schema["minItems"])))
    return hints


def date_writings(field: Field) -> dict[str, str]:
    """Return a day that fits the field in the writings that are read: a birth lies far back."""
    try:
        day = date.fromisoformat(str(field.example))
    except ValueError:
        day = _ANY_DAY
    return {
        "iso": day.isoformat(),
        "slashed": f"{day.year}/{day.month}/{day.day}",
        "words": f"{day.year}年{day.month}月{day.day}日",
    }


def _computed(field: Field, made: Mapping[str, str]) -> list[str]:
    """Say that a value comes by itself, and how where plain words can tell."""
    if field.computed is None:
        return []
    if field.pointer in made:
        return [_say("form-hint-formula", formula=made[field.pointer])]
    return [_say("form-hint-computed")]


def _range(field: Field) -> list[str]:
    low, high = field.schema.get("minimum"), field.schema.get("maximum")
    if low is None or high is None:
        return []
    return [_say("form-hint-between", low=f"{low:g}", high=f"{high:g}", unit=field.unit or "")]


def _sources(notice: Notice, field: Field) -> tuple[Clause, ...]:
    of_rules = (name for rule in field.rules for name in rule.clauses)
    names = dict.fromkeys((*field.clauses, *of_rules))
    return tuple(notice.clause(name) for name in names)


def _demands(field: Field) -> list[str]:
    """Return the sentences of rules without a clause; the others the clauses tell."""
    return [
        message.in_language(LANGUAGE)
        for rule in field.rules
        if not rule.clauses
        for message in ([case.message for case in rule.cases] or [rule.message])
    ]


def _say(message: str, **args: Any) -> str:
    return messages.say(message, args, LANGUAGE)
