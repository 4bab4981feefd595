"""The fillable form in Chromium, opened from a folder: filled by its labels, as people do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shenbao.checks import validate
from shenbao.outputs.html_form import html_form
from shenbao.policy.model import Field, Form, Notice
from shenbao.submission import Submission

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

VALIDATION_DELAY = 400
DRAFT_DELAY = 1_200


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of this file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


class Visit:
    """A visit with an own profile: what it asked for and what went wrong is remembered."""

    def __init__(self, browser: Browser, folder: Path, width: int = 1366) -> None:
        self.folder = folder
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True
        )
        self.requests: list[str] = []
        self.mistakes: list[str] = []

    def open(self, notice: Notice, form: Form) -> Page:
        """Write the form to a file and open it."""
        artifact = html_form(notice, form)
        file = self.folder / Path(artifact.path).name
        file.write_bytes(artifact.content)
        page = self.context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        page.on("console", lambda said: self.mistakes.append(said.text))
        page.goto(file.as_uri())
        return page

    def save(self, page: Page) -> Any:
        """Press 保存为文件 and return what the file holds."""
        with page.expect_download() as waiting:
            page.get_by_role("button", name="保存为文件").click()
        file = self.folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return json.loads(file.read_text(encoding="utf-8"))

    def load(self, page: Page, data: Any, name: str = "入.json") -> None:
        """Open a file with ``data`` (text is written as it is)."""
        file = self.folder / name
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        file.write_text(text, encoding="utf-8")
        page.locator("#file-picker").set_input_files(file)

    def take(self, page: Page, data: Any) -> None:
        """Open a file of this form and wait until it is taken over."""
        page.locator("#notice").evaluate("notice => notice.replaceChildren()")
        self.load(page, data)
        taken = page.locator("#notice").get_by_text("已打开文件")
        replace = page.get_by_role("button", name="打开并替换")
        taken.or_(replace).first.wait_for()
        if replace.is_visible():
            replace.click()
        taken.wait_for()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A fresh visit; no request left the machine and the page made no mistake."""
    started = Visit(browser, tmp_path)
    yield started
    started.context.close()
    outside = [url for url in started.requests if not url.startswith(("file:", "blob:"))]
    assert outside == []
    assert started.mistakes == []


def fill(page: Page) -> None:
    """Fill the demo form by its labels, with topic ② and two partners."""
    page.get_by_label("②专题乙").check()
    page.get_by_label("项目名称").fill("示例项目")
    page.get_by_label("牵头单位").fill("示例医院甲")
    page.get_by_label("申请经费").fill("１５")
    page.get_by_label("单位名称").fill("示例医院乙")
    page.get_by_role("button", name="添加一行").click()
    page.keyboard.type("示例医院丙")
    page.get_by_label("姓名").fill("𠮷示例")
    page.get_by_label("出生日期").fill("1990年1月2日")
    page.get_by_label("姓名").focus()


FILLED = {
    "$schema": "demo-2024/a",
    "basic": {
        "topic": "2",
        "project_title": "示例项目",
        "lead_unit": "示例医院甲",
        "funding": 15,
    },
    "partners": [{"unit": "示例医院乙"}, {"unit": "示例医院丙"}],
    "youth": {"name": "𠮷示例", "birth_date": "1990-01-02"},
}


def test_fill_save_load_is_identity(visit: Visit, demo: Notice) -> None:
    """What is filled in by labels is what the file holds, and loading it gives it back."""
    page = visit.open(demo, demo.forms[0])
    fill(page)

    saved = visit.save(page)
    again = visit.open(demo, demo.forms[0])
    visit.take(again, saved)

    assert saved == FILLED
    assert again.get_by_label("申请经费").input_value() == "15"
    assert visit.save(again) == saved


