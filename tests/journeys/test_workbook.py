"""The command of the policy workbook: what it says, what it leaves with, what it writes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from shenbao.authoring.workbook.files.folder import read_folder, same

ROOT = Path(__file__).resolve().parents[2]
YIYAO = ROOT / "tests" / "notices" / "yiyao"


def run(folder: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "shenbao", "workbook", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copytree(YIYAO, tmp_path / "政策")
    return tmp_path / "政策"


def set_cell(book: Path, sheet: str, title: str, value: str) -> None:
    opened = openpyxl.load_workbook(book)
    heads = [cell.value for cell in opened[sheet][2]]
    opened[sheet].cell(3, heads.index(title) + 1).value = value
    opened.save(book)


def test_a_notice_goes_out_is_changed_and_comes_back(work: Path) -> None:
    code, said = run(work, "export", "yiyao-2025", "-o", "政策.xlsx")
    assert code == 0
    assert "写好 政策.xlsx" in said
    code, said = run(work, "import", "政策.xlsx")
    assert code == 0
    assert "没有要写的" in said
    assert "未发现问题" in said
    set_cell(work / "政策.xlsx", "缺漏", "发现了什么", "附件5没有公开")
    code, said = run(work, "import", "政策.xlsx")
    assert code == 0
    assert "写了 notice.json" in said
    notice = (work / "schemas" / "yiyao-2025" / "notice.json").read_text("utf-8")
    assert notice.count("附件5没有公开") == 1
    # What is wrong with the notice now is told with the cell, and is there all the same.
    set_cell(work / "政策.xlsx", "缺漏", "条款", "c-nothing")
    code, said = run(work, "import", "政策.xlsx")
    assert code == 1
    assert "工作表“缺漏”第 3 行" in "".join(said.split("\n    "))


def test_what_was_typed_is_not_exported_over(work: Path) -> None:
    """The same command once more would cost an hour's work."""
    run(work, "export", "yiyao-2025", "-o", "政策.xlsx")
    set_cell(work / "政策.xlsx", "缺漏", "发现了什么", "附件5没有公开")
    before = (work / "政策.xlsx").read_bytes()
    code, said = run(work, "export", "yiyao-2025", "-o", "政策.xlsx")
    assert code == 2
    assert "--force" in said
    assert (work / "政策.xlsx").read_bytes() == before
    assert run(work, "export", "yiyao-2025", "-o", "政策.xlsx", "--force")[0] == 0
    assert (work / "政策.xlsx").read_bytes() != before


def test_a_workbook_is_corrected_and_imported_again(work: Path) -> None:
    """What its own import wrote is no change of somebody else's; a copy does not know of it."""
    run(work, "export", "yiyao-2025", "-o", "政策.xlsx")
    shutil.copy(work / "政策.xlsx", work / "别人的.xlsx")
    notice = work / "schemas" / "yiyao-2025" / "notice.json"
    set_cell(work / "政策.xlsx", "项目与类别", "目标", "")
    code, said = run(work, "import", "政策.xlsx")
    assert code == 1
    assert "（目标）" in "".join(said.split())
    set_cell(work / "政策.xlsx", "项目与类别", "目标", "开展临床研究。")
    code, said = run(work, "import", "政策.xlsx")
    assert code == 0, said
    written = notice.read_bytes()
    set_cell(work / "别人的.xlsx", "项目与类别", "目标", "另一个目标。")
    code, said = run(work, "import", "别人的.xlsx")
    assert code == 2
    assert "--overwrite" in said
    assert notice.read_bytes() == written
    # Nor does the workbook know what was written by hand since.
    notice.write_text(written.decode().replace("开展临床研究。", "手写的。"), "utf-8")
    set_cell(work / "政策.xlsx", "项目与类别", "目标", "再改。")
    assert run(work, "import", "政策.xlsx")[0] == 2
    assert "手写的。" in notice.read_text("utf-8")


def test_a_notice_without_lists_has_room_for_one(work: Path) -> None:
    """Its sheet has columns for codes and names before there is any."""
    notice = work / "schemas" / "plain"
    (notice / "forms").mkdir(parents=True)
    shutil.copy(work / "schemas" / "yiyao-2025" / "clauses.md", notice)
    shutil.copy(work / "schemas" / "yiyao-2025" / "notice.json", notice)
    text = (notice / "notice.json").read_text("utf-8").replace('"yiyao-2025"', '"plain"')
    (notice / "notice.json").write_text(text, "utf-8")
    assert run(work, "export", "plain", "-o", "x.xlsx")[0] == 0
    heads = [cell.value for cell in openpyxl.load_workbook(work / "x.xlsx")["名单内容"][2]]
    assert heads[3:7] == ["代码", "名称", "第 3 栏", "第 4 栏"]


def test_a_wrong_cell_is_told_and_nothing_is_written(work: Path) -> None:
    run(work, "export", "yiyao-2025", "-o", "政策.xlsx")
    before = read_folder(work / "schemas" / "yiyao-2025")
    set_cell(work / "政策.xlsx", "缺漏", "怎样显示", "没有")
    code, said = run(work, "import", "政策.xlsx", "--lang", "en")
    assert code == 2
    assert "Sheet “缺漏”, row 3" in said
    assert "nothing was written" in said
    assert read_folder(work / "schemas" / "yiyao-2025") == before


def test_an_empty_folder_takes_a_workbook(work: Path, tmp_path: Path) -> None:
    """What somebody typed elsewhere becomes a folder of its own."""
    run(work, "export", "yiyao-2025", "-o", "政策.xlsx")
    set_cell(work / "政策.xlsx", "通知", "内容", "yiyao-2025")
    (tmp_path / "空的").mkdir()
    code, said = run(work, "import", "政策.xlsx", "--root", str(tmp_path / "空的"))
    assert code == 1, said  # it has no examples yet
    old, new = (
        read_folder(root / "schemas" / "yiyao-2025").contents for root in (work, tmp_path / "空的")
    )
    notice = {**old["notice.json"], "id": "yiyao-2025"}  # type: ignore[dict-item]
    assert {*old} == {*new}
    for name, content in {**old, "notice.json": notice}.items():
        assert same(content, new[name]), name


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["export", "yiyao-2024", "-o", "x.xlsx"], "有的是：yiyao-2025"),
        (["export", "yiyao-2025", "-o", "nowhere/x.xlsx"], "nowhere"),
        (["import", "schemas/yiyao-2025/notice.json"], "什么都没有写"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], wanted: str, work: Path) -> None:
    code, said = run(work, *words)
    assert code == 2
    assert wanted in said
    assert "Traceback" not in said
