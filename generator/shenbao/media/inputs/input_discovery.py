"""From paths to files: folders and zip archives opened, data packages told from the rest."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding, Where
from shenbao.core.guards.json_text import DESCRIPTOR, LARGEST_DESCRIPTION
from shenbao.core.guards.safe_paths import leads_into
from shenbao.core.messages.values import Many, many
from shenbao.core.nets import caught, system
from shenbao.media.reading.reader_findings import note, remark

if TYPE_CHECKING:
    from shenbao.media.inputs.packages import DescribedPackage

ZIP = ".zip"
_HIDDEN = (".", "~$")
_NO_PAGES: Mapping[str, Callable[[Path], bool]] = {}
_NESTED = "file.zip-nested"
_MENTIONS = (b'"resources"', b'"fields"')


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that was met: to be read, a package, or with the remark that keeps it from it.

    ``note`` says that ``path`` is a copy of what was met, made to be read. ``archive`` is the
    file that it was unpacked from.
    """

    path: Path
    name: str
    package: DescribedPackage | None = None
    remark: Finding | None = None
    note: Finding | None = None
    archive: Path | None = None


class TempFolders:
    """Temporary folders for what is unpacked; gone when the work is done."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def folder(self) -> Path:
        """Return a new empty folder."""
        made = tempfile.TemporaryDirectory(prefix="shenbao-", ignore_cleanup_errors=True)
        return Path(os.path.realpath(self._stack.enter_context(made)))


def walk(
    paths: Sequence[Path],
    shelf: TempFolders,
    suffixes: Collection[str],
    *,
    pages: Mapping[str, Callable[[Path], bool]] = _NO_PAGES,
    shown: Sequence[str],
) -> list[InputFile]:
    """Return the files of paths in the order given; those of a folder sorted by path.

    ``suffixes`` are the kinds that are read, ``pages`` those of which in a folder only what is
    filled in is read (and what says so), ``shown`` those to advise. A file reached twice, or
    that belongs to a package, stands once. Raises ShenbaoError for a path that does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise ShenbaoError("path-missing", path=printable(path))
    walker = _Walker(shelf, frozenset(suffixes), pages, many(shown))
    return _once([item for path in paths for item in walker.given(path)])


def printable(path: Path | str) -> str:
    """Return the path as given; bytes that are no text (Linux allows them) are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def real(path: Path) -> str:
    """Return what a file is called on this machine, however it was reached."""
    return os.path.normcase(os.path.realpath(path))


def all_real(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the same of many files: links are followed to each folder once."""
    folders: dict[str, str] = {}
    for path in paths:
        folder, name = os.path.split(path)
        if name in {"", ".", ".."}:
            yield real(path)
            continue
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        place = os.path.join(folders[folder], name)  # noqa: PTH118 - a hundred thousand of them
        yield real(Path(place)) if os.path.islink(place) else os.path.normcase(place)  # noqa: PTH114


def _once(found: list[InputFile]) -> list[InputFile]:
    """Leave out what a package holds, and say of a file that was reached before."""
    packages = (item.package for item in found if item.package is not None)
    theirs = set(all_real(file for package in packages for file in package.files()))
    seen: set[str] = set()
    kept: list[InputFile] = []
    for item, name in zip(found, all_real(item.path for item in found), strict=True):
        if item.archive is not None and real(item.archive) in theirs:
            continue  # Of a compressed table the package says what it holds.
        if item.remark is not None:
            # What a package holds it may name by any suffix, and pack.
            tells = item.remark.severity == "error" and item.remark.rule != _NESTED
            if name not in theirs or tells:
                kept.append(item)
        elif name in seen:
            twice = note("file.skipped-twice", Where(file=item.name))
            kept.append(InputFile(path=item.path, name=item.name, remark=twice))
        elif item.package is not None or name not in theirs:
            seen.add(name)
            kept.append(item)
    return kept


