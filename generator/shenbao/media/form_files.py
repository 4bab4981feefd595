"""The forms as files to fill in: Word, Excel and PDF; made once, kept until something changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from shenbao.core import resources
from shenbao.core.artifacts import Artifact, replace_file
from shenbao.core.messages.values import Said, said
from shenbao.core.nets import workers
from shenbao.forms import required_rows, urls
from shenbao.media.pdf.write import document as pdf
from shenbao.policy.model import Form, FormOrTable, Notice, Table

OF_FORMS = ("docx", "xlsx", "pdf")
OF_TABLES = ("xlsx",)
"""A table is filled in as a workbook; its CSV stands in the data package."""

_MOST_ON_PAGE = 300
"""A table that carries more rows before anybody fills it in is no page but a workbook."""

_LIBRARIES = ("fonttools", "segno", "uharfbuzz", "weasyprint", "xlsxwriter")
_FEW = 3
_SOURCES = ("media", "forms", "core/messages", "policy/form_identity.py", "policy/model")

Writer: TypeAlias = Callable[[Notice, FormOrTable], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A file to make, with the name under which it is kept."""

    notice: Notice
    home: FormOrTable
    medium: str
    kept: str


def media(home: FormOrTable) -> tuple[str, ...]:
    """Return the kinds of file that the site offers for a form or table beside the page."""
    return OF_FORMS if isinstance(home, Form) else OF_TABLES


def makers(notice: Notice) -> dict[str, Callable[[], bytes]]:
    """Return what makes each of a notice's forms as a file to fill in, by the path on the site."""
    return {
        urls.fillable(notice, home.id, medium): partial(_make, notice, home, medium)
        for home in notice.homes
        for medium in media(home)
    }


def on_page(notice: Notice, home: FormOrTable) -> bool:
    """Say whether the site offers a form or table as a page to fill in."""
    return (
        not isinstance(home, Table)
        or len(required_rows.template_rows(notice, home)) <= _MOST_ON_PAGE
    )


def documents(
    notices: Sequence[Notice], kept: Path, log: Callable[[Said], None]
) -> Iterator[Artifact]:
    """Yield the empty forms of all notices, with their paths on the site.

    ``kept`` is a folder where files stay that were made from the same policy by the same
    program; what is no longer wanted leaves it. ``log`` is told how many are made anew, and
    why there are no PDF forms on a machine that cannot make them.
    """
    program = _program()
    obstacle = pdf.why_unavailable()
    if obstacle is not None:
        log(said("site-no-pdf", reason=said(obstacle.message, **obstacle.details)))
    wanted = [
        _Wanted(notice=notice, home=home, medium=medium, kept=f"{state}-{home.id}.{medium}")
        for notice in notices
        for state in (hashlib.sha256((program + repr(notice)).encode()).hexdigest()[:32],)
        for home in notice.homes
        for medium in media(home)
        if medium != "pdf" or obstacle is None
    ]
    missing = [item for item in wanted if not (kept / item.kept).is_file()]
    if missing:
        log(said("site-making-forms", count=len(missing)))
    for item, content in zip(missing, _made(missing), strict=True):
        replace_file(kept / item.kept, content)
    names = {item.kept for item in wanted}
    for file in kept.iterdir() if kept.is_dir() else ():
        if file.name not in names:
            file.unlink()
    for item in wanted:
        path = urls.fillable(item.notice, item.home.id, item.medium)
        yield Artifact(path, (kept / item.kept).read_bytes())


def _made(missing: Sequence[_Wanted]) -> Iterator[bytes]:
    processes = min(len(missing), os.cpu_count() or 1)
    if processes < 2 or len(missing) <= _FEW:  # noqa: PLR2004 - one process is none
        yield from map(_make_wanted, missing)
        return
    with workers(processes) as pool:
        yield from pool.map(_make_wanted, missing)


def _make_wanted(item: _Wanted) -> bytes:
    return _make(item.notice, item.home, item.medium)


def _make(notice: Notice, home: FormOrTable, medium: str) -> bytes:
    return _writers()[medium](notice, home)


def _writers() -> Mapping[str, Writer]:
    from shenbao.media.excel.write.workbook import excel_form
    from shenbao.media.pdf.write.document import pdf_form
    from shenbao.media.word.write.document import word_form

    return {
        "docx": lambda notice, home: word_form(notice, home).content,
        "pdf": lambda notice, home: pdf_form(notice, home).content,
        "xlsx": lambda notice, home: excel_form(notice, home).content,
    }


def _program() -> str:
    """Return a digest of what makes the files: our code and templates, and the libraries."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    files = [file for part in _SOURCES for file in _files(package / part)]
    for file in [*files, *_files(resources.templates("paper"))]:
        digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(version(library).encode())
    return digest.hexdigest()


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(file for file in place.rglob("*") if file.suffix in _KINDS)


_KINDS = frozenset({".py", ".ftl", ".css", ".j2", ".txt"})
