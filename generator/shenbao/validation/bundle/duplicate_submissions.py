"""The same content handed in as several kinds of file: Word and PDF of one application.

Each is checked; together they count once. The same content in two files of one kind counts
twice: nobody asks for that, so it is a mistake that the quotas should show.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import PurePath

from shenbao.core.findings import Finding
from shenbao.core.submission import Submission
from shenbao.policy.form_identity import content_of
from shenbao.policy.model import FormOrTable


class Copies:
    """Remembers the content of the files so far, each with the kinds that it came in.

    ``kinds`` are those of all files, with their dots; where there is one, none is a copy.
    """

    def __init__(self, kinds: Collection[str]) -> None:
        self._several = len(kinds) > 1
        self._seen: dict[tuple[str, bytes], dict[str, str]] = {}

    def earlier(self, submission: Submission, home: FormOrTable) -> str | None:
        """Return the file of another kind that said the same, None for what counts."""
        if not self._several:
            return None
        content = content_of(home, submission.data)
        text = json.dumps(content, sort_keys=True)
        digest = hashlib.sha256(text.encode("ascii")).digest()
        kinds = self._seen.setdefault((home.ref, digest), {})
        kind = kind_of(submission.file)
        if kind in kinds or not kinds:
            kinds.setdefault(kind, submission.file)
            return None
        kinds[kind] = submission.file
        return next(iter(kinds.values()))


def kind_of(file: str) -> str:
    """Return the kind of a file by its name."""
    return PurePath(file).suffix.casefold()


def remark(submission: Submission, earlier: str) -> Finding:
    """Return the note that a file counts together with an earlier one."""
    return Finding(
        rule="file.same-content",
        severity="info",
        verdict="fail",
        where=submission.where(""),
        message="check-same-content",
        args={"file": earlier},
        basis="toolkit",
    )
