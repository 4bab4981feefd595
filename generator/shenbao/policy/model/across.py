"""Rules over many submissions: quotas, and targets that a group must reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shenbao.core.findings import Basis, Severity
from shenbao.policy.model.clause import Case, Text, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A number of a code list: column ``column`` of the row ``code``.

    Without ``code`` the row is that of the group's first key.
    """

    list_name: str
    column: str
    code: str | None


TRACK = "track"
"""The role that no field needs to play: the form itself says which track it is for."""


UNIT = "lead_unit"
"""The role that tells the units of an intake apart, unless a quota names another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A rule across submissions, and across the rows of tables.

    ``over`` names forms and tables; an entry is an application, or one row of a table.
    ``where`` (CEL over form, app, role and reading) chooses among them.

    quota      groups the entries by the roles ``group_by`` and asserts the ``cases`` (CEL
               over ``counts`` and ``reading``) on every group.
    share      the same; ``counts.of`` counts the entries for which ``of`` (CEL) holds,
               ``counts.percent`` is their share of all, 0 to 100.
    maxPer     the same; ``counts.base`` is the number that ``per_list`` gives the group,
               ``counts.exact`` is base / ``per``, and ``counts.down``, ``counts.nearest``
               (halves up) and ``counts.up`` are its whole numbers.
    distinct   each unit in the roles ``members`` may stand in one entry only within
               the group made by ``group_by``.
    matches    every application has one row in the table ``table``, found by ``key``
               (column → role), and its ``columns`` (column → roles, the first that the form
               has) say the same; TRACK, where no field plays it, is the form's own track.
    ``counts`` maps a counter to the CEL condition of what it counts; ``all`` is always there.
    ``sums`` maps further numbers to the CEL value that the entries give, added up. With
    ``per_list`` a quota has ``counts.allowed``, the number that the list gives the group.
    ``scope`` is ``intake`` where it holds over all that the authority receives: entries of one
    unit (role ``unit``) cannot break it.
    ``also`` is a pair (role, CEL condition): while it holds, an application also counts for
    each unit in that role. ``also_readings`` are the readings that nothing but this looks at.
    """

    id: str
    kind: Literal["quota", "share", "maxPer", "distinct", "matches"]
    title: str
    over: tuple[str, ...]
    where: str | None
    group_by: tuple[str, ...]
    also: tuple[str, str] | None
    members: tuple[str, ...]
    counts: Mapping[str, str]
    cases: tuple[Case, ...]
    table: str | None
    key: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    clauses: tuple[str, ...]
    basis: Basis
    readings: tuple[str, ...]
    of: str | None = None
    per: float | None = None
    per_list: Lookup | None = None
    also_readings: tuple[str, ...] = ()
    sums: Mapping[str, str] = field(default_factory=dict)
    scope: Literal["unit", "intake"] = "unit"
    unit: str = UNIT
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A value that has to be reached, by one or by many together.

    ``over`` names forms and tables, whose entries say ``role``; ``where`` (CEL over form,
    app, role, reading) chooses among them. ``members`` (role → code list) are those that
    have to be there before many can be judged together: every row of the list, and every
    pair of rows where two roles are named. ``mark`` is the short name of the inventory (T3).

    each   every entry by itself reaches the bound        min    the lowest does
    mean   the average does                               sum    the total does
    all    every entry says true
    ``at_least`` and ``at_most`` bound the numbers. ``due`` is what the source says, ``by``
    the day that it means, None where it gives none. ``firm`` is false for 力争 and 争取.
    """

    id: str
    mark: str
    title: str
    over: tuple[str, ...]
    role: str
    where: str | None
    members: Mapping[str, str]
    aggregate: Literal["each", "min", "mean", "sum", "all"]
    at_least: float | None
    at_most: float | None
    unit: str
    due: Text
    by: date | None
    firm: bool
    message: Wording
    clauses: tuple[str, ...]
    basis: Basis
    readings: tuple[str, ...]
    params: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """An error where the source demands, a warning where it only strives."""
        return "error" if self.firm else "warning"
