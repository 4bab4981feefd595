"""What a control stands for: its place in the data, the field there, and how it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from shenbao.carried import leaf_names
from shenbao.policy.model import Field, Form, Home, Table
from shenbao.submissions.word.text import Control, label_of

_COVER = "@cover"
_PLACE = re.compile(r"(/[A-Za-z0-9_/]*)(?:=([0-9]{1,4})|(@cover))?")
_ROW = re.compile(r"/([0-9]+)(?=/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
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
    """Knows the fields of a form by pointer and by title."""

    def __init__(self, home: Home, tags: Mapping[str, str]) -> None:
        form = home.as_form() if isinstance(home, Table) else home
        self._tags = tags
        self.leaves = dict(leaf_names(home))
        self.arrays: dict[str, Field] = {}
        for field in form.fields() if isinstance(form, Form) else ():
            if field.kind == "array":
                self.arrays[field.pointer] = field

    def of(self, control: Control) -> Place | None:
        """Return the place of a control, None for one that names none."""
        named = self._tags.get(control.place, control.place)
        match = _PLACE.fullmatch(named)
        if match is None:
            return None
        pattern = _ROW.sub("/*", match[1])
        choice = int(match[2]) if match[2] is not None else None
        node = self.leaves.get(f"{pattern}/*" if choice is not None else pattern)
        return Place(
            pointer=match[1],
            pattern=pattern,
            choice=choice,
            cover=match[3] is not None,
            node=node,
            control=control,
        )

    def columns(self, array: str) -> dict[str, Field]:
        """Return the fields in the rows of an array by pattern; sets of choices by their own."""
        found: dict[str, Field] = {}
        for pattern, field in self.leaves.items():
            if pattern.startswith(f"{array}/*"):
                several = pattern != f"{array}/*" and pattern.endswith("/*")
                found[pattern.removesuffix("/*") if several else pattern] = field
        return found

    def sensitive(self, pointer: str) -> bool:
        """Say whether a value is masked in reports."""
        node = self.leaves.get(_ROW.sub("/*", pointer))
        return node is not None and node.sensitive

    def titled(self, label: str, met: set[str], near: Iterable[str]) -> Field | None:
        """Return the field called ``label`` that was not met, the one nearest to its neighbours."""
        fitting = [
            field
            for pattern, field in self.leaves.items()
            if pattern not in met
            and field.computed is None
            and label
            and label_of(field.title) == label
        ]
        beside = list(near)
        ranked = sorted(fitting, key=lambda field: -_shared(field.pointer, beside))
        if len(ranked) > 1 and _shared(ranked[0].pointer, beside) == _shared(
            ranked[1].pointer, beside
        ):
            return None
        return ranked[0] if ranked else None

    def expected(self) -> Iterator[tuple[str, str]]:
        """Yield what every document has: single values to be filled in, and tables."""
        for pattern, field in self.leaves.items():
            if field.computed is None and "/*" not in pattern:
                yield pattern, field.title
        for pointer, field in self.arrays.items():
            if "/*" not in pointer:
                yield pointer, field.title


def _shared(pointer: str, others: Iterable[str]) -> int:
    """Return how many steps a pointer has in common with the nearest of others."""
    steps = pointer.split("/")
    return max((_common(steps, other.split("/")) for other in others), default=0)


def _common(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
