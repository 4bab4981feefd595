"""What the places of a form are called: for cells that say by their labels what they are.

Titles are compared without stars, marks, units and blanks, which people and programs change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shenbao.policy.form_identity import CUSTOMARY, STAR, leaf_names
from shenbao.policy.model import Field, Form, FormOrTable, Table

NUMBER = "序号"
"""The title of the column that counts rows."""

_FEWEST = 2
_JOINT = "·"


def label_of(text: str) -> str:
    """Return the first line of a label without star, mark, unit and blanks."""
    first = text.strip().split("\n", 1)[0]
    return re.sub(r"（[^（）]*）$", "", re.sub(rf"[{STAR}*{CUSTOMARY}\s]", "", first))


class FormTitles:
    """The titles of a form or table: of single places, of sections, of the columns of arrays."""

    def __init__(self, home: FormOrTable) -> None:
        form = home.as_form() if isinstance(home, Table) else home
        fields = tuple(form.fields()) if isinstance(form, Form) else ()
        self.leaves = dict(leaf_names(home))
        self.arrays = {field.pointer: field for field in fields if field.kind == "array"}
        self._headed = [
            field
            for field in fields
            if field.kind in ("object", "array") and "/*" not in field.pointer and field.title
        ]
        self._single = {
            pattern: label_of(self.arrays.get(pattern.removesuffix("/*"), field).title)
            for pattern, field in self.leaves.items()
            if "/*" not in pattern.removesuffix("/*")
        }
        self._columns: dict[str, ColumnTitles] = {}

    def sections(self) -> dict[str, str]:
        """Return the pointers of sections and tables by their titles; none that two have."""
        titles = [(label_of(field.title), field.pointer) for field in self._headed]
        times = Counter(title for title, _ in titles)
        return {title: pointer for title, pointer in titles if times[title] == 1}

    def single(
        self, label: str, near: Iterable[str] = (), section: str | None = None
    ) -> str | None:
        """Return the pattern of the single place called ``label``, nearest to its neighbours.

        Only places of ``section``, where it is known, are looked at; None where two are as near.
        """
        top = None if section is None else section.split("/")[1]
        fitting = [
            pattern
            for pattern, title in self._single.items()
            if label and title == label and top in (None, pattern.split("/")[1])
        ]
        beside = list(near)
        ranked = sorted(fitting, key=lambda pattern: -_shared(pattern, beside))
        if len(ranked) > 1 and _shared(ranked[0], beside) == _shared(ranked[1], beside):
            return None
        return ranked[0] if ranked else None

    def columns(self, array: str) -> ColumnTitles:
        """Return the titles of the columns of an array."""
        if array not in self._columns:
            node = self.arrays.get(array)
            self._columns[array] = ColumnTitles.of(node, self.fields(array))
        return self._columns[array]

    def fields(self, array: str) -> dict[str, Field]:
        """Return the fields in the rows of an array by pattern; sets of choices by their own."""
        found: dict[str, Field] = {}
        for pattern, field in self.leaves.items():
            if pattern.startswith(f"{array}/*"):
                several = pattern != f"{array}/*" and pattern.endswith("/*")
                found[pattern.removesuffix("/*") if several else pattern] = field
        return found

    def is_private(self, label: str) -> bool:
        """Say whether any field called ``label`` is masked in reports."""
        fields = self.leaves.values()
        return any(field.sensitive and label_of(field.title) == label for field in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTitles:
    """What the columns of an array are called.

    ``full`` maps a title under those of its groups to a pattern, ``own`` a title that only one
    column has; ``known`` are all titles, of columns and groups.
    """

    full: Mapping[str, str]
    own: Mapping[str, str]
    known: frozenset[str]

    @classmethod
    def of(cls, array: Field | None, columns: Mapping[str, Field]) -> ColumnTitles:
        """Return the titles of an array; ``columns`` are its leaves by pattern."""
        groups = dict(_groups(array.item) if array is not None and array.item else ())
        full: dict[str, str] = {}
        for pattern, column in columns.items():
            above = [title for start, title in groups.items() if pattern.startswith(start)]
            full.setdefault(_JOINT.join([*above, label_of(column.title)]), pattern)
        titles = [(label_of(column.title), pattern) for pattern, column in columns.items()]
        times = Counter(title for title, _ in titles)
        own = {title: pattern for title, pattern in titles if times[title] == 1 and title}
        known = frozenset({*times, *groups.values()} - {""})
        return cls(full=full, own=own, known=known)

    def titles_in(self, labels: Sequence[str]) -> int:
        """Return how many labels of a line are titles; none where most of them are not."""
        told = [label for label in labels if label and label != NUMBER]
        named = sum(label in self.known for label in told)
        return named if named * 2 >= len(told) else 0

    def is_whole(self, labels: Sequence[str]) -> bool:
        """Say whether a line holds nothing but titles, several of them."""
        told = [label for label in labels if label and label != NUMBER]
        return len(told) >= _FEWEST and self.titles_in(told) == len(told)

    def meant(self, labels: Collection[str]) -> str | None:
        """Return the pattern of the column that the labels above each other name."""
        told = list(dict.fromkeys(filter(None, labels)))
        whole = self.full.get(_JOINT.join(told))
        return whole or next((self.own[label] for label in told if label in self.own), None)


def _groups(node: Field) -> Iterator[tuple[str, str]]:
    """Yield how the places of each group of columns begin, and its title; the outer first."""
    for child in node.children:
        if child.kind == "object":
            yield f"{child.pointer}/", label_of(child.title)
            yield from _groups(child)


def _shared(pointer: str, others: Iterable[str]) -> int:
    """Return how many steps a pointer has in common with the nearest of others."""
    steps = pointer.split("/")
    return max((_common(steps, other.split("/")) for other in others), default=0)


def _common(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
