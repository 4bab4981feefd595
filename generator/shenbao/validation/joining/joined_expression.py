"""A rule as one expression over all the places where it stands: its condition, values and steps.

It has to be right only where it says yes: whatever else comes of it is asked again step by step.
So what is the same for every row, or in the whole run, may be worked out first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from typing import Any

from shenbao.policy.cel.engine.current import engine
from shenbao.policy.cel.engine.functions import OURS
from shenbao.policy.cel.engine.port import Given, NoAnswer, Program, Refused
from shenbao.policy.cel.evaluation import Needs, needs, part_of
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.hoisting import bound, hoisted, settled
from shenbao.policy.cel.mentions import VARIABLES, Mention, mentions
from shenbao.policy.cel.printing import printed
from shenbao.policy.cel.syntax import (
    Call,
    Constant,
    Loop,
    Member,
    Name,
    Node,
    parts,
    rebuilt,
    walk,
)

_STEADY = frozenset({"ref", "reading", "notice"})
_VALUES, _VALUE = Name("value"), "value_"
_TAKEN = frozenset({*VARIABLES, "at", "steady"})
_VARIABLES = ("app", "ref", "reading", "notice", "at", "steady")


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What a rule says, in CEL.

    ``key`` names it among the rules that are asked together. ``repeats``: it stands on rows.
    ``followed``: whether it is meant counts, as it depends on readings.
    """

    key: str
    when: str | None
    values: tuple[tuple[str, str], ...]
    asserts: tuple[str, ...]
    repeats: bool
    followed: bool


@dataclass(frozen=True)
class JoinedExpression:
    """The steps of a rule at all its places, the members ``key`` of the variable ``at``.

    ``mentions`` is what it needs of the variables, ``own`` what of each value that it stands on
    (None for nothing). ``settled`` are expressions that are the same in the whole run; it looks
    for the value of each in the variable ``steady``, under its text.
    """

    asserted: Node
    intended: Node | None
    mentions: tuple[Mention, ...]
    own: Needs | None
    settled: tuple[str, ...]

    def of_place(self, value: Any) -> Any:
        """Return what is needed of a value that the rule stands on."""
        return None if self.own is None else part_of(value, self.own)

    def holds(self, given: Given) -> bool:
        """Say whether every step is known to hold wherever the rule stands."""
        return _true(self._assertion, given)

    def meant(self, given: Given) -> bool:
        """Say whether the condition of a rule that holds is met at any of its places."""
        return self.intended is None or _true(self._intention, given)

    @cached_property
    def _assertion(self) -> Program | None:
        return _program(self.asserted)

    @cached_property
    def _intention(self) -> Program | None:
        return None if self.intended is None else _program(self.intended)


@lru_cache(maxsize=4096)
def joined(steps: Steps) -> JoinedExpression | None:
    """Return a rule as one expression, None where it has to be asked step by step."""
    said = _said(steps)
    if said is None:
        return None
    own = needs(mention for mention in mentions(said).paths if mention.path[0] == "self")
    at = Member(Name("at"), steps.key, asked=False)
    asserted, texts = settled(said, _STEADY)
    everywhere = Loop("all", "self", at, hoisted(asserted))
    tree = hoisted(everywhere) if steps.repeats else everywhere
    when = Expression.of(steps.when or "")
    asks = when.tree is not None and steps.followed and not when.names_reading
    intended = Loop("exists", "self", at, when.tree) if asks else None
    also = () if intended is None else mentions(intended).paths
    return JoinedExpression(
        asserted=tree,
        intended=intended,
        mentions=(*mentions(tree).paths, *also),
        own=own.get("self"),
        settled=texts,
    )


def _true(program: Program | None, given: Given) -> bool:
    try:
        return program is not None and program.run(given) is True
    except NoAnswer:
        return False


def _program(tree: Node) -> Program | None:
    try:
        return engine().compile(printed(tree, OURS), _VARIABLES)
    except Refused:
        return None


def _said(steps: Steps) -> Node | None:
    """Return that all steps hold where the rule is meant.

    None where a part does not parse, or means something else among the others.
    """
    said = _all(steps.asserts)
    for name, text in reversed(steps.values):
        if said is not None and any(node == Name(_VALUE + name) for node in walk(said)):
            value = _part(text)
            said = None if value is None else bound(_VALUE + name, value, said)
    if said is None or steps.when is None:
        return said
    when = _part(steps.when)
    return None if when is None else Call("_?_:_", (when, said, Constant(value=True)))


def _all(texts: tuple[str, ...]) -> Node | None:
    found = [part for part in map(_part, texts) if part is not None]
    if len(found) < len(texts):
        return None
    return reduce(lambda left, right: Call("_&&_", (left, right)), found)


def _part(text: str) -> Node | None:
    """Return a part of a rule, its named values (``value.units``) variables of their own.

    None where a macro binds a name that is needed here, or the values are asked for otherwise.
    """
    tree = Expression.of(text).tree
    for node in () if tree is None else walk(tree):
        taken = isinstance(node, Loop) and (node.row in _TAKEN or node.row.startswith(_VALUE))
        if taken or (isinstance(node, Member) and node.asked and node.of == _VALUES):
            return None
    found = None if tree is None else _named(tree)
    return None if found is None or any(node == _VALUES for node in walk(found)) else found


def _named(node: Node) -> Node:
    if isinstance(node, Member) and node.of == _VALUES:
        return Name(_VALUE + node.name)
    return rebuilt(node, [_named(part) for part in parts(node)])
