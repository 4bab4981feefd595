"""``notice.json`` and ``clauses.md`` of a new notice: what was answered, and what is to be done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from shenbao.authoring.scaffold.answers import Answers
from shenbao.authoring.scaffold.form import FORM
from shenbao.authoring.scaffold.given_source import GivenClause, GivenSource

UNSURE = "待确认"
"""What a person has still to look at, wherever it stands."""

_ABSENT = {"absent": "原文未载"}
_ZONE = "+08:00"
_APPLY, _DEADLINE = "c-apply", "c-deadline"
_COMMENT = (
    "由 shenbao new 生成。写着“待确认”的，对照原文改写；"
    "写着“原文未载”的，是现在还没有填：原文有的照原文填，确实没有的留着。"
)


def notice(answers: Answers, source: GivenSource | None) -> dict[str, Any]:
    """Return the content of ``notice.json``."""
    title = answers.title or (source.title if source else "")
    issued = source.issued if source else ""
    year = (issued or answers.deadline)[:4]
    clauses = _clauses(answers, source)
    first = [clauses[0].id]
    content = source.content if source else b""
    return {
        "$schema": "../dialect/notice.schema.json",
        "$comment": _COMMENT,
        "id": answers.id,
        "kind": answers.kind,
        "title": title or f"{UNSURE}（{answers.id}）",
        **({} if title else {"title_basis": "toolkit"}),
        "short_title": title or answers.id,
        "summary": f"{UNSURE}：用一两句话说明这份通知要什么。",
        "edition": {
            "version": f"{year}.1" if year else "1",
            "effective": issued or _ABSENT,
            "supersedes": None,
        },
        "issuer": {"name": answers.issuer or (source.issuer if source else "") or _ABSENT},
        "document_number": (source.document_number if source else "") or _ABSENT,
        "issued": issued or _ABSENT,
        **({key: text for key, text in source.around.items() if text} if source else {}),
        "source": {"file": source_file(answers), "sha256": hashlib.sha256(content).hexdigest()},
        "programmes": list(_programmes(answers, first)),
        "deadlines": list(_deadlines(answers, clauses)),
        "checklist": [_to_do(answers, clauses)],
    }


def clauses_text(answers: Answers, source: GivenSource | None) -> str:
    """Return the content of ``clauses.md``."""
    blocks = ["# 条款\n"]
    for section, clauses in groupby(_clauses(answers, source), _section):
        blocks += [f"## {section}\n", *map(_block, clauses)]
    return "\n".join(blocks)


def source_file(answers: Answers) -> str:
    """Return the name of the text of the source."""
    return f"{answers.id}.txt"


def _section(clause: GivenClause) -> str:
    """Return the heading that a clause stands under: its section, else its own number."""
    return clause.section or clause.number or "通知"


def _block(clause: GivenClause) -> str:
    opening = f'{{#{clause.id} number="{clause.number or UNSURE}" lines="{clause.lines}"}}'
    gist = clause.gist or f"{UNSURE}：用自己的话写要点，一句说一件事。"
    return "\n".join([opening, gist, *(f"> {quote}" for quote in clause.quotes), ""])


def _clauses(answers: Answers, source: GivenSource | None) -> tuple[GivenClause, ...]:
    """Return the clauses of the source; without one a place to begin, and what was answered."""
    if source is not None and source.clauses:
        return source.clauses
    gist = f"{UNSURE}：照原文拆条款，一个要求一条。这一条改成原文的第一条。"
    begin = GivenClause(id=_APPLY, number="", lines="1", section="通知", gist=gist)
    if not answers.deadline:
        return (begin,)
    gist = f"{UNSURE}：截止时间 {answers.deadline.replace('T', ' ')}，对照原文核对。"
    return begin, GivenClause(id=_DEADLINE, number="", lines="1", section="通知", gist=gist)


def _programmes(answers: Answers, source: list[str]) -> Iterator[dict[str, Any]]:
    for number, programme in enumerate(answers.programmes, 1):
        tracks = programme.tracks or (programme.title,)
        yield {
            "id": f"P{number}",
            "title": programme.title,
            "goal": f"{UNSURE}：照原文写目标。",
            "steps": [],
            "topics": [],
            "tracks": [
                {
                    "id": f"p{number}t{place}",
                    "title": track,
                    "form": FORM,
                    "topics": [],
                    **dict.fromkeys(("who", "leader", "quota"), _ABSENT),
                    "x-source": source,
                }
                for place, track in enumerate(tracks, 1)
            ],
            "x-source": source,
        }


def _deadlines(answers: Answers, clauses: tuple[GivenClause, ...]) -> Iterator[dict[str, Any]]:
    if not answers.deadline:
        return
    day, _, time = answers.deadline.partition("T")
    known = {clause.id for clause in clauses}
    yield {
        "id": "apply",
        "at": f"{day}T{time or '23:59'}:{'00' if time else '59'}{_ZONE}",
        "zone": {"basis": "toolkit"},
        **({} if time else {"precision": "day"}),
        "what": "申报" if answers.kind == "call" else "报送",
        "x-source": [_DEADLINE if _DEADLINE in known else clauses[0].id],
    }


def _to_do(answers: Answers, clauses: tuple[GivenClause, ...]) -> dict[str, Any]:
    """Return the one item that holds every clause which nobody has worked on yet."""
    return {
        "id": f"{answers.id.upper()}-C1",
        "ask": "这些条款都写了要点，落到栏目、规则、材料或审核要点了吗？落实一条就移走一条。",
        "who": "authority",
        "severity": "info",
        "programmes": [],
        "topics": [],
        "note": "由 shenbao new 生成；全部落实后删去这一项。",
        "x-source": [clause.id for clause in clauses],
    }
