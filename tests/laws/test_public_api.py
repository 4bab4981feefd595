"""What a program may rely on: four calls from a folder and files to a verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shenbao import validation
from shenbao.core.errors import PolicyError, ShenbaoError
from shenbao.core.findings import Finding, Report
from shenbao.media import inputs
from shenbao.policy.load.folder import load_notices
from shenbao.reports import json_report

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "schemas" / "shenkang-2024" / "examples"


def test_from_files_to_a_verdict() -> None:
    """A program loads the policy, reads files, checks them and writes the report."""
    notices = load_notices(ROOT, lists=EXAMPLES / "lists")
    handed_in = list(inputs.read([EXAMPLES / "p1-invalid" / "application.json"], notices))
    report = validation.validate(notices, handed_in, readings={"I18": "chief_only"})
    assert isinstance(report, Report)
    assert all(isinstance(finding, Finding) for finding in report.findings)
    assert report.verdict == "fail"
    told = json.loads(json_report.render(report, "en"))
    assert told["counts"]["error"] == report.counts.error > 0


def test_what_cannot_be_done_is_one_kind_of_error(tmp_path: Path) -> None:
    """Every refusal is a ShenbaoError with a text in both languages."""
    assert issubclass(PolicyError, ShenbaoError)
    with pytest.raises(ShenbaoError) as caught:
        load_notices(tmp_path)
    assert caught.value.text("zh-CN") != caught.value.text("en")
