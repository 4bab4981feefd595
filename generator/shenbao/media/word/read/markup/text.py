"""What a Word file shows: tables of cells, each with its text and its controls.

What is shown is read: numbers of lists, formulas, raised letters too. What was deleted, struck
out or hidden, codes of fields and hints are not; ``marks`` say what there was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from shenbao.core.guards.markup import name_of
from shenbao.media.reading.label_matching import label_of
from shenbao.media.reading.values.text_looks import Height, Kind, Mark, at_height
from shenbao.media.reading.values.writings import is_unmarked
from shenbao.media.word.contract import HINTS as OUR_HINTS
from shenbao.media.word.contract import bound, is_tag
from shenbao.media.word.read.markup import formulas
from shenbao.media.word.read.markup.elements import child, on, value, whole
from shenbao.media.word.read.markup.numbering import Numbering
from shenbao.media.word.read.markup.styles import Styles
from shenbao.media.word.read.markup.symbols import drawn, symbol

HINTS = frozenset(
    "".join(text.split())
    for text in (
        *OUR_HINTS,
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
_DELETED = ("del", "moveFrom")
"""What a tracked change has taken away (ECMA-376-1, 17.13.5)."""

_PICTURES = frozenset(("drawing", "pict", "object"))
_FORMULAS = ("oMath", "oMathPara")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


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
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True, kw_only=True)
class WordCell:
    """A cell. ``at`` is its first grid column; ``text`` what is shown outside hints.

    ``unnumbered`` is the text without the numbers of automatic lists; ``style`` is the id of
    the style of its first paragraph.
    """

    at: int
    style: str = ""
    span: int = 1
    text: str = ""
    unnumbered: str = ""
    marks: tuple[Mark, ...] = ()
    controls: list[Control] = field(default_factory=list)
    continued: bool = False
    pictures: bool = False

    @property
    def label(self) -> str:
        """The first line, as a label: without star, mark, unit and blanks."""
        return label_of(self.unnumbered)


@dataclass(slots=True, kw_only=True)
class Row:
    """A row of a table; ``head`` where it repeats on every page."""

    cells: list[WordCell]
    head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph outside tables and without controls; ``style`` is the id of its style.

    ``unnumbered`` is its text without the number of an automatic list.
    """

    text: str
    unnumbered: str
    style: str


@dataclass(slots=True, kw_only=True)
class WordTable:
    """A table of rows."""

    rows: list[Row]


Block: TypeAlias = WordTable | Line | WordCell
"""What stands one below the other: tables, lines, and controls outside tables."""


@dataclass(slots=True, kw_only=True)
class Document:
    """The blocks of a document in their order, and what else was met.

    ``boxes`` are the texts of text boxes, which float and belong to no cell; ``marks`` and
    ``pictures`` are those of paragraphs outside tables.
    """

    blocks: list[Block] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pictures: bool = False
    tracked: bool = False

    @property
    def tables(self) -> list[WordTable]:
        """The tables, in their order."""
        return [block for block in self.blocks if isinstance(block, WordTable)]

    @property
    def placed(self) -> Iterator[tuple[int, WordTable]]:
        """The tables with their places among the blocks."""
        return ((at, block) for at, block in enumerate(self.blocks) if isinstance(block, WordTable))

    @property
    def lines(self) -> list[Line]:
        """The lines outside of tables."""
        return [block for block in self.blocks if isinstance(block, Line)]

    @property
    def loose(self) -> list[WordCell]:
        """The controls outside of tables, each paragraph as a cell."""
        return [block for block in self.blocks if isinstance(block, WordCell)]

    @property
    def is_bare(self) -> bool:
        """Whether no control is left: a program that does not know them saved the file."""
        rows = (row for table in self.tables for row in table.rows)
        return not self.loose and not any(cell.controls for row in rows for cell in row.cells)


def read_document(root: Any, styles: Styles, numbering: Numbering) -> Document:
    """Return what a document shows; ``root`` is the element of ``document.xml``."""
    return _DocumentReader(styles, numbering).read(root)


