"""A table of ours is held in memory: the same number of rows at most, whatever it came in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from shenbao.app.packages.hand_in import hand_in
from shenbao.app.policy_source import Policy
from shenbao.cli import app
from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.media.inputs import read
from shenbao.media.reading.reader_findings import MOST_ROWS, TOO_MANY_ROWS
from shenbao.media.reading.source import LARGEST_TEXT
from shenbao.policy.model import Notice

NOTICES = Path(__file__).resolve().parents[1] / "notices"
KEYS = ("no", "title", "lead_unit", "topic", "funding")


def csv(path: Path, rows: int) -> None:
    """Write a text file."""
    path.write_text(",".join(KEYS) + "\n" + "1\n" * rows, encoding="utf-8")


def sheet(path: Path, rows: int) -> None:
    """Write a plain workbook."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, KEYS)
        for row in range(rows):
            page.write_number(row + 1, 0, 1)


def data(path: Path, rows: int) -> None:
    """Write JSON."""
    content = {"$schema": "demo-2024/summary", "rows": [{"no": 1}] * rows}
    path.write_text(json.dumps(content), encoding="utf-8")


MEDIA: dict[str, Callable[[Path, int], None]] = {".csv": csv, ".xlsx": sheet, ".json": data}


@pytest.mark.parametrize("suffix", MEDIA)
def test_one_row_more_is_refused(suffix: str, tmp_path: Path, demo: Notice) -> None:
    """All rows are read, or none, and then it is said what to do."""
    path = tmp_path / f"a{suffix}"
    MEDIA[suffix](path, MOST_ROWS)
    (whole,) = read([path], (demo,))
    assert len(whole.data["rows"]) == MOST_ROWS
    MEDIA[suffix](path, MOST_ROWS + 1)
    (none,) = read([path], (demo,))
    assert none.data is None
    (finding,) = none.findings
    assert (finding.rule, finding.severity) == (TOO_MANY_ROWS, "error")
    for language in messages.LANGUAGES:
        said = messages.say(finding.message, finding.args, language)
        assert str(MOST_ROWS) in said
        assert "--schema" in said


def test_files_that_are_joined_have_no_more_rows_together(tmp_path: Path, demo: Notice) -> None:
    """Neither has the table of a package to hand in."""
    half = MOST_ROWS // 2
    for name, rows in (("a", half), ("b", MOST_ROWS - half + 1)):
        csv(tmp_path / f"{name}.csv", rows)
    tables = [(demo, demo.table("summary"))]
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    with pytest.raises(ShenbaoError) as stopped:
        hand_in(Policy(root=NOTICES, lists=None), tables, files)
    assert stopped.value.message == "cli-package-too-many-rows"


def test_rows_checked_by_the_schema_are_said_not_to_be_by_the_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not pass, and the remedy is not the schema that was given."""
    monkeypatch.chdir(tmp_path)
    root = str(Path(__file__).resolve().parents[1] / "notices")
    made = CliRunner().invoke(app, ["package", "demo-2024/summary", "-o", "a", "--root", root])
    assert made.exit_code == 0, made.output
    rows = "".join(f"{row},甲,乙,t1,15\n" for row in range(1, MOST_ROWS + 2))
    Path("a.csv").write_text(",".join(KEYS) + "\n" + rows, encoding="utf-8")
    words = ("validate", "a.csv", "--schema", "a/summary.schema.json", "--format", "json")
    told = CliRunner().invoke(app, [*words, "--root", root])
    (finding,) = (item for item in json.loads(told.stdout)["findings"])
    assert (finding["rule"], finding["severity"]) == (TOO_MANY_ROWS, "review")
    assert "--schema" not in finding["message"]


def test_a_table_in_text_has_its_own_limit(tmp_path: Path, demo: Notice) -> None:
    """Wide cells fill the memory as many rows do; what to do is said."""
    path = tmp_path / "a.csv"
    row = "1," + ",".join(["甲" * 300_000] * 3) + "\n"
    path.write_text(",".join(KEYS) + "\n" + row * 9, encoding="utf-8")
    assert path.stat().st_size > LARGEST_TEXT
    (none,) = read([path], (demo,))
    assert [finding.rule for finding in none.findings] == ["file.too-large"]
    assert none.findings[0].args["limit"] == "20"
