"""The next edition of a notice in a policy folder: made from the older one, put there whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.new.notice import new_place, put
from shenbao.authoring.edition.clauses import unmatched
from shenbao.authoring.edition.folder import next_edition
from shenbao.authoring.review.review_list import NAME, written
from shenbao.authoring.scaffold.answers import Answers, checked
from shenbao.core import messages
from shenbao.core.artifacts import Artifact
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import alike
from shenbao.policy.loaded import notice_folders

if TYPE_CHECKING:
    from shenbao.authoring.edition.clauses import NextClause
    from shenbao.authoring.source_notice import ReadSource

_LARGEST = 64 * 1024 * 1024
"""Bytes of the files of a notice together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRequest:
    """Which edition of which notice: ``answers`` have its id and, where they are known, its facts.

    ``source`` is the file of the new text; ``root`` and ``language`` are as for a new notice.
    """

    answers: Answers
    old: str
    root: Path | None = None
    source: ReadSource | None = None
    language: str = messages.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    """Where the edition stands now, and how its clauses came out.

    ``lost`` are clauses of the older edition whose words the new text does not have, ``added``
    those of the new text that the older edition does not have. ``values`` counts what is to be
    confirmed; ``skipped`` are files that were not taken.
    """

    folder: Path
    review: Path
    clauses: int
    lost: tuple[NextClause, ...]
    added: tuple[NextClause, ...]
    values: int
    skipped: tuple[str, ...]


def new_edition(request: EditionRequest) -> NewEdition:
    """Make the next edition of a notice.

    Raises ShenbaoError where its folder is there already or there is no older one, PolicyError
    where the older one has mistakes. The folder appears whole or not at all, and sound.
    """
    from shenbao.policy.load.folder import load_notice

    answers = checked(request.answers)
    place = new_place(request.root, answers.id)
    folders = {folder.name: folder for folder in notice_folders(place.parent.parent)}
    if request.old not in folders:
        near = alike(request.old, folders)
        raise ShenbaoError("authoring-edition-of", found=request.old, **near)
    folder = folders[request.old]
    old = load_notice(folder)
    source = request.source.given if request.source is not None else None
    made = next_edition(old, _files(folder), answers, source)
    listed = Artifact(NAME, written(made.rows, request.language))
    put((*made.files, listed), place)
    return NewEdition(
        folder=place,
        review=place / NAME,
        clauses=len(made.clauses),
        lost=tuple(unmatched(made.clauses)) if source is not None else (),
        added=tuple(clause for clause in made.clauses if clause.new),
        values=len(made.rows),
        skipped=made.skipped,
    )


def _files(folder: Path) -> dict[str, bytes]:
    """Return the files of a notice by their paths, without the list of candidates."""
    found: dict[str, bytes] = {}
    room = _LARGEST
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.is_symlink() or file.name == NAME:
            continue
        room -= file.stat().st_size
        if room < 0:
            raise ShenbaoError("authoring-edition-large", folder=str(folder))
        found[file.relative_to(folder).as_posix()] = file.read_bytes()
    return found
