"""One verdict on a table of ours from two that judge the same cells: each mistake told once.

Where a policy rule, or the check of the form behind the table, calls a cell wrong, its words
stand, for they name the clause: the exact check is given what was ``told`` and lists the rest. It
never stands with less than an error: the verdict is never better than that of the exact check.
What the reader of the table remarked on a cell that is wrong has nothing more to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shenbao.core.findings import Finding
from shenbao.core.messages import words
from shenbao.tabular.results import CELL_CODES, Told
from shenbao.validation.tables.findings import PREFIX

if TYPE_CHECKING:
    from shenbao.policy.model import Table

_KEY_RULES = frozenset({"primary-key", "unique-key"})
_BLANK = "blank-row"
_BLANK_NOTE = "csv.blank-row"
_SWALLOWED, _SWALLOWED_IN_CSV = "swallowed-rows", "csv.swallowed-rows"
_ROWS = "/rows/"


def told(policy: Sequence[Finding], table: Table) -> Told:
    """Return what findings on one file say of the cells, keys and headings of a table."""
    worded = {rule.id for rule in table.all_rules() if rule.keywords}
    structural = (item for item in policy if item.rule.startswith("shape.") or item.rule in worded)
    labels = frozenset(_labels(policy))
    return Told(
        cells=frozenset(
            cell for item in structural if _blocks(item) and (cell := _cell(item)) is not None
        ),
        keys=frozenset(item.where.row or 0 for item in policy if item.rule in _KEY_RULES),
        labels=labels.union(node.column_name for node in table.fields() if node.title in labels),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """The cells and rows of one file that the exact check, or the policy, calls wrong."""

    cells: frozenset[tuple[int | None, str]]
    strong: frozenset[tuple[int, str]]
    blank: frozenset[int | None]
    swallowed: frozenset[int | None]

    @classmethod
    def of(cls, exact: Iterable[Finding], said: Told) -> Judged:
        """Take the findings of the exact check, and what the policy said before."""
        exact = tuple(exact)
        return cls(
            cells=frozenset(
                (item.where.row, words(item.where.column or ""))
                for item in exact
                if _code(item) in CELL_CODES
            ),
            strong=said.cells,
            blank=frozenset(item.where.row for item in exact if _code(item) == _BLANK),
            swallowed=frozenset(item.where.row for item in exact if _code(item) == _SWALLOWED),
        )

    def leaves(self, finding: Finding) -> bool:
        """Say whether a finding of the policy still says something."""
        if finding.rule == _SWALLOWED_IN_CSV and finding.where.row in self.swallowed:
            return False
        reminds = finding.rule.startswith("shape.") and not _blocks(finding)
        return not reminds or _cell(finding) not in self.cells

    def leaves_note(self, note: Finding) -> bool:
        """Say whether a note of the reader still says something."""
        if note.rule == _BLANK_NOTE and note.where.row in self.blank:
            return False
        cell = _cell(note)
        return cell not in self.cells and cell not in self.strong


def _labels(policy: Sequence[Finding]) -> Iterator[str]:
    """Yield the headings and titles that the reader of the table calls wrong or missing."""
    for item in policy:
        if item.rule.startswith("csv.header-") and _blocks(item):
            for text in (item.where.column, item.where.label):
                if isinstance(text, str) and text:
                    yield text


def _blocks(finding: Finding) -> bool:
    return finding.severity == "error" and finding.verdict == "fail"


def _code(finding: Finding) -> str:
    return finding.rule.removeprefix(PREFIX)


def _cell(finding: Finding) -> tuple[int, str] | None:
    """Return the row and the name of the column, as the published schema has it."""
    row, pointer = finding.where.row, finding.where.pointer
    if row is None or not pointer.startswith(_ROWS):
        return None
    column = pointer.removeprefix(_ROWS).partition("/")[2]
    return (row, column.replace("/", ".")) if column else None
