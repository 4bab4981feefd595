"""Whose site it is: name, logo, colour and contact, and the official forms, of one file.

``schemas/authority.json`` says it; the logo stands beside it, official forms in
``schemas/official/``. Both come from outside and are held against what they claim to be.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.core.errors import PolicyError
from shenbao.core.guards.file_kinds import HEAD, kind_of
from shenbao.core.guards.markup import MarkupError, name_of, parse
from shenbao.core.messages.values import Value
from shenbao.core.paths import pointer_of
from shenbao.policy.files.reader import Problems, read_json
from shenbao.policy.load import metaschema
from shenbao.policy.load.locations import located
from shenbao.policy.model import FormOrTable, Notice

FILE = "authority.json"
OFFICIAL = "official"
_MOST_LOGO = 200_000
_MOST_FORM = 20_000_000
_SIDES = (24, 2048)
"""Pixels of the shortest and the longest side of a logo."""

_CONTRAST = 5.0
"""Of the colour against white: letters on it and letters of it are read (WCAG 1.4.3 asks 4.5)."""

_DARK = 0.04045
"""Below it the curve of sRGB is a line."""

_PNG_HEAD = 24
"""Bytes up to and with the sides in a PNG (ISO/IEC 15948, 11.2.2)."""

_KINDS: Mapping[str, frozenset[str]] = {
    ".docx": frozenset({"zip"}),
    ".xlsx": frozenset({"zip"}),
    ".zip": frozenset({"zip"}),
    ".doc": frozenset({"ole"}),
    ".xls": frozenset({"ole"}),
    ".wps": frozenset({"ole", "zip"}),
    ".et": frozenset({"ole", "zip"}),
    ".pdf": frozenset({"pdf"}),
}
_NOT_IN_NAME = re.compile(r'[#?:*<>|"]')
"""A link ends at the first one (RFC 3986, 3.5), Windows has no file with the others."""

_NOT_IN_LOGO = frozenset({"script", "foreignObject", "image", "iframe", "a", "use", "style"})
_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_LEADS_OUT = re.compile(
    # A backslash hides a name from whoever looks for it (CSS Syntax, 4.3.7).
    r"\\|url\(\s*['\"]?(?!#)|image-set\(|@import|^\s*(?:https?:|//|javascript:|data:)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who publishes the site; ``official`` are the official forms by ``notice/form``."""

    name: str = ""
    title: str = ""
    contact: tuple[tuple[str, str], ...] = ()
    colour: str = ""
    logo: Artifact | None = None
    official: Mapping[str, Artifact] = field(default_factory=dict)

    def form_of(self, notice: Notice, home: FormOrTable) -> str:
        """Return where the official form stands on the site, empty where there is none."""
        found = self.official.get(f"{notice.id}/{home.id}")
        return "" if found is None else found.path

    @property
    def files(self) -> tuple[Artifact, ...]:
        """The logo and the official forms, with their paths on the site."""
        logo = () if self.logo is None else (self.logo,)
        return (*logo, *{item.path: item for item in self.official.values()}.values())

    @property
    def settings(self) -> dict[str, Any]:
        """What mkdocs is told beyond the hand-written settings."""
        said: dict[str, Any] = {}
        if self.title:
            said["site_name"] = self.title
        if self.name:
            contact = [{"label": label, "text": text} for label, text in self.contact]
            shown = {"name": self.name, "contact": contact, "colour": self.colour}
            said["extra"] = {"authority": shown}
        if self.logo is not None:
            said["theme"] = {"logo": self.logo.path}
        return said

    @property
    def look(self) -> str:
        """The styles by which pages of their own take the colour, empty for ours."""
        if not self.colour:
            return ""
        return f":root {{ --band: {self.colour}; }}\n"


NOBODY = Authority()
"""Where no file says whose site it is."""


def read_authority(root: Path, notices: Sequence[Notice]) -> Authority:
    """Return whose site it is. Raises PolicyError with every mistake of the file and beside it."""
    schemas = root / "schemas"
    file = schemas / FILE
    if not file.is_file():
        return NOBODY
    problems = Problems(root=root)
    said = read_json(file, problems)
    if said is None or not metaschema.check("authority", said, file, problems):
        raise PolicyError(located(problems.found, root))
    colour = said.get("colour", "")
    if colour and _contrast(colour) < _CONTRAST:
        found = f"{_contrast(colour):.1f}"
        problems.add(file, "/colour", "authority-pale", found=colour, contrast=found)
    logo = _logo(schemas, said["logo"], problems) if "logo" in said else None
    official = dict(_official(schemas, said.get("officialForms", {}), notices, problems))
    if problems.found:
        raise PolicyError(located(problems.found, root))
    return Authority(
        name=said["name"],
        title=said.get("title", ""),
        contact=tuple((item["label"], item["text"]) for item in said.get("contact", ())),
        colour=colour,
        logo=logo,
        official=official,
    )


