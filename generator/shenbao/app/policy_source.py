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

from shenbao.app.console import console
from shenbao.core import resources
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.core.submission import Submission
    from shenbao.policy.load.folder import Loaded
    from shenbao.policy.model import FormOrTable, Notice

_SHOWN = 8
"""So many names are offered where none is like the one that was given."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Which notices hold, with which lists and readings of unclear clauses."""

    root: Path | None
    lists: Path | None
    readings: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked_for(self) -> bool:
        """Somebody chose the policy: whether the choice is right is said in any case."""
        return bool(self.root or self.lists or self.readings)

    @cached_property
    def loaded(self) -> Loaded:
        """What was loaded; raises ShenbaoError where nothing is sound."""
        from shenbao.policy.load.folder import load_sound

        loaded = load_sound(policy_folder(self.root), lists=self.lists)
        loaded.require()
        return loaded

    @property
    def notices(self) -> Sequence[Notice]:
        """The sound notices; raises ShenbaoError where there is none."""
        return self.loaded.notices

    def open(self, language: str, *names: str | None) -> None:
        """Say which notices are left aside; UnsoundError where a name asks for one of them."""
        for name in names:
            self.loaded.require(name)
        screen = console(stderr=True)
        for notice in self.loaded.unsound:
            said = say("policy-left-aside", {"notice": notice}, language)
            screen.print(said, markup=False, emoji=False, soft_wrap=True)

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
        from shenbao.policy.names import homes, near

        known = [home.ref for home in homes(self.notices)][:_SHOWN]
        return ", ".join(near(self.notices, wanted) or known)

    def read(self, paths: Sequence[Path], schema: str | None = None) -> Iterator[Submission]:
        """Read what was filled in; a file of an unsound notice has no data and says so."""
        from shenbao.media import inputs
        from shenbao.media.inputs.readers import of_unsound

        read = inputs.read(paths, self.notices, schema=schema)
        return (of_unsound(item, self.loaded.unsound) for item in read)

    def unread(self, submission: Submission, language: str) -> ShenbaoError:
        """Return the error for a submission that cannot be used, in the words of its reader.

        Raises UnsoundError where the notice that it names has mistakes.
        """
        self.loaded.require(submission.schema)
        reasons = why_unread(submission, language)
        return ShenbaoError("cli-form-unread", file=submission.file, reasons=reasons)


def why_unread(submission: Submission, language: str) -> str:
    """Return why a submission has no data, in the reader's own words."""
    from shenbao.reports.finding_text import message

    items = (*submission.findings, *submission.notes)
    return "；".join(message(item, language) for item in items) or "-"


def policy_folder(root: Path | None) -> Path:
    """Return the folder that holds ``schemas/``.

    Raises ShenbaoError where the working directory, which is searched, is no longer there.
    """
    try:
        return resources.policy_root(root)
    except FileNotFoundError as error:
        raise ShenbaoError("cli-no-working-directory") from error
