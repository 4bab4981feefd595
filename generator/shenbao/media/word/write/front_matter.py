"""Cover, filling notes, opinions and seals, drawn as Word has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shenbao.forms import front_matter
from shenbao.forms.view import Node
from shenbao.forms.wording import words_of
from shenbao.media.word.contract import cover_name, left_line
from shenbao.media.word.write.cells import Cells
from shenbao.media.word.write.xml import cell, millimetres, paragraph, row, run, table

_MANNER = front_matter.Manner(
    typing=("word-form-note-typing",),
    rows="word-form-note-rows",
    last=("paper-note-fingerprint",),
)
_COVER_LABEL = millimetres(45)
_COVER_VALUE = millimetres(88)
_COVER_LINE = millimetres(13)
_NUMBER_BOX = (millimetres(18), millimetres(40))
_BOX = millimetres(52)


def cover(cells: Cells, nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the cover: number box, titles, who applies, seal and date."""
    said = front_matter.cover(cells.notice, cells.form)
    yield from _outdated(said.outdated)
    if said.number:
        yield _number_box()
    yield paragraph(run(said.notice), "CoverNotice")
    yield paragraph(run(said.title), "CoverTitle")
    if said.note:
        yield paragraph(run(said.note), "CoverNote")
    yield paragraph("", "CoverSpace")
    lines = [_line(line.title, _content(cells, line, nodes)) for line in said.lines]
    yield table(lines, (_COVER_LABEL, _COVER_VALUE), lines=False)
    if said.foot:
        yield paragraph(run(said.foot), "CoverFoot")


def _outdated(text: str) -> Iterator[str]:
    """Yield the frame that says why nobody should fill in the form any more."""
    if text:
        yield paragraph(run(text), "Outdated")


def _number_box() -> str:
    label, room = _NUMBER_BOX
    number = cell(paragraph(run(words_of("paper-file-number")), "Label"), label)
    return table([row([number, cell(paragraph("", "Value"), room)])], _NUMBER_BOX, align="right")


def _line(title: str, content: str) -> str:
    label = cell(paragraph(run(title), "CoverLabel"), _COVER_LABEL)
    return row([label, cell(paragraph(content, "CoverLine"), _COVER_VALUE)], height=_COVER_LINE)


def _content(cells: Cells, line: front_matter.Line, nodes: Sequence[Node]) -> str:
    if not line.pointer:
        return run(line.text) if line.text else ""
    node = next(node for node in _every(nodes) if node.pointer == line.pointer)
    shown = cells.values.text(node, line.pointer)
    return cells.controls.text(cover_name(line.pointer), line.title, shown)


def _every(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _every(node.children)


def notes(cells: Cells) -> Iterator[str]:
    """Yield the filling notes."""
    yield paragraph(run(words_of("paper-notes")), "NotesTitle", new_page=True)
    for number, text in enumerate(front_matter.notes(cells.notice, cells.form, _MANNER), 1):
        yield paragraph(run(f"{number}. {text}"), "Note")


def seals(cells: Cells, width: int) -> Iterator[str]:
    """Yield the boxes for signatures, opinions and seals."""
    own_page = front_matter.applies(cells.form)
    yield paragraph(run(words_of("paper-seals")), "Heading1", keep=True, new_page=own_page)
    yield paragraph(run(words_of("paper-seals-note")), "Hint", keep=True)
    lines = front_matter.seals(cells.form)
    each = width // max(map(len, lines))
    boxes = [row([_box(title, each) for title in line], height=_BOX) for line in lines]
    yield table(boxes, (each,) * max(map(len, lines)))


def _box(title: str, width: int) -> str:
    day = paragraph(run(words_of("paper-date-blank")), "BoxDate")
    sign = paragraph(run(words_of("paper-sign")), "BoxSign")
    return cell(paragraph(run(title), "BoxTitle") + sign + day, width, top=True)


def table_head(cells: Cells) -> Iterator[str]:
    """Yield what stands over a table handed in by itself: notice, title, who fills it in."""
    form = cells.form
    yield from _outdated(front_matter.outdated(cells.notice))
    yield paragraph(run(cells.notice.short_title), "TableNotice")
    yield paragraph(run(form.title), "TableTitle")
    unofficial = front_matter.unofficial(form)
    if unofficial:
        yield paragraph(run(unofficial), "CoverNote")
    if form.description:
        yield paragraph(run(form.description), "Hint")
    yield paragraph(run(words_of("paper-note-marks")), "Hint")
    yield paragraph(run(words_of("paper-filled-by")), "Note")


def left_over(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield what the form has no place for, so that nothing of the data is lost."""
    if pairs:
        yield paragraph(run(words_of("paper-left")), "Heading1", keep=True)
        for place, text in pairs:
            yield paragraph(run(left_line(place, text)), "Note")
