"""Values to be reached: alone and together, with members missing, doubled and unknown."""

from __future__ import annotations

import dataclasses
import io
import itertools
import shutil
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from shenbao.audit.examples import run_examples, uncovered
from shenbao.audit.soundness import check_expressions
from shenbao.core import messages
from shenbao.core.findings import Finding, Report
from shenbao.core.submission import Submission
from shenbao.media import inputs
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import ListRow, Notice, Target, Wording
from shenbao.reports.text import print_report
from shenbao.validation import validate
from shenbao.validation.numbers import exact, nearest, number_words, read

FOLDER = Path(__file__).parents[2] / "notices" / "schemas" / "plan-2024"
PLAN = load_notice(FOLDER)
ANNUAL, CENTRES = "plan-2024/annual", "plan-2024/centres"


def target(mark: str, **values: Any) -> Target:
    """Return a target of the invented plan, with other values."""
    found = next(item for item in PLAN.targets if item.mark == mark)
    return dataclasses.replace(found, **values)


def only(*targets: Target, **values: Any) -> Notice:
    """Return the plan with these targets and no quota."""
    return dataclasses.replace(PLAN, targets=targets, quotas=(), **values)


def annual(hospital: str | None, level: Any, *, year: int = 2025, **more: Any) -> dict[str, Any]:
    """Return a yearly report."""
    basic = {"hospital": hospital, "year": year}
    reached = {"level": level, **more}
    return {
        "basic": {key: value for key, value in basic.items() if value is not None},
        "reached": {key: value for key, value in reached.items() if value is not None},
    }


def run(notice: Notice, reports: Sequence[Any], schema: str = ANNUAL, **options: Any) -> Report:
    """Check reports handed in as a.json, b.json and so on."""
    handed_in = [
        Submission(file=f"{chr(97 + number)}.json", data=data, schema=schema)
        for number, data in enumerate(reports)
    ]
    return validate([notice], handed_in, **options)


def of(report: Report, rule: str) -> list[Finding]:
    """Return the findings of a rule."""
    return [finding for finding in report.findings if finding.rule == rule]


def said(finding: Finding, language: str = "zh-CN") -> str:
    """Return the words of a finding as a report shows them."""
    return messages.say(finding.message, finding.args, language)


def outcome(report: Report, rule: str) -> str:
    """Return how a rule came out."""
    found = of(report, rule)
    if not found:
        return "pass"
    failed = [item.severity for item in found if item.verdict == "fail"]
    return failed[0] if failed else "undecided"


MEAN = only(target("T3"))
LOWEST = only(target("T2"))
HALF = only(target("T4"))
TOTAL = only(target("T6"))
SAFETY = only(target("T1"))
ALL = only(target("T5"))


