"""The files of a notice as the workbook has them: what each says, and what it is told by."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from shenbao.authoring.workbook.files.clause_blocks import Block, blocks, written
from shenbao.core.errors import PolicyError
from shenbao.policy.files import json_edit
from shenbao.policy.files.reader import Problems, raw_text, read_csv, read_json, read_text

NOTICE = "notice.json"
CLAUSES = "clauses.md"
CANDIDATES = "candidates.json"
SCHEMA = ".schema.json"

Content: TypeAlias = "Mapping[str, Any] | Sequence[Block] | Sequence[Sequence[str]]"
"""What a file says: a JSON object, the blocks of ``clauses.md``, the records of a list."""

Contents: TypeAlias = "dict[str, Content]"
"""Files by their paths within the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFolder:
    """The files of a notice as they stand: contents and texts by their paths in the folder."""

    contents: Contents
    texts: Mapping[str, str]


def read_folder(folder: Path) -> NoticeFolder:
    """Return the files of a notice that its workbook holds; none where the folder is not there.

    Raises PolicyError for files that are no JSON, CSV or text.
    """
    problems = Problems(root=folder.parent.parent)
    contents: Contents = {}
    texts: dict[str, str] = {}
    for name in _names(folder):
        content = _read(folder / name, problems)
        if content is not None:
            contents[name] = content
            texts[name] = raw_text(folder / name) or ""
    if problems.found:
        raise PolicyError(problems.found)
    return NoticeFolder(contents=contents, texts=texts)


def _names(folder: Path) -> Iterator[str]:
    for name in (NOTICE, CLAUSES, CANDIDATES):
        if (folder / name).is_file():
            yield name
    for part in ("forms", "tables"):
        for file in sorted((folder / part).glob(f"*{SCHEMA}")):
            yield f"{part}/{file.name}"
    for file in sorted((folder / "lists").glob("*.json")):
        yield f"lists/{file.name}"
        if file.with_suffix(".csv").is_file():
            yield f"lists/{file.stem}.csv"


def _read(file: Path, problems: Problems) -> Content | None:
    if file.suffix == ".json":
        return read_json(file, problems)
    if file.suffix == ".csv":
        records = read_csv(file, problems)
        return None if records is None else [_cells(record) for _, record in records if any(record)]
    text = read_text(file, problems)
    return None if text is None else blocks(text)


def _cells(record: Sequence[str]) -> list[str]:
    """Return a record as the loader has it: without blanks around its cells."""
    return [cell.strip() for cell in record]


def shared_definitions(common: Path) -> list[str]:
    """Return the short names of the definitions that all notices share: ``common/person/name``."""
    found: list[str] = []
    for file in sorted(common.glob(f"*{SCHEMA}")):
        document = read_json(file, Problems(root=common)) or {}
        names = document.get("$defs")
        stem = file.name.removesuffix(SCHEMA)
        found += [
            f"{common.name}/{stem}/{name}" for name in (names if isinstance(names, dict) else ())
        ]
    return found


def same(one: Content | None, other: Content | None) -> bool:
    """Say whether two files say the same."""
    if one is None or other is None:
        return one is other
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and json_edit.same(dict(one), dict(other))
    return [*one] == [*other]


def digest(content: Content) -> str:
    """Return what a file is told by: the same for files that say the same."""
    if isinstance(content, Mapping):
        told: Any = _canonical(dict(content), "")
    else:
        told = [[item.kind, item.said] if isinstance(item, Block) else item for item in content]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        pairs = {name: _canonical(item, name) for name, item in value.items()}
        return [[*pairs], pairs] if key in json_edit.ORDERED else pairs
    if isinstance(value, list):
        items = [_canonical(item, "") for item in value]
        plain = all(isinstance(item, str) for item in items)
        return sorted(items) if key in json_edit.UNORDERED and plain else items
    return int(value) if isinstance(value, float) and value.is_integer() else value


def text_of(name: str, content: Content, old: str | None) -> str:
    """Return the text of a file, what says the same as before as it stood in ``old``."""
    if isinstance(content, Mapping):
        value = dict(content)
        return json_edit.dump(value) if old is None else json_edit.edited(old, value)
    if name == CLAUSES:
        new = [item for item in content if isinstance(item, Block)]
        return written(new, blocks(_plain_ends(old or "")))
    kept = _records(_plain_ends(old or ""))
    mark = "\ufeff" if (old or "").startswith("\ufeff") else ""
    lines = [kept.get(tuple(record)) or _record(record) for record in content]  # type: ignore[arg-type]
    return mark + "".join(lines)


def _plain_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _records(text: str) -> dict[tuple[str, ...], str]:
    """Return the records of a list that stand on a line of their own, with that line."""
    lines = text.split("\n")
    alone = {line: next(csv.reader([line]), []) for line in lines if line.count('"') % 2 == 0}
    return {tuple(_cells(record)): f"{line}\n" for line, record in alone.items() if record}


def _record(record: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(record)
    return stream.getvalue()
