"""The tutorial of a new notice: its commands in their order, its tables typed into the workbook."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.notices import site
from shenbao.app.notices.serving import serve

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "administer" / "new-notice.md"
BOOK = "政策.xlsx"
FOUND = (("workbook", "import"), ("validate", "invalid"), ("try", "invalid"))
"""Commands that leave with 1, as the page says: something is found."""
RULES = ("JC-01", "JC-02", "CALL-2025-R2")
"""The rules that are typed, and the one that an accepted candidate became."""

_HEAD = 2


def blocks(language: str) -> list[str]:
    found = re.findall(
        rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [str(body) for body in found]


def commands() -> list[list[str]]:
    return [shlex.split(line)[1:] for body in blocks("sh") for line in body.splitlines()]


def cells(line: str) -> list[str]:
    return [cell.strip().replace("<br>", "\n") for cell in line.strip("|").split("|")]


def tables(before: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield the tables after lines like ``before``, whose group is what is typed into."""
    pattern = rf"^{before}\n\n((?:\|.*\n)+)"
    for name, body in re.findall(pattern, PAGE.read_text("utf-8"), re.MULTILINE):
        head, _, *rows = map(cells, body.splitlines())
        yield name, [dict(zip(head, row, strict=True)) for row in rows]


def type_tables(path: Path) -> None:
    """Write each row of the page where its id stands, else below; drop what rules say now."""
    book = openpyxl.load_workbook(path)
    for name, rows in tables("工作表“(.*)”"):
        sheet = book[name]
        heads = [cell.value for cell in sheet[_HEAD]]
        key = "代码" if name == "名单内容" else "项目" if name == "通知" else "编号"
        for row in rows:
            known = [
                number
                for number in range(_HEAD + 1, sheet.max_row + 1)
                if sheet.cell(number, heads.index(key) + 1).value == row[key]
            ]
            number = known[0] if known else sheet.max_row + 1
            for title, value in row.items():
                if value:
                    sheet.cell(number, heads.index(title) + 1).value = value
    checklist = book["人工审核要点"]
    checklist.delete_rows(_HEAD + 1, checklist.max_row)
    book.save(path)


def fill_examples(folder: Path) -> None:
    """Fill the two forms as the page says, and make the folder for those that come together."""
    ((_, rows),) = tables("(在 Excel.*：)")
    for column in ("对的", "错的"):
        book: Any = openpyxl.load_workbook(folder / "对的.xlsx")
        sheet = book["填写内容"]
        values = {row["栏目"]: row[column] for row in rows}
        for line in sheet.iter_rows(min_row=5):
            title = re.sub(r"[＊※]|（.*", "", str(line[1].value or ""))
            if title in values:
                value = values.pop(title)
                line[2].value = (
                    datetime.fromisoformat(value)
                    if "-" in value
                    else int(value)
                    if value.isdigit()
                    else value
                )
        assert not values
        book.save(folder / f"{column}.xlsx")
    (folder / "schemas" / "call-2025" / "examples" / "too-many").mkdir()


def test_the_hour_is_followed_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command runs; what is typed is what the page shows. The site is built elsewhere."""
    document = docx.Document()
    (notice,) = blocks("text")
    for line in notice.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "通知.docx"))
    monkeypatch.chdir(tmp_path)
    built: list[object] = []
    monkeypatch.setattr(site, "build", lambda *given: built.append(given) or _Built())
    monkeypatch.setattr(serve, "serve", lambda *given, **_: built.append(given))
    said = ""
    for command in commands():
        if "--accept" in command:
            listed = tmp_path / command[command.index("--accept") + 1]
            text = listed.read_text("utf-8-sig")
            text = re.sub(r"^(数量限额,.*),待确认$", r"\1,不采用", text, flags=re.MULTILINE)
            listed.write_text(text.replace(",待确认\n", ",采用\n"), encoding="utf-8-sig")
        if command[:2] == ["workbook", "import"]:
            type_tables(tmp_path / BOOK)
        if command[0] == "convert" and not (tmp_path / "错的.xlsx").is_file():
            fill_examples(tmp_path)
        result = CliRunner().invoke(cli.app, command)
        wanted = any(all(word in " ".join(command) for word in words) for words in FOUND)
        assert result.exit_code == wanted, (command, result.output, result.exception)
        if command[0] == "validate":
            said += result.output
        if command[:2] == ["workbook", "import"]:
            assert "发现 3 处问题" in result.output, result.output
    assert built
    assert [rule for rule in RULES if rule not in said] == []
    folder = tmp_path / "schemas" / "call-2025"
    page = PAGE.read_text("utf-8")
    made = {path.name for path in folder.iterdir()} - {"lists"}
    assert {name for name in made if f"`{name}" not in page} == set()
    wrong = (folder / "examples" / "invalid" / "expected.json").read_text("utf-8")
    assert [rule for rule in RULES if rule not in wrong] == []
    many = (folder / "examples" / "too-many" / "expected.json").read_text("utf-8")
    assert "JC-Q1" in many
    files = [*folder.rglob("*.json"), folder / "clauses.md"]
    assert [file for file in files if "待确认：" in file.read_text("utf-8")] == []


class _Built:
    """What a build says of itself."""

    pages = 1
    out = Path()
