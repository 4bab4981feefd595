"""What a command loads: one application costs what it asks for, whatever else the program can."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = ROOT / "schemas" / "shenkang-2024" / "examples" / "p1-valid" / "application.json"
PROGRAM = """
import sys
from shenbao.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""
UNASKED = {
    "babel",
    "fluent.runtime",
    "lxml",
    "pikepdf",
    "shenbao.app.table_jobs",
    "shenbao.cli.build",
    "shenbao.cli.form",
    "shenbao.media.inputs.packages",
    "shenbao.validation.submission.keys",
}


def test_one_application_loads_nothing_that_it_does_not_need() -> None:
    """Its messages are plain ones, too: the library of wording takes a third of such a run."""
    command = [sys.executable, "-c", PROGRAM, "validate", str(APPLICATION), "--root", str(ROOT)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    loaded = set(done.stderr.split())
    assert "shenbao.validation.run" in loaded
    assert loaded & UNASKED == set()
