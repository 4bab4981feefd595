"""Checking a policy folder beyond its dialect: rules compile, quotes stand in the source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shenbao.checks import cel
from shenbao.errors import Problem
from shenbao.policy.model import Form, Notice

_RULE = ("self", "app", "ref", "reading", "notice", "value")
_WHEN = ("app", "ref", "reading", "notice")
_QUOTA = ("form", "app", "role", "reading", "notice")
_GROUP = ("counts", "reading", "notice")
_UNPRINTED = re.compile(r"[\s*]")


def check_expressions(notices: Sequence[Notice]) -> Iterator[Problem]:
    """Yield a problem for every expression that does not compile."""
    for notice in notices:
        for said in (*_in_homes(notice), *_in_quotas(notice)):
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


def check_sources(notices: Sequence[Notice], folder: Path) -> Iterator[Problem]:
    """Yield a problem for a source file that is missing or changed, and for quotes not in it."""
    for notice in notices:
        file = folder / notice.source.file
        if not file.is_file():
            yield _problem(notice, "source-missing", file=notice.source.file)
            continue
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != notice.source.sha256:
            yield _problem(notice, "source-changed", file=notice.source.file)
        text = _UNPRINTED.sub("", content.decode("utf-8", errors="replace"))
        for clause in notice.clauses:
            for quote in clause.quotes:
                if _UNPRINTED.sub("", quote) not in text:
                    yield _problem(notice, "quote-not-in-source", clause=clause.id, quote=quote)


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


def _in_quotas(notice: Notice) -> Iterator[_Said]:
    file = f"schemas/{notice.id}/notice.json"
    for number, quota in enumerate(notice.quotas):
        place = f"/quotas/{number}"
        conditions = [*quota.counts.values()]
        conditions += [quota.where] if quota.where else []
        conditions += [quota.also[1]] if quota.also else []
        for condition in conditions:
            yield _Said(file, place, quota.id, condition, _QUOTA)
        for case in quota.cases:
            yield _Said(file, place, quota.id, case.assertion, _GROUP)
