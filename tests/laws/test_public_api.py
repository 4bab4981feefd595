"""What a program may rely on: the names of ``import shenbao``, their examples, their answers."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import shenbao
from shenbao import api, cli
from shenbao.app.report import TableReport
from shenbao.core import messages
from shenbao.tabular.results import LISTED

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "schemas" / "shenkang-2024" / "examples"
PAGE = ROOT / "docs" / "reference" / "python.md"
NOTICES = sorted(file.parent for file in (ROOT / "schemas").glob("*/notice.json"))
FUNCTIONS = [
    "accept_candidates", "accept_examples", "build_site", "compare", "compare_schemas", "convert",
    "explain", "export_workbook", "fill", "import_workbook", "load_notices", "migrate",
    "new_notice", "package", "propose_examples", "publish", "read", "try_rule", "validate",
    "validate_table",
]  # fmt: skip


def python(code: str) -> str:
    """Run a program of its own; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
    )
    return done.stdout.strip()


def test_importing_the_package_loads_nothing_else() -> None:
    """The name costs what reading one small file costs; a part is loaded when it is used."""
    loaded = "import sys; old = set(sys.modules); import shenbao; print(set(sys.modules) - old)"
    assert python(loaded) == "{'shenbao'}"


def test_a_table_alone_loads_no_policy_and_no_printing() -> None:
    code = (
        "import sys, shenbao\n"
        "shenbao.validate_table([['id'], [1]], {'fields': [{'name': 'id'}]})\n"
        "print(sorted({'typer', 'rich', 'cel_expr_python', 'lxml', 'pikepdf', 'xlsxwriter',"
        " 'shenbao.policy.load.folder', 'shenbao.validation.run', 'shenbao.tabular.parallel',"
        " 'shenbao.tabular.read.workbooks'} & set(sys.modules)))"
    )
    assert python(code) == "[]"


def test_a_notice_that_was_compiled_needs_nothing_that_reads_and_checks_folders(
    tmp_path: Path,
) -> None:
    place = ROOT / "schemas" / "wenzhou-2023"
    code = (
        "import os, sys\n"
        f"os.environ['SHENBAO_CACHE'] = {str(tmp_path)!r}\n"
        "from pathlib import Path\n"
        "from shenbao.policy.compiled.load import load_notice\n"
        f"load_notice(Path({str(place)!r}))\n"
        "print('shenbao.policy.load.folder' in sys.modules)"
    )
    assert [python(code), python(code)] == ["True", "False"]


def test_every_public_name_is_there_and_is_the_one_that_types_say() -> None:
    listed = {name for names in shenbao._HOMES.values() for name in names}
    assert sorted(listed) == sorted(shenbao.__all__) == dir(shenbao)
    typed = re.search(
        r"if TYPE_CHECKING:\n(.*?)\n\n_HOMES", Path(shenbao.__file__).read_text(), re.DOTALL
    )
    assert typed is not None
    scope: dict[str, Any] = {}
    exec("\n".join(line[4:] for line in typed[1].splitlines()), scope)  # noqa: S102 - our own
    for name in shenbao.__all__:
        assert getattr(shenbao, name) is scope[name]


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="validat"):
        _ = shenbao.validat  # type: ignore[attr-defined]