class _DocumentReader:
    """Reads one document; its lists count on from block to block."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.document = Document()

    def read(self, root: Any) -> Document:
        """Return the document."""
        for block in self.blocks(root, ("tbl", "p")):
            if name_of(block) == "tbl":
                self.document.blocks.append(WordTable(rows=self._table(block)))
                continue
            cell = self.cell(0, [block])
            self.document.marks += cell.marks
            self.document.pictures |= cell.pictures
            if cell.controls:
                self.document.blocks.append(cell)
            elif cell.text.strip():
                line = Line(text=cell.text, unnumbered=cell.unnumbered, style=cell.style)
                self.document.blocks.append(line)
        return self.document

    def _table(self, element: Any) -> list[Row]:
        return [self._row(row) for row in self.blocks(element, ("tr",))]

    def _row(self, element: Any) -> Row:
        properties = child(element, "trPr")
        at = whole(properties, "gridBefore", 0)
        cells: list[WordCell] = []
        for block in self.blocks(element, ("tc",)):
            look = child(block, "tcPr")
            span = max(1, whole(look, "gridSpan", 1))
            cell = self.cell(at, list(block))
            cell.span = span
            merge = child(look, "vMerge")
            cell.continued = merge is not None and value(merge, "val") != "restart"
            cells.append(cell)
            at += span
        return Row(cells=cells, head=on(child(properties, "tblHeader")))

    def blocks(self, element: Any, wanted: tuple[str, ...]) -> Iterator[Any]:
        """Yield elements of these names, through wrappers but not through each other."""
        for item in element:
            name = name_of(item)
            if name in wanted:
                if name == "tr" and child(child(item, "trPr"), "del") is not None:
                    self.document.tracked = True
                    continue
                yield item
            elif name in _DELETED:
                self.document.tracked = True
            elif name not in _UNSEEN and name not in ("tbl", "p", "tr", "tc"):
                yield from self.blocks(item, wanted)

    def cell(self, at: int, content: list[Any]) -> WordCell:
        """Return a cell of this content."""
        first = next((item for item in content if name_of(item) == "p"), None)
        cell = WordCell(at=at, style=style_of(first))
        reader = _Reader(cell, self)
        for item in content:
            reader.read(item)
        cell.text = reader.text()
        cell.unnumbered = reader.text(numbers=False)
        cell.marks = reader.marked()
        return cell


@dataclass(slots=True)
class _Field:
    """A field that is being read: its code, and whether its result has begun.

    ECMA-376-1, 17.16.18: marks begin it, part code from result, and end it; fields nest.
    """

    code: list[str] = field(default_factory=list)
    result: bool = False


class _Reader:
    """Collects the text of a cell; what a waiting control shows is left out."""

    def __init__(self, cell: WordCell, whole_document: _DocumentReader) -> None:
        self.cell = cell
        self.whole = whole_document
        self.document = whole_document.document
        self.shown: list[str] = []
        self._marks: list[tuple[int, Mark]] = []
        self._numbers: set[int] = set()
        self._fields: list[_Field] = []
        self._style = ""
        self._floating = 0
        self._merging = False
        self._raised: tuple[int, Height, str] = (-1, "", "")
        self._tags: Mapping[str, Callable[[Any, str], None]] = {
            "p": self._paragraph,
            "tbl": self._table,
            "r": self._run,
            "sdt": self._control,
            "fldChar": self._field,
            "AlternateContent": self._alternate,
            **dict.fromkeys(_PICTURES, self._picture),
            **dict.fromkeys(_FORMULAS, self._formula),
        }

    def text(self, start: int = 0, *, numbers: bool = True) -> str:
        """Return what is shown from a piece on, with or without the numbers of lists."""
        pieces = enumerate(self.shown[start:], start)
        kept = (piece for at, piece in pieces if numbers or at not in self._numbers)
        return "".join(kept).strip("\n")

    def marked(self, start: int = 0) -> tuple[Mark, ...]:
        """Return what was met from the mark ``start`` on."""
        return tuple(mark for _, mark in self._marks[start:])

    def read(self, element: Any, inside: str = "") -> None:
        """Read an element; ``inside`` is the place of the control around it."""
        name = name_of(element)
        if name in _UNSEEN:
            self._unseen(name, element)
        elif name in self._tags:
            self._tags[name](element, inside)
        elif not self._visible:
            self._inside(element, inside)
        elif name == "t":
            self.shown.append(element.text or "")
        elif name in _BREAKS:
            self.shown.append(_BREAKS[name])
        elif name == "sym":
            self._symbol(element)
        else:
            self.document.tracked |= name in ("ins", "moveTo")
            self._inside(element, inside)

    @property
    def _visible(self) -> bool:
        """Whether text here is shown: neither in the code of a field nor in a drawing."""
        return not self._floating and all(item.result for item in self._fields)

    def _mark(self, kind: Kind, found: str, start: int | None = None) -> None:
        """Take down what was met; letters that follow each other are one thing."""
        at = len(self.shown) if start is None else start
        last = self._marks[-1] if self._marks else None
        if last is not None and last[1].kind == kind and last[0] == at and kind in _RUNNING:
            self._marks[-1] = at, Mark(kind, last[1].found + found)
        else:
            self._marks.append((at, Mark(kind, found)))

    def _cut(self, start: int, marks: int) -> None:
        """Take back what was shown from a piece on, and what was met from a mark on."""
        del self.shown[start:]
        del self._marks[marks:]
        self._numbers = {at for at in self._numbers if at < start}

    def _unseen(self, name: str, element: Any) -> None:
        """Keep the text of a text box apart from that of the cell that it floats over."""
        self.document.tracked |= name in _DELETED
        if name == "txbxContent":
            text = self.whole.cell(0, list(element)).text.strip()
            self.document.boxes += [text] if text else []
        elif name == "instrText" and self._fields and not self._fields[-1].result:
            self._fields[-1].code.append(element.text or "")
        elif name in ("del", "rt"):
            gone = "".join(item.text or "" for item in element.iter() if _is_text(item))
            if gone.strip():
                self._mark("deleted" if name == "del" else "ruby", gone)

    def _inside(self, element: Any, inside: str) -> None:
        for item in element:
            self.read(item, inside)

    def _alternate(self, element: Any, inside: str) -> None:
        """Read one of several ways to show the same (ECMA-376 part 3)."""
        for branch in list(element)[:1]:
            self._inside(branch, inside)

    def _picture(self, element: Any, inside: str) -> None:
        self.cell.pictures = True
        self._floating += 1
        self._inside(element, inside)
        self._floating -= 1

    def _formula(self, element: Any, inside: str) -> None:
        del inside
        text = formulas.linear(element)
        if self._visible and text.strip():
            self._mark("formula", text)
            self.shown.append(text)

    def _symbol(self, element: Any) -> None:
        code = str(value(element, "char") or "")
        seen = symbol(str(value(element, "font") or ""), _hexadecimal(code))
        if not seen:
            self._mark("symbol", f"{value(element, 'font') or ''} U+{code}".strip())
        self.shown.append(seen)

    def _paragraph(self, element: Any, inside: str) -> None:
        """Read a paragraph, after its number; one whose end was deleted goes on in the next."""
        properties = child(element, "pPr")
        outer, self._style = self._style, style_of(element)
        number = self.whole.numbering.before(element, self._style)
        if self._merging:
            number = ""
        elif self.shown and self.shown[-1] != "\n":
            self.shown.append("\n")
        self._merging = child(child(properties, "rPr"), "del") is not None
        start, marks = len(self.shown), len(self._marks)
        if number and self._visible:
            self._mark("numbered", number.strip())
            self._numbers.add(start)
            self.shown.append(number)
        self._inside(element, inside)
        if number and not self.text(start + 1).strip():
            self._cut(start, marks)
        self._style = outer

    def _table(self, element: Any, inside: str) -> None:
        """Read a table that was pasted into a text: a line for each row, tabs between cells."""
        begun = len(self.shown)
        for row in self.whole.blocks(element, ("tr",)):
            if self.shown and self.shown[-1] != "\n":
                self.shown.append("\n")
            for number, cell in enumerate(self.whole.blocks(row, ("tc",))):
                if number:
                    self.shown.append("\t")
                start = len(self.shown)
                self._inside(cell, inside)
                lines = "".join(self.shown[start:]).split("\n")
                self.shown[start:] = [" ".join(filter(None, lines))]
        text = self.text(begun)
        if text.strip():
            self._mark("table", text, begun)

    def _run(self, element: Any, inside: str) -> None:
        """Read a run: what its look leaves out or changes."""
        look = self.whole.styles.look(child(element, "rPr"), self._style)
        start, marks = len(self.shown), len(self._marks)
        self._inside(element, inside)
        text = "".join(self.shown[start:])
        if look.struck or look.hidden:
            self._cut(start, marks)
            if text.strip():
                self._mark("struck" if look.struck else "hidden", text)
            return
        if look.font and text:
            text, unknown = drawn(text, look.font)
            self.shown[start:] = [text]
            if unknown:
                self._mark("symbol", f"{look.font} {unknown}", start)
        if look.capitals and text != text.upper():
            self._mark("capitals", text, start)
            text = text.upper()
            self.shown[start:] = [text]
        if look.height and text:
            self._at_height(look.height, text, start)

    def _at_height(self, height: Height, text: str, start: int) -> None:
        """Show raised text; runs that follow each other are raised together."""
        at, before, plain = self._raised
        if at == start - 1 and before == height:
            start, text = at, plain + text
        self._raised = start, height, text
        written = at_height(text, height)
        self.shown[start:] = [written]
        if written != text:
            self._marks = [item for item in self._marks if item != (start, _height_mark(plain))]
            self._marks.append((start, _height_mark(text)))

    def _field(self, element: Any, inside: str) -> None:
        """Follow a field: its code is not shown, its result is; a formula is in its code."""
        del inside
        kind = value(element, "fldCharType")
        if kind == "begin":
            made = _legacy(child(element, "ffData"))
            if made and self._visible:
                self.shown.append(made)
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if self._visible:
                self._drawn_by_field("".join(ended.code).strip())

    def _drawn_by_field(self, code: str) -> None:
        """Show what a field draws by its code alone."""
        try:
            written = formulas.of_field(code)
        except ValueError:
            self._mark("field", code)
            return
        if written is None:
            named = _SYMBOL_FIELD.match(code)
            if named is not None:
                base = 16 if named[1][:2].lower() == "0x" else 10
                self.shown.append(symbol(named[2] or "", int(named[1], base)))
        elif written:
            self._mark("formula", written)
            self.shown.append(written)

    def _control(self, element: Any, inside: str) -> None:
        """Read a control; LibreOffice wraps one in another of the same place."""
        properties = child(element, "sdtPr")
        content = child(element, "sdtContent")
        if content is None:
            return
        control = _control(properties)
        start, marks = len(self.shown), len(self._marks)
        before = len(self.cell.controls)
        own = control.place not in ("", inside)
        if own:
            self.cell.controls.append(control)
        self._inside(content, control.place or inside)
        control.shown = self.text(start)
        control.marks = self.marked(marks)
        if _is_hint(control, self.text(start, numbers=False)):
            self._cut(start, marks)
            control.waiting = True
            control.shown = ""
            control.marks = ()
        elif control.place == inside and before:
            _joined(self.cell.controls[-1], control)


_RUNNING = ("struck", "hidden", "deleted", "capitals")
_SYMBOL_FIELD = re.compile(
    r"""SYMBOL\s+([0-9]{1,5}|0x[0-9A-F]{1,4})\b(?:.*\\f\s+"?([\w ]+))?""", re.IGNORECASE
)


