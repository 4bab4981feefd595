"""The list of candidates as CSV: written for Excel, read back however Excel saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from shenbao.authoring.candidates.candidate import Candidate, Kind
from shenbao.authoring.review.values import shown
from shenbao.authoring.source.lines import UnreadError
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import DEFAULT, LANGUAGES, say
from shenbao.core.messages.values import Many, Said, many, said
from shenbao.media.inputs.input_discovery import printable
from shenbao.media.reading.reader_findings import UnreadableError
from shenbao.media.reading.source import SourceFile, WrongByteError, decode, load

NAME = "待确认.csv"
COLUMNS = ("kind", "value", "words", "clause", "line", "becomes", "decision")
DECISIONS = ("open", "taken", "refused", "done")
"""What a person may say of a candidate: not yet, yes, no; and what was taken already."""

SETTLED: tuple[Kind, ...] = ("title", "issuer", "number", "issued")
"""What is written into a new notice at once: it stands outside of the sentences, in its place."""

_LARGEST = 5 * 1024 * 1024
_MOST_TOLD = 20
_FORMULA = ("=", "+", "-", "@", "\t", "'")
_GUARD = "'"
_DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A row of the list; ``row`` is its number in a spreadsheet, ``value`` as a person wrote it.

    ``added`` are the headings and cells of columns that a person added, the same in every row.
    """

    row: int
    kind: Kind
    value: str
    words: str
    clause: str
    line: str
    becomes: str
    decision: str
    added: tuple[tuple[str, str], ...] = ()


class ListError(ShenbaoError):
    """Rows of a list that cannot be used, all of them."""

    def __init__(self, file: str, wrong: Sequence[Said]) -> None:
        rows = many(wrong, _MOST_TOLD, joint="semicolon")
        super().__init__("authoring-list", file=file, count=len(wrong), rows=rows)


def review_list(found: Sequence[Candidate], language: str) -> bytes:
    """Return the list of what was found; what is settled says so, all else is open."""
    rows = [
        ReviewRow(
            row=number,
            kind=item.kind,
            value=shown(item.kind, item.value),
            words=item.words,
            clause=item.clause,
            line=str(item.line),
            becomes=say(f"authoring-becomes-{item.kind}", {"doubt": item.doubt}, language),
            decision="done" if item.kind in SETTLED else "open",
        )
        for number, item in enumerate(found, 2)
    ]
    return written(rows, language)


def written(rows: Sequence[ReviewRow], language: str) -> bytes:
    """Return rows as a file: UTF-8 with the mark that Excel needs, no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    added = [title for title, _ in rows[0].added] if rows else []
    headings = (say(f"authoring-column-{name}", None, language) for name in COLUMNS)
    writer.writerow([*headings, *map(_guarded, added)])
    for row in rows:
        kind = say(f"authoring-kind-{row.kind}", None, language)
        decision = say(f"authoring-decision-{row.decision}", None, language)
        cells = [kind, row.value, row.words, row.clause, row.line, row.becomes, decision]
        writer.writerow(map(_guarded, [*cells, *(cell for _, cell in row.added)]))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def read_list(file: Path) -> tuple[tuple[ReviewRow, ...], str]:
    """Return the rows of a list, and the language of its headings.

    Raises ShenbaoError for what is no such list, ListError with every row that is not understood.
    """
    name = printable(file)
    records = _records(file, name)
    heading = next(records, [])
    places = _places(heading, name)
    language = next((tongue for tongue in LANGUAGES if _heading(tongue) <= set(places)), DEFAULT)
    own = _columns(language)
    added = [(at, title) for at, title in enumerate(heading) if title.strip() not in own]
    kinds, decisions = _labels("kind", get_args(Kind)), _labels("decision", DECISIONS)
    rows: list[ReviewRow] = []
    wrong: list[Said] = []
    for number, record in enumerate(records, 2):
        cells = {
            key: _bare(record[at]) if at < len(record) else ""
            for key in COLUMNS
            for at in (places[say(f"authoring-column-{key}", None, language)],)
        }
        if not any(cells.values()):
            continue
        kind = kinds.get(cells["kind"])
        decision = decisions.get(cells["decision"]) if cells["decision"] else "open"
        if kind is None:
            wrong.append(_row_wrong(number, "kind", cells["kind"], get_args(Kind)))
        elif decision is None:
            wrong.append(_row_wrong(number, "decision", cells["decision"], DECISIONS))
        else:
            known: dict[str, Any] = {**cells, "kind": kind, "decision": decision}
            besides = tuple(
                (title, _bare(record[at]) if at < len(record) else "") for at, title in added
            )
            rows.append(ReviewRow(row=number, added=besides, **known))
    if wrong:
        raise ListError(name, wrong)
    return tuple(rows), language


def _records(file: Path, name: str) -> Iterator[list[str]]:
    """Yield the records of a file in any encoding and with any separator that Excel writes."""
    try:
        raw = load(SourceFile(path=file, name=name, notices=(), schema=None), most=_LARGEST)
        text, _ = decode(raw, name)
    except UnreadableError as error:
        raise UnreadError(name, *error.findings) from error
    except WrongByteError as error:
        raise ShenbaoError(
            "authoring-no-list", file=name, found=_called("column", COLUMNS)
        ) from error
    lines = io.StringIO(text, newline=None)
    delimiter = max(_DELIMITERS, key=lines.readline().count)
    lines.seek(0)
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error as error:
        raise ShenbaoError(
            "authoring-no-list", file=name, found=_called("column", COLUMNS)
        ) from error


def _places(heading: Sequence[str], name: str) -> Mapping[str, int]:
    """Return where each heading stands; raises ShenbaoError where one is missing or twice."""
    titles = [title.strip() for title in heading]
    fitting = [tongue for tongue in LANGUAGES if _heading(tongue) <= set(titles)]
    if not fitting:
        tongue = min(LANGUAGES, key=lambda each: len(_heading(each) - set(titles)))
        missing = [key for title, key in _columns(tongue).items() if title not in titles]
        raise ShenbaoError("authoring-no-list", file=name, found=_called("column", missing))
    twice = [key for title, key in _columns(fitting[0]).items() if titles.count(title) > 1]
    if twice:
        raise ShenbaoError("authoring-list-twice", file=name, found=_called("column", twice))
    return {title: at for at, title in enumerate(titles)}


def _heading(language: str) -> set[str]:
    return set(_columns(language))


def _columns(language: str) -> dict[str, str]:
    """Return the columns by their headings in a language."""
    return {say(f"authoring-column-{name}", None, language): name for name in COLUMNS}


def _called(group: str, names: Sequence[str]) -> Many:
    """Return what names are called, in whichever language is asked for."""
    return many(said(f"authoring-{group}-{name}") for name in names)


def _labels(group: str, names: Sequence[str]) -> dict[str, Any]:
    """Return names by what they are called in any language."""
    return {
        say(f"authoring-{group}-{name}", None, tongue): name
        for tongue in LANGUAGES
        for name in names
    }


def _row_wrong(row: int, group: str, found: str, names: Sequence[str]) -> Said:
    return said(f"authoring-row-{group}", row=row, found=found, allowed=_called(group, names))


def _guarded(cell: str) -> str:
    return f"{_GUARD}{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    return cell.strip().removeprefix(_GUARD)
