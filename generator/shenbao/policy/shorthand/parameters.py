"""The parameters that a notice declares, and what one of them is in a given place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shenbao.core.messages.values import alike
from shenbao.core.paths import pointer_of
from shenbao.policy.files.reader import Problems
from shenbao.policy.model import CodeList, Parameter, Plain, Wording

TRACKS = "@tracks"
_REFERENCE = ({"param"}, {"param", "of"})


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a notice by id; ``used`` grows with each that is asked for."""

    declared: Mapping[str, Parameter]
    used: dict[str, None] = field(default_factory=dict)

    @staticmethod
    def of(document: Mapping[str, Any]) -> Parameters:
        """Return those of a ``notice.json`` that are as the dialect has them."""
        listed = document.get("params")
        items = listed if isinstance(listed, list) else []
        return Parameters({item["id"]: _parameter(item) for item in items if _sound(item)})


def is_reference(value: Any) -> bool:
    """Say whether a value of a document stands for a parameter: ``{"param": "age"}``."""
    return (
        isinstance(value, dict)
        and value.keys() in _REFERENCE
        and all(isinstance(item, str) for item in value.values())
    )


def check(
    document: Mapping[str, Any], lists: Mapping[str, CodeList], file: Path, problems: Problems
) -> None:
    """Record values of different kinds in one parameter, and codes that its list lacks."""
    seen: dict[str, int] = {}
    for number, item in enumerate(document.get("params", ())):
        place: list[str | int] = ["params", number]
        if seen.setdefault(item["id"], number) != number:
            problems.add(file, pointer_of([*place, "id"]), "param-twice", found=item["id"])
        value = item["value"]
        if not isinstance(value, dict):
            continue
        kinds = {isinstance(one, str) for one in value.values()}
        if len(kinds) > 1:
            problems.add(file, pointer_of([*place, "value"]), "param-kinds", found=item["id"])
        name = item.get("by", TRACKS)
        codes, at = lists.get(name.removeprefix("@")), pointer_of([*place, "by"])
        if codes is None:
            problems.add(file, at, "list-unknown", found=name, **alike(name))
            continue
        known = [row.code for row in codes.rows]
        for code in value:
            if code not in known:
                problems.add(
                    file,
                    pointer_of([*place, "value", code]),
                    "param-code-unknown",
                    found=code,
                    list=codes.title,
                    **alike(code, known),
                )


def check_used(
    document: Mapping[str, Any], parameters: Parameters, file: Path, problems: Problems
) -> None:
    """Record every parameter that nothing uses."""
    for number, item in enumerate(document.get("params", ())):
        if item["id"] not in parameters.used:
            problems.add(file, pointer_of(["params", number]), "param-unused", found=item["id"])


def _sound(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return False
    value = item.get("value")
    values = list(value.values()) if isinstance(value, dict) else [value]
    return bool(values) and all(_plain(one) for one in values)


def _plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _parameter(item: Mapping[str, Any]) -> Parameter:
    value = item["value"]
    parted = isinstance(value, dict)
    title = item.get("title", "")
    words = title if isinstance(title, dict) else {"zh-CN": str(title)}
    values: Mapping[str, Plain] = dict(value) if parted else {}
    return Parameter(
        id=item["id"],
        title=Wording(zh=words.get("zh-CN", ""), en=words.get("en", "")),
        value=None if parted else value,
        by=str(item.get("by", TRACKS)).removeprefix("@") if parted else None,
        values=values,
        unit=str(item.get("unit", "")),
        clauses=tuple(item.get("x-source") or ()),
        basis=item.get("x-basis", "source" if item.get("x-source") else "toolkit"),
    )
