"""Building forms, tables and their nodes from expanded schemas.

The documents have passed the dialect, so the keys that it demands are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Literal

from shenbao.policy.cel.expression import first_members
from shenbao.policy.load.resolve_refs import digest
from shenbao.policy.model import (
    UNIT,
    Absent,
    Basis,
    Case,
    Field,
    FixedRows,
    ForeignKey,
    Form,
    Lookup,
    Quota,
    RowSource,
    Rule,
    Severity,
    Table,
    Target,
    Text,
    Wording,
)
from shenbao.policy.shorthand.kinds.compiled import STATED, WRITTEN
from shenbao.policy.shorthand.put_in import USED

_RANK: Mapping[Severity, int] = {"info": 0, "review": 1, "warning": 2, "error": 3}
_STRUCTURE = frozenset({"properties", "items", "title", "description", "$comment", "required"})


def text(value: Any) -> Text:
    """Return a fact: its words, or Absent where the source lacks it."""
    return Absent(words=value["absent"]) if isinstance(value, Mapping) else str(value)


def wording(value: Any) -> Wording:
    """Return a sentence, in both languages where it is given so."""
    if isinstance(value, Mapping):
        return Wording(zh=value["zh-CN"], en=value.get("en", ""))
    return Wording(zh=value)


def basis(node: Mapping[str, Any], default: Basis = "customary") -> Basis:
    """Return the stated basis, else ``source`` where a clause is cited, else ``default``."""
    stated: Basis | None = node.get("x-basis")
    if stated is not None:
        return stated
    return "source" if node.get("x-source") else default


def case(value: Mapping[str, Any]) -> Case:
    """Build one step of a rule or quota."""
    return Case(
        assertion=value["assert"],
        severity=value["severity"],
        message=wording(value["message"]),
        at=value.get("at"),
        stated=wording(value[STATED]) if STATED in value else None,
    )


def rule(value: Mapping[str, Any], pointer: str, *, whole: bool = False) -> Rule:
    """Build a rule that stands on the node at ``pointer``, or on all rows of a table."""
    if "cases" in value:
        cases = tuple(case(item) for item in value["cases"])
    elif "assert" in value:
        cases = (case(value),)
    else:
        cases = ()
    values = dict(value.get("values", {}))
    expressions = [*values.values(), *(item.assertion for item in cases), value.get("when", "")]
    readings = dict.fromkeys((*value.get("readings", ()), *first_members(expressions, "reading")))
    worst = max(cases, key=lambda item: _RANK[item.severity]) if cases else None
    return Rule(
        id=value["id"],
        pointer=pointer,
        when=value.get("when"),
        at=value.get("at"),
        keywords=tuple(value.get("keywords", ())),
        cases=cases,
        message=(wording(value["message"]) if worst is None else worst.message).plain(),
        severity="error" if worst is None else worst.severity,
        clauses=tuple(value.get("x-source", ())),
        basis=basis(value, "source"),
        readings=tuple(readings),
        lists=first_members(expressions, "ref"),
        values=values,
        whole=whole,
        params=tuple(value.get(USED, ())),
        kind=value.get(WRITTEN, {}).get("kind"),
    )


def node(
    key: str,
    pointer: str,
    schema: Mapping[str, Any],
    *,
    required: bool,
    attested: bool = False,
    sensitive: bool = False,
) -> Field:
    """Build a node and everything below it.

    ``attested`` and ``sensitive`` say that what it stands in is.
    """
    properties = schema.get("properties", {})
    only_yes = schema["type"] == "boolean" and schema.get("const") is True
    attested = attested or only_yes or bool(schema.get("x-attested"))
    sensitive = sensitive or bool(schema.get("x-sensitive"))
    below = partial(node, attested=attested, sensitive=sensitive)
    needed = schema.get("required", ())
    children = tuple(
        below(name, f"{pointer}/{name}", child, required=name in needed)
        for name, child in properties.items()
    )
    rows = schema.get("items")
    item = None if rows is None else below("*", f"{pointer}/*", rows, required=True)
    plain = {
        name: value
        for name, value in schema.items()
        if name not in _STRUCTURE and not name.startswith("x-")
    }
    return Field(
        key=key,
        pointer=pointer,
        kind=schema["type"],
        title=schema.get("title", ""),
        description=schema.get("description", ""),
        required=bool(schema.get("x-required")) if "x-when" in schema else required,
        when=schema.get("x-when"),
        schema=plain,
        children=children,
        item=item,
        rules=tuple(rule(value, pointer) for value in schema.get("x-rules", ())),
        basis=basis(schema),
        clauses=tuple(schema.get("x-source", ())),
        list_name=schema.get("x-list"),
        unit=schema.get("x-unit"),
        widget=schema.get("x-widget"),
        example=schema.get("x-example"),
        sensitive=sensitive,
        role=schema.get("x-role"),
        ask=schema.get("x-ask"),
        computed=schema.get("x-computed"),
        attested=attested,
        sources=tuple(schema.get("x-from", ())),
        params=tuple(schema.get(USED, ())),
        stable_id=schema.get("x-id", pointer.strip("/").replace("/*", "").replace("/", ".")),
    )


def form(notice: str, schema: Mapping[str, Any]) -> Form:
    """Build a form from its expanded schema."""
    needed = schema["required"]
    return Form(
        id=schema["x-id"],
        notice=notice,
        title=schema["title"],
        description=schema.get("description", ""),
        purpose=schema["x-purpose"],
        basis=basis(schema),
        clauses=tuple(schema.get("x-source", ())),
        sections=tuple(
            node(name, f"/{name}", child, required=name in needed)
            for name, child in schema["properties"].items()
        ),
        rules=tuple(rule(value, "") for value in schema.get("x-rules", ())),
        schema=schema,
        digest=digest(schema),
    )


def table(notice: str, schema: Mapping[str, Any]) -> Table:
    """Build a table from the expanded schema of its row."""
    needed, keyed = schema["required"], schema["x-primary-key"]
    return Table(
        id=schema["x-id"],
        notice=notice,
        title=schema["title"],
        description=schema.get("description", ""),
        basis=basis(schema),
        clauses=tuple(schema.get("x-source", ())),
        columns=tuple(
            replace(node(name, f"/{name}", child, required=name in needed), keyed=name in keyed)
            for name, child in schema["properties"].items()
        ),
        primary_key=tuple(keyed),
        unique=tuple(tuple(columns) for columns in schema.get("x-unique", ())),
        summarises=tuple(schema.get("x-summarises", ())),
        foreign_keys=tuple(
            ForeignKey(columns=tuple(key["columns"]), list_name=key["list"])
            for key in schema.get("x-foreign-keys", ())
        ),
        whole_rules=tuple(rule(value, "", whole=True) for value in schema.get("x-table-rules", ())),
        fixed_rows=_fixed_rows(schema["x-rows"]) if "x-rows" in schema else None,
        rules=tuple(rule(value, "") for value in schema.get("x-rules", ())),
        schema=schema,
        digest=digest(schema),
    )


def _fixed_rows(value: Mapping[str, Any]) -> FixedRows:
    said = value.get("rule")
    return FixedRows(
        sources=tuple(
            RowSource(
                list_name=source["list"], column=source["column"], fill=dict(source.get("fill", {}))
            )
            for source in value["from"]
        ),
        per=tuple(value.get("per", ())),
        applies=value.get("applies"),
        rule=None if said is None else _completeness(said),
    )


def _completeness(value: Mapping[str, Any]) -> Rule:
    message = wording(value["message"])
    return Rule(
        id=value["id"],
        pointer="",
        when=None,
        at=None,
        keywords=(),
        cases=(),
        message=message,
        severity=value["severity"],
        clauses=tuple(value.get("x-source", ())),
        basis=basis(value, "source"),
        readings=(),
        lists=(),
        whole=True,
    )


def quota(value: Mapping[str, Any]) -> Quota:
    """Build a rule across submissions."""
    also = value.get("also")
    cases = tuple(case(item) for item in value["cases"])
    expressions = [item.assertion for item in cases]
    expressions += [*value.get("counts", {}).values(), *value.get("sums", {}).values()]
    expressions.append(value.get("where", ""))
    expressions.append(value.get("of", ""))
    readings = dict.fromkeys((*value.get("readings", ()), *first_members(expressions, "reading")))
    joined = first_members([also["when"]] if also else [], "reading")
    also_readings = tuple(name for name in joined if name not in readings)
    return Quota(
        id=value["id"],
        kind=value["kind"],
        title=value["title"],
        over=tuple(value["over"]),
        where=value.get("where"),
        group_by=tuple(value.get("groupBy", ())),
        also=(also["role"], also["when"]) if also else None,
        members=tuple(value.get("members", ())),
        counts=dict(value.get("counts", {})),
        cases=cases,
        table=value.get("table"),
        key=dict(value.get("key", {})),
        columns={
            column: (roles,) if isinstance(roles, str) else tuple(roles)
            for column, roles in value.get("columns", {}).items()
        },
        clauses=tuple(value["x-source"]),
        basis=basis(value, "source"),
        readings=(*readings, *also_readings),
        also_readings=also_readings,
        of=value.get("of"),
        per=value.get("per"),
        per_list=_lookup(value["ref"]) if "ref" in value else None,
        sums=dict(value.get("sums", {})),
        scope=value.get("scope") or _scope(value),
        unit=value.get("unit", UNIT),
        params=tuple(value.get(USED, ())),
    )


def _scope(value: Mapping[str, Any]) -> Literal["unit", "intake"]:
    """Return over what a quota holds: a share, unless grouped by units, over all that come in."""
    by_unit = value.get("unit", UNIT) in value.get("groupBy", ())
    return "intake" if value["kind"] == "share" and not by_unit else "unit"


def _lookup(value: Mapping[str, Any]) -> Lookup:
    return Lookup(list_name=value["list"], column=value["column"], code=value.get("code"))


def target(value: Mapping[str, Any]) -> Target:
    """Build a value that has to be reached."""
    readings = (*value.get("readings", ()), *first_members([value.get("where", "")], "reading"))
    return Target(
        id=value["id"],
        mark=value["mark"],
        title=value["title"],
        over=tuple(value["over"]),
        role=value["role"],
        where=value.get("where"),
        members=dict(value.get("members", {})),
        aggregate=value["aggregate"],
        at_least=value.get("at_least"),
        at_most=value.get("at_most"),
        unit=value.get("unit", ""),
        due=text(value["due"]),
        by=date.fromisoformat(value["by"]) if "by" in value else None,
        firm=value["firm"],
        message=wording(value["message"]),
        clauses=tuple(value["x-source"]),
        basis=basis(value, "source"),
        readings=tuple(dict.fromkeys(readings)),
        params=tuple(value.get(USED, ())),
    )
