"""How a table is written: header rows, comments, delimiters; declared, or found out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shenbao.core.messages.shortening import shorten_json
from shenbao.core.messages.values import Value, many
from shenbao.tabular.read.batches import Batch
from shenbao.tabular.results import Issue, SourceError
from shenbao.tabular.schema.descriptor_shapes import shape_issues

_CSV = (
    "delimiter",
    "lineTerminator",
    "quoteChar",
    "doubleQuote",
    "escapeChar",
    "nullSequence",
    "skipInitialSpace",
)
_ONLY_REFERENCE = ("preserveFormatting", "adjustFloatingPointError")
"""What the sheets of a workbook show in place of what they hold."""

_MARKS = {"delimiter": "delimiter", "quoteChar": "quotechar", "escapeChar": "escapechar"}
"""Properties that are one character each, and what the csv module calls them."""

_NO_MARKS = "\r\n\0"
_CANDIDATES = ",\t;|"
SAMPLE = 100
"""Records from which the header is found."""

_MOST_SNIFFED = 50_000_000
"""Characters that the guesser may have to look at; it grows with the square of the sample."""

_QUOTE_STARTS = re.compile(r"[^\w\n\"'][ ]?[\"']|^[\"']", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A table dialect. ``csv`` holds the properties of a text file that are declared."""

    header: bool = True
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    header_case: bool = True
    comment_char: str = ""
    comment_rows: frozenset[int] = frozenset()
    skip_blank_rows: bool = False
    detect_header: bool = True
    csv: Mapping[str, Any] = field(default_factory=dict)
    sheet: str | int = 1
    fill_merged: bool = False
    stringified: bool = False
    keys: tuple[str, ...] | None = None
    rows_at: str = ""

    @property
    def first_content_row(self) -> int:
        """The record where the content begins."""
        return self.header_rows[-1] + 1 if self.header and self.header_rows else 1

    def comment(self, row: int, cells: Sequence[Any]) -> bool:
        """Say whether a record is a comment."""
        if self.comment_char and cells and isinstance(cells[0], str):
            return cells[0].startswith(self.comment_char) or row in self.comment_rows
        return row in self.comment_rows

    @property
    def keeps_all(self) -> bool:
        """No record of the content is left out."""
        return not (self.comment_char or self.comment_rows or self.skip_blank_rows)


def read_dialect(descriptor: Any) -> tuple[Dialect, tuple[Issue, ...]]:
    """Return the dialect that a descriptor of either edition of the standard means.

    CSV Dialect of Data Package v1, Table Dialect of v2; ``csv``, ``excel`` and ``json`` within
    are frictionless's own.
    """
    if descriptor is None:
        return Dialect(), ()
    if not isinstance(descriptor, Mapping):
        return Dialect(), (_issue("dialect"),)
    wrong = tuple(shape_issues("dialect", descriptor, "dialect-error"))
    if wrong:
        return Dialect(), wrong
    nested, excel, inner = (descriptor.get(name, {}) for name in ("csv", "excel", "json"))
    flat = {name: descriptor[name] for name in _CSV if descriptor.get(name) is not None}
    declared = {**{name: nested[name] for name in _CSV if nested.get(name) is not None}, **flat}
    found = {**descriptor, **declared}
    only_reference = [name for name in _ONLY_REFERENCE if excel.get(name)]
    if only_reference:
        return Dialect(), (_issue(many(only_reference), "tables-dialect-unsupported"),)
    header_rows = found.get("headerRows")
    sheet = excel.get("sheet") or descriptor.get("sheetName") or descriptor.get("sheetNumber") or 1
    keys = inner.get("keys") or descriptor.get("itemKeys")
    return (
        Dialect(
            header=found.get("header", True),
            header_rows=(1,) if header_rows is None else tuple(map(int, header_rows)),
            header_join=found.get("headerJoin", " "),
            header_case=found.get("headerCase", True),
            comment_char=found.get("commentChar", ""),
            comment_rows=frozenset(map(int, found.get("commentRows", ()))),
            skip_blank_rows=found.get("skipBlankRows", False),
            detect_header=found.get("header") is None and header_rows is None,
            csv=declared,
            sheet=sheet if isinstance(sheet, str) else int(sheet),
            fill_merged=excel.get("fillMergedCells") is True,
            stringified=excel.get("stringified") is True,
            keys=tuple(keys) if keys is not None else None,
            rows_at=inner.get("property") or descriptor.get("property") or "",
        ),
        (),
    )


def detect_dialect(dialect: Dialect, sample: Sequence[Sequence[Any]]) -> Dialect:
    """Find the header row where none is declared: the first record of about the usual width."""
    sample = sample[:SAMPLE]
    if not sample or not dialect.detect_header:
        return dialect
    width = round(sum(map(len, sample)) / len(sample))
    drift = max(round(width * 0.1), 1)
    for row, cells in enumerate(sample, start=1):
        if not dialect.comment(row, cells) and abs(len(cells) - width) <= drift:
            return dialect if row == 1 else replace(dialect, header_rows=(row,))
    return dialect


