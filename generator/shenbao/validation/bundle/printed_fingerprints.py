"""What stands on paper against what stands in files: fingerprints of the same run.

A printed or scanned copy agrees with a file of the same fingerprint. A form that was filled in
after it was made still carries the fingerprint of that time on its pages; that is noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shenbao.core.findings import Finding, Where
from shenbao.core.messages.values import Value, many, said
from shenbao.core.submission import Printed, Submission
from shenbao.policy.form_identity import fingerprint
from shenbao.policy.model import FormOrTable, Severity
from shenbao.policy.names import short_name
from shenbao.validation.form_index import LONGEST

PAPER = ".pdf"
"""The kind of file that may be nothing but paper."""

_NAMED = 3


@dataclass(slots=True)
class Papers:
    """Remembers what stands on paper and in files.

    ``expected``: among the files may be one that is paper. Else the data of a file are needed
    only where a fingerprint stands in it.
    """

    expected: bool
    _papers: list[Submission] = field(default_factory=list)
    _files: list[tuple[Submission, FormOrTable]] = field(default_factory=list)

    def paper(self, submission: Submission) -> None:
        """Take a copy of which only the fingerprint is known."""
        self._papers.append(submission)

    def file(self, submission: Submission, home: FormOrTable) -> None:
        """Take a submission with its data."""
        if self.expected or submission.printed:
            self._files.append((submission, home))

    def findings(self) -> Iterator[Finding]:
        """Yield what is told of every fingerprint on paper; infos are notes."""
        stale = [item for item in self._files if item[0].printed]
        if not self._papers and not stale:
            return
        wanted = self._files if self._papers else stale
        marks = {id(item): fingerprint(home, item.data) for item, home in wanted}
        for submission, _ in stale:
            yield from _stale(submission, marks[id(submission)])
        known = [(item.file, home.ref, marks[id(item)]) for item, home in wanted]
        for paper in self._papers:
            for told in paper.printed:
                yield _held(paper, told, known)


def _stale(submission: Submission, own: str) -> Iterator[Finding]:
    for told in submission.printed:
        if told.fingerprint != own:
            args: dict[str, Value] = {"print": told.fingerprint, "own": own}
            yield _finding("printed.stale", "info", submission, told, args)


def _held(paper: Submission, told: Printed, known: Sequence[tuple[str, str, str]]) -> Finding:
    """Return what a fingerprint on paper says of the files beside it."""
    args: dict[str, Value] = {"print": told.fingerprint}
    same = [file for file, _, mark in known if mark == told.fingerprint]
    if same:
        return _finding(
            "printed.agrees", "info", paper, told, {**args, "files": many(same, _NAMED)}
        )
    form = short_name(told.form or paper.schema or "")
    others = [
        said("beside", name=file, value=mark)
        for file, ref, mark in known
        if ref == form or not form
    ]
    if others:
        return _finding(
            "printed.differs", "review", paper, told, {**args, "files": many(others, _NAMED)}
        )
    return _finding("printed.alone", "error", paper, told, args)


def _finding(
    rule: str, severity: Severity, submission: Submission, told: Printed, args: dict[str, Value]
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        verdict="fail",
        where=Where(file=submission.file),
        message=f"check-{rule.replace('.', '-')}",
        args={**args, "pages": many(map(str, told.pages), longest=LONGEST)},
        basis="toolkit",
    )
