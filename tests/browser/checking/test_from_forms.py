"""A form on its site opens any medium by the site's engine; one that was sent alone says how."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.visiting import DESK, settled
from fuzzing import corpus
from support.programs import PAGE_PATIENCE

from shenbao.app.packages.package import PackageRequest, package
from shenbao.app.policy_source import Policy
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.html.write import html_form
from shenbao.media.word.write.document import word_form
from shenbao.policy.compiled.load import load_notice
from shenbao.policy.loaded import notice_folders

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

Open = Callable[[str], "Page"]


@pytest.fixture
def visit(browser: Browser, site: Path, policy: Path) -> Iterator[Open]:
    """Open a form of the site by its short name; its scripts make no mistake, nothing is asked."""
    notices = [load_notice(folder) for folder in notice_folders(policy)]
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    context.set_default_timeout(PAGE_PATIENCE)
    mistakes: list[str] = []
    requests: list[str] = []

    def opened(ref: str) -> Page:
        notice = next(item for item in notices if item.id == ref.partition("/")[0])
        home = next(item for item in notice.homes if item.ref == ref)
        made = html_form(notice, home, notices=notices)
        target = site / made.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.content)
        page = context.new_page()
        page.on("request", lambda asked: requests.append(asked.url))
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda said: mistakes.append(said.text))
        page.goto(target.as_uri())
        return page

    yield opened
    context.close()
    assert mistakes == []
    assert [url for url in requests if not url.startswith(("file:", "blob:"))] == []


def told(page: Page, words: str) -> Locator:
    """Wait until the page says something."""
    found = page.locator("#notice").get_by_text(words)
    found.first.wait_for()
    return found


def test_word_excel_and_the_edition_before_are_opened(
    visit: Open, policy: Path, tmp_path: Path
) -> None:
    """From a folder: the engine is loaded once; what was carried and what not is told."""
    old, new = (load_notice(policy / "schemas" / f"keji-{year}") for year in (2025, 2026))
    example = policy / "schemas" / old.id / "examples" / "research-valid" / "application.json"
    data = json.loads(example.read_text("utf-8"))
    del data["$schema"]
    word = tmp_path / "去年的申请书.docx"
    word.write_bytes(word_form(old, old.form("research"), data).content)
    page = visit("keji-2026/research")
    picker = page.locator("#file-picker")
    picker.set_input_files(word)
    told(page, "已打开文件“去年的申请书.docx”")
    assert "keji-2025/research → keji-2026/research" in page.locator("#notice").inner_text()
    settled(page)
    assert page.locator('[data-node="/leader/dept"] input').first.input_value() == "心内科"
    sheet = tmp_path / "今年.xlsx"
    data["leader"]["dept"] = "呼吸科"
    del data["leader"]["department"]
    sheet.write_bytes(excel_form(new, new.form("research"), data).content)
    picker.set_input_files(sheet)
    page.get_by_role("button", name="打开并替换").click()
    told(page, "已打开文件“今年.xlsx”")
    settled(page)
    assert page.locator('[data-node="/leader/dept"] input').first.input_value() == "呼吸科"
    picker.set_input_files(
        [
            {
                "name": "旧.doc",
                "mimeType": "",
                "buffer": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            }
        ]
    )
    told(page, "文件“旧.doc”没有打开：")
    assert "file.doc" not in page.locator("#notice").inner_text()


def test_a_table_makes_the_package_of_the_command(
    visit: Open, policy: Path, tmp_path: Path
) -> None:
    """Of a table with errors none is made."""
    example = policy / "schemas" / "plan-2024" / "examples" / "centres-valid" / "centres.csv"
    page = visit("plan-2024/centres")
    page.get_by_role("button", name="报送包").click()
    told(page, "没有做报送包：表里还没有填写")
    wrong = example.parent.parent / "centres-invalid" / "centres.csv"
    page.locator("#file-picker").set_input_files(wrong)
    told(page, "已打开文件")
    settled(page)
    page.get_by_role("button", name="报送包").click()
    told(page, "没有做报送包：有错误")
    page.locator("#file-picker").set_input_files(example)
    page.get_by_role("button", name="打开并替换").click()
    told(page, "已打开文件")
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="报送包").click()
    taken = tmp_path / "taken.zip"
    waiting.value.save_as(taken)
    made = tmp_path / "made.zip"
    request = PackageRequest(tables=("plan-2024/centres",), files=(example,), output=made)
    package(request, Policy(root=policy))
    assert taken.read_bytes() == made.read_bytes()


def test_a_form_that_was_sent_alone_says_which_page_reads_word(
    visit: Open, site: Path, tmp_path: Path
) -> None:
    page = visit("shenkang-2024/p1")
    alone = tmp_path / "申请书.html"
    shutil.copyfile(site / "notices" / "shenkang-2024" / "forms" / "p1.html", alone)
    page.goto(alone.as_uri())
    word = next(item for item in corpus.seeds("word") if item.name.endswith("-p1"))
    page.locator("#file-picker").set_input_files(
        [{"name": "填好.docx", "mimeType": "", "buffer": word.raw}]
    )
    told(page, "在网站上打开本表")
    assert page.locator("iframe").count() == 0
