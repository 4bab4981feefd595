"""The data of a form as a document shows it: text for every place, and what found no place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from shenbao.forms.view import Node
from shenbao.policy.form_identity import leaf_names
from shenbao.policy.model import Field, FormOrTable, Notice

YES, NO = "是", "否"

Options: TypeAlias = Sequence[tuple[str, str]]


class Values:
    """Looks values up by place and remembers which were shown."""

    def __init__(self, notice: Notice, home: FormOrTable, data: Any) -> None:
        self.filled = data is not None
        self._data = {} if data is None else data
        self._shown: set[str] = set()
        self._leaves = leaf_names(home)
        self._notice = notice

    def field(self, pointer: str) -> Field | None:
        """Return the field of a pointer that has row marks; for choices that of one of them."""
        return self._leaves.get(pointer) or self._leaves.get(f"{pointer}/*")

    def longest(self, node: Node) -> int:
        """Return how many characters a value may have, or the longest choice; 0 without limit."""
        field = self.field(node.pointer)
        limit: int = field.schema.get("maxLength", 0) if field is not None else 0
        return limit or max((len(text) for _, text in node.choices), default=0)

    def at(self, place: str) -> Any:
        """Return the value at a place, which from now on counts as shown."""
        self._shown.add(place)
        return self.look(place)

    def look(self, place: str) -> Any:
        """Return the value at a place, None where there is none."""
        here = self._data
        for step in place.split("/")[1:]:
            if isinstance(here, dict):
                here = here.get(step)
            elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
                here = here[int(step)]
            else:
                return None
        return here

    def rows(self, place: str) -> int:
        """Return how many rows stand at a place."""
        value = self.look(place)
        return len(value) if isinstance(value, list) else 0

    def text(self, node: Node, place: str) -> str:
        """Return what the control of ``node`` shows at ``place``."""
        value = self.at(place)
        if node.control == "locked" and value in (None, self._constant(node)):
            return node.locked
        field = self.field(node.pointer)
        if is_closed(field) and not isinstance(value, dict | list) and value is not None:
            return labels(node.choices).get(_code(value), value_text(value))
        return value_text(value)

    def is_closed(self, node: Node) -> bool:
        """Say whether only one of the choices of a node can be right."""
        return is_closed(self.field(node.pointer))

    def offered(self, node: Node) -> tuple[str, ...]:
        """Return the texts to choose from, each once, empty for free entry.

        Labels that are alike in a list that binds have their code behind them.
        """
        closed = self.is_closed(node)
        shown = labels(node.choices).values() if closed else (text for _, text in node.choices)
        return tuple(dict.fromkeys(text for text in shown if text))

    def _constant(self, node: Node) -> Any:
        field = self.field(node.pointer)
        return None if field is None else field.schema.get("const")

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield the places that no control shows, with their values as text."""
        yield from self._left(self._data, "")

    def _left(self, value: Any, place: str) -> Iterator[tuple[str, str]]:
        if place in self._shown:
            return
        items: Sequence[tuple[str, Any]] = ()
        if isinstance(value, dict):
            items = [(str(key), item) for key, item in value.items()]
        elif isinstance(value, list):
            items = [(str(number), item) for number, item in enumerate(value)]
        for key, item in items:
            yield from self._left(item, f"{place}/{key}")
        if not isinstance(value, dict | list) and value_text(value).strip():
            field = self._leaves.get(_pattern(place))
            if field is None or field.computed is None:
                yield place or "/", value_text(value)


def is_closed(field: Field | None) -> bool:
    """Say whether a field takes nothing but its choices; an open list only suggests."""
    return field is not None and ("enum" in field.schema or field.kind == "boolean")


def value_text(value: Any) -> str:
    """Return a value as people write it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return _number(value)
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """Return every digit that the number needs, and no exponent."""
    text = format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)
    return text.removesuffix(".0")


def _code(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else value_text(value)


def _pattern(place: str) -> str:
    return "/".join("*" if step.isdecimal() else step for step in place.split("/"))


def labels(options: Options) -> dict[str, str]:
    """Return the text shown for each code: its label, with the code where labels are alike."""
    times = Counter(label for _, label in options)
    return {code: label if times[label] == 1 else f"{label}（{code}）" for code, label in options}