def test_conditional_part(visit: Visit, demo: Notice) -> None:
    """A part that does not apply is out of sight and out of the file, and comes back whole."""
    page = visit.open(demo, demo.forms[0])
    partners = page.get_by_role("heading", name="二、合作单位")
    assert not partners.is_visible()
    fill(page)
    assert partners.is_visible()

    page.get_by_label("①专题甲").check()
    partners.wait_for(state="hidden")
    assert "partners" not in visit.save(page)

    page.get_by_label("②专题乙").check()
    partners.wait_for(state="visible")
    assert visit.save(page) == FILLED


def test_check_lists_linked_findings(visit: Visit, demo: Notice) -> None:
    """The summary names place and severity, takes to the field, and the fields describe it."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("②专题乙").check()
    page.get_by_label("申请经费").fill("50")
    page.get_by_label("出生日期").fill("1984-05-01")
    page.get_by_role("button", name="检查").click()

    summary = page.locator("#summary")
    assert page.evaluate("document.activeElement.id") == "summary"
    assert "必须修改" in summary.inner_text()
    assert "申请经费应在10万元至20万元之间" in summary.inner_text()
    assert "专题②至少要有2家合作单位" in summary.inner_text()
    assert "需人工确认（1）" in summary.inner_text()
    summary.get_by_role("link", name="申请经费应在").click()
    funding = page.get_by_label("申请经费")
    assert funding.evaluate("node => node === document.activeElement")
    assert funding.get_attribute("aria-invalid") == "true"
    described = (funding.get_attribute("aria-describedby") or "").split()
    texts = [page.locator(f"#{name}").inner_text() for name in described]
    assert any("10万元至20万元" in text for text in texts)


def test_undecided_is_never_a_pass(visit: Visit, demo: Notice) -> None:
    """A rule over a missing list is shown as 无法判定 with the list's name."""
    page = visit.open(demo, demo.forms[0])
    fill(page)
    page.get_by_role("button", name="检查").click()

    summary = page.locator("#summary")
    assert "检查通过" not in summary.inner_text()
    assert "无法判定（2）" in summary.inner_text()
    assert summary.get_by_text("名单缺失：单位名单").first.is_visible()
    assert "第2行（示例医院丙）" in summary.inner_text()


def test_findings_come_late_and_go(visit: Visit, demo: Notice) -> None:
    """A field is judged some time after it was left, never while it is empty or typed in."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("项目名称").focus()
    funding = page.get_by_label("申请经费")
    funding.fill("三十")
    assert page.locator(".problem").count() == 0
    page.get_by_label("姓名").focus()
    assert page.locator(".problem").count() == 0
    page.wait_for_timeout(VALIDATION_DELAY)
    assert page.locator(".problem").all_inner_texts() == [
        "必须 “申请经费”应为数字，例如 30；不要写单位；现为文字“三十”。处理：按要求改写"
    ]

    funding.fill("12")
    page.get_by_label("姓名").focus()
    page.wait_for_timeout(VALIDATION_DELAY)
    assert page.locator(".problem").count() == 0


def test_rows_by_keyboard(visit: Visit, demo: Notice) -> None:
    """Rows are added, moved, deleted and brought back with the keyboard alone."""
    page = visit.open(demo, demo.forms[0])
    fill(page)
    page.get_by_role("button", name=re.compile("上移.*合作单位.*2")).press("Enter")
    moved = [row["unit"] for row in visit.save(page)["partners"]]
    page.get_by_role("button", name=re.compile("删除.*合作单位.*1")).press("Enter")
    deleted = [row["unit"] for row in visit.save(page)["partners"]]
    page.get_by_role("button", name="撤销").press("Enter")
    restored = [row["unit"] for row in visit.save(page)["partners"]]

    assert moved == ["示例医院丙", "示例医院乙"]
    assert deleted == ["示例医院乙"]
    assert restored == moved


def test_losses_are_told(visit: Visit, demo: Notice) -> None:
    """What a file holds and the form does not take is listed, key and value."""
    page = visit.open(demo, demo.forms[0])
    visit.take(page, {**FILLED, "constructor": {"a": 1}, "basic": {"topic": "9", "funding": None}})

    told = page.locator("#notice").inner_text()
    assert '/constructor：{"a":1}' in told
    assert "基本信息 · 专题 不能填这个值：9" in told
    assert "基本信息 · 申请经费 不能填这个值：null" in told
    assert "“二、合作单位”按现在的选择不适用" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "是空的"),
        ("{", "不是 JSON"),
        ("[1]", "不是一份申请"),
        ("[" * 100_000, "不是 JSON"),
    ],
)
def test_bad_files(visit: Visit, demo: Notice, text: str, words: str) -> None:
    """What is no submission is refused in words, and the form stays as it was."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("项目名称").fill("留着")
    visit.load(page, text)

    page.locator("#notice").get_by_text(words).wait_for()
    assert page.get_by_label("项目名称").input_value() == "留着"


