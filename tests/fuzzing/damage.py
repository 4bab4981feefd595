"""How files are damaged: by bytes, by parts of a package, by values of a text.

``harm`` says what a reader owes: a *damaged* file is refused or read as it was; an *edited* one
is another sound file, and may be read as such.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fuzzing.corpus import Seed

Harm = Literal["none", "damaged", "edited"]

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**28, 10**400, -0.0, 1e308),
    *("", " ", "\u3000", "x" * 5000, "\x00", "\u202e", "{ $x }", "=1+1", "../../x", "\ud800"),
    *([], {}, [[]], {"": None}, ["x"] * 50, {"$ref": "#"}, "2024-02-30", "[", "(a+)+$"),
    *({"param": "age"}, {"absent": "原文未载"}, {"deadline": "apply", "months": 99}, "@tracks"),
)
"""Values that stand where others are expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """The bytes of a case, and what happened to them; None where the file is taken away."""

    raw: bytes | None
    harm: Harm
    how: str


def damage(seed: Seed, chance: random.Random) -> Damaged:
    """Return the seed after one to three harms, or untouched."""
    if seed.policy is not None and chance.random() < _GONE:
        return Damaged(raw=None, harm="damaged", how="gone")
    ways = _WAYS.get(seed.suffix, _TEXT)
    how, harm, change = chance.choice(ways)
    try:
        raw = change(seed.raw, chance)
    except (zipfile.BadZipFile, json.JSONDecodeError, UnicodeDecodeError):
        return Damaged(raw=seed.raw, harm="none", how="none")
    return Damaged(raw=raw, harm="none" if raw == seed.raw else harm, how=how)


_GONE = 0.05
"""How often a file of a policy is taken away."""


def _place(raw: bytes, chance: random.Random) -> int:
    return chance.randrange(max(1, len(raw)))


def _same(raw: bytes, _: random.Random) -> bytes:
    return raw


def _flip(raw: bytes, chance: random.Random) -> bytes:
    made = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        made[_place(raw, chance)] ^= 1 << chance.randrange(8)
    return bytes(made)


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: _place(raw, chance)]


def _hole(raw: bytes, chance: random.Random) -> bytes:
    start = _place(raw, chance)
    return raw[:start] + raw[start + chance.choice((1, 2, 16, 512, 4096)) :]


def _zeros(raw: bytes, chance: random.Random) -> bytes:
    start, size = _place(raw, chance), chance.choice((1, 16, 512, 4096))
    return (raw[:start] + bytes(size) + raw[start + size :])[: len(raw)]


def _twice(raw: bytes, chance: random.Random) -> bytes:
    start, size = _place(raw, chance), chance.choice((1, 16, 512, 4096))
    return raw[: start + size] + raw[start:]


def _marks(raw: bytes, chance: random.Random) -> bytes:
    start = _place(raw, chance)
    return raw[:start] + chance.choice(_TOKENS) + raw[start:]


_TOKENS = (
    *(b"\x00", b'"', b"'", b",", b"\r", b"\n", b"\r\n", b"\t", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"<", b"&#0;", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"{", b"[", b"\\u0000"),
    *(b"9" * 400, b"\xe4\xb8", b"\xc0\x80", b"=cmd()", "＂，".encode(), b"obj", b"endobj"),
)


def _in_part(
    change: Callable[[bytes, random.Random], bytes],
) -> Callable[[bytes, random.Random], bytes]:
    """Damage one part of a package that is packed again, so that its checksum is right.

    A larger part is damaged more often: there the content stands.
    """

    def made(raw: bytes, chance: random.Random) -> bytes:
        parts = _parts(raw)
        names = sorted(parts)
        (name,) = chance.choices(names, [len(parts[name]) ** 0.5 + 1 for name in names])
        parts[name] = change(parts[name], chance)
        return _packed(parts)

    return made


def _parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _without_part(raw: bytes, chance: random.Random) -> bytes:
    parts = _parts(raw)
    del parts[chance.choice(sorted(parts))]
    return _packed(parts)


def _stray_end(part: bytes, chance: random.Random) -> bytes:
    """Make an XML part not well-formed: an end tag that nothing opened, or one taken away."""
    ends = list(re.finditer(rb"</[A-Za-z0-9:]+>", part))
    if not ends:
        return part
    end = chance.choice(ends)
    if chance.random() < 0.5:
        return part[: end.start()] + part[end.end() :]
    return part[: end.end()] + end.group() + part[end.end() :]


def _without_element(part: bytes, chance: random.Random) -> bytes:
    """Take away a whole small element: the part stays well-formed."""
    found = list(re.finditer(rb"<([A-Za-z0-9:]+)(?: [^<>]*)?>[^<>]*</\1>", part))
    if not found:
        return part
    gone = chance.choice(found)
    return part[: gone.start()] + part[gone.end() :]


def _as_reference(part: bytes, chance: random.Random) -> bytes:
    """Write a character of a text as a reference to it: the same content to any parser."""
    return _in_text(part, chance, lambda found: b"&#%d;" % ord(found))


def _with_remark(part: bytes, chance: random.Random) -> bytes:
    """Put a remark, an instruction or a marked section into a text: the same content as before."""
    ways = (b"<!-- -->%s", b"%s<?x y?>", b"<![CDATA[%s]]>")
    return _in_text(part, chance, lambda found: chance.choice(ways) % found)


