"""Packages to hand in: every table, filled with anything, arrives whole and strictly valid."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from jsonschema import Draft7Validator
from support.generated import generate

from shenbao.core.artifacts import write
from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Counts
from shenbao.core.submission import Origin, Submission
from shenbao.media.inputs import read
from shenbao.media.package.hand_in import Filled, completed, filled
from shenbao.media.package.manifest import Facts
from shenbao.media.package.table_schema import published_columns
from shenbao.media.package.write import empty
from shenbao.media.reading.concatenate import join
from shenbao.media.zip import zipped
from shenbao.policy.form_identity import content_of, fingerprint
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice, Table
from shenbao.tabular import check_package
from shenbao.validation.tables.manifest import check_manifest

HERE = Path(__file__).resolve().parents[1]
PROFILE = HERE / "profiles" / "datapackage-2.0.json"
PLAN = HERE / "notices" / "schemas" / "plan-2024"


@pytest.fixture(scope="module")
def plan() -> Notice:
    """The small invented plan: fixed rows, grouped columns, computed values."""
    return load_notice(PLAN)


def rows_of(notice: Notice, table: Table, seed: int) -> list[dict[str, Any]]:
    """Return generated rows that differ in their keys and stand together in their lists."""
    keys = (table.primary_key, *table.unique)
    seen: set[tuple[int, tuple[Any, ...]]] = set()
    kept = []
    for row in generate(notice, table, seed)["rows"]:
        own = {(at, tuple(row.get(name) for name in key)) for at, key in enumerate(keys)}
        if not own & seen:
            seen |= own
            kept.append(row)
    return kept


def facts(rows: int = 1, mark: str = "0000-0000-0000-0000") -> Facts:
    return Facts(rows=rows, fingerprint=mark, verdict="pass", counts=Counts(), structure=0)


def packed(notice: Notice, table: Table, rows: list[Any], folder: Path) -> Filled:
    """Write a whole package of the rows to a folder."""
    package = filled(notice, table, {"rows": rows})
    write(completed(notice, table, package, facts()), folder)
    return package


def submission(rows: list[Any], file: str = "甲.json", **origins: Origin) -> Submission:
    return Submission(file=file, data={"rows": rows}, origins=origins)


def test_any_rows_of_any_table_become_a_valid_package_and_come_back(
    any_notice: Notice, plan: Notice, tmp_path: Path
) -> None:
    """Rare characters, long texts and empty cells: frictionless, profile and manifest agree."""
    profile = Draft7Validator(json.loads(PROFILE.read_text(encoding="utf-8")))
    for notice in (any_notice, plan):
        for table in notice.tables:
            rows = rows_of(notice, table, seed=5)
            assert rows
            folder = tmp_path / table.ref
            package = packed(notice, table, rows, folder)
            assert package.left_out == ()
            descriptor = folder / "datapackage.json"
            report = Package(str(descriptor)).validate()
            assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]
            found = json.loads(descriptor.read_text(encoding="utf-8"))
            assert [error.json_path for error in profile.iter_errors(found)] == []
            assert check_package(folder).valid
            assert check_manifest(folder) == ()
            (back,) = read([folder / f"{table.id}.csv"], (notice,), schema=table.ref)
            assert back.findings == ()
            assert content_of(table, back.data) == content_of(table, {"rows": rows})


LOOSE: dict[str, Callable[[Any], str]] = {
    "date": lambda day: "{}年{}月{}日".format(*(int(part) for part in day.split("-"))),
    "integer": lambda value: str(value).translate({48 + at: 0xFF10 + at for at in range(10)}),
    "number": lambda value: f"{value:,}",
    "boolean": lambda value: "是" if value else "否",
}
"""How people write the values of a type."""


def as_typed(notice: Notice, table: Table, row: dict[str, Any]) -> list[str]:
    """Return a row as somebody would type it: labels for codes, dates in Chinese."""
    texts = []
    for column in published_columns(table):
        value: Any = row
        for step in column.name.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        code_list = next((one for one in notice.lists if one.name == column.field.list_name), None)
        loose = LOOSE.get(column.type)
        if value is None:
            texts.append("")
        elif code_list is not None and "enum" in column.field.schema:
            labels = [one.label for one in code_list.rows]
            label = code_list.label(value)
            texts.append(label if labels.count(label) == 1 else value)
        elif loose is not None and not (column.type == "number" and value < 0):
            texts.append(loose(value))
        else:
            texts.append(str(value))
    return texts


def plain(value: Any) -> Any:
    """Return data whose texts GBK can hold."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return value.encode("gb18030", "replace").decode("gb18030").strip() or "示例"
    return value


