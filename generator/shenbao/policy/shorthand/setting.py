"""What a document is read in: its file, the rest of the notice, where mistakes go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.policy.files.reader import Problems
from shenbao.policy.model import CodeList
from shenbao.policy.shorthand.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One form or table of a notice.

    ``notice`` is its ``notice.json`` in full form. ``find_list`` knows ``@tracks`` and
    ``@topics`` too.
    """

    file: Path
    notice: Mapping[str, Any]
    find_list: Callable[[str], CodeList | None]
    problems: Problems
    parameters: Parameters

    @property
    def form(self) -> str:
        """The id of the form or table, which its file says."""
        return self.file.name.removesuffix(".schema.json")

    @property
    def track(self) -> str | None:
        """The track of a form that serves one only."""
        tracks = [
            track["id"]
            for programme in self.notice["programmes"]
            for track in programme["tracks"]
            if track["form"] == self.form
        ]
        return tracks[0] if len(tracks) == 1 else None
