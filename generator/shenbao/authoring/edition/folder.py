"""The files of the next edition, from those of the one before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shenbao.authoring.candidates.candidate import Kind
from shenbao.authoring.edition.clauses import NextClause, clauses_text, next_clauses
from shenbao.authoring.edition.values import at, values
from shenbao.authoring.review.review_list import ReviewRow
from shenbao.authoring.scaffold.answers import Answers
from shenbao.authoring.scaffold.given_source import GivenSource
from shenbao.authoring.scaffold.notice_document import UNSURE
from shenbao.core.artifacts import Artifact
from shenbao.policy.files.json_edit import edited
from shenbao.policy.model import Notice

CARRIED: Kind = "carried"
NOTICE = "notice.json"

_ABSENT = {"absent": "原文未载"}
_ASKED = "沿用的，都照新的原文核对过了吗？"
"""What every new edition asks of itself: no value of the notice, nothing to confirm."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_THE_TEXT = ("addressees", "signatory", "openness")
_SETTLED = frozenset({"source", "title", "short_title", "summary", "document_number", "issued"})
"""What is taken from the new text, or marked where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextEdition:
    """The files of the next edition, its clauses, what a person has to confirm.

    ``skipped`` are files that were not taken: their content is that of one edition.
    """

    files: tuple[Artifact, ...]
    clauses: tuple[NextClause, ...]
    rows: tuple[ReviewRow, ...]
    skipped: tuple[str, ...]


def next_edition(
    old: Notice, files: Mapping[str, bytes], answers: Answers, source: GivenSource | None
) -> NextEdition:
    """Return the next edition of ``old``; ``files`` are those of its folder by their paths.

    Ids stay: of clauses, rules, forms, fields, lists. What the new text does not say is as it was
    and marked, or absent. Raises ValueError for a file that is no JSON.
    """
    clauses = next_clauses(old.clauses, source)
    made: dict[str, Artifact] = {}
    skipped: list[str] = []
    documents: dict[str, Any] = {}
    sources = {item.file for item in old.sources}
    for path, content in files.items():
        if path in {NOTICE, "clauses.md"} or path in sources:
            continue
        if path.endswith(".csv") and path.startswith(("lists/", "examples/")):
            made[path] = Artifact(path, content)
        elif path.endswith(".json"):
            text = content.decode("utf-8-sig")
            document = _renamed(json.loads(text), old.id, answers.id)
            made[path] = Artifact.text(path, edited(text, document))
            if path.startswith(("forms/", "tables/", "lists/")):
                documents[path] = document
        else:
            skipped.append(path)
    before = files[NOTICE].decode("utf-8-sig")
    document = _notice(old, json.loads(before), answers, source, clauses)
    documents = {NOTICE: document, **documents}
    made[NOTICE] = Artifact.text(NOTICE, edited(before, document))
    made["clauses.md"] = Artifact.text("clauses.md", clauses_text(clauses))
    if source is not None:
        name = f"{answers.id}.txt"
        made[name] = Artifact(name, source.content)
    rows = tuple(_rows(documents, {clause.id: clause for clause in clauses}))
    return NextEdition(
        files=tuple(made.values()), clauses=clauses, rows=rows, skipped=tuple(skipped)
    )


def _renamed(value: Any, old: str, new: str) -> Any:
    """Return a document in which the notice has its new id; nothing else changes."""
    if isinstance(value, dict):
        return {key: _renamed(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, old, new) for item in value]
    if isinstance(value, str) and (value == old or value.startswith(f"{old}/")):
        return new + value[len(old) :]
    return value


def _notice(
    old: Notice,
    written: dict[str, Any],
    answers: Answers,
    source: GivenSource | None,
    clauses: Sequence[NextClause],
) -> dict[str, Any]:
    document = dict(_renamed(written, old.id, answers.id))
    title = answers.title or (source.title if source else "")
    issued = source.issued if source else ""
    read_issuer = source.issuer if source else ""
    year = next(iter(_YEAR.findall(issued[:4] or answers.id)), "")
    content = source.content if source else b""
    document.pop("sources", None)
    document.pop("title_basis", None)
    document.pop("confirmed", None)
    for key in _OF_THE_TEXT:
        document.pop(key, None)
        if source is not None and source.around.get(key):
            document[key] = source.around[key]
    document |= {
        "id": answers.id,
        "title": title or f"{UNSURE}（{answers.id}）",
        **({} if title else {"title_basis": "toolkit"}),
        "short_title": title or answers.id,
        "summary": f"{UNSURE}：{old.summary}",
        "edition": {
            "version": f"{year}.1" if year else "1",
            "effective": issued or _ABSENT,
            "supersedes": f"{old.id}/{old.edition.version}",
        },
        "issuer": {"name": answers.issuer or read_issuer or document["issuer"]["name"]},
        "document_number": (source.document_number if source else "") or _ABSENT,
        "issued": issued or _ABSENT,
        "source": {"file": f"{answers.id}.txt", "sha256": hashlib.sha256(content).hexdigest()},
    }
    _mark_days(document, old, issued)
    for gap in document.get("gaps", ()):
        gap["found"] = f"{UNSURE}：{gap['found']}"
        gap["lines"] = ""
    document["checklist"] = [
        *document.get("checklist", ()),
        {
            "id": f"{answers.id.upper()}-E1",
            "ask": f"由 {old.id} {_ASKED}",
            "who": "authority",
            "severity": "info",
            "note": "由 shenbao new --edition-of 生成；核对一条，从依据删去一条；核对完删去这项。",
            "x-source": [clause.id for clause in clauses],
        },
    ]
    return document


def _mark_days(document: dict[str, Any], old: Notice, issued: str) -> None:
    """Say of each day that it is that of the older edition.

    A deadline before the day of issue moves on by whole years, and says so.
    """
    for item in document.get("deadlines", ()):
        item.pop("extended_from", None)
        moved = 0
        while issued and item["at"][:10] < issued:
            item["at"], moved = _a_year_later(item["at"]), moved + 1
        told = f"推后{moved}年，" if moved else ""
        item["inferred"] = f"{UNSURE}：沿用 {old.id} 的期限，{told}没有对照新的原文。"
    for item in document.get("periods", ()):
        item["inferred"] = f"{UNSURE}：沿用 {old.id} 的起止日期，没有对照新的原文。"


def _a_year_later(moment: str) -> str:
    found = datetime.fromisoformat(moment)
    day = 28 if (found.month, found.day) == (2, 29) else found.day
    return found.replace(year=found.year + 1, day=day).isoformat()


def _rows(documents: Mapping[str, Any], clauses: Mapping[str, NextClause]) -> Iterator[ReviewRow]:
    number = 1
    for path, document in documents.items():
        for steps, value, cited in values(document):
            ours = steps[-1] == "inferred" or str(value).startswith(UNSURE)
            ours = ours or (steps[-1] == "ask" and str(value).endswith(_ASKED))
            if ours or (path == NOTICE and steps[0] in _SETTLED):
                continue
            number += 1
            named = at(document, cited).get("x-source", ()) if cited else ()
            clause = next((clauses[name] for name in named if name in clauses), None)
            yield ReviewRow(
                row=number,
                kind=CARRIED,
                value=str(value),
                words=clause.words if clause is not None else "",
                clause=clause.id if clause is not None else "",
                line=clause.lines if clause is not None and clause.found else "",
                becomes=f"{path}#{''.join(f'/{step}' for step in steps)}",
                decision="open",
            )
