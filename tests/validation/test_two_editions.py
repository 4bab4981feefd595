"""Two editions of a notice whose tables have one header: which of them a file is taken for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from shenbao.cli import app
from shenbao.core.messages.values import many
from shenbao.media.inputs import read
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Notice

HERE = Path(__file__).parents[1]
HEADER = ("序号", "项目名称", "牵头单位", "专题", "申请经费（万元）")
ROW = ("1", "示例项目甲", "示例医院甲", "t1", "15")
BOTH = ("demo-2024/summary", "demo-2025/summary")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a policy folder with two editions that differ in nothing but their id."""
    root = tmp_path_factory.mktemp("policy")
    for name in ("dialect", "common"):
        shutil.copytree(HERE.parent / "schemas" / name, root / "schemas" / name)
    for year in ("2024", "2025"):
        target = root / "schemas" / f"demo-{year}"
        shutil.copytree(HERE / "notices" / "schemas" / "demo-2024", target)
        for file in (*target.glob("*.json"), *target.glob("*/*.json")):
            text = file.read_text(encoding="utf-8").replace("demo-2024", f"demo-{year}")
            file.write_text(text.replace("../../../../schemas/", "../"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def editions(root: Path) -> Sequence[Notice]:
    """Return both editions, the older first."""
    return load_notices(root)


def csv(folder: Path, name: str = "汇总表.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(",".join(HEADER) + "\n" + ",".join(ROW) + "\n", encoding="utf-8")
    return path


def workbook(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "汇总表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, [1, *ROW[1:4], 15])
    book.close()
    return path


def application(folder: Path, year: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{year}.json"
    data = {
        "$schema": f"demo-{year}/a",
        "basic": {
            "topic": "1",
            "project_title": "示例项目甲",
            "lead_unit": "示例医院甲",
            "funding": 15,
        },
        "youth": {"name": "张示例", "birth_date": "1990-01-01"},
    }
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("made", [csv, workbook])
def test_a_table_that_fits_both_editions_is_not_taken_for_one_of_them(
    made: Callable[[Path], Path], editions: Sequence[Notice], tmp_path: Path
) -> None:
    (found,) = read([made(tmp_path)], editions)
    assert found.data is None
    assert found.rivals == BOTH
    (finding,) = found.findings
    assert (finding.rule, finding.verdict) == ("file.several-tables", "undecided")
    assert finding.args["tables"] == many(BOTH)


@pytest.mark.parametrize("made", [csv, workbook])
@pytest.mark.parametrize("year", ["2024", "2025"])
def test_the_applications_in_its_folder_say_which_it_is(
    made: Callable[[Path], Path], year: str, editions: Sequence[Notice], tmp_path: Path
) -> None:
    made(tmp_path / "甲")
    application(tmp_path / "甲", year)
    application(tmp_path / "乙", "2024" if year == "2025" else "2025")
    found = {item.file: item for item in read([tmp_path], editions)}
    (table,) = (item for name, item in found.items() if "汇总表" in name)
    assert table.schema == f"demo-{year}/summary"
    assert table.data["rows"][0]["funding"] == 15
    assert "file.table-of-neighbours" in [note.rule for note in table.notes]


def test_without_such_a_neighbour_those_of_the_whole_run_say_it(
    editions: Sequence[Notice], tmp_path: Path
) -> None:
    paths = [csv(tmp_path / "甲"), application(tmp_path / "乙", "2025")]
    assert next(iter(read(paths, editions))).schema == "demo-2025/summary"


def test_neighbours_of_both_editions_leave_it_open(
    editions: Sequence[Notice], tmp_path: Path
) -> None:
    csv(tmp_path)
    application(tmp_path, "2024")
    application(tmp_path, "2025")
    (table,) = (item for item in read([tmp_path], editions) if item.file.endswith(".csv"))
    assert table.rivals == BOTH
    assert table.data is None


def test_what_is_asked_for_decides(editions: Sequence[Notice], tmp_path: Path) -> None:
    (found,) = read([csv(tmp_path)], editions, schema="demo-2025/summary")
    assert found.schema == "demo-2025/summary"
    assert not found.notes


def test_a_wrong_header_is_told_before_the_choice(
    editions: Sequence[Notice], tmp_path: Path
) -> None:
    path = tmp_path / "汇总表.csv"
    path.write_text("序号,项目名称,牵头单位,牵头单位\n1,甲,乙,丙\n", encoding="utf-8")
    (found,) = read([path], editions)
    assert "csv.header-duplicate" in [item.rule for item in found.findings]


@pytest.mark.parametrize("year", ["2024", "2025", None])
def test_the_command_says_what_each_file_was_taken_for(
    year: str | None, root: Path, tmp_path: Path
) -> None:
    files = [csv(tmp_path)]
    if year is not None:
        files.append(application(tmp_path, year))
    arguments = ["validate", *map(str, files), "--root", str(root), "--format", "json"]
    report = json.loads(CliRunner().invoke(app, arguments).stdout)
    taken = {Path(item["file"]).name: item["ref"] for item in report["forms"]}
    summary = {"汇总表.csv": f"demo-{year}/summary", f"{year}.json": f"demo-{year}/a"}
    assert taken == ({} if year is None else summary)
    rules = [item["rule"] for item in report["findings"]]
    assert ("file.several-tables" in rules) == (year is None)
    shown = CliRunner().invoke(app, [*arguments[:-2], "--lang", "zh-CN"]).stdout
    for ref in taken.values():
        assert f"（{ref}）" in "".join(shown.split())
