"""One finding in a report: its sentence, its remedy, its row and column, what stood there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, lru_cache

from shenbao.core import messages
from shenbao.core.findings import Finding, Where
from shenbao.core.messages.values import Many, Said, Value, texts_only
from shenbao.reports.finding_text import is_row, label_parts, message, path, remedy_mark
from shenbao.reports.terminal_text import terminal_safe, value

_PAGE = "pdf-page"

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
    return terminal_safe(messages.words(path(filter(is_row, label_parts(finding))), language))


def page(where: Where, language: str) -> str:
    """Name the page of a PDF, which its reader names as a sheet; nothing for other files."""
    is_paper = (where.file or "").lower().endswith(".pdf")
    return leaf(where.file, where.sheet, language) if is_paper else ""


def leaf(file: str | None, name: str | None, language: str) -> str:
    """Return the name of a sheet as its file has it; a page of a PDF is called so by us."""
    if not name or not (file or "").lower().endswith(".pdf"):
        return terminal_safe(name or "")
    before, after = _page_words()
    number = name.removeprefix(before).removesuffix(after)
    return messages.say(_PAGE, {"page": terminal_safe(number)}, language)


def sheet(where: Where, language: str) -> str:
    """Name the sheet of a workbook."""
    if not where.sheet:
        return ""
    return messages.say("report-sheet", {"sheet": terminal_safe(where.sheet)}, language)


def part_of_form(finding: Finding, language: str) -> str:
    """Return the part of a form whose rows are counted; a sheet or a table has its own name."""
    where, parts = finding.where, label_parts(finding)
    named = where.sheet and not page(where, language)
    if len(parts) < 2 or named or is_row(parts[0]):  # noqa: PLR2004 - a part and what is in it
        return ""
    return f" {terminal_safe(messages.words(parts[0], language))} "


def names_column(finding: Finding, sentence: str, language: str) -> bool:
    """Say whether a sentence on a table names the column itself."""
    name = finding.args.get("column") if finding.rule.startswith(TABLE) else None
    return bool(name) and messages.words(name or "", language) in sentence


def column(finding: Finding, language: str) -> str:
    """Name a column by its heading; a heading that is a key, by its title too."""
    heading, parts = _heading(finding, language), label_parts(finding)
    if not heading:
        return (
            "" if finding.where.row is not None else terminal_safe(without_rows(finding, language))
        )
    rest = parts[1:] or (parts if finding.rule.startswith(TABLE) else ())
    if rest and heading.isascii() and heading != bare(rest):
        named = {"column": value(heading), "title": value(messages.words(path(rest), language))}
        return messages.say("report-column-key", named, language)
    return messages.say("report-column", {"column": value(heading)}, language)


def _heading(finding: Finding, language: str) -> str:
    return messages.words(finding.where.column or "", language)


def column_named(finding: Finding, language: str) -> str:
    """Name the column by its heading, by its title too where that is a key; else the field."""
    heading = _heading(finding, language)
    if not heading:
        return value(without_rows(finding, language))
    last = _bare_steps(finding)[-1:]
    if last and heading.isascii() and heading != bare(last):
        told: dict[str, Value] = {"name": path(last), "code": heading}
        return value(messages.say("named", told, language))
    return value(heading)


def value_words(finding: Finding, language: str) -> str:
    """Return the offending value for a reader: yes or no, or what a code stands for."""
    found = messages.words(finding.found or "", language)
    if found in {"true", "false"}:
        return messages.say(f"report-{found}", None, language)
    group = finding.args.get("group", "")
    if group and found == messages.words(group):
        return value(messages.words(group, language))
    meaning = finding.args.get("found_label")
    if not meaning:
        return value(found)
    return value(messages.say("named", {"name": meaning, "code": found}, language))


def rule_said(finding: Finding, language: str) -> str:
    """Return what the rule asks that could not be decided, with its id."""
    told = {"name": finding.args.get("sentence", ""), "code": finding.rule}
    return terminal_safe(messages.say("named", told, language)).strip()


def reason(finding: Finding, language: str) -> str:
    """Return why nothing can be told: one missing list is missed by many rules."""
    if finding.verdict != "undecided":
        return ""
    return messages.words(finding.args.get("missing", ""), language)


def reason_anywhere(finding: Finding, language: str) -> str:
    """Return why nothing can be told, without the rows: the same is missing in many of them."""
    if finding.verdict != "undecided":
        return ""
    missing = finding.args.get("missing", "")
    if not texts_only(missing):
        return messages.words(_without(is_row, missing), language)
    return _anywhere(missing, language)


@lru_cache(maxsize=1024)
def _anywhere(missing: Value, language: str) -> str:
    return messages.words(_without(is_row, missing), language)


def inside_row(finding: Finding) -> Finding:
    """Return the finding without the row that its label begins with: it is told beside it."""
    row = label_parts(finding)[0]
    args = {name: _without(lambda step: step == row, value) for name, value in finding.args.items()}
    return replace(finding, args=args)


def _without(unwanted: Callable[[Value], bool], told: Value) -> Value:
    """Return a value without some steps of the places in it; what is then alike is said once."""
    if isinstance(told, Said):
        args = tuple((name, _without(unwanted, part)) for name, part in told.args)
        return told if args == told.args else replace(told, args=args)
    if isinstance(told, Many):
        left = (_without(unwanted, item) for item in told.items if not unwanted(item))
        items = tuple(dict.fromkeys(left))
        return told if items == told.items else replace(told, items=items)
    return told


def renamed(finding: Finding) -> Finding:
    """Return the finding with a label that names no row: the row is told beside it."""
    if not finding.args.get("label"):
        return finding
    return replace(finding, args={**finding.args, "label": path(_bare_steps(finding))})


def without_rows(finding: Finding, language: str) -> str:
    """Return the label without the numbers of rows in it."""
    return messages.words(path(_bare_steps(finding)), language)


def bare(parts: Iterable[Value]) -> str:
    """Return steps of a label as the policy writes them."""
    return messages.words(path(parts))


def _bare_steps(finding: Finding) -> tuple[Value, ...]:
    return tuple(part for part in label_parts(finding) if not is_row(part))


@cache
def _page_words() -> tuple[str, str]:
    """Return what stands before and after the number of a page in the name that a reader gives."""
    before, _, after = messages.say(_PAGE, {"page": "\0"}).partition("\0")
    return before, after
