"""A notice as JSON and back: the types of the model say how each value is written.

An object has the names of the fields, without those that have their default; a tuple is an
array, a day or a moment its ISO 8601 text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from shenbao.policy.model import Notice

Reader: TypeAlias = Callable[[Any], Any]

_MOMENTS = (date, datetime)


def to_json(value: Any) -> Any:
    """Return a value of the model as JSON has it."""
    if is_dataclass(value):
        return {name: to_json(item) for name, item in told(value)}
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value.isoformat() if isinstance(value, _MOMENTS) else value


def told(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a dataclass that do not have their default, with their values."""
    for item in fields(value):
        found = getattr(value, item.name)
        if found != _default(item):
            yield item.name, found


def from_json(document: Any) -> Notice:
    """Return the notice that ``to_json`` wrote.

    Raises TypeError, ValueError, KeyError or AttributeError for what it did not write.
    """
    notice = reader(Notice)(document)
    if not isinstance(notice, Notice):
        raise TypeError
    return notice


def _default(item: Field[Any]) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return item.default


@cache
def reader(kind: Any) -> Reader:
    """Return what reads the values of a type; those of JSON's own types are taken as they are."""
    origin, parts = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _object(kind)
    if origin is tuple:
        one = reader(parts[0])
        return lambda value: tuple(one(item) for item in value)
    if origin in (Union, UnionType):
        return _union(parts)
    if kind in _MOMENTS:
        return datetime.fromisoformat if kind is datetime else date.fromisoformat
    if origin is not None and parts and issubclass(_class(origin), Mapping):
        inside = reader(parts[1])
        return lambda value: {key: inside(item) for key, item in value.items()}
    return _as_it_is


def _class(origin: Any) -> type:
    return origin if isinstance(origin, type) else NoneType


def _as_it_is(value: Any) -> Any:
    return value


def _object(kind: Any) -> Reader:
    readers: dict[str, Reader] = {}

    def read(value: Any) -> Any:
        if not readers:
            # Only now: a part of a form holds parts of a form.
            hints = get_type_hints(kind)
            readers.update({item.name: reader(hints[item.name]) for item in fields(kind)})
        return kind(**{name: readers[name](item) for name, item in value.items()})

    return read


def _union(kinds: tuple[Any, ...]) -> Reader:
    """Return what reads one of several types, which JSON tells apart by their kinds of value."""
    by_json: dict[type, Reader] = {}
    for kind in kinds:
        if isinstance(kind, type) and is_dataclass(kind):
            by_json[dict] = reader(kind)
        elif get_origin(kind) is tuple:
            by_json[list] = reader(kind)
        elif kind in _MOMENTS:
            by_json[str] = reader(kind)
    return lambda value: by_json.get(type(value), _as_it_is)(value)
