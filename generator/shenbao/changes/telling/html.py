"""A comparison as a page: one HTML file that asks for nothing."""

from __future__ import annotations

from shenbao.changes.comparison import Comparison
from shenbao.changes.model import Perspective
from shenbao.changes.telling import told
from shenbao.core.messages import say
from shenbao.reports.html_page import rendered
from shenbao.reports.json_report import version
from shenbao.reports.terminal_text import terminal_safe


def changes_page(comparison: Comparison, perspective: Perspective, language: str) -> str:
    """Return the comparison as one HTML document, the same for the same comparison."""
    sections = [
        {
            "name": section.name,
            "heading": told.heading(section, language),
            "groups": [_group(group) for group in section.groups],
        }
        for section in told.sections(comparison, perspective, language)
    ]
    replay = comparison.replay
    unread = () if replay is None else replay.unread
    return rendered(
        "changes.html.j2",
        language,
        styles=("report.css", "changes.css"),
        script="",
        title=terminal_safe(told.title_of(comparison, language)),
        old=comparison.old,
        new=comparison.new,
        counts=told.counted(comparison.changes),
        perspective=say(f"changes-perspective-{perspective.value}", {}, language),
        sections=sections,
        replay=replay,
        replayed=[
            terminal_safe(told.replay_line(item, comparison, language))
            for item in (() if replay is None else replay.changed)
        ],
        unread=[
            terminal_safe(say("changes-replay-unread", {"file": file, "why": why}, language))
            for file, why in unread
        ],
        limits=[say("changes-limit", {"what": limit}, language) for limit in comparison.limits],
        version=version(),
    )


def _group(group: told.Group) -> dict[str, object]:
    items = [
        {
            "tone": item.tone,
            "sentence": terminal_safe(item.sentence),
            "concerned": terminal_safe(item.concerned),
            "details": [terminal_safe(line) for line in item.details],
            "proofs": item.proofs,
        }
        for item in group.items
    ]
    return {"number": group.number, "old": group.old, "new": group.new, "items": items}
