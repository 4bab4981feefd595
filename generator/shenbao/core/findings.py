"""What a check says of a submission: the value that passes from checks to reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from shenbao.core.messages.values import Many

Basis: TypeAlias = Literal["source", "customary", "toolkit"]
Severity: TypeAlias = Literal["error", "warning", "review", "info"]
RuleVerdict: TypeAlias = Literal["fail", "undecided"]
Verdict: TypeAlias = Literal["pass", "review", "fail"]

_BLANK = "␣"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place: a JSON Pointer, and the file, sheet, row and column it was read from.

    ``column`` is the heading, several for a key of several columns. ``field`` is the number of
    the column in the file, from one, where it is known.
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | Many | None = None
    field: int | None = None
    pointer: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A clause as a finding carries it."""

    id: str
    number: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding.

    ``rule`` is a policy rule id or, for plain data shape, ``shape.<keyword>``.
    The words come either from the policy (``wording``: language → sentence) or from the
    message catalogue (``message`` id with ``args``); ``repair`` is the id of the sentence
    that says what to do, where ``message`` does not. ``found`` is the offending value as
    text, already masked where sensitive.
    """

    rule: str
    severity: Severity
    verdict: RuleVerdict
    where: Where
    found: str | Many | None = None
    message: str = ""
    repair: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    clauses: tuple[Citation, ...] = ()
    basis: Basis = "source"
    readings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """How often one kind of mistake stands in one column of a table.

    ``rule`` is as the findings have it, ``field`` and ``column`` are None and empty where the
    mistake is one of rows or of the whole table. ``listed`` of them are findings.
    """

    rule: str
    field: int | None = None
    column: str | Many = ""
    count: int
    listed: int

    @property
    def unlisted(self) -> int:
        """How many are counted only."""
        return self.count - self.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheck:
    """One table that was checked exactly: every mistake counted, the first ones listed.

    ``name`` is that of the resource, ``ref`` the short name of our own table, if it is one.
    ``complete`` is false where the data could not be read to their end.
    """

    file: str
    name: str
    sheet: str | None = None
    ref: str | None = None
    rows: int
    complete: bool = True
    counts: tuple[TableCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many findings of each kind; an undecided one counts only as undecided."""

    error: int = 0
    warning: int = 0
    review: int = 0
    info: int = 0
    undecided: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A file and the form or table that it was checked as: its short name and its title."""

    file: str
    ref: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A reading of an unclear clause that the verdict rests on, also where nothing is wrong.

    ``option`` is the chosen one and ``text`` its words, ``default`` whether the notice chose it.
    ``rules`` are what was judged by it, in ``files``.
    """

    notice: str
    id: str
    question: str
    option: str
    text: str
    default: bool
    rules: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of one validation run: what was read, what was found, what was normalised.

    ``forms`` say what each file was taken for, ``readings`` what the verdict rests on where a
    clause is unclear. ``tables`` say how many mistakes of each kind a large table has beyond
    those listed.
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
    forms: tuple[Recognised, ...] = ()
    readings: tuple[Followed, ...] = ()
    notes: tuple[Finding, ...] = ()
    tables: tuple[TableCheck, ...] = ()

    @property
    def counts(self) -> Counts:
        """Count the findings, also those of tables that are not listed: errors all of them."""
        counts = count(self.findings)
        unlisted = sum(kind.unlisted for table in self.tables for kind in table.counts)
        return replace(counts, error=counts.error + unlisted)

    @property
    def verdict(self) -> Verdict:
        """``fail`` on any error; ``review`` where a person must decide; else ``pass``."""
        return verdict(self.findings)


def count(findings: Iterable[Finding]) -> Counts:
    """Count findings by severity, the undecided ones apart."""
    tally = dict.fromkeys(("error", "warning", "review", "info", "undecided"), 0)
    for finding in findings:
        tally["undecided" if finding.verdict == "undecided" else finding.severity] += 1
    return Counts(**tally)


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Judge a set of findings; an undecided rule is never a pass unless it only informs."""
    result: Verdict = "pass"
    for finding in findings:
        if finding.verdict == "fail" and finding.severity == "error":
            return "fail"
        if finding.severity == "review" or (
            finding.verdict == "undecided" and finding.severity != "info"
        ):
            result = "review"
    return result


def blanks_shown(text: str) -> str:
    """Return a value with the blanks around it as ␣: nobody sees them where they end a line."""
    inner = text.strip()
    before = len(text) - len(text.lstrip())
    after = len(text) - before - len(inner)
    return f"{_BLANK * before}{inner}{_BLANK * after}" if inner else text
