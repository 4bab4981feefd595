"""Places in a submission: paths, the nodes of the form they belong to, labels, masking.

A path is a tuple of keys and row numbers (from 0); its pattern has ``*`` for every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from shenbao.core import messages
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Many, Value, many, policy_text, said
from shenbao.policy.cel.expression import first_members
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.model import Field, Form, FormOrTable, Rule, Table

Path: TypeAlias = tuple[str | int, ...]
Pattern: TypeAlias = tuple[str, ...]

_Asked: TypeAlias = tuple[Pattern, tuple[Field, ...]]
"""The pattern of a group, and its fields."""

ROWS: Pattern = ("rows",)
"""Where the rows of a table stand."""

LONGEST = 80
"""So many characters of a value are shown."""

CROWDED = 2000
"""Rows of one array; the dialect lets a form ask for 1000."""

_NOT_IN_FORM = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRule:
    """A rule with the pattern of its node in a submission; of a table's rows for a whole one."""

    rule: Rule
    pattern: Pattern


class FormIndex:
    """A form or table, indexed for checking: its nodes by pattern, in document order."""

    def __init__(self, source: FormOrTable) -> None:
        self.source = source
        self.nodes: dict[Pattern, Field] = {}
        self._rank: dict[Pattern, int] = {}
        self._masked: set[Pattern] = set()
        prefix: Pattern = ()
        if isinstance(source, Table):
            prefix = (*ROWS, ROW)
        self.prefix = prefix
        inside = [self._add(top, prefix, rank) for rank, top in enumerate(source.tops)]
        if any(inside):
            self._masked.add(())
        self.conditional = tuple(
            (pattern, node) for pattern, node in self.nodes.items() if node.when is not None
        )
        self.followed = tuple(_followed(source))
        self.computed = tuple(
            (pattern, node) for pattern, node in self.nodes.items() if node.computed is not None
        )
        self._arrays = tuple(
            (pattern, node) for pattern, node in self.nodes.items() if "maxItems" in node.schema
        )
        self._labels: dict[Path, Many] = {}
        self._words: dict[Path, str] = {}
        self.roles: dict[str, Pattern] = {}
        for pattern, node in self.nodes.items():
            if node.role is not None:
                self.roles.setdefault(node.role, pattern)
        self._asked: dict[frozenset[Pattern], tuple[_Asked, ...]] = {}
        self._roles_without: dict[frozenset[Pattern], Mapping[str, Pattern]] = {}
        self.rules = tuple(
            PlacedRule(rule=rule, pattern=ROWS if rule.whole else (*prefix, *split(rule.pointer)))
            for rule in source.all_rules()
        )

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema of a whole submission; a table's is made of its row's."""
        if isinstance(self.source, Form):
            return self.source.schema
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["rows"],
            "properties": {"rows": {"type": "array", "items": self.source.schema}},
        }

    def roles_without(self, off: frozenset[Pattern]) -> Mapping[str, Pattern]:
        """Return where the roles stand, without those at or below what is switched ``off``."""
        if not off:
            return self.roles
        if off not in self._roles_without:
            self._roles_without[off] = {
                role: pattern
                for role, pattern in self.roles.items()
                if not any(pattern[:end] in off for end in range(1, len(pattern) + 1))
            }
        return self._roles_without[off]

    def asked(self, off: frozenset[Pattern]) -> tuple[_Asked, ...]:
        """Return what has to be filled in while what is at or below ``off`` is not asked for."""
        if off not in self._asked:
            groups: dict[Pattern, list[Field]] = {}
            for pattern, node in self.nodes.items():
                counts = node.required and node.key != ROW
                if counts and not any(pattern[:end] in off for end in range(1, len(pattern) + 1)):
                    groups.setdefault(pattern[:-1], []).append(node)
            self._asked[off] = tuple((above, tuple(nodes)) for above, nodes in groups.items())
        return self._asked[off]

    def node(self, path: Path) -> Field | None:
        """Return the node that ``path`` belongs to, None where the form has none."""
        return self.nodes.get(pattern_of(path))

    def children(self, path: Path) -> tuple[Field, ...]:
        """Return the nodes that may stand directly below ``path``."""
        above = pattern_of(path)
        return tuple(node for pattern, node in self.nodes.items() if pattern[:-1] == above)

    def crowded(self, data: Any) -> dict[Path, tuple[int, int]]:
        """Return the arrays with so many rows that checking each would take hours.

        Place → rows found and rows taken. Nobody fills in so many where a form takes a few.
        """
        return {
            path: (len(value), node.schema["maxItems"])
            for pattern, node in self._arrays
            for path, value in instances(data, pattern)
            if isinstance(value, list) and len(value) > max(CROWDED, node.schema["maxItems"])
        }

    def masked(self, path: Path) -> bool:
        """Say whether the value must not be shown: it, a part or a surrounding is sensitive.

        A text where a group, a row or the whole should be may hold its sensitive values.
        """
        pattern = pattern_of(path)
        while pattern and pattern not in self.nodes:
            pattern = pattern[:-1]
        return pattern in self._masked

    def label(self, path: Path, *, table_row: int | None = None) -> Many:
        """Return the titles on the way to ``path``, rows by number; the form's for the root.

        ``table_row`` is the number of the row of a table where its file counts otherwise.
        """
        if path not in self.nodes:
            return self._label(path, table_row)
        if path not in self._labels:
            self._labels[path] = self._label(path, None)
        return self._labels[path]

    def label_words(self, path: Path, *, table_row: int | None = None) -> str:
        """Return the label in Chinese; that of a field is one text, however many files name it."""
        if path not in self.nodes:
            return messages.words(self._label(path, table_row))
        if path not in self._words:
            self._words[path] = messages.words(self.label(path))
        return self._words[path]

    def _label(self, path: Path, table_row: int | None) -> Many:
        parts: list[Value] = []
        for end, step in enumerate(path, 1):
            node = self.node(path[:end])
            if isinstance(step, int):
                own = table_row if self.prefix and end == len(self.prefix) else None
                row = str(step + 1 if own is None else own)
                parts.append(said("check-row", row=row))
            elif node is not None:
                parts.append(policy_text(node.title or step))
            elif not (self.prefix and end == 1):
                parts.append(one_line(step))
        return many(parts or [policy_text(self.source.title)], joint="dot")

    def order(self, path: Path) -> tuple[tuple[int, str], ...]:
        """Return a sort key: document order, rows by number, what the form lacks last."""
        key: list[tuple[int, str]] = []
        pattern: Pattern = ()
        for step in path:
            if isinstance(step, int):
                pattern = (*pattern, ROW)
                key.append((step, ""))
            else:
                pattern = (*pattern, step)
                key.append((self._rank.get(pattern, _NOT_IN_FORM), step))
        return tuple(key)

    def _add(self, node: Field, above: Pattern, rank: int) -> bool:
        pattern = (*above, node.key)
        self.nodes[pattern] = node
        self._rank[pattern] = rank
        below = [self._add(child, pattern, turn) for turn, child in enumerate(node.children)]
        if node.item is not None:
            below.append(self._add(node.item, pattern, 0))
        masked = node.sensitive or any(below)
        if masked:
            self._masked.add(pattern)
        return masked


def _followed(source: FormOrTable) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is judged by readings whatever is found: which fields are meant, what follows."""
    for node in source.fields():
        for expression in (node.when, node.computed):
            readings = () if expression is None else first_members((expression,), "reading")
            if readings:
                yield node.stable_id, readings
    fixed = source.fixed_rows if isinstance(source, Table) else None
    if fixed is not None and fixed.rule is not None and fixed.applies is not None:
        yield fixed.rule.id, first_members((fixed.applies,), "reading")


