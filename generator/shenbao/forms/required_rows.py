"""The rows that a table carries before anybody fills it in, taken from its code lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import CodeList, FixedRows, FormOrTable, ListRow, Notice, RowSource, Table


def template_rows(notice: Notice, table: Table) -> tuple[dict[str, str], ...]:
    """Return the fixed rows, column name → text; none for a table that carries none.

    Every row of one list, or every pair of rows of two. A list without rows (it is missing)
    leaves its columns blank. Rows that apply to some only are all there.
    """
    fixed = table.fixed_rows
    if fixed is None:
        return ()
    filled = [(source, code_list) for source, code_list in _sources(notice, fixed)]
    given = [pair for pair in filled if pair[1].rows]
    if not given:
        return ()
    choices = [
        [_cells(source, code_list, row) for row in code_list.rows] for source, code_list in given
    ]
    return tuple(
        {name: text for part in parts for name, text in part.items()} for parts in product(*choices)
    )


def template(notice: Notice, home: FormOrTable) -> dict[str, Any] | None:
    """Return the data that a table begins with, None for a form and for a table without rows."""
    given = template_rows(notice, home) if isinstance(home, Table) else ()
    return {"rows": list(given)} if given else None


def applying(
    notice: Notice, table: Table, filled: Sequence[Mapping[str, Any]]
) -> tuple[Mapping[str, Any], ...]:
    """Return those of the filled fixed rows that apply to what the first one says.

    A row of which that cannot be told stays. ``filled`` are all fixed rows, in their order.
    """
    fixed = table.fixed_rows
    if fixed is None or fixed.applies is None:
        return tuple(filled)
    items = [_items(code_list) for _, code_list in _sources(notice, fixed) if code_list.rows]
    applies = Expression.of(fixed.applies)
    return tuple(
        row
        for row, pair in zip(filled, product(*items), strict=True)
        if applies.holds({**dict(zip(("item", "item2"), pair, strict=False)), "row": filled[0]})
        is not False
    )


def _items(code_list: CodeList) -> list[dict[str, str]]:
    names = [column.name for column in code_list.columns]
    return [dict(zip(names, row.values, strict=True)) for row in code_list.rows]


def lists(notice: Notice, table: Table) -> tuple[CodeList, ...]:
    """Return the code lists that the fixed rows come from."""
    fixed = table.fixed_rows
    return () if fixed is None else tuple(found for _, found in _sources(notice, fixed))


def template_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that the template has filled in, codes first."""
    fixed = table.fixed_rows
    if fixed is None:
        return ()
    names = [source.column for source in fixed.sources]
    names += [name for source in fixed.sources for name in source.fill]
    return tuple(dict.fromkeys(names))


def _sources(notice: Notice, fixed: FixedRows) -> Iterator[tuple[RowSource, CodeList]]:
    for source in fixed.sources:
        yield source, notice.code_list(source.list_name)


def _cells(source: RowSource, code_list: CodeList, row: ListRow) -> dict[str, str]:
    values = dict(zip((column.name for column in code_list.columns), row.values, strict=True))
    return {source.column: row.code} | {name: values[of] for name, of in source.fill.items()}
