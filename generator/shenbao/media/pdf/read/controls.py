"""Opening PDF files that anybody may have made: limits first, then the fields in them.

Scripts, embedded files and XFA forms are left alone; ``Opened.remarks`` says that they are there.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shenbao.core.engines.ports import NotHereError
from shenbao.core.findings import Finding, Where
from shenbao.core.guards import confined, markup
from shenbao.core.messages import DEFAULT, say
from shenbao.core.messages.shortening import LONGEST
from shenbao.core.messages.values import many
from shenbao.media.pdf.contract import OFF, PRINTED
from shenbao.media.pdf.library import library
from shenbao.media.pdf.read import pages
from shenbao.media.pdf.read.objects import (
    UTF16_MARKS,
    array,
    is_text,
    is_utf8,
    items,
    name_text,
    shows_text,
    text,
)
from shenbao.media.reading.reader_findings import note, refuse, remark
from shenbao.media.reading.source import SourceFile, load
from shenbao.policy.form_identity import NAMESPACE, PROPERTY, Identity

MOST_FIELDS = 50_000
DEEPEST = 16
MOST_BYTES = 5 * 1024 * 1024
"""Of one part of the file, and of all objects that are packed in streams, unpacked.

An array of numbers costs the library some seventy bytes a byte.
"""

MOST_SECONDS = 30.0
"""For trying out a file of which it is not known what memory it takes."""

_SMALL = 2 * 1024 * 1024
_LOOKING = "shenbao.media.pdf.read.page_inspection"
_LARGEST_PACKET = 1024 * 1024
_LONGEST_VALUE = 1_000_000
_HEAD = 1024
_TYPED_IN = frozenset(("Tx", "Ch"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A field as it stands in the file.

    ``kind`` is Tx, Ch or Btn. ``value`` is its text, the texts of several, or None;
    ``wrong`` says that there is a value which is no text. ``states`` are what its boxes show.
    ``refused`` marks a box that is empty because the data said no. ``shows``: text is drawn in
    its box, whatever its value.
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
    shows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A PDF: which form it says it is, whether it is a printed copy, its fields."""

    identity: Identity | None
    printed: bool
    controls: tuple[Control, ...]
    remarks: tuple[Finding, ...]


