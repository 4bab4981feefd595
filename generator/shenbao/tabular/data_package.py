"""A local Data Package: its descriptor read and checked, each table made a plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from shenbao.core.guards.json_text import (
    DESCRIPTOR,
    LARGEST_DESCRIPTION,
    DescriptionLargeError,
    JsonError,
    read_description,
)
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import one_or_many
from shenbao.tabular.engine import Plan, values_of
from shenbao.tabular.judge.cell_types import is_email
from shenbao.tabular.judge.datetimes import datetime_reader
from shenbao.tabular.judge.key_store import KeyMemory
from shenbao.tabular.read.dialect import Dialect, read_dialect
from shenbao.tabular.read.multipart import ENCODING as PART_ENCODING
from shenbao.tabular.read.multipart import Parts
from shenbao.tabular.read.sources import IN_PARTS, LINES, TABULAR, TableSource
from shenbao.tabular.results import Issue, SourceError, not_json
from shenbao.tabular.schema.descriptor_shapes import Part, shape_issues, value_words
from shenbao.tabular.schema.package_files import COMPRESSIONS, Files, Packed, safe
from shenbao.tabular.schema.table_schema import FREE, TableSchema, read_schema, version_of

_TABULAR_RESOURCE = "tabular-data-resource"
_TABULAR_PACKAGE = "tabular-data-package"
_PROFILES = ("data-package", "data-resource", _TABULAR_PACKAGE, _TABULAR_RESOURCE)
_HASHES = ("md5", "sha256")
_MEASURES = {"bytes", *_HASHES}
_NAME = re.compile(r"^([-a-z0-9._/])+$")
_MOST_RESOURCES = 10_000
"""As many as files in an archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource as its descriptor says; ``issues`` are what is wrong with the descriptor.

    ``notes`` say what of it nobody looks at.
    """

    name: str
    table: bool
    paths: tuple[str, ...] = ()
    schema: TableSchema = FREE
    dialect: Dialect = field(default_factory=Dialect)
    source: TableSource | None = None
    expected: Mapping[str, Any] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    notes: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package with its resources, or with what is wrong with it."""

    files: Files
    resources: tuple[Resource, ...] = ()
    issues: tuple[Issue, ...] = ()
    notes: tuple[Issue, ...] = ()

    def plan(self, resource: Resource) -> Plan:
        """Return the plan of a table; raises SourceError where a key refers to nothing."""
        if resource.source is None:
            raise SourceError("resource-error", "tables-path-or-data", resource=resource.name)
        wanted: dict[str, set[tuple[str, ...]]] = {}
        for key in resource.schema.foreign_keys:
            wanted.setdefault(key.resource, set()).add(key.reference)
        memory = KeyMemory()
        found = {name: self._values(resource, name, keys, memory) for name, keys in wanted.items()}
        lookups = {
            number: found[key.resource][key.reference]
            for number, key in enumerate(resource.schema.foreign_keys)
        }
        return Plan(
            schema=resource.schema,
            source=resource.source,
            dialect=resource.dialect,
            lookups=lookups,
        )

    def _values(
        self,
        resource: Resource,
        name: str,
        keys: Collection[tuple[str, ...]],
        memory: KeyMemory,
    ) -> Mapping[tuple[str, ...], set[Any]]:
        if name in {"", resource.name}:
            target: Resource | None = resource
        else:
            target = next((item for item in self.resources if item.name == name), None)
        if target is None or target.source is None:
            raise SourceError("resource-error", "tables-reference", resource=name)
        plan = Plan(schema=target.schema, source=target.source, dialect=target.dialect)
        return values_of(plan, keys, memory)


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
    if len(found["resources"]) > _MOST_RESOURCES:
        numbers = {"count": str(len(found["resources"])), "limit": str(_MOST_RESOURCES)}
        issue = Issue(code="package-error", message="tables-package-many", args=numbers)
        return Package(files=files, issues=(issue,))
    version = version_of(found)
    resources = tuple(
        _resource(files, item, version, number, descriptor)
        for number, item in enumerate(found["resources"], start=1)
    )
    return Package(
        files=files,
        resources=resources,
        issues=tuple(_package_issues(found, resources, version)),
        notes=tuple(_unknown_profile(found, "package")),
    )


