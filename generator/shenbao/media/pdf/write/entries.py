"""What can be filled in on the page: each entry with its boxes, as large as what stands there.

A field of a PDF cannot grow while somebody types, so an empty one gets room for what is
expected, and a filled one for what it holds. Letters then shrink rather than being cut off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from shenbao.forms import layout
from shenbao.forms.values import Values, labels
from shenbao.forms.view import Node
from shenbao.media.pdf.contract import choice_name
from shenbao.media.pdf.write.font import Font

Kind: TypeAlias = Literal["text", "choice", "radio", "tick"]

POINTS = 72 / 25.4
"""Points in a millimetre."""

LEADING = 1.3
EDGE = 2.0
"""Points between the edge of a box and its text."""

SIZE, SMALLEST = 10.5, 5.0
_LINE = 6.0
_TALLEST: Mapping[layout.Sheet, float] = {"upright": 205.0, "across": 120.0, "a3": 205.0}
"""Millimetres that a box may take of a page."""

_MARK = 5.5
"""Millimetres that a square to tick takes, with the room around it."""

_MOST_MARKS = 3
_LONG_TEXT = 60
_LONG_IN_ROW = 30
_FEW_LINES, _SOME_LINES, _MANY_LINES = 2, 5, 13
_SEVERAL_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A field of the file. ``name`` is its place in the data; ``options`` are what it offers.

    One of several choices that are ticked together has its number behind the place
    (``/plan/kinds=2``) and its code in ``code``. ``chosen`` is the option of a radio button.
    What ``wraps`` is drawn on several lines, although a viewer lets one line be typed.
    """

    name: str
    kind: Kind
    label: str
    shown: str = ""
    options: tuple[str, ...] = ()
    chosen: int | None = None
    ticked: bool | None = None
    code: str = ""
    free: bool = False
    many_lines: bool = False
    wraps: bool = False
    required: bool = False
    fixed: bool = False
    limit: int = 0
    size: float = SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on the page where an entry stands; ``option`` is which of a radio's buttons."""

    id: str
    entry: str
    option: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A choice with its box, ticked or not; without an ``id`` it is only printed."""

    id: str
    text: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCell:
    """A value as the template draws it: a box of a height, marks to tick, or bare text."""

    id: str = ""
    text: str = ""
    height: float = _LINE
    marks: tuple[Mark, ...] = ()
    look: str = ""


@dataclass(slots=True, kw_only=True)
class Entries:
    """Makes the cells of one document and remembers the entries and boxes in them.

    ``sheet`` is the page of the cells to come: a box is no taller than it.
    """

    values: Values
    font: Font
    fillable: bool
    all: dict[str, Entry] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    sheet: layout.Sheet = "upright"
    _shown: dict[str, str] = field(default_factory=dict)

    def cell(
        self, node: Node, place: str, width: float, *, label: str = "", size: float = 0
    ) -> EntryCell:
        """Return the cell of a value; ``size`` is that of the letters in a table."""
        label = label or node.title
        shown = self.values.text(node, place)
        value = self.values.look(place)
        self._shown[place] = shown
        if node.control == "computed":
            return EntryCell(text=shown or "—", look="computed")
        texts = tuple(labels(node.choices).values())
        if node.control == "checkbox" and (value is None or isinstance(value, bool)):
            entry = Entry(name=place, kind="tick", label=label, ticked=value)
            return self._marks(entry, (("", value is True),))
        if node.control == "radio" and (not shown or shown in texts) and _fits(texts, width, size):
            return self._radio(node, place, label, texts, shown)
        if node.control == "checks" and (value is None or isinstance(value, list)):
            return self._checks(node, place, label, value or [])
        if not self.fillable:
            return EntryCell(text=shown, look="tall" if node.control == "textarea" else "")
        return self._text(node, place, label, shown, width, size)

    def again(self, place: str, width: float) -> EntryCell:
        """Return a second box for an entry that the page has elsewhere, or what stands there."""
        entry = self.all.get(place)
        if entry is None or not self.fillable or entry.kind not in ("text", "choice"):
            return EntryCell(text=self._shown.get(place, ""))
        lines = len(self.font.lines(entry.shown, SIZE, width * POINTS - 2 * EDGE))
        height = _height(lines, SIZE) if entry.many_lines or entry.wraps else _LINE
        return EntryCell(id=self._box(entry), text=entry.shown, height=height)

    def _radio(
        self, node: Node, place: str, label: str, texts: tuple[str, ...], shown: str
    ) -> EntryCell:
        chosen = texts.index(shown) if shown else None
        entry = Entry(
            name=place,
            kind="radio",
            label=label,
            options=texts,
            chosen=chosen,
            required=self._required(node),
        )
        return self._marks(entry, [(text, number == chosen) for number, text in enumerate(texts)])

    def _checks(self, node: Node, place: str, label: str, chosen: Sequence[Any]) -> EntryCell:
        codes = {str(item) for item in chosen}
        marks: list[Mark] = []
        for number, (code, text) in enumerate(labels(node.choices).items()):
            ticked = code in codes
            entry = Entry(
                name=choice_name(place, number),
                kind="tick",
                label=f"{label}：{text}",
                ticked=True if ticked else None,
                code=code,
            )
            marks.append(Mark(id=self._new(entry), text=text, ticked=ticked))
        other = "、".join(sorted(codes - {code for code, _ in node.choices}))
        return EntryCell(marks=tuple(marks), text=other, look="marks")

    def _marks(self, entry: Entry, texts: Sequence[tuple[str, bool]]) -> EntryCell:
        marks = []
        for number, (text, ticked) in enumerate(texts):
            made = self._new(entry) if number == 0 else self._box(entry, number)
            marks.append(Mark(id=made, text=text, ticked=ticked))
        return EntryCell(marks=tuple(marks), look="marks")

    def _text(
        self,
        node: Node,
        place: str,
        label: str,
        shown: str,
        width: float,
        size: float,
    ) -> EntryCell:
        offered = self._offered(node)
        entry_of = self.values.field(node.pointer)
        limit = int(entry_of.schema.get("maxLength", 0)) if entry_of is not None else 0
        fewest = _lines(node, limit, in_row=bool(size))
        size = size or SIZE
        room = width * POINTS - 2 * EDGE
        tallest = _TALLEST[self.sheet]
        lines = max(fewest, len(self.font.lines(shown, size, room)))
        while _height(lines, size) > tallest and size > SMALLEST:
            size -= 0.5
            lines = max(1, len(self.font.lines(shown, size, room)))
        many = lines > 1 and not offered and node.control not in ("number", "date")
        # A choice cut or shrunk to nothing would be a value that nobody can read.
        wraps = bool(offered) and len(self.font.lines(shown, size, room)) > 1
        entry = Entry(
            name=place,
            kind="choice" if offered else "text",
            label=label,
            shown=shown,
            options=offered,
            free=bool(offered) and not self.values.is_closed(node),
            many_lines=many,
            wraps=wraps,
            required=self._required(node),
            fixed=node.control == "locked" and shown == node.locked,
            limit=max(limit, len(shown)) if limit and not offered else 0,
            size=size,
        )
        height = min(tallest, _height(lines, size)) if many or wraps else _LINE
        return EntryCell(
            id=self._new(entry), text=shown, height=height, look="many" if many else ""
        )

    def _offered(self, node: Node) -> tuple[str, ...]:
        if node.control not in ("radio", "select", "combo"):
            return ()
        return self.values.offered(node)

    def _required(self, node: Node) -> bool:
        """Say whether a viewer may insist: not in rows, which may stay blank, nor on conditions."""
        of = self.values.field(node.pointer)
        return node.required and "*" not in node.pointer and of is not None and of.when is None

    def _new(self, entry: Entry) -> str:
        self.all[entry.name] = entry
        return self._box(entry)

    def _box(self, entry: Entry, option: int = 0) -> str:
        if not self.fillable:
            return ""
        made = Box(id=f"e{len(self.boxes)}", entry=entry.name, option=option)
        self.boxes.append(made)
        return made.id


def _fits(texts: Sequence[str], width: float, size: float) -> bool:
    """Say whether choices can stand as squares to tick; in a narrow column a list opens."""
    if not size:
        return True
    longest = max((len(text) for text in texts), default=0)
    return len(texts) <= _MOST_MARKS and _MARK + longest * size / POINTS <= width


def _height(lines: int, size: float) -> float:
    return max(_LINE, (lines * size * LEADING + 2 * EDGE) / POINTS)


def _lines(node: Node, limit: int, *, in_row: bool) -> int:
    """Return how many lines an empty box has."""
    if node.control in ("number", "date", "locked"):
        return 1
    if in_row:
        if node.control == "textarea":
            return _SEVERAL_LINES
        return _FEW_LINES if limit > _LONG_IN_ROW else 1
    if node.control == "textarea":
        return _MANY_LINES if node.lines > _SEVERAL_LINES else _SOME_LINES
    return _FEW_LINES if limit > _LONG_TEXT and not node.choices else 1