def test_file_of_another_form(visit: Visit, demo: Notice) -> None:
    """A file of another form is explained first and taken over only when asked for."""
    page = visit.open(demo, demo.forms[0])
    visit.load(page, {**FILLED, "$schema": "demo-2024/b"})

    dialog = page.get_by_role("dialog")
    assert "demo-2024/b" in dialog.inner_text()
    dialog.get_by_role("button", name="取消").click()
    assert page.get_by_label("项目名称").input_value() == ""
    visit.load(page, {**FILLED, "$schema": "demo-2024/b"})
    dialog.get_by_role("button", name="读入对得上的内容").click()
    page.locator("#notice").get_by_text("已打开文件").wait_for()
    assert page.get_by_label("项目名称").input_value() == "示例项目"


def test_draft_is_kept_and_offered(visit: Visit, demo: Notice) -> None:
    """A draft survives closing the page, hidden parts included; clearing removes it."""
    page = visit.open(demo, demo.forms[0])
    fill(page)
    page.get_by_label("①专题甲").check()
    page.wait_for_timeout(DRAFT_DELAY)
    assert "已保存草稿" in page.locator("#draft-status").inner_text()
    page.close()

    again = visit.open(demo, demo.forms[0])
    again.get_by_role("button", name="恢复草稿").click()
    again.get_by_label("②专题乙").check()
    assert visit.save(again) == FILLED
    again.get_by_role("button", name="清空").click()
    again.get_by_role("dialog").get_by_role("button", name="清空").click()
    again.locator("#notice").get_by_text("已清空").wait_for()
    assert visit.save(again) == {"$schema": "demo-2024/a", "basic": {}, "youth": {}}
    again.close()

    assert not visit.open(demo, demo.forms[0]).locator("#draft-offer").is_visible()


def test_paper(visit: Visit, demo: Notice) -> None:
    """On paper stand labels and values, without buttons and parts that do not apply."""
    page = visit.open(demo, demo.forms[0])
    fill(page)
    page.get_by_label("①专题甲").check()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    paper = page.locator("body").inner_text()
    assert "示例项目" in paper
    assert "☑ ①专题甲　☐ ②专题乙" in paper
    assert "示例，非官方模板" in paper
    assert "合作单位" not in paper
    assert "保存为文件" not in paper


def test_every_form_is_accessible(
    browser: Browser, tmp_path: Path, notices: tuple[Notice, ...], demo: Notice, root: Path
) -> None:
    """axe finds nothing serious, empty and with findings shown, on a desk and on a phone."""
    axe = root / "site-templates" / "web" / "node_modules" / "axe-core" / "axe.min.js"
    source = axe.read_text(encoding="utf-8")
    for notice in (*notices, demo):
        for form in notice.forms:
            for width in (1366, 390):
                visit = Visit(browser, tmp_path, width)
                page = visit.open(notice, form)
                page.evaluate(source)
                page.get_by_role("button", name="检查").click()
                found = page.evaluate("axe.run().then(result => result.violations)")
                wide = page.evaluate("document.documentElement.scrollWidth")
                visit.context.close()
                assert [item["id"] for item in found] == [], (form.ref, width)
                assert wide <= width, (form.ref, width)


