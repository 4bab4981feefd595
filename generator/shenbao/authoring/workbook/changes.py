"""What an import writes into the folder: only what the workbook changed, all of it or nothing."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shenbao.authoring.workbook.files.clause_blocks import blocks
from shenbao.authoring.workbook.files.folder import Contents, NoticeFolder, digest, same, text_of
from shenbao.authoring.workbook.xlsx.contract import Made
from shenbao.core.artifacts import renewed, replace_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Files to write with their texts, and to remove.

    ``kept`` were changed in the folder since the workbook was made, and not in the workbook;
    ``conflicts`` in both.
    """

    write: Mapping[str, str]
    remove: tuple[str, ...]
    kept: tuple[str, ...]
    conflicts: tuple[str, ...]


def changes(
    current: NoticeFolder, wanted: Contents, made: Made | None, *, overwrite: bool = False
) -> Changes:
    """Return what becomes of each file; ``made`` says what the workbook was made from.

    With ``overwrite`` the workbook takes the place of what changed in both.
    """
    write: dict[str, str] = {}
    remove: list[str] = []
    kept: list[str] = []
    conflicts: list[str] = []
    known = {} if made is None else made.digests
    for name in sorted({*current.contents, *wanted}):
        here, there = current.contents.get(name), wanted.get(name)
        if same(here, there):
            continue
        newer = bool(current.contents) and known.get(name) != (here and digest(here))
        untouched = newer and known.get(name) == (there and digest(there))
        if untouched or (there is None and made is None):
            kept.append(name)
        elif newer and not overwrite and not (made is None and here is None):
            conflicts.append(name)
        elif there is None:
            remove.append(name)
        else:
            write[name] = text_of(name, there, current.texts.get(name))
    return Changes(write=write, remove=tuple(remove), kept=tuple(kept), conflicts=tuple(conflicts))


def digests_after(changed: Changes, wanted: Contents, made: Made | None) -> dict[str, str]:
    """Return the digests of what workbook and folder had in common last, after the changes.

    That of a file which was kept is the old one: the workbook does not know what it is now.
    """
    known = {} if made is None else made.digests
    old = {name: known[name] for name in changed.kept if name in known}
    new = {name: digest(content) for name, content in wanted.items() if name not in changed.kept}
    return old | new


def apply(changed: Changes, folder: Path) -> None:
    """Write the changes: each file, or none, is as it shall be afterwards."""
    contents = {name: text.encode() for name, text in changed.write.items()}
    if not contents and not changed.remove:
        return
    if len(contents) == 1 and not changed.remove and folder.is_dir():
        ((name, content),) = contents.items()
        replace_file(Path(os.path.realpath(folder / name)), content)
        return
    with renewed(folder) as beside:
        if folder.is_dir():
            shutil.copytree(folder, beside, symlinks=True, dirs_exist_ok=True)
        for name, content in contents.items():
            replace_file(beside / name, content)
        for name in changed.remove:
            (beside / name).unlink()


def item_on(name: str, text: str, line: int) -> int:
    """Return which block of ``clauses.md`` or record of a list stands on a line; -1 for none."""
    if name.endswith(".md"):
        last = 0
        for number, block in enumerate(blocks(text)):
            last += block.text.count("\n")
            if line <= last:
                return number
        return -1
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    number = -1
    for record in reader:
        number += any(record)
        if reader.line_num >= line:
            return number
    return -1
