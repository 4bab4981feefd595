"""Invented data for any form or table, made from its schema: what the media must carry unharmed.

``generate(notice, home, seed)`` gives the same data for the same seed. Values keep to type,
enum, const, limits, lengths, formats and patterns; texts hold rare characters and marks that
formats of files treat specially. Rules of the policy are not looked at, conditions
(``x-when``) are: what does not apply is left out. Computed values are left out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from shenbao.forms.controls import choices, control
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Field, Form, FormOrTable, Notice, Table

MOST_ROWS = 60
"""So many rows at most are made, whatever a table allows: tests have to end."""

_OPTIONAL = 0.6
_LONG = 1500
_SHORT = 60
_DEFAULT_LENGTH = 40
_SPAN = 1000
_FIRST_DAY = date(1950, 1, 1)
_DAYS = 30_000
_FORMATS = {
    "email": "shili{}@example.com",
    "uri": "https://example.com/{}",
    "uuid": "00000000-0000-4000-8000-{:012d}",
    "date-time": "2024-04-30T16:{:02d}:00+08:00",
    "time": "09:{:02d}:00+08:00",
}
_PATTERNS = ("2024-04-30T15:59:59", "a" * 64, "13800000000", "021-00000000", "示例", "A1", "1")
_PIECES = (
    "喆",
    "镕",
    "𠮷",
    "㛃",
    "•",
    "&",
    "<",
    ">",
    '"',
    "'",
    "（１２３）",
    "ＡＢｃ",
    "①",
    "m²",
    "≥50%",
    "β-内酰胺",
    "示例医院",
    "质量控制",
    "a b",
    "]]>",
    "&amp;",
    "{x}",
    "=1+1",
    "、",
    "。",
    "“引号”",
    "\\",
    "0",
    "—",
    "̈é",
)


def generate(
    notice: Notice, home: FormOrTable, seed: int, *, rows: Literal["most", "few"] = "most"
) -> dict[str, Any]:
    """Return data of ``home``; ``most``: as many rows and as long texts as allowed, in reason."""
    form = home.as_form() if isinstance(home, Table) else home
    assert isinstance(form, Form)
    maker = _Maker(notice, random.Random(f"{home.ref}/{seed}"), most=rows == "most")  # noqa: S311
    data = {section.key: maker.value(section) for section in form.sections}
    for _ in range(3):
        _prune(form, data)
    return data


def leaves(
    value: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield the single values of data with their places."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number))
    else:
        yield path, value


class _Maker:
    def __init__(self, notice: Notice, chance: random.Random, *, most: bool) -> None:
        self.notice = notice
        self.chance = chance
        self.most = most

    def value(self, field: Field) -> Any:
        if field.kind == "object":
            return {
                child.key: self.value(child)
                for child in field.children
                if child.computed is None
                and (child.required or self.most or self.chance.random() < _OPTIONAL)
            }
        if field.kind == "array":
            return self._array(field)
        return self._single(field)

    def _single(self, field: Field) -> Any:
        schema = field.schema
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        if field.kind == "boolean":
            return self.chance.random() < 0.5
        if field.kind in ("number", "integer"):
            return self._number(field)
        return self._string(field)

    def _array(self, field: Field) -> list[Any]:
        item = field.item
        assert item is not None
        offered = choices(self.notice, item)
        least, limit = field.schema.get("minItems", 0), field.schema.get("maxItems", MOST_ROWS)
        if control(self.notice, field) == "checks" and offered is not None:
            codes = item.schema["enum"]
            count = self.chance.randint(max(least, 1), min(limit, len(codes)))
            kept = set(self.chance.sample(range(len(codes)), count))
            return [code for number, code in enumerate(codes) if number in kept]
        count = max(least, min(limit, MOST_ROWS) if self.most else self.chance.randint(0, 3))
        made: list[Any] = []
        for _ in range(count):
            value = self.value(item)
            if value not in made or not field.schema.get("uniqueItems"):
                made.append(value)
        return made

    def _number(self, field: Field) -> int | float:
        schema = field.schema
        low = schema.get("minimum", schema.get("exclusiveMinimum"))
        high = schema.get("maximum", schema.get("exclusiveMaximum"))
        if low is None:
            low = 0 if high is None or high > 0 else high - _SPAN
        if high is None:
            high = low + _SPAN
        step = schema.get("multipleOf", 1)
        places = 0
        if field.kind == "number" and "multipleOf" not in schema:
            places = self.chance.choice((0, 1, 2))
            step = 10**-places
        least = -(-low // step) + ("exclusiveMinimum" in schema)
        most = high // step - ("exclusiveMaximum" in schema)
        value = self.chance.randint(int(least), int(max(most, least))) * step
        return int(value) if places == 0 and value == int(value) else round(value, 6)

    def _string(self, field: Field) -> str:
        schema = field.schema
        if schema.get("format") == "date":
            return (_FIRST_DAY + timedelta(days=self.chance.randrange(_DAYS))).isoformat()
        if schema.get("format") in _FORMATS:
            return _FORMATS[schema["format"]].format(self.chance.randrange(60))
        if "pattern" in schema:
            return self._matching(field)
        offered = choices(self.notice, field)
        if offered is not None and self.chance.random() < 0.7:
            code, label = self.chance.choice(offered.rows)
            return label if len(label) <= schema.get("maxLength", len(label)) else code
        return self._text(field)

    def _matching(self, field: Field) -> str:
        pattern = re.compile(field.schema["pattern"])
        given = [field.example] if isinstance(field.example, str) else []
        fitting = [text for text in (*given, *_PATTERNS) if pattern.search(text)]
        assert fitting, f"{field.pointer}: add a text that fits {pattern.pattern} to _PATTERNS"
        return fitting[0]

    def _text(self, field: Field) -> str:
        tall = control(self.notice, field) == "textarea"
        limit = field.schema.get("maxLength", _DEFAULT_LENGTH)
        in_row = "/*" in field.pointer
        wanted = min(limit, _LONG if tall and self.most and not in_row else _SHORT)
        length = self.chance.randint(max(1, min(wanted, field.schema.get("minLength", 1))), wanted)
        pieces: list[str] = []
        while sum(map(len, pieces)) < length:
            newline = tall and pieces and self.chance.random() < 0.08
            pieces.append("\n" if newline else self.chance.choice(_PIECES))
        text = "".join(pieces)[:length]
        return self._without_edges(text, field.schema.get("minLength", 1))

    def _without_edges(self, text: str, least: int) -> str:
        bare = text.strip()
        return bare + "满" * max(0, least - len(bare))


def _prune(form: Form, data: dict[str, Any]) -> None:
    """Take away what does not apply; a condition that cannot be told takes nothing away."""
    variables = {"app": evaluation.doubles(data)}
    for node in form.fields():
        if node.when is not None and Expression.of(node.when).holds(variables) is False:
            _remove(data, node.pointer.split("/")[1:])


def _remove(value: Any, steps: list[str]) -> None:
    if steps[0] == "*":
        for item in value if isinstance(value, list) else []:
            _remove(item, steps[1:])
    elif isinstance(value, dict) and steps[0] in value:
        if len(steps) == 1:
            del value[steps[0]]
        else:
            _remove(value[steps[0]], steps[1:])
