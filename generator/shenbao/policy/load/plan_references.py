"""Checking that what a plan mentions exists: targets, work items, terms, definitions."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

from shenbao.core.messages.values import alike
from shenbao.core.paths import pointer_of
from shenbao.policy.files.reader import Problems
from shenbao.policy.load.references import FileLinks, Parts
from shenbao.policy.model import Notice
from shenbao.policy.model.editions import before, earlier

INDICATORS = "indicators"
"""The list of a notice whose rows work items call their indicators."""


def check_plan(
    folder: Path, document: Mapping[str, Any], notice: Notice, problems: Problems
) -> None:
    """Record every dangling id in the plan of a notice and in its definitions from elsewhere."""
    _check_plan(FileLinks(folder / "notice.json", notice, problems), document)
    _check_candidates(FileLinks(folder / "candidates.json", notice, problems))


def _check_plan(file: FileLinks, document: Mapping[str, Any]) -> None:
    """Forms, roles and lists of targets; indicators of work items; ids that stand twice."""
    _check_targets(file)
    notice = file.notice
    codes = {
        row.code
        for code_list in notice.lists
        if code_list.name == INDICATORS
        for row in code_list.rows
    }
    for number, group in enumerate(document.get("work", ())):
        for index, item in enumerate(group["items"]):
            place: Parts = ["work", number, "items", index, "indicators"]
            file.known(place, item.get("indicators", ()), codes, "indicator-unknown")
    file.once(["work"], notice.work)
    file.once_of(
        (["work", number, "items", index, "id"], item.id)
        for number, group in enumerate(notice.work)
        for index, item in enumerate(group.items)
    )
    file.once(["stages"], notice.stages)
    file.once(["terms"], notice.terms)


def _check_targets(file: FileLinks) -> None:
    readings = {reading.id for reading in file.notice.readings}
    lists = {code_list.name for code_list in file.notice.lists}
    for number, target in enumerate(file.notice.targets):
        place: Parts = ["targets", number]
        file.known([*place, "over"], target.over, file.homes(), "form-unknown")
        file.known(place, target.readings, readings, "reading-unknown")
        file.known([*place, "members"], target.members.values(), lists, "list-unknown")
        roles = {target.role, *target.members}
        file.check_roles(place, target.over, roles, "target-role-unknown", target.id)


def _check_candidates(file: FileLinks) -> None:
    """Record lists, rows, clauses and sources that a definition names and nobody has."""
    notice = file.notice
    lists = {code_list.name: code_list for code_list in notice.lists}
    keys = {source.key for source in notice.candidate_sources}
    clauses = {clause.id for clause in notice.clauses}
    for number, item in enumerate(notice.candidates):
        place: Parts = ["candidates", number]
        file.known([*place, "keys"], item.keys, keys, "candidate-source-unknown")
        file.known([*place, "x-source"], item.clauses, clauses, "clause-unknown")
        if item.list_name is not None:
            file.known([*place, "of", "list"], [item.list_name], set(lists), "list-unknown")
        if item.list_name in lists:
            codes = {row.code for row in lists[item.list_name].rows}
            file.known([*place, "of", "codes"], item.codes, codes, "code-unknown")
    file.once(["candidates"], notice.candidates)


def check_between(
    notices: Sequence[Notice], root: Path, problems: Problems, absent: Container[str]
) -> None:
    """Record every work item, term or place of another notice that no notice has.

    And editions that supersede each other in a circle. Of those that are ``absent``, because of
    mistakes of their own, nothing can be said.
    """
    items = {notice.id: {item.id for _, item in notice.work_items()} for notice in notices}
    terms = {notice.id: {term.id for term in notice.terms} for notice in notices}
    for notice in notices:
        file = root / "schemas" / notice.id / "notice.json"
        _check_edition(notices, notice, file, problems)
        for _, item in notice.work_items():
            for follow in item.follows:
                if follow.notice not in absent and follow.item not in items.get(follow.notice, ()):
                    found = f"{follow.notice} {follow.item}"
                    problems.add(file, pointer_of(["work"]), "follows-unknown", found=found)
        for term in notice.terms:
            for kin in term.kin:
                if kin.notice not in absent and kin.term not in terms.get(kin.notice, ()):
                    found = f"{kin.notice} {kin.term}"
                    problems.add(file, pointer_of(["terms"]), "kin-unknown", found=found)


def _check_edition(
    notices: Sequence[Notice], notice: Notice, file: Path, problems: Problems
) -> None:
    """Record an edition that comes before itself, and replaced places that there were not."""
    edition = notice.edition
    own = edition.earlier in {("", edition.version), (notice.id, edition.version)}
    chain = [*before(notices, notice)]
    if own or (chain and earlier(notices, chain[-1]) is notice):
        place = pointer_of(["edition", "supersedes"])
        problems.add(file, place, "supersedes-itself", found=edition.supersedes or "")
        return
    old = earlier(notices, notice)
    homes = {} if old is None else {home.id: home for home in old.homes}
    for number, item in enumerate(edition.replaces if homes else ()):
        home = homes.get(item.form)
        nodes = {} if home is None else {node.pointer: node for node in home.fields()}
        if item.old not in nodes:
            said = {"found": item.old, "form": item.form, "notice": edition.supersedes or ""}
            place = pointer_of(["edition", "replaces", number, "old"])
            problems.add(file, place, "replaces-old-unknown", **said, **alike(item.old, nodes))
            continue
        enum = nodes[item.old].schema.get("enum", ())
        for code, _ in item.codes:
            if code not in map(str, enum):
                place = pointer_of(["edition", "replaces", number, "codes", code])
                problems.add(file, place, "replaces-old-code", found=code, place=item.old)
