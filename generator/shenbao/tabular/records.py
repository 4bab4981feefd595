"""The records of a table as they stand in its file, for those who read it another way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shenbao.tabular.data_package import read_package
from shenbao.tabular.read.dialect import Dialect
from shenbao.tabular.read.sources import TableSource, open_records
from shenbao.tabular.results import SourceError
from shenbao.tabular.schema.package_files import Folder, open_file


def file_records(
    path: Path, *, sheet: str | int = 1, delimiter: str | None = None
) -> Iterator[Sequence[Any]]:
    """Yield the records of a file, the header among them; record N is row N of the file.

    They end where the file cannot be read further.
    """
    form = path.suffix.lower().removeprefix(".")
    options = {} if delimiter is None else {"delimiter": delimiter}
    source = TableSource(name=path.name, format=form, open=lambda: open_file(path, path.name))
    yield from _records(source, Dialect(csv=options, sheet=sheet))


def resource_records(descriptor: Path, name: str) -> Iterator[Sequence[Any]]:
    """Yield the records of a resource of a package, the header among them."""
    package = read_package(Folder(descriptor.parent), descriptor.name)
    for resource in package.resources:
        if resource.name == name and resource.source is not None:
            yield from _records(resource.source, resource.dialect)
            return


def _records(source: TableSource, dialect: Dialect) -> Iterator[Sequence[Any]]:
    try:
        with open_records(source, dialect) as records:
            for batch in records:
                yield from batch.rows
    except SourceError:
        return
