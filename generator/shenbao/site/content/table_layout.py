"""Tables as people see them: headings over columns, rows that are given, computed columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from shenbao.forms import urls
from shenbao.forms.table_header import header_lines
from shenbao.policy.cel.condition_words import choices
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.formula import Signs
from shenbao.policy.cel.formula import formula as formula_of
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.cel.syntax import Call, Constant, Items, Node, chain, joined_by
from shenbao.policy.headings import in_groups, leaves
from shenbao.policy.model import (
    Candidate,
    CodeList,
    Field,
    FixedRows,
    FormOrTable,
    ListRow,
    Notice,
    RowSource,
    Table,
)
from shenbao.site.content import derived_facts, page_index, wording

_SIGNS = Signs(plus=" + ", minus=" − ", times=" × ", over=" ÷ ", number="{:g}".format)
_NO_VALUES = (
    Call("_/_", (Constant(0.0), Constant(0.0))),
    Call("dyn", (Constant(None),)),
)
"""What a formula gives in the rows in which nothing comes out."""

_SHOWN_ROWS = 60
_LONG = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A heading over columns: how many columns and lines of headings it covers."""

    title: str
    columns: int
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A heading beside rows: how many of them it covers."""

    text: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """A row of an indicator list: new headings that begin here, its name and other values.

    ``notes`` are the values of columns with long texts, with the titles of the columns.
    """

    row: ListRow
    anchor: str
    heads: tuple[Span, ...]
    values: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorGrid:
    """A list of indicators with its headings in levels, ready to be drawn.

    ``same`` are the columns that say the same of every indicator, with what they say.
    """

    code_list: CodeList
    levels: tuple[str, ...]
    columns: tuple[str, ...]
    same: tuple[tuple[str, str], ...]
    rows: tuple[IndicatorRow, ...]


def indicator_grids(notice: Notice) -> tuple[IndicatorGrid, ...]:
    """Return the indicator lists of a notice as tables."""
    return tuple(_grid(notice, item) for item in page_index.indicator_lists(notice))


def _grid(notice: Notice, code_list: CodeList) -> IndicatorGrid:
    levels = page_index.level_columns(code_list)
    telling = [
        place
        for place in range(2, len(code_list.columns))
        if place not in levels and _says_something(code_list, place)
    ]
    same = [place for place in telling if len(_said(code_list, place)) == 1]
    long = [
        place
        for place in telling
        if place not in same and max(map(len, _said(code_list, place))) > _LONG
    ]
    others = [place for place in telling if place not in (*same, *long)]
    titles = [column.title for column in code_list.columns]
    spans = _spans([tuple(row.values[place] for place in levels) for row in code_list.rows])
    return IndicatorGrid(
        code_list=code_list,
        levels=tuple(titles[place] for place in levels),
        columns=tuple(titles[place] for place in others),
        same=tuple((titles[place], code_list.rows[0].values[place]) for place in same),
        rows=tuple(
            IndicatorRow(
                row=row,
                anchor=urls.indicator_anchor(code_list.name, row.code),
                heads=spans[index],
                values=tuple(wording.of_direction(row.values[place]) for place in others),
                notes=tuple((titles[place], row.values[place]) for place in long),
                candidates=notice.candidates_of(code_list.name, row.code),
            )
            for index, row in enumerate(code_list.rows)
        ),
    )


def _said(code_list: CodeList, place: int) -> set[str]:
    return {row.values[place] for row in code_list.rows}


def _says_something(code_list: CodeList, place: int) -> bool:
    """Say whether a column is neither empty nor the number that the code begins with."""
    return any(not row.code.startswith(row.values[place]) for row in code_list.rows)


def _spans(levels: Sequence[tuple[str, ...]]) -> tuple[tuple[Span, ...], ...]:
    """Return, for every row, the headings that begin there; equal neighbours share one."""
    found: list[tuple[Span, ...]] = []
    for index, values in enumerate(levels):
        before = levels[index - 1] if index else None
        begins = 0
        while before is not None and begins < len(values) and values[begins] == before[begins]:
            begins += 1
        found.append(
            tuple(
                Span(text=values[level], rows=_run(levels, index, level))
                for level in range(begins, len(values))
            )
        )
    return tuple(found)


def _run(levels: Sequence[tuple[str, ...]], start: int, level: int) -> int:
    wanted = levels[start][: level + 1]
    end = start
    while end < len(levels) and levels[end][: level + 1] == wanted:
        end += 1
    return end - start


def heads(table: Table) -> tuple[tuple[Head, ...], ...]:
    """Return the lines of headings over the columns of a table."""
    columns = list(in_groups(table))
    around = [[(group.pointer, _title(group)) for group in groups] for groups, _ in columns]
    return tuple(
        tuple(
            Head(
                title=cell.groups[-1][1] if cell.groups else _title(columns[cell.column][1]),
                columns=cell.across,
                lines=cell.down,
            )
            for cell in line
        )
        for line in header_lines(around)
    )


def _title(node: Field) -> str:
    return node.title or node.key


def given_rows(notice: Notice, table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the rows that the template of a table carries, as shown values by column."""
    fixed = table.fixed_rows
    if fixed is None:
        return ()
    columns = [node.pointer.removeprefix("/") for node in leaves(table)]
    return tuple(
        tuple(values.get(name, "") for name in columns)
        for values in _combined(notice, fixed, _SHOWN_ROWS)
    )


def given_count(notice: Notice, fixed: FixedRows) -> int:
    """Return how many rows a set of given rows has; 0 where a list is missing."""
    count = 1
    for source in fixed.sources:
        code_list = derived_facts.list_of(notice, source.list_name)
        count *= len(code_list.rows) if code_list is not None else 0
    return count


