"""Whatever data says: no exception, both engines agree, nothing sensitive gets out."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from shenbao.core.findings import Report
from shenbao.core.submission import Submission
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Field, FormOrTable, Notice
from shenbao.reports import json_report, text
from shenbao.validation import validate

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "schemas" / "shenkang-2024" / "examples"
NOTICES = {
    lists: load_notices(ROOT, lists=EXAMPLES / "lists" if lists else None)
    for lists in (True, False)
}
SECRET = "CANARY19700101"  # noqa: S105 - no password
"""Stands in every sensitive field; no report may hold it."""

BASES = {
    "p1": "p1-valid/application.json",
    "p2": "p2-valid/application.json",
    "p3-key": "p3-key-valid/application.json",
    "p3-general": "p3-general-valid/application.json",
    "p3-seed": "p3-seed-valid/application.json",
    "p4": "p4-valid/application.json",
    "intake": "intake-valid/intake.json",
    "summary": "summary-valid/summary.json",
}

texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("", " ", "\u3000", "1", "30万元", "2024-02-30", "2024-4-1", "[/][bold]x"),
            *("{ $label }", "\x1b[31m", "\u202ex", "\x00", "主任医师", "示例医院甲"),
            *("9" * 400, "x" * 5000),
        ]
    ),
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.sampled_from([10**300, 10**400, -0.0, 1e308, 5e-324, 0.1 + 0.2, 1e15, 1e22]),
    st.floats(),
    texts,
)
keys = st.sampled_from(["", "*", "0", "/", "~", "__proto__", "constructor", "unit", "x" * 300])
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(keys, texts), inner, max_size=4)
    ),
    max_leaves=8,
)
# Copies: ``put`` changes what it is handed, and what one submission got is no other's.
group_secrets = st.sampled_from(
    [SECRET, [SECRET], {"x": SECRET}, f"13{SECRET}", SECRET * 30, f"{SECRET}@x.cn"]
).map(copy.deepcopy)
secrets = st.one_of(group_secrets, st.just({SECRET: 1}).map(copy.deepcopy))


def home(notices: Sequence[Notice], name: str) -> FormOrTable:
    """Return the form or table ``name``."""
    return next(item for notice in notices for item in notice.homes if item.id == name)


def parts(node: Field, *, table: bool) -> tuple[str, ...]:
    """Return the way to a node in the data of a submission."""
    return (*(("rows", "*") if table else ()), *node.pointer.split("/")[1:])


def put(data: Any, path: Sequence[str], value: Any, row: int) -> None:
    """Put a value where a path leads, as far as there is something to put it into."""
    for step in path[:-1]:
        if isinstance(data, list) and data:
            data = data[row % len(data)]
        elif isinstance(data, dict) and step in data:
            data = data[step]
        else:
            return
    if isinstance(data, list):
        if data:
            data[row % len(data)] = value
    elif isinstance(data, dict):
        data[path[-1]] = value


def said(report: Report) -> str:
    """Return everything that a report says, in both formats and languages."""
    out = io.StringIO()
    for language in ("zh-CN", "en"):
        text.print_report(report, Console(file=out, width=100_000), language)
        document = json_report.report_json(report, language)
        json.loads(document)
        document.encode("utf-8")
        out.write(document)
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(BASES))
@given(data=st.data())
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_hostile_data(name: str, data: st.DataObject) -> None:
    """A submission with anything anywhere is judged the same by both engines."""
    notices = NOTICES[data.draw(st.booleans(), label="lists")]
    form = home(notices, name)
    nodes = [node for node in form.fields() if node.key != "*"]
    table = name == "summary"
    base = json.loads((EXAMPLES / BASES[name]).read_text(encoding="utf-8"))
    base.pop("$schema", None)
    bundle = []
    for number in range(data.draw(st.integers(1, 2), label="files")):
        content = copy.deepcopy(base)
        for _ in range(data.draw(st.integers(0, 4), label="changes")):
            node = data.draw(st.sampled_from(nodes))
            path = parts(node, table=table)
            if data.draw(st.booleans(), label="beside"):
                path = (*path[:-1], data.draw(st.one_of(keys, texts)))
            put(content, path, data.draw(values), data.draw(st.integers(0, 3)))
        for node in nodes:
            if node.sensitive:
                path = parts(node, table=table)
                # A text where a group should be may hold what belongs into the group.
                end = data.draw(st.sampled_from([len(path)] * 5 + [*range(1, len(path))]))
                secret = data.draw(secrets if end == len(path) else group_secrets)
                put(content, path[:end], secret, number)
        bundle.append(Submission(file=f"{number}.json", data=content, schema=form.ref))
    report = validate(notices, bundle)
    assert validate(notices, bundle, engine="reference") == report
    out = said(report)
    assert SECRET not in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_row_that_is_no_row() -> None:
    """A text where the rows, or one row, of a table should be may hold sensitive cells."""
    for rows in (SECRET, [SECRET], [[SECRET]]):
        submission = Submission(file="x", data={"rows": rows}, schema="shenkang-2024/summary")
        assert SECRET not in said(validate(NOTICES[False], [submission]))
    whole = Submission(file="x", data=SECRET, schema="shenkang-2024/p1")
    assert SECRET not in said(validate(NOTICES[False], [whole]))


def test_more_rows_than_anybody_fills_in() -> None:
    """An array far beyond what the form takes is one finding, found at once."""
    base = json.loads((EXAMPLES / BASES["p1"]).read_text(encoding="utf-8"))
    base["partners"] = [{"unit": str(number % 7), "x": 1} for number in range(100_000)]
    submission = Submission(file="x", data=base, schema=base.pop("$schema"))
    report = validate(NOTICES[True], [submission])
    assert [(item.rule, item.where.pointer) for item in report.findings] == [
        ("shape.maxItems", "/partners")
    ]
    assert "100000" in said(report)


def test_long_names_of_files() -> None:
    """File names and keys longer than Fluent formats are cut, whatever sentence they are in."""
    base = json.loads((EXAMPLES / BASES["p1"]).read_text(encoding="utf-8"))
    schema = base.pop("$schema")
    names = [f"{number}/{'长' * 4000}.json" for number in range(12)]
    bundle = [Submission(file=name, data=base, schema=schema) for name in names]
    report = validate(NOTICES[True], bundle)
    assert {item.rule for item in report.findings} >= {"SK-P1-17"}
    assert said(report)


OTHERS = sorted(
    (home.ref, example)
    for notice in NOTICES[False]
    if notice.id != "shenkang-2024"
    for home in notice.homes
    for example in (ROOT / "schemas" / notice.id / "examples").glob("*-valid/*.json")
    if example.name not in ("case.json", "expected.json")
    and json.loads(example.read_text(encoding="utf-8"))["$schema"] == home.ref
)
"""The forms and tables of the other notices, each with its valid examples."""


def test_every_other_notice_is_attacked() -> None:
    """Each has a form or a table here."""
    assert {ref.partition("/")[0] for ref, _ in OTHERS} == {
        notice.id for notice in NOTICES[False] if notice.id != "shenkang-2024"
    }


@given(data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_hostile_tables_and_targets(data: st.DataObject) -> None:
    """Grouped columns, fixed rows, computed values, keys, quotas and targets bear anything."""
    ref, example = data.draw(st.sampled_from(OTHERS), label="example")
    notices = NOTICES[False]
    form = next(item for notice in notices for item in notice.homes if item.ref == ref)
    nodes = [node for node in form.fields() if node.key != "*"]
    content = json.loads(example.read_text(encoding="utf-8"))
    content.pop("$schema")
    for _ in range(data.draw(st.integers(1, 5), label="changes")):
        path = parts(data.draw(st.sampled_from(nodes)), table=form.is_table)
        end = data.draw(st.sampled_from([len(path)] * 4 + [*range(1, len(path))]))
        put(content, path[:end], data.draw(values), data.draw(st.integers(0, 40)))
    bundle = [Submission(file=name, data=content, schema=ref) for name in ("a", "b")]
    report = validate(notices, bundle)
    assert validate(notices, bundle, engine="reference") == report
    out = said(report)
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_mistake_in_every_row_is_told_in_time() -> None:
    """What cannot be read in one row is not looked for in every other row."""
    rows = [
        {"year": 2022, "hospital": f"h{number}", "emr_level": "3级"} for number in range(20_000)
    ]
    submission = Submission(file="x", data={"rows": rows}, schema="mudan-2022/status")
    report = validate(NOTICES[False], [submission])
    assert {item.rule for item in report.findings} >= {"shape.type", "shape.enum"}


def test_a_rule_that_is_too_much_for_a_table_is_not_tried_for_every_row() -> None:
    """After a few rows it is known to be too much for the others."""
    row = {"project": "city", "hospital": "甲", "specialty": "心内科", "item": "9"}
    rows = [{**row, "note": f"第{number}次", "as_of": "2023-12-31"} for number in range(11_000)]
    submission = Submission(file="x", data={"rows": rows}, schema="wenzhou-2023/monitoring")
    report = validate(NOTICES[False], [submission])
    found = [item for item in report.findings if item.rule == "WZ-45"]
    assert {item.verdict for item in found} == {"undecided"}
    assert "10900" in said(report)
