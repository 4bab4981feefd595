"""JSON Schema by jsonschema, which is Python alone; its answers are those of the fast engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shenbao.core.engines.ports import Formats, SchemaRefused
from shenbao.core.paths import pointer_of
from shenbao.policy.patterns import searching, trouble


class PlainJsonSchema:
    """The engine of the browser. It fetches nothing: no document is known but those given."""

    def compile(
        self,
        schema: Mapping[str, Any],
        *,
        formats: Formats | None = None,
        documents: Iterable[Mapping[str, Any]] = (),
    ) -> _Compiled:
        """Return a schema ready to judge (see the port)."""
        from jsonschema import FormatChecker
        from referencing import Registry, Resource

        checker = FormatChecker(formats=())
        for name, check in (formats or {}).items():
            checker.checks(name)(check)
        known = [(item["$id"], Resource.from_contents(dict(item))) for item in documents]
        registry: Any = Registry().with_resources(known)
        kind: Any = _kind()
        return _Compiled(kind(dict(schema), registry=registry, format_checker=checker))

    def compile_any(self, schema: Mapping[str, Any]) -> _Compiled:
        """Return a schema of any draft ready to judge. Raises SchemaRefused."""
        from jsonschema import SchemaError
        from jsonschema.validators import validator_for
        from referencing import Registry

        try:
            kind: Any = validator_for(dict(schema))
            kind.check_schema(dict(schema))
            registry: Any = Registry()
            return _Compiled(kind(dict(schema), registry=registry))
        except (SchemaError, TypeError, ValueError) as error:
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
        return tuple(self.error.absolute_path)

    @property
    def schema_path(self) -> tuple[str | int, ...]:
        """Where in the schema."""
        return tuple(self.error.absolute_schema_path)

    @property
    def location(self) -> str:
        """The address of the keyword."""
        return "#" + pointer_of(self.schema_path)

    @property
    def keyword(self) -> str:
        """The keyword."""
        return str(self.error.validator)

    @property
    def details(self) -> Mapping[str, Any]:
        """What the keyword asks for."""
        return {self.keyword: self.error.validator_value}

    @property
    def instance(self) -> Any:
        """The value that was judged."""
        return self.error.instance


@lru_cache(maxsize=1)
def _kind() -> Any:
    from jsonschema import Draft202012Validator, ValidationError, validators

    kinds: Any = validators
    return kinds.extend(Draft202012Validator, {"pattern": _pattern(ValidationError)})


def _pattern(error: Callable[[str], Exception]) -> Callable[..., Iterator[Exception]]:
    """Return the keyword ``pattern`` as the other engines mean it."""

    def check(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[Exception]:
        if isinstance(value, str) and _searched(pattern).search(value) is None:
            yield error("pattern")

    return check


@lru_cache(maxsize=1024)
def _searched(pattern: str) -> re.Pattern[str]:
    """Return a pattern to search by; that of a stranger's schema may be none of the profile."""
    return searching(pattern) if trouble(pattern) is None else re.compile(pattern)
