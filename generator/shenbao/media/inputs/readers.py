"""From files to submissions: each given to the reader of its suffix."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from shenbao.core.findings import Finding, Where
from shenbao.core.messages.values import many
from shenbao.core.nets import UNSOUND, caught
from shenbao.core.submission import Submission
from shenbao.media.inputs.input_discovery import InputFile, TempFolders, walk
from shenbao.media.reading.reader_findings import (
    MOST_ROWS,
    UndecidedTableError,
    UnreadableError,
    note,
    refuse_rows,
    remark,
)
from shenbao.media.reading.source import SourceFile
from shenbao.policy.model import Notice
from shenbao.policy.names import notice_of, owner, resolve


def read_csv(source: SourceFile) -> Submission:
    """Read a text file with a table; each reader is loaded with the first file of its kind."""
    from shenbao.media.csv.read import read_csv

    return read_csv(source)


def read_excel(source: SourceFile) -> Submission:
    """Read a workbook."""
    from shenbao.media.excel.read.file import read_excel

    return read_excel(source)


def read_html(source: SourceFile) -> Submission:
    """Read a page with what was filled in."""
    from shenbao.media.html.read import read_html

    return read_html(source)


def read_web_archive(source: SourceFile) -> Submission:
    """Refuse a page that a browser saved as one file with all that belongs to it."""
    from shenbao.media.html.read import read_web_archive

    return read_web_archive(source)


def is_filled(path: Path) -> bool:
    """Say whether a page holds what was filled in."""
    from shenbao.media.html.read import is_filled

    return is_filled(path)


def read_json(source: SourceFile) -> Submission:
    """Read a JSON document."""
    from shenbao.media.json.read import read_json

    return read_json(source)


def read_pdf(source: SourceFile) -> Submission:
    """Read a PDF form."""
    from shenbao.media.pdf.read.file import read_pdf

    return read_pdf(source)


def read_word(source: SourceFile) -> Submission:
    """Read a Word form."""
    from shenbao.media.word.read.file import read_word

    return read_word(source)


if TYPE_CHECKING:
    from shenbao.media.inputs.packages import DescribedPackage

READERS: dict[str, Callable[[SourceFile], Submission]] = {
    ".csv": read_csv,
    ".docx": read_word,
    ".json": read_json,
    ".pdf": read_pdf,
    ".xlsx": read_excel,
}
"""The formats that can be handed in, by the suffix of the file."""

_REFUSING: dict[str, Callable[[SourceFile], Submission]] = {
    ".doc": read_word,
    ".docm": read_word,
    ".et": read_excel,
    ".mht": read_web_archive,
    ".mhtml": read_web_archive,
    ".wps": read_word,
    ".xls": read_excel,
    ".xlsm": read_excel,
}
"""Kinds whose readers know better what to say of them than that they are not read."""

_PAGES: dict[str, Callable[[SourceFile], Submission]] = {".htm": read_html, ".html": read_html}
"""Web pages; of those in a folder only what is filled in is read."""

_OF_DATA = frozenset((".json", ".htm", ".html"))
"""Kinds that hold data as their writer typed them, not yet as their fields ask."""

_ALL = READERS | _REFUSING | _PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A submission with the source that it was read from; none where nothing was read."""

    submission: Submission
    source: SourceFile | None = None


def read(
    paths: Sequence[Path],
    notices: Sequence[Notice],
    *,
    schema: str | None = None,
    beside: Collection[str] = (),
    convert_old: bool = False,
) -> Iterator[Submission]:
    """Read files, folders and zip archives in the order given.

    ``schema`` names the table of the CSV files; where a file fits several, those beside it
    decide (see ``choose_edition``), and ``beside`` are the notices known without them. A file
    reached twice is read once. Of a data package the rows of our tables are read. With
    ``convert_old`` files of old office formats are read through LibreOffice. Raises ShenbaoError
    at once, before anything is read, for a path that does not exist.
    """
    shelf = TempFolders()
    found = walk_submissions(paths, shelf)
    if convert_old:
        from shenbao.media.inputs.old_formats import through_libreoffice

        found = through_libreoffice(found, shelf)
    return _read(found, shelf, (notices, schema, beside))


def walk_submissions(paths: Sequence[Path], shelf: TempFolders) -> list[InputFile]:
    """Return the files among ``paths`` that may be submissions or packages."""
    return walk(
        paths,
        shelf,
        READERS | _REFUSING,
        pages=dict.fromkeys(_PAGES, is_filled),
        shown=sorted(READERS),
    )


