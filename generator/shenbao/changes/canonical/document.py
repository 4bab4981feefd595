"""A JSON Schema of somebody else: refused where it cannot be compared, references found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote, urldefrag, urljoin

from shenbao.core.engines import current as engines
from shenbao.core.engines.ports import JsonSchema, SchemaRefused
from shenbao.core.errors import ShenbaoError
from shenbao.core.guards.json_values import unfit
from shenbao.core.messages.values import said
from shenbao.core.paths import unescaped
from shenbao.validation.submission.json_schema import FORMATS

Schema: TypeAlias = Mapping[str, Any] | bool

_OWN = ("dialect/form.schema.json", "dialect/table.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_VALUES = 200_000
"""Values that a schema may be made of; beyond, comparing takes longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class References:
    """What references in a schema may mean.

    ``named`` are the subschemas by their address, ``bases`` the address that the references of
    a subschema start from, by the identity of the subschema.
    """

    named: Mapping[str, Any]
    bases: Mapping[int, str]

    def target(self, reference: str, place: Mapping[str, Any]) -> Any:
        """Return the subschema that a reference in ``place`` means. Raises ShenbaoError."""
        address, fragment = urldefrag(urljoin(self.bases.get(id(place), ""), reference))
        full = f"{address}#{fragment}"
        if full in self.named:
            return self.named[full]
        found = self.named.get(f"{address}#")
        if found is None or (fragment and not fragment.startswith("/")):
            raise ShenbaoError("compare-reference", reference=reference)
        for token in unquote(fragment).split("/")[1:]:
            found = _child(found, unescaped(token), reference)
        if not isinstance(found, dict | bool):
            raise ShenbaoError("compare-reference", reference=reference)
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """A schema that can be compared; ``judge`` says what it accepts, with formats asserted."""

    root: Schema
    judge: JsonSchema
    references: References


def document(schema: Any) -> Document:
    """Return a schema ready to be compared.

    Raises ShenbaoError for what is no JSON Schema 2020-12, is too large or too deep, or refers
    to something outside of it: nothing is fetched.
    """
    if not isinstance(schema, dict | bool):
        raise ShenbaoError(
            "compare-no-schema", found=said(f"compare-is-{_JSON_NAMES.get(type(schema), 'null')}")
        )
    wrong = unfit(schema)
    if wrong:
        raise ShenbaoError(f"compare-unfit-{wrong}")
    named: dict[str, Any] = {"#": schema}
    bases: dict[int, str] = {}
    references = References(named, bases)
    for place, base in _places(schema):
        bases[id(place)] = base
        _name(place, base, named)
    for place, _ in _places(schema):
        for keyword in ("$ref", "$dynamicRef"):
            if isinstance(place.get(keyword), str):
                references.target(place[keyword], place)
    judged = schema if isinstance(schema, dict) else ({} if schema else {"not": {}})
    try:
        judge = engines.json_schema().compile(judged, formats=FORMATS)
    except (SchemaRefused, ValueError) as error:
        reason = _first_line(error.__cause__ or error)
        raise ShenbaoError("compare-refused", place=str(error) or "/", reason=reason) from error
    return Document(schema, judge, references)


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "")[:_LONGEST]


_LONGEST = 200
_JSON_NAMES = {
    list: "array",
    str: "string",
    int: "number",
    float: "number",
    type(None): "null",
}


def _name(place: Mapping[str, Any], base: str, named: dict[str, Any]) -> None:
    dialect = place.get("$schema", DIALECT)
    if isinstance(dialect, str) and not _is_known(dialect):
        raise ShenbaoError("compare-draft", found=dialect, allowed=DIALECT)
    if isinstance(place.get("$id"), str):
        named.setdefault(f"{urldefrag(base)[0]}#", place)
    for keyword in ("$anchor", "$dynamicAnchor"):
        if isinstance(place.get(keyword), str):
            named.setdefault(f"{urldefrag(base)[0]}#{place[keyword]}", place)


def _places(schema: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield every object of a schema with the address that its references start from.

    What stands in values (``const``, ``enum``, ``default``, ``examples``) is no schema.
    """
    waiting: list[tuple[Any, str]] = [(schema, "")]
    count = 0
    while waiting:
        place, base = waiting.pop()
        count += 1
        if count > MOST_VALUES:
            raise ShenbaoError("compare-large", limit=MOST_VALUES)
        if isinstance(place, list):
            waiting.extend((item, base) for item in place)
        elif isinstance(place, dict):
            here = urljoin(base, place["$id"]) if isinstance(place.get("$id"), str) else base
            yield place, here
            waiting.extend((item, here) for key, item in place.items() if not _holds_values(key))


_VALUES = frozenset({"const", "enum", "default", "examples", "required", "dependentRequired"})


def _is_known(dialect: str) -> bool:
    """Say whether it is 2020-12; that of the policy files only adds keywords of its own."""
    return dialect.rstrip("#") == DIALECT or dialect.endswith(_OWN)


def _holds_values(key: str) -> bool:
    return key in _VALUES or key.startswith("x-")


def _child(found: Any, token: str, reference: str) -> Any:
    if isinstance(found, dict) and token in found:
        return found[token]
    if isinstance(found, list) and token.isdecimal() and int(token) < len(found):
        return found[int(token)]
    raise ShenbaoError("compare-reference", reference=reference)
