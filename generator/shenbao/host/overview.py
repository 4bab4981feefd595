"""The overview of what was checked: a row for each file, with what tells one from another."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

from shenbao.app.validate import Validated
from shenbao.core.findings import Finding, verdict
from shenbao.core.messages import say
from shenbao.core.paths import path_of, value_at
from shenbao.policy.model import Field, FormOrTable, Notice
from shenbao.policy.names import resolve
from shenbao.reports.grouping import skipped_files

Row: TypeAlias = Mapping[str, str]
"""``file``, ``form``, ``unit``, ``leader``, ``title``, ``amount``, ``verdict``; "" for nothing.

The verdict of a file that was not read is ``unread``: of it nothing is known.
"""

ROLES: Mapping[str, Sequence[str]] = {
    "unit": ("lead_unit", "hospital", "unit"),
    "leader": ("leader", "contact"),
    "title": ("project_title", "specialty"),
    "amount": ("funding",),
}
"""Which roles of the fields a column is filled from: the first that a form has."""


def overview(made: Validated, notices: Sequence[Notice]) -> list[Row]:
    """Return a row for each file of the report, in its order; sensitive values are left out."""
    forms = {item.file: item for item in made.report.forms}
    data = {item.file: item.data for item in made.submissions}
    told: dict[str, list[Finding]] = {}
    for finding in made.report.findings:
        told.setdefault(finding.where.file or "", []).append(finding)
    unread = skipped_files(made.report)
    rows: list[Row] = []
    for file in made.report.files:
        home = resolve(notices, forms[file].ref) if file in forms else None
        shown = _values(home, data.get(file)) if home is not None else {}
        rows.append(
            {
                "file": file,
                "form": forms[file].title if file in forms else "",
                **{name: shown.get(name, "") for name in ROLES},
                "verdict": "unread" if file in unread else verdict(told.get(file, ())),
            }
        )
    return rows


def _values(home: FormOrTable, data: Any) -> Mapping[str, str]:
    if home.is_table or data is None:
        return {}
    shown: dict[str, str] = {}
    for name, roles in ROLES.items():
        field = next(filter(None, map(home.field_with_role, roles)), None)
        if field is not None and not field.sensitive and "*" not in field.pointer:
            shown[name] = _text(field, value_at(data, path_of(field.pointer)))
    return shown


def _text(field: Field, value: Any) -> str:
    if value is None or isinstance(value, bool | dict | list):
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f"{text} {field.unit}" if field.unit else text


_WIDE = 24
"""How wide a column is, in characters; that of the files is twice as wide."""


def workbook(rows: Sequence[Row], language: str) -> bytes:
    """Return the overview as xlsx; the same rows give the same bytes."""
    import xlsxwriter

    made = io.BytesIO()
    names = ("file", "form", *ROLES, "verdict")
    book: Any
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        sheet = book.add_worksheet(say("files-overview", None, language))
        bold = book.add_format({"bold": True, "bg_color": "#E6EAEE", "border": 1})
        for column, name in enumerate(names):
            sheet.set_column(column, column, _WIDE * (2 if name == "file" else 1))
            sheet.write_string(0, column, say(f"files-column-{name}", None, language), bold)
            for number, row in enumerate(rows, start=1):
                shown = row[name]
                if name == "verdict":
                    shown = say(f"files-verdict-{shown}", None, language)
                sheet.write_string(number, column, shown)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(names) - 1)
    return made.getvalue()
