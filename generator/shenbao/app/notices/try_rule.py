"""One rule tried on one example, as it is or with other values put in."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from shenbao.app.policy_source import Policy, own_folder
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import alike, many

if TYPE_CHECKING:
    from shenbao.core.submission import Submission
    from shenbao.policy.model import FormOrTable, Notice
    from shenbao.policy.usage.rule_trials import RuleTrial

_LISTED = 12
_SETTINGS = frozenset({"case.json", "expected.json"})
_NO_CASES = frozenset({"lists", "vectors"})
_TELLING = ("pass", "error", "warning", "review", "info", "undecided", "not-meant", "rests")
"""The verdicts that an example is looked for with, the most telling first."""


@dataclass(frozen=True, kw_only=True)
class TrialRequest:
    """A rule (``ID`` or ``NOTICE/ID``), the example it is tried on, what is put into that.

    ``example`` is the name of one of the notice's examples or a file; None takes the example in
    which the rule is meant. ``changes`` are ``/place=value``: the value as JSON, else as text,
    and nothing behind the sign leaves the place out.
    """

    rule: str
    example: str | None = None
    changes: Sequence[str] = ()
    root: Path | None = None
    lists: Path | None = None
    readings: Mapping[str, str] = field(default_factory=dict)


def try_rule(request: TrialRequest) -> tuple[RuleTrial, ...]:
    """Return the trials of a rule, one for each node that it stands on.

    Raises ShenbaoError where there is no such rule, example or place, UnsoundError where the
    notice has mistakes.
    """
    from shenbao.validation.context import check_readings

    folder = own_folder(request.root)
    policy = Policy(root=folder, lists=request.lists)
    notice, homes, identity = _rule(policy, request.rule)
    check_readings((notice,), request.readings)
    changes = [_change(text) for text in request.changes]
    best: tuple[int, tuple[RuleTrial, ...]] | None = None
    for example in _examples(folder, policy, notice, request):
        for submission, home in example.submissions(homes):
            trials = example.tried(home, identity, _changed(home, submission, changes))
            rank = min((_rank(trial) for trial in trials), default=len(_TELLING))
            if best is None or rank < best[0]:
                best = rank, trials
        if best is not None and (request.example is not None or best[0] == 0):
            break
    if best is None:
        names = [case.name for case in _cases(folder, notice)]
        raise ShenbaoError(
            "try-no-example", rule=identity, form=homes[0].ref, allowed=many(names, _LISTED)
        )
    return best[1]


def _rank(trial: RuleTrial) -> int:
    found = map(_TELLING.index, trial.verdicts)
    return min(found, default=len(_TELLING))


def _rule(policy: Policy, wanted: str) -> tuple[Notice, list[FormOrTable], str]:
    """Return the notice of a rule, the forms and tables that it stands in, and its id."""
    prefix, _, identity = wanted.strip().rpartition("/")
    policy.require(prefix or None)
    notices = [notice for notice in policy.notices if prefix in ("", notice.id)]
    for notice in notices:
        found = [
            (home, rule.id) for home, rule in notice.rules() if rule.id.lower() == identity.lower()
        ]
        if found:
            homes = {home.id: home for home, _ in found}
            return notice, list(homes.values()), found[0][1]
    across = [quota.id for notice in notices for quota in notice.quotas]
    across += [target.id for notice in notices for target in notice.targets]
    if identity in across:
        raise ShenbaoError("try-across", found=identity)
    known = {rule.id for notice in notices for _, rule in notice.rules()}
    raise ShenbaoError("try-no-rule", found=wanted, **alike(identity.upper(), known))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    """Files that are checked together, with the lists and readings that they ask for."""

    files: Sequence[Path]
    notice: Notice
    policy: Policy
    readings: Mapping[str, str]

    def submissions(self, homes: Sequence[FormOrTable]) -> Iterator[tuple[Submission, FormOrTable]]:
        """Yield those that are of one of the forms and tables."""
        from shenbao.policy.names import resolve

        wanted = {home.ref for home in homes}
        here = Path.cwd()
        for read in self.policy.read(self.files):
            file = Path(read.file)
            near = file.is_absolute() and file.is_relative_to(here)
            submission = replace(read, file=str(file.relative_to(here))) if near else read
            home = resolve(self.policy.notices, submission.schema or "")
            if home is not None and home.ref in wanted and isinstance(submission.data, dict):
                yield submission, home

    def tried(
        self, home: FormOrTable, identity: str, submission: Submission
    ) -> tuple[RuleTrial, ...]:
        """Try the rule on one of them."""
        from shenbao.policy.names import by_id
        from shenbao.validation.rule_trials import TrialBench

        notice = by_id(self.policy.notices, self.notice.id) or self.notice
        return TrialBench(notice, home, submission, self.readings).try_rule(identity)


def _examples(
    folder: Path, policy: Policy, notice: Notice, request: TrialRequest
) -> Iterator[_Example]:
    """Yield the example that is asked for, else all that the notice has, the valid ones first."""
    named = request.example
    cases = _cases(folder, notice)
    if named is None:
        for case in sorted(cases, key=lambda case: ("invalid" in case.name, case.name)):
            yield _case(case, policy, notice, request)
        return
    chosen = next((case for case in cases if case.name == named), None)
    if chosen is not None:
        yield _case(chosen, policy, notice, request)
        return
    if not Path(named).exists():
        raise ShenbaoError(
            "try-no-file", found=named, allowed=many((case.name for case in cases), _LISTED)
        )
    yield _Example(files=[Path(named)], notice=notice, policy=policy, readings=request.readings)


def _cases(folder: Path, notice: Notice) -> list[Path]:
    place = folder / "schemas" / notice.id / "examples"
    found = sorted(place.iterdir()) if place.is_dir() else []
    return [case for case in found if case.is_dir() and case.name not in _NO_CASES]


def _case(case: Path, policy: Policy, notice: Notice, request: TrialRequest) -> _Example:
    """Return an example with what its ``case.json`` says: invented lists, readings."""
    from shenbao.audit.example_files import SETTINGS, read_shaped
    from shenbao.policy.files.reader import Problems

    settings: Mapping[str, Any] = {}
    if (case / "case.json").is_file():
        settings = read_shaped(case / "case.json", SETTINGS, Problems(root=case)) or {}
    if settings.get("lists") and policy.lists is None:
        policy = Policy(root=policy.root, lists=case.parent / "lists")
    files = [file for file in sorted(case.iterdir()) if file.name not in _SETTINGS]
    readings = {**settings.get("readings", {}), **request.readings}
    return _Example(files=files, notice=notice, policy=policy, readings=readings)


def _change(text: str) -> tuple[tuple[str | int, ...], str]:
    place, sign, value = text.partition("=")
    steps = tuple(int(step) if step.isdecimal() else step for step in place.split("/")[1:])
    if not sign or not place.startswith("/") or not all(step != "" for step in steps):
        raise ShenbaoError("try-change", found=text)
    return steps, value


def _changed(
    home: FormOrTable,
    submission: Submission,
    changes: Sequence[tuple[tuple[str | int, ...], str]],
) -> Submission:
    """Return a submission with other values put in; those with nothing are left out.

    Raises ShenbaoError for a place that the form has not, and for a row behind the next one.
    """
    from shenbao.core.paths import pointer_of, put, value_at

    data = copy.deepcopy(submission.data)
    for path, text in changes:
        _require_place(home, path)
        try:
            for end, step in enumerate(path):
                if isinstance(step, int) and step > len(value_at(data, path[:end]) or ()):
                    raise IndexError
            if text:
                put(data, path, _value(text))
            elif value_at(data, path) is not None:
                del value_at(data, path[:-1])[path[-1]]
        except (LookupError, TypeError, AttributeError) as error:
            raise ShenbaoError("try-change", found=f"{pointer_of(path)}={text}") from error
    return replace(submission, data=data)


def _require_place(home: FormOrTable, path: tuple[str | int, ...]) -> None:
    from shenbao.core.paths import pointer_of
    from shenbao.policy.cel.mentions import ROW
    from shenbao.validation.form_index import ROWS, FormIndex

    index = FormIndex(home)
    bare = path
    while isinstance(bare[-1], int):
        bare = bare[:-1]
    if index.node(bare) is not None or (home.is_table and bare == ROWS):
        return
    wanted = pointer_of(path)
    known = [
        pointer_of(tuple(0 if step == ROW else step for step in pattern)) for pattern in index.nodes
    ]
    raise ShenbaoError("try-no-field", found=wanted, form=home.ref, **alike(wanted, known))


def _value(text: str) -> Any:
    """Return a value as JSON has it; what is no JSON is a text: 2025-01-02, 三级.

    Raises ShenbaoError for numbers that no form can hold: NaN, Infinity, 1e999.
    """
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_number)
    except (ValueError, RecursionError):
        return text


def _number(text: str) -> float:
    found = float(text)
    return found if math.isfinite(found) else _no_number(text)


def _no_number(text: str) -> NoReturn:
    raise ShenbaoError("try-number", found=text)
