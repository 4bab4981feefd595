"""Fingerprints of what was filled in, in files and on paper, held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.policy_source import Policy, UnreadError
from shenbao.core.errors import ShenbaoError

if TYPE_CHECKING:
    from shenbao.core.submission import Printed, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A fingerprint: of the content of a file, or (``on_paper``) of a copy that is only paper.

    ``form`` is the short name of its form, ``on_paper`` are pages, from one. ``printed`` are
    those that stand on the pages of a file that has content too.
    """

    file: str
    form: str
    fingerprint: str
    on_paper: tuple[int, ...] = ()
    printed: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprints:
    """The fingerprints that were found, and why other files have none."""

    found: tuple[Fingerprint, ...]
    unread: tuple[ShenbaoError, ...]

    @property
    def same(self) -> bool:
        """All are one, or there is none."""
        return len({item.fingerprint for item in self.found}) <= 1


def fingerprints(paths: Sequence[Path], schema: str | None, policy: Policy) -> Fingerprints:
    """Return the fingerprints of files and folders; ``schema`` names their form."""
    found: list[Fingerprint] = []
    unread: list[ShenbaoError] = []
    for path in paths:
        for submission in _read(policy, path, schema, unread):
            try:
                found += _of(policy, submission, schema)
            except ShenbaoError as error:
                unread.append(error)
    return Fingerprints(found=tuple(found), unread=tuple(unread))


def _read(
    policy: Policy, path: Path, schema: str | None, unread: list[ShenbaoError]
) -> Iterator[Submission]:
    """Yield what may have a fingerprint at a path; of a folder what is no data is passed over."""
    try:
        found = list(policy.read([path], schema))
    except ShenbaoError as error:
        unread.append(error)
        return
    whole = path.is_dir()
    yield from (item for item in found if item.data is not None or item.findings or not whole)


def _of(policy: Policy, submission: Submission, schema: str | None) -> Iterator[Fingerprint]:
    """Yield the fingerprints of a submission; raises ShenbaoError where it has none."""
    from shenbao.policy.form_identity import fingerprint as of_content

    file = submission.file
    if submission.data is None and submission.printed:
        for item in submission.printed:
            form = item.form or submission.schema or ""
            yield Fingerprint(
                file=file, form=form, fingerprint=item.fingerprint, on_paper=item.pages
            )
        return
    if submission.data is None:
        policy.loaded.require(submission.schema)
        raise UnreadError(submission)
    home = policy.home(schema or submission.schema, file)
    own = of_content(home, submission.data)
    yield Fingerprint(file=file, form=home.ref, fingerprint=own, printed=submission.printed)
