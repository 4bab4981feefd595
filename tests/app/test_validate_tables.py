"""``shenbao validate`` on tables and packages: frictionless's verdict, the policy's words."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import random
import re
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pytest
from jsonschema import Draft202012Validator

import shenbao
from shenbao import cli
from shenbao.app.executor import Job, check, run
from shenbao.app.schema_file import schema_file
from shenbao.core.errors import ShenbaoError
from shenbao.media.inputs.archives import LIMITS
from shenbao.media.inputs.input_discovery import TempFolders, walk
from shenbao.tabular import Issue, check_table
from shenbao.validation.hints import header_hints, hint, hint_columns
from shenbao.validation.tables.schema_drift import check_schema_drift

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = sorted(path.parent for path in (ROOT / "data-packages").rglob("datapackage.json"))
SUMMARY = ROOT / "data-packages" / "shenkang-2024" / "summary"
V2 = "https://datapackage.org/profiles/2.0/tableschema.json"
SCHEMA: dict[str, Any] = {
    "$schema": V2,
    "fields": [
        {"name": "id", "type": "integer", "constraints": {"required": True}},
        {"name": "day", "title": "日期", "type": "date"},
        {"name": "fee", "title": "费用（万元）", "type": "number", "constraints": {"maximum": 500}},
        {
            "name": "phone",
            "title": "电话",
            "type": "string",
            "shenbao:sensitive": True,
            "constraints": {"pattern": "^[0-9]{11}$"},
        },
    ],
    "primaryKey": ["id"],
}
ROWS = "id,day,fee,phone\n1,2024-04-30,3,13800000000\n2,2024-05-01,4,13800000001\n"
WRONG = (
    "id,day,fee,phone\n1,2024/4/30,30万元,13800000000\n1,2024-05-01,82000,021-1234567\n\n"
    "x,2024-02-30,1,13800000000\n5,2024-05-02\n"
)


@pytest.fixture
def validate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Run ``shenbao validate`` in a folder of its own."""

    def call(*words: str | Path) -> tuple[int, str]:
        out = io.StringIO()
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(sys, "argv", ["shenbao", "validate", *map(str, words)])
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(out),
            pytest.raises(SystemExit) as left,
        ):
            cli.main()
        code = left.value.code
        assert isinstance(code, int)
        return code, out.getvalue()

    return call


Validate = Callable[..., tuple[int, str]]


def reported(validate: Validate, *words: str | Path) -> dict[str, Any]:
    """Return the report for programs."""
    _, out = validate(*words, "--format", "json", "--limit", "100000", "--root", ROOT)
    found: dict[str, Any] = json.loads(out)
    return found


def put(folder: Path, **files: str | bytes | Any) -> None:
    """Write files; what is no text is JSON. ``__`` stands for the dot."""
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else None
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        (folder / name.replace("__", ".")).write_bytes(text.encode() if raw is None else raw)


def frictionless_places(path: Path) -> dict[str, Counter[tuple[Any, Any, str]]]:
    """Return row, field and code of every error that frictionless finds, by resource."""
    package = frictionless.Package(str(path))
    found: dict[str, Counter[tuple[Any, Any, str]]] = {}
    for task in package.validate(limit_errors=10**6).tasks:
        found[task.name] = Counter(
            (
                getattr(error, "row_number", None),
                getattr(error, "field_number", None),
                error.type,
            )
            for error in task.errors
        )
    return found


def our_places(report: dict[str, Any]) -> dict[str, Counter[tuple[Any, Any, str]]]:
    """Return the same of a report."""
    found: dict[str, Counter[tuple[Any, Any, str]]] = {}
    for table in report["tables"]:
        found[table["name"]] = Counter(
            (item["row"], item["field"], item["rule"].removeprefix("table."))
            for item in report["findings"]
            if item["file"] == table["file"] and item["rule"].startswith("table.")
        )
    return found


def package(folder: Path, schema: dict[str, Any], **tables: str) -> Path:
    """Write a package of tables with one schema."""
    folder.mkdir(exist_ok=True)
    resources = []
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        resources.append(
            {"name": name, "type": "table", "path": f"{name}.csv", "encoding": "utf-8"}
            | {"format": "csv", "schema": schema}
        )
    profile = "https://datapackage.org/profiles/2.0/datapackage.json"
    put(folder, datapackage__json={"$schema": profile, "name": "p", "resources": resources})
    return folder / "datapackage.json"


