"""Real notices, whose texts are not in the repository: ``SHENBAO_SOURCES`` names their folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from authoring.measure import EXPECTED, measure

SOURCES = os.environ.get("SHENBAO_SOURCES")


@pytest.mark.skipif(not SOURCES, reason="SHENBAO_SOURCES names no folder with the real notices")
def test_real_notices_are_read_as_a_person_reads_them(capsys: pytest.CaptureFixture[str]) -> None:
    files = {file.stem: file for file in Path(SOURCES or ".").rglob("*.txt")}
    names = sorted(file.stem for file in EXPECTED.glob("*.json"))
    measured = [measure(files[name]) for name in names if name in files]
    assert measured
    shares = []
    with capsys.disabled():
        for part in ("clauses", "facts", "right"):
            found, whole = (sum(getattr(item, part)[at] for item in measured) for at in (0, 1))
            shares.append(found / whole)
            each = ", ".join("{}/{}".format(*getattr(item, part)) for item in measured)
            print(f"\n{part}: {found}/{whole} = {found / whole:.1%} ({each})")  # noqa: T201
    for item in measured:
        assert item.unread == 0, (item.name, "candidates that nobody has read")
    clauses, facts, right = shares
    assert (clauses >= 0.95, facts >= 0.8, right >= 0.95) == (True, True, True), measured


def test_what_is_expected_is_well_formed() -> None:
    names = sorted(file.stem for file in EXPECTED.glob("*.json"))
    assert len(names) == 6
    for name in names:
        expected = json.loads((EXPECTED / f"{name}.json").read_text("utf-8"))
        assert set(expected) == {"clauses", "facts", "also", "read"}
        assert all(len(item) == 2 for item in expected["clauses"])
        assert all(len(item) == 3 for part in ("facts", "also") for item in expected[part])