def sample(field: Field) -> Any:
    """Return a value for a node: a fixed one, a choice, or something of its type."""
    if field.kind == "object":
        return {child.key: sample(child) for child in field.children}
    if field.item is not None:
        return [sample(field.item)] * 2
    plain = {"boolean": False, "number": 3, "integer": 3}.get(field.kind, "𠮷示例")
    if field.schema.get("format") == "date":
        plain = "2024-02-29"
    if field.widget == "textarea":
        plain = "示例\n第二行 <b>"
    return field.schema.get("const", field.schema.get("enum", [plain])[-1])


def test_every_form_gives_back_what_it_was_given(
    visit: Visit, notices: tuple[Notice, ...], demo: Notice
) -> None:
    """Every form takes over a full submission; only parts that do not apply stay behind."""
    for notice in (*notices, demo):
        for form in notice.forms:
            data = {section.key: sample(section) for section in form.sections}
            page = visit.open(notice, form)
            visit.take(page, {"$schema": form.ref, **data})
            saved = visit.save(page)

            assert "不能填这个值" not in page.locator("#notice").inner_text(), form.ref
            assert saved.pop("$schema") == form.ref
            conditional = {node.pointer for node in form.fields() if node.when is not None}
            assert list(differences(data, saved, "", conditional)) == [], form.ref
            page.close()


def test_page_and_python_find_the_same(
    visit: Visit, notices: tuple[Notice, ...], demo: Notice, root: Path
) -> None:
    """Of every example and of the empty form the page says what ``validate`` says."""
    for notice in (*notices, demo):
        for form in notice.forms:
            page = visit.open(notice, form)
            for data in ({}, *examples(root, form)):
                visit.take(page, data)
                saved = visit.save(page)
                assert found_by_page(page) == found_by_python(notice, form, saved), form.ref
            page.close()


def examples(root: Path, form: Form) -> Iterator[Any]:
    """Yield the example submissions of a form, those that the page can take over at all."""
    for file in sorted((root / "schemas" / form.notice / "examples").glob("*/*.json")):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if isinstance(data, dict) and data.get("$schema") == form.ref:
            yield data


def found_by_page(page: Page) -> set[tuple[str, str, str]]:
    """Return rule, place and kind of what the check of the page lists."""
    page.get_by_role("button", name="检查").click()
    listed = page.evaluate(
        "[...document.querySelectorAll('#summary li')].map(item => [item.dataset.rule,"
        " item.dataset.pointer, item.closest('.group').classList[1]])"
    )
    return {(rule, pointer, kind) for rule, pointer, kind in listed}


def found_by_python(notice: Notice, form: Form, saved: Any) -> set[tuple[str, str, str]]:
    """Return the same of ``validate``, without the rules across applications."""
    data = {key: value for key, value in saved.items() if key != "$schema"}
    report = validate((notice,), [Submission(file="-", data=data, schema=form.ref)])
    rules = {rule.id for rule in form.all_rules()}
    return {
        (
            finding.rule,
            finding.where.pointer,
            "undecided" if finding.verdict == "undecided" else finding.severity,
        )
        for finding in report.findings
        if finding.rule in rules or finding.rule.startswith("shape.")
    }


def differences(given: Any, saved: Any, pointer: str, allowed: set[str]) -> Iterator[str]:
    """Yield where two values differ, but for parts that may be left out."""
    if isinstance(given, dict) and isinstance(saved, dict):
        for key, value in given.items():
            below = f"{pointer}/{key}"
            if key in saved or below not in allowed:
                yield from differences(value, saved.get(key), below, allowed)
    elif isinstance(given, list) and isinstance(saved, list) and len(given) == len(saved):
        for one, other in zip(given, saved, strict=True):
            yield from differences(one, other, f"{pointer}/*", allowed)
    elif given != saved:
        yield pointer
