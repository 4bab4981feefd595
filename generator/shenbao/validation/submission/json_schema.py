"""Two engines that check data against a JSON Schema and say the same of it.

An engine only says which keyword fails where; what is allowed and what was found is read
from the schema and the data, so no text of a library, and no hidden value in it, gets out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from shenbao.core.engines import current as engines
from shenbao.core.errors import MissingExtraError
from shenbao.core.guards.json_values import unfit_text
from shenbao.core.paths import pointer_of
from shenbao.validation.form_index import Path

EngineName: TypeAlias = Literal["fast", "reference"]
Failure: TypeAlias = tuple[Path, tuple[str | int, ...]]
Engine: TypeAlias = Callable[[Any], Iterable[Failure]]

DEEPEST = 64
"""Levels; the readers refuse deeper data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A keyword that does not hold.

    ``path`` is the place; for ``required`` and ``additionalProperties`` it ends with the
    missing or surplus key. ``limit`` is the keyword's value, ``found`` the value judged.
    """

    keyword: str
    path: Path
    schema_pointer: str
    limit: Any
    found: Any

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the place."""
        return pointer_of(self.path)


def violations(schema: Mapping[str, Any], engine: Engine, data: Any) -> tuple[Violation, ...]:
    """Return what is wrong with ``data``, sorted.

    A value of the wrong type is not judged further: its other failures say nothing new.
    """
    failures = set(engine(data))
    wrong_type = {path for path, place in failures if place[-1] == "type"}
    found = [
        violation
        for path, place in failures
        if path not in wrong_type or place[-1] == "type"
        for violation in _spell_out(schema, data, path, place)
    ]
    return tuple(sorted(found, key=lambda item: (_in_order(item.path), item.keyword)))


def unusable(data: Any) -> tuple[Path, ...]:
    """Return the places of what no engine may be given; the readers let none of it through.

    Deep nesting, numbers that are none or no double, text that is no Unicode or holds U+0000
    (where texts of the C language end), keys that are no text.
    """
    found: list[Path] = []
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict | list) and len(path) >= DEEPEST:
            found.append(path)
        elif isinstance(value, dict):
            for key, item in value.items():
                if not isinstance(key, str) or unfit_text(key):
                    found.append(path)
                elif isinstance(item, dict | list) or not _is_usable(item):
                    waiting.append(((*path, key), item))
        elif isinstance(value, list):
            waiting.extend(
                ((*path, row), item)
                for row, item in enumerate(value)
                if isinstance(item, dict | list) or not _is_usable(item)
            )
        elif not _is_usable(value):
            found.append(path)
    return tuple(sorted(set(found), key=pointer_of))


def fast(schema: Mapping[str, Any]) -> Engine:
    """Return the engine for everyday use."""
    validator = engines.json_schema().compile(schema, formats=FORMATS)

    def failures(data: Any) -> Iterator[Failure]:
        if not validator.is_valid(data):
            for failure in validator.failures(data):
                yield failure.path, failure.schema_path

    return failures


def reference(schema: Mapping[str, Any]) -> Engine:
    """Return the slow engine that the fast one is compared with."""
    try:
        import jsonschema
    except ImportError as error:
        raise MissingExtraError("jsonschema", "reference") from error

    checker = jsonschema.FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    kinds: Any = jsonschema.validators
    kind = kinds.extend(
        jsonschema.Draft202012Validator, {"pattern": _pattern(jsonschema.ValidationError)}
    )
    validator = kind(dict(schema), format_checker=checker)

    def failures(data: Any) -> Iterator[Failure]:
        for error in validator.iter_errors(data):
            yield tuple(error.absolute_path), tuple(error.absolute_schema_path)

    return failures


ENGINES: Mapping[EngineName, Callable[[Mapping[str, Any]], Engine]] = {
    "fast": fast,
    "reference": reference,
}

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Blanks are written out: ``\s`` is not the same in Python and in the browser (src/data/shape.ts).
_BLANK = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_EMAIL = re.compile(rf"[^@{_BLANK}]+@[^@{_BLANK}.]+(\.[^@{_BLANK}.]+)+")
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:[^{_BLANK}]+")


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_email(value: object) -> bool:
    return not isinstance(value, str) or _EMAIL.fullmatch(value) is not None


def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or _URI.fullmatch(value) is not None


FORMATS: Mapping[str, Callable[[object], bool]] = {
    "date": _is_date,
    "email": _is_email,
    "uri": _is_uri,
}
"""The formats of the dialect. The libraries differ in what they take for an e-mail address."""


def _pattern(error: Callable[[str], Exception]) -> Callable[..., Iterator[Exception]]:
    """Return the keyword ``pattern`` as the other engines mean it."""
    from shenbao.policy.patterns import searching

    def check(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[Exception]:
        if not isinstance(value, str):
            return
        if searching(pattern).search(value) is None:
            yield error("pattern")

    return check


def _spell_out(
    schema: Mapping[str, Any], data: Any, path: Path, place: tuple[str | int, ...]
) -> Iterator[Violation]:
    keyword = str(place[-1])
    holder: Any = schema
    for step in place[:-1]:
        holder = holder[step]
    found = data
    for step in path:
        found = found[step]
    limit = holder[keyword]
    ends: Iterable[Path] = ((),)
    if keyword == "required":
        ends = [(key,) for key in limit if key not in found]
    elif keyword == "additionalProperties":
        ends = [(key,) for key in found if key not in holder.get("properties", {})]
    for end in ends:
        yield Violation(
            keyword=keyword,
            path=(*path, *end),
            schema_pointer=pointer_of(place),
            limit=limit,
            found=found if not end else found.get(end[0]),
        )


def _in_order(path: Path) -> tuple[tuple[int, str], ...]:
    """Return a sort key: rows by number, keys by letter."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)


def _is_usable(value: Any) -> bool:
    if isinstance(value, str):
        return not unfit_text(value)
    if value is None or isinstance(value, bool):
        return True
    if not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False
