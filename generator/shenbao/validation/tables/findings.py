"""From the verdict on a table to findings: each issue with its place, every count kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shenbao.core.findings import Finding, TableCheck, TableCount, Where, blanks_shown
from shenbao.core.masking import MASK
from shenbao.core.messages import words
from shenbao.core.messages.values import Many, PolicyText, Value, said
from shenbao.tabular.results import WARNING, Issue, TableResult
from shenbao.validation.hints import TITLE, HintColumn, header_hints, hint, hint_columns

PREFIX = "table."
"""Before the code of an issue in the rule of its finding."""

_SHEETS = "tables-note-sheets"
_MISPLACED = frozenset({"incorrect-label", "extra-label", "duplicate-label", "blank-label"})
_RAGGED = frozenset({"missing-cell", "extra-cell"})
_DESCRIBED = frozenset(
    {
        "dialect-error",
        "field-error",
        "metadata-error",
        "package-error",
        "resource-error",
        "schema-error",
    }
)
"""Codes of mistakes in what describes a table, not in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A table that was checked and where it stands.

    ``file`` is as a report names it, ``described`` is the file that holds the schema, ``ref``
    the short name of our own table. ``schema`` is the Table Schema as it is written, of which
    titles, units and labels are told. ``sensitive`` are the columns whose values are masked.
    """

    result: TableResult
    file: str
    described: str
    ref: str | None = None
    schema: Any = None
    sensitive: frozenset[str] = frozenset()
    workbook: bool = False


def table_findings(checked: Checked) -> tuple[tuple[Finding, ...], TableCheck]:
    """Return the listed issues and the warnings as findings, and the counts of all issues."""
    result, known = checked.result, hint_columns(checked.schema)
    labels = header_hints(result.issues, known)
    doubtful = _Doubtful.of(result.issues, labels)
    findings = tuple(
        _finding(
            _masked(issue) if checked.sensitive and issue in doubtful else issue,
            _where(issue, checked, known),
            known,
            {} if issue in doubtful else _hint(issue, checked, known, labels),
        )
        for issue in result.issues
    )
    warned = (issue for issue in result.notes if issue.code == WARNING)
    findings += tuple(_note(issue, _file(checked)) for issue in warned)
    # What was said in other words stands in the report as well.
    said = (*result.issues, *result.said)
    listed = Counter((issue.code, issue.field) for issue in said)
    named = {(issue.code, issue.field): issue.column for issue in reversed(said)}
    counts = tuple(
        TableCount(
            rule=PREFIX + code,
            field=number,
            column=named.get((code, number), ""),
            count=count,
            listed=listed[code, number],
        )
        for (code, number), count in result.counts.items()
    )
    check = TableCheck(
        file=checked.file,
        name=result.name,
        sheet=_sheet(checked),
        ref=checked.ref,
        rows=result.rows,
        complete=result.complete,
        counts=tuple(sorted(counts, key=lambda item: (item.field or 0, item.rule))),
    )
    return findings, check


def table_notes(checked: Checked) -> tuple[Finding, ...]:
    """Return what was read tolerantly, or looks odd; nothing of it is wrong."""
    notes = (issue for issue in checked.result.notes if issue.code != WARNING)
    return tuple(_note(issue, _file(checked)) for issue in notes)


def package_notes(issues: Iterable[Issue], file: str) -> tuple[Finding, ...]:
    """Return what was read tolerantly, or not at all, of a package as a whole."""
    return tuple(_note(issue, Where(file=file)) for issue in issues)


def _file(checked: Checked) -> Where:
    return Where(file=checked.file, sheet=_sheet(checked))


def _note(issue: Issue, where: Where) -> Finding:
    return Finding(
        rule=PREFIX + issue.message.removeprefix("tables-"),
        severity="warning" if issue.code == WARNING else "info",
        verdict="fail",
        where=replace(where, row=issue.row, column=issue.column or None, field=issue.field),
        message=issue.message,
        repair=issue.remedy,
        args={"value": issue.value or "", **issue.args, "column": issue.column},
        basis="toolkit",
    )


def package_findings(issues: Iterable[Issue], file: str) -> tuple[Finding, ...]:
    """Return what is wrong with a package itself."""
    return tuple(_finding(issue, Where(file=file), {}, {}) for issue in issues)


def sensitive_columns(*schemas: Any) -> frozenset[str]:
    """Return the columns that schemas call sensitive (``shenbao:sensitive``)."""
    return frozenset(
        item["name"]
        for schema in schemas
        if isinstance(schema, Mapping) and isinstance(schema.get("fields"), list)
        for item in schema["fields"]
        if isinstance(item, Mapping)
        and item.get("shenbao:sensitive") is True
        and isinstance(item.get("name"), str)
    )


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """Where a cell may belong to another column: below a wrong label, in a ragged row."""

    fields: frozenset[int | None]
    rows: frozenset[int | None]

    @classmethod
    def of(cls, issues: Sequence[Issue], labels: Mapping[int, dict[str, str]]) -> _Doubtful:
        """Find them. A column called by its title stands in its place."""
        titled = {number for number, hinted in labels.items() if hinted["hint"] == TITLE}
        misplaced = (issue.field for issue in issues if issue.code in _MISPLACED)
        wrong = (number for number in misplaced if number not in titled)
        ragged = (issue.row for issue in issues if issue.code in _RAGGED)
        return cls(frozenset(wrong), frozenset(ragged))

    def __contains__(self, issue: Issue) -> bool:
        if issue.code.endswith("-label"):
            return False
        across = issue.field is None and bool(self.fields)
        return across or issue.field in self.fields or issue.row in self.rows


def _masked(issue: Issue) -> Issue:
    """Return an issue without its value, which may be that of a sensitive column."""
    return replace(issue, value=None if issue.value is None else MASK)


def _sheet(checked: Checked) -> str | None:
    """Return the sheet that was checked where a workbook has several."""
    notes = (note for note in checked.result.notes if note.message == _SHEETS)
    return next((str(note.args["name"]) for note in notes), None)


def _where(issue: Issue, checked: Checked, known: Mapping[str, HintColumn]) -> Where:
    if issue.row is None and issue.code in _DESCRIBED:
        return Where(file=checked.described)
    column = _known(issue, known)
    return Where(
        file=checked.file,
        sheet=_sheet(checked),
        row=issue.row,
        column=issue.column or None,
        field=issue.field,
        label=column.title if column is not None else "",
    )


def _hint(
    issue: Issue,
    checked: Checked,
    known: Mapping[str, HintColumn],
    labels: Mapping[int, dict[str, str]],
) -> dict[str, str]:
    if issue.code.endswith("-label"):
        return labels.get(issue.field or 0, {})
    column = _known(issue, known)
    return hint(issue, column, workbook=checked.workbook) if column is not None else {}


def _finding(
    issue: Issue, where: Where, known: Mapping[str, HintColumn], hinted: Mapping[str, str]
) -> Finding:
    return Finding(
        rule=PREFIX + issue.code,
        severity="error",
        verdict="fail",
        where=where,
        found=issue.value,
        message=issue.message,
        repair=issue.remedy,
        args={
            "value": _blanks_shown(issue.value or ""),
            **issue.args,
            "column": _titled(issue.column, _known(issue, known)),
            **hinted,
        },
        basis="toolkit",
    )


def _blanks_shown(value: str | Many) -> Value:
    if isinstance(value, Many):
        return replace(value, items=tuple(blanks_shown(words(item)) for item in value.items))
    return blanks_shown(value)


def _known(issue: Issue, known: Mapping[str, HintColumn]) -> HintColumn | None:
    """Return the column of an issue; one of several columns has none."""
    return known.get(issue.column) if isinstance(issue.column, str) else None


def _titled(name: str | Many, column: HintColumn | None) -> Value:
    return name if column is None or isinstance(name, Many) else titled(name, column.title)


def titled(name: str, title: str) -> Value:
    """Return the title of a column with its name; people know the one, the file has the other."""
    if not title or title == name:
        return name
    return said("named", name=title if title.isascii() else PolicyText(zh=title), code=name)


def once_for_all_tables(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings once that a schema shared by several tables brings for each of them."""
    seen: dict[object, None] = {}
    kept: list[Finding] = []
    for finding in findings:
        if finding.where.row is None and finding.rule.removeprefix(PREFIX) in _DESCRIBED:
            key = (finding.rule, finding.message, finding.where, tuple(finding.args.items()))
            if key in seen:
                continue
            seen[key] = None
        kept.append(finding)
    return tuple(kept)
