"""A workbook looked through before any library builds it: is it whole, how large, what it hides.

The library that reads values skips what it does not understand, believes what a file says of its
own size, and keeps every cell between the first and the last. So each part goes through a strict
parser first, in pieces and without a tree; what Excel itself would not open is refused, and what
would fill the memory. The library shows a formula without a result as an empty cell, so these
and others are marked. ECMA-376 part 1, 18.3.1 (sheets) and 18.4 (shared strings).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import itemgetter, lt
from xml.parsers import expat

from shenbao.core.guards import archives
from shenbao.core.spreadsheet import MOST_COLUMNS, MOST_ROWS, CellAddress, cell_of, column_number

MOST_CELLS = 4_000_000
"""Of one sheet, also between its first and its last: each takes 80 bytes in the library."""

MOST_TEXT = 150_000_000
"""Bytes of all texts that the library keeps, and again of those that cells share, each time."""

LONGEST_ROW = 8_000_000
"""Bytes of the texts of a row, repeated ones each time: as of a line of a text file."""

_EVERY_CELL = MOST_ROWS * MOST_COLUMNS
_LONGEST_TEXT = 32_767
"""Of a cell; these are the limits of Excel."""

_OF_A_TEXT, _OF_A_REPEATED = 60, 24
"""Bytes that a text takes besides its own."""

_MOST_STRINGS = 4_000_000
_MOST_MARKS = 200_000
_MOST_OTHERS = 1_000_000
"""Elements of a part that are not of cells."""

_LARGEST_OTHER = 64 * 1024 * 1024
"""Bytes of a part without cells."""

_LONGEST_TOKEN = 4 * 1024 * 1024
"""Bytes of a tag or what else a parser must see whole."""

_ROW_END = b"</row>"
_WIDE = 3
"""Bytes at most of a character in UTF-8, of those that take two in memory."""

_TRUE = frozenset({"1", "true"})
"""A truth value of XML Schema (part 2, 3.2.2)."""

_SHARED = re.compile(rb"<(?:[^<>\s/!?:\"']{1,50}:)?sst[\s>]")
_XML = (".xml", ".rels")
_READ = frozenset({"worksheet", "sharedStrings", "styles", "officeDocument"})
"""Kinds of parts that the library reads; they must be called as what they are."""

_NEEDED = _READ - {"sharedStrings"}
"""Of these the library goes on without a part that is missing, and rows or meanings are lost.

A text that is shared and not there is missed by the cell that refers to it.
"""

_ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii"})
_HEAD = 4096
_NAMES = frozenset(
    (
        *("sheetData", "row", "c", "v", "f", "is", "r", "t", "extLst"),
        *("si", "sst", "col", "mergeCell", "Relationship"),
    )
)
_WITHIN: Mapping[str, AbstractSet[str]] = {
    "sheetData": {"row"},
    "row": {"c", "extLst"},
    "c": {"f", "v", "is", "extLst"},
    **dict.fromkeys(("f", "v", "t"), frozenset()),
}
"""What may stand in an element: the library skips anything else, or reads another value.