class _Walker:
    def __init__(
        self,
        shelf: TempFolders,
        suffixes: frozenset[str],
        pages: Mapping[str, Callable[[Path], bool]],
        shown: Many,
    ) -> None:
        self._shelf = shelf
        self._suffixes = suffixes
        self._pages = pages
        self._shown = shown
        self._unpacking = False

    def given(self, path: Path) -> Iterator[InputFile]:
        """Yield what a path from the command line stands for."""
        name = printable(path)
        if path.is_dir():
            yield from self._whole(path, name)
        elif path.suffix.lower() == ZIP:
            yield from self._archive(path, name)
        elif path.suffix.lower() not in {*self._suffixes, *self._pages}:
            suffix = _kind(path)
            refusal = remark(
                "file.unknown-kind", Where(file=name), suffix=suffix, known=self._shown
            )
            yield InputFile(path=path, name=name, remark=refusal)
        else:
            yield self._file(path, name, given=True)

    def _whole(self, folder: Path, name: str) -> Iterator[InputFile]:
        """Yield the files of a folder; one without any is told."""
        found_any = False
        for item in self._folder(folder, name):
            found_any = found_any or item.remark is None or item.remark.severity == "error"
            yield item
        if not found_any:
            empty = remark("file.folder-empty", Where(file=name))
            yield InputFile(path=folder, name=name, remark=empty)

    def _archive(self, path: Path, name: str) -> Iterator[InputFile]:
        if self._unpacking:
            # An archive in an archive could hold another one, without end.
            nested = remark(_NESTED, Where(file=name))
            yield InputFile(path=path, name=name, remark=nested)
            return
        try:
            folder = self._shelf.folder()
        except OSError as error:
            yield InputFile(path=path, name=name, remark=system(error, name))
            return
        from shenbao.media.inputs.archives import unpack

        refused = False
        for finding in unpack(path, name, folder):
            refused = True
            yield InputFile(path=path, name=finding.where.file or name, remark=finding)
        if any(folder.iterdir()) or not refused:
            self._unpacking = True
            for item in self._whole(folder, name):
                yield replace(item, archive=path)
            self._unpacking = False

    def _folder(self, given: Path, shown: str) -> Iterator[InputFile]:
        inside = Path(os.path.realpath(given))
        closed: list[OSError] = []
        for folder, folders, files in os.walk(given, onerror=closed.append):
            here = Path(folder)
            folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
            linked = [name for name in folders if (here / name).is_symlink()]
            for name in sorted([*files, *linked]):
                if not name.startswith(_HIDDEN):
                    path = here / name
                    own = printable(Path(shown, *path.relative_to(given).parts))
                    yield from self._met(path, own, inside)
        for error in closed:
            path = Path(str(error.filename))
            own = printable(Path(shown, *path.relative_to(given).parts))
            denied = remark("file.unreadable", Where(file=own), reason="permission")
            yield InputFile(path=path, name=own, remark=denied)

    def _met(self, path: Path, name: str, inside: Path) -> Iterator[InputFile]:
        """Yield a file of a folder, with the remark that keeps it from being read, if any."""
        where = Where(file=name)
        try:
            refusal = self._unwanted(path, where, inside)
        except OSError:  # a folder that lists its files but lets nobody look at them
            refusal = remark("file.unreadable", where, reason="permission")
        if refusal is not None:
            yield InputFile(path=path, name=name, remark=refusal)
        elif path.suffix.lower() == ZIP:
            yield from self._archive(path, name)
        else:
            yield self._file(path, name)

    def _unwanted(self, path: Path, where: Where, inside: Path) -> Finding | None:
        if path.is_symlink() and not leads_into(path, inside):
            return remark("file.link-outside", where)
        if path.is_dir():
            return note("file.skipped-link", where)
        suffix = path.suffix.lower()
        if suffix in self._pages:
            # The blank page often lies beside what it saved.
            return None if self._pages[suffix](path) else note("file.skipped-page", where)
        if suffix not in {*self._suffixes, ZIP}:
            return note("file.skipped-kind", where, suffix=_kind(path), known=self._shown)
        return None

    def _file(self, path: Path, name: str, *, given: bool = False) -> InputFile:
        """Return a file to read: a package is known by what it says, a schema is not data."""
        if path.suffix.lower() != ".json" or not _may_describe(path):
            return InputFile(path=path, name=name)
        try:
            return self._described(path, name, given=given)
        except Exception as error:  # noqa: BLE001 - the net under one file
            return InputFile(path=path, name=name, remark=caught(error, name))

    @staticmethod
    def _described(path: Path, name: str, *, given: bool) -> InputFile:
        from shenbao.media.inputs.packages import is_table_schema, load_json, package_of

        described = load_json(path)
        package = package_of(described, path, name)
        if package is None and is_table_schema(described):
            where = Where(file=name)
            told = remark("file.schema", where) if given else note("file.skipped-schema", where)
            return InputFile(path=path, name=name, remark=told)
        return InputFile(path=path, name=name, package=package)


def _may_describe(path: Path) -> bool:
    """Say whether a JSON file may be a package: applications are not parsed twice."""
    if path.name.casefold() == DESCRIPTOR:
        return True
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_DESCRIPTION:
            return False
        raw = path.read_bytes()
    except OSError:
        return False
    return any(word in raw for word in _MENTIONS)


def _kind(path: Path) -> str:
    return printable(path.suffix) if path.suffix else "none"