def split(pointer: str) -> Pattern:
    """Return the parts of a node's pointer (keys of forms need no escapes)."""
    return tuple(pointer.split("/")[1:])


def pattern_of(path: Path) -> Pattern:
    """Return ``path`` with ``*`` for its row numbers."""
    return tuple(ROW if isinstance(step, int) else step for step in path)


def instances(data: Any, pattern: Pattern) -> Iterator[tuple[Path, Any]]:
    """Yield every place in ``data`` that ``pattern`` stands for, with its value."""
    if ROW not in pattern:
        for step in pattern:
            if not isinstance(data, dict) or step not in data:
                return iter(())
            data = data[step]
        return iter([(pattern, data)])
    places: Iterator[tuple[Path, Any]] = iter([((), data)])
    for step in pattern:
        places = _down(places, step)
    return places


def _down(places: Iterator[tuple[Path, Any]], step: str) -> Iterator[tuple[Path, Any]]:
    for path, value in places:
        if step == ROW and isinstance(value, list):
            for row, item in enumerate(value):
                yield (*path, row), item
        elif step != ROW and isinstance(value, dict) and step in value:
            yield (*path, step), value[step]


def without(data: Any, places: Iterable[Path]) -> Any:
    """Return ``data`` without the members of objects at ``places``; items of lists stay."""
    below: dict[str | int, list[Path]] = {}
    gone: set[str | int] = set()
    for place in places:
        if len(place) == 1:
            gone.add(place[0])
        elif place:
            below.setdefault(place[0], []).append(place[1:])
    if isinstance(data, list) and below:
        return [
            without(item, below[number]) if number in below else item
            for number, item in enumerate(data)
        ]
    if not isinstance(data, dict) or not (below or gone):
        return data
    return {key: without(item, below.get(key, ())) for key, item in data.items() if key not in gone}


def blank(value: Any) -> bool:
    """Say whether nothing was filled in: no value, or text of spaces only."""
    return value is None or (isinstance(value, str) and not value.strip())


def scalar_text(value: Any) -> str | None:
    """Return a value as one short line; a list as the number of its rows."""
    if value is None or isinstance(value, dict):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return str(len(value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004
        return str(int(value))
    return one_line(str(value))


def one_line(text: str, longest: int = LONGEST) -> str:
    """Return ``text`` on one line without control signs, cut to ``longest`` characters."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[: longest * 2])
    return shorten(" ".join(line.split()), longest)