class TestParity:
    """Verdict, counts and places are those of frictionless, through the command line."""

    def test_a_package_of_many_mistakes(self, tmp_path: Path, validate: Validate) -> None:
        """Every row, field and code of two tables is the same, and so are the counts."""
        path = package(tmp_path / "p", SCHEMA, right=ROWS, wrong=WRONG)
        report = reported(validate, path)
        theirs = frictionless_places(path)
        assert our_places(report) == theirs
        assert report["verdict"] == "fail"
        counts = {table["name"]: table["counts"] for table in report["tables"]}
        assert sum(kind["count"] for kind in counts["wrong"]) == theirs["wrong"].total() > 8
        assert counts["right"] == []
        assert report["counts"]["error"] == theirs["wrong"].total()

    @pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: "-".join(path.parts[-2:]))
    def test_published_packages_pass_both(self, folder: Path, validate: Validate) -> None:
        """What we publish is right for both, and its example is no submission."""
        report = reported(validate, folder / "datapackage.json")
        assert frictionless.Package(str(folder / "datapackage.json")).validate().valid
        assert all(table["counts"] == [] for table in report["tables"])
        said = {item["file"] for item in report["findings"]}
        assert not any(file.endswith("-example.csv") for file in said)

    def test_the_reference_engine_says_the_same_in_the_same_format(
        self, tmp_path: Path, validate: Validate
    ) -> None:
        """``--engine reference`` runs frictionless; places and counts are the same."""
        path = package(tmp_path / "p", SCHEMA, wrong=WRONG)
        fast = reported(validate, path)
        slow = reported(validate, path, "--engine", "reference")
        assert our_places(fast) == our_places(slow)
        counts = [
            [(kind["rule"], kind["field"], kind["count"]) for kind in report["tables"][0]["counts"]]
            for report in (fast, slow)
        ]
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("seed", range(6))
    def test_the_policy_never_makes_a_verdict_better(
        self, seed: int, tmp_path: Path, validate: Validate
    ) -> None:
        """A filled package that frictionless refuses fails, whatever the policy says of it."""
        chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
        folder = tmp_path / "p"
        shutil.copytree(SUMMARY, folder)
        example = (SUMMARY / "summary-example.csv").read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(example)))
        for _ in range(chance.randint(0, 3)):
            row, column = chance.randrange(1, len(rows)), chance.randrange(len(rows[0]))
            rows[row][column] = chance.choice(("", "x", "12", "2024/6/1", "-1", "p9", "30万元"))
        stream = io.StringIO()
        csv.writer(stream).writerows(rows)
        (folder / "summary.csv").write_text(stream.getvalue(), encoding="utf-8", newline="")
        valid = frictionless.Package(str(folder / "datapackage.json")).validate().valid
        report = reported(validate, folder)
        assert valid or report["verdict"] == "fail"
        cells = Counter(
            (item["row"], item["pointer"].rpartition("/")[2] or item["column"])
            for item in report["findings"]
            if item["rule"].startswith(("table.", "shape.")) and item["row"] is not None
        )
        assert all(times == 1 for times in cells.values())


