"""Formats of texts: every engine answers each vector as the browser does.

The other side: ``src/data/shape.test.ts``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shenbao.validation.submission.json_schema import ENGINES, FORMATS

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "vectors" / "formats.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda item: f"{item['format']} {item['text']!r}")
@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_a_text_holds_a_format_or_not(engine: Any, vector: dict[str, Any]) -> None:
    schema = {"type": "string", "format": vector["format"]}
    assert bool(list(engine(schema)(vector["text"]))) is not vector["holds"]


def test_every_format_of_the_dialect_has_vectors() -> None:
    assert {vector["format"] for vector in VECTORS} == set(FORMATS)
