"""The report as a page: one HTML file that asks for nothing and works without its script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from shenbao.core import messages
from shenbao.core.findings import Citation, Finding, Report, TableCheck
from shenbao.core.messages.values import Value, many, policy_text
from shenbao.reports import grouping
from shenbao.reports.finding_text import message, reading
from shenbao.reports.grouping import (
    KINDS,
    Example,
    FindingPlace,
    Group,
    Kind,
    Section,
    StatedFinding,
)
from shenbao.reports.html_page import rendered
from shenbao.reports.json_report import version
from shenbao.reports.phrases import column_named, leaf
from shenbao.reports.terminal_text import terminal_safe, value

EXAMPLES = 10
"""So many findings of a group are all shown."""

FIRST = 5
"""Of more findings so many are shown, the rest is counted."""

GROUPS = 100
"""So many groups of a file are shown."""

ALL_GROUPS = 1_000
"""So many groups are shown in all; of further files only the counts are."""

FILES = 500
"""So many files stand in the overview; of those without a problem fewer."""

_CLEAN_FILES = 20
_BARS = 12
_PLACES = 300
_NOTES = 100
_CLAUSES = 5
_REACHED = "target-reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A group as the page shows it."""

    id: str
    kind: Kind
    place: str
    place_ids: str
    count: int
    said: tuple[StatedFinding, ...]
    examples: tuple[Example, ...]
    more: int
    clauses: tuple[Citation, ...]
    readings: tuple[tuple[str, str], ...]
    basis: str
    rule: str

    @property
    def has_place(self) -> bool:
        return any(one.place for one in self.examples)

    @property
    def has_found(self) -> bool:
        return any(one.found and one.found not in one.sentence for one in self.examples)

    @property
    def has_note(self) -> bool:
        return any(one.sentence for one in self.examples)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A file, or a sheet of it, as the page shows it; ``bars`` are column, counts, total."""

    id: str
    name: str
    verdict: str
    word: str
    counts: Mapping[Kind, int]
    forms: tuple[str, ...]
    rows: int | None
    tables: tuple[TableCheck, ...]
    linked: bool
    bars: tuple[tuple[str, Mapping[Kind, int], int], ...]
    groups: tuple[_Entry, ...]
    more_groups: int
    more_count: int

    @property
    def most(self) -> int:
        """The number of problems that fills a bar."""
        return max((total for _, _, total in self.bars), default=1)


def report_page(report: Report, language: str) -> str:
    """Return the report as one HTML document, the same for the same report."""
    page = _Page(report, language)
    parts = page.parts()
    shown = [part for part in parts if part.linked]
    listed = _overview(parts)
    return rendered(
        "report.html.j2",
        language,
        styles=("report.css",),
        script="report.js",
        report=report,
        skipped=len(grouping.skipped_files(report) & set(report.files)),
        version=version(),
        kinds=KINDS,
        counts=_counts(report),
        folder=page.folder,
        overview=listed[:FILES] if len(parts) > 1 else (),
        clean=len(parts) - len(listed),
        beyond=max(len(listed) - FILES, 0),
        parts=shown,
        only=parts[0] if len(parts) == 1 else None,
        groups=sum(len(part.groups) for part in shown),
        places=sorted(page.places.items(), key=lambda item: int(item[1][1:]))[:_PLACES],
        readings=[reading(item, language) for item in report.readings],
        reached=[terminal_safe(message(item, language)) for item in page.reached],
        notes=[page.note(alike) for alike in page.notes[:_NOTES]],
        more_notes=max(len(page.notes) - _NOTES, 0),
    )


class _Page:
    """Turns sections into what the page shows, with ids that are used once."""

    def __init__(self, report: Report, language: str) -> None:
        self._language = language
        self._sections = grouping.sections(report, language)
        self.folder = _common_folder([section.at[0] for section in self._sections])
        self.places: dict[str, str] = {}
        self.reached = [note for note in report.notes if note.message.startswith(_REACHED)]
        self.notes = grouping.join_alike(
            note for note in report.notes if not note.message.startswith(_REACHED)
        )
        self._left = ALL_GROUPS
        self._forms: dict[str | None, dict[str, None]] = {}
        for form in report.forms:
            title = policy_text(terminal_safe(form.title))
            told = self._say("html-report-as", title=title, ref=form.ref)
            self._forms.setdefault(form.file, {})[told] = None

    def parts(self) -> list[_Part]:
        """Return every file, with its groups as long as there is room."""
        return [self._part(number, section) for number, section in enumerate(self._sections, 1)]

    def note(self, alike: Sequence[Finding]) -> str:
        """Return one line on what was read tolerantly: where, how, and what stood there."""
        first = alike[0]
        place = " ".join(
            part
            for part in (
                self._name((first.where.file, first.where.sheet)),
                self._rows(alike),
                column_named(first, self._language),
            )
            if part
        )
        said = self._say(
            "report-at", place=place, sentence=terminal_safe(message(first, self._language))
        )
        found = value(messages.words(first.found or "", self._language))
        return said + self._say("report-note-found", found=found) if found else said

    def _rows(self, alike: Sequence[Finding]) -> str:
        rows = list(dict.fromkeys(str(note.where.row) for note in alike if note.where.row))
        if not rows:
            return ""
        name = "report-rows-of" if len(rows) > EXAMPLES else "report-rows"
        return self._say(name, rows=many(rows[:EXAMPLES]), total=str(len(rows)))

    def _part(self, number: int, section: Section) -> _Part:
        room = min(GROUPS, self._left)
        groups = section.groups[:room]
        self._left -= len(groups)
        hidden = section.groups[room:]
        word = "clean" if not section.groups else section.verdict
        return _Part(
            id=f"f{number}",
            name=self._name(section.at) or self._say("report-across"),
            verdict="skipped" if section.skipped else word,
            word=self._say("html-report-skipped" if section.skipped else f"report-file-{word}"),
            counts=section.counts,
            forms=tuple(self._forms.get(section.at[0], ())),
            rows=sum(table.rows for table in section.tables) if section.tables else None,
            tables=section.tables,
            linked=bool(groups) or any(not table.complete for table in section.tables),
            bars=tuple(self._bars(section)),
            groups=tuple(
                self._entry(f"f{number}g{turn}", group) for turn, group in enumerate(groups, 1)
            ),
            more_groups=len(hidden),
            more_count=sum(group.count for group in hidden),
        )

    def _entry(self, name: str, group: Group) -> _Entry:
        most = EXAMPLES if group.count <= EXAMPLES else FIRST
        shown = tuple(grouping.examples(group, most, self._language))
        told = tuple(one for one in shown if one.place or one.found or one.sentence)
        names = [name or self._say("html-report-whole") for name in group.places]
        ids = [self.places.setdefault(name, f"p{len(self.places) + 1}") for name in names]
        return _Entry(
            id=name,
            kind=group.kind,
            place=names[0] if len(names) == 1 else self._say("html-report-several"),
            place_ids=" ".join(ids),
            count=group.count,
            said=group.said,
            examples=told,
            more=group.count - len(told) if told else 0,
            clauses=grouping.clauses(group, _CLAUSES),
            readings=grouping.readings(group),
            basis=group.findings[0].basis if group.findings else "toolkit",
            rule=terminal_safe(group.rule),
        )

    def _bars(self, section: Section) -> Iterator[tuple[str, Mapping[Kind, int], int]]:
        places = list(section.places.items())
        for name, counts in places[:_BARS]:
            yield name or self._say("html-report-whole"), counts, sum(counts.values())
        rest = places[_BARS:]
        if rest:
            counts = {kind: sum(found[kind] for _, found in rest) for kind in KINDS}
            name = self._say("html-report-other-columns", columns=str(len(rest)))
            yield name, counts, sum(counts.values())

    def _name(self, at: FindingPlace) -> str:
        """Name a file without the folder that all share, and its sheet."""
        file, sheet = at
        name = terminal_safe(file or "")
        if self.folder and name.startswith(f"{self.folder}/"):
            name = name[len(self.folder) + 1 :]
        return " · ".join(part for part in (name, leaf(file, sheet, self._language)) if part)

    def _say(self, name: str, **args: Value) -> str:
        return messages.say(name, args, self._language)


def _overview(parts: Sequence[_Part]) -> list[_Part]:
    """Leave out files without a problem where there are many of them."""
    spotless = [part for part in parts if part.verdict == "clean"]
    if len(spotless) <= _CLEAN_FILES:
        return list(parts)
    return [part for part in parts if part.verdict != "clean"]


def _counts(report: Report) -> dict[Kind, int]:
    counts = report.counts
    return {kind: getattr(counts, kind) for kind in KINDS}


def _common_folder(files: Sequence[str | None]) -> str:
    """Return the folder that all of several files are in, as they name it."""
    folders = [PurePosixPath(terminal_safe(file)).parent.parts for file in files if file]
    if len(folders) < 2:  # noqa: PLR2004 - one file shows its folder itself
        return ""
    shared: list[str] = []
    for steps in zip(*folders, strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return PurePosixPath(*shared).as_posix() if shared else ""