def _in_text(part: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    texts = list(re.finditer(rb">[^<>&]*[0-9A-Za-z][^<>&]*<", part))
    if not texts:
        return part
    text = chance.choice(texts)
    sign = chance.choice(list(re.finditer(rb"[0-9A-Za-z]", text.group())))
    at = text.start() + sign.start()
    return part[:at] + change(sign.group()) + part[at + 1 :]


def _other_address(part: bytes, chance: random.Random) -> bytes:
    """Give a cell or a row of a sheet the place of another one."""
    places = list(re.finditer(rb' r="([A-Z]*[0-9]+)"', part))
    if len(places) < 2:
        return part
    place, other = chance.sample(places, 2)
    return part[: place.start(1)] + other[1] + part[place.end(1) :]


def _near_object(
    change: Callable[[bytes, random.Random], bytes],
) -> Callable[[bytes, random.Random], bytes]:
    """Damage a PDF where its objects begin: nearly all of its bytes are those of a font."""

    def made(raw: bytes, chance: random.Random) -> bytes:
        starts = [found.start() for found in re.finditer(rb"\d+ 0 obj|xref|trailer", raw)]
        if not starts:
            return raw
        start = chance.choice(starts)
        end = start + chance.choice((40, 400, 4000))
        return raw[:start] + change(raw[start:end], chance) + raw[end:]

    return made


def _page_gone(raw: bytes, chance: random.Random) -> bytes:
    return _pages(raw, lambda pages: pages.__delitem__(chance.randrange(len(pages))))


def _page_twice(raw: bytes, chance: random.Random) -> bytes:
    return _pages(raw, lambda pages: pages.append(pages[chance.randrange(len(pages))]))


def _pages(raw: bytes, change: Callable[[Any], object]) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as document:
        if len(document.pages) > 1:
            change(document.pages)
        document.save(out)
    return out.getvalue()


def _other_value(raw: bytes, chance: random.Random) -> bytes:
    """Put an odd value anywhere into a JSON document, or take a key away."""
    document = json.loads(raw)
    places = list(_places(document))
    if not places:
        return raw
    holder, key = chance.choice(places)
    if chance.random() < 0.2:
        del holder[key]
    else:
        holder[key] = chance.choice(ODD)
    try:
        return json.dumps(document, ensure_ascii=chance.random() < 0.5).encode()
    except UnicodeEncodeError:
        return json.dumps(document).encode()


def _moved_value(raw: bytes, chance: random.Random) -> bytes:
    """Put a value of the document in the place of another one, or below another key."""
    document = json.loads(raw)
    places = list(_places(document))
    if not places:
        return raw
    (holder, key), (there, other) = chance.choice(places), chance.choice(places)
    value = json.loads(json.dumps(there[other]))
    if isinstance(holder, dict) and chance.random() < 0.3:
        holder[str(other)] = value
    else:
        holder[key] = value
    return json.dumps(document, ensure_ascii=False).encode()


def _places(value: Any) -> Sequence[tuple[Any, Any]]:
    keys: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        keys += [(value, key) for key in value]
    elif isinstance(value, list):
        keys += [(value, number) for number in range(len(value))]
    for holder, key in list(keys):
        keys += _places(holder[key])
    return keys


_Way = tuple[str, Harm, Callable[[bytes, random.Random], bytes]]

_BYTES: tuple[_Way, ...] = (
    ("none", "none", _same),
    ("flip", "damaged", _flip),
    ("cut", "damaged", _cut),
    ("hole", "damaged", _hole),
    ("zeros", "damaged", _zeros),
    ("twice", "damaged", _twice),
)
_TEXT: tuple[_Way, ...] = (
    ("none", "none", _same),
    ("flip", "edited", _flip),
    ("cut", "edited", _cut),
    ("hole", "edited", _hole),
    ("twice", "edited", _twice),
    ("marks", "edited", _marks),
)
_PARTS: tuple[_Way, ...] = (
    *_BYTES,
    ("part-stray-end", "damaged", _in_part(_stray_end)),
    ("part-stray-end", "damaged", _in_part(_stray_end)),
    ("part-flip", "edited", _in_part(_flip)),
    ("part-cut", "damaged", _in_part(_cut)),
    ("part-marks", "edited", _in_part(_marks)),
    ("part-element", "edited", _in_part(_without_element)),
    ("part-gone", "edited", _without_part),
    ("part-reference", "damaged", _in_part(_as_reference)),
    ("part-remark", "damaged", _in_part(_with_remark)),
)
_SHEETS: tuple[_Way, ...] = (*_PARTS, ("part-address", "damaged", _in_part(_other_address)))
_JSON: tuple[_Way, ...] = (
    *_TEXT,
    *(3 * (("value", "edited", _other_value),)),
    ("moved", "edited", _moved_value),
)
_WAYS: dict[str, tuple[_Way, ...]] = {
    ".docx": _PARTS,
    ".json": _JSON,
    ".pdf": (
        *_BYTES,
        *((f"object-{how}", harm, _near_object(change)) for how, harm, change in _BYTES[1:]),
        ("object-marks", "edited", _near_object(_marks)),
        ("page-gone", "damaged", _page_gone),
        ("page-twice", "damaged", _page_twice),
    ),
    ".xlsx": _SHEETS,
    ".zip": (
        *_BYTES,
        ("part-flip", "edited", _in_part(_flip)),
        ("part-cut", "edited", _in_part(_cut)),
    ),
}
