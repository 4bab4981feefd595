"""One mistake is one finding: what looks at a wrong value rests until it is corrected."""

from __future__ import annotations

import copy
import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from shenbao.core.findings import Finding
from shenbao.core.submission import Submission
from shenbao.media import inputs
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Field, ListRow, Notice
from shenbao.policy.names import resolve
from shenbao.validation import validate
from shenbao.validation.form_index import FormIndex, instances

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas"
PLAN = load_notice(Path(__file__).parents[1] / "notices" / "schemas" / "plan-2024")
CASES = sorted(
    folder for folder in SCHEMAS.glob("*/examples/*-valid") if (folder / "expected.json").is_file()
)

_OF_THE_CASE = ("case.json", "expected.json")
_WRONG: Mapping[str, Any] = {
    "enum": lambda _: "没有这个代码",
    "minimum": lambda node: node.schema["minimum"] - 1,
    "maximum": lambda node: node.schema["maximum"] + 1,
    "format": lambda _: "某年某月某日",
}


def found(notice: Notice, *handed_in: Submission) -> list[Finding]:
    """Return the findings on what is handed in."""
    return list(validate([notice], handed_in).findings)


def told(findings: list[Finding]) -> Counter[tuple[str, str, str]]:
    """Return the findings as rule, place and verdict."""
    return Counter((item.rule, item.where.pointer, item.verdict) for item in findings)


def changed(submission: Submission, path: tuple[str | int, ...], value: Any) -> Submission:
    """Return the submission with another value at a place."""
    data = copy.deepcopy(submission.data)
    around = data
    for step in path[:-1]:
        around = around[step]
    around[path[-1]] = value
    return Submission(file=submission.file, schema=submission.schema, data=data)


