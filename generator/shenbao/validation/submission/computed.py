"""Values that follow from others (``x-computed``), compared with what was given.

That the given one differs is a finding of its own, whatever the rules make of the value that
follows.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from shenbao.core.findings import Finding
from shenbao.core.guards.json_values import is_number
from shenbao.core.masking import mask
from shenbao.validation.form_index import Path, instances, scalar_text
from shenbao.validation.numbers import decimals_of, exact, number_words
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.evaluation_context import Evaluation

RULE = "computed"
_TWO = 2
_NOISE = Fraction(1, 10**9)
"""Doubles that should be equal differ by less than this part of their size."""


def check_computed(subject: Evaluation, collector: Collector) -> None:
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


def _agree(given: Any, value: Any) -> bool:
    """Say whether a given value is the computed one, rounded as the given one is."""
    left, right = _number(given), _number(value)
    if left is None or right is None:
        return type(given) is type(value) and bool(given == value)
    room = Fraction(1, 2) / 10 ** decimals_of(left)
    return bool(abs(left - right) <= room + _NOISE * abs(right))


def _number(value: Any) -> Fraction | None:
    number = is_number(value)
    return exact(value) if number else None


def _finding(subject: Evaluation, path: Path, given: Any, value: Any) -> Finding:
    number, own = _number(value), _number(given)
    text = scalar_text(value) or ""
    if number is not None:
        decimals = max(_TWO, decimals_of(own)) if own is not None else _TWO
        text = number_words(number, decimals=decimals)
    found = subject.show(path, given)
    return Finding(
        rule=RULE,
        severity="warning",
        verdict="fail",
        where=subject.where(path),
        found=found,
        message="computed-differs",
        args={
            "label": subject.label(path),
            "found": found or "",
            "computed": mask(text, hidden=subject.home.masked(path)),
        },
        basis="toolkit",
    )