class TestOwnTables:
    """A package of ours is checked by its schema and by its policy, each mistake told once."""

    @pytest.fixture
    def filled(self, tmp_path: Path) -> Path:
        """Return the package of the summary with the example as its data."""
        folder = tmp_path / "上报 一"
        shutil.copytree(SUMMARY, folder)
        shutil.copy(folder / "summary-example.csv", folder / "summary.csv")
        return folder

    def change(self, folder: Path, column: str, value: str) -> None:
        """Put a value into the first row of the data."""
        file = folder / "summary.csv"
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
        rows[1][rows[0].index(column)] = value
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(rows)
        file.write_text(stream.getvalue(), encoding="utf-8", newline="")

    def descriptor(self, folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
        file = folder / "datapackage.json"
        found = json.loads(file.read_text(encoding="utf-8"))
        change(found)
        put(folder, datapackage__json=found)

    def test_the_words_of_the_form_win_at_a_cell(self, filled: Path, validate: Validate) -> None:
        """A text for a number is told once, as the form says it; the count has it all the same."""
        self.change(filled, "funding", "50万元")
        report = reported(validate, filled)
        at = [
            item for item in report["findings"] if item["row"] == 2 and item["column"] == "funding"
        ]
        assert [item["rule"] for item in at] == ["shape.type"]
        (table,) = (item for item in report["tables"] if item["ref"] == "shenkang-2024/summary")
        assert [(kind["column"], kind["count"]) for kind in table["counts"]] == [("funding", 1)]
        assert report["counts"]["error"] == sum(
            item["severity"] == "error" and item["verdict"] == "fail" for item in report["findings"]
        )

    @pytest.mark.parametrize("limit", ["1", "100"])
    def test_how_many_are_listed_changes_no_count(
        self, filled: Path, validate: Validate, limit: str
    ) -> None:
        """What the form says of cells beyond the limit is not counted again."""
        file = filled / "summary.csv"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(",60,", ",六十,").replace(",5,", ",五,"), encoding="utf-8")
        _, out = validate(filled, "--format", "json", "--limit", limit, "--root", ROOT)
        report = json.loads(out)
        told = [item for item in report["findings"] if item["rule"] == "shape.type"]
        assert len(told) > 1
        assert report["counts"]["error"] == sum(
            item["severity"] == "error" and item["verdict"] == "fail" for item in report["findings"]
        )

    def test_what_is_read_tolerantly_stays_an_error_in_a_package(
        self, filled: Path, validate: Validate
    ) -> None:
        """A date as Excel writes it is wrong by the schema, with the way to write it."""
        self.change(filled, "period_start", "2024/6/1")
        report = reported(validate, filled)
        (found,) = (item for item in report["findings"] if item["column"] == "period_start")
        assert (found["rule"], found["hint"]) == ("table.type-error", "写成 2024-06-01")
        assert report["verdict"] == "fail"

    def test_customary_is_advice_in_a_package_too(self, filled: Path, validate: Validate) -> None:
        """What only custom asks is a reminder, in a form, a file and a package alike."""
        self.change(filled, "title", "")
        report = reported(validate, filled)
        (found,) = (
            item
            for item in report["findings"]
            if item["row"] == 2 and item["column"] == "title" and item["severity"] != "review"
            if item["verdict"] == "fail"
        )
        assert (found["severity"], found["basis"]) == ("warning", "customary")

    def test_tables_and_applications_are_judged_together(
        self, filled: Path, validate: Validate
    ) -> None:
        """A row of the package without an application is told when applications are there."""
        example = ROOT / "schemas" / "shenkang-2024" / "examples" / "p1-valid" / "application.json"
        alone = {item["rule"] for item in reported(validate, filled)["findings"]}
        together = {item["rule"] for item in reported(validate, filled, example)["findings"]}
        assert "SK-R-04" in together - alone

    @pytest.mark.parametrize(
        ("key", "value", "told"),
        [
            ("shenbao:edition", "2020.1", "document.other-version"),
            ("shenbao:digest", "0" * 64, "document.other-version"),
            ("shenbao:table", "shenkang-2024/nothing", "package.unknown-table"),
        ],
    )
    def test_another_edition_is_told(
        self, filled: Path, validate: Validate, key: str, value: str, told: str
    ) -> None:
        """An older edition, another digest, a table that no notice has."""
        self.descriptor(filled, lambda found: found.update({key: value}))
        report = reported(validate, filled)
        rules = {item["rule"] for item in (*report["findings"], *report["notes"])}
        assert told in rules
        if told == "package.unknown-table":
            assert report["verdict"] == "review"
            assert all(table["ref"] is None for table in report["tables"])

    def test_a_loosened_schema_is_told_and_the_policy_holds(
        self, filled: Path, validate: Validate
    ) -> None:
        """Who takes the demand out of the package does not get past the form."""

        def loosen(found: dict[str, Any]) -> None:
            for resource in found["resources"]:
                for item in resource["schema"]["fields"]:
                    if item["name"] == "funding":
                        item["type"] = "string"
                        item.pop("constraints", None)

        self.descriptor(filled, loosen)
        self.change(filled, "funding", "很多")
        report = reported(validate, filled)
        rules = Counter(item["rule"] for item in report["findings"])
        assert rules["package.altered"] >= 2
        assert rules["shape.type"] == 1
        assert report["verdict"] == "fail"

    def test_a_table_that_no_reader_takes_as_it_is(self, filled: Path, validate: Validate) -> None:
        """Rows inside the descriptor are held against the policy like those of a file."""
        text = (filled / "summary.csv").read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        rows[0]["funding"] = "很多"

        def inline(found: dict[str, Any]) -> None:
            resource = found["resources"][0]
            for key in ("path", "format", "mediatype", "encoding", "dialect"):
                resource.pop(key, None)
            resource["data"] = rows

        self.descriptor(filled, inline)
        report = reported(validate, filled / "datapackage.json")
        (own,) = (table for table in report["tables"] if table["ref"])
        assert own["rows"] == len(rows)
        (found,) = (item for item in report["findings"] if item["pointer"] == "/rows/0/funding")
        assert (found["rule"], found["row"]) == ("shape.type", 2)

    def test_sensitive_columns_are_masked_everywhere(
        self, filled: Path, validate: Validate, tmp_path: Path
    ) -> None:
        """A wrong telephone number stands in no report."""
        self.change(filled, "leader_phone", "secret-99999")
        for form in ("text", "json", "html"):
            _, out = validate(filled, "--format", form, "-o", f"r.{form}", "--root", ROOT)
            assert "secret" not in out
            assert "secret" not in (tmp_path / f"r.{form}").read_text(encoding="utf-8")