def _package_issues(
    found: Mapping[str, Any], resources: Sequence[Resource], version: str
) -> Iterator[Issue]:
    code = "package-error"
    yield from shape_issues("package", found, code)
    name = found.get("name")
    if isinstance(name, str) and not _good_name(name, version):
        yield Issue(code=code, message="tables-name", args={"found": shorten(name)})
    names = Counter(resource.name for resource in resources)
    for twice in sorted(name for name, times in names.items() if times > 1):
        yield Issue(code=code, message="tables-resource-twice", args={"name": twice})
    created = found.get("created")
    if created and isinstance(created, str) and datetime_reader("default")(created) is None:
        yield Issue(code=code, message="tables-created", args={"found": shorten(created)})
    yield from _people_issues("package", found, code)
    for option in ("missingValues", "fields"):
        if option in found:
            yield Issue(code=code, message="tables-package-option", args={"option": option})
    if found.get("profile") == _TABULAR_PACKAGE:
        for item in found["resources"]:
            if isinstance(item, Mapping) and item.get("profile") != _TABULAR_RESOURCE:
                args = {"resource": shorten(str(item.get("name"))), "wanted": _TABULAR_RESOURCE}
                yield Issue(code=code, message="tables-profile-resource", args=args)
    for resource in resources:
        yield from resource.issues


def _people_issues(
    part: Part, found: Mapping[str, Any], code: str, name: str = ""
) -> Iterator[Issue]:
    """Yield what is wrong with licenses, contributors and sources."""
    for number, item in enumerate(_as_list(found.get("licenses"))):
        if isinstance(item, Mapping) and not item.get("path") and not item.get("name"):
            args = {"part": part, "name": name, "property": f"licenses/{number}"}
            yield Issue(code=code, message="tables-license", args=args)
    for people in ("contributors", "sources"):
        for number, item in enumerate(_as_list(found.get(people))):
            email = item.get("email") if isinstance(item, Mapping) else None
            if isinstance(email, str) and email and not is_email(email):
                place = f"{people}/{number}/email"
                args = {"part": part, "name": name, "property": place, "found": shorten(email)}
                yield Issue(code=code, message="tables-email", args=args)


def _unknown_profile(found: Mapping[str, Any], part: Part, name: str = "") -> Iterator[Issue]:
    """Yield a note on a profile of somebody's own, by which nothing is checked."""
    profile = found.get("profile")
    if isinstance(profile, str) and profile and profile not in _PROFILES:
        args = {"part": part, "name": name, "found": shorten(profile)}
        yield Issue(code="note", message="tables-note-profile", args=args)


def _resource(files: Files, item: Any, version: str, number: int, descriptor: str) -> Resource:
    if not isinstance(item, Mapping):
        wrong = _nameless(number, item, "package-error")
        return Resource(name=f"#{number}", table=False, issues=(wrong,))
    name = item.get("name")
    if not isinstance(name, str) or not _good_name(name, version):
        wrong = _nameless(number, name, "resource-error")
        return Resource(name=f"#{number}", table=False, issues=(wrong,))
    issues = tuple(_resource_issues(item, name))
    if issues:
        return Resource(name=name, table=False, issues=issues)
    try:
        return _read_resource(files, item, name, version, descriptor)
    except SourceError as error:
        return Resource(name=name, table=False, issues=(error.issue,))


def _nameless(number: int, found: Any, code: str) -> Issue:
    args = {"number": str(number), "found": value_words(found)}
    return Issue(code=code, message="tables-resource", args=args)


def _resource_issues(item: Mapping[str, Any], name: str) -> Iterator[Issue]:
    code = "resource-error"
    for issue in shape_issues("resource", item, code, name):
        # Columns beside the path are a frequent slip: that they are no number helps nobody.
        if issue.args["property"] == "fields" and isinstance(item["fields"], list):
            yield _misplaced(name, "fields")
        else:
            yield issue
    yield from _people_issues("resource", item, code, name)
    if "missingValues" in item:
        yield _misplaced(name, "missingValues")
    if item.get("profile") == _TABULAR_RESOURCE and not item.get("schema"):
        yield Issue(code=code, message="tables-profile-schema", args={"resource": name})


def _misplaced(name: str, option: str) -> Issue:
    args = {"resource": name, "option": option}
    return Issue(code="resource-error", message="tables-resource-option", args=args)


