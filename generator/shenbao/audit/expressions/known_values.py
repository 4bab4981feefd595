"""What a part of an expression can be, as far as a notice says it: fields, rows, choices.

``Known`` values stand for what the variables of CEL will hold. What nothing is known of may
be anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from shenbao.policy.cel.syntax import Call, Constant, Items, Loop, Member, Name, Node, Pairs
from shenbao.policy.model import CodeList, Field

_KINDS = {"string": "text", "number": "number", "integer": "number", "boolean": "truth"}
_KINDS |= {"array": "list", "object": "group"}
_TRUTHS = frozenset(
    {"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_&&_", "_||_", "!_", "@in"}
    | {"matches", "startsWith", "endsWith", "contains", "unique"}
)
_NUMBERS = frozenset(
    {"size", "int", "double", "date", "addMonths", "addYears", "yearsBetween", "sum", "dec"}
)
_NUMBERS |= {"_-_", "_*_", "_/_", "-_"}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value of a kind (text, number, truth; None for any), of ``choices`` where closed."""

    kind: str | None = None
    choices: tuple[Any, ...] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A group with members."""

    members: Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Fields:
    """A node of a form or table."""

    node: Field


@dataclass(frozen=True, slots=True)
class Rows:
    """A list; ``row`` is what each of it can be."""

    row: Known


@dataclass(frozen=True, slots=True)
class Either:
    """Any of these."""

    parts: tuple[Known, ...]


Known: TypeAlias = Scalar | Record | Fields | Rows | Either

ANYTHING = Scalar()
TRUTH = Scalar("truth", (True, False))
NUMBER = Scalar("number")
TEXT = Scalar("text")


def either(parts: Iterable[Known]) -> Known:
    """Return what is any of ``parts``; of none nothing is known."""
    flat: dict[int, Known] = {}
    for part in parts:
        for single in part.parts if isinstance(part, Either) else (part,):
            flat[id(single)] = single
    found = tuple(flat.values())
    if not found:
        return ANYTHING
    return found[0] if len(found) == 1 else Either(found)


def tops(fields: Iterable[Field]) -> Record:
    """Return the group that the top-level nodes of a form make."""
    return Record({node.key: Fields(node) for node in fields})


def column(code_list: CodeList, name: str) -> Known:
    """Return what stands in a column of a list; of a missing or supplied list nothing is known."""
    names = [item.name for item in code_list.columns]
    if code_list.status != "given" or name not in names:
        return TEXT
    at = names.index(name)
    return Scalar("text", tuple(dict.fromkeys(row.values[at] for row in code_list.rows)))


def row_of(code_list: CodeList) -> Known:
    """Return what a row of a list can be."""
    return Record({item.name: column(code_list, item.name) for item in code_list.columns})


def member(known: Known, name: str) -> Known:
    """Return what ``.name`` of it can be."""
    if isinstance(known, Record):
        return known.members.get(name, ANYTHING)
    if isinstance(known, Fields):
        return either(Fields(child) for child in known.node.children if child.key == name)
    if isinstance(known, Either):
        return either(member(part, name) for part in known.parts)
    return ANYTHING


def row(known: Known) -> Known:
    """Return what each of a list can be."""
    if isinstance(known, Rows):
        return known.row
    if isinstance(known, Fields):
        return ANYTHING if known.node.item is None else Fields(known.node.item)
    if isinstance(known, Either):
        return either(row(part) for part in known.parts)
    return ANYTHING


def choices(known: Known) -> tuple[Any, ...] | None:
    """Return every value it can be, None where there is no end of them."""
    if isinstance(known, Scalar):
        return known.choices
    if isinstance(known, Fields):
        return _field_choices(known.node)
    if isinstance(known, Either):
        parts = [choices(part) for part in known.parts]
        closed = [part for part in parts if part is not None]
        if len(closed) == len(parts):
            return tuple(dict.fromkeys(value for part in closed for value in part))
    return None


def _field_choices(node: Field) -> tuple[Any, ...] | None:
    if "const" in node.schema:
        return (node.schema["const"],)
    if "enum" in node.schema:
        return tuple(node.schema["enum"])
    return TRUTH.choices if node.kind == "boolean" else None


def can_be(known: Known, value: Any) -> bool:
    """Say whether it can be this text, number or truth value."""
    if isinstance(known, Either):
        return any(can_be(part, value) for part in known.parts)
    closed = choices(known)
    if closed is not None:
        return any(kind_of(choice) == kind_of(value) and choice == value for choice in closed)
    if isinstance(known, Scalar):
        return known.kind in (None, kind_of(value))
    if isinstance(known, Fields):
        kind = _KINDS.get(known.node.kind)
        return kind == kind_of(value) and (kind != "number" or _within(known.node, value))
    return False


def _within(node: Field, value: float) -> bool:
    schema = node.schema
    return not (
        value < schema.get("minimum", value)
        or value > schema.get("maximum", value)
        or ("exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"])
        or ("exclusiveMaximum" in schema and value >= schema["exclusiveMaximum"])
    )


def kind_of(value: Any) -> str | None:
    """Return the kind of a value that is written out; None for null and bytes."""
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else None


def is_text(known: Known) -> bool:
    """Say whether it can be nothing but text."""
    if isinstance(known, Scalar):
        return known.kind == "text"
    if isinstance(known, Fields):
        return known.node.kind == "string"
    return isinstance(known, Either) and all(is_text(part) for part in known.parts)


def kinds(known: Known) -> frozenset[str]:
    """Return the kinds that it is known to be: text, number, truth, list, group; none for any."""
    if isinstance(known, Either):
        return frozenset[str]().union(*(kinds(part) for part in known.parts))
    if isinstance(known, Scalar):
        return frozenset({known.kind} if known.kind else ())
    if isinstance(known, Fields):
        return frozenset({_KINDS[known.node.kind]})
    return frozenset({"list" if isinstance(known, Rows) else "group"})


def constants(node: Node) -> tuple[Any, ...] | None:
    """Return the values that are written out, through ``? :``; None for anything else."""
    if isinstance(node, Constant):
        return (node.value,)
    if isinstance(node, Call) and node.function == "_?_:_":
        parts = [constants(part) for part in node.parts[1:]]
        known = [part for part in parts if part is not None]
        return sum(known, ()) if len(known) == len(parts) else None
    return None


def known_of(node: Node, scope: Mapping[str, Known]) -> Known:
    """Return what a part of an expression can be; ``scope`` says it of the variables."""
    if isinstance(node, Name):
        return scope.get(node.name, ANYTHING)
    if isinstance(node, Member):
        return TRUTH if node.asked else member(known_of(node.of, scope), node.name)
    if isinstance(node, Constant):
        return Scalar(kind_of(node.value), (node.value,))
    if isinstance(node, Items):
        return Rows(either(known_of(part, scope) for part in node.parts))
    if isinstance(node, Loop):
        made = appended(node)
        return TRUTH if made is None else Rows(known_of(made, inside(node, scope)))
    return ANYTHING if isinstance(node, Pairs) else _called(node, scope)


def _called(node: Call, scope: Mapping[str, Known]) -> Known:
    if node.function == "_?_:_":
        return either(known_of(part, scope) for part in node.parts[1:])
    if node.function == "_[_]":
        of, (index,) = known_of(node.parts[0], scope), node.parts[1:]
        text = isinstance(index, Constant) and isinstance(index.value, str)
        return member(of, index.value) if isinstance(index, Constant) and text else row(of)
    if node.function == "_+_":
        return _added([known_of(part, scope) for part in node.parts])
    if node.function == "fold":
        return Rows(TEXT) if kinds(known_of(node.parts[0], scope)) == {"list"} else TEXT
    if node.function in _NUMBERS:
        return NUMBER
    return TRUTH if node.function in _TRUTHS else ANYTHING


def _added(parts: Sequence[Known]) -> Known:
    if any(_is_list(part) for part in parts if isinstance(part, Rows | Fields)):
        return Rows(either(row(part) for part in parts))
    same = [made for made in (NUMBER, TEXT) if all(kinds(part) == {made.kind} for part in parts)]
    return same[0] if same else ANYTHING


def _is_list(known: Rows | Fields) -> bool:
    return isinstance(known, Rows) or known.node.kind == "array"


def inside(loop: Loop, scope: Mapping[str, Known]) -> Mapping[str, Known]:
    """Return the scope of the parts of a macro."""
    return {**scope, loop.row: row(known_of(loop.rows, scope))}


def appended(loop: Loop) -> Node | None:
    """Return what ``map`` or ``filter`` puts into its list; None for the other macros."""
    return Name(loop.row) if loop.macro == "filter" else loop.made