class TestTables:
    """Any table with ``--schema FILE``."""

    @pytest.mark.parametrize("kind", ["csv", "json", "jsonl", "tsv"])
    def test_every_kind_of_file(self, kind: str, tmp_path: Path, validate: Validate) -> None:
        """Rows as text or as JSON give the same verdict."""
        rows = list(csv.DictReader(io.StringIO(ROWS)))
        contents = {
            "csv": ROWS,
            "tsv": ROWS.replace(",", "\t"),
            "json": json.dumps(rows),
            "jsonl": "\n".join(map(json.dumps, rows)),
        }
        put(tmp_path, s__json=SCHEMA)
        (tmp_path / f"a.{kind}").write_text(contents[kind], encoding="utf-8")
        code, out = validate(f"a.{kind}", "--schema", "s.json")
        assert (code, "未发现问题，2 行" in out) == (0, True)

    def test_no_policy_is_loaded_for_a_table(
        self, tmp_path: Path, validate: Validate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Start-up is a promise: a broken policy folder does not even matter."""

        def never(*_: object, **__: object) -> None:
            raise AssertionError

        monkeypatch.setattr("shenbao.policy.load.folder.load_notices", never)
        put(tmp_path, s__json=SCHEMA, a__csv=ROWS)
        assert validate("a.csv", "--schema", "s.json")[0] == 0

    def test_the_limit_lists_fewer_and_counts_all(self, tmp_path: Path, validate: Validate) -> None:
        """``--limit`` cuts what is listed of a kind; counts and verdict stay."""
        rows = "".join(f"{number},2024/4/30,1,13800000000\n" for number in range(1, 51))
        put(tmp_path, s__json=SCHEMA, a__csv="id,day,fee,phone\n" + rows)
        words = ("a.csv", "--schema", "s.json", "--format", "json")
        few = json.loads(validate(*words, "--limit", "2")[1])
        all_of_them = json.loads(validate(*words)[1])
        assert (len(few["findings"]), few["counts"]["error"]) == (2, 50)
        assert (len(all_of_them["findings"]), all_of_them["counts"]["error"]) == (50, 50)
        assert few["tables"][0]["counts"][0]["listed"] == 2
        code, out = validate("a.csv", "--schema", "s.json", "--limit", "2")
        assert (code, "共 50 处" in out, "另有 48 处没有列出" in out) == (1, True, True)

    def test_the_json_report_has_the_published_shape(
        self, tmp_path: Path, validate: Validate
    ) -> None:
        """Keys for tables are in the schema of the report."""
        schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
        put(tmp_path, s__json=SCHEMA, a__csv=WRONG)
        report = reported(validate, "a.csv", "--schema", "s.json")
        Draft202012Validator(schema).validate(report)
        assert report["tables"][0]["rows"] == 5

    def test_one_slip_in_the_header_is_one_block(self, tmp_path: Path, validate: Validate) -> None:
        """A column left out is said once; of what follows no value and no hint is shown."""
        put(tmp_path, s__json=SCHEMA, a__csv="id,fee,phone\n1,3,13812345678\n")
        _, out = validate("a.csv", "--schema", "s.json")
        assert out.count("缺少 day 这一列，后面的列都往前错了一列") == 1
        assert out.index("表头") < out.index("先改表头再查") < out.index("第 2 行")
        assert "13812345678" not in out
        assert "是不是按元填了" not in out

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ({"$schema": "https://json-schema.org/draft/2020-12/schema"}, "cli-schema-of-form"),
            ({"properties": {}}, "cli-schema-of-form"),
            ({"resources": []}, "cli-schema-package"),
            ([], "cli-schema-not-json"),
            ("{", "cli-schema-unsound"),
        ],
    )
    def test_what_is_no_table_schema_is_refused(
        self, tmp_path: Path, content: Any, message: str
    ) -> None:
        """A form, a package and rubbish each get their own advice."""
        put(tmp_path, s__json=content)
        with pytest.raises(ShenbaoError) as caught:
            schema_file(str(tmp_path / "s.json"))
        assert caught.value.message == message
        assert caught.value.text("zh-CN") != caught.value.text("en")

    def test_inputs_are_never_written_over(self, tmp_path: Path, validate: Validate) -> None:
        """Neither table nor schema nor a file of a package is lost to a report."""
        put(tmp_path, s__json=SCHEMA, a__csv=ROWS)
        package(tmp_path / "p", SCHEMA, rows=ROWS)
        for words in (
            ("a.csv", "--schema", "s.json", "-o", "a.csv"),
            ("a.csv", "--schema", "s.json", "-o", "s.json"),
            ("p", "-o", "p/rows.csv"),
            ("a.csv", "--schema", "s.json", "--format", "html"),
            ("a.csv", "--schema", "s.json", "--annotate", "b.csv"),
            ("a.csv", "--schema", "s.json", "-o", "b.xlsx", "--annotate", "b.xlsx"),
        ):
            assert validate(*words)[0] == 2
        assert (tmp_path / "a.csv").read_text(encoding="utf-8") == ROWS
        assert not (tmp_path / "b.xlsx").exists()

    def test_page_and_annotated_workbook_are_written(
        self, tmp_path: Path, validate: Validate
    ) -> None:
        """Both files are there, and the verdict is still said."""
        put(tmp_path, s__json=SCHEMA, a__csv=WRONG)
        words = ("a.csv", "--schema", "s.json", "--format", "html", "-o", "r.html")
        code, out = validate(*words, "--annotate", "注 释.xlsx")
        assert code == 1
        assert "结论：不通过" in out
        assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
        assert zipfile.is_zipfile(tmp_path / "注 释.xlsx")


class TestHints:
    """What to write instead, only where it is certain."""

    @pytest.mark.parametrize(
        ("field", "value", "wanted"),
        [
            ({"type": "date"}, "2024/4/30", "2024-04-30"),
            ({"type": "date"}, "2024年4月30日", "2024-04-30"),
            ({"type": "date"}, "2024.4.30", "2024-04-30"),
            ({"type": "date"}, "２０２４-4-5", "2024-04-05"),
            ({"type": "date"}, "20240430", "2024-04-30"),
            ({"type": "date", "format": "%d/%m/%Y"}, "2024-4-30", "30/04/2024"),
            ({"type": "date"}, "45412", "2024-04-30"),
            ({"type": "date"}, "2024-02-30", "tables-hint-no-such-day"),
            ({"type": "date"}, "四月三十日", ""),
            ({"type": "year"}, "2024年", "2024"),
            ({"type": "yearmonth"}, "2024年4月", "2024-04"),
            ({"type": "number"}, "1,234.5", "1234.5"),
            ({"type": "number"}, "１２", "12"),
            ({"type": "number", "decimalChar": ","}, "1,234.5", ""),
            ({"type": "integer"}, "1,234", "1234"),
            ({"type": "integer"}, "1,234.5", ""),
            ({"type": "number", "title": "费用（万元）"}, "30万元", "30"),
            ({"type": "number", "title": "费用（元）"}, "30万元", "300000"),
            ({"type": "number"}, "30万元", "tables-do-unit"),
            ({"type": "number", "shenbao:unit": "%"}, "85%", "85"),
            ({"type": "number"}, "无", "tables-do-empty"),
            ({"type": "number", "constraints": {"required": True}}, "无", ""),
            ({"type": "integer"}, "约30", ""),
        ],
    )
    def test_values(self, field: dict[str, Any], value: str, wanted: str) -> None:
        """Dates, numbers, units and words for nothing as people type them."""
        (column,) = hint_columns({"fields": [{"name": "a", **field}]}).values()
        issue = Issue(code="type-error", message="m", row=2, field=1, column="a", value=value)
        found = hint(issue, column)
        assert found.get("wanted", found.get("hint", "")) == wanted

    def test_codes(self) -> None:
        """A label, or a code in other letters, leads to the code; an ambiguous label to none."""
        schema = {
            "name": "a",
            "type": "string",
            "constraints": {"enum": ["h1", "h2", "H3"]},
            "categories": [
                {"value": "h1", "label": "示例人民医院"},
                {"value": "h2", "label": "分院"},
                {"value": "H3", "label": "分院"},
            ],
        }
        (column,) = hint_columns({"fields": [schema]}).values()

        def code(value: str) -> str | None:
            issue = Issue(code="constraint-error", message="m", column="a", value=value)
            return hint(issue, column).get("wanted")

        assert [code(text) for text in ("示例 人民医院", "h3", "分院", "***")] == [
            "h1",
            "H3",
            None,
            None,
        ]

    def test_a_code_stored_as_a_number(self) -> None:
        """In a workbook digits are lost; in a text file nothing is stored."""
        (column,) = hint_columns({"fields": [{"name": "a", "type": "string"}]}).values()
        issue = Issue(code="type-error", message="m", column="a", value="12345")
        assert hint(issue, column, workbook=True) == {"hint": "tables-hint-stored-number"}
        shown = Issue(code="constraint-error", message="m", column="a", value="3.10101E+17")
        assert hint(shown, column) == {"hint": "tables-hint-scientific"}
        assert hint(issue, column) == {}

    def test_yuan_for_ten_thousand_yuan(self) -> None:
        """A value over the limit in 万元 was probably typed in yuan."""
        (column,) = hint_columns({"fields": [{"name": "a", "title": "经费（万元）"}]}).values()
        for value, wanted in (("300000", "30"), ("600", None)):
            issue = Issue(code="constraint-error", message="m", column="a", value=value)
            assert hint(issue, column).get("wanted") == wanted

    def test_labels(self) -> None:
        """A title for a name, a column too many, columns in another order."""
        known = hint_columns({"fields": [{"name": name, "title": f"栏{name}"} for name in "abc"]})

        def hints(*labels: str) -> list[str]:
            issues = [
                Issue(
                    code="incorrect-label",
                    message="tables-incorrect-label",
                    field=number,
                    column=name,
                    value=label,
                )
                for number, (name, label) in enumerate(zip("abc", labels, strict=False), start=1)
                if name != label
            ]
            return [found["hint"] for found in header_hints(issues, known).values()]

        assert hints("栏a", "b", "c") == ["tables-do-title"]
        assert hints("b", "c") == ["tables-hint-column-missing"]
        assert hints("x", "a", "b") == ["tables-hint-column-extra"]
        assert hints("a", "c", "b") == ["tables-hint-column-missing"]
        assert hints("c", "b", "a") == ["tables-do-order", "tables-do-order"]


def test_a_schema_held_against_the_published_one() -> None:
    """What is taken out or loosened is told, what is only stricter is not."""
    published = json.loads((SUMMARY / "datapackage.json").read_text(encoding="utf-8"))
    schema = published["resources"][0]["schema"]
    assert check_schema_drift(schema, schema, "p") == ()
    stricter = json.loads(json.dumps(schema))
    for item in stricter["fields"]:
        item.setdefault("constraints", {})["required"] = True
    assert check_schema_drift(schema, stricter, "p") == ()
    looser = json.loads(json.dumps(schema))
    looser["fields"] = [item for item in looser["fields"] if item["name"] != "title"]
    looser["missingValues"] = ["", "无"]
    looser["fieldsMatch"] = "partial"
    del looser["primaryKey"]
    for item in looser["fields"]:
        if item["name"] == "track":
            item["constraints"]["enum"].append("p9")
        if item["name"] == "no":
            item["constraints"]["minimum"] = "a"
    messages = Counter(finding.message for finding in check_schema_drift(schema, looser, "p"))
    assert messages == {
        "package-altered-removed": 1,
        "package-altered-part": 2,
        "package-altered-key": 1,
        "package-altered-loosened": 2,
    }
    for odd in (None, 5, {"fields": 5}, {}):
        (finding,) = check_schema_drift(schema, odd, "p")
        assert finding.message == "package-altered-no-schema"


class TestJobs:
    """Tables in several processes, or on any executor."""

    def tasks(self, folder: Path) -> list[Job]:
        put(folder, a__csv=ROWS, b__csv=WRONG)
        package(folder / "p", SCHEMA, wrong=WRONG)
        return [
            Job(path=folder / "a.csv", schema=SCHEMA),
            Job(path=folder / "b.csv", schema=SCHEMA),
            Job(path=folder / "p" / "datapackage.json"),
        ]

    def test_any_executor_gives_the_same_in_order(self, tmp_path: Path) -> None:
        """A task is a value: whoever does it returns the same outcome."""
        jobs = self.tasks(tmp_path)
        alone = list(run(jobs))
        done: list[Path] = []
        with ThreadPoolExecutor(2) as executor:
            together = list(run(jobs, executor, on_job=lambda job: done.append(job.path)))
        assert together == alone
        assert done == [job.path for job in jobs]

    def test_processes_print_the_same(self, tmp_path: Path, validate: Validate) -> None:
        """``--jobs 2`` changes nothing but the time."""
        self.tasks(tmp_path)
        put(tmp_path, s__json=SCHEMA)
        words = ("a.csv", "b.csv", "p", "--schema", "s.json")
        assert validate(*words, "--jobs", "2") == validate(*words, "--jobs", "1")

    def test_reading_is_told_in_bytes(self, tmp_path: Path) -> None:
        """A bar can show how far a long file is."""
        put(tmp_path, a__csv=ROWS)
        package(tmp_path / "p", SCHEMA, rows=ROWS)
        for job in (
            Job(path=tmp_path / "a.csv", schema=SCHEMA),
            Job(path=tmp_path / "p" / "datapackage.json"),
        ):
            read: list[int] = []
            check(job, read.append)
            assert sum(read) >= len(ROWS.encode())


def archive(path: Path, entries: Sequence[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return path


def as_gbk(path: Path, name: str, content: bytes) -> Path:
    """Write an archive of one file whose name is in GBK, as Windows writes it in China."""
    raw_name = name.encode("gbk")
    archive(path, [("x" * len(raw_name), content)])
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw_name), raw_name))
    return path


class TestArchives:
    """A zip archive is read like a folder, within limits."""

    def met(self, path: Path) -> list[tuple[str, str]]:
        """Return the name of each file, and the rule that keeps it from being read."""
        with TempFolders() as shelf:
            found = walk([path], shelf, (".csv", ".json"), shown=(".csv", ".json"))
            assert all(item.path.exists() or item.remark for item in found)
            return [
                (
                    item.name.removeprefix(str(path)).lstrip("/\\"),
                    item.remark.rule if item.remark else "",
                )
                for item in found
            ]

    def test_names_as_windows_writes_them(self, tmp_path: Path) -> None:
        """A name in GBK is read; the file is called as in the archive."""
        path = as_gbk(tmp_path / "a.zip", "材料/汇总表.csv", b"x")
        ((name, rule),) = self.met(path)
        assert (Path(name), rule) == (Path("材料/汇总表.csv"), "")

    @pytest.mark.parametrize(
        "name", ["../x.csv", "/x.csv", "a/../../x.csv", "C:/x.csv", "..\\x.csv", "a//x.csv"]
    )
    def test_what_leads_out_is_not_unpacked(self, name: str, tmp_path: Path) -> None:
        """Nothing is written outside the folder, the rest is read."""
        path = archive(tmp_path / "a.zip", [(name, b"x"), ("good.csv", b"x")])
        before = sorted(tmp_path.rglob("*"))
        assert sorted(rule for _, rule in self.met(path)) == ["", "file.zip-outside"]
        assert sorted(tmp_path.rglob("*")) == before

    def test_links_and_archives_inside_are_not_followed(self, tmp_path: Path) -> None:
        """A link, an archive in an archive and a name given twice are told."""
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        path = archive(
            tmp_path / "a.zip",
            [(link, b"/etc/passwd"), ("in.zip", b"PK"), ("a.csv", b"x"), ("A.CSV", b"y")],
        )
        assert sorted(rule for _, rule in self.met(path)) == [
            "",
            "file.zip-link",
            "file.zip-nested",
            "file.zip-twice",
        ]

    def test_a_packed_table_belongs_to_its_package(self, tmp_path: Path) -> None:
        """It is no archive of things handed in, beside its package or in an archive with it."""
        folder = tmp_path / "a"
        folder.mkdir()
        resource = {"name": "t", "path": "t.csv.zip", "schema": SCHEMA}
        described = json.dumps({"name": "p", "resources": [resource]})
        packed = archive(folder / "t.csv.zip", [("t.csv", ROWS.encode())])
        (folder / "datapackage.json").write_text(described, encoding="utf-8")
        assert [Path(name).name for name, _ in self.met(folder)] == ["datapackage.json"]
        whole = archive(
            tmp_path / "a.zip",
            [("datapackage.json", described.encode()), ("t.csv.zip", packed.read_bytes())],
        )
        assert [Path(name).name for name, _ in self.met(whole)] == ["datapackage.json"]
        for path in (folder, whole):
            report = shenbao.validate(path)
            assert (report.verdict, [table.rows for table in report.tables]) == ("pass", [2])

    def test_bombs_and_locks(self, tmp_path: Path) -> None:
        """Too much, too many, a password and damage are each one finding."""
        bomb = archive(tmp_path / "bomb.zip", [("a.csv", b"0" * (LIMITS.small + 1))])
        many = archive(tmp_path / "many.zip", [(f"{n}.csv", b"") for n in range(LIMITS.files + 1)])
        locked = archive(tmp_path / "locked.zip", [("a.csv", b"x")])
        raw = bytearray(locked.read_bytes())
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
        locked.write_bytes(raw)
        (tmp_path / "none.zip").write_bytes(b"PK\x03\x04 nothing")
        rules = [self.met(path) for path in (bomb, many, locked, tmp_path / "none.zip")]
        assert [[rule for _, rule in found] for found in rules] == [
            ["file.zip-too-much"],
            ["file.zip-too-much"],
            ["file.zip-encrypted"],
            ["file.zip-damaged"],
        ]

    @pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
    def test_a_pipe_is_no_archive(self, tmp_path: Path) -> None:
        """Nobody waits for what may never come."""
        os.mkfifo(tmp_path / "a.zip")
        assert [rule for _, rule in self.met(tmp_path / "a.zip")] == ["file.not-a-file"]

    def test_a_damaged_file_does_not_stop_the_others(self, tmp_path: Path) -> None:
        """One file with a wrong checksum is told, the other is read."""
        path = archive(tmp_path / "a.zip", [("a.csv", b"abcdefgh" * 50), ("b.csv", b"x")])
        raw = bytearray(path.read_bytes())
        start = raw.index(b"PK\x01\x02") + 16
        raw[start : start + 4] = b"\0\0\0\0"
        path.write_bytes(raw)
        assert sorted(rule for _, rule in self.met(path)) == ["", "file.zip-damaged"]

    def test_a_package_in_an_archive(self, tmp_path: Path, validate: Validate) -> None:
        """A zip with a package is checked as the package is."""
        package(tmp_path / "p", SCHEMA, wrong=WRONG)
        files = sorted((tmp_path / "p").iterdir())
        archive(tmp_path / "p.zip", [(f"交/{file.name}", file.read_bytes()) for file in files])
        inside = reported(validate, tmp_path / "p.zip")
        outside = reported(validate, tmp_path / "p")
        assert inside["tables"][0]["counts"] == outside["tables"][0]["counts"]
        assert inside["tables"][0]["file"] == str(tmp_path / "p.zip" / "交" / "wrong.csv")


class TestPackagesAmongFiles:
    """Which files belong to a package, and what must not be read at all."""

    def test_the_files_of_a_package_are_read_once(self, tmp_path: Path, validate: Validate) -> None:
        """Given with its package, a table is no submission besides; other files are."""
        package(tmp_path / "p", SCHEMA, rows=ROWS)
        put(tmp_path / "p", s__json=SCHEMA, other__csv="a,b\n1,2\n")
        report = reported(validate, tmp_path / "p", tmp_path / "p" / "rows.csv")
        rules = {Path(item["file"]).name: item["rule"] for item in report["findings"]}
        assert rules == {"other.csv": "csv.no-table"}
        notes = {Path(item["file"]).name: item["rule"] for item in report["notes"]}
        assert notes["s.json"] == "file.skipped-schema"

    @pytest.mark.parametrize("path", ["../rows.csv", "https://example.org/r.csv", "/etc/hosts"])
    def test_a_package_that_points_outside(
        self, path: str, tmp_path: Path, validate: Validate
    ) -> None:
        """Nothing outside is opened, neither for the schema nor for the policy."""
        (tmp_path / "rows.csv").write_text("secret\n", encoding="utf-8")
        file = package(tmp_path / "p", SCHEMA, rows=ROWS)
        found = json.loads(file.read_text(encoding="utf-8"))
        found["resources"][0]["path"] = path
        found |= {"shenbao:table": "shenkang-2024/summary"}
        put(file.parent, datapackage__json=found)
        code, out = validate(file, "--root", ROOT)
        assert code == 1
        assert "secret" not in out
        assert len(re.findall(r"table\.resource-error", out)) == 1

    @pytest.mark.parametrize(
        "content", ["", "[", "[]", "{}", '{"resources": 5}', '{"resources": [5]}', "\0"]
    )
    def test_a_descriptor_that_is_none(
        self, content: str, tmp_path: Path, validate: Validate
    ) -> None:
        """A file called datapackage.json is said to be wrong, whatever it holds."""
        put(tmp_path, datapackage__json=content)
        code, out = validate("datapackage.json", "--root", ROOT)
        assert code == 1
        assert "Traceback" not in out
        assert "error" in out


class TestWhatIsSaid:
    """Nothing unseen is called right, and no sentence says what is not so."""

    def test_what_was_not_looked_at_is_named(self, tmp_path: Path, validate: Validate) -> None:
        """A picture of a table in a package is none; the report says that nobody read it."""
        file = package(tmp_path / "p", SCHEMA, rows=ROWS)
        found = json.loads(file.read_text(encoding="utf-8"))
        found["resources"].append({"name": "scan", "path": "scan.pdf"})
        put(file.parent, datapackage__json=found, scan__pdf="%PDF-1.7")
        code, out = validate("p")
        assert code == 0
        assert "资源scan（scan.pdf）不是表格，内容没有查" in "".join(out.split())
        assert not re.search(r"scan\.pdf *未发现问题", out)
        (file.parent / "scan.pdf").unlink()
        code, out = validate("p")
        assert code == 1
        assert "找不到文件scan.pdf" in "".join(out.split())

    def test_a_schema_may_name_example_files(self, tmp_path: Path, validate: Validate) -> None:
        """As every schema of the French national catalogue does; it is no package for that."""
        schema = {
            "fields": [{"name": "id", "type": "integer"}],
            "resources": [{"name": "exemple", "path": "https://example.org/exemple.csv"}],
        }
        put(tmp_path, s__json=schema, t__csv="id\n1\nx\n")
        report = reported(validate, "t.csv", "--schema", "s.json")
        assert [(item["rule"], item["row"]) for item in report["findings"]] == [
            ("table.type-error", 3)
        ]
        report = reported(validate, tmp_path)
        assert "file.skipped-schema" in {item["rule"] for item in report["notes"]}
        put(tmp_path, s__json={**schema, "fields": "id"})
        code, out = validate("t.csv", "--schema", "s.json")
        assert code == 1
        assert "table.schema-error" in out

    def test_a_column_too_many_is_said_as_it_is(self, tmp_path: Path, validate: Validate) -> None:
        """A name that stands twice is not called missing from the schema; an empty one is empty."""
        schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "name"}]}
        put(tmp_path, s__json=schema, t__csv="id,name,name,,more\n1,a,b,c,d\n")
        report = reported(validate, "t.csv", "--schema", "s.json")
        said = {item["field"]: item["message"] for item in report["findings"]}
        assert "name 重复，与第 2 列相同" in said[3]
        assert "没有列名" in said[4]
        assert "表头里的 more，表结构里没有" in said[5]

    def test_a_number_in_a_text_key_is_no_value(self, tmp_path: Path, validate: Validate) -> None:
        """In a workbook it is of the wrong type, so the key is empty, as frictionless says."""
        book = openpyxl.Workbook()
        for row in (["code"], [1], [1], ["a"], ["a"]):
            book.active.append(row)
        book.save(tmp_path / "t.xlsx")
        schema = {"fields": [{"name": "code", "type": "string"}], "primaryKey": ["code"]}
        put(tmp_path, s__json=schema)
        report = reported(validate, "t.xlsx", "--schema", "s.json")
        found = sorted((item["row"], item["rule"]) for item in report["findings"])
        wanted = [
            (row, f"table.{code}") for row in (2, 3) for code in ("primary-key", "type-error")
        ]
        assert found == [*wanted, (5, "table.primary-key")]
        assert check_reference(tmp_path / "t.xlsx", schema) == [
            (2, "primary-key"), (2, "type-error"), (3, "primary-key"), (3, "type-error"),
            (5, "primary-key"),
        ]  # fmt: skip


def check_reference(path: Path, schema: dict[str, Any]) -> list[tuple[Any, str]]:
    """Return rows and codes of what frictionless finds."""
    found = check_table(schema, path, engine="reference")
    return sorted((issue.row, issue.code) for issue in found.issues)
