"""The report for people: file by file, the worst first, the verdict last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console

from shenbao import messages
from shenbao.findings import Finding, Report, verdict
from shenbao.reports.lines import clean, put, value
from shenbao.reports.sentences import label, message

LISTED = 200
"""So many findings of one file are listed; the JSON report has them all."""

_SKIPPED = "file.skipped-"
_REACHED = "target-reached"
_CLEAN_FILES = 20
_ROWS = 10
_NAMED = 12
_JOINED = " · "
_RANKS = {"error": 0, "review": 1, "undecided": 2, "warning": 3, "info": 4}
_STYLES = {
    "error": "bold red",
    "review": "bold magenta",
    "undecided": "bold blue",
    "warning": "bold yellow",
    "info": "cyan",
}
_VERDICTS = {"fail": "bold red", "review": "bold magenta", "pass": "bold green"}


@dataclass(slots=True)
class _Entry:
    """A finding as it is listed; the same finding in several rows is one entry."""

    finding: Finding
    sentence: str
    rows: list[int] = field(default_factory=list)


def render(report: Report, console: Console, language: str) -> None:
    """Print the report for a person."""
    folded = _by_reason(report.findings, language)
    groups = _by_file(report)
    skipped = {note.where.file for note in report.notes if note.rule.startswith(_SKIPPED)}
    clean_files = [file for file, found in groups.items() if not found and file not in skipped]
    quiet = len(clean_files) > _CLEAN_FILES
    for file, found in groups.items():
        if found or not (quiet or file in skipped):
            _file(console, file, found, folded, language)
    if quiet:
        put(console, _say("report-clean-files", language, count=str(len(clean_files))))
        console.print()
    _undecided(console, folded, language)
    _reached(console, report.notes, language)
    _notes(console, report.notes, language)
    _verdict(console, report, language)


def _by_file(report: Report) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {file: [] for file in report.files}
    for finding in report.findings:
        groups.setdefault(finding.where.file or "", []).append(finding)
    return groups


def _by_reason(findings: Iterable[Finding], language: str) -> dict[str, list[Finding]]:
    """Group what is undecided for one reason, such as a list that nobody has supplied."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        reason = _reason(finding, language)
        if reason:
            groups.setdefault(reason, []).append(finding)
    return {reason: found for reason, found in groups.items() if len(found) > 1}


def _reason(finding: Finding, language: str) -> str:
    if finding.verdict != "undecided":
        return ""
    args = finding.args
    return str((args.get("missing_en") if language == "en" else None) or args.get("missing") or "")


def _file(
    console: Console,
    file: str,
    found: Sequence[Finding],
    folded: Mapping[str, object],
    language: str,
) -> None:
    word = "clean" if not found else verdict(found)
    name = clean(file) if file else _say("report-across", language)
    put(console, f"{name}  {_say(f'report-file-{word}', language)}", style="bold")
    listed = [item for item in found if _reason(item, language) not in folded]
    entries = _entries(listed, language)
    entries.sort(key=lambda entry: _RANKS[_kind(entry.finding)])
    for entry in entries[:LISTED]:
        _entry(console, entry, language)
    if len(entries) > LISTED:
        put(console, _say("report-more", language, count=str(len(entries) - LISTED)), indent=2)
    console.print()


def _entries(findings: Iterable[Finding], language: str) -> list[_Entry]:
    """Join findings that differ in nothing but the row."""
    entries: dict[object, _Entry] = {}
    for number, finding in enumerate(findings):
        sentence = _sentence(finding, language)
        where = finding.where
        key: object = number
        if where.row is not None:
            key = (finding.rule, _kind(finding), sentence, where.sheet, where.column, finding.found)
        entry = entries.setdefault(key, _Entry(finding=finding, sentence=sentence))
        if where.row is not None:
            entry.rows.append(where.row)
    return list(entries.values())


def _sentence(finding: Finding, language: str) -> str:
    """Return the sentence; where the file has a row, its number is said once, as in the file.

    A label counts the rows of the data, which begin below the header.
    """
    sentence = message(finding, language)
    name = label(finding, language)
    if finding.where.row is None or not name:
        return sentence
    return sentence.replace(name, name.partition(_JOINED)[2] or name)


def _entry(console: Console, entry: _Entry, language: str) -> None:
    finding = entry.finding
    kind = _kind(finding)
    word = _say(f"report-{kind}", language)
    place = _place(entry, language)
    sentence = clean(entry.sentence)
    named = not place or place in sentence
    said = sentence if named else _say("report-at", language, place=place, sentence=sentence)
    put(console, f"{word}  {said}", indent=2, hang=len(word) + 2, style=_STYLES[kind])
    for line in _details(finding, language):
        put(console, line, indent=6, style="dim")


