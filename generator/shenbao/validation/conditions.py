"""Conditions that are asked of many entries, and values that are names."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.folding import folded
from shenbao.policy.cel.mentions import ROW, Path
from shenbao.validation.form_index import scalar_text

STEADY = frozenset({"reading", "notice", "ref"})

_ABSENT = object()
_NO_GROUP = object()


@dataclass(slots=True)
class Condition:
    """An expression over one entry. Equal entries are evaluated once.

    What an expression mentions is all that it can look at, so those values are the key, but
    for what is the same for every entry (``steady``).
    """

    expression: Expression
    steady: frozenset[str] = STEADY
    _known: dict[Hashable, Any] = field(default_factory=dict)
    _paths: tuple[Path, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the paths that make the key."""
        paths = (mention.path for mention in self.expression.mentions)
        self._paths = tuple(path for path in paths if path[0] not in self.steady)

    @property
    def is_steady(self) -> bool:
        """Whether it looks at nothing but what is the same for every entry."""
        return not self._paths

    def holds(self, variables: Mapping[str, Any]) -> evaluation.Outcome:
        """Return whether the expression holds."""
        return evaluation.truth(self.value(variables))

    def value(
        self,
        variables: Mapping[str, Any],
        compute: Callable[[Expression, Mapping[str, Any]], Any] = Expression.value,
    ) -> Any:
        """Return the value of the expression, or Undecided."""
        key = self._key(variables)
        if key is None:
            return compute(self.expression, variables)
        if key not in self._known:
            self._known[key] = compute(self.expression, variables)
        return self._known[key]

    def _key(self, variables: Mapping[str, Any]) -> Hashable | None:
        parts: list[Hashable] = []
        for path in self._paths:
            value: Any = variables
            for step in path:
                if value is _ABSENT:
                    break
                group = isinstance(value, dict | Mapping)
                value = value.get(step, _ABSENT) if group else _NO_GROUP
            if isinstance(value, dict | list) or ROW in path:
                return None
            parts.append((type(value), value))
        return tuple(parts)


def comparable(value: Any) -> str:
    """Return a value, as one that is a name, so that its ways of writing compare equal."""
    text = value if isinstance(value, str) else scalar_text(value)
    return folded(text) if text else ""
