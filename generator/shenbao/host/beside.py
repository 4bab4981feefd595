"""A Table Schema that was dropped together with its table, told from what is to be checked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_TABLES = frozenset((".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson"))
_LARGEST = 1_000_000
"""Bytes of a schema: what is larger is data."""


def schema_beside(paths: Sequence[Path]) -> Path | None:
    """Return the one Table Schema among files of which all others are tables, else None.

    In a folder of applications nothing is a schema but what a data package names.
    """
    files = [file for path in paths for file in (_inside(path) if path.is_dir() else (path,))]
    schemas = [file for file in files if _is_schema(file)]
    if len(schemas) != 1 or len(files) == 1:
        return None
    (schema,) = schemas
    others = (file for file in files if file != schema)
    return schema if all(file.suffix.lower() in _TABLES for file in others) else None


def _inside(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _is_schema(file: Path) -> bool:
    if file.suffix.lower() != ".json" or file.stat().st_size > _LARGEST:
        return False
    try:
        content: Any = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return False
    fields = content.get("fields") if isinstance(content, dict) else None
    if not isinstance(fields, list) or not fields:
        return False
    return all(isinstance(item, dict) and isinstance(item.get("name"), str) for item in fields)
