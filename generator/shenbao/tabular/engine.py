"""The exact engine: one pass over a table in batches of columns, rows explained when suspect."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shenbao.core.messages.values import many
from shenbao.tabular.judge.cell_judge import Reference
from shenbao.tabular.judge.columns import Column, compile_columns
from shenbao.tabular.judge.headers import Header, match_header
from shenbao.tabular.judge.key_store import KeyMemory, hashable, joined
from shenbao.tabular.judge.keys_and_references import Integrity
from shenbao.tabular.judge.row_judge import Explainer
from shenbao.tabular.read.batches import Batch
from shenbao.tabular.read.dialect import Dialect, content, detect_dialect, labels
from shenbao.tabular.read.sources import Records, TableSource, open_records
from shenbao.tabular.results import Issue, IssueCounter, SourceError, TableResult, refuse_wide
from shenbao.tabular.scan.native_scan import NativePass, can_scan, spilled_store, value_store
from shenbao.tabular.schema.table_schema import Field, TableSchema

_LOOKED_BELOW = 10
"""Records after the header among which another header is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a check of one table needs.

    ``lookups`` hold, by the number of the foreign key, the values (or tuples of values) that
    exist. ``jobs`` processes read what is large, and ``on_read`` is told of what they read.
    """

    schema: TableSchema
    source: TableSource
    dialect: Dialect = field(default_factory=Dialect)
    lookups: Mapping[int, Collection[Any]] = field(default_factory=dict)
    jobs: int = 1
    on_read: Callable[[int], None] | None = None


def run(plan: Plan, tally: IssueCounter) -> TableResult:
    """Check one table; what cannot be read is an issue of the result."""
    rows, complete = 0, True
    try:
        with open_records(plan.source, plan.dialect) as records:
            for count in _check(plan, records, tally):
                rows += count
    except SourceError as error:
        tally.add(error.issue)
        complete = False
    return tally.result(plan.source.name, rows, complete=complete)


def _check(plan: Plan, records: Records, tally: IssueCounter) -> Iterator[int]:
    """Check batch by batch; yield the numbers of rows."""
    opened = open_header(plan.schema, records, plan.dialect)
    if opened.empty:
        tally.add(Issue(code="source-error", message="tables-empty"))
    for issue in opened.header.issues:
        tally.add(issue)
    if opened.header.refused:
        return
    columns, issues = compile_columns(
        opened.header.fields, references(plan.schema, opened.header, plan.lookups)
    )
    for issue in issues:
        tally.add(issue)
    if issues:
        return
    if records.hook.text is not None:
        records.hook.text.settle(len(columns))
    explainer = Explainer(columns, plan.schema.foreign_keys, tally)
    integrity = Integrity(
        plan.schema,
        columns,
        plan.lookups,
        tally,
        case=opened.dialect.header_case,
        new_store=spilled_store if records.textual else value_store,
    )
    try:
        rows = _in_shares(plan, records, opened.dialect, columns, integrity, tally)
        if rows is None:
            yield from _read(records, opened.dialect, columns, explainer, integrity)
        else:
            yield rows
    finally:
        # Also where the table breaks off: what stood before is judged.
        integrity.finish()


def _in_shares(
    plan: Plan,
    records: Records,
    dialect: Dialect,
    columns: Sequence[Column],
    integrity: Integrity,
    tally: IssueCounter,
) -> int | None:
    """Return the number of rows where several processes read them."""
    if plan.lookups or plan.jobs < 2:  # noqa: PLR2004 - more than one
        return None
    from shenbao.tabular import parallel

    return parallel.check(
        plan.source.path,
        records.hook,
        columns,
        integrity,
        tally,
        schema=plan.schema,
        dialect=dialect,
        jobs=plan.jobs,
        on_read=plan.on_read,
    )


def _read(
    records: Records,
    dialect: Dialect,
    columns: Sequence[Column],
    explainer: Explainer,
    integrity: Integrity,
) -> Iterator[int]:
    """Read the rows by the compiled scan as far as it goes, then by Python."""
    from shenbao.tabular.scan import python_scan

    batches, read = iter(records), 0
    text, options = records.hook.text, records.hook.options
    if text is not None and options is not None and dialect.keeps_all:
        if can_scan(options, columns):
            passed = NativePass(text, columns, explainer, integrity, dialect.first_content_row)
            yield from passed.run()
            if passed.finished:
                return
            batches, read = passed.rest(batches), passed.read
        records.hook.scan = python_scan.new_scan(columns, options, integrity.needed)
    for numbers, batch in content(dialect, batches, read + 1):
        texts: Sequence[Sequence[Any]] | Mapping[int, Sequence[Any]]
        if isinstance(batch, python_scan.ScannedBatch):
            texts, suspects = batch.caught, batch.suspects
        else:
            texts = batch.columns(len(columns))
            suspects = suspect_rows(columns, batch, texts, textual=records.textual)
        for index in suspects:
            explainer.explain(numbers[index], batch.row(index))
        integrity.take(numbers, texts)
        yield len(batch)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A table whose header is read. ``empty`` says that neither labels nor rows were found."""

    header: Header
    dialect: Dialect
    empty: bool


