"""What a kind of rule is: the keys that it takes, what it says, how it is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shenbao.core.messages.values import Value
from shenbao.policy.shorthand.kinds.ask import Ask
from shenbao.policy.shorthand.kinds.fields import Target
from shenbao.policy.shorthand.kinds.trial import Trial


@dataclass(frozen=True, slots=True)
class Step:
    """What must hold: an expression, the words for where it does not.

    ``shown`` are the words that the author's own message may show as ``{name}``; ``case`` is
    the label of the code that the step is for. ``severity`` is set where it is not the rule's.
    """

    assertion: str
    words: Value
    shown: Mapping[str, Value] = field(default_factory=dict)
    case: str = ""


def where_given(*targets: Target) -> str:
    """Return the expression that says that those of the fields are filled in that need not be."""
    parts = dict.fromkeys(part for target in targets for part in target.lacking)
    return " && ".join(f"has({part})" for part in parts)


def _where_subject_given(ask: Ask) -> str:
    """Return where the field is filled in: only there a rule on the field itself is asked."""
    return where_given(ask.subject)


def always(_ask: Ask) -> str:
    """Ask even where nothing is filled in: that is an answer."""
    return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule.

    ``needs`` are the keys without which nothing is said, ``any_of`` those of which one must be
    there, ``allows`` the others. ``write`` gives the steps, ``when`` the expression of where they
    are asked (empty for everywhere); ``trials`` gives what the rule is
    tried with on the data of a sound submission, and raises LookupError, TypeError or ValueError
    for data that lack what it varies.
    """

    write: Callable[[Ask], Iterable[Step]]
    trials: Callable[[Ask, Any], Iterable[Trial]]
    needs: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()
    when: Callable[[Ask], str] = _where_subject_given

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that belong to this kind."""
        return (*self.needs, *self.any_of, *self.allows)
