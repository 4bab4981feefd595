"""A local Data Package: its descriptor read and checked, each table made a plan."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from shenbao.checks.tables.dialect import Dialect, read_dialect
from shenbao.checks.tables.engine import Plan, values_of
from shenbao.checks.tables.files import COMPRESSIONS, DESCRIPTOR, Files, inflated, safe
from shenbao.checks.tables.results import Issue, SourceError, shorten
from shenbao.checks.tables.schema import FREE, TableSchema, read_schema, version_of
from shenbao.checks.tables.sources import WORKBOOKS, Source

_FORMATS = ("csv", "tsv", "jsonl", "ndjson", *WORKBOOKS)
_NAME = re.compile(r"^([-a-z0-9._/])+$")
_LARGEST_DESCRIPTOR = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource as its descriptor says; ``issues`` are what is wrong with the descriptor."""

    name: str
    table: bool
    paths: tuple[str, ...] = ()
    schema: TableSchema = FREE
    dialect: Dialect = field(default_factory=Dialect)
    source: Source | None = None
    expected: Mapping[str, Any] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package with its resources, or with what is wrong with it."""

    files: Files
    resources: tuple[Resource, ...] = ()
    issues: tuple[Issue, ...] = ()

    def plan(self, resource: Resource) -> Plan:
        """Return the plan of a table; raises SourceError where a key refers to nothing."""
        if resource.source is None:
            raise SourceError("resource-error", "tables-path-or-data", resource=resource.name)
        lookups = {
            number: self._values(resource, key.resource, key.reference)
            for number, key in enumerate(resource.schema.foreign_keys)
        }
        return Plan(
            schema=resource.schema,
            source=resource.source,
            dialect=resource.dialect,
            lookups=lookups,
        )

    def _values(self, resource: Resource, name: str, columns: Sequence[str]) -> set[Any]:
        if name in {"", resource.name}:
            target: Resource | None = resource
        else:
            target = next((item for item in self.resources if item.name == name), None)
        if target is None or target.source is None:
            raise SourceError("resource-error", "tables-reference", resource=name)
        plan = Plan(schema=target.schema, source=target.source, dialect=target.dialect)
        return values_of(plan, columns)


def read_package(files: Files, descriptor: str = DESCRIPTOR) -> Package:
    """Read the descriptor of a package and the schemas it names."""
    try:
        found = _load(files, descriptor)
    except SourceError as error:
        return Package(files=files, issues=(error.issue,))
    if isinstance(found, Mapping) and _remote(found):
        issue = Issue(code="package-error", message="tables-path-remote", args=_remote(found))
        return Package(files=files, issues=(issue,))
    if not isinstance(found, Mapping) or not isinstance(found.get("resources"), list):
        issue = Issue(code="package-error", message="tables-package", args={"file": files.name})
        return Package(files=files, issues=(issue,))
    version = version_of(found)
    resources = tuple(
        _resource(files, item, version, number)
        for number, item in enumerate(found["resources"], start=1)
    )
    return Package(
        files=files, resources=resources, issues=tuple(_package_issues(found, resources, version))
    )


def _package_issues(
    found: Mapping[str, Any], resources: Sequence[Resource], version: str
) -> Iterator[Issue]:
    name = found.get("name")
    if name is not None and not _good_name(name, version):
        args = {"found": shorten(str(name))}
        yield Issue(code="package-error", message="tables-name", args=args)
    names = Counter(resource.name for resource in resources)
    for twice in sorted(name for name, times in names.items() if times > 1):
        yield Issue(code="package-error", message="tables-resource-twice", args={"name": twice})
    for resource in resources:
        yield from resource.issues


def _resource(files: Files, item: Any, version: str, number: int) -> Resource:
    name = item.get("name") if isinstance(item, Mapping) else None
    if not isinstance(name, str) or not _good_name(name, version):
        issue = Issue(
            code="resource-error",
            message="tables-resource",
            args={"number": str(number), "found": shorten(str(name))},
        )
        return Resource(name=str(name), table=False, issues=(issue,))
    try:
        return _read_resource(files, item, name, version)
    except SourceError as error:
        return Resource(name=name, table=False, issues=(error.issue,))


def _read_resource(files: Files, item: Mapping[str, Any], name: str, version: str) -> Resource:
    if _remote(item):
        raise SourceError("resource-error", "tables-path-remote", path=_remote(item)["path"])
    paths = _paths(item, name)
    form, compression = _format(item, paths)
    data = item.get("data")
    table = (
        item.get("type") == "table"
        or item.get("profile") == "tabular-data-resource"
        or form in _FORMATS
        or isinstance(data, list)
    )
    expected = _expected(item)
    if not table:
        return Resource(name=name, table=False, paths=paths, expected=expected)
    dialect, issues = read_dialect(_linked(files, item.get("dialect"), name))
    described = _linked(files, item.get("schema"), name)
    schema: TableSchema | None = FREE
    if described is not None:
        schema, problems = read_schema(described, version)
        issues += problems
    if item.get("missingValues") is not None:
        issues += (_wrong(name, "missingValues"),)
    source = Source(
        name=name,
        format=form,
        open=_opener(files, paths, form, dialect, compression, str(item.get("innerpath") or "")),
        data=data if isinstance(data, list) else None,
        encoding=item["encoding"] if isinstance(item.get("encoding"), str) else None,
        field_names=tuple(column.name for column in (schema or FREE).fields),
        path=files.local(paths[0]) if len(paths) == 1 and not compression else None,
    )
    return Resource(
        name=name,
        table=True,
        paths=paths,
        schema=schema or FREE,
        dialect=dialect,
        source=source,
        expected=expected,
        issues=issues,
    )


def _remote(item: Mapping[str, Any]) -> dict[str, str]:
    """Return what of a descriptor the other engine would fetch: a profile, a remote scheme."""
    profiles = (item.get("profile"), *_as_list(item.get("profiles")))
    found = [text for text in profiles if isinstance(text, str) and "://" in text]
    scheme = item.get("scheme")
    if scheme not in {None, "", "file", "multipart"}:
        found.append(str(scheme))
    return {"path": shorten(found[0])} if found else {}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _paths(item: Mapping[str, Any], name: str) -> tuple[str, ...]:
    path, data = item.get("path"), item.get("data")
    if (path is None) == (data is None):
        raise SourceError("resource-error", "tables-path-or-data", resource=name)
    if path is None:
        return ()
    paths = path if isinstance(path, list) else [path]
    more = item.get("extrapaths")
    paths = [*paths, *(more if isinstance(more, list) else ())]
    if not paths or not all(isinstance(part, str) for part in paths):
        raise SourceError("resource-error", "tables-path-or-data", resource=name)
    return tuple(safe(part) for part in paths)


def _format(item: Mapping[str, Any], paths: Sequence[str]) -> tuple[str, str]:
    """Return the format of the table and how the file is compressed."""
    if not paths:
        return str(item.get("format") or "inline"), ""
    compression = str(item.get("compression") or "")
    path = paths[0].lower()
    ending = path.rpartition(".")[2]
    if ending in COMPRESSIONS:
        compression = compression or ending
        inner = str(item.get("innerpath") or "").lower()
        path = inner or path[: -len(ending) - 1]
        ending = path.rpartition(".")[2]
    if compression in {"", "no"} | set(COMPRESSIONS):
        return str(item.get("format") or ending).lower(), compression.replace("no", "")
    raise SourceError("compression-error", "tables-compression", found=compression)


def _expected(item: Mapping[str, Any]) -> dict[str, Any]:
    stats = item.get("stats") if isinstance(item.get("stats"), Mapping) else {}
    found = {
        name: item.get(name) or cast("Mapping[str, Any]", stats).get(name)
        for name in ("bytes", "fields", "rows", "hash", "sha256", "md5")
    }
    digest = str(found["hash"] or "")
    algorithm, _, value = digest.rpartition(":")
    if digest and (algorithm or "md5") in {"md5", "sha256"}:
        found[algorithm or "md5"] = value
    return {name: value for name, value in found.items() if value and name != "hash"}


def measured(files: Files, resource: Resource) -> Iterator[Issue]:
    """Compare a file with the size and hash that the descriptor gives."""
    wanted = resource.expected
    if not resource.paths or not {"bytes", "sha256", "md5"} & wanted.keys():
        return
    # MD5 is what the first edition of the standard has; nothing rests on its strength.
    sums = {
        "sha256": hashlib.sha256(),
        "md5": hashlib.md5(usedforsecurity=False),
    }
    size = 0
    for path in resource.paths:
        with files.open(path) as stream:
            while chunk := stream.read(1 << 20):
                size += len(chunk)
                for digest in sums.values():
                    digest.update(chunk)
    if wanted.get("bytes") not in {None, size}:
        yield count_issue("byte-count", wanted["bytes"], size)
    for name in ("sha256", "md5"):
        if wanted.get(name) is not None:
            if wanted[name] != sums[name].hexdigest():
                yield count_issue("hash-count", wanted[name], sums[name].hexdigest())
            return


def count_issue(code: str, wanted: object, found: object) -> Issue:
    """Return the issue of a count that is not as the descriptor says."""
    return Issue(
        code=code,
        message=f"tables-{code}",
        args={"wanted": shorten(str(wanted)), "found": shorten(str(found))},
    )


def _linked(files: Files, value: Any, name: str) -> Any:
    """Return a part of the descriptor, from the file that it names if it is a path."""
    if not isinstance(value, str):
        return value
    found = _load(files, value)
    if not isinstance(found, Mapping):
        raise SourceError("resource-error", "tables-resource", number="-", found=name)
    return found


def _load(files: Files, path: str) -> Any:
    try:
        with files.open(path) as stream:
            raw = stream.read(_LARGEST_DESCRIPTOR + 1)
        if len(raw) > _LARGEST_DESCRIPTOR:
            raise SourceError("package-error", "tables-package-json", file=path)
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError("package-error", "tables-package-json", file=path) from error


def _opener(
    files: Files,
    paths: Sequence[str],
    form: str,
    dialect: Dialect,
    compression: str,
    inner: str,
) -> Any:
    if not paths:
        return None

    def open_one() -> BinaryIO:
        stream = files.open(paths[0])
        return inflated(stream, compression, inner) if compression else stream

    def open_all() -> BinaryIO:
        drop = form == "csv" and dialect.header
        return cast("BinaryIO", _Chained(files, paths, drop_header=drop))

    return open_one if len(paths) == 1 else open_all


class _Chained(io.RawIOBase):
    """The parts of a table one after another; only the first keeps its header."""

    def __init__(self, files: Files, paths: Sequence[str], *, drop_header: bool) -> None:
        self._waiting = list(paths)
        self._files = files
        self._drop = drop_header
        self._current: BinaryIO | None = files.open(self._waiting.pop(0))

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read on, into the next part where one ends."""
        while self._current is not None:
            raw = self._current.read(size)
            if raw:
                return raw
            self._current.close()
            self._current = None
            if self._waiting:
                self._current = self._files.open(self._waiting.pop(0))
                if self._drop:
                    self._current.readline()
        return b""

    def close(self) -> None:
        """Close the part that is open."""
        if self._current is not None:
            self._current.close()
        super().close()


def _good_name(name: Any, version: str) -> bool:
    return isinstance(name, str) and (version != "v1" or _NAME.search(name) is not None)


def _wrong(name: str, option: str) -> Issue:
    return Issue(
        code="resource-error",
        message="tables-resource-option",
        args={"resource": name, "option": option},
    )
