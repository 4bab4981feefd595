"""Running the examples of a notice: whole cases against their goldens, vectors against a table.

``examples/<case>/`` holds what one applicant or unit hands in, ``expected.json`` (the golden)
and, optionally, ``case.json`` (``about``, ``lists``, ``readings``). ``examples/vectors/*.json``
vary one base submission and say, for each variation, how given rules must come out.
``examples/lists/`` are invented lists for those that ask for them (``"lists": true``).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shenbao.artifacts import replace_file
from shenbao.checks import validate
from shenbao.errors import Problem
from shenbao.findings import Report
from shenbao.policy import names
from shenbao.policy.files import Problems, read_json
from shenbao.policy.model import Notice
from shenbao.submission import Submission

Reader = Callable[[Sequence[Path], Sequence[Notice]], Iterable[Submission]]
Loader = Callable[[Path | None], Sequence[Notice]]

_RANK = {"error": 4, "warning": 3, "review": 2, "info": 1}


@dataclass(slots=True)
class Outcome:
    """What running the examples showed: problems, and the rules that failed and passed."""

    problems: list[Problem] = field(default_factory=list)
    cases: int = 0
    vectors: int = 0
    failed: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)

    def saw(self, report: Report, machine_rules: set[str]) -> None:
        """Record which rules failed and which held in a run."""
        failed = {found.rule for found in report.findings if found.verdict == "fail"}
        touched = {found.rule for found in report.findings}
        self.failed |= failed
        self.passed |= machine_rules - touched


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
    return run.outcome


def uncovered(notice: Notice, outcome: Outcome) -> Iterator[Problem]:
    """Yield the rules that no example makes fail, or that no example lets pass."""
    for identity in sorted(_machine_rules(notice, {form.id for form in notice.forms})):
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


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run over the examples of a notice."""

    root: Path
    place: Path
    load: Loader
    read: Reader
    update: bool
    outcome: Outcome = field(default_factory=Outcome)
    loaded: dict[bool, Sequence[Notice]] = field(default_factory=dict)

    def notices(self, *, with_lists: bool) -> Sequence[Notice]:
        """Return the notices, with the invented lists or without, loaded once."""
        if with_lists not in self.loaded:
            self.loaded[with_lists] = self.load(self.place / "lists" if with_lists else None)
        return self.loaded[with_lists]

    def problem(self, file: Path, pointer: str, message: str, **args: str) -> None:
        """Record one problem."""
        problems = Problems(root=self.root)
        problems.add(file, pointer, message, **args)
        self.outcome.problems.extend(problems.found)

    def document(self, file: Path) -> dict[str, Any] | None:
        """Read a JSON file of the examples."""
        problems = Problems(root=self.root)
        document = read_json(file, problems)
        self.outcome.problems.extend(problems.found)
        return document

    def case(self, case: Path) -> None:
        """Validate what lies in a case's folder and compare with, or write, its golden."""
        own = {"case.json", "expected.json"}
        settings: Mapping[str, Any] = {}
        if (case / "case.json").is_file():
            settings = self.document(case / "case.json") or {}
        chosen = self.notices(with_lists=bool(settings.get("lists")))
        paths = [file for file in sorted(case.iterdir()) if file.name not in own]
        handed_in = list(self.read(paths, chosen))
        report = validate(chosen, handed_in, readings=settings.get("readings"))
        self.outcome.cases += 1
        self.outcome.saw(report, _rules_of(chosen, handed_in))
        golden = _golden(report, settings)
        expected = case / "expected.json"
        if self.update:
            text = json.dumps(golden, ensure_ascii=False, indent=2) + "\n"
            replace_file(expected, text.encode("utf-8"))
            return
        stated = self.document(expected)
        if stated is not None and stated != golden:
            wanted, found = _first_difference(stated, golden)
            self.problem(expected, "", "example-differs", wanted=wanted, found=found)

    def vectors(self, file: Path) -> None:
        """Validate every variation of a base submission and compare how its rules came out."""
        document = self.document(file)
        if document is None:
            return
        chosen = self.notices(with_lists=bool(document.get("lists")))
        known = {
            identity
            for notice in chosen
            for identity in _machine_rules(notice, {form.id for form in notice.forms})
        }
        for number, vector in enumerate(document["vectors"]):
            handed_in = [
                _varied(file, document["base"], part, position)
                for position, part in enumerate([vector, *vector.get("together", [])])
            ]
            report = validate(chosen, handed_in, readings=vector.get("readings"))
            self.outcome.vectors += 1
            self.outcome.saw(report, _rules_of(chosen, handed_in))
            for rule, wanted in vector["rules"].items():
                found = (
                    verdict_of(report, rule) if rule.startswith("shape.") or rule in known else "?"
                )
                if found != wanted:
                    named = {"name": vector["name"], "rule": rule}
                    place = f"/vectors/{number}"
                    self.problem(file, place, "vector-differs", **named, wanted=wanted, found=found)


def _golden(report: Report, settings: Mapping[str, Any]) -> dict[str, Any]:
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
    if stated.get("verdict") != found["verdict"]:
        return str(stated.get("verdict")), str(found["verdict"])
    old = [_line(item) for item in stated.get("findings", [])]
    new = [_line(item) for item in found["findings"]]
    gone = next((line for line in old if line not in new), "-")
    come = next((line for line in new if line not in old), "-")
    return gone, come


def _line(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False)


def verdict_of(report: Report, rule: str) -> str:
    """Return how a rule came out: pass, undecided, or its worst severity."""
    found = [item for item in report.findings if item.rule == rule]
    failed = [item.severity for item in found if item.verdict == "fail"]
    if failed:
        return max(failed, key=lambda severity: _RANK[severity])
    return "undecided" if found else "pass"


def _varied(file: Path, base: str, part: Mapping[str, Any], position: int) -> Submission:
    source = file.parent.parent / part.get("base", base)
    data = json.loads(source.read_text(encoding="utf-8"))
    data = copy.deepcopy(data)
    schema = data.pop("$schema")
    for pointer, value in part.get("set", {}).items():
        _put(data, pointer, value)
    for pointer in part.get("remove", []):
        _drop(data, pointer)
    return Submission(file=f"{file.stem}-{position}.json", data=data, schema=schema)


def _parent(data: Any, pointer: str) -> tuple[Any, Any]:
    *path, last = pointer.strip("/").split("/")
    node = data
    for part in path:
        node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
    return node, int(last) if isinstance(node, list) else last


def _put(data: Any, pointer: str, value: Any) -> None:
    node, last = _parent(data, pointer)
    if isinstance(node, list) and last == len(node):
        node.append(value)
    else:
        node[last] = value


def _drop(data: Any, pointer: str) -> None:
    node, last = _parent(data, pointer)
    del node[last]


def _rules_of(notices: Sequence[Notice], handed_in: Iterable[Submission]) -> set[str]:
    found: set[str] = set()
    for submission in handed_in:
        home = names.resolve(notices, submission.schema or "")
        if home is not None:
            notice = next(notice for notice in notices if notice.id == home.notice)
            found |= _machine_rules(notice, {home.id})
    return found


def _machine_rules(notice: Notice, homes: set[str]) -> set[str]:
    rules = {rule.id for home, rule in notice.rules() if home.id in homes}
    return rules | {quota.id for quota in notice.quotas if homes & set(quota.over)}
