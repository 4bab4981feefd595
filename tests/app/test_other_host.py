"""The use cases run in another host, which brings engines of its own and changes nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HOST = Path(__file__).with_name("other_host.py")
GENERATOR = Path(__file__).resolve().parents[2] / "generator"


def run(mode: str, answers: Path) -> Any:
    done = subprocess.run(
        [sys.executable, str(HOST), mode, str(answers)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(GENERATOR), "PYTHONIOENCODING": "utf-8"},
    )
    return json.loads(done.stdout)


def test_an_application_and_a_table_are_judged_without_any_native_library(tmp_path: Path) -> None:
    """CEL, JSON Schema, workbooks and XML come from the host; the words and places are the same.

    A PDF, for whose objects this host has no library, is told as not read here.
    """
    answers = tmp_path / "answers.json"
    by_command = run("record", answers)
    by_host = run("replay", answers)
    assert by_command.pop("pdf") == ["document.damaged"]
    assert by_host.pop("pdf") == ["document.pdf-not-here"]
    assert by_host == by_command
    assert by_command["report"]["verdict"] == "fail"
    assert "DM-P-02" in {item["rule"] for item in by_command["report"]["findings"]}
    assert [place[:3] for place in by_command["table"]] == [
        [3, 2, "type-error"],
        [3, 3, "constraint-error"],
    ]
