"""Making a form's schema self-contained: references resolved, closed lists lowered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from shenbao.core import resources
from shenbao.core.guards.safe_paths import leads_into
from shenbao.core.messages.values import alike
from shenbao.core.paths import pointer_of
from shenbao.policy.files.reader import Problems, read_json
from shenbao.policy.load import metaschema
from shenbao.policy.model import CodeList
from shenbao.policy.shorthand import defaults

MAX_REFERENCES = 16
MAX_NODES = 20_000
"""Nodes of the forms and tables of a notice; a few short definitions can multiply to billions."""

_ANNOTATIONS = frozenset({"title", "description", "$comment"})
UNRESOLVED = "$unresolved"
"""The keyword of what stands in for a reference that leads nowhere, which is told already."""

_UNRESOLVED: Mapping[str, Any] = {"type": "string", "maxLength": 1, UNRESOLVED: True}
"""Stands for what cannot be resolved, so that one mistake does not bring others."""

_Definitions: TypeAlias = tuple[tuple[Path, str], ...]


@dataclass(slots=True)
class Library:
    """The shared definition files of a policy root, each read and checked once."""

    root: Path
    problems: Problems
    read: dict[Path, dict[str, Any] | None] = field(default_factory=dict)
    named: dict[tuple[str, Path], Path | None] = field(default_factory=dict)
    nodes: int = 0

    def file(self, reference: str, base: Path) -> Path | None:
        """Return the file that ``reference`` names, below the root or else bundled."""
        if (reference, base) not in self.named:
            self.named[reference, base] = self._file(reference, base)
        return self.named[reference, base]

    def _file(self, reference: str, base: Path) -> Path | None:
        schemas = self.root / "schemas"
        target = base.parent / reference if reference else base
        if not leads_into(target, schemas):
            return None
        target = target.resolve()
        if target.is_file():
            return target
        bundled = resources.home() / "schemas" / target.relative_to(schemas.resolve())
        return bundled if bundled.is_file() else None

    def definitions(self, file: Path) -> dict[str, Any]:
        """Return the ``$defs`` of a file; mistakes in it are recorded once."""
        if file not in self.read:
            document = read_json(file, self.problems)
            if document is not None:
                document = defaults.schema(document, "defs", file)
                if not metaschema.check_schema("defs", document, file, self.problems):
                    document = None
            self.read[file] = document
        document = self.read[file]
        return {} if document is None else dict(document["$defs"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Expander:
    """Expands the schema in one file."""

    file: Path
    library: Library
    find_list: Callable[[str], CodeList | None]

    def expand(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``node`` without references, with ``enum`` for closed lists."""
        return self._node(node, self.file, [], ())

    def _node(
        self, node: Mapping[str, Any], file: Path, path: list[str | int], above: _Definitions
    ) -> dict[str, Any]:
        self.library.nodes += 1
        if path and self.library.nodes > MAX_NODES:
            if self.library.nodes == MAX_NODES + 1:
                place = pointer_of(path)
                self.library.problems.add(file, place, "reference-too-many", limit=MAX_NODES)
            return dict(_UNRESOLVED)
        if "$ref" in node:
            return self._reference(node, file, path, above)
        result: dict[str, Any] = {}
        for key, value in node.items():
            if key == "properties":
                result[key] = {
                    name: self._node(child, file, [*path, key, name], above)
                    for name, child in value.items()
                }
            elif key == "items":
                result[key] = self._node(value, file, [*path, key], above)
            else:
                result[key] = value
        self._hand_down(result, file, path)
        self._lower(result, file, path)
        return result

    def _reference(
        self, node: Mapping[str, Any], file: Path, path: list[str | int], above: _Definitions
    ) -> dict[str, Any]:
        problems = self.library.problems
        address, _, name = node["$ref"].partition("#/$defs/")
        target = self.library.file(address, file)
        definition = None if target is None else self.library.definitions(target).get(name)
        circle = (target, name) in above or len(above) >= MAX_REFERENCES
        if target is None or definition is None or circle:
            problems.add(file, pointer_of([*path, "$ref"]), "reference-unknown", found=node["$ref"])
            return {**_UNRESOLVED, **_without_reference(node)}
        result = self._node(definition, target, ["$defs", name], (*above, (target, name)))
        if node.get("x-source") and "x-basis" not in node and result.get("x-basis") != "source":
            # Who cites a clause for this field says more than who defines such fields at large.
            result.pop("x-basis", None)
        for key, value in _without_reference(node).items():
            if key == "x-rules":
                result[key] = [*result.get(key, ()), *value]
                continue
            told = key in result and result[key] != value
            if told and key not in _ANNOTATIONS and not key.startswith("x-"):
                problems.add(file, pointer_of([*path, key]), "reference-conflict", key=key)
            result[key] = value
        self._lower(result, file, path)
        return result

    def _hand_down(self, node: dict[str, Any], file: Path, path: list[str | int]) -> None:
        """Move a keyword rule that names nodes below this one onto those nodes."""
        own = node.get("x-rules", [])
        kept = [rule for rule in own if "nodes" not in rule]
        for rule in own:
            for name in rule.get("nodes", ()):
                child = node.get("properties", {}).get(name)
                if child is None:
                    place = pointer_of([*path, "x-rules"])
                    known = ", ".join(node.get("properties", {}))
                    said = {"rule": rule["id"], "found": name, "allowed": known}
                    self.library.problems.add(file, place, "nodes-unknown", **said)
                    continue
                single = {key: value for key, value in rule.items() if key != "nodes"}
                child["x-rules"] = [*child.get("x-rules", ()), single]
        if len(kept) != len(own):
            node["x-rules"] = kept

    def _lower(self, node: dict[str, Any], file: Path, path: list[str | int]) -> None:
        name = node.get("x-list")
        if name is None or "enum" in node:
            return
        code_list = self.find_list(name)
        if code_list is None:
            place = pointer_of([*path, "x-list"])
            self.library.problems.add(file, place, "list-unknown", found=name, **alike(name))
        elif code_list.closed:
            node["enum"] = [row.code for row in code_list.rows]


_CARRYING = frozenset(("x-attested", "x-from", "x-kind", "x-params", "x-stated", "x-summarises"))


def _structure(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _structure(item) for key, item in value.items() if key not in _CARRYING}
    return [_structure(item) for item in value] if isinstance(value, list | tuple) else value


def digest(schema: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON of a schema, in hex.

    What only says how values get from one file to another, or which parameters were used, is
    left out: a filled form stays one of the same version.
    """
    text = json.dumps(_structure(schema), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _without_reference(node: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key != "$ref"}
