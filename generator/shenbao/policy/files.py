"""Reading the files of a policy folder strictly: every mistake is a Problem with its place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shenbao.errors import Problem, Value

MAX_BYTES = 20_000_000
MAX_DEPTH = 100


@dataclass(slots=True)
class Problems:
    """Collects problems while a folder is read; ``root`` shortens the file names."""

    root: Path
    found: list[Problem] = field(default_factory=list)

    def add(self, file: Path, pointer: str, message: str, **args: Value) -> None:
        """Record one problem."""
        self.found.append(
            Problem(file=self.name(file), pointer=pointer, message=message, args=args)
        )

    def name(self, file: Path) -> str:
        """Return the file's name relative to the policy root, where it lies below it."""
        try:
            return file.relative_to(self.root).as_posix()
        except ValueError:
            return file.as_posix()


def pointer(parts: list[str | int]) -> str:
    """Join path parts into a JSON Pointer."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def read_text(file: Path, problems: Problems) -> str | None:
    """Return the UTF-8 text of a file (a byte order mark is accepted), or None."""
    try:
        if file.stat().st_size > MAX_BYTES:
            problems.add(file, "", "policy-file-too-large", limit=MAX_BYTES // 1_000_000)
            return None
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add(file, "", "policy-file-not-utf8", position=error.start)
    except OSError as error:
        problems.add(file, "", "policy-file-unreadable", reason=error.strerror or str(error))
    return None


def read_json(file: Path, problems: Problems) -> dict[str, Any] | None:
    """Return the object in a JSON file, or None after recording what is wrong."""
    text = read_text(file, problems)
    if text is None:
        return None
    twice: list[str] = []
    try:
        value = json.loads(text, object_pairs_hook=_without_duplicates(twice))
    except json.JSONDecodeError as error:
        problems.add(file, "", "policy-not-json", line=error.lineno, column=error.colno)
        return None
    except (RecursionError, ValueError):
        problems.add(file, "", "policy-too-deep", limit=MAX_DEPTH)
        return None
    for key in twice:
        problems.add(file, "", "policy-duplicate-key", key=key)
    if not isinstance(value, dict):
        problems.add(file, "", "policy-not-object")
        return None
    if _deeper_than(value, MAX_DEPTH):
        problems.add(file, "", "policy-too-deep", limit=MAX_DEPTH)
        return None
    return value


def read_csv(file: Path, problems: Problems) -> list[list[str]] | None:
    """Return the records of a CSV file in UTF-8 or GB18030, or None."""
    try:
        content = file.read_bytes()
    except OSError as error:
        problems.add(file, "", "policy-file-unreadable", reason=error.strerror or str(error))
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        problems.add(file, "", "policy-file-not-utf8", position=0)
        return None
    try:
        return [record for record in csv.reader(io.StringIO(text), strict=True) if record]
    except csv.Error as error:
        problems.add(file, "", "policy-bad-csv", reason=str(error))
        return None


def walk(value: Any) -> Iterator[tuple[list[str | int], dict[str, Any]]]:
    """Yield every object in a JSON value with its path, outermost first."""
    pending: list[tuple[list[str | int], Any]] = [([], value)]
    while pending:
        path, item = pending.pop()
        if isinstance(item, dict):
            yield path, item
            pending.extend(([*path, key], item[key]) for key in reversed(item))
        elif isinstance(item, list):
            pending.extend(([*path, index], item[index]) for index in range(len(item) - 1, -1, -1))


def _without_duplicates(
    twice: list[str],
) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in pairs:
            if key in result:
                twice.append(key)
            result[key] = value
        return result

    return build


def _deeper_than(value: Any, limit: int) -> bool:
    return any(len(path) > limit for path, _ in walk(value))
