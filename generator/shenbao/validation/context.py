"""What the rules of one notice share: its lists, the chosen readings, its clauses."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Citation, Followed
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import CodeList, Notice
from shenbao.policy.names import outlines
from shenbao.validation.form_index import one_line

LONGEST_QUOTE = 60


class Context:
    """A notice with the readings chosen for this run, as the variables of CEL.

    ``ref`` are its lists, see ``lists_as_variable``. ``of_lists`` keeps what was worked out of
    them for the whole run.
    """

    def __init__(self, notice: Notice, readings: Mapping[str, str], ref: Mapping[str, Any]) -> None:
        self.notice = notice
        self.lists = {code_list.name: code_list for code_list in notice.lists}
        self.reading = {
            reading.id: readings.get(reading.id, reading.default) for reading in notice.readings
        }
        self.variables: Mapping[str, Any] = {
            "ref": ref,
            "reading": self.reading,
            "notice": notice.days,
        }
        self.of_lists: dict[Hashable, Any] = {}
        self._clauses = {clause.id: clause for clause in notice.clauses}
        self._missing: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._cited: dict[tuple[str, ...], tuple[Citation, ...]] = {}
        self._chosen: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}

    def citations(self, clauses: Iterable[str]) -> tuple[Citation, ...]:
        """Return the clauses as findings carry them."""
        asked = tuple(clauses)
        if asked not in self._cited:
            self._cited[asked] = tuple(
                Citation(
                    id=clause.id, number=clause.number, quote=one_line(clause.quote, LONGEST_QUOTE)
                )
                for clause in (self._clauses[name] for name in asked if name in self._clauses)
            )
        return self._cited[asked]

    def chosen(self, readings: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return the readings in force: id and the words of the chosen option."""
        asked = tuple(readings)
        if asked not in self._chosen:
            self._chosen[asked] = tuple(
                (name, self.notice.reading(name).option(self.reading[name]).text)
                for name in asked
                if name in self.reading
            )
        return self._chosen[asked]

    def followed(self, found: Iterable[tuple[str, Mapping[str, Iterable[str]]]]) -> list[Followed]:
        """Return the readings in use: ``found`` are files, each with its readings and rules."""
        rules: dict[str, dict[str, None]] = {}
        files: dict[str, dict[str, None]] = {}
        for file, followed in found:
            for name, judged in followed.items():
                rules.setdefault(name, {}).update(dict.fromkeys(judged))
                files.setdefault(name, {})[file] = None
        return [
            Followed(
                notice=self.notice.id,
                id=reading.id,
                question=reading.question,
                option=self.reading[reading.id],
                text=reading.option(self.reading[reading.id]).text,
                default=self.reading[reading.id] == reading.default,
                rules=tuple(rules[reading.id]),
                files=tuple(files[reading.id]),
            )
            for reading in self.notice.readings
            if reading.id in rules
        ]

    def missing_titles(self, needed: tuple[str, ...]) -> tuple[str, ...]:
        """Return the titles of the lists that expressions look at and nobody has supplied."""
        if needed not in self._missing:
            titles = {
                title: None
                for expression in needed
                for path in Expression.of(expression).names("ref")
                if path and (title := self.missing_list(path[0])) is not None
            }
            self._missing[needed] = tuple(titles)
        return self._missing[needed]

    def missing_list(self, name: str) -> str | None:
        """Return the title of the list ``name`` where nobody has supplied it yet."""
        code_list = self.lists.get(name)
        missing = code_list is not None and code_list.status == "missing"
        return code_list.title if code_list is not None and missing else None


def check_readings(notices: Sequence[Notice], chosen: Mapping[str, str]) -> None:
    """Raise ShenbaoError for a reading that no notice has, or an option that it does not have."""
    if not chosen:
        return
    allowed: dict[str, dict[str, None]] = {}
    for name, options in (pair for item in outlines(notices) for pair in item.readings.items()):
        allowed.setdefault(name, {}).update(dict.fromkeys(options))
        if name in chosen and chosen[name] not in options:
            raise ShenbaoError(
                "check-option-unknown",
                reading=name,
                found=chosen[name],
                allowed=", ".join(options),
            )
    for name in chosen:
        if not allowed:
            raise ShenbaoError("check-readings-none", reading=name)
        if name not in allowed:
            raise ShenbaoError("check-reading-unknown", reading=name, allowed=", ".join(allowed))


def lists_as_variable(notice: Notice) -> Mapping[str, Any]:
    """Return the code lists of a notice as the variable ``ref`` of CEL; a missing one is absent."""
    return {
        code_list.name: _as_variable(code_list)
        for code_list in notice.lists
        if code_list.status != "missing"
    }


def _as_variable(code_list: CodeList) -> dict[str, Any]:
    names = [column.name for column in code_list.columns]
    return {
        "codes": [row.code for row in code_list.rows],
        "labels": [row.label for row in code_list.rows],
        "rows": [dict(zip(names, row.values, strict=False)) for row in code_list.rows],
    }
