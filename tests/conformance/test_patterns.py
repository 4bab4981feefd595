"""Patterns: every engine answers each vector as the browser does.

The other side: ``src/data/shape.test.ts``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from shenbao.core import messages
from shenbao.media.package.table_schema import whole_cell_pattern
from shenbao.policy.patterns import searching, trouble
from shenbao.validation.submission.json_schema import ENGINES

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "vectors" / "patterns.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS["alike"], ids=lambda item: item["pattern"])
def test_what_check_lets_pass_is_read_alike(vector: dict[str, Any]) -> None:
    pattern, text, found = vector["pattern"], vector["text"], vector["found"]
    assert trouble(pattern) is None
    assert (searching(pattern).search(text) is not None) == found
    for engine in ENGINES.values():
        assert bool(list(engine({"type": "string", "pattern": pattern})(text))) is not found
    if not text.endswith("\n"):  # a reader of cells takes a last line end off, as Python's $ does
        assert (re.fullmatch(whole_cell_pattern(pattern), text) is not None) == found


@pytest.mark.parametrize("vector", VECTORS["unlike"], ids=lambda item: item["pattern"])
def test_what_not_everybody_reads_alike_is_refused(vector: dict[str, Any]) -> None:
    found = trouble(vector["pattern"])
    assert found is not None
    assert found.why == vector["why"]
    assert found.found in vector["pattern"]
    args = {"pattern": vector["pattern"], "found": found.found, "why": found.why}
    for language in messages.LANGUAGES:
        assert found.found in messages.say("pattern-unlike", args, language)
