"""Findings as a reader takes them in: alike ones together, the worst first, counted in full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from shenbao.core.findings import Finding, Report, TableCheck, Verdict, verdict
from shenbao.core.messages import words
from shenbao.core.messages.values import Many
from shenbao.reports.finding_text import hint, label, message
from shenbao.reports.phrases import (
    column_named,
    position,
    reason,
    renamed,
    rule_said,
    sentence_parts,
    value_words,
    without_rows,
)
from shenbao.reports.terminal_text import terminal_safe, value

Kind: TypeAlias = Literal["error", "review", "undecided", "warning", "info"]
FindingPlace: TypeAlias = tuple[str | None, str | None]
"""A file and its sheet; no file where several submissions are concerned together."""

KINDS: tuple[Kind, ...] = ("error", "review", "undecided", "warning", "info")
"""The worst first."""

_CHANGING = "…"
"""Stands in a sentence for what differs from finding to finding."""

_AT_END = re.compile(rf" *[：:] *{_CHANGING}$")

_SHOWN_APART = frozenset({"value", "found", "label", "column", "found_label"})
"""What an example shows beside its sentence, or what the group is named by."""

_HINT = frozenset({"hint", "wanted"})
"""A hint and what fills it: said with each finding where it is not the same for all."""

_VARIANTS = 3
_SKIPPED = "file.skipped-"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFinding:
    """What a group says: the sentence for all findings of one wording, and what to do."""

    sentence: str
    remedy: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One finding of a group: where, what was found, and its sentence where it has its own."""

    finding: Finding
    place: str
    found: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Findings of one rule and one kind in one column (or field) of a file.

    What cannot be told for one reason is one group, of any rule and column; it has no ``rule``.
    ``places`` are the columns with their numbers; the name of rows and whole tables is empty.
    ``unlisted`` are counted only.
    """

    kind: Kind
    at: FindingPlace
    rule: str
    places: Mapping[str, int]
    findings: tuple[Finding, ...]
    said: tuple[StatedFinding, ...]
    unlisted: int = 0

    @property
    def count(self) -> int:
        """How many there are, listed or not."""
        return len(self.findings) + self.unlisted


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Everything that was found in one file, or in one sheet of it."""

    at: FindingPlace
    verdict: Verdict
    skipped: bool
    tables: tuple[TableCheck, ...]
    groups: tuple[Group, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many findings of each kind."""
        return {
            kind: sum(group.count for group in self.groups if group.kind == kind) for kind in KINDS
        }

    @property
    def places(self) -> dict[str, dict[Kind, int]]:
        """How many findings of each kind stand in each column; the fullest column first."""
        found: dict[str, dict[Kind, int]] = {}
        for group in self.groups:
            for place, count in group.places.items():
                found.setdefault(place, dict.fromkeys(KINDS, 0))[group.kind] += count
        return dict(sorted(found.items(), key=lambda item: -sum(item[1].values())))


@dataclass(slots=True)
class _Pile:
    """The findings of a group while it is gathered."""

    findings: list[Finding] = field(default_factory=list)
    unlisted: int = 0
    column: str | Many = ""


_Key: TypeAlias = tuple[FindingPlace, Kind, str, object]


def kind(finding: Finding) -> Kind:
    """Return the severity, or that the rule could not be decided."""
    return "undecided" if finding.verdict == "undecided" else finding.severity


def skipped_files(report: Report) -> set[str | None]:
    """Return the files that nobody looked at: they are named, and no verdict is theirs."""
    return {note.where.file for note in report.notes if note.rule.startswith(_SKIPPED)}


def sections(report: Report, language: str) -> tuple[Section, ...]:
    """Return what was found, file by file in the order of the report, sheets one by one."""
    found: dict[FindingPlace, list[Group]] = {}
    for group in _groups(report, language):
        found.setdefault(group.at, []).append(group)
    judged: dict[FindingPlace, list[Finding]] = {}
    for finding in report.findings:
        judged.setdefault((finding.where.file, finding.where.sheet), []).append(finding)
    tables: dict[FindingPlace, list[TableCheck]] = {}
    for table in report.tables:
        tables.setdefault((table.file, table.sheet), []).append(table)
    skipped = skipped_files(report)
    # The sheets or pages of one submission share its verdict: none of them passes alone.
    taken = Counter(file for file, _ in {(form.file, form.ref) for form in report.forms})
    for file in (file for file, forms in taken.items() if forms == 1):
        places = [at for at in judged if at[0] == file and at not in tables]
        whole = [finding for at in places for finding in judged[at]]
        judged.update(dict.fromkeys(places, whole))
    return tuple(
        Section(
            at=at,
            verdict=verdict(judged.get(at, ())),
            skipped=at[0] in skipped,
            tables=tuple(tables.get(at, ())),
            groups=tuple(sorted(found.get(at, ()), key=_worst_first)),
        )
        for at in _places(report, {**found, **tables})
    )


def examples(group: Group, most: int, language: str) -> Iterator[Example]:
    """Yield the first findings of a group, at most so many."""
    known = {said.sentence for said in group.said} if len(group.said) == 1 else set()
    apart = _told_apart(group)
    hinted = not apart and not _hinted_alike(group.findings)
    for finding in group.findings[:most]:
        place = position(finding, language)
        sentence = terminal_safe(sentence_parts(finding, language)[0])
        if not group.rule:
            sentence = rule_said(finding, language)
            if len(group.places) > 1:
                place = value(label(finding, language)) or place
        yield Example(
            finding=finding,
            place=place,
            found=value_words(finding, language),
            sentence=(
                terminal_safe(hint(finding, language))
                if hinted
                else sentence
                if apart and sentence not in known
                else ""
            ),
        )


def _groups(report: Report, language: str) -> Iterator[Group]:
    piles: dict[_Key, _Pile] = {}
    counted: dict[tuple[FindingPlace, str, int | None], _Pile] = {}
    for finding in report.findings:
        where = finding.where
        at = (where.file, where.sheet)
        key = (at, kind(finding), finding.rule, _spot(finding, language))
        why = reason(finding, language)
        if why:
            key = (at, "undecided", "", why)
        pile = piles.setdefault(key, _Pile())
        pile.findings.append(finding)
        counted.setdefault((at, finding.rule, where.field), pile)
    for table in report.tables:
        at = (table.file, table.sheet)
        for count in table.counts:
            if count.unlisted > 0:
                listed = counted.get((at, count.rule, count.field))
                other: _Key = (at, "error", count.rule, count.field or count.column)
                pile = listed or piles.setdefault(other, _Pile(column=count.column))
                pile.unlisted += count.unlisted
    for (at, of_kind, rule, _), pile in piles.items():
        yield _group(at, of_kind, rule, pile, language)


def _group(at: FindingPlace, of_kind: Kind, rule: str, pile: _Pile, language: str) -> Group:
    findings = tuple(pile.findings)
    places = Counter(column_named(finding, language) for finding in findings)
    if pile.unlisted:
        places[next(iter(places), value(words(pile.column, language)))] += pile.unlisted
    return Group(
        kind=of_kind,
        at=at,
        rule=rule,
        places=places,
        findings=findings,
        said=tuple(_said(findings, language)),
        unlisted=pile.unlisted,
    )


def _said(findings: Sequence[Finding], language: str) -> Iterator[StatedFinding]:
    """Say each wording once, with a gap for what differs from finding to finding."""
    variants: dict[str, list[Finding]] = {}
    for finding in findings:
        variants.setdefault(_wording(finding, language), []).append(finding)
    for alike in list(variants.values())[:_VARIANTS]:
        first = renamed(alike[0])
        changing = _changing(alike) if not first.wording else frozenset()
        args = {name: _CHANGING if name in changing else first.args[name] for name in first.args}
        if not _hinted_alike(alike):
            args.pop("hint", None)
        sentence, remedy = sentence_parts(replace(first, args=args), language)
        yield StatedFinding(
            sentence=_AT_END.sub("", terminal_safe(sentence)),
            remedy=terminal_safe(remedy),
            count=len(alike),
        )


def _wording(finding: Finding, language: str) -> str:
    return message(finding, language) if finding.wording else f"\0{finding.message}"


def _changing(findings: Sequence[Finding]) -> frozenset[str]:
    """Return the arguments that differ between findings; a label is the same without rows."""
    first = findings[0].args
    return frozenset(
        name
        for name in first
        if name != "label" and any(other.args.get(name) != first[name] for other in findings[1:])
    )


def _told_apart(group: Group) -> bool:
    """Say whether an example needs its own sentence: more differs than what is shown beside it."""
    if not group.findings:
        return False
    if group.findings[0].wording:
        return len(group.said) > 1
    if len(group.said) > 1 or not group.rule:
        return True
    hints = _HINT if any("hint" in finding.args for finding in group.findings) else frozenset()
    return bool(_changing(group.findings) - _SHOWN_APART - hints)


def _hinted_alike(findings: Sequence[Finding]) -> bool:
    """Say whether one hint, or none, goes with all findings."""
    hints = {(item.args.get("hint"), item.args.get("wanted")) for item in findings}
    return len(hints) < 2 or all(hint is None for hint, _ in hints)  # noqa: PLR2004 - one of them


def _spot(finding: Finding, language: str) -> object:
    where = finding.where
    if where.field is not None:
        return where.field
    return where.column or without_rows(finding, language)


def _places(report: Report, found: Mapping[FindingPlace, object]) -> Iterator[FindingPlace]:
    """Yield files in the order of the report, each with its sheets; the unnamed last."""
    known: dict[str | None, dict[str | None, None]] = {file: {} for file in report.files}
    for file, sheet in found:
        known.setdefault(file, {})[sheet] = None
    for file, sheets in sorted(known.items(), key=lambda item: item[0] is None):
        for sheet in sheets or {None: None}:
            yield file, sheet


def _worst_first(group: Group) -> tuple[int, int]:
    return KINDS.index(group.kind), -group.count


def clauses(group: Group, most: int) -> tuple[Any, ...]:
    """Return the clauses that the rules of a group come from, each once."""
    found = dict.fromkeys(clause for finding in group.findings for clause in finding.clauses)
    return tuple(found)[:most]


def readings(group: Group) -> tuple[tuple[str, str], ...]:
    """Return the readings of unclear clauses that were followed: reading, chosen option."""
    return tuple(dict.fromkeys(pair for finding in group.findings for pair in finding.readings))


def join_alike(notes: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Join notes that differ in nothing but the row."""
    groups: dict[tuple[str | Many | None, ...], list[Finding]] = {}
    for note in notes:
        key = (note.where.file, note.message, note.where.column, note.found)
        groups.setdefault(key, []).append(note)
    return tuple(map(tuple, groups.values()))
