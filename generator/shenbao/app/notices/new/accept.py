"""What a person took of the candidates, written into a notice: all of it or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.compare.confirming import still_meant, with_confirmations
from shenbao.authoring.edition.confirm import confirmed
from shenbao.authoring.review.accept import accepted
from shenbao.authoring.review.review_list import ListError, ReviewRow, read_list, written
from shenbao.core.artifacts import Artifact, locked, replace_file, write
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say
from shenbao.core.messages.values import said

if TYPE_CHECKING:
    from shenbao.policy.model import Notice

_PARTS = ("lists/*", "forms/*", "tables/*", "examples/*/*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What was written into a notice: how many candidates, how many are still open."""

    taken: int
    open: int
    files: tuple[str, ...]


def accept(folder: Path, listed: Path) -> Accepted:
    """Write the candidates that a list says are taken into the notice in ``folder``.

    Raises ListError with every row that does not fit, PolicyError where the notice would not be
    sound: nothing is written then; ShenbaoError where there is no such notice, and while another
    accepts into it.
    """
    if not folder.is_dir():
        raise ShenbaoError("authoring-accept-nothing", folder=str(folder))
    try:
        with locked(folder):
            return _accept(folder, listed)
    except ShenbaoError as error:
        if error.message != "output-locked":
            raise
        raise ShenbaoError("authoring-accept-twice", folder=str(folder)) from error


def _accept(folder: Path, listed: Path) -> Accepted:
    from shenbao.policy.load.folder import load_notice

    rows, language = read_list(listed)
    carried = [row for row in rows if row.decision == "taken" and row.kind == "carried"]
    taken = [row for row in rows if row.decision == "taken" and row.kind != "carried"]
    notice = load_notice(folder)
    clauses = {clause.id for clause in notice.clauses}
    strange = [row for row in taken if row.clause not in clauses]
    wrong = [said("authoring-row-clause", row=row.row, found=row.clause) for row in strange]
    kept, unkept = confirmed(_json_files(folder), carried)
    ours = {artifact.path: artifact.content for artifact in kept}
    written_before = ours.get("notice.json") or (folder / "notice.json").read_bytes()
    document = json.loads(written_before.decode("utf-8-sig"))
    text = folder / notice.sources[0].file
    source = text.read_text("utf-8") if text.is_file() else ""
    own = (file for part in _PARTS for file in folder.glob(part) if file.is_file())
    known = {file.relative_to(folder).as_posix(): file.read_bytes() for file in own} | ours
    done, made, unfit = accepted(document, source, known, taken)
    if wrong or unfit or unkept:
        told = sorted([*wrong, *unfit, *unkept], key=lambda each: int(str(dict(each.args)["row"])))
        raise ListError(str(listed), told)
    content = json.dumps(done, ensure_ascii=False, indent=2) + "\n"
    files = (*made, Artifact.text("notice.json", content)) if taken else ()
    files = tuple({item.path: item for item in (*kept, *files)}.values())
    with tempfile.TemporaryDirectory(prefix=".shenbao-", dir=folder.parent.parent) as beside:
        copy = Path(beside) / "schemas" / folder.name
        shutil.copytree(folder, copy)
        write(files, copy)
        files = _with_kept(files, folder, load_notice(copy), carried)
        write(files, copy)
        load_notice(copy)
    changed = write(files, folder).changed
    now = [replace(row, decision="done") if row.decision == "taken" else row for row in rows]
    replace_file(listed, written(now, language))
    left = sum(row.decision == "open" for row in now)
    return Accepted(taken=len(taken) + len(carried), open=left, files=changed)


def _with_kept(
    files: Sequence[Artifact], folder: Path, notice: Notice, carried: Sequence[ReviewRow]
) -> tuple[Artifact, ...]:
    """Return the files, the notice with what is the same as last year and was taken so."""
    from shenbao.policy.load.folder import load_notice

    named = notice.edition.earlier
    before = None if named is None else folder.parent / named[0]
    if before is None or not carried or not (before / "notice.json").is_file():
        return tuple(files)
    compared = {(row.value, row.clause) for row in carried}
    reason = say("authoring-kept-reason")
    entries = still_meant(load_notice(before), notice, compared, reason)
    if not entries:
        return tuple(files)
    own = {item.path: item for item in files}
    text = own["notice.json"].content if "notice.json" in own else None
    text = text or (folder / "notice.json").read_bytes()
    own["notice.json"] = Artifact.text(
        "notice.json", with_confirmations(text.decode("utf-8-sig"), entries)
    )
    return tuple(own.values())


def _json_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a notice that say what it asks for, by their paths."""
    files = [folder / "notice.json"]
    for part in ("forms", "tables", "lists"):
        files += sorted((folder / part).glob("*.json"))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
