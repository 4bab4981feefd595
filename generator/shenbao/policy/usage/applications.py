"""The forms that somebody applies with, of which 我能报什么 asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shenbao.policy.model import Form, Notice

_KINDS = frozenset({"call", "selection-scheme"})
"""The kinds of notices that somebody can apply to."""


def application_forms(notices: Sequence[Notice]) -> Iterator[tuple[Notice, Form]]:
    """Yield the application forms of the tracks that are open to apply for."""
    for notice in notices:
        if notice.kind in _KINDS:
            for form in notice.forms:
                if form.purpose == "application" and notice.tracks_of(form.id):
                    yield notice, form
