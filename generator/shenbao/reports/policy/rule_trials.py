"""A rule tried on an example, on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from shenbao.core import messages
from shenbao.core.messages.values import Value, many, said
from shenbao.policy.usage.rule_trials import Part, Place, RuleTrial, Step
from shenbao.reports.json_report import dump
from shenbao.reports.terminal_text import put, terminal_safe

FORMAT = "shenbao.rule-trial/1"
_SEVERITIES = ("error", "warning", "review", "info")
_STYLES = {"pass": "green", "error": "bold red", "warning": "yellow", "review": "magenta"}


def failed(trials: Sequence[RuleTrial]) -> bool:
    """Say whether the rule does not hold somewhere."""
    return any(verdict in _SEVERITIES for trial in trials for verdict in trial.verdicts)


def print_trials(trials: Sequence[RuleTrial], console: Console, language: str) -> None:
    """Print each place of the rule: its steps, what the parts come to, the verdict."""
    for trial in trials:
        head = f"{trial.rule}  {trial.ref}  {trial.file}"
        put(console, terminal_safe(head), style="bold cyan")
        put(console, terminal_safe(messages.words(trial.message, language)), indent=2)
        if not trial.places:
            put(console, messages.say("try-no-place", {}, language), indent=2)
        for place in trial.places:
            _print_place(place, console, language)
        if sum(trial.verdicts.values()) > len(trial.places):
            console.print()
            counted = messages.words(many(map(_counted, trial.verdicts.items())), language)
            put(console, messages.say("try-all", {"counted": counted}, language), indent=2)


def _print_place(place: Place, console: Console, language: str) -> None:
    console.print()
    args = {"label": place.label, "pointer": place.pointer or "/", "found": place.found}
    put(console, _safe("try-place", args, language), indent=2, style="bold")
    for step in place.steps:
        put(console, _step(step, language), indent=4)
        for part in step.parts:
            put(console, _part(part, language), indent=4 + 2 * part.level)
    fails = place.verdict in _SEVERITIES
    words = next((step.message for step in place.steps if step.came == "fails"), "")
    args = {"verdict": said(_said(place.verdict)), "message": words if fails else ""}
    line = messages.say("try-verdict", args, language)
    put(console, terminal_safe(line), indent=2, style=_STYLES.get(place.verdict, "dim"))


def _counted(verdict: tuple[str, int]) -> Value:
    name, count = verdict
    return said("try-count", verdict=said(_said(name)), count=count)


def _said(verdict: str) -> str:
    known = (*_SEVERITIES, "undecided")
    return f"severity-{verdict}" if verdict in known else f"try-{verdict}"


def _step(step: Step, language: str) -> str:
    args: dict[str, Value] = {"name": step.name, "text": step.text, "value": step.value}
    came = messages.say(f"try-came-{step.came}", args, language)
    return _safe(f"try-step-{step.kind}", {**args, "came": came}, language)


def _part(part: Part, language: str) -> str:
    args: dict[str, Value] = {"text": part.text, "value": part.value, "label": part.label}
    came = messages.say(f"try-came-{part.came}", args, language)
    message = "try-part-named" if part.label else "try-part"
    return _safe(message, {**args, "came": came}, language)


def _safe(message: str, args: dict[str, Value], language: str) -> str:
    return terminal_safe(messages.say(message, args, language))


def to_json(trials: Sequence[RuleTrial]) -> str:
    """Return the trials as JSON text: ``{"format": FORMAT, "trials": […]}``."""
    return dump({"format": FORMAT, "trials": [_trial(trial) for trial in trials]})


def _trial(trial: RuleTrial) -> dict[str, Any]:
    return {
        "rule": trial.rule,
        "form": trial.ref,
        "file": trial.file,
        "verdicts": dict(trial.verdicts),
        "places": [
            {
                "pointer": place.pointer,
                **_both("label", place.label),
                **_both("found", place.found),
                "verdict": place.verdict,
                "steps": list(map(_step_entry, place.steps)),
            }
            for place in trial.places
        ],
    }


def _step_entry(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "name": step.name,
        "expression": step.text,
        "came": step.came,
        **_both("value", step.value),
        "severity": step.severity or None,
        **_both("message", step.message),
        "parts": [
            {
                "expression": part.text,
                "level": part.level,
                "came": part.came,
                **_both("value", part.value),
                **_both("label", part.label),
            }
            for part in step.parts
        ],
    }


def _both(key: str, value: Value) -> dict[str, Any]:
    """Return a value in both languages, nothing as null."""
    worded = {language: messages.words(value, language) for language in messages.LANGUAGES}
    return {key: worded if any(worded.values()) else None}
