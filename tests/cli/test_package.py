"""``shenbao package``, as data staff use it."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from frictionless import Package
from typer.testing import CliRunner, Result

from shenbao.cli import app
from shenbao.core.errors import ShenbaoError
from shenbao.validation.tables.manifest import check_manifest

ROOT = Path(__file__).resolve().parents[2]
SUMMARY = "shenkang-2024/summary"
HEADER = "序号,申报类别,项目名称,牵头单位,项目负责人,申请经费（万元）,开始日期,结束日期"
ROW = "{no},市级医院新兴前沿技术联合攻关项目·新兴前沿技术联合攻关,{title},示例医院甲,示例人员甲,６０,2024年4月30日,2026/5/31"  # noqa: E501
FIRST = ROW.format(no=1, title="示例项目甲")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a Chinese name and a blank, and a table in it as Excel for Windows saves it."""
    folder = tmp_path / "报送 材料"
    folder.mkdir()
    table(folder / "汇总 表.csv", FIRST)
    monkeypatch.chdir(folder)
    return folder


def table(file: Path, *rows: str, header: str = HEADER) -> None:
    file.write_bytes("\r\n".join((header, *rows, "")).encode("gb18030"))


def run(*words: str) -> Result:
    """Run a command on the notices that come with the package."""
    return CliRunner().invoke(app, ["package", *words, "--root", str(ROOT)])


def refused(*words: str) -> str:
    """Run a command that cannot be done; return the id of why."""
    error = run(*words).exception
    assert isinstance(error, ShenbaoError)
    for language in ("zh-CN", "en"):
        assert error.text(language)
    return error.message


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_empty_package_is_the_published_one(desk: Path) -> None:
    assert run(SUMMARY, "-o", "空表").exit_code == 0
    assert files(desk / "空表") == files(ROOT / "data-packages" / "shenkang-2024" / "summary")


def test_several_tables_have_a_folder_each(desk: Path) -> None:
    told = run(SUMMARY, "wenzhou-2023/indicators", "-o", "空表")
    assert told.exit_code == 0
    assert sorted(item.name for item in (desk / "空表").iterdir()) == [
        "shenkang-2024-summary",
        "wenzhou-2023-indicators",
    ]
    for line in told.output.splitlines():
        assert "空的数据包" in line


