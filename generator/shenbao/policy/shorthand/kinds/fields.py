"""Finding the fields that a rule of a kind names: what they are, how an expression calls them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from shenbao.core.paths import Path
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.model import CodeList

ROWS = "rows"
"""The member of the data of a table that holds its rows."""

_MARK = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][^）)]{1,3}[）)]|[0-9]+[.、．])\s*")
"""The number before the title of a part: 二、, （一）, 3."""

Steps: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A field as a rule sees it.

    ``steps`` lead to it from the root of the schema, rows as ``*``. ``text`` is the expression
    of its value, ``parts`` are those of the nodes on the way, the field itself last: a group in
    which nothing is filled in is not there. ``lacking`` are those of ``parts`` that it is no
    mistake to leave out. ``group`` is the title of what it stands in.
    """

    steps: Steps
    text: str
    node: Mapping[str, Any]
    parts: tuple[str, ...]
    lacking: tuple[str, ...]
    group: str

    @property
    def optional(self) -> bool:
        """Whether it is no mistake to leave it out."""
        return bool(self.lacking)

    @property
    def kind(self) -> str:
        """The JSON type of its values; ``date`` for texts that are days."""
        return "date" if self.node.get("format") == "date" else str(self.node.get("type"))

    @property
    def title(self) -> str:
        """Its title without a number before it, its key where it has none."""
        return _MARK.sub("", str(self.node.get("title", ""))) or self.steps[-1]

    @property
    def present(self) -> str:
        """The expression that says whether it is filled in."""
        return " && ".join(f"has({part})" for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The form or table that rules of a kind stand in.

    ``schema`` is expanded; a table's is that of its row. ``deadlines`` are moments by id.
    """

    schema: Mapping[str, Any]
    deadlines: Mapping[str, str]
    find_list: Callable[[str], CodeList | None]

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return "x-purpose" not in self.schema

    @property
    def root(self) -> str:
        """What an expression calls the whole of it."""
        return "self" if self.is_table else "app"

    def find(self, path: str, at: Steps) -> Target | None:
        """Return the field at ``path``, from the node at the steps ``at`` or else from the root.

        None where there is none, or where a rule at ``at`` cannot see it: in a row it sees what
        stands below itself, outside it no single row.
        """
        steps = tuple(path.split("/")) if path else ()
        below = self._target(at, steps, "self" if at else self.root)
        if below is not None:
            return below
        return self._target((), steps, self.root) if not self.is_table or not at else None

    def paths(self) -> Iterator[str]:
        """Yield the paths of all fields outside rows, from the root."""
        yield from _paths(self.schema, ())

    def place(self, steps: Steps) -> Path:
        """Return where a field stands in data: in the first row, where it stands in rows."""
        rows = (ROWS, 0) if self.is_table else ()
        return (*rows, *(0 if step == ROW else step for step in steps))

    def _target(self, start: Steps, steps: Steps, text: str) -> Target | None:
        found = self._walk(start)
        if found is None:
            return None
        node, group = found
        parts: list[str] = []
        lacking: list[str] = []
        for step in steps:
            child = node.get("properties", {}).get(step)
            if child is None:
                return None
            text = f"{text}.{step}"
            may_lack = step not in node.get("required", ()) or _is_free(child)
            parts.append(text)
            if may_lack:
                lacking.append(text)
            group = _MARK.sub("", str(node.get("title", "")))
            node = child
        return Target((*start, *steps), text, node, tuple(parts), tuple(lacking), group)

    def _walk(self, steps: Steps) -> tuple[Mapping[str, Any], str] | None:
        """Return the node at some steps and the title of the one around it."""
        node: Mapping[str, Any] | None = self.schema
        group = ""
        for step in steps:
            if node is None:
                return None
            group = _MARK.sub("", str(node.get("title", "")))
            node = node.get("items") if step == ROW else node.get("properties", {}).get(step)
        return None if node is None else (node, group)


def _is_free(node: Mapping[str, Any]) -> bool:
    """Say whether it is no error to leave out a field that stands among the required ones.

    What custom alone asks for is only reminded of, unless a rule demands it. Of a group that is
    missing its fields are told.
    """
    stated = node.get("x-basis", "source" if node.get("x-source") else "customary")
    demanded = any("required" in rule.get("keywords", ()) for rule in node.get("x-rules", ()))
    customary = stated == "customary" and not demanded and "properties" not in node
    return "x-when" in node or customary


def _paths(node: Mapping[str, Any], steps: Steps) -> Iterator[str]:
    for key, child in node.get("properties", {}).items():
        yield "/".join((*steps, key))
        yield from _paths(child, (*steps, key))
