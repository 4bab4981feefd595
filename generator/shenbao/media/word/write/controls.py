"""Content controls (ECMA-376-1, 17.5.2): where somebody types or chooses, each with its place.

A control stands inside a line (LibreOffice loses those around paragraphs) and tells its place
three times: as ``w:tag``, which Word keeps; in the path of a data binding, which LibreOffice
keeps; and by the label beside it. The binding names a store that the file does not have: what
is shown is the only truth. A real store would win over what is shown, in Word and in
LibreOffice alike, although neither LibreOffice nor WPS keeps all of it up to date. Text
controls are plain controls without ``w:text``, which LibreOffice 7.4 writes three times over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import quoteattr

from shenbao.media.word.contract import (
    BLANK,
    CHOOSE,
    DATE,
    LONGEST_TAG,
    TICKED,
    UNTICKED,
    binding,
    short_tag,
)
from shenbao.media.word.write.xml import attribute, run, xml_text
from shenbao.policy.form_identity import NAMESPACE

STORE = "{5B0E9B1C-7D1A-4E1B-9C7E-53484E42414F}"
_LONGEST_ITEM = 250
_LOCKS = {
    (False, False): '<w:lock w:val="sdtLocked"/>',
    (False, True): '<w:lock w:val="sdtContentLocked"/>',
    (True, False): "",
    (True, True): '<w:lock w:val="contentLocked"/>',
}
"""By whether it stands in a row, and whether its value is fixed."""

_BINDING = (
    f"<w:dataBinding w:prefixMappings=\"xmlns:s='{NAMESPACE}'\" "
    f'w:xpath={{path}} w:storeItemID="{STORE}"/>'
)


@dataclass(slots=True)
class Controls:
    """Makes the controls of one document and remembers what its own part must say.

    ``places`` are the tags that were too long, with the places they stand for; ``unticked``
    the boxes whose empty state is an answer, because the data said no.
    """

    places: dict[str, str] = field(default_factory=dict)
    unticked: list[str] = field(default_factory=list)
    _count: int = 0

    def text(self, place: str, title: str, shown: str, *, hint: str = BLANK) -> str:
        """Return a control for text; ``hint`` stands there while nothing is filled in."""
        return self._control(place, title, "", shown, hint)

    def day(self, place: str, title: str, shown: str, *, hint: str = DATE) -> str:
        """Return a control with a calendar."""
        try:
            full = f' w:fullDate="{date.fromisoformat(shown).isoformat()}T00:00:00Z"'
        except ValueError:
            full = ""
        kind = (
            f'<w:date{full}><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="zh-CN"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
        return self._control(place, title, kind, shown, hint)

    def choice(
        self,
        place: str,
        title: str,
        shown: str,
        texts: Iterable[str],
        *,
        free: bool,
        hint: str = BLANK,
    ) -> str:
        """Return a list to choose from; ``free`` also takes typed text."""
        name = "comboBox" if free else "dropDownList"
        return self._control(place, title, f"<w:{name}>{_items(texts)}</w:{name}>", shown, hint)

    def tick(self, place: str, title: str, *, ticked: bool) -> str:
        """Return a box to tick."""
        kind = (
            f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
            '<w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox>'
        )
        return self._control(place, title, kind, TICKED if ticked else UNTICKED, "", look="Tick")

    def locked(self, place: str, title: str, shown: str, *, hint: str = BLANK) -> str:
        """Return a value that stands there and cannot be changed."""
        return self._control(place, title, "", shown, hint, locked=True)

    def repeating(self, pointer: str, title: str, rows: Iterable[str]) -> str:
        """Return rows that Word can repeat as a whole."""
        items = "".join(
            f'<w:sdt><w:sdtPr><w:id w:val="{self._next()}"/><w15:repeatingSectionItem/></w:sdtPr>'
            f"<w:sdtContent>{row}</w:sdtContent></w:sdt>"
            for row in rows
        )
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={attribute(title)}/>"
            f'<w:tag w:val={quoteattr(self._tag(pointer))}/><w:id w:val="{self._next()}"/>'
            f"<w15:repeatingSection/></w:sdtPr><w:sdtContent>{items}</w:sdtContent></w:sdt>"
        )

    def _control(  # noqa: PLR0913 - the properties of one element
        self,
        place: str,
        title: str,
        kind: str,
        shown: str,
        hint: str,
        *,
        locked: bool = False,
        look: str = "",
    ) -> str:
        """Return the element. In a row it can be deleted: Word could not delete the row else."""
        text = xml_text(shown)
        in_row = any(step.isdecimal() for step in place.split("/"))
        lock = _LOCKS[in_row, locked]
        path = _BINDING.replace("{path}", quoteattr(binding(place)))
        waiting = "" if text.strip() else "<w:showingPlcHdr/>"
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={attribute(title)}/>"
            f"<w:tag w:val={quoteattr(self._tag(place))}/>"
            f'<w:id w:val="{self._next()}"/>{lock}{waiting}{path}{kind}</w:sdtPr>'
            f"<w:sdtContent>{run(text, look) if text.strip() else run(hint, 'Waiting')}"
            "</w:sdtContent></w:sdt>"
        )

    def _tag(self, place: str) -> str:
        """Return the place itself, or a short name that the document's own part explains."""
        if len(place) <= LONGEST_TAG:
            return place
        tag = short_tag(len(self.places) + 1)
        self.places[tag] = place
        return tag

    def _next(self) -> int:
        self._count += 1
        return 100_000 + self._count


def _items(texts: Iterable[str]) -> str:
    """Return the items of a list; Word refuses two alike."""
    items = dict.fromkeys(text[:_LONGEST_ITEM] for text in texts)
    first = f"<w:listItem w:value={attribute(CHOOSE)}/>"
    return first + "".join(
        f"<w:listItem w:displayText={attribute(text)} w:value={attribute(text)}/>" for text in items
    )
