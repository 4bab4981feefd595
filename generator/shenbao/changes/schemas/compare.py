"""The public comparison of two JSON Schemas: claims, each with its proof, as changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shenbao.changes.canonical.document import document
from shenbao.changes.canonical.node import canonical
from shenbao.changes.canonical.normalising import normalised
from shenbao.changes.catalogue import CATALOGUE
from shenbao.changes.model import Change, Place, Witness
from shenbao.changes.schemas.walk import Walk
from shenbao.changes.terms import Direction
from shenbao.changes.witness.claims import At, Claim
from shenbao.changes.witness.search import Search, Version
from shenbao.core.messages.values import Value, many, said


def compare_schemas(
    old: Any,
    new: Any,
    *,
    part: str = "",
    renames: Mapping[str, str] | None = None,
) -> tuple[Change, ...]:
    """Return what a new JSON Schema 2020-12 changes against an old one.

    ``renames`` are paths of fields and their new ones: ``leader.age`` to ``leader.years``;
    fields with the same ``x-id`` are the same without it. A change is told as tighter, looser
    or both only with the instances that prove it; without them its direction is left open
    (``unproved``). Formats are asserted. Keywords that begin with ``x-`` assert nothing here.
    Raises ShenbaoError for a schema that is none, is too large, or refers outside of itself.
    """
    before, after = (Version(one, normalised(one)) for one in (document(old), document(new)))
    search = Search(before, after)
    claims = tuple(Walk(renames or {}).claims(before.root, after.root, At()))
    changes = tuple(_change(claim, search, part) for claim in claims)
    if changes or canonical(old) == canonical(new):
        return changes
    row = CATALOGUE["schema-rewritten"]
    return (
        Change(
            kind=row.kind,
            direction=row.direction,
            subject=row.subject,
            place=Place(part=part),
            values={"field": said("change-whole")},
        ),
    )


def _change(claim: Claim, search: Search, part: str) -> Change:
    row = CATALOGUE[claim.kind]
    found = tuple(replace(one, part=part) for one in search.proofs(claim))
    direction = proved(claim.direction, found)
    place = Place(part=part, pointer=claim.at.new, field=claim.at.field)
    former = Place(part=part, pointer=claim.at.old, field=claim.at.field)
    labels: Value = many(claim.at.labels, joint="dot") if claim.at.labels else said("change-whole")
    return Change(
        kind=claim.kind,
        direction=direction,
        subject=row.subject,
        place=place,
        former=former if former != place else None,
        old=claim.old,
        new=claim.new,
        fields=(claim.at.field,) if claim.at.field else (),
        witnesses=found,
        mapping=claim.mapping,
        values={"field": labels, **claim.values},
        unproved=direction is Direction.UNDETERMINED,
    )


def proved(claimed: Direction, witnesses: tuple[Witness, ...]) -> Direction:
    """Return a direction as far as it is proved.

    Proofs of both directions prove both. One alone proves no direction that the keywords do not
    claim: that nothing was found the other way round is no proof.
    """
    shown = {witness.proves for witness in witnesses}
    if claimed is Direction.NEUTRAL:
        return claimed
    if shown == {Direction.TIGHTER, Direction.LOOSER}:
        return Direction.BOTH
    return claimed if shown == {claimed} else Direction.UNDETERMINED
