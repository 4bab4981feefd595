"""The summary table from applications: every row, every column, and what is said of the rest."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from support.generated import generate
from typer.testing import CliRunner, Result

from shenbao.app.forms import fill
from shenbao.cli import app
from shenbao.core.errors import ShenbaoError
from shenbao.core.submission import Submission
from shenbao.media.inputs.summary_rows import Tabulated, summarised, tabulate, takes_rows
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Notice, Table
from shenbao.validation import validate

ROOT = Path(__file__).resolve().parents[2]
NOTICES = load_notices(ROOT)
SHENKANG = next(item for item in NOTICES if item.id == "shenkang-2024")
WENZHOU = next(item for item in NOTICES if item.id == "wenzhou-2023")
SUMMARY = SHENKANG.table("summary")


def application(case: str, notice: str = "shenkang-2024", file: str = "") -> Submission:
    """Return the application of an example case, under the name of its case."""
    path = ROOT / "schemas" / notice / "examples" / case / (file or "application.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    return Submission(file=f"{case}.json", schema=data.pop("$schema"), data=data)


ALL = [
    application(f"{name}-valid") for name in ("p4", "p1", "p3-seed", "p2", "p3-general", "p3-key")
]


def made(*sources: Submission, table: Table = SUMMARY) -> Tabulated:
    return tabulate(NOTICES, table, sources)


def changed(source: Submission, file: str, **basic: Any) -> Submission:
    data = copy.deepcopy(source.data)
    data["basic"].update(basic)
    return Submission(file=file, schema=source.schema, data=data)


def test_every_application_is_one_row_in_the_order_of_the_tracks() -> None:
    found = made(*ALL)
    assert [row["track"] for row in found.rows] == [
        "p1", "p2", "p3-key", "p3-general", "p3-seed", "p4",
    ]  # fmt: skip
    assert [row["no"] for row in found.rows] == [1, 2, 3, 4, 5, 6]
    assert (found.unused, found.left, found.twins) == ((), (), ())
    for source in ALL:
        said = source.data
        row = next(row for row in found.rows if row["title"] == said["basic"]["project_title"])
        assert row["lead_unit"] == said["unit"]["lead_unit"]
        assert row["leader"] == said["leader"]["name"]
        assert row["funding"] == said["basic"]["funding"]


def test_the_table_agrees_with_its_applications_by_the_rules_of_the_notice() -> None:
    """What the toolkit fills in must pass what the toolkit checks: structure, rules, SK-R-04."""
    table = Submission(file="汇总表.json", schema=SUMMARY.ref, data=made(*ALL).data)
    report = validate(NOTICES, (*ALL, table))
    own = [item for item in report.findings if item.where.file == "汇总表.json"]
    assert [(item.rule, item.where.pointer) for item in own if item.verdict == "fail"] == []
    assert not [item for item in report.findings if item.rule == "SK-R-04"]


def test_texts_take_labels_topics_their_numbers_and_several_units_one_text() -> None:
    rows = {row["track"]: row for row in made(*ALL).rows}
    assert rows["p1"]["topic"] == "1"
    assert rows["p4"]["topic"] == SHENKANG.code_list("specialties").label(
        application("p4-valid").data["basic"]["specialty"]
    )
    units = [row["unit"] for row in application("p1-valid").data["partners"]]
    assert rows["p1"]["partners"] == "、".join(units)
    assert "co_leader" not in rows["p1"]


def test_topics_and_titles_are_sorted_as_numbers() -> None:
    p1 = application("p3-general-valid")
    sources = [changed(p1, f"{topic}.json", topic=topic, project_title=f"第{topic}") for topic in
               ("10", "9", "1")]  # fmt: skip
    assert [row["topic"] for row in made(*sources).rows] == ["1", "9", "10"]


def test_what_nobody_said_is_named() -> None:
    found = made(*ALL)
    gaps = {gap.title: gap for gap in found.gaps}
    assert gaps["联系人"].whole
    assert not gaps["联系人"].required
    data = copy.deepcopy(ALL[1].data)
    del data["leader"]["name"]
    lacking = made(ALL[0], Submission(file="缺.json", schema=ALL[1].schema, data=data))
    gap = next(gap for gap in lacking.gaps if gap.title == "项目负责人")
    # Only custom asks for it, and an empty one is but reminded of.
    assert (gap.required, gap.rows, gap.whole) == (False, (1,), False)
    assert "项目内容" in found.rest
    assert "基本信息" not in found.rest


def test_the_same_application_in_two_files_is_one_row() -> None:
    again = Submission(file="p1.docx", schema=ALL[1].schema, data=copy.deepcopy(ALL[1].data))
    found = made(ALL[1], again)
    assert len(found.rows) == 1
    assert [(item.file, item.reason) for item in found.unused] == [("p1.docx", "fill-same")]


def test_two_drafts_of_one_application_are_told_as_twins() -> None:
    found = made(ALL[1], changed(ALL[1], "改.json", funding=33))
    assert len(found.rows) == 2
    assert [(item.rows, item.titles) for item in found.twins] == [
        ((1, 2), ("牵头单位", "项目名称"))
    ]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (application("intake-valid", file="intake.json"), "fill-no-application"),
        (application("city-valid", "wenzhou-2023"), "fill-other-notice"),
        (Submission(file="x.json", data={"basic": {}}), "fill-unknown-form"),
        (Submission(file="x.csv", data={"rows": []}, schema=SUMMARY.ref), "fill-no-rows"),
    ],
)
def test_a_file_that_has_no_row_says_why(source: Submission, reason: str) -> None:
    found = made(ALL[0], source)
    assert len(found.rows) == 1
    assert [item.reason for item in found.unused] == [reason]


def test_tables_of_departments_become_one() -> None:
    one = Submission(file="一部.csv", schema=SUMMARY.ref, data=made(*ALL[:3]).data)
    two = Submission(file="二部.csv", schema=SUMMARY.ref, data=made(*ALL[3:5]).data)
    found = made(one, two, ALL[5])
    assert found.data == made(*ALL).data


def test_an_earlier_table_adds_what_the_applications_do_not_say() -> None:
    """The table of last week lies in the folder, with the contact filled in by hand."""
    old = copy.deepcopy(made(*ALL).data)
    old["rows"][0].update(contact="王示例", funding=1)
    table = Submission(file="汇总表.xlsx", schema=SUMMARY.ref, data=old)
    for sources in ((*ALL, table), (table, *ALL)):
        found = made(*sources)
        assert len(found.rows) == len(ALL)
        assert found.twins == ()
        assert found.rows[0]["contact"] == "王示例"
        assert found.rows[0]["funding"] == ALL[1].data["basic"]["funding"]
        assert [(item.title, item.reason, item.pointer) for item in found.left] == [
            ("申请经费", "fill-application-counts", "/rows/0/funding")
        ]


def test_a_value_that_does_not_fit_is_left_and_named() -> None:
    source = changed(ALL[1], "长.json", topic="专" * 41, funding="很多")
    found = made(source)
    assert {(item.title, item.reason) for item in found.left} == {
        ("专题", "fill-too-long"),
        ("申请经费", "fill-other-kind"),
    }
    assert "funding" not in found.rows[0]


def test_every_notice_fills_the_tables_that_summarise_its_forms(any_notice: Notice) -> None:
    """Whatever a table says that it summarises gives a row with something in it."""
    for table in any_notice.tables:
        forms = summarised(any_notice, table)
        assert not forms or takes_rows(table), table.ref
        for name in forms:
            data = generate(any_notice, any_notice.form(name), 5, rows="few")
            source = Submission(file="a.json", schema=f"{any_notice.id}/{name}", data=data)
            found = tabulate([any_notice], table, [source])
            assert len(found.rows) == 1, (table.ref, name)
            assert set(found.rows[0]) - {"no"}, (table.ref, name)


def test_wenzhou_lists_take_the_applications_of_their_level_only() -> None:
    city, county = (application(f"{name}-valid", "wenzhou-2023") for name in ("city", "county"))
    for name, wanted in (("city-list", city), ("county-list", county), ("recommendation", city)):
        found = made(city, county, table=WENZHOU.table(name))
        assert [row["hospital"] for row in found.rows] == [wanted.data["hospital"]["name"]]
        assert [item.reason for item in found.unused] == ["fill-no-application"]


# The command


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the research office: applications, and what else lies there."""
    folder = tmp_path / "各科 申报"
    folder.mkdir()
    for source in ALL:
        document = {"$schema": source.schema, **source.data}
        (folder / source.file).write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--root", str(ROOT)])


