"""A verdict that rests on the reading of an unclear clause says so, also where it passes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from shenbao.core import messages
from shenbao.core.findings import Followed, Report
from shenbao.core.submission import Submission
from shenbao.media.inputs import read
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Notice
from shenbao.reports import html_report, json_report, text
from shenbao.reports.workbook import annotated
from shenbao.validation import validate

ROOT = Path(__file__).parents[2]
I13 = Followed(
    notice="shenkang-2024",
    id="I13",
    question="申报限额只计牵头申报，还是参与申报也计算在内？",
    option="leads",
    text="只计牵头申报的项目",
    default=True,
    rules=("SK-P1-17",),
    files=("甲.json", "乙.json"),
)


def application(name: str, lead: str, partner: str) -> Submission:
    """An application to topic ① in which one hospital leads and another takes part."""
    source = ROOT / "schemas" / "shenkang-2024" / "examples" / "p1-valid" / "application.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    schema = data.pop("$schema")
    data["basic"]["project_title"] += name
    data["unit"]["lead_unit"] = data["leader"]["unit"] = lead
    data["partners"][0]["unit"] = partner
    return Submission(file=name, data=data, schema=schema)


def test_a_hospital_that_leads_one_and_takes_part_in_another_passes_by_a_reading(
    notices: tuple[Notice, ...],
) -> None:
    both = [
        application("甲.json", "示例医院甲", "示例医院乙"),
        application("乙.json", "示例医院乙", "示例医院甲"),
    ]
    report = validate(notices, both)
    assert "SK-P1-17" not in {item.rule for item in report.findings}
    (found,) = (item for item in report.readings if item.id == "I13")
    assert found == I13
    other = validate(notices, both, readings={"I13": "all"})
    told = [item for item in other.findings if item.rule == "SK-P1-17"]
    # Each is told of the hospital that stands there, not of the one that leads.
    assert {(item.where.file, item.where.pointer, item.found) for item in told} >= {
        ("甲.json", "/partners/0/unit", "示例医院乙"),
        ("乙.json", "/partners/0/unit", "示例医院甲"),
    }
    (found,) = (item for item in other.readings if item.id == "I13")
    assert (found.option, found.default) == ("all", False)


def test_whether_those_who_take_part_count_is_said_only_where_somebody_takes_part(
    notices: tuple[Notice, ...],
) -> None:
    """Programme 3 has no partners: its limits do not rest on how partners are counted."""
    source = ROOT / "schemas/shenkang-2024/examples/p3-general-valid"
    (single,) = [file for file in source.iterdir() if file.name[:4] not in {"case", "expe"}]
    data = json.loads(single.read_text(encoding="utf-8"))
    schema = data.pop("$schema")
    report = validate(notices, [Submission(file="甲.json", data=data, schema=schema)])
    assert {"I12", "I12b"} <= {item.id for item in report.readings}
    assert "I13" not in {item.id for item in report.readings}
    three = [Submission(file=f"{name}.json", data=data, schema=schema) for name in "甲乙丙"]
    told = [item for item in validate(notices, three).findings if item.rule == "SK-P3-25"]
    assert told
    assert all("I13" not in dict(item.readings) for item in told)


def test_a_reading_is_called_by_its_number(notices: tuple[Notice, ...]) -> None:
    """Its id stands in Chinese sentences: a number, and a letter where a number has several."""
    named = [reading.id for notice in notices for reading in notice.readings]
    assert [name for name in named if not re.fullmatch(r"[A-Z]\d+[a-z]?", name)] == []


def test_a_rule_that_is_not_meant_rests_on_nothing(notices: tuple[Notice, ...]) -> None:
    report = validate(notices, [application("甲.json", "示例医院甲", "示例医院乙")])
    assert "I88" not in {item.id for item in report.readings}


def examples(notice: str) -> Iterator[Report]:
    """Yield what comes of every example of a notice, with the invented lists where it has them."""
    place = ROOT / "schemas" / notice / "examples"
    lists = place / "lists"
    loaded = load_notices(ROOT, lists=lists if lists.is_dir() else None)
    for case in sorted(place.iterdir()):
        if case.is_dir() and case.name not in {"lists", "vectors"}:
            files = [file for file in case.iterdir() if file.name[:4] not in {"case", "expe"}]
            yield validate(loaded, list(read(files, loaded, beside=(notice,))))


def test_every_rule_quota_and_target_says_by_which_reading_it_was_judged(
    notices: tuple[Notice, ...],
) -> None:
    for notice in notices:
        sources: tuple[Any, ...] = (
            *(rule for _, rule in notice.rules()),
            *notice.quotas,
            *notice.targets,
        )
        declared = {(item.id, name) for item in sources for name in item.readings}
        told: set[tuple[str, str]] = set()
        for report in examples(notice.id) if declared else ():
            followed = {(rule, item.id) for item in report.readings for rule in item.rules}
            for finding in report.findings:
                told_here = {(finding.rule, name) for name, _ in finding.readings}
                assert told_here <= followed | {(finding.rule, "")}
            told |= followed
        assert told >= declared, notice.id


# --- every report says it --------------------------------------------------------------------

PASSED = Report(findings=(), files=I13.files, readings=(I13,))


def printed(report: Report, language: str) -> str:
    stream = io.StringIO()
    text.print_report(report, Console(file=stream, width=200), language)
    return stream.getvalue()


def in_workbook(report: Report, language: str) -> str:
    book = openpyxl.load_workbook(io.BytesIO(annotated(report, [], language)))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("render", [printed, html_report.report_page, in_workbook])
def test_every_report_names_the_reading_though_nothing_is_wrong(render: Any, language: str) -> None:
    said = render(PASSED, language)
    for part in ("I13", "申报限额只计牵头申报，还是参与申报也计算在内", I13.text, "SK-P1-17"):
        assert part in said
    assert messages.say("report-readings", None, language) in said
    assert messages.say("report-readings", None, language) not in render(
        Report(findings=(), files=I13.files), language
    )


def test_the_report_for_programs_has_it_as_data(root: Path) -> None:
    made = json.loads(json_report.report_json(PASSED, "zh-CN"))
    schema = json.loads((root / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(made)
    (item,) = made["readings"]
    assert (item["id"], item["option"], item["default"]) == ("I13", "leads", True)
    assert item["files"] == list(I13.files)
