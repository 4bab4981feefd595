"""The two entrances: one table against a schema, and a whole package."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeAlias, TypeVar

from shenbao.core.findings import Finding
from shenbao.core.guards.json_text import DESCRIPTOR, read_description
from shenbao.core.messages.shortening import LONGEST
from shenbao.core.messages.values import many
from shenbao.core.nets import caught
from shenbao.tabular import reference
from shenbao.tabular.data_package import (
    Package,
    Resource,
    check_size_and_hash,
    count_issue,
    read_package,
)
from shenbao.tabular.engine import Plan, run
from shenbao.tabular.read.dialect import read_dialect
from shenbao.tabular.read.sources import LARGEST, WORKBOOKS, TableSource
from shenbao.tabular.results import (
    LISTED,
    Issue,
    IssueCounter,
    PackageResult,
    SourceError,
    TableResult,
    Told,
)
from shenbao.tabular.schema.package_files import (
    Archive,
    Files,
    Folder,
    OnRead,
    Watched,
    open_file,
    watched,
)
from shenbao.tabular.schema.table_schema import (
    NO_ROOM_FOR,
    TableSchema,
    names_in,
    names_of,
    read_schema,
)

EngineName: TypeAlias = Literal["fast", "reference"]
_Said = TypeVar("_Said")
_NOTHING: Mapping[str, Told] = {}
Data: TypeAlias = "Path | bytes | Sequence[Any]"


def check_table(  # noqa: PLR0913 - the keywords of an entrance
    schema: Mapping[str, Any],
    source: Data,
    *,
    engine: EngineName = "fast",
    format: str | None = None,  # noqa: A002 - the word of the standard
    encoding: str | None = None,
    dialect: Mapping[str, Any] | None = None,
    sensitive: Collection[str] = (),
    limit: int | None = LISTED,
    jobs: int = 1,
    on_read: OnRead | None = None,
    told: Told | None = None,
) -> TableResult:
    """Check a table against a Table Schema.

    ``source`` is a path, the bytes of a file (then ``format`` is needed) or rows of values.
    ``sensitive`` names the columns whose values are never shown. ``limit`` is how many
    issues of a kind are listed, None for all; the counts are always complete. ``jobs`` is how
    many processes may read a large local file of UTF-8 together, where the compiled scan is
    there; the verdict is the same. ``on_read`` is told how many bytes were just read of a path,
    or taken back to be read again. What somebody has ``told`` is counted, and not listed again.
    """
    tally = IssueCounter(sensitive, limit, names_in(schema), told)
    form = format or (_ending(source) if isinstance(source, Path) else "csv")
    if engine == "reference":
        options = {"encoding": encoding, "dialect": dialect and dict(dialect)}
        return _by_reference(schema, source, form, options, tally)
    name = source.name if isinstance(source, Path) else "table"
    table, issues = read_schema(schema)
    how, dialect_issues = read_dialect(dialect)
    issues += (*dialect_issues, *_unreadable(table))
    if table is None or issues:
        return _refused(tally, issues, name)
    given = _source(source, name, form, encoding, table)
    if on_read is not None and isinstance(source, Path):
        given = replace(given, open=_telling(given.open, on_read))
    plan = Plan(schema=table, source=given, dialect=how, jobs=jobs, on_read=on_read)
    try:
        plan = replace(plan, lookups=_own_lookups(plan))
    except SourceError as error:
        return _refused(tally, (error.issue,), name)
    return _noted(run(plan, tally), given)


def check_package(  # noqa: PLR0913 - the keywords of an entrance
    path: Path,
    *,
    engine: EngineName = "fast",
    sensitive: Collection[str] = (),
    limit: int | None = LISTED,
    jobs: int = 1,
    on_read: OnRead | None = None,
    told: Mapping[str, Told] = _NOTHING,
) -> PackageResult:
    """Check a local Data Package: its descriptor, the folder that holds it, or a zip archive.

    ``told`` is by the names of resources. The other arguments are as for a table.
    """
    try:
        with _files(path) as (files, descriptor):
            if on_read is not None and engine == "fast":
                files = Watched(files, on_read)  # noqa: PLW2901 - the same files, watched
            package = read_package(files, descriptor)
            if engine == "reference":
                return _package_by_reference(package, path, descriptor, (sensitive, limit, told))
            if package.issues:
                unread = tuple(_not_checked(package))
                return PackageResult(tables=(), issues=package.issues, notes=unread)
            stopped: list[Finding] = []

            def checked(resource: Resource) -> TableResult:
                names, said = names_of(resource.schema), told.get(resource.name)
                tally = IssueCounter(sensitive, limit, names, said)
                return _table(package, resource, tally, jobs, on_read)

            tables = _each([one for one in package.resources if one.table], checked, stopped)
            others = _each(
                [one for one in package.resources if not one.table],
                partial(_other_issues, package),
                stopped,
            )
            return PackageResult(
                tables=tuple(tables),
                issues=tuple(chain.from_iterable(others)),
                stopped=tuple(stopped),
                skipped=tuple(item.name for item in package.resources if not item.table),
                notes=tuple(_package_notes(package)),
            )
    except SourceError as error:
        return PackageResult(tables=(), issues=(error.issue,))


def _each(
    resources: Iterable[Resource], check: Callable[[Resource], _Said], stopped: list[Finding]
) -> list[_Said]:
    """Return what is said of each resource; ``stopped`` gets those that nobody expected to fail."""
    found: list[_Said] = []
    for resource in resources:
        try:
            found.append(check(resource))
        except Exception as error:  # noqa: BLE001 - the net under one resource
            stopped.append(caught(error, resource.name))
    return found


def _table(
    package: Package,
    resource: Resource,
    tally: IssueCounter,
    jobs: int,
    on_read: OnRead | None,
) -> TableResult:
    unreadable = _unreadable(resource.schema)
    if unreadable:
        return _refused(tally, unreadable, resource.name)
    try:
        plan = replace(package.plan(resource), jobs=jobs, on_read=on_read)
        result = run(plan, tally)
        if result.complete:
            for issue in _counts(package.files, resource, result):
                tally.add(issue)
            result = tally.result(resource.name, result.rows)
        return _noted(result, resource.source)
    except SourceError as error:
        return _refused(tally, (error.issue,), resource.name)


def _noted(result: TableResult, source: TableSource | None) -> TableResult:
    """Return the result with what the reader noted, each once: a table may be read twice."""
    notes = {
        (note.message, note.row, note.field, *note.args.values()): note
        for note in (source.notes if source else ())
    }
    if result.valid and result.complete and not result.rows:
        notes[("rows",)] = Issue(code="note", message="tables-note-no-rows")
    return replace(result, notes=tuple(notes.values()))


def _counts(files: Files, resource: Resource, result: TableResult) -> Iterator[Issue]:
    """Compare size, hash and counts with the descriptor."""
    yield from check_size_and_hash(files, resource)
    found = {"fields": len(resource.schema.fields), "rows": result.rows}
    for name, number in found.items():
        wanted = resource.expected.get(name)
        if wanted not in {None, number}:
            yield count_issue(f"{name[:-1]}-count", wanted, number)


def _package_notes(package: Package) -> Iterator[Issue]:
    """Yield what nobody looks at in a package whose descriptor is right."""
    yield from package.notes
    for resource in package.resources:
        yield from resource.notes
    if not any(resource.table for resource in package.resources):
        yield Issue(code="note", message="tables-note-no-table")


def _not_checked(package: Package) -> Iterator[Issue]:
    """Yield a note where tables were not looked at, as their description is wrong."""
    names = [resource.name for resource in package.resources if resource.table]
    if names:
        shown = many(names, longest=LONGEST)
        yield Issue(code="note", message="tables-note-not-checked", args={"names": shown})


def _other_issues(package: Package, resource: Resource) -> tuple[Issue, ...]:
    """Return what is wrong with the files of a resource that is no table."""
    try:
        for path in resource.paths:
            package.files.open(path).close()
        return tuple(check_size_and_hash(package.files, resource))
    except SourceError as error:
        return (error.issue,)


def _unreadable(schema: TableSchema | None) -> tuple[Issue, ...]:
    """Return an issue for each column that only the reference engine reads."""
    return tuple(
        Issue(
            code="field-error",
            message="tables-schema-unsupported",
            column=field.name,
            args={"name": field.name, "type": f"{field.type}/{field.format}"},
        )
        for field in (schema.fields if schema else ())
        if field.type in NO_ROOM_FOR or (field.type, field.format) == ("string", "wkt")
    )


def _refused(tally: IssueCounter, issues: Sequence[Issue], name: str) -> TableResult:
    for issue in issues:
        tally.add(issue)
    return tally.result(name, 0, complete=False)


def _own_lookups(plan: Plan) -> dict[int, Collection[Any]]:
    """Return the values that foreign keys into the table itself may take."""
    from shenbao.tabular.engine import values_of
    from shenbao.tabular.judge.key_store import KeyMemory

    keys = plan.schema.foreign_keys
    other = next((key.resource for key in keys if key.resource), "")
    if other:
        raise SourceError("resource-error", "tables-reference", resource=other)
    if not keys:
        return {}
    found = values_of(plan, {key.reference for key in keys}, KeyMemory())
    return {number: found[key.reference] for number, key in enumerate(keys)}


def _telling(
    opened: Callable[[], BinaryIO] | None, on_read: OnRead
) -> Callable[[], BinaryIO] | None:
    return None if opened is None else lambda: watched(opened(), on_read)


def _source(
    source: Data, name: str, form: str, encoding: str | None, schema: TableSchema
) -> TableSource:
    opener: Callable[[], BinaryIO] | None = None
    data: Sequence[Any] | None = None
    if isinstance(source, Path):
        path = source

        def opener() -> BinaryIO:
            return open_file(path, name)
    elif isinstance(source, bytes):
        raw = source

        def opener() -> BinaryIO:
            return io.BytesIO(raw)
    else:
        data = source
    names = tuple(field.name for field in schema.fields)
    return TableSource(
        name=name,
        format=form,
        open=opener,
        data=data,
        encoding=encoding,
        field_names=names,
        path=source if isinstance(source, Path) else None,
    )


def _by_reference(
    schema: Mapping[str, Any],
    source: Data,
    form: str,
    options: Mapping[str, Any],
    tally: IssueCounter,
) -> TableResult:
    try:
        _guard(source, form)
    except SourceError as error:
        return _refused(tally, (error.issue,), source.name if isinstance(source, Path) else "table")
    if isinstance(source, Path):
        given = {**options, "format": form}
        return reference.check_table(schema, source.name, source.parent, given, tally)
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(source, bytes):
            Path(folder, f"table.{form}").write_bytes(source)
            return reference.check_table(
                schema, f"table.{form}", Path(folder), {**options, "format": form}, tally
            )
        # The other engine writes into the lists it checks.
        given = {**options, "data": deepcopy(list(source))}
        return reference.check_table(schema, "table", Path(folder), given, tally)


def _guard(source: Data, form: str) -> None:
    """Refuse a workbook that would fill the memory of the other engine too."""
    if form in WORKBOOKS and isinstance(source, Path | bytes):
        from shenbao.tabular.read.workbooks import guard

        raw = source.read_bytes() if isinstance(source, Path) else source
        guard(raw, source.name if isinstance(source, Path) else "table")


def _package_by_reference(
    package: Package,
    path: Path,
    descriptor: str,
    asked: tuple[Collection[str], int | None, Mapping[str, Told]],
) -> PackageResult:
    """Run frictionless on a package whose paths were found to stay inside it."""
    outside = [issue for issue in _path_issues(package) if issue.message in _OUTSIDE]
    if outside or not package.resources:
        return PackageResult(tables=(), issues=tuple(outside or package.issues))
    with tempfile.TemporaryDirectory() as folder:
        target = path if path.is_dir() else path.parent
        if isinstance(package.files, Archive):
            target = Path(folder)
            _unpack(package, target, descriptor)
        known = {name for item in package.resources for name in names_of(item.schema)}
        sensitive, limit, told = asked

        def tally(name: str) -> IssueCounter:
            return IssueCounter(sensitive, limit, known, told.get(name))

        results, own = reference.check_package(target / descriptor, tally)
        return PackageResult(tables=tuple(results), issues=own.result("", 0).issues)


_OUTSIDE = frozenset(
    {"tables-path-remote", "tables-path-outside", "tables-bomb", "tables-scattered"}
)
"""What the other engine must not be let near to."""


def _path_issues(package: Package) -> Iterator[Issue]:
    """Yield what is wrong with the package, and with where its links lead."""
    yield from package.issues
    for resource in package.resources:
        try:
            for path in resource.paths:
                package.files.open(path).close()
            if resource.source is not None:
                _drain(resource.source)
        except SourceError as error:
            yield error.issue


def _drain(source: TableSource) -> None:
    """Read a table to its end: what is compressed beyond reason ends before."""
    if source.open is None:
        return
    with source.open() as stream:
        if source.format in WORKBOOKS:
            from shenbao.tabular.read.workbooks import guard

            guard(stream.read(LARGEST), source.name)
        while stream.read(1 << 20):
            pass


def _unpack(package: Package, target: Path, descriptor: str) -> None:
    """Write what the descriptor names, and nothing else, to a folder."""
    with package.files.open(descriptor) as stream:
        found = read_description(stream)
    linked = [
        item[name]
        for item in found["resources"]
        if isinstance(item, Mapping)
        for name in ("schema", "dialect")
        if isinstance(item.get(name), str)
    ]
    paths = [path for resource in package.resources for path in resource.paths]
    for path in {descriptor, *linked, *paths}:
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with package.files.open(path) as stream, place.open("wb") as written:
            shutil.copyfileobj(stream, written)


@contextmanager
def _files(path: Path) -> Iterator[tuple[Files, str]]:
    if path.is_dir():
        yield Folder(path), DESCRIPTOR
    elif path.suffix.lower() == ".zip":
        archive = Archive(path)
        try:
            yield archive, DESCRIPTOR
        finally:
            archive.close()
    else:
        yield Folder(path.parent), path.name


def _ending(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")
