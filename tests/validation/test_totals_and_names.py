"""A row of totals is no data, the notice's own short names are read, hints say what to write."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from shenbao.core.errors import PolicyError
from shenbao.core.findings import Finding
from shenbao.core.submission import Submission
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.inputs import read
from shenbao.media.reading.values import cells, writings
from shenbao.media.word.write.document import word_form
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice
from shenbao.reports.finding_text import message
from shenbao.validation import validate

ROOT = Path(__file__).parents[2]
HEADER = ("序号", "项目名称", "牵头单位", "专题", "申请经费（万元）")
DATA = (1, "示例项目甲", "示例医院甲", "t1", 15)
TOTALS = ("合计", "总　计", "小计：", "共计（1项）", "合计: 1")


def csv_with(folder: Path, row: tuple[object, ...]) -> Path:
    path = folder / "汇总表.csv"
    lines = (HEADER, DATA, row)
    text = "\n".join(",".join(map(str, line)) for line in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def workbook_with(folder: Path, row: tuple[object, ...]) -> Path:
    path = folder / "汇总表.xlsx"
    book = Workbook()
    assert book.active is not None
    for line in (HEADER, DATA, row):
        book.active.append([None if cell == "" else cell for cell in line])
    book.save(path)
    return path


@pytest.mark.parametrize("made", [csv_with, workbook_with])
@pytest.mark.parametrize("words", TOTALS)
@pytest.mark.parametrize("number", [(), (2,)], ids=["bare", "numbered"])
def test_a_row_of_totals_is_told_and_not_taken_for_data(
    made: Callable[[Path, tuple[object, ...]], Path],
    words: str,
    number: tuple[int, ...],
    demo: Notice,
    tmp_path: Path,
) -> None:
    row = (*(*number, words, "", "", "")[:4], 15)
    (found,) = read([made(tmp_path, row)], [demo])
    assert [entry["title"] for entry in found.data["rows"]] == ["示例项目甲"]
    assert not found.findings
    (told,) = (note for note in found.notes if note.rule == "csv.total-row")
    assert told.where.row == 3
    assert told.found is not None
    assert "15" in told.found


@pytest.mark.parametrize("made", [csv_with, workbook_with])
@pytest.mark.parametrize("words", ["合计医院", "统计", "设计", "计"])
def test_what_only_looks_like_totals_is_data(
    made: Callable[[Path, tuple[object, ...]], Path], words: str, demo: Notice, tmp_path: Path
) -> None:
    (found,) = read([made(tmp_path, (2, words, "示例医院乙", "", 15))], [demo])
    assert [entry["title"] for entry in found.data["rows"]] == ["示例项目甲", words]


AGAIN = ("序号", " 项目　名称", "牵头单位", "专题", "申请经费（万元）")
MOVED = ("序号", "牵头单位", "项目名称", "专题", "申请经费（万元）")


@pytest.mark.parametrize("made", [csv_with, workbook_with])
@pytest.mark.parametrize("again", [AGAIN, ("", "", "牵头单位", "专题", "申请经费")])
def test_a_header_that_comes_again_is_told_and_not_taken_for_data(
    made: Callable[[Path, tuple[object, ...]], Path],
    again: tuple[object, ...],
    demo: Notice,
    tmp_path: Path,
) -> None:
    (found,) = read([made(tmp_path, again)], [demo])
    assert [entry["title"] for entry in found.data["rows"]] == ["示例项目甲"]
    assert not found.findings
    (told,) = (note for note in found.notes if note.rule == "csv.header-again")
    assert told.where.row == 3
    assert message(told, "zh-CN").startswith("这一行又是表头")


@pytest.mark.parametrize("made", [csv_with, workbook_with])
def test_a_header_with_columns_in_other_places_is_a_mistake(
    made: Callable[[Path, tuple[object, ...]], Path], demo: Notice, tmp_path: Path
) -> None:
    """What stands below it may belong to other columns."""
    (found,) = read([made(tmp_path, MOVED)], [demo])
    assert len(found.data["rows"]) == 1
    (told,) = found.findings
    assert (told.rule, told.severity, told.where.row) == ("csv.header-other", "error", 3)
    assert message(told, "zh-CN").count("处理：") == 1


@pytest.mark.parametrize("made", [csv_with, workbook_with])
@pytest.mark.parametrize("row", [(2, "项目名称", "示例医院甲", "t1", 1), ("", "专题", "", "", "")])
def test_a_heading_among_values_is_a_value(
    made: Callable[[Path, tuple[object, ...]], Path],
    row: tuple[object, ...],
    demo: Notice,
    tmp_path: Path,
) -> None:
    (found,) = read([made(tmp_path, row)], [demo])
    assert found.data["rows"][1]["title"] == row[1]


def test_the_list_of_a_form_may_have_its_header_again(demo: Notice, tmp_path: Path) -> None:
    (column,) = (
        node for node in demo.form("a").fields() if node.pointer.endswith("partners/*/unit")
    )
    units = ["示例医院乙", column.title, "示例医院丙"]
    found = with_partners("xlsx", units, demo, tmp_path)
    assert [row["unit"] for row in found.data["partners"]] == ["示例医院乙", "示例医院丙"]
    assert "csv.header-again" in [note.rule for note in found.notes]


def test_a_choice_that_is_called_so_is_a_choice(demo: Notice) -> None:
    column = demo.table("summary").columns[3]
    offered = replace(column, schema={"type": "string", "enum": ["合计", "t1"]}, list_name=None)
    assert cells.is_total(demo, column, "合计")
    assert not cells.is_total(demo, offered, "合 计")
    assert writings.is_total("合 计")


def partners() -> dict[str, object]:
    return {
        "basic": {"topic": "2", "project_title": "甲", "lead_unit": "示例医院甲", "funding": 15},
        "partners": [{"unit": "示例医院乙"}, {"unit": "合计：1家"}],
        "youth": {"name": "张示例", "birth_date": "1990-01-01"},
    }


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_the_rows_of_a_form_have_totals_too(suffix: str, demo: Notice, tmp_path: Path) -> None:
    made = word_form if suffix == "docx" else excel_form
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(made(demo, demo.form("a"), partners()).content)
    (found,) = read([path], [demo])
    assert found.data["partners"] == [{"unit": "示例医院乙"}]
    assert "csv.total-row" in [note.rule for note in found.notes]


FOOTERS = ("填表人：张示例", "注：以上单位均已盖章", "备注:无", "日期：2024年5月1日")


def with_partners(suffix: str, units: Sequence[str], demo: Notice, folder: Path) -> Submission:
    """Read a form with these partners; whoever made it wrote in the rows that there were."""
    made = word_form if suffix == "docx" else excel_form
    path = folder / f"a.{suffix}"
    data = {**partners(), "partners": [{"unit": unit} for unit in units]}
    path.write_bytes(made(demo, demo.form("a"), data).content)
    (found,) = read([path], [demo])
    return found


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.parametrize("words", FOOTERS)
def test_lines_below_the_rows_of_a_form_are_told_and_not_taken_for_rows(
    suffix: str, words: str, demo: Notice, tmp_path: Path
) -> None:
    found = with_partners(suffix, ["示例医院乙", "合计：1家", words], demo, tmp_path)
    assert found.data["partners"] == [{"unit": "示例医院乙"}]
    rules = [note.rule for note in found.notes]
    assert (rules.count("csv.footer-row"), rules.count("csv.total-row")) == (1, 1)
    (told,) = (note for note in found.notes if note.rule == "csv.footer-row")
    assert words in (told.found or "")
    assert not found.findings


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_what_looks_like_a_line_below_is_a_row_where_rows_follow(
    suffix: str, demo: Notice, tmp_path: Path
) -> None:
    found = with_partners(suffix, ["注：示例医院乙", "示例医院丙"], demo, tmp_path)
    assert [row["unit"] for row in found.data["partners"]] == ["注：示例医院乙", "示例医院丙"]


# --- the notice's own short names -------------------------------------------------------------

MUDAN = load_notice(ROOT / "schemas" / "mudan-2022")


def test_a_hospital_may_go_by_the_name_that_the_notice_gives_it(tmp_path: Path) -> None:
    path = tmp_path / "年底情况表.csv"
    path.write_text("年度,医院\n2022年,区中心医院\n2023年度,牡丹区中心医院\n", encoding="utf-8")
    (found,) = read([path], [MUDAN], schema="mudan-2022/status")
    assert [row["hospital"] for row in found.data["rows"]] == ["central", "central"]
    assert [row["year"] for row in found.data["rows"]] == [2022, 2023]
    rules = [note.rule for note in found.notes]
    assert rules.count("csv.code-from-label") == 2
    assert rules.count("csv.number-normalised") == 2


def test_tracks_and_topics_go_by_their_titles_too(
    demo: Notice, notices: tuple[Notice, ...]
) -> None:
    topic = next(node for node in demo.form("a").fields() if node.key == "topic")
    reader = cells.reader(demo, topic)
    for text in ("1", "①专题甲", "专题甲"):
        assert reader(text).value == "1"
    shenkang = next(item for item in notices if item.id == "shenkang-2024")
    track = next(node for node in shenkang.table("summary").fields() if node.key == "track")
    found = cells.reader(shenkang, track)("一般项目")
    assert (found.value, found.remarks) == ("p3-general", ("csv.code-from-label",))


def test_a_name_of_two_rows_or_of_another_row_is_no_other_name(demo: Notice) -> None:
    column = demo.table("summary").columns[3]
    topics = demo.code_list("demo_topics")
    first, second = topics.rows[:2]
    rows = (
        replace(first, aliases=("同名", second.label, "甲名")),
        replace(second, aliases=("同名",)),
    )
    lists = tuple(
        replace(item, rows=rows) if item.name == topics.name else item for item in demo.lists
    )
    named = next(item for item in lists if item.name == topics.name)
    assert list(named.aliases()) == [("甲名", rows[0])]
    assert [row.code for name, row in named.names() if name == second.label] == [second.code]
    field = replace(column, schema={"type": "string", "enum": [first.code, second.code]})
    reader = cells.reader(replace(demo, lists=lists), field)
    assert reader("甲名").value == first.code
    assert reader("同名").value == "同名"
    assert reader(second.label).value == second.code


def test_the_column_of_other_names_must_be_there(tmp_path: Path) -> None:
    for name in ("dialect", "common"):
        shutil.copytree(ROOT / "schemas" / name, tmp_path / "schemas" / name)
    target = tmp_path / "schemas" / "mudan-2022"
    shutil.copytree(ROOT / "schemas" / "mudan-2022", target)
    file = target / "lists" / "hospitals.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"aliases": "alias"', '"aliases": "nick"'), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_notice(target)
    (problem,) = caught.value.problems
    assert (problem.message, problem.pointer) == ("list-aliases", "/aliases")
    assert problem.args["found"] == "nick"


# --- hints -------------------------------------------------------------------------------------


def judged(demo: Notice, key: str, value: object, **more: object) -> Finding:
    """What is said of one cell of the summary table whose column is changed."""
    table = demo.table("summary")
    columns = tuple(
        replace(column, **more) if column.key == key else column for column in table.columns
    )
    schema = {**table.schema, "properties": {**table.schema["properties"]}}
    if "schema" in more:
        schema["properties"][key] = more["schema"]
    changed = replace(demo, tables=(replace(table, columns=columns, schema=schema),))
    row = {"no": 1, "title": "甲", "lead_unit": "乙", "funding": 15, key: value}
    submission = Submission(file="a.csv", data={"rows": [row]}, schema="demo-2024/summary")
    (found,) = (item for item in validate([changed], [submission]).findings if item.found)
    return found


DAY = {"type": "string", "format": "date"}


@pytest.mark.parametrize(
    ("key", "value", "more", "hint", "wanted"),
    [
        ("lead_unit", "20221220", {"schema": DAY}, "tables-do-write", "2022-12-20"),
        ("lead_unit", "44915", {"schema": DAY}, "tables-do-serial", "2022-12-20"),
        ("lead_unit", "44915.0", {"schema": DAY}, "tables-do-serial", "2022-12-20"),
        ("lead_unit", "2022-02-30", {"schema": DAY}, "tables-hint-no-such-day", None),
        ("no", "10.0", {}, "tables-do-write", "10"),
        ("funding", "1,500", {}, "tables-do-write", "1500"),
        ("funding", "30万元", {}, "tables-do-unit-wanted", "30"),
        ("funding", "300000元", {}, "tables-do-unit-wanted", "30"),
        ("topic", "T1", {}, "tables-do-code", "t1"),
        ("topic", "专题", {}, "tables-do-header", None),
        ("no", "序号", {}, "tables-do-header", None),
    ],
)
def test_our_own_tables_have_the_hints_of_plain_ones(
    demo: Notice, key: str, value: str, more: dict[str, object], hint: str, wanted: str | None
) -> None:
    found = judged(demo, key, value, **more)
    assert found.args["hint"] == hint
    assert found.args.get("wanted") == wanted
    said = message(found, "zh-CN")
    assert said.count("处理：") == 1
    assert wanted is None or wanted in said.rpartition("处理：")[2]


# --- what repeats is kept once -------------------------------------------------------------------


@pytest.mark.parametrize("made", [csv_with, workbook_with])
def test_the_rows_of_a_table_share_their_keys_and_what_repeats(
    made: Callable[[Path, tuple[object, ...]], Path], demo: Notice, tmp_path: Path
) -> None:
    """The rows of many tables stand in memory together, to be compared."""
    (found,) = read([made(tmp_path, (2, "示例项目乙", "示例医院甲", "t1", 15))], [demo])
    first, second = found.data["rows"]
    assert {id(key) for key in first} == {id(key) for key in second}
    assert first["lead_unit"] is second["lead_unit"]


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_the_rows_of_a_form_share_their_keys(suffix: str, demo: Notice, tmp_path: Path) -> None:
    found = with_partners(suffix, ["示例医院乙", "示例医院丙"], demo, tmp_path)
    first, second = found.data["partners"]
    assert {id(key) for key in first} == {id(key) for key in second}
