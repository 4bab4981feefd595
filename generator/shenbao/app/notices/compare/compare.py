"""The use case: two sides are opened, compared, replayed, and handed on to be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.compare.sides import Side, opened
from shenbao.changes.comparison import Comparison, Replay, Version, clause_texts, version_of
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import said

if TYPE_CHECKING:
    from shenbao.changes.model import Change
    from shenbao.policy.model import Notice

FAILS = ("tighten", "loosen", "breaking", "drift")
"""What a comparison may be asked to fail on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRequest:
    """What to compare: folders, files, ``REVISION:`` or ``REVISION:path``.

    ``replay`` is a folder of earlier submissions, or of the examples of the old version.
    """

    old: str
    new: str
    replay: Path | None = None


_FEW = 5
"""Two editions share at least one clause of so many."""


def compare(request: CompareRequest) -> Comparison:
    """Compare two versions of a notice, or two JSON Schemas.

    Raises PolicyError where a notice has mistakes, ShenbaoError where a side cannot be found or
    the two cannot be compared.
    """
    with opened(request.old, request.new) as (old, new):
        if old.kind != new.kind:
            raise ShenbaoError("compare-two-kinds", old=old.name, new=new.name)
        if old.notice is not None and new.notice is not None:
            return _notices(old, new, request)
        if request.replay is not None:
            raise ShenbaoError("compare-replay-schema")
        if old.catalogue is not None and new.catalogue is not None:
            return _published(old, new)
        return Comparison(
            old=Version(id=old.name, title=""),
            new=Version(id=new.name, title=""),
            changes=_schemas(old, new),
        )


def _published(old: Side, new: Side) -> Comparison:
    """Compare what two sites published; what a catalogue lacks is said."""
    from shenbao.changes.notices.published import compare_published, published_version

    try:
        before, after = old.catalogue or {}, new.catalogue or {}
        changes = compare_published(before, after, (old.published, new.published))
        sides = [
            Version(id=identity, title=title, version=version)
            for identity, title, version in map(published_version, (before, after))
        ]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ShenbaoError("compare-not-catalogue", old=old.name, new=new.name) from error
    limit = said("compare-catalogue-limit")
    return Comparison(old=sides[0], new=sides[1], changes=changes, limits=(limit,))


def _schemas(old: Side, new: Side) -> tuple[Change, ...]:
    from shenbao.changes.notices.compare import weightiest_first
    from shenbao.changes.schemas.compare import compare_schemas

    return weightiest_first(compare_schemas(old.schema, new.schema), {})


def fails(comparison: Comparison, on: str) -> bool:
    """Say whether a comparison has what ``on`` names.

    ``breaking`` is what makes a submission of the old version wrong: tighter, or both ways. What
    no policy may do fails with drift, where that is asked for.
    """
    from shenbao.changes.terms import Direction

    ways = {change.direction for change in comparison.changes if change.row.weight == "change"}
    weights = {change.row.weight for change in comparison.changes}
    wanted = {
        "tighten": {Direction.TIGHTER, Direction.BOTH},
        "loosen": {Direction.LOOSER, Direction.BOTH},
        "breaking": {Direction.TIGHTER, Direction.BOTH},
        "drift": set[Direction](),
    }[on]
    return bool(ways & wanted) or (on == "drift" and bool(weights & {"drift", "mistake"}))


def compared(old: Notice, new: Notice, replay: Replay | None = None) -> Comparison:
    """Return two notices compared. Raises ShenbaoError where they have nothing in common."""
    from shenbao.changes.notices.compare import compare_notices

    if old.id != new.id and not _related(old, new):
        raise ShenbaoError("compare-different", old=old.id, new=new.id)
    return Comparison(
        old=version_of(old),
        new=version_of(new),
        changes=compare_notices(old, new),
        clauses_old=clause_texts(old),
        clauses_new=clause_texts(new),
        replay=replay,
    )


def _related(old: Notice, new: Notice) -> bool:
    """Say whether two notices share ids: an edition keeps those of its rules and clauses.

    A clause or two may be called the same by chance, and then say something else.
    """
    from shenbao.changes.notices.clauses import ALIKE, likeness, text_of
    from shenbao.changes.notices.pair import matched

    if {rule.id for _, rule in old.rules()} & {rule.id for _, rule in new.rules()}:
        return True
    if old.id == _before(new) or new.id == _before(old):
        return True
    pairs = [
        (before, after)
        for before, after in matched(old.clauses, new.clauses)
        if before is not None and after is not None
    ]
    shared = sum(likeness(text_of(one), text_of(other)) >= ALIKE for one, other in pairs)
    return shared * _FEW >= min(len(old.clauses), len(new.clauses))


def _before(notice: Notice) -> str | None:
    """Return the notice that one says to supersede."""
    named = notice.edition.earlier
    return None if named is None else named[0]


def _notices(old: Side, new: Side, request: CompareRequest) -> Comparison:
    assert old.notice is not None and new.notice is not None  # noqa: PT018, S101 - asked before
    replay = None
    if request.replay is not None:
        from shenbao.app.notices.compare.replay import replayed

        if not request.replay.exists():
            raise ShenbaoError("path-missing", path=str(request.replay))
        replay = replayed(old.notice, new.notice, request.replay)
    return compared(old.notice, new.notice, replay)


__all__ = ["FAILS", "CompareRequest", "Version", "compare", "compared", "fails"]
