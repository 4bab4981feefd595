"""The fields of the file: one for each entry, on its boxes, and what the file says it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from shenbao.media.pdf.contract import OFF, PAGE_COUNT, PAGE_NUMBER, PAGE_PIECE, PRINTED
from shenbao.media.pdf.library import library
from shenbao.media.pdf.write.entries import SIZE, Box, Entries, Entry
from shenbao.media.pdf.write.paper import PagePlace, Paper
from shenbao.media.pdf.write.styles import FONT, TICKED, Styles
from shenbao.policy.form_identity import NAMESPACE, PROPERTY

# ISO 32000-1: flags of any field (12.7.3.1), of texts (12.7.4.3), buttons (12.7.4.2), choices
# (12.7.4.4), of an annotation (12.5.3). The standard counts bits from one.
_READ_ONLY, _REQUIRED = 1, 1 << 1
_MANY_LINES, _UNSPELLED = 1 << 12, 1 << 22
_RADIO, _COMBO, _EDIT = 1 << 15, 1 << 17, 1 << 18
_PRINT = 4
_OFF = f"/{OFF}"
_CHECK = "4"
"""The tick, in the symbols that every viewer has."""

_CHANGED = "D:20240101000000Z"
"""A page with marks of a program has to say when it changed; the same content, the same bytes.

