"""What a filled form carries in every medium: which form it is, and a fingerprint of its content.

The fingerprint is the same for the same content on paper, in Word, Excel, PDF, HTML and
JSON, so that an officer can hold the printed page against the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a package says what it is before any policy is loaded
    from shenbao.policy.model import Field, FormOrTable, Notice

NAMESPACE = "urn:shenbao:form:1"
"""The namespace of what the toolkit writes into a document (custom XML, PDF metadata)."""

PROPERTY = "shenbao-"
"""Before the names of the toolkit's own properties of a document."""

CELL_MARK = "shenbao "
"""How the hidden cells of our workbooks begin; a CSV file made of one shows them."""

STAR, CUSTOMARY = "＊", "※"
"""The marks of a label: what must be filled in, what the source does not ask."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread on paper."""

_LARGEST = 2**53 - 1
_GROUPS = 4
_LETTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which form a document is: its short name, the notice's edition, the schema's digest."""

    form: str
    edition: str
    digest: str

    def entries(self) -> dict[str, str]:
        """Return the identity as the properties that a document carries."""
        return {"form": self.form, "edition": self.edition, "digest": self.digest}

    def properties(self) -> dict[str, str]:
        """Return the identity as document properties, which others have names for, too."""
        return {PROPERTY + key: value for key, value in self.entries().items()}

    @classmethod
    def of_properties(cls, found: Mapping[str, str]) -> Identity | None:
        """Return the identity that the properties of a document say, None where they say none."""
        own = {key.removeprefix(PROPERTY): found[key] for key in found if key.startswith(PROPERTY)}
        return cls.of(own)

    @classmethod
    def of(cls, entries: Mapping[str, str]) -> Identity | None:
        """Return the identity that a document carries, None where it carries none."""
        form = entries.get("form", "").strip()
        if not form:
            return None
        return cls(
            form=form,
            edition=entries.get("edition", "").strip(),
            digest=entries.get("digest", "").strip(),
        )


def identity(notice: Notice, home: FormOrTable) -> Identity:
    """Return what a document of ``home`` carries."""
    return Identity(form=home.ref, edition=notice.edition.version, digest=home.digest)


def fingerprint(home: FormOrTable, data: Any) -> str:
    """Return the fingerprint of what was filled in: ``7K3M-9QXZ-AB2D-EF5H``, 80 bits.

    SHA-256 over the canonical JSON (RFC 8785) of the form's name and the content. Empty
    values, blank rows, outer spaces and computed values do not count, nor how a letter with
    a mark is stored: texts are compared in the normal form NFC.
    """
    import hashlib

    import rfc8785

    content = {"form": home.ref, "data": _comparable(content_of(home, data))}
    digest = hashlib.sha256(rfc8785.dumps(content)).digest()
    number = int.from_bytes(digest[: _GROUPS * _LETTERS * 5 // 8], "big")
    letters = []
    for _ in range(_GROUPS * _LETTERS):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    text = "".join(reversed(letters))
    return "-".join(text[start : start + _LETTERS] for start in range(0, len(text), _LETTERS))


def content_of(home: FormOrTable, data: Any) -> Any:
    """Return the data without what says nothing, as every medium carries them."""
    computed = {node.pointer for node in home.fields() if node.computed is not None}
    prefix = "/rows/*" if home.is_table else ""
    return _content(data, "", {prefix + pointer for pointer in computed})


def _content(value: Any, pointer: str, computed: set[str]) -> Any:
    if pointer in computed:
        return None
    if isinstance(value, dict):
        parts = {key: _content(item, f"{pointer}/{key}", computed) for key, item in value.items()}
        return {key: item for key, item in parts.items() if item is not None} or None
    if isinstance(value, list):
        rows = [_content(item, f"{pointer}/*", computed) for item in value]
        return [row for row in rows if row is not None] or None
    if isinstance(value, str):
        return "\n".join(value.splitlines()).strip() or None
    return value


def _comparable(value: Any) -> Any:
    """Return texts in NFC, and whole numbers that no double holds as a browser reads them."""
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int) and abs(value) > _LARGEST:
        return float(value)
    return value


def leaf_names(home: FormOrTable) -> Mapping[str, Field]:
    """Return the value nodes of a form or table by the pointer that documents use."""
    prefix = "/rows/*" if home.is_table else ""
    return {
        prefix + node.pointer: node
        for node in home.fields()
        if node.kind not in ("object", "array")
    }
