"""Where each rule of an inventory lives, for the person who keeps the policy."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from shenbao import messages
from shenbao.policy.trace import Covered
from shenbao.reports.json_report import dump
from shenbao.reports.lines import clean, put


def render(rules: Sequence[Covered], console: Console, language: str) -> None:
    """Print one line a rule, then how many are covered."""
    width = max((len(item.rule) for item in rules), default=0)
    for item in rules:
        name = clean(item.rule).ljust(width)
        if item.home is None:
            missing = messages.say("coverage-missing", {"notice": item.notice}, language)
            put(console, f"{name}  {missing}", style="bold red", hang=width + 2)
            continue
        means = messages.say(f"explain-means-{item.home.means}", None, language)
        places = ", ".join(str(place) for place in item.home.places) or item.notice
        put(console, f"{name}  {means}  {clean(places)}", hang=width + 2)
    covered = sum(item.home is not None for item in rules)
    counts = {"covered": covered, "total": len(rules)}
    put(console, messages.say("coverage-total", counts, language), style="bold")


def to_json(rules: Sequence[Covered]) -> str:
    """Return one object a rule: id, notice, means (null where missing) and places."""
    return dump(
        [
            {
                "id": item.rule,
                "notice": item.notice,
                "means": None if item.home is None else item.home.means,
                "places": [str(place) for place in item.home.places] if item.home else [],
            }
            for item in rules
        ]
    )
