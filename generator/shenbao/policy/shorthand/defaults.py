"""What an author need not write: filled in before the dialect judges a document.

The documents may be of any shape yet: what is not as it should be stays, and the dialect says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from shenbao.policy.files.json_lines import Steps

Keys: TypeAlias = tuple[str, ...]

_UNSAID: Mapping[str, str] = {"absent": "原文未载"}

_MAY_BE_EMPTY = (
    "programmes",
    "deadlines",
    "periods",
    "handing_in",
    "attachments",
    "not_stated",
    "readings",
    "gaps",
    "checklist",
    "quotas",
)
_OF_NOTICES: Mapping[Keys, Mapping[str, Any]] = {
    (): {
        "$schema": "../dialect/notice.schema.json",
        "contact": _UNSAID,
        **{name: [] for name in _MAY_BE_EMPTY},
    },
    ("edition",): {"supersedes": None},
    ("contact",): {
        **dict.fromkeys(("office", "mailbox", "address", "phone"), _UNSAID),
        "note": "",
    },
    ("programmes",): {"topics": [], "tracks": [], "steps": []},
    ("programmes", "topics"): {"mark": "", "gist": ""},
    ("programmes", "tracks"): {
        "topics": [],
        **dict.fromkeys(("who", "leader", "quota"), _UNSAID),
    },
    ("deadlines",): {"zone": {"basis": "toolkit"}},
    ("periods",): {"programme": None},
    ("attachments",): {"note": ""},
    ("gaps",): {"where": [], "lines": "", "reading": None},
    ("checklist",): {"programmes": [], "topics": [], "note": ""},
}
_LISTED = {
    "$schema": "../../dialect/list.schema.json",
    "columns": [{"name": "code", "title": "代码"}, {"name": "label", "title": "名称"}],
    "expected_count": None,
    "gap": None,
}

_BASES = frozenset({"x-source", "x-basis"})
_NUMBERS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
_TEXTS = frozenset({"x-list", "format", "pattern", "minLength", "maxLength"})


def notice(written: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """Return ``notice.json`` with all that may be left out; its id is the name of its folder."""
    return {"id": file.parent.name, **_filled(written, ())}


def code_list(written: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """Return the description of a list with all that may be left out; its name is the file's."""
    basis = {"basis": "source"} if written.get("x-source") else {}
    return {"name": file.stem, **_LISTED, **basis, **written}


def schema(written: Mapping[str, Any], kind: str, file: Path) -> dict[str, Any]:
    """Return a form, table or file of definitions (``defs``) with types and closed objects.

    ``required`` and the sources of rules wait until references are resolved.
    """
    said = {"$schema": f"../../dialect/{kind}.schema.json", **written}
    if kind == "defs":
        named = written.get("$defs")
        if isinstance(named, dict):
            said["$defs"] = {name: _typed(node) for name, node in named.items()}
        return said
    return {"x-id": file.name.removesuffix(".schema.json"), **_typed(said)}


def untyped(schema: Mapping[str, Any]) -> Iterator[Steps]:
    """Yield the places of the nodes of a filled document whose type nothing says."""
    yield from _untyped(schema.get("$defs"), ("$defs",))
    if "$defs" not in schema:
        yield from _untyped({"": schema}, ())


def joined(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form or table, its references resolved, with ``required`` and sources of rules.

    A field that says ``x-required`` and no condition stands in the ``required`` of what it is
    in. A rule without source and basis has the source of its field: the one on which it stands,
    for a rule of the whole the one that it names by ``at``.
    """
    whole = _joined({key: value for key, value in schema.items() if key != "x-rules"})
    rules = [_sourced(rule, _field(whole, rule.get("at"))) for rule in schema.get("x-rules", ())]
    return {"required": [], **whole, **({"x-rules": rules} if rules else {})}


def _filled(value: Any, path: Keys) -> Any:
    if isinstance(value, list):
        return [_filled(item, path) for item in value]
    if not isinstance(value, dict):
        return value
    missing = {} if "absent" in value else _OF_NOTICES.get(path, {})
    below = {key: _filled(item, (*path, key)) for key, item in value.items()}
    return {**missing, **below}


def _typed(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    result = dict(node)
    if isinstance(node.get("properties"), dict):
        result["properties"] = {name: _typed(item) for name, item in node["properties"].items()}
    if "items" in node:
        result["items"] = _typed(node["items"])
    kind = node.get("type")
    if kind is None and "$ref" not in node:
        kind = _kind(node)
        if kind is not None:
            result["type"] = kind
    if kind == "object":
        result.setdefault("additionalProperties", False)
    return result


def _untyped(nodes: Any, path: Steps) -> Iterator[Steps]:
    for name, node in nodes.items() if isinstance(nodes, dict) else ():
        if not isinstance(node, dict):
            continue
        place = (*path, name) if name else path
        if "type" not in node and "$ref" not in node:
            yield place
        yield from _untyped(node.get("properties"), (*place, "properties"))
        yield from _untyped({"items": node.get("items")}, place)


def _kind(node: Mapping[str, Any]) -> str | None:
    """Return the type of a node that does not say it, None where nothing else says it either."""
    if "properties" in node:
        return "object"
    if "items" in node:
        return "array"
    given = node["enum"] if isinstance(node.get("enum"), list) else [node.get("const")]
    for kind, types in (("boolean", bool), ("string", str), ("number", int | float)):
        if all(isinstance(value, types) for value in given):
            return kind
    number, text = bool(node.keys() & _NUMBERS), bool(node.keys() & _TEXTS)
    if number != text:
        return "number" if number else "string"
    return None


def _joined(node: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(node)
    if "properties" in node:
        below, listed = node["properties"], node.get("required", [])
        asked = [name for name, child in below.items() if _asked(child) and name not in listed]
        result["properties"] = {name: _joined(_unmarked(child)) for name, child in below.items()}
        if asked:
            result["required"] = [*listed, *asked]
    if "items" in node:
        result["items"] = _joined(node["items"])
    if "x-rules" in node:
        result["x-rules"] = [_sourced(rule, node) for rule in node["x-rules"]]
    return result


def _asked(node: Mapping[str, Any]) -> bool:
    return bool(node.get("x-required")) and "x-when" not in node


def _unmarked(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node without the mark that is in ``required`` now; with a condition it stays."""
    return {key: value for key, value in node.items() if key != "x-required" or "x-when" in node}


def _sourced(rule: Mapping[str, Any], field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a rule with the source of its field, where it says none and no basis."""
    source = field.get("x-source")
    return rule if not source or rule.keys() & _BASES else {**rule, "x-source": source}


def _field(node: Mapping[str, Any], at: str | None) -> Mapping[str, Any]:
    """Return the node at a path below another, an empty one where there is none."""
    for step in (at or "").split("/"):
        inner = node.get("items", node) if step.isdecimal() else node.get("properties", {})
        node = inner if step.isdecimal() else inner.get(step, {})
    return node
