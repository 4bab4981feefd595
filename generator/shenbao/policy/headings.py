"""What the heading of a column may be: the names of a table's columns, folded as people type them.

Of all notices only these names are looked at until one is chosen (``compiled.index``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shenbao.policy.form_identity import CELL_MARK, CUSTOMARY, STAR
from shenbao.policy.model import Field, Table

_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》", "()()()()()()")
_UNIT = re.compile(
    r"(?<=.)\((?:单位:)?((?:千|百?万|亿)?元|人次?|[例项个家张台次篇件年月日天岁%]|小时)\)$"
)
MARKS = f"{STAR}*{CUSTOMARY} \t\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One cell of the header: its text in the file, and its name and unit apart."""

    text: str
    name: str
    unit: str


def fold_heading(text: str) -> str:
    """Fold width, case, spaces and kinds of brackets, which people type as they come."""
    wide = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return "".join(wide.split()).casefold()


def label(text: str) -> Label:
    """Take a header cell apart: ``＊申请经费（万元）`` names 申请经费 and the unit 万元."""
    bare = "" if text.startswith(CELL_MARK) else text.strip(MARKS)
    shown, name = " ".join(bare.split()), fold_heading(bare)
    unit = _UNIT.search(name)
    if unit is None:
        return Label(text=shown, name=name, unit="")
    return Label(text=shown, name=name[: unit.start()], unit=unit[1])


def leaves(table: Table) -> Iterator[Field]:
    """Yield the columns that hold a value; a group of columns stands for its members."""
    yield from (column for _, column in in_groups(table))


def in_groups(table: Table) -> Iterator[tuple[tuple[Field, ...], Field]]:
    """Yield the columns that hold a value, each with the groups around it, outermost first."""
    yield from _placed(table.columns, ())


def columns_by_name(table: Table) -> dict[str, Field]:
    """Return the columns by each folded name that a heading may give them."""
    known: dict[str, Field] = {}
    for name, column in _names(table):
        known.setdefault(label(name).name, column)
    return known


def _names(table: Table) -> Iterator[tuple[str, Field]]:
    """Yield what a heading may call each column, the surest first.

    A column in a group goes by its path or by the titles on the way; by its own title or key
    alone only where no other column has the same.
    """
    placed = list(in_groups(table))
    for groups, column in placed:
        path = column.pointer.strip("/")
        titles = [*(group.title for group in groups), column.title]
        yield path, column
        yield path.replace("/", "."), column
        for joint in ("", ".", "·", "-", "/", ":", "、"):
            yield joint.join(titles), column
            if column.unit:
                yield f"{joint.join(titles)}({column.unit})", column
        *above, own = titles
        if above:
            yield f"{''.join(above)}({own})", column
    for attribute in ("title", "key"):
        count = Counter(label(getattr(column, attribute)).name for _, column in placed)
        for _, column in placed:
            name = getattr(column, attribute)
            if count[label(name).name] == 1:
                yield name, column
                if column.unit:
                    yield f"{name}({column.unit})", column


def full_title(table: Table, column: Field) -> str:
    """Return the title of a column under those of its groups, as a heading shows it."""
    for groups, found in in_groups(table):
        if found is column:
            return "·".join([*(group.title for group in groups), column.title])
    return column.title


def demanded(table: Table) -> Iterator[Field]:
    """Yield the columns that every row must fill; of a group that may be left out, none."""
    for groups, column in in_groups(table):
        way = (*groups, column)
        always = all(node.required and node.when is None for node in way)
        if always and column.computed is None:
            yield column


def _placed(
    columns: Iterable[Field], groups: tuple[Field, ...]
) -> Iterator[tuple[tuple[Field, ...], Field]]:
    for column in columns:
        if column.kind == "object":
            yield from _placed(column.children, (*groups, column))
        else:
            yield groups, column
