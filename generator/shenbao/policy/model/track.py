"""Facts of a track: how much money, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shenbao.core.findings import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money of one application, between ``least`` and ``most``; None where it has no such bound.

    Without both only the ``clauses`` say it.
    """

    least: float | None
    most: float | None
    unit: str
    clauses: tuple[str, ...]
    basis: Basis = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """For how long a project runs: so many ``months``, or from ``start`` to ``end``, both included.

    Without all of them only the ``clauses`` say it.
    """

    months: int | None = None
    start: date | None = None
    end: date | None = None
    clauses: tuple[str, ...] = ()
