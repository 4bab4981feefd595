"""A form or table as a PDF: to be filled in in a reader, or printed with what is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.core.errors import ShenbaoError
from shenbao.forms import front_matter, required_rows, urls
from shenbao.forms.values import Values
from shenbao.forms.view import sections
from shenbao.forms.wording import Wording
from shenbao.media import qr_code
from shenbao.media.pdf.write import font as pdf_font
from shenbao.media.pdf.write import front_matter as pdf_front
from shenbao.media.pdf.write.entries import Entries
from shenbao.media.pdf.write.fields import finished
from shenbao.media.pdf.write.paper import load_drawing_library, paper
from shenbao.media.pdf.write.view import View
from shenbao.policy.form_identity import fingerprint, identity
from shenbao.policy.model import Form, FormOrTable, Notice, Table


def why_unavailable() -> ShenbaoError | None:
    """Return why this machine cannot make PDF forms: no Chinese font, no drawing library."""
    try:
        pdf_font.font()
        load_drawing_library()
    except ShenbaoError as error:
        return error
    return None


def pdf_form(
    notice: Notice,
    home: FormOrTable,
    data: Mapping[str, Any] | None = None,
    *,
    fillable: bool = True,
) -> Artifact:
    """Return the PDF of a form or table, filled with ``data`` where they are given.

    With ``fillable`` it has fields; without it is a copy to print, laid out by its content,
    that cannot be read back. Data need not be valid: what no field can take stands as text,
    what has no place at all is listed at the end.
    """
    form = home.as_form() if isinstance(home, Table) else home
    if not isinstance(form, Form):
        raise TypeError(home.ref)
    shown = data if data is not None else required_rows.template(notice, home)
    letters = frozenset(_texts(shown))
    font = pdf_font.font(letters)
    values = Values(notice, home, shown)
    cells = Wording(notice=notice, form=form)
    entries = Entries(values=values, font=font, fillable=fillable)
    view = View(cells, entries)
    drawn = tuple(view.section(node) for node in sections(notice, form))
    print_ = fingerprint(home, data) if data is not None else ""
    whole = home.is_table
    title = f"{form.title}（{notice.short_title}）"
    manner = pdf_front.FILLED_IN if fillable else pdf_front.PRINTED
    cover = None if whole else front_matter.cover(notice, form)
    pages = paper(
        {
            "title": title,
            "notice": notice,
            "form": form,
            "ref": home.ref,
            "edition": notice.edition.version,
            "fingerprint": print_,
            "code": qr_code.as_path(f"{home.ref} {print_}") if print_ else None,
            "cover": cover,
            "lines": pdf_front.lines(cover, entries) if cover is not None else (),
            "outdated": front_matter.outdated(notice),
            "unofficial": front_matter.unofficial(form),
            "notes": pdf_front.table_notes(form, manner)
            if whole
            else front_matter.notes(notice, form, manner),
            "sections": drawn,
            "sheet": drawn[0].sheet if whole else "upright",
            "seals": front_matter.seals(form),
            "left": tuple(values.left()),
            "unknown": "、".join(_named(mark) for mark in pdf_font.unknown(letters)),
        },
        home.digest.encode("ascii", "replace"),
    )
    content = finished(pages, entries, title=title, carried=identity(notice, home).entries())
    path = urls.fillable(notice, home.id).removesuffix(".html") + ".pdf"
    return Artifact(path, content)


def _texts(value: Any) -> str:
    """Return every text of the data in one."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "".join(map(_texts, value.values()))
    return "".join(map(_texts, value)) if isinstance(value, list | tuple) else ""


def _named(mark: str) -> str:
    return f"{mark}（U+{ord(mark):04X}）"
