"""The check in the page against ``validate``: both find the same, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from browser.visiting import Visit
from support.effort import share

from shenbao.core.submission import Submission
from shenbao.media.inputs.readers import read
from shenbao.policy.model import FormOrTable, Notice
from shenbao.validation import validate
from shenbao.validation.bundle.targets import TWICE, UNKNOWN
from shenbao.validation.submission.keys import PRIMARY, UNIQUE

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_targets_that_one_form_can_miss_are_found(visit: Visit, plan: Notice) -> None:
    """Each, the lowest and all are judged; a year that is not said is told, and nothing more."""
    page = visit.open(plan, plan.form("annual"))
    data = {
        "basic": {"hospital": "h1", "year": 2024},
        "reached": {"level": 2},
        "safety": {"checked": 2, "entrances": 3},
    }
    visit.take(page, {"$schema": "plan-2024/annual", **data})
    assert found_by_page(page) == {
        ("PL-T1", "/safety/coverage", "error"),
        ("PL-T2", "/reached/level", "error"),
    }
    summary = page.locator("#summary").inner_text()
    assert "安检覆盖率应达到100%。现为 66.67 %，应不低于 100 %。时限：2024年底前" in summary
    assert "依据：一、3" in summary
    data["basic"] = {"hospital": "h1"}
    visit.take(page, {"$schema": "plan-2024/annual", **data})
    assert found_by_page(page) == {
        ("PL-T1", "/safety/coverage", "error"),
        ("shape.required", "/basic/year", "error"),
    }


def test_page_and_python_find_the_same(visit: Visit, every_notice: Notice, root: Path) -> None:
    """Of every example and of the empty form or table the page says what ``validate`` says."""
    notice = every_notice
    for home in share(notice.homes, 3):
        page = visit.open(notice, home)
        for data in ({}, *share(examples(root, notice, home), 3)):
            visit.take(page, data)
            saved = visit.save(page)
            found = judged_alone(notice, home, found_by_page(page))
            expected = judged_alone(notice, home, found_by_python(notice, home, saved))
            assert found == expected, home.ref
        page.close()


def examples(root: Path, notice: Notice, home: FormOrTable) -> Iterator[Any]:
    """Yield the example submissions of a form or table that hold data of its shape."""
    for parts in ("schemas", "tests/notices/schemas"):
        for file in sorted((root / parts / notice.id / "examples").glob("*/*.*")):
            named = file.suffix == ".csv" and file.stem == home.id
            if file.suffix != ".json" and not named:
                continue
            for submission in read([file], [notice], schema=home.ref if named else None):
                if submission.schema == home.ref and isinstance(submission.data, dict):
                    yield {"$schema": home.ref, **submission.data}


def found_by_page(page: Page) -> set[tuple[str, str, str]]:
    """Return rule, place and kind of what the check of the page lists."""
    page.get_by_role("button", name="检查").click()
    listed = page.evaluate(
        "[...document.querySelectorAll('#summary li')].map(item => [item.dataset.rule,"
        " item.dataset.pointer, item.closest('.group').classList[1]])"
    )
    return {(rule, pointer, kind) for rule, pointer, kind in listed}


def judged_alone(
    notice: Notice, home: FormOrTable, found: set[tuple[str, str, str]]
) -> set[tuple[str, str, str]]:
    """Leave out targets of which one form cannot tell: others may be needed. A table is whole."""
    targets = set() if home.is_table else {target.id for target in notice.targets}
    return {item for item in found if not (item[0] in targets and item[2] == "undecided")}


def found_by_python(notice: Notice, home: FormOrTable, saved: Any) -> set[tuple[str, str, str]]:
    """Return the same of ``validate``, without what looks beyond one form."""
    data = {key: value for key, value in saved.items() if key != "$schema"}
    report = validate((notice,), [Submission(file="-", data=data, schema=home.ref)])
    rules = {rule.id for rule in home.all_rules()} | {PRIMARY, UNIQUE, TWICE, UNKNOWN}
    alone = ("each", "min", "all")
    rules |= {target.id for target in notice.targets if home.is_table or target.aggregate in alone}
    return {
        (
            finding.rule,
            finding.where.pointer,
            "undecided" if finding.verdict == "undecided" else finding.severity,
        )
        for finding in report.findings
        if finding.rule in rules or finding.rule.startswith("shape.")
    }
