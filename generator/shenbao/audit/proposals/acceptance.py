"""What a person confirmed of the proposals, as files of the examples."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shenbao.audit.proposals.proposal import DECISIONS, decision_of, decision_words
from shenbao.core.artifacts import Artifact
from shenbao.core.messages import DEFAULT
from shenbao.core.messages.values import many
from shenbao.policy.files.reader import Problems
from shenbao.policy.model import Notice

_NEAR = 0.5
_DONE = "done"
_OWN = frozenset({"decision", "form", "base", "lists"})


def accepted(
    file: Path, document: Mapping[str, Any], notice: Notice, place: Path, problems: Problems
) -> tuple[Artifact, ...]:
    """Return the files of what was taken, by their paths below ``examples`` (``place``).

    What is not as it should be is recorded with its place in ``file``.
    """
    if document["notice"] != notice.id:
        args = {"found": str(document["notice"]), "notice": notice.id}
        problems.add(file, "/notice", "proposal-other-notice", **args)
    taken = {
        part: list(_taken(file, document, part, notice, problems))
        for part in ("examples", "vectors")
    }
    files: dict[str, Artifact] = {}
    for pointer, item in taken["examples"]:
        for path, content in _example(item).items():
            if path in files or (place / item["name"]).exists():
                problems.add(file, f"{pointer}/name", "proposal-exists", found=item["name"])
                break
            files[path] = _json(path, content)
    groups: dict[tuple[str, str, bool], list[Mapping[str, Any]]] = {}
    for pointer, item in taken["vectors"]:
        if item["base"] not in files and not (place / item["base"]).is_file():
            problems.add(file, f"{pointer}/base", "proposal-base", found=item["base"])
        key = (item["form"], item["base"], item.get("lists", False))
        groups.setdefault(key, []).append({k: v for k, v in item.items() if k not in _OWN})
    for (form, base, lists), vectors in groups.items():
        path = _free(place, files, form)
        flag = {"lists": True} if lists else {}
        files[path] = _json(path, {"base": base, **flag, "vectors": vectors})
    return tuple(files.values())


def settled(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the file of proposals in which what was taken says that it is written."""
    return {
        key: [_settled(item) for item in value] if key in {"examples", "vectors"} else value
        for key, value in document.items()
    }


def counted(document: Mapping[str, Any]) -> dict[str, int]:
    """Return how many proposals stand at each decision."""
    items = (*document["examples"], *document["vectors"])
    found = [decision_of(item["decision"]) for item in items]
    return {decision: found.count(decision) for decision in DECISIONS}


def _settled(item: Mapping[str, Any]) -> dict[str, Any]:
    if decision_of(item["decision"]) != "taken":
        return dict(item)
    return {**item, "decision": decision_words(_DONE, DEFAULT)}


def _taken(
    file: Path, document: Mapping[str, Any], part: str, notice: Notice, problems: Problems
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the proposals that are taken, each with its pointer."""
    forms = [home.id for home in notice.homes]
    allowed = many(decision_words(decision, DEFAULT) for decision in DECISIONS)
    for number, item in enumerate(document[part]):
        pointer = f"/{part}/{number}"
        decision = decision_of(item["decision"])
        if decision is None:
            said = {"found": item["decision"][:60], "allowed": allowed}
            problems.add(file, f"{pointer}/decision", "proposal-decision", **said)
        if decision != "taken":
            continue
        if item["form"] not in forms:
            near = difflib.get_close_matches(item["form"], forms, 3, _NEAR) or forms
            said = {"found": item["form"], "near": many(near, 8)}
            problems.add(file, f"{pointer}/form", "proposal-form", **said)
        yield pointer, item


def _example(item: Mapping[str, Any]) -> dict[str, Any]:
    name = item["name"]
    about = {"about": item["about"]} if "about" in item else {}
    return {
        f"{name}/{item['form']}.json": item["data"],
        f"{name}/expected.json": {**about, **item["expected"]},
        **({f"{name}/case.json": about} if about else {}),
    }


def _free(place: Path, files: Mapping[str, Artifact], form: str) -> str:
    """Return the path of a file of vectors that is not there yet."""
    number = 1
    while True:
        tail = "" if number == 1 else f"-{number}"
        path = f"vectors/{form}-proposed{tail}.json"
        if path not in files and not (place / path).exists():
            return path
        number += 1


def _json(path: str, content: Any) -> Artifact:
    return Artifact.text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