def _contrast(colour: str) -> float:
    """Return the contrast of a colour with white (WCAG 2.2, relative luminance)."""
    luminance = 0.0
    for at, weight in ((1, 0.2126), (3, 0.7152), (5, 0.0722)):
        part = int(colour[at : at + 2], 16) / 255
        luminance += weight * (part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4)
    return 1.05 / (luminance + 0.05)


def _read(file: Path, most: int, place: tuple[Path, str], problems: Problems) -> bytes | None:
    """Return a file that is there and not too large, else None after saying why."""
    if not file.is_file() or file.is_symlink():
        problems.add(*place, "authority-no-file", name=file.name, folder=problems.name(file.parent))
        return None
    size = file.stat().st_size
    if size > most:
        told: dict[str, Value] = {"found": size // 1000, "most": most // 1000}
        problems.add(*place, "authority-large", name=file.name, **told)
        return None
    return file.read_bytes()


def _logo(schemas: Path, name: str, problems: Problems) -> Artifact | None:
    place = (schemas / FILE, "/logo")
    content = _read(schemas / name, _MOST_LOGO, place, problems)
    if content is None:
        return None
    trouble = _png_trouble(content) if name.endswith(".png") else _svg_trouble(content)
    if trouble:
        message, said = trouble
        problems.add(*place, message, name=name, **said)
        return None
    return Artifact(f"assets/authority/{name}", content)


def _png_trouble(content: bytes) -> tuple[str, dict[str, Any]] | None:
    """Say what is wrong with a PNG: no such file, or of a size that no header has room for."""
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR" or len(content) < _PNG_HEAD:
        return "authority-no-png", {}
    width, height = struct.unpack(">II", content[16:_PNG_HEAD])
    least, most = _SIDES
    if min(width, height) < least or max(width, height) > most:
        return "authority-size", {"width": width, "height": height, "least": least, "most": most}
    return None


def _svg_trouble(content: bytes) -> tuple[str, dict[str, Any]] | None:
    """Say what is wrong with an SVG: no such file, or one that runs or loads something."""
    try:
        root = parse(content)
    except MarkupError:
        return "authority-no-svg", {}
    # Without the name space browsers show nothing (SVG 2, 1.3).
    if root.tag != f"{_SVG}svg":
        return "authority-no-svg", {}
    if b"<?xml-stylesheet" in content:
        return "authority-active", {"found": "xml-stylesheet"}
    for element in root.iter():
        if name_of(element) in _NOT_IN_LOGO or str(element.tag).startswith(_XHTML):
            return "authority-active", {"found": name_of(element)}
        for key, value in element.items():
            if key.startswith("{") and not key.startswith(_XLINK):
                continue  # what drawing programs note for themselves: paths on disk, RDF
            plain = key.rpartition("}")[2].lower()
            out = plain == "href" and not value.startswith("#")
            # An animation may set what is not there from the beginning.
            later = plain == "attributename" and value.strip().lower().startswith("on")
            if plain.startswith("on") or later or out or _LEADS_OUT.search(value):
                return "authority-active", {"found": plain}
    return None


def _official(
    schemas: Path, named: Mapping[str, str], notices: Sequence[Notice], problems: Problems
) -> Iterator[tuple[str, Artifact]]:
    homes = {f"{notice.id}/{home.id}": notice for notice in notices for home in notice.homes}
    for ref, name in named.items():
        place = (schemas / FILE, pointer_of(["officialForms", ref]))
        suffix = Path(name).suffix.lower()
        if ref not in homes:
            problems.add(*place, "authority-no-form", found=ref)
        elif suffix not in _KINDS or "/" in name or "\\" in name or name.startswith("."):
            problems.add(*place, "authority-form-kind", name=name, allowed=", ".join(_KINDS))
        elif sign := _NOT_IN_NAME.search(name):
            problems.add(*place, "authority-form-sign", name=name, found=sign[0])
        elif (content := _read(schemas / OFFICIAL / name, _MOST_FORM, place, problems)) is None:
            continue
        elif kind_of(content[:HEAD]) not in _KINDS[suffix]:
            problems.add(*place, "authority-form-content", name=name)
        else:
            path = f"notices/{homes[ref].id}/{OFFICIAL}/{name}"
            yield ref, Artifact(path, content)
