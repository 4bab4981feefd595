"""Trying the rules of a kind at their own boundaries, on the submissions of the examples.

Each case of a rule is tried on the first submission on which all its trials come out right:
one that the rule speaks of, and in which nothing else stands in its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from shenbao.audit.verdicts import verdict_of
from shenbao.core.errors import Problem
from shenbao.core.messages.shortening import shorten_json
from shenbao.core.paths import Path, copied, pointer_of, put
from shenbao.core.submission import Submission
from shenbao.policy.model import CodeList, FormOrTable, Notice
from shenbao.policy.shorthand.kinds.ask import Ask
from shenbao.policy.shorthand.kinds.compiled import asks
from shenbao.policy.shorthand.kinds.fields import ROWS, Home
from shenbao.policy.shorthand.kinds.registry import KINDS
from shenbao.policy.shorthand.kinds.trial import Trial
from shenbao.validation import Validator

_MOST_BASES = 24
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Base:
    """A submission of the examples that trials may vary, and what it is checked with."""

    submission: Submission
    validator: Validator
    readings: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Tried:
    """How one rule came out of its trials: problems, severities that it failed with.

    ``held``: it also held. ``count`` are the trials that were run.
    """

    rule: str
    problems: tuple[Problem, ...]
    degrees: frozenset[str]
    held: bool
    count: int


@dataclass(frozen=True, slots=True)
class _Came:
    """A trial and how it came out."""

    trial: Trial
    found: str

    @property
    def right(self) -> bool:
        """Whether it came out as the kind says."""
        return (self.found == "pass") == self.trial.holds and self.found != "undecided"


def tried(notice: Notice, home: FormOrTable, bases: Sequence[Base]) -> Iterator[Tried]:
    """Yield how the rules of a kind in a form or table come out of their trials."""
    lists = _lists(notice, bases)
    own = list(_arranged(home, bases))[:_MOST_BASES]
    for ask in asks(home_of(notice, home, lists)):
        yield _tried(home, ask, own)


def home_of(notice: Notice, home: FormOrTable, lists: Mapping[str, CodeList]) -> Home:
    """Return a form or table as its rules of a kind see it, with the lists by name."""
    deadlines = {item.id: item.at.isoformat() for item in notice.deadlines}
    return Home(schema=home.schema, deadlines=deadlines, find_list=lists.get)


def varied(data: Any, trial: Trial) -> Any:
    """Return the data of a submission with the changes of a trial."""
    data = copied(data)
    for path, value in trial.put.items():
        put(data, path, copied(value))
    for path in trial.gone:
        _leave_out(data, path)
    return data


def _lists(notice: Notice, bases: Iterable[Base]) -> Mapping[str, CodeList]:
    """Return the lists of a notice, those that the examples invent where it lacks the rows."""
    lists = {item.name: item for item in notice.lists}
    for validator in {id(base.validator): base.validator for base in bases}.values():
        for other in validator.notices:
            for item in other.lists if other.id == notice.id else ():
                if not lists[item.name].rows:
                    lists[item.name] = item
    return lists


def _arranged(home: FormOrTable, bases: Iterable[Base]) -> Iterator[Base]:
    """Yield the submissions of a form; of a table one for each of its rows, that row first."""
    for base in bases:
        data = base.submission.data
        rows = data.get(ROWS) if home.is_table and isinstance(data, dict) else None
        if not isinstance(rows, list) or not rows:
            yield base
            continue
        for at, row in enumerate(rows):
            turned = {**data, ROWS: [row, *rows[:at], *rows[at + 1 :]]}
            yield Base(_with_data(base.submission, turned), base.validator, base.readings)


def _with_data(submission: Submission, data: Any) -> Submission:
    return Submission(file=submission.file, data=data, schema=submission.schema)


def _tried(home: FormOrTable, ask: Ask, bases: Sequence[Base]) -> Tried:
    best: dict[str, list[_Came]] = {}
    for base in bases:
        for group, came in _by_group(ask, base):
            if group not in best or _fitness(came) > _fitness(best[group]):
                best[group] = came
        if best and all(_fitness(came) == len(came) for came in best.values()):
            break
    spoken = [item for came in best.values() if _fitness(came) for item in came]
    right = [item for item in spoken if item.right]
    untried = [group for group, came in best.items() if group and not _fitness(came)]
    return Tried(
        rule=str(ask.rule["id"]),
        problems=(
            *(_differs(home, ask, item) for item in spoken if not item.right),
            *(_problem(home, ask, "kind-untried", case=group) for group in untried),
        ),
        degrees=frozenset(item.found for item in right if not item.trial.holds),
        held=any(item.trial.holds for item in right),
        count=len(spoken),
    )


def _by_group(ask: Ask, base: Base) -> Iterator[tuple[str, list[_Came]]]:
    """Yield how the trials of each case come out; nothing for data that lack what they vary."""
    try:
        trials = list(KINDS[ask.rule["kind"]].trials(ask, base.submission.data))
        came = [_Came(trial, _outcome(ask, base, trial)) for trial in trials]
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
        return
    for group, items in groupby(came, lambda item: item.trial.group):
        yield group, list(items)


def _outcome(ask: Ask, base: Base, trial: Trial) -> str:
    submission = _with_data(base.submission, varied(base.submission.data, trial))
    report = base.validator.validate([submission], readings=base.readings)
    return verdict_of(report, str(ask.rule["id"]))


def _leave_out(data: Any, path: Path) -> None:
    *above, last = path
    for step in above:
        if step not in data and not isinstance(data, list):
            return
        data = data[step]
    data.pop(last, None)


def _fitness(came: Sequence[_Came]) -> int:
    """Return how many trials came out right; none where the rule was not asked at all."""
    refusing = [item for item in came if not item.trial.holds]
    if refusing and not any(item.right for item in refusing):
        return 0
    return sum(item.right for item in came)


def _differs(home: FormOrTable, ask: Ask, item: _Came) -> Problem:
    changes = [
        f"{pointer_of(path)} = {shorten_json(value, _SHOWN)}"
        for path, value in item.trial.put.items()
    ]
    changes += [f"{pointer_of(path)} -" for path in item.trial.gone]
    wanted = "pass" if item.trial.holds else str(ask.rule.get("severity", "error"))
    said = {"name": "; ".join(changes), "wanted": wanted, "found": item.found}
    return _problem(home, ask, "kind-trial-differs", **said)


def _problem(home: FormOrTable, ask: Ask, message: str, **args: str) -> Problem:
    place = home.in_file(pointer_of(ask.at))
    said = {"rule": str(ask.rule["id"]), "kind": str(ask.rule["kind"]), **args}
    return Problem(file=home.file, pointer=place, message=message, args=dict(said))
