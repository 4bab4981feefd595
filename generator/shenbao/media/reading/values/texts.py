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
        self._known: dict[str, _Place] = {}

    def read(self, notice: Notice, home: FormOrTable, submission: Submission) -> Submission:
        """Return a submission of ``home`` with its texts read; what was changed is noted."""
        if home.ref not in self._known:
            self._known[home.ref] = _places(notice, home)
        reading = _Reading(home, submission)
        data = reading.value(submission.data, self._known[home.ref], ())
        notes = reading.notes.all()
        if not notes and data == submission.data:
            return submission
        return replace(submission, data=data, notes=(*submission.notes, *notes))


@dataclass(slots=True)
class _Place:
    """A node of a form: what stands below it by keys (``*`` for the rows of a list), what reads it.

    Nothing reads what follows from other values. A reader is made when a text asks for it.
    """

    below: dict[str, _Place] = field(default_factory=dict)
    node: Field | None = None
    notice: Notice | None = None
    made: cells.Reader | None = None

    def reader(self) -> cells.Reader | None:
        """Return what reads a text here, None where nothing does."""
        if self.made is None and self.node is not None and self.notice is not None:
            self.made = cells.reader(self.notice, self.node)
        return self.made


def _places(notice: Notice, home: FormOrTable) -> _Place:
    """Return the nodes of a form whose values are filled in, from its root."""
    root = _Place()
    for name, node in leaf_names(home).items():
        here = root
        for step in name.split("/")[1:]:
            here = here.below.setdefault(step, _Place())
        if node.computed is None:
            here.node, here.notice = node, notice
    return root


@dataclass(slots=True)
class _Reading:
    """Reads the texts of one submission."""

    home: FormOrTable
    submission: Submission
    notes: Remarks = field(default_factory=Remarks)

    def value(self, given: Any, place: _Place, at: Path) -> Any:
        """Return what stands at a place with every text in it read; the given is not changed."""
        if isinstance(given, dict):
            below = place.below
            return {key: self._below(item, below.get(key), at, key) for key, item in given.items()}
        if isinstance(given, list):
            row = place.below.get("*")
            return [self._below(item, row, at, number) for number, item in enumerate(given)]
        return given

    def _below(self, given: Any, place: _Place | None, at: Path, step: str | int) -> Any:
        if place is None:
            return given
        if isinstance(given, str):
            return self._read(given, place, at, step)
        return self.value(given, place, (*at, step)) if isinstance(given, dict | list) else given

    def _read(self, given: str, place: _Place, at: Path, step: str | int) -> cells.Value:
        text = given.strip()
        read = place.reader() if text else None
        if read is None or place.node is None:
            return given
        cell = read(text)
        # A text of a form may be long; blanks around it say nothing, and nobody is told of them.
        spaces = text != given and self.home.is_table
        rules = ("csv.spaces-removed", *cell.remarks) if spaces else cell.remarks
        if rules:
            self._tell(rules, (*at, step), place.node, given, cell.value)
        return cell.value

    def _tell(
        self, rules: Sequence[str], path: Path, node: Field, given: str, value: cells.Value
    ) -> None:
        where = self.submission.where(pointer_of(path), node.title)
        found = mask(given, hidden=node.sensitive)
        shown = mask(shorten(str(value)), hidden=node.sensitive)
        for rule in rules:
            self.notes.add(note(rule, where, found=found, value=shown, unit=unit(node.unit)))
