"""The program of a column: judges cells once, remembers, and passes whole batches at once.

What ``suspects`` lets pass is right; the rest goes to ``judge``, which is complete by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from shenbao.tabular.judge.cell_judge import Judged, LimitError, Reference, cell_reader
from shenbao.tabular.judge.column_filters import Prefilter, iso_days, prefilter
from shenbao.tabular.results import Issue
from shenbao.tabular.schema.table_schema import Field

_REMEMBERED = 50_000
_DECIDED = 2_000
_LONGEST_REMEMBERED = 200
_SMALL = 8
_MOST_PROGRAMS = 1_000
_LONGEST_DESCRIPTION = 2_000
_MOST_FORESEEN = 200
_NONE: frozenset[str] = frozenset()


class ColumnProgram:
    """How the cells of a kind of column are judged; ``scanned`` is what a scan made of it."""

    __slots__ = ("foreseen", "prefilter", "read", "scanned")

    def __init__(self, field: Field, references: Sequence[Reference]) -> None:
        self.read = cell_reader(field, references)
        self.prefilter: Prefilter | None = prefilter(field, references)
        foreseen = islice(_foreseen(field), _MOST_FORESEEN)
        self.foreseen = {text: self.read(text) for text in foreseen}
        self.scanned: Any = None


_PROGRAMS: dict[tuple[str, frozenset[str]], ColumnProgram] = {}
"""Programs that were made, by what describes them: the same tables come again and again."""


def _program(field: Field, references: Sequence[Reference]) -> ColumnProgram:
    """Return the program of a column, made once where it depends on the field alone."""
    if references:
        return ColumnProgram(field, references)
    described = repr((field.type, field.format, field.constraints, field.options))
    key = (described, field.missing)
    found = _PROGRAMS.get(key)
    if found is None:
        found = ColumnProgram(field, ())
        if len(described) <= _LONGEST_DESCRIPTION:
            if len(_PROGRAMS) >= _MOST_PROGRAMS:
                _PROGRAMS.clear()
            _PROGRAMS[key] = found
    return found


class Column:
    """A column of the file with the field that describes it.

    The memory holds a limited number of short texts; a column of ever new values is not
    remembered, only filtered.
    """

    def __init__(self, field: Field, number: int, references: Sequence[Reference] = ()) -> None:
        self.field = field
        self.number = number
        self.references = tuple(references)
        self.program = program = _program(field, self.references)
        self._read = program.read
        self._prefilter = program.prefilter
        self._nothing = program.read(None)
        self._known = dict(program.foreseen)
        self._good = {text for text, found in self._known.items() if not found.failures}
        self._bad = self._known.keys() - self._good
        self._remembers = True
        self._asked = 0
        self._fresh = 0
        self._hopeless = False

    def judge(self, cell: Any) -> Judged:
        """Return the exact verdict on a cell of any kind."""
        if cell is None:
            return self._nothing
        if type(cell) is not str:
            return self._read(cell)
        found = self._known.get(cell)
        if found is None:
            found = self._read(cell)
            if len(cell) <= _LONGEST_REMEMBERED:
                self._remember(cell, found)
        return found

    def accepts(self, text: str) -> bool:
        """Say whether a text is right, without remembering it."""
        return not self._read(text).failures

    def suspects(self, texts: Sequence[Any]) -> Collection[str]:
        """Return the texts of a batch that are not right; those of None are not judged here."""
        if self._good.issuperset(texts):
            return _NONE
        if not self._remembers:
            # Empty cells are frequent, and no number or date.
            filled = list(filter(None, texts)) if "" in self._good else texts
            if not filled or self._passes(filled):
                return _NONE
        fresh = set(texts)
        fresh -= self._good
        fresh.discard(None)
        self._asked += len(texts)
        self._fresh += len(fresh)
        if self._remembers and self._prefilter is not None and self._asked > _DECIDED:
            self._remembers = self._fresh * 4 < self._asked
        bad = fresh & self._bad
        fresh -= bad
        if self._hopeless:
            bad.update(text for text in fresh if self.judge(text).failures)
        else:
            bad.update(self._sift(list(fresh)))
        # Where most new texts are wrong, to pass them in batches is tried in vain.
        self._hopeless = len(fresh) < 2 * len(bad & fresh)
        return bad

    def values(self, texts: Sequence[Any]) -> Sequence[Any]:
        """Return the typed values of a batch, None where there is none."""
        exact = _EXACT.get(self.field.type)
        plain = self.field.format == "default" and not self.field.options
        if exact is not None and plain and self.field.missing <= {""}:
            found = exact(texts)
            if found is not None:
                return found
        judge = self.judge
        return [judge(text).value for text in texts]

    def _sift(self, texts: list[str]) -> Iterable[str]:
        """Yield the wrong ones, halving until those around them are passed as a batch."""
        if not texts:
            return
        if self._prefilter is not None and self._passes(texts):
            if self._remembers and len(self._good) < _REMEMBERED:
                self._good.update(texts)
            return
        if self._prefilter is not None and len(texts) > _SMALL:
            middle = len(texts) // 2
            yield from self._sift(texts[:middle])
            yield from self._sift(texts[middle:])
            return
        for text in texts:
            if self.judge(text).failures:
                yield text

    def _passes(self, texts: Collection[Any]) -> bool:
        if self._prefilter is None:
            return False
        try:
            return self._prefilter(texts)
        except TypeError:
            # A short row has None in this column.
            return False

    def _remember(self, text: str, found: Judged) -> None:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
            self._bad.clear()
        self._known[text] = found
        if found.failures:
            self._bad.add(text)
        elif len(self._good) < _REMEMBERED:
            self._good.add(text)


def compile_columns(
    fields: Sequence[Field], references: Mapping[int, Sequence[Reference]]
) -> tuple[tuple[Column, ...], tuple[Issue, ...]]:
    """Return the column program; ``references`` are by the place of the column.

    Constraints that cannot be compared with their type are issues of the schema.
    """
    columns: list[Column] = []
    issues: list[Issue] = []
    for number, field in enumerate(fields, start=1):
        try:
            columns.append(Column(field, number, references.get(number, ())))
        except LimitError as error:
            args = {"name": field.name, "constraint": error.constraint}
            issues.append(
                Issue(
                    code="field-error",
                    message="tables-schema-limit",
                    column=field.name,
                    args=args,
                )
            )
    return tuple(columns), tuple(issues)


def _foreseen(field: Field) -> Iterable[str]:
    """Yield the texts that are known to come: what is missing, what may be chosen."""
    yield from field.missing
    for option in ("trueValues", "falseValues"):
        yield from field.options.get(option, ())
    for item in field.constraints.get("enum") or ():
        if isinstance(item, str):
            yield item


def _texts(texts: Sequence[Any]) -> Sequence[Any] | None:
    try:
        # A workbook has numbers too; those are no value of a column of text.
        "".join(texts)
    except TypeError:
        return None
    return None if "" in texts else texts


def _integers(texts: Sequence[Any]) -> Sequence[Any] | None:
    try:
        joined = "".join(texts)
        return list(map(int, texts)) if joined.isascii() else None
    except (TypeError, ValueError):
        return None


def _dates(texts: Sequence[Any]) -> Sequence[Any] | None:
    try:
        return iso_days(texts)
    except TypeError:
        return None


_EXACT: Mapping[str, Callable[[Sequence[Any]], Sequence[Any] | None]] = {
    "string": _texts,
    "integer": _integers,
    "date": _dates,
}
"""Whole batches to values; None where one of them needs the exact reader."""
