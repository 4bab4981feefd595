"""A Table Schema (version 1 or 2) read into values; what is wrong with it is a list of issues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from shenbao.core.guards.json_values import unfit
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Value, many
from shenbao.tabular.results import WIDEST, Issue
from shenbao.tabular.schema.descriptor_shapes import is_whole, shape_issues, value_words

DEFAULT_MISSING = frozenset({""})
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
LENGTHS = ("minLength", "maxLength")
JSON_SCHEMA = "jsonSchema"
_QUICK = frozenset(("required", *BOUNDS, *LENGTHS, "pattern"))
_SECOND_EDITION = ("exclusiveMinimum", "exclusiveMaximum", JSON_SCHEMA)

NO_ROOM_FOR = ("geojson",)
"""Types that only the reference engine reads."""

_CONSTRAINTS: Mapping[str, tuple[str, ...]] = {
    "any": ("required", "enum"),
    "array": ("required", *LENGTHS, "enum", JSON_SCHEMA),
    "boolean": ("required", "enum"),
    "date": ("required", *BOUNDS, "enum"),
    "datetime": ("required", *BOUNDS, "enum"),
    "duration": ("required", "enum"),
    "geojson": ("required", "enum"),
    "geopoint": ("required", "enum"),
    "integer": ("required", *BOUNDS, "enum"),
    "list": ("required", *LENGTHS),
    "number": ("required", *BOUNDS, "enum"),
    "object": ("required", *LENGTHS, "enum", JSON_SCHEMA),
    "string": ("required", *LENGTHS, "pattern", "enum"),
    "time": ("required", *BOUNDS, "enum"),
    "year": ("required", *BOUNDS, "enum"),
    "yearmonth": ("required", *BOUNDS, "enum"),
}
TYPES = tuple(_CONSTRAINTS)
LIST_ITEMS = ("string", "integer", "boolean", "number", "datetime", "date", "time")
_FORMATS: Mapping[str, tuple[str, ...]] = {
    "string": ("default", "email", "uri", "binary", "uuid", "wkt"),
    "geojson": ("default", "topojson"),
}
_MOST: Mapping[str, int] = {"fields": WIDEST, "uniqueKeys": 1_000, "foreignKeys": 1_000}
_MATCHES = ("exact", "equal", "subset", "superset", "partial")
_OPTION_TYPES: Mapping[str, tuple[tuple[str, ...], type]] = {
    "bareNumber": (("integer", "number"), bool),
    "floatNumber": (("number",), bool),
    "decimalChar": (("number",), str),
    "groupChar": (("integer", "number"), str),
    "delimiter": (("list",), str),
    "itemType": (("list",), str),
    "arrayItem": (("array",), dict),
    "trueValues": (("boolean",), list),
    "falseValues": (("boolean",), list),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column as the schema describes it. ``options`` are the properties of its type."""

    name: str
    type: str = "any"
    format: str = "default"
    title: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    missing: frozenset[str] = DEFAULT_MISSING
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def checked(self) -> Iterator[tuple[str, Any]]:
        """Yield the constraints on a value that the type knows, in the order they are checked."""
        for name in _CONSTRAINTS[self.type]:
            if self.constraints.get(name) is not None:
                yield name, self.constraints[name]

    @property
    def quick(self) -> bool:
        """Whether the quick judges know all its constraints; any other wants the exact one."""
        return all(name in _QUICK for name, _ in self.checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Columns whose values must stand in columns of another resource; "" is the table itself."""

    fields: tuple[str, ...]
    resource: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSchema:
    """A whole Table Schema. ``free`` is that of a table without one: anything in any column."""

    fields: tuple[Field, ...] = ()
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    fields_match: str = "exact"
    free: bool = False


FREE = TableSchema(free=True)


def version_of(descriptor: Mapping[str, Any]) -> str:
    """Return the edition of the standard that ``$schema`` names: v1, v2 or unknown.

    Data Package v2, ``$schema``: one that is not there means the profile of v1.
    """
    profile = descriptor.get("$schema")
    if not isinstance(profile, str) or not profile:
        return "v1"
    try:
        parts = urlsplit(profile)
    except ValueError:
        return "unknown"
    found = re.search(r"/profiles/(\d+)\.\d+/", parts.path)
    if parts.hostname != "datapackage.org" or found is None:
        return "unknown"
    return f"v{found[1]}"


def names_of(schema: TableSchema) -> frozenset[str]:
    """Return how the columns may be called in a header: their names and titles."""
    return frozenset(text for item in schema.fields for text in (item.name, item.title) if text)


def names_in(descriptor: Any) -> frozenset[str]:
    """Return the same of a descriptor that may be wrong."""
    fields = descriptor.get("fields") if isinstance(descriptor, Mapping) else None
    return frozenset(
        item[key]
        for item in (fields if isinstance(fields, list) else ())
        if isinstance(item, Mapping)
        for key in ("name", "title")
        if isinstance(item.get(key), str)
    )


def read_schema(
    descriptor: Any, version: str | None = None
) -> tuple[TableSchema | None, tuple[Issue, ...]]:
    """Return the schema, or None and what is wrong with it.

    ``version`` is that of the package around it, which wins over the schema's own.
    """
    if not isinstance(descriptor, Mapping):
        return None, (_issue("tables-schema-shape"),)
    wrong = unfit(descriptor)
    if wrong:
        return None, (_issue("tables-unfit", file="schema", why=wrong),)
    edition = version or version_of(descriptor)
    issues = list(_too_many(descriptor)) or list(_problems(descriptor, edition))
    if issues:
        return None, tuple(issues)
    missing = _missing(descriptor.get("missingValues"), DEFAULT_MISSING)
    return (
        TableSchema(
            fields=tuple(read_field(item, missing) for item in descriptor["fields"]),
            primary_key=_names(descriptor.get("primaryKey")),
            unique_keys=tuple(_names(key) for key in descriptor.get("uniqueKeys", ())),
            foreign_keys=tuple(_foreign(key) for key in descriptor.get("foreignKeys", ())),
            fields_match=_match(descriptor.get("fieldsMatch")),
        ),
        (),
    )


def _too_many(descriptor: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield what there is more of than any table has; of that nothing else is told."""
    for name, most in _MOST.items():
        found = descriptor.get(name)
        if isinstance(found, list) and len(found) > most:
            numbers = {"count": str(len(found)), "limit": str(most)}
            yield _issue("tables-schema-many", name=name, **numbers)


def read_field(item: Mapping[str, Any], missing: frozenset[str]) -> Field:
    """Return the column that a valid field descriptor means."""
    form = item.get("format") or "default"
    # Without a type the first edition of the standard reads text.
    kind = item.get("type") or "string"
    return Field(
        name=item["name"],
        type=kind,
        format=form.replace("fmt:", "") if form.startswith("fmt:") else form,
        title=item["title"] if isinstance(item.get("title"), str) else "",
        constraints=_constraints(item),
        missing=_missing(item.get("missingValues"), missing),
        options={
            name: item[name]
            for name, (kinds, _) in _OPTION_TYPES.items()
            if kind in kinds and item.get(name) is not None
        },
    )


def _constraints(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the constraints; the categories of a column are its choices."""
    found = dict(item.get("constraints") or {})
    for name in LENGTHS:
        if name in found:
            found[name] = int(found[name])
    if item.get("categories") is not None:
        found.setdefault("enum", _category_values(item["categories"]))
    return found


def _category_values(categories: Sequence[Any]) -> list[Any]:
    return [item["value"] if isinstance(item, Mapping) else item for item in categories]


def _problems(descriptor: Mapping[str, Any], version: str) -> Iterator[Issue]:
    yield from shape_issues("schema", descriptor, "schema-error")
    fields = descriptor.get("fields")
    if not isinstance(fields, Sequence) or isinstance(fields, str):
        yield _issue("tables-schema-fields")
        return
    names: list[str] = []
    for number, item in enumerate(fields, start=1):
        if not isinstance(item, Mapping) or not isinstance(item.get("name"), str):
            yield _issue("tables-schema-field", code="field-error", number=str(number))
            continue
        names.append(item["name"])
        yield from field_problems(item, version)
    if len(names) < len(fields):
        # Whether keys name fields cannot be said while one has no name.
        return
    for name in sorted(name for name, times in Counter(names).items() if times > 1):
        yield _issue("tables-schema-twice", name=name)
    yield from _key_problems(descriptor, names)
    if "missingValues" in descriptor and not _good_missing(descriptor["missingValues"], version):
        yield _issue("tables-schema-missing-values", name="missingValues")
    match = _match(descriptor.get("fieldsMatch"))
    if match not in _MATCHES:
        allowed = many(_MATCHES)
        yield _issue("tables-schema-value", name="fieldsMatch", found=match, allowed=allowed)


def field_problems(item: Mapping[str, Any], version: str) -> Iterator[Issue]:
    """Yield what is wrong with the descriptor of a field that has a name."""
    name, kind = item["name"], item.get("type", "string") or "string"
    yield from shape_issues("field", item, "field-error", name)
    if not isinstance(item.get("type", ""), str) or kind not in _CONSTRAINTS:
        yield _issue(
            "tables-schema-type", "field-error", name=name, found=value_words(item["type"])
        )
        return
    form = item.get("format", "default")
    allowed = _FORMATS.get(kind)
    if not isinstance(form, str) or (allowed and form not in allowed):
        yield _issue("tables-schema-format", "field-error", name=name, found=value_words(form))
    yield from _option_problems(item, kind)
    if "missingValues" in item and not _good_missing(item["missingValues"], version):
        yield _issue("tables-schema-missing-values", "field-error", name=name)
    if item.get("categories") is not None and not _good_categories(item):
        yield _issue("tables-schema-categories", "field-error", name=name)
    if "required" in item:
        yield _issue("tables-schema-required", "field-error", name=name)
    yield from _constraint_problems(item, kind, version)
    array_item = item.get("arrayItem")
    if kind == "array" and isinstance(array_item, Mapping):
        inner = {"type": "any", **array_item, "name": name}
        yield from field_problems(inner, version)


def _option_problems(item: Mapping[str, Any], kind: str) -> Iterator[Issue]:
    name = item["name"]
    for option, (kinds, wanted) in _OPTION_TYPES.items():
        if option in item and kind in kinds and not _is(item[option], wanted):
            yield _issue("tables-schema-option", "field-error", name=name, option=option)
    if kind == "list" and item.get("itemType", "string") not in LIST_ITEMS:
        yield _issue("tables-schema-option", "field-error", name=name, option="itemType")
    if kind == "number" and item.get("decimalChar") == "":
        yield _issue("tables-schema-option", "field-error", name=name, option="decimalChar")


def _constraint_problems(item: Mapping[str, Any], kind: str, version: str) -> Iterator[Issue]:
    constraints = item.get("constraints", {})
    name = item["name"]
    if not isinstance(constraints, Mapping):
        yield _issue("tables-schema-option", "field-error", name=name, option="constraints")
        return
    for constraint, value in constraints.items():
        if constraint not in (*_CONSTRAINTS[kind], "unique"):
            found = shorten(str(constraint))
            yield _issue(
                "tables-schema-constraint", "field-error", name=name, found=found, type=kind
            )
        elif not _good_constraint(constraint, value):
            yield _issue("tables-schema-limit", "field-error", name=name, constraint=constraint)
        elif version == "v1" and constraint in _SECOND_EDITION:
            yield _issue("tables-schema-edition", "field-error", name=name, option=constraint)


def _good_constraint(name: str, value: Any) -> bool:
    if name in {"required", "unique"}:
        return isinstance(value, bool)
    if name in LENGTHS:
        return is_whole(value)
    if name == "enum":
        return isinstance(value, list)
    if name == JSON_SCHEMA:
        return isinstance(value, Mapping)
    return value is not None and (name != "pattern" or isinstance(value, str))


def _good_categories(item: Mapping[str, Any]) -> bool:
    """Say whether categories are distinct values, or objects with such a value each.

    An ``enum`` beside them may only leave some of them out.
    """
    categories = item["categories"]
    if not isinstance(categories, list) or not categories:
        return False
    labelled = [isinstance(one, Mapping) for one in categories]
    if any(labelled) and not all(labelled):
        return False
    if not all("value" in one for one in categories if isinstance(one, Mapping)):
        return False
    values = [str(value) for value in _category_values(categories)]
    constraints = item.get("constraints")
    enum = constraints.get("enum") if isinstance(constraints, Mapping) else None
    chosen = enum if isinstance(enum, list) else []
    return len(set(values)) == len(values) and {str(value) for value in chosen} <= set(values)


def _key_problems(descriptor: Mapping[str, Any], names: Sequence[str]) -> Iterator[Issue]:
    primary = descriptor.get("primaryKey", [])
    unique = descriptor.get("uniqueKeys", [])
    if not _is_names(primary) or not isinstance(unique, list):
        yield _issue("tables-schema-key", name="primaryKey, uniqueKeys")
        return
    known = frozenset(names)
    for key in (primary, *unique):
        for part in _names(key) if _is_names(key) else ("?",):
            if part not in known:
                yield _issue("tables-schema-key-field", name=shorten(part))
    yield from _foreign_problems(descriptor.get("foreignKeys", []), known)


def _foreign_problems(foreign: Any, names: Collection[str]) -> Iterator[Issue]:
    if not isinstance(foreign, list):
        yield _issue("tables-schema-key", name="foreignKeys")
        return
    for item in foreign:
        reference = item.get("reference") if isinstance(item, Mapping) else None
        if (
            not isinstance(reference, Mapping)
            or not _is_names(item.get("fields"))
            or not _is_names(reference.get("fields"))
            or not isinstance(reference.get("resource", ""), str)
        ):
            yield _issue("tables-schema-key", name="foreignKeys")
            continue
        parts = _names(item.get("fields"))
        for part in parts:
            if part not in names:
                yield _issue("tables-schema-key-field", name=shorten(part))
        if not parts or len(parts) != len(_names(reference.get("fields"))):
            yield _issue("tables-schema-key", name="foreignKeys")


def _foreign(item: Mapping[str, Any]) -> ForeignKey:
    reference = item.get("reference") or {}
    return ForeignKey(
        fields=_names(item.get("fields")),
        resource=reference.get("resource") or "",
        reference=_names(reference.get("fields")),
    )


def _names(value: Any) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _is_names(value: Any) -> bool:
    if isinstance(value, str):
        return True
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is(value: Any, wanted: type) -> bool:
    if wanted is list:
        return isinstance(value, list) and _is_names(value)
    return isinstance(value, wanted)


def _match(value: Any) -> str:
    """Return how fields match; the standard's own profile spells it as a list of one."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return "exact" if value is None else str(value)


def _missing(value: Any, otherwise: frozenset[str]) -> frozenset[str]:
    if value is None:
        return otherwise
    return frozenset(item["value"] if isinstance(item, Mapping) else item for item in value)


def _good_missing(value: Any, version: str) -> bool:
    if not isinstance(value, list):
        return False
    if all(isinstance(item, str) for item in value):
        return True
    if version == "v1" or not all(isinstance(item, Mapping) for item in value):
        return False
    if not all(isinstance(item.get("value"), str) for item in value):
        return False
    values = [item["value"] for item in value]
    labels = [item["label"] for item in value if item.get("label") is not None]
    return len(set(values)) == len(values) and len(set(map(str, labels))) == len(labels)


def _issue(message: str, code: str = "schema-error", **args: Value) -> Issue:
    return Issue(code=code, message=message, args=args, column=str(args.get("name", "")))
