"""Reports as a program takes them further: as JSON, as a page, as rows of a data frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, TypeAlias

from shenbao.core import findings
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import DEFAULT, words
from shenbao.core.messages.values import many
from shenbao.tabular import TableResult

FrameLibrary: TypeAlias = Literal["pandas", "polars"]
"""The libraries whose data frames are made."""

_FRAMES: tuple[FrameLibrary, ...] = ("pandas", "polars")
_FINDING: Mapping[str, type] = {
    "rule": str,
    "severity": str,
    "verdict": str,
    "file": str,
    "sheet": str,
    "row": int,
    "column": str,
    "field": int,
    "pointer": str,
    "label": str,
    "found": str,
    "message": str,
    "repair": str,
    "hint": str,
    "clauses": str,
    "basis": str,
}
_ISSUE: Mapping[str, type] = {
    "code": str,
    "row": int,
    "field": int,
    "column": str,
    "value": str,
    "message": str,
    "repair": str,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(findings.Report):
    """What was read, what was found, and the verdict: ``pass``, ``review`` or ``fail``.

    ``findings`` are what was found, in the order of ``files``; ``counts`` counts all of them,
    also those of large tables that are not listed; ``notes`` say what was read tolerantly.
    ``forms`` say what each file was taken for, ``readings`` what the verdict rests on where a
    clause is unclear, ``tables`` how many mistakes of each kind a table has.
    """

    @classmethod
    def of(cls, report: findings.Report) -> Report:
        """Return the same report with the ways to take it further."""
        return cls(**{item.name: getattr(report, item.name) for item in fields(report)})

    def to_json(self, language: str = DEFAULT) -> str:
        """Return the report as ``shenbao validate --format json`` prints it.

        ``language`` is ``zh-CN`` or ``en``. Its shape is ``schemas/report.schema.json``.
        """
        from shenbao.reports import json_report

        return json_report.report_json(self, language)

    def to_html(self, language: str = DEFAULT) -> str:
        """Return the report as one page that needs nothing from outside."""
        from shenbao.reports import html_report

        return html_report.report_page(self, language)

    def to_frame(self, library: FrameLibrary | None = None, *, language: str = DEFAULT) -> Any:
        """Return the findings as a data frame, one row each, in their order.

        The columns are the keys of a finding in the JSON report; ``row`` and ``field`` are whole
        numbers from one or missing, ``clauses`` the numbers of the clauses, joined.
        Without ``library`` pandas is taken, else Polars. Raises ShenbaoError where neither, or
        not the one named, is installed.
        """
        from shenbao.reports import json_report

        told = (json_report.finding(item, language) for item in self.findings)
        rows = [
            {**item, "clauses": words(many(map(_number, item["clauses"])), language)}
            for item in told
        ]
        return _frame(rows, _FINDING, library)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport(TableResult):
    """The verdict on one table, the same as frictionless has.

    ``rows`` counts records without the header. ``counts`` has every mistake by code and field
    (from one), ``issues`` the first of each kind, ``total`` is the number of all. ``complete``
    is false where the data could not be read to their end.
    """

    @classmethod
    def of(cls, result: TableResult) -> TableReport:
        """Return the same verdict with the ways to take it further."""
        return cls(**{item.name: getattr(result, item.name) for item in fields(result)})

    def to_frame(self, library: FrameLibrary | None = None, *, language: str = DEFAULT) -> Any:
        """Return the listed mistakes as a data frame, one row each.

        ``row`` (the header is the first) and ``field`` are whole numbers from one or missing.
        Raises ShenbaoError as that of a report does.
        """
        rows = [
            {
                "code": item.code,
                "row": item.row,
                "field": item.field,
                "column": words(item.column, language) or None,
                "value": None if item.value is None else words(item.value, language),
                "message": item.text(language),
                "repair": item.fix(language),
            }
            for item in self.issues
        ]
        return _frame(rows, _ISSUE, library)


def _number(clause: Mapping[str, str]) -> str:
    return clause["number"]


def _frame(
    rows: Sequence[Mapping[str, Any]], types: Mapping[str, type], wanted: FrameLibrary | None
) -> Any:
    """Return rows as a data frame whose columns have the same types, however few the rows."""
    names = (wanted,) if wanted is not None else _FRAMES
    library = next((name for name in names if find_spec(name) is not None), None)
    if library is None:
        raise ShenbaoError("frame-no-library", library=names[0], wanted=" / ".join(names))
    columns = {name: [row[name] for row in rows] for name in types}
    made: Any = import_module(library)
    if library == "polars":
        kinds = {int: made.Int64, str: made.String}
        return made.DataFrame(columns, schema={name: kinds[kind] for name, kind in types.items()})
    dtypes = {int: "Int64", str: "string"}
    series = {name: made.Series(columns[name], dtype=dtypes[kind]) for name, kind in types.items()}
    return made.DataFrame(series)