def test_a_folder_becomes_the_table_in_every_medium(desk: Path) -> None:
    for medium in ("json", "xlsx", "docx", "csv", "html"):
        told = run("form", SUMMARY.ref, "--fill", desk.name, "-o", f"汇总表.{medium}")
        assert told.exit_code == 0, told.output
        assert "已汇总 6 行，来自 6 个文件" in told.output
    files = [f"汇总表.{medium}" for medium in ("json", "xlsx", "docx", "csv", "html")]
    assert run("fingerprint", *files).exit_code == 0


def test_a_table_of_more_rows_than_can_be_read_back_is_not_made(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor are the files behind read: ten thousand rows of each would fill the memory."""
    for rows, read in ((5, 6), (6, 3)):
        monkeypatch.setattr(fill, "MOST_ROWS", rows)
        monkeypatch.setattr(fill, "_MOST_READ", read)
        told = run("form", SUMMARY.ref, "--fill", desk.name, "-o", "汇总表.csv")
        assert isinstance(told.exception, ShenbaoError)
        assert told.exception.message == "cli-fill-too-many-rows"
        assert f"超过 {rows} 行" in told.exception.text("zh-CN")
        assert not Path("汇总表.csv").exists()


def test_files_after_fill_and_what_cannot_be_used_are_told(desk: Path) -> None:
    (desk / "坏.docx").write_bytes(b"x")
    files = [f"{desk.name}/p1-valid.json", f"{desk.name}/坏.docx"]
    told = run("form", SUMMARY.ref, "--fill", *files, "-o", "汇总表.csv")
    assert told.exit_code == 1
    assert "坏.docx：" in told.output
    assert "已汇总 1 行" in told.output
    rows = Path("汇总表.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--fill", "空.csv", "-o", "x.csv"], "cli-fill-nothing"),
        (["空.csv", "-o", "x.csv"], "cli-form-only-with-fill"),
    ],
)
def test_nothing_is_written_where_nothing_can_be_made(
    desk: Path, words: list[str], message: str
) -> None:
    assert run("form", SUMMARY.ref, "-o", "空.csv").exit_code == 0
    told = run("form", SUMMARY.ref, *words)
    assert isinstance(told.exception, ShenbaoError)
    assert told.exception.message == message
    assert told.exception.text("en")
    assert not (desk.parent / "x.csv").exists()


def test_a_form_is_no_csv(desk: Path) -> None:
    told = run("form", "shenkang-2024/p1", "-o", "x.csv")
    assert isinstance(told.exception, ShenbaoError)
    assert told.exception.message == "cli-form-no-csv"
    assert not (desk.parent / "x.csv").exists()
