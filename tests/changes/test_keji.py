"""The two editions of an invented call that comparing, publishing and migrating are tried on."""

from __future__ import annotations

from pathlib import Path

from shenbao.app.notices.check import CheckRequest, check

KEJI = Path(__file__).parents[1] / "notices" / "keji"


def test_both_editions_are_sound_but_for_what_the_second_forgot() -> None:
    result = check(CheckRequest(root=KEJI, sources=KEJI / "sources"))
    told = [(problem.message, problem.text()) for problem in result.problems]
    assert {message for message, _ in told} == {"edition-drift"}
    for slip in ("2024-11-15", "原则上", "Starts 2025-01-01", "Ends 2026-12-31"):
        assert any(f'"confirmed": [{{"value": "{slip}", "clause"' in text for _, text in told), slip
    assert len(told) == 4
    assert result.checked["notices"] == 2
