"""``shenbao check --coverage``: each rule of an inventory has a home, or the check fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shenbao.cli import app
from shenbao.errors import ShenbaoError

HERE = Path(__file__).resolve().parent
RULES = HERE / "rules" / "shenkang-2024.json"


def inventory(folder: Path, *more: str) -> Path:
    """Write the rules of the notice, and more ids, as an inventory."""
    ids = [*json.loads(RULES.read_text(encoding="utf-8")), *more]
    file = folder / "rules.json"
    items = [{"id": identity, "notice": "shenkang-2024"} for identity in ids]
    file.write_text(json.dumps(items), encoding="utf-8")
    return file


def test_every_rule_of_the_call_has_a_home(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["check", "--coverage", str(inventory(tmp_path)), "--format", "json"]
    )
    assert result.exit_code == 0
    told = {item["id"]: item["means"] for item in json.loads(result.output)}
    assert len(told) == 112
    assert told["SK-P1-21"] == "keyword"
    assert told["SK-P3-10"] == "cel"
    assert told["SK-P4-17"] == "quota"
    assert told["SK-R-13"] == "checklist"


def test_a_rule_without_a_home_fails_and_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["check", "--coverage", str(inventory(tmp_path, "SK-P9-99"))])
    assert result.exit_code == 1
    assert "SK-P9-99" in result.output
    assert "112" in result.output


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"id": "x"}]', "[" * 5000])
def test_a_file_that_is_no_inventory_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.json"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "--coverage", str(file)])
    assert isinstance(result.exception, ShenbaoError)