def _place(entry: _Entry, language: str) -> str:
    """Name the place as the file shows it: sheet, row and column, else the field's label."""
    where = entry.finding.where
    if not entry.rows:
        return clean(label(entry.finding, language) or where.column or "")
    rows = list(dict.fromkeys(entry.rows))
    shown = _enumerated(map(str, rows[:_ROWS]), language)
    total = str(len(rows)) if len(rows) > _ROWS else "none"
    parts = [
        _say("report-sheet", language, sheet=clean(where.sheet)) if where.sheet else "",
        _say("report-rows", language, rows=shown, total=total),
        _column(entry.finding, language) if where.column else "",
    ]
    return ("" if language == messages.DEFAULT else " ").join(parts).strip()


def _column(finding: Finding, language: str) -> str:
    """Name a column by its heading; a heading that is a key, by its title too."""
    heading = finding.where.column or ""
    name = label(finding, language).partition(_JOINED)[2]
    if name and heading.isascii() and heading != name:
        return _say("report-column-key", language, column=value(heading), title=value(name))
    return _say("report-column", language, column=value(heading))


def _details(finding: Finding, language: str) -> Iterator[str]:
    if finding.found is not None:
        yield _say("report-found", language, found=_shown(finding, language))
    for clause in finding.clauses:
        number, quote = clean(clause.number), clean(clause.quote)
        yield _say("report-clause", language, number=number, quote=quote, rule=clean(finding.rule))
    if finding.basis != "source":
        yield _say(f"report-basis-{finding.basis}", language, rule=clean(finding.rule))
    elif not finding.clauses:
        yield _say("report-rule", language, rule=clean(finding.rule))
    for reading, chosen in finding.readings:
        yield _say("report-reading", language, reading=clean(reading), chosen=clean(chosen))


def _undecided(console: Console, folded: Mapping[str, Sequence[Finding]], language: str) -> None:
    """Print one line for each reason: the same list would else be missed in every line."""
    word = _say("report-undecided", language)
    for reason, findings in folded.items():
        said = _say(
            "report-folded",
            language,
            reason=clean(reason),
            count=str(len(findings)),
            rules=_enumerated((item.rule for item in findings), language),
            files=_enumerated((item.where.file or "-" for item in findings), language),
        )
        put(console, f"{word}  {said}", hang=len(word) + 2, style=_STYLES["undecided"])
    if folded:
        console.print()


def _reached(console: Console, notes: Sequence[Finding], language: str) -> None:
    """Print the targets that were reached, each in one line."""
    said = [message(note, language) for note in notes if note.message.startswith(_REACHED)]
    if said:
        put(console, _say("report-reached", language), style="bold")
        for line in said:
            put(console, clean(line), indent=2)
        console.print()


def _notes(console: Console, every: Sequence[Finding], language: str) -> None:
    """Print what was read tolerantly: one line for each kind, column, value and file."""
    notes = [note for note in every if not note.message.startswith(_REACHED)]
    if not notes:
        return
    put(console, _say("report-notes", language), style="bold")
    groups: dict[tuple[str | None, ...], list[Finding]] = {}
    for note in notes:
        key = (note.where.file, note.message, note.where.column, note.found)
        groups.setdefault(key, []).append(note)
    for alike in list(groups.values())[:LISTED]:
        first = alike[0]
        file = first.where.file
        rows = [note.where.row for note in alike if note.where.row is not None]
        entry = _Entry(finding=first, sentence=message(first, language), rows=rows)
        place = " ".join(part for part in (clean(file or ""), _place(entry, language)) if part)
        said = _say("report-at", language, place=place, sentence=clean(entry.sentence))
        if first.found is not None:
            said += _say("report-note-found", language, found=value(first.found))
        put(console, said, indent=2)
    if len(groups) > LISTED:
        put(console, _say("report-more", language, count=str(len(groups) - LISTED)), indent=2)
    console.print()


def _verdict(console: Console, report: Report, language: str) -> None:
    counts = report.counts
    said = _say(
        "report-verdict",
        language,
        verdict=report.verdict,
        files=str(len(report.files)),
        error=str(counts.error),
        warning=str(counts.warning),
        review=str(counts.review),
        info=str(counts.info),
        undecided=str(counts.undecided),
    )
    put(console, said, style=_VERDICTS[report.verdict])


def _enumerated(items: Iterable[str], language: str) -> str:
    """Join what differs; a long enumeration is cut and says so."""
    known = [clean(item) for item in dict.fromkeys(items)]
    more = "……" if len(known) > _NAMED else ""
    return ("、" if language == messages.DEFAULT else ", ").join(known[:_NAMED]) + more


def _kind(finding: Finding) -> str:
    return "undecided" if finding.verdict == "undecided" else finding.severity


def _say(name: str, language: str, **args: str) -> str:
    return messages.say(name, args, language)


def _shown(finding: Finding, language: str) -> str:
    """Return the offending value for a reader: yes or no, or what a code stands for."""
    found = finding.found or ""
    if found in {"true", "false"}:
        return _say(f"report-{found}", language)
    label = finding.args.get("found_label")
    return value(f"{label}（{found}）" if label else found)
