"""What the expressions of one submission's rules come to: nothing heavy is worked out twice.

An expression on a row that looks at other rows or at a code list is asked once for equal rows,
and over the rows that it can depend on (see ``joins``): work grows with the rows, not with
their square.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import Path
from shenbao.validation.conditions import STEADY, Condition
from shenbao.validation.submission.row_dependencies import RowIndex
from shenbao.validation.submission.unreadable_paths import NOTHING, UnreadablePaths

_STEADY = STEADY | {"app"}
_HEAVY = frozenset({"app", "ref"})


class ExpressionCache:
    """The answers over one submission; ``variables`` are those that all its rules share.

    ``of_lists`` is what is kept of the notice's lists for all submissions of a run.
    """

    def __init__(
        self,
        variables: Mapping[str, Any],
        of_lists: dict[Hashable, Any],
        broken: UnreadablePaths = NOTHING,
    ) -> None:
        self._narrowing = RowIndex(variables, broken, of_lists)
        self._conditions: dict[str, Condition | None] = {}

    def holds(self, expression: str, variables: Mapping[str, Any]) -> evaluation.Outcome:
        """Return whether ``expression`` holds."""
        return evaluation.truth(self.value(expression, variables))

    def value(self, expression: str, variables: Mapping[str, Any]) -> Any:
        """Return the value of ``expression``, or Undecided."""
        if expression not in self._conditions:
            asked = Expression.of(expression)
            heavy = any(mention.path[0] in _HEAVY for mention in asked.mentions)
            self._conditions[expression] = Condition(asked, _STEADY) if heavy else None
        condition = self._conditions[expression]
        if condition is None:
            return Expression.of(expression).value(variables)
        return condition.value(variables, self._compute)

    def rows(self, expression: str, variables: Mapping[str, Any]) -> Mapping[Path, Sequence[int]]:
        """Return the rows that ``expression`` looks at, of lists that it does not see whole."""
        return self._narrowing.rows(expression, variables)

    def _compute(self, expression: Expression, variables: Mapping[str, Any]) -> Any:
        return expression.value(self._narrowing.narrowed(expression.text, variables))
