"""What found no place in a form, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.forms.prefill import Unplaced

_JOINT = " › "


def lines_of(left: Sequence[Unplaced], language: str, *, named: bool) -> Iterator[str]:
    """Yield a line for each value without a place: where it stood, and why; ``named`` its file."""
    for item in left:
        why = say(item.reason, None, language)
        file = f"{item.file} " if named else ""
        around = (
            say("check-row", {"row": str(step)}, language) if isinstance(step, int) else step
            for step in item.around
        )
        yield f"  {file}{_JOINT.join([*around, item.title])}：{why}"