def labels(dialect: Dialect, sample: Sequence[Sequence[Any]]) -> list[str]:
    """Return the labels of the columns; those of several header rows are joined."""
    found: list[str] = []
    before: dict[int, str] = {}
    for row, cells in enumerate(sample[:SAMPLE], start=1):
        if dialect.comment(row, cells):
            continue
        if dialect.header and row in dialect.header_rows:
            for index, cell in enumerate(cells):
                text = "" if cell is None else str(cell).strip()
                if before.get(index) == text:
                    continue
                before[index] = text
                if len(found) <= index:
                    found.append(text)
                else:
                    found[index] = dialect.header_join.join([found[index], text])
        if row >= dialect.first_content_row:
            break
    return found


def content(
    dialect: Dialect, batches: Iterable[Batch], start: int = 1
) -> Iterator[tuple[Sequence[int], Batch]]:
    """Yield the records of the content with their numbers, the first ``start``, in batches."""
    first = dialect.first_content_row
    for batch in batches:
        numbers: Sequence[int] = range(start, start + len(batch))
        start += len(batch)
        if numbers and numbers[0] >= first and dialect.keeps_all:
            yield numbers, batch
            continue
        kept = [
            (row, cells)
            for row, cells in zip(numbers, batch.rows, strict=True)
            if row >= first
            and not dialect.comment(row, cells)
            and not (dialect.skip_blank_rows and all(cell in (None, "") for cell in cells))
        ]
        if kept:
            yield [row for row, _ in kept], Batch([cells for _, cells in kept])


def csv_options(declared: Mapping[str, Any], lines: Sequence[str], form: str) -> dict[str, Any]:
    """Return the options of ``csv.reader``: declared ones, and for the rest those found out.

    Raises SourceError for marks that no text can be taken apart by.
    """
    declared = {**({"delimiter": "\t"} if form == "tsv" else {}), **declared}
    found = _sniff("".join(lines), declared.get("delimiter", _CANDIDATES))
    quote = declared.get("quoteChar", found["quotechar"])
    escape = declared.get("escapeChar") or None
    options = {
        "delimiter": declared.get("delimiter", found["delimiter"]),
        "doublequote": declared.get("doubleQuote", True) if escape else True,
        "escapechar": escape,
        # Without a mark nothing is quoted.
        "quotechar": quote or None,
        "quoting": csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        "skipinitialspace": declared.get("skipInitialSpace", found["skipinitialspace"]),
    }
    _refuse_marks(options)
    return options


def _refuse_marks(options: Mapping[str, Any]) -> None:
    """Raise SourceError where a mark is not one character, ends a line or stands for two things.

    What a csv module makes of such marks differs from version to version.
    """
    marks = {
        name: options[option] for name, option in _MARKS.items() if options[option] is not None
    }
    for name, mark in marks.items():
        if len(mark) != 1 or mark in _NO_MARKS:
            found = shorten_json(mark)
            raise SourceError("dialect-error", "tables-dialect-mark", name=name, found=found)
        other = next((one for one in marks if one != name and marks[one] == mark), None)
        if other is not None:
            raise SourceError(
                "dialect-error", "tables-dialect-same", name=name, other=other, found=mark
            )
        if mark == " " and options["skipinitialspace"]:
            raise SourceError("dialect-error", "tables-dialect-space", name=name)


_PLAIN: Mapping[str, Any] = {"delimiter": ",", "quotechar": '"', "skipinitialspace": False}


def _sniff(sample: str, candidates: str) -> Mapping[str, Any]:
    """Return what the csv module's guesser makes of a sample.

    The frequent plain case is answered without it: no quotes, one possible delimiter, which
    the first line has and no space behind it.
    """
    if '"' not in sample and "'" not in sample:
        first = sample[: sample.find("\n")] if "\n" in sample else sample
        present = [mark for mark in candidates if mark in sample]
        if not present:
            return _PLAIN
        only = present[0] if len(present) == 1 else ""
        # The guesser finds this delimiter or none; then the comma is taken, which only makes a
        # difference where the delimiter is neither the comma nor declared.
        sure = only == "," or (only and len(candidates) == 1)
        if sure and only in first and only + " " not in sample:
            return {**_PLAIN, "delimiter": only}
    starts = sum(1 for _ in _QUOTE_STARTS.finditer(sample))
    if starts * len(sample) > _MOST_SNIFFED:
        return _PLAIN
    try:
        found = csv.Sniffer().sniff(sample, candidates)
    except csv.Error:
        return _PLAIN
    quote = found.quotechar
    return {
        "delimiter": found.delimiter,
        "quotechar": '"' if quote in {"'", None} else quote,
        "skipinitialspace": found.skipinitialspace,
    }


def _issue(name: Value, message: str = "tables-dialect") -> Issue:
    return Issue(code="dialect-error", message=message, args={"name": name})
