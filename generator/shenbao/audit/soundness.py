"""Checking a policy folder beyond its dialect: rules compile, quotes stand in the source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from shenbao.audit.contradictions import check_contradictions
from shenbao.audit.costs import check_costs
from shenbao.audit.expressions.cel_profile import check_profile, never_truth
from shenbao.audit.expressions.collected import Stated, stated
from shenbao.audit.expressions.impossible_comparisons import check_compared
from shenbao.audit.expressions.operand_types import check_operands
from shenbao.audit.expressions.settled import check_settled
from shenbao.audit.expressions.slips import why
from shenbao.audit.unknown_names import check_mentions
from shenbao.core.errors import Problem
from shenbao.policy.cel.expression import Expression, first_members
from shenbao.policy.load.clauses import line_ranges, opening_line
from shenbao.policy.model import FormOrTable, Notice, NoticeSource, Quota, Target
from shenbao.validation.bundle.quota_cases import numbers_beside

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
        expressions = tuple(stated(notice))
        found = [*check_compared(expressions), *_compiled(expressions)]
        yield from found
        told = {problem.args["rule"] for problem in found}
        yield from check_settled([said for said in expressions if said.rule not in told])


def _compiled(expressions: Sequence[Stated]) -> Iterator[Problem]:
    """Yield what is wrong with each expression by itself."""
    for said in expressions:
        reason = Expression.of(said.expression).problem(said.variables, truth=said.truth)
        if reason is None and not (said.truth and never_truth(said)):
            yield from check_profile(said)
            yield from check_operands(said)
            continue
        wrong = {"rule": said.rule, "expression": said.expression, **why(said, reason)}
        yield Problem(file=said.file, pointer=said.place, message="expression-wrong", args=wrong)


def check_sources(root: Path, notices: Sequence[Notice], folder: Path | None) -> Iterator[Problem]:
    """Yield a problem for a source that is missing or changed, for quotes and lines not in it.

    The source of a notice stands in ``folder``; where none is given, beside ``notice.json``
    or in the folder 原文 of the policy folder, and it may be missing.
    """
    for notice in notices:
        places = [folder] if folder else [root / "schemas" / notice.id, root / SOURCES]
        for document in notice.sources:
            files = [place / document.file for place in places]
            file = next((file for file in files if file.is_file()), None)
            if file is not None:
                yield from _against(root, notice, document, file.read_bytes())
            elif folder is not None:
                yield _problem(notice, "source-missing", file=document.file)


def _against(
    root: Path, notice: Notice, document: NoticeSource, content: bytes
) -> Iterator[Problem]:
    """Compare a notice with a document: each quote stands on the lines that its clause names."""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        yield _problem(notice, "source-changed", file=document.file)
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    whole = _UNPRINTED.sub("", "".join(lines))
    for clause in notice.clauses:
        if notice.document(clause) is not document:
            continue
        ranges = line_ranges(clause.lines)
        tell = partial(_problem, notice, root=root, clause=clause.id)
        beyond = any(part.stop > len(lines) + 1 for part in ranges)
        if beyond:
            yield tell("lines-not-in-source", found=clause.lines, count=str(len(lines)))
        named = "".join("".join(lines[part.start - 1 : part.stop - 1]) for part in ranges)
        there = _UNPRINTED.sub("", named)
        for quote in clause.quotes:
            words = _UNPRINTED.sub("", quote)
            if words not in whole:
                yield tell("quote-not-in-source", quote=quote)
            elif words not in there and not beyond:
                yield tell("quote-elsewhere", quote=quote, lines=clause.lines)


def _problem(notice: Notice, message: str, root: Path | None = None, **args: str) -> Problem:
    """Return a problem of the clauses; ``root`` is there where the line is to be found."""
    file = f"schemas/{notice.id}/clauses.md"
    line = 0 if root is None else opening_line(root / file, args["clause"])
    return Problem(file=file, pointer="", message=message, args=dict(args), line=line)


def _file(notice: Notice) -> str:
    return f"schemas/{notice.id}/notice.json"


def _numbers(notice: Notice) -> Iterator[Problem]:
    """Find counters that no group has, and targets whose role is no number (or truth value)."""
    for number, quota in enumerate(notice.quotas):
        known = ("all", *numbers_beside(quota), *quota.counts, *quota.sums)
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


def _countable(home: FormOrTable, target: Target) -> bool:
    node = home.field_with_role(target.role)
    wanted = {"boolean"} if target.aggregate == "all" else {"number", "integer"}
    return node is None or node.kind in wanted
