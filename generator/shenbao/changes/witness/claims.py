"""What a comparison claims before it is proved, and the way to the place where it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from shenbao.changes.canonical.node import ANY, Node
from shenbao.changes.terms import Direction
from shenbao.core.messages.values import PolicyText, Value, said
from shenbao.core.paths import escaped


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a schema to one in it, in each version.

    ``property``: by the names ``old`` and ``new``. ``row``: the row of the number ``at``.
    ``within``: what holds in a branch, ``inner_old`` and ``inner_new`` beside the rest.
    """

    kind: Literal["property", "row", "within"]
    old: str = ""
    new: str = ""
    at: int = 0
    inner_old: Node = ANY
    inner_new: Node = ANY


Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class At:
    """Where a comparison is: pointers, the path of the value, its titles, the steps so far."""

    old: str = ""
    new: str = ""
    field: str = ""
    labels: tuple[Value, ...] = ()
    steps: tuple[Step, ...] = ()

    def property(self, old: str, new: str, title: Value) -> At:
        """Return the place of a property, by its name in each version."""
        return replace(
            self,
            old=f"{self.old}/properties/{escaped(old)}",
            new=f"{self.new}/properties/{escaped(new)}",
            field=f"{self.field}.{new}".strip("."),
            labels=(*self.labels, title),
            steps=(*self.steps, Step("property", old=old, new=new)),
        )

    def others(self, keyword: str, sample: str) -> At:
        """Return the place of properties that no name is given for; ``sample`` is such a name."""
        return replace(
            self,
            old=f"{self.old}/{keyword}",
            new=f"{self.new}/{keyword}",
            field=f"{self.field}.*".strip("."),
            labels=(*self.labels, said("change-other-properties")),
            steps=(*self.steps, Step("property", old=sample, new=sample)),
        )

    def row(self, at: int, keyword: str, title: Value | None) -> At:
        """Return the place of a row."""
        return replace(
            self,
            old=f"{self.old}/{keyword}",
            new=f"{self.new}/{keyword}",
            field=f"{self.field}[]",
            labels=(*self.labels, title) if title else self.labels,
            steps=(*self.steps, Step("row", at=at)),
        )

    def within(self, keyword: str, label: str, old: Node, new: Node) -> At:
        """Return the place of a branch; ``label`` is the message that says which."""
        return replace(
            self,
            old=f"{self.old}/{keyword}",
            new=f"{self.new}/{keyword}",
            labels=(*self.labels, said(label)) if label else self.labels,
            steps=(*self.steps, Step("within", inner_old=old, inner_new=new)),
        )


def title_of(found: Node, name: str) -> Value:
    """Return what a property is called: its title, else its name."""
    title = found.notes.get("title")
    return PolicyText(zh=title) if isinstance(title, str) and title else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A change that is not proved yet.

    ``failing`` are the keywords that refuse a witness, by their names in JSON Schema, none for
    any. ``names`` are those of the properties concerned. ``old`` and ``new`` are JSON values for
    the reader.
    """

    kind: str
    direction: Direction
    at: At
    old: Any = None
    new: Any = None
    failing: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
