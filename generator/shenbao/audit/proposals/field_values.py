"""What a field can be filled in with: its own example, its choices, the ends of its keywords."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from shenbao.policy.model import Field
from shenbao.policy.patterns import searching
from shenbao.policy.shorthand.kinds.trial import smallest

_DAY = "2024-06-01"
_FIGURES = ("0", "1", "12", "021-00000000", "13800000000", "110101199001010007", "A1", "2024")
_FORMATS = {
    "date": _DAY,
    "email": "shili@example.com",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def filled(node: Field) -> Any:
    """Return a value for a node with all that has to be filled in below it.

    None where nothing that its keywords allow is known: a text of a pattern without an example.
    """
    if node.kind == "object":
        return group(node.children)
    if node.kind == "array":
        rows = max(int(node.schema.get("minItems", 1)), 1)
        made = None if node.item is None else filled(node.item)
        return None if made is None else [made for _ in range(rows)]
    return next(iter(choices(node)), None)


def group(children: tuple[Field, ...]) -> dict[str, Any]:
    """Return the members of a group: what has to be filled in, and what has an example."""
    wanted = (node for node in children if node.computed is None and _is_asked(node))
    made = ((node.key, filled(node)) for node in wanted)
    return {key: value for key, value in made if value is not None}


def choices(node: Field) -> Iterator[Any]:
    """Yield what a single value can be, the likeliest first, each once."""
    seen: list[Any] = []
    for value in _choices(node):
        if value is not None and not any(value == one and type(value) is type(one) for one in seen):
            seen.append(value)
            yield value


def step(node: Field) -> float:
    """Return the smallest difference that counts in a number."""
    return smallest(node.kind, node.unit)


def days_later(day: str, days: int) -> str:
    """Return the day so many days later as data has it; ValueError for what is no day."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def of_length(text: str, length: int) -> str:
    """Return a text cut or repeated to a length."""
    text = text or "示例"
    return (text * (length // len(text) + 1))[:length]


def _is_asked(node: Field) -> bool:
    below = node.children or ((node.item,) if node.item is not None else ())
    if node.when is not None and not node.required:
        return False
    return node.required or node.example is not None or any(map(_is_asked, below))


def _choices(node: Field) -> Iterator[Any]:
    schema = node.schema
    yield schema.get("const")
    if _allowed(node, node.example):
        yield node.example
    yield from schema.get("enum", ())
    if node.kind == "boolean":
        yield from (True, False)
    elif node.kind in {"number", "integer"}:
        yield from _numbers(node)
    elif node.kind == "string" and "enum" not in schema:
        yield from _texts(node)


def _allowed(node: Field, value: Any) -> bool:
    return "enum" not in node.schema or value in node.schema["enum"]


def _numbers(node: Field) -> Iterator[Any]:
    size = step(node)
    low, high = node.schema.get("minimum"), node.schema.get("maximum")
    above, below = node.schema.get("exclusiveMinimum"), node.schema.get("exclusiveMaximum")
    yield low
    yield None if above is None else exact(node, above + size)
    yield high
    yield None if below is None else exact(node, below - size)
    yield from (number for number in (1, 0, 10) if _within(node.schema, number))


def exact(node: Field, number: float) -> float | int:
    """Return a number without the dust of binary fractions, whole where the field is."""
    return round(number) if node.kind == "integer" else round(number, 4)


def _within(schema: Mapping[str, Any], number: float) -> bool:
    low, high = schema.get("minimum", number), schema.get("maximum", number)
    return bool(low <= number <= high)


def _texts(node: Field) -> Iterator[str]:
    schema = node.schema
    known = _FORMATS.get(str(schema.get("format", "")))
    words = f"示例{node.title}"
    least = int(schema.get("minLength", 0))
    longest = int(schema.get("maxLength", max(len(words), least)))
    fitting = of_length(words, min(max(len(words), least), longest))
    for text in (known, fitting, *_FIGURES):
        if text is None or not least <= len(text) <= longest:
            continue
        if known is not None and text is not known:
            continue
        if "pattern" not in schema or searching(schema["pattern"]).search(text) is not None:
            yield text
