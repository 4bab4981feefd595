"""The styles of a workbook's cells: which of them show a value as a percentage."""

from __future__ import annotations

import re
from typing import Any

from shenbao.core.guards.markup import elements_named

_PERCENT_FORMATS = frozenset({9, 10})
"""0% and 0.00%, which a workbook need not define (ECMA-376-1, 18.8.30)."""

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def percent_styles(root: Any) -> frozenset[int]:
    """Return the styles of cells that show their value times a hundred, with a per cent sign.

    ``root`` is the parsed part of the styles. A cell names its style by the number of an ``xf``
    in ``cellXfs``, from zero (ECMA-376-1, 18.3.1.4 and 18.8.10).
    """
    own = {
        _number(item.get("numFmtId")): "%" in _QUOTED.sub("", item.get("formatCode", ""))
        for item in elements_named(root, "numFmt")
    }
    return frozenset(
        number
        for cells in elements_named(root, "cellXfs")
        for number, style in enumerate(elements_named(cells, "xf"))
        if own.get(kind := _number(style.get("numFmtId")), kind in _PERCENT_FORMATS)
    )


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else -1
