"""Text from a notice made safe for a Markdown page.

One escape serves every place of a template: running Markdown, raw HTML blocks, attribute
values and headings. Characters that Markdown, HTML or a template engine could read become
numeric character references, which all of them show as the character itself.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from markupsafe import Markup

from shenbao.policy.model import Absent

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&\"'|~^#]")
_LEADING = re.compile(r"^(?:[-+=:!]|\d+(?=[.)]))")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]")
_ABSENT_KINDS = {"附件缺失": "attachment", "原文如此": "sic", "名单缺失": "attachment"}


def escape(text: str) -> Markup:
    """Return ``text`` on one line, so that it comes out literally wherever it stands."""
    line = one_line(text)
    escaped = _SPECIAL.sub(_reference, line)
    start = _LEADING.match(escaped)
    if start is not None:
        end = start.end()
        if start.group()[0].isdigit():
            escaped = escaped[:end] + _reference_of(escaped[end]) + escaped[end + 1 :]
        else:
            escaped = _reference_of(start.group()) + escaped[end:]
    return Markup(escaped)  # noqa: S704 - escaped above


def finalize(value: Any) -> Any:
    """Make every value that a template prints safe; markup made by us passes."""
    if value is None:
        return ""
    if isinstance(value, Absent):
        return absent(value)
    if hasattr(value, "__html__"):
        return value
    return escape(str(value))


def absent(value: Absent) -> Markup:
    """Return the badge of a fact that the source does not give."""
    kind = _ABSENT_KINDS.get(value.words, "unstated")
    return Markup('<span class="sb-badge sb-absent sb-absent-{}">{}</span>').format(
        kind, escape(value.words)
    )


def anchor(text: str) -> Markup:
    """Return ``text`` as the id of a heading: Markdown reads it raw."""
    return Markup(_NOT_IN_ID.sub("-", text))  # noqa: S704 - only letters, digits, - _ .


def hashes(level: int) -> Markup:
    """Return the mark of a Markdown heading."""
    return Markup("#" * level)  # noqa: S704 - a constant repeated


def front_matter(text: str | float) -> Markup:
    """Return a value of the YAML above a page; the theme prints it into HTML without escaping."""
    if not isinstance(text, str):
        return Markup(f"{text:g}")  # noqa: S704 - a number
    quoted = json.dumps(html.escape(one_line(text)), ensure_ascii=False)
    return Markup(quoted)  # noqa: S704 - escaped above


def one_line(text: str) -> str:
    """Return ``text`` without control characters, runs of blanks as one blank."""
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def _reference(match: re.Match[str]) -> str:
    return _reference_of(match.group())


def _reference_of(character: str) -> str:
    return f"&#{ord(character)};"
