"""One form or table on which changes are tried: what a check says of it, which fields a rule asks.

Everything is in a fixed order, so that the same policy gives the same proposals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shenbao.core.findings import Report
from shenbao.core.paths import Path, value_at
from shenbao.core.submission import Submission
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.cel.syntax import Call, Constant, walk
from shenbao.policy.model import Field, FormOrTable, Notice, Rule, Target
from shenbao.validation import Validator
from shenbao.validation.form_index import FormIndex, PlacedRule

_ROWS = 2
"""So many rows of a list are varied."""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A form or table of a notice with what checks it. ``file`` is the name of its data."""

    notice: Notice
    home: FormOrTable
    validator: Validator
    readings: Mapping[str, str] | None = None
    index: FormIndex = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", FormIndex(self.home))

    @property
    def file(self) -> str:
        """What its data are called."""
        return f"{self.home.id}.json"

    @property
    def targets(self) -> Mapping[str, Target]:
        """The targets of the notice, by their ids."""
        return {item.id: item for item in self.notice.targets}

    def report(self, *parts: Any) -> Report:
        """Return what a check says of data that are handed in together."""
        names = [self.file, *(f"{self.home.id}-{n}.json" for n in range(1, len(parts)))]
        handed_in = [
            Submission(file=name, data=data, schema=self.home.ref)
            for name, data in zip(names, parts, strict=True)
        ]
        return self.validator.validate(handed_in, readings=self.readings)

    def rules(self, identity: str) -> list[PlacedRule]:
        """Return the rules of this id: it may stand on several nodes."""
        return [placed for placed in self.index.rules if placed.rule.id == identity]

    def asked(self, identity: str, data: Any) -> list[Path]:
        """Return the places of the fields that a rule looks at, in order, each once."""
        found: dict[Path, None] = {}
        target = self.targets.get(identity)
        if target is not None and target.role in self.index.roles:
            found |= dict.fromkeys(_instances(data, self.index.roles[target.role]))
        for placed in self.rules(identity):
            for base in _instances(data, placed.pattern):
                rule = placed.rule
                if rule.keywords:
                    found[base] = None
                for path in self._mentioned(rule, base, data):
                    found[path] = None
        return [path for path in found if self.index.node(path) is not None]

    def _mentioned(self, rule: Rule, base: Path, data: Any) -> Iterator[Path]:
        for text in rule.expressions:
            for mention in Expression.of(text).mentions:
                root, *below = mention.path
                if root in {"self", "row"}:
                    yield from _spread(data, base, below)
                elif root == "app":
                    yield from _spread(data, (), below)
                elif root == "role" and below and below[0] in self.index.roles:
                    yield from _instances(data, self.index.roles[below[0]])

    def node(self, path: Path) -> Field:
        """Return the node of a place that ``asked`` gives."""
        found = self.index.node(path)
        if found is None:
            raise KeyError(path)
        return found


def constants(texts: Sequence[str]) -> list[Any]:
    """Return what expressions write out: numbers, texts and days, in order, each once."""
    found: dict[tuple[type, Any], Any] = {}
    for text in texts:
        tree = Expression.of(text).tree
        for node in () if tree is None else walk(tree):
            if isinstance(node, Constant) and isinstance(node.value, str | int | float):
                found.setdefault((type(node.value), node.value), node.value)
            elif isinstance(node, Call) and node.function == "-_":
                inner = node.parts[0]
                if isinstance(inner, Constant) and isinstance(inner.value, int | float):
                    found.setdefault((type(inner.value), -inner.value), -inner.value)
    return list(found.values())


def _spread(data: Any, base: Path, below: Sequence[str]) -> Iterator[Path]:
    paths: list[Path] = [base]
    for step in below:
        if step != ROW:
            paths = [(*path, step) for path in paths]
            continue
        paths = [
            (*path, row) for path in paths for row in range(min(_rows(value_at(data, path)), _ROWS))
        ]
    yield from paths


def _instances(data: Any, pattern: Sequence[str]) -> Iterator[Path]:
    return _spread(data, (), pattern)


def _rows(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0
