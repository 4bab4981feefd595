"""What the last import of a workbook left in the folder.

A workbook that was imported is corrected and imported again: the folder has changed since it was
made, but nobody else changed it. A copy under another path is another person's; so is one that
another saved, and, where a program keeps no name, one that takes back what was imported.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.core.artifacts import replace_file


@dataclass(frozen=True, slots=True, kw_only=True)
class LastImport:
    """Where it is kept, and which workbook is meant: its path, what it was made from, who saved it.

    ``made`` are the digests of the files that it was made from, ``saved_by`` is empty where its
    program keeps no name.
    """

    kept: Path
    workbook: Path
    made: Mapping[str, str]
    saved_by: str

    def read(self, wanted: Mapping[str, str]) -> dict[str, str] | None:
        """Return the digests of the files as this workbook left them, None if it was not last.

        ``wanted`` are the digests of the files that it asks for now.
        """
        try:
            found: Any = json.loads(self.kept.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        digests = found.get("digests") if isinstance(found, dict) else None
        by = found.pop("by", None) if isinstance(found, dict) else None
        if not isinstance(digests, dict) or found != {**self._own(), "digests": digests}:
            return None
        left = {str(name): str(told) for name, told in digests.items()}
        if by and self._by:
            return left if by == self._by else None
        return None if self._takes_back(left, wanted) else left

    def write(self, digests: Mapping[str, str]) -> None:
        """Keep them. Where that cannot be, the next import asks which of the two counts."""
        told = {**self._own(), "by": self._by, "digests": {**digests}}
        content = json.dumps(told, ensure_ascii=False, indent=2)
        with contextlib.suppress(OSError):
            self.kept.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.kept, content.encode())

    def _takes_back(self, left: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
        """Say whether a file that the last import changed is as it was when this was made."""
        return any(
            left.get(name) != wanted.get(name) == self.made.get(name)
            for name in {*left, *self.made}
        )

    @property
    def _by(self) -> str:
        """A name nobody reads: only whether it is the same one matters."""
        name = self.saved_by.encode()
        return hashlib.sha256(name).hexdigest() if name else ""

    def _own(self) -> dict[str, str]:
        made = json.dumps(self.made, sort_keys=True).encode()
        return {
            "workbook": str(self.workbook.resolve()),
            "made": hashlib.sha256(made).hexdigest(),
        }
