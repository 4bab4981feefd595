"""Opening PDF files that anybody may have made: limits first, then the fields in them.

Scripts, embedded files and XFA forms are left alone; ``Opened.remarks`` says that they are there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from shenbao.carried import NAMESPACE, Identity
from shenbao.findings import Finding, Where
from shenbao.submissions.remarks import note, refuse
from shenbao.submissions.source import Source, load

PROPERTY = "shenbao-"
"""Before the names of the toolkit's own entries of the document information."""

PRINTED = "printed"
"""The own entry of a copy that cannot be filled in."""

MOST_FIELDS = 50_000
DEEPEST = 16
MOST_BYTES = 200 * 1024 * 1024
"""Of one part of the file, unpacked."""

_LARGEST_PACKET = 1024 * 1024
_LONGEST_VALUE = 1_000_000
_HEAD = 1024
_OFF = "Off"
_UTF16_MARKS = (b"\xfe\xff", b"\xff\xfe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A field as it stands in the file.

    ``kind`` is Tx, Ch or Btn. ``value`` is its text, the texts of several, or None;
    ``wrong`` says that there is a value which is no text. ``states`` are what its boxes show.
    ``refused`` marks a box that is empty because the data said no.
    """

    name: str
    kind: str
    label: str
    page: int | None
    value: str | tuple[str, ...] | None
    states: tuple[str, ...]
    options: tuple[str, ...]
    code: str
    refused: bool
    wrong: bool
    decoded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A PDF: which form it says it is, whether it is a printed copy, its fields."""

    identity: Identity | None
    printed: bool
    controls: tuple[Control, ...]
    remarks: tuple[Finding, ...]


def open_pdf(source: Source) -> Opened:
    """Open a PDF; raises UnreadableError for a file that is none, or that is locked or hostile."""
    import pikepdf

    raw = load(source)
    if b"%PDF-" not in raw[:_HEAD]:
        raise refuse("document.pdf-not-pdf", source.name)
    with _limited():
        try:
            with pikepdf.open(io.BytesIO(raw)) as pdf:
                return _Reader(pdf, source.name).opened()
        except pikepdf.PasswordError as error:
            raise refuse("document.encrypted", source.name, wanted="pdf") from error
        except (pikepdf.PdfError, *_DAMAGE) as error:
            raise refuse("document.damaged", source.name, part="PDF") from error


_DAMAGE = (ValueError, TypeError, KeyError, AttributeError, RuntimeError, OverflowError)
"""What the library raises where a file does not hold what it should."""


@contextmanager
def _limited() -> Iterator[None]:
    """Keep packed parts from filling the memory; the limits are the library's own."""
    from pikepdf import settings

    before = settings.set_qpdf_limits(
        flate_max_memory=MOST_BYTES,
        png_max_memory=MOST_BYTES,
        run_length_max_memory=MOST_BYTES,
        tiff_max_memory=MOST_BYTES,
        dct_max_memory=MOST_BYTES,
        max_stream_filters=2,
        doc_max_warnings=100,
    )
    try:
        yield
    finally:
        limits: Any = before
        settings.set_qpdf_limits(**limits)


class _Reader:
    """Reads one file."""

    def __init__(self, pdf: Any, file: str) -> None:
        self.pdf = pdf
        self.file = file
        self.pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}

    def opened(self) -> Opened:
        """Return what the file holds."""
        own = self._own()
        form = self.pdf.Root.get("/AcroForm")
        return Opened(
            identity=Identity.of(own),
            printed=PRINTED in own,
            controls=tuple(self._controls(form)),
            remarks=tuple(self._remarks(form)),
        )

    def _own(self) -> dict[str, str]:
        """Return what the file says of itself: its information, else its metadata."""
        own: dict[str, str] = {}
        information = self.pdf.trailer.get("/Info")
        for key, value in _items(information):
            if key.startswith(f"/{PROPERTY}") and _is_text(value):
                own[key.removeprefix(f"/{PROPERTY}")] = str(value)
        return own or self._metadata()

    def _metadata(self) -> dict[str, str]:
        import pikepdf
        from lxml import etree

        stream = self.pdf.Root.get("/Metadata")
        if not isinstance(stream, pikepdf.Stream) or len(stream.read_raw_bytes()) > _LARGEST_PACKET:
            return {}
        packet = stream.read_bytes()
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(packet, parser)
        except (etree.XMLSyntaxError, ValueError):
            return {}
        begin = f"{{{NAMESPACE}}}"
        return {
            item.tag.removeprefix(begin): item.text or ""
            for item in root.iter()
            if isinstance(item.tag, str) and item.tag.startswith(begin)
        }

    def _remarks(self, form: Any) -> Iterator[Finding]:
        where = Where(file=self.file)
        root = self.pdf.Root
        names = root.get("/Names")
        if "/XFA" in dict(_items(form)):
            yield note("document.pdf-xfa", where)
        if {"/OpenAction", "/AA"} & dict(_items(root)).keys() or "/JavaScript" in dict(
            _items(names)
        ):
            yield note("document.pdf-script", where)
        if "/EmbeddedFiles" in dict(_items(names)):
            yield note("document.pdf-attachments", where)
        if self.pdf.get_warnings():
            yield note("document.pdf-repaired", where)

    def _controls(self, form: Any) -> Iterator[Control]:
        """Yield the fields that hold a value, in the order of the file; loops are not followed."""
        waiting = [(item, _Above()) for item in reversed(_array(form, "/Fields"))]
        seen: set[tuple[int, int]] = set()
        count = 0
        while waiting:
            item, above = waiting.pop()
            keys = dict(_items(item))
            if not keys or (item.is_indirect and item.objgen in seen):
                continue
            seen.add(item.objgen)
            count += 1
            if count > MOST_FIELDS or above.depth > DEEPEST:
                raise refuse("document.pdf-too-much", self.file)
            here = above.with_keys(keys)
            kids = _array(item, "/Kids")
            boxes = [kid for kid in kids if "/T" not in dict(_items(kid))]
            waiting.extend((kid, here) for kid in reversed(kids) if kid not in boxes)
            if len(boxes) == len(kids) and here.kind:
                yield from self._field(here, keys, boxes or [item])

    def _field(self, here: _Above, keys: Mapping[str, Any], boxes: list[Any]) -> Iterator[Control]:
        """Yield the field, and again for each box that has another value of its own."""
        states = tuple(_named(dict(_items(box)).get("/AS")) for box in boxes)
        given = [here.keys.get("/V")]
        given += [
            box_keys.get("/V") for box in boxes if "/T" not in (box_keys := dict(_items(box)))
        ]
        values = list(dict.fromkeys(_value(item) for item in given if item is not None))
        if sum(len(value.text) for value in values) > _LONGEST_VALUE:
            raise refuse("document.pdf-too-much", self.file)
        for value in values or [_Value()]:
            yield Control(
                name=here.name,
                kind=here.kind,
                label=_text(keys.get("/TU")),
                page=next((page for box in boxes if (page := self._page(box))), None),
                value=value.several or value.text or None,
                states=tuple(state for state in states if state not in ("", _OFF)),
                options=tuple(_options(here.keys.get("/Opt"))),
                code=_text(keys.get("/TM")),
                refused=_named(keys.get("/DV")) == _OFF,
                wrong=value.wrong,
                decoded=value.decoded,
            )

    def _page(self, box: Any) -> int | None:
        page = dict(_items(box)).get("/P")
        return None if page is None else self.pages.get(getattr(page, "objgen", (0, 0)))


