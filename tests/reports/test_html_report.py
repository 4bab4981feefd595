"""The report as a page: everything that was found, nothing that runs, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from support.invented.wrong_tables import FILE, finding, table_report

from shenbao.core import messages
from shenbao.core.findings import Citation, Recognised, Report, TableCheck, TableCount, Where
from shenbao.core.messages.values import PolicyText, said
from shenbao.media.inputs import read
from shenbao.policy.model import Notice
from shenbao.reports import grouping, html_report
from shenbao.validation import validate

HOSTILE = '</script><script>alert(1)</script><img src="https://evil.example/x" onerror=alert(2)>'


MISSING = said("undecided-lists", lists=PolicyText(zh="医院", en="hospitals"))


def parsed(report: Report, language: str = "zh-CN") -> Any:
    return html.document_fromstring(html_report.report_page(report, language))


def words(node: Any) -> str:
    """The words of an element, those of its parts apart."""
    return " ".join(" ".join(node.itertext()).split())


def groups(page: Any) -> dict[str, Any]:
    """The groups by what they are about."""
    return {words(one.xpath(".//*[@class='place']")[0]): one for one in page.xpath("//article")}


def test_the_verdict_and_the_counts_stand_on_top() -> None:
    page = parsed(table_report())
    top = words(page.xpath("//header[@class='top']")[0])
    assert "不通过" in top
    assert "错误 11" in top
    assert "需人工确认 0" in top
    assert page.xpath("string(/html/@lang)") == "zh-CN"


def test_files_that_were_not_read_are_counted_apart() -> None:
    left = finding("file.skipped-kind", severity="info", where=Where(file="说明.txt"))
    page = parsed(Report(findings=(), notes=(left,), files=("甲.json", "乙.json", "说明.txt")))
    assert "核对 2 个文件，另有 1 个没有读取" in words(page.xpath("//header[@class='top']")[0])


def test_findings_are_grouped_by_column_and_rule_with_examples_and_remedy() -> None:
    group = groups(parsed(table_report()))["入院日期"]
    assert "2 处" in words(group.xpath(".//h3")[0])
    assert words(group.xpath(".//*[@class='sentence']")[0]).startswith("入院日期 应为日期，现为 …")
    assert "2024-04-30" in words(group.xpath(".//*[@class='remedy']")[0])
    rows = [words(row) for row in group.xpath(".//tbody/tr")]
    assert rows == ["第 3 行 2024/13/01 没有这一天", "第 5 行 三月五日"]
    assert "规则 table.type-error" in words(group)


def test_the_worst_comes_first() -> None:
    page = parsed(
        Report(
            findings=(
                finding("R-1", severity="info"),
                finding("R-2", severity="warning"),
                finding(
                    "R-3",
                    verdict="undecided",
                    wording={},
                    message="rule-undecided",
                    args={
                        "missing": said(
                            "undecided-lists", lists=PolicyText(zh="医院", en="hospitals")
                        )
                    },
                ),
                finding("R-4", severity="review"),
                finding("R-5"),
            )
        )
    )
    assert page.xpath("//article/@data-kind") == ["error", "review", "undecided", "warning", "info"]


def test_the_clause_is_quoted_with_its_number_and_the_basis_named() -> None:
    clause = Citation(id="c-1", number="一、3", quote="经费为10-20万元")
    shown = parsed(Report(findings=(finding(clauses=(clause,)),)), "en")
    assert words(shown.xpath("//q[@lang='zh-CN']")[0]) == "经费为10-20万元"
    assert "一、3" in words(shown.xpath("//article")[0])
    assert "not of the policy" not in words(shown.xpath("//article")[0])
    toolkit = parsed(Report(findings=(finding(basis="toolkit"),)), "en")
    assert "not of the policy" in words(toolkit.xpath("//article")[0])


def test_counts_are_complete_where_few_are_listed() -> None:
    rows = [("病案号", "性别", "入院日期", "住院天数", "联系电话")]
    rows += [(f"{n:08d}", "男", "无", "1", "13800000000") for n in range(300)]
    page = parsed(table_report(rows, limit=20))
    group = groups(page)["入院日期"]
    assert "300 处" in words(group.xpath(".//h3")[0])
    assert len(group.xpath(".//tbody/tr")) == html_report.FIRST
    assert "另有 295 处" in words(group)
    assert "300 行数据" in words(page)


def test_what_is_counted_only_is_told_too() -> None:
    count = TableCount(rule="table.type-error", field=3, column="入院日期", count=9, listed=0)
    table = TableCheck(file=FILE, name="t", rows=9, counts=(count,))
    group = groups(parsed(Report(findings=(), files=(FILE,), tables=(table,))))["入院日期"]
    assert "9 处" in words(group)
    assert "没有逐一列出" in words(group)


def test_a_table_that_was_not_read_to_the_end_says_so() -> None:
    table = TableCheck(file=FILE, name="t", rows=9, complete=False)
    page = parsed(Report(findings=(), files=(FILE,), tables=(table,)))
    assert "没有读完" in words(page.xpath("//main")[0])


def test_bars_show_where_the_problems_are_and_have_words_beside_them() -> None:
    page = parsed(table_report())
    lines = {words(row.find("th")): row for row in page.xpath("//table[@class='bars']/tbody/tr")}
    assert words(lines["入院日期"].xpath("td[@class='told']")[0]) == "错误 2"
    bars = page.xpath("//table[@class='bars']//*[local-name()='svg']")
    assert {bar.get("aria-hidden") for bar in bars} == {"true"}
    wide = [float(one) for one in page.xpath("//*[local-name()='rect']/@width")]
    assert max(wide) == 100
    assert len(wide) == len(lines)


def test_several_files_have_an_overview_that_leads_to_them() -> None:
    where = Where(file="交/甲.json", label="经费")
    report = Report(
        findings=(finding(where=where), finding(where=replace(where, file=None, label="限额"))),
        files=("交/甲.json", "交/乙.json"),
    )
    page = parsed(report)
    rows = [words(row) for row in page.xpath("//section[@class='overview']//tbody/tr")]
    assert rows == ["甲.json 不通过 1", "乙.json 未发现问题 0", "多份申报之间 不通过 1"]
    targets = page.xpath("//section[@class='overview']//a/@href")
    assert all(page.get_element_by_id(target[1:]) is not None for target in targets)
    assert "文件夹：交" in words(page)


def test_many_files_without_a_problem_are_only_counted() -> None:
    files = tuple(f"{number}.json" for number in range(60))
    page = parsed(Report(findings=(finding(where=Where(file="3.json")),), files=files))
    assert len(page.xpath("//section[@class='overview']//tbody/tr")) == 1
    assert "59 个文件未发现问题" in words(page)


def test_each_sheet_of_a_workbook_is_told_by_itself() -> None:
    report = Report(
        findings=tuple(
            finding(where=Where(file="表.xlsx", sheet=sheet, row=2, column="甲"))
            for sheet in ("一月", "二月")
        ),
        files=("表.xlsx",),
    )
    names = [words(node) for node in parsed(report).xpath("//section[@class='part']//h2")]
    assert names == ["表.xlsx · 一月", "表.xlsx · 二月"]


def test_no_sheet_of_a_failing_application_is_said_to_pass() -> None:
    where = Where(file="甲.xlsx", pointer="/partners", label="合作单位")
    row = Where(file="甲.xlsx", sheet="合作单位", row=5, pointer="/partners/0", label="单位")
    made = Report(
        findings=(
            finding("SK-P1-09", where=where, message="shape.required"),
            finding("SK-P1-10", where=row, message="shape.required", severity="warning"),
        ),
        files=("甲.xlsx",),
        forms=(Recognised(file="甲.xlsx", ref="shenkang-2024/p1", title="申请书"),),
    )
    assert [item.verdict for item in grouping.sections(made, "zh-CN")] == ["fail", "fail"]


def test_rules_that_miss_the_same_list_are_one_group() -> None:
    args = {"missing": MISSING}
    undecided = {"verdict": "undecided", "wording": {}, "message": "rule-undecided"}
    report = Report(
        findings=(
            finding("R-1", args={**args, "sentence": "牵头单位应在名单内"}, **undecided),
            finding(
                "R-2",
                args={**args, "sentence": "合作单位应在名单内"},
                where=Where(file="甲.json", label="合作单位 · 第2行 · 名称"),
                **undecided,
            ),
        ),
        files=("甲.json",),
    )
    (group,) = parsed(report).xpath("//article")
    text = words(group)
    assert text.count("名单缺失：医院") == 1
    assert "牵头单位应在名单内（R-1）" in text
    assert "合作单位 · 第2行 · 名称" in text


def test_rows_of_a_form_are_examples_of_one_group() -> None:
    report = Report(
        findings=tuple(
            finding(
                "shape.minimum",
                basis="toolkit",
                wording={},
                message="shape-minimum",
                args={"label": name, "found": str(row), "limit": "9", "unit": ""},
                found=str(row),
                where=Where(file="甲.json", label=name),
            )
            for row in (1, 2)
            for name in (f"人员 · 第{row}行 · 工时",)
        )
    )
    (group,) = parsed(report).xpath("//article")
    assert words(group.xpath(".//*[@class='place']")[0]) == "人员 · 工时"
    assert [words(row) for row in group.xpath(".//tbody/tr")] == ["第1行 1", "第2行 2"]


def test_how_the_files_were_read_and_what_was_reached_is_told() -> None:
    note = finding(
        "csv.encoding", severity="info", wording={"zh-CN": "按 GB18030 读取"}, found=None,
        where=Where(file="甲.csv"),
    )  # fmt: skip
    reached = finding(
        "T-1",
        severity="info",
        wording={},
        message="target-reached-all",
        args={"title": "全部配备"},
    )
    page = parsed(Report(findings=(), notes=(note, reached)))
    assert "甲.csv：按 GB18030 读取" in words(page)
    assert "全部配备：全部达到" in words(page)
    assert page.xpath("//article") == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_hostile_words_stay_words(language: str) -> None:
    """Names, values, columns, clauses and sentences from outside are never markup."""
    where = Where(file=HOSTILE, sheet=HOSTILE, row=2, column=HOSTILE, label=HOSTILE)
    table = TableCheck(file=HOSTILE, name=HOSTILE, sheet=HOSTILE, rows=1)
    report = Report(
        findings=(
            finding(
                HOSTILE,
                where=where,
                found=HOSTILE + "\x1b[31m\u202e\ud800",
                wording={"zh-CN": HOSTILE},
                clauses=(Citation(id="c", number=HOSTILE, quote=HOSTILE),),
                readings=((HOSTILE, HOSTILE),),
            ),
            finding("R-2", where=replace(where, file="二")),
        ),
        files=(HOSTILE,),
        notes=(finding(where=where, found=HOSTILE),),
        tables=(table,),
    )
    text = html_report.report_page(report, language)
    page = html.document_fromstring(text)
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//img") == []
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800-\udfff]", text)


def test_nothing_is_asked_for_and_only_its_own_script_runs() -> None:
    """The policy of the page lets in one script and one style, by what they are."""
    page = parsed(table_report())
    allowed = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert allowed.startswith("default-src 'none'")
    for name in ("script", "style"):
        (node,) = page.xpath(f"//{name}")
        digest = base64.b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in allowed
    assert page.xpath("//@style | //*[@src] | //link | //@onclick") == []
    targets = page.xpath("//@href")
    assert all(target.startswith("#") for target in targets)
    assert "url(" not in page.xpath("string(//style)")


def test_without_a_script_the_filter_is_not_shown() -> None:
    page = parsed(table_report())
    assert page.get_element_by_id("filter").get("hidden") is not None
    assert page.xpath("//article[@hidden]") == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_same_report_gives_the_same_page(language: str) -> None:
    assert html_report.report_page(table_report(), language) == html_report.report_page(
        table_report(), language
    )


def test_every_id_is_used_once_and_every_part_has_a_heading() -> None:
    page = parsed(table_report())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    labels = page.xpath("//@aria-labelledby")
    assert set(labels) <= set(ids)


def test_a_report_without_findings_is_calm() -> None:
    page = parsed(Report(findings=(), files=("甲.json",)))
    assert words(page.xpath("//*[@class='word']")[0]) == "通过"
    assert page.xpath("//article | //*[@id='filter']") == []


def test_the_wrong_examples_of_every_notice_make_a_page(
    notices: tuple[Notice, ...], root: Path
) -> None:
    for folder in sorted((root / "schemas").glob("*/examples/*invalid")):
        files = [file for file in sorted(folder.iterdir()) if file.stem not in {"case", "expected"}]
        handed_in = [item for item in read(files, notices) if item.data is not None]
        report = validate(notices, handed_in)
        for language in messages.LANGUAGES:
            page = parsed(report, language)
            shown = sum(
                int(re.sub(r"\D", "", words(node))) for node in page.xpath("//h3/*[@class='count']")
            )
            assert shown == len(report.findings), folder.name


@pytest.mark.long
def test_fifty_thousand_findings_make_a_page_that_opens() -> None:
    """Of one kind, and each of a kind of its own: the page stays small and is made quickly."""
    where = Where(file=FILE, row=2, column="入院日期", field=3)
    one = finding("table.type-error", wording={}, basis="toolkit", where=where,
                  message="tables-type-date", repair="tables-type-date-fix",
                  args={"column": "入院日期", "value": "无"}, found="无")  # fmt: skip
    alike = tuple(replace(one, where=replace(where, row=row)) for row in range(2, 50_002))
    apart = tuple(
        replace(one, where=replace(where, field=number, column=f"列{number}"))
        for number in range(50_000)
    )
    scattered = tuple(
        replace(one, where=replace(where, file=f"{number}.csv")) for number in range(50_000)
    )
    for findings in (alike, apart, scattered):
        started = time.process_time()
        text = html_report.report_page(Report(findings=findings), "zh-CN")
        assert time.process_time() - started < 30
        assert len(text) < 3_000_000
        assert "50,000" in text
        if findings is apart:
            assert "没有列在这里" in text


def test_every_message_of_the_page_is_used(root: Path) -> None:
    """In the template, the module or the workbook, as it is written or by its beginning."""
    places = [
        *(root / "site-templates" / "report").iterdir(),
        *(root / "generator" / "shenbao" / "reports").rglob("*.py"),
    ]
    source = "".join(file.read_text(encoding="utf-8") for file in places)
    for name in ("report_html.ftl", "workbook.ftl"):
        ids = re.findall(r"^([a-z][\w-]*) =", messages.sources("zh-CN")[name], re.MULTILINE)
        assert ids
        begun = tuple(re.findall(r'f?"((?:html-report|workbook-head)-[a-z-]*)(?:\{|" ~)', source))
        quoted = set(re.findall(r"""["']([a-z][\w-]*)["']""", source))
        assert [one for one in ids if one not in quoted and not one.startswith(begun)] == [], name


def test_nothing_heavy_is_loaded_before_a_page_is_made(root: Path) -> None:
    code = (
        "import sys, shenbao.reports.html_report, shenbao.reports.workbook\n"
        "print([name for name in ('jinja2', 'xlsxwriter', 'markupsafe') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(root / "generator"), "PATH": ""},
    )
    assert done.stdout.strip() == "[]"
