"""What a new edition probably forgot, as mistakes of the policy folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shenbao.changes.telling.told import confirmation, is_open
from shenbao.core.errors import Problem
from shenbao.core.messages import DEFAULT
from shenbao.core.messages.values import alike, said

if TYPE_CHECKING:
    from shenbao.changes.model import Change
    from shenbao.policy.model import Notice


def forgotten(notices: Sequence[Notice], notice: Notice) -> Iterator[Problem]:
    """Yield what nobody confirmed beside the edition before, where that is at hand.

    And the clauses of confirmations that the notice does not have.
    """
    from shenbao.changes.notices.compare import compare_notices
    from shenbao.policy.model.editions import earlier

    file = f"schemas/{notice.id}/notice.json"
    clauses = [clause.id for clause in notice.clauses]
    for number, item in enumerate(notice.confirmed):
        if item.clause and item.clause not in clauses:
            args = {"found": item.clause, **alike(item.clause, clauses)}
            place = f"/confirmed/{number}/clause"
            yield Problem(file=file, pointer=place, message="confirmed-no-clause", args=args)
    before = earlier(notices, notice)
    for change in () if before is None else compare_notices(before, notice):
        if change.row.weight != "change":
            yield _problem(notice, change)


def _problem(notice: Notice, change: Change) -> Problem:
    home = next((item for item in notice.homes if item.ref == change.place.part), None)
    what = said(change.message, **change.values)
    file = f"schemas/{notice.id}/notice.json" if home is None else home.file
    pointer = "" if home is None else change.place.pointer
    if not is_open(change):
        return Problem(file=file, pointer=pointer, message="edition-mistake", args={"what": what})
    entry = confirmation(change, DEFAULT)
    return Problem(
        file=file, pointer=pointer, message="edition-drift", args={"what": what, "entry": entry}
    )
