"""``shenbao form``, ``convert`` and ``fingerprint``, as a person uses them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from shenbao.cli import app
from shenbao.core.errors import ShenbaoError

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "schemas" / "shenkang-2024" / "examples" / "p1-valid" / "application.json"
MEDIA = ("docx", "xlsx", "pdf")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a Chinese name and a blank, and a filled application in it."""
    folder = tmp_path / "申报 材料"
    folder.mkdir()
    shutil.copy(EXAMPLE, folder / "申请.json")
    monkeypatch.chdir(folder)
    return folder


def run(*words: str) -> Result:
    """Run a command on the notices that come with the package."""
    return CliRunner().invoke(app, [*words, "--root", str(ROOT)])


def refused(*words: str) -> ShenbaoError:
    """Run a command that cannot be done; return why."""
    error = run(*words).exception
    assert isinstance(error, ShenbaoError)
    for language in ("zh-CN", "en"):
        assert error.text(language)
    return error


def test_one_application_in_every_medium_is_the_same(desk: Path) -> None:
    for medium in MEDIA:
        assert run("convert", "申请.json", "-o", f"申请.{medium}").exit_code == 0
    files = ["申请.json", *(f"申请.{medium}" for medium in MEDIA)]
    told = run("fingerprint", *files, "--format", "json")
    assert told.exit_code == 0
    document = json.loads(told.output)
    assert document["same"] is True
    assert [item["form"] for item in document["files"]] == ["shenkang-2024/p1"] * 4
    for medium in MEDIA:
        assert run("convert", f"申请.{medium}", "-o", f"回来-{medium}.json").exit_code == 0
        back = json.loads((desk / f"回来-{medium}.json").read_text(encoding="utf-8"))
        assert back == json.loads(EXAMPLE.read_text(encoding="utf-8"))


def test_converting_tells_what_was_read_and_never_a_verdict(desk: Path) -> None:
    """Nothing was checked: a file with mistakes is not called free of them."""
    import openpyxl

    assert run("convert", "申请.json", "-o", "申请.xlsx").exit_code == 0
    book = openpyxl.load_workbook(desk / "申请.xlsx")
    sheet = book["填写内容"]
    funding = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 60)
    funding.value = "60万"
    book["九、预算明细"]["K30"] = "表外的话"
    book.save(desk / "申请.xlsx")
    told = run("convert", "申请.xlsx", "-o", "回来.json")
    assert "60万" in told.stderr
    assert "表外的话" in told.stderr
    for word in ("未发现问题", "通过", "结论"):
        assert word not in told.stderr


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_told(desk: Path) -> None:
    (desk / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    del data["$schema"]
    (desk / "无名.json").write_text(json.dumps(data), encoding="utf-8")
    told = run("fingerprint", "没有.json", "坏.docx", "无名.json", "申请.json")
    assert told.exit_code == 2
    assert [line.split()[-1] for line in told.stdout.splitlines()] == ["申请.json"]
    for name in ("没有.json", "坏.docx", "无名.json"):
        assert name in told.stderr
    document = json.loads(run("fingerprint", "坏.docx", "申请.json", "--format", "json").stdout)
    assert [item["file"] for item in document["files"]] == ["申请.json"]
    assert "坏.docx" in document["unread"][0]


def test_every_file_of_a_folder_is_told(desk: Path) -> None:
    shutil.copy(desk / "申请.json", desk / "再一份.json")
    told = run("fingerprint", str(desk), "--format", "json")
    assert told.exit_code == 0
    assert len(json.loads(told.stdout)["files"]) == 2


def test_another_content_has_another_fingerprint(desk: Path) -> None:
    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["basic"]["funding"] = 31
    (desk / "改过.json").write_text(json.dumps(data), encoding="utf-8")
    told = run("fingerprint", "申请.json", "改过.json")
    assert told.exit_code == 1
    assert "不一致" in told.output


def test_a_form_takes_over_what_an_earlier_one_says(desk: Path) -> None:
    told = run("form", "shenkang-2024/p4", "--fill", "申请.json", "-o", "新申请.docx")
    assert told.exit_code == 0
    assert run("convert", "新申请.docx", "-o", "新申请.json").exit_code == 0
    new = json.loads((desk / "新申请.json").read_text(encoding="utf-8"))
    old = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert new["leader"]["name"] == old["leader"]["name"]
    assert "partners" not in new


def test_an_existing_file_is_kept_unless_forced(desk: Path) -> None:
    (desk / "申请.docx").write_bytes(b"mine")
    assert refused("convert", "申请.json", "-o", "申请.docx").message == "cli-form-exists"
    assert (desk / "申请.docx").read_bytes() == b"mine"
    assert run("convert", "申请.json", "-o", "申请.docx", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("form", "shenkang-2024/p9"), "cli-form-unknown"),
        (("form", "shenkang-2024/p1", "-o", "x.txt"), "cli-form-suffix"),
        (("form", "shenkang-2024/p1", "--format", "pdf", "-o", "x.docx"), "cli-form-two-kinds"),
        (("convert", "申请.json", "-o", "x"), "cli-form-suffix"),
        (("convert", "没有.json", "-o", "x.docx"), "path-missing"),
        (("convert", "坏.json", "-o", "x.docx"), "cli-form-unread"),
    ],
)
def test_what_cannot_be_done_is_said(desk: Path, words: tuple[str, ...], why: str) -> None:
    (desk / "坏.json").write_text("{", encoding="utf-8")
    (desk / "无名.json").write_text("{}", encoding="utf-8")
    before = sorted(desk.iterdir())
    assert refused(*words).message == why
    assert sorted(desk.iterdir()) == before


def test_a_folder_is_no_file_to_write(desk: Path) -> None:
    """The name in the message is the one that was given."""
    (desk / "表单.docx").mkdir()
    error = refused("form", "shenkang-2024/p1", "-o", "表单.docx", "--force")
    assert error.text("zh-CN").startswith("表单.docx 是文件夹")
