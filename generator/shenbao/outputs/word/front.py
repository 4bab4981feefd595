"""What stands around the sections of a form: cover, filling notes, opinions and seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from shenbao.outputs.html_form_view import Node
from shenbao.outputs.paper.wording import words_of
from shenbao.outputs.site.facts import chinese_day, moment_words
from shenbao.outputs.word.cells import Cells
from shenbao.outputs.word.xml import cell, millimetres, paragraph, row, run, table
from shenbao.policy.model import Absent, Field, Form, Notice

COVER = "@cover"
"""Behind a place: the cover shows the value again; the section's own control counts."""

_COVER_LABEL = millimetres(45)
_COVER_VALUE = millimetres(88)
_COVER_LINE = millimetres(13)
_NUMBER_BOX = (millimetres(18), millimetres(40))
_BOX = millimetres(52)
_ON_COVER = ("project_title", "lead_unit", "hospital", "alliance", "leader", "leader_phone")
_OWN_TITLE = frozenset({"leader", "leader_phone"})
_ID_NUMBER = ("身份证号", "证件号")


def cover(cells: Cells, nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the cover: number box, titles, who applies, seal and date."""
    form, notice = cells.form, cells.notice
    if form.purpose == "application":
        yield _number_box()
    yield paragraph(run(notice.short_title), "CoverNotice")
    yield paragraph(run(form.title), "CoverTitle")
    if form.basis != "source":
        yield paragraph(run(words_of("word-form-not-official")), "CoverNote")
    yield paragraph("", "CoverSpace")
    lines = [_line(words_of("word-form-programme"), run(text)) for text in _programmes(cells)]
    lines += [_line(_cover_title(field), _again(cells, field, nodes)) for field in _shown(form)]
    unit = words_of("word-form-seal-of-unit" if form.purpose == "application" else "word-form-seal")
    lines.append(_line(unit, ""))
    lines.append(_line(words_of("word-form-date"), run(words_of("word-form-date-blank"))))
    yield table(lines, (_COVER_LABEL, _COVER_VALUE), lines=False)
    issuer = notice.issuer
    if not isinstance(issuer, Absent) and isinstance(notice.issued, date):
        told = words_of(
            "word-form-after",
            issuer=str(issuer),
            title=notice.title,
            day=str(chinese_day(notice.issued)),
        )
        yield paragraph(run(told), "CoverFoot")


def _number_box() -> str:
    label, room = _NUMBER_BOX
    number = cell(paragraph(run(words_of("word-form-file-number")), "Label"), label)
    return table([row([number, cell(paragraph("", "Value"), room)])], _NUMBER_BOX, align="right")


def _line(title: str, content: str) -> str:
    label = cell(paragraph(run(title), "CoverLabel"), _COVER_LABEL)
    return row([label, cell(paragraph(content, "CoverLine"), _COVER_VALUE)], height=_COVER_LINE)


def _shown(form: Form) -> Iterator[Field]:
    for role in _ON_COVER:
        field = form.field_with_role(role)
        if field is not None and "/*" not in field.pointer and "const" not in field.schema:
            yield field


def _cover_title(field: Field) -> str:
    known = field.role in _OWN_TITLE
    return (
        words_of(f"word-form-cover-{str(field.role).replace('_', '-')}") if known else field.title
    )


def _again(cells: Cells, field: Field, nodes: Sequence[Node]) -> str:
    node = next(node for node in _every(nodes) if node.pointer == field.pointer)
    shown = cells.values.text(node, field.pointer)
    return cells.controls.text(f"{field.pointer}{COVER}", _cover_title(field), shown)


def _every(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _every(node.children)


def _programmes(cells: Cells) -> Iterator[str]:
    tracks = cells.notice.tracks_of(cells.form.id)
    for programme in dict.fromkeys(programme for programme, _ in tracks):
        names = [track.title for item, track in tracks if item == programme]
        several = len(programme.tracks) > 1
        yield programme.title + (f"（{'、'.join(names)}）" if several else "")


def notes(cells: Cells, *, computed: bool) -> Iterator[str]:
    """Yield the filling notes."""
    yield paragraph(run(words_of("word-form-notes")), "NotesTitle", new_page=True)
    for number, text in enumerate(_notes(cells.notice, cells.form, computed=computed), 1):
        yield paragraph(run(f"{number}. {text}"), "Note")


def _notes(notice: Notice, form: Form, *, computed: bool) -> Iterator[str]:
    if form.description:
        yield form.description
    yield words_of("word-form-note-marks")
    yield words_of("word-form-note-typing")
    if any(node.kind == "array" for node in form.fields()):
        yield words_of("word-form-note-rows")
    if computed:
        yield words_of("word-form-note-computed")
    titles = [node.title + node.description for node in form.fields()]
    if not any(word in title for title in titles for word in _ID_NUMBER):
        yield words_of("word-form-note-no-id")
    if form.purpose == "application":
        for deadline in notice.deadlines:
            yield words_of("word-form-note-deadline", what=deadline.what, at=moment_words(deadline))
        for item in notice.handing_in:
            yield words_of("word-form-note-handing-in", what=item.what, how=item.how)
    yield words_of("word-form-note-fingerprint")


def seals(cells: Cells, width: int) -> Iterator[str]:
    """Yield the boxes for signatures, opinions and seals."""
    form = cells.form
    own_page = form.purpose == "application"
    yield paragraph(run(words_of("word-form-seals")), "Heading1", keep=True, new_page=own_page)
    yield paragraph(run(words_of("word-form-seals-note")), "Hint", keep=True)
    boxes = ["word-form-box-filler", "word-form-box-unit"]
    if form.purpose == "application":
        boxes = ["word-form-box-leader", "word-form-box-unit-opinion"]
        if any(node.role == "members" for node in form.fields()):
            boxes.append("word-form-box-partners")
    half = width // 2
    if form.purpose != "application":
        yield table([row([_box(words_of(box), half) for box in boxes], height=_BOX)], (half, half))
        return
    yield table([row([_box(words_of(box), width)], height=_BOX) for box in boxes], (width,))


def _box(title: str, width: int) -> str:
    day = paragraph(run(words_of("word-form-date-blank")), "BoxDate")
    sign = paragraph(run(words_of("word-form-sign")), "BoxSign")
    return cell(paragraph(run(title), "BoxTitle") + sign + day, width, top=True)


def table_head(cells: Cells) -> Iterator[str]:
    """Yield what stands over a table that is handed in by itself: its title and who fills it."""
    form = cells.form
    yield paragraph(run(form.title), "TableTitle")
    if form.basis != "source":
        yield paragraph(run(words_of("word-form-not-official")), "CoverNote")
    if form.description:
        yield paragraph(run(form.description), "Hint")
    yield paragraph(run(words_of("word-form-note-marks")), "Hint")
    yield paragraph(run(words_of("word-form-filled-by")), "Note")


def left_over(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield what the form has no place for, so that nothing of the data is lost."""
    if pairs:
        yield paragraph(run(words_of("word-form-left")), "Heading1", keep=True)
        for place, text in pairs:
            yield paragraph(run(f"{place}：{text}"), "Note")