class TestTogether:
    """The lowest, the mean, the total of many."""

    @pytest.mark.parametrize(
        ("levels", "lowest", "mean"),
        [
            ((3, 5), "pass", "pass"),
            ((3, 4), "pass", "error"),
            ((2, 6), "error", "pass"),
            ((4, 4), "pass", "pass"),
            ((0, 0), "error", "error"),
        ],
    )
    def test_a_mean_is_not_a_lowest(self, levels: Sequence[int], lowest: str, mean: str) -> None:
        both = ("h1", "h2")
        later = run(MEAN, [annual(*pair) for pair in zip(both, levels, strict=True)])
        now = [annual(*pair, year=2024) for pair in zip(both, levels, strict=True)]
        assert outcome(later, "PL-T3") == mean
        assert outcome(run(LOWEST, now), "PL-T2") == lowest

    def test_a_missed_mean_stands_on_everybody_with_what_it_is_made_of(self) -> None:
        found = of(run(MEAN, [annual("h1", 3), annual("h2", 4)]), "PL-T3")
        assert [item.where.file for item in found] == ["a.json", "b.json"]
        assert {item.where.pointer for item in found} == {"/reached/level"}
        assert [item.found for item in found] == ["3", "4"]
        assert said(found[0]) == (
            "示例级别平均应达到4级。平均为 3.5 级（3、4），应不低于 4 级。"
            "时限：到2025年；另见：b.json"
        )
        assert "mean is 3.5 (3, 4), it must be at least 4" in said(found[1], "en")
        assert found[0].clauses[0].id == "c-emr"

    def test_a_missed_lowest_stands_on_those_below(self) -> None:
        reports = [annual("h1", 5, year=2024), annual("h2", 2, year=2024)]
        (found,) = of(run(LOWEST, reports), "PL-T2")
        assert found.where.file == "b.json"
        assert "现为 2 级，应不低于 3 级。时限：到2024年底" in said(found)

    def test_a_total_has_two_bounds(self) -> None:
        def beds(*numbers: int) -> Report:
            pairs = zip(("h1", "h2"), numbers, strict=False)
            return run(TOTAL, [annual(name, 4, beds=number) for name, number in pairs])

        assert [outcome(beds(*pair), "PL-T6") for pair in ((50, 49), (50, 50), (100, 101))] == [
            "error",
            "pass",
            "error",
        ]
        found = of(beds(100, 101), "PL-T6")[0]
        assert "合计为 201 张（100、101），应在 100 至 200 张之间" in said(found)
        assert "total is 201 「张」" in said(found, "en")

    def test_what_is_only_striven_for_is_a_warning_and_says_that_no_day_is_given(self) -> None:
        reports = [annual(name, 3, year=2024, service=1) for name in ("h1", "h2")]
        found = of(run(HALF, reports), "PL-T4")
        assert {item.severity for item in found} == {"warning"}
        assert "时限：原文未载" in said(found[0])

    def test_a_lowest_that_is_too_high(self) -> None:
        notice = only(target("T2", at_least=None, at_most=2.0))
        reports = [annual(name, 3, year=2024) for name in ("h1", "h2")]
        found = of(run(notice, reports), "PL-T2")
        assert "最低为 3 级（3、3），应不高于 2 级" in said(found[0])
        assert "The lowest is 3" in said(found[0], "en")
        assert outcome(run(notice, [*reports[:1], annual("h2", 1, year=2024)]), "PL-T2") == "pass"

    def test_numbers_are_those_that_were_written(self) -> None:
        third = target("T3", role="coverage", members={}, where=None, at_least=0.2, at_most=0.2)
        tenths = [{"basic": {}, "safety": {"coverage": value}} for value in (0.1, 0.2, 0.3)]
        assert outcome(run(only(third), tenths), "PL-T3") == "pass"

    def test_what_nobody_reports_is_not_asked(self) -> None:
        assert of(run(MEAN, [annual("h1", 1, year=2024)]), "PL-T3") == []
        assert run(MEAN, []).findings == ()

    def test_without_members_those_who_report_are_all(self) -> None:
        notice = only(target("T3", members={}))
        assert outcome(run(notice, [annual("h1", 4)]), "PL-T3") == "pass"
        silent = run(notice, [annual("h1", 4), annual("h2", None)])
        (found,) = of(silent, "PL-T3")
        assert (found.verdict, found.where.file) == ("undecided", "b.json")
        assert "未填写：二、完成情况 · 示例级别" in said(found)

    def test_whom_it_concerns_must_be_told(self) -> None:
        data = annual("h1", 4)
        del data["basic"]["year"]
        (found,) = run(MEAN, [data]).findings
        assert (found.rule, found.where.pointer) == ("shape.required", "/basic/year")


