"""Every mistake of the table is told once, in Chinese, at its place, with a remedy."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from audit.mistakes import CLAUSES, FORM, LIST, MISTAKES, NOTICE, SHORT, Mistake
from audit.test_check import DEMO, with_source
from rich.console import Console

from shenbao.app.notices.check import CheckRequest, check
from shenbao.core.errors import Problem
from shenbao.reports.policy import problems as report

YIYAO = DEMO.parent / "notices" / "yiyao"
_PROSE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")
_REMEDY = re.compile("处理：|允许：|改写：")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy folder with the invented notice and its source."""
    folder = tmp_path_factory.mktemp("mistakes")
    shutil.copytree(DEMO / "schemas" / "demo-2024", folder / "schemas" / "demo-2024")
    with_source(folder, "原文")
    notice = folder / "schemas" / "demo-2024" / NOTICE
    own = (DEMO / "schemas" / "demo-2024" / NOTICE).read_text(encoding="utf-8")
    digest = re.compile(r'(?<="sha256": ")\w+')
    (new,) = digest.findall(notice.read_text(encoding="utf-8"))
    notice.write_text(digest.sub(new, own), encoding="utf-8")
    check(CheckRequest(root=folder, update=True))
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return shutil.copytree(sound, tmp_path / "policy")


def damaged(folder: Path, mistake: Mistake, notice: str = "demo-2024") -> None:
    """Make the mistake."""
    file = folder / "schemas" / notice / mistake.file
    if mistake.new is None:
        file.unlink()
        return
    text = file.read_text(encoding="utf-8")
    assert mistake.old is None or mistake.old in text
    made = mistake.new if mistake.old is None else text.replace(mistake.old, mistake.new, 1)
    file.write_text(made, encoding="utf-8")


def found(folder: Path) -> list[Problem]:
    """Return what ``check`` tells; that packages are out of date follows from any change."""
    problems = check(CheckRequest(root=folder)).problems
    return [problem for problem in problems if not problem.message.endswith("-stale")]


def test_the_notice_itself_is_sound(folder: Path) -> None:
    assert check(CheckRequest(root=folder)).problems == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda item: f"{item.kind}: {item.told}")
def test_a_mistake_is_told_once_with_place_and_remedy(folder: Path, mistake: Mistake) -> None:
    damaged(folder, mistake)
    told_well(found(folder), mistake, "demo-2024")


@pytest.mark.parametrize("mistake", SHORT, ids=lambda item: item.kind)
def test_a_mistake_in_a_notice_in_short_is_told_once(tmp_path: Path, mistake: Mistake) -> None:
    shutil.copytree(YIYAO / "schemas", tmp_path / "schemas")
    damaged(tmp_path, mistake, "yiyao-2025")
    told_well(found(tmp_path), mistake, "yiyao-2025")


def told_well(problems: Sequence[Problem], mistake: Mistake, notice: str) -> None:
    """Assert that nothing else is told, in Chinese, with the place and a remedy."""
    assert [problem.message for problem in problems] == [mistake.told]
    (problem,) = problems
    assert problem.file == f"schemas/{notice}/{mistake.file}"
    said = problem.text("zh-CN")
    assert [word for word in mistake.says if word not in said] == []
    assert _REMEDY.search(said)
    assert not _PROSE.search(said.replace(str(problem.args.get("expression")), ""))
    whole = mistake.old is None or "缺少" in said
    assert whole or problem.pointer or problem.line or re.search(r"第 \d+ 行", said)
    assert problem.text("en") != said


@pytest.mark.parametrize(
    ("outcome", "told", "says"),
    [
        ({"DM-P-01": "error"}, "example-never-fails", "DM-P-01"),
        ({"DM-P-03": "review"}, "example-case-never-fails", "程度是 review"),
    ],
)
def test_a_case_that_no_example_fails_is_told(
    folder: Path, outcome: dict[str, str], told: str, says: str
) -> None:
    file = folder / "schemas" / "demo-2024" / "examples" / "vectors" / "rules.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["vectors"] = [item for item in document["vectors"] if item["rules"] != outcome]
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    (problem,) = found(folder)
    assert (problem.file, problem.message) == ("schemas/demo-2024/examples", told)
    assert says in problem.text("zh-CN")
    assert "处理：加一个" in problem.text("zh-CN")


@pytest.mark.parametrize("file", [NOTICE, CLAUSES])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_file_in_another_encoding_is_told(folder: Path, file: str, encoding: str) -> None:
    changed = folder / "schemas" / "demo-2024" / file
    changed.write_bytes(changed.read_text(encoding="utf-8").encode(encoding))
    (problem,) = found(folder)
    assert (problem.file, problem.message) == (
        f"schemas/demo-2024/{file}",
        "policy-file-not-utf8",
    )
    assert "用 UTF-8 编码另存" in problem.text("zh-CN")


