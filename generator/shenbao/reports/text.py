"""The report for people: file by file, the worst first, the verdict last.

Findings of one kind in one column stand together: a few one by one, many as a block with
their number, the first values and the remedy once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console

from shenbao.core import messages
from shenbao.core.findings import Finding, Followed, Recognised, Report, TableCheck, verdict
from shenbao.core.messages.values import Value, policy_text
from shenbao.reports import finding_blocks, phrases
from shenbao.reports.finding_blocks import FindingBlock, enumerated, row_numbers
from shenbao.reports.finding_text import (
    clause_words,
    is_row,
    label,
    label_parts,
    message,
    path,
    reading,
)
from shenbao.reports.grouping import Group, kind, sections, skipped_files
from shenbao.reports.phrases import (
    TABLE,
    column,
    names_column,
    page,
    part_of_form,
    position,
    sheet,
    value_words,
)
from shenbao.reports.terminal_text import put, terminal_safe, value

LISTED = 200
"""So many findings of one file are listed; the JSON report has them all."""

_REACHED = "target-reached"
_CLEAN_FILES = 20
_FEW = 3
"""So many different findings of a kind in a column are told one by one."""

_PART_AND_FIELD = 2
"""A label of so many steps names what is in a row, beside the row."""
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
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _About:
    """A file: the tables in it that were checked exactly, and what it was taken for."""

    file: str
    tables: list[TableCheck] = field(default_factory=list)
    forms: list[Recognised] = field(default_factory=list)


def print_report(report: Report, console: Console, language: str) -> None:
    """Print the report for a person."""
    folded = _by_reason(report.findings, language)
    groups = _by_file(report, language)
    about = _about_files(report)
    skipped = skipped_files(report)
    clean_files = [file for file, found in groups.items() if not found and file not in skipped]
    quiet = len(clean_files) > _CLEAN_FILES
    for file, found in groups.items():
        if found or not (quiet or file in skipped):
            _file(console, about.get(file) or _About(file), found, folded, language)
    if quiet:
        put(console, _say("report-clean-files", language, count=str(len(clean_files))))
        for line in _as_forms([about[file] for file in clean_files if file in about], language):
            put(console, line, indent=2)
        console.print()
    _undecided(console, folded, language)
    _followed(console, report.readings, language)
    _reached(console, report.notes, language)
    _notes(console, report.notes, language)
    conclude(report, console, language)


def render_reading(report: Report, console: Console, language: str) -> None:
    """Print what was not read and what was read tolerantly; nothing was checked, so no verdict."""
    word = _say("report-file-not-all-read", language)
    for file, found in _by_file(report, language).items():
        if found:
            _file(console, _About(file), found, {}, language, word)
    _notes(console, report.notes, language)


def _about_files(report: Report) -> dict[str, _About]:
    files: dict[str, _About] = {}
    for table in report.tables:
        files.setdefault(table.file, _About(table.file)).tables.append(table)
    for form in report.forms:
        about = files.setdefault(form.file, _About(form.file))
        if form not in about.forms:
            about.forms.append(form)
    return files


def _as_forms(files: Sequence[_About], language: str) -> Iterator[str]:
    """Yield how many of the files were taken for each form."""
    counts = Counter((form.title, form.ref) for file in files for form in file.forms)
    for (title, ref), count in counts.items():
        named = policy_text(terminal_safe(title))
        yield _say("report-clean-form", language, title=named, ref=ref, count=str(count))


def _by_file(report: Report, language: str) -> dict[str, list[Group]]:
    groups: dict[str, list[Group]] = {file: [] for file in report.files}
    for section in sections(report, language):
        groups.setdefault(section.at[0] or "", []).extend(section.groups)
    return {file: found for file, found in groups.items() if file or found}


def _by_reason(findings: Iterable[Finding], language: str) -> dict[str, list[Finding]]:
    """Group what is undecided for one reason, such as a list that nobody has supplied.

    What is missing in a few rows is told row by row.
    """
    groups: dict[str, list[Finding]] = {}
    told: dict[str, set[str]] = {}
    for finding in findings:
        reason = phrases.reason_anywhere(finding, language)
        if reason:
            groups.setdefault(reason, []).append(finding)
            told.setdefault(reason, set()).add(phrases.reason(finding, language))
    return {
        reason: found
        for reason, found in groups.items()
        if len(found) > (_FEW if len(told[reason]) > 1 else 1)
    }


def _file(
    console: Console,
    about: _About,
    groups: Sequence[Group],
    folded: Mapping[str, object],
    language: str,
    word: str = "",
) -> None:
    """Print a file: ``word`` for it, else its verdict, then what was found."""
    found = [finding for group in groups for finding in group.findings]
    word = word or _say(f"report-file-{'clean' if not groups else verdict(found)}", language)
    for table in about.tables[:1]:
        if not (groups or table.complete or table.rows):
            word = _say("report-file-unread", language)
            continue
        name = "report-table" if table.complete else "report-table-incomplete"
        name = name if table.complete or table.rows else "report-table-unread"
        word = _say(name, language, verdict=word, rows=f"{table.rows:,}")
    for form in about.forms:
        title = policy_text(terminal_safe(form.title))
        word = _say("report-as", language, verdict=word, title=title, ref=form.ref)
    name = terminal_safe(about.file) if about.file else _say("report-across", language)
    put(console, f"{name}  {word}", style="bold")
    left = 0
    room = LISTED
    wrong_header = False
    for joined in _joined(groups):
        labels = joined[0].rule in finding_blocks.LABELS
        if wrong_header and not labels:
            put(console, _say("report-header-first", language), indent=2, style="bold")
        wrong_header = labels and not finding_blocks.titles_only(joined)
        listed, more = _group(console, joined, folded, language, room)
        room -= listed
        left += more
    if left:
        put(console, _say("report-more", language, count=str(left)), indent=2)
    console.print()


def _joined(groups: Sequence[Group]) -> Iterator[tuple[Group, ...]]:
    """Yield the groups, those together that one slip brings about: a header, short rows."""
    labels = tuple(group for group in groups if group.rule in finding_blocks.LABELS)
    short = tuple(group for group in groups if group.rule == finding_blocks.SHORT)
    # A wrong name of a column makes everything below it doubtful.
    for group in sorted(groups, key=lambda group: group.rule not in finding_blocks.LABELS):
        some = labels if group.rule in finding_blocks.LABELS else short
        if group.rule not in {*finding_blocks.LABELS, finding_blocks.SHORT}:
            yield (group,)
        elif group is some[0]:
            yield some


def _group(
    console: Console,
    groups: tuple[Group, ...],
    folded: Mapping[str, object],
    language: str,
    room: int,
) -> tuple[int, int]:
    """Print what belongs together; return how many entries were printed and how many not."""
    if len(groups) > 1:
        make = (
            finding_blocks.header
            if groups[0].rule in finding_blocks.LABELS
            else finding_blocks.short_rows
        )
        _pile(console, make(groups, language), "", language)
        return 1, 0
    (group,) = groups
    listed = [
        item for item in group.findings if phrases.reason_anywhere(item, language) not in folded
    ]
    entries = _entries(listed, language)
    placed = any(item.where.row is not None or position(item, language) for item in listed)
    if group.rule and (len(entries) > _FEW or group.unlisted) and (placed or not entries):
        for pile in finding_blocks.piles(group, language):
            _pile(console, pile, column(pile.first, language), language)
        return 1, 0
    for entry in entries[: max(room, 0)]:
        _entry(console, entry, language)
    return len(entries), max(len(entries) - max(room, 0), 0)


def _pile(console: Console, pile: FindingBlock, place: str, language: str) -> None:
    """Print a block: what is wrong and how often, the first values, what to do, who says so."""
    severity = kind(pile.first)
    word = _say(f"severity-{severity}", language)
    said = pile.sentence
    if pile.first.rule in finding_blocks.LABELS:
        place = _say("report-header", language)
    if place and not names_column(pile.first, said, language):
        said = _say("report-at", language, place=place, sentence=said)
    said = _say("report-count", language, sentence=said.rstrip("。."), count=f"{pile.count:,}")
    put(console, f"{word}  {said}", indent=2, hang=len(word) + 2, style=_STYLES[severity])
    for line in pile.lines:
        put(console, line, indent=6)
    if pile.left > 0:
        put(console, _say("report-unlisted", language, count=f"{pile.left:,}"), indent=6)
    if pile.remedy:
        put(console, _say("report-remedy", language, remedy=pile.remedy), indent=6)
    for line in _sources(pile.first, language):
        put(console, line, indent=6, style="dim")


def _entries(findings: Iterable[Finding], language: str) -> list[_Entry]:
    """Join findings that differ in nothing but the row."""
    entries: dict[object, _Entry] = {}
    for number, finding in enumerate(findings):
        sentence = _sentence(finding, language)
        where = finding.where
        key: object = number
        if where.row is not None:
            key = (finding.rule, kind(finding), sentence, where.sheet, where.column, finding.found)
        entry = entries.setdefault(key, _Entry(finding=finding, sentence=sentence))
        entry.findings.append(finding)
    return list(entries.values())


def _sentence(finding: Finding, language: str) -> str:
    """Return the sentence; where the file has a row, its number is said once, as in the file.

    A label of a table counts the rows of the data, which begin below the header; that of a form
    names the part whose rows it counts, and stays.
    """
    parts = label_parts(finding)
    if finding.where.row is None or len(parts) < _PART_AND_FIELD or not is_row(parts[0]):
        return message(finding, language)
    if finding.args.get("label"):
        return message(phrases.inside_row(finding), language)
    whole, inside = (messages.words(path(steps), language) for steps in (parts, parts[1:]))
    return message(finding, language).replace(whole, inside)


def _entry(console: Console, entry: _Entry, language: str) -> None:
    finding = entry.finding
    severity = kind(finding)
    word = _say(f"severity-{severity}", language)
    place = _place(entry, language)
    sentence = terminal_safe(entry.sentence)
    named = not place or place in sentence
    said = sentence if named else _say("report-at", language, place=place, sentence=sentence)
    put(console, f"{word}  {said}", indent=2, hang=len(word) + 2, style=_STYLES[severity])
    found = finding.found is not None and value_words(finding, language)
    # The sentences on tables have the value in them.
    if found and not (finding.rule.startswith(TABLE) and found in sentence):
        put(console, _say("report-found", language, found=found), indent=6, style="dim")
    for line in _sources(finding, language):
        put(console, line, indent=6, style="dim")


def _place(entry: _Entry, language: str) -> str:
    """Name the place as the file shows it: sheet, row and column, else the field's label."""
    finding, sentence = entry.finding, entry.sentence
    where, steps = finding.where, label_parts(finding)
    if where.row is None:
        said = terminal_safe(
            label(finding, language) or messages.words(where.column or "", language)
        )
        leaf = page(where, language) or sheet(where, language)
        return " ".join((leaf, said) if said not in sentence else (leaf,)) if leaf else said
    first = messages.words(steps[0], language, marked=False) if steps else ""
    parts = [
        page(where, language) or sheet(where, language),
        part_of_form(finding, language) if first not in sentence else "",
        row_numbers(entry.findings, language),
        "" if names_column(finding, sentence, language) else column(finding, language),
    ]
    return " ".join(("" if language == messages.DEFAULT else " ").join(parts).split())


