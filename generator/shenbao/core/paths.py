"""Places in data: paths of keys and row numbers, their pointers, where cells were read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from sys import intern
from typing import Any, TypeAlias

from shenbao.core.submission import Origin

Path: TypeAlias = tuple[str | int, ...]


def path_of(pointer: str, rows: Iterable[int] = ()) -> Path:
    """Return the path of a pointer whose row marks ``rows`` replace, one by one.

    The keys of many rows are one object each.
    """
    numbers = iter(rows)
    return tuple(next(numbers) if step == "*" else intern(step) for step in pointer.split("/")[1:])


def pointer_of(path: Sequence[str | int]) -> str:
    """Return the JSON Pointer of a path (RFC 6901)."""
    pointer = "".join(f"/{step}" for step in path)
    if "~" not in pointer and pointer.count("/") == len(path):
        return pointer
    return "".join(f"/{escaped(str(step))}" for step in path)


def escaped(key: str) -> str:
    """Return a key as it stands in a pointer (RFC 6901, 3)."""
    return key.replace("~", "~0").replace("/", "~1")


def unescaped(step: str) -> str:
    """Return the key that a step of a pointer means (RFC 6901, 4: ``~01`` is ``~1``)."""
    return step.replace("~1", "/").replace("~0", "~")


def pattern_of(path: Path) -> str:
    """Return the pointer of the node: ``*`` for every row number."""
    return "".join("/*" if isinstance(step, int) else f"/{step}" for step in path)


def leaves_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the single values in data, each with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves_of(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves_of(item, (*path, number))
    else:
        yield path, value


def value_at(data: Any, path: Path) -> Any:
    """Return the value at ``path``, None where there is none."""
    for step in path:
        inside = isinstance(step, int) and isinstance(data, list) and step < len(data)
        if not inside and not (isinstance(data, dict) and step in data):
            return None
        data = data[step]
    return data


def copied(data: Any) -> Any:
    """Return data of JSON with objects and lists of its own."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(item) for item in data] if isinstance(data, list) else data


def put(data: Any, path: Path, value: Any) -> None:
    """Put a value at its place, with the groups and rows around it that are not there yet."""
    here = data
    for step, ahead in pairwise(path):
        here = _child(here, step, [] if isinstance(ahead, int) else {})
    last = path[-1]
    if isinstance(last, int):
        _lengthen(here, last, None)
    here[last] = value


def _child(here: Any, step: str | int, empty: Any) -> Any:
    if isinstance(step, int):
        _lengthen(here, step, type(empty))
        return here[step]
    return here.setdefault(step, empty)


def _lengthen(rows: list[Any], last: int, make: Any) -> None:
    while len(rows) <= last:
        rows.append(None if make is None else make())


class CellOrigins(Mapping[str, Origin]):
    """``/rows/0/title`` → sheet, row and column, worked out when asked: a table has many cells."""

    def __init__(
        self, rows: Sequence[int], columns: Mapping[str, str], sheet: str | None = None
    ) -> None:
        self._sheet = sheet
        self._rows = rows
        self._columns = columns

    def __getitem__(self, pointer: str) -> Origin:
        start, _, rest = pointer.removeprefix("/rows/").partition("/")
        if not pointer.startswith("/rows/") or not (start.isascii() and start.isdigit()):
            raise KeyError(pointer)
        if int(start) >= len(self._rows):
            raise KeyError(pointer)
        row = self._rows[int(start)]
        column = self._columns["/" + rest] if rest else None
        return Origin(sheet=self._sheet, row=row, column=column)

    def __iter__(self) -> Iterator[str]:
        for index in range(len(self._rows)):
            yield f"/rows/{index}"
            for column in self._columns:
                yield f"/rows/{index}{column}"

    def __len__(self) -> int:
        return len(self._rows) * (1 + len(self._columns))
