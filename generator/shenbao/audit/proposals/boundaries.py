"""Where the outcome of a rule turns: found by asking the check, not by reading the rule.

Numbers, days, lengths and numbers of rows are looked at on a scale of whole steps: between two
points with different outcomes the turn is halved down to two neighbours. Codes are tried each.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from shenbao.audit.kind_trials import varied
from shenbao.audit.proposals.bench import Bench, constants
from shenbao.audit.proposals.field_values import choices, exact, filled, of_length, step
from shenbao.audit.verdicts import verdict_of
from shenbao.core.guards.json_values import is_number
from shenbao.core.paths import Path, pointer_of, value_at
from shenbao.policy.model import Field, Table
from shenbao.policy.shorthand.kinds.trial import Trial
from shenbao.validation.form_index import ROWS

_MOST = 12
"""So many vectors of one rule on one base."""
_CODES = 40
_FIRST = 16
_ROWS = 13
_ASKED = 600
"""So many questions are asked about one rule on one base."""
_YEARS = 120
_WIDE = 1000


@dataclass(frozen=True, slots=True)
class Turn:
    """Changes of a base after which a rule comes out as ``outcome``; ``places`` tell of what."""

    change: Trial
    outcome: str
    place: Path


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values that follow each other step by step, by whole numbers; points to look at."""

    points: tuple[int, ...]
    make: Callable[[int], Any]


