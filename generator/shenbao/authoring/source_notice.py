"""A source as a new notice takes it: clauses with their words, facts, and the candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shenbao.authoring.candidates.candidate import Candidate
from shenbao.authoring.candidates.find import candidates
from shenbao.authoring.scaffold.given_source import GivenClause, GivenSource
from shenbao.authoring.source.clauses import FoundClause, LeftOut, split
from shenbao.authoring.source.lines import SourceText
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import Said
from shenbao.policy.load.clauses import can_be_heading, can_be_quoted

_NOBODY = re.compile(r"联\s?系\s?人|\d{3,4}-\d{6,8}|(?<!\d)1\d{10}(?!\d)|(?<!\d)\d{7,8}(?!\d)")
"""Names and telephone numbers stand near these words: they are not carried."""

_UNPRINTED = re.compile(r"[\s*]")
"""What makes no difference between a quote and its source."""

_SENTENCE = re.compile(r"[^。；\n]*(?:[。；\n]|$)")
_LONGEST = 900
_PLAIN_NUMBER = "无编号"
_WHOLE = "通知"
"""The heading of clauses without a number: they stand before the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """What was read: for the folder, for the list of candidates, and to be told.

    ``left_out`` are the lines that are no clause.
    """

    given: GivenSource
    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[Said, ...]


def source_of(text: SourceText, file: str) -> ReadSource:
    """Return what a new notice takes from the text of ``file``.

    Raises ShenbaoError where there is no clause in it.
    """
    found = split(text)
    if not found.clauses:
        raise ShenbaoError("authoring-no-clauses", file=file, count=len(found.left_out))
    listed = candidates(found)
    facts = {item.kind: item.value for item in reversed(listed)}
    given = GivenSource(
        content=text.content,
        clauses=tuple(_given(clause, text) for clause in found.clauses),
        title=facts.get("title", ""),
        issuer=facts.get("issuer", ""),
        document_number=facts.get("number", ""),
        issued=facts.get("issued", ""),
        around=_around(found.left_out),
    )
    return ReadSource(given=given, candidates=listed, left_out=found.left_out, remarks=text.remarks)


def _around(left_out: Sequence[LeftOut]) -> dict[str, str]:
    """Return what stands around the clauses and is a fact as it stands."""
    first: dict[str, str] = {}
    for item in left_out:
        first.setdefault(item.role, item.text)
    openness = first.get("openness", "").strip("（）()").rpartition("：")[2]
    return {
        "addressees": first.get("addressees", "").rstrip("：:"),
        "signatory": first.get("signature", ""),
        "openness": openness,
    }


def _given(clause: FoundClause, text: SourceText) -> GivenClause:
    first, last = clause.parts[0][0], clause.parts[-1][0]
    there = _UNPRINTED.sub("", "".join(text.lines[first - 1 : last]))
    section = clause.section if clause.number else _WHOLE
    quotes = [item for item in _quotes(clause) if _UNPRINTED.sub("", item) in there]
    return GivenClause(
        id=clause.id,
        number=clause.number or _PLAIN_NUMBER,
        lines=clause.lines,
        section=section if can_be_heading(section) else "",
        quotes=tuple(quotes),
    )


def _quotes(clause: FoundClause) -> Iterator[str]:
    """Yield the words of a clause in pieces that a line of ``clauses.md`` can hold."""
    lines = [text for _, text in clause.parts]
    own = len(lines) if clause.id.startswith("c-attachments") else clause.named
    for text in (*lines[:own], *_unbroken(clause.parts[own:])):
        piece = ""
        for sentence in _SENTENCE.findall(text):
            whole = sentence.strip()
            fits = whole and not _NOBODY.search(whole) and can_be_quoted(whole)
            if piece and (not fits or len(piece) + len(whole) > _LONGEST):
                yield piece
                piece = ""
            if fits:
                piece += whole
        if piece:
            yield piece


def _unbroken(parts: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield the words of lines between which nothing stands but blank ones."""
    text, before = "", 0
    for line, words in parts:
        if text and line > before + 2:
            yield text
            text = ""
        text += words
        before = line
    if text:
        yield text
