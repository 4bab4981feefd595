"""Which rules of a form hold, asked at once: values are converted once for all of them.

Most rules hold. Whatever else comes of a rule (it does not hold, a part cannot be told, there
are too many rows) is asked again step by step, as ``submission.rules`` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from shenbao.policy.cel.engine.current import engine
from shenbao.policy.cel.evaluation import Needs, Undecided, handed, needs
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import ROW, Mention
from shenbao.validation.context import Context
from shenbao.validation.form_index import FormIndex, PlacedRule
from shenbao.validation.joining.joined_expression import JoinedExpression, Steps, joined

MOST = 2000
"""A rule with more places is asked place by place."""

_LONG = 200
"""A longer list is looked through only for the rows that belong to a value (``joins``)."""


@lru_cache(maxsize=64)
def joined_rules(home: FormIndex, context: Context) -> JoinedRules:
    """Return the joined rules of a form or table in one run."""
    return JoinedRules(home, context)


class JoinedRules:
    """The rules of one form or table that can be asked at once, by their number in it."""

    def __init__(self, home: FormIndex, context: Context) -> None:
        self._context = context
        self._rules = {
            number: found
            for number, placed in enumerate(home.rules)
            if (found := _joined(number, placed, context)) is not None
        }
        texts = dict.fromkeys(text for rule in self._rules.values() for text in rule.settled)
        values = {text: Expression.of(text).value(context.variables) for text in texts}
        self._steady = {
            text: value for text, value in values.items() if not isinstance(value, Undecided)
        }
        self._needs: dict[frozenset[int], Needs] = {}

    def hold(self, app: Any, places: Mapping[int, Sequence[Any]]) -> dict[int, bool]:
        """Return the rules that hold at all their places, each with whether it is meant at any.

        ``app`` is the submission as the rules see it; ``places`` are the values that rules
        stand on, by the number of the rule.
        """
        asked = {
            number: self._rules[number]
            for number, values in places.items()
            if number in self._rules and len(values) <= MOST
        }
        given = engine().given(self._handed(app, asked, places))
        return {
            number: bool(places[number]) and rule.meant(given)
            for number, rule in asked.items()
            if rule.holds(given)
        }

    def _handed(
        self, app: Any, asked: Mapping[int, JoinedExpression], places: Mapping[int, Sequence[Any]]
    ) -> dict[str, Any]:
        which = frozenset(asked)
        if which not in self._needs:
            every = dict.fromkeys(item for rule in asked.values() for item in rule.mentions)
            self._needs[which] = needs(every)
        variables = {**self._context.variables, "app": app}
        at = {
            _key(number): [rule.of_place(value) for value in places[number]]
            for number, rule in asked.items()
        }
        return {**handed(self._needs[which], variables), "at": at, "steady": self._steady}


def _key(number: int) -> str:
    return f"r{number}"


def _joined(number: int, placed: PlacedRule, context: Context) -> JoinedExpression | None:
    """Return a rule that can be asked at once, None for another.

    One that needs a list which nobody has supplied has no answer; a long list costs less where
    only some of its rows are looked at.
    """
    rule = placed.rule
    if not rule.cases or any(context.missing_list(name) is not None for name in rule.lists):
        return None
    steps = Steps(
        key=_key(number),
        when=rule.when,
        values=tuple(rule.values.items()),
        asserts=tuple(case.assertion for case in rule.cases),
        repeats=ROW in placed.pattern,
        followed=bool(rule.readings),
    )
    found = joined(steps)
    long = found is not None and any(_is_long(mention, context) for mention in found.mentions)
    return None if long else found


def _is_long(mention: Mention, context: Context) -> bool:
    """Say whether a mention goes through a list of the notice that is long."""
    if mention.path[0] != "ref":
        return False
    value: Any = context.variables
    for step in mention.path[:3]:
        value = value.get(step) if isinstance(value, Mapping) else None
    return isinstance(value, list) and len(value) > _LONG
