"""The labels of a file against the fields of its schema, with frictionless's codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shenbao.core.messages.values import many
from shenbao.tabular.results import Issue
from shenbao.tabular.schema.table_schema import DEFAULT_MISSING, Field, TableSchema

_EXTRA_ALLOWED = ("subset", "partial")
_MISSING_ALLOWED = ("superset", "partial")
"""Values of ``fieldsMatch`` (Table Schema of Data Package v2): what the file has of the fields."""

_MARKS = (";", "\t", "|", ",", "，", "；")
_TAB = "Tab"
_WRONG = frozenset({"incorrect-label", "extra-label", "blank-label"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The fields that the columns of a file stand for, in its order, and what is wrong.

    ``refused`` says that labels and fields cannot be told together at all.
    """

    labels: tuple[str, ...]
    fields: tuple[Field, ...]
    issues: tuple[Issue, ...] = ()
    refused: bool = False


def match_header(
    labels: Sequence[str],
    schema: TableSchema,
    row: int,
    *,
    case: bool = True,
    below: Sequence[Sequence[Any]] = (),
) -> Header:
    """Compare the labels in record ``row`` with the schema; without labels all fields stand.

    ``below`` are the records that follow: where the header seems to be one of them, or the
    delimiter another one, the first wrong label says so.
    """
    if not labels:
        return Header(labels=(), fields=schema.fields)
    matching = _Matching(tuple(labels), schema, row, case)
    ambiguous = matching.ambiguous()
    if ambiguous is not None:
        return Header(labels=tuple(labels), fields=(), issues=(ambiguous,), refused=True)
    return Header(
        labels=tuple(labels),
        fields=matching.expected(),
        issues=_explained(tuple(matching.issues()), labels, schema, row, below),
    )


def _explained(
    issues: tuple[Issue, ...],
    labels: Sequence[str],
    schema: TableSchema,
    row: int,
    below: Sequence[Sequence[Any]],
) -> tuple[Issue, ...]:
    """Say with the first wrong label what is behind all of them, where that can be told."""
    names = {field.name for field in schema.fields}
    first = next((index for index, issue in enumerate(issues) if issue.code in _WRONG), None)
    if first is None or len(names) < 2 or _hits(labels, names):  # noqa: PLR2004
        return issues
    found = _other_mark(labels, names)
    number = issues[first].field or 1
    message, args = "tables-other-delimiter", {"mark": found, "found": labels[number - 1]}
    if not found:
        lower = _lower_row(below, names)
        message, args = "tables-header-below", {**args, "lower": str(row + lower)}
        if not lower:
            return issues
    said = replace(issues[first], message=message, args={**issues[first].args, **args})
    return (*issues[:first], said, *issues[first + 1 :])


def _hits(labels: Sequence[Any], names: Collection[str]) -> int:
    return sum(1 for label in labels if str(label).strip() in names)


def _other_mark(labels: Sequence[str], names: Collection[str]) -> str:
    """Return the delimiter by which a single label falls into the names of the fields."""
    if len(labels) != 1:
        return ""
    for mark in _MARKS:
        parts = [part.strip().strip('"') for part in labels[0].split(mark)]
        if 2 * _hits(parts, names) >= len(names):
            return _TAB if mark == "\t" else mark
    return ""


def _lower_row(below: Sequence[Sequence[Any]], names: Collection[str]) -> int:
    """Return how many records further down the names of the fields stand, 0 for nowhere."""
    for number, cells in enumerate(below, start=1):
        if 2 * _hits([cell for cell in cells if cell is not None], names) >= len(names):
            return number
    return 0


