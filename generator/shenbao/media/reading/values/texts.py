"""Texts in data that came as data: read as their fields ask, as those of any other medium are.

JSON and the data of a page say what their writer typed: ``"20%"``, a label for its code,
``2024年4月30日``. A text that its field cannot read stays as it is, and the check refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shenbao.core.masking import mask
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import unit
from shenbao.core.paths import Path, pointer_of
from shenbao.core.submission import Submission
from shenbao.media.reading.reader_findings import Remarks, note
from shenbao.media.reading.values import cells
from shenbao.policy.form_identity import leaf_names
from shenbao.policy.model import Field, FormOrTable, Notice


def read_texts(notice: Notice, home: FormOrTable, submission: Submission) -> Submission:
    """Return a submission of ``home`` with its texts read; what was changed is noted."""
    reading = _Reading(notice, home, submission)
    data = reading.value(submission.data, "", ())
    notes = reading.notes.all()
    if not notes and data == submission.data:
        return submission
    return replace(submission, data=data, notes=(*submission.notes, *notes))


@dataclass(slots=True)
class _Reading:
    """Reads the texts of one submission."""

    notice: Notice
    home: FormOrTable
    submission: Submission
    notes: Remarks = field(default_factory=Remarks)
    leaves: Mapping[str, Field] = field(init=False)
    readers: dict[str, tuple[Field, cells.Reader] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.leaves = leaf_names(self.home)

    def value(self, given: Any, pattern: str, at: Path) -> Any:
        """Return what stands at a place with every text in it read; the given is not changed."""
        if isinstance(given, dict):
            return {
                key: self._below(item, f"{pattern}/{key}", at, key) for key, item in given.items()
            }
        if isinstance(given, list):
            below = f"{pattern}/*"
            return [self._below(item, below, at, number) for number, item in enumerate(given)]
        return given

    def _below(self, given: Any, pattern: str, at: Path, step: str | int) -> Any:
        if isinstance(given, str):
            return self._read(given, pattern, at, step) if given.strip() else given
        return self.value(given, pattern, (*at, step)) if isinstance(given, dict | list) else given

    def _reader(self, pattern: str) -> tuple[Field, cells.Reader] | None:
        node = self.leaves.get(pattern)
        if node is None or node.computed is not None:
            return None
        return node, cells.reader(self.notice, node)

    def _read(self, given: str, pattern: str, at: Path, step: str | int) -> cells.Value:
        if pattern not in self.readers:
            self.readers[pattern] = self._reader(pattern)
        known = self.readers[pattern]
        if known is None:
            return given
        node, read = known
        text = given.strip()
        cell = read(text)
        # A text of a form may be long; blanks around it say nothing, and nobody is told of them.
        spaces = text != given and self.home.is_table
        rules = ("csv.spaces-removed", *cell.remarks) if spaces else cell.remarks
        if rules:
            self._tell(rules, (*at, step), node, given, cell.value)
        return cell.value

    def _tell(
        self, rules: Sequence[str], path: Path, node: Field, given: str, value: cells.Value
    ) -> None:
        where = self.submission.where(pointer_of(path), node.title)
        found = mask(given, hidden=node.sensitive)
        shown = mask(shorten(str(value)), hidden=node.sensitive)
        for rule in rules:
            self.notes.add(note(rule, where, found=found, value=shown, unit=unit(node.unit)))
