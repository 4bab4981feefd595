"""What a person confirmed of a next edition: values as they were, or as the new text has them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shenbao.authoring.edition.values import Steps, at, values
from shenbao.authoring.review.review_list import ReviewRow
from shenbao.authoring.review.values import moment
from shenbao.authoring.scaffold.notice_document import UNSURE
from shenbao.core.artifacts import Artifact
from shenbao.core.messages.values import Said, said
from shenbao.policy.files.json_edit import edited

_WHOLE = re.compile(r"-?\d+")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_ZONE = "+08:00"
_WRITTEN = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}T\d{{2}}:\d{{2}}):([0-5]\d){re.escape(_ZONE)}")
"""A moment as the policy file has it, and so the list that a person changes."""


def confirmed(
    files: Mapping[str, bytes], rows: Sequence[ReviewRow]
) -> tuple[tuple[Artifact, ...], tuple[Said, ...]]:
    """Return the files with the values that rows have, and the rows that do not fit.

    ``files`` are the JSON files of the folder by their paths. A value is of the kind that stands
    there: a number stays a number, a day a day.
    """
    texts: dict[str, str] = {}
    documents: dict[str, Any] = {}
    wrong: list[Said] = []
    for row in rows:
        path, _, pointer = row.becomes.partition("#")
        if path not in files:
            wrong.append(said("authoring-row-place", row=row.row, found=row.becomes))
            continue
        if path not in documents:
            texts[path] = files[path].decode("utf-8-sig")
            documents[path] = json.loads(texts[path])
        document = documents[path]
        places = {"".join(f"/{step}" for step in steps): steps for steps, _, _ in values(document)}
        steps = places.get(pointer)
        if steps is None:
            wrong.append(said("authoring-row-place", row=row.row, found=row.becomes))
            continue
        old = at(document, steps)
        new = _value(old, row.value, steps)
        if new is None:
            found = {"found": row.value, "example": str(old)}
            wrong.append(said("authoring-row-value", row=row.row, **found))
            continue
        holder = at(document, steps[:-1])
        holder[steps[-1]] = new
        if isinstance(holder, dict) and str(holder.get("inferred", "")).startswith(UNSURE):
            _settle(holder, steps)
    made = [Artifact.text(path, edited(texts[path], item)) for path, item in documents.items()]
    return tuple(made), tuple(wrong)


def _settle(holder: dict[str, Any], steps: Steps) -> None:
    """Take the mark from a day that was confirmed; of a period the end is what confirms it."""
    if steps[-1] in {"at", "end"}:
        del holder["inferred"]


def _value(old: Any, text: str, steps: Steps) -> Any:
    """Return a text as a value of the kind of ``old``, None where it is none."""
    if isinstance(old, int | float):
        return int(text) if _WHOLE.fullmatch(text) else _number(text)
    if text == old:
        return old
    if steps[-1] == "at" and "deadlines" in steps:
        return _moment(text)
    return _day(text) if _is_day(str(old)) else text or None


def _moment(text: str) -> str | None:
    """Return a moment: as the list shows it, or as a person writes it."""
    whole = _WRITTEN.fullmatch(text)
    found = moment(whole[1].replace("T", " ") if whole is not None else text)
    if found is None:
        return None
    day, _, time = found.partition("T")
    second = whole[2] if whole is not None else "00" if time else "59"
    return f"{day}T{time or '23:59'}:{second}{_ZONE}"


def _day(text: str) -> str | None:
    found = moment(text)
    return found if found is not None and "T" not in found else None


def _number(text: str) -> float | None:
    return float(text) if _PLAIN.fullmatch(text) else None


def _is_day(text: str) -> bool:
    if len(text) != len("2025-11-15"):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