class _Matching:
    def __init__(self, labels: tuple[str, ...], schema: TableSchema, row: int, case: bool) -> None:  # noqa: FBT001
        self._labels = labels
        self._schema = schema
        self._row = row
        self._case = case
        self._exact = schema.fields_match == "exact"
        by_name: dict[str, Field] = {}
        for field in schema.fields:
            by_name.setdefault(self._same(field.name), field)
        self._by_name = by_name

    def ambiguous(self) -> Issue | None:
        """Return why fields cannot be found by name, None where they can."""
        if self._exact:
            return None
        names = [self._same(field.name) for field in self._schema.fields]
        labels = [self._same(label) for label in self._labels]
        for texts, code, message in (
            (names, "metadata-error", "tables-label-case"),
            (labels, "error", "tables-label-twice"),
        ):
            twice = sorted(text for text, times in Counter(texts).items() if times > 1)
            if twice:
                return Issue(code=code, message=message, args={"found": many(twice)})
        return None

    def expected(self) -> tuple[Field, ...]:
        """Return a field for each label; a label without one may hold anything."""
        matched = [self._field(index) for index in range(len(self._labels))]
        used: set[str] = set()
        # Thousands of labels may be one and the same: none is counted from the start again.
        numbers: Counter[str] = Counter()
        fields: list[Field] = []
        for field, label in zip(matched, self._labels, strict=True):
            own = name = label if field is None else field.name
            while name in used:
                numbers[own] += 1
                name = f"{own}{numbers[own] + 1}"
            used.add(name)
            fields.append(field or Field(name=name, missing=DEFAULT_MISSING))
        return tuple(fields)

    def issues(self) -> Iterator[Issue]:
        """Yield what is wrong with the labels."""
        mode = self._schema.fields_match
        if mode not in _EXTRA_ALLOWED:
            first: dict[str, int] = {}
            for index, label in enumerate(self._labels):
                before = first.setdefault(self._same(label), index)
                if self._field(index) is None:
                    yield self._extra(index, label, before)
        if mode == "partial" and self._schema.fields and not self._any_match():
            yield self._issue("unmatched-header", "tables-unmatched-header", None)
        start = len(self._labels) + 1
        for number, field in enumerate(self._missing(), start=start):
            yield self._issue("missing-label", "tables-missing-label", number, column=field.name)
        if self._exact:
            yield from self._in_order()

    def _extra(self, index: int, label: str, before: int) -> Issue:
        """Return the issue of a column too many: it may have a name twice, or none.

        ``before`` is the place of the first label like it.
        """
        if not label:
            return self._issue("extra-label", "tables-extra-label-blank", index + 1)
        if before < index:
            first = str(before + 1)
            return self._issue(
                "extra-label", "tables-extra-label-twice", index + 1, found=label, first=first
            )
        return self._issue("extra-label", "tables-extra-label", index + 1, found=label)

    def _in_order(self) -> Iterator[Issue]:
        before: dict[str, int] = {}
        for index, (field, label) in enumerate(
            zip(self._schema.fields, self._labels, strict=False)
        ):
            twice = before.setdefault(label, index) < index
            if not label:
                yield self._issue("blank-label", "tables-blank-label", index + 1, column=field.name)
            elif twice:
                first = str(before[label] + 1)
                yield self._issue(
                    "duplicate-label",
                    "tables-duplicate-label",
                    index + 1,
                    column=field.name,
                    found=label,
                    first=first,
                )
            elif self._same(label) != self._same(field.name):
                yield self._issue(
                    "incorrect-label",
                    "tables-incorrect-label",
                    index + 1,
                    column=field.name,
                    found=label,
                )

    def _field(self, index: int) -> Field | None:
        fields = self._schema.fields
        if self._exact:
            return fields[index] if index < len(fields) else None
        return self._by_name.get(self._same(self._labels[index]))

    def _any_match(self) -> bool:
        return any(self._field(index) is not None for index in range(len(self._labels)))

    def _missing(self) -> list[Field]:
        fields = self._schema.fields
        if self._exact:
            return list(fields[len(self._labels) :])
        found = {self._same(label) for label in self._labels}
        missing = [field for field in fields if self._same(field.name) not in found]
        if self._schema.fields_match not in _MISSING_ALLOWED:
            return missing
        key = self._schema.primary_key
        return [
            field for field in missing if field.constraints.get("required") or field.name in key
        ]

    def _same(self, name: str) -> str:
        return name if self._case else name.lower()

    def _issue(
        self, code: str, message: str, number: int | None, column: str = "", **args: str
    ) -> Issue:
        return Issue(
            code=code,
            message=message,
            row=self._row,
            field=number,
            column=column,
            value=args.get("found"),
            args=args,
        )
