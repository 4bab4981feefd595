"""Which names a CEL expression mentions, without evaluating it."""

from __future__ import annotations

import re

_STRING = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""")
_NAME = re.compile(r"(?<![\w.])(?P<root>[a-z_]\w*)(?P<path>(?:\s*\.\s*[A-Za-z_]\w*\b(?!\s*\())*)")


def names(expression: str, root: str) -> tuple[tuple[str, ...], ...]:
    """Return the member paths below ``root`` in order of mention.

    ``names("ref.hospitals.codes.size() > 0", "ref")`` is ``(("hospitals", "codes"),)``; the
    text inside string literals does not count.
    """
    bare = _STRING.sub("''", expression)
    found: dict[tuple[str, ...], None] = {}
    for match in _NAME.finditer(bare):
        if match["root"] == root:
            path = tuple(part.strip() for part in match["path"].split(".") if part.strip())
            found[path] = None
    return tuple(found)


def first_members(expressions: list[str], root: str) -> tuple[str, ...]:
    """Return the names directly below ``root`` that any of the expressions mentions."""
    found: dict[str, None] = {}
    for expression in expressions:
        for path in names(expression, root):
            if path:
                found[path[0]] = None
    return tuple(found)
