"""Running the examples of a notice: whole cases against their goldens, vectors against a table.

``examples/<case>/`` holds what one applicant or unit hands in, ``expected.json`` (the golden)
and, optionally, ``case.json`` (``about``, ``lists``, ``readings``). ``examples/vectors/*.json``
vary one base submission and say, for each variation, how given rules must come out.
``examples/lists/`` are invented lists for those that ask for them (``"lists": true``).
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shenbao.audit.example_files import GOLDEN, SETTINGS, VECTORS, BaseCases, read_shaped
from shenbao.audit.kind_trials import Base, Tried, tried
from shenbao.audit.verdicts import RANK, verdict_of
from shenbao.core import messages
from shenbao.core.artifacts import replace_file
from shenbao.core.errors import Problem, ShenbaoError
from shenbao.core.findings import Finding, Report
from shenbao.core.messages.values import PolicyText, Value, many
from shenbao.core.submission import Submission
from shenbao.policy import names
from shenbao.policy.files.reader import Problems
from shenbao.policy.model import Case, FormOrTable, Notice
from shenbao.policy.shorthand.matrix import CELL
from shenbao.validation import Validator
from shenbao.validation.bundle import targets
from shenbao.validation.submission import computed, keys

Reader = Callable[[Sequence[Path], Sequence[Notice]], Iterable[Submission]]
Loader = Callable[[Path | None], Sequence[Notice]]

TOOLKIT = frozenset({computed.RULE, keys.PRIMARY, keys.UNIQUE, targets.TWICE, targets.UNKNOWN})
"""Rules of our own, which vectors may speak of."""

_OUTCOMES = ("pass", "undecided", *RANK)
_NEAR = 0.5
_LISTED = 8
_NOT_EMPTY = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+ != ''")
_TELLING, _BEGIN, _END = 4, 8, 16
_HOLE = re.compile(r"\{[a-z][a-z0-9_]*\}")


@dataclass(slots=True)
class Outcome:
    """What running the examples showed: problems, and the rules that failed and passed.

    ``told`` are the severities that each rule failed with, and what was said then. ``of_kinds``
    are the rules that were tried at limits of their own.
    """

    problems: list[Problem] = field(default_factory=list)
    cases: int = 0
    vectors: int = 0
    failed: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    told: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    of_kinds: set[str] = field(default_factory=set)

    def tried(self, found: Tried) -> None:
        """Record how a rule of a kind came out of its own trials."""
        self.of_kinds.add(found.rule)
        self.problems += found.problems
        self.vectors += found.count
        for degree in found.degrees:
            self.told.setdefault((found.rule, degree), set())
        self.failed |= {found.rule} if found.degrees else set()
        self.passed |= {found.rule} if found.held else set()

    def saw(self, report: Report, machine_rules: set[str]) -> None:
        """Record which rules failed and which held in a run."""
        failed = {found.rule for found in report.findings if found.verdict == "fail"}
        touched = {found.rule for found in report.findings}
        self.failed |= failed
        for found in report.findings:
            if found.verdict == "fail":
                self.told.setdefault((found.rule, found.severity), set()).add(_sentence(found))
        self.passed |= machine_rules - touched
        self.passed |= {note.rule for note in report.notes}


def run_examples(folder: Path, load: Loader, read: Reader, *, update: bool = False) -> Outcome:
    """Run every example of the notice in ``folder``.

    ``load`` gives the notices with a folder of supplied lists or none; ``read`` reads files.
    With ``update`` the goldens are rewritten instead of compared.
    """
    place = folder / "examples"
    run = _Run(root=folder.parent.parent, place=place, load=load, read=read, update=update)
    for case in sorted(place.iterdir()) if place.is_dir() else ():
        if case.is_dir() and case.name not in {"lists", "vectors"}:
            run.case(case)
    for file in sorted((place / "vectors").glob("*.json")):
        run.vectors(file)
    run.kinds(folder.name)
    return run.outcome


_LACKING = "shape.required"
_DIFFER = frozenset(
    {"example-differs", "example-lacks", "vector-differs", "kind-trial-differs", "kind-untried"}
)


def uncovered(notice: Notice, outcome: Outcome) -> Iterator[Problem]:
    """Yield the rules and cases that no example makes fail, the rules that none lets pass.

    Nothing where an example could not be run: what it would have shown is not known.
    """
    if any(problem.message not in _DIFFER for problem in outcome.problems):
        return
    for identity in sorted(_machine_rules(notice, {home.id for home in notice.homes})):
        for seen, message in (
            (outcome.failed, "example-never-fails"),
            (outcome.passed, "example-never-passes"),
        ):
            if identity not in seen:
                yield Problem(
                    file=f"schemas/{notice.id}/examples",
                    pointer="",
                    message=message,
                    args={"rule": identity},
                )
    # A rule that never fails at all is told above.
    place = f"schemas/{notice.id}/examples"
    for identity, case in _cases(notice):
        if identity not in outcome.failed:
            continue
        args: dict[str, Value] = {"rule": identity, "severity": case.severity}
        if (identity, case.severity) not in outcome.told:
            yield Problem(file=place, pointer="", message="example-case-never-fails", args=args)
        elif identity not in outcome.of_kinds and not _is_told(case, identity, outcome):
            args["words"] = PolicyText(zh=case.message.zh, en=case.message.en)
            yield Problem(file=place, pointer="", message="example-step-never-fails", args=args)


def _cases(notice: Notice) -> Iterator[tuple[str, Case]]:
    """Yield the cases of each rule and quota, those of one severity and the same words once."""
    rules = [(rule.id, rule.cases) for _, rule in notice.rules()]
    rules += [(quota.id, quota.cases) for quota in notice.quotas]
    every = {
        (identity, case.severity, case.message.zh): (identity, case)
        for identity, cases in rules
        for case in cases
        # The cells of a matrix are one declaration, which stands or falls as a whole.
        if not case.assertion.startswith(f"counts.{CELL}")
    }
    yield from every.values()


def _is_told(case: Case, identity: str, outcome: Outcome) -> bool:
    """Say whether the words of a case were said, whatever stands for its values.

    A sentence may leave out what is nothing (0 of 0), so its begin and its end are enough. A
    case that only asks whether a text is empty never fails: what is empty is not there.
    """
    if any(map(_NOT_EMPTY.fullmatch, case.assertion.split(" || "))):
        return True
    parts = _HOLE.split(case.message.zh.rstrip("。. "))
    wanted = re.compile(".*".join(map(re.escape, parts)), re.DOTALL)
    begin, end = parts[0][:_BEGIN], parts[-1][-_END:]
    return any(
        wanted.fullmatch(text)
        or (min(len(begin), len(end)) > _TELLING and text.startswith(begin) and text.endswith(end))
        for text in (told.rstrip("。. ") for told in outcome.told[identity, case.severity])
    )


def _sentence(found: Finding) -> str:
    """Return what a finding says in the words of the policy, empty where it has none."""
    sentence = found.args.get("sentence")
    said = sentence.zh if isinstance(sentence, PolicyText) else ""
    return found.wording.get("zh-CN") or said


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run over the examples of a notice."""

    root: Path
    place: Path
    load: Loader
    read: Reader
    update: bool
    outcome: Outcome = field(default_factory=Outcome)
    validators: dict[bool, Validator] = field(default_factory=dict)
    rules: dict[str, set[str]] = field(default_factory=dict)
    known: AbstractSet[str] = frozenset()
    handed_in: list[Base] = field(default_factory=list)
    problems: Problems = field(init=False)
    bases: BaseCases = field(init=False)

    def validator(self, *, with_lists: bool) -> Validator:
        """Return what checks against the notices, with the invented lists or without."""
        if with_lists not in self.validators:
            notices = self.load(self.place / "lists" if with_lists else None)
            self.validators[with_lists] = Validator(notices)
        return self.validators[with_lists]

    def __post_init__(self) -> None:
        self.problems = Problems(root=self.root, found=self.outcome.problems)
        self.bases = BaseCases(self.place, self.problems)

    def report(
        self,
        file: Path,
        pointer: str,
        validator: Validator,
        handed_in: Sequence[Submission],
        readings: Mapping[str, str] | None,
    ) -> Report | None:
        """Validate, or record that the chosen readings do not exist."""
        try:
            report = validator.validate(handed_in, readings=readings)
        except ShenbaoError as error:
            self.problems.add(file, pointer, error.message, **error.details)
            return None
        self.outcome.saw(report, self._asked(validator.notices, handed_in))
        return report

    def _asked(self, notices: Sequence[Notice], handed_in: Iterable[Submission]) -> set[str]:
        """Return the rules that hold where nothing is found of them.

        A note says that a target is reached; without it the target was not asked.
        """
        asked: set[str] = set()
        for submission in handed_in:
            home = names.resolve(notices, submission.schema or "")
            if home is not None and home.ref not in self.rules:
                notice = next(notice for notice in notices if notice.id == home.notice)
                targets = {target.id for target in notice.targets}
                self.rules[home.ref] = _machine_rules(notice, {home.id}) - targets
            asked |= set() if home is None else self.rules[home.ref]
        return asked

    def case(self, case: Path) -> None:
        """Validate what lies in a case's folder and compare with, or write, its golden."""
        own = {"case.json", "expected.json"}
        settings: Mapping[str, Any] | None = {}
        if (case / "case.json").is_file():
            settings = read_shaped(case / "case.json", SETTINGS, self.problems)
        if settings is None:
            return
        validator = self.validator(with_lists=settings.get("lists", False))
        paths = [file for file in sorted(case.iterdir()) if file.name not in own]
        handed_in = list(self.read(paths, validator.notices))
        report = self.report(
            case / "case.json", "/readings", validator, handed_in, settings.get("readings")
        )
        if report is None:
            return
        self.outcome.cases += 1
        self.handed_in += [Base(item, validator, settings.get("readings")) for item in handed_in]
        found = golden(report, settings)
        expected = case / "expected.json"
        if self.update:
            text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
            replace_file(expected, text.encode("utf-8"))
            return
        stated = read_shaped(expected, GOLDEN, self.problems)
        if stated is not None and stated != found:
            self._differs(case, stated, report, found)

    def _differs(
        self, case: Path, stated: Mapping[str, Any], report: Report, found: Mapping[str, Any]
    ) -> None:
        """Record what differs first; what an example lacks is put right in the example itself."""
        lacks: dict[str, list[str]] = {}
        for item, told in zip(found["findings"], report.findings, strict=True):
            if item["rule"] == _LACKING and item not in stated["findings"]:
                label, pointer = told.where.label, item["pointer"]
                lacks.setdefault(item["file"], []).append(
                    f"{label}（{pointer}）" if label else pointer
                )
        for name, places in lacks.items():
            args: dict[str, Value] = {"file": name, "places": many(places, _LISTED)}
            self.problems.add(case / name, "", "example-lacks", **args)
        if not lacks:
            wanted, came = _first_difference(stated, found)
            where = case / "expected.json"
            self.problems.add(where, "", "example-differs", wanted=wanted, found=came)

    def vectors(self, file: Path) -> None:
        """Validate every variation of a base submission and compare how its rules came out."""
        document = read_shaped(file, VECTORS, self.problems)
        if document is None:
            return
        validator = self.validator(with_lists=document.get("lists", False))
        if not self.known:
            self.known = _known(validator.notices)
        for number, vector in enumerate(document["vectors"]):
            place = f"/vectors/{number}"
            parts = [vector, *vector.get("together", [])]
            handed_in = self.bases.varied(file, place, document["base"], parts)
            if handed_in is None:
                continue
            report = self.report(file, place, validator, handed_in, vector.get("readings"))
            if report is None:
                continue
            self.outcome.vectors += 1
            for rule, wanted in vector["rules"].items():
                if not self._sayable(file, f"{place}/rules/{rule}", rule, wanted):
                    continue
                found = verdict_of(report, rule)
                if found != wanted:
                    said = {"name": vector["name"], "rule": rule, "wanted": wanted, "found": found}
                    self.problems.add(file, place, "vector-differs", **said)

    def kinds(self, name: str) -> None:
        """Try the rules of a kind of the notice ``name`` on what the cases hand in."""
        notices = self.validator(with_lists=False).notices
        for notice in notices:
            for home in notice.homes if notice.id == name else ():
                own = [base for base in self.handed_in if _is_of(base, notices, home)]
                for found in tried(notice, home, own):
                    self.outcome.tried(found)

    def _sayable(self, file: Path, place: str, rule: str, wanted: str) -> bool:
        """Record a rule that nothing has, or a word that is no outcome."""
        if wanted not in _OUTCOMES:
            said = {"rule": rule, "found": wanted, "allowed": ", ".join(_OUTCOMES)}
            self.problems.add(file, place, "vector-outcome-unknown", **said)
            return False
        shape, _, keyword = rule.partition(".")
        if rule in self.known or (shape == "shape" and messages.has(f"shape-{keyword}")):
            return True
        near = difflib.get_close_matches(rule, sorted(self.known), 3, _NEAR)
        said = {"found": rule, "near": ", ".join(near or sorted(self.known)[:_LISTED])}
        self.problems.add(file, place, "vector-rule-unknown", **said)
        return False


