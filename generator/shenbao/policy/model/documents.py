"""The documents that a notice was taken from, and what a later one changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from shenbao.policy.model.clause import UNSAID, Absent

DocumentKind: TypeAlias = Literal["notice", "correction", "supplement", "extension"]

ONLY = "notice"
"""The id of the document of a notice that names one alone (``source``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSource:
    """A document, the file that we have of it and the digest of that file.

    The first of a notice is the notice itself, later ones correct or supplement it or move a
    deadline. ``edition`` is the version of our description that first had a later one in it.
    """

    file: str
    sha256: str
    id: str = ONLY
    kind: DocumentKind = "notice"
    title: str = ""
    issued: date | Absent = UNSAID
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A value that a deadline had before a later document moved it: ``clauses`` say so."""

    at: datetime
    clauses: tuple[str, ...]
    precision: Literal["minute", "day"] = "minute"


def of_id(documents: Sequence[NoticeSource], wanted: str) -> NoticeSource:
    """Return the document ``wanted``, the first without a name; KeyError when there is none."""
    if not wanted:
        return documents[0]
    for document in documents:
        if document.id == wanted:
            return document
    raise KeyError(wanted)
