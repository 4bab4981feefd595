"""An invented table with a column of each kind, and what people write into it.

``conformance/vectors/readings.json`` is written by hand: the kind of a field, a text, the value it
has (null says nothing) and what is told of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from shenbao.policy.model import Field, ListColumn, ListRow, Notice

FILE = Path(__file__).parents[2] / "conformance" / "vectors" / "readings.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
MOMENT = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"
)
LEVELS = {"chief": "正高", "deputy": "副高（含）"}
ALIASES = {"deputy": ("副高级",)}
KINDS: dict[str, dict[str, Any]] = {
    "number": {"kind": "number", "unit": "人"},
    "percent": {"kind": "number", "unit": "%"},
    "wan": {"kind": "number", "unit": "万元"},
    "year": {"kind": "integer", "schema": {"type": "integer", "minimum": 2000, "maximum": 2100}},
    "ratio": {"kind": "number"},
    "boolean": {"kind": "boolean"},
    "date": {"schema": {"type": "string", "format": "date"}},
    "moment": {"schema": {"type": "string", "pattern": MOMENT}},
    "choice": {"schema": {"type": "string", "enum": list(LEVELS)}, "list_name": "demo_topics"},
    "text": {"schema": {"type": "string", "maxLength": 100}},
}
TITLES = {
    "number": "人数",
    "percent": "比例",
    "wan": "经费",
    "year": "年度",
    "ratio": "医护比",
    "boolean": "是否在职",
    "date": "日期",
    "moment": "送达时间",
    "choice": "级别",
    "text": "说明",
}


def of_kinds(demo: Notice) -> Notice:
    """The invented notice with one table that has a column of each kind."""
    plain = demo.table("summary").columns[1]
    columns = [
        replace(
            plain,
            key=key,
            pointer=f"/{key}",
            title=title,
            required=False,
            rules=(),
            example=None,
            stable_id=key,
            **{"schema": {"type": more.get("kind", "string")}, **more},
        )
        for key, title, more in [
            ("row", "行号码", {}),
            *((key, TITLES[key], more) for key, more in KINDS.items()),
        ]
    ]
    table = replace(
        demo.table("summary"),
        id="kinds",
        columns=tuple(columns),
        primary_key=(),
        schema={
            "type": "object",
            "additionalProperties": False,
            "properties": {column.key: dict(column.schema) for column in columns},
        },
    )
    levels = replace(
        demo.code_list("demo_topics"),
        columns=(ListColumn(name="code", title="代码"), ListColumn(name="label", title="名称")),
        rows=tuple(
            ListRow(code=code, label=label, values=(code, label), aliases=ALIASES.get(code, ()))
            for code, label in LEVELS.items()
        ),
    )
    lists = tuple(levels if item.name == "demo_topics" else item for item in demo.lists)
    return replace(demo, tables=(table,), lists=lists)


def field_of(notice: Notice, kind: str) -> Field:
    return next(column for column in notice.tables[0].columns if column.key == kind)


def rows(values: str, vectors: Sequence[Mapping[str, Any]] = VECTORS) -> list[dict[str, Any]]:
    """Return a row for each vector: as it is written, or the value it has."""
    found = []
    for number, item in enumerate(vectors):
        value = item[values]
        own = {} if value is None else {item["kind"]: value}
        found.append({"row": f"第{number}行", **own})
    return found