ECMA-376 part 1, 18.3.1.80 (sheetData), 18.3.1.73 (row), 18.3.1.4 (c).
"""

_NO_TEXT = frozenset({"sheetData", "row", "c", "is", "r"})
_ROWS_ONLY = ["sheetData"]


# What office programs write, quickly counted; of anything else the parser tells.
_PLAIN = re.compile(
    rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="[0-9]{1,6}")?(?:(?:'
    rb'(?: t="[nb]")?><v>[^<&]*| t="s"><v>[0-9]{1,9}| t="str"><v>[^<]*)</v>'
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?>[^<]*</t></is>)</c>'
)
_EMPTY = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]{1,6}")?/>')
_ADDRESS = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"')
_REFERENCE = re.compile(rb't="s"><v>([0-9]{1,9})<')
_OWN = re.compile(rb'(?:t="str"><v>|<t>|<t xml:space="preserve">)([^<]*)')
_FAR = re.compile(rb'<row [^<>]*?\br="[0-9]{8}')
_LONG = re.compile(rb">[^<]{32768}")
_CAPITALS = bytes(range(ord("A"), ord("Z") + 1))
_DIGITS = b"0123456789"


class OddSheetError(Exception):
    """A part that is not read. ``why`` says the reason, ``part`` which it is.

    ``entities`` for a document type; ``markup`` where it is not well-formed; ``address`` for a
    cell outside of any sheet; ``long-text`` for a text no cell can hold; ``count`` where it says
    to hold more than it can; ``cells`` where the library would lose one or read another value: two
    at one place, out of order, no value where one must be; ``too-much`` for what fills the memory;
    ``dishonest`` where it is larger than the archive says, or damaged in it.
    """

    def __init__(self, why: str, part: str = "") -> None:
        super().__init__(why, part)
        self.why = why
        self.part = part


@dataclass(slots=True)
class SheetExtent:
    """What was seen of a sheet: how far its cells reach, how many, how much text.

    ``formulas`` are all of them; those without a result are in ``no_result``, with their text;
    ``errors`` what a cell says instead of a value; ``percents`` the cells of the styles that were
    asked for; ``hidden`` the hidden rows, ``hidden_columns`` the first and last of hidden columns.
    ``widest`` are the bytes of text of the fullest row, ``text`` those of all cells, ``own``
    those of the texts that no other cell shares.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    text: int = 0
    widest: int = 0
    own: int = 0
    formulas: set[CellAddress] = field(default_factory=set)
    no_result: dict[CellAddress, str] = field(default_factory=dict)
    errors: dict[CellAddress, str] = field(default_factory=dict)
    percents: set[CellAddress] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[tuple[int, int]] = field(default_factory=set)

    @property
    def area(self) -> int:
        """How many cells the library keeps: those between the first and the last, or more."""
        return max(self.rows * self.columns, self.cells)


def look_through(
    package: zipfile.ZipFile,
    raw: bytes,
    percents: frozenset[int] = frozenset(),
    *,
    most: int = MOST_CELLS,
) -> Mapping[str, SheetExtent]:
    """Look through all parts of an opened workbook; raises OddSheetError.

    ``percents`` are styles by their number, of which at most ``most`` cells are told for a sheet.
    Parts that are no sheets have an empty look.
    """
    looks: dict[str, SheetExtent] = {}
    shared: Sequence[int] = ()
    kept = repeated = 0
    for entry, is_shared in sorted(_parts(package, raw), key=lambda part: not part[1]):
        name = entry.filename
        reader = _Cells(shared, percents, most) if not is_shared else _Strings(entry.file_size)
        try:
            if name.endswith(_XML):
                _parse(reader, archives.unpacked(entry, raw))
            else:
                for _ in archives.unpacked(entry, raw):
                    pass
        except archives.DishonestError as error:
            raise OddSheetError("dishonest", name) from error
        except OddSheetError as error:
            raise OddSheetError(error.why, name) from error
        if isinstance(reader, _Strings):
            shared = max(shared, reader.lengths, key=len)
            kept += reader.kept
        else:
            _require_parts(package, name, reader.linked)
            looks[name] = reader.look
            kept += reader.look.own
            repeated = max(repeated, reader.look.text - reader.look.own)
        empty = name.endswith(_XML) and not (is_shared or looks[name].cells)
        far = not is_shared and looks[name].area > MOST_CELLS
        if kept + repeated > MOST_TEXT or far or (empty and entry.file_size > _LARGEST_OTHER):
            raise OddSheetError("too-much", name)
    return looks


def _require_parts(package: zipfile.ZipFile, name: str, targets: Iterable[str]) -> None:
    """Refuse relationships that lead to nothing (ECMA-376 part 2, 6.5: names fold their case)."""
    known = {entry.casefold() for entry in package.namelist()} if targets else set()
    folder = posixpath.dirname(posixpath.dirname(name))
    for target in targets:
        part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if part.casefold() not in known:
            raise OddSheetError("markup", part)