def _sources(finding: Finding, language: str) -> Iterator[str]:
    for clause in finding.clauses:
        rule = terminal_safe(finding.rule)
        yield _say("report-clause", language, **clause_words(clause), rule=rule)
    if finding.basis != "source":
        yield _say(f"report-basis-{finding.basis}", language, rule=terminal_safe(finding.rule))
    elif not finding.clauses:
        yield _say("report-rule", language, rule=terminal_safe(finding.rule))
    yield from _readings([finding], language)


def _readings(findings: Sequence[Finding], language: str) -> Iterator[str]:
    """Yield the readings of unclear clauses that were followed, each once."""
    for name, chosen in dict.fromkeys(pair for item in findings for pair in item.readings):
        words = policy_text(terminal_safe(chosen))
        yield _say("report-reading", language, reading=terminal_safe(name), chosen=words)


def _followed(console: Console, readings: Sequence[Followed], language: str) -> None:
    """Print the readings of unclear clauses that the verdict rests on, right or wrong."""
    if not readings:
        return
    put(console, _say("report-readings", language), style="bold")
    for item in readings:
        put(console, reading(item, language), indent=2, hang=len(item.id) + 1)
    one = f"{readings[0].notice}/{readings[0].id}"
    put(console, _say("report-readings-other", language, one=one), indent=2, style="dim")
    console.print()