ISO 32000-1, 14.5 and 7.7.3.3.
"""

_BOX = re.compile(r"e[0-9]+")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:form="{namespace}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{entries}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def finished(paper: Paper, entries: Entries, *, title: str, carried: Mapping[str, str]) -> bytes:
    """Return the file with its fields and its identity; the same bytes for the same content."""
    pikepdf = library()

    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        if entries.fillable:
            _Fields(pdf, paper, entries).write()
        own = dict(carried) if entries.fillable else {**carried, PRINTED: "yes"}
        for key, value in own.items():
            pdf.docinfo[f"/{PROPERTY}{key}"] = pikepdf.String(value)
        pdf.Root.Metadata = _metadata(pdf, title, own)
        if "/Names" in pdf.Root:
            del pdf.Root["/Names"]  # every box was an anchor; nothing links to one
        _number(pdf)
        stream = io.BytesIO()
        pdf.save(
            stream,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return stream.getvalue()


def _number(pdf: Any) -> None:
    """Let every page say which one it is, so that a reader misses one that is gone."""
    pikepdf = library()

    for number, page in enumerate(pdf.pages, 1):
        told = pikepdf.Dictionary({PAGE_NUMBER: number, PAGE_COUNT: len(pdf.pages)})
        changed = pikepdf.String(_CHANGED)
        piece = pikepdf.Dictionary(LastModified=changed, Private=told)
        page.obj.PieceInfo = pikepdf.Dictionary({PAGE_PIECE: piece})
        page.obj.LastModified = changed


def _metadata(pdf: Any, title: str, own: Mapping[str, str]) -> Any:
    pikepdf = library()

    lines = "\n".join(f"<form:{key}>{escape(value)}</form:{key}>" for key, value in own.items())
    text = _XMP.format(namespace=NAMESPACE, title=escape(title), entries=lines)
    names = pikepdf.Name
    return pikepdf.Stream(pdf, text.encode("utf-8"), Type=names.Metadata, Subtype=names.XML)


class _Fields:
    """Writes the fields into a file."""

    def __init__(self, pdf: Any, paper: Paper, entries: Entries) -> None:
        pikepdf = library()

        self._library = pikepdf
        self._pdf = pdf
        self._entries = entries
        self._looks = Styles(pdf, entries.font)
        self._options: dict[tuple[str, ...], Any] = {}
        self._places = [place for place in paper.places if _BOX.fullmatch(place.id)]
        self._widgets: list[tuple[Any, PagePlace]] = []

    def write(self) -> None:
        """Make the fields, put their boxes on the pages and name them in the structure."""
        library = self._library
        boxes = {box.id: box for box in self._entries.boxes}
        standing: dict[str, list[tuple[Box, PagePlace]]] = {}
        for place in self._places:
            box = boxes[place.id]
            standing.setdefault(box.entry, []).append((box, place))
        made = [self._field(self._entries.all[name], on) for name, on in standing.items()]
        by_place = {place.id: widget for widget, place in self._widgets}
        for place in self._places:
            page = self._pdf.pages[place.page].obj
            if "/Annots" not in page:
                page.Annots = library.Array()
            page.Annots.append(by_place[place.id])
        form = library.Dictionary(
            Fields=library.Array(made),
            DR=self._looks.resources,
            DA=library.String(f"{FONT} 0 Tf 0 g"),
        )
        # What stands there is drawn here already. Told to draw it again, poppler takes a minute
        # for a long form and leaves out the rarest characters.
        if not any(entry.shown and not entry.fixed for entry in self._entries.all.values()):
            form.NeedAppearances = True
        self._pdf.Root.AcroForm = self._pdf.make_indirect(form)
        self._name([by_place[place.id] for place in self._places])

    def _field(self, entry: Entry, on: list[tuple[Box, PagePlace]]) -> Any:
        library = self._library
        field = library.Dictionary(T=library.String(entry.name), TU=library.String(entry.label))
        flags = _REQUIRED * entry.required
        if entry.kind == "text":
            field.FT = library.Name.Tx
            flags |= _UNSPELLED | _MANY_LINES * entry.many_lines | _READ_ONLY * entry.fixed
            if entry.limit:
                field.MaxLen = entry.limit
        elif entry.kind == "choice":
            field.FT = library.Name.Ch
            flags |= _COMBO | _UNSPELLED | _EDIT * entry.free
            field.Opt = self._offered(entry.options)
        else:
            field.FT = library.Name.Btn
            self._button(field, entry)
            flags |= _RADIO * (entry.kind == "radio")
        if entry.kind in ("text", "choice"):
            size = SIZE if entry.fixed else 0  # 0: as large as fits (ISO 32000-1, 12.7.3.3)
            field.DA = library.String(f"{FONT} {size:g} Tf 0 g")
            if entry.shown:
                field.V = library.String(entry.shown)
        field.Ff = flags
        return self._placed(field, entry, on)

    def _button(self, field: Any, entry: Entry) -> None:
        name = self._library.Name
        if entry.kind == "radio":
            field.Opt = self._offered(entry.options)
            if entry.chosen is not None:
                field.V = name(f"/{entry.chosen}")
            return
        if entry.code:
            field.TM = self._library.String(entry.code)
        if entry.ticked is not None:
            field.V = name(TICKED if entry.ticked else _OFF)
        if entry.ticked is False:
            # A box that the data say no to is not the same as one nobody looked at.
            field.DV = name(_OFF)

    def _offered(self, options: tuple[str, ...]) -> Any:
        """Return a list of options; rows of a table share theirs."""
        if options not in self._options:
            texts = self._library.Array([self._library.String(text) for text in options])
            self._options[options] = self._pdf.make_indirect(texts)
        return self._options[options]

    def _placed(self, field: Any, entry: Entry, on: list[tuple[Box, PagePlace]]) -> Any:
        """Return the field with its boxes: one stands in the field itself, several below it.

        ISO 32000-1, 12.5.6.19: field and only box may be one dictionary.
        """
        if len(on) == 1 and entry.kind != "radio":
            for key, value in self._widget(entry, *on[0]).items():
                field[key] = value
            made = self._pdf.make_indirect(field)
            self._widgets.append((made, on[0][1]))
            return made
        parent = self._pdf.make_indirect(field)
        kids = []
        for box, place in on:
            kid = self._pdf.make_indirect(self._widget(entry, box, place))
            kid.Parent = parent
            kids.append(kid)
            self._widgets.append((kid, place))
        parent.Kids = self._library.Array(kids)
        return parent

    def _widget(self, entry: Entry, box: Box, place: PagePlace) -> Any:
        library = self._library
        left, bottom, right, top = place.corners
        made = library.Dictionary(
            Type=library.Name.Annot,
            Subtype=library.Name.Widget,
            Rect=[left, bottom, right, top],
            F=_PRINT,
            P=self._pdf.pages[place.page].obj,
            BS=library.Dictionary(W=0),
        )
        if entry.kind in ("text", "choice"):
            if entry.shown:
                look = self._looks.written(entry, right - left, top - bottom)
                made.AP = library.Dictionary(N=look)
            return made
        on = f"/{box.option}" if entry.kind == "radio" else TICKED
        chosen = entry.chosen == box.option if entry.kind == "radio" else entry.ticked is True
        states = library.Dictionary({on: self._looks.ticked, _OFF: self._looks.unticked})
        made.AP = library.Dictionary(N=states)
        made.AS = library.Name(on if chosen else _OFF)
        made.DA = library.String("/ZaDb 0 Tf 0 g")
        made.MK = library.Dictionary(CA=library.String(_CHECK))
        return made

    def _name(self, widgets: list[Any]) -> None:
        """Make the boxes of the page's structure forms; each is an ``article``, used only there.

        ISO 32000-1, 14.7.4.3 (a field as content of an element) and 14.7.4.4 (the way back).
        """
        library, tree = self._library, self._pdf.Root.StructTreeRoot
        elements = [item for item in _elements(tree.K) if item.S == "/Art"]
        if len(elements) != len(widgets):
            return
        numbers = tree.ParentTree.Nums
        first = int(numbers[-2]) + 1 if len(numbers) else 0
        for number, (element, widget) in enumerate(zip(elements, widgets, strict=True), first):
            reference = library.Dictionary(Type=library.Name.OBJR, Obj=widget, Pg=element.Pg)
            element.S = library.Name.Form
            element.K = library.Array([reference])
            widget.StructParent = number
            numbers.append(number)
            numbers.append(element)
        tree.ParentTreeNextKey = first + len(widgets)


def _elements(kids: Any) -> Iterator[Any]:
    """Yield the elements of the structure in reading order."""
    waiting = list(reversed(list(kids)))
    while waiting:
        here = waiting.pop()
        if not hasattr(here, "get") or here.get("/S") is None:
            continue
        yield here
        below = here.get("/K")
        if below is not None and below._type_name == "array":  # noqa: SLF001 - the only way
            waiting.extend(reversed(list(below)))
