"""``clauses.md`` as blocks (headings, clauses, other text), and written anew from them.

Blocks that say the same as before keep their text to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

_OPENING = re.compile(r'\{#(?P<id>[^\s}"=]+)(?P<attributes>(?:\s+[a-z]+="[^"\n]*")*)\s*\}\s*')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_HEADING = re.compile(r"##? \S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a clause or other text. ``said`` is what it says, ``text`` how it stood."""

    kind: str
    said: Mapping[str, Any]
    text: str = field(default="", compare=False)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a file; their texts together are the file."""
    found: list[list[str]] = []
    for line in text.splitlines(keepends=True):
        opens = _OPENING.fullmatch(line) or _HEADING.match(line)
        if opens or not found or (_HEADING.match(found[-1][0]) and line.strip()):
            found.append([line])
        else:
            found[-1].append(line)
    return tuple(_block("".join(lines)) for lines in found)


def written(new: Sequence[Block], old: Sequence[Block]) -> str:
    """Return the text of the ``new`` blocks; those among the ``old`` stay as they were."""
    parts: list[str] = []
    fresh: set[int] = set()
    before, after = ([_mark(block) for block in some] for some in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, _, start, end in matcher.get_opcodes():
        for number in range(start, end):
            if kind == "equal":
                parts.append(old[first + number - start].text)
            else:
                fresh.add(number)
                parts.append(render(new[number]))
    for number in range(len(parts) - 1):
        if {number, number + 1} & fresh:
            parts[number] = f"{parts[number].rstrip()}\n\n"
    whole = "".join(parts)
    return f"{whole.rstrip()}\n" if len(new) - 1 in fresh else whole


def render(block: Block) -> str:
    """Return a block as it is written, a blank line behind it."""
    said = block.said
    if block.kind != "clause":
        return f"{said['gist']}\n\n"
    told = {key: value for key, value in said.items() if key not in ("id", "gist", "quotes")}
    attributes = "".join(f' {key}="{value}"' for key, value in told.items())
    quotes = "".join(f"> {quote}\n" for quote in said.get("quotes", ()))
    gist = f"{said['gist']}\n" if said.get("gist") else ""
    return f"{{#{said.get('id', '')}{attributes}}}\n{gist}{quotes}\n"


def _mark(block: Block) -> str:
    return repr((block.kind, sorted(block.said.items())))


def _block(text: str) -> Block:
    first, _, rest = text.partition("\n")
    opening = _OPENING.fullmatch(first)
    if opening is None:
        kind = "heading" if _HEADING.match(first) else "remark"
        return Block(kind=kind, said={"gist": _lines(text)}, text=text)
    body = [line.strip() for line in rest.split("\n") if line.strip()]
    quotes = [line[1:].strip() for line in body if line.startswith(">")]
    gist = "\n".join(line for line in body if not line.startswith(">"))
    said: dict[str, Any] = {"id": opening["id"], **dict(_ATTRIBUTE.findall(opening["attributes"]))}
    if gist:
        said["gist"] = gist
    if quotes:
        said["quotes"] = quotes
    return Block(kind="clause", said=said, text=text)


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))
