"""Data packages among what is handed in: what they call themselves, which files are theirs.

A package is known here whatever is wrong with it, so that its table is found and its files are not
taken for others. What is wrong with it ``tabular.data_package`` says, which makes no table of a
resource that breaks the standard: that one reads to check, this one to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.core.guards.json_text import read_description
from shenbao.core.guards.safe_paths import goes_down, is_remote, leads_into
from shenbao.media.package.contract import (
    BESIDE,
    DESCRIPTOR,
    DIGEST,
    EDITION,
    EXAMPLE,
    LIST,
    TABLE,
    TEMPLATE,
)
from shenbao.policy.form_identity import Identity

_READABLE = (".csv", ".xlsx")
_ROWS_ELSEWHERE = frozenset(
    {"headerRows", "commentRows", "commentChar", "headerJoin", "sheetName", "sheetNumber"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedResource:
    """A resource as its descriptor says. ``paths`` are relative to the descriptor."""

    name: str
    paths: tuple[str, ...]
    schema: Any
    dialect: Any

    @property
    def columns(self) -> frozenset[str]:
        """The names of the columns that its schema has."""
        fields = self.schema.get("fields") if isinstance(self.schema, Mapping) else None
        return frozenset(
            item["name"]
            for item in (fields if isinstance(fields, list) else ())
            if isinstance(item, Mapping) and isinstance(item.get("name"), str)
        )

    @property
    def plain(self) -> bool:
        """One file that a reader of submissions takes as it is: the header in its first row."""
        described = self.dialect if isinstance(self.dialect, Mapping) else {}
        return (
            len(self.paths) == 1
            and self.paths[0].lower().endswith(_READABLE)
            and not (_ROWS_ELSEWHERE & described.keys())
            and described.get("header", True) is True
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedPackage:
    """A data package: its descriptor, the table that it says it holds, its resources.

    ``name`` is the path of the descriptor as a report names it. ``identity`` is None for a
    package that names no table of ours. ``template`` is the table to fill in where that is no
    resource.
    """

    path: Path
    name: str
    identity: Identity | None = None
    resources: tuple[DescribedResource, ...] = ()
    template: str | None = None

    def file(self, resource: DescribedResource) -> str:
        """Return the file of a resource as a report names it; rows inside stand in the package."""
        return str(Path(self.name).parent / resource.paths[0]) if resource.paths else self.name

    def files(self) -> Iterator[Path]:
        """Yield the files that are its own: the descriptor and those of its resources."""
        yield self.path
        table = self.identity.form.rpartition("/")[2] if self.identity is not None else ""
        for path in (*self._named(), *BESIDE, f"{table}.schema.json"):
            if _inside(path):
                yield self.path.parent / path

    def holds(self, *paths: str) -> bool:
        """Say whether files are there and stand in the folder of the package, links followed."""
        folder = self.path.parent
        return all(
            _inside(path) and leads_into(folder / path, folder) and _is_file(folder / path)
            for path in paths
        )

    def _named(self) -> Iterator[str]:
        for resource in self.resources:
            yield from resource.paths
        if self.template is not None:
            yield self.template

    def tables(self) -> Iterator[DescribedResource]:
        """Yield the resources that hold rows of the table: no example, no code list."""
        for resource in self.resources:
            if not resource.name.endswith(EXAMPLE) and not resource.name.startswith(LIST):
                yield resource


def package_of(found: Any, path: Path, name: str) -> DescribedPackage | None:
    """Return the package that the content of a JSON file describes, None where it is none.

    A file called ``datapackage.json`` is always one, even where it cannot be read: then it
    says nothing of itself.
    """
    named = path.name.casefold() == DESCRIPTOR
    if not isinstance(found, Mapping) or not isinstance(found.get("resources"), list):
        return DescribedPackage(path=path, name=name) if named else None
    if not named and is_table_schema(found):
        return None
    template = found.get(TEMPLATE)
    return DescribedPackage(
        path=path,
        name=name,
        identity=_identity(found),
        resources=tuple(_resources(found["resources"], path.parent)),
        template=template if isinstance(template, str) and _inside(template) else None,
    )


def identity_of(described: Mapping[str, Any]) -> Identity | None:
    """Return which table of ours a package or a schema says it is."""
    return _identity(described)


def is_table_schema(found: Any) -> bool:
    """Say whether the content of a JSON file is a Table Schema: it has columns and no rows.

    It may name example files as resources, as those of the French national catalogue do.
    """
    fields = found.get("fields") if isinstance(found, Mapping) else None
    return (
        isinstance(fields, list)
        and bool(fields)
        and all(isinstance(item, Mapping) and "name" in item for item in fields)
        and not {"rows", "data"} & found.keys()
    )


def load_json(path: Path) -> Any:
    """Return what a JSON file of modest size holds, None for any other file.

    Also None where nothing can be done with it: nested without end, half characters.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return read_description(stream, tolerant=True)
    except (OSError, ValueError):
        return None


def _identity(found: Mapping[str, Any]) -> Identity | None:
    entries = {
        name: str(found[key])
        for name, key in (("form", TABLE), ("edition", EDITION), ("digest", DIGEST))
        if isinstance(found.get(key), str)
    }
    return Identity.of(entries)


def _resources(items: list[Any], folder: Path) -> Iterator[DescribedResource]:
    for item in items:
        if not isinstance(item, Mapping) or not isinstance(item.get("name"), str):
            continue
        path = item.get("path")
        paths = path if isinstance(path, list) else [path]
        yield DescribedResource(
            name=item["name"],
            paths=tuple(part for part in paths if isinstance(part, str)),
            schema=_linked(item.get("schema"), folder),
            dialect=_linked(item.get("dialect"), folder),
        )


def _linked(value: Any, folder: Path) -> Any:
    if not isinstance(value, str):
        return value
    path = folder / value.replace("\0", "?")
    return load_json(path) if leads_into(path, folder) and _inside(value) else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file system takes
        return False


def _inside(path: str) -> bool:
    """Say whether a path stays in the folder of its package; what leaves it is never opened."""
    return goes_down(path) and not is_remote(path)
