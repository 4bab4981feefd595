"""One finding in a report: its sentence, its remedy, its row and column, what stood there."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from shenbao.core import messages
from shenbao.core.findings import Finding, Where
from shenbao.reports.finding_text import label, message, remedy_mark
from shenbao.reports.terminal_text import terminal_safe, value

JOINED = " · "
"""Stands between the parts of a label."""

TABLE = "table."
"""Before the rules of the exact check of tables."""


def told(finding: Finding, language: str) -> str:
    """Return the sentence with its remedy; the row, which is told beside it, is not named."""
    return message(renamed(finding), language)


def sentence_parts(finding: Finding, language: str) -> tuple[str, str]:
    """Return the sentence and the remedy, which not every finding has; rows are not named."""
    said = told(finding, language)
    sentence, mark, remedy = said.rpartition(remedy_mark(language))
    return (sentence, remedy) if mark else (said, "")


def position(finding: Finding, language: str) -> str:
    """Return which row it is: as the file counts it, else as the form does."""
    if finding.where.row is not None:
        row = {"rows": str(finding.where.row), "total": "none"}
        return messages.say("report-rows", row, language)
    parts = label(finding, language).split(JOINED)
    return terminal_safe(JOINED.join(part for part in parts if _is_row(part, language)))


def page(where: Where) -> str:
    """Return the page of a PDF, which its reader names as a sheet; nothing for other files."""
    return terminal_safe(where.sheet or "") if (where.file or "").lower().endswith(".pdf") else ""


def sheet(where: Where, language: str) -> str:
    """Name the sheet of a workbook."""
    if not where.sheet:
        return ""
    return messages.say("report-sheet", {"sheet": terminal_safe(where.sheet)}, language)


def part_of_form(finding: Finding, language: str) -> str:
    """Return the part of a form whose rows are counted; a sheet or a table has its own name."""
    where, name = finding.where, label(finding, language)
    first, _, rest = name.partition(JOINED)
    named = where.sheet and not page(where)
    return (
        f" {terminal_safe(first)} " if rest and not named and without_rows(first, language) else ""
    )


def names_column(finding: Finding, sentence: str) -> bool:
    """Say whether a sentence on a table names the column itself."""
    name = finding.args.get("column") if finding.rule.startswith(TABLE) else None
    return bool(name) and str(name) in sentence


def column(finding: Finding, language: str) -> str:
    """Name a column by its heading; a heading that is a key, by its title too."""
    heading = finding.where.column or ""
    name = label(finding, language)
    if not heading:
        return "" if finding.where.row is not None else terminal_safe(without_rows(name, language))
    name = name.partition(JOINED)[2] or (name if finding.rule.startswith(TABLE) else "")
    if name and heading.isascii() and heading != name:
        named = {"column": value(heading), "title": value(name)}
        return messages.say("report-column-key", named, language)
    return messages.say("report-column", {"column": value(heading)}, language)


def named(finding: Finding, language: str) -> str:
    """Name the column by its heading, by its title too where that is a key; else the field."""
    name = without_rows(label(finding, language), language)
    heading = finding.where.column
    if not heading:
        return value(name)
    last = name.rpartition(JOINED)[2]
    if last and heading.isascii() and heading != last:
        return value(
            f"{last}（{heading}）" if language == messages.DEFAULT else f"{last} ({heading})"
        )
    return value(heading)


def value_words(finding: Finding, language: str) -> str:
    """Return the offending value for a reader: yes or no, or what a code stands for."""
    found = finding.found or ""
    if found in {"true", "false"}:
        return messages.say(f"report-{found}", None, language)
    meaning = finding.args.get("found_label")
    return value(f"{meaning}（{found}）" if meaning else found)


def rule_said(finding: Finding, language: str) -> str:
    """Return what the rule asks that could not be decided, with its id."""
    args = finding.args
    said = (args.get("sentence_en") if language == "en" else None) or args.get("sentence") or ""
    named = f"（{finding.rule}）" if language == messages.DEFAULT else f" ({finding.rule})"
    return terminal_safe(f"{said}{named}").strip()


def reason(finding: Finding, language: str) -> str:
    """Return why nothing can be told: one missing list is missed by many rules."""
    if finding.verdict != "undecided":
        return ""
    args = finding.args
    return str((args.get("missing_en") if language == "en" else None) or args.get("missing") or "")


def renamed(finding: Finding) -> Finding:
    """Return the finding with a label that names no row: the row is told beside it."""
    named = {
        name: without_rows(str(finding.args[name]), spoken)
        for name, spoken in (("label", messages.DEFAULT), ("label_en", "en"))
        if finding.args.get(name)
    }
    return replace(finding, args={**finding.args, **named}) if named else finding


def without_rows(name: str, language: str) -> str:
    """Return a label without the numbers of rows in it."""
    parts = name.split(JOINED)
    return JOINED.join(part for part in parts if not _is_row(part, language))


def _is_row(part: str, language: str) -> bool:
    before, after = _row_words(language)
    number = part.removeprefix(before).removesuffix(after)
    return number.isdigit() and part == f"{before}{number}{after}"


@cache
def _row_words(language: str) -> tuple[str, str]:
    """Return what stands before and after the number of a row in a label."""
    before, _, after = messages.say("check-row", {"row": "\0"}, language).partition("\0")
    return before, after