def _read(
    found: Sequence[InputFile],
    shelf: TempFolders,
    asked: tuple[Sequence[Notice], str | None, Collection[str]],
) -> Iterator[Submission]:
    notices, schema, beside = asked
    with shelf:
        readings: list[Reading] = []
        for item in found:
            if item.remark is not None:
                readings.append(Reading(submission=without_data(item.name, item.remark)))
            elif item.package is not None:
                readings += map(_alone, _of_package(item.package, notices))
            else:
                source = SourceFile(path=item.path, name=item.name, notices=notices, schema=schema)
                submission = read_one(source)
                if item.note is not None:
                    submission = replace(submission, notes=(item.note, *submission.notes))
                readings.append(Reading(submission=submission, source=source))
        yield from choose_edition(readings, beside)


def _alone(submission: Submission) -> Reading:
    return Reading(submission=submission)


def choose_edition(
    readings: Iterable[Reading], beside: Collection[str] = ()
) -> Iterator[Submission]:
    """Yield the submissions; one that fits several tables is read as that of its neighbours.

    The neighbours are the files in the same folder of which it is known what they are; where
    they name none of the notices in question, those of the whole run; then ``beside``. Where
    they do not single out one table, it stays undecided. Up to the first such file each is
    yielded as it is read.
    """
    folders: dict[PurePath, set[str]] = {}
    waiting: list[Reading] = []
    for reading in readings:
        submission = reading.submission
        if submission.data is not None and submission.schema is not None:
            folder = folders.setdefault(PurePath(submission.file).parent, set())
            folder.add(notice_of(submission.schema))
        if waiting or submission.rivals:
            waiting.append(reading)
        else:
            yield submission
    everywhere = {notice for known in folders.values() for notice in known}
    for reading in waiting:
        submission, source = reading.submission, reading.source
        folder = folders.get(PurePath(submission.file).parent, set())
        name = _singled_out(submission.rivals, (folder, everywhere, set(beside)))
        if source is None or name is None:
            yield submission
            continue
        again = read_one(replace(source, schema=name))
        rivals = many(submission.rivals)
        told = note("file.table-of-neighbours", Where(file=source.name), name=name, tables=rivals)
        yield replace(again, notes=(told, *again.notes))


def _singled_out(rivals: Sequence[str], known: Sequence[AbstractSet[str]]) -> str | None:
    for notices in known:
        fitting = [name for name in rivals if notice_of(name) in notices]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _of_package(package: DescribedPackage, notices: Sequence[Notice]) -> Iterator[Submission]:
    """Yield the rows of our tables in a package; they are judged by the policy only."""
    named = package.identity
    if named is None:
        yield without_data(package.name, remark("package.not-ours", Where(file=package.name)))
        return
    for resource in package.tables():
        if resource.plain:
            path = package.path.parent / resource.paths[0]
            name = package.file(resource)
            yield read_one(SourceFile(path=path, name=name, notices=notices, schema=named.form))


def read_one(source: SourceFile) -> Submission:
    """Read one file by its suffix; what cannot be read is a finding of the submission."""
    suffix = source.path.suffix.lower()
    try:
        found = _ALL[suffix](source)
        refuse_crowded(found.data, source.name)
        return _with_texts(found, source) if suffix in _OF_DATA else found
    except UndecidedTableError as error:
        return Submission(file=source.name, data=None, findings=error.findings, rivals=error.rivals)
    except UnreadableError as error:
        findings = error.findings
        return Submission(file=source.name, data=None, schema=error.schema, findings=findings)
    except Exception as error:  # noqa: BLE001 - the net under one file
        return Submission(file=source.name, data=None, findings=(caught(error, source.name),))


def refuse_crowded(data: Any, name: str) -> None:
    """Raise UnreadableError for a table of more rows than are held, whatever it came in."""
    rows = data.get("rows") if isinstance(data, dict) else None
    if isinstance(rows, list) and len(rows) > MOST_ROWS:
        raise refuse_rows(name)


def _with_texts(submission: Submission, source: SourceFile) -> Submission:
    """Return data with their texts read, where it is known what form they are of."""
    name = source.schema or submission.schema
    home = resolve(source.notices, name) if name is not None else None
    if home is None or submission.data is None:
        return submission
    notice = owner(source.notices, home)
    return source.texts.read(notice, home, submission)


def of_unsound(submission: Submission, unsound: Collection[str]) -> Submission:
    """Return the submission without data where mistakes of its notice forbid to judge it."""
    named = submission.schema
    if named is None or notice_of(named) not in unsound:
        return submission
    where = Where(file=submission.file)
    finding = replace(remark(UNSOUND, where, notice=notice_of(named)), verdict="undecided")
    return replace(without_data(submission.file, finding), schema=named)


def without_data(name: str, finding: Finding) -> Submission:
    """Return the submission of a file that is not read: a note, or a finding of an error."""
    if finding.severity == "info":
        return Submission(file=name, data=None, notes=(finding,))
    return Submission(file=name, data=None, findings=(finding,))
