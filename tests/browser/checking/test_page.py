"""检查文件 as a clerk and a research office use it: from a folder and over HTTP."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from browser.visiting import DESK, PHONE
from fuzzing import corpus
from playwright.sync_api import expect
from support.accessibility import violations
from support.programs import PAGE_PATIENCE

from shenbao.app.packages.package import PackageRequest, package
from shenbao.app.policy_source import Policy
from shenbao.app.schema_file import schema_file
from shenbao.app.validate import ValidationRequest, validate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

APPLICATIONS = 40
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Checking:
    """A visit to the page."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.folder = folder
        self.context = browser.new_context(
            viewport={"width": DESK, "height": 900}, accept_downloads=True
        )
        self.context.set_default_timeout(PAGE_PATIENCE)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.mistakes: list[str] = []
        self.page.on("request", lambda asked: self.requests.append(asked.url))
        self.page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        self.page.on("console", lambda said: self.mistakes.append(said.text))
        self.page.goto(address)
        self.home = address.rpartition("/")[0]

    def drop(self, *files: tuple[str, bytes]) -> None:
        """Choose files and wait until they are checked."""
        given: Any = [{"name": name, "mimeType": "", "buffer": content} for name, content in files]
        self.page.set_input_files("#choose-files", given)
        self.page.locator("#working").wait_for(state="hidden")

    def supply(self, *files: Path) -> None:
        """Choose lists that are not public."""
        self.page.locator(".settings > summary").click()
        self.page.set_input_files("#choose-lists", files)
        self.page.locator("#lists-taken").get_by_text(f"{len(files)} 份名单").wait_for()

    def drop_made(self, *files: tuple[str, bytes, int | None]) -> None:
        """Drop files; the size that a file says it has may be given."""
        self.page.evaluate(
            """(files) => {
              const items = files.map(([name, text, size]) => {
                const file = new File([text], name);
                if (size !== null) Object.defineProperty(file, "size", { value: size });
                return { kind: "file", webkitGetAsEntry: () => null, getAsFile: () => file };
              });
              const event = new Event("drop", { cancelable: true });
              Object.assign(event, { dataTransfer: { items } });
              document.dispatchEvent(event);
            }""",
            [(name, content.decode(), size) for name, content, size in files],
        )

    def download(self, kind: str) -> bytes:
        """Take a result."""
        with self.page.expect_download() as waiting:
            self.page.locator(f"[data-download={kind}]").click()
        file = self.folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return file.read_bytes()

    def end(self) -> None:
        """Close it; nothing was asked of anybody else, and no script failed."""
        self.context.close()
        assert [url for url in self.requests if not url.startswith((self.home, "blob:"))] == []
        assert self.mistakes == []


@pytest.fixture
def clerk(browser: Browser, site: Path, tmp_path: Path) -> Iterator[Checking]:
    visit = Checking(browser, (site / "check-files.html").as_uri(), tmp_path)
    yield visit
    visit.end()


@pytest.fixture(scope="module")
def _all_day(browser: Browser, site: Path, tmp_path_factory: Any) -> Iterator[Checking]:
    visit = Checking(browser, (site / "check-files.html").as_uri(), tmp_path_factory.mktemp("day"))
    yield visit
    visit.end()


@pytest.fixture
def regular(_all_day: Checking) -> Checking:
    """A clerk at whose page files were checked before: its engine, the dear part, is started."""
    return _all_day


