"""The policy folder of a notice as a workbook: written from it, and taken over into it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.app.notices.check import CheckRequest, check
from shenbao.app.policy_source import own_folder, policy_folder
from shenbao.authoring.scaffold.answers import notice_id
from shenbao.authoring.workbook import changes as planned
from shenbao.authoring.workbook.files.folder import (
    NOTICE,
    NoticeFolder,
    digest,
    read_folder,
    same,
    shared_definitions,
)
from shenbao.authoring.workbook.files.last_import import LastImport
from shenbao.authoring.workbook.rows.contents import ReadContents, contents_of
from shenbao.authoring.workbook.rows.mistakes import CellPlace, Mistake, WorkbookError
from shenbao.authoring.workbook.rows.offers import offers_of
from shenbao.authoring.workbook.rows.tables import as_read, mark_of, tables_of
from shenbao.authoring.workbook.xlsx.contract import Made
from shenbao.authoring.workbook.xlsx.read import read_workbook, reasons
from shenbao.authoring.workbook.xlsx.write import used_columns, workbook_of
from shenbao.core import messages, resources
from shenbao.core.errors import Problem, ShenbaoError
from shenbao.core.messages.values import many
from shenbao.core.paths import unescaped
from shenbao.media.reading.reader_findings import UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookRequest:
    """Which notice becomes a workbook.

    Without ``root`` the policy folder is the nearest one at or above the working directory.
    """

    notice: str
    root: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWorkbook:
    """A workbook: its bytes, its notice, and how many rows each of its sheets has."""

    notice: str
    content: bytes
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """Which workbook is taken over into which policy folder.

    ``overwrite`` lets it take the place of what changed in the folder since it was made.
    """

    workbook: Path
    root: Path | None = None
    overwrite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedWorkbook:
    """What an import did: files by their paths in the folder of the notice.

    ``kept`` were changed in the folder and not in the workbook. ``problems`` are what is wrong in
    the notice now, each with its place in the workbook where it came from there.
    """

    notice: str
    folder: Path
    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[tuple[Problem, CellPlace | None], ...]


def export_workbook(request: WorkbookRequest) -> PolicyWorkbook:
    """Make the workbook of a notice.

    Raises ShenbaoError where there is no such notice, or something in it fits no cell;
    PolicyError for files that are no JSON, CSV or text.
    """
    schemas = policy_folder(request.root) / "schemas"
    folder = schemas / request.notice
    if not request.notice or not (folder / NOTICE).is_file():
        known = sorted(file.parent.name for file in schemas.glob(f"*/{NOTICE}"))
        near = difflib.get_close_matches(request.notice, known, 3) or known
        raise ShenbaoError("policybook-no-notice", found=request.notice, allowed=many(near, 8))
    contents = read_folder(folder).contents
    tables = tables_of(contents)
    back = contents_of(as_read(tables)).contents
    lost = [name for name in contents if not same(contents[name], back.get(name))]
    if lost:
        raise ShenbaoError("policybook-not-exact", files=many(lost, 8))
    made = Made(
        notice=request.notice,
        digests={name: digest(content) for name, content in contents.items()},
        used={mark_of(table): used_columns(table) for table in tables if table.rows},
    )
    notice = contents[NOTICE]
    title = notice.get("short_title") if isinstance(notice, Mapping) else None
    common = schemas / "common"
    if not common.is_dir():
        common = resources.home() / "schemas" / "common"
    shared = sorted(file.stem for file in (common / "lists").glob("*.json"))
    return PolicyWorkbook(
        notice=request.notice,
        content=workbook_of(
            tables,
            made,
            str(title or request.notice),
            offers_of(contents, tables, shared, shared_definitions(common)),
        ),
        rows={mark_of(table): len(table.rows) for table in tables},
    )


def import_workbook(request: ImportRequest) -> ImportedWorkbook:
    """Take a workbook over into its folder, all of it or nothing, and check the notice.

    Raises WorkbookError with every mistake in the workbook, ShenbaoError for a file that is no
    policy workbook, and where it would undo what changed in the folder since it was made.
    """
    try:
        book = read_workbook(request.workbook)
    except UnreadableError as error:
        told = reasons(error, messages.DEFAULT)
        raise ShenbaoError(
            "policybook-unreadable", file=str(request.workbook), reasons=told
        ) from error
    read = contents_of(book.sheets)
    mistakes = [*book.mistakes, *read.mistakes]
    if mistakes:
        raise WorkbookError(mistakes)
    name = _notice(read, book.made, request.workbook)
    root = _root(request.root)
    folder = root / "schemas" / name
    current = read_folder(folder) if folder.is_dir() else NoticeFolder(contents={}, texts={})
    own = book.made if book.made is not None and book.made.notice == name else None
    last = LastImport(
        kept=root / "build" / "workbooks" / f"{name}.json",
        workbook=request.workbook,
        made={} if book.made is None else book.made.digests,
        saved_by=book.saved_by,
    )
    left = last.read({name: digest(content) for name, content in read.contents.items()})
    if left is not None:
        own = Made(notice=name, digests=left, used={})
    plan = planned.changes(current, read.contents, own, overwrite=request.overwrite)
    if plan.conflicts:
        raise ShenbaoError(
            "policybook-conflict", folder=str(folder), files=many(plan.conflicts, 12)
        )
    planned.apply(plan, folder)
    if plan.write or plan.remove:
        last.write(planned.digests_after(plan, read.contents, own))
    texts = {**current.texts, **plan.write}
    problems = check(CheckRequest(root=root, notice=name)).problems
    return ImportedWorkbook(
        notice=name,
        folder=folder,
        written=tuple(plan.write),
        removed=plan.remove,
        kept=plan.kept,
        problems=tuple((problem, _place(problem, name, read, texts)) for problem in problems),
    )


def _notice(read: ReadContents, made: Made | None, workbook: Path) -> str:
    """Return the id that the workbook gives its notice, else that of the one it was made from."""
    document = read.contents.get(NOTICE)
    found = document.get("id") if isinstance(document, Mapping) else None
    if found is None and document is not None and made is not None:
        found = made.notice
    place = read.place(NOTICE, ("id",)) or CellPlace(sheet=str(workbook))
    if not isinstance(found, str) or not found:
        raise WorkbookError([Mistake(place=place, message="policybook-no-id")])
    return notice_id(found)


def _root(root: Path | None) -> Path:
    """Return the policy folder, which need not have a notice yet."""
    if root is None:
        return own_folder(None)
    if not root.is_dir():
        raise ShenbaoError("authoring-no-folder", folder=str(root))
    if resources.is_bundled(root):
        raise ShenbaoError("cli-update-bundled")
    return root


def _place(
    problem: Problem, notice: str, read: ReadContents, texts: Mapping[str, str]
) -> CellPlace | None:
    """Return where in the workbook that stands which a problem is about."""
    name = problem.file.removeprefix(f"schemas/{notice}/")
    if not name.endswith(".json") and name in texts and problem.line:
        item = planned.item_on(name, texts[name], problem.line)
        return read.item_place(name, item, _lacking(problem))
    steps = _steps(read.contents.get(name), problem.pointer)
    lacking = problem.args.get("key") if problem.message == "dialect-missing-key" else None
    return read.place(name, (*steps, lacking) if isinstance(lacking, str) else steps)


def _lacking(problem: Problem) -> str:
    """Return the column that a clause leaves empty, empty where it is something else."""
    if problem.message == "clause-attribute":
        return str(problem.args["name"])
    return "gist" if problem.message == "clause-gist" else ""


def _steps(content: Any, pointer: str) -> tuple[str | int, ...]:
    """Return the way that a JSON Pointer goes in a file, numbers in lists as numbers."""
    steps: list[str | int] = []
    for part in pointer.split("/")[1:]:
        step = unescaped(part)
        number = isinstance(content, Sequence) and not isinstance(content, str) and step.isdecimal()
        steps.append(int(step) if number else step)
        try:
            content = content[int(step) if number else step]
        except (KeyError, IndexError, TypeError):
            content = None
    return tuple(steps)
