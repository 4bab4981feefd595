"""JSON Schema by jsonschema-rs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from shenbao.core.engines.ports import Formats, SchemaRefused
from shenbao.core.paths import pointer_of


class RustJsonSchema:
    """The engine of the command."""

    def compile(
        self,
        schema: Mapping[str, Any],
        *,
        formats: Formats | None = None,
        documents: Iterable[Mapping[str, Any]] = (),
    ) -> _Compiled:
        """Return a schema ready to judge."""
        known = [(document["$id"], dict(document)) for document in documents]
        try:
            return _Compiled(
                jsonschema_rs.Draft202012Validator(
                    dict(schema),
                    registry=jsonschema_rs.Registry(known) if known else None,
                    retriever=_nothing,
                    validate_formats=formats is not None,
                    formats=dict(formats or {}),
                )
            )
        except jsonschema_rs.ValidationError as error:
            raise SchemaRefused(pointer_of(tuple(error.instance_path))) from error

    def compile_any(self, schema: Mapping[str, Any]) -> _Compiled:
        """Return a schema of any draft ready to judge."""
        try:
            return _Compiled(jsonschema_rs.validator_for(dict(schema), retriever=_nothing))
        except Exception as error:
            raise SchemaRefused from error


@dataclass(frozen=True, slots=True)
class _Compiled:
    validator: Any

    def is_valid(self, value: Any) -> bool:
        """Say whether a value fits."""
        return bool(self.validator.is_valid(value))

    def failures(self, value: Any) -> Iterator[_Failure]:
        """Yield every keyword that does not hold."""
        return map(_Failure, self.validator.iter_errors(value))


@dataclass(frozen=True, slots=True)
class _Failure:
    error: Any

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where in the data."""
        return tuple(self.error.instance_path)

    @property
    def schema_path(self) -> tuple[str | int, ...]:
        """Where in the schema."""
        return tuple(self.error.schema_path)

    @property
    def location(self) -> str:
        """The address of the keyword."""
        return str(self.error.absolute_keyword_location)

    @property
    def keyword(self) -> str:
        """The keyword."""
        return str(self.error.kind.name)

    @property
    def details(self) -> Mapping[str, Any]:
        """What the keyword asks for."""
        told: dict[str, Any] = self.error.kind.as_dict()
        inner = told.get("error")
        return told if inner is None else {**told, "error": inner.instance}

    @property
    def instance(self) -> Any:
        """The value that was judged."""
        return self.error.instance


def _nothing(uri: str) -> Any:
    """Refuse every reference to another document: nothing outside is read."""
    raise ValueError(uri)
