"""What the last import of a workbook left in the folder.

A workbook that was imported is corrected and imported again: the folder has changed since it was
made, but nobody else changed it. A copy under another path is another person's.
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
    """Where it is kept, and which workbook is meant: its path, and what it was made from."""

    kept: Path
    workbook: Path
    made: Mapping[str, str]

    def read(self) -> dict[str, str] | None:
        """Return the digests of the files as this workbook left them, None if it was not last."""
        try:
            found: Any = json.loads(self.kept.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        digests = found.get("digests") if isinstance(found, dict) else None
        if not isinstance(digests, dict) or found != {**self._own(), "digests": digests}:
            return None
        return {str(name): str(told) for name, told in digests.items()}

    def write(self, digests: Mapping[str, str]) -> None:
        """Keep them. Where that cannot be, the next import asks which of the two counts."""
        content = json.dumps({**self._own(), "digests": {**digests}}, ensure_ascii=False, indent=2)
        with contextlib.suppress(OSError):
            self.kept.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.kept, content.encode())

    def _own(self) -> dict[str, str]:
        made = json.dumps(self.made, sort_keys=True).encode()
        return {
            "workbook": str(self.workbook.resolve()),
            "made": hashlib.sha256(made).hexdigest(),
        }
