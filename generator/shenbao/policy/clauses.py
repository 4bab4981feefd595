"""Reading ``clauses.md``: one block a clause, under the heading of its section."""

from __future__ import annotations

import re
from pathlib import Path

from shenbao.policy.files import Problems, read_text
from shenbao.policy.model import Clause

_OPENING = re.compile(r"^\{#(?P<id>[^\s}]+)(?P<attributes>[^}]*)\}\s*$")
_ATTRIBUTE = re.compile(r'(?P<name>[a-z-]+)="(?P<value>[^"]*)"')
_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")


def read_clauses(file: Path, problems: Problems) -> tuple[Clause, ...]:
    """Return the clauses of a file in order; mistakes are recorded with their line."""
    text = read_text(file, problems)
    if text is None:
        return ()
    clauses: list[Clause] = []
    section = ""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), "# "], 1):
        starts = _OPENING.match(line) or line.startswith("#")
        if starts and block:
            clause = _clause(block, section, file, problems)
            if clause is not None:
                clauses.append(clause)
            block = []
        if line.startswith("## "):
            section = line[3:].strip()
        elif line.startswith("{") or block:
            block.append((number, line))
    _check_unique(clauses, file, problems)
    return tuple(clauses)


def _clause(
    block: list[tuple[int, str]], section: str, file: Path, problems: Problems
) -> Clause | None:
    number, opening = block[0]
    match = _OPENING.match(opening)
    if match is None or not _ID.fullmatch(match["id"]):
        problems.add(file, "", "clause-opening", line=number, found=opening[:40])
        return None
    attributes = {
        found["name"]: found["value"] for found in _ATTRIBUTE.finditer(match["attributes"])
    }
    for name in ("number", "lines"):
        if not attributes.get(name):
            problems.add(file, "", "clause-attribute", line=number, id=match["id"], name=name)
    body = [line for _, line in block[1:]]
    quotes = tuple(line[1:].strip() for line in body if line.startswith(">"))
    gist = "".join(line.strip() for line in body if not line.startswith(">"))
    if not gist:
        problems.add(file, "", "clause-gist", line=number, id=match["id"])
    return Clause(
        id=match["id"],
        number=attributes.get("number", ""),
        lines=attributes.get("lines", ""),
        section=section,
        gist=gist,
        quotes=quotes,
    )


def _check_unique(clauses: list[Clause], file: Path, problems: Problems) -> None:
    seen: set[str] = set()
    for clause in clauses:
        if clause.id in seen:
            problems.add(file, "", "clause-duplicate", id=clause.id)
        seen.add(clause.id)