def broken_summary() -> bytes:
    """Return the summary table as a workbook in which thirty rows lack their leader."""
    seed = next(item for item in corpus.seeds("excel") if item.name.endswith("summary"))
    book = openpyxl.load_workbook(io.BytesIO(seed.raw))
    sheet = book["项目申请汇总表"]
    head = next(cell for row in sheet for cell in row if str(cell.value).startswith("项目负责人"))
    first = head.row + 1
    values = [cell.value for cell in sheet[first]]
    for number in range(30):
        for column, value in enumerate(values, start=1):
            sheet.cell(first + number, column).value = value
        sheet.cell(first + number, head.column).value = None
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_clerk_drops_a_broken_workbook_and_takes_the_marked_one(clerk: Checking) -> None:
    """From a folder; what lacks in thirty rows is one cause; what cannot be read is told."""
    page = clerk.page
    assert violations(page) == []
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    clerk.drop(
        ("汇总表.xlsx", broken_summary()),
        ("旧.doc", old),
        ("扫描.pdf", b"%PDF-1.7\n"),
        ("坏.docx", b"PK\x03\x04 no more"),
    )
    assert page.locator("#verdict-title").inner_text() == "不通过"
    cause = page.locator(".cause", has_text="项目负责人").filter(has_text="30 处").first
    assert cause.count() == 1, page.locator("#causes").inner_text()
    cause.locator("summary").click()
    assert cause.locator("tbody tr").count() == 30
    told = page.locator("#causes").inner_text()
    assert "网页不读 PDF" in told
    assert "旧.doc" in told
    assert "坏.docx" in told
    page.locator("#of-file").select_option("扫描.pdf")
    assert page.locator(".cause").count() == 1
    page.locator("#of-file").select_option("")
    marked = openpyxl.load_workbook(io.BytesIO(clerk.download("workbook")))
    assert "汇总表.xlsx" in str([[cell.value for cell in row] for row in marked.worksheets[0]])
    assert b"<html" in clerk.download("html")
    assert json.loads(clerk.download("json"))["verdict"] == "fail"
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def applications(root: Path) -> dict[str, bytes]:
    """Return forty applications of several forms, some as Word and Excel, with the summary."""
    examples = root / "schemas" / "shenkang-2024" / "examples"
    found: dict[str, bytes] = {}
    for number in range(APPLICATIONS - 8):
        form = ("p1", "p2", "p3-seed", "p4")[number % 4]
        data = json.loads((examples / f"{form}-valid" / "application.json").read_text("utf-8"))
        data["basic"]["project_title"] = f"第{number}项（示例）"
        if number % 5 == 0:
            data["basic"]["funding"] = 100_000 + number
        found[f"申报/{number:02d}-{form}.json"] = json.dumps(data, ensure_ascii=False).encode()
    for medium, suffix in (("word", ".docx"), ("excel", ".xlsx")):
        seed = next(item for item in corpus.seeds(medium) if item.name.endswith("-p1"))
        for number in range(4):
            found[f"申报/{medium}-{number}{suffix}"] = seed.raw
    found["申报/汇总表.csv"] = (examples / "bundle-invalid" / "summary.csv").read_bytes()
    return found


