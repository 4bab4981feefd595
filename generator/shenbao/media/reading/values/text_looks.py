"""What the look of a text says: raised and lowered letters, what was struck out or hidden.

The value of a field is plain text, the same in every medium. Raised and lowered characters
become those of Unicode where all of them exist (``10⁹``), else ``^(…)`` and ``_(…)``; what
somebody struck out or hid is left out. Each of it is told where it was met.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Height: TypeAlias = Literal["", "superscript", "subscript"]

Kind: TypeAlias = Literal[
    "raised",
    "capitals",
    "formula",
    "field",
    "numbered",
    "table",
    "ruby",
    "symbol",
    "struck",
    "hidden",
    "deleted",
]
"""What there was besides plain text; each is a rule ``document.text-KIND``."""

DOUBTFUL: frozenset[Kind] = frozenset(("struck", "hidden", "symbol", "field"))
"""What a person has to look at, because something that was there is not in the value."""

_RAISED = dict(zip("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ", strict=True))
_LOWERED = dict(
    zip("0123456789+-=()aeoxhklmnpstijruv", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", strict=True)
)
_DASHES = frozenset("−–‐‑")
"""Written for a minus sign; the compatibility forms of Unicode do not fold them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something met in a text: its kind, and the text concerned as it is or was."""

    kind: Kind
    found: str

    @property
    def rule(self) -> str:
        """The rule of what is told of it."""
        return f"document.text-{self.kind}"

    @property
    def doubtful(self) -> bool:
        """Whether a person has to look at it."""
        return self.kind in DOUBTFUL


def at_height(text: str, height: Height) -> str:
    """Return raised or lowered text as plain text.

    Marks without a letter, a digit or a sign of arithmetic (``※``, ``®``) mean the same at
    any height and stay; so do blanks around the text.
    """
    bare = text.strip()
    signs = _RAISED if height == "superscript" else _LOWERED
    if not height or not any(_folded(mark) in signs or mark.isalnum() for mark in bare):
        return text
    known = [signs.get(_folded(mark)) for mark in bare]
    if None not in known:
        written = "".join(mark for mark in known if mark)
    else:
        written = f"{'^' if height == 'superscript' else '_'}({bare})"
    before, _, after = text.partition(bare)
    return f"{before}{written}{after}"


def joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks of one text, one of each kind, in the order they were met."""
    found: dict[Kind, Mark] = {}
    for mark in marks:
        before = found.get(mark.kind)
        text = mark.found if before is None else f"{before.found}；{mark.found}"
        found[mark.kind] = replace(mark, found=text)
    yield from found.values()


def _folded(mark: str) -> str:
    return "-" if mark in _DASHES else unicodedata.normalize("NFKC", mark)
