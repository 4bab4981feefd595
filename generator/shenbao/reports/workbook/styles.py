"""How the annotated workbook looks: calm cells, and three ways to tell a severity."""

from __future__ import annotations

from typing import Any

FONT = "微软雅黑"
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "valign": "top"}
_LINE = "#D5DBE1"
_HEAD = "#E9EEF2"
_SOFT = "#4B5763"
_TONES: dict[str, dict[str, Any]] = {
    "error": {"font_color": "#9B1C13", "bg_color": "#FDEAE8", "bold": True},
    "review": {"font_color": "#4B3396", "bg_color": "#EEE9FB"},
    "undecided": {"font_color": "#47525D", "bg_color": "#E6EAEE"},
    "warning": {"font_color": "#7A4A00", "bg_color": "#FFF0D4"},
    "info": {"font_color": "#0B4F74", "bg_color": "#E4F0F8"},
}
"""The colours of the site, on the same grounds."""

_BORDERS = {"error": 2, "review": 8, "undecided": 4, "warning": 1, "info": 7}
"""Medium, medium dashed, dotted, thin, hairline: a severity shows in grey print too."""

LINE = 15
"""Points that a line of text takes."""

_RIGHT = {"align": "right", "indent": 1}

_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "text": {"num_format": "@"},
    "lines": {"num_format": "@", "text_wrap": True},
    "digits": {"num_format": "@", **_RIGHT},
    "quoted": {"num_format": "@", "quote_prefix": True},
    "number": _RIGHT,
    "long": {"num_format": "0", **_RIGHT},
    "percent": {"num_format": "0%", **_RIGHT},
    "percents": {"num_format": "0.00%", **_RIGHT},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"},
    "time": {"num_format": "hh:mm:ss", "align": "left"},
    "duration": {"num_format": "[h]:mm:ss"},
    "added": {"text_wrap": True},
    "kind": {"align": "center", "bold": True},
    "head": {"bold": True, "bg_color": _HEAD, "bottom": 2, "bottom_color": _SOFT},
    "head-added": {"bold": True, "bg_color": "#00594F", "font_color": "#FFFFFF", "bottom": 2},
    "title": {"font_size": 18, "bold": True},
    "verdict": {"font_size": 14, "bold": True},
    "part": {"font_size": 12, "bold": True, "bottom": 2, "bottom_color": "#00594F"},
    "note": {"font_color": _SOFT},
    "said": {"text_wrap": True, "bottom": 1, "bottom_color": _LINE},
    "label": {"text_wrap": True, "bottom": 1, "bottom_color": _LINE, "font_color": _SOFT},
    "count": {"num_format": "#,##0", "bottom": 1, "bottom_color": _LINE, "align": "center"},
    "link": {"font_color": "#00594F", "underline": 1, "bottom": 1, "bottom_color": _LINE},
    "tag": {"align": "center", "bold": True, "bottom": 1, "bottom_color": _LINE},
    "column": {"bold": True, "font_color": _SOFT, "bottom": 2, "bottom_color": _LINE},
}
_IN_DATA = frozenset(
    {"plain", "text", "lines", "digits", "quoted", "number", "long", "percent", "percents"}
    | {"day", "moment", "time", "duration", "head"}
)


class Styles:
    """Gives the formats of one workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, look: str, tone: str = "") -> Any:
        """Return the format of a look, coloured where a severity is given."""
        key = (look, tone)
        if key not in self._made:
            options = {**_BASE, **_LOOKS[look], **_TONES.get(tone, {})}
            if tone and look in _IN_DATA:
                options |= {"border": _BORDERS[tone], "border_color": _TONES[tone]["font_color"]}
            self._made[key] = self._workbook.add_format(options)
        return self._made[key]
