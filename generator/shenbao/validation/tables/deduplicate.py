"""The exact verdict on a table of ours beside the rules of its policy: each mistake told once.

Both see the same cells. Where a policy rule, or the check of the form behind the table, calls
a cell wrong, its words win, for they name the clause. It never wins with less than an error:
the verdict is never better than that of the exact check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shenbao.core.findings import Finding
from shenbao.core.messages import words
from shenbao.validation.tables.findings import PREFIX

if TYPE_CHECKING:
    from shenbao.policy.model import FormOrTable

_CELL = frozenset({"type-error", "constraint-error", "missing-cell", "foreign-key"})
_KEY = frozenset({"primary-key", "unique-error", "unique-key"})
_KEY_RULES = frozenset({"primary-key", "unique-key"})
_LABELS = frozenset(
    {"incorrect-label", "extra-label", "missing-label", "blank-label", "duplicate-label"}
)
_EMPTY_KEY = "tables-key-empty"
_BLANK = "blank-row"
_BLANK_NOTE = "csv.blank-row"
_SWALLOWED, _SWALLOWED_IN_CSV = "swallowed-rows", "csv.swallowed-rows"
_CHOICE = "tables-constraint-enum"
_ROWS = "/rows/"

Cell = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduplicated:
    """What is left to tell of one table: exact findings, those of the policy, notes."""

    exact: tuple[Finding, ...]
    policy: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def deduplicate(
    exact: Sequence[Finding], policy: Sequence[Finding], notes: Sequence[Finding], home: FormOrTable
) -> Deduplicated:
    """Return the findings and notes on one table of ``home`` without those told twice."""
    worded = {rule.id for rule in home.all_rules() if rule.keywords}
    structural = [item for item in policy if item.rule.startswith("shape.") or item.rule in worded]
    strong = {cell for item in structural if _blocks(item) and (cell := _cell(item))}
    rows = {row for row, _ in strong}
    keys = {item.where.row for item in policy if item.rule in _KEY_RULES}
    labels = _labels(policy)
    swallowed = {item.where.row for item in exact if _code(item) == _SWALLOWED}
    left = [item for item in exact if not _told(item, strong, rows, keys, labels)]
    kept = tuple(_without_echoes(left))
    blank = {item.where.row for item in exact if _code(item) == _BLANK}
    wrong = {(item.where.row, _key(item)) for item in kept if _code(item) in _CELL}
    return Deduplicated(
        exact=kept,
        policy=tuple(
            item
            for item in policy
            if (not item.rule.startswith("shape.") or _blocks(item) or _cell(item) not in wrong)
            and not (item.rule == _SWALLOWED_IN_CSV and item.where.row in swallowed)
        ),
        notes=tuple(
            note
            for note in notes
            if _cell(note) not in wrong | strong
            and not (note.rule == _BLANK_NOTE and note.where.row in blank)
        ),
    )


def _without_echoes(exact: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out what only follows from another: a code in no list, the key of a blank row."""
    choices = {(item.where.row, _key(item)) for item in exact if item.message == _CHOICE}
    blank = {item.where.row for item in exact if _code(item) == _BLANK}
    for item in exact:
        row = item.where.row
        if _code(item) == "foreign-key" and (row, _key(item)) in choices:
            continue
        if item.message == _EMPTY_KEY and row in blank:
            continue
        yield item


def _told(
    finding: Finding,
    strong: Collection[Cell],
    rows: Collection[int],
    keys: Collection[int | None],
    labels: Collection[str],
) -> bool:
    code, row = _code(finding), finding.where.row
    if code in _CELL:
        return (row, _key(finding)) in strong
    if code in _KEY:
        return row in keys or (finding.message == _EMPTY_KEY and row in rows)
    return code in _LABELS and bool({finding.found, finding.where.label} & set(labels))


def _labels(policy: Sequence[Finding]) -> frozenset[str]:
    """Return the headings and titles that the reader of the table calls wrong or missing."""
    return frozenset(
        text
        for item in policy
        if item.rule.startswith("csv.header-") and _blocks(item)
        for text in (item.where.column, item.where.label)
        if isinstance(text, str) and text
    )


def _blocks(finding: Finding) -> bool:
    return finding.severity == "error" and finding.verdict == "fail"


def _code(finding: Finding) -> str:
    return finding.rule.removeprefix(PREFIX)


def _key(finding: Finding) -> str:
    return words(finding.where.column or "")


def _cell(finding: Finding) -> Cell | None:
    """Return the row and the name of the column, as the published schema has it."""
    row, pointer = finding.where.row, finding.where.pointer
    if row is None or not pointer.startswith(_ROWS):
        return None
    column = pointer.removeprefix(_ROWS).partition("/")[2]
    return (row, column.replace("/", ".")) if column else None
