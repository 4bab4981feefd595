"""What a Word file shows: tables of cells, each with its text and its controls.

Elements are told by their local names, so that strict and transitional files read alike.
What is shown is read; tracked deletions, hidden field codes and hints are not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from shenbao.submissions.readings import is_unmarked
from shenbao.submissions.titles import label_of

HINTS = frozenset(
    "".join(text.split())
    for text in (
        "年月日",
        "选择一项。",
        "选择一项",
        "單擊或點選這裡以輸入文字。",
        "按一下或點選這裡以輸入文字。",
        "選擇一個項目。",
        "单击或点击此处输入文字。",
        "单击此处输入文字。",
        "单击或点击此处输入日期。",
        "单击此处输入日期。",
        "点击输入文字",
        "请点击此处输入文字。",
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Click or tap to enter a date.",
        "Click here to enter a date.",
        "Choose an item.",
    )
)
"""What Word, WPS and our own forms show in a control that is not filled in, without blanks."""

_BOUND = re.compile(r"@p='([^']*)'")
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FC": "√", "F0A8": "☐", "F0A3": "☐", "F06F": "☐"}
_UNSEEN = frozenset(f"{name}Pr" for name in ("r", "p", "sdt", "tbl", "tr", "tc")) | {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "tblGrid",
    "rt",
    "txbxContent",
}
_PICTURES = frozenset(("drawing", "pict", "object"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MOST_DIGITS = 3


@dataclass(slots=True, kw_only=True)
class Control:
    """A content control: the place it names, what it shows, what it says of its state.

    ``tagged``: the place is its tag, so that the program that saved the file kept the rest
    too. LibreOffice drops tags, and with them the mark of a control that waits.
    """

    place: str
    tagged: bool
    label: str
    kind: str
    shown: str
    waiting: bool
    ticked: bool | None
    day: str
    items: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell. ``at`` is its first grid column; ``text`` what is shown outside hints.

    ``style`` is the id of the style of its first paragraph.
    """

    at: int
    style: str = ""
    span: int = 1
    text: str = ""
    controls: list[Control] = field(default_factory=list)
    continued: bool = False
    pictures: bool = False

    @property
    def label(self) -> str:
        """The first line, as a label: without star, mark, unit and blanks."""
        return label_of(self.text)


@dataclass(slots=True, kw_only=True)
class Row:
    """A row of a table; ``head`` where it repeats on every page."""

    cells: list[Cell]
    head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph outside tables and without controls; ``style`` is the id of its style."""

    text: str
    style: str


@dataclass(slots=True, kw_only=True)
class Table:
    """A table; ``above`` counts the lines of the document that stand before it."""

    rows: list[Row]
    above: int


@dataclass(slots=True, kw_only=True)
class Document:
    """The tables and lines in their order, controls outside tables, and what else was met.

    ``boxes`` are the texts of text boxes, which float and belong to no cell.
    """

    tables: list[Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    loose: list[Cell] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    tracked: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether no control is left: a program that does not know them saved the file."""
        rows = (row for table in self.tables for row in table.rows)
        return not self.loose and not any(cell.controls for row in rows for cell in row.cells)


def read_document(root: Any) -> Document:
    """Return what a document shows; ``root`` is the element of ``document.xml``."""
    document = Document()
    for block in _blocks(root, ("tbl", "p"), document):
        if _name(block) == "tbl":
            rows = _table(block, document)
            document.tables.append(Table(rows=rows, above=len(document.lines)))
            continue
        cell = _cell_of(0, [block], document)
        if cell.controls:
            document.loose.append(cell)
        elif cell.text.strip():
            document.lines.append(Line(text=cell.text, style=_style(block)))
    return document


def _table(element: Any, document: Document) -> list[Row]:
    return [_row(row, document) for row in _blocks(element, ("tr",), document)]


def _row(element: Any, document: Document) -> Row:
    properties = _child(element, "trPr")
    at = _number(properties, "gridBefore", 0)
    cells: list[Cell] = []
    for block in _blocks(element, ("tc",), document):
        look = _child(block, "tcPr")
        span = max(1, _number(look, "gridSpan", 1))
        cell = _cell_of(at, list(block), document)
        cell.span = span
        merge = _child(look, "vMerge")
        cell.continued = merge is not None and _value(merge, "val") != "restart"
        cells.append(cell)
        at += span
    head = _child(properties, "tblHeader")
    return Row(cells=cells, head=head is not None and _value(head, "val") not in ("0", "false"))


def _blocks(element: Any, wanted: tuple[str, ...], document: Document) -> Iterator[Any]:
    """Yield elements of these names, through wrappers but not through each other."""
    for child in element:
        name = _name(child)
        if name in wanted:
            if name == "tr" and _child(_child(child, "trPr"), "del") is not None:
                document.tracked = True
                continue
            yield child
        elif name in ("del", "moveFrom"):
            document.tracked = True
        elif name not in _UNSEEN and name not in ("tbl", "p", "tr", "tc"):
            yield from _blocks(child, wanted, document)