def _undecided(console: Console, folded: Mapping[str, Sequence[Finding]], language: str) -> None:
    """Print one line for each reason: the same list would else be missed in every line."""
    word = _say("severity-undecided", language)
    for reason, findings in folded.items():
        files = list(dict.fromkeys(item.where.file for item in findings if item.where.file))
        named = enumerated(files, language)
        if len(files) == 1 and any(item.where.row is not None for item in findings):
            named = f"{named} {row_numbers(findings, language)}"
        # Two sentences, not one with a choice: that would load what words choices.
        said = _say(
            "report-folded-in-files" if named else "report-folded",
            language,
            reason=terminal_safe(reason),
            count=str(len(findings)),
            rules=enumerated((item.rule for item in findings), language),
            files=named,
        )
        put(console, f"{word}  {said}", hang=len(word) + 2, style=_STYLES["undecided"])
        for line in _readings(findings, language):
            put(console, line, indent=6, style="dim")
    if folded:
        console.print()


def _reached(console: Console, notes: Sequence[Finding], language: str) -> None:
    """Print the targets that were reached, each in one line."""
    said = [message(note, language) for note in notes if note.message.startswith(_REACHED)]
    if said:
        put(console, _say("report-reached", language), style="bold")
        for line in said:
            put(console, terminal_safe(line), indent=2)
        console.print()


