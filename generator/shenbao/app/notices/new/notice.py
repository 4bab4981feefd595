"""A new notice in a policy folder: made whole beside its place, looked at, then put there."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from shenbao.authoring.review.review_list import NAME, review_list
from shenbao.authoring.scaffold.answers import Answers, checked
from shenbao.authoring.scaffold.editor_files import editor_files
from shenbao.authoring.scaffold.notice_folder import notice_folder
from shenbao.authoring.source.text import read_source
from shenbao.authoring.source_notice import ReadSource, source_of
from shenbao.core import messages, resources
from shenbao.core.artifacts import Artifact, replace_file, write
from shenbao.core.errors import ShenbaoError
from shenbao.media.inputs.input_discovery import printable
from shenbao.policy.loaded import SHARED


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """What a new notice is made from, and where it goes.

    Without ``root`` it is the nearest folder at or above the working directory that has
    ``schemas``, else the working directory. ``source`` is the file of the notice; ``language`` is
    that of the list of candidates.
    """

    answers: Answers
    root: Path | None = None
    source: ReadSource | None = None
    language: str = messages.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """Where the notice stands now, and the files beside it that were made with it."""

    folder: Path
    files: tuple[str, ...]
    beside: tuple[str, ...]


def new_place(root: Path | None, identity: str) -> Path:
    """Return the folder that a new notice is going to have.

    Raises ShenbaoError where something stands there, and where the policy folder is no folder
    or the installed package's own.
    """
    try:
        folder = root or resources.own_policy() or Path.cwd()
    except FileNotFoundError as error:
        raise ShenbaoError("cli-no-working-directory") from error
    if not folder.is_dir():
        raise ShenbaoError("authoring-no-folder", folder=str(folder))
    if resources.is_bundled(folder):
        raise ShenbaoError("cli-update-bundled")
    place = folder / "schemas" / identity
    if os.path.lexists(place):
        raise ShenbaoError("authoring-exists", folder=str(place))
    return place


def new(request: NewRequest) -> NewNotice:
    """Make a new notice. Raises ShenbaoError where its folder is there already: it is left alone.

    The folder appears whole or not at all, and sound.
    """
    answers = checked(request.answers)
    place = new_place(request.root, answers.id)
    folder = place.parent.parent
    beside = _missing(folder, editor_files())
    source = request.source
    files = [*notice_folder(answers, source.given if source is not None else None)]
    if source is not None:
        files.append(Artifact(NAME, review_list(source.candidates, request.language)))
    try:
        for artifact in beside:
            replace_file(folder / artifact.path, artifact.content)
        put(files, place)
    except OSError:
        _take_back(folder, beside)
        raise
    return NewNotice(
        folder=place,
        files=tuple(artifact.path for artifact in files),
        beside=tuple(artifact.path for artifact in beside),
    )


def read(path: Path, *, convert_old: bool = False) -> ReadSource:
    """Read the file of a notice: its clauses, and the candidates in them.

    Raises ShenbaoError for what is no readable text, MissingExtraError for a PDF without the
    extra ``scan``.
    """
    return source_of(read_source(path, convert_old=convert_old), printable(path))


def put(files: Iterable[Artifact], place: Path) -> None:
    """Write the folder of a notice, sound and whole. Raises PolicyError where it is not sound.

    Raises ShenbaoError where something stands in its place meanwhile.
    """
    from shenbao.policy.load.folder import load_notice

    root = place.parent.parent
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".shenbao-", dir=root) as beside:
        made = Path(beside) / "schemas" / place.name
        write(files, made)
        common = place.parent / SHARED
        if common.is_dir():
            shutil.copytree(common, made.parent / SHARED)
        load_notice(made)
        if os.path.lexists(place):
            raise ShenbaoError("authoring-exists", folder=str(place))
        try:
            made.rename(place)
        except FileExistsError as error:
            raise ShenbaoError("authoring-exists", folder=str(place)) from error


def _take_back(folder: Path, files: Iterable[Artifact]) -> None:
    """Remove files that were written on a disk that is full: half a dialect would stay half."""
    for artifact in files:
        (folder / artifact.path).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            (folder / artifact.path).parent.rmdir()


def _missing(folder: Path, files: Iterable[Artifact]) -> list[Artifact]:
    """Return the files that are not there; of a folder with a dialect of its own no other."""
    own = (folder / "schemas" / "dialect").is_dir()
    return [
        artifact
        for artifact in files
        if not os.path.lexists(folder / artifact.path)
        and not (own and artifact.path.startswith("schemas/dialect/"))
    ]
