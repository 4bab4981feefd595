"""Checking a policy folder beyond its dialect: rules compile, quotes stand in the source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shenbao.checks import cel
from shenbao.checks.cases import BESIDES
from shenbao.checks.contradictions import check_contradictions
from shenbao.checks.costs import check_costs
from shenbao.checks.mentions import check_mentions
from shenbao.errors import Problem
from shenbao.policy.clauses import line_ranges
from shenbao.policy.expressions import first_members
from shenbao.policy.model import Form, Home, Notice, Quota, Table, Target

_RULE = ("self", "app", "ref", "reading", "notice", "value")
_WHEN = ("app", "ref", "reading", "notice")
_ENTRY = ("form", "role", "reading", "notice")
_GROUP = ("counts", "reading", "notice")
_ROWS = ("row", "app", "ref", "reading", "item")
_COMPUTED = ("self",)
_SHOWN = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_UNPRINTED = re.compile(r"[\s*]")
SOURCES = "原文"
"""The folder, beside ``schemas``, in which the texts of the notices are looked for."""


def check_expressions(notices: Sequence[Notice]) -> Iterator[Problem]:
    """Yield a problem for every expression that does not compile or asks for what is not there.

    And for every rule that costs too much, every field whose keywords contradict each other.
    """
    for notice in notices:
        yield from _numbers(notice)
        yield from check_mentions(notice)
        yield from check_costs(notice)
        yield from check_contradictions(notice)
        for said in (*_in_homes(notice), *_across(notice)):
            reason = cel.problems(said.expression, said.variables, truth=said.truth)
            if reason is not None:
                yield Problem(
                    file=said.file,
                    pointer=said.place,
                    message="expression-wrong",
                    args={
                        "rule": said.rule,
                        "expression": said.expression,
                        "reason": reason.splitlines()[0],
                    },
                )


def check_sources(root: Path, notices: Sequence[Notice], folder: Path | None) -> Iterator[Problem]:
    """Yield a problem for a source that is missing or changed, for quotes and lines not in it.

    The source of a notice stands in ``folder``; where none is given, beside ``notice.json``
    or in the folder 原文 of the policy folder, and it may be missing.
    """
    for notice in notices:
        places = [folder] if folder else [root / "schemas" / notice.id, root / SOURCES]
        files = [place / notice.source.file for place in places]
        file = next((file for file in files if file.is_file()), None)
        if file is not None:
            yield from _against(notice, file.read_bytes())
        elif folder is not None:
            yield _problem(notice, "source-missing", file=notice.source.file)


def _against(notice: Notice, content: bytes) -> Iterator[Problem]:
    """Compare a notice with its source: each quote stands on the lines that its clause names."""
    if hashlib.sha256(content).hexdigest() != notice.source.sha256:
        yield _problem(notice, "source-changed", file=notice.source.file)
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    whole = _UNPRINTED.sub("", "".join(lines))
    for clause in notice.clauses:
        ranges = line_ranges(clause.lines)
        if any(part.stop > len(lines) + 1 for part in ranges):
            said = {"clause": clause.id, "found": clause.lines, "count": str(len(lines))}
            yield _problem(notice, "lines-not-in-source", **said)
        named = "".join("".join(lines[part.start - 1 : part.stop - 1]) for part in ranges)
        there = _UNPRINTED.sub("", named)
        for quote in clause.quotes:
            words = _UNPRINTED.sub("", quote)
            if words not in whole:
                yield _problem(notice, "quote-not-in-source", clause=clause.id, quote=quote)
            elif words not in there:
                said = {"clause": clause.id, "quote": quote, "lines": clause.lines}
                yield _problem(notice, "quote-elsewhere", **said)


def _problem(notice: Notice, message: str, **args: str) -> Problem:
    return Problem(
        file=f"schemas/{notice.id}/clauses.md", pointer="", message=message, args=dict(args)
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """An expression, where it stands, what it may name, whether it must say yes or no."""

    file: str
    place: str
    rule: str
    expression: str
    variables: tuple[str, ...]
    truth: bool = True


def _in_homes(notice: Notice) -> Iterator[_Said]:
    for home in notice.homes:
        folder = "forms" if isinstance(home, Form) else "tables"
        file = f"schemas/{notice.id}/{folder}/{home.id}.schema.json"
        for rule in home.all_rules():
            if rule.when:
                yield _Said(file, rule.pointer, rule.id, rule.when, _RULE)
            for value in rule.values.values():
                yield _Said(file, rule.pointer, rule.id, value, _RULE, truth=False)
            for case in rule.cases:
                yield _Said(file, rule.pointer, rule.id, case.assertion, _RULE)
        for node in home.fields():
            if node.when:
                yield _Said(file, node.pointer, "x-when", node.when, _WHEN)
            if node.computed:
                yield _Said(file, node.pointer, "x-computed", node.computed, _COMPUTED, truth=False)
        fixed = home.fixed_rows if isinstance(home, Table) else None
        if fixed is not None and fixed.applies:
            variables = (*_ROWS, "item2") if len(fixed.sources) > 1 else _ROWS
            yield _Said(file, "/x-rows/applies", "x-rows", fixed.applies, variables)


def _across(notice: Notice) -> Iterator[_Said]:
    file = _file(notice)
    tables = {table.id for table in notice.tables}
    for number, quota in enumerate(notice.quotas):
        place = f"/quotas/{number}"
        variables = _ENTRY if tables & {*quota.over} else (*_ENTRY, "app")
        conditions = [*quota.counts.values()]
        conditions += [text for text in (quota.where, quota.of) if text]
        conditions += [quota.also[1]] if quota.also else []
        for condition in conditions:
            yield _Said(file, place, quota.id, condition, variables)
        for case in quota.cases:
            yield _Said(file, place, quota.id, case.assertion, _GROUP)
    for number, target in enumerate(notice.targets):
        if target.where:
            variables = _ENTRY if tables & {*target.over} else (*_ENTRY, "app")
            yield _Said(file, f"/targets/{number}", target.id, target.where, variables)


def _file(notice: Notice) -> str:
    return f"schemas/{notice.id}/notice.json"


def _numbers(notice: Notice) -> Iterator[Problem]:
    """Find counters that no group has, and targets whose role is no number (or truth value)."""
    for number, quota in enumerate(notice.quotas):
        known = ("all", *BESIDES[quota.kind], *quota.counts)
        for name in dict.fromkeys(_asked(quota)):
            if name not in known:
                yield Problem(
                    file=_file(notice),
                    pointer=f"/quotas/{number}/cases",
                    message="quota-number-unknown",
                    args={"rule": quota.id, "found": name, "allowed": ", ".join(known)},
                )
    for number, target in enumerate(notice.targets):
        for home in notice.homes:
            if home.id in target.over and not _countable(home, target):
                wanted = "boolean" if target.aggregate == "all" else "number, integer"
                yield Problem(
                    file=_file(notice),
                    pointer=f"/targets/{number}/role",
                    message="target-role-kind",
                    args={
                        "rule": target.id,
                        "role": target.role,
                        "home": home.id,
                        "wanted": wanted,
                    },
                )


def _asked(quota: Quota) -> Iterator[str]:
    """Yield the numbers that the cases of a quota look at or show."""
    yield from first_members([case.assertion for case in quota.cases], "counts")
    for case in quota.cases:
        yield from _SHOWN.findall(case.message.zh + case.message.en)


def _countable(home: Home, target: Target) -> bool:
    node = home.field_with_role(target.role)
    wanted = {"boolean"} if target.aggregate == "all" else {"number", "integer"}
    return node is None or node.kind in wanted
