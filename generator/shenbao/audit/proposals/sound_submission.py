"""A submission without a mistake, made from a form and mended step by step.

A step is one change after which a check finds less; it is looked for first at the place of a
finding and at the fields that the broken rule asks for.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from shenbao.audit.kind_trials import home_of, varied
from shenbao.audit.proposals.bench import Bench, constants
from shenbao.audit.proposals.field_values import choices, days_later, exact, filled, group, step
from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding, Report
from shenbao.core.paths import Path, path_of, put, value_at
from shenbao.media.package.example_rows import invented_rows
from shenbao.policy.model import Field, Table
from shenbao.policy.shorthand.kinds.compiled import asks
from shenbao.policy.shorthand.kinds.registry import KINDS
from shenbao.policy.shorthand.kinds.trial import Trial

_MOST_STEPS = 200
_MOST_TRIED = 1500
_OFFERED = 60
_YEARS = range(1, 6)
_FEW = 12
_MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Sound:
    """A submission and what a check still says of it: ``left`` are the mistakes that remain."""

    data: Any
    report: Report
    left: tuple[Finding, ...]


def sound_submission(bench: Bench) -> Sound:
    """Return the best submission that was found for a form or table."""
    return min((_mended(bench, data) for data in _starts(bench)), key=lambda made: len(made.left))


def _starts(bench: Bench) -> Iterator[Any]:
    home = bench.home
    if not isinstance(home, Table):
        yield group(home.tops)
        return
    yield {"rows": [group(home.tops)]}
    try:
        rows = invented_rows(bench.notice, replace(home, examples=()))
    except ShenbaoError:
        return
    data: dict[str, Any] = {"rows": []}
    for number, row in enumerate(rows):
        for name, value in row.items():
            put(data, ("rows", number, *name.split(".")), value)
    yield data


def _mended(bench: Bench, data: Any) -> Sound:
    report = bench.report(data)
    tried = 0
    for _ in range(_MOST_STEPS):
        wrong = _wrong(report)
        better = None
        for finding in wrong:
            for change in _changes(bench, finding, data):
                tried += 1
                better = _better(bench, data, change, len(wrong))
                if better is not None or tried > _MOST_TRIED:
                    break
            if better is not None or tried > _MOST_TRIED:
                break
        if better is None:
            break
        data, report = better
    return Sound(data, report, _wrong(report))


def _better(bench: Bench, data: Any, change: Trial, most: int) -> tuple[Any, Report] | None:
    """Return the data after a change with fewer mistakes than ``most``, else None."""
    try:
        changed = varied(data, change)
    except (LookupError, TypeError, AttributeError):
        return None
    report = bench.report(changed)
    return (changed, report) if len(_wrong(report)) < most else None


def _wrong(report: Report) -> tuple[Finding, ...]:
    return tuple(
        item for item in report.findings if item.verdict == "fail" and item.severity == "error"
    )


def _changes(bench: Bench, finding: Finding, data: Any) -> Iterator[Trial]:
    """Yield what may mend a finding, the likeliest first."""
    own = _place(finding, data)
    rules = [placed.rule for placed in bench.rules(finding.rule)]
    written = constants([text for rule in rules for text in rule.expressions])
    if any(rule.kind for rule in rules):
        yield from _of_kind(bench, finding.rule, data)
    places = dict.fromkeys([own, *bench.asked(finding.rule, data)])
    if own and bench.index.node(own) is None:
        yield Trial(holds=True, put={}, gone=(own,))
    for place in places:
        node = bench.index.node(place)
        if node is not None:
            values = islice(_values(bench, node, place, data, written, list(places)), _OFFERED)
            yield from (Trial(holds=True, put={place: value}) for value in values)
    for place in places:
        if place and value_at(data, place) is not None and not isinstance(place[-1], int):
            yield Trial(holds=True, put={}, gone=(place,))


def _of_kind(bench: Bench, identity: str, data: Any) -> Iterator[Trial]:
    lists = {item.name: item for item in bench.notice.lists}
    for ask in asks(home_of(bench.notice, bench.home, lists)):
        if ask.rule["id"] != identity:
            continue
        try:
            trials = list(KINDS[ask.rule["kind"]].trials(ask, data))
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
            continue
        yield from (trial for trial in trials if trial.holds)


def _values(
    bench: Bench, node: Field, place: Path, data: Any, written: list[Any], places: list[Path]
) -> Iterator[Any]:
    """Yield what a place may hold instead, without what it holds."""
    now = value_at(data, place)
    others = [value_at(data, other) for other in places if other != place]
    for value in _offers(node, now, written, others, bench):
        if value != now and value is not None:
            yield value


def _offers(
    node: Field, now: Any, written: list[Any], others: list[Any], bench: Bench
) -> Iterator[Any]:
    if node.kind == "array":
        yield from _rows(node, now)
    elif node.kind == "object":
        yield filled(node) if now is None else None
    elif node.kind in {"number", "integer"}:
        yield from islice(choices(node), 3)
        yield from _numbers(node, now, [*written, *others])
        yield from choices(node)
    elif node.schema.get("format") == "date":
        yield from choices(node)
        yield from _days(written, others, bench)
    elif node.kind == "string":
        texts = [value for value in (*written, *others) if isinstance(value, str) and value]
        allowed = node.schema.get("enum")
        yield from (text for text in texts if allowed is None or text in allowed)
        yield from choices(node)
        if node.list_name is not None:
            named = (item for item in bench.notice.lists if item.name == node.list_name)
            yield from (row.code for item in named for row in item.rows)
        if allowed is None:
            yield f"{now or node.title}乙"
    else:
        yield from choices(node)


def _numbers(node: Field, now: Any, seen: list[Any]) -> Iterator[Any]:
    size = step(node)
    numbers = [item for item in seen if isinstance(item, int | float) and item is not True]
    for number in numbers:
        yield from (exact(node, number + more) for more in (0, size, -size))
    total = sum(numbers)
    yield exact(node, total)
    for number in numbers:
        yield exact(node, 2 * number - total)
    if isinstance(now, int | float):
        yield from (exact(node, now * by) for by in (2, 0.5, 10, 0.1))


def _days(written: list[Any], others: list[Any], bench: Bench) -> Iterator[str]:
    moments = [item.at.isoformat() for item in bench.notice.deadlines]
    for text in (*others, *written, *moments):
        try:
            day = days_later(str(text)[:10], 0)
        except (ValueError, OverflowError):
            continue
        yield from (days_later(day, more) for more in (0, 1, -1))
        for years in _YEARS:
            for sign in (1, -1):
                year = int(day[:4]) + sign * years
                moved = f"{year:04}{day[4:]}" if day[4:] != "-02-29" else f"{year:04}-02-28"
                yield from (moved, days_later(moved, -sign))


def _rows(node: Field, now: Any) -> Iterator[Any]:
    """Yield lists of more rows, alike and telling apart, of every combination of their codes."""
    have = list(now) if isinstance(now, list) else []
    made = have[-1] if have else (filled(node.item) if node.item is not None else None)
    if made is not None and node.item is not None:
        yield from ([*have, *(copy.deepcopy(made) for _ in range(more))] for more in (1, 2, 3))
        yield from ([*have, *_apart(node.item, [made] * more)] for more in (1, 2, 3))
        if isinstance(made, dict):
            every = _combined(node.item, made)
            yield _apart(node.item, every)
            yield _apart(node.item, every * 2)
    if len(have) > 1:
        yield have[:-1]


def _combined(item: Field, made: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a row for every combination of the codes and small numbers of its columns."""
    rows = [made]
    for column in item.children:
        low, high = column.schema.get("minimum"), column.schema.get("maximum")
        codes = list(column.schema.get("enum", ()))
        if column.kind == "integer" and low is not None and high is not None:
            codes = list(range(low, high + 1)) if high - low < _FEW else []
        if 1 < len(codes) <= _FEW and len(rows) * len(codes) <= _MOST_ROWS:
            rows = [{**row, column.key: code} for row in rows for code in codes]
    return rows


def _apart(item: Field, rows: list[Any]) -> list[Any]:
    """Return rows whose free texts tell them apart."""
    free = [
        column.key
        for column in item.children
        if column.kind == "string" and not {"enum", "pattern", "format"} & column.schema.keys()
    ]
    return [
        {key: f"{value}{number}" if key in free else value for key, value in row.items()}
        if isinstance(row, dict)
        else row
        for number, row in enumerate(rows, 1)
    ]


def _place(finding: Finding, data: Any) -> Path:
    """Return the place of a finding in data: steps into lists are numbers."""
    path: list[str | int] = []
    for text in path_of(finding.where.pointer):
        inside = value_at(data, tuple(path))
        path.append(int(text) if isinstance(inside, list) and str(text).isdecimal() else text)
    return tuple(path)
