"""What a page of ours carries for its reader: the description of the form, with what it began with.

It is the JSON in an element of its own, which the script of the page reads, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shenbao.policy.form_identity import Identity

FORM, EDITION, DIGEST = "ref", "edition", "digest"
"""The keys that say which form it is."""

GIVEN = "given"
"""The key of the data that the page was made with."""

_BEGINS = '<script type="application/json" id="spec">'
_ENDS = "</script>"
"""Around the description; no ``<`` stands in between unescaped."""


_OPENING = re.compile(r"<html\b[^<>]{0,2000}>", re.IGNORECASE)
_OURS = re.compile(r"\sdata-home=[\"']?[^\s\"'<>]*/forms/", re.IGNORECASE)
_SHOWN = re.compile(r"\sclass=(?:\"[^\"]*\blive\b|'[^']*\blive\b|live[\s>])", re.IGNORECASE)
"""The opening tag: what our template writes there, and what the script adds when it begins."""


def element(spec: str) -> str:
    """Return the element around a description, which is JSON without any ``<``."""
    return f"{_BEGINS}{spec}{_ENDS}"


def elements(page: str) -> Iterator[str]:
    """Yield the descriptions in a page: a page saved from several holds several."""
    for part in page.split(_BEGINS)[1:]:
        spec = part.partition(_ENDS)[0]
        if spec.strip():
            yield spec


def is_form_page(page: str) -> bool:
    """Say whether a page began as a form of ours, though its scripts may have been taken out."""
    opening = _OPENING.search(page)
    return opening is not None and _OURS.search(opening.group()) is not None


def was_shown(page: str) -> bool:
    """Say whether a form of ours was written by a browser that showed it: people type there."""
    opening = _OPENING.search(page)
    return is_form_page(page) and opening is not None and bool(_SHOWN.search(opening.group()))


def identity_of(spec: Any) -> Identity | None:
    """Return which form a description is of, None where it says none."""
    if not isinstance(spec, dict) or not isinstance(spec.get(FORM), str):
        return None
    entries = {key: spec[key] for key in (EDITION, DIGEST) if isinstance(spec.get(key), str)}
    return Identity.of({**entries, "form": spec[FORM]})


def given_in(spec: Any) -> dict[str, Any]:
    """Return the data that a page was made with."""
    given = spec.get(GIVEN) if isinstance(spec, dict) else None
    return given if isinstance(given, dict) else {}
