"""What looks forgotten is confirmed: an entry of ``confirmed`` in the new version, with the reason.

The rest of the file stays as it is, character by character.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.compare.sides import opened
from shenbao.core.artifacts import locked, replace_file
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import many, said
from shenbao.policy.files.json_edit import edited
from shenbao.policy.files.reader import unseen_in

if TYPE_CHECKING:
    from shenbao.changes.model import Change
    from shenbao.policy.model import Notice

_DAY = len("2025-11-15")
_LONGEST = 500
"""So many characters has a reason at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRequest:
    """Which of what looks forgotten between two versions is meant, and why.

    ``numbers`` are the first digits of fingerprints, as reports show them.
    """

    old: str
    new: str
    numbers: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """How many entries were written, and into which file."""

    count: int
    file: str


def confirm(request: ConfirmRequest) -> Confirmed:
    """Write the confirmations into ``notice.json`` of the new version; all of them or nothing.

    Raises ShenbaoError where a number names nothing that can be confirmed, no reason is given or
    the new version is no folder; PolicyError where it has mistakes.
    """
    from shenbao.changes.notices.compare import compare_notices
    from shenbao.changes.telling.told import is_open

    reason = request.reason.strip()
    if not request.numbers:
        raise ShenbaoError("compare-accept-nothing")
    if not reason:
        raise ShenbaoError("compare-accept-reason")
    if len(reason) > _LONGEST:
        raise ShenbaoError("compare-accept-long", found=len(reason), limit=_LONGEST)
    if sign := unseen_in(reason):
        raise ShenbaoError("compare-accept-sign", found=sign)
    folder = Path(request.new)
    folder = folder.parent if folder.name == "notice.json" else folder
    if not (folder / "notice.json").is_file():
        raise ShenbaoError("compare-accept-folder", found=request.new)
    with locked(folder), opened(request.old, request.new) as (old, new):
        if old.notice is None or new.notice is None:
            raise ShenbaoError("compare-accept-folder", found=request.new)
        changes = [one for one in compare_notices(old.notice, new.notice) if is_open(one)]
        chosen = [_chosen(changes, number) for number in dict.fromkeys(request.numbers)]
        entries = [entry_of(change, reason) for change in dict.fromkeys(chosen)]
        file = folder / "notice.json"
        text = with_confirmations(file.read_bytes().decode("utf-8"), entries)
        _require_sound(folder, text)
        replace_file(file, text.encode("utf-8"))
    return Confirmed(count=len(entries), file=str(file))


def _chosen(changes: Sequence[Change], number: str) -> Change:
    found = [one for one in changes if one.fingerprint.startswith(number.strip().casefold())]
    if len(found) != 1 or not number.strip():
        known = many((one.fingerprint[:8] for one in changes), 8)
        raise ShenbaoError(
            "compare-accept-number", found=number, known=known or said("compare-accept-none")
        )
    return found[0]


def still_meant(
    old: Notice, new: Notice, compared: Collection[tuple[str, str]], reason: str
) -> tuple[dict[str, str], ...]:
    """Return the confirmations of values that stayed and that a person held against the new text.

    ``compared`` are those values, each with its clause; of a moment the day counts.
    """
    from shenbao.changes.notices.compare import compare_notices

    stayed = [one for one in compare_notices(old, new) if one.kind == "value-unchanged"]
    entries = [entry_of(change, reason) for change in stayed]
    return tuple(
        entry
        for entry in entries
        if any(
            clause == entry.get("clause", "") and entry["value"] in {value, value[:_DAY]}
            for value, clause in compared
        )
    )


def entry_of(change: Change, reason: str) -> dict[str, str]:
    """Return the entry of ``confirmed`` that says that a change is meant."""
    from shenbao.core.messages import words

    named = {name: words(change.values.get(name) or "") for name in ("value", "clause")}
    return {**{name: text for name, text in named.items() if text}, "reason": reason}


def with_confirmations(text: str, entries: Sequence[dict[str, str]]) -> str:
    """Return the text of a notice with more confirmations, and nothing else changed."""
    document = json.loads(text.removeprefix("\ufeff"))
    return edited(text, {**document, "confirmed": [*document.get("confirmed", ()), *entries]})


def _require_sound(folder: Path, text: str) -> None:
    """Raise PolicyError where the notice would not be sound with this text."""
    from shenbao.policy.load.folder import load_notice
    from shenbao.policy.loaded import SHARED

    with tempfile.TemporaryDirectory(prefix="shenbao-confirm-") as temporary:
        copy = Path(temporary) / "schemas" / folder.absolute().name
        shutil.copytree(folder, copy)
        if (folder.absolute().parent / SHARED).is_dir():
            shutil.copytree(folder.absolute().parent / SHARED, copy.parent / SHARED)
        (copy / "notice.json").write_text(text, "utf-8")
        load_notice(copy)
