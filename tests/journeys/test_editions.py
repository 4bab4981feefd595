"""A new year: the next edition is made, a value confirmed, a form of last year carried over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .test_cli import session

HERE = Path(__file__).resolve().parent
KEJI = HERE.parent / "notices" / "keji"
GOLDEN = HERE / "editions" / "expected.txt"
COMMANDS = """\
shenbao new keji-2027 --edition-of keji-2026 --from keji-2026.txt
shenbao new keji-2027 --edition-of keji-2026
shenbao new keji-2028 --edition-of keji-2062
shenbao new keji-2028 --edition-of keji-2026 --deadline 2027-01-01
shenbao migrate last-year.json --to keji-2026 -o this-year.json --report report.txt
shenbao migrate last-year.json --to keji-2026 -o this-year.json
shenbao migrate summary.json --to keji-2026
shenbao migrate this-year.json --to keji-2026 --lang en
shenbao migrate nothing.json --to keji-2026
"""


def test_a_new_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shutil.copytree(KEJI / "schemas", tmp_path / "schemas")
    shutil.copy(KEJI / "sources" / "keji-2026.txt", tmp_path)
    examples = tmp_path / "schemas" / "keji-2025" / "examples"
    shutil.copy(examples / "research-valid" / "application.json", tmp_path / "last-year.json")
    shutil.copy(examples / "summary-valid" / "summary.json", tmp_path)
    shown = session(COMMANDS, monkeypatch, tmp_path).replace(str(tmp_path), "…")
    if request.config.getoption("--update"):
        GOLDEN.write_text(shown, encoding="utf-8")
    assert shown == GOLDEN.read_text(encoding="utf-8")
    assert (tmp_path / "report.txt").read_text("utf-8").splitlines()[0] in shown
