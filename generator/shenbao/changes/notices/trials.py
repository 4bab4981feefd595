"""Both versions of a rule asked about the same submissions: where they differ is the proof.

The submissions hold the fields that either version names and no others. They are made of the
constants of both, one step to either side: codes each, days with the years that are counted from
them, numbers with the numbers beside them. They come in a fixed order.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shenbao.changes.model import Witness
from shenbao.changes.notices.trees import constants
from shenbao.changes.terms import Direction
from shenbao.core.paths import Path, put, value_at
from shenbao.policy.cel.evaluation import Undecided, doubles
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.model import Field, FormOrTable, Notice, Rule
from shenbao.policy.shorthand.kinds.trial import smallest
from shenbao.validation.context import Context, lists_as_variable
from shenbao.validation.form_index import ROWS, FormIndex, instances

_CODES = 12
"""So many codes of one list are tried."""
_CODED = 96
"""So many combinations of codes are tried with each other value."""
_VALUES = 60
"""So many values of one field are tried."""
_ASKED = 4000
"""So many submissions are made for one rule."""
_OLDEST = 130
"""A number up to this may be one of years that are counted from a day."""


@dataclass(frozen=True)
class Side:
    """One version of a form with what its rules see beside the submission."""

    home: FormOrTable
    index: FormIndex
    variables: Mapping[str, Any]

    @classmethod
    def of(cls, notice: Notice, home: FormOrTable) -> Side:
        """Return a form or table of a notice as its rules see it."""
        context = Context(notice, {}, lists_as_variable(notice))
        return cls(home, FormIndex(home), context.variables)

    def outcome(self, rule: Rule, path: Path, app: Any) -> bool | None:
        """Return whether a rule holds or does not apply at ``path``; None where nobody can tell."""
        variables: dict[str, Any] = {**self.variables, "app": app, "self": value_at(app, path)}
        if rule.when is not None:
            meant = Expression.of(rule.when).holds(variables)
            if meant is not True:
                return None if isinstance(meant, Undecided) else True
        values: dict[str, Any] = {}
        variables["value"] = values
        for name, text in rule.values.items():
            value = Expression.of(text).value(variables)
            if not isinstance(value, Undecided):
                values[name] = value
        for case in rule.cases:
            holds = Expression.of(case.assertion).holds(variables)
            if holds is not True:
                return None if isinstance(holds, Undecided) else False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Which way a rule went: what proves it, and the tracks on whose submissions it shows."""

    direction: Direction
    witnesses: tuple[Witness, ...] = ()
    tracks: tuple[str, ...] = ()


_NOTHING = Compared(direction=Direction.UNDETERMINED)


def compare(old: Side, new: Side, before: Rule | None, after: Rule | None) -> Compared:
    """Compare two versions of a rule on submissions of the new form.

    ``before`` names the fields as the new version does. None stands for no rule, which holds.
    """
    rules = [rule for rule in (before, after) if rule is not None]
    if not all(rule.cases for rule in rules):
        return _NOTHING
    pattern = _pattern(new.index, rules[-1])
    found: dict[str, Any] = {}
    tracks: dict[str, None] = {}
    for data in _submissions(new, rules, pattern):
        app = doubles(data)
        for path, _ in instances(app, pattern):
            held = True if before is None else old.outcome(before, path, app)
            holds = True if after is None else new.outcome(after, path, app)
            if held is None or holds is None or held == holds:
                continue
            found.setdefault("old" if held else "new", data)
            role = new.index.roles.get("track")
            track = None if role is None else value_at(data, role)
            if isinstance(track, str):
                tracks.setdefault(track)
    part = new.home.ref
    proofs = tuple(
        Witness(instance=found[side], accepted_by=side, part=part)
        for side in ("old", "new")
        if side in found
    )
    return Compared(direction=_direction(proofs), witnesses=proofs, tracks=tuple(tracks))


def _direction(proofs: Sequence[Witness]) -> Direction:
    ways = {proof.proves for proof in proofs}
    if len(ways) > 1:
        return Direction.BOTH
    return ways.pop() if ways else Direction.UNDETERMINED


def _pattern(index: FormIndex, rule: Rule) -> tuple[str, ...]:
    if rule.whole:
        return ROWS
    return (*index.prefix, *(step for step in rule.pointer.split("/")[1:]))


def _submissions(side: Side, rules: Sequence[Rule], pattern: tuple[str, ...]) -> Iterator[Any]:
    """Yield submissions in which the fields that the rules name have telling values."""
    texts = [text for rule in rules for text in rule.expressions]
    fields = list(_fields(side.index, texts, pattern))
    written = list(dict.fromkeys((type(v), v) for text in texts for v in constants(text)))
    seen = [value for _, value in written]
    if any("notice" in {m.path[0] for m in Expression.of(text).mentions} for text in texts):
        seen += list(_days(side.variables["notice"]))
    base: dict[str, Any] = {}
    if pattern:
        _stand(base, side.index, pattern)
    for path, node in fields:
        put(base, path, _first(node))
    yield copy.deepcopy(base)
    coded = [(path, codes) for path, node in fields if (codes := _codes(node, seen))]
    combinations = itertools.islice(itertools.product(*(codes for _, codes in coded)), _CODED)
    made = 0
    for chosen in combinations:
        given = copy.deepcopy(base)
        for (path, _), code in zip(coded, chosen, strict=True):
            put(given, path, code)
        yield copy.deepcopy(given)
        for path, node in fields:
            for value in itertools.islice(_values(node, seen, given, fields), _VALUES):
                made += 1
                if made > _ASKED:
                    return
                data = copy.deepcopy(given)
                put(data, path, value)
                yield data


