"""The house stays in order: no drawer for odds and ends, a start that loads nothing heavy."""

from __future__ import annotations

import graphlib
import re
import subprocess
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
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


def cycle_in(imports: dict[str, set[str]]) -> list[str]:
    """Return modules that know each other, each the one before it; empty where there are none."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_know_each_other_not_even_for_types() -> None:
    """An import under TYPE_CHECKING is one: two such modules can only be read together."""
    graph = grimp.build_graph("shenbao", cache_dir=None)
    imports = {name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules}
    assert len(imports) >= len(MODULES)
    assert "shenbao.policy.model" in imports["shenbao.app.policy_source"]  # only for types
    assert cycle_in(imports) == []


SCRIPTS = ROOT / "site-templates" / "web" / "src"
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["']\./([\w-]+)(?:\.ts)?["']""")


def test_no_scripts_of_the_page_know_each_other_not_even_for_types() -> None:
    texts = {file.stem: file.read_text(encoding="utf-8") for file in SCRIPTS.glob("*.ts")}
    imports = {name: set(IMPORTED.findall(text)) for name, text in texts.items()}
    assert {"problem", "spec", "whole"} <= imports["check"]
    assert set().union(*imports.values()) <= imports.keys()
    assert cycle_in(imports) == []