def _height_mark(text: str) -> Mark:
    return Mark("raised", text)


def _hexadecimal(code: str) -> int:
    return int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0


def _is_text(element: Any) -> bool:
    return name_of(element) in ("t", "delText")


def _legacy(properties: Any) -> str:
    """Return what a form control of Word 97 shows that has no text: a box, a chosen item."""
    box = child(properties, "checkBox")
    if box is not None:
        state = child(box, "checked")
        return "☑" if on(child(box, "default") if state is None else state) else "☐"
    choices = child(properties, "ddList")
    if choices is None:
        return ""
    offered = [str(value(item, "val") or "") for item in choices if name_of(item) == "listEntry"]
    at = whole(choices, "result", whole(choices, "default", 0))
    return offered[at] if at < len(offered) else ""


def _joined(outer: Control, inner: Control) -> None:
    """Give the outer control of a pair what only the inner one tells."""
    outer.kind = inner.kind or outer.kind
    outer.ticked = inner.ticked if inner.ticked is not None else outer.ticked
    outer.day = inner.day or outer.day
    outer.items = inner.items or outer.items


def _is_hint(control: Control, shown: str) -> bool:
    """Say whether what a control shows, without numbers of lists, only asks to be filled in."""
    bare = "".join(shown.split())
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
        label=str(value(child(properties, "alias"), "val") or ""),
        kind="text",
        shown="",
        waiting=child(properties, "showingPlcHdr") is not None,
        ticked=None,
        day="",
        items=(),
    )
    box = child(properties, "checkbox")
    if box is not None:
        control.kind = "tick"
        control.ticked = value(child(box, "checked"), "val") in ("1", "true", "on")
    day = child(properties, "date")
    if day is not None:
        control.kind = "date"
        control.day = str(value(day, "fullDate") or "")[:10]
    for name in ("dropDownList", "comboBox"):
        choices = child(properties, name)
        if choices is not None:
            control.kind = "choice"
            control.items = tuple(
                str(value(item, "displayText") or value(item, "value") or "") for item in choices
            )
    return control


def _place(properties: Any) -> tuple[str, bool]:
    """Return the place that a control names, and whether its tag does; else its binding."""
    tag = value(child(properties, "tag"), "val")
    if tag and is_tag(tag):
        return str(tag), True
    path = value(child(properties, "dataBinding"), "xpath")
    return bound(path or ""), False


def style_of(paragraph: Any) -> str:
    """Return the id of the style of a paragraph, empty where it has none."""
    return str(value(child(child(paragraph, "pPr"), "pStyle"), "val") or "")