class TestMembers:
    """Those who have to be there."""

    def test_one_finding_names_who_is_missing(self) -> None:
        (found,) = of(run(MEAN, [annual("h1", 5)]), "PL-T3")
        assert (found.verdict, found.where.pointer) == ("undecided", "/reached/level")
        assert said(found) == "T3 示例级别平均达到4级：尚缺 1 项：示例中心医院，无法判定"
        assert "1 still missing: 「示例中心医院」" in said(found, "en")

    def test_a_lowest_that_is_missed_already_is_told_at_once(self) -> None:
        assert outcome(run(LOWEST, [annual("h1", 2, year=2024)]), "PL-T2") == "error"
        assert outcome(run(LOWEST, [annual("h1", 3, year=2024)]), "PL-T2") == "undecided"

    def test_who_hands_in_without_the_value_is_missing_too(self) -> None:
        (found,) = of(run(MEAN, [annual("h1", 5), annual("h2", None)]), "PL-T3")
        assert "示例中心医院" in said(found)
        # It stands where the value was left out, not at the one who gave it.
        assert (found.where.file, found.where.pointer) == ("b.json", "/reached/level")

    def test_a_value_that_cannot_be_read_is_said_once(self) -> None:
        report = run(MEAN, [annual("h1", 5), annual("h2", "四级")])
        assert [item.rule for item in report.findings] == ["shape.type"]

    def test_a_report_without_its_member_is_asked_for_it(self) -> None:
        report = run(MEAN, [annual("h1", 3), annual("h2", 5), annual(None, 5)])
        (found,) = report.findings
        assert (found.rule, found.where.pointer) == ("shape.required", "/basic/hospital")

    def test_a_report_without_its_member_may_be_the_one_that_is_missing(self) -> None:
        report = run(MEAN, [annual("h1", 3), annual(None, 5)])
        assert [item.rule for item in report.findings] == ["shape.required"]

    def test_long_lists_of_the_missing_are_cut(self) -> None:
        many = dataclasses.replace(
            PLAN.code_list("units"),
            rows=tuple(
                ListRow(code=f"h{number}", label=f"示例{number}院", values=(f"h{number}",))
                for number in range(1, 9)
            ),
        )
        lists = tuple(many if item.name == "units" else item for item in PLAN.lists)
        (found,) = of(run(only(target("T3"), lists=lists), [annual("h1", 5)]), "PL-T3")
        assert "尚缺 7 项：示例2院、示例3院、示例4院、示例5院、示例6院……" in said(found)

    def test_a_list_that_nobody_gave(self) -> None:
        gone = dataclasses.replace(PLAN.code_list("units"), status="missing", rows=())
        lists = tuple(gone if item.name == "units" else item for item in PLAN.lists)
        mean, lowest = (only(target(mark), lists=lists) for mark in ("T3", "T2"))
        (found,) = of(run(mean, [annual("h1", 5)]), "PL-T3")
        assert "名单缺失：示例医院" in said(found)
        assert outcome(run(lowest, [annual("h1", 2, year=2024)]), "PL-T2") == "error"

    def test_equal_reports_of_one_member_count_once_and_are_remarked_on(self) -> None:
        reports = [annual("h1", 3), annual("h2", 5), annual("h2", 5)]
        report = run(MEAN, reports)
        assert outcome(report, "PL-T3") == "pass"
        (found,) = of(report, "member-twice")
        assert (found.severity, found.basis, found.where.file) == ("warning", "toolkit", "c.json")
        assert said(found) == (
            "“示例中心医院”在 b.json 已填报过，可能重复计算。处理：核对后只保留一份"
        )
        assert "in b.json; it may" in said(found, "en")

    def test_different_reports_of_one_member_leave_a_mean_undecided(self) -> None:
        found = of(run(MEAN, [annual("h1", 3), annual("h2", 5), annual("h2", 4)]), "PL-T3")
        assert [(item.verdict, item.where.file) for item in found] == [("undecided", "c.json")]
        assert "“示例中心医院”填了不同的数（5、4）" in said(found[0])

    def test_several_targets_remark_on_a_double_once(self) -> None:
        reports = [annual("h1", 4, beds=60), annual("h2", 4, beds=60), annual("h2", 4, beds=60)]
        report = run(only(target("T3"), target("T6")), reports)
        assert len(of(report, "member-twice")) == 1

    def test_a_label_stands_for_its_code_and_strangers_do_not_count(self) -> None:
        supplied = dataclasses.replace(PLAN.code_list("units"), status="supplied")
        lists = tuple(supplied if item.name == "units" else item for item in PLAN.lists)
        notice = only(target("T3"), lists=lists, forms=(_open(PLAN),))
        reports = [annual("示例人民医院", 3), annual("h2", 5), annual("示例外院", 0)]
        report = run(notice, reports)
        assert outcome(report, "PL-T3") == "pass"
        (found,) = of(report, "member-unknown")
        assert "名单“示例医院”中没有“示例外院”" in said(found)
        assert 'has no "示例外院"' in said(found, "en")


def _open(notice: Notice) -> Any:
    """Return the yearly report with a hospital that is free text."""
    form = notice.form("annual")
    schema = {**form.schema, "properties": {"basic": {}, "reached": {}, "safety": {}}}
    return dataclasses.replace(form, schema=schema)


