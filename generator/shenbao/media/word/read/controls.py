"""What a control stands for: its place in the data, the field there, and how it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shenbao.media.reading.label_matching import FormTitles
from shenbao.media.word.contract import control_named
from shenbao.media.word.read.markup.text import Control
from shenbao.policy.model import Field, FormOrTable

_ROW = re.compile(r"/([0-9]+)(?=/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPlace:
    """A place that a control names.

    ``pointer`` has row numbers, ``pattern`` has ``*``. ``choice`` is the number of a box
    among several. ``cover``: it only shows again what stands elsewhere. ``node`` is None
    where the form has no such field.
    """

    pointer: str
    pattern: str
    choice: int | None
    cover: bool
    node: Field | None
    control: Control

    @property
    def title(self) -> str:
        """What the field is called: as the form says, else as the control does."""
        return self.node.title if self.node is not None else self.control.label

    @property
    def array(self) -> str:
        """The array whose row it stands in, empty outside rows."""
        return self.pattern.partition("/*")[0] if "/*" in self.pattern else ""

    @property
    def number(self) -> int:
        """The number of its row, as it was made."""
        found = _ROW.search(self.pointer)
        return int(found[1]) if found is not None else 0


class Places:
    """Knows the fields of a form by pointer."""

    def __init__(self, home: FormOrTable, tags: Mapping[str, str]) -> None:
        self._tags = tags
        self.titles = FormTitles(home)
        self.leaves = self.titles.leaves
        self.arrays = self.titles.arrays

    def of(self, control: Control) -> ControlPlace | None:
        """Return the place of a control, None for one that names none."""
        told = control_named(self._tags.get(control.place, control.place))
        if told is None:
            return None
        pointer, choice, cover = told
        pattern = _ROW.sub("/*", pointer)
        node = self.leaves.get(f"{pattern}/*" if choice is not None else pattern)
        return ControlPlace(
            pointer=pointer,
            pattern=pattern,
            choice=choice,
            cover=cover,
            node=node,
            control=control,
        )

    def sensitive(self, pointer: str) -> bool:
        """Say whether a value is masked in reports."""
        node = self.leaves.get(_ROW.sub("/*", pointer))
        return node is not None and node.sensitive

    def expected(self) -> Iterator[tuple[str, str]]:
        """Yield what every document has: single values to be filled in, and tables."""
        for pattern, field in self.leaves.items():
            if field.computed is None and "/*" not in pattern:
                yield pattern, field.title
        for pointer, field in self.arrays.items():
            if "/*" not in pointer:
                yield pointer, field.title
