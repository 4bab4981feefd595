"""Names of sheets that Excel takes, and addresses that lead into them."""

from __future__ import annotations

from itertools import count
from pathlib import PurePosixPath, PureWindowsPath

from shenbao.core.spreadsheet import cell_name
from shenbao.reports.terminal_text import terminal_safe
from shenbao.reports.workbook.source import SourceSheet
from shenbao.reports.workbook.values import harmless

_LONGEST = 31
"""UTF-16 units in the name of a sheet."""

_FORBIDDEN = str.maketrans("[]:*?/\\", "（）：＊？／＼")
_RESERVED = "history"


class SheetNames:
    """Gives every sheet a name like the wanted one: short, without Excel's marks, each once."""

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def new(self, wanted: str) -> str:
        """Return a name that is not taken yet."""
        plain = " ".join(terminal_safe(wanted).translate(_FORBIDDEN).split()).strip("'") or "1"
        for number in count(1):
            suffix = f"（{number}）" if number > 1 else ""
            name = harmless(plain, _LONGEST - len(suffix)) + suffix
            if name.casefold() not in self._taken:
                break
        self._taken.add(name.casefold())
        return name


def wanted(source: SourceSheet) -> str:
    """Return what the sheet of a source should be called: like its own, else like its file."""
    if source.sheet is not None:
        return source.sheet
    name = PureWindowsPath(source.file).name if "\\" in source.file else source.file
    return PurePosixPath(name).stem


def address(name: str, row: int, column: int) -> str:
    """Return the link to a cell, counted from zero."""
    quoted = name.replace("'", "''")
    return f"internal:'{quoted}'!{cell_name(row, column)}"