class TestRows:
    """The rows of a table as entries, and truth values."""

    @staticmethod
    def rows(**built: bool | None) -> dict[str, Any]:
        """Return a table from ``h1_c1=True``."""
        found = []
        for name, value in built.items():
            hospital, centre = name.split("_")
            row = {"hospital": hospital, "centre": centre, "built": value}
            found.append({key: item for key, item in row.items() if item is not None})
        return {"rows": found}

    def test_all_must_say_yes(self) -> None:
        table = self.rows(h1_c1=True, h1_c2=False, h2_c1=True, h2_c2=True)
        (found,) = of(run(ALL, [table], CENTRES), "PL-T5")
        assert (found.where.pointer, found.where.label) == ("/rows/1/built", "第2行 · 是否建成")
        assert "现为“否”" in said(found)
        assert 'It is "no"' in said(found, "en")

    def test_every_pair_has_to_be_there(self) -> None:
        table = self.rows(h1_c1=True, h1_c2=True, h2_c1=True)
        (found,) = of(run(ALL, [table], CENTRES), "PL-T5")
        assert found.verdict == "undecided"
        assert "示例中心医院 · 示例卒中中心" in said(found)
        table["rows"].append({"hospital": "h2", "centre": "c2", "built": True})
        report = run(ALL, [table], CENTRES)
        assert of(report, "PL-T5") == []
        assert [said(note) for note in report.notes] == ["T5 示例中心全部建成：全部达到"]

    def test_a_no_is_told_although_somebody_is_missing(self) -> None:
        assert outcome(run(ALL, [self.rows(h1_c1=False)], CENTRES), "PL-T5") == "error"

    def test_a_double_row_is_named_by_its_number(self) -> None:
        table = self.rows(h1_c1=True, h1_c2=True, h2_c1=True, h2_c2=True)
        table["rows"].append(dict(table["rows"][0]))
        (found,) = of(run(ALL, [table], CENTRES), "member-twice")
        assert "在 a.json 第 1 行已填报过" in said(found)
        assert "in a.json row 1;" in said(found, "en")

    def test_tables_handed_in_apart_are_judged_together(self) -> None:
        one, other = self.rows(h1_c1=True, h1_c2=True), self.rows(h2_c1=True, h2_c2=True)
        assert of(run(ALL, [one, other], CENTRES), "PL-T5") == []


class TestAlone:
    """What every entry has to reach by itself."""

    def test_everybody_is_judged_and_a_computed_value_counts(self) -> None:
        reports = [
            {"basic": {}, "safety": {"checked": checked, "entrances": 4}} for checked in (3, 4)
        ]
        (found,) = of(run(SAFETY, reports), "PL-T1")
        assert (found.where.file, found.where.pointer) == ("a.json", "/safety/coverage")
        assert found.found == "75"
        assert "现为 75 %，应不低于 100 %" in said(found)
        assert "It is 75 %" in said(found, "en")

    @pytest.mark.parametrize(
        ("numbers", "verdict", "differs"),
        [
            ({"checked": 190, "entrances": 200, "coverage": 100}, "error", True),
            ({"checked": 20, "entrances": 20, "coverage": 95}, "pass", True),
            ({"checked": 1999, "entrances": 2000, "coverage": 100}, "error", False),
            ({"checked": 20, "entrances": 20, "coverage": 100}, "pass", False),
            ({"checked": 0, "entrances": 0, "coverage": 100}, "undecided", False),
            ({"checked": 5, "entrances": 0, "coverage": 100}, "undecided", False),
            ({"checked": 5, "coverage": 100}, "pass", False),
            ({"coverage": 99.9}, "error", False),
            ({"checked": None, "entrances": 20, "coverage": 100}, "pass", False),
        ],
    )
    def test_the_numbers_are_judged_and_not_the_percentage_typed_beside_them(
        self, numbers: dict[str, Any], verdict: str, *, differs: bool
    ) -> None:
        given = {key: value for key, value in numbers.items() if value is not None}
        report = run(SAFETY, [{"basic": {}, "safety": given}])
        assert outcome(report, "PL-T1") == verdict
        assert bool(of(report, "computed")) is differs

    def test_what_is_shown_is_the_value_that_was_judged(self) -> None:
        report = run(
            SAFETY, [{"basic": {}, "safety": {"checked": 190, "entrances": 200, "coverage": 100}}]
        )
        (found,) = of(report, "PL-T1")
        assert found.found == "95"
        assert "现为 95 %" in said(found)
        (differing,) = of(report, "computed")
        assert (differing.found, differing.args["computed"]) == ("100", "95")

    def test_a_value_that_is_not_given_cannot_be_told(self) -> None:
        (found,) = of(run(SAFETY, [{"basic": {}, "safety": {"checked": 3}}]), "PL-T1")
        assert (found.verdict, found.where.pointer) == ("undecided", "/safety/coverage")

    def test_named_members_have_to_be_there(self) -> None:
        notice = only(target("T1", members={"hospital": "units"}))
        data = annual("h1", 3)
        data["safety"] = {"coverage": 99}
        found = of(run(notice, [data]), "PL-T1")
        assert [item.verdict for item in found] == ["fail", "undecided"]


