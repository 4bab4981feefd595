"""What a form says of handing in: what its own tracks are asked for, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shenbao.forms.front_matter import times
from shenbao.policy.model import HandingIn, Notice


@pytest.fixture
def notice(notices: tuple[Notice, ...]) -> Notice:
    """A notice with one material for each way of narrowing it."""
    found = next(item for item in notices if item.id == "shenkang-2024")
    narrowed = {
        "给全部": ((), ()),
        "给P1": (("P1",), ()),
        "给P3": (("P3",), ()),
        "给重点": (("P3",), ("p3-key",)),
    }
    items = tuple(
        HandingIn(
            id=what,
            what=what,
            how="纸质",
            copies=None,
            originals=None,
            clauses=(),
            programmes=programmes,
            tracks=tracks,
        )
        for what, (programmes, tracks) in narrowed.items()
    )
    return replace(found, handing_in=items)


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("p1", ["给全部", "给P1"]),
        ("p3-key", ["给全部", "给P3", "给重点"]),
        ("p3-seed", ["给全部", "给P3"]),
    ],
)
def test_a_form_says_what_its_tracks_hand_in(notice: Notice, form: str, asked: list[str]) -> None:
    told = "".join(times(notice, next(item for item in notice.forms if item.id == form)))
    named = ["给全部", "给P1", "给P3", "给重点"]
    assert [what for what in named if f"{what}" in told] == asked


def test_what_only_some_of_the_tracks_hand_in_says_which(notice: Notice) -> None:
    """One form that three tracks use."""
    p3 = next(item for item in notice.programmes if item.id == "P3")
    shared = tuple(replace(track, form="p3-key") for track in p3.tracks)
    programmes = tuple(
        replace(p3, tracks=shared) if item is p3 else item for item in notice.programmes
    )
    whole = replace(notice, programmes=programmes)
    form = next(item for item in notice.forms if item.id == "p3-key")
    key = next(track for track in p3.tracks if track.id == "p3-key")
    told = [line for line in times(whole, form) if "给重点" in line]
    assert len(told) == 1
    assert f"给重点（{key.title}）" in told[0]