def open_pdf(source: SourceFile) -> Opened:
    """Open a PDF; raises UnreadableError for a file that is none, or that is locked or hostile."""
    raw = load(source)
    if b"%PDF-" not in raw[:_HEAD]:
        raise refuse("document.pdf-not-pdf", source.name)
    _require_library(source.name)
    if _packed_objects(raw).size > MOST_BYTES:
        limit = str(MOST_BYTES // 1024 // 1024)
        raise refuse("document.too-much", source.name, limit=limit)
    if _is_suspect(raw):
        tried = confined.run(_LOOKING, str(source.path.absolute()), "fields", seconds=MOST_SECONDS)
        if not tried.whole:
            raise refuse("document.pdf-too-much", source.name)
    return read(raw, source.name)


def _require_library(file: str) -> None:
    """Raise UnreadableError in a host that reads no PDF: the command does."""
    try:
        library()
    except NotHereError as error:
        raise refuse("document.pdf-not-here", file) from error


def read(raw: bytes, file: str) -> Opened:
    """Read the fields, whatever memory and time it takes; raises UnreadableError."""
    pikepdf = library()

    with _limited():
        try:
            with pikepdf.open(io.BytesIO(raw)) as pdf:
                changed = _packed_objects(raw).changed
                return _Reader(pdf, file, cut_off=_cut_off(raw), changed=changed).opened()
        except pikepdf.PasswordError as error:
            raise refuse("document.encrypted", file, wanted="pdf") from error
        except (pikepdf.PdfError, *_DAMAGE) as error:
            raise refuse("document.damaged", file, part="PDF") from error


_DAMAGE = (ValueError, TypeError, KeyError, AttributeError, RuntimeError, OverflowError)
"""What the library raises where a file does not hold what it should."""


_HARMLESS = re.compile(
    "a common error handled correctly"
    "|is not one plus the highest object number"
    "|extraneous whitespace|carriage return only|accepting invalid xref table entry"
    "|setting missing or invalid /Type|Resources is missing or invalid"
)
"""What programs that save a change at the end of a file get wrong, and no reader minds."""

_OBJECT = re.compile(rb"(?:^|[\r\n])\s*[0-9]{1,10}\s+[0-9]{1,5}\s+obj\b")


def _cut_off(raw: bytes) -> bool:
    """Say whether objects stand behind the last end: a change whose saving was not finished.

    ISO 32000-1, 7.5.6: a change is appended, with an end of its own.
    """
    end = raw.rfind(b"%%EOF")
    return end >= 0 and _OBJECT.search(raw, end) is not None


# ISO 32000-2, 7.5.7: objects packed in a stream; 7.3.5: any letter of a name as #xx.
_OBJECT_STREAM = re.compile(
    rb"/(?:O|#4[fF])(?:b|#62)(?:j|#6[aA])(?:S|#53)(?:t|#74)(?:m|#6[dD])"
    rb"(?:(?!endobj)[\s\S]){0,2000}?stream\r?\n"
)


_ZLIB_HEAD = 2
"""Bytes before the deflated data (RFC 1950, 2.2)."""


class _Packed(NamedTuple):
    """How much the object streams of a file unpack to; whether one is not what was packed."""

    size: int
    changed: bool


def _packed_objects(raw: bytes) -> _Packed:
    """Unpack the object streams of a file, as far as the limit matters.

    One that is not simply deflated counts as a quarter of the limit: programs make such only
    of files with a password, which are tried out in a process of their own. The library takes
    what comes out though its checksum is wrong (RFC 1950, 2.2), and a value with it.
    """
    size, changed = 0, False
    locked = _LOCKED.search(raw) is not None
    odd = 0 if locked else MOST_BYTES // 4
    for found in _OBJECT_STREAM.finditer(raw):
        if size > MOST_BYTES:
            break
        packed = raw[found.end() :][:MOST_BYTES]
        unpacker = zlib.decompressobj()
        try:
            size += len(unpacker.decompress(packed, MOST_BYTES + 1))
        except zlib.error:
            bare = _without_checksum(packed)
            size += odd if bare is None else bare
            changed |= bare is not None and not locked
    return _Packed(size, changed)


def _without_checksum(packed: bytes) -> int | None:
    """Return how much a stream unpacks to whose checksum is wrong, None for any other."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        size = len(unpacker.decompress(packed[_ZLIB_HEAD:], MOST_BYTES + 1))
    except zlib.error:
        return None
    return size if unpacker.eof else None


_LOCKED = re.compile(
    b"/" + b"".join(b"(?:%c|#%x|#%X)" % (letter, letter, letter) for letter in b"Encrypt")
)


def _is_suspect(raw: bytes) -> bool:
    """Say whether a file may take too much memory, and is to be tried out before it is read.

    Nobody but the library sees what is in one with a password, and what stands in a large one
    outside of streams takes many times its size.
    """
    return len(raw) > _SMALL or _LOCKED.search(raw) is not None


@contextmanager
def _limited() -> Iterator[None]:
    """Keep packed parts from filling the memory; the limits are the library's own."""
    settings = library().settings

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

    def __init__(self, pdf: Any, file: str, *, cut_off: bool, changed: bool) -> None:
        self.pdf = pdf
        self.file = file
        self.cut_off = cut_off
        self.changed = changed
        self._count = 0
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
        for key, value in items(information):
            if key.startswith(f"/{PROPERTY}") and is_text(value):
                own[key.removeprefix(f"/{PROPERTY}")] = str(value)
        return own or self._metadata()

    def _metadata(self) -> dict[str, str]:
        pikepdf = library()

        stream = self.pdf.Root.get("/Metadata")
        if not isinstance(stream, pikepdf.Stream) or len(stream.read_raw_bytes()) > _LARGEST_PACKET:
            return {}
        packet = stream.read_bytes()
        try:
            root = markup.parse(packet)
        except markup.MarkupError:
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
        if "/XFA" in dict(items(form)):
            yield note("document.pdf-xfa", where)
        if {"/OpenAction", "/AA"} & dict(items(root)).keys() or "/JavaScript" in dict(items(names)):
            yield note("document.pdf-script", where)
        if "/EmbeddedFiles" in dict(items(names)):
            yield note("document.pdf-attachments", where)
        for page, words in pages.typed(self.pdf):
            place = Where(file=self.file, sheet=say("pdf-page", {"page": str(page)}, DEFAULT))
            yield remark("document.pdf-typed", place, severity="review", found=words)
        for page in pages.struck(self.pdf):
            place = Where(file=self.file, sheet=say("pdf-page", {"page": str(page)}, DEFAULT))
            yield remark("document.pdf-struck", place, severity="review")
        count = pages.remarks(self.pdf)
        if count:
            yield note("document.pdf-comments", where, count=str(count))
        yield from self._about_pages(where)
        warnings = map(str, self.pdf.get_warnings())
        if self.changed or any(not _HARMLESS.search(warning) for warning in warnings):
            yield remark("document.pdf-repaired", where, severity="review")
        if self.cut_off:
            yield remark("document.pdf-cut-off", where, severity="review")

    def _about_pages(self, where: Where) -> Iterator[Finding]:
        told = pages.numbered(self.pdf)
        if told is None:
            return
        for rule, numbers in (("missing", told.missing), ("twice", told.twice)):
            if numbers:
                listed = many(map(str, numbers), longest=LONGEST)
                yield remark(
                    f"document.pdf-pages-{rule}",
                    where,
                    severity="review",
                    pages=listed,
                    total=str(told.total),
                )

    def _controls(self, form: Any) -> Iterator[Control]:
        """Yield the fields of the form, then those that it has lost, where they were filled in.

        A program that draws the values onto the page may leave empty boxes behind.
        """
        seen: set[tuple[int, int]] = set()
        yield from self._below(array(form, "/Fields"), seen)
        lost = tuple(self._below(pages.roots(self.pdf), seen))
        if any(control.states or control.value not in (None, OFF) for control in lost):
            yield from lost

    def _below(self, fields: Iterable[Any], seen: set[tuple[int, int]]) -> Iterator[Control]:
        """Yield what holds a value below ``fields``, in their order; loops are not followed."""
        waiting = [(item, _Above()) for item in reversed(list(fields))]
        while waiting:
            item, above = waiting.pop()
            keys = dict(items(item))
            if not keys or (item.is_indirect and item.objgen in seen):
                continue
            seen.add(item.objgen)
            self._count += 1
            if self._count > MOST_FIELDS or above.depth > DEEPEST:
                raise refuse("document.pdf-too-much", self.file)
            here = above.with_keys(keys)
            kids = array(item, "/Kids")
            boxes = [kid for kid in kids if "/T" not in dict(items(kid))]
            waiting.extend((kid, here) for kid in reversed(kids) if kid not in boxes)
            if len(boxes) == len(kids) and here.kind:
                yield from self._field(here, keys, boxes or [item])

    def _field(self, here: _Above, keys: Mapping[str, Any], boxes: list[Any]) -> Iterator[Control]:
        """Yield the field, and again for each box that has another value of its own."""
        states = tuple(name_text(dict(items(box)).get("/AS")) for box in boxes)
        given = [here.keys.get("/V")]
        given += [box_keys.get("/V") for box in boxes if "/T" not in (box_keys := dict(items(box)))]
        values = list(dict.fromkeys(_value(item) for item in given if item is not None))
        if sum(len(value.text) for value in values) > _LONGEST_VALUE:
            raise refuse("document.pdf-too-much", self.file)
        shown = [page for box in boxes if (page := self._page(box))]
        # What is typed is repeated on the cover, which comes first.
        shown = shown[-1:] if here.kind in _TYPED_IN else shown[:1]
        for value in values or [_Value()]:
            yield Control(
                name=here.name,
                kind=here.kind,
                label=text(keys.get("/TU")),
                page=next(iter(shown), None),
                value=value.several or value.text or None,
                states=tuple(state for state in states if state not in ("", OFF)),
                options=tuple(_options(here.keys.get("/Opt"))),
                code=text(keys.get("/TM")),
                refused=name_text(keys.get("/DV")) == OFF,
                wrong=value.wrong,
                decoded=value.decoded,
                shows=here.kind in _TYPED_IN and not value.text and any(map(shows_text, boxes)),
            )

    def _page(self, box: Any) -> int | None:
        page = dict(items(box)).get("/P")
        return None if page is None else self.pages.get(getattr(page, "objgen", (0, 0)))


@dataclass(frozen=True, slots=True)
class _Above:
    """What a field has from those above it: type and value, and the start of its name.

    ISO 32000-1, 12.7.3.1 and 12.7.3.2: names are joined by points.
    """

    name: str = ""
    depth: int = 0
    keys: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The type of the field."""
        return name_text(self.keys.get("/FT"))

    def with_keys(self, keys: Mapping[str, Any]) -> _Above:
        """Return what holds for a field with its own keys."""
        own = text(keys.get("/T"))
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
    pikepdf = library()

    if isinstance(item, pikepdf.Name):
        return _Value(name_text(item))
    if is_text(item):
        raw = bytes(item)
        return _Value(text(item), decoded=not raw.startswith(UTF16_MARKS) and is_utf8(raw))
    if isinstance(item, pikepdf.Array) and all(is_text(part) for part in item):
        texts = tuple(text(part) for part in item)
        return _Value("\n".join(texts), texts if len(texts) > 1 else ())
    return _Value(wrong=True)


def _options(item: Any) -> Iterator[str]:
    """Yield what a field offers, as it is shown."""
    pikepdf = library()

    if not isinstance(item, pikepdf.Array):
        return
    for part in item:
        pair = isinstance(part, pikepdf.Array) and len(part) > 1
        yield text(part[1] if pair else part)