class TestReached:
    """The notes on what was reached."""

    def test_what_is_reached_is_noted_with_its_value(self) -> None:
        report = run(PLAN, [annual("h1", 3, beds=60), annual("h2", 5, beds=60)])
        assert [(note.rule, note.severity) for note in report.notes] == [
            ("PL-T3", "info"),
            ("PL-T6", "info"),
        ]
        assert said(report.notes[0]) == "T3 示例级别平均达到4级：平均 4 级，达到（不低于 4 级）"
        assert "the mean is 4, reached" in said(report.notes[0], "en")
        assert report.verdict == "review"  # nothing is said of safety

    def test_what_each_reaches_by_itself_is_noted_once_and_only_when_all_do(self) -> None:
        each = only(target("T3", aggregate="each", at_least=4.0))
        report = run(each, [annual("h1", 4), annual("h2", 5)])
        (note,) = report.notes
        assert said(note) == "T3 示例级别平均达到4级：2 处都达到（不低于 4 级）"
        assert "in all 2 places" in said(note, "en")
        for others in (3, None):
            missed = run(each, [annual("h1", 4), annual("h2", others)])
            assert not missed.notes
            assert of(missed, note.rule)

    @pytest.mark.parametrize(
        ("language", "words"), [("zh-CN", "达到的目标"), ("en", "Targets reached")]
    )
    def test_the_report_for_people_lists_them_apart(self, language: str, words: str) -> None:
        out = io.StringIO()
        console = Console(file=out, width=200)
        print_report(run(PLAN, [annual("h1", 3), annual("h2", 5)]), console, language)
        _, listed = out.getvalue().split(words)
        assert listed.splitlines()[1].lstrip(" 「").startswith("T3 示例级别平均达到4级")
        assert "请核对" not in out.getvalue()

    def test_hidden_values_stay_hidden(self) -> None:
        form = PLAN.form("annual")
        basic, reached, safety = form.sections
        levels = tuple(dataclasses.replace(node, sensitive=True) for node in reached.children)
        hidden = dataclasses.replace(
            form, sections=(basic, dataclasses.replace(reached, children=levels), safety)
        )
        notice = only(target("T3"), forms=(hidden,))
        for levels_said in ((3, 4), (7, 7)):
            pairs = zip(("h1", "h2"), levels_said, strict=True)
            report = run(notice, [annual(*pair) for pair in pairs])
            for found in (*report.findings, *report.notes):
                words = said(found) + said(found, "en") + str(found.found)
                assert "3.5" not in words
                assert "7" not in words
                assert "***" in words


LEVELS = st.lists(st.integers(0, 8), min_size=2, max_size=2)


