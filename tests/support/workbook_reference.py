"""The reference of the policy workbook, from its declared table; run as a module it writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shenbao.authoring.workbook.declared import layout
from shenbao.authoring.workbook.declared.cells import Codec, Fact
from shenbao.authoring.workbook.declared.layout import Column, Sheet
from shenbao.authoring.workbook.declared.wording import help_of, row_word, sheet_title, title_of
from shenbao.core.messages import say

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "workbook.md"

_HEAD = """\
---
title: 政策工作簿
description: 政策工作簿的每一张工作表、每一栏，对应政策文件夹里的哪个键，可以选什么。
---

# 政策工作簿 {#workbook}

`shenbao workbook export` 写出的工作簿，一张工作表一类事，一行一件。\
怎样用，见[用 Excel 改一份通知](../administer/workbook.md#workbook)。\
这一页由程序里的表生成，测试核对两边一致。

“键”是[通知文件夹](notice-format.md#notice-format)里的键；没有专栏的键，在“其他”一栏里写成 JSON。\
标 ○ 的栏少用，空着时隐藏。可以选的词，导入时也认它在文件里的写法（例如“错误”和 `error`）。

| 写法 | 意思 |
|---|---|
| 不填 | 不写这个键 |
| （空） | 空的文字 |
| （无） | 空的清单，或 `null` |
| 原文未载、附件缺失、原文未定义、原文如此 | 原文没有，`{"absent": …}` |
| {param.编号} | 在数和日期的格里：用参数的值 |
"""


def reference() -> str:
    """Return the page."""
    return "\n".join((_HEAD, *(line for sheet in layout.SHEETS for line in _sheet(sheet)))) + "\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    title = sheet_title(sheet.name) if sheet is not layout.FIELDS else "栏目 <编号>"
    yield f"## {title} {{#sheet-{sheet.name}}}"
    yield ""
    yield f"{say(f'policybook-about-{sheet.name}')}。"
    yield ""
    if len(sheet.kinds) > 1:
        kinds = "、".join(row_word(kind.name) for kind in sheet.kinds)
        yield f"行的种类：{kinds}。"
        yield ""
    yield "| 栏 | 键 | 写什么 |"
    yield "|---|---|---|"
    for column in layout.columns_of(sheet):
        yield _column(sheet, column)
    if sheet is layout.ENTRIES:
        yield "| 代码、名称、第 3 栏…… | `lists/*.csv` 的各列 | “栏名”一行写成“code 代码” |"
    yield ""


def _column(sheet: Sheet, column: Column) -> str:
    paths = {
        ".".join(own.path) for kind in sheet.kinds for own in kind.columns if own.id == column.id
    }
    keys = " ".join(f"`{path}`" for path in sorted(paths) if path)
    title = say("policybook-column-entry-value", {"number": 3}) if not column.label else ""
    told = [help_of(column.label), _choices(column.codec)]
    mark = " ○" if column.rare else ""
    said = "；".join(filter(None, told)).replace("|", "\\|")
    return f"| {title or title_of(column)}{mark} | {keys} | {said} |"


def _choices(codec: Codec) -> str:
    if isinstance(codec, Fact):
        return "或者选原文没有的说法"
    words = getattr(codec, "offered", ())
    return "可选：" + "、".join(words) if words else ""


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
