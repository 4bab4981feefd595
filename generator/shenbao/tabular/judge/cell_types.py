"""Exact readers: a cell of text (or of a workbook, or of JSON) to a typed value or None.

They accept what frictionless accepts and return the same values, so that keys compare
alike. One deliberate difference: digits other than 0 to 9 are no number.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from shenbao.tabular.judge.datetimes import (
    date_reader,
    datetime_reader,
    foreign_digits,
    read_duration,
    time_reader,
)
from shenbao.tabular.read.batches import Unread
from shenbao.tabular.schema.table_schema import Field

Reader: TypeAlias = Callable[[Any], Any]


TRUE_VALUES = ("true", "True", "TRUE", "1")
FALSE_VALUES = ("false", "False", "FALSE", "0")

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_BEFORE_NUMBER = re.compile(r"[^-\d]*")
_NO_DIGITS = re.compile(r"\D*")
_LATIN = "\u0100-\u017f\u0180-\u024f\u00a0-\u00ff"
_ATOM = _LATIN + r"0-9a-z!#$%&'*+/=?^_`{}|~\-"
_NOT_IN_DOMAIN = re.compile(r"\s|__+")
_LONGEST_MAILBOX, _LONGEST_DOMAIN = 64, 253
_YEAR_DIGITS, _LAST_YEAR, _MONTHS = 4, 9999, 12
_EAST, _NORTH = 180, 90


class YearMonth(NamedTuple):
    """A month of a year."""

    year: Any
    month: Any


class GeoPoint(NamedTuple):
    """A place on the earth."""

    lon: Any
    lat: Any


def value_reader(field: Field) -> Reader:
    """Return the reader of a field's type and format: a value, or None where it is none."""
    if field.type in _TEMPORAL:
        return _TEMPORAL[field.type](field.format)
    if field.type in _WITH_OPTIONS:
        return _WITH_OPTIONS[field.type](field)
    return _PLAIN[field.type]


def _string(field: Field) -> Reader:
    accepts = _STRINGS.get(field.format)
    if accepts is None:
        return lambda cell: cell if isinstance(cell, str) else None
    return lambda cell: cell if isinstance(cell, str) and accepts(cell) else None


def _is_uri(text: str) -> bool:
    return _SCHEME.match(text) is not None


