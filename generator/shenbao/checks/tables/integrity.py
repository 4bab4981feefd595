"""Keys of a table checked batch by batch: primary, unique, and foreign ones of many columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenbao.checks.tables.columns import Column
from shenbao.checks.tables.keys import KeyStore, MemoryKeys, hashable, joined
from shenbao.checks.tables.results import Issue, Tally
from shenbao.checks.tables.schema import TableSchema

_UNFIT = frozenset({"any", "array", "object", "list", "number", "geopoint"})
"""Types whose values may not be hashable, or not equal to themselves."""

Batch = Sequence[Sequence[Any]] | Mapping[int, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
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
        tally: Tally,
        *,
        case: bool = True,
        new_store: Callable[[], KeyStore] = MemoryKeys,
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
        self.needed = sorted(
            {place for key in self._keys for place in key.places}
            | {place for _, places_, _ in self._foreign for place in places_}
        )

    def take(self, rows: Sequence[int], texts: Batch) -> None:
        """Take a batch: the numbers of its rows and its columns, at least those needed."""
        values = {place: self._values(place, texts) for place in self.needed}
        for key in self._keys:
            self._take(key, rows, [values[place] for place in key.places])
        for number, places, known in self._foreign:
            self._look_up(number, places, known, rows, [values[place] for place in places])

    def _values(self, place: int, texts: Batch) -> Sequence[Hashable]:
        column = self._columns[place]
        values = column.values(texts[place])
        return hashable(values) if column.field.type in _UNFIT else values

    def _take(self, key: _Key, rows: Sequence[int], values: Sequence[Sequence[Any]]) -> None:
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
                        self._report_empty(key, rows[index])
                gone = set(empty)
                kept = [index for index in range(len(keys)) if index not in gone]
                keys, rows = [keys[index] for index in kept], [rows[index] for index in kept]
        for index, before in key.store.add(keys, rows):
            self._report(key, rows[index], before, keys[index])

    def _report_empty(self, key: _Key, row: int) -> None:
        if self._tally.wants(key.code, None):
            self._tally.put(
                Issue(
                    code=key.code,
                    message="tables-key-empty",
                    row=row,
                    column=self._names(key.places),
                    args={"columns": self._names(key.places)},
                )
            )

    def _report(self, key: _Key, row: int, before: int, value: Any) -> None:
        number = key.places[0] + 1 if key.code == "unique-error" else None
        if not self._tally.wants(key.code, number):
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
            if key in wrong and self._tally.wants("foreign-key", None):
                self._tally.put(
                    Issue(
                        code="foreign-key",
                        message="tables-foreign-key",
                        row=row,
                        column=self._names(places),
                        value=self._shown(places, key),
                        args={
                            "resource": foreign.resource or "-",
                            "reference": "、".join(foreign.reference),
                        },
                    )
                )

    def _names(self, places: Sequence[int]) -> str:
        return "、".join(self._columns[place].field.name for place in places)

    def _shown(self, places: Sequence[int], value: Any) -> str:
        parts = value if len(places) > 1 else (value,)
        return "、".join(
            "" if part is None else self._tally.shown(part, self._columns[place].field.name)
            for place, part in zip(places, parts, strict=True)
        )


def _keys(
    schema: TableSchema,
    columns: Sequence[Column],
    places: Mapping[str, int],
    new_store: Callable[[], KeyStore],
    *,
    case: bool,
) -> Sequence[_Key]:
    found: list[_Key] = []
    primary = schema.primary_key
    if primary and set(primary) <= places.keys():
        if case:
            where = tuple(places[name] for name in primary)
        else:
            lower = {name.lower() for name in primary}
            where = tuple(places[name] for name in places if name.lower() in lower)
        found.append(
            _Key(
                code="primary-key",
                message="tables-key-twice",
                places=where,
                store=new_store(),
                partly=True,
                required=True,
            )
        )
    found += [
        _Key(
            code="unique-error",
            message="tables-unique",
            places=(index,),
            store=new_store(),
            partly=False,
        )
        for index, column in enumerate(columns)
        if column.field.constraints.get("unique")
    ]
    found += [
        _Key(
            code="unique-key",
            message="tables-key-twice",
            places=tuple(places[name] for name in key),
            store=new_store(),
            partly=False,
        )
        for key in schema.unique_keys
        if key and set(key) <= places.keys()
    ]
    return found
