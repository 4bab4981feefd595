"""Data packages: what frictionless and the official profile say of them, and what is in them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Resource, Schema, system
from jsonschema import Draft7Validator, Draft202012Validator

from shenbao.core.artifacts import write
from shenbao.core.errors import ShenbaoError
from shenbao.media.inputs import read
from shenbao.media.package import example_rows
from shenbao.media.package.readme import escape
from shenbao.media.package.table_schema import (
    foreign_keys,
    published_columns,
    table_schema,
    whole_cell_pattern,
)
from shenbao.media.package.write import package, packages
from shenbao.policy.cel.formula_words import formulas
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Field, ForeignKey, ListRow, Notice, RowSource, Table
from shenbao.validation import validate

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent
PROFILE = HERE / "profiles" / "datapackage-2.0.json"


PLAN = HERE / "notices" / "schemas" / "plan-2024"


@pytest.fixture(scope="module")
def plan() -> Notice:
    """The small invented plan: fixed rows, grouped columns, computed values."""
    return load_notice(PLAN)


def summary(notice: Notice) -> Table:
    return notice.table("summary")


def files(notice: Notice, table: Table) -> dict[str, bytes]:
    """Return a package by file name, without its folder."""
    prefix = f"{notice.id}/{table.id}/"
    return {item.path.removeprefix(prefix): item.content for item in package(notice, table)}


def changed(table: Table, key: str, **values: Any) -> Table:
    """Return the table with one column changed."""
    return replace(
        table,
        columns=tuple(
            replace(column, **values) if column.key == key else column for column in table.columns
        ),
    )


def column(table: Table, key: str) -> Field:
    return next(item for item in table.columns if item.key == key)


def test_frictionless_accepts_every_package(
    any_notice: Notice, plan: Notice, tmp_path: Path
) -> None:
    write(packages([any_notice, plan]), tmp_path)
    descriptors = sorted(tmp_path.rglob("datapackage.json"))
    assert len(descriptors) == len(any_notice.tables) + len(plan.tables)
    for descriptor in descriptors:
        report = Package(str(descriptor)).validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_the_official_profile_accepts_every_package(any_notice: Notice, plan: Notice) -> None:
    validator = Draft7Validator(json.loads(PROFILE.read_text(encoding="utf-8")))
    for notice in (any_notice, plan):
        for table in notice.tables:
            found = json.loads(files(notice, table)["datapackage.json"])
            assert [error.json_path for error in validator.iter_errors(found)] == []


def nested(row: dict[str, Any]) -> dict[str, Any]:
    """Return a flat row as the JSON that it stands for."""
    made: dict[str, Any] = {}
    for name, value in row.items():
        *groups, key = name.split(".")
        holder = made
        for group in groups:
            holder = holder.setdefault(group, {})
        holder[key] = value
    return made


def test_example_rows_satisfy_the_schema_of_the_row(any_notice: Notice, plan: Notice) -> None:
    for notice in (any_notice, plan):
        for table in notice.tables:
            rows = [nested(row) for row in example_rows.invented_rows(notice, table)]
            checker = Draft202012Validator(
                dict(table.schema), format_checker=Draft202012Validator.FORMAT_CHECKER
            )
            assert [error.message for row in rows for error in checker.iter_errors(row)] == []
            assert len(rows) >= 2


def test_shenbao_accepts_the_examples_it_ships(
    any_notice: Notice, plan: Notice, tmp_path: Path
) -> None:
    """An example that our own check refuses, or advises to change, would teach what is wrong."""
    for notice in (any_notice, plan):
        for table in notice.tables:
            file = tmp_path / f"{notice.id}-{table.id}.csv"
            file.write_bytes(files(notice, table)[f"{table.id}-example.csv"])
            read_back = list(read([file], (notice,), schema=table.ref))
            report = validate((notice,), read_back)
            wrong = [
                (finding.rule, finding.where.pointer)
                for finding in report.findings
                if finding.severity != "info" and finding.verdict == "fail"
            ]
            assert wrong == [], table.ref


def test_a_package_shows_the_right_example_of_the_policy(notices: tuple[Notice, ...]) -> None:
    """Rows that are right together, such as figures that fall where the notice asks for it."""
    (notice,) = (item for item in notices if item.id == "songjiang-2024")
    table = notice.table("indicators")
    assert len(table.examples) == len(notice.code_list("indicators").rows)
    text = files(notice, table)["indicators-example.csv"].decode()
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["numerator"] for line in lines[:3]] == ["480", "420", "48"]
    assert all(line["item"] == row["item"] for line, row in zip(lines, table.examples, strict=True))


def test_a_package_holds_table_example_schema_lists_and_readmes(demo: Notice) -> None:
    assert sorted(files(demo, summary(demo))) == [
        "README.en.md",
        "README.md",
        "datapackage.json",
        "lists/demo_topics.csv",
        "summary-example.csv",
        "summary.csv",
        "summary.schema.json",
    ]


def test_the_empty_table_has_only_ascii_keys_and_unix_line_ends(demo: Notice) -> None:
    content = files(demo, summary(demo))["summary.csv"]
    assert content == b"no,title,lead_unit,topic,funding\n"


def test_fixed_rows_are_filled_in_and_the_rest_is_blank(plan: Notice) -> None:
    """Codes and what the list tells stand in the template; who reports, and the data, do not."""
    text = files(plan, plan.table("indicators"))["indicators.csv"].decode()
    first, *others = list(csv.DictReader(io.StringIO(text)))
    assert [first["code"], *(row["code"] for row in others)] == ["K1", "K2", "K3"]
    assert (first["no"], first["name"], first["group"]) == ("1", "示例率", "质量")
    filled = {"code", "no", "name", "group"}
    assert {value for key, value in first.items() if key not in filled} == {""}


def test_two_lists_give_every_pair(plan: Notice) -> None:
    text = files(plan, plan.table("centres"))["centres.csv"].decode()
    assert text == "hospital,centre,built,note\nh1,c1,,\nh1,c2,,\nh2,c1,,\nh2,c2,,\n"


def test_a_template_is_no_resource_and_says_so(plan: Notice) -> None:
    """Its empty cells would break the schema; frictionless is right to refuse it as data."""
    found = files(plan, plan.table("centres"))
    descriptor = json.loads(found["datapackage.json"])
    paths = [item["path"] for item in descriptor["resources"]]
    assert paths == ["centres-example.csv", "lists/units.csv", "lists/centres.csv"]
    assert descriptor["shenbao:template"] == "centres.csv"
    assert descriptor["shenbao:rows"]["rule"] == "PL-R1"
    assert "不算数据包的资源" in found["README.md"].decode()
    free = json.loads(files(plan, plan.table("projects"))["datapackage.json"])
    assert [item["path"] for item in free["resources"]][:1] == ["projects.csv"]
    assert "shenbao:template" not in free


def test_a_filled_template_fits_the_schema(plan: Notice, tmp_path: Path) -> None:
    """What a person makes of the template is data: frictionless checks it by the schema alone."""
    write(packages([plan]), tmp_path)
    folder = tmp_path / "plan-2024" / "centres"
    text = (folder / "centres.csv").read_text(encoding="utf-8")
    filled = folder / "filled.csv"
    for value, accepted in (("是", True), ("也许", False), ("", False)):
        filled.write_text(text.replace(",,", f",{value},"), encoding="utf-8", newline="\n")
        schema = Schema.from_descriptor(str(folder / "centres.schema.json"))
        with system.use_context(trusted=True):
            assert Resource(path=str(filled), schema=schema).validate().valid is accepted


def test_the_readme_tells_rows_rules_and_what_the_source_leaves_open(plan: Notice) -> None:
    indicators = files(plan, plan.table("indicators"))
    text = indicators["README.md"].decode()
    assert "已填好 `code`, `no`, `name`, `group`" in text
    assert "一套行只说一个 `hospital`" in text
    assert "`item.level == '' || item.level == row.level`" in text
    assert "错误：适用的指标都要填报（二、2；PL-R2）" in text
    assert "由 100 × 分子 ÷ 分母 算出" in text
    assert "原文没有标题" in text
    assert "--schema indicators.schema.json" in text
    english = indicators["README.en.md"].decode()
    assert "Error: Every indicator that applies is reported" in english
    projects = files(plan, plan.table("projects"))["README.md"].decode()
    assert "附件缺失：人口数没有随原文提供（PG1）" in projects
    assert "PL-Q1" in projects
    assert "PL-Q2" in projects
    assert "PL-T5" in files(plan, plan.table("centres"))["README.md"].decode()


def test_rows_of_a_missing_list_stay_out_and_are_told(plan: Notice) -> None:
    table = plan.table("centres")
    assert table.fixed_rows is not None
    lacking = RowSource(list_name="populations", column="hospital", fill={})
    rows = replace(table.fixed_rows, sources=(lacking, table.fixed_rows.sources[1]))
    found = files(plan, replace(table, fixed_rows=rows))
    assert found["centres.csv"] == b"hospital,centre,built,note\n,c1,,\n,c2,,\n"
    assert "附件缺失：示例人口" in found["README.md"].decode() or "模板不能列出它的行" in (
        found["README.md"].decode()
    )
    none = replace(rows, sources=(lacking,))
    empty = files(plan, replace(table, fixed_rows=none))
    assert empty["centres.csv"] == b"hospital,centre,built,note\n"
    descriptor = json.loads(empty["datapackage.json"])
    assert descriptor["resources"][0]["path"] == "centres.csv"


def test_a_code_that_is_no_number_cannot_fill_a_number(plan: Notice) -> None:
    table = plan.table("indicators")
    assert table.fixed_rows is not None
    source = replace(table.fixed_rows.sources[0], fill={"no": "group"})
    rows = replace(table.fixed_rows, sources=(source,))
    with pytest.raises(ShenbaoError, match="质量"):
        list(package(plan, replace(table, fixed_rows=rows)))


def test_a_hostile_list_cannot_put_a_formula_into_a_template(plan: Notice) -> None:
    row = ListRow(code="=1+1", label="=1+1", values=("=1+1", "=1+1", ""))
    lists = tuple(
        replace(item, rows=(row,)) if item.name == "units" else item for item in plan.lists
    )
    with pytest.raises(ShenbaoError, match="公式"):
        list(package(replace(plan, lists=lists), plan.table("centres")))


def test_example_rows_of_one_set_are_complete_and_of_one_hospital(plan: Notice) -> None:
    rows = example_rows.invented_rows(plan, plan.table("indicators"))
    assert [row["code"] for row in rows] == ["K1", "K2", "K3"]
    assert {row["hospital"] for row in rows} == {"h1"}
    assert [row["no"] for row in rows] == [1, 2, 3]
    table = plan.table("indicators")
    keyed = replace(table, primary_key=("hospital", "code", "level"), unique=(("name",),))
    assert len({row["name"] for row in example_rows.invented_rows(plan, keyed)}) == 3


def test_computed_columns_are_described_and_optional(plan: Notice) -> None:
    table = plan.table("indicators")
    needed = changed(table, "no", computed="1.0", required=True)
    assert not next(item for item in published_columns(needed) if item.name == "no").required
    fields = {item["name"]: item for item in table_schema(plan, table)["fields"]}
    rate = fields["year_1.rate"]
    assert rate["title"] == "第一年 / 率"
    assert rate["shenbao:computed"] == "100.0 * self.numerator / self.denominator"
    assert "constraints" not in rate or "required" not in rate["constraints"]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("100.0 * self.numerator / self.denominator", "100 × 分子 ÷ 分母"),
        ("(self.numerator + self.denominator) / 2.5", "(分子 + 分母) ÷ 2.5"),
        ("self.numerator > 1.0 ? 1.0 : 0.0", None),
        ("self.nothing / 2.0", None),
        ("double(self.numerator)", None),
    ],
)
def test_a_formula_is_told_in_words(plan: Notice, expression: str, words: str | None) -> None:
    table = plan.table("indicators")
    year = column(table, "year_1")
    children = tuple(
        replace(child, computed=expression) if child.key == "rate" else child
        for child in year.children
    )
    told = formulas(changed(table, "year_1", children=children))
    assert told.get("/year_1/rate") == words


def test_example_rows_are_visibly_invented_and_differ_in_the_key(demo: Notice) -> None:
    text = files(demo, summary(demo))["summary-example.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["no"] for row in rows] == ["1", "2", "3"]
    assert [row["lead_unit"] for row in rows] == ["示例医院甲", "示例医院乙", "示例医院丙"]


def test_the_same_policy_gives_the_same_bytes(demo: Notice) -> None:
    assert list(packages([demo])) == list(packages([demo]))


def test_a_wrong_value_is_refused_by_frictionless_through_the_package(
    demo: Notice, tmp_path: Path
) -> None:
    write(packages([demo]), tmp_path)
    folder = tmp_path / "demo-2024" / "summary"
    (folder / "summary.csv").write_text(
        "no,title,lead_unit,topic,funding\n0,,示例医院甲,t9,15\n", encoding="utf-8", newline="\n"
    )
    report = Package(str(folder / "datapackage.json")).validate()
    kinds = {kind for _, kind in report.flatten(["fieldName", "type"])}
    assert {"constraint-error", "foreign-key"} <= kinds


def test_the_schema_alone_checks_the_example(demo: Notice, tmp_path: Path) -> None:
    write(packages([demo]), tmp_path)
    folder = tmp_path / "demo-2024" / "summary"
    schema = Schema.from_descriptor(str(folder / "summary.schema.json"))
    with system.use_context(trusted=True):
        resource = Resource(path=str(folder / "summary-example.csv"), schema=schema)
        assert resource.validate().valid


def test_a_missing_list_is_described_but_never_a_foreign_key(demo: Notice) -> None:
    table = changed(summary(demo), "lead_unit", list_name="hospitals")
    descriptor = json.loads(files(demo, table)["datapackage.json"])
    assert [item["name"] for item in descriptor["shenbao:missing-lists"]] == ["hospitals"]
    assert "lists/hospitals.csv" not in files(demo, table)
    assert [key["fields"] for key in foreign_keys(demo, table)] == [["topic"]]
    assert "附件缺失" in files(demo, table)["README.md"].decode()


def test_an_open_list_travels_along_but_rejects_nothing(demo: Notice) -> None:
    opened = tuple(
        replace(item, openness="open") if item.name == "demo_topics" else item
        for item in demo.lists
    )
    notice = replace(demo, lists=opened)
    free = {"type": "string", "maxLength": 20}
    table = changed(summary(notice), "topic", schema=free)
    schema = table_schema(notice, table)
    topic = next(item for item in schema["fields"] if item["name"] == "topic")
    assert "lists/demo_topics.csv" in files(notice, table)
    assert foreign_keys(notice, table) == []
    assert "categories" not in topic
    assert topic["constraints"] == {"maxLength": 20}


def test_a_key_of_several_columns_takes_rows_that_stand_together(demo: Notice) -> None:
    pair = ForeignKey(columns=("topic", "title"), list_name="demo_topics")
    table = replace(summary(demo), foreign_keys=(pair,))
    rows = example_rows.invented_rows(demo, table)
    listed = {(row.code, row.label) for row in demo.code_list("demo_topics").rows}
    assert {(row["topic"], row["title"]) for row in rows} <= listed


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "＝1", " =1"])
def test_a_text_that_a_spreadsheet_would_run_is_refused(demo: Notice, text: str) -> None:
    row = ListRow(code="t1", label=text, values=("t1", text))
    lists = tuple(
        replace(item, rows=(row,)) if item.name == "demo_topics" else item for item in demo.lists
    )
    with pytest.raises(ShenbaoError, match="公式"):
        list(package(replace(demo, lists=lists), summary(demo)))


@pytest.mark.parametrize("text", ["-5", "+3.5%", "-", "示例=甲"])
def test_harmless_signs_are_kept(demo: Notice, text: str) -> None:
    table = changed(summary(demo), "title", example=text)
    assert text.encode() in files(demo, table)["summary-example.csv"]


def test_a_required_pattern_without_an_example_says_what_to_write(demo: Notice) -> None:
    schema = {"type": "string", "pattern": "^[A-Z]{3}$", "maxLength": 3}
    table = changed(summary(demo), "title", schema=schema, example=None)
    with pytest.raises(ShenbaoError, match="x-example"):
        list(package(demo, table))


def test_conditional_columns_are_not_required_and_stay_empty(demo: Notice) -> None:
    table = changed(
        summary(demo), "lead_unit", when="self.topic == 't1'", required=True, example=None
    )
    lead = next(item for item in published_columns(table) if item.name == "lead_unit")
    assert not lead.required
    assert all("lead_unit" not in row for row in example_rows.invented_rows(demo, table))
    assert "有条件" in files(demo, table)["README.md"].decode()


def test_nested_columns_are_opened_with_dotted_names(demo: Notice) -> None:
    table = summary(demo)
    inner = column(table, "funding")
    group = replace(
        column(table, "title"),
        key="money",
        title="经费",
        kind="object",
        children=(inner,),
        schema={"type": "object"},
    )
    opened = published_columns(replace(table, columns=(column(table, "no"), group)))
    assert [(item.name, item.title) for item in opened][1] == ("money.funding", "经费 / 申请经费")


def test_types_formats_and_constraints_follow_the_row_schema(demo: Notice) -> None:
    table = changed(summary(demo), "lead_unit", schema={"type": "string", "format": "date"})
    table = changed(table, "title", schema={"type": "string", "const": "示例"})
    fields = {item["name"]: item for item in table_schema(demo, table)["fields"]}
    assert fields["lead_unit"]["type"] == "date"
    assert fields["title"]["constraints"] == {"enum": ["示例"]}
    assert fields["funding"]["constraints"] == {"minimum": 0}
    assert "constraints" not in fields["topic"] or "required" not in fields["topic"]["constraints"]


@pytest.mark.parametrize(
    ("pattern", "cell", "accepted"),
    [
        ("^[0-9]+$", "12", True),
        ("[0-9]", "第3项", True),
        ("^a|b$", "ax", True),
        ("^a|b$", "xb", True),
        ("^a|b$", "xax", False),
        (r"^x\$", "x$y", True),
    ],
)
def test_patterns_search_as_in_json_schema(*, pattern: str, cell: str, accepted: bool) -> None:
    schema = Schema.from_descriptor(
        {
            "fields": [
                {
                    "name": "a",
                    "type": "string",
                    "constraints": {"pattern": whole_cell_pattern(pattern)},
                }
            ]
        }
    )
    resource = Resource(data=[["a"], [cell]], schema=schema)
    assert resource.validate().valid is accepted


def test_policy_text_cannot_break_out_of_the_readme() -> None:
    assert escape("a|b\n<script>`x`") == r"a\|b \<script\>\`x\`"