def test_functions_say_what_they_raise_and_show_an_example() -> None:
    for name in FUNCTIONS:
        words = getattr(api, name).__doc__
        assert "Raises" in words
        assert ">>> import shenbao" in words or ">>> import json, shenbao" in words


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What lies on the table of a data engineer: lists, a form, what was handed in, a table."""
    shutil.copytree(EXAMPLES / "lists", tmp_path / "名单")
    handed_in = tmp_path / "交来的"
    handed_in.mkdir()
    for file in (EXAMPLES / "bundle-invalid").glob("p*.json"):
        shutil.copy(file, handed_in)
    shutil.copy(EXAMPLES / "bundle-invalid" / "summary.csv", handed_in / "汇总表.csv")
    form = shenbao.convert(EXAMPLES / "p1-valid" / "application.json", "docx")
    (tmp_path / "申请书.docx").write_bytes(form.content)
    rows = [f"{number},3.5" for number in range(200_000)]
    rows[99_999] = "99999,三万"
    table = "\n".join(["id,费用（元）", *rows])
    (tmp_path / "住院费用.csv").write_text(table, encoding="utf-8")
    schema = {
        "fields": [{"name": "id", "type": "integer"}, {"name": "费用（元）", "type": "number"}],
        "primaryKey": "id",
    }
    (tmp_path / "住院费用.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_function_comes_out_as_written(name: str) -> None:
    (example,) = doctest.DocTestFinder(recurse=False).find(getattr(api, name), name)
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        result = doctest.DocTestRunner().run(example)
    assert result.attempted
    assert not result.failed, told.getvalue()


def blocks() -> Iterator[str]:
    text = PAGE.read_text("utf-8")
    yield from re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def run(code: str, scope: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Run a piece of the page; return what it prints and what the page says that it prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code, scope)  # noqa: S102 - the page is ours
    return said.getvalue().splitlines(), re.findall(r"^# → (.*)$", code, re.MULTILINE)


@pytest.mark.usefixtures("day")
def test_the_day_on_the_page_comes_out_as_written() -> None:
    """One piece after the other, as somebody types them."""
    scope: dict[str, Any] = {}
    pieces = list(blocks())
    assert len(pieces) > 8
    for code in pieces:
        printed, written = run(code, scope)
        assert printed == written, code


def test_the_page_names_every_function() -> None:
    text = PAGE.read_text("utf-8")
    assert all(re.search(rf"^\| .*`{name}`.* \|", text, re.MULTILINE) for name in FUNCTIONS)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_has_a_row_for_each_finding_and_types_of_its_own(library: Any, day: Path) -> None:
    """Missing numbers stay missing: they make no fractions of the others."""
    report = shenbao.validate(day / "交来的", shenbao.load_notices(lists=day / "名单"))
    frame = report.to_frame(library)
    told = json.loads(report.to_json())["findings"]
    assert frame["message"].to_list() == [item["message"] for item in told]
    numbers = json.loads(frame["row"].to_json(orient="values")) if library == "pandas" else None
    assert (numbers or frame["row"].to_list()) == [item["row"] for item in told]
    empty = shenbao.Report(findings=()).to_frame(library)
    assert list(empty.columns) == list(frame.columns)
    assert list(map(str, empty.dtypes)) == list(map(str, frame.dtypes))


def test_without_a_library_for_frames_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shenbao.app.report.find_spec", lambda _: None)
    for made in (shenbao.Report(findings=()), TableReport(name="t", rows=0, counts={}, issues=())):
        for wanted in (None, "pandas", "polars"):
            with pytest.raises(shenbao.ShenbaoError) as caught:
                made.to_frame(wanted)  # type: ignore[arg-type]
            for language in messages.LANGUAGES:
                assert f"pip install {wanted or 'pandas'}" in caught.value.text(language)


def test_what_cannot_be_done_is_one_kind_of_error(tmp_path: Path) -> None:
    """Every refusal is a ShenbaoError with a text in both languages."""
    assert issubclass(shenbao.PolicyError, shenbao.ShenbaoError)
    for refused in (
        lambda: shenbao.load_notices(tmp_path),
        lambda: shenbao.read(tmp_path / "nowhere.json"),
        lambda: shenbao.validate(tmp_path / "nowhere.json"),
        lambda: shenbao.validate([], schema="shenkang-2024/nothing"),
        lambda: shenbao.validate_table(b"id", tmp_path / "nowhere.json"),
        lambda: shenbao.fill("shenkang-2024/nothing"),
        lambda: shenbao.fill("shenkang-2024/p1", medium="csv"),
        lambda: shenbao.convert(tmp_path / "nowhere.json", "docx"),
        lambda: shenbao.package("shenkang-2024/p1"),
        lambda: shenbao.explain("nothing-of-the-kind"),
        lambda: shenbao.build_site(tmp_path),
        lambda: shenbao.new_notice("call-2025", tmp_path),
        lambda: shenbao.new_notice("call-2025", tmp_path, source=tmp_path / "nowhere.docx"),
        lambda: shenbao.new_notice("../call", tmp_path, title="通知"),
        lambda: shenbao.accept_candidates("call-2025", tmp_path / "nowhere.csv", tmp_path),
        lambda: shenbao.try_rule("SK-P1-2l"),
        lambda: shenbao.try_rule("SK-P1-21", tmp_path / "nowhere.json"),
        lambda: shenbao.propose_examples("nothing-2024", ROOT),
        lambda: shenbao.accept_examples("shenkang-2024", tmp_path / "nowhere.json", ROOT),
        lambda: shenbao.export_workbook("nothing-2024"),
        lambda: shenbao.import_workbook(tmp_path / "nowhere.xlsx", tmp_path),
    ):
        with pytest.raises(shenbao.ShenbaoError) as caught:
            refused()
        assert caught.value.text("zh-CN") != caught.value.text("en")


def test_an_input_is_never_written_over(day: Path) -> None:
    table = day / "交来的" / "汇总表.xlsx"
    table.write_bytes(shenbao.fill("shenkang-2024/summary", medium="xlsx").content)
    before = table.read_bytes()
    with pytest.raises(shenbao.ShenbaoError, match="汇总表"):
        shenbao.validate(table, annotate=table)
    assert table.read_bytes() == before


def test_a_limit_of_the_two_doors_is_the_same() -> None:
    """A program and the command list as many mistakes of a kind."""
    assert api.validate_table.__kwdefaults__["limit"] == LISTED
    assert api.validate.__kwdefaults__["limit"] == LISTED


def cases(notice: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the examples of a notice with what they ask for."""
    for golden in sorted(notice.glob("examples/*/expected.json")):
        settings = golden.with_name("case.json")
        asked = json.loads(settings.read_text("utf-8")) if settings.is_file() else {}
        yield golden, asked


