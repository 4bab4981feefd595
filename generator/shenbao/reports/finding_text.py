"""A finding as words: the one place where its sentence and its label are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from shenbao.core import messages
from shenbao.core.findings import Citation, Finding, Followed
from shenbao.core.messages.values import Many, PolicyText, Said, Value, many, policy_text, said
from shenbao.reports.terminal_text import terminal_safe

JOINED = " · "
"""Stands between the parts of a label."""

ROW = "check-row"
"""The message that a row is in a label."""

_VALUES = ("value", "found")
"""Arguments that are what somebody wrote."""

_INSTRUCTIONS = "tables-do-"
"""Begins the ids of hints that are instructions, as ``tables-hint-`` those of the others."""


def message(finding: Finding, language: str) -> str:
    """Return the sentence: the policy's own wording, else the catalogue's, with what to do."""
    if finding.wording:
        chinese = finding.wording.get(messages.DEFAULT, "")
        return PolicyText(zh=chinese, en=finding.wording.get("en", "")).in_language(language)
    args = _fluent(finding.args, language)
    told = messages.say(finding.message, args, language)
    hinted, repaired = hint(finding, language), remedy(finding, language)
    if hinted and instructs(finding):
        # Better than what the sentence itself says to do.
        told = told.rpartition(remedy_mark(language))[0] or told
        repaired = hinted
    elif hinted:
        head, mark, own = told.rpartition(remedy_mark(language))
        more = messages.say("report-hint", {"said": head or told, "hint": hinted}, language)
        told = f"{more}{mark}{own}" if mark else more
    if not repaired:
        return told
    return messages.say("report-repair", {"said": told, "repair": repaired}, language)


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
        "question": policy_text(terminal_safe(item.question.rstrip("？?"))),
        "text": policy_text(terminal_safe(item.text)),
        "rules": many(map(terminal_safe, item.rules)),
        "files": len(item.files),
    }
    told = "report-reading-followed" if item.default else "report-reading-chosen"
    return messages.say(told, args, language)


@cache
def remedy_mark(language: str) -> str:
    """Return what stands between a sentence and its remedy."""
    joined = messages.say("report-repair", {"said": "\0", "repair": "\0"}, language)
    return joined.strip("\0")


def instructs(finding: Finding) -> bool:
    """Say whether the hint says what to do, better than the remedy of the kind."""
    return str(finding.args.get("hint", "")).startswith(_INSTRUCTIONS)


def label(finding: Finding, language: str, *, marked: bool = True) -> str:
    """Return what the place is called; the policy's own words for it are ``marked`` in English."""
    parts = label_parts(finding)
    return messages.words(path(parts), language, marked=marked)


def label_parts(finding: Finding) -> tuple[Value, ...]:
    """Return the steps to the place: titles of the policy, and rows as ``check-row``."""
    told = finding.args.get("label")
    if isinstance(told, Many):
        return told.items
    titles = (finding.where.label or str(told or "")).split(JOINED)
    return tuple(_step(title) for title in titles if title)


def path(parts: Iterable[Value]) -> Many:
    """Return steps as one place."""
    return many(parts, joint="dot")


def is_row(part: Value) -> bool:
    """Say whether a step of a label is the number of a row."""
    return isinstance(part, Said) and part.message == ROW


def clause_words(clause: Citation) -> dict[str, Value]:
    """Return a clause as arguments of a message, harmless for a terminal."""
    return {
        "number": policy_text(terminal_safe(clause.number)),
        "quote": terminal_safe(clause.quote),
    }


def _step(title: str) -> Value:
    """Return a step of a label that is known as a text only."""
    before, after = _row_words()
    number = title.removeprefix(before).removesuffix(after)
    if number.isdecimal() and title == f"{before}{number}{after}":
        return said(ROW, row=number)
    return title if title.isascii() else PolicyText(zh=title)


@cache
def _row_words() -> tuple[str, str]:
    """Return what stands before and after the number of a row in a label."""
    before, _, after = messages.say(ROW, {"row": "\0"}).partition("\0")
    return before, after


def _fluent(args: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Fluent takes text and numbers; several values become an enumeration.

    A value of nothing is called so: a sentence that ends in nothing looks cut off.
    """
    told: dict[str, Any] = {}
    for name, value in args.items():
        told[name] = many(map(str, value)) if isinstance(value, list | tuple) else _plain(value)
        if name in _VALUES and told[name] == "":
            told[name] = messages.say("report-empty", {}, language)
    return told


def _plain(value: Any) -> Value:
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    return value if isinstance(value, int | float | PolicyText | Said | Many) else str(value)
