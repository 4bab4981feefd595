"""What the source of a new notice gives, where there is one: its text, its clauses, its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenClause:
    """A clause as it stands in the source; ``lines`` are counted from one, as ``7-9``.

    ``quotes`` are its words; ``gist`` is empty where a person has to say it.
    """

    id: str
    number: str
    lines: str
    section: str = ""
    gist: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSource:
    """The text of a source, as bytes of UTF-8, and what is certain of it.

    Empty is what the source does not give. ``issued`` is a day in ISO 8601; ``around`` are facts
    of the notice by their keys: ``addressees``, ``signatory``, ``openness``.
    """

    content: bytes
    clauses: tuple[GivenClause, ...]
    title: str = ""
    issuer: str = ""
    document_number: str = ""
    issued: str = ""
    around: Mapping[str, str] = field(default_factory=dict)
