"""A finding as words: the one place where its sentence and its label are made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from shenbao.core import messages
from shenbao.core.findings import Finding, Followed
from shenbao.reports.terminal_text import terminal_safe

_VALUES = ("value", "found")
"""Arguments that are what somebody wrote."""

_INSTRUCTIONS = "tables-do-"
"""Begins the ids of hints that are instructions, as ``tables-hint-`` those of the others."""


def message(finding: Finding, language: str) -> str:
    """Return the sentence: the policy's own wording, else the catalogue's, with what to do."""
    if finding.wording:
        own = finding.wording.get(language) or finding.wording.get(messages.DEFAULT)
        return own or next(iter(finding.wording.values()))
    args = _fluent(finding.args, language)
    said = messages.say(finding.message, args, language)
    hinted, repaired = hint(finding, language), remedy(finding, language)
    if hinted and instructs(finding):
        # Better than what the sentence itself says to do.
        said = said.rpartition(remedy_mark(language))[0] or said
        repaired = hinted
    elif hinted:
        head, mark, own = said.rpartition(remedy_mark(language))
        told = messages.say("report-hint", {"said": head or said, "hint": hinted}, language)
        said = f"{told}{mark}{own}" if mark else told
    if not repaired:
        return said
    return messages.say("report-repair", {"said": said, "repair": repaired}, language)


def remedy(finding: Finding, language: str) -> str:
    """Return what to do about findings of this kind, where it is said apart."""
    if not finding.repair:
        return ""
    return messages.say(finding.repair, _fluent(finding.args, language), language)


def hint(finding: Finding, language: str) -> str:
    """Return what is known of this one value, such as how to write it."""
    told = finding.args.get("hint")
    return messages.say(str(told), _fluent(finding.args, language), language) if told else ""


def reading(item: Followed, language: str) -> str:
    """Return one line on a reading that the verdict rests on: the question, what was taken."""
    args = {
        "reading": item.id,
        "question": terminal_safe(item.question.rstrip("？?")),
        "text": terminal_safe(item.text),
        "rules": ("、" if language == messages.DEFAULT else ", ").join(
            map(terminal_safe, item.rules)
        ),
        "files": len(item.files),
        "chosen": "default" if item.default else "asked",
    }
    return messages.say("report-reading-followed", args, language)


@cache
def remedy_mark(language: str) -> str:
    """Return what stands between a sentence and its remedy."""
    joined = messages.say("report-repair", {"said": "\0", "repair": "\0"}, language)
    return joined.strip("\0")


def instructs(finding: Finding) -> bool:
    """Say whether the hint says what to do, better than the remedy of the kind."""
    return str(finding.args.get("hint", "")).startswith(_INSTRUCTIONS)


def label(finding: Finding, language: str) -> str:
    """Return what the place is called; forms have Chinese labels, an English one may be told."""
    told = finding.args.get("label_en") if language == "en" else None
    return str(told) if told else finding.where.label


def _fluent(args: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Fluent takes text and numbers; several values become an enumeration.

    A value of nothing is called so: a sentence that ends in nothing looks cut off.
    """
    comma = "、" if language == messages.DEFAULT else ", "
    told: dict[str, Any] = {}
    for name, value in args.items():
        several = isinstance(value, list | tuple)
        told[name] = comma.join(map(str, value)) if several else _plain(value)
        if name in _VALUES and told[name] == "":
            told[name] = messages.say("report-empty", {}, language)
    return told


def _plain(value: Any) -> str | int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return "" if value is None else str(value)
