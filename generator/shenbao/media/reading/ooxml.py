"""Opening Word and Excel files that anybody may have made: limits first, then the parts.

``open_office(source, "word")`` gives an ``Office``: the parts of the package by name, parsed
without entities, network or depth; its properties; its custom XML. Whatever is no such
package, or is built to exhaust the reader, is refused with the way to repair it. Macros are
never run: ``Office.macros`` says that there are some, for the reader to note.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from shenbao.core.findings import Finding, Where
from shenbao.core.guards import archives, file_kinds, markup
from shenbao.media.reading.reader_findings import note, refuse, refuse_unknown
from shenbao.media.reading.source import SourceFile, load
from shenbao.policy.form_identity import NAMESPACE, Identity
from shenbao.policy.model import FormOrTable, Notice
from shenbao.policy.names import owner, resolve

Kind: TypeAlias = Literal["word", "sheet"]

MOST_PARTS = 5_000
MOST_BYTES = 300 * 1024 * 1024
"""Of all parts together, unpacked."""

LARGEST_XML = 64 * 1024 * 1024
"""Of one part that is parsed here; a tree takes several times as much."""

STEEPEST = 400
"""Unpacked to packed, of a part over a megabyte; the largest honest tables reach 100."""

_MEGABYTE = 1024 * 1024
_LIMITS = archives.Limits(files=MOST_PARTS, size=MOST_BYTES, steepest=STEEPEST, small=_MEGABYTE)
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN: Mapping[str, str] = {
    "wordprocessingml": "word",
    "ms-word": "word",
    "spreadsheetml": "sheet",
    "ms-excel": "sheet",
}
_OTHER_STARTS: Mapping[bytes, str] = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"<": "web-page",
    b"\xef\xbb\xbf<": "web-page",
}
_MACROS = ("macroEnabled", "vbaProject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An opened package. ``file`` is the name to print; ``raw`` the bytes as they came."""

    file: str
    raw: bytes
    names: tuple[str, ...]
    main: str
    macros: bool
    _zip: zipfile.ZipFile

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; refuses the file where they are more than it said."""
        try:
            with self._zip.open(name) as stream:
                content = stream.read(LARGEST_XML + 1)
        except (KeyError, *archives.DAMAGE) as error:
            raise refuse("document.damaged", self.file, part=name) from error
        if len(content) > LARGEST_XML:
            raise refuse("document.too-much", self.file, limit=_megabytes(LARGEST_XML))
        return content

    def whole(self) -> bytes:
        """Return the file for another library, once every part is no larger than it says.

        A library that trusts the table of contents must not be handed a package that lies.
        """
        for entry in self._zip.infolist():
            if not archives.honest(entry, self.raw):
                raise refuse("document.too-much", self.file, limit=_megabytes(MOST_BYTES))
        return self.raw

    def xml(self, name: str) -> Any:
        """Return the root element of a part, parsed by ``parse``."""
        return parse(self.part(name), self.file, name)

    def related(self, name: str, kind: str) -> Iterator[str]:
        """Yield the parts that the relationships of ``name`` name under ``kind``.

        ``kind`` is the last step of the relationship's type (``customXml``); ``name`` is
        empty for the package itself. Targets outside the package are left out. ECMA-376 part 2:
        the relationships of ``a/b.xml`` stand in ``a/_rels/b.xml.rels``.
        """
        folder, _, last = name.rpartition("/")
        beside = posixpath.join(folder, "_rels", f"{last}.rels")
        if beside not in self.names:
            return
        for item in self.xml(beside):
            if not isinstance(item.tag, str) or item.get("TargetMode") == "External":
                continue
            if item.get("Type", "").rpartition("/")[2] != kind:
                continue
            target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))
            if target.lstrip("/") in self.names:
                yield target.lstrip("/")

    def custom_xml(self) -> Any | None:
        """Return the root of the toolkit's own custom XML part, None where there is none."""
        for name in self.related(self.main, "customXml"):
            root = self.xml(name)
            if root.tag == f"{{{NAMESPACE}}}form":
                return root
        return None

    def properties(self) -> dict[str, str]:
        """Return the custom document properties as text."""
        found: dict[str, str] = {}
        for name in self.related("", "custom-properties"):
            for item in self.xml(name):
                if isinstance(item.tag, str) and item.get("name"):
                    found[item.get("name")] = "".join(item.itertext())
        return found

    def identity(self) -> Identity | None:
        """Return which form the document says it is: its custom XML, else its properties."""
        root = self.custom_xml()
        carried = Identity.of(dict(root.attrib)) if root is not None else None
        if carried is not None:
            return carried
        return Identity.of_properties(self.properties())

    def remarks(self) -> Iterator[Finding]:
        """Yield what is to be noted of the package itself."""
        if self.macros:
            yield note("document.macros", Where(file=self.file))


