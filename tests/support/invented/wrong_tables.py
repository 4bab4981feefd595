"""A wrong table with its report, checked by the exact engine, for what shows reports."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from shenbao.core.findings import Finding, Report, Where
from shenbao.tabular import check_table
from shenbao.validation.tables.findings import Checked, table_findings

FILE = "交付/住院 明细.csv"
HEADER = ("病案号", "性别", "入院日期", "住院天数", "联系电话")
SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "病案号", "type": "string", "constraints": {"pattern": "[0-9]{8}"}},
        {"name": "性别", "type": "string", "constraints": {"enum": ["男", "女"]}},
        {"name": "入院日期", "type": "date"},
        {"name": "住院天数", "type": "integer", "constraints": {"minimum": 0}},
        {"name": "联系电话", "type": "string", "constraints": {"pattern": "1[0-9]{10}"}},
    ],
    "primaryKey": ["病案号"],
}
SENSITIVE = ("联系电话",)
ROWS = (
    HEADER,
    ("00000001", "男", "2024-03-04", "5", "13800000001"),
    ("00000002", "F", "2024/13/01", "-1", "13800000002"),
    (),
    ("00000001", "女", "三月五日", "7", "secret-phone"),
    ("00000005", "女", "2024-03-05"),
    ("=1+1", "男", "2024-03-06", "3", "13800000006"),
    ("00000007", "男", "2024-03-07", "0003", "13800000007"),
)


def csv_bytes(rows: Sequence[Sequence[object]]) -> bytes:
    """Return the records as a CSV file."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8")


def table_report(
    rows: Sequence[Sequence[object]] = ROWS, *, limit: int | None = 100, file: str = FILE
) -> Report:
    """Check the records and return the report; the telephone numbers are masked."""
    result = check_table(SCHEMA, csv_bytes(rows), format="csv", sensitive=SENSITIVE, limit=limit)
    checked = Checked(result=result, file=file, described="schema.json", schema=SCHEMA)
    findings, table = table_findings(checked)
    return Report(findings=findings, files=(file,), tables=(table,))


def finding(rule: str = "DM-P-02", **given: Any) -> Finding:
    """A finding of a policy; what is given differs."""
    usual: dict[str, Any] = {
        "severity": "error",
        "verdict": "fail",
        "where": Where(file="甲.json", pointer="/basic/funding", label="基本信息 · 申请经费"),
        "found": "25",
        "wording": {"zh-CN": "申请经费应在10万元至20万元之间", "en": "Between 10 and 20 万元"},
    }
    return Finding(rule=rule, **(usual | given))
