"""Reports: the published shape for programs, plain and harmless lines for people."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len
from rich.console import Console

from shenbao.core import messages
from shenbao.core.errors import Problem
from shenbao.core.findings import Citation, Finding, Report, TableCheck, TableCount, Where
from shenbao.core.messages.values import Many, PolicyText, many, said
from shenbao.media.inputs import read
from shenbao.media.reading.reader_findings import other_version
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice
from shenbao.policy.usage.index import Covered, rule_homes, trace
from shenbao.reports import json_report, message, text
from shenbao.reports.policy import coverage, explanation, problems
from shenbao.reports.terminal_text import terminal_safe, wrap
from shenbao.validation import validate

CLAUSE = Citation(id="c-funding", number="一、3", quote="经费为10-20万元")
WORDING = {"zh-CN": "申请经费应在10万元至20万元之间", "en": "Between 10 and 20 万元"}


def finding(rule: str, **given: Any) -> Finding:
    """A finding of the demo policy; what is given differs."""
    usual: dict[str, Any] = {
        "severity": "error",
        "verdict": "fail",
        "where": Where(file="甲.json", pointer="/basic/funding", label="基本信息 · 申请经费"),
        "found": "25",
        "wording": WORDING,
        "clauses": (CLAUSE,),
    }
    return Finding(rule=rule, **(usual | given))


def report(*findings: Finding, notes: tuple[Finding, ...] = ()) -> Report:
    return Report(findings=findings, files=("甲.json", "乙.csv"), notes=notes)


def printed(value: Report, language: str = "zh-CN", **options: Any) -> str:
    stream = io.StringIO()
    text.print_report(value, Console(file=stream, **({"width": 80} | options)), language)
    return stream.getvalue()


@pytest.fixture(scope="module")
def validator(root: Path) -> Draft202012Validator:
    schema = json.loads((root / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


# --- for programs -------------------------------------------------------------------------


def test_the_json_report_has_the_published_shape(
    validator: Draft202012Validator, tmp_path: Path, demo: Notice
) -> None:
    (tmp_path / "a.csv").write_text("序号,项目名称\n1, 甲\n", encoding="gbk")
    (tmp_path / "b.json").write_text('{"a":1,"a":2}', encoding="utf-8")
    (tmp_path / "c.docx").write_bytes(b"PK")
    handed_in = list(read([tmp_path], (demo,)))
    made = Report(
        findings=(
            *(item for submission in handed_in for item in submission.findings),
            finding("DM-P-03", verdict="undecided", where=Where(), found=None),
        ),
        files=tuple(submission.file for submission in handed_in),
        notes=tuple(note for submission in handed_in for note in submission.notes),
    )
    for language in messages.LANGUAGES:
        rendered = json_report.report_json(made, language)
        assert rendered.endswith("}\n")
        assert rendered == json_report.report_json(made, language)
        validator.validate(json.loads(rendered))


def test_the_keys_of_a_finding_are_those_promised() -> None:
    rendered = json.loads(json_report.report_json(report(finding("DM-P-02")), "en"))
    assert list(rendered) == [
        "shenbao",
        "reportVersion",
        "verdict",
        "counts",
        "files",
        "forms",
        "readings",
        "tables",
        "findings",
        "notes",
    ]
    assert rendered["verdict"] == "fail"
    assert rendered["counts"] == {"error": 1, "warning": 0, "review": 0, "info": 0, "undecided": 0}
    assert rendered["findings"] == [
        {
            "rule": "DM-P-02",
            "severity": "error",
            "verdict": "fail",
            "file": "甲.json",
            "sheet": None,
            "row": None,
            "column": None,
            "field": None,
            "pointer": "/basic/funding",
            "label": "基本信息 · 申请经费",
            "found": "25",
            "message": "Between 10 and 20 万元",
            "id": None,
            "values": {},
            "repair": None,
            "hint": None,
            "clauses": [{"id": "c-funding", "number": "一、3", "quote": "经费为10-20万元"}],
            "readings": [],
            "basis": "source",
        }
    ]


def test_a_changed_shape_is_refused(validator: Draft202012Validator) -> None:
    rendered = json.loads(json_report.report_json(report(finding("DM-P-02")), "zh-CN"))
    for damage in (
        {"extra": 1},
        {"verdict": "ok"},
        {"notes": rendered["findings"]},
        {"findings": [{**rendered["findings"][0], "row": 0}]},
    ):
        assert not validator.is_valid({**rendered, **damage})


def test_json_can_be_printed_whatever_the_data_holds() -> None:
    hostile = "\x1b[31m\x9b2J\u202e\ud800示例\x7f"
    rendered = json_report.report_json(report(finding("X", found=hostile)), "zh-CN")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", rendered)
    assert rendered.encode("utf-8")
    assert json.loads(rendered)["findings"][0]["found"] == hostile.replace("\ud800", "\ufffd")


# --- for people ---------------------------------------------------------------------------


def test_a_clerk_reads_place_demand_value_clause_and_verdict() -> None:
    assert printed(report(finding("DM-P-02"))) == (
        "甲.json  不通过\n"
        "  错误  基本信息 · 申请经费：申请经费应在10万元至20万元之间\n"
        "      发现：25\n"
        "      依据 一、3「经费为10-20万元」（DM-P-02）\n"
        "\n"
        "乙.csv  未发现问题\n"
        "\n"
        "结论：不通过（2 个文件：错误 1，需人工确认 0，无法判定 0，提醒 0，提示 0）\n"
    )


def test_the_worst_comes_first_and_everything_has_its_word() -> None:
    made = report(
        finding("R5", severity="info"),
        finding("R4", severity="warning", basis="customary", clauses=()),
        finding("R3", verdict="undecided"),
        finding("R2", severity="review", readings=(("I09", "按括号"),)),
        finding("R1", basis="toolkit", clauses=()),
    )
    shown = printed(made)
    words = ["错误  ", "  需人工确认  ", "无法判定  ", "提醒  ", "提示  "]
    places = [shown.index(word) for word in words]
    assert places == sorted(places)
    assert "采用的读法 I09：按括号" in shown
    assert "惯例，原文未载（R4）" in shown
    assert "系统校验，非政策规定（R1）" in shown


@pytest.mark.parametrize(
    ("severity", "words"),
    [("error", "结论：不通过"), ("review", "结论：需人工确认"), ("warning", "结论：通过")],
)
def test_the_verdict_is_said_in_plain_words(severity: str, words: str) -> None:
    assert words in printed(report(finding("R", severity=severity)))


def test_markup_and_control_characters_in_data_do_nothing() -> None:
    hostile = "[bold red]甲[/] \x1b[2J\r\n\u202e乙 :smile: \ud800"
    where = Where(file="[link=x]\x1b.json", label=hostile)
    made = Report(findings=(finding("R", found=hostile, where=where),), files=())
    for options in ({}, {"force_terminal": True, "color_system": "truecolor"}):
        shown = printed(made, **options)
        assert shown.count("[bold red]甲[/] \\x1b[2J  \\u202e乙 :smile: \\ud800") == 2
        assert "[link=x]\\x1b.json" in shown
        assert not re.search("[\x00-\x08\x0b-\x1f]", re.sub("\x1b\\[[0-9;]*m", "", shown))


def test_no_colour_codes_in_a_pipe_and_every_word_fits_a_gbk_console() -> None:
    made = report(
        *(finding(f"R{n}", severity=s) for n, s in enumerate(("error", "warning", "review"))),
        finding("U", verdict="undecided", args={"missing": "名单缺失：单位名单"}),
        finding("V", verdict="undecided", args={"missing": "名单缺失：单位名单"}),
        finding("T", where=Where(file="乙.csv", row=3, column="申请经费", sheet="表1")),
    )
    for language in messages.LANGUAGES:
        shown = printed(made, language)
        assert "\x1b" not in shown
        assert shown.encode("gbk").decode("gbk") == shown
    for language in messages.LANGUAGES:
        for name in ("reports.ftl", "reading.ftl"):
            assert messages.sources(language)[name].encode("gbk")


def test_a_narrow_terminal_wraps_and_never_cuts() -> None:
    value = "示例" * 60
    made = report(finding("DM-P-02", found=value, wording={"zh-CN": "很长的说明，" * 30}))
    shown = printed(made, width=30)
    assert all(cell_len(line) <= 30 for line in shown.splitlines())
    together = re.sub(r"\s", "", shown)
    assert value in together
    assert "很长的说明，" * 30 in together


def test_lines_do_not_begin_with_a_closing_mark() -> None:
    for width in range(20, 60):
        lines = wrap("申请经费应在10万元至20万元之间，请核对“预算”（万元）后改正。" * 3, width)
        assert "".join(lines) == "申请经费应在10万元至20万元之间，请核对“预算”（万元）后改正。" * 3
        assert not any(line[0] in "，。”）" or line[-1] in "“（" for line in lines)
        assert all(cell_len(line) <= width for line in lines)


def test_one_reason_for_many_undecided_rules_is_one_line() -> None:
    reason = {"missing": said("undecided-lists", lists=PolicyText(zh="单位名单", en="units"))}
    made = report(
        finding("R1", verdict="undecided", args=reason),
        finding("R2", verdict="undecided", args=reason),
        finding("R1", verdict="undecided", args=reason, where=Where(file="乙.csv")),
        finding("R3", verdict="undecided", args={"missing": "没有填写出生日期"}),
    )
    shown = printed(made, width=100)
    assert shown.count("名单缺失") == 1
    folded = "无法判定  名单缺失：单位名单（3 处：R1、R2；文件：甲.json、乙.csv）"
    assert folded in shown
    assert "（R3）" in shown
    assert "list missing: units (3 places: R1, R2; files: 甲.json, 乙.csv)" in printed(
        made, "en", width=100
    )


def test_the_same_finding_in_many_rows_is_one_entry() -> None:
    made = report(
        *(
            finding("R", found=None, where=Where(file="乙.csv", row=row, column="项目名称"))
            for row in range(2, 40)
        )
    )
    shown = printed(made)
    assert shown.count("（R）") == 1
    assert "第 2、3、4、5、6、7、8、9、10、11 行等共 38 行“项目名称”列：" in shown


def cell_finding(row: int, value: str, **more: Any) -> Finding:
    """A finding of the exact check on a table."""
    usual: dict[str, Any] = {
        "found": value,
        "wording": {},
        "clauses": (),
        "basis": "toolkit",
        "message": "tables-type-date",
        "repair": "tables-type-date-fix",
        "args": {"column": "日期（day）", "value": value, **more},
        "where": Where(file="乙.csv", row=row, column="day", field=2, label="日期"),
    }
    return finding("table.type-error", **usual)


def test_many_alike_findings_of_a_table_are_one_block() -> None:
    """How many, the first values with their rows and hints, the remedy once."""
    findings = [
        cell_finding(row, f"2024/4/{row % 6 + 1}", hint="tables-do-write", wanted=f"2024-04-{row}")
        for row in range(10, 40)
    ]
    kind = TableCount(rule="table.type-error", field=2, column="day", count=1234, listed=30)
    table = TableCheck(file="乙.csv", name="乙", rows=5000, counts=(kind,))
    made = Report(findings=tuple(findings), files=("乙.csv",), tables=(table,))
    shown = printed(made, width=100)
    assert "乙.csv  不通过，5,000 行\n" in shown
    assert "  错误  日期（day） 应为日期，共 1,234 处\n" in shown
    assert "      第 10 行：2024/4/5；写成 2024-04-10\n" in shown
    assert "      另有 1,229 处没有列出\n" in shown
    assert shown.count("处理：") == 1
    assert "错误 1234" in shown


def test_a_few_findings_of_a_table_are_told_one_by_one() -> None:
    """Each with its own instruction in the place of the general one."""
    made = report(
        cell_finding(3, "2024/4/30", hint="tables-do-write", wanted="2024-04-30"),
        cell_finding(4, "2024-02-30", hint="tables-hint-no-such-day"),
    )
    shown = printed(made, width=100)
    assert "第 3 行：日期（day） 应为日期，现为 2024/4/30。处理：写成 2024-04-30\n" in shown
    assert "现为 2024-02-30；没有这一天。处理：写成 2024-04-30 的样子" in shown
    assert "发现：" not in shown


def lacking(row: int, *columns: str) -> Many:
    """Return what is missing in a row, which is named once."""
    first, *others = (PolicyText(zh=column) for column in columns)
    return many([many([said("check-row", row=str(row)), first], joint="dot"), *others])


def test_the_same_is_missing_in_many_rows_of_a_template() -> None:
    """One line for all rows, whatever rule looks there."""
    made = report(
        *(
            finding(
                f"R{row % 2}",
                verdict="undecided",
                where=Where(file="乙.csv", row=row, column="率"),
                args={"missing": said("undecided-missing", labels=lacking(row, "分子", "分母"))},
            )
            for row in range(2, 30)
        )
    )
    shown = printed(made, width=100)
    assert shown.count("未填写") == 1
    assert "无法判定  未填写：分子、分母（28 处：R0、R1；文件：乙.csv 第 2、3、" in shown


def test_a_remark_on_many_files_is_one_line() -> None:
    """The encoding is noted once, with the files."""
    notes = tuple(
        finding(
            "file.encoding",
            severity="info",
            found=None,
            wording={},
            message="file-encoding",
            args={"name": "GB18030"},
            where=Where(file=f"{number}.csv"),
        )
        for number in range(3)
    )
    shown = printed(report(notes=notes), width=100)
    assert shown.count("GB18030") == 1
    assert "（3 个文件：0.csv、1.csv、2.csv）" in shown


def test_a_table_read_in_part_says_so() -> None:
    """Rows up to the place where reading ended; nothing where nothing was read."""
    for rows, words in ((17, "读到第 17 行数据，后面的没有读"), (0, "，没有读")):
        table = TableCheck(file="乙.csv", name="乙", rows=rows, complete=False)
        made = Report(findings=(cell_finding(3, "x"),), files=("乙.csv",), tables=(table,))
        assert words in printed(made)
    unread = TableCheck(file="乙.csv", name="乙", rows=0, complete=False)
    other = cell_finding(3, "x")
    elsewhere = replace(other, where=replace(other.where, file="甲.csv"))
    told = printed(Report(findings=(elsewhere,), files=("甲.csv", "乙.csv"), tables=(unread,)))
    assert "乙.csv  没有查" in told
    assert "未发现问题" not in told


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_messages_put_together_without_fluent_are_what_fluent_says(language: str) -> None:
    """The short way to a message is taken for nearly all, and changes none."""
    quick = 0
    for name in sorted(messages._files(language)):
        parts = messages._plain(language, name)
        if parts is None:
            continue
        quick += 1
        args = {part: f"<{part}>" for part in parts[1::2]}
        bundle = messages._bundle(language, messages._files(language)[name])
        wanted, errors = bundle.format_pattern(bundle.get_message(name).value, args)
        assert not errors
        assert messages.say(name, args, language) == wanted
    assert quick > 0.9 * len(messages._files(language))


def test_a_place_that_the_sentence_names_is_said_once() -> None:
    words = {"zh-CN": "缺少“基本信息 · 申请经费”。处理：请填写"}
    assert "  错误  缺少“基本信息 · 申请经费”。处理：请填写\n" in printed(
        report(finding("R", wording=words))
    )
    rows = (
        finding(
            "R",
            found=None,
            where=Where(file="乙.csv", row=row + 1, label=f"第{row}行 · 申请经费"),
            wording={"zh-CN": f"缺少“第{row}行 · 申请经费”。处理：请填写"},
        )
        for row in (1, 2)
    )
    assert "  错误  第 2、3 行：缺少“申请经费”。处理：请填写\n" in printed(report(*rows))


def test_many_findings_and_many_clean_files_are_counted_not_listed() -> None:
    many = tuple(
        finding("R", where=Where(file="f0", pointer=f"/{n}")) for n in range(text.LISTED + 7)
    )
    shown = printed(Report(findings=many, files=tuple(f"f{n}" for n in range(100))))
    assert "另有 7 条没有逐一列出" in shown
    assert "另有 99 个文件未发现问题" in shown
    assert "f50" not in shown


def test_findings_across_files_stand_apart() -> None:
    assert "多份申报之间  不通过" in printed(report(finding("Q", where=Where())))


def test_what_was_read_tolerantly_is_listed_by_kind(tmp_path: Path, demo: Notice) -> None:
    head = "序号,项目名称,牵头单位,专题,申请经费\n"
    (tmp_path / "a.csv").write_text(head + '1,甲,院,t1,"1,000"\n' * 3, encoding="utf-8")
    (tmp_path / "b.pptx").write_bytes(b"PK")
    handed_in = list(read([tmp_path], (demo,)))
    made = Report(
        findings=(),
        files=tuple(item.file for item in handed_in),
        notes=tuple(note for item in handed_in for note in item.notes),
    )
    shown = re.sub(r"\s", "", printed(made))
    assert "a.csv第2、3、4行“申请经费”列：已读作数字1000（原样：1,000）" in shown
    assert "b.pptx：.pptx文件没有读取" in shown
    assert "b.pptx未发现问题" not in shown
    assert "结论：通过（1个文件，另有1个没有核对：" in shown
    assert "files:1,notchecked:1;" in re.sub(r"\s", "", printed(made, "en"))


def test_a_sentence_comes_from_the_policy_or_the_catalogue() -> None:
    assert message(finding("R"), "en") == "Between 10 and 20 万元"
    assert message(finding("R", wording={"zh-CN": "只有中文"}), "en") == "「只有中文」"
    from_catalogue = finding("R", wording={}, message="file-empty")
    assert "empty" in message(from_catalogue, "en")
    several = finding("R", wording={}, message="csv-no-table", args={"tables": ("a", "b")})
    assert "a、b" in message(several, "zh-CN")


def test_cleaning_keeps_chinese_and_spells_out_the_rest() -> None:
    assert terminal_safe("示例　项目①\u00a0x") == "示例　项目①\u00a0x"
    assert terminal_safe("a\tb\x00\u200b") == "a b\\x00\\u200b"


# --- policy folders and single ids --------------------------------------------------------


def test_problems_are_grouped_by_file_with_pointer_and_remedy() -> None:
    found = [
        Problem(file="a.json", pointer="/x", message="artifact-outside", args={"path": "[b]../x"}),
        Problem(file="a.json", pointer="", message="file-empty"),
        Problem(file="b.json", pointer="/y", message="file-empty"),
    ]
    stream = io.StringIO()
    problems.print_problems(found, {"rules": 112}, Console(file=stream, width=200), "zh-CN")
    shown = stream.getvalue()
    assert shown.count("a.json\n") == 1
    assert "  /x\n    生成的路径 [b]../x 越出了输出文件夹" in shown
    assert shown.endswith("规则 112\n发现 3 处问题\n")
    rendered = json.loads(problems.to_json(found, {"rules": 112}, "en"))
    assert rendered["checked"] == {"rules": 112}
    assert rendered["problems"][1]["id"] == "file-empty"
    stream = io.StringIO()
    problems.print_problems([], {}, Console(file=stream), "en")
    assert stream.getvalue() == "No problem found\n"


@pytest.fixture(scope="module")
def plan(root: Path) -> Notice:
    """The small invented plan: targets, fixed rows, grouped and computed columns."""
    return load_notice(root / "tests" / "notices" / "schemas" / "plan-2024")


INDICATORS = """hospital,level,no,group,code,name,year_1.numerator,year_1.denominator,year_1.rate
h1,三级,1,质量,K1,示例率,40,80,51
h1,三级,1,质量,K1,示例占比,40,80,
"""
CENTRES = "hospital,centre,built,note\nh1,c1,是,\nh1,c2,否,\nh2,c1,是,\n"


def checked(plan: Notice, folder: Path) -> Report:
    """Return the report on two tables and two records with something wrong in each."""
    (folder / "a.csv").write_text(INDICATORS, encoding="utf-8")
    (folder / "b.csv").write_text(CENTRES, encoding="utf-8")
    for name, level in (("c", 2), ("d", 5)):
        record = {
            "$schema": "plan-2024/annual",
            "basic": {"hospital": {"c": "h1", "d": "h2"}[name], "year": 2024},
            "reached": {"level": level, "service": level},
        }
        (folder / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    return validate((plan,), list(read([folder], (plan,))))


def test_targets_and_rows_of_a_table_read_well(plan: Notice, tmp_path: Path) -> None:
    """Place by title and key, what is missing by name, the value, the bound and the term."""
    shown = "".join(printed(checked(plan, tmp_path)).split())
    for words in (
        "第 2 行“第一年 · 率”列（year_1.rate）：",
        "第 3 行“是否建成”列（built）：每家医院的示例中心都应建成。现为“否”。时限：2025年底前",
        "缺 1 行：示例中心医院 · 示例卒中中心",
        "“示例人民医院”缺 2 行：K2 示例占比；K3 利用率",
        "每家医院的示例级别都应达到3级。现为 2 级，应不低于 3 级。时限：到2024年底",
        "达到的目标",
    ):
        assert words.replace(" ", "") in shown
    english = " ".join(printed(checked(plan, tmp_path), "en").split())
    assert "column 「是否建成」 (built)" in english


def test_the_json_report_of_a_plan_has_the_published_shape(
    validator: Draft202012Validator, plan: Notice, tmp_path: Path
) -> None:
    report_of_plan = checked(plan, tmp_path)
    for language in messages.LANGUAGES:
        told = json.loads(json_report.report_json(report_of_plan, language))
        validator.validate(told)
        rules = {item["rule"] for item in told["findings"]}
        assert {"PL-T2", "PL-T5", "PL-R1", "PL-R2", "computed", "primary-key"} <= rules
        (rate,) = [item for item in told["findings"] if item["rule"] == "computed"]
        assert (rate["row"], rate["column"]) == (2, "year_1.rate")
        assert rate["pointer"] == "/rows/0/year_1/rate"


def test_coverage_totals_stand_by_notice_and_kind(plan: Notice, demo: Notice) -> None:
    homes = {notice.id: rule_homes(notice) for notice in (plan, demo)}
    rules = [
        Covered(rule=name, notice=notice, home=home)
        for notice, found in homes.items()
        for name, home in found.items()
    ]
    rules.append(Covered(rule="PL-\x1b[31m", notice="plan-2024", home=None))
    stream = io.StringIO()
    coverage.print_coverage(rules, Console(file=stream, width=200), "zh-CN")
    shown = stream.getvalue()
    assert "\x1b[31m" not in shown
    count = len(homes["plan-2024"])
    assert (
        f"plan-2024：{count} / {count + 1}"
        "（表达式 1，整张表 3，限额 3，目标值 6，由人判断 1）" in shown
    )
    assert "demo-2024：" in shown
    assert f"合计：{len(rules) - 1} / {len(rules)}" in shown
    told = json.loads(coverage.to_json(rules))
    assert {item["means"] for item in told} >= {"table", "target", "quota", "cel", None}


def test_every_id_of_the_demo_notice_can_be_explained(demo: Notice) -> None:
    wanted = ("DM-P-02", "DM-P-03", "DM-Q-01", "DM-C-01", "c-age", "I09", "G01", "hospitals")
    for identity in (*wanted, "demo_topics", "a", "summary", "demo-2024/a#/basic/funding"):
        found = trace((demo,), identity)
        assert found
        for language in messages.LANGUAGES:
            stream = io.StringIO()
            explanation.print_traces(found, Console(file=stream, width=60), language)
            assert identity in stream.getvalue()
        assert len(json.loads(explanation.to_json(found))) == len(found)


def test_a_rule_is_explained_with_clause_reading_and_place(demo: Notice) -> None:
    stream = io.StringIO()
    explanation.print_traces(trace((demo,), "DM-P-03"), Console(file=stream, width=200), "zh-CN")
    shown = stream.getvalue()
    assert "不超过40周岁（1984年6月1日以后出生）" in shown
    assert "demo-2024/a#/youth/birth_date" in shown
    assert "open  不作决定，两者之间需人工确认（默认）" in shown


def explained(notice: Notice, identity: str, language: str = "zh-CN") -> str:
    """Return what is printed of an id."""
    stream = io.StringIO()
    explanation.print_traces(trace((notice,), identity), Console(file=stream, width=200), language)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("identity", "told"),
    [
        ("PL-T2", ("目标值", "到2024年底", "2024-12-31", "min: level >= 3", "示例医院")),
        ("1-1", ("工作事项", "分组：原文未载", "谁做：示例科", "举措：每年填报指标表", "指标：K1")),
        ("2-1", ("承接：plan-2024 1-1：加上建设和验收", "承接：plan-2024 1-2：原文未载")),
        ("level", ("名词", "原文的解释：原文未定义", "别的写法：级别", "plan-2024 service")),
        ("PL-R2", ("由整张表的规则核对", "plan-2024/indicators#")),
        ("PL-R3", ("由整张表的规则核对", "size(self) <= 6")),
        ("PL-Q1", ("限额", "counts.all <=")),
        ("PL-D3", ("参考口径，非本文件内容", "定义：按公布的级别", "可信程度：高")),
    ],
)
def test_parts_of_a_plan_are_explained(plan: Notice, identity: str, told: tuple[str, ...]) -> None:
    shown = explained(plan, identity)
    for words in told:
        assert words in shown


def test_definitions_from_elsewhere_stand_apart_from_the_indicator(plan: Notice) -> None:
    """What the source says comes first; what it does not say is marked as such."""
    shown = explained(plan, "K1")
    said, _, elsewhere = shown.partition("参考，非本文件内容，不参与校验")
    assert "类别：质量" in said
    assert "用于：1-1" in said
    assert "示例人次除以全部人次" not in said
    assert "定义：示例人次除以全部人次，乘以100。" in elsewhere
    assert "不应计算比率" in explained(plan, "K3")
    assert "not from this document" in explained(plan, "K3", "en")
    assert "非本文件内容" not in explained(plan, "K2")
    (told,) = json.loads(explanation.to_json(trace((plan,), "K1")))
    assert told["candidates"][0]["from_source"] is False
    assert {"name": "类别", "text": "质量"} in told["facts"]


def test_hostile_words_of_a_plan_stay_on_their_line(plan: Notice) -> None:
    term = replace(plan.terms[0], note="\x1b[31m红\nfake：行")
    shown = explained(replace(plan, terms=(term,)), "level")
    assert "\x1b" not in shown
    assert "\nfake" not in shown


def test_every_report_message_is_there_in_both_languages() -> None:
    ids = [
        set(
            re.findall(r"^([a-z][\w-]*) =", messages.sources(language)["reports.ftl"], re.MULTILINE)
        )
        for language in messages.LANGUAGES
    ]
    assert ids[0] == ids[1]


def test_a_place_on_paper_is_a_page_and_a_part_of_the_form() -> None:
    """A PDF has pages, no sheets; whose rows are counted is told, for a form has several tables."""
    on_page = Where(file="申请.pdf", sheet="第3页", label="一、基本信息 · 申请经费")
    in_row = Where(
        file="申请.docx", row=2, column="单位名称", label="三、合作单位 · 第2行 · 单位名称"
    )
    shown = printed(
        report(
            finding("X-1", where=on_page, wording={"zh-CN": "经费太多"}),
            finding("X-2", where=in_row, wording={"zh-CN": "单位不对"}),
        ),
        width=200,
    )
    assert "第3页 一、基本信息 · 申请经费：经费太多" in shown
    assert "三、合作单位 第 2 行“单位名称”列：单位不对" in shown
    assert "工作表" not in shown


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "现为 （空）"), ("en", "(nothing)")])
def test_a_value_of_nothing_is_called_so(language: str, said: str) -> None:
    """A sentence does not end in the blank that it complains of."""
    args = {"column": "id", "value": ""}
    empty = finding("table.type-error", wording={}, message="tables-type-integer", args=args)
    assert said in message(empty, language)
    nought = replace(empty, args={**args, "value": 0})
    assert said not in message(nought, language)


@pytest.mark.parametrize(
    ("edition", "said"), [("2024.1", "内容后来改过"), ("2023.1", "另一版表单")]
)
def test_a_form_that_was_changed_within_its_version_is_told_so(edition: str, said: str) -> None:
    note = other_version(Where(file="a.docx"), edition, "2024.1")
    assert said in message(note, "zh-CN")
