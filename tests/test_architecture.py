"""The house stays in order: small modules and functions, every module on the map."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "shenbao"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    names = {file.stem for file in MODULES}
    assert not names & {"utils", "util", "helpers", "misc", "common_utils"}


def test_every_module_stands_on_the_map_of_the_house() -> None:
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    missing = [
        file.relative_to(PACKAGE).as_posix()
        for file in MODULES
        if file.name != "__init__.py"
        and not any(name in page for name in (file.stem, file.stem.partition("_form")[0] + "_form"))
    ]
    assert missing == []


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
