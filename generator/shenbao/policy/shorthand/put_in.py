"""Parameters of a document replaced by their values, each use recorded where it stands.

A rule, field, quota, target or fact that uses some gets ``x-params``: their ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shenbao.core.messages.values import Value, alike
from shenbao.core.paths import pointer_of
from shenbao.policy.files.json_lines import Steps
from shenbao.policy.files.reader import Problems
from shenbao.policy.model import Parameter, Plain
from shenbao.policy.model.parameter import in_words as shown
from shenbao.policy.shorthand.expressions import gives_whole, in_expression, in_words
from shenbao.policy.shorthand.parameters import Parameters, is_reference

USED = "x-params"
"""The keyword under which the ids of the parameters stand that a rule or field uses."""

_RULES = frozenset({"x-rules", "x-table-rules"})
_OWNERS = frozenset(
    {*_RULES, "quotas", "targets", "tracks", "deadlines", "periods", "handing_in", "checklist"}
)
_AS_IT_IS = frozenset({"$ref", "$comment", "pattern", "params"})
_EXPRESSIONS = frozenset({"x-when", "x-computed", "assert", "applies"})
_OF_QUOTAS = frozenset({"where", "of"})
_ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Putting:
    """Puts parameters into one document.

    ``track`` is the one that is spoken of, where it is one; ``whole`` are the values of the rule
    that are whole numbers.
    """

    file: Path
    parameters: Parameters
    problems: Problems
    track: str | None = None
    whole: tuple[str, ...] = ()
    values_only: bool = False

    def document(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return a document in which every parameter is a value."""
        return {key: self.below(item, (key,), {}) for key, item in value.items()}

    def values(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return a document with values for ``{"param": …}`` only; nothing is recorded."""
        silent = replace(
            self,
            parameters=Parameters(self.parameters.declared),
            problems=Problems(root=self.problems.root),
            values_only=True,
        )
        return silent.document(value)

    def below(self, value: Any, path: Steps, used: dict[str, None]) -> Any:
        """Return what stands at ``path`` with its parameters put in; ``used`` grows with them."""
        if path[-1] in _AS_IT_IS:
            return value
        if is_reference(value):
            found = self._one(value["param"], value.get("of"), path, used)
            return value if found is None else found
        if isinstance(value, dict):
            return self._object(value, path, used)
        if isinstance(value, list):
            return [self.below(item, (*path, at), used) for at, item in enumerate(value)]
        if isinstance(value, str) and not self.values_only:
            return self._text(value, path, used)
        return value

    def _object(self, value: Mapping[str, Any], path: Steps, used: dict[str, None]) -> Any:
        inside = self._inside(value, path)
        owner = _is_owner(path) and not self.values_only
        own: dict[str, None] = {} if owner else used
        result = {key: inside.below(item, (*path, key), own) for key, item in value.items()}
        if owner and own:
            result[USED] = list(own)
        return result

    def _inside(self, value: Mapping[str, Any], path: Steps) -> Putting:
        """Return what puts parameters into an object: a track, a rule have values of their own."""
        above = _above(path, 2)
        if above == "tracks" and isinstance(value.get("id"), str):
            return replace(self, track=value["id"])
        if above in _RULES and isinstance(value.get("values"), dict):
            return replace(self, whole=tuple(_whole(value["values"])))
        return self

    def _text(self, text: str, path: Steps, used: dict[str, None]) -> str:
        if _is_expression(path):
            return self._expression(text, path, used)
        english = path[-1] == _ENGLISH

        def put(name: str, code: str | None) -> str | None:
            value = self._one(name, code, path, used)
            return None if value is None else shown(value, english=english)

        return in_words(text, put)

    def _expression(self, text: str, path: Steps, used: dict[str, None]) -> str:
        def find(name: str, code: str | None, *, every: bool) -> Any:
            found = self._declared(name, path, used)
            if found is not None and every and found.values:
                return dict(found.values)
            return None if found is None else self._one(name, code, path, used)

        return in_expression(text, find, self.whole)

    def _one(self, name: str, code: str | None, path: Steps, used: dict[str, None]) -> Plain | None:
        """Return the one value of a parameter that is meant here, None after recording why not."""
        found = self._declared(name, path, used)
        if found is None:
            return None
        if found.value is not None:
            if code is not None:
                self._add(path, "param-one-value", found=name, code=code)
                return None
            return found.value
        wanted = self.track if code is None and found.by == "tracks" else code
        known = ", ".join(found.values)
        if wanted is None:
            first = next(iter(found.values))
            self._add(path, "param-which", found=name, allowed=known, first=first)
        elif wanted not in found.values:
            self._add(path, "param-code", found=name, code=wanted, allowed=known)
        return None if wanted is None else found.values.get(wanted)

    def _declared(self, name: str, path: Steps, used: dict[str, None]) -> Parameter | None:
        found = self.parameters.declared.get(name)
        if found is None:
            near = alike(name, self.parameters.declared)
            self._add(path, "param-unknown", found=name, **near)
        else:
            used[name] = self.parameters.used[name] = None
        return found

    def _add(self, path: Steps, message: str, **args: Value) -> None:
        self.problems.add(self.file, pointer_of(path), message, **args)


def _above(path: Steps, steps: int) -> str | int | None:
    """Return the key that stands ``steps`` from the end of a path."""
    return path[-steps] if len(path) >= steps else None


def _is_owner(path: Steps) -> bool:
    """Say whether what stands here names its own parameters: an item of a list, a node."""
    above = _above(path, 2)
    return path[-1] == "items" or above == "properties" or above in _OWNERS


def _is_expression(path: Steps) -> bool:
    """Say whether the text here is CEL and not words."""
    key, above, two_above = path[-1], _above(path, 2), _above(path, 3)
    if key in _EXPRESSIONS:
        return True
    if above in {"values", "counts"}:
        return _above(path, 4) in _RULES | {"quotas"}
    if key == "when":
        return above == "also" or two_above in _RULES
    return key in _OF_QUOTAS and two_above in {"quotas", "targets"}


def _whole(values: Mapping[str, str]) -> list[str]:
    """Return the names of a rule's values that are whole numbers."""
    found: list[str] = []
    for name, text in values.items():
        if gives_whole(text, found):
            found.append(name)
    return found
