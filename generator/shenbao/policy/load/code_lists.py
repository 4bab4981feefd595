"""Reading code lists: a description (``.json``) beside the rows (``.csv``)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shenbao.core.errors import Place
from shenbao.core.messages.values import Value
from shenbao.policy.files.reader import Problems, folded_name, read_csv, read_json
from shenbao.policy.load import metaschema
from shenbao.policy.model import CodeList, ListColumn, ListRow
from shenbao.policy.names import ListOutline
from shenbao.policy.shorthand import defaults

_TABLES = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".et", ".ods"})
_NEAR = 0.5
_SEPARATORS = {";": "semicolon", "\t": "tab", "，": "wide", "；": "wide-semicolon", "|": "bar"}
_PARTED = re.compile("[、；;]")
_RANK = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")
_MOST_ROWS = 20_000
_LONGEST_CELL = 300
"""Characters: a code and a label are choices that forms and pages show."""
_TOLD = 3
"""So many rows with the same mistake are told one by one; more are counted."""


class _RowMistakes:
    """The mistakes in the rows of one file: a comma too many in each is one thing to mend."""

    def __init__(self, file: Path, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._lines: dict[str, list[int]] = {}

    def add(self, message: str, line: int, **args: Value) -> None:
        """Record a mistake of one row."""
        if self._is_told(message, line):
            self._problems.add(self._file, "", message, line=line, **args)

    def add_again(self, message: str, line: int, before: int, **args: Value) -> None:
        """Record that the same stands on ``line`` and on the line ``before``."""
        if self._is_told(message, line):
            name = self._problems.name(self._file)
            places = Place(name, "", line), Place(name, "", before)
            self._problems.add_again(*places, message, **args)

    def count(self) -> None:
        """Record how many more rows have each mistake."""
        for lines in self._lines.values():
            if left := lines[_TOLD:]:
                said = {"line": left[0], "count": len(left)}
                self._problems.add(self._file, "", "list-rows-more", **said)

    def _is_told(self, message: str, line: int) -> bool:
        self._lines.setdefault(message, []).append(line)
        return len(self._lines[message]) <= _TOLD


@dataclass(frozen=True, slots=True)
class Supplied:
    """The folder of supplied lists, as one notice sees it.

    A file in the notice's ``own`` part takes the place of any list of that name; one in the
    ``shared`` part, which other notices see too, only that of a missing list with its columns.
    """

    own: Path
    shared: Path

    @classmethod
    def of(cls, folder: Path, notice: str) -> Supplied:
        """Return the folder as the notice of this id sees it."""
        return cls(own=folder / notice, shared=folder)

    def rows_of(self, name: str, status: str, columns: list[str]) -> Path | None:
        """Return the file whose rows a list takes, None where it keeps its own."""
        file = self.own / f"{name}.csv"
        if file.is_file():
            return file
        file = self.shared / f"{name}.csv"
        if status == "missing" and file.is_file() and _header(file) in (columns, None):
            return file
        return None


def _header(file: Path) -> list[str] | None:
    """Return the column names of a CSV file, None where it cannot be read or is empty."""
    records = read_csv(file, Problems(root=file.parent))
    return [cell.strip() for cell in records[0][1]] if records else None


def read_lists(folder: Path, supplied: Supplied | None, problems: Problems) -> dict[str, CodeList]:
    """Return the lists of a folder by name.

    A supplied file takes the place of the rows of a list that the folder describes; its
    status is then ``supplied``.
    """
    lists: dict[str, CodeList] = {}
    for file in sorted(folder.glob("*.json")):
        read = read_json(file, problems)
        document = {} if read is None else defaults.code_list(read, file)
        if read is None or not metaschema.check("list", document, file, problems):
            continue
        if document["name"] != file.stem:
            problems.add(file, "/name", "list-name", found=document["name"], wanted=file.stem)
        columns = [column["name"] for column in document["columns"]]
        if columns[:2] != ["code", "label"]:
            problems.add(file, "/columns", "list-columns", found=", ".join(columns))
            continue
        own = file.with_suffix(".csv")
        outside = (
            None if supplied is None else supplied.rows_of(file.stem, document["status"], columns)
        )
        before = len(problems.found)
        lines = _rows(outside or own, columns, problems)
        status = "supplied" if outside else document["status"]
        if len(problems.found) == before:
            _check_rows(outside or own, document, status, len(lines), problems)
        at = columns.index(document["aliases"]) if document.get("aliases") in columns else None
        if at is None and "aliases" in document:
            shown = ", ".join(columns)
            problems.add(file, "/aliases", "list-aliases", found=document["aliases"], allowed=shown)
        _check_order(file, document, columns, lines, problems)
        named = _with_aliases(lines, at)
        if outside is None:
            _check_called(own, named, problems)
        lists[file.stem] = _code_list(document, status, tuple(named.values()))
    return lists


def _rows(file: Path, columns: list[str], problems: Problems) -> dict[int, ListRow]:
    """Return the rows by their lines."""
    records = read_csv(file, problems)
    if records is None:
        return {}
    header = [cell.strip() for cell in records[0][1]] if records else []
    if header != columns:
        _record_header(file, header, columns, problems)
        return {}
    if len(records) > _MOST_ROWS + 1:
        problems.add(file, "", "list-too-long", found=len(records) - 1, limit=_MOST_ROWS)
        return {}
    rows: dict[int, ListRow] = {}
    seen: dict[str, int] = {}
    mistakes = _RowMistakes(file, problems)
    for line, record in records[1:]:
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        wrong = _wrong(cells, len(columns))
        if wrong is not None:
            mistakes.add(wrong[0], line, **wrong[1])
            continue
        first = seen.setdefault(cells[0], line)
        if first != line:
            mistakes.add_again("list-code-twice", line, first, code=cells[0])
            continue
        rows[line] = ListRow(code=cells[0], label=cells[1], values=tuple(cells))
    mistakes.count()
    return rows


def _record_header(file: Path, header: list[str], columns: list[str], problems: Problems) -> None:
    """Record a header that is another one, or whose cells something else than a comma parts."""
    said = {"found": ", ".join(header), "wanted": ", ".join(columns)}
    for sign, name in _SEPARATORS.items():
        if header and [cell.strip() for cell in header[0].split(sign)] == columns:
            problems.add(file, "", "list-separator", line=1, sign=name, **said)
            return
    problems.add(file, "", "list-header", **said)


def _wrong(cells: list[str], columns: int) -> tuple[str, dict[str, Value]] | None:
    """Return what is wrong with a row by itself: a message and what it says."""
    if len(cells) != columns:
        return "list-row", {"found": len(cells), "wanted": columns}
    longest = max(map(len, cells))
    if longest > _LONGEST_CELL:
        return "list-cell-long", {"found": longest, "limit": _LONGEST_CELL}
    if not cells[0] or not cells[1]:
        return "list-code", {"code": cells[0]}
    if any("\n" in cell for cell in cells[:2]):
        return "list-cell-break", {"code": cells[0].partition("\n")[0]}
    return None


def _with_aliases(rows: Mapping[int, ListRow], at: int | None) -> Mapping[int, ListRow]:
    """Return the rows with the names in column ``at``, several of them parted by 、 or ；."""
    if at is None:
        return rows
    return {
        line: replace(
            row, aliases=tuple(filter(None, map(str.strip, _PARTED.split(row.values[at]))))
        )
        for line, row in rows.items()
    }


def _check_called(file: Path, rows: Mapping[int, ListRow], problems: Problems) -> None:
    """Record every name that two rows bear: whoever writes it cannot be understood.

    A list that an officer supplies may have two persons of one name; the readers ask which.
    """
    seen: dict[str, int] = {}
    mistakes = _RowMistakes(file, problems)
    for line, row in rows.items():
        for name in dict.fromkeys((row.code, row.label, *row.aliases)):
            first = seen.setdefault(folded_name(name), line)
            if first != line:
                mistakes.add_again("list-name-twice", line, first, code=row.code, name=name)
    mistakes.count()


def _check_rows(
    file: Path,
    document: dict[str, Any],
    status: str,
    count: int,
    problems: Problems,
) -> None:
    if status == "missing" and count:
        problems.add(file, "", "list-not-missing", count=count)
    if status != "missing" and not count:
        problems.add(file, "", "list-empty", status=status)
    expected = document["expected_count"]
    if status == "given" and expected is not None and count != expected:
        problems.add(file, "", "list-count", found=count, wanted=expected)


def _check_order(
    file: Path,
    document: Mapping[str, Any],
    columns: list[str],
    rows: Mapping[int, ListRow],
    problems: Problems,
) -> None:
    """Record a column of ranks that a list lacks, and ranks that are no numbers."""
    name = document.get("ordered")
    if not isinstance(name, str):
        return
    if name not in columns:
        shown = ", ".join(columns)
        problems.add(file, "/ordered", "list-ordered", found=name, allowed=shown)
        return
    at = columns.index(name)
    mistakes = _RowMistakes(file.with_suffix(".csv"), problems)
    for line, row in rows.items():
        if row.values[at] and not _RANK.fullmatch(row.values[at]):
            mistakes.add("list-rank", line, found=row.values[at], column=name)
    mistakes.count()


def _code_list(document: dict[str, Any], status: Any, rows: tuple[ListRow, ...]) -> CodeList:
    return CodeList(
        name=document["name"],
        title=document["title"],
        description=document["description"],
        openness=document["openness"],
        status=status,
        basis=document["basis"],
        clauses=tuple(document.get("x-source", ())),
        expected_count=document["expected_count"],
        gap=document["gap"],
        columns=tuple(
            ListColumn(name=column["name"], title=column["title"]) for column in document["columns"]
        ),
        rows=rows,
        ordered=document.get("ordered", False),
    )


def with_supplied(
    folder: Path, by_notice: Mapping[str, Mapping[str, ListOutline]]
) -> dict[str, dict[str, ListOutline]]:
    """Return the lists of notices, those supplied that take their rows from a folder."""
    shared = {file.name for file in folder.iterdir()}
    found: dict[str, dict[str, ListOutline]] = {}
    for notice, lists in by_notice.items():
        seen = Supplied.of(folder, notice)
        own = {file.name for file in seen.own.iterdir()} if seen.own.is_dir() else set()
        taken = {
            name: item._replace(status="supplied")
            for name, item in lists.items()
            if f"{name}.csv" in own | shared and seen.rows_of(name, item.status, [*item.columns])
        }
        found[notice] = {**lists, **taken}
    return found


def check_supplied(
    folder: Path, known: Mapping[str, Mapping[str, ListOutline]], problems: Problems
) -> None:
    """Record the files in a folder of supplied lists that would silently be left aside.

    ``known`` are the lists by notice and name: a file stands in the folder itself or in one
    named like its notice.
    """
    every: dict[str, list[ListOutline]] = {}
    for lists in known.values():
        for name, code_list in lists.items():
            every.setdefault(name, []).append(code_list)
    read = 0
    places: list[tuple[Path, Mapping[str, list[ListOutline]]]] = [(folder, every)]
    places += [
        (folder / notice, {name: [code_list] for name, code_list in lists.items()})
        for notice, lists in known.items()
    ]
    for place, by_name in places:
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            if file.is_file() and file.suffix.lower() in _TABLES:
                read += _check_file(file, by_name, problems)
    if not read and not problems.found:
        problems.add(folder, "", "list-folder-empty", names=", ".join(sorted(every)))


def _check_file(file: Path, lists: Mapping[str, list[ListOutline]], problems: Problems) -> bool:
    """Record why no list takes its rows from a file; say whether one does."""
    if file.stem not in lists:
        near = difflib.get_close_matches(file.stem.lower(), sorted(lists), 3, _NEAR)
        shown = ", ".join(near) or ", ".join(sorted(lists))
        problems.add(file, "", "list-file-unknown", found=file.stem, near=shown)
        return False
    if file.suffix != ".csv":
        problems.add(file, "", "list-file-kind", wanted=f"{file.stem}.csv")
        return False
    if any(code_list.status == "supplied" for code_list in lists[file.stem]):
        return True
    wanted = dict.fromkeys(
        ", ".join(code_list.columns)
        for code_list in lists[file.stem]
        if code_list.status == "missing"
    )
    if wanted:
        found = ", ".join(_header(file) or ())
        problems.add(file, "", "list-header", found=found, wanted=" / ".join(wanted))
    else:
        problems.add(file, "", "list-file-given", found=file.stem)
    return False


def derived(name: str, title: str, rows: list[tuple[str, str, str]]) -> CodeList:
    """Return a closed list that the notice itself says (topics, tracks).

    ``rows`` are codes, labels, and the titles that the labels are made of.
    """
    return CodeList(
        name=name,
        title=title,
        description="",
        openness="closed",
        status="given",
        basis="source",
        clauses=(),
        expected_count=None,
        gap=None,
        columns=(ListColumn(name="code", title="代码"), ListColumn(name="label", title="名称")),
        rows=tuple(
            ListRow(code=code, label=label, values=(code, label), aliases=(short,))
            for code, label, short in rows
        ),
    )
