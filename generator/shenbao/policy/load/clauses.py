"""Reading ``clauses.md``: one block a clause, under the heading of its section.

A line is a heading, an opening, a quote or part of a gist. One that looks like an opening, a
heading or a quote and is none is a mistake: it would be swallowed by the clause before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from shenbao.core.errors import Place
from shenbao.policy.files.reader import Problems, read_text
from shenbao.policy.model import Clause

_OPENING = re.compile(r'^\{#(?P<id>[^\s}"=]+)(?P<attributes>(?:\s+[a-z]+="[^"]*")*)\s*\}\s*$')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_NEEDED = ("number", "lines")
_OPTIONAL = ("doc", "corrects", "use")
_CONTEXT = "context"
_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")
_HEADING = re.compile(r"##? \S")
_NAMED = re.compile(r"\b(?:number|lines)\s*=|^\W*c-[a-z0-9-]+\W*$", re.IGNORECASE)
_MARKED = re.compile(r"\W*#\s*[a-z]", re.IGNORECASE)
_INSIDE = re.compile(r"\{\s*#\s*[a-z]", re.IGNORECASE)
_LINES = re.compile(r"[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?(, ?[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?)*")
OPENINGS = frozenset({"clause-opening", "clause-strange", "clause-no-heading", "clause-long"})
"""Mistakes in a line that may have opened a clause."""

_NAME = re.compile(r"[a-z0-9-]+")
_SHOWN = 40
_LONGEST = 2000
"""Characters of a line: a gist says one thing, a quote is as long as needed to be found."""


def read_clauses(file: Path, problems: Problems) -> tuple[Clause, ...]:
    """Return the clauses of a file in order; mistakes are recorded with their line."""
    text = read_text(file, problems)
    if text is None:
        return ()
    clauses: dict[int, Clause] = {}
    section = ""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), "# -"], 1):
        if len(line) > _LONGEST:
            args = {"line": number, "found": len(line), "limit": _LONGEST}
            problems.add(file, "", "clause-long", **args)
            continue
        kind = _kind(line)
        if kind in {"opening", "heading"} and block:
            clause = _clause(block, section, file, problems)
            if clause is not None:
                clauses[block[0][0]] = clause
            block = []
        if kind == "opening" or (block and kind in {"text", "quote"}):
            block.append((number, line))
        elif kind == "heading":
            section = line[3:].strip() if line.startswith("## ") else ""
        elif kind == "quote" or (kind == "text" and section):
            problems.add(file, "", "clause-outside", line=number, found=line[:_SHOWN])
        elif kind.startswith("clause-"):
            problems.add(file, "", kind, line=number, found=line.strip()[:_SHOWN])
    _check_unique(clauses, file, problems)
    return tuple(clauses.values())


def can_be_quoted(text: str) -> bool:
    """Say whether a text can stand in the file as a quote, and would be read as one."""
    return len(text) < _LONGEST - 2 and "\n" not in text and _kind(f"> {text}") == "quote"


def can_be_heading(text: str) -> bool:
    """Say whether a text can stand in the file as a heading, and would be read as one."""
    return (
        len(text) < _LONGEST - len("## ") and "\n" not in text and _kind(f"## {text}") == "heading"
    )


def ids_on(lines: AbstractSet[int], file: Path) -> AbstractSet[str]:
    """Return, in small letters, the words on these lines of a file that may be ids of clauses."""
    text = read_text(file, Problems(root=file.parent)) if lines else None
    rows = [] if text is None else text.split("\n")
    said = [_plain(row).lower() for number, row in enumerate(rows, 1) if number in lines]
    return {name for row in said for name in _NAME.findall(row)}


def opening_line(file: Path, clause: str) -> int:
    """Return the line on which a clause opens, counted from 1; 0 where it does not."""
    text = read_text(file, Problems(root=file.parent)) or ""
    openings = ((number, _OPENING.match(line)) for number, line in enumerate(text.split("\n"), 1))
    return next((number for number, found in openings if found and found["id"] == clause), 0)


def line_ranges(lines: str) -> tuple[range, ...]:
    """Return the lines that ``7-9, 12`` names, counted from 1; nothing for what names none."""
    if not _LINES.fullmatch(lines):
        return ()
    parts = (part.strip().partition("-") for part in lines.split(","))
    found = tuple(range(int(first), int(last or first) + 1) for first, _, last in parts)
    return found if all(found) else ()


def _kind(line: str) -> str:
    """Return what a line is: blank, text, quote, heading, opening (right or wrong in its parts).

    Or the message that says what it was meant to be.
    """
    plain = _plain(line)
    heading = _HEADING.match(line) is not None
    named = _NAMED.search(plain) or (_MARKED.match(plain) and not heading)
    if named or plain.startswith("{"):
        return "opening" if line.startswith("{") else "clause-strange"
    if _INSIDE.search(plain) and not plain.startswith((">", "》")):
        return "clause-strange"
    if heading:
        return "heading"
    if plain.startswith((">", "》")):
        return "quote" if line.startswith(">") and plain != ">" else "clause-no-quote"
    if plain.startswith("#"):
        return "clause-no-heading"
    return "text" if plain else "blank"


def _plain(line: str) -> str:
    """Return a line without differences of width, signs that nobody sees and outer blanks."""
    folded = unicodedata.normalize("NFKC", line)
    return "".join(sign for sign in folded if unicodedata.category(sign) != "Cf").strip()


def _clause(
    block: list[tuple[int, str]], section: str, file: Path, problems: Problems
) -> Clause | None:
    number, opening = block[0]
    match = _OPENING.match(opening)
    given = [] if match is None else _ATTRIBUTE.findall(match["attributes"])
    names = [name for name, _ in given]
    if match is None or not _ID.fullmatch(match["id"]) or not _once(names):
        problems.add(file, "", "clause-opening", line=number, found=opening[:_SHOWN])
        return None
    attributes = dict(given)
    for name in _NEEDED:
        if not attributes.get(name):
            problems.add(file, "", "clause-attribute", line=number, id=match["id"], name=name)
    lines = attributes.get("lines", "")
    if lines and not line_ranges(lines):
        problems.add(file, "", "clause-lines", line=number, id=match["id"], found=lines[:_SHOWN])
    use = attributes.get("use", _CONTEXT)
    if use != _CONTEXT:
        problems.add(file, "", "clause-use", line=number, id=match["id"], found=use[:_SHOWN])
    body = [line for _, line in block[1:]]
    quotes = tuple(line[1:].strip() for line in body if line.startswith(">"))
    gist = "".join(line.strip() for line in body if not line.startswith(">"))
    if not gist:
        problems.add(file, "", "clause-gist", line=number, id=match["id"])
    return Clause(
        id=match["id"],
        number=attributes.get("number", ""),
        lines=lines,
        section=section,
        gist=gist,
        quotes=quotes,
        document=attributes.get("doc", ""),
        corrects=attributes.get("corrects", ""),
        context="use" in attributes,
    )


def _once(names: list[str]) -> bool:
    """Say whether the attributes are known ones, each once."""
    return len(set(names)) == len(names) and set(names) <= {*_NEEDED, *_OPTIONAL}


def _check_unique(clauses: Mapping[int, Clause], file: Path, problems: Problems) -> None:
    """Record every id that stands again; ``clauses`` are by their lines."""
    seen: dict[str, int] = {}
    for line, clause in clauses.items():
        first = seen.setdefault(clause.id, line)
        if first != line:
            name = problems.name(file)
            places = Place(name, "", line), Place(name, "", first)
            problems.add_again(*places, "clause-duplicate", id=clause.id)