@cache
def _mail() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a mailbox and of a domain, compiled where the first address comes."""
    mailbox = re.compile(
        rf"(^[{_LATIN}]|[{_ATOM}]+(\.[{_ATOM}]+)*$"
        rf'|^"([{_LATIN}' + r'\001-\010\013\014\016-\037!#-\[\]-\177]|\\[\011.])*")$',
        re.IGNORECASE,
    )
    domain = re.compile(
        r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z]$",
        re.IGNORECASE,
    )
    return mailbox, domain


def is_email(text: str) -> bool:
    """Say whether a text is an address of mail."""
    if text.count("@") != 1:
        return False
    mailbox, domain = text.rsplit("@", 1)
    if len(mailbox) > _LONGEST_MAILBOX or len(domain) > _LONGEST_DOMAIN or not domain:
        return False
    try:
        encoded = domain.encode("idna").decode("utf-8")
    except UnicodeError:
        return False
    like_mailbox, like_domain = _mail()
    return (
        len(encoded.rstrip(".")) <= _LONGEST_DOMAIN
        and not _NOT_IN_DOMAIN.search(domain)
        and like_domain.match(encoded) is not None
        and like_mailbox.match(mailbox) is not None
    )


def _is_uuid(text: str) -> bool:
    with suppress(ValueError):
        return bool(text) and UUID(text) is not None
    return False


def _is_binary(text: str) -> bool:
    with suppress(ValueError):
        base64.b64decode(text)
        return True
    return False


_STRINGS: Mapping[str, Callable[[str], bool]] = {
    "uri": _is_uri,
    "email": is_email,
    "uuid": _is_uuid,
    "binary": _is_binary,
}


def strip_affixes(text: str) -> str:
    """Return a number without what stands around it (``bareNumber: false``)."""
    start = _BEFORE_NUMBER.match(text)
    text = text[start.end() :] if start else text
    end = _NO_DIGITS.match(text[::-1])
    return text[: len(text) - end.end()] if end else text


def _integer(field: Field) -> Reader:
    written = _rewriter(field)

    def read(cell: Any) -> int | None:
        if not isinstance(cell, str):
            return _whole(cell)
        text = written(cell.strip())
        if text is None:
            return None
        with suppress(ValueError):
            return None if foreign_digits(text) else int(text)
        return None

    return read


def _whole(cell: Any) -> int | None:
    """Return the integer that a value of a workbook or of JSON is."""
    if isinstance(cell, int):
        return None if isinstance(cell, bool) else cell
    with suppress(InvalidOperation):
        if isinstance(cell, float | Decimal) and cell % 1 == 0:
            return int(cell)
    return None


def _number(field: Field) -> Reader:
    exact = not field.options.get("floatNumber")
    written = _rewriter(field)

    def parse(text: str) -> Decimal | float | None:
        with suppress(ValueError, ArithmeticError):
            if not exact:
                return float(text)
            value = Decimal(text)
            # A signalling NaN raises in every comparison; it is read as a quiet one.
            return Decimal("NaN") if value.is_snan() else value
        return None

    def read(cell: Any) -> Decimal | float | None:
        if isinstance(cell, str):
            text = written(cell.strip())
            return None if text is None or foreign_digits(text) else parse(text)
        if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
            return None
        if isinstance(cell, int):
            return cell
        return (cell if isinstance(cell, Decimal) else Decimal(str(cell))) if exact else float(cell)

    return read


def _rewriter(field: Field) -> Callable[[str], str | None]:
    """Return what turns a number with its own signs into a plain one, or into None.

    Table Schema, ``number``: ``decimalChar``, ``groupChar``, ``bareNumber``.
    """
    if not {"groupChar", "decimalChar", "bareNumber"} & field.options.keys():
        return lambda text: text
    stripped = field.options.get("bareNumber") is False
    group = field.options.get("groupChar", "")
    point = field.options.get("decimalChar", ".")

    def rewrite(text: str) -> str | None:
        text = (strip_affixes(text) if stripped else text).replace(group, "")
        if point != "." and "." in text:
            return None
        return text.replace(point, ".")

    return rewrite


def _boolean(field: Field) -> Reader:
    meant = dict.fromkeys(field.options.get("trueValues", TRUE_VALUES), True)
    meant |= dict.fromkeys(field.options.get("falseValues", FALSE_VALUES), False)

    def read(cell: Any) -> bool | None:
        if isinstance(cell, bool):
            return cell
        return meant.get(cell) if isinstance(cell, str) else None

    return read


def _year(cell: Any) -> int | None:
    if not isinstance(cell, int):
        if not isinstance(cell, str) or len(cell) != _YEAR_DIGITS or foreign_digits(cell):
            return None
        try:
            cell = int(cell)
        except ValueError:
            return None
    return cell if 0 <= cell <= _LAST_YEAR else None


def _yearmonth(cell: Any) -> YearMonth | None:
    if isinstance(cell, tuple | list):
        return YearMonth(*cell) if len(cell) == len(YearMonth._fields) else None
    if not isinstance(cell, str) or foreign_digits(cell):
        return None
    with suppress(ValueError):
        year, month = map(int, cell.split("-"))
        return YearMonth(year, month) if 1 <= month <= _MONTHS else None
    return None


def _from_json(cell: Any, wanted: type) -> Any:
    if isinstance(cell, str):
        try:
            cell = json.loads(cell)
        except (ValueError, RecursionError):
            return None
    return cell if isinstance(cell, wanted) else None


def _object(cell: Any) -> Any:
    return _from_json(cell, dict)


def _array(cell: Any) -> Any:
    return list(cell) if isinstance(cell, tuple) else _from_json(cell, list)


def _geopoint(field: Field) -> Reader:
    def parse(cell: str) -> GeoPoint:
        if field.format == "default":
            lon, lat = cell.split(",")
            return GeoPoint(Decimal(lon.strip()), Decimal(lat.strip()))
        found = json.loads(cell)
        if field.format == "array":
            lon, lat = found
        elif field.format == "object" and len(found) == len(GeoPoint._fields):
            lon, lat = found["lon"], found["lat"]
        else:
            raise ValueError(cell)
        return GeoPoint(Decimal(lon), Decimal(lat))

    def read(cell: Any) -> GeoPoint | None:
        # Whatever goes wrong in a text from outside, it is no place.
        with suppress(Exception):
            if isinstance(cell, str) and foreign_digits(cell):
                return None
            point = parse(cell) if isinstance(cell, str) else GeoPoint(*cell)
            if -_EAST <= point.lon <= _EAST and -_NORTH <= point.lat <= _NORTH:
                return point
        return None

    return read


def _list(field: Field) -> Reader:
    item = value_reader(Field(name=field.name, type=field.options.get("itemType", "string")))
    delimiter = field.options.get("delimiter") or ","

    def read(cell: Any) -> list[Any] | None:
        if isinstance(cell, str):
            cell = cell.split(delimiter)
        elif not isinstance(cell, tuple | list):
            return None
        items = [item(part) for part in cell]
        return None if any(part is None for part in items) else items

    return read


_TEMPORAL: Mapping[str, Callable[[str], Reader]] = {
    "date": date_reader,
    "datetime": datetime_reader,
    "time": time_reader,
}
_WITH_OPTIONS: Mapping[str, Callable[[Field], Reader]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "geopoint": _geopoint,
    "list": _list,
}
_PLAIN: Mapping[str, Reader] = {
    "any": lambda cell: None if isinstance(cell, Unread) else cell,
    "array": _array,
    "duration": read_duration,
    "object": _object,
    "year": _year,
    "yearmonth": _yearmonth,
}
