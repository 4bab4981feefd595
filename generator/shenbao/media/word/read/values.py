"""The value of a cell of a Word form: what it shows, read as its field is filled in.

What is shown decides, because it is what people see and sign. The state behind it (a date
of the calendar, a tick) is only a witness: where it says otherwise, that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbao.media.reading.values import cells
from shenbao.media.reading.values.writings import BOXES, TICKS, boxes
from shenbao.media.word.read.markup.text import Control, WordCell
from shenbao.policy.model import Field, Notice

_YES, _NO = "是", "否"
_EMPTY_BOXES = frozenset(BOXES)
_EXACT = frozenset(("const", "enum", "format", "pattern"))
"""A text that has one of these is written in one way only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A value with the rules of what is to be told of it; ``found`` is what they name."""

    value: Any
    told: tuple[str, ...] = ()
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the values of one form are read by."""

    notice: Notice
    unticked: frozenset[str]

    def text(self, node: Field | None, cell: WordCell) -> str:
        """Return the text of a cell for ``node``: only free text keeps the number of a list."""
        free = node is None or (
            node.kind == "string" and not _EXACT.intersection(node.schema) and not node.computed
        )
        return cell.text if free else cell.unnumbered

    def one(self, node: Field, place: str, text: str, controls: Sequence[Control]) -> Read:
        """Return the value of ``node``: ``text`` is what is shown, with or without controls."""
        if node.computed is not None:
            return Read(value=None)
        if any(control.kind == "tick" for control in controls):
            return self._tick(place, text, controls)
        if "const" in node.schema and node.kind != "boolean":
            return self._locked(node, text)
        return self._typed(node, text, controls)

    def _typed(self, node: Field, text: str, controls: Sequence[Control]) -> Read:
        """Return what was typed or chosen."""
        hinted = any(control.waiting and control.shown for control in controls)
        told = ("document.word-hint-kept",) if hinted else ()
        if node.schema.get("format") == "date":
            return self._day(node, text, controls, told)
        return Read(value=self._without_code(node, text), told=told, found=text)

    def several(self, node: Field, cell: WordCell, chosen: Sequence[tuple[int, Control]]) -> Read:
        """Return the ticked choices of ``node``, an item of an array of choices."""
        codes = [str(code) for code in node.schema.get("enum", ())]
        ticked = [number for number, control in chosen if _is_ticked(control, control.shown)]
        values = tuple(codes[number] for number in ticked if number < len(codes))
        if not chosen:
            known = {
                "".join(label.split()): code
                for label, code in cells.codes(self.notice, node).items()
            }
            marked = [label for is_marked, label in boxes(cell.text) if is_marked]
            named = tuple(known[label] for label in marked if label in known)
            return Read(value=named, told=("csv.choice-marked",), found=cell.text)
        return Read(value=values)

    def _tick(self, place: str, text: str, controls: Sequence[Control]) -> Read:
        control = next(control for control in controls if control.kind == "tick")
        rest = "".join(text.split()).replace("".join(control.shown.split()), "", 1)
        ticked = _is_ticked(control, control.shown)
        said = {_YES: True, _NO: False}.get(rest)
        if said is not None:
            return Read(value=said)
        told = ("document.word-tick",) if ticked != control.ticked else ()
        if rest:
            return Read(value=rest, found=rest)
        no = False if place in self.unticked else None
        return Read(value=True if ticked else no, told=told, found=control.shown)

    def _day(
        self, node: Field, text: str, controls: Sequence[Control], told: tuple[str, ...]
    ) -> Read:
        """Return a day as written; the calendar behind it is held against it."""
        kept = next((control.day for control in controls if control.day), "")
        value = str(cells.reader(self.notice, node)(text.strip()).value)
        if kept != value and _is_day(kept) and _is_day(value):
            told = (*told, "document.word-day")
        return Read(value=text, told=told, found=f"{text} / {kept}" if kept else text)

    def _locked(self, node: Field, text: str) -> Read:
        const = node.schema["const"]
        shown = {str(const), cells.labels(self.notice, node).get(str(const), str(const))}
        return Read(value=const if text.strip() in shown else text)

    def _without_code(self, node: Field, text: str) -> str:
        """Return the code of a label as our form shows it: nobody is told of that."""
        if "enum" not in node.schema:
            return text
        return cells.codes(self.notice, node).get(text.strip(), text)


def _is_ticked(control: Control, shown: str) -> bool:
    """Say whether a box is ticked: by its mark where it shows one, else by its state."""
    marks = set(shown)
    if marks & set(TICKS):
        return True
    return False if marks & _EMPTY_BOXES else bool(control.ticked)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
