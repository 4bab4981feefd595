"""A finding as words: the one place where its sentence and its label are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shenbao import messages
from shenbao.findings import Finding


def message(finding: Finding, language: str) -> str:
    """Return the sentence: the policy's own wording, else the catalogue's, with what to do."""
    if finding.wording:
        own = finding.wording.get(language) or finding.wording.get(messages.DEFAULT)
        return own or next(iter(finding.wording.values()))
    args = _fluent(finding.args, language)
    said = messages.say(finding.message, args, language)
    if not finding.repair:
        return said
    repair = messages.say(finding.repair, args, language)
    return messages.say("report-repair", {"said": said, "repair": repair}, language)


def label(finding: Finding, language: str) -> str:
    """Return what the place is called; forms have Chinese labels, an English one may be told."""
    told = finding.args.get("label_en") if language == "en" else None
    return str(told) if told else finding.where.label


def _fluent(args: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Fluent takes text and numbers; several values become an enumeration."""
    comma = "、" if language == messages.DEFAULT else ", "
    return {
        name: comma.join(map(str, value)) if isinstance(value, list | tuple) else _plain(value)
        for name, value in args.items()
    }


def _plain(value: Any) -> str | int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return "" if value is None else str(value)
