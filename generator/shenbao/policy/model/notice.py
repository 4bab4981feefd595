"""The notice: identity, programmes, dates, and everything else joined to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from shenbao.core.findings import Basis
from shenbao.policy.model import documents
from shenbao.policy.model.across import Quota, Target
from shenbao.policy.model.clause import (
    UNSAID,
    Absent,
    Clause,
    Confirmation,
    Gap,
    Reading,
    Rule,
    Text,
)
from shenbao.policy.model.documents import Moved, NoticeSource
from shenbao.policy.model.form import CodeList, Field, Form, FormOrTable, Table
from shenbao.policy.model.parameter import Parameter
from shenbao.policy.model.plan import Candidate, CandidateSource, Stage, Term, WorkGroup, WorkItem
from shenbao.policy.model.track import Amount, Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """What only a person can judge (rules of class 5) or an information without a check."""

    id: str
    ask: str
    who: Literal["applicant", "unit", "intake", "reviewer", "authority"]
    programmes: tuple[str, ...]
    topics: tuple[str, ...]
    severity: Literal["error", "review", "info", "declare"]
    note: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of a programme. ``mark`` is the printed one (①), ``id`` the code in data."""

    id: str
    mark: str
    title: str
    gist: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A way to apply inside a programme, with its form and the ids of its topics.

    ``barred`` are those of its clauses that say who may not apply. ``amount`` and ``period`` are
    there where the notice states them as facts. ``params`` are the ids of the parameters in it.
    """

    id: str
    title: str
    form: str
    topics: tuple[str, ...]
    who: Text
    leader: Text
    quota: Text
    clauses: tuple[str, ...]
    barred: tuple[str, ...] = ()
    amount: Amount | None = None
    period: Duration | None = None
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme of a notice."""

    id: str
    title: str
    goal: str
    topics: tuple[Topic, ...]
    tracks: tuple[Track, ...]
    steps: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A point in time. ``at`` carries a zone; ``zone_basis`` says who chose the zone.

    With the precision ``day`` the source names a day only, and ``at`` is its last second.
    ``inferred`` says what of it the source does not give (a year) and why we take it so;
    it is empty where the source gives all. ``extended_from`` are the values that it had before
    later documents moved it, the first one first.
    """

    id: str
    at: datetime
    what: str
    zone_basis: Basis
    reading: str | None
    clauses: tuple[str, ...]
    precision: Literal["minute", "day"] = "minute"
    inferred: str = ""
    extended_from: tuple[Moved, ...] = ()

    @property
    def local(self) -> str:
        """The printed local time, ``2024-04-30T16:00:00``."""
        return self.at.replace(tzinfo=None).isoformat()


PeriodKind: TypeAlias = Literal["execution", "application", "validity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span that the source fixes (both days included), of one programme or of the notice.

    ``kind``: projects run in it, applications are taken in it, or the scheme as a whole holds.
    ``inferred`` says what of it the source does not give; empty where it gives all.
    """

    id: str
    title: str
    start: date
    end: date
    programme: str | None
    clauses: tuple[str, ...]
    inferred: str = ""
    kind: PeriodKind = "execution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where to turn. Names and direct lines of officials are not carried."""

    office: Text
    mailbox: Text
    address: Text
    phone: Text
    note: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingIn:
    """Something to hand in, how and how often; ``programmes`` are empty where it is for all.

    ``tracks`` narrow it to some tracks of these programmes; empty, it is for all.
    """

    id: str
    what: str
    how: str
    copies: int | None
    originals: int | None
    clauses: tuple[str, ...]
    programmes: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """An attachment or cited document and whether it came with the source."""

    id: str
    title: str
    status: Literal["given", "missing", "cited"]
    note: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A place of the edition before that has another pointer or other codes now.

    ``form`` is the id of the form or table, the same in both; ``old`` and ``new`` are pointers,
    ``*`` for the rows of an array. ``codes`` are pairs of the code before and the code now.
    """

    form: str
    old: str
    new: str
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The version of our description of the notice.

    ``supersedes`` names the edition before by notice and version, ``keji-2025/2025.1``; a version
    alone is an earlier one of the same notice. ``replaces`` is what has another place or code.
    """

    version: str
    effective: date | Absent
    supersedes: str | None
    replaces: tuple[Replaced, ...] = ()

    @property
    def earlier(self) -> tuple[str, str] | None:
        """The notice and the version that it supersedes; an empty notice is the same notice."""
        if self.supersedes is None:
            return None
        notice, _, version = self.supersedes.rpartition("/")
        return notice, version


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """The newest edition of a call, as an older one names it."""

    notice: str
    version: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A published version no longer holds, from this day, for this reason."""

    date: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A whole notice, joined: forms, tables, lists and clauses refer to each other by id.

    ``actors`` are those who have to do the work; a call says it with its tracks.
    ``title_basis`` is ``toolkit`` where the source has no title and the title is ours.
    ``sources`` are its documents: the notice itself, then those that change it. ``later`` is the
    newest edition of the same call, where it was loaded beside this one; ``withdrawn`` is there
    where the ledger, read beside it, says that this version was withdrawn.
    """

    id: str
    kind: Literal["call", "selection-scheme", "work-plan", "improvement-plan"]
    title: str
    short_title: str
    summary: str
    edition: Edition
    issuer: Text
    signatory: Text
    document_number: Text
    openness: Text
    addressees: Text
    issued: date | Absent
    sources: tuple[NoticeSource, ...]
    contact: Contact
    programmes: tuple[Programme, ...]
    deadlines: tuple[Deadline, ...]
    periods: tuple[Period, ...]
    handing_in: tuple[HandingIn, ...]
    attachments: tuple[Attachment, ...]
    not_stated: tuple[str, ...]
    readings: tuple[Reading, ...]
    gaps: tuple[Gap, ...]
    checklist: tuple[ChecklistItem, ...]
    quotas: tuple[Quota, ...]
    targets: tuple[Target, ...]
    work: tuple[WorkGroup, ...]
    stages: tuple[Stage, ...]
    terms: tuple[Term, ...]
    candidates: tuple[Candidate, ...]
    candidate_sources: tuple[CandidateSource, ...]
    clauses: tuple[Clause, ...]
    lists: tuple[CodeList, ...]
    forms: tuple[Form, ...]
    tables: tuple[Table, ...]
    title_basis: Basis = "source"
    actors: Text = UNSAID
    params: tuple[Parameter, ...] = ()
    later: Later | None = None
    confirmed: tuple[Confirmation, ...] = ()
    withdrawn: Withdrawn | None = None

    def document(self, clause: Clause) -> NoticeSource:
        """Return the document that says a clause; KeyError when there is none."""
        return documents.of_id(self.sources, clause.document)

    def correction(self, clause_id: str) -> Clause | None:
        """Return the clause whose text holds in place of another's, where there is one."""
        new = next((item for item in self.clauses if item.corrects == clause_id), None)
        return new and (self.correction(new.id) or new)

    def clause(self, clause_id: str) -> Clause:
        """Return the clause; KeyError when there is none."""
        return _by_id(self.clauses, clause_id)

    def reading(self, reading_id: str) -> Reading:
        """Return the reading; KeyError when there is none."""
        return _by_id(self.readings, reading_id)

    def form(self, form_id: str) -> Form:
        """Return the form; KeyError when there is none."""
        return _by_id(self.forms, form_id)

    def table(self, table_id: str) -> Table:
        """Return the table; KeyError when there is none."""
        return _by_id(self.tables, table_id)

    def code_list(self, name: str) -> CodeList:
        """Return the code list; KeyError when there is none."""
        for code_list in self.lists:
            if code_list.name == name:
                return code_list
        raise KeyError(name)

    @property
    def days(self) -> Mapping[str, Any]:
        """The days that the notice gives, as expressions name them below ``notice``.

        ``deadlines.<id>`` (the local time), ``periods.<id>.start`` and ``.end``, and ``issued``
        where the source says it: texts.
        """
        days: dict[str, Any] = {
            "deadlines": {deadline.id: deadline.local for deadline in self.deadlines},
            "periods": {
                period.id: {"start": period.start.isoformat(), "end": period.end.isoformat()}
                for period in self.periods
            },
        }
        if isinstance(self.issued, date):
            days["issued"] = self.issued.isoformat()
        return days

    def names(self, field: Field) -> dict[str, str]:
        """Return what a field's list calls its codes, where that is something else."""
        found = next((item for item in self.lists if item.name == field.list_name), None)
        rows = () if found is None else found.rows
        return {row.code: row.label for row in rows if row.code != row.label}

    def work_items(self) -> Iterator[tuple[WorkGroup, WorkItem]]:
        """Yield every work item with its group, in the order of the source."""
        for group in self.work:
            for item in group.items:
                yield group, item

    def candidates_of(self, list_name: str, code: str) -> tuple[Candidate, ...]:
        """Return the definitions from elsewhere that fit a row of a list."""
        return tuple(
            item for item in self.candidates if item.list_name == list_name and code in item.codes
        )

    def tracks_of(self, form_id: str) -> tuple[tuple[Programme, Track], ...]:
        """Return the tracks that use a form, with their programmes."""
        return tuple(
            (programme, track)
            for programme in self.programmes
            for track in programme.tracks
            if track.form == form_id
        )

    @property
    def homes(self) -> tuple[FormOrTable, ...]:
        """The forms, then the tables."""
        return (*self.forms, *self.tables)

    def rules(self) -> Iterator[tuple[FormOrTable, Rule]]:
        """Yield every rule on a form or table with its home."""
        for home in self.homes:
            for rule in home.all_rules():
                yield home, rule


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Identified)


def _by_id(values: tuple[_T, ...], wanted: str) -> _T:
    for value in values:
        if value.id == wanted:
            return value
    raise KeyError(wanted)
