"""The report for programs; its shape is published as ``schemas/report.schema.json``."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from importlib import metadata
from typing import Any

from shenbao.core.findings import Finding, Followed, Report, TableCheck
from shenbao.core.messages import words
from shenbao.core.messages.values import plains
from shenbao.reports.finding_text import hint, label, message, remedy
from shenbao.reports.phrases import leaf

REPORT_VERSION = "1.1"
"""Of the shape: the second number grows with a new key, the first when one goes or changes."""

_ESCAPED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def report_json(report: Report, language: str) -> str:
    """Return the report as JSON text, the same for the same report."""
    return dump(
        {
            "shenbao": version(),
            "reportVersion": REPORT_VERSION,
            "verdict": report.verdict,
            "counts": asdict(report.counts),
            "files": list(report.files),
            "forms": [asdict(form) for form in report.forms],
            "readings": [_followed(item) for item in report.readings],
            "tables": [_table(table, language) for table in report.tables],
            "findings": [finding(item, language) for item in report.findings],
            "notes": [finding(item, language) for item in report.notes],
        }
    )


def version() -> str:
    """Return the version of the installed package; a bare checkout has none."""
    try:
        return metadata.version("shenbao")
    except metadata.PackageNotFoundError:
        return "0.0.0"


def dump(value: Any) -> str:
    """Return JSON text that is safe to print: invisible characters are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _ESCAPED.sub(_escape, text) + "\n"


def _table(table: TableCheck, language: str) -> dict[str, Any]:
    return {
        "file": table.file,
        "name": table.name,
        "sheet": table.sheet,
        "ref": table.ref,
        "rows": table.rows,
        "complete": table.complete,
        "counts": [
            {
                "rule": kind.rule,
                "field": kind.field,
                "column": words(kind.column, language) or None,
                "count": kind.count,
                "listed": kind.listed,
            }
            for kind in table.counts
        ],
    }


def _followed(item: Followed) -> dict[str, Any]:
    return {**asdict(item), "rules": list(item.rules), "files": list(item.files)}


def finding(item: Finding, language: str) -> dict[str, Any]:
    """Return one finding, or note, as JSON; a key that does not apply is None."""
    where = item.where
    return {
        "rule": item.rule,
        "severity": item.severity,
        "verdict": item.verdict,
        "file": where.file,
        "sheet": leaf(where.file, where.sheet, language) or None,
        "row": where.row,
        "column": None if where.column is None else words(where.column, language),
        "field": where.field,
        "pointer": where.pointer,
        "label": label(item, language, marked=False) or None,
        "found": None if item.found is None else words(item.found, language),
        "message": message(item, language),
        "id": item.message or None,
        "values": plains(item.args),
        "repair": remedy(item, language) or None,
        "hint": hint(item, language) or None,
        "clauses": [
            {"id": clause.id, "number": clause.number, "quote": clause.quote}
            for clause in item.clauses
        ],
        "readings": [{"id": name, "text": text} for name, text in item.readings],
        "basis": item.basis,
    }


def _escape(match: re.Match[str]) -> str:
    # Half a character has no meaning alone and no encoding.
    whole = match[0].encode("utf-8", "replace").decode("utf-8")
    return "\\ufffd" if whole == "?" else f"\\u{ord(whole):04x}"
