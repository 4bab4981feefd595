"""What an evaluation is given and what it answers.

Every number of a submission is a double.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import is_
from typing import Any, TypeAlias

from shenbao.policy.cel.engine.port import Why
from shenbao.policy.cel.mentions import ROW, Mention, Path

__all__ = ["Needs", "Outcome", "Undecided", "Why", "doubles", "handed", "needs", "truth"]

_AS_IT_IS = frozenset({str, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class Undecided:
    """The expression has no answer.

    A value is missing, or is not of the needed kind, or there is more data than may be
    computed with, or the expression itself is wrong.
    """

    reason: Why


Outcome: TypeAlias = bool | Undecided


def truth(value: Any) -> Outcome:
    """Return a value as an answer: what is neither true nor false is Undecided."""
    return value if isinstance(value, bool | Undecided) else Undecided("value")


def doubles(value: Any) -> Any:
    """Return JSON data with every number a double; the data is not deep (see structure).

    What holds no other number is the same object as before: whoever changes it makes it its own.
    """
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Mapping):
        members = {key: doubles(item) for key, item in value.items()}
        same = isinstance(value, dict) and all(map(is_, members.values(), value.values()))
        return value if same else members
    if isinstance(value, list | tuple):
        rows = list(map(doubles, value))
        return value if isinstance(value, list) and all(map(is_, rows, value)) else rows
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


Needs: TypeAlias = dict[str, Any]
"""Which members of a mapping are needed, of each row below ``*``; an empty one needs all."""

_NOTHING = ""
"""A member that no mapping has: what only this is needed of is there, a row counts, no more."""


def needs(mentions: Iterable[Mention]) -> Needs:
    """Return what is needed of the variables to evaluate what mentions ``mentions``."""
    root: Needs = {}
    for mention in sorted(mentions, key=lambda item: len(item.path)):
        _need(root, mention)
    return root


def _need(tree: Needs, mention: Mention) -> None:
    """Add a mention, shorter ones first: a value needed whole stays whole."""
    counted: Path = () if mention.whole else (_NOTHING,) if mention.guarded else (ROW, _NOTHING)
    parts = (*mention.path, *counted)
    for number, part in enumerate(parts):
        if part in tree and not tree[part]:
            return
        known = part in tree
        below: Needs = tree.setdefault(part, {})
        if number == len(parts) - 1 and known:
            below.clear()
        tree = below


def handed(needed: Needs, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the engine is given: it converts every value, which is most of its work."""
    return {
        name: part_of(variables[name], below) for name, below in needed.items() if name in variables
    }


def part_of(value: Any, needed: Needs) -> Any:
    """Return what is needed of a value."""
    if needed and isinstance(value, list) and ROW in needed:
        return [part_of(item, needed[ROW]) for item in value]
    if not needed or not isinstance(value, dict) or ROW in needed:
        return value
    return {key: part_of(value[key], below) for key, below in needed.items() if key in value}
