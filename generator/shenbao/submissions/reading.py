"""From paths to submissions: files in order, each given to the reader of its suffix."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from shenbao.errors import ShenbaoError
from shenbao.findings import Finding, Where
from shenbao.policy.model import Notice
from shenbao.submission import Submission
from shenbao.submissions.csv_file import read_csv
from shenbao.submissions.excel.file import read_excel
from shenbao.submissions.json_file import read_json
from shenbao.submissions.pdf.file import read_pdf
from shenbao.submissions.remarks import UnreadableError, note, remark
from shenbao.submissions.source import Source
from shenbao.submissions.word.file import read_word

READERS: dict[str, Callable[[Source], Submission]] = {
    ".csv": read_csv,
    ".docx": read_word,
    ".json": read_json,
    ".pdf": read_pdf,
    ".xlsx": read_excel,
}
"""The formats that can be handed in, by the suffix of the file."""

_REFUSING: dict[str, Callable[[Source], Submission]] = {
    ".doc": read_word,
    ".docm": read_word,
    ".et": read_excel,
    ".wps": read_word,
    ".xls": read_excel,
    ".xlsm": read_excel,
}
"""Kinds whose readers know better what to say of them than that they are not read."""

_ALL = READERS | _REFUSING
_HIDDEN = (".", "~$")


def read(
    paths: Sequence[Path], notices: Sequence[Notice], *, schema: str | None = None
) -> Iterator[Submission]:
    """Read files and folders in the order given; the files of a folder sorted by path.

    ``schema`` names the table of the CSV files. A file reached twice is read once. Raises
    ShenbaoError at once, before anything is read, for a path that does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise ShenbaoError("path-missing", path=_printable(path))
    return _read(paths, notices, schema)


def _read(
    paths: Sequence[Path], notices: Sequence[Notice], schema: str | None
) -> Iterator[Submission]:
    seen: set[str] = set()
    for given in paths:
        found_any = False
        for path, refusal in _files(given):
            name = _printable(path)
            if refusal is not None:
                yield _without_data(name, refusal)
                found_any = found_any or refusal.severity == "error"
                continue
            found_any = True
            real = os.path.normcase(os.path.realpath(path))
            if real in seen:
                yield _without_data(name, note("file.skipped-twice", Where(file=name)))
                continue
            seen.add(real)
            yield _read_one(Source(path=path, name=name, notices=notices, schema=schema))
        if not found_any:
            name = _printable(given)
            yield _without_data(name, remark("file.folder-empty", Where(file=name)))


def _files(given: Path) -> Iterator[tuple[Path, Finding | None]]:
    """Yield each file of a path, with the remark that keeps it from being read, if any."""
    if not given.is_dir():
        refusal = None
        if given.suffix.lower() not in _ALL:
            suffix, known = _kind(given), _known()
            where = Where(file=_printable(given))
            refusal = remark("file.unknown-kind", where, suffix=suffix, known=known)
        yield given, refusal
        return
    inside = Path(os.path.realpath(given))
    closed: list[OSError] = []
    for folder, folders, files in os.walk(given, onerror=closed.append):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        linked = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*files, *linked]):
            if not name.startswith(_HIDDEN):
                yield here / name, _refusal(here / name, inside)
    for error in closed:
        path = Path(str(error.filename))
        where = Where(file=_printable(path))
        yield path, remark("file.unreadable", where, reason="permission")


def _refusal(path: Path, inside: Path) -> Finding | None:
    """Say why a file found in a folder is not read."""
    try:
        return _unwanted(path, inside)
    except OSError:  # a folder that lists its files but lets nobody look at them
        return remark("file.unreadable", Where(file=_printable(path)), reason="permission")


def _unwanted(path: Path, inside: Path) -> Finding | None:
    where = Where(file=_printable(path))
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
        return remark("file.link-outside", where)
    if path.is_dir():
        return note("file.skipped-link", where)
    if path.suffix.lower() not in _ALL:
        return note("file.skipped-kind", where, suffix=_kind(path), known=_known())
    return None


def _kind(path: Path) -> str:
    return _printable(Path(path.suffix)) if path.suffix else "none"


def _known() -> str:
    return "、".join(sorted(READERS))


def _read_one(source: Source) -> Submission:
    try:
        return _ALL[source.path.suffix.lower()](source)
    except UnreadableError as error:
        return Submission(file=source.name, data=None, findings=error.findings)


def _without_data(name: str, finding: Finding) -> Submission:
    if finding.severity == "info":
        return Submission(file=name, data=None, notes=(finding,))
    return Submission(file=name, data=None, findings=(finding,))


def _printable(path: Path) -> str:
    """Return the path as given; bytes that are no text (Linux allows them) are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
