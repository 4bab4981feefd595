"""What a CEL expression mentions: every path below its variables, without evaluating it.

The reading is sound: a value that an evaluation can look at lies at or below a mention.
Rows are ``*``; names bound by macros are followed back to the rows they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from shenbao.policy.cel.syntax import Call, Constant, Loop, Member, Name, Node, parts

VARIABLES = (
    "self",
    "app",
    "ref",
    "reading",
    "notice",
    "value",
    "role",
    "form",
    "counts",
    "item",
    "item2",
    "row",
)
ROW = "*"

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A path that an expression names.

    ``guarded``: only asked for by ``has``. ``whole``: the value below it counts, not only
    its size or its rows (which have mentions of their own).
    """

    path: Path
    guarded: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Mentions:
    """What an expression mentions, in order, each once.

    ``nested`` are pairs of lists of which the second is gone through for each row of the first.
    """

    paths: tuple[Mention, ...] = ()
    nested: tuple[tuple[Path, Path], ...] = ()


def mentions(tree: Node) -> Mentions:
    """Return what an expression mentions."""
    reader = _Reader()
    reader.value(tree, {})
    return Mentions(tuple(reader.found), tuple(dict.fromkeys(reader.nested)))


_Bound: TypeAlias = Mapping[str, Path | None]


@dataclass(slots=True)
class _Reader:
    """Visits a tree once. ``bound`` are the names of macros, with the rows they stand for."""

    found: dict[Mention, None] = field(default_factory=dict)
    nested: list[tuple[Path, Path]] = field(default_factory=list)

    def value(
        self, node: Node, bound: _Bound, *, whole: bool = True, guarded: bool = False
    ) -> None:
        """Read a part whose value counts, or (``whole`` is False) only its size or its rows."""
        path = self._path(node, bound, whole=whole, guarded=guarded)
        if path is not None:
            self.found[Mention(path, guarded, whole and not guarded)] = None

    def _path(self, node: Node, bound: _Bound, *, whole: bool, guarded: bool) -> Path | None:
        """Return the path that a part stands for, None where it is a value made of others."""
        if isinstance(node, Name):
            known = (node.name,) if node.name in VARIABLES else None
            return bound.get(node.name, known)
        if isinstance(node, Member):
            return self._member(node, bound, guarded=guarded)
        if isinstance(node, Loop):
            return self._loop(node, bound, whole=whole, guarded=guarded)
        if isinstance(node, Call) and node.function == "_[_]":
            return self._indexed(node, bound, guarded=guarded)
        counted = isinstance(node, Call) and node.function == "size"
        for part in parts(node):
            self.value(part, bound, whole=not counted, guarded=guarded)
        return None

    def _member(self, node: Member, bound: _Bound, *, guarded: bool) -> Path | None:
        path = self._path(node.of, bound, whole=False, guarded=guarded or node.asked)
        if path is None or not node.asked:
            return None if path is None else (*path, node.name)
        self.found[Mention((*path, node.name), guarded=True, whole=False)] = None
        return None

    def _indexed(self, node: Call, bound: _Bound, *, guarded: bool) -> Path | None:
        of, index = node.parts
        path = self._path(of, bound, whole=False, guarded=guarded)
        self.value(index, bound, guarded=guarded)
        if path is None:
            return None
        named = isinstance(index, Constant) and isinstance(index.value, str)
        return (*path, index.value if isinstance(index, Constant) and named else ROW)

    def _loop(self, node: Loop, bound: _Bound, *, whole: bool, guarded: bool) -> Path | None:
        """Read a macro; ``filter`` stands for the list whose rows it gives."""
        filters = node.macro == "filter"
        path = self._path(node.rows, bound, whole=False, guarded=guarded)
        if path is not None:
            kept = filters and whole and not guarded
            self.found[Mention(path, guarded, whole=kept)] = None
            above = [rows[:-1] for rows in bound.values() if rows and rows[-1] == ROW]
            self.nested += [(outer, path) for outer in above]
        inner = {**bound, node.row: None if path is None else (*path, ROW)}
        for part in (node.condition, node.made):
            if part is not None:
                self.value(part, inner, guarded=guarded)
        return path if filters else None