def _fields(
    index: FormIndex, texts: Sequence[str], pattern: tuple[str, ...]
) -> Iterator[tuple[Path, Field]]:
    """Yield the fields that expressions name, each once, with a place in the first row."""
    seen: set[tuple[str, ...]] = set()
    named = [pattern] if pattern else []
    for text in texts:
        for mention in Expression.of(text).mentions:
            root, *below = mention.path
            if root == "app":
                named.append(tuple(below))
            elif root in {"self", "row"}:
                named.append((*pattern, *below))
    for steps in named:
        node = index.nodes.get(steps)
        if node is None or steps in seen or node.kind in {"object", "array"}:
            continue
        seen.add(steps)
        yield tuple(0 if step == ROW else step for step in steps), node


def _stand(data: Any, index: FormIndex, pattern: tuple[str, ...]) -> None:
    """Let the group or the rows that the rule stands on be there, with nothing in them."""
    node = index.nodes.get(pattern)
    kind = "array" if pattern == ROWS else "" if node is None else node.kind
    if kind in {"array", "object"}:
        path = tuple(0 if step == ROW else step for step in pattern)
        put(data, path, [] if kind == "array" else {})


def _first(node: Field) -> Any:
    if "const" in node.schema:
        return node.schema["const"]
    if node.example is not None:
        return node.example
    allowed = node.schema.get("enum")
    if allowed:
        return allowed[0]
    return _BY_KIND.get(node.kind, "示例") if node.schema.get("format") != "date" else "2000-01-01"


_BY_KIND: Mapping[str, Any] = {"number": 1, "integer": 1, "boolean": True}


def _codes(node: Field, seen: Sequence[Any]) -> list[Any]:
    """Return the values of a field that is one of few; those that the rules name first."""
    if node.kind == "boolean":
        return [True, False]
    allowed = node.schema.get("enum")
    if not allowed:
        return []
    named = [value for value in allowed if value in seen]
    others = [value for value in allowed if value not in seen]
    return [*named, *others][:_CODES]


def _values(
    node: Field, seen: Sequence[Any], data: Any, fields: Sequence[tuple[Path, Field]]
) -> Iterator[Any]:
    if node.kind == "boolean" or "enum" in node.schema:
        return
    if node.kind in {"number", "integer"}:
        yield from _numbers(node, seen, data, fields)
    elif node.schema.get("format") == "date":
        yield from _dates(seen, data, fields)
    else:
        yield from (value for value in seen if isinstance(value, str))


def _numbers(
    node: Field, seen: Sequence[Any], data: Any, fields: Sequence[tuple[Path, Field]]
) -> Iterator[Any]:
    """Yield the constants, their shares of the other numbers, and what stands beside each."""
    step = smallest(node.kind, node.unit)
    written = [value for value in seen if isinstance(value, int | float) and value is not True]
    others = [value_at(data, path) for path, _ in fields]
    others = [value for value in others if isinstance(value, int | float) and value is not True]
    limits = [node.schema[key] for key in ("minimum", "maximum") if key in node.schema]
    shares = [
        share for one in written for other in others for share in (one * other, one * other / 100)
    ]
    for number in (*written, *limits, *others, *shares):
        for value in (number, number + step, number - step):
            yield round(value) if node.kind == "integer" else round(value, 6)


def _dates(seen: Sequence[Any], data: Any, fields: Sequence[tuple[Path, Field]]) -> Iterator[str]:
    """Yield the days that are written out, and those so many years or months before and after."""
    texts = [*(value for value in seen if isinstance(value, str))]
    texts += [value for path, _ in fields if isinstance(value := value_at(data, path), str)]
    counts = [
        int(value)
        for value in seen
        if isinstance(value, int | float) and value is not True and 0 < abs(value) <= _OLDEST
    ]
    days = list(dict.fromkeys(day for text in texts if (day := _day(text)) is not None))
    for day in days:
        for years in (0, *counts, *(count + 1 for count in counts), *(-count for count in counts)):
            moved = _years_before(day, years)
            if moved is not None:
                for more in (0, 1, -1):
                    yield (moved + timedelta(days=more)).isoformat()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _years_before(day: date, years: int) -> date | None:
    if not 1 < day.year - years < date.max.year:
        return None
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last)


def _days(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _days(item)
    elif isinstance(value, str):
        yield value
