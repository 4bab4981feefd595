"""Empty parts: Python answers each vector as the browser does.

The other side: ``src/data/empty_parts.test.ts``.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Field
from shenbao.validation.form_index import FormIndex
from shenbao.validation.submission.empty_parts import filled_parts

HERE = Path(__file__).parent
DOCUMENT: dict[str, Any] = json.loads((HERE / "vectors" / "parts.json").read_text(encoding="utf-8"))
VECTORS: list[dict[str, Any]] = DOCUMENT["vectors"]
DEMO = load_notice(HERE.parent / "notices" / "schemas" / "demo-2024")


def node(described: dict[str, Any], above: str = "") -> Field:
    """Return a node of the vectors' form."""
    key = described.get("key", "*")
    pointer = f"{above}/{key}"
    item = described.get("item")
    return replace(
        DEMO.forms[0].sections[0],
        key=key,
        pointer=pointer,
        kind=described["kind"],
        schema={},
        rules=(),
        children=tuple(node(child, pointer) for child in described.get("children", ())),
        item=None if item is None else node(item, pointer),
    )


NODES = tuple(map(node, DOCUMENT["nodes"]))
FORM = FormIndex(replace(DEMO.form("a"), sections=NODES, rules=()))
ROW = NODES[1].item
assert ROW is not None
TABLE = FormIndex(replace(DEMO.table("summary"), columns=ROW.children, whole_rules=(), rules=()))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["about"] for vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    """Of a form and, where it says so, of a table; the data given stay as they are."""
    before = json.dumps(vector["data"])
    assert filled_parts(FORM, vector["data"]) == vector["expect"]
    if "table" in vector:
        assert filled_parts(TABLE, vector["data"]) == vector["table"]
    assert json.dumps(vector["data"]) == before
