"""Keys of a table checked batch by batch: primary, unique, and foreign ones of many columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from shenbao.core.messages.values import Many, many, one_or_many, said
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.judge.key_store import (
    MOST_HELD,
    KeyMemory,
    KeyStore,
    MemoryKeys,
    hashable,
    joined,
)
from shenbao.tabular.native.spilled_keys import SpilledKeys
from shenbao.tabular.results import KEY_EMPTY, Issue, IssueCounter
from shenbao.tabular.schema.table_schema import TableSchema

_UNFIT = frozenset({"any", "array", "object", "list", "number", "geopoint"})
"""Types whose values may not be hashable, or not equal to themselves."""

Batch = Sequence[Sequence[Any]] | Mapping[int, Sequence[Any]]
NewStore = Callable[[Sequence[Column], bool], KeyStore | None]
"""Makes the memory of a key over columns, of one that may have gaps or not; None for Python's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key with the places of its columns. ``partly`` keys count although a part is missing."""

    code: str
    message: str
    places: tuple[int, ...]
    store: KeyStore
    partly: bool
    required: bool = False


class Integrity:
    """All keys of a table while its rows go by."""

    def __init__(
        self,
        schema: TableSchema,
        columns: Sequence[Column],
        lookups: Mapping[int, Collection[Any]],
        tally: IssueCounter,
        *,
        case: bool = True,
        new_store: NewStore,
    ) -> None:
        self._columns = columns
        self._tally = tally
        self._schema = schema
        places = {column.field.name: index for index, column in enumerate(columns)}
        self._keys = list(_keys(schema, columns, places, new_store, case=case))
        self._foreign = [
            (number, tuple(places[name] for name in key.fields), lookups[number])
            for number, key in enumerate(schema.foreign_keys)
            if number in lookups and len(key.fields) > 1 and set(key.fields) <= places.keys()
        ]
        self.needed = self._needed(self._keys)
        kept = [key for key in self._keys if not _is_scanned(key.store)]
        self.others = self._needed(kept)
        """The columns of the keys that the compiled scan does not make by itself."""

    @property
    def spilled(self) -> Sequence[tuple[Key, SpilledKeys]]:
        """The keys that it makes."""
        return [(key, key.store) for key in self._keys if _is_scanned(key.store)]

    def _needed(self, keys: Sequence[Key]) -> Sequence[int]:
        return sorted(
            {place for key in keys for place in key.places}
            | {place for _, places_, _ in self._foreign for place in places_}
        )

    def take(self, rows: Sequence[int], texts: Batch, *, scanned: bool = False) -> None:
        """Take a batch: the numbers of its rows and its columns, at least those needed.

        After the compiled scan these are ``others``: it has taken the spilled keys itself.
        """
        needed = self.others if scanned else self.needed
        values = {place: self._values(place, texts) for place in needed}
        for key in self._keys:
            if not (scanned and _is_scanned(key.store)):
                self._take(key, rows, [values[place] for place in key.places])
        for number, places, known in self._foreign:
            self._look_up(number, places, known, rows, [values[place] for place in places])

    def finish(self) -> None:
        """Report the keys that stood twice, where that is only known at the end."""
        for key in self._keys:
            if key.store.stopped is not None:
                self._tally.add(self._unfinished(key, key.store.stopped))
            count, found = key.store.finish(self._tally.limit)
            if count > len(found):
                self._tally.count((key.code, self._number(key)), count - len(found))
            for row, before, value in found:
                self._report(key, row, before, value)

    def _unfinished(self, key: Key, row: int) -> Issue:
        return Issue(
            code=key.code,
            message="tables-keys-many",
            row=row,
            field=self._number(key),
            column=self._names(key.places),
            args={"row": str(row), "limit": str(MOST_HELD // 1024 // 1024)},
        )

    def _values(self, place: int, texts: Batch) -> Sequence[Hashable]:
        column = self._columns[place]
        values = column.values(texts[place])
        return hashable(values) if column.field.type in _UNFIT else values

    def _take(self, key: Key, rows: Sequence[int], values: Sequence[Sequence[Any]]) -> None:
        keys: Sequence[Any] = values[0] if len(values) == 1 else joined(values)
        if any(None in part for part in values):
            nothing = (None,) * len(values)
            empty = [
                index
                for index, parts in enumerate(zip(*values, strict=True))
                if parts == nothing or (not key.partly and None in parts)
            ]
            if empty:
                if key.required:
                    for index in empty:
                        self.report_empty(key, rows[index])
                gone = set(empty)
                kept = [index for index in range(len(keys)) if index not in gone]
                keys, rows = [keys[index] for index in kept], [rows[index] for index in kept]
        for index, before in key.store.add(keys, rows):
            self._report(key, rows[index], before, keys[index])

    def made(self, key: Key, row: int, texts: Sequence[str | None]) -> Any:
        """Return the value of a key from the texts of its cells, None where it has none."""
        judged = [
            self._columns[place].judge(text).value
            for place, text in zip(key.places, texts, strict=True)
        ]
        values = [hashable([value])[0] for value in judged]
        gap = None in values
        if gap and (not key.partly or values == [None] * len(values)):
            if key.required:
                self.report_empty(key, row)
            return None
        return values[0] if len(values) == 1 else tuple(values)

    @staticmethod
    def _number(key: Key) -> int | None:
        return key.places[0] + 1 if key.code == "unique-error" else None

    def report_empty(self, key: Key, row: int) -> None:
        """Report a row with nothing in any column of a key."""
        if self._tally.wants(key.code, None, row):
            self._tally.put(
                Issue(
                    code=key.code,
                    message=KEY_EMPTY,
                    row=row,
                    column=self._names(key.places),
                    args={"columns": self._names(key.places)},
                )
            )

    def _report(self, key: Key, row: int, before: int, value: Any) -> None:
        number = self._number(key)
        if not self._tally.wants(key.code, number, row):
            return
        self._tally.put(
            Issue(
                code=key.code,
                message=key.message,
                row=row,
                field=number,
                column=self._names(key.places),
                value=self._shown(key.places, value),
                args={"columns": self._names(key.places), "before": str(before)},
            )
        )

    def _look_up(
        self,
        number: int,
        places: tuple[int, ...],
        known: Collection[Any],
        rows: Sequence[int],
        values: Sequence[Sequence[Any]],
    ) -> None:
        keys = joined(values)
        wrong = set(keys).difference(known)
        wrong.discard((None,) * len(places))
        if not wrong:
            return
        foreign = self._schema.foreign_keys[number]
        for row, key in zip(rows, keys, strict=True):
            if key in wrong and self._tally.wants("foreign-key", None, row):
                self._tally.put(
                    Issue(
                        code="foreign-key",
                        message="tables-foreign-key",
                        row=row,
                        column=self._names(places),
                        value=self._shown(places, key),
                        args={
                            "resource": foreign.resource or said("tables-this-table"),
                            "reference": many(foreign.reference),
                        },
                    )
                )

    def _names(self, places: Sequence[int]) -> str | Many:
        return one_or_many([self._columns[place].field.name for place in places])

    def _shown(self, places: Sequence[int], value: Any) -> str | Many:
        parts = value if len(places) > 1 else (value,)
        return one_or_many(
            [
                "" if part is None else self._tally.shown(part, self._columns[place].field.name)
                for place, part in zip(places, parts, strict=True)
            ]
        )


def _is_scanned(store: KeyStore) -> TypeGuard[SpilledKeys]:
    return isinstance(store, SpilledKeys) and store.scanned


def _keys(
    schema: TableSchema,
    columns: Sequence[Column],
    places: Mapping[str, int],
    new_store: NewStore,
    *,
    case: bool,
) -> Sequence[Key]:
    def key(where: tuple[int, ...], code: str, message: str, *, partly: bool = False) -> Key:
        store = new_store([columns[place] for place in where], partly) or MemoryKeys(memory)
        return Key(
            code=code,
            message=message,
            places=where,
            store=store,
            partly=partly,
            required=code == "primary-key",
        )

    memory = KeyMemory()
    found: list[Key] = []
    primary = schema.primary_key
    if primary and set(primary) <= places.keys():
        if case:
            where = tuple(places[name] for name in primary)
        else:
            lower = {name.lower() for name in primary}
            where = tuple(places[name] for name in places if name.lower() in lower)
        found.append(key(where, "primary-key", "tables-key-twice", partly=True))
    found += [
        key((index,), "unique-error", "tables-unique")
        for index, column in enumerate(columns)
        if column.field.constraints.get("unique")
    ]
    found += [
        key(tuple(places[name] for name in names), "unique-key", "tables-key-twice")
        for names in schema.unique_keys
        if names and set(names) <= places.keys()
    ]
    return found
