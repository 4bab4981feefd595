"""The house stays in order: no drawer for odds and ends, a start that loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "shenbao"
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    names = {file.stem for file in MODULES}
    assert not names & {"utils", "util", "helpers", "misc", "common_utils"}


HEAVY = ("cel_expr_python", "fluent", "frictionless", "jinja2", "jsonschema", "mkdocs")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "import shenbao.cli\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(PACKAGE.parent), "PATH": ""},
    )
    assert done.stdout.strip() == "[]"