def _parts(package: zipfile.ZipFile, raw: bytes) -> Iterator[tuple[zipfile.ZipInfo, bool]]:
    """Yield the parts, each with whether it holds the shared strings: by what stands in it."""
    for entry in package.infolist():
        shared = False
        if entry.filename.endswith(_XML):
            try:
                head = next(archives.unpacked(entry, raw), b"")[:_HEAD]
            except archives.DishonestError as error:
                raise OddSheetError("dishonest", entry.filename) from error
            shared = _SHARED.search(head) is not None
        yield entry, shared


def _parse(reader: _Reader, pieces: Iterable[bytes]) -> None:
    """Parse a part strictly; the reader is told of what it cannot take as it stands."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = not reader.places
    reader.at = lambda: parser.CurrentByteIndex
    parser.ordered_attributes = True
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.XmlDeclHandler = _refuse_encoding
    parser.CommentHandler = parser.ProcessingInstructionHandler = reader.interrupted
    fed = 0
    try:
        for piece, whole in _rows(pieces):
            if b"\0" in piece:
                raise OddSheetError("markup")
            if whole and reader.takes(piece):
                parser.StartElementHandler = None
                parser.EndElementHandler = None
                parser.CharacterDataHandler = None
            else:
                parser.StartElementHandler = reader.start
                parser.EndElementHandler = reader.end
                parser.CharacterDataHandler = reader.data
            parser.Parse(piece, False)  # noqa: FBT003 - the library's own signature
            fed += len(piece)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise OddSheetError("markup")
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except expat.ExpatError as error:
        raise OddSheetError("markup") from error


def _rows(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield the same bytes cut at the ends of rows, and whether a piece is of whole rows."""
    rest, aligned = b"", False
    for piece in pieces:
        whole = rest + piece
        start = 0 if aligned else whole.find(b"<row ")
        stop = whole.rfind(_ROW_END) + len(_ROW_END)
        if 0 <= start < stop - len(_ROW_END):
            yield whole[:start], False
            yield whole[start:stop], True
            rest, aligned = whole[stop:], True
        elif len(whole) > _LONGEST_TOKEN or not aligned:
            yield whole, False
            rest, aligned = b"", False
        else:
            rest = whole
    yield rest, False


def _refuse_entities(*_: object) -> None:
    raise OddSheetError("entities")


def _refuse_encoding(_: str, encoding: str | None, __: int) -> None:
    """Refuse what the library would read as UTF-8 though it is none (XML 1.0, 4.3.3)."""
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise OddSheetError("markup")


class _Reader:
    """Told of what stands in a part; ``_local`` gives the names that matter without their space.

    ``at`` is the byte where what is told begins, if the reader asks for ``places``.
    """

    places = False

    def __init__(self) -> None:
        self._local: dict[str, str] = {}
        self.at: Callable[[], int] = int

    def start(self, name: str, attributes: Sequence[str]) -> None:
        """Begin an element; the attributes are names and values in turn."""
        raise NotImplementedError

    def end(self, name: str) -> None:
        """End it."""
        raise NotImplementedError

    def data(self, text: str) -> None:
        """Take some text."""
        raise NotImplementedError

    def interrupted(self, *_: str) -> None:
        """Hear of a comment or an instruction, which says nothing to most."""

    def takes(self, _: bytes) -> bool:
        """Take whole rows as they stand, if nothing in them is unusual."""
        return False

    def local(self, name: str) -> str:
        """Return the local name of an element that matters, empty for any other."""
        found = self._local.get(name)
        if found is None:
            last = name.rpartition("}")[2]
            found = last if last in _NAMES else ""
            if found:
                self._local[name] = found
        return found


def _size(text: str) -> int:
    return len(text) if text.isascii() else _WIDE * len(text)