def test_a_table_from_windows_becomes_a_package_to_hand_in(desk: Path) -> None:
    """GBK, Chinese headings, a label for a code, full-width digits, dates as people write them."""
    told = run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv")
    assert told.exit_code == 0, told.output
    assert "已读作日期 2024-04-30" in told.output
    assert "可以报送" in told.output
    lines = (desk / "报送" / "summary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1] == "1,p1,,示例项目甲,示例医院甲,示例人员甲,,,,,60,,2024-04-30,2026-05-31,,"
    assert Package(str(desk / "报送" / "datapackage.json")).validate().valid
    assert check_manifest(desk / "报送") == ()


def test_the_fingerprint_is_that_of_the_file_it_was_made_of(desk: Path) -> None:
    run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv")
    manifest = json.loads((desk / "报送" / "manifest.json").read_text(encoding="utf-8"))
    for file in ("汇总 表.csv", "报送/summary.csv"):
        words = ["fingerprint", file, "--schema", SUMMARY, "--root", str(ROOT)]
        assert manifest["fingerprint"] in CliRunner().invoke(app, words).output
    assert manifest["check"]["verdict"] == "pass"


def test_the_same_table_in_word_excel_and_json_is_the_same_package(desk: Path) -> None:
    run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv")
    wanted = files(desk / "报送")
    for suffix in ("json", "xlsx", "docx", "pdf"):
        made = CliRunner().invoke(
            app, ["convert", "汇总 表.csv", "-o", f"汇总.{suffix}", "--root", str(ROOT)]
        )
        assert made.exit_code == 0
        assert run(SUMMARY, "-o", suffix, "--data", f"汇总.{suffix}").exit_code == 0
        assert files(desk / suffix) == wanted, suffix


def test_wrong_data_are_packaged_and_said(desk: Path) -> None:
    table(desk / "汇总 表.csv", FIRST.replace("６０", "60万元"))
    told = run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv")
    assert told.exit_code == 1
    assert "60万元" in (desk / "报送" / "summary.csv").read_text(encoding="utf-8-sig")
    manifest = json.loads((desk / "报送" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["check"]["verdict"] == "fail"
    assert manifest["check"]["counts"]["error"] == 1
    assert manifest["check"]["structure"] == 1
    assert "重新生成，再报送" in told.output


def test_the_package_is_judged_as_whoever_receives_it_will(desk: Path) -> None:
    """What only custom asks for is a reminder there too; what the clause asks for is an error."""
    table(desk / "汇总 表.csv", FIRST.replace("示例人员甲", ""))
    told = run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv")
    assert told.exit_code == 0
    assert told.output.count("请填写“项目负责人”") == 1
    manifest = json.loads((desk / "报送" / "manifest.json").read_text(encoding="utf-8"))
    counts = manifest["check"]["counts"]
    assert (counts["error"], counts["warning"], manifest["check"]["structure"]) == (0, 1, 0)


def test_a_formula_arrives_unchanged_with_a_warning(desk: Path) -> None:
    table(desk / "汇总 表.csv", ROW.format(no=1, title="=HYPERLINK(1)"))
    told = run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv")
    assert told.exit_code == 0
    assert "当作公式运行" in told.output
    assert ",=HYPERLINK(1)," in (desk / "报送" / "summary.csv").read_text(encoding="utf-8-sig")


def test_many_formulas_are_counted_and_not_all_listed(desk: Path) -> None:
    rows = [ROW.format(no=number, title=f"=A{number}") for number in range(1, 41)]
    table(desk / "汇总 表.csv", *rows)
    told = run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv")
    assert "还有 20 处" in told.output


def test_files_of_several_units_are_joined_in_their_order(desk: Path) -> None:
    table(desk / "乙.csv", ROW.format(no=2, title="示例项目乙"))
    told = run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv", "--data", "乙.csv")
    assert told.exit_code == 0, told.output
    lines = (desk / "报送" / "summary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line[:2] for line in lines] == ["no", "1,", "2,"]
    table(desk / "乙.csv", ROW.format(no=1, title="示例项目乙"))
    told = run(SUMMARY, "-o", "又", "--data", "汇总 表.csv", "--data", "乙.csv")
    assert told.exit_code == 1
    assert "乙.csv  不通过" in told.output
    assert "与 汇总 表.csv 第 2 行重复" in "".join(told.output.split("\n        "))


def test_a_folder_of_files_is_read(desk: Path) -> None:
    (desk / "各家").mkdir()
    (desk / "汇总 表.csv").rename(desk / "各家" / "甲.csv")
    (desk / "各家" / "说明.txt").write_text("x", encoding="utf-8")
    told = run(SUMMARY, "-o", "报送", "--data", "各家")
    assert told.exit_code == 0
    assert "说明.txt" in told.output


def test_an_archive_is_the_same_every_time_and_opens_on_windows(desk: Path) -> None:
    for name in ("一.zip", "二.zip"):
        assert run(SUMMARY, "-o", name, "--data", "汇总 表.csv").exit_code == 0
    assert (desk / "一.zip").read_bytes() == (desk / "二.zip").read_bytes()
    with zipfile.ZipFile(desk / "一.zip") as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {item.create_system for item in archive.infolist()} == {0}
        assert archive.testzip() is None
    assert check_manifest(desk / "一.zip") == ()


def test_two_tables_of_data_are_sorted_by_their_headings(desk: Path) -> None:
    example = ROOT / "data-packages" / "wenzhou-2023" / "county-list" / "county-list-example.csv"
    shutil.copy(example, desk / "县.csv")
    data = ("--data", "县.csv", "--data", "汇总 表.csv")
    told = run(SUMMARY, "wenzhou-2023/county-list", "-o", "两张.zip", *data)
    assert told.exit_code == 0, told.output
    with zipfile.ZipFile(desk / "两张.zip") as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        rows = archive.read("wenzhou-2023-county-list/county-list.csv").decode("utf-8-sig")
    assert tops == {"shenkang-2024-summary", "wenzhou-2023-county-list"}
    assert rows.replace("\r\n", "\n") == example.read_text(encoding="utf-8")


def test_tables_with_the_same_headings_are_what_is_asked_for(desk: Path) -> None:
    """Two notices have an indicator table alike: the one that is named counts."""
    for name in ("shanghai-2024", "songjiang-2024"):
        folder = ROOT / "data-packages" / name / "indicators"
        shutil.copy(folder / "indicators-example.csv", desk / f"{name}.csv")
        assert run(f"{name}/indicators", "-o", name, "--data", f"{name}.csv").exit_code == 0
        manifest = json.loads((desk / name / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["table"] == f"{name}/indicators"


def test_force_replaces_a_package_and_nothing_else(desk: Path) -> None:
    assert run(SUMMARY, "-o", "报送").exit_code == 0
    assert refused(SUMMARY, "-o", "报送", "--data", "汇总 表.csv") == "cli-package-exists"
    (desk / "报送" / "底稿.xlsx").write_bytes(b"mine")
    assert refused(SUMMARY, "-o", "报送", "--force") == "cli-package-foreign"
    assert (desk / "报送" / "底稿.xlsx").read_bytes() == b"mine"
    (desk / "报送" / "底稿.xlsx").unlink()
    (desk / "报送" / ".git").mkdir()
    (desk / "报送" / ".git" / "HEAD").write_bytes(b"mine")
    assert refused(SUMMARY, "-o", "报送", "--force") == "cli-package-foreign"
    shutil.rmtree(desk / "报送" / ".git")
    (desk / "报送" / "Thumbs.db").write_bytes(b"x")
    assert run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv", "--force").exit_code == 0
    assert not (desk / "报送" / "summary-example.csv").exists()
    assert check_manifest(desk / "报送") == ()
    assert run(SUMMARY, "-o", "报送", "--force").exit_code == 0
    assert not (desk / "报送" / "manifest.json").exists()
    assert [item.name for item in desk.iterdir() if item.name.startswith(".")] == []


def test_an_empty_folder_may_be_there(desk: Path) -> None:
    (desk / "报送").mkdir()
    assert run(SUMMARY, "-o", "报送", "--data", "汇总 表.csv").exit_code == 0


def test_the_data_are_never_replaced_by_their_own_package(desk: Path) -> None:
    assert run(SUMMARY, "-o", "报送").exit_code == 0
    filled = desk / "报送" / "summary.csv"
    table(filled, FIRST)
    words = (SUMMARY, "-o", "报送", "--data", "报送/summary.csv", "--force")
    assert refused(*words) == "cli-package-inside"
    assert filled.read_bytes().endswith(b"2026/5/31\r\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("shenkang-2024/sumary", "-o", "x"), "cli-package-unknown"),
        (("汇总 表.csv", "-o", "x"), "cli-package-unknown"),
        (("shenkang-2024/p1", "-o", "x"), "cli-package-form"),
        ((SUMMARY, "-o", "汇总 表.csv"), "cli-package-blocked"),
        ((SUMMARY, "-o", "汇总 表.csv", "--force"), "cli-package-blocked"),
        ((SUMMARY, "-o", "汇总 表.csv/里面"), "output-no-folder"),
        ((SUMMARY, "-o", "夹.zip"), "cli-package-folder"),
        ((SUMMARY, "-o", "旧.zip"), "cli-package-exists"),
        ((SUMMARY, "-o", "x", "--data", "没有.csv"), "path-missing"),
        ((SUMMARY, "-o", "x", "--data", "坏.json"), "cli-form-unread"),
        ((SUMMARY, "-o", "x", "--data", "别的.csv"), "cli-form-unread"),
        ((SUMMARY, "-o", "x", "--data", "申请.json"), "cli-package-other"),
        ((SUMMARY, "-o", "x", "--data", "县.csv"), "cli-package-other"),
        ((SUMMARY, "-o", "x", "--data", "无行.json"), "cli-package-not-rows"),
        ((SUMMARY, "-o", "x", "--data", "空"), "cli-form-unread"),
        ((SUMMARY, "-o", "x", "--data", "空字符.json"), "cli-form-unread"),
        (
            (SUMMARY, "wenzhou-2023/county-list", "-o", "x", "--data", "汇总 表.csv"),
            "cli-package-nothing",
        ),
        (
            (SUMMARY, "wenzhou-2023/county-list", "-o", "x", "--data", "无名.json"),
            "cli-package-which",
        ),
        (
            (SUMMARY, "wenzhou-2023/county-list", "-o", "x", "--data", "申请.json"),
            "cli-package-other",
        ),
    ],
)
def test_what_cannot_be_done_is_said(desk: Path, words: tuple[str, ...], why: str) -> None:
    """Nothing is written, not even a part."""
    examples = ROOT / "schemas" / "shenkang-2024" / "examples"
    shutil.copy(examples / "p1-valid" / "application.json", desk / "申请.json")
    county = ROOT / "data-packages" / "wenzhou-2023" / "county-list" / "county-list-example.csv"
    shutil.copy(county, desk / "县.csv")
    table(desk / "别的.csv", "1,示例", header="日期,天气")
    for name, text in (
        ("坏.json", "{"),
        ("无行.json", '{"rows": "x"}'),
        ("无名.json", '{"rows": []}'),
        ("空字符.json", '{"rows": [{"title": "a\\u0000b"}]}'),
    ):
        (desk / name).write_text(text, encoding="utf-8")
    (desk / "夹.zip").mkdir()
    (desk / "空").mkdir()
    (desk / "旧.zip").write_bytes(b"mine")
    before = sorted(desk.rglob("*"))
    assert refused(*words) == why
    assert sorted(desk.rglob("*")) == before
    assert (desk / "旧.zip").read_bytes() == b"mine"


def test_columns_and_rows_that_have_no_place_are_told(desk: Path) -> None:
    row = {"no": 1, "track": "p1", "title": "示例", "lead_unit": "示例医院甲", "预算": "秘密"}
    (desk / "汇总.json").write_text(json.dumps({"rows": [row, "x"]}), encoding="utf-8")
    told = run(SUMMARY, "-o", "报送", "--data", "汇总.json")
    assert told.exit_code == 1
    assert "没有放进数据包" in told.output
    assert "秘密" not in told.output


def test_a_folder_that_may_not_be_written_is_said(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", "somewhere")

    monkeypatch.setattr(tempfile, "mkdtemp", forbidden)
    monkeypatch.setattr(tempfile, "mkstemp", forbidden)
    for output in ("x", "x.zip"):
        assert refused(SUMMARY, "-o", output) == "cli-package-cannot-write"
    assert [item.name for item in desk.iterdir()] == ["汇总 表.csv"]


@pytest.mark.parametrize("step", ["old", "new"])
def test_a_package_that_cannot_be_replaced_stays(
    desk: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Windows does not rename a folder of which Excel has a file open."""
    assert run(SUMMARY, "-o", "报送").exit_code == 0
    before = files(desk)
    rename = Path.rename

    def held(self: Path, target: Path) -> Path:
        moving = "old" if Path(target).name == "old" else self.name
        if moving == step and self.name != "old":
            raise PermissionError(errno.EACCES, "in use", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    words = (SUMMARY, "-o", "报送", "--data", "汇总 表.csv", "--force")
    assert refused(*words) == "cli-package-cannot-write"
    assert files(desk) == before
