"""Which values of other forms have a place in this one, for opening their files in the page.

The rules are those of ``--fill``: a place of the same path, kind and title, or of the same role,
a code only where the list calls it the same, and never what somebody states, confirms or signs.
The page carries the answers, since it knows no form but its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shenbao.forms.prefill import Places
from shenbao.policy.form_identity import leaf_names
from shenbao.policy.model import FormOrTable, Notice


def prefill_maps(notices: Iterable[Notice], home: FormOrTable) -> dict[str, Any]:
    """Return for every other form, by its short name, where its values go, and their names."""
    places = Places.of(home)
    return {
        other.ref: _from(notice, other, places)
        for notice in notices
        for other in notice.homes
        if other.ref != home.ref
    }


def _from(notice: Notice, other: FormOrTable, places: Places) -> dict[str, Any]:
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
        if places.has_alike(pointer, node):
            same.append(pointer)
        elif known := places.of_role(pointer, node):
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