def shape(findings: list[Any], reach: Any) -> list[dict[str, Any]]:
    """Return findings as a golden has them."""
    return [
        {
            "rule": reach(item, "rule"),
            "severity": reach(item, "severity"),
            "verdict": reach(item, "verdict"),
            "file": Path(reach(item, "file") or "").name,
            "pointer": reach(item, "pointer"),
        }
        for item in findings
    ]


def of_program(item: shenbao.Finding, name: str) -> Any:
    return getattr(item.where if name in {"file", "pointer"} else item, name)


def of_command(item: dict[str, Any], name: str) -> Any:
    return item[name]


@pytest.mark.parametrize("notice", NOTICES, ids=lambda folder: folder.name)
def test_every_example_has_its_golden_report_from_program_and_command(
    notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an example's notice says of it, both say: they are two doors to one room."""
    loaded: dict[bool, tuple[shenbao.Notice, ...]] = {}
    seen = 0
    for golden, asked in cases(notice):
        with_lists, readings = asked.get("lists", False), asked.get("readings", {})
        lists = notice / "examples" / "lists"
        if with_lists not in loaded:
            loaded[with_lists] = shenbao.load_notices(ROOT, lists=lists if with_lists else None)
        own = {"case.json", "expected.json"}
        files = [file for file in sorted(golden.parent.iterdir()) if file.name not in own]
        wanted = json.loads(golden.read_text("utf-8"))
        report = shenbao.validate(files, loaded[with_lists], readings=readings)
        assert report.verdict == wanted["verdict"], golden
        assert shape(list(report.findings), of_program) == wanted["findings"], golden
        words = ["validate", *map(str, files), "--format", "json", "--root", str(ROOT)]
        words += ["--lists", str(lists)] if with_lists else []
        words += [
            word for key, value in readings.items() for word in ("--reading", f"{key}={value}")
        ]
        told = json.loads(command(words, monkeypatch))
        assert told["verdict"] == wanted["verdict"], golden
        assert shape(told["findings"], of_command) == wanted["findings"], golden
        assert json.loads(report.to_json()) == told
        seen += 1
    assert seen > 5


def command(words: list[str], patch: pytest.MonkeyPatch) -> str:
    """Return what a command prints."""
    said = io.StringIO()
    patch.setattr(sys, "argv", ["shenbao", *words])
    with contextlib.redirect_stdout(said), pytest.raises(SystemExit):
        cli.main()
    return said.getvalue()
