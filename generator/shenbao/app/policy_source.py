"""The notices, loaded when somebody needs them: a table alone is checked without any.

A mistake in one notice stops only what is asked of that one. What is asked of the others is
done, and it is said which notices were left aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.core import messages, resources
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import many, said

if TYPE_CHECKING:
    from shenbao.core.submission import Submission
    from shenbao.policy.loaded import Loaded
    from shenbao.policy.model import FormOrTable, Notice

_SHOWN = 8
"""So many names are offered where none is like the one that was given."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Which notices hold, with which lists and readings of unclear clauses.

    They stand in a folder (``root``, ``lists``), or somebody loaded them already (``given``).
    """

    root: Path | None = None
    lists: Path | None = None
    given: Sequence[Notice] | None = None
    readings: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked_for(self) -> bool:
        """Somebody chose the policy: whether the choice is right is said in any case."""
        return bool(self.root or self.lists or self.readings)

    @cached_property
    def loaded(self) -> Loaded:
        """What was loaded; raises ShenbaoError where nothing is sound."""
        from shenbao.policy.compiled.load import load_sound
        from shenbao.policy.loaded import Loaded

        if self.given is not None:
            return Loaded(notices=self.given, unsound={})
        loaded = load_sound(policy_folder(self.root), lists=self.lists)
        loaded.require()
        return loaded

    @cached_property
    def asked(self) -> Loaded:
        """The same, but each notice is loaded when it is asked for.

        Of the unsound it knows those that were asked for; whether one is sound at all is said
        by its ``require``.
        """
        from shenbao.policy.compiled.load import load_asked

        if self.given is not None:
            return self.loaded
        return load_asked(policy_folder(self.root), lists=self.lists)

    @property
    def notices(self) -> Sequence[Notice]:
        """The sound notices; raises ShenbaoError where there is none."""
        return self.loaded.notices

    def require(self, *names: str | None) -> tuple[str, ...]:
        """Return the notices that are left aside; UnsoundError where a name asks for one."""
        for name in names:
            self.loaded.require(name)
        return tuple(self.loaded.unsound)

    def home(self, name: str | None, shown: str) -> FormOrTable:
        """Return a form or table by its name; ``shown`` stands for a name that is not given.

        Raises UnsoundError where its notice has mistakes, ShenbaoError where there is none.
        """
        from shenbao.policy.names import resolve

        self.loaded.require(name)
        home = resolve(self.notices, name) if name else None
        if home is None:
            raise ShenbaoError("cli-form-unknown", found=name or shown, near=self._near(name or ""))
        return home

    def _near(self, wanted: str) -> str:
        from shenbao.policy.names import near, refs

        return ", ".join(near(self.notices, wanted) or refs(self.notices)[:_SHOWN])

    def read(
        self, paths: Sequence[Path], schema: str | None = None, *, convert_old: bool = False
    ) -> Iterator[Submission]:
        """Read what was filled in; a file of an unsound notice has no data and says so."""
        from shenbao.media import inputs
        from shenbao.media.inputs.readers import of_unsound

        read = inputs.read(paths, self.notices, schema=schema, convert_old=convert_old)
        return (of_unsound(item, self.loaded.unsound) for item in read)


class UnreadError(ShenbaoError):
    """A file has no data that could be used; ``submission`` says why, in its reader's words."""

    def __init__(self, submission: Submission) -> None:
        super().__init__("cli-form-unread", file=submission.file)
        self.submission = submission

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return which file, and why."""
        reasons = why_unread(self.submission, language)
        return messages.say(self.message, {**self.details, "reasons": reasons}, language)


def why_unread(submission: Submission, language: str) -> str:
    """Return why a submission has no data, in the reader's own words."""
    from shenbao.reports.finding_text import message

    told = (message(item, language) for item in (*submission.findings, *submission.notes))
    reasons = many(told, joint="semicolon")
    return messages.words(reasons or said("cli-form-unread-empty"), language)


def policy_folder(root: Path | None) -> Path:
    """Return the folder that holds ``schemas/``.

    Raises ShenbaoError where the working directory, which is searched, is no longer there.
    """
    try:
        return resources.policy_root(root)
    except FileNotFoundError as error:
        raise ShenbaoError("cli-no-working-directory") from error


def own_folder(root: Path | None) -> Path:
    """Return the policy folder of somebody who works on notices.

    Raises ShenbaoError for a folder without any part of a notice: those of the program are not
    what was asked for.
    """
    from shenbao.policy.loaded import notice_folders

    try:
        folder = root if root is not None else resources.own_policy()
        here = Path.cwd()
    except FileNotFoundError as error:
        raise ShenbaoError("cli-no-working-directory") from error
    if folder is None:
        raise ShenbaoError("cli-no-policy", folder=str(here))
    if not notice_folders(folder):
        raise ShenbaoError("policy-no-notice", folder=str(folder / "schemas"))
    return folder
