"""From what stood in a document's places to the data of a submission. Nothing is lost silently.

A medium's reader finds values under the pointers that the document carries; here they become
typed values in their order, blank rows fall away, and whatever does not fit is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from shenbao.core.findings import Finding, Where
from shenbao.core.masking import mask
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import unit
from shenbao.core.paths import Path, pattern_of, pointer_of, put
from shenbao.core.submission import Origin, Submission
from shenbao.media.reading.reader_findings import Remarks, note, other_version, remark
from shenbao.media.reading.values import cells
from shenbao.policy.form_identity import Identity, leaf_names
from shenbao.policy.model import Field, FormOrTable, Notice
from shenbao.policy.names import short_name

_Numbers: TypeAlias = Mapping[Path, Mapping[int, int]]
"""Of each array the rows that hold something, by their number in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledValue:
    """What stood at a place of the document.

    ``path`` is the place in the data, rows by number as they stood in the document. ``value``
    is text as it was typed, or a value of its own type (a ticked box, a number of a cell);
    several choices are a tuple. ``origin`` is where to look for it.
    """

    path: Path
    value: str | int | float | bool | tuple[str, ...] | None
    origin: Origin


@dataclass(slots=True, kw_only=True)
class Gathering:
    """Builds one submission from what was found in a document of ``home``."""

    file: str
    notice: Notice
    home: FormOrTable
    _remarks: Remarks = field(default_factory=Remarks)
    _notes: list[Finding] = field(default_factory=list)
    _places: dict[Path, Origin] = field(default_factory=dict)

    def place(self, path: Path, origin: Origin) -> None:
        """Take where something would stand, whether or not anything does."""
        self._places.setdefault(path, origin)

    def add_note(self, finding: Finding) -> None:
        """Take a note that the reader itself makes."""
        self._notes.append(finding)

    def add_finding(self, finding: Finding) -> None:
        """Take a finding that the reader itself makes."""
        self._remarks.add(finding)

    def add(self, finding: Finding) -> None:
        """Take what the reader tells, a note or a finding."""
        (self.add_note if finding.severity == "info" else self.add_finding)(finding)

    def submission(self, found: Iterable[FilledValue], carried: Identity | None) -> Submission:
        """Return the data. ``carried`` is what the document says it is."""
        for finding in version_notes(self.file, self.notice, self.home, carried):
            self._remarks.add(finding)
        leaves = leaf_names(self.home)
        readers: dict[str, cells.Reader] = {}
        values: list[tuple[Path, Any, Origin]] = []
        for item in found:
            name = pattern_of(item.path)
            node = leaves.get(name) or self._choices(name)
            if _blank(item.value):
                continue
            if node is None:
                self._unknown(item)
                continue
            if node.computed is not None:
                continue
            if name not in readers:
                readers[name] = cells.reader(self.notice, node)
            value = self._typed(item, node, readers[name])
            if value is not None:
                values.append((item.path, value, item.origin))
        numbers = _renumbered(path for path, _, _ in values)
        data, origins = _assembled(values, numbers)
        problems = self._remarks.all()
        return Submission(
            file=self.file,
            data=data,
            schema=self.home.ref,
            origins=origins,
            places=_placed(self._places, numbers),
            notes=(*self._notes, *(item for item in problems if item.severity == "info")),
            findings=tuple(item for item in problems if item.severity != "info"),
        )

    def _choices(self, name: str) -> Field | None:
        """Return the item of an array of choices whose ticks a document gives together."""
        return leaf_names(self.home).get(f"{name}/*")

    def _unknown(self, item: FilledValue) -> None:
        where = self._where(item.path, item.origin, "")
        shown = item.value if isinstance(item.value, str) else str(item.value)
        self._remarks.add(
            remark("document.unknown-place", where, severity="warning", found=shown, value=shown)
        )

    def _typed(self, item: FilledValue, node: Field, read: cells.Reader) -> Any:
        if isinstance(item.value, tuple):
            return [self._one(text, item, node, read) for text in item.value]
        if isinstance(item.value, str):
            return self._one(item.value, item, node, read)
        return _of_kind(item.value, node)

    def _one(self, text: str, item: FilledValue, node: Field, read: cells.Reader) -> Any:
        plain = "\n".join(text.splitlines()).strip()
        cell = read(plain)
        for rule in cell.remarks:
            where = self._where(item.path, item.origin, node.title)
            shown = mask(plain, hidden=node.sensitive)
            value = mask(shorten(str(cell.value)), hidden=node.sensitive)
            said = note(rule, where, found=shown, value=value, unit=unit(node.unit))
            self._remarks.add(said)
        return cell.value

    def _where(self, path: Path, origin: Origin, label: str) -> Where:
        return Where(
            file=self.file,
            sheet=origin.sheet,
            row=origin.row,
            column=origin.column,
            pointer=pointer_of(path),
            label=label or (origin.column or ""),
        )


def version_notes(
    file: str, notice: Notice, home: FormOrTable, carried: Identity | None
) -> Iterator[Finding]:
    """Yield what is to be said where a document is another form, or another version of it."""
    where = Where(file=file)
    if carried is None:
        return
    if short_name(carried.form) != home.ref:
        yield remark(
            "document.other-form", where, severity="warning", name=carried.form, asked=home.ref
        )
    elif carried.digest and carried.digest != home.digest:
        yield other_version(where, carried.edition, notice.edition.version)


def _blank(value: Any) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _of_kind(value: Any, node: Field) -> Any:
    """Return a typed value as the node has it: a sheet holds every number as a double."""
    whole = isinstance(value, float) and value.is_integer()
    if node.kind == "string" and not isinstance(value, bool):
        return str(int(value)) if whole else str(value)
    return int(value) if whole else value


def _assembled(
    values: Iterable[tuple[Path, Any, Origin]], numbers: _Numbers
) -> tuple[dict[str, Any], Mapping[str, Origin]]:
    """Put the values together; rows that hold nothing fall away and the others move up."""
    data: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for path, value, origin in values:
        place = _moved(path, numbers)
        put(data, place, value)
        origins[pointer_of(place)] = origin
    return data, origins


def _placed(places: Mapping[Path, Origin], numbers: _Numbers) -> Mapping[str, Origin]:
    """Return the places by pointer; a part begins where the first that belongs to it stands."""
    found: dict[str, Origin] = {}
    for path, origin in places.items():
        steps = enumerate(path)
        if all(step in numbers.get(path[:end], {}) for end, step in steps if isinstance(step, int)):
            place = _moved(path, numbers)
            for end in range(len(place), 0, -1):
                found.setdefault(pointer_of(place[:end]), origin)
    return found


def _renumbered(paths: Iterable[Path]) -> _Numbers:
    """Map each array, and each row number that holds something, to its number in the data."""
    used: dict[Path, set[int]] = {}
    for path in paths:
        for end, step in enumerate(path):
            if isinstance(step, int):
                used.setdefault(path[:end], set()).add(step)
    return {
        array: {row: number for number, row in enumerate(sorted(rows))}
        for array, rows in used.items()
    }


def _moved(path: Path, numbers: _Numbers) -> Path:
    return tuple(
        numbers[path[:end]][step] if isinstance(step, int) else step
        for end, step in enumerate(path)
    )