def test_what_people_type_becomes_a_strict_package(
    any_notice: Notice, plan: Notice, tmp_path: Path
) -> None:
    """GBK, Chinese headings, labels, full-width digits, 2024年4月30日: canonical and valid."""
    for notice in (any_notice, plan):
        for table in notice.tables:
            rows = [plain(row) for row in rows_of(notice, table, seed=9)][:8]
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow([column.name for column in published_columns(table)])
            writer.writerows(as_typed(notice, table, row) for row in rows)
            file = tmp_path / f"{table.id} 填报.csv"
            file.write_bytes(text.getvalue().encode("gb18030"))
            found = list(read([file], (notice,), schema=table.ref))
            joined = join(notice, table, found)
            assert content_of(table, joined.data) == content_of(table, {"rows": rows})
            folder = tmp_path / table.ref
            packed(notice, table, joined.data["rows"], folder)
            report = Package(str(folder / "datapackage.json")).validate()
            assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]
            data = (folder / f"{table.id}.csv").read_text(encoding="utf-8-sig")
            shown = list(csv.DictReader(io.StringIO(data)))
            assert len(shown) == len(rows)
            for column in published_columns(table):
                if column.type == "date":
                    assert not any("年" in row[column.name] for row in shown)


def test_json_is_read_as_the_cells_of_a_file_are(demo: Notice) -> None:
    table = demo.table("summary")
    topics = demo.code_list("demo_topics").rows
    rows = [{"no": "１", "title": " 示例 ", "topic": topics[0].label, "funding": "1,200"}]
    joined = join(demo, table, [submission(rows)])
    assert joined.data["rows"] == [
        {"no": 1, "title": "示例", "topic": topics[0].code, "funding": 1200}
    ]
    assert {item.rule for item in joined.notes} >= {
        "csv.number-normalised",
        "csv.spaces-removed",
        "csv.code-from-label",
    }
    assert rows[0]["no"] == "１"


def test_rows_of_several_files_keep_their_order_and_their_places(demo: Notice) -> None:
    table = demo.table("summary")
    first = Submission(
        file="甲.csv",
        data={"rows": [{"no": 1}, {"no": 2}]},
        origins={"/rows/1": Origin(row=3), "/rows/1/no": Origin(row=3, column="序号")},
    )
    joined = join(demo, table, [first, submission([{"no": 3}], "乙.json")])
    assert [row["no"] for row in joined.data["rows"]] == [1, 2, 3]
    told = joined.where("/rows/1/no")
    assert (told.file, told.row, told.column) == ("甲.csv", 3, "序号")
    assert joined.where("/rows/1/title").row == 3
    assert (joined.where("/rows/2/no").file, joined.where("/rows/2/no").row) == ("乙.json", None)
    assert joined.where("/rows/9").file == "甲.csv + 乙.json"
    assert len(joined.origins) == 3
    assert list(joined.origins) == ["/rows/0", "/rows/1", "/rows/2"]


def test_wrong_values_arrive_as_they_were_given(demo: Notice, tmp_path: Path) -> None:
    table = demo.table("summary")
    rows = [{"no": "无", "title": "=1+1", "funding": "30万元", "topic": ["a"]}]
    package = packed(demo, table, rows, tmp_path)
    text = (tmp_path / "summary.csv").read_text(encoding="utf-8-sig")
    (shown,) = csv.DictReader(io.StringIO(text))
    assert shown == {
        "no": "无",
        "title": "=1+1",
        "lead_unit": "",
        "topic": '["a"]',
        "funding": "30万元",
    }
    assert package.running == ("/rows/0/title",)
    assert not check_package(tmp_path).valid


def test_a_signed_number_is_no_formula(demo: Notice) -> None:
    table = demo.table("summary")
    rows = [{"title": text} for text in ("-5", "+3.5%", "示例=甲", "-", "=1", "＠x", "\t1")]
    assert filled(demo, table, {"rows": rows}).running == (
        "/rows/4/title",
        "/rows/5/title",
        "/rows/6/title",
    )


def test_what_has_no_column_is_told(plan: Notice) -> None:
    """A key that the table does not have, a group that is no group, a row that is no row."""
    table = plan.table("indicators")
    rows = [{"code": "K1", "extra": 1, "year_1": {"rate": 1, "more": 2}}, "x", {"year_1": 3}]
    package = filled(plan, table, {"rows": rows, "note": "y"})
    assert package.left_out == (
        "/note",
        "/rows/0/extra",
        "/rows/0/year_1/more",
        "/rows/1",
        "/rows/2/year_1",
    )
    assert package.rows == 3


def test_a_nul_is_refused_because_no_reader_takes_it(demo: Notice) -> None:
    with pytest.raises(ShenbaoError, match="NUL") as error:
        filled(demo, demo.table("summary"), {"rows": [{"no": 1}, {"title": "a\0b"}]})
    assert error.value.details == {"row": "2", "column": "title"}


def test_line_ends_in_a_cell_survive(demo: Notice, tmp_path: Path) -> None:
    rows = [{"no": 1, "title": "一\n二", "lead_unit": "a\rb", "topic": "t1", "funding": 1}]
    packed(demo, demo.table("summary"), rows, tmp_path)
    (back,) = read([tmp_path / "summary.csv"], (demo,))
    assert back.data["rows"] == rows