def _read_resource(
    files: Files, item: Mapping[str, Any], name: str, version: str, descriptor: str
) -> Resource:
    if _remote(item):
        raise SourceError("resource-error", "tables-path-remote", path=_remote(item)["path"])
    paths = _paths(item, name)
    form, compression = _format(item, paths)
    if not form and compression == "zip" and len(paths) == 1:
        # The name of the archive says nothing: that of the file in it does.
        with files.open(paths[0]) as stream:
            member = Packed(path=paths[0], compression=compression).member(stream)
        form = PurePosixPath(member.lower()).suffix.removeprefix(".")
    data = item.get("data")
    described = _linked(files, item.get("schema"), name)
    table = (
        item.get("type") == "table"
        or item.get("profile") == _TABULAR_RESOURCE
        or described is not None
        or form in TABULAR
        or isinstance(data, list)
    )
    expected, notes = _expected(item), [*_unknown_profile(item, "resource", name)]
    notes += _unknown_hash(item, name)
    if not table:
        notes.append(_unread(name, paths))
        return Resource(name=name, table=False, paths=paths, expected=expected, notes=tuple(notes))
    dialect, issues = read_dialect(_linked(files, item.get("dialect"), name))
    schema: TableSchema | None = FREE
    if described is not None:
        schema, problems = read_schema(described, version)
        issues += problems
    source = TableSource(
        name=name,
        file=one_or_many(paths) if paths else f"{descriptor} resources/{name}/data",
        format=form,
        open=_opener(files, item, paths, form, compression),
        data=data if isinstance(data, list) else None,
        encoding=item.get("encoding"),
        field_names=tuple(column.name for column in (schema or FREE).fields),
        path=files.local(paths[0]) if len(paths) == 1 and not compression else None,
    )
    if len(paths) > 1:
        if form not in IN_PARTS:
            raise SourceError("format-error", "tables-parts", found=form or "none")
        headers = 0 if form in LINES else dialect.first_content_row - 1
        opener = _parts_opener(files, item, paths, headers, source.notes)
        source = replace(source, open=opener, encoding=PART_ENCODING)
    return Resource(
        name=name,
        table=True,
        paths=paths,
        schema=schema or FREE,
        dialect=dialect,
        source=source,
        expected=expected,
        issues=issues,
        notes=tuple(notes),
    )


def _unread(name: str, paths: Sequence[str]) -> Issue:
    """Return the note on a resource that is no table: nobody looks into it."""
    args = {"resource": name, "path": paths[0] if paths else "data"}
    return Issue(code="note", message="tables-note-unread", args=args)


def _unknown_hash(item: Mapping[str, Any], name: str) -> Iterator[Issue]:
    """Yield a note on a hash that is not compared."""
    algorithm = (item.get("hash") or "").rpartition(":")[0]
    if algorithm and algorithm not in _HASHES:
        args = {"resource": name, "found": shorten(algorithm)}
        yield Issue(code="note", message="tables-note-hash", args=args)


def _remote(item: Mapping[str, Any]) -> dict[str, str]:
    """Return what of a descriptor the other engine would fetch: a profile, a remote scheme."""
    profiles = (item.get("profile"), *_as_list(item.get("profiles")))
    found = [text for text in profiles if isinstance(text, str) and "://" in text]
    scheme = item.get("scheme")
    if isinstance(scheme, str) and scheme not in {"", "file", "multipart"}:
        found.append(scheme)
    return {"path": shorten(found[0])} if found else {}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _paths(item: Mapping[str, Any], name: str) -> tuple[str, ...]:
    path = item.get("path")
    if "path" not in item and isinstance(item.get("url"), str):
        # The property of the time before the first edition.
        raise SourceError("resource-error", "tables-path-remote", path=shorten(item["url"]))
    if ("path" in item) == ("data" in item):
        raise SourceError("resource-error", "tables-path-or-data", resource=name)
    if path is None:
        return ()
    paths = path if isinstance(path, list) else [path]
    return tuple(safe(part) for part in (*paths, *item.get("extrapaths", ())))


def _format(item: Mapping[str, Any], paths: Sequence[str]) -> tuple[str, str]:
    """Return the format of the table and how the file is compressed."""
    if not paths:
        return str(item.get("format") or "inline"), ""
    compression = item.get("compression") or ""
    path = PurePosixPath(paths[0].lower())
    if _compression(paths[0]):
        compression = compression or _compression(paths[0])
        path = PurePosixPath((item.get("innerpath") or path.stem).lower())
    ending = path.suffix.removeprefix(".")
    if compression in {"", "no"} | set(COMPRESSIONS):
        return (item.get("format") or ending).lower(), compression.replace("no", "")
    raise SourceError("compression-error", "tables-compression", found=shorten(compression))


