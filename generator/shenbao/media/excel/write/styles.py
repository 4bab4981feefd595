"""How a workbook looks: fonts, lines and colours of its cells, and its printed pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shenbao.core.messages.shortening import shorten
from shenbao.media.excel.write.wording import say

SONG = "宋体"
HEI = "黑体"
SIZE = 10.5
LINE = 15.0
"""Points that a line of text takes."""

TALLEST = 400.0
"""Points; Excel has no higher row."""

PORTRAIT = 88
LANDSCAPE = 134
"""Digits that stand side by side on A4 at full size."""

_HEAD = "#DCE6F1"
_BAND = "#EAF0F7"
_FIXED = "#F2F2F2"
_GREY = "#595959"
_LINE = "#7F7F7F"
_A3, _A4 = 8, 9
_LONGEST_FOOT = 120

_BASE: dict[str, Any] = {"font_name": SONG, "font_size": SIZE, "valign": "vcenter"}
_BOX: dict[str, Any] = {"border": 1, "border_color": _LINE, "text_wrap": True}
_INSET: dict[str, Any] = {"indent": 1}
_FREE: dict[str, Any] = {"locked": False}
_EDGE = {"margin": 0.4, "scale_with_doc": False}
_KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "free": _FREE,
    "free-text": {**_FREE, "num_format": "@"},
    "free-date": {**_FREE, "num_format": "yyyy-mm-dd", "align": "center"},
    "over": {"font_size": 12, "align": "center", "font_color": _GREY},
    "title": {"font_name": HEI, "font_size": 18, "align": "center", "text_wrap": True},
    "sheet-title": {"font_name": HEI, "font_size": 15, "align": "center"},
    "outdated": {**_INSET, "font_name": HEI, "font_size": 12, "border": 2, "text_wrap": True},
    "mark": {"font_size": 10, "align": "center", "font_color": "#C00000"},
    "note": {"font_size": 9, "font_color": _GREY, "text_wrap": True},
    "line": {"text_wrap": True},
    "part": {"font_name": HEI, "font_size": 12, "bottom": 1, "bottom_color": _LINE},
    "number": {"align": "right", "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": "#1F4E79", "underline": 1},
    "head": {**_BOX, "bold": True, "align": "center", "bg_color": _HEAD},
    "band": {**_BOX, **_INSET, "font_name": HEI, "font_size": 12, "bg_color": _HEAD},
    "band-link": {**_BOX, **_INSET, "font_color": "#1F4E79", "bg_color": _HEAD},
    "group": {**_BOX, **_INSET, "bold": True, "bg_color": _BAND},
    "label": {**_BOX, **_INSET, "bg_color": _BAND},
    "label-star": {"font_color": "#C00000", "bold": True},
    "label-text": {},
    "label-hint": {"font_size": 9, "font_color": _GREY},
    "hint": {**_BOX, **_INSET, "font_size": 9, "font_color": _GREY},
    "cell-text": {**_BOX, **_INSET, **_FREE, "num_format": "@"},
    "cell-long": {**_BOX, **_INSET, **_FREE, "num_format": "@", "valign": "top"},
    "cell-number": {**_BOX, **_FREE, "num_format": "General", "align": "right"},
    "cell-whole": {**_BOX, **_FREE, "num_format": "0", "align": "right"},
    "cell-date": {**_BOX, **_FREE, "num_format": "yyyy-mm-dd", "align": "center"},
    "cell-choice": {**_BOX, **_FREE, "num_format": "@", "align": "center"},
    "cell-fixed": {**_BOX, **_INSET, "num_format": "@", "bg_color": _FIXED},
    "cell-computed": {**_BOX, "num_format": "0.##", "align": "right", "bg_color": _FIXED},
    "cell-made": {**_BOX, **_FREE, "num_format": "0.##", "align": "right", "bg_color": _FIXED},
    "cell-given": {**_BOX, **_INSET, **_FREE, "num_format": "@", "bg_color": _FIXED},
    "cell-row": {**_BOX, **_FREE, "num_format": "0", "align": "center", "font_color": _GREY},
    "box": {**_BOX, "valign": "top"},
    "box-text": {**_BOX, "valign": "top", "num_format": "@"},
    "box-link": {**_BOX, "valign": "top", "font_color": "#1F4E79", "underline": 1},
    "unseen": {"font_color": "#FFFFFF"},
}

PROTECTION = {
    "autofilter": True,
    "sort": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
}


@dataclass(slots=True)
class Styles:
    """Gives the formats of one workbook, each made once."""

    workbook: Any
    _made: dict[str, Any]

    @classmethod
    def of(cls, workbook: Any) -> Styles:
        """Return the looks of a workbook."""
        return cls(workbook=workbook, _made={})

    def __getitem__(self, kind: str) -> Any:
        """Return the format of a kind of cell."""
        if kind not in self._made:
            self._made[kind] = self.workbook.add_format({**_BASE, **_KINDS[kind]})
        return self._made[kind]


def page(sheet: Any, *, across: bool, large: bool = False) -> None:
    """Set the printed page: A4 or, ``large``, A3, bound at the left, as wide as it has to be."""
    sheet.set_paper(_A3 if large else _A4)
    if across:
        sheet.set_landscape()
        sheet.set_margins(left=0.7, right=0.6, top=1.0, bottom=0.8)
    else:
        sheet.set_margins(left=1.0, right=0.7, top=0.9, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)


def head_and_foot(sheet: Any, *, notice: str, which: str, print_: str) -> None:
    """Put the notice and the edition over every page, the fingerprint and its number below."""
    font = f'&"{SONG},Regular"&9 '
    sheet.set_header(f"&L{font}{_plain(notice)}&R{font}{_plain(which)}", _EDGE)
    told = say("excel-form-print", print=print_) if print_ else say("paper-fingerprint-later")
    pages = say("excel-form-pages", page="&P", pages="&N")
    sheet.set_footer(f"&L{font}{_plain(told)}&R{font}{pages}", _EDGE)


def protect(sheet: Any) -> None:
    """Lock what is not to be filled in; no password, so that an office can help itself."""
    sheet.protect("", PROTECTION)


def _plain(text: str) -> str:
    """Return a text that the codes of headers leave alone."""
    return shorten(text, _LONGEST_FOOT).replace("&", "&&")