@dataclass(slots=True)
class _Search:
    """A rule on one base, with what was asked already."""

    bench: Bench
    rule: str
    data: Any
    before: Mapping[Path, Any] = field(default_factory=dict)
    gone: tuple[Path, ...] = ()
    known: dict[str, str | None] = field(default_factory=dict)
    refused: frozenset[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        try:
            self.refused = self._mistakes(self.trial({}))[1]
        except LookupError:
            self.refused = frozenset()

    def trial(self, put: Mapping[Path, Any], gone: tuple[Path, ...] = ()) -> Trial:
        """Return the changes of this search and others."""
        return Trial(holds=True, put={**self.before, **put}, gone=(*self.gone, *gone))

    def outcome(self, change: Trial) -> str | None:
        """Return how the rule comes out, None where something else refuses what was changed."""
        key = repr((change.put, change.gone))
        if key not in self.known and len(self.known) < _ASKED:
            try:
                found, refused = self._mistakes(change)
            except (LookupError, TypeError, AttributeError):
                self.known[key] = None
                return None
            places = {pointer_of(path) for path in (*change.put, *change.gone)}
            new = refused - self.refused
            own = {rule for rule, place in new if place in places}
            shapes = {rule for rule, _ in new if rule.startswith("shape.")}
            self.known[key] = None if shapes or (own and found == "pass") else found
        return self.known.get(key)

    def _mistakes(self, change: Trial) -> tuple[str, frozenset[tuple[str, str]]]:
        """Return how the rule comes out, and what else is wrong.

        LookupError for a target that nothing is said of: it was not asked.
        """
        report = self.bench.report(varied(self.data, change))
        noted = {item.rule for item in (*report.findings, *report.notes)}
        if self.rule in self.bench.targets and self.rule not in noted:
            raise LookupError(self.rule)
        wrong = frozenset(
            (item.rule, item.where.pointer)
            for item in report.findings
            if item.rule != self.rule and item.verdict == "fail" and item.severity == "error"
        )
        return verdict_of(report, self.rule), wrong


def turns(bench: Bench, rule: str, data: Any) -> list[Turn]:
    """Return changes of ``data`` on both sides of where the outcome of a rule turns.

    Where no single change makes it turn, codes and gaps are changed first and then another field.
    """
    search = _Search(bench, rule, data)
    found = list(_turns(search))
    if len({turn.outcome for turn in found}) > 1:
        return _chosen(found)
    for change in list(_first_changes(search))[:_FIRST]:
        below = _Search(bench, rule, data, change.put, change.gone, search.known)
        found += _turns(below)
        if len({turn.outcome for turn in found}) > 1:
            break
    return _chosen(found)


def _chosen(found: list[Turn]) -> list[Turn]:
    """Return the first ones, of each outcome one at least, each change once."""
    once = list({repr(turn.change): turn for turn in found}.values())
    first = {turn.outcome: turn for turn in reversed(once)}
    kept = {id(turn) for turn in (*first.values(), *once[: _MOST - len(first)])}
    return [turn for turn in once if id(turn) in kept]


def _first_changes(search: _Search) -> Iterator[Trial]:
    for place in search.bench.asked(search.rule, search.data):
        node = search.bench.node(place)
        if node.kind in {"boolean", "string"} and node.schema.get("format") != "date":
            now = value_at(search.data, place)
            for value in _codes(search, node):
                if value != now:
                    yield search.trial({place: value})
        if node.kind == "array":
            yield search.trial({place: _rows(node, value_at(search.data, place), 2)})


def _turns(search: _Search) -> Iterator[Turn]:
    yield from _row_missing(search)
    for place in search.bench.asked(search.rule, search.data):
        node = search.bench.node(place)
        now = value_at(search.data, place)
        scale = _scale(search, node, now)
        if scale is not None:
            yield from _on_scale(search, place, scale)
        if node.kind in {"boolean", "string"} and node.schema.get("format") != "date":
            yield from _each_code(search, node, place)
        if now is not None and not isinstance(place[-1], int):
            yield from _left_out(search, place)


def _row_missing(search: _Search) -> Iterator[Turn]:
    """Yield a table with all the rows that it carries, and one without the last of them."""
    home = search.bench.home
    fixed = home.fixed_rows if isinstance(home, Table) else None
    rows = value_at(search.data, ROWS) if fixed is not None and fixed.rule is not None else None
    if fixed is None or fixed.rule is None or fixed.rule.id != search.rule or not rows:
        return
    change = search.trial({ROWS: rows[:-1]})
    plain, found = search.outcome(search.trial({})), search.outcome(change)
    if found is not None and plain is not None and found != plain:
        yield Turn(search.trial({}), plain, ROWS)
        yield Turn(change, found, ROWS)


def _left_out(search: _Search, place: Path) -> Iterator[Turn]:
    change = search.trial({}, (place,))
    plain, found = search.outcome(search.trial({})), search.outcome(change)
    if found is not None and plain is not None and found != plain:
        yield Turn(change, found, place)
        yield Turn(search.trial({}), plain, place)


def _each_code(search: _Search, node: Field, place: Path) -> Iterator[Turn]:
    """Yield of each outcome the first and the last value, where there is more than one."""
    came: dict[str, list[Trial]] = {}
    for value in _codes(search, node):
        change = search.trial({place: value})
        found = search.outcome(change)
        if found is not None:
            came.setdefault(found, []).append(change)
    for outcome, changes in came.items() if len(came) > 1 else ():
        yield Turn(changes[0], outcome, place)
        if len(changes) > 1:
            yield Turn(changes[-1], outcome, place)


def _codes(search: _Search, node: Field) -> list[Any]:
    allowed = node.schema.get("enum")
    if node.kind == "boolean":
        return [True, False]
    values: list[Any] = list(choices(node))
    if allowed is not None:
        values.append(f"{allowed[-1]}?")
    else:
        written = _written(search)
        values += [text for text in written if isinstance(text, str) and text]
        for item in search.bench.notice.lists:
            if item.name == node.list_name:
                codes = [row.code for row in item.rows]
                values += [*codes[:2], *codes[-1:]]
        places = search.bench.asked(search.rule, search.data)
        others = (value_at(search.data, place) for place in places)
        values += [value for value in others if isinstance(value, str) and value]
        values.append(f"{values[0] if values else node.title}乙")
    return list(dict.fromkeys(values))[:_CODES]


def _written(search: _Search) -> list[Any]:
    rules = search.bench.rules(search.rule)
    written = constants([text for placed in rules for text in placed.rule.expressions])
    target = search.bench.targets.get(search.rule)
    bounds = () if target is None else (target.at_least, target.at_most)
    return [*written, *(bound for bound in bounds if bound is not None)]


def _on_scale(search: _Search, place: Path, scale: _Scale) -> Iterator[Turn]:
    def asked(point: int) -> str | None:
        try:
            value = scale.make(point)
        except (ValueError, OverflowError):
            return None
        return search.outcome(search.trial({place: value}))

    came = [(point, asked(point)) for point in scale.points]
    known = [(point, outcome) for point, outcome in came if outcome is not None]
    for (low, below), (high, above) in pairwise(known):
        if below == above:
            continue
        left, right, right_outcome = low, high, above
        while right - left > 1:
            middle = (left + right) // 2
            found = asked(middle)
            if found == below:
                left = middle
            elif found is None:
                break
            else:
                right, right_outcome = middle, found
        if right - left == 1:
            yield Turn(search.trial({place: scale.make(left)}), str(below), place)
            yield Turn(search.trial({place: scale.make(right)}), str(right_outcome), place)


def _scale(search: _Search, node: Field, now: Any) -> _Scale | None:
    written = _written(search)
    if node.kind in {"number", "integer"}:
        return _of_numbers(node, now, written)
    if node.schema.get("format") == "date":
        return _of_days(search, now, written)
    if node.kind == "array":
        most = min(int(node.schema.get("maxItems", _ROWS)) + 1, _ROWS)
        return _Scale(tuple(range(most + 1)), lambda count: _rows(node, now, count))
    if node.kind == "string" and not {"enum", "pattern", "format"} & node.schema.keys():
        text = now if isinstance(now, str) else node.title
        limits = [node.schema.get(key) for key in ("minLength", "maxLength")]
        near = [limit + more for limit in limits if limit is not None for more in (-1, 0, 1)]
        lengths = {len(text), *(length for length in near if length >= 0)}
        return _Scale(tuple(sorted(lengths)), lambda length: of_length(text, length))
    return None


def _of_numbers(node: Field, now: Any, written: list[Any]) -> _Scale:
    size = step(node)
    keys = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    limits = [node.schema[key] for key in keys if key in node.schema]
    plain = [item for item in (*written, *limits, now, node.example) if is_number(item)]
    widest = max((abs(number) for number in plain), default=1) * _WIDE
    if "maximum" in node.schema:
        widest = node.schema["maximum"]
    lowest = node.schema.get("minimum", -1)
    steps = {round(number / size) for number in (*plain, widest, lowest, 0)}
    near = {point + more for point in steps for more in (-1, 0, 1)}
    return _Scale(tuple(sorted(near)), lambda point: exact(node, point * size))


def _of_days(search: _Search, now: Any, written: list[Any]) -> _Scale:
    notice = search.bench.notice
    moments = [item.at.isoformat() for item in notice.deadlines]
    places = search.bench.asked(search.rule, search.data)
    others = [value_at(search.data, place) for place in places]
    days: set[int] = set()
    for text in (now, *written, *moments, *others):
        try:
            days.add(date.fromisoformat(str(text)[:10]).toordinal())
        except ValueError:
            continue
    start = max(days, default=date(2024, 1, 1).toordinal())
    days |= {start + years * 365 for years in (-_YEARS, -90, -60, -30, -10, -3, -1, 1, 3, 10, 30)}
    near = {day + more for day in days for more in (-1, 0, 1)}
    return _Scale(tuple(sorted(near)), lambda day: date.fromordinal(day).isoformat())


def _rows(node: Field, now: Any, count: int) -> list[Any]:
    have = list(now) if isinstance(now, list) else []
    made = have[-1] if have else (filled(node.item) if node.item is not None else None)
    return [*have[:count], *(copy.deepcopy(made) for _ in range(count - len(have)))]
