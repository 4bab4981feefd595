"""The two editions of an invented call that comparing, publishing and migrating are tried on."""

from __future__ import annotations

from pathlib import Path

from shenbao.app.notices.check import CheckRequest, check

KEJI = Path(__file__).parents[1] / "notices" / "keji"


def test_both_editions_are_sound_and_say_what_their_source_texts_say() -> None:
    result = check(CheckRequest(root=KEJI, sources=KEJI / "sources"))
    assert [str(problem) for problem in result.problems] == []
    assert result.checked["notices"] == 2
