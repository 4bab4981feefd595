"""A summary table from the applications that were handed in: one row for each of them.

A column takes the value of the role that it names: by ``x-from``, by its own ``x-role``, or by
the rule that holds the table against the applications. Labels and codes are turned into those
of the column, several values into one text. Rows of the same table are taken as they are, so
that tables of departments become one. What a file does not give, and which file gives no row,
is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shenbao.core.paths import Path, leaves_of, pattern_of, pointer_of, put, value_at
from shenbao.core.submission import Submission
from shenbao.forms.prefill import Unplaced, around, titles, unread
from shenbao.media.reading.label_matching import NUMBER
from shenbao.media.reading.values.cells import codes, labels
from shenbao.policy.form_identity import content_of, fingerprint, leaf_names
from shenbao.policy.model import Field, FormOrTable, Notice, Quota, Table
from shenbao.policy.names import resolve

_PARTS = re.compile(r"([0-9]+)")
_HEADING = re.compile(r"[〇一二三四五六七八九十]{1,3}、")
"""The number of a part, which differs from form to form."""

_BETWEEN = "、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A file that gives no row: why, by the id of the wording, and ``args`` of it."""

    file: str
    reason: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A column that rows leave empty: their numbers, all of them where ``whole``."""

    title: str
    required: bool
    rows: tuple[int, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Rows that say the same in the columns ``titles``, which no two rows may."""

    titles: tuple[str, ...]
    rows: tuple[int, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulated:
    """The data of a table and all that is to be said of it.

    ``left`` are values that have a column and did not fit; ``rest`` are the titles of parts of
    the applications that the table has no column for. ``files`` are the files that gave rows.
    """

    data: dict[str, Any]
    files: tuple[str, ...]
    left: tuple[Unplaced, ...]
    unused: tuple[Unused, ...]
    gaps: tuple[Gap, ...]
    twins: tuple[Twins, ...]
    rest: tuple[str, ...]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows."""
        found: list[dict[str, Any]] = self.data["rows"]
        return found


def summarised(notice: Notice, table: Table) -> frozenset[str]:
    """Return the forms that a table has a row for each of: as it says, or as a rule holds it."""
    held = (quota.over for quota in _held(notice, table))
    return frozenset(table.summarises or (form for over in held for form in over))


def takes_rows(table: FormOrTable) -> bool:
    """Say whether a table has a row for each of something, not the rows that the policy fixes."""
    return isinstance(table, Table) and table.fixed_rows is None


def tabulate(
    notices: Sequence[Notice], table: Table, submissions: Sequence[Submission]
) -> Tabulated:
    """Return the rows that the submissions, all of them with data, give.

    They are sorted by the columns of the table in their order.
    """
    notice = next(item for item in notices if item.id == table.notice)
    maker = _Maker(notice, table)
    unused: list[Unused] = []
    seen: dict[tuple[str, str], str] = {}
    for source in submissions:
        home = resolve(notices, source.schema) if source.schema else None
        reason = maker.refused(source, home)
        if reason is None and home is not None:
            print_ = (home.ref, fingerprint(home, source.data))
            first = seen.setdefault(print_, source.file)
            if first != source.file:
                reason = Unused(file=source.file, reason="fill-same", args={"other": first})
            else:
                maker.add(source, home)
        if reason is not None:
            unused.append(reason)
    return maker.made(unused)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row; ``number`` is its place in the table that it came from, None for an application."""

    file: str
    values: dict[str, Any]
    number: int | None = None


class _Maker:
    """Makes the rows of one table."""

    def __init__(self, notice: Notice, table: Table) -> None:
        self.notice = notice
        self.table = table
        self.columns = {name.removeprefix("/rows/*"): node for name, node in _leaves(table)}
        self.forms = summarised(notice, table)
        self.roles = {name: _roles(notice, table, node) for name, node in self.columns.items()}
        self._rows: list[_Row] = []
        self._left: list[Unplaced] = []
        self._parts: Mapping[str, str] = {}
        self._rest: dict[str, None] = {}

    def refused(self, source: Submission, home: FormOrTable | None) -> Unused | None:
        """Return why a file gives no row, None where it does."""
        if home is None:
            return Unused(file=source.file, reason="fill-unknown-form")
        told = {"form": home.title, "table": self.table.title}
        if home.ref == self.table.ref:
            return None if source.data.get("rows") else _unused(source, "fill-no-rows", told)
        if home.notice != self.table.notice:
            return _unused(source, "fill-other-notice", told)
        return None if home.id in self.forms else _unused(source, "fill-no-application", told)

    def add(self, source: Submission, home: FormOrTable) -> None:
        """Add the rows that a file gives."""
        self._parts = titles(home)
        self._left += unread(source)
        if home.ref == self.table.ref:
            content = content_of(self.table, source.data) or {}
            for number, row in enumerate(content.get("rows") or ()):
                self._rows.append(_Row(source.file, self._kept(source.file, number, row), number))
            return
        self._rows.append(_Row(source.file, self._of_form(source, home)))

    def _kept(self, file: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row of the same table without what has to be signed anew."""
        kept: dict[str, Any] = {}
        for path, value in leaves_of(row):
            node = self.columns.get(pattern_of(path))
            if node is not None and node.attested:
                self._lose(file, ("rows", number, *path), node.title, "fill-attested")
            else:
                _set(kept, path, value)
        return kept

    def _of_form(self, source: Submission, home: FormOrTable) -> dict[str, Any]:
        """Return the row of an application."""
        content = content_of(home, source.data) or {}
        values: dict[str, list[tuple[Path, Any]]] = {}
        for path, value in leaves_of(content):
            values.setdefault(pattern_of(path), []).append((path, value))
        nodes = leaf_names(home)
        row: dict[str, Any] = {}
        used: set[str] = set()
        for name, column in self.columns.items():
            if column.computed is not None or _counts(column):
                continue
            if column.list_name == "tracks":
                _set(row, tuple(name.split("/")[1:]), self._track(home))
                continue
            for pattern, node in _playing(nodes, self.roles[name]):
                given = values.get(pattern) or _constant(pattern, node)
                if not given:
                    continue
                used.add(pattern)
                value = self._value(source.file, given, node, column)
                if value is not None:
                    _set(row, tuple(name.split("/")[1:]), value)
                break
        for top in home.tops:
            parts = [name for name in values if f"{name}/".startswith(f"{top.pointer}/")]
            if parts and not used.intersection(parts):
                self._rest[_HEADING.sub("", top.title)] = None
        return row

    def _track(self, home: FormOrTable) -> Any:
        tracks = self.notice.tracks_of(home.id)
        return tracks[0][1].id if len(tracks) == 1 else None

    def _value(
        self, file: str, given: Sequence[tuple[Path, Any]], node: Field, column: Field
    ) -> Any:
        """Return what a column takes of the values of a field, None where it takes nothing."""
        path = given[0][0]
        if node.attested or column.attested:
            self._lose(file, path, node.title, "fill-attested")
            return None
        texts = [self._as_column(value, node, column) for _, value in given]
        value = texts[0]
        if len(texts) > 1:
            if column.kind != "string" or "enum" in column.schema:
                self._lose(file, path, node.title, "fill-several")
                return None
            value = _BETWEEN.join(dict.fromkeys(map(str, texts)))
        reason = _unfit(value, node, column)
        if reason:
            self._lose(file, path, node.title, reason)
            return None
        return value

    def _as_column(self, value: Any, node: Field, column: Field) -> Any:
        """Return a value as its column has it: the column's code, or the label of the field's.

        A topic is numbered by the notice itself, so that a text takes its number.
        """
        if "enum" in column.schema:
            if value in column.schema["enum"] and node.list_name == column.list_name:
                return value
            label = labels(self.notice, node).get(str(value), str(value))
            return codes(self.notice, column).get(label, value)
        if column.kind != "string" or column.list_name == node.list_name or node.role == "topic":
            return value
        return labels(self.notice, node).get(str(value), value)

    def _lose(self, file: str, path: Path, title: str, reason: str) -> None:
        self._left.append(
            Unplaced(
                file=file,
                pointer=pointer_of(path),
                title=title,
                reason=reason,
                around=around(self._parts, path),
            )
        )

    def made(self, unused: Sequence[Unused]) -> Tabulated:
        """Return the table: its rows sorted and counted."""
        ordered = sorted(self._joined(), key=self._order)
        for number, row in enumerate(ordered, 1):
            for name, column in self.columns.items():
                if _counts(column):
                    _set(row.values, tuple(name.split("/")[1:]), number)
        rows = [self._in_order(row.values) for row in ordered]
        return Tabulated(
            data={"rows": rows},
            files=tuple(dict.fromkeys(row.file for row in self._rows)),
            left=tuple(self._left),
            unused=tuple(unused),
            gaps=tuple(self._gaps(rows)),
            twins=tuple(self._twins(ordered)),
            rest=tuple(self._rest),
        )

    def _joined(self) -> list[_Row]:
        """Return the rows; one of an earlier table adds to that of its application.

        The application counts, the table says what it does not: whom to call, for one.
        """
        groups = [group for group in self.table.unique if group]
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], _Row] = {}
        for row in self._rows:
            if row.number is None:
                for group in groups:
                    key = _key(row, group)
                    if all(key):
                        found.setdefault((group, key), row)
        kept: list[_Row] = []
        for row in self._rows:
            twins = (found.get((group, _key(row, group))) for group in groups)
            twin = None if row.number is None else next(filter(None, twins), None)
            if twin is None:
                kept.append(row)
            else:
                self._add_to(twin, row)
        return kept

    def _add_to(self, row: _Row, more: _Row) -> None:
        for name, column in self.columns.items():
            path = tuple(name.split("/")[1:])
            value, before = value_at(more.values, path), value_at(row.values, path)
            if _counts(column) or value is None or value == before:
                continue
            if before is None:
                _set(row.values, path, value)
            else:
                place: Path = ("rows", more.number or 0, *path)
                self._lose(more.file, place, column.title, "fill-application-counts")

    def _in_order(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row with its values in the order of the columns."""
        row: dict[str, Any] = {}
        for name in self.columns:
            path = tuple(name.split("/")[1:])
            value = value_at(values, path)
            if value is not None:
                _set(row, path, value)
        return row

    def _order(self, row: _Row) -> tuple[Any, ...]:
        """Sort by the columns in their order: choices as listed, numbers in texts by their size."""
        keys: list[Any] = []
        for name, column in self.columns.items():
            value = value_at(row.values, tuple(name.split("/")[1:]))
            if _counts(column):
                continue
            allowed = list(column.schema.get("enum", ()))
            if value is None:
                keys.append((2, ()))
            elif value in allowed:
                keys.append((0, (allowed.index(value),)))
            else:
                keys.append((1, _natural(str(value))))
        return tuple(keys)

    def _gaps(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Gap]:
        """Yield the columns that stay empty: what is required anywhere, else what all lack."""
        for name, column in self.columns.items():
            path = tuple(name.split("/")[1:])
            empty = tuple(at for at, row in enumerate(rows, 1) if value_at(row, path) is None)
            whole = len(empty) == len(rows)
            if empty and column.computed is None and (column.required or column.keyed or whole):
                yield Gap(title=column.title, required=column.demanded, rows=empty, whole=whole)

    def _twins(self, rows: Sequence[_Row]) -> Iterator[Twins]:
        for group in (*self.table.unique, self.table.primary_key):
            nodes = [self.columns[f"/{name}"] for name in group if f"/{name}" in self.columns]
            if not nodes or any(_counts(node) for node in nodes):
                continue
            met: dict[tuple[str, ...], list[int]] = {}
            for number, row in enumerate(rows, 1):
                key = _key(row, group)
                if all(key):
                    met.setdefault(key, []).append(number)
            for numbers in met.values():
                if len(numbers) > 1:
                    files = dict.fromkeys(rows[number - 1].file for number in numbers)
                    titles = tuple(node.title for node in nodes)
                    yield Twins(titles=titles, rows=tuple(numbers), files=tuple(files))


def _leaves(table: Table) -> list[tuple[str, Field]]:
    return list(leaf_names(table).items())


def _held(notice: Notice, table: Table) -> list[Quota]:
    """Return the rules that hold applications against the table."""
    return [quota for quota in notice.quotas if quota.kind == "matches" and quota.table == table.id]


def _roles(notice: Notice, table: Table, column: Field) -> tuple[str, ...]:
    """Return the roles that a column is filled from, the best first."""
    if column.sources:
        return column.sources
    if column.role is not None:
        return (column.role,)
    name = column.pointer.removeprefix("/")
    return tuple(
        dict.fromkeys(
            role
            for quota in _held(notice, table)
            for key, roles in (
                *((key, (role,)) for key, role in quota.key.items()),
                *quota.columns.items(),
            )
            if key == name
            for role in roles
        )
    )


def _playing(nodes: Mapping[str, Field], roles: Sequence[str]) -> Iterator[tuple[str, Field]]:
    """Yield the fields that play one of the roles, by the order of the roles."""
    for role in roles:
        yield from ((pattern, node) for pattern, node in nodes.items() if node.role == role)


def _constant(pattern: str, node: Field) -> list[tuple[Path, Any]]:
    """Return what the form itself fixes, though the file does not repeat it."""
    if "const" not in node.schema or "*" in pattern:
        return []
    return [(tuple(pattern.split("/")[1:]), node.schema["const"])]


def _unfit(value: Any, node: Field, column: Field) -> str:
    """Return why a value is none of the column's, else nothing."""
    if "enum" in column.schema:
        return "" if value in column.schema["enum"] else "fill-not-in-list"
    kinds: Mapping[str, tuple[type, ...]] = {
        "string": (str,),
        "number": (int, float),
        "integer": (int,),
        "boolean": (bool,),
    }
    wanted = kinds.get(column.kind, ())
    if not isinstance(value, wanted) or (isinstance(value, bool) and column.kind != "boolean"):
        return "fill-other-kind"
    if node.unit is not None and column.unit is not None and node.unit != column.unit:
        return "fill-other-kind"
    longest = column.schema.get("maxLength")
    return "fill-too-long" if longest is not None and len(str(value)) > longest else ""


def _key(row: _Row, group: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(value_at(row.values, (name,)) or "") for name in group)


def _counts(column: Field) -> bool:
    """Say whether a column counts the rows."""
    return column.kind == "integer" and column.title == NUMBER


def _natural(text: str) -> tuple[tuple[int, Any], ...]:
    parts = _PARTS.split(text)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def _unused(source: Submission, reason: str, args: Mapping[str, str]) -> Unused:
    return Unused(file=source.file, reason=reason, args=args)


def _set(row: dict[str, Any], path: Path, value: Any) -> None:
    if value is not None:
        put(row, path, value)
