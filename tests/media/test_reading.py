"""Reading what is handed in: tolerant where that is safe, one clear finding where it is not."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.core.submission import Origin, Submission
from shenbao.media.inputs import READERS, read
from shenbao.media.reading.reader_findings import LISTED
from shenbao.media.reading.source import LARGEST_TEXT, LIMIT
from shenbao.policy.model import Notice

HEAD = "序号,项目名称,牵头单位,专题,申请经费\n"
ROW = "1,示例项目甲,示例医院甲,t1,15\n"


Handed = Callable[..., Submission]


@pytest.fixture
def hand_in(tmp_path: Path, demo: Notice) -> Handed:
    """Write one file and read it."""

    def hand(name: str, content: str | bytes, **options: Any) -> Submission:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        (result,) = read([file], options.pop("notices", (demo,)), **options)
        assert result.file == str(file)
        every_sentence_is_there(result)
        return result

    return hand


def every_sentence_is_there(submission: Submission) -> None:
    for finding in (*submission.findings, *submission.notes):
        assert finding.where.file == submission.file
        assert finding.basis == "toolkit"
        for language in messages.LANGUAGES:
            assert messages.say(finding.message, finding.args, language)
    assert all(note.severity == "info" for note in submission.notes)


def rules(submission: Submission) -> list[str]:
    return [finding.rule for finding in submission.findings]


def noted(submission: Submission) -> list[tuple[str, int | None, str | None]]:
    return [(note.rule, note.where.row, note.where.column) for note in submission.notes]


def rows(submission: Submission) -> Any:
    return submission.data["rows"]


# --- JSON ---------------------------------------------------------------------------------


def test_a_submission_names_its_form(hand_in: Handed) -> None:
    got = hand_in("a.json", '{"$schema": "demo-2024/a", "basic": {"funding": 15}}')
    assert (got.schema, got.data) == ("demo-2024/a", {"basic": {"funding": 15}})
    assert got.where("/basic/funding").row is None


@pytest.mark.parametrize(
    ("text", "line", "column", "cause"),
    [
        ('{"a": 1,}', "1", "8", "trailing-comma"),
        ('{"a": [1,\n]}', "1", "9", "trailing-comma"),
        ('{"a": 1\n "b": 2}', "2", "2", "comma"),
        ('{"a" 1}', "1", "6", "colon"),
        ('{"a"：1}', "1", "5", "full-width"),
        ("{“a”: 1}", "1", "2", "full-width"),
        ("{'a': 1}", "1", "2", "single-quote"),
        ("{a: 1}", "1", "2", "name"),
        ('{"a": "x', "1", "7", "open-string"),
        ('{"a": 1', "1", "8", "cut-off"),
        ('{"a": "x\ny"}', "1", "9", "control"),
        (r'{"a": "C:\x"}', "1", "10", "escape"),
        ('{"a": 1} x', "1", "10", "extra"),
        ('{"a": True}', "1", "7", "value"),
        ('{"a": 1} // x', "1", "10", "comment"),
        ("<!DOCTYPE html>", "1", "1", "web-page"),
    ],
)
def test_json_that_is_none_says_where_and_the_usual_cause(
    hand_in: Handed, text: str, line: str, column: str, cause: str
) -> None:
    got = hand_in("a.json", text)
    assert rules(got) == ["file.not-json"]
    assert got.data is None
    args = got.findings[0].args
    assert (args["line"], args["column"], args["cause"]) == (line, column, cause)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "file.empty"),
        (" \n\ufeff"[:2], "file.empty"),
        ("\ufeff", "file.empty"),
        ('{"a": NaN}', "file.not-a-number"),
        ('{"a": -Infinity}', "file.not-a-number"),
        ('{"a": 1e999}', "file.number-too-large"),
        ('{"a": ' + "9" * 1_000_000 + "}", "file.number-too-large"),
        ("[1, 2]", "file.not-object"),
        ('"text"', "file.not-object"),
        ("null", "file.not-object"),
        ('{"$schema": 5}', "file.schema-not-text"),
        (r'{"a": "\ud800"}', "file.broken-character"),
        (r'{"\udc00": 1}', "file.broken-character"),
        ("[" * 10_000 + "]" * 10_000, "file.too-deep"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "file.too-deep"),
        ("[" * 200_000, "file.too-deep"),
    ],
)
def test_hostile_json_gives_one_finding(hand_in: Handed, text: str, rule: str) -> None:
    got = hand_in("a.json", text)
    assert rules(got) == [rule]
    assert got.data is None


def test_brackets_in_a_text_are_no_depth(hand_in: Handed) -> None:
    text = '{"a": "\\"' + "[" * 500 + '", "b": ' + "[" * 63 + "]" * 63 + "}"
    assert hand_in("a.json", text).findings == ()


def test_a_number_too_large_is_found_outside_texts(hand_in: Handed) -> None:
    got = hand_in("a.json", '{"a": "1e999",\n "b": 1e999}')
    assert got.findings[0].args == {"line": "2", "column": "7"}


def test_a_key_given_twice_is_named_with_its_place(hand_in: Handed) -> None:
    got = hand_in("a.json", '{"rows": [{"a/b": 1, "a/b": 2}], "x": 1, "x": 1}')
    assert rules(got) == ["file.duplicate-key"] * 2
    assert [item.where.pointer for item in got.findings] == ["/rows/0/a~1b", "/x"]
    assert got.findings[0].args["key"] == "a/b"


def test_keys_given_twice_make_a_short_list(hand_in: Handed) -> None:
    assert len(hand_in("a.json", "{" + ",".join(['"a":1'] * 10_000) + "}").findings) == 1
    many = ",".join(f'"k{number}":1' for number in range(10_000))
    got = hand_in("b.json", "{" + many + "," + many + "}")
    assert len(got.findings) == LISTED + 1
    assert got.findings[-1].rule == "file.more-alike"


def test_a_number_that_cannot_be_read_is_not_shown(hand_in: Handed) -> None:
    """Its field is not known yet, and may be a sensitive one."""
    got = hand_in("a.json", '{"phone": 138' + "0" * 400 + "}")
    assert rules(got) == ["file.number-too-large"]
    assert got.findings[0].found is None


@pytest.mark.parametrize(
    ("encoding", "noted_as"),
    [("utf-8-sig", None), ("gbk", "GB18030"), ("gb18030", "GB18030"), ("utf-16", "UTF-16")],
)
def test_json_in_other_encodings_is_read_and_noted(
    hand_in: Handed, encoding: str, noted_as: str | None
) -> None:
    mark = "\ufeff" if encoding == "gb18030" else ""
    got = hand_in("a.json", (mark + '{"a": "示例项目"}').encode(encoding))
    assert got.data == {"a": "示例项目"}
    assert [note.args["name"] for note in got.notes] == ([noted_as] if noted_as else [])


def test_damaged_utf8_is_not_read_as_wrong_characters(hand_in: Handed) -> None:
    got = hand_in("a.json", '{"a": "示例\n项目甲'.encode() + b"\xff" + '乙"}'.encode())
    assert rules(got) == ["file.wrong-byte"]
    assert got.findings[0].args["encoding"] == "UTF-8"
    assert (got.findings[0].args["line"], got.findings[0].args["column"]) == ("2", "4")


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path, demo: Notice) -> None:
    for suffix in READERS:
        file = tmp_path / f"large{suffix}"
        with file.open("wb") as stream:
            stream.truncate(200 * 1024 * 1024)
        file.chmod(0)
        (got,) = read([file], (demo,))
        assert rules(got) == ["file.too-large"]
        most = LARGEST_TEXT if suffix == ".csv" else LIMIT
        assert got.findings[0].args == {"size": "200.0", "limit": str(most // 1024 // 1024)}


# --- files and folders --------------------------------------------------------------------


def test_a_folder_is_read_in_order_and_nothing_is_passed_over_silently(
    tmp_path: Path, demo: Notice
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.json").write_text("{}", encoding="utf-8")
    (tmp_path / "a.json").write_text("not json", encoding="utf-8")
    (tmp_path / "c.pptx").write_bytes(b"PK")
    (tmp_path / "README").write_bytes(b"x")
    (tmp_path / ".hidden.json").write_text("{}", encoding="utf-8")
    (tmp_path / "~$c.pptx").write_bytes(b"x")
    got = {
        Path(item.file).relative_to(tmp_path).as_posix(): item for item in read([tmp_path], (demo,))
    }
    assert list(got) == ["README", "a.json", "c.pptx", "b/2.json"]
    assert rules(got["a.json"]) == ["file.not-json"]
    assert got["b/2.json"].data == {}
    for name in ("README", "c.pptx"):
        every_sentence_is_there(got[name])
        assert noted(got[name]) == [("file.skipped-kind", None, None)]
        assert (got[name].data, got[name].findings) == (None, ())


def test_links_are_read_inside_the_folder_only(tmp_path: Path, demo: Notice) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    (folder / "real").mkdir(parents=True)
    (outside / "secret.json").write_text("{}", encoding="utf-8")
    (folder / "real" / "a.json").write_text("{}", encoding="utf-8")
    (folder / "away.json").symlink_to(outside / "secret.json")
    (folder / "away").symlink_to(outside, target_is_directory=True)
    (folder / "again").symlink_to(folder / "real", target_is_directory=True)
    (folder / "gone.json").symlink_to(folder / "nothing.json")
    (folder / "same.json").symlink_to(folder / "real" / "a.json")
    got = {Path(item.file).relative_to(folder).as_posix(): item for item in read([folder], (demo,))}
    assert rules(got["away.json"]) == rules(got["away"]) == ["file.link-outside"]
    assert noted(got["again"]) == [("file.skipped-link", None, None)]
    assert rules(got["gone.json"]) == ["file.unreadable"]
    assert got["same.json"].data == {}
    assert noted(got["real/a.json"]) == [("file.skipped-twice", None, None)]
    for item in got.values():
        every_sentence_is_there(item)


def test_a_file_reached_twice_is_read_once(tmp_path: Path, demo: Notice) -> None:
    file = tmp_path / "a.json"
    file.write_text("{}", encoding="utf-8")
    got = list(read([file, tmp_path], (demo,)))
    assert [item.data for item in got] == [{}, None]


def test_a_path_that_does_not_exist_stops_before_anything_is_read(
    tmp_path: Path, demo: Notice
) -> None:
    with pytest.raises(ShenbaoError, match=r"没有\.json") as caught:
        read([tmp_path / "没有.json"], (demo,))
    assert "does not exist" in caught.value.text("en")


def test_a_folder_without_submissions_does_not_pass(tmp_path: Path, demo: Notice) -> None:
    (got,) = read([tmp_path], (demo,))
    assert rules(got) == ["file.folder-empty"]


def test_a_file_of_unknown_kind_that_was_asked_for_is_a_finding(hand_in: Handed) -> None:
    assert rules(hand_in("a.pptx", b"PK")) == ["file.unknown-kind"]
    assert rules(hand_in("a.docx", b"PK")) == ["document.damaged"]
    assert rules(hand_in("a", b"PK")) == ["file.unknown-kind"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path, demo: Notice) -> None:
    os.mkfifo(tmp_path / "a.json")
    (got,) = read([tmp_path / "a.json"], (demo,))
    assert rules(got) == ["file.not-a-file"]


@pytest.mark.skipif(os.name != "posix", reason="names are text elsewhere")
def test_a_file_name_that_is_no_text_can_be_printed(tmp_path: Path, demo: Notice) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc9\xea.json"))
    file.write_text("{}", encoding="utf-8")
    (got,) = read([tmp_path], (demo,))
    assert got.data == {}
    assert got.file.encode("utf-8").endswith(b".json")


# --- CSV ----------------------------------------------------------------------------------


def test_a_table_is_read_by_title_or_key_with_its_places(hand_in: Handed) -> None:
    got = hand_in("a.csv", HEAD + ROW)
    wanted = {
        "no": 1,
        "title": "示例项目甲",
        "lead_unit": "示例医院甲",
        "topic": "t1",
        "funding": 15,
    }
    assert got.data == {"rows": [wanted]}
    assert (got.schema, got.notes, got.findings) == ("demo-2024/summary", (), ())
    assert got.origins["/rows/0/title"] == Origin(row=2, column="项目名称")
    assert got.origins["/rows/0"] == Origin(row=2)
    assert set(got.origins) == {"/rows/0", *(f"/rows/0/{key}" for key in wanted)}
    assert len(got.origins) == 6
    for wrong in ("", "/rows", "/rows/1", "/rows/x", "/rows/0/nothing", "/rows/-1"):
        assert wrong not in got.origins
    by_key = hand_in("b.csv", "funding,no,title,lead_unit,topic\n15,1,示例项目甲,示例医院甲,t1\n")
    assert by_key.data == got.data


@pytest.mark.parametrize(
    "line",
    [
        "填表人：张三,,审核人：李四,,日期：2024年4月30日",
        "填表人:,张三,审核人:,李四,",
        "填表人：张三　审核人：李四　日期：2024-4-30",
        "备注：经费单位为万元,,,,",
    ],
)
def test_who_filled_in_a_table_is_no_row_of_it(hand_in: Handed, line: str) -> None:
    got = hand_in("a.csv", f"{HEAD}{ROW}{line}\n")
    assert (len(rows(got)), got.findings) == (1, ())
    (note,) = got.notes
    assert (note.rule, note.where.row) == ("csv.footer-row", 3)
    assert note.found is not None
    assert note.found.startswith(line[:3])


def test_what_rows_of_the_table_follow_is_a_row(hand_in: Handed) -> None:
    got = hand_in("a.csv", f"{HEAD}填表人：张三,,,,\n{ROW}")
    assert len(rows(got)) == 2
    assert "csv.footer-row" not in {item.rule for item in got.notes}


def test_headings_are_read_whatever_their_spaces_width_and_unit(hand_in: Handed) -> None:
    head = '序 号,"项目\n名称",牵头单位,专题,申请经费（万元）\n'
    got = hand_in("a.csv", head + ROW)
    assert (got.findings, rows(got)[0]["funding"]) == ((), 15)
    assert got.where("/rows/0/funding").column == "申请经费（万元）"


def test_every_cell_read_tolerantly_is_noted(hand_in: Handed) -> None:
    body = (
        " 1 ,甲,院,专题乙,１５．５\n"
        "\n"
        ",,,,\n"
        '2,乙,院,,"1,500"\n'
        "3,丙,院,t2,30万元\n"
        "4,丁,院,t9,300000\n"
        "5,戊,院\n"
        "6,=cmd|' /C calc'!A0,院,t1,②\n"
    )
    got = hand_in("a.csv", HEAD + body)
    assert got.findings == ()
    assert noted(got) == [
        ("csv.spaces-removed", 2, "序号"),
        ("csv.code-from-label", 2, "专题"),
        ("csv.number-normalised", 2, "申请经费"),
        ("csv.blank-row", 3, None),
        ("csv.blank-row", 4, None),
        ("csv.number-normalised", 5, "申请经费"),
        ("csv.number-with-unit", 6, "申请经费"),
        ("csv.probably-yuan", 7, "申请经费"),
    ]
    assert [row.get("funding") for row in rows(got)] == [15.5, 1500, "30万元", 300000, None, "②"]
    assert [row.get("topic") for row in rows(got)] == ["t2", None, "t2", "t9", None, "t1"]
    assert rows(got)[5]["title"] == "=cmd|' /C calc'!A0"
    assert got.where("/rows/1/funding").row == 5
    note = next(note for note in got.notes if note.where.pointer == "/rows/1/funding")
    assert (note.found, note.args["value"], note.where.label) == ("1,500", "1500", "申请经费")


@pytest.mark.parametrize(
    ("title", "example", "text", "told"),
    [
        ("联系电话", "021-00000000", "1.38E+10", [("csv.digits-lost", "error")]),
        ("联系电话", "021-00000000", "2163012345", [("csv.zeros-lost", "error")]),
        ("联系电话", "021-00000000", "57788881234", [("csv.zeros-lost", "error")]),
        ("联系电话", "021-00000000", "021-63012345", []),
        ("联系电话", "021-00000000", "02163012345", []),
        ("联系电话", "021-00000000", "13800000000", []),
        ("联系电话", "021-00000000", "63012345", []),
        ("联系电话", "021-00000000", "4008001234", []),
        ("邮政编码", "010010", "10010", [("csv.zeros-lost", "error")]),
        ("邮政编码", "010010", "010010", []),
        ("邮政编码", "200000", "10010", []),
        ("项目编号", "202400010001", "2.024E+11", [("csv.digits-lost", "error")]),
        ("项目编号", "甲-1", "3.10101E+17", [("csv.digits-lost", "review")]),
        ("项目编号", "甲-1", "E+10", []),
    ],
)
def test_digits_that_a_spreadsheet_took_for_a_number(
    hand_in: Handed, demo: Notice, title: str, example: str, text: str, told: list[tuple[str, str]]
) -> None:
    """Zeros in front and the digits behind are lost for good: nothing is guessed."""
    table = demo.table("summary")
    columns = tuple(
        replace(column, role=None, title=title, example=example)
        if column.key == "lead_unit"
        else column
        for column in table.columns
    )
    notice = replace(demo, tables=(replace(table, columns=columns),))
    got = hand_in("a.csv", f"no,title,lead_unit,funding\n1,甲,{text},15\n", notices=[notice])
    found = [(item.rule, item.severity) for item in got.findings]
    assert found == told
    assert [item.where.pointer for item in got.findings] == ["/rows/0/lead_unit"] * len(told)
    assert rows(got)[0]["lead_unit"] == text


def with_columns(demo: Notice) -> Notice:
    """The demo notice with a date, a boolean and a telephone number in its table."""
    table = demo.tables[0]
    title = table.columns[1]
    more = (
        replace(title, key="day", pointer="/day", title="日期", schema={"format": "date"}),
        replace(title, key="ok", pointer="/ok", title="是否重点", kind="boolean", schema={}),
        replace(title, key="tel", pointer="/tel", title="电话", schema={}, sensitive=True),
    )
    columns = (*table.columns, *(replace(column, required=False) for column in more))
    return replace(demo, tables=(replace(table, columns=columns),))


@pytest.mark.parametrize(
    ("text", "day", "changed"),
    [
        ("2024-04-30", "2024-04-30", False),
        ("2024/4/30", "2024-04-30", True),
        ("2024.4.30", "2024-04-30", True),
        ("2024年4月30日", "2024-04-30", True),
        ("２０２４-４-３０", "2024-04-30", True),
        ("2024-02-30", "2024-02-30", False),
        ("2024年4月", "2024年4月", False),
        ("4/30/2024", "4/30/2024", False),
    ],
)
def test_dates_become_iso(
    hand_in: Handed, demo: Notice, *, text: str, day: str, changed: bool
) -> None:
    content = HEAD.strip() + ",日期\n" + ROW.strip() + f",{text}\n"
    got = hand_in("a.csv", content, notices=(with_columns(demo),))
    assert rows(got)[0]["day"] == day
    assert [note.rule for note in got.notes] == ["csv.date-normalised"] * changed


def test_booleans_and_sensitive_cells(hand_in: Handed, demo: Notice) -> None:
    content = (
        HEAD.strip()
        + ",是否重点,电话\n"
        + "".join(ROW.strip() + f",{said}, 13800000000\n" for said in ("是", "否", "TRUE", "也许"))
    )
    got = hand_in("a.csv", content, notices=(with_columns(demo),))
    assert [row["ok"] for row in rows(got)] == [True, False, True, "也许"]
    assert rows(got)[0]["tel"] == "13800000000"
    assert {note.rule for note in got.notes} == {"csv.spaces-removed"}
    assert "13800000000" not in repr(got.notes)


@pytest.mark.parametrize(
    ("head", "wanted", "read_on"),
    [
        ("序号,项目名称,牵头单位,专题", [("csv.header-missing", "warning", None)], True),
        ("序号,项目名称,牵头单位,申请经费", [], True),
        ("序号,项目名,牵头单位,专题,申请经费", [("csv.header-misspelt", "error", "项目名")], False),
        (
            "序号,项目名称,牵头单位,专题,申请经费,备注",
            [("csv.header-unknown", "error", "备注")],
            True,
        ),
        (
            "序号,项目名称,项目名称,牵头单位,申请经费",
            [("csv.header-duplicate", "error", "项目名称")],
            False,
        ),
        (
            "序号,项目名称,牵头单位,专题,申请经费(元)",
            [("csv.header-unit", "error", "申请经费(元)")],
            False,
        ),
    ],
)
def test_what_is_wrong_with_a_header_is_said_once(
    hand_in: Handed, *, head: str, wanted: list[tuple[str, str, str | None]], read_on: bool
) -> None:
    width = head.count(",") + 1
    row = ",".join(["1", "甲", "院", "t1", "15", "x"][:width])
    got = hand_in("a.csv", f"{head}\n" + f"{row}\n" * 50)
    said = [(item.rule, item.severity, item.where.column) for item in got.findings]
    assert said == wanted
    assert all(item.where.row == 1 for item in got.findings)
    assert (got.data is not None) == read_on


def test_a_column_that_the_policy_demands_stops_the_table(hand_in: Handed, demo: Notice) -> None:
    table = demo.tables[0]
    columns = tuple(replace(column, basis="source") for column in table.columns)
    strict = replace(demo, tables=(replace(table, columns=columns),))
    got = hand_in("a.csv", "序号,项目名称,牵头单位\n1,甲,院\n", notices=(strict,))
    assert [(item.rule, item.severity) for item in got.findings] == [
        ("csv.header-missing", "error")
    ]
    assert got.data is None


@pytest.mark.parametrize(
    ("content", "rule", "row"),
    [
        (HEAD + '1,"甲,院,t1,15\n2,乙,院,t1,15\n', "csv.stray-quote", 2),
        (HEAD + ROW + '2,"乙"x,院,t1,15\n', "csv.stray-quote", 3),
        ('"序号,项目', "csv.stray-quote", 1),
        (HEAD + '1,"甲\n\n乙",院,t1,15\n2,\0,院,t1,15\n', "csv.nul-byte", 3),
        (
            (HEAD + '1,"甲\n\n乙",院,t1,15\n').encode() + b"2,\xff,a,t1,15\n",
            "csv.wrong-byte",
            3,
        ),
        (HEAD + ROW + "2," + "乙" * 1_000_001 + ",院,t1,15\n", "csv.field-too-large", 3),
        ("甲,乙,丙\n1,2,3\n", "csv.no-table", None),
        (",,,\n,,\n", "csv.no-table", None),
        ("\n\n", "file.empty", None),
    ],
)
def test_a_broken_table_says_its_row(
    hand_in: Handed, content: str | bytes, rule: str, row: int | None
) -> None:
    before = csv.field_size_limit()
    got = hand_in("a.csv", content)
    assert [(item.rule, item.where.row) for item in got.findings] == [(rule, row)]
    assert got.data is None
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("甲\n2,乙,院,t1,15\n3,丙,院,t2,15", "2"),
        ("甲\n2,乙,院,t1,15", None),
        ("甲,院,t1,15\n2,乙,院,t1,15\n3,丙", "2"),
        ("甲,院,t1,15\n3,丙", None),
        ("甲\n一,二\n三,四\n五,六", None),
    ],
)
def test_a_csv_cell_that_may_have_swallowed_rows_is_asked_about(
    hand_in: Handed, cell: str, told: str | None
) -> None:
    """From the second line on that has the separators of a whole row; nobody can tell."""
    got = hand_in("a.csv", HEAD + f'1,"{cell}",院,t1,15\n' + ROW)
    found = [(item.rule, item.severity, item.where.row) for item in got.findings]
    assert found == ([("csv.swallowed-rows", "warning", 2)] if told else [])
    assert all(item.args["lines"] == told for item in got.findings)


def test_ragged_rows(hand_in: Handed) -> None:
    got = hand_in("a.csv", HEAD + "1,甲\n2,乙,院,t1,15,,\n3,丙,院,t1,15,多,余\n")
    assert [(item.rule, item.where.row) for item in got.findings] == [("csv.extra-cells", 4)]
    assert len(rows(got)) == 3
    assert rows(got)[0] == {"no": 1, "title": "甲"}


def test_a_column_without_a_heading_must_be_empty(hand_in: Handed) -> None:
    got = hand_in("a.csv", HEAD.strip() + ",\n" + "1,甲,院,t1,15,\n2,乙,院,t1,15,x\n")
    assert [(item.rule, item.where.row) for item in got.findings] == [("csv.extra-cells", 3)]


def test_a_table_without_rows_is_read_as_one(hand_in: Handed) -> None:
    got = hand_in("a.csv", HEAD)
    assert (rules(got), got.data) == ([], {"rows": []})


@pytest.mark.parametrize(
    ("delimiter", "encoding", "wanted"),
    [
        (",", "utf-8-sig", []),
        (",", "gbk", ["file.encoding"]),
        (";", "utf-8", ["csv.delimiter"]),
        ("\t", "utf-16", ["file.encoding", "csv.delimiter"]),
    ],
)
def test_spreadsheet_exports_of_every_kind_are_read(
    hand_in: Handed, delimiter: str, encoding: str, wanted: list[str]
) -> None:
    quoted = re.sub("[^,\n]+", '"\\g<0>"', HEAD + ROW).replace(",", delimiter)
    got = hand_in("a.csv", quoted.replace("\n", "\r\n").encode(encoding))
    assert rows(got)[0]["title"] == "示例项目甲"
    assert [note.rule for note in got.notes] == wanted


def test_the_table_can_be_named(hand_in: Handed) -> None:
    address = "https://example.org/x/schemas/demo-2024/summary.schema.json"
    assert hand_in("a.csv", HEAD + ROW, schema=address).schema == "demo-2024/summary"
    assert rules(hand_in("a.csv", HEAD + ROW, schema="demo-2024/a")) == ["csv.form-named"]
    assert rules(hand_in("a.csv", HEAD + ROW, schema="demo-2024/x")) == ["csv.unknown-table"]
    assert rules(hand_in("a.csv", "a,b\n1,2\n", schema="demo-2024/summary")) == ["csv.no-table"]


def test_many_remarks_of_one_kind_are_counted_not_listed(hand_in: Handed) -> None:
    got = hand_in("a.csv", HEAD + '1,甲,院,t1,"1,000"\n' * (LISTED + 50))
    assert len(got.notes) == LISTED + 1
    assert got.notes[-1].args == {"count": "50", "listed": str(LISTED)}
    assert "50" in messages.say(got.notes[-1].message, got.notes[-1].args, "zh-CN")


@pytest.mark.parametrize(
    ("text", "value"),
    [("85%", 85), ("85.50％", 85.5), ("1,085 %", 1085), ("85", 85), ("85%%", "85%%"), ("%", "%")],
)
def test_a_cell_shown_in_per_cent_is_read_where_the_column_is_in_per_cent(
    hand_in: Handed, demo: Notice, text: str, value: float | str
) -> None:
    table = demo.tables[0]
    for unit, wanted in (("%", value), ("万元", text if "%" in text or "％" in text else value)):
        columns = tuple(
            replace(column, unit=unit) if column.key == "funding" else column
            for column in table.columns
        )
        notice = replace(demo, tables=(replace(table, columns=columns),))
        got = hand_in("a.csv", HEAD + f'1,甲,院,t1,"{text}"\n', notices=(notice,))
        assert rows(got)[0]["funding"] == wanted


def test_a_number_of_many_digits_stays_text(hand_in: Handed) -> None:
    got = hand_in("a.csv", HEAD + "9" * 5_000 + ",甲,院,t1,15\n")
    assert rows(got)[0]["no"] == "9" * 5_000


# --- wording ------------------------------------------------------------------------------


def test_every_message_is_there_in_both_languages() -> None:
    ids = [
        set(
            re.findall(r"^([a-z][\w-]*) =", messages.sources(language)["reading.ftl"], re.MULTILINE)
        )
        for language in messages.LANGUAGES
    ]
    assert ids[0] == ids[1]
    folder = Path(messages.__file__).parents[2] / "media"
    code = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    said = {rule.replace(".", "-") for rule in re.findall(r'"((?:file|csv)[.-][\w-]+)"', code)}
    assert said | {"path-missing", "file-json-cause"} == ids[0]


def test_nul_in_utf16(tmp_path: Path) -> None:
    """A null character is refused in any encoding."""
    file = tmp_path / "summary.csv"
    file.write_bytes("序号,项目名称\n1,甲\n2,乙\0\n".encode("utf-16"))
    (submission,) = read([file], [], schema=None)
    assert [(item.rule, item.where.row) for item in submission.findings] == [("csv.nul-byte", 3)]


def test_folder_that_lists_but_shows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that nobody may look at are reported, and the others read."""
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    looked = Path.is_symlink

    def is_symlink(path: Path) -> bool:
        if path.name == "a.json":
            raise PermissionError(13, "Permission denied", str(path))
        return looked(path)

    monkeypatch.setattr(Path, "is_symlink", is_symlink)
    first, second = read([tmp_path], [])
    assert [item.rule for item in first.findings] == ["file.unreadable"]
    assert second.data == {}


def test_duplicate_key_is_placed(tmp_path: Path) -> None:
    """The text report can say where, however deep and however long the key is."""
    file = tmp_path / "a.json"
    key = "k" * 100_000
    file.write_text(f'{{"a": [{{"{key}": 1, "{key}": 2}}]}}', encoding="utf-8")
    (submission,) = read([file], [])
    (finding,) = submission.findings
    assert finding.where.pointer == f"/a/0/{key}"
    assert finding.where.label.startswith("/a/0/kkk")
    assert len(finding.where.label) < 200


@pytest.mark.parametrize(
    ("letter", "number", "refused"),
    [("a", 15, False), ("项", 9, True), ("😀", 5, True), ("a", 17, True)],
)
def test_texts_have_a_size_together(
    tmp_path: Path, letter: str, number: int, *, refused: bool
) -> None:
    """In memory a character is as wide as the widest of its text: that is what is counted."""
    file = tmp_path / "a.json"
    million = letter * (1024 * 1024 - 1)
    texts = {f"k{place}": million for place in range(number)}
    file.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    (submission,) = read([file], [], schema=None)
    rules = [item.rule for item in submission.findings]
    assert ("file.too-much-text" in rules) is refused
