"""Which values of other forms have a place in this one, for opening their files in the page.

The rules are those of ``--fill``: a place of the same path, kind and title, or of the same role,
a code only where the list calls it the same, and never what somebody states, confirms or signs.
The page carries the answers, since it knows no form but its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shenbao.policy.form_identity import leaf_names
from shenbao.policy.model import Field, FormOrTable, Notice


def prefill_maps(notices: Iterable[Notice], home: FormOrTable) -> dict[str, Any]:
    """Return for every other form, by its short name, where its values go, and their names."""
    target = leaf_names(home)
    roles: dict[str, str] = {}
    for pointer, node in target.items():
        if node.role is not None and "*" not in pointer:
            roles.setdefault(node.role, pointer)
    return {
        other.ref: _from(notice, other, target, roles)
        for notice in notices
        for other in notice.homes
        if other.ref != home.ref
    }


def _from(
    notice: Notice, other: FormOrTable, target: Mapping[str, Field], roles: Mapping[str, str]
) -> dict[str, Any]:
    same: list[str] = []
    moved: dict[str, str] = {}
    left: dict[str, str] = {}
    computed: list[str] = []
    attested: dict[str, str] = {}
    called: dict[str, dict[str, str]] = {}
    for pointer, node in leaf_names(other).items():
        if node.computed is not None:
            computed.append(pointer)
            continue
        if names := notice.names(node):
            called[pointer] = names
        if node.attested:
            attested[pointer] = node.title
            continue
        here = target.get(pointer)
        known = roles.get(node.role or "") if "*" not in pointer else None
        if here is not None and (here.kind, here.title) == (node.kind, node.title):
            same.append(pointer)
        elif known is not None and target[known].kind == node.kind:
            moved[pointer] = known
        else:
            left[pointer] = node.title
    return {
        "title": other.title,
        "same": same,
        "moved": moved,
        "left": left,
        "computed": computed,
        "attested": attested,
        "called": called,
    }