def test_a_research_office_drops_a_zip_of_forty_applications(
    browser: Browser,
    served: str,
    root: Path,
    policy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Over HTTP; the findings are those of the command, quotas and reconciliation among them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in applications(root).items():
            package.writestr(path, content)
    monkeypatch.chdir(tmp_path)
    Path("全部.zip").write_bytes(made.getvalue())
    command = validate(ValidationRequest(paths=(Path("全部.zip"),), jobs=1), Policy(root=policy))
    visit = Checking(browser, f"{served}/check-files.html", tmp_path)
    visit.drop(("全部.zip", made.getvalue()))
    assert json.loads(visit.download("json")) == json.loads(command.report.to_json())
    rules = {item.rule for item in command.report.findings}
    assert {"SK-P1-21", "SK-R-04"} <= rules
    sheet = openpyxl.load_workbook(io.BytesIO(visit.download("overview"))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0] == ["文件", "表单", "单位", "负责人", "项目", "申请经费", "结论"]
    assert len(rows) == 1 + APPLICATIONS + 1
    shown = {row[0]: row for row in rows[1:]}
    assert shown["全部.zip/申报/05-p2.json"][4:] == ["第5项（示例）", "100005 万元", "不通过"]
    assert visit.page.locator("#overview-body tr").count() == len(rows) - 1
    visit.end()


def test_a_check_is_cancelled_and_begun_again(clerk: Checking) -> None:
    page = clerk.page
    raw = corpus.seeds("json")[0].raw
    given: Any = {"name": "a.json", "mimeType": "", "buffer": raw}
    page.set_input_files("#choose-files", given)
    page.get_by_role("button", name="取消").click()
    assert page.locator("#told-text").inner_text().startswith("已取消")
    assert page.locator("#results").is_hidden()
    page.get_by_role("button", name="重新检查").click()
    page.locator("#verdict-title").wait_for()
    assert page.locator("#told").is_hidden()


@pytest.mark.long
def test_a_check_is_cancelled_in_the_middle(clerk: Checking, root: Path) -> None:
    """Nothing of it is shown; what is dropped next is checked by itself."""
    files = [(name.rpartition("/")[2], raw) for name, raw in applications(root).items()]
    given: Any = [{"name": name, "mimeType": "", "buffer": raw} for name, raw in files]
    clerk.page.set_input_files("#choose-files", given)
    clerk.page.locator("#state").get_by_text("正在检查：已查").wait_for()
    clerk.page.get_by_role("button", name="取消").click()
    assert clerk.page.locator("#told-text").inner_text().startswith("已取消")
    assert clerk.page.locator("#results").is_hidden()
    clerk.drop(("a.json", corpus.seeds("json")[0].raw))
    assert clerk.page.locator("#verdict").get_by_text("共 1 个文件").count() == 1


def test_a_worker_without_memory_is_told_and_the_next_check_has_another(clerk: Checking) -> None:
    """A check that dies leaves no half of a report."""
    clerk.context.add_init_script(
        """{
          let dead = false;
          globalThis.Worker = class extends Worker {
            postMessage(asked, ...more) {
              if (asked.kind !== "check" || dead) return super.postMessage(asked, ...more);
              dead = true;
              this.onerror(new ErrorEvent("error", { message: "Out of memory" }));
            }
          };
        }"""
    )
    clerk.page.reload()
    clerk.drop(("a.json", corpus.seeds("json")[0].raw))
    told = clerk.page.locator("#told-text").inner_text()
    assert "检查中断，没有结果（Out of memory）" in told
    assert clerk.page.locator("#results").is_hidden()
    clerk.page.get_by_role("button", name="重新检查").click()
    clerk.page.locator("#verdict-title").wait_for()
    assert clerk.page.locator("#told").is_hidden()


def test_a_file_that_is_dropped_twice_is_two_files(regular: Checking) -> None:
    """The second of a name gets another; that they say the same is told as the command tells it."""
    raw = corpus.seeds("json")[0].raw
    regular.drop(("a.json", raw), ("a.json", raw))
    shown = regular.page.locator("#overview-body th").all_inner_texts()
    assert shown == ["a.json", "a (2).json"]
    assert "a (2).json" in regular.page.locator("#causes").inner_text()


def test_a_text_or_a_link_is_no_file(clerk: Checking) -> None:
    clerk.page.evaluate(
        """() => {
          const item = { kind: "string", webkitGetAsEntry: () => null, getAsFile: () => null };
          const event = new Event("drop", { cancelable: true });
          Object.assign(event, { dataTransfer: { items: [item] } });
          document.dispatchEvent(event);
        }"""
    )
    told = clerk.page.locator("#told-text")
    told.get_by_text("文字和链接不能检查").wait_for()


def test_a_folder_is_dropped_on_a_page_from_a_folder(regular: Checking, tmp_path: Path) -> None:
    """Chromium hands over no entries of a folder there; each file of it is checked all the same."""
    folder = tmp_path / "申报材料"
    (folder / "一院").mkdir(parents=True)
    raw = corpus.seeds("json")[0].raw
    for name in ("一院/甲.json", "乙.json"):
        (folder / name).write_bytes(raw)
    (tmp_path / "丙.json").write_bytes(raw)
    data = {"items": [], "files": [str(folder), str(tmp_path / "丙.json")], "dragOperationsMask": 1}
    session = regular.context.new_cdp_session(regular.page)
    for kind in ("dragEnter", "dragOver", "drop"):
        asked = {"type": kind, "x": 200, "y": 200, "data": data}
        session.send("Input.dispatchDragEvent", asked)
    listed = regular.page.locator("#overview-body th")
    expect(listed).to_have_count(3)
    assert regular.page.locator("#refused").is_hidden()
    shown = listed.all_inner_texts()
    assert sorted(shown) == sorted(("丙.json", "申报材料/一院/甲.json", "申报材料/乙.json"))


def test_what_stood_there_is_told_in_words(regular: Checking, root: Path) -> None:
    """As the command tells it: yes and no, and what a code means."""
    example = root / "schemas" / "shenkang-2024" / "examples" / "p1-invalid" / "application.json"
    regular.drop(("申报.json", example.read_bytes()))
    told = regular.page.locator("#causes").inner_text()
    assert "写的是：否" in told
    assert "写的是：中级（intermediate）" in told
    assert "写的是：false" not in told


@pytest.mark.parametrize("several", [pytest.param(False, marks=pytest.mark.long), True])
def test_of_tables_that_pass_the_package_of_the_command_is_taken(
    clerk: Checking,
    root: Path,
    policy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    several: bool,
) -> None:
    examples = root / "tests" / "notices" / "schemas" / "plan-2024" / "examples"
    names = ["projects", "centres"] if several else ["projects"]
    monkeypatch.chdir(tmp_path)
    for name in names:
        content = (examples / f"{name}-valid" / f"{name}.csv").read_bytes()
        Path(f"{name}.csv").write_bytes(content)
    wanted = PackageRequest(
        tables=tuple(f"plan-2024/{name}" for name in names),
        files=tuple(Path(f"{name}.csv") for name in names),
        output=Path("报送.zip"),
    )
    package(wanted, Policy(root=policy, lists=examples / "lists"))
    clerk.supply(*(examples / "lists").iterdir())
    clerk.drop(*((f"{name}.csv", Path(f"{name}.csv").read_bytes()) for name in names))
    assert clerk.download("package") == Path("报送.zip").read_bytes()


def test_of_a_table_with_errors_no_package_is_made(regular: Checking) -> None:
    regular.drop(("汇总表.xlsx", broken_summary()))
    assert regular.page.locator("#take-package").is_hidden()
    assert "还不能做报送包" in regular.page.locator("#package-help").inner_text()
    regular.drop(("a.json", corpus.seeds("json")[0].raw))
    assert regular.page.locator("#package-help").is_hidden()


def test_a_table_is_judged_by_the_schema_dropped_with_it(
    regular: Checking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And by the descriptor of a package beside it; the words are those of the command."""
    monkeypatch.chdir(tmp_path)
    fields = [{"name": "床位", "type": "integer"}, {"name": "日期", "type": "date"}]
    table = "床位,日期\n十二,2024-02-30\n3,2024-02-03\n".encode()
    resource = {"name": "b", "path": "b.csv", "schema": {"fields": fields}}
    described = json.dumps({"name": "p", "resources": [resource]}).encode()
    given = {"s.json": json.dumps({"fields": fields}).encode(), "datapackage.json": described}
    Path("b.csv").write_bytes(table)
    for name, content in given.items():
        Path(name).write_bytes(content)
        asked = (
            ValidationRequest(paths=(Path(name),), jobs=1)
            if name == "datapackage.json"
            else ValidationRequest(paths=(Path("b.csv"),), table_schema=schema_file(name), jobs=1)
        )
        regular.drop((name, content), ("b.csv", table))
        said = regular.page.locator("#verdict").inner_text()
        assert ("按放入的表结构" in said) == (name == "s.json")
        report = validate(asked, Policy()).report
        assert json.loads(regular.download("json")) == json.loads(report.to_json())
        assert len(report.findings) == 2


def test_what_is_left_out_is_named_in_all_that_is_taken(regular: Checking) -> None:
    raw = corpus.seeds("json")[0].raw
    regular.drop_made(("a.json", raw, None), ("大.zip", b"", 60 * 1024 * 1024))
    expect(regular.page.locator("#causes")).to_contain_text("超过 50 MB")
    taken = json.loads(regular.download("json"))
    assert [item["rule"] for item in taken["findings"] if item["file"] == "大.zip"] == [
        "files.too-large"
    ]
    assert taken["verdict"] != "pass"
    assert "大.zip" in regular.download("html").decode()


def test_a_file_that_was_not_read_has_not_passed(clerk: Checking) -> None:
    """A picture among the applications: the page and the workbook say that nobody looked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("a.json", corpus.seeds("json")[0].raw)
        package.writestr("照片.jpg", b"\xff\xd8\xff")
    clerk.drop(("全部.zip", made.getvalue()))
    clerk.page.locator("#verdict-title").wait_for()
    row = clerk.page.locator("#overview-body tr").filter(has_text="照片.jpg")
    assert row.locator(".result").inner_text() == "没有读取"
    assert "核对 1 个文件，另有 1 个没有读取" in clerk.page.locator("#verdict").inner_text()
    sheet = openpyxl.load_workbook(io.BytesIO(clerk.download("overview"))).worksheets[0]
    shown = {row[0].value: row[6].value for row in sheet.iter_rows(min_row=2)}
    assert shown["全部.zip/照片.jpg"] == "没有读取"


def test_what_cannot_be_taken_is_told_at_once(regular: Checking) -> None:
    """Where no file is left there is no verdict, and nothing of the run before is shown."""
    regular.drop(("a.json", corpus.seeds("json")[0].raw))
    regular.page.locator("#verdict-title").wait_for()
    regular.drop_made(("大.zip", b"", 60 * 1024 * 1024))
    regular.page.locator("#told").wait_for()
    assert "大.zip 超过 50 MB" in regular.page.locator("#told-text").inner_text()
    assert regular.page.locator("#results").is_hidden()