def mistakes(home: FormIndex, data: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield a place of each field of choices, limits and dates, with a value that cannot be."""
    for pattern, node in home.nodes.items():
        place = next(instances(data, pattern), None)
        for keyword, wrong in _WRONG.items():
            if place is not None and keyword in node.schema and not _of_the_policy(node, keyword):
                yield place[0], wrong(node)


def _of_the_policy(node: Field, keyword: str) -> bool:
    """Say whether the policy sets the limit: what is beyond it is a value all the same."""
    limit = keyword in ("minimum", "maximum")
    return limit and any(keyword in rule.keywords for rule in node.rules)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parts[-3]}-{case.name}")
def test_a_wrong_value_in_a_right_example_is_told_once(case: Path) -> None:
    """A code of no list, a number beyond its limits or no date: one finding, at that place."""
    settings = case / "case.json"
    with_lists = settings.is_file() and json.loads(settings.read_text("utf-8")).get("lists", False)
    lists = case.parent / "lists" if with_lists else None
    notice = load_notice(SCHEMAS / case.parts[-3], lists=lists)
    files = [file for file in sorted(case.iterdir()) if file.name not in _OF_THE_CASE]
    for submission in inputs.read(files, [notice]):
        source = resolve([notice], submission.schema or "")
        assert source is not None
        before = told(found(notice, submission))
        for path, value in mistakes(FormIndex(source), submission.data):
            after = told(found(notice, changed(submission, path, value)))
            assert sum((after - before).values()) == 1, (path, value, after - before)


def example(notice: str, case: str) -> tuple[Notice, Submission]:
    """Return a notice and what an example of it hands in."""
    loaded = load_notice(SCHEMAS / notice)
    folder = SCHEMAS / notice / "examples" / case
    files = [file for file in sorted(folder.iterdir()) if file.name not in _OF_THE_CASE]
    return loaded, next(iter(inputs.read(files, [loaded])))


def test_a_grade_that_is_none_is_not_too_low_as_well() -> None:
    """WZ-10 compares grades; of one that stands in no list it says nothing."""
    notice, submission = example("wenzhou-2023", "county-valid")
    rules = {item.rule for item in found(notice, changed(submission, ("hospital", "grade"), "无"))}
    assert "shape.enum" in rules
    assert "WZ-10" not in rules


def test_a_kind_of_support_that_is_none_is_not_a_lack_of_support_as_well() -> None:
    """MD-39 looks for one relation among all; of one that cannot be read it says nothing."""
    notice, submission = example("mudan-2022", "plan-valid")
    first = ("support", "relations")
    only = changed(submission, first, submission.data["support"]["relations"][:1])
    assert told(found(notice, only)) == told(found(notice, submission))
    for key in ("kind", "level"):
        rules = {item.rule for item in found(notice, changed(only, (*first, 0, key), "无"))}
        assert "shape.enum" in rules
        assert "MD-39" not in rules


def test_a_wrong_code_in_one_row_leaves_the_rules_on_other_rows() -> None:
    """A row that may belong to a set hides what the set lacks; another set is judged."""
    notice, submission = example("wenzhou-2023", "monitoring-valid")
    row = {**submission.data["rows"][0], "as_of": "2023-12-31"}
    rows = [{**row, "hospital": f"示例医院{number}", "item": "9"} for number in (1, 2, 2)]
    rows[2] = {**rows[2], "item": "没有这个代码", "as_of": "2024-06-30"}
    table = changed(submission, ("rows",), rows)
    single = [item.where.pointer for item in found(notice, table) if item.rule == "WZ-45"]
    assert single == ["/rows/0/as_of"]


def centres(**wrong: str) -> list[Finding]:
    """Return the findings on the table of centres, its last row with a wrong value."""
    rows = [
        {"hospital": hospital.code, "centre": centre.code, "built": True}
        for hospital in listed("units")
        for centre in listed("centres")
    ]
    rows[-1] = {**rows[-1], **wrong}
    return found(PLAN, Submission(file="a.json", schema="plan-2024/centres", data={"rows": rows}))


def listed(name: str) -> tuple[ListRow, ...]:
    """Return the rows of a code list of the invented plan."""
    return next(item.rows for item in PLAN.lists if item.name == name)


@pytest.mark.parametrize("column", ["hospital", "centre"])
def test_a_row_with_a_wrong_code_is_not_missed_as_well(column: str) -> None:
    """Neither the fixed rows nor the target miss the row whose code is wrong."""
    assert [item.rule for item in centres(**{column: "无"})] == ["shape.enum"]


def annual(hospital: str, *, year: int, level: float = 4.0) -> Submission:
    """Return a yearly report on a level."""
    data = {"basic": {"hospital": hospital, "year": year}, "reached": {"level": level, "beds": 60}}
    return Submission(file=f"{hospital}.json", schema="plan-2024/annual", data=data)


def test_targets_wait_for_a_value_that_cannot_be() -> None:
    """Neither a mean without it is told, nor that its hospital is missing, nor that all is well."""
    first, second = (row.code for row in listed("units"))
    for wrong in (annual(second, year=1900), annual(second, year=2025, level=-1.0)):
        report = validate([PLAN], [annual(first, year=2025, level=3.0), wrong])
        assert [item.rule for item in report.findings if item.rule != "PL-T1"] == ["shape.minimum"]
        assert [note.rule for note in report.notes if note.rule == "PL-T3"] == []


def test_a_target_that_all_have_answered_is_judged_whatever_else_is_wrong() -> None:
    """A further report, of a year that cannot be, takes nothing from those that are complete."""
    first, second = (row.code for row in listed("units"))
    reports = [annual(first, year=2025, level=3.0), annual(second, year=2025, level=3.0)]
    wrong = replace(annual(second, year=1900), file="wrong.json")
    rules = {item.rule for item in validate([PLAN], [*reports, wrong]).findings}
    assert rules - {"PL-T1"} == {"PL-T3", "shape.minimum"}


def test_a_share_waits_for_a_row_that_cannot_be_counted() -> None:
    """A row whose area is none of the choices is counted neither way."""
    row = {"title": "示例项目", "county": "e1", "area": "urban", "year": 2024}
    rows = [{**row, "no": number, "title": f"示例项目{number}"} for number in (1, 2, 3)]
    rows[0] = {**rows[0], "area": "suburban"}
    rows[1] = {**rows[1], "area": "无"}
    table = Submission(file="a.json", schema="plan-2024/projects", data={"rows": rows})
    assert "PL-Q2" not in {item.rule for item in found(PLAN, table)}


def test_what_follows_from_a_wrong_number_is_not_judged() -> None:
    """A rate that comes of a negative count is neither compared with last year nor missed."""
    year = {"numerator": 40, "denominator": 80}
    row = {"hospital": "h1", "level": "三级", "code": "K1"}
    rows = [{**row, "year_1": year, "year_2": {**year, "numerator": -1}}]
    table = Submission(file="a.json", schema="plan-2024/indicators", data={"rows": rows})
    rules = [item.rule for item in found(PLAN, table)]
    assert "PL-R4" not in rules
    assert "shape.minimum" in rules


def test_a_value_wrong_in_two_ways_is_told_in_the_words_of_the_policy() -> None:
    """A mode that is no choice, where the policy fixes one, is the breach of the policy."""
    notice, submission = example("shenkang-2024", "p4-valid")
    place = ("basic", "mode")
    before = told(found(notice, submission))
    after = told(found(notice, changed(submission, place, "无")))
    assert list((after - before).elements()) == [("SK-P4-09", "/basic/mode", "fail")]


def test_a_day_that_cannot_be_read_is_not_called_the_wrong_day() -> None:
    """A fixed day in another way of writing may be the right one: only its form is told."""
    notice, submission = example("shenkang-2024", "p1-valid")
    before = told(found(notice, submission))
    after = told(found(notice, changed(submission, ("basic", "period_end"), "2027年5月31日")))
    assert list((after - before).elements()) == [("shape.format", "/basic/period_end", "fail")]


def test_a_mistake_hides_no_other() -> None:
    """What fails whatever the wrong value should have been is told beside it."""
    notice = load_notice(SCHEMAS / "shenkang-2024")
    folder = SCHEMAS / "shenkang-2024" / "examples" / "p1-valid"
    data = json.loads((folder / "application.json").read_text(encoding="utf-8"))
    data["basic"]["topic"] = "三"
    data["partners"] = data["partners"][:1]
    rules = {
        item.rule
        for item in found(notice, Submission(file="a", schema="shenkang-2024/p1", data=data))
    }
    assert {"SK-P1-01", "SK-P1-07"} <= rules


@pytest.mark.parametrize("formula", ["=30+30", "#REF!"])
def test_a_formula_without_a_result_is_not_a_missing_answer_as_well(
    formula: str, tmp_path: Path
) -> None:
    """The cell is told where it stands; it is filled in, and nobody is asked to fill it in."""
    notice = load_notice(SCHEMAS / "shenkang-2024")
    (row,) = csv_rows(SCHEMAS / "shenkang-2024/examples/bundle-valid/summary.csv", 1)
    book = Workbook()
    assert book.active is not None
    row["申请经费（万元）"] = formula
    book.active.append(list(row))
    book.active.append([text or None for text in row.values()])
    book.save(tmp_path / "汇总表.xlsx")
    submissions = list(inputs.read([tmp_path / "汇总表.xlsx"], [notice]))
    (item,) = found(notice, *submissions)
    assert item.severity == "error"
    assert (item.rule.split(".")[0], item.where.pointer) == ("document", "/rows/0/funding")


def csv_rows(file: Path, most: int) -> list[dict[str, str]]:
    """Return the first rows of a table."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(islice(csv.DictReader(stream), most))