def _notes(console: Console, every: Sequence[Finding], language: str) -> None:
    """Print what was read tolerantly, each once: a remark on whole files with all of them."""
    notes = [note for note in every if not note.message.startswith(_REACHED)]
    if not notes:
        return
    put(console, _say("report-notes", language), style="bold")
    groups: dict[object, list[Finding]] = {}
    for note in notes:
        where = note.where
        whole = where.row is None and where.column is None
        file = tuple(note.args.items()) if whole else where.file
        groups.setdefault((file, note.message, where.column, note.found), []).append(note)
    for alike in list(groups.values())[:LISTED]:
        put(console, _note(alike, language), indent=2)
    if len(groups) > LISTED:
        put(console, _say("report-more", language, count=str(len(groups) - LISTED)), indent=2)
    console.print()


def _note(alike: Sequence[Finding], language: str) -> str:
    first = alike[0]
    entry = _Entry(finding=first, sentence=message(first, language), findings=list(alike))
    files = list(dict.fromkeys(note.where.file for note in alike if note.where.file))
    said = terminal_safe(entry.sentence)
    if len(files) > 1:
        named = enumerated(files, language)
        said = _say("report-files", language, said=said, count=str(len(files)), files=named)
    else:
        named = terminal_safe("".join(files))
        place = " ".join(part for part in (named, _place(entry, language)) if part)
        if place:
            said = _say("report-at", language, place=place, sentence=said)
    if first.found is not None:
        said += _say(
            "report-note-found", language, found=value(messages.words(first.found, language))
        )
    return said


def conclude(report: Report, console: Console, language: str) -> None:
    """Print the verdict and the numbers of findings, in one line."""
    counts = report.counts
    skipped = skipped_files(report) & set(report.files)
    read = str(len(report.files) - len(skipped))
    files = "report-verdict-files-skipped" if skipped else "report-verdict-files"
    said = _say(
        "report-verdict",
        language,
        verdict=_say(f"report-verdict-{report.verdict}", language),
        files=_say(files, language, files=read, skipped=str(len(skipped))),
        error=str(counts.error),
        warning=str(counts.warning),
        review=str(counts.review),
        info=str(counts.info),
        undecided=str(counts.undecided),
    )
    put(console, said, style=_VERDICTS[report.verdict])


def _say(name: str, language: str, **args: Value) -> str:
    return messages.say(name, args, language)