def test_a_list_as_chinese_office_programs_save_it_is_read(folder: Path) -> None:
    changed = folder / "schemas" / "demo-2024" / LIST
    changed.write_bytes(changed.read_text(encoding="utf-8").encode("gb18030"))
    assert check(CheckRequest(root=folder)).problems == ()


AGE = "date('2024-04-30')"
PARAM = (
    '"params": [{"id": "limit", "title": {"zh-CN": "年龄上限", "en": "Age limit"}, "value": 40, '
    '"x-source": ["c-age"]}, {"id": "born", "title": {"zh-CN": "生日", "en": "Born"}, '
    '"value": "1984-06-01", "x-source": ["c-age"]}],\n  "deadlines"'
)
REMINDERS = [
    Mistake("day of the notice", FORM, AGE, AGE, "literal-of-notice", ("notice.deadlines.apply",)),
    Mistake(
        "day of another year", FORM, AGE, "date('2023-04-30')", "literal-other-year",
        ("2023-04-30", "2024-04-30", "notice.deadlines.apply"),
    ),
    Mistake("form that asks nothing", FORM, AGE, AGE, "form-asks-nothing", ("x-ask",)),
    Mistake(
        "clause that nothing uses", CLAUSES, "{#c-receive",
        '{#c-idle number="三" lines="11"}\n多余。\n\n{#c-receive', "clause-idle", ("c-idle", "三"),
    ),
    Mistake(
        "misspelt free role", FORM, '"x-role": "leader"', '"x-role": "leadr"', "role-like",
        ("leadr", "相近的有：leader"),
    ),
    Mistake(
        "source rule on a customary field", FORM,
        '"x-basis": "source", "x-source": ["c-age"], "x-example": "1990-01-01"',
        '"x-basis": "customary", "x-example": "1990-01-01"', "field-customary", ("DM-P-03",),
    ),
]  # fmt: skip


@pytest.mark.parametrize("mistake", REMINDERS, ids=lambda item: item.kind)
def test_what_is_worth_a_look_is_told_beside_the_problems(folder: Path, mistake: Mistake) -> None:
    damaged(folder, mistake)
    told = check(CheckRequest(root=folder)).reminders
    found = [item for item in told if item.message == mistake.told]
    assert found
    said = found[0].text("zh-CN")
    assert found[0].line or mistake.told == "form-asks-nothing"
    assert [word for word in mistake.says if word not in said] == []
    assert "处理：" in said
    assert "Remedy: " in found[0].text("en")


@pytest.mark.parametrize(("use", "told"), [("context", None), ("reader", "clause-use")])
def test_a_clause_that_is_kept_for_readers_says_so(
    folder: Path, use: str, told: str | None
) -> None:
    clause = f'{{#c-idle number="三" lines="11" use="{use}"}}\n多余。\n\n{{#c-receive'
    damaged(folder, Mistake("", CLAUSES, "{#c-receive", clause, ""))
    result = check(CheckRequest(root=folder))
    assert [problem.message for problem in result.problems] == ([told] if told else [])
    assert "clause-idle" not in {item.message for item in result.reminders}
    assert all(word in item.text("zh-CN") for item in result.problems for word in (use, "context"))


def test_a_day_or_number_that_a_parameter_says_is_worth_a_look(folder: Path) -> None:
    damaged(folder, Mistake("", NOTICE, '"deadlines"', PARAM, ""))
    damaged(folder, Mistake("", FORM, "超过年龄上限", "超过{param.limit}岁（{param.born}）", ""))
    told = check(CheckRequest(root=folder)).reminders
    found = [item for item in told if item.message == "literal-of-param"]
    assert {item.args["found"] for item in found} == {"40", "1984-06-01"}
    said = " ".join(item.text("zh-CN") for item in found)
    assert "改写 param.limit" in said
    assert "改写 param.born" in said


def test_a_form_that_asks_and_a_rule_that_names_the_day_leave_nothing_to_look_at(
    folder: Path,
) -> None:
    damaged(folder, Mistake("", FORM, AGE, "date(notice.deadlines.apply)", ""))
    damaged(
        folder,
        Mistake("", FORM, '"title": "出生日期"', '"title": "出生日期", "x-ask": "哪天？"', ""),
    )
    assert check(CheckRequest(root=folder)).reminders == ()


def test_reminders_stand_behind_the_problems_in_text_and_json(folder: Path) -> None:
    result = check(CheckRequest(root=folder))
    told = json.loads(
        report.to_json(result.problems, result.checked, "zh-CN", reminders=result.reminders)
    )
    assert told["problems"] == []
    assert {item["id"] for item in told["reminders"]} == {"form-asks-nothing", "literal-of-notice"}
    console = Console(width=100, file=io.StringIO())
    report.print_problems((), result.checked, console, "zh-CN", reminders=result.reminders)
    shown = console.file.getvalue()
    assert "另有 2 处请看一眼" in shown
    assert shown.rstrip().endswith("未发现问题")