def _is_of(base: Base, notices: Sequence[Notice], home: FormOrTable) -> bool:
    found = names.resolve(notices, base.submission.schema or "")
    return found is not None and found.ref == home.ref


def golden(report: Report, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``expected.json`` says of a report, with the words about the case."""
    about = {"about": settings["about"]} if "about" in settings else {}
    return {
        **about,
        "verdict": report.verdict,
        "findings": [
            {
                "rule": found.rule,
                "severity": found.severity,
                "verdict": found.verdict,
                "file": Path(found.where.file or "").name,
                "pointer": found.where.pointer,
            }
            for found in report.findings
        ],
    }


def _first_difference(stated: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[str, str]:
    if stated["verdict"] != found["verdict"]:
        return str(stated["verdict"]), str(found["verdict"])
    old = [_line(item) for item in stated["findings"]]
    new = [_line(item) for item in found["findings"]]
    gone = next((line for line in old if line not in new), "none")
    come = next((line for line in new if line not in old), "none")
    return gone, come


def _line(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False)


def _known(notices: Sequence[Notice]) -> AbstractSet[str]:
    """Return the rules that vectors may speak of."""
    every = (_machine_rules(notice, {home.id for home in notice.homes}) for notice in notices)
    return TOOLKIT.union(*every)


def _machine_rules(notice: Notice, homes: set[str]) -> set[str]:
    rules = {rule.id for home, rule in notice.rules() if home.id in homes}
    rules |= {quota.id for quota in notice.quotas if homes & set(quota.over)}
    return rules | {target.id for target in notice.targets if homes & set(target.over)}
