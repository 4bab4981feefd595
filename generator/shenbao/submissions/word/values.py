"""The value of a cell of a Word form: what it shows, read as its field is filled in.

What is shown decides, because it is what people see and sign. The state behind it (a date
of the calendar, a tick) is only a witness: where it says otherwise, that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbao.policy.model import Field, Notice
from shenbao.submissions import cells
from shenbao.submissions.word.text import TICKS, Cell, Control, marked

_YES, _NO = "是", "否"
_EMPTY_BOXES = frozenset("□☐")
_BARE_BOXES = _EMPTY_BOXES | set(TICKS)


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
        if node.kind == "boolean" and _BARE_BOXES.issuperset(text.strip()):
            return Read(value=True if set(text) & set(TICKS) else None)
        hinted = any(control.waiting and control.shown for control in controls)
        told = ("document.word-hint-kept",) if hinted else ()
        if node.schema.get("format") == "date":
            return self._day(node, text, controls, told)
        chosen = marked(text)
        if len(chosen) == 1 and chosen[0] in self._options(node):
            return Read(value=chosen[0], told=("document.word-marked",), found=text)
        return Read(value=self._without_code(node, text), told=told, found=text)

    def several(self, node: Field, cell: Cell, chosen: Sequence[tuple[int, Control]]) -> Read:
        """Return the ticked choices of ``node``, an item of an array of choices."""
        codes = [str(code) for code in node.schema.get("enum", ())]
        ticked = [number for number, control in chosen if _is_ticked(control, control.shown)]
        values = tuple(codes[number] for number in ticked if number < len(codes))
        if not chosen:
            codes_of = cells.codes(self.notice, node)
            named = [codes_of[text] for text in marked(cell.text) if text in codes_of]
            return Read(value=tuple(named), told=("document.word-marked",), found=cell.text)
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
        """Return a day as written; blanks inside, as in ``2024 年 4 月 30 日``, are dropped."""
        bare = "".join(text.split())
        kept = next((control.day for control in controls if control.day), "")
        value = str(cells.reader(self.notice, node)(bare).value)
        if kept != value and _is_day(kept) and _is_day(value):
            told = (*told, "document.word-day")
        return Read(value=bare, told=told, found=f"{text} / {kept}" if kept else text)

    def _locked(self, node: Field, text: str) -> Read:
        const = node.schema["const"]
        shown = {str(const), cells.labels(self.notice, node).get(str(const), str(const))}
        return Read(value=const if text.strip() in shown else text)

    def _options(self, node: Field) -> set[str]:
        return (
            {_YES, _NO} if node.kind == "boolean" else set(cells.labels(self.notice, node).values())
        )

    def _without_code(self, node: Field, text: str) -> str:
        """Return the code where labels are alike and carry it: ``率（K1）``."""
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