class _Strings(_Reader):
    """The shared strings: the size of each, and how many bytes the library keeps for them."""

    def __init__(self, part: int) -> None:
        super().__init__()
        self.lengths = array("I")
        self.kept = 0
        self._part = part
        self._inside = False
        self._text: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: Sequence[str]) -> None:
        """Begin an element; what the table says of its size must be possible."""
        kind = self.local(name)
        if kind == "sst":
            told = dict(zip(attributes[::2], attributes[1::2], strict=True))
            for key in ("count", "uniqueCount"):
                number = told.get(key, "")
                most = min(self._part, _MOST_STRINGS) if key == "uniqueCount" else _EVERY_CELL
                if number.isdecimal() and (len(number) > 18 or int(number) > most):  # noqa: PLR2004 - digits
                    raise OddSheetError("count")
        elif kind == "si":
            self._text, self._length = [], 0
        self._inside = kind == "t"

    def end(self, name: str) -> None:
        """Take a string when it is whole."""
        self._inside = False
        if self.local(name) != "si":
            return
        size = _size("".join(self._text))
        self.lengths.append(size)
        self.kept += size + _OF_A_TEXT
        if len(self.lengths) > _MOST_STRINGS or self.kept > MOST_TEXT:
            raise OddSheetError("too-much")

    def data(self, text: str) -> None:
        """Take text of a string; longer ones than a cell may hold are refused."""
        if not self._inside and text.strip():
            raise OddSheetError("cells")
        if self._inside:
            self._text.append(text)
            self._length += len(text)
            if self._length > _LONGEST_TEXT:
                raise OddSheetError("long-text")