def test_a_package_to_hand_in_holds_no_example(demo: Notice, tmp_path: Path) -> None:
    table = demo.table("summary")
    packed(demo, table, [{"no": 1}], tmp_path)
    assert sorted(
        file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()
    ) == [
        "README.en.md",
        "README.md",
        "SHA256SUMS",
        "datapackage.json",
        "lists/demo_topics.csv",
        "manifest.json",
        "summary.csv",
        "summary.schema.json",
    ]
    descriptor = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [item["name"] for item in descriptor["resources"]] == ["summary", "list-demo_topics"]
    for item in descriptor["resources"]:
        content = (tmp_path / item["path"]).read_bytes()
        assert item["bytes"] == len(content)
        assert item["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert descriptor["resources"][0]["schema"]["foreignKeys"]


def test_excel_and_frictionless_both_read_the_table(demo: Notice, tmp_path: Path) -> None:
    """The mark tells Excel that it is UTF-8; frictionless takes none of it into the heading."""
    packed(demo, demo.table("summary"), [{"no": 1, "title": "示例"}], tmp_path)
    raw = (tmp_path / "summary.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfno,title,")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 2
    resource = Package(str(tmp_path / "datapackage.json")).get_resource("summary")
    assert [row.to_dict()["title"] for row in resource.read_rows()] == ["示例"]


def test_a_changed_table_is_seen_by_frictionless_too(demo: Notice, tmp_path: Path) -> None:
    packed(demo, demo.table("summary"), [{"no": 1, "title": "示例"}], tmp_path)
    file = tmp_path / "lists" / "demo_topics.csv"
    file.write_bytes(file.read_bytes().replace(b"t1", b"t9"))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert "hash-count" in {kind for (kind,) in report.flatten(["type"])}
    codes = {item.code for table in check_package(tmp_path).tables for item in table.issues}
    assert "hash-count" in codes


def test_the_published_lists_have_a_hash_and_the_table_to_fill_in_has_none(demo: Notice) -> None:
    """Who fills in a template must not break its package."""
    found = {item.path: item.content for item in empty(demo, demo.table("summary"))}
    resources = json.loads(found["datapackage.json"])["resources"]
    assert [item["name"] for item in resources if "hash" not in item] == ["summary"]


def test_the_readme_says_what_to_hand_in(demo: Notice) -> None:
    """Right, wrong and risky data are told apart; nothing of the data stands in it."""
    table = demo.table("summary")
    right = filled(demo, table, {"rows": [{"no": 1, "title": "秘密名称"}]})
    files = {item.path: item.content for item in completed(demo, table, right, facts(1, "ABCD"))}
    text = files["README.md"].decode()
    assert "交整个文件夹" in text
    assert "`ABCD`" in text
    assert "certutil -hashfile summary.csv SHA256" in text
    assert "可以双击 summary.csv" in text
    assert "还有错误" not in text
    assert "秘密名称" not in text
    wrong = Facts(rows=1, fingerprint="ABCD", verdict="fail", counts=Counts(error=2), structure=2)
    risky = filled(demo, table, {"rows": [{"no": 1, "title": "=1+1"}]})
    files = {item.path: item.content for item in completed(demo, table, risky, wrong)}
    text = files["README.md"].decode()
    assert "还有错误，请改正原来的文件" in text
    assert "有 2 处不符合表结构" in text
    assert "不要双击打开：有 1 个单元格" in text
    assert "Do not double-click it" in files["README.en.md"].decode()


def test_the_manifest_says_which_table_which_edition_and_what_the_check_said(
    demo: Notice,
) -> None:
    table = demo.table("summary")
    data = {"rows": [{"no": 1}]}
    said = facts(1, fingerprint(table, data))
    files = {
        item.path: item.content for item in completed(demo, table, filled(demo, table, data), said)
    }
    manifest = json.loads(files["manifest.json"])
    assert {key: manifest[key] for key in ("notice", "table", "edition", "digest", "rows")} == {
        "notice": demo.id,
        "table": "demo-2024/summary",
        "edition": demo.edition.version,
        "digest": table.digest,
        "rows": 1,
    }
    assert manifest["fingerprint"] == fingerprint(table, data)
    assert manifest["check"]["verdict"] == "pass"
    assert [item["path"] for item in manifest["files"]] == sorted(
        set(files) - {"manifest.json", "SHA256SUMS"}
    )
    lines = files["SHA256SUMS"].decode().splitlines()
    assert [line[66:] for line in lines] == sorted(set(files) - {"SHA256SUMS"})
    for line in lines:
        assert line[:64] == hashlib.sha256(files[line[66:]]).hexdigest()
        assert line[64:66] == "  "


def test_the_same_data_give_the_same_archive(demo: Notice) -> None:
    table = demo.table("summary")
    package = filled(demo, table, {"rows": [{"no": 1}]})
    files = completed(demo, table, package, facts())
    assert zipped(files) == zipped(reversed(files))
