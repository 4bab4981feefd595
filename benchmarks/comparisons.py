"""Two versions of JSON Schemas compared, with the proofs; CPU of this process, warm.

python benchmarks/comparisons.py [--fields N] [--repeat N] [--format text|json]
"""

from __future__ import annotations

import argparse
import copy
import json
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table as RichTable

from shenbao.changes.model import Change
from shenbao.changes.schemas.compare import compare_schemas
from shenbao.changes.terms import Direction
from shenbao.policy.load.folder import load_notice

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
OURS = ("mudan-2022", "shenkang-2024", "shanghai-2024", "songjiang-2024", "wenzhou-2023")
GOAL_OF_ONE, GOAL_OF_MANY = 0.2, 10.0
"""Seconds for a form of ours, for a thousand fields."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One comparison: how many fields, how many changes, how many of them without a proof."""

    name: str
    fields: int
    changes: int
    unproved: int
    seconds: float


def tightened(schema: Any) -> Any:
    """Return a schema of which every limit is a step tighter, and every list a value shorter."""
    if isinstance(schema, list):
        return [tightened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: tightened(value) for key, value in schema.items()}
    for keyword, step in (("maximum", -1), ("maxLength", -1), ("maxItems", -1), ("minimum", 1)):
        if isinstance(made.get(keyword), int | float) and made[keyword] > 1:
            made[keyword] += step
    if isinstance(made.get("enum"), list) and len(made["enum"]) > 1:
        made["enum"] = made["enum"][:-1]
    return made


def many(fields: int) -> dict[str, Any]:
    """Return a form of so many fields in sections and rows."""
    kinds: tuple[dict[str, Any], ...] = (
        {"type": "string", "maxLength": 200},
        {"type": "integer", "minimum": 0, "maximum": 9999},
        {"type": "string", "pattern": "^[0-9]{6}$"},
        {"enum": [f"code{at}" for at in range(12)]},
        {"type": "string", "format": "date"},
    )
    sections: dict[str, Any] = {}
    for section in range(max(fields // 20, 1)):
        inner = {f"f{at}": copy.deepcopy(kinds[at % len(kinds)]) for at in range(20)}
        made: dict[str, Any] = {
            "type": "object",
            "properties": inner,
            "required": ["f0", "f1"],
            "additionalProperties": False,
        }
        rows = {"type": "array", "items": made, "maxItems": 30}
        sections[f"s{section}"] = rows if section % 3 == 0 else made
    return {"type": "object", "properties": sections, "additionalProperties": False}


def measured(name: str, fields: int, repeat: int, work: Callable[[], tuple[Change, ...]]) -> Row:
    """Return a comparison; the least of the repeats counts."""
    seconds = []
    for _ in range(repeat):
        start = time.process_time()
        changes = work()
        seconds.append(time.process_time() - start)
    return Row(
        name=name,
        fields=fields,
        changes=len(changes),
        unproved=sum(change.direction is Direction.UNDETERMINED for change in changes),
        seconds=round(min(seconds), 4),
    )


def rows(fields: int, repeat: int) -> list[Row]:
    """Return all comparisons."""
    found = []
    for name in OURS:
        for form in load_notice(SCHEMAS / name).forms:
            old, new = form.schema, tightened(form.schema)
            count = sum(1 for _ in form.fields())
            found.append(
                measured(
                    form.ref, count, repeat, lambda old=old, new=new: compare_schemas(old, new)
                )
            )
    large = many(fields)
    for name, new in (
        ("the same", large),
        ("every limit tighter", tightened(large)),
        ("nothing left", {"type": "object", "additionalProperties": False}),
    ):
        found.append(
            measured(
                f"{fields} fields, {name}",
                fields,
                repeat,
                lambda new=new: compare_schemas(large, new),
            )
        )
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fields", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    chosen = parser.parse_args()
    found = rows(chosen.fields, chosen.repeat)
    if chosen.format == "json":
        told = {"python": platform.python_version(), "rows": [asdict(row) for row in found]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    table = RichTable("comparison", "fields", "changes", "unproved", "seconds")
    for row in found:
        table.add_row(
            row.name, str(row.fields), str(row.changes), str(row.unproved), f"{row.seconds:.3f}"
        )
    Console().print(table)
    Console().print(
        f"goals: {GOAL_OF_ONE} s for a form of ours, {GOAL_OF_MANY} s for {chosen.fields} fields"
    )


if __name__ == "__main__":
    main()
