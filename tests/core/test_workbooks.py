"""Workbooks that a library opens: what it fails with, and which part a sheet is."""

from __future__ import annotations

import pytest

from shenbao.core.engines.ports import LockedError
from shenbao.core.guards import markup
from shenbao.core.guards.workbooks import LOCKED, by_library, sheet_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class RefusedError(Exception):
    """What a room says of a workbook."""


class PanicError(BaseException):
    """What native code raises where it gives up: no ``Exception``."""


@pytest.mark.parametrize(
    ("raised", "told"),
    [(LockedError(), LOCKED), (ValueError(), "ValueError"), (PanicError(), "PanicError")],
)
def test_whatever_the_library_fails_with_is_a_refusal(raised: BaseException, told: str) -> None:
    with pytest.raises(RefusedError, match=f"^{told}$"), by_library(RefusedError, RefusedError):
        raise raised


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), MemoryError(), RefusedError("large")])
def test_what_is_no_fault_of_the_library_passes(raised: BaseException) -> None:
    with pytest.raises(type(raised)) as caught, by_library(RefusedError, RefusedError):
        raise raised
    assert caught.value is raised


def test_a_sheet_is_the_part_that_the_workbook_names() -> None:
    book = markup.parse(
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
        '<sheet name="人员" r:id="a"/><sheet name="设备" r:id="b"/>'
        '<sheet name="人员" r:id="b"/><sheet name="失联" r:id="c"/>'
        "</sheets></workbook>".encode()
    )
    related = markup.parse(
        b'<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/>'
        b'<Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>'
    )

    found = sheet_parts(book, related, "xl")

    assert found == {
        "人员": "xl/worksheets/sheet1.xml",
        "设备": "xl/worksheets/sheet2.xml",
        "失联": "",
    }
