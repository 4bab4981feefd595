"""An invented form of any size with every kind of control, for what no real form has enough of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from shenbao.policy.model import Case, Field, Form, Notice, Rule, Wording

SECTION = 25
"""So many fields stand in a section."""

_MESSAGE = Wording(zh="应在规定范围内", en="Within the limits")


def large_form(notice: Notice, fields: int) -> Form:
    """Return a form of so many fields: all controls in turn, conditions, rules, rows, groups."""
    model = notice.forms[0]
    sections = tuple(
        _section(number, min(SECTION, fields - number * SECTION))
        for number in range(-(-fields // SECTION))
    )
    return replace(
        model, id="large", title="很长的虚构表单", description="", rules=(), sections=sections
    )


def _section(number: int, count: int) -> Field:
    key = f"s{number}"
    return _field(
        key,
        f"/{key}",
        f"第{number + 1}部分",
        kind="object",
        required=True,
        children=tuple(_fields(f"/{key}", number, count)),
    )


def _fields(above: str, section: int, count: int) -> Iterator[Field]:
    for number in range(count):
        make = _KINDS[number % len(_KINDS)]
        key = f"f{number}"
        yield make(key, f"{above}/{key}", f"栏目{section + 1}之{number + 1}")


def _field(key: str, pointer: str, title: str, **more: Any) -> Field:
    plain: dict[str, Any] = {
        "kind": "string",
        "description": "",
        "required": False,
        "when": None,
        "schema": {"type": more.get("kind", "string")},
        "children": (),
        "item": None,
        "rules": (),
        "basis": "toolkit",
        "clauses": (),
        "list_name": None,
        "unit": None,
        "widget": None,
        "example": None,
        "sensitive": False,
        "role": None,
    }
    made = {**plain, **more, "key": key, "pointer": pointer, "title": title}
    return Field(**made, stable_id=pointer.strip("/").replace("/*", "").replace("/", "."))


def _text(key: str, pointer: str, title: str) -> Field:
    schema = {"type": "string", "maxLength": 60}
    return _field(key, pointer, title, schema=schema, required=True, description="写全称。")


def _number(key: str, pointer: str, title: str) -> Field:
    rule = Rule(
        id=f"SY-{pointer.strip('/').replace('/', '-')}",
        pointer=pointer,
        when=None,
        at=None,
        keywords=(),
        message=_MESSAGE,
        severity="error",
        clauses=(),
        basis="toolkit",
        readings=(),
        lists=(),
        cases=(Case(assertion="self >= 1.0 && self <= 500.0", severity="error", message=_MESSAGE),),
    )  # type: ignore[arg-type]
    schema = {"type": "number", "minimum": 0}
    return _field(key, pointer, title, kind="number", schema=schema, rules=(rule,), unit="万元")


def _date(key: str, pointer: str, title: str) -> Field:
    return _field(key, pointer, title, schema={"type": "string", "format": "date"})


def _select(key: str, pointer: str, title: str) -> Field:
    return _field(key, pointer, title, schema={"type": "string", "enum": list("甲乙丙丁戊己庚辛")})


def _radio(key: str, pointer: str, title: str) -> Field:
    return _field(key, pointer, title, schema={"type": "string", "enum": ["甲", "乙"]})


def _combo(key: str, pointer: str, title: str) -> Field:
    enum = [f"选项{number}" for number in range(40)]
    return _field(key, pointer, title, schema={"type": "string", "enum": enum})


def _checkbox(key: str, pointer: str, title: str) -> Field:
    return _field(key, pointer, title, kind="boolean", widget="checkbox")


def _long(key: str, pointer: str, title: str) -> Field:
    return _field(key, pointer, title, schema={"type": "string", "maxLength": 3000})


def _checks(key: str, pointer: str, title: str) -> Field:
    schema = {"type": "string", "enum": ["甲", "乙", "丙"]}
    item = _field("*", f"{pointer}/*", "", schema=schema)
    whole = {"type": "array", "uniqueItems": True, "maxItems": 3}
    return _field(key, pointer, title, kind="array", schema=whole, item=item)


def _locked(key: str, pointer: str, title: str) -> Field:
    return _field(key, pointer, title, schema={"type": "string", "const": "固定"})


def _computed(key: str, pointer: str, title: str) -> Field:
    return _field(key, pointer, title, kind="number", computed="self.f1 * 2.0")


def _conditional(key: str, pointer: str, title: str) -> Field:
    around = pointer.split("/")[1]
    return replace(_text(key, pointer, title), when=f"app.{around}.f4 == '甲'")


def _group(key: str, pointer: str, title: str) -> Field:
    children = (_text("a", f"{pointer}/a", "组内文字"), _number("b", f"{pointer}/b", "组内金额"))
    return _field(key, pointer, title, kind="object", children=children)


def _rows(key: str, pointer: str, title: str) -> Field:
    row = _field(
        "*",
        f"{pointer}/*",
        "",
        kind="object",
        required=True,
        children=(
            _text("name", f"{pointer}/*/name", "姓名"),
            _select("kind", f"{pointer}/*/kind", "类别"),
            _checks("marks", f"{pointer}/*/marks", "标记"),
        ),
    )
    return _field(
        key, pointer, title, kind="array", schema={"type": "array", "maxItems": 20}, item=row
    )


def _lines(key: str, pointer: str, title: str) -> Field:
    item = _field("*", f"{pointer}/*", "一项", schema={"type": "string", "maxLength": 40})
    return _field(
        key, pointer, title, kind="array", schema={"type": "array", "maxItems": 9}, item=item
    )


_KINDS: tuple[Callable[[str, str, str], Field], ...] = (
    *(_text, _number, _date, _select, _radio, _combo, _checkbox, _long, _checks, _locked),
    *(_computed, _conditional, _group, _rows, _lines),
)
