"""Many alike findings as one block of a text: how many, the first ones, what to do, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from shenbao.core import messages
from shenbao.core.findings import Finding
from shenbao.core.messages.values import many
from shenbao.reports.finding_text import hint, message, remedy
from shenbao.reports.grouping import Group
from shenbao.reports.phrases import position, sentence_parts, value_words
from shenbao.reports.terminal_text import terminal_safe

EXAMPLES = 5
"""So many different values are shown."""

ROWS = 10
"""So many rows are named."""

LABELS = frozenset(
    f"table.{kind}-label" for kind in ("incorrect", "extra", "missing", "blank", "duplicate")
)
SHORT = "table.missing-cell"
_WRONG_LABEL = "tables-incorrect-label"
_TITLE = "tables-do-title"
_CHANGING = "…"
_LIMIT = 20
_AT_END = re.compile(rf"(?:，现为|：|, found|:)? *{_CHANGING}$")
"""What differs from finding to finding is shown beside each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBlock:
    """A block: the sentence for all, the lines of examples, what to do, and a finding for the rest.

    ``count`` has also those that are not listed.
    """

    first: Finding
    sentence: str
    count: int
    lines: tuple[str, ...]
    left: int
    remedy: str


def piles(group: Group, language: str) -> Iterator[FindingBlock]:
    """Yield a block for each wording of a group; those that are not listed go with the last."""
    wordings: dict[object, list[Finding]] = {}
    for finding in group.findings:
        key = message(finding, language) if finding.wording else finding.message
        wordings.setdefault(key, []).append(finding)
    for number, findings in enumerate(wordings.values(), start=1):
        unlisted = group.unlisted if number == len(wordings) else 0
        lines, told = _examples(findings, language)
        sentence, advice = _general(findings, language)
        yield FindingBlock(
            first=findings[0],
            sentence=sentence,
            count=len(findings) + unlisted,
            lines=tuple(lines),
            left=len(findings) + unlisted - told,
            remedy=advice,
        )


def header(groups: Sequence[Group], language: str) -> FindingBlock:
    """Return one block for all wrong names of columns: often one slip makes them all wrong."""
    findings = [finding for group in groups for finding in group.findings]
    findings.sort(key=lambda finding: finding.where.field or 0)
    titles = titles_only(groups)
    lines = [
        messages.say(
            "report-header-field",
            {
                "number": str(finding.where.field or "none"),
                "said": terminal_safe(_label(finding, language, titles=titles)),
            },
            language,
        )
        for finding in findings[:_LIMIT]
    ]
    count = sum(group.count for group in groups)
    said = "report-header-titles" if titles else "report-header-wrong"
    return FindingBlock(
        first=findings[0],
        sentence=messages.say(said, None, language),
        count=count,
        lines=tuple(lines),
        left=count - len(lines),
        remedy=remedy(findings[0], language),
    )


def titles_only(groups: Sequence[Group]) -> bool:
    """Say whether every wrong label is the title of its column: then each stands in its place."""
    findings = (finding for group in groups for finding in group.findings)
    return all(finding.args.get("hint") == _TITLE for finding in findings)


def _label(finding: Finding, language: str, *, titles: bool) -> str:
    """Say what is wrong with one label, in few words: its number stands beside it."""
    if finding.message != _WRONG_LABEL:
        return sentence_parts(finding, language)[0]
    name = {"found": finding.found or "", "column": finding.where.column or ""}
    said = messages.say("report-header-is", name, language)
    hinted = "" if titles else hint(finding, language)
    if not hinted:
        return said
    return messages.say("report-example-hint", {"example": said, "hint": hinted}, language)


def short_rows(groups: Sequence[Group], language: str) -> FindingBlock:
    """Return one block for rows with too few cells: each lacks all columns at its end."""
    lacking: dict[int | None, list[Finding]] = {}
    for group in groups:
        for finding in group.findings:
            lacking.setdefault(finding.where.row, []).append(finding)
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for findings in lacking.values():
        columns = (finding.args.get("column", "") for finding in findings)
        names = tuple(messages.words(column, language) for column in columns)
        alike.setdefault(names, []).append(findings[0])
    lines = [
        messages.say(
            "report-short-rows",
            {
                "rows": row_numbers(first, language),
                "columns": terminal_safe(enumerated(names, language)),
            },
            language,
        )
        for names, first in list(alike.items())[:EXAMPLES]
    ]
    shown_rows = sum(len(first) for first in list(alike.values())[:EXAMPLES])
    first = groups[0].findings[0]
    return FindingBlock(
        first=first,
        sentence=messages.say("report-short-row", None, language),
        count=sum(group.count for group in groups),
        lines=tuple(lines),
        left=0 if shown_rows == len(lacking) else len(lacking) - shown_rows,
        remedy=remedy(first, language),
    )


def row_numbers(findings: Sequence[Finding], language: str) -> str:
    """Name the rows of findings; many are cut and counted."""
    numbers = list(
        dict.fromkeys(str(item.where.row) for item in findings if item.where.row is not None)
    )
    if not numbers:
        return enumerated((position(item, language) for item in findings), language, ROWS)
    name = "report-rows-of" if len(numbers) > ROWS else "report-rows"
    return messages.say(name, {"rows": many(numbers[:ROWS]), "total": str(len(numbers))}, language)


def enumerated(items: Iterable[str], language: str, most: int = 12) -> str:
    """Join what differs; a long enumeration is cut and says so."""
    known = (terminal_safe(item) for item in dict.fromkeys(items) if item)
    return messages.words(many(known, most), language)


def _examples(findings: Sequence[Finding], language: str) -> tuple[list[str], int]:
    """Return the lines of examples, and how many findings they tell of."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((value_words(finding, language), hint(finding, language)), []).append(
            finding
        )
    lines: list[str] = []
    told = 0
    for (found, hinted), some in list(alike.items())[:EXAMPLES]:
        line = terminal_safe(row_numbers(some, language))
        if found:
            line = messages.say("report-example", {"place": line, "found": found}, language)
        if hinted:
            more = {"example": line, "hint": terminal_safe(hinted)}
            line = messages.say("report-example-hint", more, language)
        lines.append(line)
        told += len(some)
    return lines, told


def _general(findings: Sequence[Finding], language: str) -> tuple[str, str]:
    """Return the sentence and the remedy with a gap for what differs between the findings."""
    first = findings[0]
    args = {name: value for name, value in first.args.items() if name != "hint"}
    if not first.wording:
        for name in set(args) - {"label"}:
            if any(other.args.get(name) != args[name] for other in findings[1:]):
                args[name] = _CHANGING
    sentence, advice = sentence_parts(replace(first, args=args), language)
    return _AT_END.sub("", terminal_safe(sentence)), terminal_safe(advice)
