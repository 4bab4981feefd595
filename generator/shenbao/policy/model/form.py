"""Forms, tables and code lists: the parts of a notice that data is checked against."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from shenbao.core.findings import Basis
from shenbao.policy.model.clause import Rule

Kind: TypeAlias = Literal["object", "array", "string", "number", "integer", "boolean"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a code list."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A row of a code list; ``values`` follow the list's columns, the first is the code.

    ``aliases`` are other names that the notice itself uses: 区中心医院 for 牡丹区中心医院.
    """

    code: str
    label: str
    values: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A code list. ``missing``: the source names it but does not give it (no rows).

    ``ordered``: its rows stand from high to low, or the name of the column that holds a number
    for each, the higher the more.
    """

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
    ordered: bool | str = False

    def ranks(self) -> Mapping[str, float]:
        """Return how high each code stands, nothing for a list without an order.

        A code without a rank is left out: it is neither above nor below the others.
        """
        if self.ordered is True:
            return {row.code: float(len(self.rows) - at) for at, row in enumerate(self.rows)}
        names = [column.name for column in self.columns]
        if self.ordered not in names:
            return {}
        at = names.index(str(self.ordered))
        return {row.code: float(row.values[at]) for row in self.rows if row.values[at]}

    @property
    def closed(self) -> bool:
        """Whether a value outside the list is wrong: only a closed list of the source rejects.

        What an officer supplies suggests values; the rules that name it judge.
        """
        return self.openness == "closed" and self.status == "given"

    def label(self, code: str) -> str:
        """Return the label of ``code``, or ``code`` itself where the list does not have it."""
        return next((row.label for row in self.rows if row.code == code), code)

    def aliases(self) -> Iterator[tuple[str, ListRow]]:
        """Yield the other names of rows; what several rows are called, or a label, is none."""
        times = Counter(name for row in self.rows for name in {*row.aliases, row.label})
        for row in self.rows:
            own = (name for name in dict.fromkeys(row.aliases) if name != row.label)
            yield from ((name, row) for name in own if times[name] == 1)

    def names(self) -> Iterator[tuple[str, ListRow]]:
        """Yield all that rows are called, the surest first: codes, labels, other names."""
        yield from ((row.code, row) for row in self.rows)
        yield from ((row.label, row) for row in self.rows)
        yield from self.aliases()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A node of a form: a section, a group, a repeatable table (array) or one value.

    ``pointer`` is the path from the form's root; an array's rows are ``*``:
    ``/partners``, ``/partners/*/unit``. ``schema`` holds the node's own plain keywords
    (type, minimum, maxLength, enum …) without children. ``when`` is CEL: the node applies
    only while it holds; ``required`` then means required while it holds. ``ask`` is the
    question that tells early whether somebody can apply. ``computed`` is CEL over ``self``,
    the group or row around the node: the value follows from others and may be left out.
    ``attested``: somebody states, confirms or signs it, so that it is never carried over.
    ``sources`` are the roles that a column of a table is filled from. ``keyed``: the column is
    part of the primary key of its table, without which no row can be told from another.
    ``sensitive``: no report may show its value; what stands in such a group is such a value.
    ``params`` are the ids of the parameters that its keywords and words have.
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
    ask: str | None = None
    computed: str | None = None
    attested: bool = False
    sources: tuple[str, ...] = ()
    keyed: bool = False
    params: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """An id for links, unique in the form."""
        return "f" + self.pointer.replace("/*", "").replace("/", "-").replace("_", "-")

    @property
    def column_name(self) -> str:
        """What a package calls the column of a table that holds its values."""
        return self.pointer.strip("/").replace("/", ".")

    @property
    def demanded(self) -> bool:
        """Whether leaving it out is wrong; what only custom asks for is but reminded of."""
        return self.keyed or self._asked

    @property
    def demanded_by_key(self) -> bool:
        """Whether nothing but the key of the table demands it: the key tells that it is empty."""
        return self.keyed and not self._asked

    @property
    def _asked(self) -> bool:
        claimed = any("required" in rule.keywords for rule in self.rules)
        return self.required and (self.basis != "customary" or claimed)

    def walk(self) -> Iterator[Field]:
        """Yield this node and every node below it, in order; an array's item node included."""
        yield self
        if self.item is not None:
            yield from self.item.walk()
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOrTable(ABC):
    """What rules stand on and submissions name: a form or a table.

    ``schema`` is the whole expanded JSON Schema (references resolved, lists lowered to
    ``enum``, ``x-`` keywords kept): self-contained, fit to publish. A table's is its row's.
    """

    id: str
    notice: str
    title: str
    description: str
    basis: Basis
    clauses: tuple[str, ...]
    rules: tuple[Rule, ...]
    schema: Mapping[str, Any]
    digest: str

    @property
    @abstractmethod
    def tops(self) -> tuple[Field, ...]:
        """The top-level nodes: the sections of a form, the columns of a table."""

    @property
    def is_table(self) -> bool:
        """Whether the data are the rows of a table."""
        return isinstance(self, Table)

    @property
    def ref(self) -> str:
        """The short name, ``shenkang-2024/p1``."""
        return f"{self.notice}/{self.id}"

    @property
    def file(self) -> str:
        """Its place in a policy folder, ``schemas/shenkang-2024/forms/p1.schema.json``."""
        folder = "tables" if self.is_table else "forms"
        return f"schemas/{self.notice}/{folder}/{self.id}.schema.json"

    def in_file(self, pointer: str) -> str:
        """Return a pointer into the data as one into the schema: a table's is that of its row."""
        if self.is_table:
            pointer = pointer.removeprefix(ROWS).removeprefix("/*")
        steps = pointer.split("/")[1:]
        return "".join("/items" if step == "*" else f"/properties/{step}" for step in steps)

    def fields(self) -> Iterator[Field]:
        """Yield every node in document order."""
        for top in self.tops:
            yield from top.walk()

    def all_rules(self) -> Iterator[Rule]:
        """Yield the rules: those on the whole (or the row) first, then node by node."""
        yield from self.rules
        for node in self.fields():
            yield from node.rules

    def field_with_role(self, role: str) -> Field | None:
        """Return the first node that plays ``role``."""
        return next((node for node in self.fields() if node.role == role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(FormOrTable):
    """A form: an application, a plan or a record."""

    purpose: Literal["application", "record", "plan", "summary"]
    sections: tuple[Field, ...]

    @property
    def tops(self) -> tuple[Field, ...]:
        """The sections."""
        return self.sections


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Columns whose values must stand in a code list."""

    columns: tuple[str, ...]
    list_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """A code list whose rows a table carries: ``column`` holds the code.

    ``fill`` maps further columns of the table to columns of the list.
    """

    list_name: str
    column: str
    fill: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedRows:
    """The rows that a table carries: every row of its source, or every combination of several.

    ``per`` are columns that repeat the whole set (a hospital, a year). ``applies`` (CEL over
    ``item``, the row of the list by column, ``row``, the first row of the set, and ``app``)
    says which of the rows are meant. A missing one breaks ``rule``; without a rule the rows
    only stand in the template.
    """

    sources: tuple[RowSource, ...]
    per: tuple[str, ...]
    applies: str | None
    rule: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(FormOrTable):
    """A table: ``columns`` are the properties of one row.

    ``whole_rules`` look at all rows together: ``self`` is the list of rows. ``examples`` are
    the rows of the policy's own right example, invented: ``examples/<id>-valid/<id>.json``.
    ``summarises`` are forms of which it has a row for each.
    """

    columns: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    whole_rules: tuple[Rule, ...] = ()
    fixed_rows: FixedRows | None = None
    examples: tuple[Mapping[str, Any], ...] = ()
    summarises: tuple[str, ...] = ()

    @property
    def tops(self) -> tuple[Field, ...]:
        """The columns."""
        return self.columns

    @property
    def sensitive_columns(self) -> frozenset[str]:
        """The columns whose values no report may show, as a package names them."""
        return frozenset(node.column_name for node in self.fields() if node.sensitive)

    def all_rules(self) -> Iterator[Rule]:
        """Yield the rules: on all rows, on the set of rows, on a row, then column by column."""
        yield from self.whole_rules
        if self.fixed_rows is not None and self.fixed_rows.rule is not None:
            yield self.fixed_rows.rule
        yield from FormOrTable.all_rules(self)

    def as_form(self) -> Form:
        """Return the table as a form whose one section are its rows.

        Pointers begin with ``/rows/*``, as those of the data do.
        """
        schema = {
            "type": "object",
            "additionalProperties": False,
            "required": ["rows"],
            "properties": {"rows": {"type": "array", "maxItems": MOST_ROWS, "items": self.schema}},
        }
        row = _group("*", "", f"{ROWS}/*", tuple(_below(column) for column in self.columns))
        row = replace(row, rules=tuple(_moved(rule) for rule in self.rules))
        rows = replace(
            _group("rows", self.title, ROWS, ()),
            kind="array",
            schema={"type": "array", "maxItems": MOST_ROWS},
            item=row,
            required=True,
            basis=self.basis,
            rules=tuple(_moved(rule) for rule in self.all_rules() if rule.whole),
        )
        return Form(
            id=self.id,
            notice=self.notice,
            title=self.title,
            description=self.description,
            basis=self.basis,
            clauses=self.clauses,
            rules=(),
            schema=schema,
            digest=self.digest,
            purpose="record",
            sections=(rows,),
        )


ROWS = "/rows"
"""Where the rows of a table stand in its data."""

MOST_ROWS = 1000
"""So many rows of a table are filled in by hand; larger ones come as files."""


def _group(key: str, title: str, pointer: str, children: tuple[Field, ...]) -> Field:
    return Field(
        key=key,
        pointer=pointer,
        kind="object",
        title=title,
        description="",
        required=True,
        when=None,
        schema={"type": "object"},
        children=children,
        item=None,
        rules=(),
        basis="toolkit",
        clauses=(),
        list_name=None,
        unit=None,
        widget=None,
        example=None,
        sensitive=False,
        role=None,
        stable_id=pointer.strip("/").replace("/*", "").replace("/", "."),
    )


def _below(field: Field) -> Field:
    """Return a column, and what is below it, with the pointer that it has in the data."""
    return replace(
        field,
        pointer=f"{ROWS}/*{field.pointer}",
        children=tuple(_below(child) for child in field.children),
        item=_below(field.item) if field.item is not None else None,
        rules=tuple(_moved(rule) for rule in field.rules),
    )


def _moved(rule: Rule) -> Rule:
    place = ROWS if rule.whole else f"{ROWS}/*{rule.pointer}"
    return replace(rule, pointer=place, whole=False)