@dataclass(frozen=True, slots=True)
class _Above:
    """What a field has from those above it."""

    name: str = ""
    depth: int = 0
    keys: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The type of the field."""
        return _named(self.keys.get("/FT"))

    def with_keys(self, keys: Mapping[str, Any]) -> _Above:
        """Return what holds for a field with its own keys."""
        own = _text(keys.get("/T"))
        name = ".".join(part for part in (self.name, own) if part)
        passed = {key: keys[key] for key in ("/FT", "/V", "/Opt") if key in keys}
        return _Above(name, self.depth + 1, {**self.keys, **passed})


@dataclass(frozen=True, slots=True)
class _Value:
    text: str = ""
    several: tuple[str, ...] = ()
    wrong: bool = False
    decoded: bool = False


def _value(item: Any) -> _Value:
    import pikepdf

    if isinstance(item, pikepdf.Name):
        return _Value(_named(item))
    if _is_text(item):
        raw = bytes(item)
        text = _text(item)
        return _Value(text, decoded=not raw.startswith(_UTF16_MARKS) and _is_utf8(raw))
    if isinstance(item, pikepdf.Array) and all(_is_text(part) for part in item):
        texts = tuple(_text(part) for part in item)
        return _Value("\n".join(texts), texts if len(texts) > 1 else ())
    return _Value(wrong=True)


def _text(item: Any) -> str:
    """Return the text of a string; UTF-8 without its mark, which some programs write, too."""
    if not _is_text(item):
        return ""
    raw = bytes(item)
    if not raw.startswith(_UTF16_MARKS) and _is_utf8(raw):
        return raw.decode("utf-8")
    return str(item)


def _is_utf8(raw: bytes) -> bool:
    """Say whether bytes are UTF-8 that no other encoding of a PDF would give by chance."""
    if raw.isascii():
        return False
    try:
        return not raw.decode("utf-8").startswith("\ufeff")
    except UnicodeDecodeError:
        return False


def _options(item: Any) -> Iterator[str]:
    """Yield what a field offers, as it is shown."""
    import pikepdf

    if not isinstance(item, pikepdf.Array):
        return
    for part in item:
        pair = isinstance(part, pikepdf.Array) and len(part) > 1
        yield _text(part[1] if pair else part)


def _named(item: Any) -> str:
    import pikepdf

    return str(item).removeprefix("/") if isinstance(item, pikepdf.Name) else ""


def _is_text(item: Any) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.String)


def _items(item: Any) -> list[tuple[str, Any]]:
    import pikepdf

    return list(item.items()) if isinstance(item, pikepdf.Dictionary) else []


def _array(item: Any, key: str) -> list[Any]:
    import pikepdf

    found = dict(_items(item)).get(key)
    return list(found) if isinstance(found, pikepdf.Array) else []
