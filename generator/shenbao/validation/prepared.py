"""A notice made ready to check with: forms indexed, schemas compiled, lists as variables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from shenbao.policy.model import FormOrTable, Notice
from shenbao.validation.context import Context, lists_as_variable
from shenbao.validation.form_index import FormIndex
from shenbao.validation.submission.json_schema import ENGINES, Engine, EngineName


class Prepared:
    """What checking needs of a notice, each part made when it is first asked for, and once.

    Compiling a schema takes longer than checking a submission with it.
    """

    def __init__(self, notice: Notice, engine: EngineName) -> None:
        self._notice = notice
        self._engine = engine
        self._forms: dict[str, tuple[FormIndex, Engine]] = {}
        self._contexts: dict[tuple[tuple[str, str], ...], Context] = {}

    def form(self, source: FormOrTable) -> tuple[FormIndex, Engine]:
        """Return a form or table of the notice, indexed, and what judges its structure."""
        if source.id not in self._forms:
            indexed = FormIndex(source)
            self._forms[source.id] = (indexed, ENGINES[self._engine](indexed.schema))
        return self._forms[source.id]

    def context(self, readings: Mapping[str, str]) -> Context:
        """Return what the rules of the notice share in all runs with these readings."""
        chosen = tuple(sorted(readings.items()))
        if chosen not in self._contexts:
            self._contexts[chosen] = Context(self._notice, readings, self._lists)
        return self._contexts[chosen]

    @cached_property
    def _lists(self) -> Mapping[str, Any]:
        return lists_as_variable(self._notice)
