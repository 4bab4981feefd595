"""Loading notices for those who use them: from their compiled form where no byte has changed.

What reads and checks the files of a folder is loaded only where that has to be done.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import partial
from pathlib import Path

from shenbao.core.errors import ShenbaoError
from shenbao.policy.compiled import store
from shenbao.policy.compiled.shelf import Shelf
from shenbao.policy.compiled.sources import content_digest, within
from shenbao.policy.loaded import Loaded
from shenbao.policy.model import Notice


def load_sound(
    root: Path,
    *,
    lists: Path | None = None,
    memory: MutableMapping[str, Notice] | None = None,
) -> Loaded:
    """Return what ``policy.load.folder.load_sound`` returns, and raise what it raises.

    With supplied lists every notice is loaded from its folder: names of persons are not kept.
    ``memory`` is as of ``load_notice``.
    """
    from shenbao.policy.load import folder as folders

    if lists is not None:
        return folders.load_sound(root, lists=lists)
    return folders.load_sound(root, load=partial(load_notice, memory=memory))


def load_asked(root: Path, *, lists: Path | None = None) -> Loaded:
    """Return the same notices, of which each is loaded when somebody asks for it.

    Of the unsound it knows those that somebody asked for; what a notice says of others is not
    looked into. Raises PolicyError for mistakes in the names of supplied ``lists``, ShenbaoError
    where there is no notice or no such folder.
    """
    if lists is None:
        shelf = Shelf(root, load_notice)
    else:
        from shenbao.policy.load import folder as folders
        from shenbao.policy.load.code_lists import with_supplied

        if not lists.is_dir():
            raise ShenbaoError("policy-no-lists", folder=str(lists))
        shelf = Shelf(root, partial(folders.load_notice, lists=lists), load_notice)
        known = shelf.lists()
        if not shelf.unsound:
            folders.require_supplied(lists, root, with_supplied(lists, known))
    return Loaded(notices=shelf, unsound=shelf.unsound)


def load_notice(folder: Path, memory: MutableMapping[str, Notice] | None = None) -> Notice:
    """Return the notice in ``folder``; raises PolicyError with every mistake found.

    ``memory`` holds notices by the digests of what they are made of: a process that loads them
    again and again looks there first.
    """
    memory = {} if memory is None else memory
    digest = content_digest(folder)
    found = None if digest is None else memory.get(digest) or store.find(digest)
    if digest is not None and found is not None:
        memory[digest] = found
        return found
    from shenbao.policy.load import folder as folders

    notice, files = folders.load_traced(folder)
    # What was loaded is what the digest says only if nobody changed it meanwhile.
    if digest is not None and within(files, folder) and content_digest(folder) == digest:
        store.keep(digest, notice)
        memory[digest] = notice
    return notice


def compile_bundled(root: Path, target: Path) -> None:
    """Write the notices below ``root/schemas`` in compiled form into ``target``.

    Raises UnsoundError where one has mistakes.
    """
    from shenbao.policy.load import folder as folders

    for notice in folders.load_notices(root):
        digest = content_digest(root / "schemas" / notice.id)
        if digest is not None:
            store.write_bundled(target, digest, notice)
