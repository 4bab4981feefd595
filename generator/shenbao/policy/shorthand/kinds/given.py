"""What an author wrote for a rule of a kind: keys that belong to it, parameters as values."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from shenbao.core.messages.values import Value, alike, many
from shenbao.policy.model import Parameter
from shenbao.policy.shorthand.kinds.ask import unfit
from shenbao.policy.shorthand.kinds.kind import Kind
from shenbao.policy.shorthand.parameters import Parameters, is_reference

_NEAR = 0.5


def check_keys(rule: Mapping[str, Any], kind: Kind, common: Collection[str]) -> None:
    """Raise UnfitError for a key that does not belong to a kind, has no value, or is lacking."""
    own = {*kind.keys, "kind"}
    for key in rule:
        if key not in own and key not in common:
            near = difflib.get_close_matches(key, kind.keys, 1, _NEAR)
            raise unfit("kind-key-unknown", key=key, allowed=_listed(near or kind.keys))
    for key in kind.keys:
        if rule.get(key) == {}:
            raise unfit("kind-key-empty", key=key)
    lacking = [key for key in kind.needs if key not in rule]
    if kind.any_of and not any(key in rule for key in kind.any_of):
        raise unfit("kind-key-any", keys=_listed(kind.any_of))
    if lacking:
        raise unfit("kind-key-missing", keys=_listed(lacking))


def _listed(keys: Collection[str]) -> Value:
    return many(keys) if keys else "-"


@dataclass(frozen=True, slots=True)
class Values:
    """The parameters that rules may name, and the track of a form that serves one only."""

    parameters: Parameters
    track: str | None

    def parted(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        """Return a rule in which a parameter of several values is one for each code."""
        return {key: self._parted(value, by="by" in rule) for key, value in rule.items()}

    def _parted(self, value: Any, *, by: bool) -> Any:
        if not is_reference(value) or "of" in value:
            return value
        found = self._declared(value["param"])
        if found.value is not None:
            return value
        if by:
            return {code: {"param": found.id, "of": code} for code in found.values}
        if found.by == "tracks" and self.track is not None:
            return {"param": found.id, "of": self.track}
        raise unfit("kind-by-missing", key=found.id)

    def plain(self, value: Any) -> Any:
        """Return a value with those of the parameters that it names."""
        if is_reference(value):
            return self._value(value)
        if isinstance(value, Mapping):
            return {key: self.plain(item) for key, item in value.items()}
        return [self.plain(item) for item in value] if isinstance(value, list) else value

    def _value(self, reference: Mapping[str, str]) -> Any:
        found = self._declared(reference["param"])
        code = reference.get("of")
        if found.value is not None and code is None:
            return found.value
        if code not in found.values:
            known = ", ".join(found.values)
            raise unfit("param-code", found=found.id, code=str(code), allowed=known)
        return found.values[str(code)]

    def _declared(self, name: str) -> Parameter:
        found = self.parameters.declared.get(name)
        if found is None:
            raise unfit("param-unknown", found=name, **alike(name, self.parameters.declared))
        return found
