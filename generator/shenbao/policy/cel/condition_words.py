"""Simple CEL conditions of a form in plain words; the others are shown as they are."""

from __future__ import annotations

import re

from shenbao.policy.model import Field, FormOrTable, Notice

_ATOM = re.compile(
    r"^(?P<no>!)?app\.(?P<path>[A-Za-z_][\w.]*)"
    r"(?:\s*(?P<op>==|!=|in)\s*(?P<value>'[^']*'|\[[^\]]*\]|true|false|-?[\d.]+))?$"
)
_TEXT = re.compile(r"'([^']*)'")


def in_words(expression: str, form: FormOrTable, notice: Notice) -> str | None:
    """Return the condition as a Chinese phrase, or None where it is not a simple one."""
    for operator, word in ((" && ", "，且"), (" || ", "，或")):
        parts = expression.split(operator)
        if len(parts) > 1:
            phrases = [_atom(part.strip().strip("()"), form, notice) for part in parts]
            known = [phrase for phrase in phrases if phrase is not None]
            return word.join(known) if len(known) == len(phrases) else None
    return _atom(expression.strip(), form, notice)


def choices(node: Field, notice: Notice) -> tuple[tuple[str, str], ...]:
    """Return the values of a coded node with their labels; empty where it has none."""
    codes = node.schema.get("enum")
    labels = _labels(node, notice)
    if isinstance(codes, list | tuple):
        return tuple((str(code), labels.get(str(code), str(code))) for code in codes)
    return tuple(labels.items())


def _labels(node: Field, notice: Notice) -> dict[str, str]:
    if node.list_name is None:
        return {}
    found = next((item for item in notice.lists if item.name == node.list_name), None)
    return {row.code: row.label for row in found.rows} if found is not None else {}


def _atom(text: str, form: FormOrTable, notice: Notice) -> str | None:
    match = _ATOM.match(text)
    if match is None:
        return None
    pointer = "/" + match["path"].replace(".", "/")
    node = next((item for item in form.fields() if item.pointer == pointer), None)
    if node is None:
        return None
    labels = _labels(node, notice)
    if match["op"] is None:
        return f"“{node.title}”为“{'否' if match['no'] else '是'}”"
    raw = match["value"]
    values = _TEXT.findall(raw) or [{"true": "是", "false": "否"}.get(raw, raw)]
    shown = "、".join(f"“{labels.get(value, value)}”" for value in values)
    verb = {"==": "为", "!=": "不是", "in": "属于"}[match["op"]]
    return f"“{node.title}”{verb}{shown}"