def _expected(item: Mapping[str, Any]) -> dict[str, Any]:
    stats = item.get("stats", {})
    found = {
        name: item.get(name) or stats.get(name)
        for name in ("bytes", "fields", "rows", "hash", "sha256", "md5")
    }
    algorithm, _, value = (found["hash"] or "").rpartition(":")
    if value and (algorithm or "md5") in _HASHES:
        found[algorithm or "md5"] = value
    return {name: value for name, value in found.items() if value and name != "hash"}


def check_size_and_hash(files: Files, resource: Resource) -> Iterator[Issue]:
    """Compare a file with the size and hash that the descriptor gives.

    The standard does not say what those of several files are: they may be of the files as they
    stand, or of the table that they make.
    """
    wanted = resource.expected
    if not resource.paths or not _MEASURES & wanted.keys():
        return
    found = _measures(partial(files.open, path) for path in resource.paths)
    source = resource.source
    if len(resource.paths) > 1 and source is not None and source.open is not None:
        joined = _measures([source.open])
        found = {
            name: joined[name] if joined[name] == wanted.get(name) else found[name]
            for name in found
        }
    if wanted.get("bytes") not in {None, found["bytes"]}:
        yield count_issue("byte-count", wanted["bytes"], found["bytes"])
    for name in ("sha256", "md5"):
        if wanted.get(name) is not None:
            if wanted[name] != found[name]:
                yield count_issue("hash-count", wanted[name], found[name])
            return


def _measures(opened: Iterable[Callable[[], BinaryIO]]) -> dict[str, int | str]:
    """Return the size and the hashes of what stands in files one after another."""
    import hashlib

    # MD5 is what the first edition of the standard has; nothing rests on its strength.
    sums = {"sha256": hashlib.sha256(), "md5": hashlib.md5(usedforsecurity=False)}
    size = 0
    for open_one in opened:
        with open_one() as stream:
            while chunk := stream.read(1 << 20):
                size += len(chunk)
                for digest in sums.values():
                    digest.update(chunk)
    return {"bytes": size, **{name: digest.hexdigest() for name, digest in sums.items()}}


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
        raise SourceError("resource-error", "tables-linked", file=value, resource=name)
    return found


def _load(files: Files, path: str) -> Any:
    try:
        with files.open(path) as stream:
            return read_description(stream)
    except DescriptionLargeError as error:
        limit = str(LARGEST_DESCRIPTION // 1024 // 1024)
        raise SourceError(
            "package-error", "tables-package-large", file=path, limit=limit
        ) from error
    except JsonError as error:
        raise not_json(error, path, "package-error", "tables-package-json") from error


def _opener(
    files: Files, item: Mapping[str, Any], paths: Sequence[str], form: str, compression: str
) -> Callable[[], BinaryIO] | None:
    """Return what opens a table in one file."""
    if not paths:
        return None
    inner = item.get("innerpath") or ""
    packed = Packed(path=paths[0], compression=compression, inner=inner, format=form)
    return partial(_opened, files, packed)


def _parts_opener(
    files: Files, item: Mapping[str, Any], paths: Sequence[str], headers: int, notes: list[Issue]
) -> Callable[[], BinaryIO]:
    """Return what opens a table in several files; ``notes`` gets what is odd about them."""
    usual = item.get("compression") or ""
    packed = [Packed(path=path, compression=_compression(path) or usual) for path in paths]
    parts = [(part.path, partial(_opened, files, part)) for part in packed]
    return lambda: cast("BinaryIO", Parts(parts, item.get("encoding"), headers, notes))


def _opened(files: Files, packed: Packed) -> BinaryIO:
    stream = files.open(packed.path)
    return packed.opened(stream) if packed.compression else stream


def _compression(path: str) -> str:
    ending = PurePosixPath(path.lower()).suffix.removeprefix(".")
    return ending if ending in COMPRESSIONS else ""


def _good_name(name: Any, version: str) -> bool:
    return isinstance(name, str) and (version != "v1" or _NAME.search(name) is not None)
