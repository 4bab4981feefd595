"""Texts in data that came as data: read as their fields ask, as those of any other medium are.

JSON and the data of a page say what their writer typed: ``"20%"``, a label for its code,
``2024年4月30日``. A text that its field cannot read stays as it is, and the check refuses it.
"""

from __future__ import annotations

from collections.abc import Sequence
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


class TextReaders:
    """Reads the texts of submissions; what reads a field is made once, however many there are."""

    def __init__(self) -> None:
        self._known: dict[str, _FieldReaders] = {}

    def read(self, notice: Notice, home: FormOrTable, submission: Submission) -> Submission:
        """Return a submission of ``home`` with its texts read; what was changed is noted."""
        if home.ref not in self._known:
            self._known[home.ref] = _FieldReaders(notice, home)
        reading = _Reading(home, submission, self._known[home.ref])
        data = reading.value(submission.data, "", ())
        notes = reading.notes.all()
        if not notes and data == submission.data:
            return submission
        return replace(submission, data=data, notes=(*submission.notes, *notes))


class _FieldReaders:
    """What reads the fields of a form, by the pointers of their nodes."""

    def __init__(self, notice: Notice, home: FormOrTable) -> None:
        self._notice = notice
        self._leaves = leaf_names(home)
        self._known: dict[str, tuple[Field, cells.Reader] | None] = {}

    def of(self, pattern: str) -> tuple[Field, cells.Reader] | None:
        """Return a field and what reads it, None where nothing does."""
        node = self._leaves.get(pattern)
        if node is None or node.computed is not None:
            return None
        if pattern not in self._known:
            self._known[pattern] = node, cells.reader(self._notice, node)
        return self._known[pattern]


@dataclass(slots=True)
class _Reading:
    """Reads the texts of one submission."""

    home: FormOrTable
    submission: Submission
    readers: _FieldReaders
    notes: Remarks = field(default_factory=Remarks)

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

    def _read(self, given: str, pattern: str, at: Path, step: str | int) -> cells.Value:
        known = self.readers.of(pattern)
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