def open_header(schema: TableSchema, records: Records, dialect: Dialect) -> Opened:
    """Find the header and match it with the schema."""
    sample = records.sample()
    dialect = detect_dialect(dialect, sample)
    names = labels(dialect, sample)
    refuse_wide(len(names), dialect.header_rows[-1] if dialect.header_rows else 1)
    first = next(content(dialect, [Batch(sample)]), None)
    if schema.free:
        schema = _freely(names or [""] * len(first[1].row(0) if first else ()))
    row = dialect.header_rows[-1] if dialect.header_rows else 0
    header = match_header(
        names, schema, row, case=dialect.header_case, below=sample[row : row + _LOOKED_BELOW]
    )
    return Opened(header=header, dialect=dialect, empty=not names and first is None)


def _freely(names: Sequence[str]) -> TableSchema:
    """Return the schema of a table that has none: its own labels, anything below them."""
    fields: dict[str, Field] = {}
    for number, name in enumerate(names, start=1):
        wanted = name or f"field{number}"
        free, suffix = wanted, 2
        while free in fields:
            free, suffix = f"{wanted}{suffix}", suffix + 1
        fields[free] = Field(name=free)
    return TableSchema(fields=tuple(fields.values()), free=True)


def suspect_rows(
    columns: Sequence[Column],
    batch: Batch,
    texts: Sequence[Sequence[Any]],
    *,
    textual: bool,
) -> Sequence[int]:
    """Return the places of the rows to explain: a sound prefilter, complete rows pass it."""
    if not textual or not columns:
        return range(len(batch))
    found = set(batch.ragged(len(columns)))
    for column, cells in zip(columns, texts, strict=True):
        bad = column.suspects(cells)
        if bad:
            found.update(index for index, text in enumerate(cells) if text in bad)
    found.update(_maybe_blank(columns, texts))
    return sorted(found)


def _maybe_blank(columns: Sequence[Column], batch: Sequence[Sequence[Any]]) -> Collection[int]:
    """Return the rows that have nothing in any column; most tables have a full one."""
    for column, texts in zip(columns, batch, strict=True):
        if column.field.missing.isdisjoint(texts):
            return ()
    return [
        index
        for index, cells in enumerate(zip(*batch, strict=True))
        if all(
            cell is None or cell in column.field.missing
            for column, cell in zip(columns, cells, strict=True)
        )
    ]


def references(
    schema: TableSchema, header: Header, lookups: Mapping[int, Collection[Any]]
) -> dict[int, list[Reference]]:
    """Return the foreign keys of single columns, by the place of the column from one."""
    places = {item.name: number for number, item in enumerate(header.fields, start=1)}
    found: dict[int, list[Reference]] = {}
    for number, key in enumerate(schema.foreign_keys):
        if number in lookups and len(key.fields) == 1 and key.fields[0] in places:
            reference = Reference(number=number, values=lookups[number])
            found.setdefault(places[key.fields[0]], []).append(reference)
    return found


def values_of(
    plan: Plan, wanted: Collection[tuple[str, ...]], memory: KeyMemory
) -> Mapping[tuple[str, ...], set[Any]]:
    """Return the values that stand in columns of a table: of one bare, of several as tuples.

    It is read once for all keys that refer to it. Rows with nothing in all columns of a key are
    left out. Raises SourceError for what is no table, and where ``memory`` has no room for them.
    """
    found: dict[tuple[str, ...], set[Any]] = {names: set() for names in wanted}
    with open_records(plan.source, plan.dialect) as records:
        opened = open_header(plan.schema, records, plan.dialect)
        columns, issues = compile_columns(opened.header.fields, {})
        if opened.header.refused or issues:
            raise SourceError.of((*issues, *opened.header.issues)[0])
        places = {column.field.name: index for index, column in enumerate(columns)}
        for _, batch in content(opened.dialect, records):
            texts = batch.columns(len(columns))
            for names, known in found.items():
                values = [
                    hashable(columns[places[name]].values(texts[places[name]]))
                    if name in places
                    else (None,) * len(batch)
                    for name in names
                ]
                fresh = set(values[0] if len(values) == 1 else joined(values)) - known
                if memory.take(fresh) is None:
                    raise SourceError(
                        "source-error", "tables-references-many", file=plan.source.name,
                        columns=many(names), limit=str(memory.most // 1024 // 1024),
                    )  # fmt: skip
                known.update(fresh)
    for names, known in found.items():
        known.discard(None if len(names) == 1 else (None,) * len(names))
    return found