def _combined(notice: Notice, fixed: FixedRows, limit: int) -> Iterator[dict[str, str]]:
    sets = [list(_of_source(notice, source)) for source in fixed.sources]
    for number, parts in enumerate(product(*sets)):
        if number == limit:
            return
        yield {key: value for part in parts for key, value in part.items()}


def _of_source(notice: Notice, source: RowSource) -> Iterator[dict[str, str]]:
    code_list = derived_facts.list_of(notice, source.list_name)
    if code_list is None:
        return
    places = {column.name: index for index, column in enumerate(code_list.columns)}
    named = set(source.fill.values()) & {code_list.columns[1].name}
    for row in code_list.rows:
        shown = row.code if named or row.label == row.code else f"{row.code} {row.label}"
        filled = {key: row.values[places[name]] for key, name in source.fill.items()}
        yield {source.column: shown, **filled}


def applies(notice: Notice, table: Table) -> str | None:
    """Return which of the given rows are meant, in words; None for no simple condition."""
    fixed = table.fixed_rows
    if fixed is None or fixed.applies is None:
        return ""
    code_list = derived_facts.list_of(notice, fixed.sources[0].list_name)
    items = {one.name: one.title for one in code_list.columns} if code_list is not None else {}
    cells = {node.key: node for node in table.columns}
    tree = Expression.of(fixed.applies).tree
    return None if tree is None else _ways(tree, lambda part: _compared(part, items, cells, notice))


def _ways(tree: Node, phrase: Callable[[Node], str | None]) -> str | None:
    """Return a condition in words: ways to meet it, each of parts that ``phrase`` puts in words."""
    ways: list[str] = []
    for way in joined_by("_||_", tree):
        parts = [phrase(part) for part in joined_by("_&&_", way)]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        ways.append("，且".join(known))
    return "；或".join(ways)


def _compared(
    node: Node, items: Mapping[str, str], cells: Mapping[str, Field], notice: Notice
) -> str | None:
    if not (isinstance(node, Call) and node.function == "_==_"):
        return None
    left, right = node.parts
    side, *names = chain(left) or ("",)
    name, column = names[0] if len(names) == 1 else "", chain(right)
    field = cells.get(name) if side == "row" else None
    title = items.get(name) if side == "item" else field.title if field is not None else None
    if title is None:
        return None
    if column:
        other = cells.get(column[-1]) if column[:-1] == ("row",) else None
        return f"“{title}”与这一行的“{other.title}”相同" if other is not None else None
    value = right.value if isinstance(right, Constant) else None
    if not isinstance(value, str):
        return None
    if not value:
        return f"“{title}”为空"
    shown = dict(choices(field, notice)).get(value, value) if field is not None else value
    return f"“{title}”为“{shown}”"


def titles(table: Table, names: Sequence[str]) -> str:
    """Return the titles of columns, joined."""
    known = {node.pointer.removeprefix("/"): node.title or node.key for node in table.fields()}
    known |= {node.key: node.title or node.key for node in table.columns}
    return " + ".join(known.get(name, name) for name in names)


def formula(home: FormOrTable, node: Field) -> str | None:
    """Return how a computed value follows from others, in words; None for no simple one."""
    parent = node.pointer.rpartition("/")[0]
    known = {
        item.pointer.removeprefix(f"{parent}/"): item.title or item.key
        for item in home.fields()
        if item.pointer.startswith(f"{parent}/")
    }
    tree = Expression.of(node.computed or "").tree
    if tree is None or not (isinstance(tree, Call) and tree.function == "_?_:_"):
        return None if tree is None else _calculated(tree, known)
    when, then, other = tree.parts
    if then in _NO_VALUES:
        value = _calculated(_plain(other), known)
        return None if value is None else f"{value}；缺少要填的内容，或前后不一致时，不计算"
    value = _calculated(_plain(then), known) if other in _NO_VALUES else None
    ways = _ways(when, lambda part: _asked(part, known))
    return None if value is None or ways is None else f"{value}；{ways}，才计算"


def _plain(node: Node) -> Node:
    """Return what stands in ``dyn(…)``, which only hides its kind."""
    return node.parts[0] if isinstance(node, Call) and node.function == "dyn" else node


def _calculated(tree: Node, known: Mapping[str, str]) -> str | None:
    def name(path: tuple[str, ...]) -> str | None:
        if ROW not in path:
            return known.get(path[0], path[0]) if len(path) == 1 else None
        at = path.index(ROW)
        whole = known.get("/".join(path[:at]), path[at - 1])
        column = known.get("/".join(path), path[-1])
        return f"“{whole}”各行“{column}”之和"

    return formula_of(tree, name, _SIGNS)


def _asked(node: Node, known: Mapping[str, str]) -> str | None:
    """Return one part of the condition of a formula, in words."""
    if not isinstance(node, Call) or len(node.parts) != len(("left", "right")):
        return None
    left, right = node.parts
    path = chain(left)
    title = known.get(path[-1]) if path[:-1] == ("self",) else None
    if title is None:
        return None
    if node.function == "_!=_" and right == Constant(""):
        return f"填了“{title}”"
    codes = right.parts if isinstance(right, Items) and node.function == "@in" else ()
    texts = [part.value for part in codes if isinstance(part, Constant)]
    plain = bool(texts) and all(isinstance(text, str) for text in texts)
    return f"“{title}”为 {'、'.join(texts)}" if plain and len(texts) == len(codes) else None
