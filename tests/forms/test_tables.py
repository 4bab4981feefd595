"""Tables: rules on all rows, rows that have to be there, keys, computed values, quotas."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenbao.audit.soundness import check_expressions
from shenbao.core import messages
from shenbao.core.findings import Finding, Report
from shenbao.core.submission import Origin, Submission
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Case, CodeList, Field, Notice, Quota, Rule, Table, Wording
from shenbao.validation import validate
from shenbao.validation.bundle.quota_cases import per, share
from shenbao.validation.submission.collector import LISTED

FOLDER = Path(__file__).parents[1] / "notices" / "schemas" / "plan-2024"
PLAN = load_notice(FOLDER)
LISTED_PLAN = load_notice(FOLDER, lists=FOLDER / "examples" / "lists")


def changed_table(name: str, **values: Any) -> Notice:
    """Return the plan with other values in one table."""
    tables = tuple(
        dataclasses.replace(table, **values) if table.id == name else table for table in PLAN.tables
    )
    return dataclasses.replace(PLAN, tables=tables)


def changed_list(name: str, **values: Any) -> Notice:
    """Return the plan with other values in one list."""
    lists = tuple(
        dataclasses.replace(item, **values) if item.name == name else item for item in PLAN.lists
    )
    return dataclasses.replace(PLAN, lists=lists)


def run(name: str, rows: Any, notice: Notice = PLAN, **options: Any) -> Report:
    """Check one table."""
    handed_in = Submission(file="a.csv", data={"rows": rows}, schema=f"plan-2024/{name}")
    return validate([notice], [handed_in], **options)


def of(report: Report, rule: str) -> list[Finding]:
    """Return the findings of a rule."""
    return [finding for finding in report.findings if finding.rule == rule]


def said(finding: Finding, language: str = "zh-CN") -> str:
    """Return the words of a finding as a report shows them."""
    text = finding.wording.get(language)
    return text or messages.say(finding.message, finding.args, language)


def indicator(code: str, hospital: Any = "h1", level: Any = "三级", **more: Any) -> dict[str, Any]:
    """Return a row of the table of indicators."""
    row = {"hospital": hospital, "level": level, "no": int(code[1:]), "code": code, **more}
    return {key: value for key, value in row.items() if value is not None}


def hidden(node: Field) -> Field:
    """Return a node whose values no report may show, as the loader makes it: all below it too."""
    return dataclasses.replace(
        node, sensitive=True, children=tuple(hidden(child) for child in node.children)
    )


def year(numerator: Any, denominator: Any, rate: Any = None) -> dict[str, Any]:
    """Return the cells of a year."""
    cells = {"numerator": numerator, "denominator": denominator, "rate": rate}
    return {key: value for key, value in cells.items() if value is not None}


def project(number: int, county: Any = "e1", area: Any = "urban", **more: Any) -> dict[str, Any]:
    """Return a row of the table of projects."""
    row = {"no": number, "title": f"示例{number}", "county": county, "area": area, "year": 2024}
    return {key: value for key, value in {**row, **more}.items() if value is not None}


THREE = [indicator(code) for code in ("K1", "K2", "K3")]
TWO = [indicator(code, "h2", "二级") for code in ("K1", "K2")]


class TestWhole:
    """Rules on all rows together."""

    def test_the_first_case_that_fails_is_told_at_its_cell_or_at_the_table(self) -> None:
        (found,) = of(run("indicators", [*THREE, *TWO]), "PL-R3")
        assert (found.severity, found.where.pointer) == ("review", "/rows/0/hospital")
        assert found.where.label == "第1行 · 医院"
        assert messages.words(found.args["found_label"]) == "示例人民医院"
        many = [indicator(f"K{number}") for number in range(1, 8)]
        (found,) = of(run("indicators", many), "PL-R3")
        assert (found.severity, found.where.pointer) == ("error", "/rows")
        assert found.where.label == "示例指标填报表"
        assert found.found is None
        assert of(run("indicators", THREE), "PL-R3") == []

    @staticmethod
    def rule(assertion: str, **values: Any) -> Notice:
        """Return the plan with one rule on all rows of the projects."""
        message = Wording(zh="应当如此。", en="So.")
        rule = Rule(
            id="R",
            pointer="",
            when=None,
            at=None,
            keywords=(),
            cases=(Case(assertion=assertion, severity="error", message=message),),
            message=message,
            severity="error",
            clauses=(),
            basis="source",
            readings=(),
            lists=(),
            whole=True,
            **values,
        )
        # What only custom asks for is no error when it is missing: the rule has to say it.
        columns = tuple(
            dataclasses.replace(node, basis="customary") for node in PLAN.table("projects").columns
        )
        return changed_table("projects", whole_rules=(rule,), columns=columns)

    def test_missing_cells_are_named_with_their_rows(self) -> None:
        notice = self.rule("self.all(r, r.area != 'x')")
        (found,) = of(run("projects", [project(1), project(2, area=None)], notice), "R")
        assert found.verdict == "undecided"
        assert "未填写：第2行 · 区域" in said(found)
        assert "row 2 · 「区域」" in said(found, "en")

    def test_missing_cells_are_named_as_the_file_counts_its_rows(self) -> None:
        notice = self.rule("self.all(r, r.area != 'x' && r.county != 'x')")
        row = project(1)
        del row["area"], row["county"]
        origins = {f"/rows/{number}": Origin(row=number + 7) for number in range(2)}
        handed_in = Submission(
            file="a.csv",
            data={"rows": [project(2), row]},
            schema="plan-2024/projects",
            origins=origins,
        )
        (found,) = of(validate([notice], [handed_in]), "R")
        assert "未填写：第8行 · 区县、区域，" in said(found)
        (missing, _) = of(validate([notice], [handed_in]), "shape.required")
        assert (missing.where.row, missing.where.label) == (8, "第8行 · 区县")

    def test_what_a_rule_asks_has_for_is_not_named_as_missing(self) -> None:
        notice = self.rule("self.all(r, (has(r.area) && r.area == 'x') || r.county == 'x')")
        row = project(1)
        del row["area"], row["county"]
        (found,) = of(run("projects", [row], notice), "R")
        assert "未填写：第1行 · 区县，" in said(found)

    def test_a_long_enumeration_is_cut(self) -> None:
        notice = self.rule("size(value.all) == 0", values={"all": "self.map(r, r.title)"})
        words = Wording(zh="有：{all}", en="There: {all}")
        table = notice.table("projects")
        rule = table.whole_rules[0]
        case = dataclasses.replace(rule.cases[0], message=words)
        notice = changed_table(
            "projects", whole_rules=(dataclasses.replace(rule, cases=(case,), message=words),)
        )
        (found,) = of(run("projects", [project(n, title=f"p{n}") for n in range(40)], notice), "R")
        assert said(found).endswith("、p29……")

    def test_a_cell_that_cannot_be_read_puts_the_rule_to_rest(self) -> None:
        """Unless the rule fails whatever the cell should have been."""
        for assertion, failing in (
            ("self.exists(r, r.area == 'x')", 0),
            ("self.all(r, r.area == 'x')", 1),
        ):
            report = run("projects", [project(1), project(2, area=3)], self.rule(assertion))
            assert len(of(report, "R")) == failing
            assert of(report, "shape.type")

    def test_an_empty_table_is_a_table(self) -> None:
        assert of(run("projects", [], self.rule("size(self) > 0")), "R")
        assert of(run("projects", [], self.rule("size(app.rows) == 0")), "R") == []


class TestFixedRows:
    """Rows that have to be there."""

    def test_one_finding_a_set_names_what_is_missing(self) -> None:
        found = of(run("indicators", [THREE[0], TWO[1]]), "PL-R2")
        assert [item.where.pointer for item in found] == ["/rows", "/rows"]
        assert found[0].where.label == "示例指标填报表"
        assert said(found[0]) == (
            "适用的指标都要填报。“示例人民医院”缺 2 行：K2 示例占比；K3 利用率。处理：补上这些行"
        )
        assert "“示例中心医院”缺 1 行：K1 示例率" in said(found[1])
        assert "Rows missing for 「示例中心医院」: 1 (「K1 示例率」)" in said(found[1], "en")
        assert found[0].clauses[0].id == "c-indicators"

    def test_rows_that_do_not_apply_are_not_asked_for(self) -> None:
        assert of(run("indicators", [*THREE, *TWO]), "PL-R2") == []

    def test_pairs_of_two_lists(self) -> None:
        rows = [{"hospital": "h1", "centre": "c1", "built": True}]
        (found,) = of(run("centres", rows), "PL-R1")
        assert "缺 3 行：示例人民医院 · 示例卒中中心；示例中心医院 · 示例胸痛中心；" in said(found)
        assert "Rows missing: 3" in said(found, "en")

    def test_both_lists_are_seen(self) -> None:
        table = PLAN.table("centres")
        assert table.fixed_rows is not None
        fixed = dataclasses.replace(
            table.fixed_rows, applies="item.level == '三级' && item2.code == 'c1'"
        )
        (found,) = of(run("centres", [], changed_table("centres", fixed_rows=fixed)), "PL-R1")
        assert "缺 1 行：示例人民医院 · 示例胸痛中心" in said(found)

    @pytest.mark.parametrize("name", ["indicators", "centres"])
    def test_a_table_without_rows_lacks_all(self, name: str) -> None:
        (found,) = of(run(name, []), {"indicators": "PL-R2", "centres": "PL-R1"}[name])
        assert f"缺 {({'indicators': 3, 'centres': 4})[name]} 行" in said(found)

    @pytest.mark.parametrize(
        ("count", "last", "more"), [(15, "示例14", ""), (20, "示例9", "；还有 10 行没有列出")]
    )
    def test_rows_are_named_as_far_as_a_person_reads_them(
        self, count: int, last: str, more: str
    ) -> None:
        """Thirty are named; of more, how many are left out."""
        rows = tuple(
            dataclasses.replace(
                PLAN.code_list("centres").rows[0],
                code=f"c{number}",
                label=f"示例{number}",
                values=(f"c{number}", f"示例{number}"),
            )
            for number in range(count)
        )
        (found,) = of(run("centres", [], changed_list("centres", rows=rows)), "PL-R1")
        assert f"缺 {2 * count} 行" in said(found)
        assert f"示例中心医院 · {last}{more}。处理" in said(found)
        assert ("10 more that are not listed" in said(found, "en")) == bool(more)

    def test_a_missing_list_leaves_it_undecided(self) -> None:
        notice = changed_list("centres", status="missing", rows=())
        (found,) = of(run("centres", [], notice), "PL-R1")
        assert (found.verdict, found.where.pointer) == ("undecided", "/rows")
        assert "名单缺失：示例中心" in said(found)
        assert "list missing: 「示例中心」" in said(found, "en")

    def test_what_the_first_row_lacks_leaves_it_undecided_but_for_what_is_asked_of_all(
        self,
    ) -> None:
        rows = [indicator(code, level="") for code in ("K1", "K2")]
        del rows[0]["level"]
        (found,) = of(run("indicators", rows), "PL-R2")
        assert found.verdict == "undecided"
        assert "未填写：第1行 · 医院等级" in said(found)
        (found,) = of(run("indicators", rows[:1]), "PL-R2")
        assert found.verdict == "fail"
        rows[0]["level"] = 3
        assert of(run("indicators", rows), "PL-R2") == []

    def test_rows_without_their_set_belong_to_none(self) -> None:
        rows = [indicator("K1", hospital=""), "x", {}]
        assert of(run("indicators", rows), "PL-R2") == []


class TestKeys:
    """Keys of a table."""

    def test_a_repeated_key_names_the_first_row_that_had_it(self) -> None:
        (found,) = of(run("projects", [project(1), project(2), project(1, "e2")]), "primary-key")
        assert (found.severity, found.basis, found.where.pointer) == (
            "error",
            "toolkit",
            "/rows/2/no",
        )
        assert "“序号”（1）与第 1 行重复" in said(found)
        assert "「序号」 (1) is the same as in row 1" in said(found, "en")

    def test_rows_are_counted_as_the_file_counts_them(self) -> None:
        origins = {f"/rows/{number}": Origin(row=number + 3) for number in range(2)}
        rows = {"rows": [project(1), project(1)]}
        handed_in = Submission(
            file="a.csv", data=rows, schema="plan-2024/projects", origins=origins
        )
        (found,) = of(validate([PLAN], [handed_in]), "primary-key")
        assert found.where.row == 4
        assert "与第 3 行重复" in said(found)

    def test_further_keys_and_codes_are_told_by_their_names(self) -> None:
        rows = [indicator("K1"), indicator("K2", no=1)]
        (found,) = of(run("indicators", rows), "unique-key")
        assert "“医院、序号”（示例人民医院、1）与第 1 行重复" in said(found)

    def test_nothing_makes_no_further_key_and_an_empty_first_key_is_wrong(self) -> None:
        rows = [indicator("K1", no=None), indicator("K2", no=None)]
        assert of(run("indicators", rows), "unique-key") == []
        rows = [project(1, title="甲"), project(2, title=" ")]
        rows[0].pop("no")
        (found,) = of(run("projects", rows), "primary-key")
        assert (found.severity, found.where.pointer) == ("error", "/rows/0/no")
        assert "“第1行 · 序号”用来区分各行，不能空着" in said(found)
        assert '"row 1 · 「序号」" tells the rows apart' in said(found, "en")

    def test_what_only_custom_and_the_key_ask_for_is_told_by_the_key_alone(self) -> None:
        absent = project(1)
        del absent["no"]
        for row in (absent, project(1, no=None)):
            report = run("projects", [row])
            told = [
                (item.rule, item.severity)
                for item in report.findings
                if item.where.pointer == "/rows/0/no"
            ]
            assert told == [("primary-key", "error")]

    def test_what_is_missing_as_an_error_is_said_once(self) -> None:
        report = run("indicators", [indicator("K1", hospital=None)])
        assert of(report, "shape.required")
        assert of(report, "primary-key") == []

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [(1, 1.0, True), (1, "1", False), (1, True, False), ("a", "a ", False), ("a", "a", True)],
    )
    def test_values_are_compared_as_they_are_typed(
        self, one: Any, other: Any, *, same: bool
    ) -> None:
        rows = [project(1, no=one), project(2, no=other)]
        assert bool(of(run("projects", rows), "primary-key")) is same

    def test_hidden_values_stay_hidden(self) -> None:
        columns = tuple(
            dataclasses.replace(node, sensitive=node.key == "no")
            for node in PLAN.table("projects").columns
        )
        notice = changed_table("projects", columns=columns)
        (found,) = of(run("projects", [project(77), project(77)], notice), "primary-key")
        assert "77" not in said(found)
        assert "***" in said(found)

    @pytest.mark.parametrize("rows", [None, 3, "x", [[]], [None], [{"no": {}}], [{"no": [1]}]])
    def test_anything_may_be_handed_in(self, rows: Any) -> None:
        for name in ("projects", "indicators", "centres"):
            assert run(name, rows).findings


class TestComputed:
    """Values that follow from others."""

    def test_rules_see_what_follows_whatever_was_typed(self) -> None:
        row = indicator("K1", year_1=year(40, 80), year_2=year(30, 80))
        (found,) = of(run("indicators", [row]), "PL-R4")
        assert (found.where.pointer, found.found) == ("/rows/0/year_2/rate", "37.5")
        row["year_2"]["rate"] = 60
        (found,) = of(run("indicators", [row]), "PL-R4")
        assert found.found == "37.5"
        row["year_2"] = year(None, 80, 60)
        assert of(run("indicators", [row]), "PL-R4") == []

    def test_the_data_is_left_as_it_was(self) -> None:
        row = indicator("K1", year_1=year(40, 80))
        run("indicators", [row])
        assert row["year_1"] == {"numerator": 40, "denominator": 80}

    @pytest.mark.parametrize(
        ("numerator", "denominator", "rate", "differs"),
        [
            (2, 3, 67, False),
            (2, 3, 66.7, False),
            (2, 3, 66.67, False),
            (2, 3, 66.6, True),
            (2, 3, 66, True),
            (1, 8, 12, False),
            (1, 8, 13, False),
            (1, 0, 5, False),
            (0, 0, 5, False),
            (None, 3, 5, False),
            (1, "x", 5, False),
            (1, 3, "x", False),
            (1, 2, 50.0, False),
        ],
    )
    def test_a_given_value_may_be_rounded_and_no_more(
        self, numerator: Any, denominator: Any, rate: Any, *, differs: bool
    ) -> None:
        row = indicator("K1", year_1=year(numerator, denominator, rate))
        found = of(run("indicators", [row]), "computed")
        assert bool(found) is differs
        for item in found:
            assert (item.severity, item.basis) == ("warning", "toolkit")
            assert item.where.pointer == "/rows/0/year_1/rate"
            assert f"填的是 {rate}，按表中数据算得 66.67" in said(item)
            assert "give 66.67" in said(item, "en")

    def test_hidden_values_stay_hidden(self) -> None:
        table = PLAN.table("indicators")
        columns = tuple(hidden(node) if node.key == "year_1" else node for node in table.columns)
        notice = changed_table("indicators", columns=columns)
        row = indicator("K1", year_1=year(2, 3, 11))
        (found,) = of(run("indicators", [row], notice), "computed")
        words = said(found) + said(found, "en") + str(found.found)
        assert "11" not in words
        assert "66" not in words

    @given(
        numerator=st.integers(0, 10**6),
        denominator=st.integers(1, 10**6),
        decimals=st.integers(0, 6),
    )
    @settings(max_examples=100, deadline=None)
    def test_what_was_rounded_on_paper_agrees(
        self, numerator: int, denominator: int, decimals: int
    ) -> None:
        rate = round(100 * numerator / denominator, decimals)
        row = indicator("K1", year_1=year(numerator, denominator, rate))
        assert of(run("indicators", [row]), "computed") == []


def quota(identity: str, **values: Any) -> Quota:
    """Return a quota of the plan with other values."""
    found = next(item for item in PLAN.quotas if item.id == identity)
    return dataclasses.replace(found, **values)


def only(*quotas: Quota, lists: Sequence[CodeList] = LISTED_PLAN.lists) -> Notice:
    """Return the plan with these quotas, its lists supplied, and no target."""
    return dataclasses.replace(PLAN, quotas=quotas, targets=(), lists=tuple(lists))


def case(assertion: str, zh: str = "应当如此") -> Case:
    """Return a case that is an error."""
    return Case(assertion=assertion, severity="error", message=Wording(zh=zh, en=zh))


PER, SHARE = only(quota("PL-Q1")), only(quota("PL-Q2"))


class TestRowQuotas:
    """Quotas whose entries are rows."""

    def test_a_share_stands_on_the_rows_that_it_counts(self) -> None:
        rows = [project(1), project(2), project(3, area="other")]
        found = of(run("projects", rows, SHARE), "PL-Q2")
        assert [item.where.pointer for item in found] == ["/rows/0/area", "/rows/1/area"]
        assert said(found[0]) == (
            "主城区项目 2 个，占全部 3 个的 66.67%，不应超过60%。“2024”共 3 行"
        )
        assert '"2024" has 3 rows' in said(found[0], "en")

    @pytest.mark.parametrize(("urban", "other", "wrong"), [(3, 2, False), (2, 1, True), (0, 1, 0)])
    def test_the_bound_itself_is_allowed(self, urban: int, other: int, wrong: object) -> None:
        areas = ["urban"] * urban + ["other"] * other
        rows = [project(number, area=area) for number, area in enumerate(areas, 1)]
        assert bool(of(run("projects", rows, SHARE), "PL-Q2")) is bool(wrong)

    def test_years_are_counted_apart_and_files_together(self) -> None:
        tables = [
            {"rows": [project(1), project(2, year=2025)]},
            {"rows": [project(1, area="other"), project(2)]},
        ]
        handed_in = [
            Submission(file=name, data=data, schema="plan-2024/projects")
            for name, data in zip(("a", "b"), tables, strict=True)
        ]
        found = of(validate([SHARE], handed_in), "PL-Q2")
        assert [(item.where.file, item.where.pointer) for item in found] == [
            ("a", "/rows/0/area"),
            ("a", "/rows/1/area"),
            ("b", "/rows/1/area"),
        ]
        assert "“2024”共 3 行，另见：b" in said(found[0])
        assert "see also: a" in said(found[2], "en")
        assert "另见" not in said(found[1])
        turned = of(validate([SHARE], handed_in[::-1]), "PL-Q2")
        assert {item.where for item in turned} == {item.where for item in found}

    def test_without_a_key_all_rows_are_one_group(self) -> None:
        notice = only(quota("PL-Q2", group_by=()))
        found = of(run("projects", [project(1), project(2, year=2025)], notice), "PL-Q2")
        assert len(found) == 2
        assert said(found[0]).endswith("“全部”共 2 行")
        assert said(found[0], "en").endswith('"all" has 2 rows')

    def test_a_row_that_cannot_be_counted_is_told_where_the_answer_is_missing(self) -> None:
        report = run("projects", [project(1), project(2, area=None)], SHARE)
        assert of(report, "PL-Q2") == []
        (found,) = report.findings
        assert (found.verdict, found.where.pointer) == ("fail", "/rows/1/area")

    @pytest.mark.parametrize(
        ("county", "projects", "reading", "severity"),
        [
            ("e1", 1, "open", None),
            ("e1", 2, "open", "review"),
            ("e1", 3, "open", "warning"),
            ("e1", 2, "down", "warning"),
            ("e1", 2, "up", None),
            ("e2", 2, "open", None),
            ("e2", 3, "open", "warning"),
        ],
    )
    def test_one_for_so_many_people(
        self, county: str, projects: int, reading: str, severity: str | None
    ) -> None:
        rows = [project(number, county) for number in range(1, projects + 1)]
        found = of(run("projects", rows, PER, readings={"PR1": reading}), "PL-Q1")
        assert [item.severity for item in found] == ([severity] * projects if severity else [])
        assert {item.where.pointer for item in found} == {
            f"/rows/{number}/county" for number in range(len(found))
        }

    def test_the_numbers_stand_in_the_message(self) -> None:
        found = of(run("projects", [project(1), project(2)], PER), "PL-Q1")
        assert "项目 2 个：按人口 1000000 人算得 1.43 个，向下取整 1 个，向上取整 2 个" in said(
            found[0]
        )
        assert messages.words(found[0].args["group"]) == "示例东县 · 2024"

    @pytest.mark.parametrize(
        ("county", "words", "english"),
        [
            ("e9", "名单“人口数”中没有“e9”", 'has no "e9"'),
            ("e3", "“示例北县”的“人口（人）”写的是“未公布”，不是数字", "no number"),
        ],
    )
    def test_a_number_that_the_list_does_not_give(
        self, county: str, words: str, english: str
    ) -> None:
        found = of(run("projects", [project(1, county), project(2, county)], PER), "PL-Q1")
        assert [(item.verdict, item.where.pointer) for item in found] == [
            ("undecided", "/rows/0/county")
        ]
        assert words in said(found[0])
        assert english in said(found[0], "en")

    def test_a_list_that_nobody_gave(self) -> None:
        (found,) = of(run("projects", [project(1)]), "PL-Q1")
        assert "名单缺失：人口数" in said(found)

    def test_a_label_finds_the_number_and_a_code_fixes_it(self) -> None:
        rows = [project(number, "示例东县") for number in (1, 2, 3)]
        assert len(of(run("projects", rows, PER), "PL-Q1")) == 3
        lookup = PLAN.quotas[0].per_list
        assert lookup is not None
        fixed = quota("PL-Q1", per_list=dataclasses.replace(lookup, code="e1"), group_by=("year",))
        assert len(of(run("projects", rows, only(fixed)), "PL-Q1")) == 3

    def test_counters_and_conditions_see_the_row(self) -> None:
        counted = quota(
            "PL-Q3",
            over=("projects",),
            where="role.area == 'urban' && form == 'projects'",
            group_by=("county",),
            counts={"late": "role.year >= 2025.0"},
            cases=(case("counts.late <= 1.0", "{late} 个，共 {all} 个"),),
        )
        rows = [project(1), project(2, year=2025), project(3, year=2025), project(4, area="other")]
        found = of(run("projects", rows, only(counted)), "PL-Q3")
        assert [item.where.pointer for item in found] == [f"/rows/{n}/county" for n in range(3)]
        assert said(found[0]).startswith("2 个，共 3 个。“示例东县”共 3 行")

    def test_a_unit_stands_in_one_row_of_a_group(self) -> None:
        distinct = quota(
            "PL-Q3",
            kind="distinct",
            over=("projects",),
            group_by=("year",),
            members=("county",),
            cases=(case("counts.all <= 1.0"),),
        )
        rows = [project(1), project(2), project(3, year=2025), project(4, "e2")]
        found = of(run("projects", rows, only(distinct)), "PL-Q3")
        assert [item.where.pointer for item in found] == ["/rows/0/county", "/rows/1/county"]

    def test_taking_part_counts_for_rows_too(self) -> None:
        also = quota(
            "PL-Q3",
            over=("projects",),
            group_by=("county",),
            also=("area", "true"),
            cases=(case("counts.all <= 1.0"),),
        )
        rows = [project(1, "urban", "other"), project(2, "e1", "urban")]
        found = of(run("projects", rows, only(also)), "PL-Q3")
        assert [item.where.pointer for item in found] == ["/rows/0/county", "/rows/1/area"]

    def test_a_row_whose_key_cannot_be_told(self) -> None:
        chosen = quota("PL-Q2", where="role.year >= 2024.0")
        report = run("projects", [project(1, year=None)], only(chosen))
        assert of(report, "PL-Q2") == []
        assert "/rows/0/year" in {item.where.pointer for item in report.findings}

    def test_many_rows_are_told_in_a_hundred_findings(self) -> None:
        rows = [project(number) for number in range(1, 2001)]
        report = run("projects", rows, SHARE)
        found = of(report, "PL-Q2")
        assert len(found) == LISTED + 1
        assert "1900" in said(found[-1])

    @pytest.mark.parametrize("engine", ["fast", "reference"])
    def test_both_engines_say_the_same(self, engine: Any) -> None:
        rows = [project(1), project(1, area="x"), {}, project(3, county="e3")]
        one = run("projects", rows, LISTED_PLAN, engine=engine)
        assert one == run("projects", rows, LISTED_PLAN)
        for found in one.findings:
            for language in messages.LANGUAGES:
                assert said(found, language)


class TestNumbers:
    """Laws of the numbers of a group."""

    @given(base=st.integers(0, 10**9), size=st.integers(1, 10**7))
    def test_whole_numbers_lie_around_the_exact_one(self, base: int, size: int) -> None:
        found = per(Fraction(base), float(size))
        assert found["down"] == base // size
        assert found["up"] == -(-base // size)
        assert found["nearest"] == (2 * base + size) // (2 * size)
        assert found["down"] <= found["exact"] <= found["up"]

    @given(part=st.integers(0, 1000), more=st.integers(0, 1000))
    def test_a_share_and_the_rest_make_a_hundred(self, part: int, more: int) -> None:
        whole = part + more
        if whole:
            assert share(part, whole)["percent"] + share(more, whole)["percent"] == 100


class TestPolicy:
    """What the check of the policy folder says of tables and quotas."""

    @staticmethod
    def problems(notice: Notice) -> list[tuple[str, str]]:
        """Return where something is wrong, and why, in both languages."""
        found = list(check_expressions([notice]))
        for problem in found:
            for language in messages.LANGUAGES:
                assert messages.say(problem.message, problem.args, language)
        return [(problem.pointer, problem.message) for problem in found]

    def test_the_rows_of_a_table_and_computed_values_compile(self) -> None:
        table = PLAN.table("indicators")
        assert table.fixed_rows is not None
        for applies, count in (
            ("item2.code == 'x'", 1),
            ("row.level +", 1),
            ("item.level", 1),
            ("item.level != ''", 0),
        ):
            fixed = dataclasses.replace(table.fixed_rows, applies=applies)
            found = self.problems(changed_table("indicators", fixed_rows=fixed))
            assert found == [("/x-rows/applies", "expression-wrong")] * count
        columns = (dataclasses.replace(table.columns[0], computed="app.x"), *table.columns[1:])
        assert self.problems(changed_table("indicators", columns=columns)) == [
            ("/properties/hospital", "expression-wrong")
        ]

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"of": "role.area =="}, "expression-wrong"),
            ({"of": "app.rows == []"}, "expression-wrong"),
            ({"cases": (case("counts.base > 1.0"),)}, "quota-number-unknown"),
            ({"cases": (case("counts.all > 1.0", "{up}"),)}, "quota-number-unknown"),
        ],
    )
    def test_mistakes_in_quotas_are_named(self, values: Mapping[str, Any], message: str) -> None:
        ((place, found),) = self.problems(only(quota("PL-Q2", **values)))
        assert found == message
        assert place.startswith("/quotas/0")

    @pytest.mark.parametrize(
        ("assertion", "message", "words"),
        [
            ("self.all(r, r.aera == 'x')", "name-unknown", "self.*.aera"),
            ("app.rows.all(r, r.aera == 'x')", "name-unknown", "app.rows.*.aera"),
            ("ref.areas.rows.exists(r, r.kind == 'x')", "name-unknown", "ref.areas.rows.*.kind"),
        ],
    )
    def test_names_that_are_not_there(self, assertion: str, message: str, words: str) -> None:
        notice = TestWhole.rule(assertion)
        (problem,) = check_expressions([notice])
        assert problem.message == message
        for language in messages.LANGUAGES:
            assert words in messages.say(problem.message, problem.args, language)

    def test_holes_and_options_that_are_not_there(self) -> None:
        hole = Wording(zh="{colour}", en="{colour}")
        table = TestWhole.rule("self == []").table("projects")
        rule = table.whole_rules[0]
        case = dataclasses.replace(rule.cases[0], message=hole)
        changed = changed_table("projects", whole_rules=(dataclasses.replace(rule, cases=(case,)),))
        assert self.problems(changed) == [("", "hole-unknown")]
        reading = PLAN.readings[0].id
        changed = TestWhole.rule(f"reading.{reading} == 'no-such-option'")
        assert self.problems(changed) == [("", "compared-never")]

    def test_a_computed_value_uses_what_stands_beside_it(self) -> None:
        columns = PLAN.table("projects").columns
        itself, unknown = ["computed-itself"], ["name-unknown"]
        for computed, found in (("self.no", itself), ("self.nothing", unknown), ("self.year", [])):
            first = dataclasses.replace(columns[0], computed=computed)
            notice = changed_table("projects", columns=(first, *columns[1:]))
            assert self.problems(notice) == [("/properties/no", message) for message in found]

    def test_a_quota_names_roles_that_its_forms_have(self) -> None:
        changed = only(quota("PL-Q2", of="role.colour == 'red'"))
        assert self.problems(changed) == [("/quotas/0", "role-nowhere")]

    def test_the_rows_of_a_table_name_columns(self) -> None:
        table = PLAN.table("indicators")
        assert table.fixed_rows is not None
        for applies, count in (
            ("item.colour == '' || item.colour == row.level", 1),
            ("row.colour == '' && row.colour != 'x'", 1),
            ("row.level in ref.nowhere.codes", 1),
            ("reading.NOWHERE == 'x'", 1),
            ("app.nowhere == 'x'", 1),
            ("size(app.rows) > 0 && row.hospital in ref.units.codes", 0),
        ):
            fixed = dataclasses.replace(table.fixed_rows, applies=applies)
            found = self.problems(changed_table("indicators", fixed_rows=fixed))
            assert found == [("/x-rows/applies", "name-unknown")] * count

    def test_a_table_of_the_plan_has_every_kind_of_rule(self) -> None:
        rules = {rule.id for table in PLAN.tables for rule in table.all_rules()}
        assert rules == {"PL-R1", "PL-R2", "PL-R3", "PL-R4"}
        assert all(isinstance(table, Table) for table in PLAN.tables)
