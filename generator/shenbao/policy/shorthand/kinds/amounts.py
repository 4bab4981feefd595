"""Kinds that bound a number: by numbers of the notice, as a share of another, as a sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Literal

from shenbao.core import messages
from shenbao.core.messages.values import PolicyText, Value, said, unit
from shenbao.policy.model.parameter import in_words
from shenbao.policy.shorthand.kinds.ask import NUMBERS, Ask, Part, double, unfit
from shenbao.policy.shorthand.kinds.fields import Target
from shenbao.policy.shorthand.kinds.kind import Kind, Step, always
from shenbao.policy.shorthand.kinds.trial import Trial, beside

_PERCENT = 100.0
_SIGNS = {"least": ">=", "most": "<="}
_OUTWARDS = {"least": -1, "most": 1}


def _between(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, NUMBERS)
    for part in ask.parts("least", "most"):
        bounds = {key: part.values[key] for key in _SIGNS if key in part.values}
        if len(bounds) > 1 and bounds["least"] > bounds["most"]:
            crossed = {key: in_words(value) for key, value in bounds.items()}
            raise unfit("kind-bounds-crossed", **crossed)
        shown: dict[str, Value] = {key: in_words(value) for key, value in bounds.items()}
        words = said(
            _sentence(bounds),
            label=PolicyText(zh=subject.title),
            unit=_unit(subject),
            **shown,
        )
        yield Step(ask.in_part(part, _compared(subject, bounds)), words, shown, part.label)


def _is_one_number(bounds: Mapping[str, float]) -> bool:
    return len(bounds) > 1 and bounds["least"] == bounds["most"]


def _sentence(bounds: Mapping[str, float]) -> str:
    if _is_one_number(bounds):
        return "kind-exactly"
    return "kind-between" if len(bounds) > 1 else f"kind-at-{next(iter(bounds))}"


def _compared(subject: Target, bounds: Mapping[str, float]) -> str:
    if _is_one_number(bounds):
        return f"{subject.text} == {double(bounds['least'])}"
    return " && ".join(f"{subject.text} {_SIGNS[key]} {double(bounds[key])}" for key in bounds)


def _unit(target: Target) -> PolicyText:
    """Return the unit behind a number: Chinese writes it without a blank."""
    given = target.node.get("x-unit", "")
    return PolicyText(zh=given, en=messages.words(unit(given), "en") if given else " ")


def _between_trials(ask: Ask, _data: Any) -> Iterator[Trial]:
    for part in ask.each("least", "most"):
        for key, outwards in _OUTWARDS.items():
            if key in part.values:
                yield from _limit(ask, part, part.values[key], outwards)


def _limit(ask: Ask, part: Part, limit: float, outwards: int) -> Iterator[Trial]:
    """Yield the limit itself and the next number beyond it."""
    subject = ask.subject
    for steps in (0, 1):
        number = beside(subject, limit, outwards, steps)
        change = {**ask.in_case(part), ask.place(subject): number}
        yield Trial(not steps, change, group="".join(part.codes))


def _share(ask: Ask, bound: Literal["least", "most"]) -> Iterator[Step]:
    subject = ask.fits(ask.subject, NUMBERS)
    whole = ask.fits(ask.target("of"), NUMBERS)
    for part in ask.parts("percent"):
        percent = part.values["percent"]
        shown: dict[str, Value] = {"percent": in_words(percent)}
        asked = (
            f"double(dec({subject.text})) * {double(_PERCENT)} {_SIGNS[bound]} "
            f"double(dec({whole.text})) * {double(percent)}"
        )
        labels = {"label": PolicyText(zh=subject.title), "whole": PolicyText(zh=whole.title)}
        words = said(f"kind-share-at-{bound}", **labels, **shown)
        yield Step(ask.in_part(part, asked), words, shown, part.label)


def _share_trials(ask: Ask, data: Any, bound: Literal["least", "most"]) -> Iterator[Trial]:
    for part in ask.each("percent"):
        whole = float(ask.value(ask.target("of"), data))
        yield from _limit(ask, part, whole * part.values["percent"] / _PERCENT, _OUTWARDS[bound])


def _addends(ask: Ask) -> list[Target]:
    return [ask.fits(ask.named(path, "parts"), NUMBERS) for path in ask.rule.get("parts", ())]


def _sum(ask: Ask) -> Iterator[Step]:
    total = ask.fits(ask.target("total"), NUMBERS)
    terms = [
        f"({target.present} ? dec({target.text}) : 0)" if target.optional else f"dec({target.text})"
        for target in _addends(ask)
    ]
    if "column" in ask.rule:
        rows, column = ask.column("column", NUMBERS)
        terms.append(f"dec(sum({rows.text}.map(r, r.{column.text})))")
    words = said("kind-sums-equal", total=PolicyText(zh=total.title))
    yield Step(f"{' + '.join(terms)} == dec({total.text})", words)


def _sum_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    """Change the first addend, or that of the first row, so that the sum is right, then not."""
    changing = _addends(ask)
    numbers: list[float] = []
    if "column" in ask.rule:
        rows, column = ask.column("column", NUMBERS)
        changing.insert(0, column)
        numbers += [float(row[column.text]) for row in ask.value(rows, data)[1:]]
    changed, *others = changing
    numbers += [float(ask.value(target, data)) for target in others if ask.has(target, data)]
    exact = float(ask.value(ask.target("total"), data)) - sum(numbers)
    for steps in (0, 1, -1):
        yield Trial(not steps, {ask.place(changed): beside(changed, exact, 1, steps)})


AMOUNT_BETWEEN = Kind(_between, _between_trials, any_of=("least", "most"), allows=("by",))
SHARE_AT_MOST = Kind(
    partial(_share, bound="most"),
    partial(_share_trials, bound="most"),
    needs=("percent", "of"),
    allows=("by",),
)
SHARE_AT_LEAST = Kind(
    partial(_share, bound="least"),
    partial(_share_trials, bound="least"),
    needs=("percent", "of"),
    allows=("by",),
)
SUMS_EQUAL = Kind(_sum, _sum_trials, needs=("total",), any_of=("parts", "column"), when=always)