class TestLaws:
    """What holds of every set of reports."""

    @given(levels=LEVELS, extra=st.lists(st.integers(0, 8), max_size=2))
    @settings(max_examples=60, deadline=None)
    def test_the_order_of_the_files_changes_no_verdict(
        self, levels: list[int], extra: list[int]
    ) -> None:
        reports = [annual(f"h{1 + number % 2}", level) for number, level in enumerate(levels)]
        reports += [annual("h2", level) for level in extra]
        outcomes = {
            outcome(run(MEAN, order), "PL-T3")
            for order in itertools.islice(itertools.permutations(reports), 6)
        }
        assert len(outcomes) == 1

    @given(
        numbers=st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=8),
        bound=st.decimals(0, 100, places=2),
    )
    @settings(max_examples=100, deadline=None)
    def test_a_mean_is_decided_as_on_paper(self, numbers: list[Any], bound: Any) -> None:
        mean = target("T3", role="coverage", members={}, where=None, at_least=float(bound))
        reports = [{"basic": {}, "safety": {"coverage": float(number)}} for number in numbers]
        wanted = sum(map(Fraction, numbers)) / len(numbers) >= Fraction(bound)
        assert (outcome(run(only(mean), reports), "PL-T3") == "pass") is wanted

    @given(value=st.fractions(-1000, 1000), bound=st.fractions(-1000, 1000))
    def test_a_number_is_never_shown_as_the_bound_that_it_misses(
        self, value: Fraction, bound: Fraction
    ) -> None:
        text = number_words(value, bound)
        assert abs(Fraction(text) - value) <= Fraction(1, 200)
        if abs(value - bound) > Fraction(1, 10**9):
            assert Fraction(text) != bound or value == bound

    @given(st.floats(allow_nan=False, allow_infinity=False))
    def test_a_double_is_the_number_that_was_written(self, value: float) -> None:
        assert exact(value) == Fraction(repr(value))

    def test_no_number_is_none(self) -> None:
        assert exact(float("inf")) is None

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("700000", 700000),
            ("1,400,000", 1400000),
            ("１２．５", Fraction(25, 2)),
            (" 3 ", 3),
            ("14,00", None),
            ("约3万", None),
            ("", None),
            ("9" * 41, None),
        ],
    )
    def test_numbers_in_lists(self, text: str, number: Any) -> None:
        assert read(text) == number

    @pytest.mark.parametrize(
        ("value", "whole"), [("1/2", 1), ("-1/2", 0), ("3/2", 2), ("149/100", 1)]
    )
    def test_halves_go_up(self, value: str, whole: int) -> None:
        assert nearest(Fraction(value)) == whole

    @pytest.mark.parametrize("engine", ["fast", "reference"])
    def test_both_engines_say_the_same(self, engine: Any) -> None:
        reports = [annual("h1", 3), annual("h2", "x"), annual("h1", 4)]
        assert run(PLAN, reports, engine=engine) == run(PLAN, reports)


class TestPolicy:
    """What the check of the policy folder says of targets."""

    def test_a_target_passes_in_an_example_that_reaches_it(self, tmp_path: Path) -> None:
        folder = tmp_path / "schemas" / "plan-2024"
        for name in ("annual-valid", "annual-incomplete", "centres-valid"):
            shutil.copytree(FOLDER / "examples" / name, folder / "examples" / name)

        def never_passing() -> set[str]:
            outcome = run_examples(folder, lambda _: [PLAN], inputs.read)
            found = uncovered(PLAN, outcome)
            never = [item.args["rule"] for item in found if item.message.endswith("never-passes")]
            return {item.id for item in PLAN.targets if item.id in never}

        assert never_passing() == set()
        shutil.rmtree(folder / "examples" / "annual-valid")
        assert never_passing() == {"PL-T2", "PL-T3", "PL-T4", "PL-T6"}

    def test_the_invented_plan_is_sound(self) -> None:
        assert list(check_expressions([PLAN])) == []

    def test_a_mark_belongs_to_one_target(self) -> None:
        targets = (target("T3"), dataclasses.replace(target("T4"), mark="T3"))
        (problem,) = check_expressions([dataclasses.replace(PLAN, targets=targets)])
        assert (problem.message, problem.pointer) == ("target-mark-twice", "/targets/1/mark")

    @pytest.mark.parametrize(
        ("mark", "values", "message", "words"),
        [
            ("T3", {"where": "role.year =="}, "expression-wrong", "PL-T3"),
            ("T3", {"where": "counts.all > 1.0"}, "expression-wrong", "counts"),
            ("T3", {"role": "hospital"}, "target-role-kind", "number, integer"),
            ("T3", {"aggregate": "all"}, "target-role-kind", "boolean"),
            ("T5", {"where": "app.rows == []"}, "expression-wrong", "app"),
            ("T3", {"where": "role.yaer == 2022.0"}, "role-nowhere", "yaer"),
            ("T3", {"at_most": 0.0}, "target-bounds", "0"),
            ("T3", {"message": Wording(zh="缺{x1}", en="{x1}")}, "hole-unknown", "x1"),
        ],
    )
    def test_mistakes_are_named(
        self, mark: str, values: Mapping[str, Any], message: str, words: str
    ) -> None:
        (problem,) = check_expressions([only(target(mark, **values))])
        assert problem.message == message
        assert problem.pointer.startswith("/targets/0")
        for language in messages.LANGUAGES:
            assert words in messages.say(problem.message, problem.args, language)
