"""Work that grows too fast: rules with the square of the rows, patterns with the text.

A table of a hospital has thousands of rows, and a browser tries every way of a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shenbao.core.errors import Problem
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import ROW, Path
from shenbao.policy.model import FormOrTable, Notice
from shenbao.tabular.judge.automaton import backtracking_bound
from shenbao.validation.form_index import ROWS, FormIndex, Pattern, PlacedRule

FEW = 200
"""A rule on a row may look at every row of an array that holds no more."""


def check_costs(notice: Notice) -> Iterator[Problem]:
    """Yield a problem for every rule that looks at all rows from every row, every slow pattern."""
    for home in notice.homes:
        indexed = FormIndex(home)
        for node in home.fields():
            pattern = node.schema.get("pattern")
            if pattern is not None and backtracking_bound(pattern) is None:
                yield _problem(home, node.pointer, "pattern-slow", {"pattern": pattern})
        for placed in indexed.rules:
            found = _costly(indexed, placed)
            if found is not None:
                said = {"rule": placed.rule.id, "rows": ".".join(found)}
                yield _problem(home, placed.rule.pointer, "rule-squared", said)


def _costly(home: FormIndex, placed: PlacedRule) -> Path | None:
    """Return the rows that are gone through too often, as a path below the variables."""
    rule = placed.rule
    for expression in rule.expressions:
        bounded = {join.path for join in Expression.of(expression).joins}
        looked = [mention.path for mention in Expression.of(expression).mentions]
        lists = [path[: path.index(ROW)] for path in looked if ROW in path]
        repeated = [
            inner
            for outer, inner in Expression.of(expression).nested
            if _same(placed, outer, inner)
        ]
        if ROW in placed.pattern:
            repeated += [path for path in lists if path[0] == "app"]
        for path in repeated:
            if path not in bounded and _many(home, _pattern(placed, path)):
                return path
    return None


def _same(placed: PlacedRule, outer: Path, inner: Path) -> bool:
    return _pattern(placed, outer) == _pattern(placed, inner)


def _pattern(placed: PlacedRule, path: Path) -> Pattern:
    """Return where a list stands in the data; nothing for a code list."""
    if path[0] == "self":
        return (*placed.pattern, *path[1:])
    return path[1:] if path[0] == "app" else ()


def _many(home: FormIndex, pattern: Sequence[str]) -> bool:
    if not pattern:
        return False
    node = home.nodes.get(tuple(pattern))
    return tuple(pattern) == ROWS if node is None else node.schema.get("maxItems", 0) > FEW


def _problem(home: FormOrTable, place: str, message: str, args: Mapping[str, str]) -> Problem:
    return Problem(file=home.file, pointer=home.in_file(place), message=message, args={**args})
