"""Clauses and what is said about them: facts, wordings, readings, gaps, rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from shenbao.core.findings import Basis, Severity
from shenbao.core.messages.values import PolicyText

_SHOWN = re.compile(r"\{[a-z][a-z0-9_]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A fact that the source does not give: 原文未载, 附件缺失, 原文未定义 or 原文如此."""

    words: str

    def __str__(self) -> str:
        return self.words


UNSAID = Absent(words="原文未载")

Text: TypeAlias = str | Absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(PolicyText):
    """A sentence of a rule, in English where the notice gives that too."""

    def plain(self) -> Wording:
        """Return the wording as it reads apart from a finding: shown values left open."""
        return Wording(zh=_SHOWN.sub("…", self.zh), en=_SHOWN.sub("…", self.en))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One demand of the source text, under an id that never changes.

    ``document`` is the id of the document that says it, empty for the notice itself, and
    ``lines`` are lines of that one. ``corrects`` is the clause of an earlier document whose
    text this one takes the place of. ``said_in`` is the title of a later document that says it.
    ``context`` says that it is kept for readers alone: it demands nothing that a field, rule or
    fact could say.
    """

    id: str
    number: str
    lines: str
    section: str
    gist: str
    quotes: tuple[str, ...]
    document: str = ""
    corrects: str = ""
    said_in: str = ""
    context: bool = False

    @property
    def quote(self) -> str:
        """The quoted phrases in one line."""
        return "…".join(self.quotes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to read an ambiguous clause."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An ambiguous clause as a switch: ``reading.<id>`` in a rule holds the chosen option."""

    id: str
    question: str
    options: tuple[Option, ...]
    default: str
    why: str
    clauses: tuple[str, ...]

    def option(self, chosen: str) -> Option:
        """Return the option ``chosen``; KeyError when the reading does not have it."""
        for option in self.options:
            if option.id == chosen:
                return option
        raise KeyError(chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something missing, damaged or contradictory in the source, and how it is shown."""

    id: str
    kind: str
    found: str
    shown: str
    clauses: tuple[str, ...]
    lines: str
    reading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Somebody says that what looks forgotten is meant: this value, by this clause, for a reason.

    ``clause`` is empty for what no clause says, the title or the number of the document.
    """

    value: str
    clause: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One step of a rule: ``assertion`` (CEL) must hold, else this severity and wording.

    ``at`` is the field that the finding names, as a path from the rule's node (``../`` goes
    up); without it the rule's own ``at`` holds.
    """

    assertion: str
    severity: Severity
    message: Wording
    at: str | None = None
    stated: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A policy rule on a node of a form or table.

    Exactly one of ``keywords`` (plain JSON Schema keywords of the node say it) and
    ``cases`` (CEL; the first case that does not hold gives the finding) is filled.
    ``pointer`` is the schema path of the node (``/partners/*/unit``), ``at`` a path below it.
    ``message`` and ``severity`` are those of the gravest case, with shown values left open;
    ``readings`` and ``lists`` are those that the expressions name. ``values`` are named CEL
    values, in order: a later one and the cases use ``value.<name>``, and a message may show
    one as ``{name}``. ``whole`` rules of a table stand on all its rows: ``self`` is the list.
    ``params`` are the ids of the parameters whose values it has.
    ``kind`` is the kind that its author named; the expressions were made from it.
    """

    id: str
    pointer: str
    when: str | None
    at: str | None
    keywords: tuple[str, ...]
    cases: tuple[Case, ...]
    message: Wording
    severity: Severity
    clauses: tuple[str, ...]
    basis: Basis
    readings: tuple[str, ...]
    lists: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    params: tuple[str, ...] = ()
    kind: str | None = None

    @property
    def expressions(self) -> tuple[str, ...]:
        """Return all that is evaluated, in order: the condition, the values, the cases."""
        condition = () if self.when is None else (self.when,)
        return (*condition, *self.values.values(), *(case.assertion for case in self.cases))
