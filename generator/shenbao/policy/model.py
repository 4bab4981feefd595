"""The values that describe a notice. No input or output happens here.

Every value is frozen; sequences are tuples. ``Field.schema`` and ``Form.schema`` are
plain JSON Schema (2020-12) mappings and are never changed after loading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

Basis: TypeAlias = Literal["source", "customary", "toolkit"]
Severity: TypeAlias = Literal["error", "warning", "review", "info"]
Kind: TypeAlias = Literal["object", "array", "string", "number", "integer", "boolean"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A fact that the source does not give: 原文未载, 附件缺失 or 原文如此."""

    words: str

    def __str__(self) -> str:
        return self.words


Text: TypeAlias = str | Absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A sentence in both languages; a notice that gives only Chinese uses it for both."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the wording for ``zh-CN`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One demand of the source text, under an id that never changes."""

    id: str
    number: str
    lines: str
    section: str
    gist: str
    quotes: tuple[str, ...]

    @property
    def quote(self) -> str:
        """The quoted phrases in one line."""
        return "…".join(self.quotes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to read an ambiguous clause."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An ambiguous clause as a switch: ``reading.<id>`` in a rule holds the chosen option."""

    id: str
    question: str
    options: tuple[Option, ...]
    default: str
    why: str
    clauses: tuple[str, ...]

    def option(self, chosen: str) -> Option:
        """Return the option ``chosen``; KeyError when the reading does not have it."""
        for option in self.options:
            if option.id == chosen:
                return option
        raise KeyError(chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something missing, damaged or contradictory in the source, and how it is shown."""

    id: str
    kind: str
    found: str
    shown: str
    clauses: tuple[str, ...]
    lines: str
    reading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One step of a rule: ``assertion`` (CEL) must hold, else this severity and wording."""

    assertion: str
    severity: Severity
    message: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A policy rule on a node of a form or table.

    Exactly one of ``keywords`` (plain JSON Schema keywords of the node say it) and
    ``cases`` (CEL; the first case that does not hold gives the finding) is filled.
    ``pointer`` is the schema path of the node (``/partners/*/unit``), ``at`` a path below it.
    ``readings`` and ``lists`` are those that the expressions name.
    """

    id: str
    pointer: str
    when: str | None
    at: str | None
    keywords: tuple[str, ...]
    cases: tuple[Case, ...]
    message: Wording
    severity: Severity
    clauses: tuple[str, ...]
    basis: Basis
    readings: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a code list."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A row of a code list; ``values`` follow the list's columns, the first is the code."""

    code: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A code list. ``missing``: the source names it but does not give it (no rows)."""

    name: str
    title: str
    description: str
    openness: Literal["closed", "open"]
    status: Literal["given", "missing", "supplied"]
    basis: Basis
    clauses: tuple[str, ...]
    expected_count: int | None
    gap: str | None
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]

    @property
    def closed(self) -> bool:
        """Whether a value outside the list is wrong: only a closed list of the source rejects.

        What an officer supplies suggests values; the rules that name it judge.
        """
        return self.openness == "closed" and self.status == "given"

    def label(self, code: str) -> str:
        """Return the label of ``code``, or ``code`` itself where the list does not have it."""
        return next((row.label for row in self.rows if row.code == code), code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A node of a form: a section, a group, a repeatable table (array) or one value.

    ``pointer`` is the path from the form's root; an array's rows are ``*``:
    ``/partners``, ``/partners/*/unit``. ``schema`` holds the node's own plain keywords
    (type, minimum, maxLength, enum …) without children. ``when`` is CEL: the node applies
    only while it holds; ``required`` then means required while it holds.
    """

    key: str
    pointer: str
    kind: Kind
    title: str
    description: str
    required: bool
    when: str | None
    schema: Mapping[str, Any]
    children: tuple[Field, ...]
    item: Field | None
    rules: tuple[Rule, ...]
    basis: Basis
    clauses: tuple[str, ...]
    list_name: str | None
    unit: str | None
    widget: str | None
    example: Any
    sensitive: bool
    role: str | None
    stable_id: str

    @property
    def anchor(self) -> str:
        """An id for links, unique in the form."""
        return "f" + self.pointer.replace("/*", "").replace("/", "-").replace("_", "-")

    def walk(self) -> Iterator[Field]:
        """Yield this node and every node below it, in order; an array's item node included."""
        yield self
        if self.item is not None:
            yield from self.item.walk()
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: an application, a plan or a record. ``sections`` are its top-level nodes.

    ``schema`` is the whole expanded JSON Schema (references resolved, lists lowered to
    ``enum``, ``x-`` keywords kept): self-contained, fit to publish.
    """

    id: str
    notice: str
    title: str
    description: str
    purpose: Literal["application", "record", "plan", "summary"]
    basis: Basis
    clauses: tuple[str, ...]
    sections: tuple[Field, ...]
    rules: tuple[Rule, ...]
    schema: Mapping[str, Any]
    digest: str

    @property
    def ref(self) -> str:
        """The short name, ``shenkang-2024/p1``."""
        return f"{self.notice}/{self.id}"

    def fields(self) -> Iterator[Field]:
        """Yield every node in document order."""
        for section in self.sections:
            yield from section.walk()

    def all_rules(self) -> Iterator[Rule]:
        """Yield the form's rules: those on the whole first, then node by node."""
        yield from self.rules
        for node in self.fields():
            yield from node.rules

    def field_with_role(self, role: str) -> Field | None:
        """Return the first node that plays ``role``."""
        return next((node for node in self.fields() if node.role == role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Columns whose values must stand in a code list."""

    columns: tuple[str, ...]
    list_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A value that a column must reach, by a date."""

    id: str
    column: str
    aggregate: Literal["each", "min", "mean", "sum", "all"]
    over: str
    at_least: float | None
    at_most: float | None
    due: Text
    firm: bool
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: ``columns`` are the properties of one row; ``schema`` the row's JSON Schema."""

    id: str
    notice: str
    title: str
    description: str
    basis: Basis
    clauses: tuple[str, ...]
    columns: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    targets: tuple[Target, ...]
    rules: tuple[Rule, ...]
    schema: Mapping[str, Any]
    digest: str

    @property
    def ref(self) -> str:
        """The short name, ``shenkang-2024/summary``."""
        return f"{self.notice}/{self.id}"

    def all_rules(self) -> Iterator[Rule]:
        """Yield the table's rules: those on a row first, then column by column."""
        yield from self.rules
        for column in self.columns:
            for node in column.walk():
                yield from node.rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A rule across submissions.

    quota      groups the applications of the forms ``over`` (those for which ``where``,
               CEL over form, app, role and reading, holds) by the roles ``group_by`` and
               asserts the ``cases`` (CEL over ``counts`` and ``reading``) on every group.
    distinct   each unit in the roles ``members`` may stand in one application only within
               the group made by ``group_by``.
    matches    every application has one row in the table ``table``, found by ``key``
               (column → role), and its ``columns`` (column → role) are equal.
    ``counts`` maps a counter to the CEL condition of what it counts; ``all`` is always there.
    ``also`` is a pair (role, CEL condition): while it holds, an application also counts for
    each unit in that role.
    """

    id: str
    kind: Literal["quota", "distinct", "matches"]
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
    columns: Mapping[str, str]
    clauses: tuple[str, ...]
    basis: Basis
    readings: tuple[str, ...]


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
    """A way to apply inside a programme, with its form and the ids of its topics."""

    id: str
    title: str
    form: str
    topics: tuple[str, ...]
    who: Text
    leader: Text
    quota: Text
    clauses: tuple[str, ...]


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
    """A point in time. ``at`` carries a zone; ``zone_basis`` says who chose the zone."""

    id: str
    at: datetime
    what: str
    zone_basis: Basis
    reading: str | None
    clauses: tuple[str, ...]

    @property
    def local(self) -> str:
        """The printed local time, ``2024-04-30T16:00:00``."""
        return self.at.replace(tzinfo=None).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span that the source fixes (both days included)."""

    id: str
    title: str
    start: date
    end: date
    programme: str
    clauses: tuple[str, ...]


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
    """Something to hand in, how and how often."""

    id: str
    what: str
    how: str
    copies: int | None
    originals: int | None
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """An attachment or cited document and whether it came with the source."""

    id: str
    title: str
    status: Literal["given", "missing", "cited"]
    note: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The version of our description of the notice."""

    version: str
    effective: date
    supersedes: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that the notice was taken from."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A whole notice, joined: forms, tables, lists and clauses refer to each other by id."""

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
    source: Source
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
    clauses: tuple[Clause, ...]
    lists: tuple[CodeList, ...]
    forms: tuple[Form, ...]
    tables: tuple[Table, ...]

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

    def tracks_of(self, form_id: str) -> tuple[tuple[Programme, Track], ...]:
        """Return the tracks that use a form, with their programmes."""
        return tuple(
            (programme, track)
            for programme in self.programmes
            for track in programme.tracks
            if track.form == form_id
        )

    def rules(self) -> Iterator[tuple[Form | Table, Rule]]:
        """Yield every rule on a form or table with its home."""
        for form in self.forms:
            for rule in form.all_rules():
                yield form, rule
        for table in self.tables:
            for rule in table.all_rules():
                yield table, rule


def _by_id(values: Sequence[Any], wanted: str) -> Any:
    for value in values:
        if value.id == wanted:
            return value
    raise KeyError(wanted)
