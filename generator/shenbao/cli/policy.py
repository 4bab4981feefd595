"""The notices, loaded when somebody needs them: a table alone is checked without any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.cli.common import policy_folder

if TYPE_CHECKING:
    from shenbao.policy.load import Loaded
    from shenbao.policy.model import Notice


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Which notices hold, with which lists and readings of unclear clauses."""

    root: Path | None
    lists: Path | None
    readings: Mapping[str, str]

    @property
    def asked_for(self) -> bool:
        """Somebody chose the policy: whether the choice is right is said in any case."""
        return bool(self.root or self.lists or self.readings)

    @cached_property
    def loaded(self) -> Loaded:
        """What was loaded; raises ShenbaoError where nothing is sound."""
        from shenbao.policy.load import load_sound

        loaded = load_sound(policy_folder(self.root), lists=self.lists)
        loaded.require()
        return loaded

    @property
    def notices(self) -> Sequence[Notice]:
        """The sound notices; raises ShenbaoError where there is none."""
        return self.loaded.notices