class _Cells(_Reader):
    """The cells of a sheet, wherever a part has some."""

    places = True

    def __init__(self, shared: Sequence[int], percents: frozenset[int], most: int) -> None:
        super().__init__()
        self.look = SheetExtent()
        self._shared = shared
        self._percents = percents
        self._most_percents = most
        self._styles = tuple(f's="{style}"'.encode() for style in percents)
        self._row = self._column = -1
        self._kind = self._style = ""
        self._held = self._formula = False
        self._value: list[str] = []
        self._told: list[str] = []
        self._taken: Callable[[str], None] | None = None
        self._length = self._loose = 0
        self._wide = 0
        self._last = self._seen = (-1, -1)
        self._path: list[str] = []
        self._sheet = self._beside = False
        self._values = 0
        self._next = -1
        self._merged = self._others = 0
        self.linked: list[str] = []
        self._begin = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": self._begin_value,
            "is": self._begin_inline,
            "t": self._begin_text,
            "f": self._begin_formula,
            "col": self._begin_column,
            "mergeCell": self._begin_merged,
            "Relationship": self._begin_link,
            "sst": self._refuse,
        }

    def takes(self, rows: bytes) -> bool:
        """Count rows as most programs write them, which is ten times as fast."""
        cells, empty = _PLAIN.findall(rows), len(_EMPTY.findall(rows))
        tags = rows.count(b"<row ") + rows.count(b"</row>") + empty
        tags += 4 * len(cells) + 2 * rows.count(b"<is>")
        odd = b"hidden" in rows or any(style in rows for style in self._styles)
        odd = odd or _LONG.search(rows) is not None or _FAR.search(rows) is not None
        if odd or tags != rows.count(b"<") or self._path != _ROWS_ONLY:
            return False
        at = _addresses(cells)
        every = _addresses(_ADDRESS.findall(rows)) if empty else at
        if every and (every[0] <= self._seen or not all(map(lt, every, every[1:]))):
            return False
        if not at:
            self._seen = every[-1] if every else self._seen
            return True
        shared, own = _REFERENCE.findall(rows), _OWN.findall(rows)
        text = sum(map(len, own)) + len(own) * _OF_A_TEXT
        try:
            repeated = sum(map(self._shared.__getitem__, map(int, shared)))
            repeated += len(shared) * _OF_A_REPEATED
        except IndexError:
            return False
        widest, last = max(map(itemgetter(1), at)), at[-1]
        wide = text + repeated + (self._wide if at[0][0] == self._last[0] else 0)
        if widest >= MOST_COLUMNS or last[0] >= MOST_ROWS or wide > LONGEST_ROW:
            return False
        look = self.look
        look.rows = last[0] + 1
        look.columns = max(look.columns, widest + 1)
        look.cells += len(cells)
        look.own += text
        look.text += text + repeated
        look.widest = max(look.widest, wide)
        self._row, self._column = last[0], -1
        self._wide, self._last, self._seen = wide, last, every[-1]
        self._check()
        return True

    def start(self, name: str, attributes: Sequence[str]) -> None:
        """Begin an element."""
        kind = self.local(name)
        self._enter(kind, attributes)
        begin = self._begin.get(kind)
        if begin is not None:
            begin(attributes)
            return
        self._others += 1
        if self._others > _MOST_OTHERS:
            raise OddSheetError("too-much")

    def _enter(self, kind: str, attributes: Sequence[str]) -> None:
        """Keep what is open within the rows; rows beside them would be lost."""
        if self._path:
            if kind not in _WITHIN.get(self._path[-1], {kind}):
                raise OddSheetError("cells")
            self._path.append(kind)
        elif kind == "sheetData":
            if self._sheet or self._beside:
                raise OddSheetError("cells")
            self._sheet = True
            self._path.append(kind)
        elif kind in ("row", "c") and attributes:
            self._beside = True
            if self._sheet:
                raise OddSheetError("cells")

    def end(self, name: str) -> None:
        """End an element; a cell is taken when it is whole."""
        kind = self.local(name)
        if kind == "v" and self._path and self._value and self._kind != "str":
            self._whole_value()
        self._taken = None
        self._loose = 0
        if self._path:
            self._path.pop()
        if kind == "c" and (self._held or self._formula):
            self._take()

    def data(self, text: str) -> None:
        """Take text of a value or a formula; any other must end in time too."""
        if self._taken is None:
            if self._path and self._path[-1] in _NO_TEXT and text.strip():
                raise OddSheetError("cells")
            self._loose += len(text)
            if self._loose > _LONGEST_TOKEN:
                raise OddSheetError("too-much")
            return
        self._taken(text)
        self._length += len(text)
        if self._length > _LONGEST_TEXT:
            raise OddSheetError("long-text")

    def _begin_row(self, attributes: Sequence[str]) -> None:
        told = dict(zip(attributes[::2], attributes[1::2], strict=True))
        number = told.get("r")
        self._row = self._row + 1 if number is None else _whole(number) - 1
        self._column = -1
        if not 0 <= self._row < MOST_ROWS:
            raise OddSheetError("address")
        if told.get("hidden") in _TRUE:
            self.look.hidden.add(self._row)

    def _begin_cell(self, attributes: Sequence[str]) -> None:
        self._kind = self._style = ""
        self._held = self._formula = False
        self._value, self._told = [], []
        self._length = self._values = 0
        self._column += 1
        for at in range(0, len(attributes), 2):
            key = attributes[at]
            if key == "r":
                self._row, self._column = _place(attributes[at + 1])
            elif key == "t":
                self._kind = attributes[at + 1]
            elif key == "s":
                self._style = attributes[at + 1]
        if self._column >= MOST_COLUMNS or self._row < 0:
            raise OddSheetError("address")
        if self._path and (self._row, self._column) <= self._seen:
            raise OddSheetError("cells")
        self._seen = self._row, self._column

    def _begin_value(self, _: Sequence[str]) -> None:
        self._begin_one()
        self._next = -1
        self._taken = self._take_piece

    def _begin_inline(self, _: Sequence[str]) -> None:
        self._begin_one()

    def _begin_one(self) -> None:
        """Begin the value of a cell, which has one only."""
        self._held = True
        self._values += 1
        if self._values > 1 and self._path:
            raise OddSheetError("cells")

    def _begin_text(self, _: Sequence[str]) -> None:
        self._held = True
        self._taken = self._value.append

    def _take_piece(self, text: str) -> None:
        """Take a piece of a value; -2 is the next byte where the pieces do not follow directly."""
        at = self.at()
        broken = self._next not in (-1, at)
        self._next = -2 if broken else at + len(text.encode())
        self._value.append(text)

    def interrupted(self, *_: str) -> None:
        """Remember that a comment stands in a value, also where no text is before it."""
        if self._path and self._path[-1] == "v":
            self._next = -2

    def _whole_value(self) -> None:
        """Refuse a value that the library reads in part: references, comments and so on in it."""
        value = "".join(self._value)
        wrong = self._next != self.at() or self._kind == "inlineStr"
        if self._kind == "s":  # the number of a shared string (ECMA-376 part 1, 18.18.11)
            wrong |= _whole(value) >= len(self._shared)
        if wrong and value.strip():
            raise OddSheetError("cells")

    def _begin_formula(self, _: Sequence[str]) -> None:
        self._formula = True
        self._taken = self._told.append

    def _begin_column(self, attributes: Sequence[str]) -> None:
        told = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if told.get("hidden") in _TRUE:
            ends = _whole(told.get("min", "")), _whole(told.get("max", ""))
            self.look.hidden_columns.add((ends[0] - 1, ends[1] - 1))

    def _begin_merged(self, _: Sequence[str]) -> None:
        self._merged += 1
        if self._merged > _MOST_MARKS:
            raise OddSheetError("too-much")

    def _begin_link(self, attributes: Sequence[str]) -> None:
        told = dict(zip(attributes[::2], attributes[1::2], strict=True))
        kind = told.get("Type", "").rpartition("/")[2]
        target = told.get("Target", "")
        if kind in _READ and not target.endswith(_XML):
            raise OddSheetError("markup")
        if kind in _NEEDED and told.get("TargetMode") != "External":
            self.linked.append(target)

    def _refuse(self, _: Sequence[str]) -> None:
        """Refuse shared strings that do not stand at the start of their part."""
        raise OddSheetError("markup")

    def _take(self) -> None:
        look, place = self.look, (self._row, self._column)
        look.rows = max(look.rows, self._row + 1)
        look.columns = max(look.columns, self._column + 1)
        look.cells += 1
        value = "".join(self._value)
        if self._kind == "s":
            number = _whole(value)
            size = self._shared[number] if number < len(self._shared) else 0
            size += _OF_A_REPEATED
        else:
            size = _size(value) + _OF_A_TEXT if self._kind else 0
            look.own += size
        look.text += size
        self._wide = size if self._row > self._last[0] else self._wide + size
        self._last = max(self._last, place)
        look.widest = max(look.widest, self._wide)
        if self._formula:
            look.formulas.add(place)
            if not value and self._kind != "str":
                look.no_result[place] = "=" + "".join(self._told)
        if self._kind == "e":
            look.errors[place] = value
        room = len(look.percents) < self._most_percents
        if self._percents and room and _whole(self._style or "0") in self._percents:
            look.percents.add(place)
        self._check()

    def _check(self) -> None:
        look = self.look
        if look.cells > MOST_CELLS or look.text > MOST_TEXT or look.widest > LONGEST_ROW:
            raise OddSheetError("too-much")
        if max(len(look.formulas), len(look.errors), len(look.percents)) > _MOST_MARKS:
            raise OddSheetError("too-much")


def _addresses(cells: list[bytes]) -> list[CellAddress]:
    """Return the rows and columns of addresses that are well written."""
    places = b" ".join(cells)
    letters = places.translate(None, _DIGITS).split()
    digits = places.translate(None, _CAPITALS).split()
    columns = {name: column_number(name.decode()) for name in set(letters)}
    numbers = {number: int(number) - 1 for number in set(digits)}
    return list(
        zip(map(numbers.__getitem__, digits), map(columns.__getitem__, letters), strict=True)
    )


def _whole(text: str) -> int:
    """Return a whole number as it may stand in a sheet, one beyond all where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else _EVERY_CELL  # noqa: PLR2004 - digits


def _place(address: str) -> CellAddress:
    place = cell_of(address)
    if place is None:
        raise OddSheetError("address")
    return place
