"""Those who have to be there before a target can be judged, and what each of them says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from shenbao.validation.bundle.entries import Entry
from shenbao.validation.form_index import Path

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberValue:
    """What an entry says; without a number or truth value it says nothing."""

    entry: Entry
    path: Path
    number: Fraction | None
    truth: bool | None

    @property
    def said(self) -> bool:
        """Whether there is a value to judge."""
        return self.number is not None or self.truth is not None


@dataclass(slots=True)
class Members:
    """Those who have to be there, and what they say.

    ``silent``: where members stand who say nothing. ``broken``: members whose value cannot be
    read. ``mistaken``: so many values belong to somebody whose name is missing or cannot be read;
    each may be one who seems to be missing.
    """

    labels: dict[Key, str]
    values: dict[Key, list[MemberValue]] = field(default_factory=dict)
    silent: dict[Key, MemberValue] = field(default_factory=dict)
    broken: set[Key] = field(default_factory=set)
    mistaken: int = 0

    def missing(self) -> dict[str, MemberValue | None]:
        """Return who says nothing, each with its empty place if there is one.

        A value that cannot be read is reported already.
        """
        absent = self.labels.keys() - self.values.keys() - self.broken
        return {label: self.silent.get(key) for key, label in self.labels.items() if key in absent}

    def differing(self) -> Iterator[tuple[str, list[MemberValue]]]:
        """Yield each member that says different numbers."""
        for key, values in self.values.items():
            if len({value.number for value in values}) > 1:
                yield self.labels[key], values

    def counted(self) -> list[MemberValue]:
        """Return one value of each member."""
        return [values[0] for values in self.values.values()]
