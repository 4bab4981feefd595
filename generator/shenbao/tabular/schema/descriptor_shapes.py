"""What the properties of a descriptor may hold, by both editions of the standard.

The types are those that frictionless demands, and those that the second edition adds. What
depends on other properties is judged where the descriptor is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from shenbao.core.messages.shortening import shorten, shorten_json
from shenbao.tabular.results import Issue

_LAST_ROW = 1_000_000_000

Part: TypeAlias = Literal["package", "resource", "schema", "field", "dialect"]


class Shape(NamedTuple):
    """A type by the word that messages know, and the properties of objects in it."""

    word: str
    holds: Callable[[Any], bool]
    inner: Mapping[str, Shape] = {}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_whole(value: Any) -> bool:
    """Say whether a value is an integer; JSON also writes one as ``3.0``."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_object, value))


def _is_link(value: Any) -> bool:
    return isinstance(value, str | Mapping)


def _is_path(value: Any) -> bool:
    return isinstance(value, str) or (_are_texts(value) and bool(value))


def _is_data(value: Any) -> bool:
    return isinstance(value, list | Mapping)


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(
        is_whole(item) and 0 < item <= _LAST_ROW for item in value
    )


def _is_sheet(value: Any) -> bool:
    return isinstance(value, str) or is_whole(value)


_TEXT = Shape("text", _is_text)
_FLAG = Shape("flag", _is_flag)
_WHOLE = Shape("whole", is_whole)
_LIST = Shape("list", _is_list)
_TEXTS = Shape("texts", _are_texts)
_LINK = Shape("link", _is_link)
_ROWS = Shape("rows", _are_rows)
_SHEET = Shape("sheet", _is_sheet)


def _object(inner: Mapping[str, Shape]) -> Shape:
    return Shape("object", _is_object, inner)


def _objects(inner: Mapping[str, Shape]) -> Shape:
    return Shape("objects", _are_objects, inner)


def _each(shape: Shape, names: str) -> dict[str, Shape]:
    return dict.fromkeys(names.split(), shape)


_COMMON: Mapping[str, Shape] = {
    **_each(_TEXT, "name type title description homepage profile $schema"),
    "profiles": _LIST,
    "licenses": _objects(_each(_TEXT, "name path title")),
    "sources": _objects(_each(_TEXT, "title path email version")),
    "contributors": _objects(
        _each(_TEXT, "title path email organisation organization role givenName familyName")
        | {"roles": _TEXTS}
    ),
}
_CSV: Mapping[str, Shape] = {
    **_each(_TEXT, "delimiter lineTerminator quoteChar escapeChar nullSequence"),
    **_each(_FLAG, "doubleQuote skipInitialSpace"),
}
_SHAPES: Mapping[Part, Mapping[str, Shape]] = {
    "package": {
        **_COMMON,
        **_each(_TEXT, "id image version created"),
        "keywords": _TEXTS,
        "resources": _LIST,
    },
    "resource": {
        **_COMMON,
        **_each(_TEXT, "scheme format mediatype compression innerpath encoding hash"),
        **_each(_WHOLE, "bytes fields rows"),
        **_each(_LINK, "dialect schema"),
        "path": Shape("path", _is_path),
        "data": Shape("data", _is_data),
        "extrapaths": _TEXTS,
        "stats": _object(_each(_WHOLE, "bytes fields rows") | _each(_TEXT, "hash md5 sha256")),
    },
    "schema": _each(_TEXT, "name type title description $schema"),
    "field": {**_each(_TEXT, "title description rdfType"), "examples": _LIST},
    "dialect": {
        **_each(_TEXT, "name type title description $schema headerJoin commentChar"),
        **_each(_FLAG, "header headerCase skipBlankRows"),
        **_each(_ROWS, "headerRows commentRows"),
        **_CSV,
        **_each(_TEXT, "property sheetName"),
        "sheetNumber": _WHOLE,
        "itemKeys": _TEXTS,
        "csv": _object(_CSV),
        "excel": _object(
            {
                "sheet": _SHEET,
                **_each(
                    _FLAG, "fillMergedCells stringified preserveFormatting adjustFloatingPointError"
                ),
            }
        ),
        "json": _object({"property": _TEXT, "keys": _TEXTS, "keyed": _FLAG}),
    },
}
_DROPPED = frozenset({"bytes", *_CSV})
"""Properties that may be null: the other engine takes them out before it looks."""


def shape_issues(
    part: Part, descriptor: Mapping[str, Any], code: str, name: str = ""
) -> Iterator[Issue]:
    """Yield an issue for each property of a descriptor that is of another type than it must be.

    ``name`` is that of the resource or field.
    """
    for place, value, shape in _wrong(descriptor, _SHAPES[part]):
        yield Issue(
            code=code,
            message="tables-property",
            column=name if part == "field" else "",
            args={
                "part": part,
                "name": shorten(name),
                "property": place,
                "wanted": shape.word,
                "found": value_words(value),
            },
        )


def _wrong(
    descriptor: Mapping[str, Any], shapes: Mapping[str, Shape], before: str = ""
) -> Iterator[tuple[str, Any, Shape]]:
    for name, shape in shapes.items():
        if name not in descriptor:
            continue
        value, place = descriptor[name], before + name
        if value is None and not before and name in _DROPPED:
            continue
        if not shape.holds(value):
            yield place, value, shape
        elif isinstance(value, Mapping):
            yield from _wrong(value, shape.inner, f"{place}/")
        elif shape.inner:
            for number, item in enumerate(value):
                yield from _wrong(item, shape.inner, f"{place}/{number}/")


def value_words(value: Any) -> str:
    """Return a value of a descriptor as it stands there, cut to a length for reading."""
    if isinstance(value, str):
        return shorten(value)
    return shorten_json(value)
