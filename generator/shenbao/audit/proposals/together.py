"""Where the outcome of a quota turns: more and more submissions alike are handed in together.

For every combination of the codes that the quota looks at, copies of one submission are added
until the outcome is another one; both sides of that are what is proposed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from shenbao.audit.proposals.bench import Bench
from shenbao.audit.proposals.field_values import choices
from shenbao.audit.verdicts import verdict_of
from shenbao.core.paths import Path, put, value_at
from shenbao.policy.cel.expression import first_members
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.model import Quota

_MOST_COPIES = 12
_MOST_COMBINED = 24
_MOST_CODES = 12
_MOST_PROPOSED = 24
_TITLE = "project_title"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Submissions handed in together, each as the changes of one, and how a quota comes out."""

    parts: tuple[Mapping[Path, Any], ...]
    outcome: str


def crowds(bench: Bench, quota: Quota, data: Any) -> list[Crowd]:
    """Return crowds of ``data`` on both sides of where the outcome of a quota turns."""
    if quota.kind == "matches":
        return []
    alone: list[Crowd] = []
    found: list[Crowd] = []
    for change in _combined(bench, quota, data):
        last: Crowd | None = None
        for count in range(1, _MOST_COPIES + 1):
            crowd = _crowd(bench, quota, data, change, count)
            if crowd is None or crowd.outcome == "undecided":
                break
            alone += [crowd] if last is None else []
            if last is not None and crowd.outcome != last.outcome:
                found += [last, crowd]
                break
            last = crowd
    outcomes = {crowd.outcome for crowd in (*found, *alone)}
    if len(outcomes) < 2:  # noqa: PLR2004 - an outcome that never turns shows nothing
        return []
    refused = [crowd for crowd in alone if crowd.outcome != "pass" and crowd not in found]
    held = [crowd for crowd in alone if crowd.outcome == "pass"]
    lonely = held[:1] if not any(crowd.outcome == "pass" for crowd in found) else []
    return [*lonely, *found[:_MOST_PROPOSED], *refused[:_MOST_PROPOSED]]


def _crowd(
    bench: Bench, quota: Quota, data: Any, change: Mapping[Path, Any], count: int
) -> Crowd | None:
    """Return so many submissions with a change, their projects apart; None where none can be."""
    title = bench.index.roles.get(_TITLE)
    named = None if title is None or ROW in title else value_at(data, title)
    parts: list[Mapping[Path, Any]] = []
    for number in range(1, count + 1):
        apart: dict[Path, Any] = {}
        if title is not None and isinstance(named, str):
            apart[title] = f"{named}{number}"
        parts.append({**change, **(apart if number > 1 else {})})
    try:
        handed_in = [_changed(data, part) for part in parts]
    except (LookupError, TypeError, AttributeError):
        return None
    return Crowd(tuple(parts), verdict_of(bench.report(*handed_in), quota.id))


def _changed(data: Any, part: Mapping[Path, Any]) -> Any:
    changed = copy.deepcopy(data)
    for path, value in part.items():
        put(changed, path, value)
    return changed


def _combined(bench: Bench, quota: Quota, data: Any) -> Iterator[Mapping[Path, Any]]:
    """Yield the combinations of the codes that a quota looks at, that of the data first."""
    yield {}
    coded = [(path, codes) for path, codes in _coded(bench, quota) if len(codes) > 1]
    if not coded:
        return
    every = product(*(codes for _, codes in coded))
    paths = [path for path, _ in coded]
    now = tuple(value_at(data, path) for path in paths)
    others = (codes for codes in every if codes != now)
    for codes in islice(others, _MOST_COMBINED):
        yield dict(zip(paths, codes, strict=True))


def _coded(bench: Bench, quota: Quota) -> Iterator[tuple[Path, Sequence[Any]]]:
    """Yield where the roles stand that a quota looks at, with their few codes."""
    texts = [*quota.counts.values(), *quota.sums.values(), quota.where or "", quota.of or ""]
    named = dict.fromkeys((*first_members(texts, "role"), *quota.group_by))
    for role in named:
        pattern = bench.index.roles.get(role)
        node = None if pattern is None else bench.index.nodes.get(pattern)
        if pattern is None or node is None or ROW in pattern:
            continue
        codes = [True, False] if node.kind == "boolean" else list(node.schema.get("enum", ()))
        if not codes and node.list_name is not None:
            codes = list(choices(node))
        if len(codes) <= _MOST_CODES:
            yield pattern, codes
