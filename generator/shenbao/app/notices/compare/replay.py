"""Earlier submissions checked under both versions: which newly fail, which newly pass."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.app.policy_source import why_unread
from shenbao.changes.comparison import Replay, Replayed
from shenbao.changes.notices.pair import Pair
from shenbao.core.messages import DEFAULT
from shenbao.core.paths import put, value_at
from shenbao.policy.names import resolve
from shenbao.validation import Validator
from shenbao.validation.form_index import instances

if TYPE_CHECKING:
    from shenbao.core.findings import Report
    from shenbao.core.messages.values import Value
    from shenbao.core.submission import Submission
    from shenbao.policy.model import Notice

_NO_SUBMISSIONS = frozenset({"case.json", "expected.json"})
"""Files of the examples that say how an example is checked."""


def replayed(old: Notice, new: Notice, folder: Path) -> Replay:
    """Check what stands in a folder under both versions.

    Fields that have another name now are carried over; nothing else of a submission is changed.
    Raises ShenbaoError where the folder is not there.
    """
    from shenbao.media import inputs

    pair = Pair(old, new)
    before, after = Validator([old]), Validator([new])
    known = {home.id: home for home in new.homes}
    unread: list[tuple[str, Value]] = []
    changed: list[Replayed] = []
    count = same = 0
    for submission in inputs.read([folder], [old]):
        if Path(submission.file).name in _NO_SUBMISSIONS or _is_beside(submission.file):
            continue
        home = resolve([old], submission.schema) if submission.schema else None
        if submission.data is None or home is None or home.id not in known:
            unread.append((submission.file, why_unread(submission, DEFAULT)))
            continue
        count += 1
        data = carried(submission.data, pair.renamed.get(home.id, {}))
        now = replace(submission, data=data, schema=known[home.id].ref)
        came = _compared(submission, before.validate([submission]), after.validate([now]), pair)
        if came is None:
            same += 1
        else:
            changed.append(came)
    return Replay(count=count, same=same, changed=tuple(changed), unread=tuple(unread))


def _is_beside(file: str) -> bool:
    """Say whether a file belongs to the vectors or lists of examples."""
    return bool({"vectors", "lists"} & set(Path(file).parts[:-1]))


def _compared(submission: Submission, before: Report, after: Report, pair: Pair) -> Replayed | None:
    then, now = _errors(before), _errors(after)
    if (before.verdict == "fail") == (after.verdict == "fail"):
        return None
    failing = after.verdict == "fail"
    differing = {
        rule: clauses
        for rule, clauses in (now if failing else then).items()
        if rule not in (then if failing else now)
    }
    clauses = pair.cited(clause for named in differing.values() for clause in named)
    return Replayed(file=submission.file, failing=failing, rules=tuple(differing), clauses=clauses)


def _errors(report: Report) -> dict[str, tuple[str, ...]]:
    return {
        finding.rule: tuple(citation.id for citation in finding.clauses)
        for finding in report.findings
        if finding.verdict == "fail" and finding.severity == "error"
    }


def carried(data: Any, names: Mapping[str, str]) -> Any:
    """Return data with its fields under their new names: pointers old to new."""
    # What stands deepest is taken first, and all is out before any goes in: two may change places.
    made = copy.deepcopy(data)
    taken: list[tuple[tuple[str | int, ...], Any]] = []
    for old, new in sorted(names.items(), key=lambda pair: pair[0].count("/"), reverse=True):
        pattern = tuple(old.split("/")[1:])
        for path, _ in list(instances(made, pattern)):
            rows = iter([step for step in path if isinstance(step, int)])
            target = tuple(next(rows, 0) if step == "*" else step for step in new.split("/")[1:])
            above = value_at(made, path[:-1])
            if isinstance(above, dict):
                taken.append((target, above.pop(str(path[-1]))))
    for target, value in reversed(taken):
        # Where a text stands in the place of a group nothing fits, and both versions say so.
        with contextlib.suppress(AttributeError, TypeError):
            put(made, target, value)
    return made