def _cell_of(at: int, content: list[Any], document: Document) -> Cell:
    first = next((child for child in content if _name(child) == "p"), None)
    cell = Cell(at=at, style=_style(first))
    reader = _Reader(cell, document)
    for child in content:
        reader.read(child)
    cell.text = "".join(reader.shown).strip("\n")
    return cell


class _Reader:
    """Collects the text of a cell; what a waiting control shows is left out."""

    def __init__(self, cell: Cell, document: Document) -> None:
        self.cell = cell
        self.document = document
        self.shown: list[str] = []

    def read(self, element: Any, inside: str = "") -> None:
        name = _name(element)
        if name in _UNSEEN:
            self._unseen(name, element)
        elif name == "t":
            self.shown.append(element.text or "")
        elif name in _BREAKS:
            self.shown.append(_BREAKS[name])
        elif name == "sym":
            self.shown.append(_SYMBOLS.get(str(_value(element, "char")).upper(), ""))
        elif name == "sdt":
            self._control(element, inside)
        elif name == "AlternateContent":
            for branch in list(element)[:1]:
                self._inside(branch, inside)
        else:
            self.document.tracked |= name in ("ins", "moveTo")
            self.cell.pictures |= name in _PICTURES
            if name in ("p", "tr") and self.shown and self.shown[-1] != "\n":
                self.shown.append("\n")
            self._inside(element, inside)
            if name == "tc":
                self.shown.append("\t")

    def _unseen(self, name: str, element: Any) -> None:
        """Keep the text of a text box apart from that of the cell that it floats over."""
        self.document.tracked |= name in ("del", "moveFrom")
        if name == "txbxContent":
            text = _cell_of(0, list(element), self.document).text.strip()
            self.document.boxes += [text] if text else []

    def _inside(self, element: Any, inside: str) -> None:
        for child in element:
            self.read(child, inside)

    def _control(self, element: Any, inside: str) -> None:
        """Read a control; LibreOffice wraps one in another of the same place."""
        properties = _child(element, "sdtPr")
        content = _child(element, "sdtContent")
        if content is None:
            return
        control = _control(properties)
        start = len(self.shown)
        before = len(self.cell.controls)
        own = control.place not in ("", inside)
        if own:
            self.cell.controls.append(control)
        self._inside(content, control.place or inside)
        control.shown = "".join(self.shown[start:]).strip("\n")
        if _is_hint(control):
            del self.shown[start:]
            control.waiting = True
            control.shown = ""
        elif control.place == inside and before:
            _joined(self.cell.controls[-1], control)


def _joined(outer: Control, inner: Control) -> None:
    """Give the outer control of a pair what only the inner one tells."""
    outer.kind = inner.kind or outer.kind
    outer.ticked = inner.ticked if inner.ticked is not None else outer.ticked
    outer.day = inner.day or outer.day
    outer.items = inner.items or outer.items


def _is_hint(control: Control) -> bool:
    """Say whether what a control shows only asks to be filled in."""
    bare = "".join(control.shown.split())
    if not bare:
        return True
    if bare in HINTS:
        return control.waiting or not control.tagged or control.kind != "text"
    return control.kind != "tick" and unfilled(bare, control.items)


def unfilled(text: str, offered: Collection[str]) -> bool:
    """Say whether a cell that lost its control still shows what the control asked with.

    That is a hint, or the choices ``offered`` with a box before each and none of them marked.
    """
    bare = "".join(text.split())
    if not bare or bare in HINTS:
        return True
    return is_unmarked(bare, offered)


def _control(properties: Any) -> Control:
    place, tagged = _place(properties)
    control = Control(
        place=place,
        tagged=tagged,
        label=str(_value(_child(properties, "alias"), "val") or ""),
        kind="text",
        shown="",
        waiting=_child(properties, "showingPlcHdr") is not None,
        ticked=None,
        day="",
        items=(),
    )
    box = _child(properties, "checkbox")
    if box is not None:
        control.kind = "tick"
        control.ticked = _value(_child(box, "checked"), "val") in ("1", "true", "on")
    day = _child(properties, "date")
    if day is not None:
        control.kind = "date"
        control.day = str(_value(day, "fullDate") or "")[:10]
    for name in ("dropDownList", "comboBox"):
        choices = _child(properties, name)
        if choices is not None:
            control.kind = "choice"
            control.items = tuple(
                str(_value(item, "displayText") or _value(item, "value") or "") for item in choices
            )
    return control


def _place(properties: Any) -> tuple[str, bool]:
    """Return the place that a control names, and whether its tag does; else its binding."""
    tag = _value(_child(properties, "tag"), "val")
    if tag and tag.startswith(("/", "#")):
        return str(tag), True
    path = _value(_child(properties, "dataBinding"), "xpath")
    found = _BOUND.search(path or "")
    return (found[1] if found else ""), False


def _style(paragraph: Any) -> str:
    return str(_value(_child(_child(paragraph, "pPr"), "pStyle"), "val") or "")


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Any, name: str) -> Any:
    if element is None:
        return None
    return next((child for child in element if _name(child) == name), None)


def _value(element: Any, name: str) -> Any:
    if element is None:
        return None
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None
    )


def _number(properties: Any, name: str, default: int) -> int:
    text = str(_value(_child(properties, name), "val") or "")
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else default
