"""The labels of a file against the fields of its schema, with frictionless's codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shenbao.checks.tables.results import Issue
from shenbao.checks.tables.schema import DEFAULT_MISSING, Field, TableSchema

_EXTRA_ALLOWED = ("subset", "partial")
_MISSING_ALLOWED = ("superset", "partial")


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
    labels: Sequence[str], schema: TableSchema, row: int, *, case: bool = True
) -> Header:
    """Compare the labels in record ``row`` with the schema; without labels all fields stand."""
    if not labels:
        return Header(labels=(), fields=schema.fields)
    matching = _Matching(tuple(labels), schema, row, case)
    ambiguous = matching.ambiguous()
    if ambiguous is not None:
        return Header(labels=tuple(labels), fields=(), issues=(ambiguous,), refused=True)
    return Header(
        labels=tuple(labels),
        fields=matching.expected(),
        issues=tuple(matching.issues()),
    )


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
            twice = sorted({text for text in texts if texts.count(text) > 1})
            if twice:
                return Issue(code=code, message=message, args={"found": "、".join(twice)})
        return None

    def expected(self) -> tuple[Field, ...]:
        """Return a field for each label; a label without one may hold anything."""
        matched = [self._field(index) for index in range(len(self._labels))]
        used: set[str] = set()
        fields: list[Field] = []
        for field, label in zip(matched, self._labels, strict=True):
            name = label if field is None else field.name
            number = 2
            while name in used:
                name = f"{label if field is None else field.name}{number}"
                number += 1
            used.add(name)
            fields.append(field or Field(name=name, missing=DEFAULT_MISSING))
        return tuple(fields)

    def issues(self) -> Iterator[Issue]:
        """Yield what is wrong with the labels."""
        mode = self._schema.fields_match
        if mode not in _EXTRA_ALLOWED:
            for index, label in enumerate(self._labels):
                if self._field(index) is None:
                    yield self._issue("extra-label", "tables-extra-label", index + 1, found=label)
        if mode == "partial" and self._schema.fields and not self._any_match():
            yield self._issue("unmatched-header", "tables-unmatched-header", None)
        start = len(self._labels) + 1
        for number, field in enumerate(self._missing(), start=start):
            yield self._issue("missing-label", "tables-missing-label", number, column=field.name)
        if self._exact:
            yield from self._in_order()

    def _in_order(self) -> Iterator[Issue]:
        for index, (field, label) in enumerate(
            zip(self._schema.fields, self._labels, strict=False)
        ):
            before = self._labels[:index]
            if not label:
                yield self._issue("blank-label", "tables-blank-label", index + 1, column=field.name)
            elif label in before:
                first = str(before.index(label) + 1)
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
