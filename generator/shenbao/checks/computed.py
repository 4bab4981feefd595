"""Values that follow from others (``x-computed``): filled in for the rules, and compared.

What the rules and targets see is the value that follows, also where another one was given:
190 of 200 with a typed 100 % is 95 %. That the given one differs is a finding of its own. An
expression that gives ``null``, or no finite number, says that there is no value, whatever is
given; one that lacks a value says nothing, and what is given stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from shenbao.checks import cel
from shenbao.checks.amounts import decimals_of, exact, shown
from shenbao.checks.places import MASKED, Path, instances, plain
from shenbao.findings import Finding
from shenbao.policy.model import Field

if TYPE_CHECKING:
    from shenbao.checks.collecting import Collector
    from shenbao.checks.subject import Subject

RULE = "computed"
_TWO = 2
_NOISE = Fraction(1, 10**9)
"""Doubles that should be equal differ by less than this part of their size."""


def fill(subject: Subject) -> Iterator[Path]:
    """Put what follows from other values into ``app``; a given value that does not follow stays.

    Yield the places, left out, of which nothing can be told as they follow from a broken value.
    """
    lost: set[Path] = set()
    for pattern, node in subject.home.computed:
        mentioned = [mention.path[1:] for mention in cel.mentioned(node.computed or "")]
        for above, group in instances(subject.variables["app"], pattern[:-1]):
            if not isinstance(group, dict):
                continue
            follows = lost and any((*above, *path) in lost for path in mentioned)
            if follows or subject.looks_at_broken(above, node.computed or ""):
                if group.get(node.key) is None:
                    lost.add((*above, node.key))
                    yield (*above, node.key)
                continue
            value = _value(node, group)
            if value is None:
                group.pop(node.key, None)
            elif not isinstance(value, cel.Undecided):
                group[node.key] = value


def check_computed(subject: Subject, collector: Collector) -> None:
    """Report every given value that differs, beyond its own decimals, from what follows."""
    for pattern, node in subject.home.computed:
        for above, group in instances(subject.data, pattern[:-1]):
            path = (*above, node.key)
            given = group.get(node.key) if isinstance(group, dict) else None
            if given is None or subject.rests(path):
                continue
            value = subject.value(path)
            if value is not None and not _agree(given, value):
                build = partial(_finding, subject, path, given, value)
                collector.add((RULE, pattern), path, build)


def _value(node: Field, group: Any) -> float | bool | str | cel.Undecided | None:
    """Return what follows, None where there is no value, Undecided where something is missing."""
    value = cel.compute(node.computed or "", {"self": group})
    if isinstance(value, bool | str | cel.Undecided) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    return cel.Undecided("value")


def _agree(given: Any, value: Any) -> bool:
    """Say whether a given value is the computed one, rounded as the given one is."""
    left, right = _number(given), _number(value)
    if left is None or right is None:
        return type(given) is type(value) and bool(given == value)
    room = Fraction(1, 2) / 10 ** decimals_of(left)
    return bool(abs(left - right) <= room + _NOISE * abs(right))


def _number(value: Any) -> Fraction | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return exact(value) if number else None


def _finding(subject: Subject, path: Path, given: Any, value: Any) -> Finding:
    number, own = _number(value), _number(given)
    text = plain(value) or ""
    if number is not None:
        decimals = max(_TWO, decimals_of(own)) if own is not None else _TWO
        text = shown(number, decimals=decimals)
    found = subject.show(path, given)
    return Finding(
        rule=RULE,
        severity="warning",
        verdict="fail",
        where=subject.where(path),
        found=found,
        message="computed-differs",
        args={
            **subject.labels(path),
            "found": found or "",
            "computed": MASKED if subject.home.masked(path) else text,
        },
        basis="toolkit",
    )