def open_office(source: SourceFile, kind: Kind) -> Office:
    """Open a Word (``word``) or Excel (``sheet``) file; raises UnreadableError for any other."""
    raw = load(source)
    _refuse_other(raw, source.name, kind)
    try:
        package = archives.opened(io.BytesIO(raw))
    except archives.DAMAGE as error:
        raise refuse("document.damaged", source.name, part="zip") from error
    _refuse_hostile(package, source.name)
    names = tuple(package.namelist())
    office = Office(file=source.name, raw=raw, names=names, main="", macros=False, _zip=package)
    if _CONTENT_TYPES not in names:
        rule = "document.opendocument" if "mimetype" in names else "document.not-office"
        raise refuse(rule, source.name, wanted=kind, kind="zip")
    types = _types(office)
    main = next(office.related("", "officeDocument"), "")
    content_type = types.get(main, "")
    is_kind = next((name for mark, name in _MAIN.items() if mark in content_type), None)
    if is_kind != kind:
        found = is_kind or ("slides" if "presentationml" in content_type else "other")
        raise refuse("document.wrong-kind", source.name, wanted=kind, kind=found)
    macros = any(mark in told for told in types.values() for mark in _MACROS)
    return Office(file=source.name, raw=raw, names=names, main=main, macros=macros, _zip=package)


def home_of(carried: Identity | None, source: SourceFile) -> tuple[Notice, FormOrTable]:
    """Return the form that the user names, else the one that a document says it is.

    Raises UnreadableError for a document that is not ours and for a form that nobody knows.
    """
    name = source.schema or (carried.form if carried is not None else None)
    if name is None:
        raise refuse("document.not-ours", source.name)
    home = resolve(source.notices, name)
    if home is None:
        raise refuse_unknown("document.unknown-form", source.name, name)
    return owner(source.notices, home), home


def parse(content: bytes, file: str, part: str) -> Any:
    """Return the root of XML from outside; entities, outside references and depth are refused.

    No Office program writes a document type: one that is there is meant to do harm.
    """
    try:
        return markup.parse(content)
    except markup.MarkupError as error:
        if str(error) == "too-much":
            limit = _megabytes(LARGEST_XML)
            raise refuse("document.too-much", file, limit=limit) from error
        raise refuse(f"document.{error}", file, part=part) from error


def _types(office: Office) -> dict[str, str]:
    """Return the content types of the parts that are named one by one."""
    root = office.xml(_CONTENT_TYPES)
    return {
        item.get("PartName", "").lstrip("/"): item.get("ContentType", "")
        for item in root
        if isinstance(item.tag, str) and item.tag.endswith("}Override")
    }


def _refuse_other(raw: bytes, file: str, kind: Kind) -> None:
    if raw.startswith(file_kinds.OLE):
        locked = file_kinds.kind_of_ole(raw) == "locked"
        raise refuse("document.encrypted" if locked else "document.old-format", file, wanted=kind)
    if not raw.startswith(b"PK"):
        starts = raw.lstrip()[:8]
        found = next((name for mark, name in _OTHER_STARTS.items() if starts.startswith(mark)), "")
        raise refuse("document.not-office", file, wanted=kind, kind=found or "other")


def _refuse_hostile(package: zipfile.ZipFile, file: str) -> None:
    found = archives.problem(package, _LIMITS)
    if found == "encrypted":
        raise refuse("document.encrypted", file, wanted="zip")
    if found == "unsafe-names":
        raise refuse("document.unsafe-names", file)
    if found:
        raise refuse("document.too-much", file, limit=_megabytes(MOST_BYTES))


def _megabytes(size: int) -> str:
    return str(size // _MEGABYTE)
