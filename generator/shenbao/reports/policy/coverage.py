"""Where each rule of an inventory lives, for the person who keeps the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console

from shenbao.core import messages
from shenbao.core.messages.values import Value, many, said
from shenbao.policy.usage.index import Covered, Means
from shenbao.reports.json_report import dump
from shenbao.reports.terminal_text import put, terminal_safe

_ORDER: tuple[Means | None, ...] = (
    "keyword",
    "cel",
    "table",
    "quota",
    "target",
    "checklist",
    None,
)


def print_coverage(rules: Sequence[Covered], console: Console, language: str) -> None:
    """Print one line a rule, then how many of each notice and of each kind are covered."""
    width = max((len(item.rule) for item in rules), default=0)
    for item in rules:
        name = terminal_safe(item.rule).ljust(width)
        if item.home is None:
            missing = messages.say("coverage-missing", {"notice": item.notice}, language)
            put(console, f"{name}  {missing}", style="bold red", hang=width + 2)
            continue
        means = messages.say(f"explain-means-{item.home.means}", None, language)
        places = ", ".join(str(place) for place in item.home.places) or item.notice
        put(console, f"{name}  {means}  {terminal_safe(places)}", hang=width + 2)
    covered = sum(item.home is not None for item in rules)
    counts = {"covered": covered, "total": len(rules)}
    console.print()
    for line in _totals(rules, language):
        put(console, terminal_safe(line))
    put(console, messages.say("coverage-total", counts, language), style="bold")


def _totals(rules: Sequence[Covered], language: str) -> Iterator[str]:
    """Yield one line for each notice and one for all, each with its kinds."""
    notices = list(dict.fromkeys(item.notice for item in rules))
    parts = [(name, [item for item in rules if item.notice == name]) for name in notices]
    if len(parts) > 1:
        parts.append((messages.say("coverage-all", None, language), list(rules)))
    for name, part in parts:
        found = Counter(item.home.means for item in part if item.home is not None)
        kinds = [
            said("coverage-kind", kind=_kind(means, language), count=count)
            for means, count in sorted(found.items(), key=lambda item: _ORDER.index(item[0]))
        ]
        facts: dict[str, Value] = {
            "notice": name,
            "covered": found.total(),
            "total": len(part),
            "kinds": many(kinds, joint="pause"),
        }
        yield messages.say("coverage-part", facts, language)


def _kind(means: Means | None, language: str) -> str:
    return messages.say(f"coverage-kind-{means}", None, language)


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
